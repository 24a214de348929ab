//! The type of a file, by its content first and its name second.

use serde::{Deserialize, Serialize};
use std::path::Path;

/// The type of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// Portable Document Format.
    Pdf,
    /// Plain text.
    Text,
    /// Hypertext.
    Html,
    /// Word (Office Open XML).
    Docx,
    /// Anything else.
    Other,
}

/// How far into a file the PDF header may stand; readers accept junk before it.
const PDF_HEADER_WITHIN: usize = 1024;

impl Format {
    /// The type of the file at `path` that begins with `start` (its first 1,024 bytes or more).
    pub fn of(path: &Path, start: &[u8]) -> Format {
        let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        let head = &start[..start.len().min(PDF_HEADER_WITHIN)];
        if head.windows(5).any(|bytes| bytes == b"%PDF-") {
            return Format::Pdf;
        }
        let opening = String::from_utf8_lossy(head).trim_start().to_lowercase();
        if opening.starts_with("<!doctype html") || opening.starts_with("<html") {
            return Format::Html;
        }
        match extension.as_str() {
            "pdf" => Format::Pdf,
            "txt" | "text" => Format::Text,
            "html" | "htm" | "xhtml" => Format::Html,
            "docx" if start.starts_with(b"PK") => Format::Docx,
            _ => Format::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        assert_eq!(Format::of(Path::new("a.txt"), b"%PDF-1.4"), Format::Pdf);
        assert_eq!(Format::of(Path::new("a.pdf"), b"<!DOCTYPE html><p>"), Format::Html);
        assert_eq!(Format::of(Path::new("a.pdf"), b"garbage"), Format::Pdf);
        assert_eq!(Format::of(Path::new("a.xls"), b"PK\x03\x04"), Format::Other);
    }
}
