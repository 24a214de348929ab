//! The documents that `repeats` and `trace` compare: a corpus, the last report's, or the lines of a file.

use super::args::TextsArguments;
use super::reading;
use super::workspace::Workspace;
use crate::document::{Block, BlockKind, Document, Field, Origin, Sentence, Span};
use crate::repetition::Collector;
use anyhow::Context;
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

/// The documents to compare, and how many there are.
pub(super) fn collect(corpus: &[PathBuf], arguments: &TextsArguments) -> anyhow::Result<(Collector, usize)> {
    let mut collector = Collector::new();
    let mut count = 0;
    let mut fold = |document: &Document| {
        collector.fold(document);
        count += 1;
    };
    if let Some(path) = &arguments.lines {
        lines(path)?.iter().for_each(&mut fold);
    } else if corpus.is_empty() {
        Workspace::open(&arguments.workspace.workspace)?.documents().for_each(|document| fold(&document));
    } else {
        let (manifest, workspace) = (arguments.manifest.as_deref(), &arguments.workspace.workspace);
        reading::documents(corpus, manifest, workspace, &arguments.reading, &mut fold)?;
    }
    anyhow::ensure!(
        count > 0,
        "there is no document to look in; name a corpus, or run 'refrain report CORPUS' with this workspace first"
    );
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
    let numbered = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
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
    let block = Block { kind: BlockKind::Paragraph, level: 0, span, number: None, lead_in: None, cell: None };
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
