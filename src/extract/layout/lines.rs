//! Words to rows and lines: what stands on one baseline, cut where a gap is too wide for a blank.

use super::chars::{UNREADABLE, is_bullet, is_private, raised};
use super::words::Word;
use crate::document::Rect;

/// A sign of a symbol font after a gap wider than this, in ems, may be a bullet.
const WIDE_GAP: f32 = 1.1;
/// Words smaller than this share of their row may be raised or lowered marks.
const SMALL: f32 = 0.8;

/// Words side by side on one baseline, without a wide gap between them.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) words: Vec<Word>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) baseline: f32,
    /// Size of most of its letters.
    pub(super) size: f32,
    /// All letters are bold.
    pub(super) bold: bool,
    /// All letters are italic.
    pub(super) italic: bool,
    /// Left and right edge of the column or cell it stands in.
    pub(super) column: (f32, f32),
    /// The page, 1-based.
    pub(super) page: u32,
    /// A rule runs under most of it.
    pub(super) underlined: bool,
    /// It stands in a frame of rules.
    pub(super) boxed: bool,
}

impl Line {
    /// A line of `words`, which must not be empty and stand in order.
    pub(super) fn new(words: Vec<Word>, page: u32) -> Self {
        let x0 = words.iter().map(|word| word.x0).fold(f32::MAX, f32::min);
        let x1 = words.iter().map(|word| word.x1).fold(f32::MIN, f32::max);
        let main = words
            .iter()
            .filter(|word| !word.raised)
            .max_by(|a, b| a.text.len().cmp(&b.text.len()))
            .or(words.first());
        let (size, baseline) = main.map_or((1.0, 0.0), |word| (word.size, word.baseline));
        let letters =
            || words.iter().filter(|word| word.text.chars().any(char::is_alphanumeric) && !word.raised);
        let any = letters().next().is_some();
        let (bold, italic) =
            (any && letters().all(|word| word.bold), any && letters().all(|word| word.italic));
        Line {
            words,
            x0,
            x1,
            baseline,
            size,
            bold,
            italic,
            column: (x0, x1),
            page,
            underlined: false,
            boxed: false,
        }
    }

    /// The box around it, in reading direction.
    pub(super) fn rect(&self) -> Rect {
        self.words.iter().map(Word::rect).reduce(Rect::join).unwrap_or_default()
    }

    /// Its words with single blanks between them.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.words.len() * 7);
        for word in &self.words {
            if !text.is_empty() && !word.raised {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        text
    }

    /// Characters in its words.
    pub(super) fn letters(&self) -> usize {
        self.words.iter().map(|word| word.text.len()).sum()
    }
}

/// Words that share a baseline, from left to right; never empty.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) words: Vec<Word>,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) page: u32,
}

impl Row {
    /// A row of `words` in order; none without words.
    pub(super) fn new(words: Vec<Word>, page: u32) -> Option<Self> {
        let main = words.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
        let (baseline, size) = (main.baseline, main.size);
        Some(Row { words, baseline, size, page })
    }

