//! `refrain trace`: everywhere one sentence, or one like it, is.

use super::args::TraceArguments;
use super::list::List;
use super::repeats::rounded;
use super::texts::collect;
use super::{Found, reading};
use crate::repetition::{Missed, Trace};
use crate::table::Table;
use anyhow::Context;
use serde_json::{Value, json};

const COLUMNS: [&str; 12] = [
    "line",
    "document",
    "authority",
    "published",
    "page",
    "wording",
    "similarity",
    "first",
    "quote",
    "difference",
    "start",
    "end",
];

/// Prints everywhere a sentence, or each line of a list, occurs.
pub(super) fn run(arguments: &TraceArguments) -> anyhow::Result<Found> {
    let wanted = wanted(arguments)?;
    let (collector, count) = collect(&arguments.corpus, &arguments.texts)?;
    let mut list = List::new(&COLUMNS);
    let workers = reading::workers(&arguments.texts.reading)?;
    let least = f64::from(arguments.least) / 100.0;
    for (line, text) in wanted.iter().enumerate() {
        let found = workers.install(|| collector.trace(text, least));
        if found.is_empty() {
            say_missed(text, count, arguments.least, &workers.install(|| collector.missed(text)));
        }
        for (at, one) in found.iter().enumerate() {
            list.row(trace_row(line + 1, at == 0 && one.carrier.year.is_some(), one));
        }
    }
    if list.is_empty() {
        return Ok(Found::Nothing);
    }
    list.print(arguments.format.format)?;
    Ok(Found::Something)
}

/// Says what was looked for, what stopped it, and what was nearly found.
fn say_missed(text: &str, count: usize, least: u8, missed: &Missed) {
    eprintln!(
        "refrain: not found: \"{text}\": looked in {count} documents for {least} % of its words in order, or {} % of \
         their weight in any order.",
        least + 7
    );
    if !missed.unknown.is_empty() {
        eprintln!("No document has: {}.", missed.unknown.join(", "));
    }
    if let Some(nearest) = &missed.nearest {
        let shares = (100.0 * nearest.similarity, 100.0 * nearest.shared);
        eprintln!(
            "Nearest, with {:.0} % in order and {:.0} % of the weight: {}, page {}: \"{}\"; --least {} lists it.",
            shares.0,
            shares.1,
            nearest.carrier.id,
            nearest.page,
            nearest.quote.split_whitespace().collect::<Vec<_>>().join(" "),
            shares.0.max(shares.1 - 7.0).max(1.0) as u8
        );
    }
}

fn trace_row(line: usize, first: bool, one: &Trace) -> [Value; 12] {
    [
        json!(line),
        json!(one.carrier.id),
        json!(one.carrier.authority),
        json!(one.carrier.published),
        json!(one.page),
        json!(one.wording.name()),
        rounded(one.similarity),
        json!(first),
        json!(one.quote),
        json!(one.difference),
        json!(one.span.start),
        json!(one.span.end),
    ]
}

/// The sentence typed, or those of a list: its lines, or the column `text` of a table such as `recommendations.csv`.
fn wanted(arguments: &TraceArguments) -> anyhow::Result<Vec<String>> {
    let Some(path) = &arguments.list else {
        return Ok(arguments.text.iter().cloned().collect());
    };
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        let table = Table::read_any(path)?;
        if table.has("text") {
            return Ok(table.rows().map(|row| row.get("text").to_string()).collect());
        }
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(str::to_string).collect())
}
