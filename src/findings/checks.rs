//! What people have checked: marks per theme, and marks whose mention is no longer found.
//!
//! Marks are made where a reader happened to look. They say how far the checking is, and which single
//! mentions are wrong; they are no random sample, and say nothing of what was missed.

use super::Coded;
use crate::codebook::Codebook;
use crate::marks::{Key, Marks, Standing, Verdict};
use serde::Serialize;
use std::collections::BTreeSet;

/// How far the mentions of one theme are checked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Mentions in all.
    pub mentions: u32,
    /// Mentions that were accepted.
    pub accepted: u32,
    /// Mentions that were rejected.
    pub rejected: u32,
    /// Mentions that can be read either way.
    pub unsure: u32,
    /// Mentions of which two people say different things.
    pub disputed: u32,
}

impl Checked {
    /// Counts one mention.
    pub fn add(&mut self, standing: Option<Standing>) {
        self.mentions += 1;
        let count = match standing {
            None => return,
            Some(Standing::Agreed(Verdict::Accept)) => &mut self.accepted,
            Some(Standing::Agreed(Verdict::Reject)) => &mut self.rejected,
            Some(Standing::Agreed(Verdict::Unsure)) => &mut self.unsure,
            Some(Standing::Disputed) => &mut self.disputed,
        };
        *count += 1;
    }

    /// Mentions that somebody marked.
    pub fn marked(&self) -> u32 {
        self.accepted + self.rejected + self.unsure + self.disputed
    }

    /// Mentions that nobody marked.
    pub fn to_check(&self) -> u32 {
        self.mentions - self.marked()
    }
}

/// What was checked, over the whole run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checks {
    /// One a theme, in the codebook's order; empty when nobody marked anything.
    pub themes: Vec<Checked>,
    /// Marked mentions that this run did not find: their marks are kept.
    pub vanished: u32,
}

/// Counts marks while documents pass.
#[derive(Debug)]
pub struct CheckCounter<'a> {
    marks: &'a Marks,
    themes: Vec<Checked>,
    seen: BTreeSet<Key>,
}

impl<'a> CheckCounter<'a> {
    /// Will count `marks`.
    pub fn new(marks: &'a Marks, codebook: &Codebook) -> Self {
        CheckCounter { marks, themes: vec![Checked::default(); codebook.themes.len()], seen: BTreeSet::new() }
    }

    /// Counts the mentions of one document.
    pub fn document(&mut self, coded: &Coded, codebook: &Codebook) {
        let Some(document) = coded.document.as_ref().filter(|_| !self.marks.is_empty()) else {
            return;
        };
        for mention in &coded.mentions {
            let theme = &codebook.themes[mention.theme as usize].id;
            let marks = self.marks.at(document, theme, mention.span);
            self.themes[mention.theme as usize].add(crate::marks::standing(marks));
            self.seen.extend(marks.first().map(|mark| mark.key.clone()));
        }
    }

    /// What was counted.
    pub fn finish(self) -> Checks {
        if self.marks.is_empty() {
            return Checks::default();
        }
        let vanished = self.marks.iter().filter(|(key, _)| !self.seen.contains(key));
        Checks { vanished: vanished.count() as u32, themes: self.themes }
    }
}
