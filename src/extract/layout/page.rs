//! One page: its glyphs as lines and cells in reading order, and what was left out.

use super::chars::UNREADABLE;
use super::columns;
use super::frame::{Frame, Turn};
use super::lines::{Line, rows};
use super::tables::{CellWords, Grid, grids};
use super::words::{Word, words};
use crate::document::Rect;
use crate::extract::{Glyph, Note, NoteKind, RawPage};

/// What stands on a page, in reading order.
#[derive(Clone, Debug)]
pub(super) enum Item {
    /// A line of running text.
    Line(Line),
    /// One cell of a table; a cell may hold several lines.
    Cell {
        /// Counts the tables of the page from 0.
        table: u32,
        row: u32,
        column: u32,
        lines: Vec<Line>,
    },
}

impl Item {
    /// Its lines.
    pub(super) fn lines(&self) -> &[Line] {
        match self {
            Item::Line(line) => std::slice::from_ref(line),
            Item::Cell { lines, .. } => lines,
        }
    }
}

/// A page after its glyphs were put together.
#[derive(Debug)]
pub(super) struct PageLines {
    pub(super) number: u32,
    pub(super) frame: Frame,
    pub(super) items: Vec<Item>,
    /// Text that runs in another direction than most of the page, with its own frame.
    pub(super) aside: Vec<(Frame, Line)>,
    /// Horizontal rules, in reading direction: a short one may part footnotes from the text.
    pub(super) rules: Vec<Rect>,
    pub(super) notes: Vec<Note>,
    /// Where gutters part columns.
    pub(super) gutters: Vec<f32>,
}

/// Puts the glyphs of a page together; `known` are gutters that other pages have.
pub(super) fn page_lines(page: &RawPage, known: &[f32]) -> PageLines {
    let hidden_kept = mostly_hidden(page);
    let shown = |glyph: &Glyph| (hidden_kept || !glyph.invisible) && on_page(page, glyph);
    let main = main_turn(page, &shown);
    let frame = Frame::new(page, main);
    let found = words(page, frame, |glyph| shown(glyph) && Turn::of(glyph) == main);
    let mut notes = Vec::new();
    note_hidden(page, hidden_kept, &shown, &mut notes);
    let rules: Vec<Rect> = page.rules.iter().map(|rule| frame.upright_rect(*rule)).collect();
    let (items, gutters) = arrange(found, &rules, page.number, known);
    note_unreadable(page.number, &items, &mut notes);
    if !gutters.is_empty() {
        notes.push(Note::new(Some(page.number), NoteKind::OrderGuessed, "text stands in columns"));
    }
    PageLines { number: page.number, frame, items, aside: aside(page, main, &shown), rules, notes, gutters }
}

/// A scan with recognised text behind it hides nearly all of its letters.
fn mostly_hidden(page: &RawPage) -> bool {
    let hidden = page.glyphs.iter().filter(|glyph| glyph.invisible).count();
    hidden * 10 > page.glyphs.len() * 8
}

fn on_page(page: &RawPage, glyph: &Glyph) -> bool {
    page.width <= 0.0
        || (glyph.x > -1.0
            && glyph.x < page.width + 1.0
            && glyph.y > -1.0
            && glyph.y < page.height + glyph.size)
}

fn main_turn(page: &RawPage, shown: &impl Fn(&Glyph) -> bool) -> Turn {
    let turns = [Turn::None, Turn::Down, Turn::Up, Turn::Over];
    let mut counts = [0usize; 4];
    for glyph in page.glyphs.iter().filter(|glyph| shown(glyph) && !glyph.text.is_space()) {
        if let Some(at) = turns.iter().position(|turn| *turn == Turn::of(glyph)) {
            counts[at] += 1;
        }
    }
    let best = (0..4).rev().max_by_key(|at| counts[*at]).unwrap_or(0);
    if counts[best] > 2 * counts[0] { turns[best] } else { Turn::None }
}

fn note_hidden(page: &RawPage, kept: bool, shown: &impl Fn(&Glyph) -> bool, notes: &mut Vec<Note>) {
    let mut text = String::new();
    for glyph in page.glyphs.iter().filter(|glyph| !shown(glyph)) {
        text.extend(glyph.text.chars());
    }
    if !text.trim().is_empty() {
        let detail = text.split_whitespace().collect::<Vec<_>>().join(" ");
        notes.push(Note::new(Some(page.number), NoteKind::InvisibleText, detail));
    }
    if kept && page.glyphs.iter().any(|glyph| glyph.invisible) {
        let detail = "the page's text lies unseen behind a picture, as after recognition";
        notes.push(Note::new(Some(page.number), NoteKind::Ocr, detail));
    }
}

fn note_unreadable(page: u32, items: &[Item], notes: &mut Vec<Note>) {
    let lines = items.iter().flat_map(Item::lines);
    let words = lines.flat_map(|line| line.words.iter());
    let count = words.flat_map(|word| word.text.chars()).filter(|c| *c == UNREADABLE).count();
    if count > 0 {
        let detail = format!("{count} glyphs without a known letter");
        notes.push(Note::new(Some(page), NoteKind::UnreadableGlyphs, detail));
    }
}

