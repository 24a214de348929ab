//! `refrain repeats` and `refrain trace`.

use super::{FormatArguments, ReadingArguments, WorkspaceArguments};
use clap::Args;
use std::path::PathBuf;

/// Documents to compare.
#[derive(Debug, Args)]
pub(in crate::cli) struct TextsArguments {
    /// A file of which every line is a document: plain text, or JSON with id, text, authority, published; `-` for
    /// standard input
    #[arg(long, value_name = "FILE", conflicts_with = "corpus")]
    pub(in crate::cli) lines: Option<PathBuf>,
    /// Metadata by file name; `manifest.csv` in a corpus folder is found by itself
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) manifest: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArguments,
}

/// `refrain repeats`.
#[derive(Debug, Args)]
pub(in crate::cli) struct RepeatsArguments {
    /// Folders or files; the documents of the last report when none is named
    #[arg(value_name = "CORPUS")]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) texts: TextsArguments,
    /// Words a passage has at least
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(6..))]
    pub(in crate::cli) words: u32,
    /// Only passages of this grade: independent (different authorities, no form), same-authority (one authority, or one
    /// inspectorate), template (a form), formula (law, guidance, set phrases)
    #[arg(long, value_name = "GRADE", value_parser = ["independent", "same-authority", "template", "formula"])]
    pub(in crate::cli) grade: Option<String>,
    /// More texts of law, guidance and habit: a table with the columns formula and text
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) formulas: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}

/// `refrain trace`.
#[derive(Debug, Args)]
pub(in crate::cli) struct TraceArguments {
    /// The sentence
    #[arg(required_unless_present = "list")]
    pub(in crate::cli) text: Option<String>,
    /// A file of sentences, one a line, instead; or a table with a column `text`, such as an older `recommendations.csv`
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) list: Option<PathBuf>,
    /// Per cent of its words that a place must have in order to count; of their weight in any order 7 more
    #[arg(long, value_name = "PERCENT", default_value_t = 55, value_parser = clap::value_parser!(u8).range(1..=93))]
    pub(in crate::cli) least: u8,
    /// Folders or files to look in; the documents of the last report when none is named
    #[arg(long = "in", value_name = "CORPUS")]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) texts: TextsArguments,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}
