//! `refrain learn`.

use super::FormatArguments;
use clap::Args;
use std::path::PathBuf;

/// `refrain learn`.
#[derive(Debug, Args)]
pub(in crate::cli) struct LearnArguments {
    /// Coded rows, JSON Lines: {"text", "codes": [{"theme", "assertion"}]}, and perhaps "section", "document",
    /// "paragraph", "disputed"
    #[arg(value_name = "GOLD")]
    pub(in crate::cli) gold: PathBuf,
    /// Where to write the model; only the figures are printed when not given
    #[arg(short, long, value_name = "MODEL")]
    pub(in crate::cli) output: Option<PathBuf>,
    /// Codebook: a folder of themes or one theme file; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(in crate::cli) codebook: Option<PathBuf>,
    /// Parts the rows are dealt into; each is judged by what was learned from the others
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u8).range(3..=20))]
    pub(in crate::cli) folds: u8,
    /// Draws other parts
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Learn from the text alone, not from what the rules saw in it
    #[arg(long)]
    pub(in crate::cli) text_only: bool,
    /// Threads; as many as there are cores when not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(in crate::cli) jobs: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}
