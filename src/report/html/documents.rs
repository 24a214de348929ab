//! The list of documents at the end of the report.

use super::words;
use crate::codebook::Codebook;
use crate::document::{Field, Origin};
use crate::findings::{DocumentRow, Findings, raises};
use std::collections::BTreeMap;

/// Rows shown; a longer list is read in `documents.csv`.
const SHOWN: usize = 2000;

/// A value and how it is known.
pub(super) struct Known {
    pub(super) value: String,
    /// Empty where the value is unknown or was given by the manifest.
    pub(super) origin: String,
}

impl Known {
    fn of(field: &Field) -> Self {
        let origin = match field.origin {
            Origin::Unknown | Origin::Manifest => String::new(),
            Origin::Stated | Origin::Inferred if field.from.is_empty() => field.origin.name().to_string(),
            Origin::Stated | Origin::Inferred => format!("{}, {}", field.origin.name(), field.from),
        };
        Known { value: words::one_line(&field.value), origin }
    }
}

/// One input file.
pub(super) struct DocumentView {
    /// Its place in the list, from 1; passages link to it.
    pub(super) number: usize,
    pub(super) file: String,
    pub(super) title: Known,
    pub(super) authority: Known,
    pub(super) region: Known,
    pub(super) published: Known,
    pub(super) kind: Known,
    pub(super) genre: Known,
    pub(super) outcome: &'static str,
    pub(super) is_read: bool,
    pub(super) duplicate_of: String,
    pub(super) pages: String,
    pub(super) words: String,
    pub(super) raised: Vec<String>,
}

/// The rows to show, and how many there are in all.
pub(super) fn documents(findings: &Findings, codebook: &Codebook) -> Vec<DocumentView> {
    let rows = findings.documents.iter().enumerate().take(SHOWN);
    rows.map(|(place, row)| view(place + 1, row, codebook)).collect()
}

fn view(number: usize, row: &DocumentRow, codebook: &Codebook) -> DocumentView {
    let meta = &row.metadata;
    let raised = codebook.themes.iter().zip(&row.themes);
    DocumentView {
        number,
        file: row.document.clone(),
        title: Known::of(&meta.title),
        authority: Known::of(&meta.authority),
        region: Known::of(&meta.region),
        published: Known::of(&meta.published),
        kind: Known::of(&meta.kind),
        genre: Known::of(&meta.genre),
        outcome: row.outcome.name(),
        is_read: row.outcome.is_read(),
        duplicate_of: row.duplicate_of.clone().unwrap_or_default(),
        pages: words::number(row.pages),
        words: words::number(row.words),
        raised: raised
            .filter(|(theme, counts)| raises(theme.mode, counts))
            .map(|(theme, _)| theme.label.clone())
            .collect(),
    }
}

/// The number of each document in the list, for those that are in it.
pub(super) fn numbers(findings: &Findings) -> BTreeMap<&str, usize> {
    let rows = findings.documents.iter().enumerate().take(SHOWN);
    rows.map(|(place, row)| (row.document.as_str(), place + 1)).collect()
}
