//! What people said of the mentions in a passage.

use super::super::args::QueryArguments;
use super::super::workspace::Workspace;
use super::answer::piece;
use crate::document::Document;
use crate::index::{Entry, Passage};
use crate::marks::Marks;
use crate::store;
use std::collections::BTreeMap;

/// What people said of mentions, with the documents it takes to find them again.
pub(super) struct Checked {
    marks: Marks,
    workspace: Option<Workspace>,
    documents: BTreeMap<String, Option<Document>>,
}

impl Checked {
    /// Reads the marks of the workspace.
    pub(super) fn open(arguments: &QueryArguments) -> anyhow::Result<Self> {
        let folder = &arguments.workspace.workspace;
        let marks = store::read_marks(folder)?;
        Ok(Checked {
            workspace: (!marks.is_empty()).then(|| Workspace::open(folder)).transpose()?,
            marks,
            documents: BTreeMap::new(),
        })
    }

    /// "theme=accept" for every mention of `passage` that somebody marked.
    pub(super) fn marks(&mut self, entry: &Entry, passage: &Passage) -> Vec<String> {
        let Some(workspace) = &self.workspace else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for mention in &passage.mentions {
            let quote = piece(passage, mention.span.start, mention.span.end.min(passage.span.end));
            if !self.marks.may_hold(&entry.sha256, &mention.theme, quote) {
                continue;
            }
            let document = self.documents.entry(entry.id.clone()).or_insert_with(|| {
                let row = workspace.rows().find(|row| row.get("document") == entry.id);
                row.and_then(|row| workspace.document(row))
            });
            let standing = document
                .as_ref()
                .and_then(|document| self.marks.standing(document, &mention.theme, mention.span));
            found.extend(standing.map(|standing| format!("{}={}", mention.theme, standing.name())));
        }
        found
    }
}
