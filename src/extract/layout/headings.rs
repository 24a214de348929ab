//! Headings and their levels, by size, weight, capitals and numbering.

use super::marker::Mark;
use super::paragraphs::Draft;
use super::titles;
use std::collections::BTreeMap;

/// Longest heading, in characters.
const LONGEST: usize = 180;

/// The look of the running text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Body {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
}

impl Body {
    /// The look in which most letters of the document are set.
    pub(super) fn measure<'a>(lines: impl Iterator<Item = &'a super::lines::Line>) -> Self {
        let mut looks: BTreeMap<(i32, bool, bool), usize> = BTreeMap::new();
        for line in lines {
            *looks.entry(((line.size * 4.0).round() as i32, line.bold, line.italic)).or_default() +=
                line.letters();
        }
        let best = looks.into_iter().max_by_key(|(_, letters)| *letters);
        let ((size, bold, italic), _) = best.unwrap_or(((44, false, false), 0));
        Body { size: size as f32 / 4.0, bold, italic }
    }
}

/// What makes a draft a heading, for ranking: larger first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    size: i32,
    bold: bool,
    capitals: bool,
    underlined: bool,
    italic: bool,
}

/// The look of a draft that is a heading; none for other text. `next` is the draft after it.
pub(super) fn look(draft: &Draft, next: Option<&Draft>, body: Body) -> Option<Look> {
    let text = text(draft);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    if text.len() > LONGEST || letters < 3 || draft.lines.len() > 4 {
        return None;
    }
    if matches!(draft.marker.map(|marker| marker.mark), Some(Mark::Bullet)) {
        return None;
    }
    let size = draft.lines.first()?.size;
    let bold = draft.lines.iter().all(|line| line.bold);
    let italic = draft.lines.iter().all(|line| line.italic);
    let underlined = draft.lines.iter().all(|line| line.underlined);
    let capitals = letters >= 4 && !text.chars().any(char::is_lowercase);
    let boxed = draft.lines.iter().any(|line| line.boxed);
    let larger = size > 1.12 * body.size;
    let known = titles::kind(&text).is_some() && text.split_whitespace().count() <= 9;
    let alone = draft.space > 1.15 || next.is_none_or(|next| next.space > 1.15);
    let count = text.split_whitespace().count();
    let stops =
        text.ends_with(['.', ';', ',']) || text.ends_with(':') && !(bold && (known || alone && count <= 10));
    let numbered = matches!(draft.marker.map(|marker| marker.mark), Some(Mark::Number | Mark::Outline(_)));
    let sentence = stops || count > 25;
    let set_off = alone && !sentence && count <= 12 && text.chars().any(char::is_uppercase);
    let is_heading = (larger && !stops && text.len() <= 140)
        || (bold && !body.bold && !sentence)
        || (capitals && !sentence && size >= 0.95 * body.size && alone)
        || (set_off
            && draft.lines.len() <= 2
            && (size > 1.03 * body.size || underlined || italic && !body.italic))
        || (known
            && !stops
            && draft.lines.len() == 1
            && (alone || numbered)
            && !text.starts_with(char::is_lowercase));
    (is_heading && (known || !boxed)).then_some(Look {
        size: -(size * 2.0).round() as i32,
        bold: !bold,
        capitals: !capitals,
        underlined: !underlined,
        italic,
    })
}

/// Levels from 1 for the looks of a document's headings, the largest first; at most six.
pub(super) fn levels(looks: impl Iterator<Item = Look>) -> BTreeMap<Look, u8> {
    let mut levels: BTreeMap<Look, u8> = looks.map(|look| (look, 0)).collect();
    for (rank, level) in levels.values_mut().enumerate() {
        *level = (rank as u8 + 1).min(6);
    }
    levels
}

/// The draft's text as far as deciding needs it.
pub(super) fn text(draft: &Draft) -> String {
    let mut text = String::new();
    for line in &draft.lines {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&line.text());
    }
    text
}
