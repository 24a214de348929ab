//! Parts: the items of all pages as stretches of one kind, in reading order.
//!
//! Running text goes on over page ends; footnotes and text in another direction wait for the end of the
//! stretch that runs over them.

use super::frame::Frame;
use super::headings::Body;
use super::lines::Line;
use super::page::{Item, PageLines};
use super::{contents, footnotes};
use crate::document::Cell;
use crate::extract::Note;

/// A stretch of the document, in reading order.
pub(super) enum Part {
    Text(Vec<Line>),
    Toc(Vec<Line>),
    Cell(Cell, Vec<Line>),
    /// Footnotes of one page: they wait for the end of the paragraph that runs over it.
    Notes(Vec<Line>),
    /// Text in another direction than its page.
    Aside(Frame, Line),
}

/// The pages as stretches of one kind; text runs on over page ends.
pub(super) fn parts(pages: Vec<PageLines>, body: Body, notes: &mut Vec<Note>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text: Vec<Line> = Vec::new();
    let mut waiting: Vec<Part> = Vec::new();
    let mut tables = 0;
    for mut page in pages {
        notes.append(&mut page.notes);
        let small = footnotes::take(&mut page, body.size);
        let mut on_page = 0;
        for item in page.items {
            match item {
                Item::Line(line) => text.push(line),
                Item::Cell { table, row, column, lines } => {
                    flush(&mut text, &mut parts, &mut waiting);
                    on_page = on_page.max(table + 1);
                    let cell = Cell { table: tables + table, row, column };
                    parts.push(Part::Cell(cell, lines));
                }
            }
        }
        tables += on_page;
        if !small.is_empty() {
            waiting.push(Part::Notes(small));
        }
        waiting.extend(page.aside.into_iter().map(|(frame, line)| Part::Aside(frame, line)));
        if text.is_empty() {
            parts.append(&mut waiting);
        }
    }
    flush(&mut text, &mut parts, &mut waiting);
    parts
}

/// Closes a stretch of text: contents lines apart from the rest. What waited stands after it.
fn flush(text: &mut Vec<Line>, parts: &mut Vec<Part>, waiting: &mut Vec<Part>) {
    let lines = std::mem::take(text);
    let marks = contents::marks(&lines);
    let mut toc = false;
    let mut run = Vec::new();
    for (line, mark) in lines.into_iter().zip(marks) {
        if mark != toc && !run.is_empty() {
            parts.push(part(std::mem::take(&mut run), toc));
        }
        toc = mark;
        run.push(line);
    }
    if !run.is_empty() {
        parts.push(part(run, toc));
    }
    parts.append(waiting);
}

fn part(lines: Vec<Line>, toc: bool) -> Part {
    if toc { Part::Toc(lines) } else { Part::Text(lines) }
}
