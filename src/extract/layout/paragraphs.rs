//! Lines to paragraphs: where one ends and the next begins, over columns and pages.
//!
//! Evidence for a new paragraph: a mark before the line, more space above it than lines of this size
//! have, another size or weight, an indent, or room at the end of the line before for the next word.

use super::leading::{Leading, same_size};
use super::lines::Line;
use super::marker::{Mark, Marker, marker};
use super::words::Word;
use std::collections::BTreeMap;

/// A paragraph, heading or list item under construction: its lines, its mark taken off.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) lines: Vec<Line>,
    /// The words of the mark.
    pub(super) number: Vec<Word>,
    pub(super) marker: Option<Marker>,
    /// Where its first line begins, mark included.
    pub(super) left: f32,
    /// Where text after the mark begins.
    pub(super) indent: f32,
    /// Space above its first line, in line heights; large at the top of a page.
    pub(super) space: f32,
}

/// Cuts lines in reading order into drafts.
pub(super) fn drafts(lines: Vec<Line>, leading: &Leading) -> Vec<Draft> {
    let edges = right_edges(&lines);
    let mut out: Vec<Draft> = Vec::new();
    for (line, edge) in lines.into_iter().zip(edges) {
        let marker = marker(&line);
        match out.last_mut() {
            Some(draft) if !begins(draft, &line, marker, edge, leading) => draft.lines.push(line),
            previous => {
                let space = space_above(previous.as_deref(), &line, leading);
                out.push(draft(line, marker, space));
            }
        }
    }
    take_bare_numbers(&mut out);
    out
}

/// "1 All staff", "2 The programme": bare numbers before paragraphs are theirs where they count on.
fn take_bare_numbers(drafts: &mut [Draft]) {
    let bare: Vec<(usize, u32)> =
        drafts.iter().enumerate().filter_map(|(at, draft)| Some((at, bare_number(draft)?))).collect();
    for (place, (at, value)) in bare.iter().enumerate() {
        let after = bare.get(place + 1).is_some_and(|(_, next)| *next == value + 1);
        let before = place > 0 && bare[place - 1].1 + 1 == *value;
        if !(after || before) {
            continue;
        }
        let draft = &mut drafts[*at];
        let line = &mut draft.lines[0];
        draft.number = vec![line.words.remove(0)];
        let marker = Marker { mark: Mark::Number, words: 1, bytes: 0, value: *value };
        draft.marker = Some(marker);
    }
}

fn bare_number(draft: &Draft) -> Option<u32> {
    let words = &draft.lines.first()?.words;
    let number = &words.first()?.text;
    let capital = words.get(1)?.text.chars().next().is_some_and(char::is_uppercase);
    let plain = draft.marker.is_none() && capital && number.len() <= 2;
    plain.then(|| number.parse().ok()).flatten()
}

/// The right edge that lines around each line reach: of its column on its page, or narrower.
fn right_edges(lines: &[Line]) -> Vec<f32> {
    let mut edges: BTreeMap<(u32, i32, i32), f32> = BTreeMap::new();
    let place = |line: &Line| (line.page, line.column.0 as i32, line.column.1 as i32);
    for line in lines {
        let edge = edges.entry(place(line)).or_insert(f32::MIN);
        *edge = edge.max(line.x1);
    }
    lines.iter().map(|line| edges.get(&place(line)).copied().unwrap_or(line.x1)).collect()
}

fn space_above(previous: Option<&Draft>, line: &Line, leading: &Leading) -> f32 {
    match previous.and_then(|draft| draft.lines.last()) {
        Some(last) if last.page == line.page && line.baseline > last.baseline => {
            (line.baseline - last.baseline) / leading.of(line.size)
        }
        _ => 9.0,
    }
}

fn draft(mut line: Line, marker: Option<Marker>, space: f32) -> Draft {
    let left = line.x0;
    let mut number = Vec::new();
    if let Some(marker) = marker {
        let rest = line.words.split_off(marker.words);
        number = std::mem::replace(&mut line.words, rest);
        if marker.bytes > 0 && !line.words.is_empty() {
            let (mark, tail) = line.words.remove(0).split(marker.bytes);
            number.push(mark);
            line.words.insert(0, tail);
        }
        let column = line.column;
        let (underlined, boxed) = (line.underlined, line.boxed);
        if !line.words.is_empty() {
            line = Line::new(line.words, line.page);
        }
        (line.column, line.underlined, line.boxed) = (column, underlined, boxed);
    }
    Draft { indent: line.x0, lines: vec![line], number, marker, left, space }
}

