//! `refrain repeats`: what is said again.

use super::args::RepeatsArguments;
use super::list::List;
use super::texts::collect;
use super::{Found, reading};
use crate::repetition::{Grade, Options, Repetition};
use super::reading;
use super::workspace::Workspace;
use crate::document::{Block, BlockKind, Document, Field, Origin, Sentence, Span};
use crate::repetition::{Collector, Grade, Options, Repetition, Trace};
use crate::table::Table;
use serde_json::{Value, json};
use std::path::Path;

/// The fewest words that are looked for to say what was nearly found.
const FEWEST: u32 = 6;

/// Prints shared passages, independent ones first.
pub(super) fn run(arguments: &RepeatsArguments) -> anyhow::Result<Found> {
    let (collector, count) = collect(&arguments.corpus, &arguments.texts)?;
    let mut options = Options {
        words: arguments.words,
        formulas: formulas(arguments.formulas.as_deref())?,
        ..Options::default()
    };
    let workers = reading::workers(&arguments.texts.reading)?;
    let found = workers.install(|| collector.finish(&options))?;
    for pair in &found.near_duplicates {
        let share = pair.containment * 100.0;
        eprintln!(
            "{} is a version of {} ({share:.0} % of the shorter one's words) and does not count.",
            pair.version, pair.original
        );
    }
    let list = list(&found, arguments.grade.as_deref());
    if !list.is_empty() {
        list.print(arguments.format.format)?;
        return Ok(Found::Something);
    }
    let graded = arguments.grade.as_ref().map(|grade| format!(" {grade}"));
    eprintln!(
        "refrain: no{} passage: looked for {} words or more that two documents share, in {count} documents of {} words \
         together.",
        graded.unwrap_or_default(),
        options.words,
        found.words
    );
    if !found.passages.is_empty() {
        eprintln!(
            "{} passages have another grade; without --grade all are listed.",
            found.passages.len()
        );
        return Ok(Found::Nothing);
    }
    options.words = FEWEST;
    say_nearest(&workers.install(|| collector.finish(&options))?);
    Ok(Found::Nothing)
}

/// Says what shorter passage there is, and what to type to have it.
fn say_nearest(found: &Repetition) {
    match found.passages.iter().max_by_key(|passage| passage.words) {
        Some(nearest) => eprintln!(
            "The longest is of {} words, in {} and {}: \"{}\"; --words {} lists it.",
            nearest.words,
            found.carrier(&nearest.places[0]).id,
            found.carrier(&nearest.places[1]).id,
            nearest.places[0].quote,
            nearest.words
        ),
        None => eprintln!("There is none of {FEWEST} words either."),
    }
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

fn formulas(path: Option<&Path>) -> anyhow::Result<Vec<String>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let table = Table::read(path, &["formula", "text"])?;
    Ok(table.rows().map(|row| row.get("text").to_string()).collect())
}

/// Three decimals.
pub(super) fn rounded(share: f64) -> Value {
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
        let (manifest, workspace) = (arguments.manifest.as_deref(), &arguments.workspace.workspace);
        reading::documents(corpus, manifest, workspace, &arguments.reading, &mut fold)?;
    }
    Ok((collector, count))
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
