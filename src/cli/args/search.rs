//! `refrain search` and `refrain kwic`.

use super::{FormatArguments, WorkspaceArguments};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// The query language, as `--help` explains it.
pub(super) const SYNTAX: &str = "\
The query, in single quotes so that the shell leaves it alone:
  visitor                    the word in any inflection (visitors); lower and upper case are one
  \"health visitor\"           these words exactly so, side by side; \"visitor\" is that form only
  \"seen child\"~3             in this order, with up to 3 other words between
  safeguard*                 any ending, also inside a phrase: \"health visit*\"
  school near/5 \"not told\"   at most 5 words apart, in either order; neighbours are 1 apart
  a b   a AND b   a OR b   NOT a   (a OR b) c
                             terms side by side must all be there; AND binds tighter than OR
  theme:ID  assertion:NAME   coded so; a list a,b means either, info* any that begins so
  section:KIND               as findings, lessons, recommendations, good-practice, chronology
  region: nation: kind: genre: grade:
                             the document's metadata, in full: region:\"North West\"
  authority: title: author: published:
                             the same, in full or in part
  year:2008  year:2008..2012  year:2008..  year:..2012
  document:NAME              its id, or part of it
  pattern:'shar* + @professional'
                             a pattern of the codebook, decided by the matcher that codes, within a sentence

A query is judged passage by passage: paragraph, list item, table row, heading. theme: and assertion: in one
query mean the same mention: 'theme:supervision-management assertion:failing' finds failing mentions of it, and
'theme:supervision-management NOT assertion:failing' passages that mention it with no failing mention of it. Words,
phrases and near do not stop at the end of a sentence; patterns do.

Examples:
  refrain search '\"health visitor\" theme:information-sharing assertion:failing region:\"North West\" year:2008..2012'
  refrain search '(school OR nursery) near/8 absen* section:chronology' --sort date
  refrain search 'theme:supervision-management assertion:failing' --facets region,year
  refrain search 'voice near/5 child' --why-not averley-child-a
  refrain search 'theme:childs-voice year:2010..' --silent";

/// A query and where it is asked.
#[derive(Debug, Args)]
pub(in crate::cli) struct QueryArguments {
    /// What to look for; see below
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub(in crate::cli) query: String,
    #[command(flatten)]
    pub(in crate::cli) workspace: WorkspaceArguments,
    /// Codebook whose word sets pattern: may name; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(in crate::cli) codebook: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) format: FormatArguments,
}

/// `refrain search`.
#[derive(Debug, Args)]
pub(in crate::cli) struct SearchArguments {
    #[command(flatten)]
    pub(in crate::cli) query: QueryArguments,
    /// One row a passage, or one a document with its best passage
    #[arg(long, value_enum, default_value_t = By::Passage)]
    pub(in crate::cli) by: By,
    /// What comes first
    #[arg(long, value_enum, default_value_t = SearchSort::Relevance)]
    pub(in crate::cli) sort: SearchSort,
    /// Rows to show; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(in crate::cli) limit: usize,
    /// Count documents and passages by these instead: theme, year, document, or a field of the metadata
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(in crate::cli) facets: Vec<String>,
    /// Say of every passage why it matched
    #[arg(long)]
    pub(in crate::cli) explain: bool,
    /// Say why this document did not match
    #[arg(long, value_name = "DOCUMENT", conflicts_with_all = ["facets", "explain", "silent"])]
    pub(in crate::cli) why_not: Option<String>,
    /// List the documents that match the metadata and have no such passage
    #[arg(long, conflicts_with_all = ["facets", "explain"])]
    pub(in crate::cli) silent: bool,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum By {
    /// A passage
    Passage,
    /// A document
    Document,
}

/// What comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SearchSort {
    /// The best answer
    Relevance,
    /// The latest publication
    Date,
    /// Authorities by name
    Authority,
}

/// `refrain kwic`.
#[derive(Debug, Args)]
pub(in crate::cli) struct KwicArguments {
    #[command(flatten)]
    pub(in crate::cli) query: QueryArguments,
    /// Order by the three words on this side; by document and place when not given
    #[arg(long, value_enum)]
    pub(in crate::cli) sort: Option<Side>,
    /// Words to show on each side
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(0..=200))]
    pub(in crate::cli) context: u16,
    /// Lines to show; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(in crate::cli) limit: usize,
}

/// A side of the keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Side {
    /// Before it
    Left,
    /// After it
    Right,
}
