//! `refrain agree`.

use super::{FormatArguments, WorkspaceArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Each FILE is a sheet of refrain sample with its column verdict filled in; its name without .csv is the \
coder. Without a FILE the sample kept in the workspace is scored, and where there is none, the marks of \
refrain mark: they give precision only, and of a set that nobody drew at random.

The machine answers as one more coder, with its coding of now. Every pair is compared, and all coders where \
there are more than two; then the machine is measured against what most people say, leaving out where they are even. Figures are weighted by \
the inverse chance of each row to be drawn and stand beside 95 % bootstrap intervals (1000 resamples within \
strata); a figure without an interval came out the same in every resample, which happens where the sample \
holds no error. No interval shows errors of a kind that the sample holds none of.

prevalence is the share in which the last coder named, or most people, find the theme: kappa is low by \
itself where that is near 0 or 1. basis says what was compared: judged, what was answered; judged-in-part, \
the same but a whole stratum has no answer yet, so that only precision is given; from-sentences, documents \
put together from the judged sentences, which compares coders but says nothing of sentences not drawn.

--keep writes the answers to judged.csv in the workspace. From then on refrain report prints precision and \
recall beside each rate, and the prevalence corrected after Rogan and Gladen (1978).

Examples:
  refrain agree anna.csv ben.csv --keep
  refrain agree anna.csv --on assertion --disagreements";

/// What answers are compared on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum On {
    /// Is the theme raised: failing or mixed, present or suspected
    Raised,
    /// Is the theme mentioned at all
    Mentioned,
    /// What is asserted, each assertion a category
    Assertion,
}

/// `refrain agree`.
#[derive(Debug, Args)]
pub(in crate::cli) struct AgreeArguments {
    /// Sheets that people have filled in
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// The key of the sample; when not given, that beside the first sheet, or sample-key.csv in the workspace
    #[arg(long, value_name = "CSV", requires = "files")]
    pub(in crate::cli) key: Option<PathBuf>,
    /// What is compared
    #[arg(long, value_enum, default_value_t = On::Raised)]
    pub(in crate::cli) on: On,
    /// Keep the answers in the workspace, for the report
    #[arg(long, requires = "files")]
    pub(in crate::cli) keep: bool,
    /// List the units on which coders differ instead
    #[arg(long)]
    pub(in crate::cli) disagreements: bool,
    /// Which resamples the intervals come from
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Codebook: a folder of themes or one theme file; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(in crate::cli) codebook: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}
