//! Lists of patterns as data: a table with a `pattern` column, compiled for one pass.

use crate::codebook::{Pattern, Sets};
use crate::document::Span;
use crate::error::Result;
use crate::matcher::Matcher;
use crate::table::Table;
use std::path::Path;

/// Patterns, and with each the other cells of its row.
pub(super) struct List<T> {
    matcher: Matcher,
    pub(super) rows: Vec<T>,
}

impl<T> List<T> {
    /// Reads and compiles a table; `keep` makes of a row's cells what is kept of it.
    ///
    /// # Errors
    /// When the table or a pattern in it cannot be read.
    pub(super) fn new(
        name: &str,
        bytes: &[u8],
        columns: &[&str],
        keep: impl Fn(&dyn Fn(&str) -> String) -> T,
    ) -> Result<Self> {
        let table = Table::parse(bytes, Path::new(name), columns)?;
        let mut patterns = Vec::new();
        let mut rows = Vec::new();
        for row in table.rows() {
            patterns.push(Pattern::parse(row.get("pattern"))?);
            rows.push(keep(&|column| row.get(column).to_string()));
        }
        let matcher = Matcher::new(patterns.iter().map(|pattern| (pattern, 0)), &Sets::default(), &[]);
        Ok(List { matcher, rows })
    }

    /// Every place in `text` where a pattern matches, with its row.
    pub(super) fn find(&self, text: &str) -> Vec<(usize, Span)> {
        self.matcher.matches(text).into_iter().map(|(row, span)| (row as usize, span)).collect()
    }
}
