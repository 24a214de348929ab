//! `refrain show`.

use super::{FormatArguments, ReadingArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What `refrain show` can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Stage {
    /// The clean text, page by page
    Pages,
    /// Headings, paragraphs, list items, cells, in reading order
    Blocks,
    /// Sections with their kind
    Sections,
    /// Sentences
    Sentences,
    /// Title, authority, date, each with where it came from
    Metadata,
    /// Remarks on the reading: removed furniture, pages without text
    Notes,
    /// Themes mentioned and what is asserted of them
    Mentions,
    /// Recommendations: of whom, what kind, how firmly, by when
    Recommendations,
}

/// `refrain show`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ShowArguments {
    /// What to show
    #[arg(value_enum)]
    pub(in crate::cli) stage: Stage,
    /// The document
    pub(in crate::cli) file: PathBuf,
    /// For blocks: one row a block, also where it runs over a page end; else each of its pages has a row
    #[arg(long)]
    pub(in crate::cli) whole: bool,
    /// For mentions: say why, sentence by sentence, and what kept a theme out that was nearly found
    #[arg(long)]
    pub(in crate::cli) explain: bool,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArguments,
}
