//! Columns: bands of rows that a gutter parts are read one side after the other.
//!
//! A gutter counts only where both sides hold running text; short entries side by side are rows of an
//! unruled table, a list's numbers or an address, and are read across.

use super::lines::{Line, Row};
use super::words::Word;

/// Rows a side must have to be a column.
const FEWEST_ROWS: usize = 4;
/// Mean characters of a line of running text.
const TEXT_LIKE: usize = 18;
/// The same where other pages have the gutter too.
const SHORT_TEXT: usize = 12;
/// Deepest nesting of columns in columns.
const DEEPEST: u32 = 3;

/// Puts the rows of a page into reading order; says where a gutter was found. A gutter `known` from
/// other pages needs less to be believed.
pub(super) fn in_order(rows: Vec<Row>, known: Option<f32>, depth: u32) -> (Vec<Line>, Option<f32>) {
    let seen = best_gutter(&rows);
    let gutter = match (seen, known) {
        (Some(seen), Some(known)) if (seen - known).abs() > 30.0 => Some(seen),
        (_, Some(known)) => Some(known),
        (seen, None) => seen,
    };
    let Some(gutter) = gutter.filter(|_| depth < DEEPEST) else {
        return (across(rows), None);
    };
    let mut out = Vec::new();
    let mut found = None;
    for band in bands(rows, gutter) {
        let believed =
            is_columns(&band.rows, gutter) || known == Some(gutter) && may_be_columns(&band.rows, gutter);
        if band.parted && believed {
            let (left, right) = sides(band.rows, gutter);
            found = Some(gutter);
            out.extend(in_order(left, None, depth + 1).0);
            out.extend(in_order(right, None, depth + 1).0);
        } else {
            out.extend(across(band.rows));
        }
    }
    (out, found)
}

/// Whether a few rows beside a gutter that other pages have are columns too.
fn may_be_columns(rows: &[Row], gutter: f32) -> bool {
    let (left, right) = halves(rows, gutter);
    let texts = |lines: &[&Line]| {
        let letters: usize = lines.iter().map(|line| line.letters()).sum();
        lines.len() >= 2 && letters / lines.len() >= SHORT_TEXT
    };
    texts(&left) && texts(&right)
}

fn halves(rows: &[Row], gutter: f32) -> (Vec<&Line>, Vec<&Line>) {
    rows.iter()
        .flat_map(|row| row.lines.iter())
        .partition(|line| line.x1 <= gutter + 3.0)
}

/// One line a row: what stands beside each other is read together.
fn across(rows: Vec<Row>) -> Vec<Line> {
    let edges = edges(&rows);
    rows.into_iter()
        .filter_map(|row| {
            let page = row.lines.first()?.page;
            let words: Vec<Word> = row.lines.into_iter().flat_map(|line| line.words).collect();
            let mut line = Line::new(words, page);
            line.column = edges;
            Some(line)
        })
        .collect()
}

fn edges(rows: &[Row]) -> (f32, f32) {
    let lines = || rows.iter().flat_map(|row| row.lines.iter());
    (
        lines().map(|line| line.x0).fold(f32::MAX, f32::min),
        lines().map(|line| line.x1).fold(f32::MIN, f32::max),
    )
}

/// The position that lies in a gap between two lines of the most rows.
fn best_gutter(rows: &[Row]) -> Option<f32> {
    let mut votes: Vec<(i32, usize)> = Vec::new();
    for row in rows {
        for pair in row.lines.windows(2) {
            let (from, to) = (pair[0].x1, pair[1].x0);
            if pair[0].letters() < 4 {
                continue;
            }
            for bin in (from / 3.0).ceil() as i32..=(to / 3.0).floor() as i32 {
                match votes.iter_mut().find(|(known, _)| *known == bin) {
                    Some((_, count)) => *count += 1,
                    None => votes.push((bin, 1)),
                }
            }
        }
    }
    let most = votes.iter().map(|(_, count)| *count).max()?;
    let best: Vec<i32> = votes
        .iter()
        .filter(|(_, count)| *count == most)
        .map(|(bin, _)| *bin)
        .collect();
    let middle = best.iter().sum::<i32>() as f32 / best.len() as f32;
    (most >= 3).then_some(middle * 3.0)
}

struct Parted {
    rows: Vec<Row>,
    parted: bool,
}

/// Cuts the rows into bands: those that cross the gutter, and those that it parts.
fn bands(rows: Vec<Row>, gutter: f32) -> Vec<Parted> {
    let mut bands: Vec<Parted> = Vec::new();
    for row in rows {
        let crosses = row
            .lines
            .iter()
            .any(|line| line.x0 < gutter - 3.0 && line.x1 > gutter + 3.0);
        match bands.last_mut() {
            Some(band) if band.parted != crosses => band.rows.push(row),
            _ => bands.push(Parted {
                rows: vec![row],
                parted: !crosses,
            }),
        }
    }
    bands
}

fn is_columns(rows: &[Row], gutter: f32) -> bool {
    let (left, right) = halves(rows, gutter);
    let both = rows
        .iter()
        .filter(|row| {
            row.lines.iter().any(|line| line.x1 <= gutter + 3.0)
                && row.lines.iter().any(|line| line.x0 >= gutter - 3.0)
        })
        .count();
    let overlap = both >= FEWEST_ROWS || interleaved(&left, &right);
    overlap && is_text(&left) && is_text(&right)
}

/// Columns whose baselines differ share no rows, but their heights overlap.
fn interleaved(left: &[&Line], right: &[&Line]) -> bool {
    let span = |lines: &[&Line]| {
        let top = lines.iter().map(|line| line.baseline).fold(f32::MAX, f32::min);
        let bottom = lines.iter().map(|line| line.baseline).fold(f32::MIN, f32::max);
        (top, bottom)
    };
    if left.len() < FEWEST_ROWS || right.len() < FEWEST_ROWS {
        return false;
    }
    let (a, b) = (span(left), span(right));
    let shared = a.1.min(b.1) - a.0.max(b.0);
    shared > 3.0 * left[0].size
}

fn is_text(lines: &[&Line]) -> bool {
    if lines.len() < FEWEST_ROWS {
        return false;
    }
    let letters: usize = lines.iter().map(|line| line.letters()).sum();
    let right = lines.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
    let left = lines.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
    let full = lines
        .iter()
        .filter(|line| line.x1 - line.x0 > 0.6 * (right - left))
        .count();
    letters / lines.len() >= TEXT_LIKE && full * 2 >= lines.len()
}

fn sides(rows: Vec<Row>, gutter: f32) -> (Vec<Row>, Vec<Row>) {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        let (near, far): (Vec<Line>, Vec<Line>) =
            row.lines.into_iter().partition(|line| line.x1 <= gutter + 3.0);
        for (lines, side) in [(near, &mut left), (far, &mut right)] {
            if !lines.is_empty() {
                side.push(Row {
                    lines,
                    baseline: row.baseline,
                    size: row.size,
                });
            }
        }
    }
    (left, right)
}
