//! Intake: what is to be read, and where it came from.
//!
//! In: folders, files or a list. Out: [`Corpus`], the sources in a stable order with whatever the
//! manifest says of them. Nothing here looks inside a PDF.

/// The type of a file, by its content and name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
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
