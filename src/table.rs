//! Tables as CSV, in and out: RFC 4180, UTF-8, LF, header row, cells safe for spreadsheets.

use crate::error::{Error, Result, suggestion};
use std::io::{self, Write};
use std::path::Path;

/// Writes rows of text cells under a header.
pub struct Writer<W: Write> {
    inner: csv::Writer<W>,
}

impl<W: Write> Writer<W> {
    /// Starts a table with its header row.
    pub fn new(out: W, columns: &[&str]) -> io::Result<Self> {
        let mut inner = csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).from_writer(out);
        inner.write_record(columns).map_err(cause)?;
        Ok(Writer { inner })
    }

    /// Writes one row; it must have as many cells as the header.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> io::Result<()> {
        for cell in cells {
            self.inner.write_field(safe(cell.as_ref()).as_bytes()).map_err(cause)?;
        }
        self.inner.write_record(None::<&[u8]>).map_err(cause)
    }

    /// Flushes everything and gives the underlying writer back.
    pub fn into_inner(self) -> io::Result<W> {
        self.inner.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }

    /// Flushes everything to the underlying writer.
    pub fn finish(mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What the system said, where it was the system: a reader that went away must be known as such.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// What a spreadsheet takes for the start of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text of a cell that was written by a [`Writer`]: without the apostrophe that makes it safe.
pub fn plain_cell(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if text.starts_with(FORMULA) => text,
        _ => cell,
    }
}

/// A cell that a spreadsheet shows as text: one that would start a formula gets an apostrophe before it.
fn safe(cell: &str) -> std::borrow::Cow<'_, str> {
    if cell.starts_with(FORMULA) && cell.parse::<f64>().is_err() {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// A table read whole: known columns by name, every row with its line.
#[derive(Debug)]
pub struct Table {
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// Reads the table at `path`.
    ///
    /// # Errors
    /// When the file cannot be read, is not UTF-8, or has a column that is not in `known`; the message
    /// names the line and the nearest known column.
    pub fn read(path: &Path, known: &[&str]) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|source| Error::read(path, source))?;
        Self::parse(&bytes, path, known)
    }

    /// Reads a table from memory; `path` is only named in errors.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn parse(bytes: &[u8], path: &Path, known: &[&str]) -> Result<Self> {
        let table = Self::parse_any(bytes, path)?;
        for column in &table.columns {
            if !known.contains(&column.as_str()) {
                let message =
                    format!("unknown column '{column}'; {}", suggestion(column, known.iter().copied()));
                return Err(Error::invalid(path, Some(1), message));
            }
        }
        Ok(table)
    }

    /// Reads the table at `path` whatever its columns are: for tables this program wrote.
    ///
    /// # Errors
    /// When the file cannot be read or is not a UTF-8 table.
    pub fn read_any(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(|source| Error::read(path, source))?;
        Self::parse_any(&bytes, path)
    }

    fn parse_any(bytes: &[u8], path: &Path) -> Result<Self> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
        let invalid = |error: csv::Error| {
            let line = error.position().map(|position| position.line() as usize);
            Error::invalid(path, line, format!("{error}; save the table as UTF-8 CSV with one header row"))
        };
        let columns: Vec<String> =
            reader.headers().map_err(invalid)?.iter().map(|column| column.to_lowercase()).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(invalid)?;
            let line = record.position().map_or(0, |position| line(bytes, position));
            rows.push((line, record.iter().map(str::to_string).collect()));
        }
        Ok(Table { columns, rows })
    }

    /// Whether the table has `column`.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }

    /// The rows, in file order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, cells)| Row { table: self, line: *line, cells })
    }
}

/// The line, 1-based, of a record: the reader may stand before the line ends that precede it.
fn line(bytes: &[u8], position: &csv::Position) -> usize {
    let rest = bytes.get(position.byte() as usize..).unwrap_or_default();
    let ends = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() as usize + ends.filter(|byte| **byte == b'\n').count()
}

/// One row of a table that was read.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    table: &'a Table,
    /// Its line in the file, 1-based.
    pub line: usize,
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell under `column`; empty when the table has no such column.
    pub fn get(&self, column: &str) -> &'a str {
        let place = self.table.columns.iter().position(|known| known == column);
        place.and_then(|place| self.cells.get(place)).map_or("", String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_be_a_formula_is_made_text_and_a_number_is_left_alone() {
        assert_eq!(safe("=1+1"), "'=1+1");
        assert_eq!(safe("@name"), "'@name");
        assert_eq!(safe("-0.25"), "-0.25");
    }

    #[test]
    fn a_row_knows_its_line_whatever_ends_lines() {
        for text in ["a,b\n1,2\n\n3,4\n", "a,b\r\n1,2\r\n\r\n3,4\r\n"] {
            let table = Table::parse(text.as_bytes(), Path::new("t.csv"), &["a", "b"]).unwrap();
            let lines: Vec<usize> = table.rows().map(|row| row.line).collect();
            assert_eq!(lines, [2, 4], "{text:?}");
        }
    }

    #[test]
    fn an_unknown_column_is_an_error_that_names_the_nearest() {
        let error = Table::parse(b"file,athority\n", Path::new("m.csv"), &["file", "authority"]).unwrap_err();
        assert_eq!(error.to_string(), "m.csv:1: unknown column 'athority'; did you mean 'authority'?");
    }
}
