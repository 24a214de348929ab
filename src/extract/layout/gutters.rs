//! Gutters: upright white strips with running text on both sides.
//!
//! The page is laid out in narrow strips; a strip that no word touches over a stretch of rows may be a
//! gutter. The one with the most text on its poorer side is tried first.

use super::lines::Row;
use super::sides::{SHORT_TEXT, Sides};
use std::ops::Range;

/// Width of a strip, in points; wide pages have as many strips as an A4 page at most.
const STRIP: f32 = 2.0;
/// Most strips of a page.
const MOST_STRIPS: usize = 450;
/// How near (points) a gutter is to the same gutter on another page.
const SAME_PLACE: f32 = 9.0;
/// Candidates looked at closely.
const TRIED: usize = 6;

/// A gutter: where it stands, and over which rows.
#[derive(Debug)]
pub(super) struct Gutter {
    pub(super) x: f32,
    pub(super) rows: Range<usize>,
}

/// A strip that is white over some rows, with the letters on its poorer side.
struct White {
    strip: usize,
    rows: Range<usize>,
    letters: u32,
}

/// The best gutter of the rows, if they have one.
pub(super) fn best(rows: &[Row], known: &[f32]) -> Option<Gutter> {
    if rows.len() < 2 {
        return None;
    }
    let strips = Strips::new(rows);
    let mut whites = strips.whites();
    whites.sort_by_key(|white| (std::cmp::Reverse(white.letters), white.strip));
    let mut tried: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for white in whites {
        if tried.iter().any(|(strip, rows)| strip.contains(&white.strip) && *rows == white.rows) {
            continue;
        }
        let extent = strips.extent(&white);
        let x = (strips.x(extent.start) + strips.x(extent.end)) / 2.0;
        let stretch = trimmed(rows, white.rows.clone(), x);
        let familiar = known.iter().any(|known| (known - x).abs() < SAME_PLACE);
        if Sides::new(&rows[stretch.clone()], x).are_columns(familiar) {
            return Some(Gutter { x, rows: stretch });
        }
        tried.push((extent, white.rows));
        if tried.len() == TRIED {
            break;
        }
    }
    None
}

/// Rows at the end that stand apart on the left side only head what follows, and are not the
/// column's; small print is.
fn trimmed(rows: &[Row], mut stretch: Range<usize>, x: f32) -> Range<usize> {
    while stretch.end < rows.len() && stretch.len() > 2 {
        let (last, before) = (&rows[stretch.end - 1], &rows[stretch.end - 2]);
        let apart = last.baseline - before.baseline > 1.6 * last.size.min(before.size);
        let small = last.size < 0.95 * before.size;
        if last.right() > x || !apart || small {
            break;
        }
        stretch.end -= 1;
    }
    stretch
}

/// Which strips the words of each row touch.
struct Strips {
    left: f32,
    width: f32,
    count: usize,
    rows: usize,
    touched: Vec<bool>,
    /// Letters left of each strip in the rows before each row: `rows + 1` times `count + 1`.
    letters: Vec<u32>,
}

impl Strips {
    fn new(rows: &[Row]) -> Self {
        let left = rows.iter().map(Row::left).fold(f32::MAX, f32::min);
        let right = rows.iter().map(Row::right).fold(f32::MIN, f32::max);
        let width = STRIP.max((right - left) / MOST_STRIPS as f32);
        let count = (((right - left) / width) as usize + 1).min(MOST_STRIPS + 1);
        let mut strips = Strips {
            left,
            width,
            count,
            rows: rows.len(),
            touched: vec![false; count * rows.len()],
            letters: vec![0; (count + 1) * (rows.len() + 1)],
        };
        for (at, row) in rows.iter().enumerate() {
            strips.row(at, row);
        }
        strips
    }

    fn row(&mut self, at: usize, row: &Row) {
        let mut own = vec![0; self.count + 1];
        for word in &row.words {
            let (from, to) = (self.strip(word.x0), self.strip(word.x1));
            self.touched[at * self.count + from..=at * self.count + to].fill(true);
            own[to + 1] += word.text.len() as u32;
        }
        let (line, next) = (at * (self.count + 1), (at + 1) * (self.count + 1));
        let mut sum = 0;
        for (strip, letters) in own.into_iter().enumerate() {
            sum += letters;
            self.letters[next + strip] = self.letters[line + strip] + sum;
        }
    }

    fn strip(&self, x: f32) -> usize {
        (((x - self.left) / self.width).max(0.0) as usize).min(self.count - 1)
    }

    /// The left edge of a strip.
    fn x(&self, strip: usize) -> f32 {
        self.left + strip as f32 * self.width
    }

    fn is_white(&self, row: usize, strip: usize) -> bool {
        !self.touched[row * self.count + strip]
    }

    /// The letters on the poorer side of a strip over some rows.
    fn poorer(&self, strip: usize, rows: &Range<usize>) -> u32 {
        let sum = |strip: usize| {
            let at = |row: usize| self.letters[row * (self.count + 1) + strip];
            at(rows.end) - at(rows.start)
        };
        sum(strip).min(sum(self.count) - sum(strip))
    }

    /// Every strip with every stretch of rows over which it is white, where both sides have letters.
    fn whites(&self) -> Vec<White> {
        let mut whites = Vec::new();
        for strip in 1..self.count {
            let mut from = 0;
            for row in 0..=self.rows {
                if row < self.rows && self.is_white(row, strip) {
                    continue;
                }
                let letters = self.poorer(strip, &(from..row));
                if letters as usize >= 2 * SHORT_TEXT {
                    whites.push(White { strip, rows: from..row, letters });
                }
                from = row + 1;
            }
        }
        whites
    }

    /// The strips around one that are white over the same rows.
    fn extent(&self, white: &White) -> Range<usize> {
        let clear = |strip: &usize| white.rows.clone().all(|row| self.is_white(row, *strip));
        let after = (white.strip..self.count).find(|strip| !clear(strip));
        let before = (0..white.strip).rev().find(|strip| !clear(strip));
        before.map_or(0, |strip| strip + 1)..after.unwrap_or(self.count)
    }
}
