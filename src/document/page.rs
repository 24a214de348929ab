//! Pages of the source file.

use serde::{Deserialize, Serialize};

/// One page of the source, numbered from 1 by its place in the file.
///
/// Which stretch of clean text stands on it is the [`SourceMap`](super::SourceMap)'s to say: a
/// paragraph may run over a page end, and a footnote is moved out of the sentence it interrupts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// 1-based place in the file.
    pub number: u32,
    /// Width as shown, after rotation, in points; 0 where the source has no geometry.
    pub width: f32,
    /// Height as shown, after rotation, in points; 0 where the source has no geometry.
    pub height: f32,
    /// Whether its text was recognised from a picture.
    pub ocr: bool,
}
