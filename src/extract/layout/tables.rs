//! Ruled tables: rules that meet form a grid, and words belong to the cell they stand in.
//!
//! Cells come out row by row, so that the columns of an action plan do not interleave.

use super::words::Word;
use crate::document::Rect;

/// Rules closer than this (points) are one rule.
const SAME: f32 = 3.5;
/// Rules shorter than this (points) are not borders.
const SHORT: f32 = 9.0;
/// Most rules looked at on one page; a drawing has more than any table.
const MOST: usize = 3000;

/// A grid of rules.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    pub(super) area: Rect,
    /// Positions of vertical rules, from left to right.
    xs: Vec<f32>,
    /// Positions of horizontal rules, from top to bottom.
    ys: Vec<f32>,
    horizontal: Vec<Rect>,
    vertical: Vec<Rect>,
}

/// The words of one cell; `row` and `column` count from 0.
#[derive(Debug)]
pub(super) struct CellWords {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) words: Vec<Word>,
}

/// Finds the grids: tables, and frames around text.
pub(super) fn grids(rules: &[Rect]) -> Vec<Grid> {
    if rules.len() > MOST {
        return Vec::new();
    }
    let mut groups: Vec<(Rect, Vec<Rect>)> = Vec::new();
    for rule in rules.iter().filter(|rule| length(rule) >= SHORT || is_corner(rule)) {
        let (mut area, mut members) = (*rule, vec![*rule]);
        let (touching, apart): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(other, _)| touches(area, *other));
        for (other, more) in touching {
            area = area.join(other);
            members.extend(more);
        }
        groups = apart;
        groups.push((area, members));
    }
    let mut grids: Vec<Grid> = groups.into_iter().filter_map(|(area, rules)| grid(area, &rules)).collect();
    grids.sort_by(|a, b| a.area.y0.total_cmp(&b.area.y0));
    grids
}

fn length(rule: &Rect) -> f32 {
    (rule.x1 - rule.x0).max(rule.y1 - rule.y0)
}

fn is_corner(rule: &Rect) -> bool {
    rule.x1 - rule.x0 <= 3.0 && rule.y1 - rule.y0 <= 3.0
}

fn touches(a: Rect, b: Rect) -> bool {
    a.x0 - SAME <= b.x1 && b.x0 - SAME <= a.x1 && a.y0 - SAME <= b.y1 && b.y0 - SAME <= a.y1
}

fn grid(area: Rect, rules: &[Rect]) -> Option<Grid> {
    let flat = |rule: &&Rect| rule.x1 - rule.x0 > rule.y1 - rule.y0;
    let horizontal: Vec<Rect> = rules.iter().filter(flat).copied().collect();
    let vertical: Vec<Rect> = rules.iter().filter(|rule| !flat(rule)).copied().collect();
    let ys = positions(horizontal.iter().map(|rule| (rule.y0 + rule.y1) / 2.0));
    let xs =
        positions(vertical.iter().filter(|rule| length(rule) >= SHORT).map(|rule| (rule.x0 + rule.x1) / 2.0));
    (xs.len() >= 2 && ys.len() >= 2).then_some(Grid { area, xs, ys, horizontal, vertical })
}

fn positions(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let mut values: Vec<f32> = values.collect();
    values.sort_by(f32::total_cmp);
    values.dedup_by(|b, a| *b - *a < SAME);
    values
}

impl Grid {
    /// Whether it frames text of one column, rather than setting cells side by side.
    pub(super) fn is_frame(&self) -> bool {
        self.xs.len() < 3
    }

    /// Whether the middle of the word lies in the grid.
    pub(super) fn holds(&self, word: &Word) -> bool {
        let (x, y) = middle(word);
        x > self.area.x0 && x < self.area.x1 && y > self.area.y0 && y < self.area.y1
    }

    /// Shares the words out to cells, row by row.
    pub(super) fn cells(&self, words: Vec<Word>) -> Vec<CellWords> {
        let mut cells: Vec<CellWords> = Vec::new();
        for word in words {
            let (row, column) = self.cell_of(&word);
            match cells.iter_mut().find(|cell| (cell.row, cell.column) == (row, column)) {
                Some(cell) => cell.words.push(word),
                None => cells.push(CellWords {
                    row,
                    column,
                    left: self.xs.get(column as usize).copied().unwrap_or(self.area.x0),
                    right: self.right_of(column as usize, &word),
                    words: vec![word],
                }),
            }
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        cells
    }

    fn right_of(&self, column: usize, word: &Word) -> f32 {
        let y = middle(word).1;
        let beyond = self.xs.iter().skip(column + 1);
        let edge = beyond.copied().find(|x| self.wall(*x, y));
        edge.unwrap_or(self.area.x1)
    }

    /// Row and column of the cell; a merged cell goes by its upper left corner.
    fn cell_of(&self, word: &Word) -> (u32, u32) {
        let (x, y) = middle(word);
        let below = self.ys.partition_point(|edge| *edge <= y);
        let mut row = below.saturating_sub(1);
        while row > 0 && !self.ceiling(self.ys[row], x) {
            row -= 1;
        }
        let right = self.xs.partition_point(|edge| *edge <= x);
        let mut column = right.saturating_sub(1);
        while column > 0 && !self.wall(self.xs[column], y) {
            column -= 1;
        }
        (row as u32, column as u32)
    }

    /// Whether a vertical rule at `x` passes the height `y`.
    fn wall(&self, x: f32, y: f32) -> bool {
        self.vertical.iter().any(|rule| {
            ((rule.x0 + rule.x1) / 2.0 - x).abs() < SAME && rule.y0 - 1.0 <= y && y <= rule.y1 + 1.0
        })
    }

    /// Whether a horizontal rule at `y` passes `x`.
    fn ceiling(&self, y: f32, x: f32) -> bool {
        self.horizontal.iter().any(|rule| {
            ((rule.y0 + rule.y1) / 2.0 - y).abs() < SAME && rule.x0 - 1.0 <= x && x <= rule.x1 + 1.0
        })
    }
}

fn middle(word: &Word) -> (f32, f32) {
    ((word.x0 + word.x1) / 2.0, word.baseline - 0.3 * word.size)
}
