//! Findings to files.
//!
//! In: [`Coded`] documents one by one, in corpus order, then the [`Findings`]. Out: the report folder.
//! Nothing is computed here: every number comes from the findings.

mod compare;
mod html;
mod json;
mod recurrence;
mod tables;

pub use json::RunRecord;

use crate::codebook::Codebook;
use crate::error::{Error, Result};
use crate::findings::{Coded, Findings};
use crate::marks::Marks;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// One format of the report. Documents come first, one at a time; the findings come last.
trait Writer {
    /// Takes one document, in corpus order.
    fn document(&mut self, coded: &Coded, codebook: &Codebook) -> std::io::Result<()>;

    /// Takes the findings and completes the files.
    fn finish(self: Box<Self>, findings: &Findings, codebook: &Codebook) -> std::io::Result<()>;
}

/// The report folder while it is being written.
pub struct Report<'a> {
    folder: PathBuf,
    codebook: &'a Codebook,
    writers: Vec<Box<dyn Writer>>,
}

impl<'a> Report<'a> {
    /// Starts a report in `folder`, which is made when absent; files of an earlier run are replaced.
    /// Mentions are shown with what people said of them in `marks`.
    ///
    /// # Errors
    /// When the folder or a file in it cannot be written.
    pub fn start(folder: &Path, codebook: &'a Codebook, run: RunRecord, marks: &Marks) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|source| Error::write(folder, source))?;
        let writers = Self::writers(folder, run, marks).map_err(|source| Error::write(folder, source))?;
        Ok(Report { folder: folder.to_path_buf(), codebook, writers })
    }

    /// The formats: adding one is adding a file and a line here.
    fn writers(folder: &Path, run: RunRecord, marks: &Marks) -> std::io::Result<Vec<Box<dyn Writer>>> {
        Ok(vec![
            Box::new(tables::Tables::start(folder, marks.clone())?),
            Box::new(compare::Comparisons::start(folder)),
            Box::new(html::Page::start(folder, run.clone(), marks.clone())),
            Box::new(recurrence::Recurrent::start(folder)),
            Box::new(json::Json::start(folder, run)?),
        ])
    }

    /// Adds one document; call in corpus order.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn document(&mut self, coded: &Coded) -> Result<()> {
        for writer in &mut self.writers {
            writer.document(coded, self.codebook).map_err(|source| Error::write(&self.folder, source))?;
        }
        Ok(())
    }

    /// Completes every file.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self, findings: &Findings) -> Result<()> {
        for writer in self.writers {
            writer.finish(findings, self.codebook).map_err(|source| Error::write(&self.folder, source))?;
        }
        Ok(())
    }
}

/// A new file in the report folder.
fn create(folder: &Path, name: &str) -> std::io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(folder.join(name))?))
}
