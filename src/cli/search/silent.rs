//! `--silent`: documents that match the metadata and have no such passage.

use super::super::Found;
use super::super::args::SearchArguments;
use super::super::list::List;
use super::{Asked, first};
use crate::index::{Entry, Sort};
use serde_json::json;
use std::collections::BTreeSet;

/// Lists the silent documents.
pub(super) fn run(asked: &Asked, arguments: &SearchArguments) -> anyhow::Result<Found> {
    let (about, said) = asked.query.split()?;
    let speaking: BTreeSet<u32> =
        asked.index.search(&said, Sort::Authority)?.hits.iter().map(|hit| hit.entry).collect();
    let entries = asked.index.entries();
    let asked_of: Vec<(u32, &Entry)> = (0..)
        .zip(entries)
        .filter(|(_, entry)| entry.duplicate_of.is_none() && about.holds_of(entry))
        .collect();
    let read = asked_of.iter().filter(|(_, entry)| entry.is_read()).count();
    let silent: Vec<&Entry> = asked_of
        .iter()
        .filter(|(place, entry)| entry.is_read() && !speaking.contains(place))
        .map(|(_, entry)| *entry)
        .collect();
    let mut list = List::new(&["document", "authority", "region", "published", "kind", "outcome"]);
    let shown = first(&silent, arguments.limit);
    for entry in shown {
        let about = &entry.metadata;
        list.row([
            json!(entry.id),
            json!(about.authority.value),
            json!(about.region.value),
            json!(about.published.value),
            json!(about.kind.value),
            json!(entry.outcome),
        ]);
    }
    if !silent.is_empty() {
        list.print(arguments.query.format.format)?;
    }
    eprintln!(
        "showing {} of {} documents without such a passage, of {read} that match the metadata and were read",
        shown.len(),
        silent.len()
    );
    say_what_is_not_known(asked, &about, asked_of.len() - read);
    Ok(match silent.is_empty() {
        true => Found::Nothing,
        false => {
            eprintln!(
                "That a document does not say it in these words is no evidence that it did not happen."
            );
            Found::Something
        }
    })
}

fn say_what_is_not_known(asked: &Asked, about: &crate::index::Query, unread: usize) {
    if unread > 0 {
        eprintln!("{unread} more match the metadata but were not read; whether they are silent is not known");
    }
    let unknown = asked.index.entries().iter().filter(|entry| entry.is_read() && about.is_unknown_of(entry));
    let unknown = unknown.count();
    if unknown > 0 {
        eprintln!("{unknown} more may or may not match the metadata: what is asked of them is not known");
    }
}
