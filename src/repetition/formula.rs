//! Formulas: wording that law, guidance or the habit of the genre supplies.
//!
//! A passage is a formula when at least half of its words stand in runs of three words that a formula
//! has too. The list is data (`formulas.csv`) and can be added to.

use super::texts::Texts;
use super::tokens::words;
use crate::error::Result;
use crate::table::Table;
use std::collections::BTreeSet;
use std::path::Path;

/// Words in a run.
const RUN: usize = 3;
/// Share of a passage's words from which it is a formula.
const SHARE: f64 = 0.5;

/// The texts of the formulas shipped with the program.
///
/// # Errors
/// When the list is damaged.
pub(super) fn shipped() -> Result<Vec<String>> {
    let path = Path::new("formulas.csv");
    let table = Table::parse(include_bytes!("formulas.csv"), path, &["formula", "text"])?;
    Ok(table.rows().map(|row| row.get("text").to_string()).collect())
}

/// Every run of words of the formulas, in the numbers of one corpus.
pub(super) struct Formulas(BTreeSet<[u32; RUN]>);

impl Formulas {
    /// Numbers `formulas` as `texts` does.
    pub(super) fn new(texts: &Texts, formulas: &[String]) -> Self {
        let mut runs = BTreeSet::new();
        for formula in formulas {
            let known: Vec<u32> = words(formula)
                .map(|word| texts.vocabulary.find(&formula[word]).unwrap_or(u32::MAX))
                .collect();
            runs.extend(known.windows(RUN).filter_map(|run| <[u32; RUN]>::try_from(run).ok()));
        }
        Formulas(runs)
    }

    /// Whether these words are for the most part a formula.
    pub(super) fn make_up(&self, words: &[u32]) -> bool {
        let mut covered = vec![false; words.len()];
        for (at, run) in words.windows(RUN).enumerate() {
            if <[u32; RUN]>::try_from(run).is_ok_and(|run| self.0.contains(&run)) {
                covered[at..at + RUN].fill(true);
            }
        }
        let count = covered.iter().filter(|covered| **covered).count();
        count as f64 >= SHARE * words.len() as f64
    }
}
