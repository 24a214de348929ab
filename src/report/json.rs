//! `report.json`, the findings as one document, and `run.json`, what made them.

use super::{Writer, create};
use crate::codebook::Codebook;
use crate::findings::{Coded, Findings};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What a run was made with; together with the inputs it determines every byte of the report.
///
/// It holds no time of day and no machine's name: the same input gives the same bytes.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RunRecord {
    /// Version of this program.
    pub version: String,
    /// Options that change what is read or counted, by name.
    pub options: BTreeMap<String, String>,
    /// The codebook's id.
    pub codebook: String,
    /// Its version.
    pub codebook_version: String,
    /// Hash of its content.
    pub codebook_hash: String,
    /// SHA-256 of the learned model it names, if it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The PDF readers with their versions.
    pub readers: Vec<String>,
}

#[derive(Serialize)]
struct RunFile<'a> {
    #[serde(flatten)]
    record: &'a RunRecord,
    files: usize,
    files_ignored: usize,
    documents_read: u32,
    inputs: Vec<Input<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    document: &'a str,
    sha256: &'a str,
    outcome: &'static str,
    /// Pages whose text was recognised from pictures; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pages_recognised: Option<usize>,
}

/// Both files; of single documents only the pages are kept that were recognised from pictures.
pub(super) struct Json {
    folder: PathBuf,
    run: RunRecord,
    recognised: BTreeMap<String, usize>,
}

impl Json {
    /// Will write into `folder`.
    pub(super) fn start(folder: &Path, run: RunRecord) -> io::Result<Self> {
        Ok(Json { folder: folder.to_path_buf(), run, recognised: BTreeMap::new() })
    }
}

impl Writer for Json {
    fn document(&mut self, coded: &Coded, _: &Codebook) -> io::Result<()> {
        let pages = coded.document.iter().flat_map(|document| &document.pages);
        let count = pages.filter(|page| page.ocr).count();
        if count > 0 {
            self.recognised.insert(coded.row.document.clone(), count);
        }
        Ok(())
    }

    fn finish(self: Box<Self>, findings: &Findings, _: &Codebook) -> io::Result<()> {
        let inputs = findings.documents.iter().map(|row| Input {
            document: &row.document,
            sha256: &row.sha256,
            outcome: row.outcome.name(),
            pages_recognised: self.recognised.get(&row.document).copied(),
        });
        let run = RunFile {
            record: &self.run,
            files: findings.documents.len(),
            files_ignored: findings.ignored,
            documents_read: findings.documents_read(),
            inputs: inputs.collect(),
        };
        write(&self.folder, "run.json", &run)?;
        write(&self.folder, "report.json", findings)
    }
}

fn write(folder: &Path, name: &str, value: &impl Serialize) -> io::Result<()> {
    let mut out = create(folder, name)?;
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)?;
    out.flush()
}
