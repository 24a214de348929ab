//! What a workspace keeps besides the report: intermediate results, and what people said.
//!
//! Extracted documents are keyed by content hash and extractor version. Deleting the folder loses time only. A file that cannot be decoded, because it was cut short or an
//! older version wrote it, is as good as absent.

mod judged;
mod marks;
mod sample;

pub use judged::{judged_file, keep_judged, read_judged};
pub use marks::{add_mark, marks_file, read_marks};
pub use sample::{key_file, read_key, read_sheet, write_sample};

use crate::error::{Error, Result};
use crate::extract::Extraction;
use std::fs;
use std::path::{Path, PathBuf};

/// Raised with every change to what extraction gives or how it is kept, so that nothing stale is read.
pub const VERSION: u32 = 2;

/// A folder of extracted documents.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store in `folder`, which is made when absent.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn open(folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|source| Error::write(folder, source))?;
        Ok(Store { folder: folder.to_path_buf() })
    }

    /// What was extracted from content `sha256` under `settings`, if it was kept.
    pub fn get(&self, sha256: &str, settings: &str) -> Option<Extraction> {
        let bytes = fs::read(self.file(sha256, settings)).ok()?;
        postcard::from_bytes(&bytes).ok()
    }

    /// Keeps `extraction`; a failure to do so loses time only and is not an error.
    pub fn put(&self, sha256: &str, settings: &str, extraction: &Extraction) {
        let Ok(bytes) = postcard::to_stdvec(extraction) else {
            return;
        };
        let file = self.file(sha256, settings);
        let part = file.with_extension(format!("part{:?}", std::thread::current().id()));
        if fs::write(&part, bytes).is_err() || fs::rename(&part, &file).is_err() {
            drop(fs::remove_file(&part));
        }
    }

    fn file(&self, sha256: &str, settings: &str) -> PathBuf {
        self.folder.join(format!("{sha256}-{VERSION}{settings}.document"))
    }
}
