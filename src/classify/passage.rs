//! A bare text as a document, so that one way of coding serves both.
//!
//! In: a text and, perhaps, the heading it stands under. Out: a [`Document`] whose text is the heading,
//! a line feed and the text; lines are blocks, and sentences end as those of any document.

use crate::document::{Block, BlockKind, Document, Section, SectionKind, Sentence, Span, sentence_ends};

/// The document and the byte at which the text begins in it.
pub(super) fn document(text: &str, heading: Option<&str>) -> (Document, usize) {
    let mut document = Document::default();
    if let Some(heading) = heading {
        document.text = format!("{}\n", heading.replace('\n', " "));
        let span = Span::new(0, document.text.len() - 1);
        document.blocks.push(block(BlockKind::Heading, span));
        document.sentences.push(Sentence { span, block: 0 });
    }
    let offset = document.text.len();
    document.text.push_str(text);
    let mut lead_in = None;
    for (start, piece) in pieces(text) {
        let index = document.blocks.len() as u32;
        let span = Span::new(offset + start, offset + start + piece.len());
        let item = piece.trim_start().starts_with(BULLETS) || piece.trim_start().starts_with(['-', '–', '*']);
        let mut block = block(if item { BlockKind::ListItem } else { BlockKind::Paragraph }, span);
        block.lead_in = lead_in.filter(|_| item);
        if !item {
            lead_in = Some(index);
        }
        document.blocks.push(block);
        sentences(piece, span.start as usize, index, &mut document.sentences);
    }
    document.sections.push(Section {
        kind: SectionKind::Other,
        heading: heading.map(|_| 0),
        level: u8::from(heading.is_some()),
        blocks: 0..document.blocks.len() as u32,
        parent: None,
    });
    (document, offset)
}

/// Marks that begin a list item wherever they stand.
const BULLETS: [char; 6] = ['•', '◼', '▪', '●', '■', '\u{f0b7}'];

/// Lines, cut again before bullets: bytes and text of each that holds anything.
fn pieces(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        for (at, _) in line.match_indices(BULLETS).filter(|(at, _)| *at > 0) {
            found.push((start + from, &line[from..at]));
            from = at;
        }
        found.push((start + from, &line[from..]));
        start += line.len();
    }
    found.retain(|(_, piece)| !piece.trim().is_empty());
    found
}

fn block(kind: BlockKind, span: Span) -> Block {
    Block { kind, level: 0, span, number: None, lead_in: None, cell: None }
}

/// The sentences of `line`, which begins at byte `offset` of the document.
fn sentences(line: &str, offset: usize, block: u32, found: &mut Vec<Sentence>) {
    let mut start = offset;
    for end in sentence_ends(line).into_iter().map(|end| offset + end) {
        let span = Span::new(start, end);
        found.push(Sentence { span, block });
        start = end;
    }
}
