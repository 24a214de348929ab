//! Tables without rules: entries that stand under each other with the same white between them.
//!
//! A run of rows that share at least one wide gap is a table where enough rows have entries on both sides
//! and the entries of a column line up. Numbers before list items, contents pages and gaps that fall
//! under each other by chance are not.

use super::chars::is_bullet;
use super::lines::Row;

/// A gap narrower than this, in ems, does not part entries.
const GAP: f32 = 0.9;
/// What must be left of a gap that all rows share, in ems.
const SHARED: f32 = 0.75;
/// Rows further apart than this, in ems, are not one table.
const FAR: f32 = 4.5;
/// How near (points) edges are that line up.
const IN_LINE: f32 = 4.0;
/// Longest number or bullet before an item, in bytes.
const MARK: usize = 5;

/// A stretch of rows.
pub(super) enum Part {
    /// Text, read across.
    Text(Vec<Row>),
    /// The entries of a table, row by row.
    Table(Vec<Entry>),
}

/// One entry; `row` and `column` count from 0.
pub(super) struct Entry {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) rows: Vec<Row>,
}

/// A white strip, from its left to its right edge.
type White = (f32, f32);

/// Cuts rows into text and tables, in order.
pub(super) fn parts(rows: Vec<Row>) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut text: Vec<Row> = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let Some((end, gaps)) = table_at(&rest) else {
            text.push(rest.remove(0));
            continue;
        };
        let after = rest.split_off(end);
        let table = std::mem::replace(&mut rest, after);
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        parts.push(Part::Table(entries(table, &gaps)));
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    parts
}

/// The table that begins with the first row: how many rows it has, and the gaps between its columns.
fn table_at(rows: &[Row]) -> Option<(usize, Vec<White>)> {
    let mut gaps = inner(rows.first().filter(|row| !holds_place(row))?);
    let mut end = 1;
    for pair in rows.windows(2) {
        let step = pair[1].baseline - pair[0].baseline;
        let shared = common(&gaps, &pair[1]);
        let far = step > FAR * pair[0].size.max(pair[1].size);
        if gaps.is_empty() || shared.is_empty() || far || holds_place(&pair[1]) {
            break;
        }
        gaps = shared;
        end += 1;
    }
    drop_marks(&rows[..end], &mut gaps);
    let filled: Vec<usize> = rows[..end].iter().map(|row| filled(row, &gaps)).collect();
    let full = filled.iter().filter(|count| **count >= 2).count();
    let last = filled.iter().rposition(|count| *count >= 2)?;
    let end = last + 1 + tail(&rows[last..end]);
    let enough = full >= if gaps.len() >= 2 { 2 } else { 3 } && full * 3 >= end;
    (enough && lines_up(&rows[..end], &gaps) && !is_contents(&rows[..end], &gaps)).then_some((end, gaps))
}

/// Whether a ruled table stands in this row.
fn holds_place(row: &Row) -> bool {
    row.words.iter().any(|word| word.stands_for().is_some())
}

/// The wide gaps inside a row.
fn inner(row: &Row) -> Vec<White> {
    row.words
        .windows(2)
        .map(|pair| (pair[0].x1, pair[1].x0))
        .filter(|(from, to)| to - from > GAP * row.size)
        .collect()
}

/// What is left of the gaps when the row's words are taken out of them.
fn common(gaps: &[White], row: &Row) -> Vec<White> {
    let mut left = Vec::new();
    for (from, to) in gaps {
        let mut free = *from;
        for word in row.words.iter().filter(|word| word.x1 > *from && word.x0 < *to) {
            left.push((free, word.x0));
            free = word.x1;
        }
        left.push((free, *to));
    }
    left.retain(|(from, to)| to - from >= SHARED * row.size);
    left
}

/// How many columns of the row have words.
fn filled(row: &Row, gaps: &[White]) -> usize {
    cut(row, gaps).iter().filter(|words| !words.is_empty()).count()
}

/// The row's words by column.
fn cut<'r>(row: &'r Row, gaps: &[White]) -> Vec<&'r [super::words::Word]> {
    let mut rest = row.words.as_slice();
    let mut columns = Vec::with_capacity(gaps.len() + 1);
    for (from, to) in gaps {
        let middle = (from + to) / 2.0;
        let (before, after) = rest.split_at(rest.partition_point(|word| word.x0 < middle));
        columns.push(before);
        rest = after;
    }
    columns.push(rest);
    columns
}

