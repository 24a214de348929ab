//! `refrain codebook`.

use super::FormatArguments;
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
    /// Code every example and counter-example, and name what is missing
    Check {
        /// Codebook: a folder of themes or one theme file; the built-in one when not given
        #[arg(long, value_name = "DIR|FILE")]
        codebook: Option<PathBuf>,
    },
}
