//! The two sides of a gutter, and whether they are columns of running text.
//!
//! Short entries side by side are an unruled table, a list's numbers or an address, and so are texts
//! whose rows begin at one height.

use super::lines::Row;

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
pub(super) const SHORT_TEXT: usize = 12;

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
pub(super) struct Sides {
    left: Vec<Part>,
    right: Vec<Part>,
}

impl Sides {
    /// The sides of `x`.
    pub(super) fn new(rows: &[Row], x: f32) -> Self {
        let mut sides = Sides { left: Vec::new(), right: Vec::new() };
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
    pub(super) fn are_columns(&self, familiar: bool) -> bool {
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
            ends.0.zip(ends.1).map_or((0.0, 0.0), |(first, last)| (first.baseline, last.baseline))
        };
        let (a, b) = (span(&self.left), span(&self.right));
        a.1.min(b.1) - a.0.max(b.0)
    }

    /// Whether the sides are the cells of a table: after each gap both go on at the same height.
    fn are_rows(&self) -> bool {
        let (left, right) = (starts(&self.left), starts(&self.right));
        let level = |at: &&f32| right.iter().any(|other| (other - **at).abs() < 0.4 * self.left[0].size);
        let shared = left.iter().filter(level).count();
        shared >= 2 && shared * 4 >= left.len().min(right.len()) * 3
    }
}

fn is_text(side: &[Part], familiar: bool) -> bool {
    let letters: usize = side.iter().map(|part| part.letters).sum();
    let right = side.iter().map(|part| part.x1).fold(f32::MIN, f32::max);
    let left = side.iter().map(|part| part.x0).fold(f32::MAX, f32::min);
    let full = side.iter().filter(|part| part.x1 - part.x0 > 0.6 * (right - left)).count();
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
    let wide = steps.zip(&side[1..]).filter(|(step, _)| *step > 1.25 * usual + 0.5);
    wide.map(|(_, part)| part.baseline).collect()
}