/// A column of nothing but numbers and bullets belongs to the column after it.
fn drop_marks(rows: &[Row], gaps: &mut Vec<White>) {
    let mut column = 0;
    while column < gaps.len() {
        let only_marks = rows.iter().all(|row| match cut(row, gaps)[column] {
            [] => true,
            [word] => is_mark(&word.text),
            _ => false,
        });
        match only_marks {
            true => drop(gaps.remove(column)),
            false => column += 1,
        }
    }
}

fn is_mark(text: &str) -> bool {
    let bare = text.trim_matches(['(', ')', '.', ':', '[', ']']);
    let number = bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    let letter = text.len() > bare.len() && bare.len() <= 3 && bare.chars().all(char::is_alphabetic);
    let sign = text.chars().count() == 1 && text.chars().all(|c| is_bullet(c) || !c.is_alphanumeric());
    text.len() <= MARK && (number || letter || sign || text == "o")
}

/// How many rows after the last full one still belong to its entries: they follow closely.
fn tail(rows: &[Row]) -> usize {
    let close = |pair: &[Row]| pair[1].baseline - pair[0].baseline < 1.45 * pair[0].size;
    rows.windows(2).take_while(|pair| close(pair)).count()
}

/// Whether the entries of each column begin, end or are centred at one place.
fn lines_up(rows: &[Row], gaps: &[White]) -> bool {
    (0..=gaps.len()).all(|column| {
        let edges: Vec<(f32, f32)> = rows
            .iter()
            .filter_map(|row| {
                let words = cut(row, gaps)[column];
                Some((words.first()?.x0, words.last()?.x1))
            })
            .collect();
        let even = |place: fn(&(f32, f32)) -> f32| {
            let mut places: Vec<f32> = edges.iter().map(place).collect();
            places.sort_by(f32::total_cmp);
            let middle = places[places.len() / 2];
            let near = places.iter().filter(|x| (**x - middle).abs() < IN_LINE).count();
            near * 10 >= places.len() * 7
        };
        !edges.is_empty() && (even(|e| e.0) || even(|e| e.1) || even(|e| (e.0 + e.1) / 2.0))
    })
}

/// Titles with a page number at the end of the row, dots between them or not.
fn is_contents(rows: &[Row], gaps: &[White]) -> bool {
    let leaders = |row: &Row| row.words.iter().any(|word| word.text.contains("...."));
    let numbers = |row: &Row| match cut(row, gaps).last() {
        Some([word]) => word.text.len() <= 3 && word.text.chars().all(|c| c.is_ascii_digit()),
        Some(words) => words.is_empty(),
        None => true,
    };
    rows.iter().any(leaders) || gaps.len() == 1 && rows.iter().all(numbers)
}

/// Shares the rows out to entries; lines of one entry are put together.
fn entries(rows: Vec<Row>, gaps: &[White]) -> Vec<Entry> {
    let begins = begins(&rows, gaps);
    let mut entries: Vec<Entry> = Vec::new();
    let mut at = 0;
    for (row, begins) in rows.into_iter().zip(begins) {
        at += u32::from(begins);
        let columns: Vec<Option<Row>> =
            cut(&row, gaps).into_iter().map(|words| Row::new(words.to_vec(), row.page)).collect();
        for (column, part) in columns.into_iter().enumerate() {
            let Some(part) = part else { continue };
            let place = (at - 1, column as u32);
            match entries.iter_mut().find(|entry| (entry.row, entry.column) == place) {
                Some(entry) => entry.rows.push(part),
                None => entries.push(Entry { row: place.0, column: place.1, rows: vec![part] }),
            }
        }
    }
    entries.sort_by_key(|entry| (entry.row, entry.column));
    entries
}

/// Which rows begin a row of the table: those after a wider step, where steps differ; else those whose
/// entries all begin as a new entry does.
fn begins(rows: &[Row], gaps: &[White]) -> Vec<bool> {
    let steps: Vec<f32> = rows.windows(2).map(|pair| pair[1].baseline - pair[0].baseline).collect();
    let least = steps.iter().copied().fold(f32::MAX, f32::min);
    let spaced = steps.iter().filter(|step| **step > 1.25 * least).count();
    let by_space = spaced > 0 && spaced < steps.len();
    let mut begins = vec![true];
    for (row, step) in rows.iter().skip(1).zip(&steps) {
        let entries: Vec<_> = cut(row, gaps).into_iter().filter(|words| !words.is_empty()).collect();
        let lower = entries.iter().any(|words| words[0].text.starts_with(char::is_lowercase));
        begins.push(match by_space {
            true => *step > 1.25 * least,
            false => entries.len() >= 2 && !lower,
        });
    }
    begins
}
