//! How far coders agree, the machine being one of them, and how well the machine codes.
//!
//! `coefficients` are the published ones, `bootstrap` gives their intervals, `rows` puts them side by
//! side for every theme and pair of coders, `corrected` carries the errors over to prevalence.

mod bootstrap;
mod coefficients;
mod corrected;
mod rows;
mod units;

pub use bootstrap::Estimate;
pub(super) use bootstrap::mix;
pub use corrected::{Corrected, Uncorrected};
pub use rows::{AgreementRow, Basis, Disagreement, agreement, disagreements};

use super::sample::{Judged, Level, Question};
use super::{ThemeRow, trend::MIN_FOR_SHARE};
use crate::codebook::Codebook;
use bootstrap::estimates;
use coefficients::precision;
use serde::Serialize;

/// Seed of every interval in a report: the same sample gives the same bytes.
const SEED: u64 = 1;

/// How well one theme is coded, by a sample that people judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Accuracy {
    /// Sentences judged.
    pub sentences: u32,
    /// Of these, sentences that the machine codes as raising the theme.
    pub sentences_found: u32,
    /// Of these, sentences that raise the theme in people's view.
    pub sentences_true: u32,
    /// Share of the sentences coded as raising the theme that do; none when fewer than 10 were judged.
    pub precision: Option<Estimate>,
    /// Share of the sentences that raise the theme that were coded so, each judged sentence counting for
    /// all those it was drawn from; none when fewer than 10 such sentences were judged, or a stratum was
    /// left blank.
    pub recall: Option<Estimate>,
    /// Documents, and the corrected prevalence.
    pub documents: Corrected,
}

/// How well every theme is coded, in the codebook's order. Where several people judged a unit, what most
/// of them say is true; a unit on which they are even is left out.
pub fn accuracy(judged: &Judged, codebook: &Codebook, themes: &[ThemeRow]) -> Vec<Accuracy> {
    let of_theme = |(theme, row): (&crate::codebook::Theme, &ThemeRow)| {
        let rated = |level| units::against_people(judged, codebook, &theme.id, level, Question::Raised);
        let (basis, sentences) = rated(Level::Sentence);
        let count = |coder: usize| {
            let found = sentences.iter().filter(|unit| unit.codes[coder] == Some(1));
            found.count() as u32
        };
        let figures =
            estimates(&sentences, SEED, |sample, _| vec![precision(sample, 0, 1), precision(sample, 1, 0)]);
        let raised = row.raised.as_ref();
        let (count_raised, read) = raised.map_or((0, 0), |raised| (raised.count, raised.of));
        Accuracy {
            sentences: sentences.len() as u32,
            sentences_found: count(0),
            sentences_true: count(1),
            precision: figures[0].filter(|_| count(0) >= MIN_FOR_SHARE),
            recall: figures[1].filter(|_| count(1) >= MIN_FOR_SHARE && basis != Basis::InPart),
            documents: corrected::correct(rated(Level::Document), count_raised, read, SEED),
        }
    };
    codebook.themes.iter().zip(themes).map(of_theme).collect()
}

#[cfg(test)]
mod tests;
