//! Columns: a stretch of rows that a gutter parts is read one side after the other.
//!
//! The page is cut where a gutter is found: the rows above it, its left side, its right side, the rows
//! below, each looked at again. So pages that mix one and two columns, columns in columns and side boxes
//! come out in order; what stands beside each other without a gutter is read across.

use super::gutters::{self, Gutter};
use super::lines::{Line, Row};
use super::page::Item;
use super::unruled::{self, Part};

/// Deepest nesting of columns in columns.
const DEEPEST: u32 = 3;

/// Puts the rows of a page into reading order; says where gutters were found. A gutter `known` from
/// other pages needs less to be believed.
pub(super) fn in_order(rows: Vec<Row>, known: &[f32], depth: u32) -> (Vec<Item>, Vec<f32>) {
    let found = (depth < DEEPEST).then(|| gutters::best(&rows, known)).flatten();
    let Some(gutter) = found else {
        return (items(rows, known), Vec::new());
    };
    let (mut items, mut gutters) = (Vec::new(), vec![gutter.x]);
    let Parted { above, left, right, below } = part(rows, &gutter);
    for (rows, depth) in [(above, depth), (left, depth + 1), (right, depth + 1), (below, depth)] {
        let (more, also) = in_order(rows, known, depth);
        items.extend(more);
        gutters.extend(also);
    }
    (items, gutters)
}

struct Parted {
    above: Vec<Row>,
    left: Vec<Row>,
    right: Vec<Row>,
    below: Vec<Row>,
}

fn part(mut rows: Vec<Row>, gutter: &Gutter) -> Parted {
    let below = rows.split_off(gutter.rows.end);
    let inside = rows.split_off(gutter.rows.start);
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in inside {
        let page = row.page;
        let (near, far): (Vec<_>, Vec<_>) = row.words.into_iter().partition(|word| word.x0 < gutter.x);
        left.extend(Row::new(near, page));
        right.extend(Row::new(far, page));
    }
    Parted { above: rows, left, right, below }
}

/// Rows without columns: lines, and the cells of tables that have no rules.
fn items(rows: Vec<Row>, known: &[f32]) -> Vec<Item> {
    let mut items = Vec::new();
    for part in unruled::parts(rows) {
        match part {
            Part::Text(rows) => {
                let bands = bands(rows, known).into_iter();
                items.extend(bands.flat_map(across).map(Item::Line));
            }
            Part::Table(entries) => items.extend(entries.into_iter().map(|entry| Item::Cell {
                table: u32::MAX,
                row: entry.row,
                column: entry.column,
                lines: across(entry.rows),
            })),
        }
    }
    items
}

/// Fewer rows than this on one side of a gutter are no column.
const FEWEST_ALONE: usize = 3;

/// Cuts rows where a column begins or ends that has nothing beside it, by the gutters of other pages.
fn bands(rows: Vec<Row>, known: &[f32]) -> Vec<Vec<Row>> {
    let side = |row: &Row| -> Vec<bool> {
        let sides = known.iter().map(|x| (row.right() <= *x, row.left() >= *x));
        sides.flat_map(|(left, right)| [left, right]).collect()
    };
    let mut bands: Vec<(Vec<bool>, Vec<Row>)> = Vec::new();
    for row in rows {
        let own = side(&row);
        match bands.last_mut() {
            Some((side, band)) if *side == own => band.push(row),
            _ => bands.push((own, vec![row])),
        }
    }
    let mut out: Vec<Vec<Row>> = Vec::new();
    for (_, band) in bands {
        match out.last_mut() {
            Some(before) if band.len() < FEWEST_ALONE || before.len() < FEWEST_ALONE => before.extend(band),
            _ => out.push(band),
        }
    }
    out
}

/// One line a row: what stands beside each other is read together.
pub(super) fn across(rows: Vec<Row>) -> Vec<Line> {
    let edges = (
        rows.iter().map(Row::left).fold(f32::MAX, f32::min),
        rows.iter().map(Row::right).fold(f32::MIN, f32::max),
    );
    let line = |row: Row| {
        let mut line = row.line();
        line.column = edges;
        line
    };
    rows.into_iter().map(line).collect()
}
