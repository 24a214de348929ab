//! The values each field has: what a query may name.

use super::super::catalogue::{Commit, Entry};
use crate::codebook::Sets;
use crate::document::{Metadata, SectionKind};
use std::collections::BTreeSet;

/// Which themes, assertions, documents and metadata there are, and the codebook's word sets.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(super) themes: Vec<String>,
    pub(super) assertions: Vec<String>,
    pub(super) sections: Vec<String>,
    pub(super) documents: Vec<String>,
    pub(super) years: BTreeSet<u16>,
    /// For every metadata field its values.
    pub(super) metadata: Vec<BTreeSet<String>>,
    pub(super) sets: Sets,
}

impl Names {
    pub(in crate::index) fn new(commit: &Commit, entries: &[Entry]) -> Self {
        let values = |place: usize| {
            let fields = entries.iter().map(|entry| entry.metadata.fields()[place]);
            fields.filter(|field| !field.is_unknown()).map(|field| field.value.clone()).collect()
        };
        Names {
            themes: commit.themes.clone(),
            assertions: commit.assertions.clone(),
            sections: SectionKind::ALL.map(|(_, name)| name.to_string()).to_vec(),
            documents: entries.iter().map(|entry| entry.id.clone()).collect(),
            years: entries.iter().filter_map(|entry| entry.metadata.year()).collect(),
            metadata: (0..Metadata::NAMES.len()).map(values).collect(),
            sets: Sets::default(),
        }
    }

    /// The same, with the word sets that patterns may name.
    pub fn with_sets(mut self, sets: Sets) -> Self {
        self.sets = sets;
        self
    }
}
