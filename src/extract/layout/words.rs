//! Glyphs to words: blanks come from the page's own space glyphs and from gaps between glyphs.

use super::chars::{SOFT_HYPHEN, UNREADABLE, is_blank, push_plain};
use super::frame::{Frame, Turn};
use crate::document::Rect;
use crate::extract::{Glyph, RawPage};

/// A gap wider than this, in ems, parts two words.
const WORD_GAP: f32 = 0.18;
/// A space glyph whose successor stands this close to it, in ems, takes no room.
const NO_ROOM: f32 = 0.03;
/// A soft hyphen that takes more room than this, in ems, is seen.
const VISIBLE: f32 = 0.1;
/// A jump back further than this, in ems, is not kerning.
const STEP_BACK: f32 = 0.35;

/// Consecutive glyphs of the page's content that belong to one word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) raw: u32,
    pub(super) raw_len: u32,
    /// How many bytes of the word's text they make.
    pub(super) bytes: u32,
}

/// One word, in the reading direction of its page.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// A small digit above the line: a footnote's mark.
    pub(super) raised: bool,
    /// Whether the content has a space after it.
    pub(super) space_after: bool,
}

impl Word {
    /// A word without text that holds the place of what fills `area`, the `index`th of its page.
    pub(super) fn stand_in(area: Rect, index: usize) -> Self {
        Word {
            text: String::new(),
            pieces: vec![Piece { raw: index as u32, raw_len: 0, bytes: 0 }],
            x0: area.x0,
            x1: area.x1,
            baseline: area.y0,
            size: 1.0,
            bold: false,
            italic: false,
            raised: false,
            space_after: true,
        }
    }

    /// The index it was made with, where it only holds a place.
    pub(super) fn stands_for(&self) -> Option<usize> {
        let piece = self.pieces.first().filter(|_| self.text.is_empty())?;
        Some(piece.raw as usize)
    }

    /// The box that the word covers, in reading direction; height by convention of its size.
    pub(super) fn rect(&self) -> Rect {
        Rect {
            x0: self.x0,
            y0: self.baseline - 0.78 * self.size,
            x1: self.x1,
            y1: self.baseline + 0.22 * self.size,
        }
    }

    /// Takes `other`, which stands right after, into this word.
    pub(super) fn absorb(&mut self, other: Word) {
        self.text.push_str(&other.text);
        self.pieces.extend(other.pieces);
        self.x1 = self.x1.max(other.x1);
        self.space_after = other.space_after;
    }

    /// Cuts the word after `bytes` bytes of its text; both parts keep their glyphs.
    pub(super) fn split(mut self, bytes: usize) -> (Word, Word) {
        let mut tail = self.clone();
        tail.text = self.text.split_off(bytes);
        let share =
            self.text.chars().count() as f32 / (self.text.chars().count() + tail.text.chars().count()) as f32;
        let middle = self.x0 + share * (self.x1 - self.x0);
        (self.x1, tail.x0) = (middle, middle);
        (self.pieces, tail.pieces) = split_pieces(&self.pieces, bytes as u32);
        self.space_after = true;
        (self, tail)
    }
}

fn split_pieces(pieces: &[Piece], at: u32) -> (Vec<Piece>, Vec<Piece>) {
    let (mut left, mut right, mut seen) = (Vec::new(), Vec::new(), 0);
    for piece in pieces {
        let in_left = at.saturating_sub(seen).min(piece.bytes);
        if in_left == piece.bytes {
            left.push(*piece);
        } else if in_left == 0 {
            right.push(*piece);
        } else {
            // One byte a glyph is the rule; where it is not, the glyphs are shared out by bytes.
            let glyphs = (piece.raw_len * in_left / piece.bytes).max(1).min(piece.raw_len);
            left.push(Piece { raw: piece.raw, raw_len: glyphs, bytes: in_left });
            right.push(Piece {
                raw: piece.raw + glyphs,
                raw_len: piece.raw_len - glyphs,
                bytes: piece.bytes - in_left,
            });
        }
        seen += piece.bytes;
    }
    (left, right)
}

/// A soft hyphen inside a word: where it took room it is a hyphen that its font names so, else nothing.
fn settle_soft_hyphen(word: &mut Word, seen: bool) {
    if !word.text.ends_with(SOFT_HYPHEN) {
        return;
    }
    word.text.pop();
    let kept = if seen { "-" } else { "" };
    word.text.push_str(kept);
    if let Some(piece) = word.pieces.last_mut() {
        piece.bytes = (piece.bytes + kept.len() as u32).saturating_sub(SOFT_HYPHEN.len_utf8() as u32);
    }
}

