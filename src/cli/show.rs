//! `refrain show`: one stage of one document, so that every result can be traced by eye.

use super::Found;
use super::args::{ShowArguments, Stage};
use super::list::List;
use super::reading;
use crate::classify::Classifier;
use crate::codebook::Codebook;
use crate::corpus::{Authorities, Corpus};
use crate::document::{Block, Document, Metadata, Span};
use crate::extract::{self, Extraction};
use anyhow::bail;
use serde_json::{Value, json};

/// Reads the file and prints the stage asked for.
pub(super) fn run(arguments: &ShowArguments) -> anyhow::Result<Found> {
    let corpus = Corpus::open(std::slice::from_ref(&arguments.file), None)?;
    let [source] = corpus.sources.as_slice() else {
        bail!("{} is not one file; name one document", arguments.file.display());
    };
    let mut extraction = reading::pool(&arguments.reading)?.extract(&source.path, source.format);
    if let Some(document) = &mut extraction.document {
        document.sha256.clone_from(&source.sha256);
    }
    let list = match (&arguments.stage, extraction.document.as_ref()) {
        (Stage::Notes, _) => notes(&extraction),
        (_, None) => {
            eprintln!("refrain: {}: {}: {}", source.id, extraction.outcome.name(), extraction.detail);
            return Ok(Found::Nothing);
        }
        (Stage::Pages, Some(document)) => pages(document),
        (Stage::Blocks, Some(document)) => blocks(document, arguments.whole),
        (Stage::Sections, Some(document)) => sections(document),
        (Stage::Sentences, Some(document)) => sentences(document),
        (Stage::Metadata, Some(document)) => {
            metadata(&extract::metadata(document, &source.id, &source.listed, &Authorities::built_in()?))
        }
        (Stage::Recommendations, Some(document)) => recommendations(document)?,
        (Stage::Mentions, Some(document)) => {
            let questions = reading::Questions::open(&arguments.reading)?;
            let list = if arguments.explain { accounts } else { mentions };
            list(document, &questions.codebook, &questions.classifier)
        }
    };
    list.print(arguments.format.format)?;
    Ok(if list.is_empty() { Found::Nothing } else { Found::Something })
}

fn text(document: &Document, span: Span) -> Value {
    json!(span.of(&document.text).trim_end())
}

/// The clean text of each page: words on the page in reading order, white space as in the clean text.
fn pages(document: &Document) -> List {
    let mut list = List::new(&["page", "width", "height", "ocr", "text"]);
    for page in &document.pages {
        let mut text = String::new();
        let mut last: Option<Span> = None;
        for run in document.source_map.runs.iter().filter(|run| run.page == page.number) {
            if let Some(last) = last {
                let between = Span { start: last.end, end: run.span.start };
                let between = between.of(&document.text);
                text.push_str(if between.trim().is_empty() { between } else { "\n" });
            }
            text.push_str(run.span.of(&document.text));
            last = Some(run.span);
        }
        list.row([json!(page.number), json!(page.width), json!(page.height), json!(page.ocr), json!(text)]);
    }
    list
}

/// A row for each page that a block stands on, or one row a block. The text is as printed: a number before
/// it is part of it and stands in a column of its own too, a bullet only there.
fn blocks(document: &Document, whole: bool) -> List {
    let mut list = List::new(&[
        "page", "kind", "level", "number", "text", "start", "end", "block", "lead_in", "table", "row",
        "column",
    ]);
    for (index, block) in document.blocks.iter().enumerate() {
        let cell = |part: fn(&crate::document::Cell) -> u32| block.cell.as_ref().map(part);
        for (page, part) in stretches(document, printed(document, block), whole) {
            let first = part.start == printed(document, block).start;
            list.row([
                json!(page),
                json!(block.kind.name()),
                json!(block.level),
                if first { number(document, block) } else { Value::Null },
                text(document, part),
                json!(part.start),
                json!(part.end),
                json!(index),
                json!(block.lead_in),
                json!(cell(|cell| cell.table)),
                json!(cell(|cell| cell.row)),
                json!(cell(|cell| cell.column)),
            ]);
        }
    }
    list
}

/// The stretch with the page it begins on; cut where the page changes, unless it is wanted whole.
fn stretches(document: &Document, span: Span, whole: bool) -> Vec<(u32, Span)> {
    let mut parts = vec![(document.page_of(span.start as usize), span)];
    for run in document.source_map.runs_in(span).iter().filter(|_| !whole) {
        if let Some((page, part)) = parts.last_mut()
            && *page != run.page
            && run.span.start > part.start
        {
            part.end = run.span.start;
            let rest = Span { start: run.span.start, end: span.end };
            parts.push((run.page, rest));
        }
    }
    parts
}

