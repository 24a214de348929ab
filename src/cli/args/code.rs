//! `refrain code`.

use clap::Args;
use std::path::PathBuf;

/// `refrain code`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CodeArguments {
    /// File of {"id", "text", "section"} lines; standard input when not given or `-`
    pub(in crate::cli) file: Option<PathBuf>,
    /// Codebook: a folder of themes or one theme file; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(in crate::cli) codebook: Option<PathBuf>,
    /// Also print sentences that judge practice without naming a theme, under the theme "practice"
    #[arg(long)]
    pub(in crate::cli) judgement: bool,
    /// Also say why: pattern, cue and clause of each mention, and what kept a theme out that was nearly found
    #[arg(long)]
    pub(in crate::cli) explain: bool,
}
