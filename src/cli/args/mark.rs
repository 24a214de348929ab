//! `refrain mark`.

use super::{FormatArguments, WorkspaceArguments};
use crate::marks::Verdict;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

/// `refrain mark`.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("listing").args(["list", "to_check", "progress"]))]
pub(in crate::cli) struct MarkArguments {
    /// The mention: its id, as in mentions.csv and as search and show mentions print it
    #[arg(required_unless_present = "listing", requires = "verdict", conflicts_with = "listing")]
    pub(in crate::cli) mention: Option<String>,
    /// What you say of it
    #[arg(value_parser = verdict())]
    pub(in crate::cli) verdict: Option<Verdict>,
    /// Why
    #[arg(long, value_name = "TEXT", requires = "mention")]
    pub(in crate::cli) note: Option<String>,
    /// Who says so; each name has one mark on a mention, the last one made
    #[arg(long, value_name = "NAME", requires = "mention")]
    pub(in crate::cli) by: Option<String>,
    /// List what is marked, and whether the last report found it
    #[arg(long)]
    pub(in crate::cli) list: bool,
    /// List the mentions that nobody has marked
    #[arg(long)]
    pub(in crate::cli) to_check: bool,
    /// List for each theme how many mentions are marked, and how
    #[arg(long)]
    pub(in crate::cli) progress: bool,
    /// Only mentions of this theme
    #[arg(long, value_name = "ID", requires = "listing")]
    pub(in crate::cli) theme: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}

fn verdict() -> impl TypedValueParser<Value = Verdict> {
    let names = Verdict::ALL.map(|(_, name)| name);
    PossibleValuesParser::new(names).try_map(|name| Verdict::from_name(&name).ok_or("not a verdict"))
}
