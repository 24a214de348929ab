//! `refrain sample`.

use super::WorkspaceArguments;
use clap::Args;
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Works on the documents of the last report. Writes two files: the sheet (sample.csv), which people fill in, \
and beside it the key (sample-key.csv), which says how each row was drawn and must stay closed until all \
have answered. The sheet does not show what the machine says.

In the column verdict: for a sentence what it says about the theme, one of failing, mixed, recommended, \
good-practice, neutral, present, suspected, absent, context, general, or none when it does not speak of the \
theme (the beginning of a word is enough); for a document yes when it raises the theme, or no. Leave blank \
what you cannot judge. Give each coder a copy of the sheet; the file's name becomes the coder's name.

Sentences of each theme are drawn from four strata: coded as raising it (a third), only naming it (a sixth), \
without a mention in findings, lessons, conclusions or recommendations (a third), without a mention \
elsewhere (a sixth); documents half from those coded as raising the theme. Rooms that one stratum cannot \
fill go to the others. Recall and prevalence are estimated with the inverse of each row's chance of being \
drawn.

Examples:
  refrain sample --themes information-sharing,supervision-management
  refrain sample --size 120 --documents 0 --out round-two.csv --seed 2";

/// `refrain sample`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SampleArguments {
    /// Themes to ask about, by id, with commas between; all when not given
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    pub(in crate::cli) themes: Vec<String>,
    /// Sentences for each theme: 6 or more, or 0 for none
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(in crate::cli) size: u32,
    /// Whole documents for each theme, or 0 for none; the corrected prevalence needs at least 10
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) documents: u32,
    /// Which of all possible samples: the same number always draws the same one
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(in crate::cli) seed: u64,
    /// Where the sheet is written; sample.csv in the workspace when not given
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) out: Option<PathBuf>,
    /// Codebook: a folder of themes or one theme file; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(in crate::cli) codebook: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
}
