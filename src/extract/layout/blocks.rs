//! Blocks: the lines and cells of all pages as headings, paragraphs, list items, cells and notes.

use super::assemble::{Ready, Writer};
use super::frame::Frame;
use super::headings::{self, Body, Look};
use super::hyphens::Spellings;
use super::leading::Leading;
use super::lines::Line;
use super::marker::Mark;
use super::page::{Item, PageLines};
use super::paragraphs::{Draft, drafts};
use super::parts::{Part, parts};
use super::{footnotes, sections, titles};
use crate::document::{BlockKind, Cell, Document};
use crate::extract::Note;
use std::collections::BTreeMap;

/// A paragraph of so many words makes a first page more than a cover.
const COVER_PARAGRAPH: usize = 32;

/// Writes the document that the pages hold.
pub(super) fn write(pages: Vec<PageLines>) -> (Document, Vec<Note>) {
    let body = Body::measure(pages.iter().flat_map(|page| lines_of(&page.items)));
    let frames: BTreeMap<u32, Frame> = pages.iter().map(|page| (page.number, page.frame)).collect();
    let spellings = Spellings::learn(pages.iter().flat_map(|page| lines_of(&page.items)));
    let mut notes = Vec::new();
    let parts = parts(pages, body, &mut notes);
    let leading = Leading::measure(parts.iter().filter_map(|part| match part {
        Part::Text(lines) => Some(lines.as_slice()),
        _ => None,
    }));
    let mut emitter = Emitter { writer: Writer::new(&spellings, &frames), ready: Vec::new(), body, leading };
    for part in parts {
        emitter.part(part);
    }
    (emitter.finish(), notes)
}

fn lines_of(items: &[Item]) -> impl Iterator<Item = &Line> + Clone {
    items.iter().flat_map(Item::lines)
}

struct Emitter<'a> {
    writer: Writer<'a>,
    ready: Vec<(Ready, Option<Look>)>,
    body: Body,
    leading: Leading,
}

