//! Plain text: paragraphs at blank lines, numbered or capital headings, bullets, pages at form feeds.
//!
//! In: decoded text. Out: [`Draft`]s with their place in it. A file without blank lines and with long
//! lines has one paragraph a line.

use super::draft::Draft;
use super::number;
use crate::document::BlockKind;

/// A heading is at most this long, in characters.
const HEADING_CHARS: usize = 90;
/// Lines longer than this were not broken to fit a page.
const WRAPPED_CHARS: usize = 120;

/// The blocks of `text`, in order.
pub(crate) fn blocks(text: &str) -> Vec<Draft> {
    let lines = lines(text);
    let one_a_line = !lines.windows(2).any(|pair| is_blank(&pair[0]) && !is_blank(&pair[1]))
        || lines.iter().any(|line| line.text.chars().count() > WRAPPED_CHARS * 2);
    let mut blocks = Vec::new();
    let mut group: Vec<&Line<'_>> = Vec::new();
    for line in &lines {
        let apart =
            is_blank(line) || is_rule(line) || (!group.is_empty() && (one_a_line || starts_block(line.text)));
        if apart {
            close(&mut group, &mut blocks);
        }
        if !is_blank(line) && !is_rule(line) {
            group.push(line);
        }
    }
    close(&mut group, &mut blocks);
    blocks
}

/// One line of the source.
struct Line<'a> {
    text: &'a str,
    page: u32,
    raw: usize,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut page = 1;
    let mut raw = 0;
    let mut lines = Vec::new();
    for piece in text.split_inclusive(['\n', '\u{C}']) {
        lines.push(Line { text: piece.trim(), page, raw: raw + (piece.len() - piece.trim_start().len()) });
        page += u32::from(piece.ends_with('\u{C}'));
        raw += piece.len();
    }
    lines
}

fn is_blank(line: &Line<'_>) -> bool {
    line.text.is_empty()
}

/// A line drawn with characters, under a heading or between parts.
fn is_rule(line: &Line<'_>) -> bool {
    line.text.len() >= 3 && line.text.chars().all(|c| "=-_*~".contains(c))
}

fn starts_block(line: &str) -> bool {
    let (number, rest) = number::split(line);
    !number.is_empty() && rest.chars().next().is_some_and(|c| c.is_uppercase() || number::is_bullet(number))
}

fn close(group: &mut Vec<&Line<'_>>, blocks: &mut Vec<Draft>) {
    let Some(first) = group.first() else { return };
    let joined = join(group);
    let (number, rest) = number::split(&joined);
    let (kind, level) = kind(number, rest, group.len());
    let mut draft = Draft::new(kind, level, rest);
    draft.number = number.to_string();
    draft.page = first.page;
    draft.raw = first.raw as u32;
    if !draft.text.is_empty() {
        blocks.push(draft);
    }
    group.clear();
}

/// The lines of a paragraph as one; a word hyphenated at a line end keeps its hyphen, since a text file
/// does not say which hyphens are real.
fn join(group: &[&Line<'_>]) -> String {
    let mut joined = String::new();
    for line in group {
        if !joined.is_empty() && !joined.ends_with('-') {
            joined.push(' ');
        }
        joined.push_str(line.text);
    }
    joined
}

fn kind(number: &str, text: &str, lines: usize) -> (BlockKind, u8) {
    if number::is_bullet(number) {
        return (BlockKind::ListItem, 1);
    }
    let short = lines <= 2 && text.chars().count() <= HEADING_CHARS;
    let ends_open = !text.ends_with(['.', ';', ',', '?', '!']);
    let capitals = text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let numbered = !number.is_empty();
    match short && ends_open && text.chars().any(char::is_alphabetic) {
        true if numbered => (BlockKind::Heading, number::depth(number)),
        true if capitals => (BlockKind::Heading, 1),
        true if lines == 1 && is_title(text) => (BlockKind::Heading, 2),
        _ => (BlockKind::Paragraph, 0),
    }
}

/// A line that stands alone, begins with a capital and is too short for a sentence.
fn is_title(text: &str) -> bool {
    text.starts_with(char::is_uppercase) && text.split_whitespace().count() <= 10 && !text.ends_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(BlockKind, u8, String, String)> {
        let of = |d: Draft| (d.kind, d.level, d.number, d.text);
        blocks(text).into_iter().map(of).collect()
    }

    #[test]
    fn headings_paragraphs_and_items_are_told_apart() {
        let text = "EXECUTIVE SUMMARY\n\n1. Introduction\n\n1.1 This review was asked for by the board\nin March.\n\n- One point\n- Another\n";
        let expected = [
            (BlockKind::Heading, 1, "", "EXECUTIVE SUMMARY"),
            (BlockKind::Heading, 1, "1.", "Introduction"),
            (BlockKind::Paragraph, 0, "1.1", "This review was asked for by the board in March."),
            (BlockKind::ListItem, 1, "-", "One point"),
            (BlockKind::ListItem, 1, "-", "Another"),
        ];
        let expected: Vec<_> = expected.map(|(k, l, n, t)| (k, l, n.to_string(), t.to_string())).into();
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn a_form_feed_turns_the_page_and_places_are_bytes() {
        let found = blocks("First page text.\n\u{C}Second page text.\n");
        assert_eq!((found[1].page, found[1].raw), (2, 18));
    }
}
