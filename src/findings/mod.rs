//! Mentions to numbers: the one value every report reads.
//!
//! In: one [`DocumentRow`] an input file. Out: [`Findings`], with every denominator stated. Findings of
//! two parts of a corpus merge by their rows. No files, no formats, no screens.

mod agreement;
mod checks;
mod cooccurrence;
mod coverage;
mod document;
mod exact;
mod interval;
mod prevalence;
mod recurrence;
mod sample;
mod trend;

pub use agreement::{Accuracy, AgreementRow, Basis, Corrected, Disagreement, Estimate, Uncorrected};
pub use agreement::{accuracy, agreement, disagreements};
pub use checks::{CheckCounter, Checked, Checks};
pub use cooccurrence::{Lift, PairRow};
pub use coverage::{Apart, AuthorityCoverage, Coverage, Published, RegionCoverage, Scope, Stated, coverage};
pub use document::{Coded, DocumentRow, ThemeCounts};
pub use interval::Proportion;
pub use prevalence::{ThemeRow, raises};
pub use recurrence::{Promises, Recurrence, Recurrences, SetPhraseRow, recommendation_id, themes_of};
pub use sample::{Code, Drawing, Judged, Level, Question, Shown, Sizes, Stratum, Unit};
pub use trend::{By, GroupRow, MIN_CELL, MIN_FOR_SHARE, Withheld};

use crate::codebook::Codebook;
use crate::extract::Outcome;
use serde::Serialize;

/// Everything counted in one run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Findings {
    /// One row an input file, in corpus order.
    pub documents: Vec<DocumentRow>,
    /// One row a theme, in the codebook's order.
    pub themes: Vec<ThemeRow>,
    /// Every theme in every year of publication.
    pub by_year: Vec<GroupRow>,
    /// Every theme in every region.
    pub by_region: Vec<GroupRow>,
    /// Every theme for every authority.
    pub by_authority: Vec<GroupRow>,
    /// Every pair of themes that were each raised.
    pub cooccurrence: Vec<PairRow>,
    /// What keeps being said.
    pub recurrence: Recurrence,
    /// Remarks on the corpus as a whole: the document or manifest row, and what was found.
    pub remarks: Vec<(String, String)>,
    /// How well each theme is coded, in the codebook's order; empty when no sample was judged.
    pub accuracy: Vec<Accuracy>,
    /// What people have checked.
    pub checks: Checks,
    /// Files of the corpus folder that were left out as hidden or ignored.
    pub ignored: usize,
}

impl Findings {
    /// Counts `documents`, which must have been coded with `codebook`.
    pub fn new(documents: Vec<DocumentRow>, codebook: &Codebook) -> Self {
        let counted: Vec<&DocumentRow> = documents.iter().filter(|row| row.is_counted()).collect();
        let themes = codebook
            .themes
            .iter()
            .enumerate()
            .map(|(index, theme)| prevalence::theme_row(index, theme, &counted))
            .collect();
        let grouped = |by| trend::grouped(by, &counted, codebook);
        Findings {
            by_year: grouped(By::Year),
            by_region: grouped(By::Region),
            by_authority: grouped(By::Authority),
            cooccurrence: cooccurrence::pairs(&counted, codebook),
            themes,
            documents,
            recurrence: Recurrence::default(),
            remarks: Vec::new(),
            accuracy: Vec::new(),
            checks: Checks::default(),
            ignored: 0,
        }
    }

    /// The denominator: documents read, identical files once.
    pub fn documents_read(&self) -> u32 {
        self.documents.iter().filter(|row| row.is_counted()).count() as u32
    }

    /// How many inputs ended in each outcome, in the order of [`Outcome::ALL`], zeros left out.
    pub fn outcomes(&self) -> Vec<(Outcome, u32)> {
        let count = |wanted| self.documents.iter().filter(|row| row.outcome == wanted).count() as u32;
        Outcome::ALL.iter().map(|(outcome, _)| (*outcome, count(*outcome))).filter(|(_, n)| *n > 0).collect()
    }

    /// First and last year of publication among the documents read.
    pub fn years(&self) -> Option<(u16, u16)> {
        let years =
            || self.documents.iter().filter(|row| row.is_counted()).filter_map(|row| row.metadata.year());
        Some((years().min()?, years().max()?))
    }
}
