//! `refrain codebook`.

use super::{FormatArguments, ReadingArguments};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `refrain codebook`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CodebookArguments {
    #[command(subcommand)]
    pub(in crate::cli) command: CodebookCommand,
}

/// What is asked of the codebook.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum CodebookCommand {
    /// One line a theme
    List {
        /// Codebook: a folder of themes or one theme file; the built-in one when not given
        #[arg(long, value_name = "DIR|FILE")]
        codebook: Option<PathBuf>,
        #[command(flatten)]
        format: FormatArguments,
    },
    /// Everything about one theme
    Show {
        /// The theme's id
        theme: String,
        /// Codebook: a folder of themes or one theme file; the built-in one when not given
        #[arg(long, value_name = "DIR|FILE")]
        codebook: Option<PathBuf>,
    },
    /// Code every example and counter-example, and say what the codebook lacks; with documents, also which
    /// patterns find nothing
    #[command(after_help = "Examples:\n  refrain codebook check\n  refrain codebook check corpus\n  \
                      refrain codebook check --workspace refrain-workspace --format csv\n\n\
                      Exit code 0 when there is no fault, 1 when there is one, 2 when the codebook cannot be read.")]
    Check(CheckArguments),
}

/// `refrain codebook check`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArguments {
    /// Folders or files on which the patterns are tried
    #[arg(value_name = "CORPUS")]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    /// Folder of a report: without CORPUS, its documents are tried
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) workspace: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArguments,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}
