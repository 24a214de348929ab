//! `refrain repeats` and `refrain trace`: what is said again, and everywhere one sentence is.

use super::Found;
use super::args::{RepeatsArguments, TextsArguments, TraceArguments};
use super::list::List;
use super::reading;
use super::workspace::Workspace;
use crate::corpus::{Authorities, Corpus};
use crate::document::{Block, BlockKind, Document, Field, Origin, Sentence, Span};
use crate::extract;
use crate::repetition::{Collector, Grade, Options, Repetition, Trace};
use crate::store::Store;
use crate::table::Table;
use anyhow::Context;
use serde::Deserialize;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Prints shared passages, independent ones first.
pub(super) fn run(arguments: &RepeatsArguments) -> anyhow::Result<Found> {
    let (collector, count) = collect(&arguments.corpus, &arguments.texts)?;
    let options = Options {
        words: arguments.words,
        formulas: formulas(arguments.formulas.as_deref())?,
        ..Options::default()
    };
    let found = reading::workers(&arguments.texts.reading)?.install(|| collector.finish(&options))?;
    for pair in &found.near_duplicates {
        let share = pair.containment * 100.0;
        eprintln!(
            "{} is a version of {} ({share:.0} % of the shorter one's words) and does not count.",
            pair.version, pair.original
        );
    }
    let list = list(&found, arguments.grade.as_deref());
    if list.is_empty() {
        eprintln!(
            "refrain: nothing is repeated: looked for passages of {} words or more in {count} documents of {} words \
             together; fewer words with --words",
            options.words, found.words
        );
        return Ok(Found::Nothing);
    }
    list.print(arguments.format.format)?;
    Ok(Found::Something)
}

fn list(found: &Repetition, grade: Option<&str>) -> List {
    let mut list = List::new(&[
        "grade",
        "documents",
        "authorities",
        "first_year",
        "last_year",
        "words",
        "document",
        "authority",
        "published",
        "page",
        "wording",
        "similarity",
        "quote",
        "difference",
        "passage",
        "start",
        "end",
    ]);
    let wanted = |of: Grade| grade.is_none_or(|name| name == of.name());
    for passage in found.passages.iter().filter(|passage| wanted(passage.grade)) {
        for place in &passage.places {
            let carrier = found.carrier(place);
            list.row([
                json!(passage.grade.name()),
                json!(passage.documents),
                json!(passage.authorities),
                json!(passage.first_year),
                json!(passage.last_year),
                json!(passage.words),
                json!(carrier.id),
                json!(carrier.authority),
                json!(carrier.published),
                json!(place.page),
                json!(place.wording.name()),
                rounded(place.similarity),
                json!(place.quote),
                json!(place.difference),
                json!(passage.id),
                json!(place.span.start),
                json!(place.span.end),
            ]);
        }
    }
    list
}

/// Prints everywhere a sentence, or each line of a list, occurs.
pub(super) fn trace(arguments: &TraceArguments) -> anyhow::Result<Found> {
    let wanted = wanted(arguments)?;
    let (collector, count) = collect(&arguments.corpus, &arguments.texts)?;
    let mut list = List::new(&[
        "line",
        "document",
        "authority",
        "published",
        "page",
        "wording",
        "similarity",
        "first",
        "quote",
        "difference",
        "start",
        "end",
    ]);
    let workers = reading::workers(&arguments.texts.reading)?;
    for (line, text) in wanted.iter().enumerate() {
        let found = workers.install(|| collector.trace(text));
        if found.is_empty() {
            eprintln!(
                "refrain: not found in {count} documents, not even half of its words close together: {text}"
            );
        }
        for (at, one) in found.iter().enumerate() {
            list.row(trace_row(line + 1, at == 0 && one.carrier.year.is_some(), one));
        }
    }
    if list.is_empty() {
        return Ok(Found::Nothing);
    }
    list.print(arguments.format.format)?;
    Ok(Found::Something)
}

fn trace_row(line: usize, first: bool, one: &Trace) -> [Value; 12] {
    [
        json!(line),
        json!(one.carrier.id),
        json!(one.carrier.authority),
        json!(one.carrier.published),
        json!(one.page),
        json!(one.wording.name()),
        rounded(one.similarity),
        json!(first),
        json!(one.quote),
        json!(one.difference),
        json!(one.span.start),
        json!(one.span.end),
    ]
}

