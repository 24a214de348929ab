//! The default codebook, compiled into the binary by `build.rs`.

use super::Codebook;
use super::load::{self, File};
use crate::error::Result;
use std::path::Path;

/// Name and text of every file of `corpus/codebook`.
const FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/codebook.rs"));

/// The default codebook; an error names the mistake in `corpus/codebook`.
pub(super) fn codebook() -> Result<Codebook> {
    let files = FILES
        .iter()
        .map(|(name, text)| File { path: Path::new("corpus/codebook").join(name), text: (*text).to_string() })
        .collect();
    load::assemble(files, None)
}
