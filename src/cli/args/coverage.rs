//! `refrain coverage`.

use super::{FormatArguments, WorkspaceArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

pub(super) const HELP: &str = "\
Works on the documents of the last report: every file with a known authority and year of publication, read \
or not, identical files once. Two versions of a review are two documents.

The table of authorities is CSV with a header; only authority is needed:
  authority             its name
  region, nation        region of England; England, Wales, Scotland or Northern Ireland
  aliases               other names, with | between
  kind                  authority, hsc-trust, joint-board or national-body; the last two are
                        never silent
  valid_from, valid_to  first and last day, where it began or ended: YYYY or YYYY-MM-DD
  members               of a joint board the authorities it serves, with | between: its
                        documents count once and cover each of them
  successor, ons_code   not used here
The built-in table is used when none is named. It is no register: check it for your period.

What happened is counted only where a manifest states it (--manifest, columns review, incident and deaths), \
and only where it is stated for every document of a row: reviews, incidents and deaths are different things.

Examples:
  refrain coverage --from 2009 --to 2014 --silent
  refrain coverage --from 2009 --to 2014 --by region --format csv";

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum CoverageBy {
    /// One authority or joint board
    Authority,
    /// One region of England, or a nation
    Region,
}

/// `refrain coverage`.
#[derive(Debug, Args)]
pub(in crate::cli) struct CoverageArguments {
    /// Table of authorities; the built-in one when not given
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) authorities: Option<PathBuf>,
    /// First year of publication
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1900..=2100))]
    pub(in crate::cli) from: u16,
    /// Last year of publication
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(u16).range(1900..=2100))]
    pub(in crate::cli) to: u16,
    /// What a row stands for
    #[arg(long, value_enum, default_value_t = CoverageBy::Authority)]
    pub(in crate::cli) by: CoverageBy,
    /// Only authorities that published none
    #[arg(long, conflicts_with = "by")]
    pub(in crate::cli) silent: bool,
    /// Only this nation
    #[arg(long, value_name = "NATION")]
    pub(in crate::cli) nation: Option<String>,
    /// Kinds of review that count, with commas between (SCR,CSPR); all but inspections and coroners' reports when not
    /// given
    #[arg(long, value_name = "KIND,…", value_delimiter = ',')]
    pub(in crate::cli) kind: Vec<String>,
    /// The manifest that states reviews, incidents and deaths
    #[arg(long, value_name = "CSV")]
    pub(in crate::cli) manifest: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}