    /// Its left edge.
    pub(super) fn left(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    /// Its right edge.
    pub(super) fn right(&self) -> f32 {
        self.words.iter().map(|word| word.x1).fold(f32::MIN, f32::max)
    }

    /// All of it as one line.
    pub(super) fn line(mut self) -> Line {
        settle_private(&mut self.words);
        Line::new(self.words, self.page)
    }
}

/// Groups words into rows from top to bottom.
pub(super) fn rows(mut words: Vec<Word>, page: u32) -> Vec<Row> {
    words.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let (small, main): (Vec<Word>, Vec<Word>) = words.into_iter().partition(is_mark);
    let mut bands: Vec<Band> = Vec::new();
    for word in main {
        put(&mut bands, word, NEAR_BANDS);
    }
    for word in small {
        attach(&mut bands, word);
    }
    bands.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    bands.into_iter().filter_map(|band| band.row(page)).collect()
}

/// Whether a word may be a footnote's mark or an ordinal's ending, raised beside a larger word.
fn is_mark(word: &Word) -> bool {
    let text = word.text.as_str();
    matches!(text, "st" | "nd" | "rd" | "th" | "*" | "†" | "‡")
        || (1..=3).contains(&text.len()) && text.chars().all(|c| c.is_ascii_digit())
}

/// A sign that only its font knows is a bullet where it stands alone before text; else it is unreadable.
fn settle_private(line: &mut [Word]) {
    let count = line.len();
    let apart = |at: usize| at == 0 || line[at].x0 - line[at - 1].x1 > WIDE_GAP * line[at].size;
    let first: Vec<bool> = (0..count).map(apart).collect();
    for (at, word) in line.iter_mut().enumerate().filter(|(_, word)| word.text.contains(is_private)) {
        let alone = word.text.chars().count() == 1;
        let sign = if first[at] && alone && at + 1 < count { '•' } else { UNREADABLE };
        // All three are three bytes long, so the pieces still fit.
        word.text = word.text.chars().map(|c| if is_private(c) { sign } else { c }).collect();
    }
}

struct Band {
    words: Vec<Word>,
    baseline: f32,
    size: f32,
}

impl Band {
    fn row(mut self, page: u32) -> Option<Row> {
        self.words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Row::new(merged(self.words), page)
    }
}

/// How many of the last bands a word may belong to, when words come in order of their baselines.
const NEAR_BANDS: usize = 4;

fn put(bands: &mut Vec<Band>, word: Word, among: usize) {
    let near = bands
        .iter_mut()
        .rev()
        .take(among)
        .find(|band| (word.baseline - band.baseline).abs() < 0.3 * word.size.min(band.size));
    match near {
        Some(band) => {
            if word.size > band.size {
                (band.size, band.baseline) = (word.size, word.baseline);
            }
            band.words.push(word);
        }
        None => bands.push(Band { baseline: word.baseline, size: word.size, words: vec![word] }),
    }
}

/// Puts a small mark to the row whose height it stands in and which has a word right beside it.
fn attach(bands: &mut Vec<Band>, mut word: Word) {
    let middle = word.baseline - 0.3 * word.size;
    let host = bands.iter_mut().find(|band| {
        let inside = middle > band.baseline - 0.95 * band.size && middle < band.baseline + 0.25 * band.size;
        inside
            && word.size < SMALL * band.size
            && band.words.iter().any(|other| {
                let (after, before) = (word.x0 - other.x1, other.x0 - word.x1);
                let near = -0.3 * band.size..0.8 * band.size;
                near.contains(&after) || near.contains(&before)
            })
    });
    match host {
        Some(band) => {
            let high = word.baseline < band.baseline - 0.12 * band.size;
            if high && word.text.chars().all(|c| c.is_ascii_digit()) {
                word.text = word.text.chars().filter_map(raised).collect();
                for piece in &mut word.pieces {
                    piece.bytes = 0;
                }
                if let Some(piece) = word.pieces.first_mut() {
                    piece.bytes = word.text.len() as u32;
                }
                word.raised = true;
            }
            word.baseline = band.baseline;
            band.words.push(word);
        }
        None => put(bands, word, usize::MAX),
    }
}

/// Joins pieces of one word that were drawn apart, and drops words drawn twice.
fn merged(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        let Some(last) = out.last_mut() else {
            out.push(word);
            continue;
        };
        let em = last.size.max(word.size);
        let gap = word.x0 - last.x1;
        if word.text == last.text && (word.x0 - last.x0).abs() < 0.12 * em && word.x1 - last.x1 < 0.2 * em {
            continue;
        }
        let close = gap < 0.08 * em && gap > -0.25 * em;
        let bullet = last.text.chars().count() == 1 && last.text.chars().all(is_bullet) && last.text != "-";
        if close && !last.space_after && !word.raised && !last.raised && !bullet {
            last.absorb(word);
        } else {
            out.push(word);
        }
    }
    out
}
