//! Footnotes: small print at the foot of a page, kept apart from the sentence it interrupts.

use super::lines::Line;
use super::page::{Item, PageLines};
use crate::document::Rect;

/// Small print is smaller than this share of the body's size.
const SMALL: f32 = 0.93;
/// Footnotes stand below this share of the page's height.
const LOWER_PART: f32 = 0.45;

/// Takes the footnote lines off the page, in reading order: each column may have its own.
pub(super) fn take(page: &mut PageLines, body_size: f32) -> Vec<Line> {
    let rules = short_rules(page);
    let height = page.frame.size().1;
    let mut kept = Vec::with_capacity(page.items.len());
    let mut notes = Vec::new();
    for mut column in columns(std::mem::take(&mut page.items)) {
        if let Some(start) = first_note(&column, body_size, height, &rules) {
            let lines = column.split_off(start).into_iter();
            notes.extend(lines.filter_map(|item| match item {
                Item::Line(line) => Some(line),
                Item::Cell { .. } => None,
            }));
        }
        kept.append(&mut column);
    }
    page.items = kept;
    notes
}

/// The items cut where reading goes back up the page.
fn columns(items: Vec<Item>) -> Vec<Vec<Item>> {
    let mut columns: Vec<Vec<Item>> = Vec::new();
    let mut last = f32::MAX;
    for item in items {
        let baseline = item.lines().first().map_or(last, |line| line.baseline);
        let size = item.lines().first().map_or(0.0, |line| line.size);
        match columns.last_mut() {
            Some(column) if baseline > last - size => column.push(item),
            _ => columns.push(vec![item]),
        }
        last = baseline;
    }
    columns
}

/// The short rules in the lower part of the page: one may part the notes from the text.
fn short_rules(page: &PageLines) -> Vec<Rect> {
    let (width, height) = page.frame.size();
    let short = |rule: &&Rect| {
        rule.y1 - rule.y0 < 2.0
            && (40.0..0.5 * width).contains(&(rule.x1 - rule.x0))
            && rule.y0 > LOWER_PART * height
    };
    page.rules.iter().filter(short).copied().collect()
}

/// Whether a rule runs close above the line, from where it begins.
fn is_under(line: &Line, rule: &Rect) -> bool {
    let below = line.baseline - rule.y0;
    below > 0.0 && below < 3.0 * line.size && (rule.x0 - line.x0).abs() < 2.0 * line.size
}

/// Index of the first item of the small print that reaches down to the column's end.
fn first_note(column: &[Item], body_size: f32, height: f32, rules: &[Rect]) -> Option<usize> {
    let mut start = column.len();
    for (index, item) in column.iter().enumerate().rev() {
        match item {
            Item::Line(line) if line.size < SMALL * body_size && line.baseline > LOWER_PART * height => {
                start = index
            }
            _ => break,
        }
    }
    (start..column.len()).find(|index| match &column[*index] {
        Item::Line(line) => starts_with_mark(line) || rules.iter().any(|rule| is_under(line, rule)),
        Item::Cell { .. } => false,
    })
}

/// Whether the line begins with a footnote's number: raised, glued to it, or a bare figure before the text.
pub(super) fn starts_with_mark(line: &Line) -> bool {
    let Some(first) = line.words.first() else {
        return false;
    };
    let digits = first.text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &first.text[digits..];
    first.raised
        || matches!(first.text.as_str(), "*" | "†" | "‡")
        || (1..=3).contains(&digits) && (rest.is_empty() && line.words.len() > 1 || is_word(rest))
}

/// "Schools", as in "2Schools": a word that a number is glued to.
fn is_word(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}
