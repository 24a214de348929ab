//! `--why-not`: why a document that was expected does not answer.

use super::super::Found;
use super::super::args::SearchArguments;
use super::super::list::List;
use super::Asked;
use crate::document::Span;
use crate::error::nearest as nearest_word;
use crate::index::{Entry, Evidence, Passage};
use anyhow::bail;
use serde_json::json;

/// Prints every part of the query with how it fares in `document`.
pub(super) fn run(asked: &Asked, document: &str, arguments: &SearchArguments) -> anyhow::Result<Found> {
    let entry = named(asked, document)?;
    if let Some(first) = &entry.duplicate_of {
        eprintln!("{} is the same file as {first}, whose passages are searched", entry.id);
        return Ok(Found::Something);
    }
    if !entry.is_read() {
        let detail = if entry.detail.is_empty() { String::new() } else { format!(": {}", entry.detail) };
        eprintln!("{} was not read ({}{detail}), so nothing in it can be found", entry.id, entry.outcome);
        return Ok(Found::Something);
    }
    let passages = asked.index.passages_of(entry)?;
    let evidence: Vec<Vec<Evidence>> =
        passages.iter().map(|passage| asked.query.evidence(passage, entry)).collect();
    let answering = passages.iter().filter(|passage| asked.query.holds(passage, entry)).count();
    let mut list = List::new(&["part", "passages", "page", "nearest"]);
    let Some(nearest) = nearest(&evidence) else {
        eprintln!("{} was read ({}) and has no text", entry.id, entry.outcome);
        return Ok(Found::Something);
    };
    for (place, part) in evidence[nearest].iter().enumerate() {
        let not = if part.asked { "" } else { "NOT " };
        let holding = evidence.iter().filter(|parts| parts[place].holds).count();
        list.row([
            json!(format!("{not}{}", part.part)),
            json!(holding),
            json!(passages[nearest].page),
            json!(format!("{}: {}", if part.holds { "holds" } else { "fails" }, part.reason)),
        ]);
    }
    list.print(arguments.query.format.format)?;
    say(entry, answering, &passages, &passages[nearest], &evidence[nearest]);
    Ok(Found::Something)
}

/// The document called so: by its id, or the one whose id contains it.
fn named<'a>(asked: &'a Asked, document: &str) -> anyhow::Result<&'a Entry> {
    let entries = asked.index.entries();
    let exact: Vec<&Entry> = entries.iter().filter(|entry| entry.id == document).collect();
    let found = match exact.is_empty() {
        true => entries.iter().filter(|entry| entry.id.contains(document)).collect(),
        false => exact,
    };
    match found.as_slice() {
        [entry] => Ok(entry),
        [] => {
            let near = nearest_word(document, entries.iter().map(|entry| entry.id.as_str()));
            let near = near.map_or(String::new(), |near| format!("; did you mean '{near}'?"));
            bail!("no document '{document}' among the {} files of the last run{near}", entries.len())
        }
        many => {
            let ids: Vec<&str> = many.iter().map(|entry| entry.id.as_str()).collect();
            bail!("'{document}' may be any of: {}; name one", ids.join(", "))
        }
    }
}

/// The passage in which most parts hold, those that ask for its words before others; failing that, the one
/// with most of the words; the first of several.
fn nearest(evidence: &[Vec<Evidence>]) -> Option<usize> {
    let close = |parts: &[Evidence]| {
        let holding = parts.iter().filter(|part| part.holds);
        let said = holding.clone().filter(|part| part.asked && !part.spans.is_empty());
        let partly: usize = parts.iter().map(|part| part.partly).sum();
        (holding.count(), said.count(), partly)
    };
    (0..evidence.len()).max_by_key(|place| (close(&evidence[*place]), std::cmp::Reverse(*place)))
}

fn say(entry: &Entry, answering: usize, passages: &[Passage], nearest: &Passage, evidence: &[Evidence]) {
    eprintln!("{} was read ({}); {} passages.", entry.id, entry.outcome, passages.len());
    if answering > 0 {
        eprintln!("It does answer: {answering} of its passages do.");
        return;
    }
    let failing: Vec<&str> =
        evidence.iter().filter(|part| !part.holds).map(|part| part.part.as_str()).collect();
    if !failing.is_empty() {
        eprintln!("No passage answers. The nearest fails: {}.", failing.join(", "));
    }
    let mut spans: Vec<Span> = evidence.iter().flat_map(|part| part.spans.iter().copied()).collect();
    spans.sort();
    spans.dedup();
    let marked = super::marked(nearest, &apart(&spans));
    let words: Vec<&str> = marked.split_whitespace().collect();
    eprintln!("Nearest, p. {}, {}: {}", nearest.page, nearest.section.name(), words.join(" "));
}

/// Spans without those that overlap an earlier one.
fn apart(spans: &[Span]) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| last.end <= span.start) {
            kept.push(*span);
        }
    }
    kept
}