fn begins(draft: &Draft, line: &Line, marker: Option<Marker>, edge: f32, leading: &Leading) -> bool {
    let Some(last) = draft.lines.last() else {
        return true;
    };
    if last.words.is_empty() {
        return false;
    }
    if !same_size(last, line)
        || last.bold != line.bold && (draft.lines.iter().all(|line| line.bold) || line.bold)
    {
        return !(small_change(last, line));
    }
    if last.boxed != line.boxed && last.page == line.page {
        return true;
    }
    let beside = last.page == line.page && line.baseline > last.baseline;
    if beside && (line.baseline - last.baseline).abs() > 1.13 * leading.of(line.size) + 0.6 {
        return true;
    }
    if let Some(marker) = marker
        && starts_item(draft, line, marker)
    {
        return true;
    }
    if !beside {
        return begins_over_page(draft, last, line);
    }
    ended_early(last, line, edge) || indented(draft, last, line)
}

/// A few letters of another size or weight inside a sentence do not end it.
fn small_change(last: &Line, line: &Line) -> bool {
    let open = !ends_sentence(last) && line.words.first().is_some_and(|word| starts_lower(&word.text));
    open && (last.size / line.size - 1.0).abs() < 0.25
}

/// Whether a mark really begins an item, and is not a number that came to stand at the line's start.
fn starts_item(draft: &Draft, line: &Line, marker: Marker) -> bool {
    let hangs = draft.marker.is_some() && draft.indent > draft.left + 3.0;
    let in_text = hangs && (line.x0 - draft.indent).abs() < 2.5;
    match marker.mark {
        Mark::Bullet => {
            let dash = line.words[0].text.chars().all(|c| matches!(c, '-' | '–' | '—' | '*'));
            !dash || ends_sentence_or_lead(draft) || !in_text && draft.marker.is_some()
        }
        Mark::Label => ends_sentence_or_lead(draft),
        _ if in_text => ends_sentence_or_lead(draft) && line.words.len() > 2 && sequel(draft, marker),
        Mark::Outline(_) => {
            ends_sentence_or_lead(draft) || draft.marker.is_some_and(|own| own.mark == marker.mark)
        }
        Mark::Number | Mark::Letter => ends_sentence_or_lead(draft) || sequel(draft, marker),
    }
}

fn sequel(draft: &Draft, marker: Marker) -> bool {
    draft.marker.is_some_and(|own| {
        own.mark == marker.mark && (marker.value == own.value + 1 || marker.mark == Mark::Letter)
    })
}

fn ends_sentence_or_lead(draft: &Draft) -> bool {
    draft.lines.last().is_some_and(|line| {
        ends_sentence(line) || last_char(line).is_some_and(|c| matches!(c, ':' | ';' | ',' | '–'))
    })
}

fn last_char(line: &Line) -> Option<char> {
    let word = line.words.iter().rev().find(|word| !word.raised)?;
    word.text.trim_end_matches(['”', '"', '’', '\'', ')', ']']).chars().last().or(Some(')'))
}

fn ends_sentence(line: &Line) -> bool {
    last_char(line).is_some_and(|c| matches!(c, '.' | '?' | '!'))
}

fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase)
}

/// Over the end of a column or page there is no space to measure: the words decide.
fn begins_over_page(draft: &Draft, last: &Line, line: &Line) -> bool {
    let lower = line.words.first().is_some_and(|word| starts_lower(&word.text));
    if ends_sentence(last) || last_char(last) == Some(':') {
        return true;
    }
    if lower {
        return false;
    }
    let hang =
        draft.marker.is_some() && (line.x0 - draft.indent).abs() > 3.0 && draft.indent > draft.left + 3.0;
    let short = last.x1 < last.column.1 - 0.25 * (last.column.1 - last.column.0);
    hang || short
}

/// Whether the next word would have fitted on the line before, with room to spare.
fn ended_early(last: &Line, line: &Line, edge: f32) -> bool {
    let Some(first) = line.words.first() else {
        return false;
    };
    let edge = edge.max(last.column.1);
    let room = edge - last.x1 - (first.x1 - first.x0) - 0.3 * last.size;
    let width = edge - last.column.0;
    let slack = if ends_sentence(last) || last_char(last) == Some(':') {
        0.04 * width
    } else if starts_lower(&first.text) {
        0.45 * width
    } else {
        0.22 * width
    };
    room > slack.max(0.5 * last.size)
}

/// Whether the line is set in at its start, as a new paragraph without space above is.
fn indented(draft: &Draft, last: &Line, line: &Line) -> bool {
    let step = line.x0 - last.x0;
    let em = line.size;
    if draft.marker.is_some() && draft.lines.len() == 1 {
        return false;
    }
    let in_set = step > 0.8 * em && step < 4.5 * em && ends_sentence(last) && draft.lines.len() >= 2;
    let hangs_out = draft.marker.is_some()
        && draft.lines.len() > 1
        && line.x0 < draft.indent - 0.8 * em
        && ends_sentence(last);
    in_set || hangs_out
}
