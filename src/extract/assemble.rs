//! Drafts to a document: the clean text with its blocks, sentences, sections and the way back.
//!
//! In: [`Draft`]s in reading order. Out: a [`Document`] whose spans tile as the model promises.

use super::draft::Draft;
use super::layout;
use crate::document::{Block, BlockKind, Document, Page, Rect, Run, Sentence, Span, sentence_ends};

/// The document these blocks make.
pub(crate) fn document(drafts: Vec<Draft>) -> Document {
    let mut document = Document::default();
    for draft in drafts {
        add(&mut document, draft);
    }
    let pages = document.source_map.runs.iter().map(|run| run.page).max().unwrap_or(1);
    document.pages = (1..=pages).map(page).collect();
    document.sections = layout::sections(&document);
    document
}

fn page(number: u32) -> Page {
    Page { number, width: 0.0, height: 0.0, ocr: false }
}

fn add(document: &mut Document, draft: Draft) {
    if !document.text.is_empty() {
        document.text.push('\n');
    }
    let whole = document.text.len();
    let number = (!draft.number.is_empty()).then(|| {
        document.text.push_str(&draft.number);
        let span = Span::new(whole, document.text.len());
        document.text.push(' ');
        span
    });
    let start = document.text.len();
    document.text.push_str(&draft.text);
    let span = Span::new(start, document.text.len());
    let block = document.blocks.len() as u32;
    document.source_map.runs.push(Run {
        span: Span::new(whole, document.text.len()),
        page: draft.page,
        raw: draft.raw,
        raw_len: (document.text.len() - whole) as u32,
        rect: Rect::default(),
    });
    let ends = sentence_ends(&draft.text).into_iter().map(|end| start + end);
    let mut from = start;
    for end in ends {
        document.sentences.push(Sentence { span: Span::new(from, end), block });
        from = end;
    }
    let lead_in = lead_in(document, draft.kind);
    document.blocks.push(Block {
        kind: draft.kind,
        level: draft.level,
        span,
        number,
        lead_in,
        cell: draft.cell,
    });
}

/// The paragraph before a list, when it ends with a colon; a list's items share it.
fn lead_in(document: &Document, kind: BlockKind) -> Option<u32> {
    let last = document.blocks.last().filter(|_| kind == BlockKind::ListItem)?;
    match last.kind {
        BlockKind::ListItem => last.lead_in,
        _ => last.span.of(&document.text).ends_with(':').then(|| document.blocks.len() as u32 - 1),
    }
}