fn wanted(arguments: &TraceArguments) -> anyhow::Result<Vec<String>> {
    let Some(path) = &arguments.list else {
        return Ok(arguments.text.iter().cloned().collect());
    };
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(str::to_string)
        .collect())
}

fn formulas(path: Option<&Path>) -> anyhow::Result<Vec<String>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let table = Table::read(path, &["formula", "text"])?;
    Ok(table.rows().map(|row| row.get("text").to_string()).collect())
}

fn rounded(share: f64) -> Value {
    json!((share * 1000.0).round() / 1000.0)
}

/// The documents to compare, and how many there are.
fn collect(corpus: &[PathBuf], arguments: &TextsArguments) -> anyhow::Result<(Collector, usize)> {
    let mut collector = Collector::new();
    let mut count = 0;
    let mut fold = |document: &Document| {
        collector.fold(document);
        count += 1;
    };
    if let Some(path) = &arguments.lines {
        lines(path)?.iter().for_each(&mut fold);
    } else if corpus.is_empty() {
        Workspace::open(&arguments.workspace.workspace)?
            .documents()
            .for_each(|document| fold(&document));
    } else {
        of_corpus(corpus, arguments, &mut fold)?;
    }
    Ok((collector, count))
}

/// The documents of a corpus, read as the main job reads them.
fn of_corpus(
    corpus: &[PathBuf],
    arguments: &TextsArguments,
    fold: &mut dyn FnMut(&Document),
) -> anyhow::Result<()> {
    let corpus = Corpus::open(corpus, arguments.manifest.as_deref())?;
    let pool = reading::pool(&arguments.reading)?;
    let store = Store::open(&arguments.workspace.workspace.join("store"))?;
    let settings = reading::settings(&arguments.reading);
    let authorities = Authorities::built_in()?;
    for source in corpus
        .sources
        .iter()
        .filter(|source| source.duplicate_of.is_none() && source.unreadable.is_none())
    {
        let extraction = store.get(&source.sha256, &settings).unwrap_or_else(|| {
            let extraction = pool.extract(&source.path, source.format);
            store.put(&source.sha256, &settings, &extraction);
            extraction
        });
        if let Some(mut document) = extraction.document {
            document.id = source.id.clone();
            document.metadata = extract::metadata(&document, &source.id, &source.listed, &authorities);
            fold(&document);
        }
    }
    Ok(())
}

/// One document as a line of JSON.
#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<Value>,
    text: String,
    #[serde(default)]
    authority: String,
    #[serde(default)]
    published: String,
}

/// Each line a document: JSON with `text`, or plain text.
fn lines(path: &PathBuf) -> anyhow::Result<Vec<Document>> {
    let text = match path.to_str() {
        Some("-") => std::io::read_to_string(std::io::stdin()).context("cannot read standard input")?,
        _ => std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?,
    };
    let numbered = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    numbered
        .map(|(at, line)| {
            let plain = || Line {
                id: None,
                text: line.to_string(),
                authority: String::new(),
                published: String::new(),
            };
            let parsed = if line.trim_start().starts_with('{') {
                serde_json::from_str(line)
                    .with_context(|| format!("line {} is not JSON with a text", at + 1))?
            } else {
                plain()
            };
            Ok(one_line(at + 1, parsed))
        })
        .collect()
}

fn one_line(number: usize, line: Line) -> Document {
    let id = match line.id {
        Some(Value::String(id)) => id,
        Some(other) => other.to_string(),
        None => format!("line {number}"),
    };
    let span = Span::new(0, line.text.len());
    let block = Block {
        kind: BlockKind::Paragraph,
        level: 0,
        span,
        number: None,
        lead_in: None,
        cell: None,
    };
    let mut document = Document {
        id,
        text: line.text,
        blocks: vec![block],
        sentences: vec![Sentence { span, block: 0 }],
        ..Document::default()
    };
    document.metadata.authority = Field::new(line.authority, Origin::Stated, "line");
    document.metadata.published = Field::new(line.published, Origin::Stated, "line");
    document
}
