//! What can be typed; no behaviour. A file a command, and here what they share.

mod code;
mod agree;
mod codebook;
mod coverage;
mod mark;
mod learn;
mod repeats;
mod report;
mod sample;
mod search;
mod show;

pub(super) use agree::{AgreeArguments, On};
pub(super) use code::CodeArguments;
pub(super) use codebook::{CheckArguments, CodebookArguments, CodebookCommand};
pub(super) use coverage::{CoverageArguments, CoverageBy};
pub(super) use learn::LearnArguments;
pub(super) use mark::MarkArguments;
pub(super) use repeats::{RepeatsArguments, TextsArguments, TraceArguments};
pub(super) use report::ReportArguments;
pub(super) use sample::SampleArguments;
pub(super) use search::{By, KwicArguments, QueryArguments, SearchArguments, SearchSort, Side};
pub(super) use show::{ShowArguments, Stage};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Finds which themes published case review summaries raise, what they assert about them, and what
/// keeps being repeated. Nothing is ever sent over a network.
#[derive(Debug, Parser)]
#[command(name = "refrain", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// One variant a command; each has its file in this folder.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Read a corpus, code it and write the report: the main job
    #[command(
        after_help = "Example:\n  refrain report corpus\n  ls *.pdf | refrain report - --workspace out"
    )]
    Report(ReportArguments),
    /// Look at one stage for one document
    #[command(after_help = "Example:\n  refrain show mentions corpus/averley/child-a.pdf --format jsonl")]
    Show(ShowArguments),
    /// Code plain text: JSON Lines in, JSON Lines out
    #[command(
        after_help = "Example:\n  echo '{\"id\": 1, \"text\": \"Information was not shared.\"}' | refrain code"
    )]
    Code(CodeArguments),
    /// List, show or check the themes that are looked for
    #[command(after_help = "Example:\n  refrain codebook show information-sharing")]
    Codebook(CodebookArguments),
    /// Learn from coded sentences a second opinion beside the rules, and say how good it is
    #[command(
        after_help = "Example:\n  refrain learn coded.jsonl --output opinion.model\n\nA row of coded.jsonl:\n  \
                      {\"document\": \"averley-child-a\", \"text\": \"The records were poor.\",\n   \
                      \"codes\": [{\"theme\": \"record-keeping\", \"assertion\": \"failing\"}]}"
    )]
    Learn(LearnArguments),
    /// List passages that two or more documents share, and why they do
    #[command(
        after_help = "Example:\n  refrain repeats corpus --grade independent\n  refrain repeats --lines four.txt"
    )]
    Repeats(RepeatsArguments),
    /// List everywhere a sentence, or one like it, occurs; oldest first
    #[command(
        after_help = "Example:\n  refrain trace \"Staff should be reminded to see the child alone.\"\n  \
                      refrain trace --list last-year.txt --in corpus"
    )]
    Trace(TraceArguments),
    /// Find passages by words, themes and metadata in one line
    #[command(after_help = search::SYNTAX)]
    Search(SearchArguments),
    /// List every place a query matches, with the words to its left and right
    #[command(
        after_help = "The query is as for refrain search. Words are marked where they stand; a theme by the words that \
                      signal it.\n\nExamples:\n  refrain kwic 'child* near/5 seen' --sort right\n  \
                      refrain kwic 'theme:supervision-management assertion:failing' --format csv"
    )]
    Kwic(KwicArguments),
    /// List which authorities published reviews in a period, and which published none
    #[command(after_help = coverage::HELP)]
    Coverage(CoverageArguments),
    /// Say of a mention whether it is right, and list what is still to check
    #[command(
        after_help = "Marks are kept in marks.csv in the workspace, beside the report: one row a mark, in the order made. \
                      A mention is found again by its document, theme and quoted words, so marks outlive a new report. \
                      To take a mark back, delete its row.\n\nExamples:\n  \
                      refrain mark --to-check --theme information-sharing\n  \
                      refrain mark 28130184-information-sharing-4093 reject --by AB --note \"about the family\"\n  \
                      refrain mark --progress"
    )]
    Mark(MarkArguments),
    /// Draw sentences and documents for people to judge without seeing what the machine says
    #[command(after_help = sample::HELP)]
    Sample(SampleArguments),
    /// Score coders against each other and the machine; keep a judged sample for the report
    #[command(after_help = agree::HELP)]
    Agree(AgreeArguments),
    /// Read documents for a parent process; not for use by hand
    #[command(hide = true)]
    Worker {
        /// Stack, in KiB
        stack_kib: usize,
    },
}

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// Aligned columns, for reading
    Table,
    /// Comma-separated values, RFC 4180
    Csv,
    /// One JSON object a line
    Jsonl,
}

/// How lists are printed, wherever one is.
#[derive(Clone, Copy, Debug, Args)]
pub(super) struct FormatArguments {
    /// How to print: a table for reading, or CSV or JSON Lines for programs
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,
}

/// Where a run keeps its results.
#[derive(Clone, Debug, Args)]
pub(super) struct WorkspaceArguments {
    /// Folder for the report and all that can be made again; besides, people's work: marks.csv, judged.csv, sample.csv
    #[arg(long, value_name = "DIR", default_value = "refrain-workspace")]
    pub(super) workspace: PathBuf,
}

/// How documents are read and coded.
#[derive(Clone, Debug, Args)]
pub(super) struct ReadingArguments {
    /// Codebook: a folder of themes or one theme file; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(super) codebook: Option<PathBuf>,
    /// Documents read at the same time; as many as there are cores when not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) jobs: Option<u16>,
    /// Whether pages without text are read with tesseract and pdftoppm where both are installed
    #[arg(long, value_enum, default_value_t = Ocr::Auto)]
    pub(super) ocr: Ocr,
    /// CPU seconds one document may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    pub(super) time_limit: u32,
    /// Memory one document may take, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048)]
    pub(super) memory_limit: u32,
}

/// Whether pictures of text are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ocr {
    /// Where the tools are installed
    Auto,
    /// Not at all
    Never,
}
