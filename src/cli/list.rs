//! Lists on standard output: an aligned table, CSV or JSON Lines, one way for every command.

use super::args::ListFormat;
use crate::table;
use std::io::{self, Write};

/// A list to print: column names, and rows of as many values.
pub(super) struct List {
    columns: Vec<&'static str>,
    rows: Vec<Vec<serde_json::Value>>,
}

impl List {
    /// An empty list with these columns.
    pub(super) fn new(columns: &[&'static str]) -> Self {
        List { columns: columns.to_vec(), rows: Vec::new() }
    }

    /// Adds a row; it must have a value for every column.
    pub(super) fn row(&mut self, values: impl IntoIterator<Item = serde_json::Value>) {
        let row: Vec<_> = values.into_iter().collect();
        debug_assert_eq!(row.len(), self.columns.len(), "a row must fill every column");
        self.rows.push(row);
    }

    /// Whether there is nothing to print.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints the list to standard output.
    pub(super) fn print(&self, format: ListFormat) -> anyhow::Result<()> {
        let mut out = io::BufWriter::new(io::stdout().lock());
        match format {
            ListFormat::Table => self.write_table(&mut out)?,
            ListFormat::Csv => {
                let mut writer = table::Writer::new(&mut out, &self.columns)?;
                for row in &self.rows {
                    writer.row(row.iter().map(plain))?;
                }
                writer.finish()?;
            }
            ListFormat::Jsonl => {
                for row in &self.rows {
                    let object: serde_json::Map<_, _> =
                        self.columns.iter().map(|c| c.to_string()).zip(row.iter().cloned()).collect();
                    serde_json::to_writer(&mut out, &object)?;
                    writeln!(out)?;
                }
            }
        }
        Ok(out.flush()?)
    }

    fn write_table(&self, out: &mut impl Write) -> io::Result<()> {
        let cells: Vec<Vec<String>> =
            self.rows.iter().map(|row| row.iter().map(|value| one_line(&plain(value))).collect()).collect();
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|c| {
                cells
                    .iter()
                    .map(|row| row[c].chars().count())
                    .chain([self.columns[c].len()])
                    .max()
                    .unwrap_or(0)
            })
            .collect();
        let header: Vec<String> = self.columns.iter().map(|c| c.to_string()).collect();
        for row in std::iter::once(&header).chain(&cells) {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(&format!("{cell:<width$}  "));
            }
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A value as plain text: strings without quotes, nothing for null.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => String::new(),
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A figure with four decimals, finer than any corpus can support; nothing for none.
pub(super) fn figure(value: Option<f64>) -> serde_json::Value {
    value.map_or(serde_json::Value::Null, |value| serde_json::json!((value * 10_000.0).round() / 10_000.0))
}

/// Text that fits a table row: one line, at most 90 characters.
fn one_line(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match joined.char_indices().nth(90) {
        Some((end, _)) => format!("{}…", &joined[..end]),
        None => joined,
    }
}
