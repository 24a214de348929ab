//! Documents and mentions per theme.

use super::{DocumentRow, Proportion, ThemeCounts};
use crate::classify::Assertion;
use crate::codebook::{Mode, Theme};
use serde::Serialize;
use std::collections::BTreeSet;

/// One theme over all documents read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeRow {
    /// The theme's id.
    pub theme: String,
    /// Its label.
    pub label: String,
    /// Its group.
    pub group: String,
    /// What it needs to count.
    pub mode: Mode,
    /// Documents that raise it, of documents read; none when none was read.
    pub raised: Option<Proportion>,
    /// Documents in which practice on it failed: the same as raised for a practice theme.
    pub documents_failing: u32,
    /// Documents that do not raise it but ask for a change on it.
    pub documents_recommended_only: u32,
    /// Documents with good practice on it.
    pub documents_good_practice: u32,
    /// Mentions by assertion, all documents together.
    pub mentions: ThemeCounts,
    /// Failing and mixed mentions that are explained, as a share of them; none when there are none.
    pub explained: Option<Proportion>,
    /// First year of publication among documents that raise it.
    pub first_year: Option<u16>,
    /// Last year.
    pub last_year: Option<u16>,
    /// Distinct authorities among documents that raise it; documents without a known one are left out.
    pub authorities: u32,
}

/// Whether counts like these mean that a document raises the theme.
pub fn raises(mode: Mode, counts: &ThemeCounts) -> bool {
    let failing = counts.of(Assertion::Failing) + counts.of(Assertion::Mixed);
    let present = counts.of(Assertion::Present) + counts.of(Assertion::Suspected);
    match mode {
        Mode::Practice => failing > 0,
        Mode::Presence | Mode::Both => failing + present > 0,
    }
}

/// Counts theme number `index` over the documents that were read.
pub(super) fn theme_row(index: usize, theme: &Theme, counted: &[&DocumentRow]) -> ThemeRow {
    let with = |test: &dyn Fn(&ThemeCounts) -> bool| {
        counted.iter().filter(|d| test(&d.themes[index])).count() as u32
    };
    let raising: Vec<&&DocumentRow> =
        counted.iter().filter(|d| raises(theme.mode, &d.themes[index])).collect();
    let years = || raising.iter().filter_map(|document| document.metadata.year());
    let known =
        raising.iter().map(|document| &document.metadata.authority).filter(|field| !field.is_unknown());
    let authorities: BTreeSet<&str> = known.map(|field| field.value.as_str()).collect();
    let mut mentions = ThemeCounts::default();
    counted.iter().for_each(|document| mentions.merge(&document.themes[index]));
    let failing = mentions.of(Assertion::Failing) + mentions.of(Assertion::Mixed);
    ThemeRow {
        theme: theme.id.clone(),
        label: theme.label.clone(),
        group: theme.group.clone(),
        mode: theme.mode,
        raised: Proportion::wilson(raising.len() as u32, counted.len() as u32),
        documents_failing: with(&|c| raises(Mode::Practice, c)),
        documents_recommended_only: with(&|c| c.of(Assertion::Recommended) > 0 && !raises(theme.mode, c)),
        documents_good_practice: with(&|c| c.of(Assertion::GoodPractice) > 0),
        explained: Proportion::wilson(mentions.explained, failing),
        mentions,
        first_year: years().min(),
        last_year: years().max(),
        authorities: authorities.len() as u32,
    }
}
