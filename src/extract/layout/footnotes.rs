//! Footnotes: small print at the foot of a page, kept apart from the sentence it interrupts.

use super::lines::Line;
use super::page::{Item, PageLines};

/// Small print is smaller than this share of the body's size.
const SMALL: f32 = 0.93;
/// Footnotes stand below this share of the page's height.
const LOWER_PART: f32 = 0.45;

/// Takes the footnote lines off the page, in reading order.
pub(super) fn take(page: &mut PageLines, body_size: f32) -> Vec<Line> {
    let Some(start) = first_note(page, body_size) else {
        return Vec::new();
    };
    page.items
        .split_off(start)
        .into_iter()
        .filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Cell { .. } => None,
        })
        .collect()
}

/// Index of the first item of the small print that reaches down to the page's end.
fn first_note(page: &PageLines, body_size: f32) -> Option<usize> {
    let (width, height) = page.frame.size();
    let mut start = page.items.len();
    for (index, item) in page.items.iter().enumerate().rev() {
        match item {
            Item::Line(line) if line.size < SMALL * body_size && line.baseline > LOWER_PART * height => {
                start = index
            }
            _ => break,
        }
    }
    let rule = page.rules.iter().filter(|rule| {
        rule.y1 - rule.y0 < 2.0
            && (80.0..0.5 * width).contains(&(rule.x1 - rule.x0))
            && rule.y0 > LOWER_PART * height
    });
    let rule = rule.map(|rule| rule.y0).fold(f32::MAX, f32::min);
    (start..page.items.len()).find(|index| match &page.items[*index] {
        Item::Line(line) => {
            starts_with_mark(line) || line.baseline > rule && line.baseline - rule < 3.0 * line.size
        }
        Item::Cell { .. } => false,
    })
}

/// Whether the line begins with a footnote's number: raised, or a bare figure before the text.
pub(super) fn starts_with_mark(line: &Line) -> bool {
    let Some(first) = line.words.first() else {
        return false;
    };
    first.raised
        || matches!(first.text.as_str(), "*" | "†" | "‡")
        || line.words.len() > 1 && first.text.len() <= 3 && first.text.chars().all(|c| c.is_ascii_digit())
}
