//! `refrain report`.

use super::{ReadingArguments, WorkspaceArguments};
use clap::Args;
use std::path::PathBuf;

/// `refrain report`.
#[derive(Debug, Args)]
pub(in crate::cli) struct ReportArguments {
    /// Folders or files to read; `-` reads a list of paths from standard input, one a line
    #[arg(required = true, value_name = "CORPUS")]
    pub(in crate::cli) corpus: Vec<PathBuf>,
    /// Metadata by file name; `manifest.csv` in a corpus folder is found by itself
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) manifest: Option<PathBuf>,
    /// Which recommendations are the same: a table with the columns a, b (ids) and same (yes or no)
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(in crate::cli) reading: ReadingArguments,
}
