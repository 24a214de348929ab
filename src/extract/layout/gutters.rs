//! Gutters: upright white strips with running text on both sides.
//!
//! The page is laid out in narrow strips; a strip that no word touches over a stretch of rows may be a
//! gutter. The one with the most text on its poorer side is tried first. Short entries side by side are
//! an unruled table, a list's numbers or an address, and so are texts whose rows begin at one height.

use super::lines::Row;
use std::ops::Range;

/// Width of a strip, in points; wide pages have as many strips as an A4 page at most.
const STRIP: f32 = 2.0;
/// Most strips of a page.
const MOST_STRIPS: usize = 450;
/// Rows a side must have to be a column.
const FEWEST_ROWS: usize = 4;
/// The same where the gutter is narrow: blanks between words may fall under each other by chance.
const ROWS_IF_NARROW: usize = 6;
/// A gutter narrower than this, in ems, is narrow.
const WIDE: f32 = 1.1;
/// Narrowest gutter, in ems.
const NARROWEST: f32 = 0.55;
/// Mean characters of a line of running text.
const TEXT_LIKE: usize = 18;
/// The same where other pages have the gutter too.
const SHORT_TEXT: usize = 12;
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
        if tried
            .iter()
            .any(|(strip, rows)| strip.contains(&white.strip) && *rows == white.rows)
        {
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
                    whites.push(White {
                        strip,
                        rows: from..row,
                        letters,
                    });
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

/// One row's part on one side.
#[derive(Clone, Copy)]
struct Part {
    x0: f32,
    x1: f32,
    baseline: f32,
    size: f32,
    letters: usize,
}

/// What stands left and right of a gutter.
struct Sides {
    left: Vec<Part>,
    right: Vec<Part>,
}

impl Sides {
    fn new(rows: &[Row], x: f32) -> Self {
        let mut sides = Sides {
            left: Vec::new(),
            right: Vec::new(),
        };
        for row in rows {
            let cut = row.words.partition_point(|word| word.x0 < x);
            let (left, right) = row.words.split_at(cut);
            for (words, side) in [(left, &mut sides.left), (right, &mut sides.right)] {
                let letters = words.iter().map(|word| word.text.len()).sum();
                if letters > 0
                    && let (Some(first), Some(last)) = (words.first(), words.last())
                {
                    side.push(Part {
                        x0: first.x0,
                        x1: last.x1,
                        baseline: first.baseline,
                        size: first.size,
                        letters,
                    });
                }
            }
        }
        sides
    }

    /// Whether both sides are running text, side by side; `familiar` when other pages have the gutter.
    fn are_columns(&self, familiar: bool) -> bool {
        let size = self.left.first().map_or(1.0, |part| part.size);
        let width = self.width();
        let needed = match () {
            () if width < NARROWEST * size => return false,
            () if familiar => 2,
            () if width < WIDE * size => ROWS_IF_NARROW,
            () => FEWEST_ROWS,
        };
        let text = |side: &[Part]| side.len() >= needed && is_text(side, familiar);
        let beside = self.shared_height() > (needed as f32 - 1.5) * size;
        text(&self.left) && text(&self.right) && beside && !self.are_rows()
    }

    /// The white between the two.
    fn width(&self) -> f32 {
        let from = self.left.iter().map(|part| part.x1).fold(f32::MIN, f32::max);
        let to = self.right.iter().map(|part| part.x0).fold(f32::MAX, f32::min);
        to - from
    }

    /// The height over which both sides stand beside each other.
    fn shared_height(&self) -> f32 {
        let span = |side: &[Part]| {
            let ends = (side.first(), side.last());
            ends.0
                .zip(ends.1)
                .map_or((0.0, 0.0), |(first, last)| (first.baseline, last.baseline))
        };
        let (a, b) = (span(&self.left), span(&self.right));
        a.1.min(b.1) - a.0.max(b.0)
    }

    /// Whether the sides are the cells of a table: after each gap both go on at the same height.
    fn are_rows(&self) -> bool {
        let (left, right) = (starts(&self.left), starts(&self.right));
        let level = |at: &&f32| {
            right
                .iter()
                .any(|other| (other - **at).abs() < 0.4 * self.left[0].size)
        };
        let shared = left.iter().filter(level).count();
        shared >= 2 && shared * 4 >= left.len().min(right.len()) * 3
    }
}

fn is_text(side: &[Part], familiar: bool) -> bool {
    let letters: usize = side.iter().map(|part| part.letters).sum();
    let right = side.iter().map(|part| part.x1).fold(f32::MIN, f32::max);
    let left = side.iter().map(|part| part.x0).fold(f32::MAX, f32::min);
    let full = side
        .iter()
        .filter(|part| part.x1 - part.x0 > 0.6 * (right - left))
        .count();
    match familiar {
        true => letters / side.len() >= SHORT_TEXT,
        false => letters / side.len() >= TEXT_LIKE && full * 2 >= side.len(),
    }
}

/// The baselines that stand further below the one before than is usual on this side.
fn starts(side: &[Part]) -> Vec<f32> {
    let steps = side.windows(2).map(|pair| pair[1].baseline - pair[0].baseline);
    let mut sorted: Vec<f32> = steps.clone().collect();
    sorted.sort_by(f32::total_cmp);
    let Some(usual) = sorted.get(sorted.len() / 3).copied() else {
        return Vec::new();
    };
    let wide = steps
        .zip(&side[1..])
        .filter(|(step, _)| *step > 1.25 * usual + 0.5);
    wide.map(|(_, part)| part.baseline).collect()
}
