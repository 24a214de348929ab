//! The documents of the last report, from the workspace: what a command works on when no corpus is named.

use crate::codebook::Codebook;
use crate::document::{Document, Field, Metadata, Origin};
use crate::store::Store;
use crate::table::{Row, Table};
use anyhow::Context;
use std::path::Path;

/// A workspace in which a report was written.
pub(super) struct Workspace {
    rows: Table,
    store: Store,
    settings: String,
    /// Content hash of the codebook that the report was made with.
    codebook: String,
}

impl Workspace {
    /// Opens the workspace in `folder`.
    pub(super) fn open(folder: &Path) -> anyhow::Result<Self> {
        let report = folder.join("report");
        let missing =
            || format!("no report in {}; name a corpus, or run refrain report first", folder.display());
        let rows = Table::read_any(&report.join("documents.csv")).with_context(missing)?;
        let run = run(&report.join("run.json")).with_context(missing)?;
        Ok(Workspace {
            rows,
            store: Store::open(&folder.join("store"))?,
            settings: super::reading::settings_of(run["options"]["ocr"].as_str() == Some("auto")),
            codebook: run["codebook_hash"].as_str().unwrap_or_default().to_string(),
        })
    }

    /// Says so when documents are about to be coded with another codebook than the report's.
    pub(super) fn remark_on(&self, codebook: &Codebook) {
        if self.codebook != codebook.hash {
            eprintln!(
                "The last report was made with another codebook; name the same one with --codebook, or report again."
            );
        }
    }

    /// One row an input file, in corpus order, with the columns of `documents.csv`.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.rows()
    }

    /// The documents that were read and counted, in corpus order, each as the report saw it.
    pub(super) fn documents(&self) -> impl Iterator<Item = Document> {
        self.rows().filter_map(|row| self.document(row))
    }

    /// The document of `row`; none where nothing was read, or the same file came before.
    pub(super) fn document(&self, row: Row<'_>) -> Option<Document> {
        if !row.get("duplicate_of").is_empty() {
            return None;
        }
        let kept = self.store.get(row.get("sha256"), &self.settings)?;
        let mut document = kept.document.filter(|_| kept.outcome.is_read())?;
        document.id = row.get("document").to_string();
        document.sha256 = row.get("sha256").to_string();
        document.metadata = metadata(row);
        Some(document)
    }
}

/// What the last run was made with.
fn run(file: &Path) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(file)?)?)
}

fn metadata(row: Row<'_>) -> Metadata {
    Metadata::from_fields(|name| {
        let origin = Origin::from_name(row.get(&format!("{name}_origin"))).unwrap_or(Origin::Manifest);
        match row.get(name) {
            "" => Field::default(),
            value => Field::new(value, origin, "documents.csv"),
        }
    })
}
