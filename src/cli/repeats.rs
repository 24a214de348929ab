//! `refrain repeats`: what is said again.

use super::args::RepeatsArguments;
use super::list::List;
use super::texts::collect;
use super::{Found, reading};
use crate::repetition::{Grade, Options, Repetition};
use crate::table::Table;
use serde_json::{Value, json};
use std::path::Path;

/// The fewest words that are looked for to say what was nearly found.
const FEWEST: u32 = 6;

/// Prints shared passages, independent ones first.
pub(super) fn run(arguments: &RepeatsArguments) -> anyhow::Result<Found> {
    let (collector, count) = collect(&arguments.corpus, &arguments.texts)?;
    let mut options = Options {
        words: arguments.words,
        formulas: formulas(arguments.formulas.as_deref())?,
        ..Options::default()
    };
    let workers = reading::workers(&arguments.texts.reading)?;
    let found = workers.install(|| collector.finish(&options))?;
    for pair in &found.near_duplicates {
        let share = pair.containment * 100.0;
        eprintln!(
            "{} is a version of {} ({share:.0} % of the shorter one's words) and does not count.",
            pair.version, pair.original
        );
    }
    let list = list(&found, arguments.grade.as_deref());
    if !list.is_empty() {
        list.print(arguments.format.format)?;
        return Ok(Found::Something);
    }
    let graded = arguments.grade.as_ref().map(|grade| format!(" {grade}"));
    eprintln!(
        "refrain: no{} passage: looked for {} words or more that two documents share, in {count} documents of {} words \
         together.",
        graded.unwrap_or_default(),
        options.words,
        found.words
    );
    if !found.passages.is_empty() {
        eprintln!("{} passages have another grade; without --grade all are listed.", found.passages.len());
        return Ok(Found::Nothing);
    }
    options.words = FEWEST;
    say_nearest(&workers.install(|| collector.finish(&options))?);
    Ok(Found::Nothing)
}

/// Says what shorter passage there is, and what to type to have it.
fn say_nearest(found: &Repetition) {
    match found.passages.iter().max_by_key(|passage| passage.words) {
        Some(nearest) => eprintln!(
            "The longest is of {} words, in {} and {}: \"{}\"; --words {} lists it.",
            nearest.words,
            found.carrier(&nearest.places[0]).id,
            found.carrier(&nearest.places[1]).id,
            nearest.places[0].quote,
            nearest.words
        ),
        None => eprintln!("There is none of {FEWEST} words either."),
    }
}

fn list(found: &Repetition, grade: Option<&str>) -> List {
    let mut list = List::new(&[
        "grade",
        "documents",
        "authorities",
        "first_year",
        "last_year",
        "words",
        "document",
        "authority",
        "published",
        "page",
        "wording",
        "similarity",
        "quote",
        "difference",
        "passage",
        "start",
        "end",
    ]);
    let wanted = |of: Grade| grade.is_none_or(|name| name == of.name());
    for passage in found.passages.iter().filter(|passage| wanted(passage.grade)) {
        for place in &passage.places {
            let carrier = found.carrier(place);
            list.row([
                json!(passage.grade.name()),
                json!(passage.documents),
                json!(passage.authorities),
                json!(passage.first_year),
                json!(passage.last_year),
                json!(passage.words),
                json!(carrier.id),
                json!(carrier.authority),
                json!(carrier.published),
                json!(place.page),
                json!(place.wording.name()),
                rounded(place.similarity),
                json!(place.quote),
                json!(place.difference),
                json!(passage.id),
                json!(place.span.start),
                json!(place.span.end),
            ]);
        }
    }
    list
}

fn formulas(path: Option<&Path>) -> anyhow::Result<Vec<String>> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let table = Table::read(path, &["formula", "text"])?;
    Ok(table.rows().map(|row| row.get("text").to_string()).collect())
}

/// Three decimals.
pub(super) fn rounded(share: f64) -> Value {
    json!((share * 1000.0).round() / 1000.0)
}
