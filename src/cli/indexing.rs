//! The index beside the report: trouble with it is said, and never costs the report.

use crate::classify::Assertion;
use crate::codebook::Codebook;
use crate::error::Error;
use crate::findings::Coded;
use crate::index::Writer;
use crate::pipeline;
use std::path::Path;

/// An index that is being written while documents are read.
pub(super) struct Indexing {
    writer: Option<Writer>,
}

impl Indexing {
    /// Opens the index of `workspace` for a run with `codebook`.
    pub(super) fn start(workspace: &Path, codebook: &Codebook) -> Self {
        let themes = codebook.themes.iter().map(|theme| theme.id.clone()).collect();
        let assertions = Assertion::ALL.map(|(_, name)| name.to_string()).to_vec();
        let writer = Writer::open(&workspace.join("index"), themes, assertions);
        let writer = writer.map_err(|error| lost(&error)).ok();
        if let Some(remark) = writer.as_ref().and_then(Writer::remark) {
            eprintln!("refrain: {remark}");
        }
        Indexing { writer }
    }

    /// Adds the next source.
    pub(super) fn document(&mut self, coded: &Coded, codebook: &Codebook) {
        let Some(writer) = &mut self.writer else { return };
        let (entry, passages) = pipeline::indexed(coded, codebook);
        if let Err(error) = writer.add(entry, &passages) {
            lost(&error);
            self.writer = None;
        }
    }

    /// Makes what was added the index.
    pub(super) fn finish(self) {
        if let Some(Err(error)) = self.writer.map(Writer::finish) {
            lost(&error);
        }
    }
}

fn lost(error: &Error) {
    eprintln!(
        "refrain: {error}; the report is not affected, but search answers as of an earlier run, if at all"
    );
}
