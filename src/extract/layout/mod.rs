//! Layout: pages of glyphs to one document in reading order.
//!
//! In: what a reader gave, a page at a time. Out: the clean text with its blocks, sections and sentences,
//! the way back to the page, and notes. Pure functions, one step a file: words, lines, tables, columns,
//! furniture, footnotes, contents, paragraphs, headings, and at last the writing out. Every glyph ends in
//! the clean text, in a note, or in furniture that a note names.

mod assemble;
mod blocks;
mod chars;
mod columns;
mod contents;
mod footnotes;
mod frame;
mod furniture;
mod gutters;
mod headings;
mod hyphens;
mod leading;
mod lines;
mod marker;
mod page;
mod paragraphs;
mod parts;
mod sections;
mod sheet;
mod sides;
mod tables;
mod titles;
mod unruled;
mod words;

use super::{Note, NoteKind, RawPage};
use crate::document::{Block, Document, Page, Section, SectionKind};

/// Puts the pages of a file together. Identity and metadata of the document are left empty.
pub fn document(pages: &[RawPage]) -> (Document, Vec<Note>) {
    let mut found = read(pages);
    furniture::remove(&mut found);
    if is_more_than_furniture(&found) {
        found = read(pages);
    }
    let sheet = sheet::take(&mut found);
    let (mut document, mut notes) = blocks::write(found);
    document.sheet = sheet;
    document.pages = pages
        .iter()
        .map(|page| Page { number: page.number, width: page.width, height: page.height, ocr: false })
        .collect();
    notes.sort_by_key(|note| note.page);
    (document, notes)
}

/// Documents of so few pages repeat little; what does is as likely to be a form printed twice.
const FEW_PAGES: usize = 3;

/// Whether what was removed is no furniture: all there is, or a fair share of a few pages.
fn is_more_than_furniture(pages: &[page::PageLines]) -> bool {
    let kept: usize = pages
        .iter()
        .flat_map(|page| page.items.iter().flat_map(page::Item::lines))
        .map(lines::Line::letters)
        .sum();
    let notes = pages.iter().flat_map(|page| &page.notes);
    let removed: usize =
        notes.filter(|note| note.kind == NoteKind::FurnitureRemoved).map(|note| note.detail.len()).sum();
    kept == 0 || pages.len() <= FEW_PAGES && removed * 4 > removed + kept && removed > FEW_LETTERS
}

/// As many letters as the running lines of a few nearly empty pages have.
const FEW_LETTERS: usize = 150;

/// The lines of every page. A page with a few lines in columns is known by the gutters that other pages
/// show clearly.
fn read(pages: &[RawPage]) -> Vec<page::PageLines> {
    let mut found: Vec<page::PageLines> = pages.iter().map(|page| page::page_lines(page, &[])).collect();
    let mut known: Vec<f32> = found.iter().flat_map(|page| page.gutters.iter().copied()).collect();
    known.sort_by(f32::total_cmp);
    known.dedup_by(|b, a| (*b - *a).abs() < 3.0);
    if !known.is_empty() {
        found = pages.iter().map(|page| page::page_lines(page, &known)).collect();
    }
    found
}

/// The sections of a document whose blocks are in place. For readers of other formats.
pub(crate) fn sections(document: &Document) -> Vec<Section> {
    let page_of = |block: &Block| document.page_of(block.span.start as usize);
    sections::sections(&document.blocks, &document.text, page_of)
}

/// The kind of section that a heading names; none where the table of titles does not say.
pub fn section_kind(heading: &str) -> Option<SectionKind> {
    titles::kind(heading)
}