impl Emitter<'_> {
    fn part(&mut self, part: Part) {
        match part {
            Part::Text(lines) => self.text(lines),
            Part::Toc(lines) => {
                for draft in lines.into_iter().map(|line| vec![line]) {
                    self.push(BlockKind::Toc, draft, None);
                }
            }
            Part::Cell(cell, lines) => self.cell(cell, lines),
            Part::Notes(lines) => self.notes(lines),
            Part::Aside(frame, line) => {
                self.push(BlockKind::Paragraph, vec![line], None);
                if let Some((ready, _)) = self.ready.last_mut() {
                    ready.frame = Some(frame);
                }
            }
        }
    }

    fn push(&mut self, kind: BlockKind, lines: Vec<Line>, cell: Option<Cell>) {
        let ready = Ready { kind, level: 0, number: Vec::new(), lines, lead_in: None, cell, frame: None };
        self.ready.push((ready, None));
    }

    fn text(&mut self, lines: Vec<Line>) {
        let drafts = drafts(lines, &self.leading);
        let looks: Vec<Option<Look>> =
            (0..drafts.len()).map(|at| headings::look(&drafts[at], drafts.get(at + 1), self.body)).collect();
        let mut lefts: Vec<f32> = Vec::new();
        for (draft, look) in drafts.into_iter().zip(looks) {
            let kind = kind(&draft, look);
            let level = if kind == BlockKind::ListItem { depth(&mut lefts, draft.left) } else { 0 };
            if kind != BlockKind::ListItem {
                lefts.clear();
            }
            let ready = Ready {
                kind,
                level,
                number: draft.number,
                lines: draft.lines,
                lead_in: None,
                cell: None,
                frame: None,
            };
            self.ready.push((ready, look.filter(|_| kind == BlockKind::Heading)));
        }
    }

    fn cell(&mut self, cell: Cell, lines: Vec<Line>) {
        for draft in drafts(lines, &self.leading) {
            let ready = Ready {
                kind: BlockKind::TableCell,
                level: 0,
                number: draft.number,
                lines: draft.lines,
                lead_in: None,
                cell: Some(cell),
                frame: None,
            };
            self.ready.push((ready, None));
        }
    }

    fn notes(&mut self, lines: Vec<Line>) {
        let mut open: Vec<Line> = Vec::new();
        for line in lines {
            if footnotes::starts_with_mark(&line) && !open.is_empty() {
                self.push(BlockKind::Note, std::mem::take(&mut open), None);
            }
            open.push(line);
        }
        self.push(BlockKind::Note, open, None);
    }

    /// A first page without running text is a cover: its large type is a title, not headings.
    fn clear_cover(&mut self) {
        let page = |ready: &Ready| ready.lines.first().map_or(0, |line| line.page);
        let words = |ready: &Ready| ready.lines.iter().map(|line| line.words.len()).sum::<usize>();
        let first = self.ready.iter().map(|(ready, _)| page(ready)).min().unwrap_or(1);
        let later = self.ready.iter().any(|(ready, _)| page(ready) > first);
        let running = self.ready.iter().any(|(ready, look)| {
            let text = matches!(ready.kind, BlockKind::Paragraph | BlockKind::ListItem);
            let free = !ready.lines.iter().any(|line| line.boxed);
            page(ready) == first && look.is_none() && text && free && words(ready) >= COVER_PARAGRAPH
        });
        for (ready, look) in
            self.ready.iter_mut().filter(|(ready, look)| look.is_some() && page(ready) == first)
        {
            let text: String = ready.lines.iter().map(|line| line.text() + " ").collect();
            if (later && !running && titles::kind(&text).is_none()) || is_dated(&text) {
                ready.kind = BlockKind::Paragraph;
                *look = None;
            }
        }
    }

    /// What nothing follows heads nothing: the line under a signature.
    fn clear_end(&mut self) {
        for (ready, look) in self.ready.iter_mut().rev() {
            if look.is_none() && ready.kind != BlockKind::Note {
                return;
            }
            if look.take().is_some() {
                ready.kind = BlockKind::Paragraph;
            }
        }
    }

    fn finish(mut self) -> Document {
        self.clear_cover();
        self.clear_end();
        let levels = headings::levels(self.ready.iter().filter_map(|(_, look)| *look));
        let mut leads: Vec<Option<u32>> = Vec::new();
        let mut before: Option<(u32, bool)> = None;
        for (mut ready, look) in std::mem::take(&mut self.ready) {
            if let Some(look) = look {
                ready.level = levels.get(&look).copied().unwrap_or(1);
            }
            let (kind, level) = (ready.kind, usize::from(ready.level));
            if kind == BlockKind::ListItem {
                leads.truncate(level.max(1));
                if leads.len() < level.max(1) {
                    leads.resize(
                        level.max(1),
                        before.filter(|(_, leads)| *leads || level > 1).map(|(index, _)| index),
                    );
                }
                ready.lead_in = leads.last().copied().flatten();
            } else if kind != BlockKind::Note {
                leads.clear();
            }
            let Some(index) = self.writer.write(ready) else {
                continue;
            };
            if kind != BlockKind::Note {
                let text = self.writer.document.blocks[index as usize].span.of(&self.writer.document.text);
                let leads = kind == BlockKind::Heading || !text.ends_with(['.', '!']);
                before = Some((index, leads));
            }
        }
        let mut document = self.writer.document;
        document.sections = sections::sections(&document.blocks, &document.text, |block| {
            document.source_map.page_of(block.span.start as usize)
        });
        document
    }
}

fn kind(draft: &Draft, look: Option<Look>) -> BlockKind {
    if look.is_some() {
        return BlockKind::Heading;
    }
    if is_caption(draft) {
        return BlockKind::Caption;
    }
    match draft.marker.map(|marker| marker.mark) {
        Some(Mark::Bullet | Mark::Letter | Mark::Number) => BlockKind::ListItem,
        _ => BlockKind::Paragraph,
    }
}

/// "Inspection dates: 3 to 7 June 2024", "Lead inspector: ...": what a first page says of itself.
fn is_dated(text: &str) -> bool {
    let Some((label, value)) = text.split_once(':') else {
        return false;
    };
    let lower = label.to_lowercase();
    let words =
        ["date", "published", "author", "inspector", "chair", "version", "prepared by", "reviewer", "status"];
    let year = value
        .split(|c: char| !c.is_ascii_digit())
        .any(|part| part.len() == 4 && part.starts_with(['1', '2']));
    label.split_whitespace().count() <= 5 && (year || words.iter().any(|word| lower.contains(word)))
}

fn is_caption(draft: &Draft) -> bool {
    let Some(line) = draft.lines.first() else {
        return false;
    };
    let mut words = line.words.iter().map(|word| word.text.as_str());
    let name = words.next().is_some_and(|word| matches!(word, "Table" | "Figure" | "Fig." | "Chart"));
    let number = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    name && number && draft.lines.len() <= 2 && draft.space > 1.1
}

/// How deep an item stands among the items before it, by where its mark begins.
fn depth(lefts: &mut Vec<f32>, left: f32) -> u8 {
    while lefts.last().is_some_and(|last| *last > left + 4.0) {
        lefts.pop();
    }
    if lefts.last().is_none_or(|last| left > *last + 4.0) {
        lefts.push(left);
    }
    lefts.len().min(9) as u8
}
