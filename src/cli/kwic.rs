//! `refrain kwic`: keyword in context.

use super::Found;
use super::args::{KwicArguments, ListFormat, Side};
use super::list::List;
use super::search::{Asked, first};
use crate::index::{Entry, Hit, Hits, Line, Sort, concordance};
use serde_json::json;
use std::io::{self, BufWriter, Write};

/// A line with where it stands.
struct Place<'a> {
    entry: &'a Entry,
    page: u32,
    section: &'static str,
    line: Line,
}

/// Lists every place that answers the query.
pub(super) fn run(arguments: &KwicArguments) -> anyhow::Result<Found> {
    let asked = Asked::open(&arguments.query)?;
    let hits = asked.index.search(&asked.query, Sort::Authority)?;
    let mut places = places(&asked, &hits, usize::from(arguments.context))?;
    if places.is_empty() {
        asked.say_nothing_found()?;
        return Ok(Found::Nothing);
    }
    match arguments.sort {
        Some(Side::Left) => places.sort_by(|a, b| a.line.left_key().cmp(b.line.left_key())),
        Some(Side::Right) => places.sort_by(|a, b| a.line.right_key().cmp(b.line.right_key())),
        None => {}
    }
    let shown = first(&places, arguments.limit);
    match arguments.query.format.format {
        ListFormat::Table => print(shown)?,
        format => list(shown).print(format)?,
    }
    let all = asked.index.documents_read();
    let (of, documents) = (places.len(), hits.documents);
    eprintln!("showing {} of {of} lines in {documents} of {all} documents", shown.len());
    Ok(Found::Something)
}

/// Every place, in the order of documents and text.
fn places<'a>(asked: &'a Asked, hits: &Hits, context: usize) -> anyhow::Result<Vec<Place<'a>>> {
    let mut hits: Vec<&Hit> = hits.hits.iter().collect();
    hits.sort_by_key(|hit| (hit.entry, hit.start));
    let mut places = Vec::new();
    for hit in hits {
        let entry = &asked.index.entries()[hit.entry as usize];
        let passage = asked.index.read(hit)?;
        let lines = concordance(&asked.query, &passage, entry, context);
        places.extend(lines.into_iter().map(|line| Place {
            entry,
            page: passage.page,
            section: passage.section.name(),
            line,
        }));
    }
    Ok(places)
}

fn list(places: &[Place<'_>]) -> List {
    let mut list = List::new(&[
        "document",
        "page",
        "left",
        "keyword",
        "right",
        "authority",
        "published",
        "section",
        "start",
        "end",
    ]);
    for place in places {
        list.row([
            json!(place.entry.id),
            json!(place.page),
            json!(place.line.left),
            json!(place.line.keyword),
            json!(place.line.right),
            json!(place.entry.metadata.authority.value),
            json!(place.entry.metadata.published.value),
            json!(place.section),
            json!(place.line.span.start),
            json!(place.line.span.end),
        ]);
    }
    list
}

/// The most letters of context that a line shows on either side; CSV and JSON Lines have all of it.
const SHOWN: usize = 56;

/// Keywords under each other, the left context flush to them.
fn print(places: &[Place<'_>]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let keyword = places.iter().map(|place| place.line.keyword.chars().count()).max();
    let keyword = keyword.unwrap_or(0).min(SHOWN);
    for place in places {
        let line = &place.line;
        let before = line.left.chars().count().saturating_sub(SHOWN);
        let left: String = line.left.chars().skip(before).collect();
        let right: String = line.right.chars().take(SHOWN).collect();
        writeln!(
            out,
            "{left:>SHOWN$}  {:<keyword$}  {right:<SHOWN$}  {} p. {}",
            line.keyword, place.entry.id, place.page
        )?;
    }
    out.flush()
}