fn arrange(words: Vec<Word>, rules: &[Rect], page: u32, known: &[f32]) -> (Vec<Item>, Vec<f32>) {
    let (frames, grids): (Vec<Grid>, Vec<Grid>) = grids(rules).into_iter().partition(Grid::is_frame);
    let mut inside: Vec<Vec<Word>> = grids.iter().map(|_| Vec::new()).collect();
    let mut outside = Vec::with_capacity(words.len());
    for word in words {
        match grids.iter().position(|grid| grid.holds(&word)) {
            Some(at) => inside[at].push(word),
            None => outside.push(word),
        }
    }
    let mut tables: Vec<Vec<Item>> = Vec::new();
    for (grid, words) in grids.iter().zip(inside) {
        if is_table(grid, &words) {
            outside.push(Word::stand_in(grid.area, tables.len()));
            tables.push(cells(grid, words, tables.len() as u32, page));
        } else {
            outside.extend(words);
        }
    }
    let (items, gutters) = columns::in_order(rows(outside, page), known, 0);
    let mut items = put_in_place(items, tables);
    for item in &mut items {
        if let Item::Line(line) = item {
            underline(line, rules);
            let first = line.words.first();
            line.boxed = first.is_some_and(|word| frames.iter().any(|frame| frame.holds(word)));
        }
    }
    (items, gutters)
}

/// Most rules looked at for underlines; a drawing has more.
const MOST_UNDERLINES: usize = 400;

fn underline(line: &mut Line, rules: &[Rect]) {
    if rules.len() > MOST_UNDERLINES {
        return;
    }
    let under = |rule: &&Rect| {
        let below = rule.y0 - line.baseline;
        rule.y1 - rule.y0 < 2.0 && below > -0.1 * line.size && below < 0.35 * line.size
    };
    let covered: f32 =
        rules.iter().filter(under).map(|rule| (rule.x1.min(line.x1) - rule.x0.max(line.x0)).max(0.0)).sum();
    let beyond = rules.iter().filter(under).any(|rule| rule.x1 > line.x1 + 3.0 * line.size);
    line.underlined = covered > 0.8 * (line.x1 - line.x0) && !beyond;
}

fn is_table(grid: &Grid, words: &[Word]) -> bool {
    let mut cells: Vec<(u32, u32)> =
        grid.cells(words.to_vec()).iter().map(|cell| (cell.row, cell.column)).collect();
    cells.dedup();
    cells.len() >= 2
}

fn cells(grid: &Grid, words: Vec<Word>, table: u32, page: u32) -> Vec<Item> {
    grid.cells(words)
        .into_iter()
        .map(|cell| {
            let CellWords { row, column, left, right, words } = cell;
            let mut lines = columns::across(rows(words, page));
            for line in &mut lines {
                line.column = (left, right);
            }
            Item::Cell { table, row, column, lines }
        })
        .collect()
}

/// Puts each ruled table where the word stands that holds its place, and counts the tables in order.
fn put_in_place(items: Vec<Item>, mut ruled: Vec<Vec<Item>>) -> Vec<Item> {
    let mut out = Vec::with_capacity(items.len());
    for item in items {
        let Item::Line(mut line) = item else {
            out.push(item);
            continue;
        };
        for index in line.words.iter().filter_map(Word::stands_for) {
            out.extend(ruled.get_mut(index).map(std::mem::take).unwrap_or_default());
        }
        line.words.retain(|word| word.stands_for().is_none());
        if !line.words.is_empty() {
            out.push(Item::Line(line));
        }
    }
    number_tables(&mut out);
    out
}

/// Counts the tables from 0: another begins after a line, with other cells, or where rows begin anew.
fn number_tables(items: &mut [Item]) {
    let (mut next, mut open): (u32, Option<(u32, u32)>) = (0, None);
    for item in items {
        let Item::Cell { table, row, .. } = item else {
            open = None;
            continue;
        };
        if open.is_none_or(|(own, last)| own != *table || *row < last) {
            next += 1;
        }
        open = Some((*table, *row));
        *table = next - 1;
    }
}

fn aside(page: &RawPage, main: Turn, shown: &impl Fn(&Glyph) -> bool) -> Vec<(Frame, Line)> {
    let mut out = Vec::new();
    for turn in [Turn::None, Turn::Down, Turn::Up, Turn::Over, Turn::Slant] {
        if turn == main || !page.glyphs.iter().any(|glyph| Turn::of(glyph) == turn) {
            continue;
        }
        let frame = Frame::new(page, turn);
        let found = words(page, frame, |glyph| shown(glyph) && Turn::of(glyph) == turn);
        let lines = columns::across(rows(found, page.number));
        out.extend(lines.into_iter().map(|line| (frame, line)));
    }
    out
}