/// Collects the words among those glyphs that `wanted` picks, in content order.
pub(super) fn words(page: &RawPage, frame: Frame, wanted: impl Fn(&Glyph) -> bool) -> Vec<Word> {
    let mut builder =
        Builder { page, frame, found: Vec::new(), open: None, pen: 0.0, last: None, space: None };
    for (index, glyph) in page.glyphs.iter().enumerate() {
        if wanted(glyph) {
            builder.glyph(index as u32, glyph);
        }
    }
    let spaced = builder.space.is_some();
    builder.close(spaced);
    builder.found
}

struct Builder<'p> {
    page: &'p RawPage,
    frame: Frame,
    found: Vec<Word>,
    open: Option<Word>,
    /// Where the next glyph of the open word would stand.
    pen: f32,
    /// Text and place of the last glyph, to see letters drawn twice.
    last: Option<(f32, char)>,
    /// Where a space glyph stood that nothing has followed yet.
    space: Option<f32>,
}

impl Builder<'_> {
    fn glyph(&mut self, index: u32, glyph: &Glyph) {
        let (x, y) = self.place(glyph);
        let first = glyph.text.chars().next();
        if first.is_some_and(is_blank) {
            self.space.get_or_insert(x);
            return;
        }
        let letter = first.unwrap_or(UNREADABLE);
        if self.is_double(x, y, letter, glyph) {
            return;
        }
        // A space that takes no room is a place where the word might have been broken.
        let spaced = self.space.take().is_some_and(|at| (x - at).abs() > NO_ROOM * glyph.size);
        if spaced {
            self.close(true);
        } else if !self.continues(x, y, glyph.size) {
            self.close(false);
        }
        if let (Some(word), Some((before, _))) = (&mut self.open, self.last) {
            settle_soft_hyphen(word, x - before > VISIBLE * glyph.size);
        }
        self.last = Some((x, letter));
        self.pen = x + glyph.advance;
        self.push(index, glyph, x, y);
    }

    /// Whether the letter was drawn just before in nearly the same place, to look bold.
    fn is_double(&self, x: f32, y: f32, letter: char, glyph: &Glyph) -> bool {
        let near = |at: f32| (x - at).abs() < 0.2 * glyph.advance.max(0.1);
        let same = self.last.is_some_and(|(at, c)| c == letter && near(at));
        same && self.open.as_ref().is_some_and(|word| (y - word.baseline).abs() < 0.15 * word.size)
    }

    fn place(&self, glyph: &Glyph) -> (f32, f32) {
        if self.frame.turn == Turn::Slant {
            let (sin, cos) = glyph.angle.to_radians().sin_cos();
            return (glyph.x * cos + glyph.y * sin, glyph.y * cos - glyph.x * sin);
        }
        self.frame.upright(glyph.x, glyph.y)
    }

    fn continues(&self, x: f32, y: f32, size: f32) -> bool {
        self.open.as_ref().is_some_and(|word| {
            let em = word.size.min(size);
            let gap = x - self.pen;
            (y - word.baseline).abs() < 0.15 * em
                && gap < WORD_GAP * em
                && gap > -STEP_BACK * word.size.max(size)
                && (0.86..1.16).contains(&(size / word.size))
        })
    }

    fn push(&mut self, index: u32, glyph: &Glyph, x: f32, y: f32) {
        let font = self.page.fonts.get(usize::from(glyph.font));
        let (bold, italic) = font.map_or((false, false), |font| (font.bold, font.italic));
        let word = self.open.get_or_insert_with(|| Word {
            text: String::new(),
            pieces: Vec::new(),
            x0: x,
            x1: x,
            baseline: y,
            size: glyph.size,
            bold,
            italic,
            raised: false,
            space_after: false,
        });
        let before = word.text.len();
        if glyph.text.is_unknown() {
            word.text.push(UNREADABLE);
        }
        for c in glyph.text.chars().filter(|c| !is_blank(*c)) {
            push_plain(&mut word.text, c);
        }
        let bytes = (word.text.len() - before) as u32;
        match word.pieces.last_mut() {
            Some(piece) if piece.raw + piece.raw_len == index => {
                piece.raw_len += 1;
                piece.bytes += bytes;
            }
            _ => word.pieces.push(Piece { raw: index, raw_len: 1, bytes }),
        }
        word.x1 = word.x1.max(x + glyph.advance);
        word.bold &= bold;
    }

    fn close(&mut self, space: bool) {
        self.last = None;
        match self.open.take() {
            Some(mut word) if !word.text.is_empty() => {
                word.space_after = space;
                self.found.push(word);
            }
            _ => {
                if space && let Some(word) = self.found.last_mut() {
                    word.space_after = true;
                }
            }
        }
    }
}
