//! Every document's words, kept small: six bytes a word, from which each quote is written again.
//!
//! In: documents, one by one, in corpus order. Places are token positions counted over the whole
//! corpus; spans and pages are computed when a place is shown.

use super::kept::{Kept, Under};
use super::tokens::{Numbers, Vocabulary, words};
use crate::document::{BlockKind, Document, SectionKind, Span};
use std::ops::Range;

/// A gap number that stands for a gap kept apart: too long, or one too many.
const LONG: u16 = u16::MAX;
/// The number of the commonest gap.
const SPACE: u16 = 0;
/// Byte offsets are kept for every so many words, to count from.
const STEP: usize = 128;

/// The words of all documents.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) vocabulary: Vocabulary,
    pub(super) documents: Vec<Kept>,
    surfaces: Vec<u32>,
    gaps: Vec<u16>,
    heading_ids: Numbers,
    /// Token position at which the next document begins.
    first_of_next: u32,
    gap_ids: Numbers,
    gap_table: Vec<Box<str>>,
    long_gaps: Vec<(u32, Box<str>)>,
    offsets: Vec<u32>,
    /// Token positions at which a document or a section begins, in order.
    section_starts: Vec<u32>,
    /// Token positions at which a block begins, in order.
    block_starts: Vec<u32>,
}

impl Texts {
    /// Adds a document's words.
    pub(super) fn add(&mut self, document: &Document) {
        let sections = self.sections(document);
        self.add_words(document, &sections);
        let mut kept = Kept::from(document);
        kept.first = self.first_of_next;
        kept.sections = sections;
        self.first_of_next = self.surfaces.len() as u32;
        self.documents.push(kept);
    }

    fn add_words(&mut self, document: &Document, sections: &[(u32, Under)]) {
        let skipped = skipped(document);
        let (mut next_skip, mut last) = (0, 0);
        let mut blocks = document.blocks.iter().map(|block| block.span.start).peekable();
        let mut sections = sections.iter().map(|(start, _)| *start).peekable();
        self.section_starts.push(self.surfaces.len() as u32);
        for word in words(&document.text) {
            while skipped.get(next_skip).is_some_and(|skip| skip.end as usize <= word.start) {
                next_skip += 1;
            }
            if skipped.get(next_skip).is_some_and(|skip| (skip.start as usize) < word.end) {
                continue;
            }
            let at = self.surfaces.len() as u32;
            if passed(&mut sections, word.start) && self.section_starts.last() != Some(&at) {
                self.section_starts.push(at);
            }
            if passed(&mut blocks, word.start) {
                self.block_starts.push(at);
            }
            self.add_word(&document.text, last, &word);
            last = word.end;
        }
    }

    /// Adds one word with what stands between it and the one before, which ends at `last`.
    fn add_word(&mut self, text: &str, last: usize, word: &Range<usize>) {
        if self.surfaces.len().is_multiple_of(STEP) {
            self.offsets.push(word.start as u32);
        }
        self.add_gap(&text[last..word.start]);
        let surface = self.vocabulary.add(&text[word.clone()]);
        self.surfaces.push(surface);
    }

    fn add_gap(&mut self, gap: &str) {
        if gap == " " && !self.gap_table.is_empty() {
            return self.gaps.push(SPACE);
        }
        if self.gap_table.is_empty() {
            self.gap_ids.insert(" ".into(), u32::from(SPACE));
            self.gap_table.push(" ".into());
        }
        let next = self.gap_table.len();
        let known = self.gap_ids.get(gap).copied();
        let id = match known {
            Some(id) => id as u16,
            None if gap.len() <= 24 && next < LONG as usize => {
                self.gap_ids.insert(gap.into(), next as u32);
                self.gap_table.push(gap.into());
                next as u16
            }
            None => {
                self.long_gaps.push((self.surfaces.len() as u32, gap.into()));
                LONG
            }
        };
        self.gaps.push(id);
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.surfaces.len()
    }

    /// The folded word at token position `at`.
    pub(super) fn word(&self, at: u32) -> u32 {
        self.vocabulary.folded(self.surfaces[at as usize])
    }

    /// The word at token position `at` as written.
    pub(super) fn surface(&self, at: u32) -> &str {
        self.vocabulary.surface(self.surfaces[at as usize])
    }

    /// The folded words of a stretch.
    pub(super) fn folded(&self, range: Range<u32>) -> Vec<u32> {
        range.map(|at| self.word(at)).collect()
    }

    /// The document, by index, that holds token position `at`.
    pub(super) fn document_of(&self, at: u32) -> u32 {
        self.documents.partition_point(|document| document.first <= at) as u32 - 1
    }

    /// The token positions of document `index`.
    pub(super) fn range_of(&self, index: u32) -> Range<u32> {
        let next = self.documents.get(index as usize + 1);
        self.documents[index as usize].first..next.map_or(self.len() as u32, |next| next.first)
    }