/// The block with the number before it, but without a bullet.
fn printed(document: &Document, block: &Block) -> Span {
    match block.number {
        Some(number) if number.of(&document.text).contains(char::is_alphanumeric) => number.join(block.span),
        _ => block.span,
    }
}

fn number(document: &Document, block: &Block) -> Value {
    block.number.map_or(Value::Null, |number| text(document, number))
}

fn sections(document: &Document) -> List {
    let mut list = List::new(&["page", "kind", "level", "heading", "blocks"]);
    for section in &document.sections {
        let heading = section.heading.map(|heading| document.blocks[heading as usize].span);
        let start = document.blocks.get(section.blocks.start as usize).map_or(0, |block| block.span.start);
        list.row([
            json!(document.page_of(start as usize)),
            json!(section.kind.name()),
            json!(section.level),
            heading.map_or(Value::Null, |heading| text(document, heading)),
            json!(section.blocks.len()),
        ]);
    }
    list
}

fn sentences(document: &Document) -> List {
    let mut list = List::new(&["page", "block", "start", "end", "text"]);
    for sentence in &document.sentences {
        let span = sentence.span;
        list.row([
            json!(document.page_of(span.start as usize)),
            json!(sentence.block),
            json!(span.start),
            json!(span.end),
            text(document, span),
        ]);
    }
    list
}

fn metadata(metadata: &Metadata) -> List {
    let mut list = List::new(&["field", "value", "origin", "from"]);
    for (name, field) in Metadata::NAMES.iter().zip(metadata.fields()) {
        list.row([json!(name), json!(field.value), json!(field.origin.name()), json!(field.from)]);
    }
    list
}

fn notes(extraction: &Extraction) -> List {
    let mut list = List::new(&["page", "kind", "detail"]);
    for note in &extraction.notes {
        list.row([json!(note.page), json!(note.kind.name()), json!(note.detail)]);
    }
    list
}

fn recommendations(document: &Document) -> anyhow::Result<List> {
    let mut list = List::new(&[
        "page",
        "number",
        "addressees",
        "types",
        "change",
        "strength",
        "deadline",
        "owner",
        "text",
        "start",
        "end",
    ]);
    for one in crate::facets::Reader::new()?.read(document).recommendations {
        list.row([
            json!(one.page),
            json!(one.number),
            json!(one.addressees.join("; ")),
            json!(one.types.join("; ")),
            json!(one.change.map(|change| change.name())),
            json!(one.strength.name()),
            json!(one.deadline),
            json!(one.owner),
            text(document, one.span),
            json!(one.span.start),
            json!(one.span.end),
        ]);
    }
    Ok(list)
}

fn mentions(document: &Document, codebook: &Codebook, classifier: &Classifier) -> List {
    let mut list = List::new(&[
        "page",
        "section",
        "theme",
        "assertion",
        "explained",
        "quote",
        "pattern",
        "cue",
        "frame",
        "sentence",
        "start",
        "end",
        "mention",
        "by",
    ]);
    for mention in classifier.classify(document) {
        let block = document.block_at(mention.span.start as usize);
        let section = block.and_then(|block| document.section_of(block));
        let sentence = document.sentences.get(mention.sentence as usize);
        list.row([
            json!(document.page_of(mention.span.start as usize)),
            json!(section.map(|section| document.sections[section].kind.name())),
            json!(codebook.themes[mention.theme as usize].id),
            json!(mention.assertion.name()),
            json!(mention.explained),
            text(document, mention.span),
            json!(mention.pattern),
            json!(mention.cue.as_ref().map(|cue| &cue.text)),
            json!(mention.cue.as_ref().map(|cue| &cue.frame)),
            sentence.map_or(Value::Null, |sentence| text(document, sentence.span)),
            json!(mention.span.start),
            json!(mention.span.end),
            json!(mention.id(document, codebook)),
            json!(mention.by.name()),
        ]);
    }
    list
}

/// Why each sentence was coded as it was, a row a statement.
fn accounts(document: &Document, codebook: &Codebook, classifier: &Classifier) -> List {
    let mut list = List::new(&["page", "sentence", "why"]);
    for account in classifier.explain(document) {
        let page = document.page_of(account.span.start as usize);
        for line in account.lines(&document.text, codebook) {
            list.row([json!(page), text(document, account.span), json!(line)]);
        }
    }
    list
}
