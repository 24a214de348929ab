//! Words to concepts: what two recommendations in other words have in common.

use crate::error::Result;
use crate::table::Table;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Words that carry no content.
const EMPTY: &str = "the a an and or of to in for on by with at from that which who whom whose this these those it its is are be \
    been was were has have had not no should must will shall may can could would any all each every other when where how what \
    there their they them he she his her as if so than then into within also make made ensure given such both only more most \
    first time least during between through about up out part put take takes way whenever together far";

/// Words that mean much the same in these texts.
pub(super) struct Concepts {
    of: BTreeMap<String, Vec<String>>,
    empty: BTreeSet<&'static str>,
}

impl Concepts {
    /// The list shipped with the program.
    ///
    /// # Errors
    /// When it is damaged.
    pub(super) fn new() -> Result<Self> {
        let table =
            Table::parse(include_bytes!("concepts.csv"), Path::new("concepts.csv"), &["concept", "words"])?;
        let mut of: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in table.rows() {
            for word in row.get("words").split_whitespace() {
                of.entry(stem(word)).or_default().push(format!("={}", row.get("concept")));
            }
        }
        Ok(Concepts { of, empty: EMPTY.split_whitespace().collect() })
    }

    /// The concepts of a folded word; its stem where it has none, nothing where it carries no content.
    pub(super) fn of(&self, word: &str) -> Vec<String> {
        let plain = word.trim_end_matches("'s");
        if self.empty.contains(plain) || plain.len() < 2 {
            return Vec::new();
        }
        let stem = stem(plain);
        self.of.get(&stem).cloned().unwrap_or_else(|| vec![stem])
    }
}

/// A word without its commonest endings: enough to join "records", "recorded" and "recording".
fn stem(word: &str) -> String {
    for ending in ["ings", "ing", "ied", "ies", "ed", "es", "s", "e", "y"] {
        if let Some(rest) = word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3) {
            return rest.to_string();
        }
    }
    word.to_string()
}
