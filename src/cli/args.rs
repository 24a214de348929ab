//! What can be typed; no behaviour.

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
    /// Read documents for a parent process; not for use by hand
    #[command(hide = true)]
    Worker,
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
    /// Folder for the report and everything that can be made again
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

/// `refrain report`.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Folders or files to read; `-` reads a list of paths from standard input, one a line
    #[arg(required = true, value_name = "CORPUS")]
    pub(super) corpus: Vec<PathBuf>,
    /// Metadata by file name; `manifest.csv` in a corpus folder is found by itself
    #[arg(long, value_name = "CSV")]
    pub(super) manifest: Option<PathBuf>,
    /// Which recommendations are the same: a table with the columns a, b (ids) and same (yes or no)
    #[arg(long, value_name = "CSV")]
    pub(super) decisions: Option<PathBuf>,
    #[command(flatten)]
    pub(super) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
}

/// What `refrain show` can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Stage {
    /// The clean text, page by page
    Pages,
    /// Headings, paragraphs, list items, cells, in reading order
    Blocks,
    /// Sections with their kind
    Sections,
    /// Sentences
    Sentences,
    /// Title, authority, date, each with where it came from
    Metadata,
    /// Remarks on the reading: removed furniture, pages without text
    Notes,
    /// Themes mentioned and what is asserted of them
    Mentions,
    /// Recommendations: of whom, what kind, how firmly, by when
    Recommendations,
}

/// `refrain show`.
#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// What to show
    #[arg(value_enum)]
    pub(super) stage: Stage,
    /// The document
    pub(super) file: PathBuf,
    #[command(flatten)]
    pub(super) format: FormatArguments,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
}

/// `refrain code`.
#[derive(Debug, Args)]
pub(super) struct CodeArguments {
    /// File of {"id", "text", "section"} lines; standard input when not given or `-`
    pub(super) file: Option<PathBuf>,
    /// Codebook: a folder of themes or one theme file; the built-in one when not given
    #[arg(long, value_name = "DIR|FILE")]
    pub(super) codebook: Option<PathBuf>,
    /// Also print sentences that judge practice without naming a theme, under the theme "practice"
    #[arg(long)]
    pub(super) judgement: bool,
}

/// `refrain codebook`.
#[derive(Debug, Args)]
pub(super) struct CodebookArguments {
    #[command(subcommand)]
    pub(super) command: CodebookCommand,
}

/// What is asked of the codebook.
#[derive(Debug, Subcommand)]
pub(super) enum CodebookCommand {
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

/// Documents to compare.
#[derive(Debug, Args)]
pub(super) struct TextsArguments {
    /// A file of which every line is a document: plain text, or JSON with id, text, authority, published; `-` for
    /// standard input
    #[arg(long, value_name = "FILE", conflicts_with = "corpus")]
    pub(super) lines: Option<PathBuf>,
    /// Metadata by file name; `manifest.csv` in a corpus folder is found by itself
    #[arg(long, value_name = "CSV")]
    pub(super) manifest: Option<PathBuf>,
    #[command(flatten)]
    pub(super) workspace: WorkspaceArguments,
    #[command(flatten)]
    pub(super) reading: ReadingArguments,
}

/// `refrain repeats`.
#[derive(Debug, Args)]
pub(super) struct RepeatsArguments {
    /// Folders or files; the documents of the last report when none is named
    #[arg(value_name = "CORPUS")]
    pub(super) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) texts: TextsArguments,
    /// Words a passage has at least
    #[arg(long, value_name = "N", default_value_t = 12, value_parser = clap::value_parser!(u32).range(6..))]
    pub(super) words: u32,
    /// Only passages of this grade
    #[arg(long, value_name = "GRADE", value_parser = ["independent", "same-authority", "template", "formula"])]
    pub(super) grade: Option<String>,
    /// More texts of law, guidance and habit: a table with the columns formula and text
    #[arg(long, value_name = "CSV")]
    pub(super) formulas: Option<PathBuf>,
    #[command(flatten)]
    pub(super) format: FormatArguments,
}

/// `refrain trace`.
#[derive(Debug, Args)]
pub(super) struct TraceArguments {
    /// The sentence
    #[arg(required_unless_present = "list")]
    pub(super) text: Option<String>,
    /// A file of sentences, one a line, instead
    #[arg(long, value_name = "FILE")]
    pub(super) list: Option<PathBuf>,
    /// Folders or files to look in; the documents of the last report when none is named
    #[arg(long = "in", value_name = "CORPUS")]
    pub(super) corpus: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) texts: TextsArguments,
    #[command(flatten)]
    pub(super) format: FormatArguments,
}
