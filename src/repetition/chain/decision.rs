//! What a person decided: which recommendations in other words ask for the same.

use crate::error::{Error, Result};
use crate::table::Table;
use std::collections::BTreeMap;
use std::path::Path;

/// What a person decided of pairs of recommendations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Decisions(BTreeMap<(String, String), Decision>);

#[derive(Clone, Debug, PartialEq)]
struct Decision {
    same: bool,
    remark: String,
}

impl Decisions {
    /// The columns of `candidates.csv`, of which only `a`, `b` and `same` are read.
    pub const COLUMNS: [&'static str; 15] = [
        "a",
        "b",
        "same",
        "remark",
        "similarity",
        "a_document",
        "a_authority",
        "a_published",
        "a_page",
        "a_text",
        "b_document",
        "b_authority",
        "b_published",
        "b_page",
        "b_text",
    ];

    /// Reads a table with the columns `a`, `b` (ids of recommendations) and `same` (yes, no or not yet); the
    /// `candidates.csv` of a report is one.
    ///
    /// # Errors
    /// When the file cannot be read or a cell says neither yes nor no.
    pub fn read(path: &Path) -> Result<Self> {
        let table = Table::read(path, &Self::COLUMNS)?;
        let mut decisions = BTreeMap::new();
        for row in table.rows() {
            let Some(same) = yes_or_no(row.get("same")) else {
                let message = format!(
                    "'{}' is neither yes nor no; write one of them under 'same', or nothing",
                    row.get("same")
                );
                return Err(Error::invalid(path, Some(row.line), message));
            };
            if let Some(same) = same {
                let remark = row.get("remark").to_string();
                decisions.insert(ordered(row.get("a"), row.get("b")), Decision { same, remark });
            }
        }
        Ok(Decisions(decisions))
    }

    /// Every decision.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, &str, bool, &str)> {
        let all = self.0.iter();
        all.map(|((a, b), decision)| (a.as_str(), b.as_str(), decision.same, decision.remark.as_str()))
    }

    /// What was decided of two recommendations.
    pub(super) fn of(&self, a: &str, b: &str) -> Option<bool> {
        self.0.get(&ordered(a, b)).map(|decision| decision.same)
    }
}

fn ordered(a: &str, b: &str) -> (String, String) {
    if a <= b { (a.into(), b.into()) } else { (b.into(), a.into()) }
}

/// What a cell says; the outer none where it says neither yes nor no nor nothing.
fn yes_or_no(cell: &str) -> Option<Option<bool>> {
    match cell.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "1" => Some(Some(true)),
        "no" | "n" | "false" | "0" => Some(Some(false)),
        "" => Some(None),
        _ => None,
    }
}
