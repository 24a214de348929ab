//! The document: drafts written out as clean text, with spans, sentences and the way back to the page.

use super::chars::SOFT_HYPHEN;
use super::frame::Frame;
use super::hyphens::Spellings;
use super::lines::Line;
use super::words::{Piece, Word};
use crate::document::{Block, BlockKind, Cell, Document, Run, Sentence, Span, sentence_ends};
use std::collections::BTreeMap;

/// What is to be written as one block.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) kind: BlockKind,
    pub(super) level: u8,
    pub(super) number: Vec<Word>,
    pub(super) lines: Vec<Line>,
    pub(super) lead_in: Option<u32>,
    pub(super) cell: Option<Cell>,
    /// Where other directions than the page's own apply.
    pub(super) frame: Option<Frame>,
}

/// Writes blocks one after the other.
pub(super) struct Writer<'a> {
    pub(super) document: Document,
    spellings: &'a Spellings,
    frames: &'a BTreeMap<u32, Frame>,
}

impl<'a> Writer<'a> {
    /// A writer of an empty document.
    pub(super) fn new(spellings: &'a Spellings, frames: &'a BTreeMap<u32, Frame>) -> Self {
        Writer { document: Document::default(), spellings, frames }
    }

    /// Adds a block; says its index, or none when it has no text at all.
    pub(super) fn write(&mut self, ready: Ready) -> Option<u32> {
        let page = ready.lines.first()?.page;
        if !self.document.text.is_empty() {
            self.document.text.push('\n');
        }
        let from = self.document.text.len();
        for word in &ready.number {
            self.blank(from);
            self.word(word, page, ready.frame);
        }
        let number = Span::new(from, self.document.text.len());
        if !number.is_empty() && ready.lines.iter().any(|line| !line.words.is_empty()) {
            self.document.text.push(' ');
        }
        let start = self.document.text.len();
        self.lines(&ready.lines, start, ready.frame);
        let span = Span::new(start, self.document.text.len());
        if span.is_empty() && number.is_empty() {
            if self.document.text.ends_with('\n') {
                self.document.text.pop();
            }
            return None;
        }
        // A mark with nothing after it is itself the text.
        let (span, number) =
            if span.is_empty() { (number, None) } else { (span, (!number.is_empty()).then_some(number)) };
        let index = self.document.blocks.len() as u32;
        self.sentences(span, index);
        self.document.blocks.push(Block {
            kind: ready.kind,
            level: ready.level,
            span,
            number,
            lead_in: ready.lead_in,
            cell: ready.cell,
        });
        Some(index)
    }

    fn blank(&mut self, from: usize) {
        if self.document.text.len() > from && !self.document.text.ends_with(' ') {
            self.document.text.push(' ');
        }
    }

    fn lines(&mut self, lines: &[Line], start: usize, frame: Option<Frame>) {
        let mut joined = false;
        for (at, line) in lines.iter().enumerate() {
            for (place, word) in line.words.iter().enumerate() {
                if !joined && !word.raised {
                    self.blank(start);
                }
                joined = false;
                self.word(word, line.page, frame);
                if place + 1 == line.words.len()
                    && let Some(next) = lines[at + 1..].iter().find(|line| !line.words.is_empty())
                {
                    joined = self.end_of_line(&next.words[0].text);
                }
            }
        }
    }

    /// Deals with a hyphen at the end of what was written; says whether the next word joins it.
    fn end_of_line(&mut self, next: &str) -> bool {
        let text = &mut self.document.text;
        let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let head = &text[start..];
        let bare = head.trim_end_matches(SOFT_HYPHEN).len();
        let drop = match head[..bare].strip_suffix('-') {
            Some(before) if !before.is_empty() => !self.spellings.keeps(&head[..bare], next),
            _ => bare < head.len(),
        };
        let letter_before = head.chars().rev().nth(1).is_some_and(char::is_alphanumeric);
        let joins = drop || head.ends_with('-') && letter_before;
        if drop {
            text.truncate(start + bare - usize::from(head[..bare].ends_with('-')));
            let end = text.len() as u32;
            self.end_runs_at(end);
        }
        joins
    }

    /// Shortens the runs that reach beyond what is left of the text.
    fn end_runs_at(&mut self, end: u32) {
        let beyond = |run: &&mut Run| run.span.end > end;
        for run in self.document.source_map.runs.iter_mut().rev().take_while(beyond) {
            run.span.start = run.span.start.min(end);
            run.span.end = end;
        }
    }

    fn word(&mut self, word: &Word, page: u32, frame: Option<Frame>) {
        let rect = word.rect();
        let rect = match frame.or_else(|| self.frames.get(&page).copied()) {
            Some(frame) => frame.shown_rect(rect),
            None => rect,
        };
        let mut bytes = 0;
        for Piece { raw, raw_len, bytes: length } in word.pieces.iter().copied() {
            let part = word.text.get(bytes..bytes + length as usize).unwrap_or_default();
            bytes += length as usize;
            let start = self.document.text.len();
            self.document.text.push_str(part);
            self.document.source_map.runs.push(Run {
                span: Span::new(start, self.document.text.len()),
                page,
                raw,
                raw_len,
                rect,
            });
        }
    }

    fn sentences(&mut self, span: Span, block: u32) {
        let base = span.start as usize;
        let mut from = base;
        for end in sentence_ends(span.of(&self.document.text)) {
            let to = base + end;
            self.document.sentences.push(Sentence { span: Span::new(from, to), block });
            from = to;
        }
    }
}