    /// The token positions of the section that holds `at`.
    pub(super) fn section_range(&self, at: u32) -> Range<u32> {
        let after = self.section_starts.partition_point(|start| *start <= at);
        let end = self.section_starts.get(after).copied().unwrap_or(self.len() as u32);
        self.section_starts[after - 1]..end
    }

    /// The first block start in a stretch, past its own first token.
    pub(super) fn first_block_in(&self, range: Range<u32>) -> Option<u32> {
        let after = self.block_starts.partition_point(|start| *start <= range.start);
        self.block_starts.get(after).copied().filter(|start| *start < range.end)
    }

    /// The last block start in a stretch, past its own first token.
    pub(super) fn last_block_in(&self, range: Range<u32>) -> Option<u32> {
        let after = self.block_starts.partition_point(|start| *start < range.end);
        self.block_starts.get(after.checked_sub(1)?).copied().filter(|start| *start > range.start)
    }

    fn gap(&self, at: u32) -> &str {
        match self.gaps[at as usize] {
            LONG => {
                let place = self.long_gaps.binary_search_by_key(&at, |(token, _)| *token);
                place.map_or("", |place| &self.long_gaps[place].1)
            }
            id => &self.gap_table[id as usize],
        }
    }

    /// The byte, in its document's clean text, at which the word at `at` begins.
    fn start_of(&self, at: u32) -> u32 {
        let first = self.documents[self.document_of(at) as usize].first;
        let kept = at as usize / STEP;
        let from = (kept * STEP) as u32;
        let (mut token, mut offset) =
            if from >= first { (from, self.offsets[kept]) } else { (first, self.gap(first).len() as u32) };
        while token < at {
            offset += (self.surface(token).len() + self.gap(token + 1).len()) as u32;
            token += 1;
        }
        offset
    }

    /// The span, in its document's clean text, of a stretch of at least one word of one document.
    pub(super) fn span(&self, range: &Range<u32>) -> Span {
        let last = range.end - 1;
        Span { start: self.start_of(range.start), end: self.start_of(last) + self.surface(last).len() as u32 }
    }

    /// The stretch as it stands in the clean text.
    pub(super) fn quote(&self, range: &Range<u32>) -> String {
        let mut text = self.surface(range.start).to_string();
        for at in range.start + 1..range.end {
            text.push_str(self.gap(at));
            text.push_str(self.surface(at));
        }
        text
    }

    /// These words of a stretch, counted from its start, with the marks that follow the last but not the stretch.
    pub(super) fn marked(&self, stretch: (u32, u32), words: &Range<usize>) -> String {
        let range = stretch.0 + words.start as u32..stretch.0 + words.end as u32;
        let mut text = self.quote(&range);
        if range.end < stretch.1 {
            text.push_str(self.gap(range.end).split(char::is_whitespace).next().unwrap_or_default());
        }
        text
    }

    /// The page, 1-based, on which byte `offset` of document `index` stands.
    pub(super) fn page(&self, index: u32, offset: u32) -> u32 {
        self.documents[index as usize].page(offset)
    }

    /// The kind of section byte `offset` of document `index` stands in.
    pub(super) fn section(&self, index: u32, offset: u32) -> SectionKind {
        self.documents[index as usize].section(offset)
    }

    /// The number of the heading under which byte `offset` of document `index` stands; equal headings have one number.
    pub(super) fn heading(&self, index: u32, offset: u32) -> Option<u32> {
        self.documents[index as usize].heading(offset)
    }

    /// Where each section begins in the clean text.
    fn sections(&mut self, document: &Document) -> Vec<(u32, Under)> {
        let mut starts = Vec::new();
        for section in &document.sections {
            let Some(block) = document.blocks.get(section.blocks.start as usize) else {
                continue;
            };
            let heading = section.heading.and_then(|at| document.blocks.get(at as usize));
            let number = heading.map(|heading| {
                let text = heading.span.of(&document.text).to_lowercase();
                let next = self.heading_ids.len() as u32;
                *self.heading_ids.entry(text.trim().into()).or_insert(next)
            });
            starts.push((block.span.start, (section.kind, number)));
        }
        starts
    }
}

/// Whether one or more of these ascending starts lie at or before `offset`; they are taken.
fn passed(starts: &mut std::iter::Peekable<impl Iterator<Item = u32>>, offset: usize) -> bool {
    let mut any = false;
    while starts.next_if(|start| *start as usize <= offset).is_some() {
        any = true;
    }
    any
}

/// What takes no part in the comparison: printed numbers, headings and contents pages.
fn skipped(document: &Document) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for block in &document.blocks {
        spans.extend(block.number);
        if matches!(block.kind, BlockKind::Toc | BlockKind::Heading) {
            spans.push(block.span);
        }
    }
    spans.sort_unstable();
    spans
}
