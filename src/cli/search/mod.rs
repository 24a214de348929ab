//! `refrain search`: passages by words, themes and metadata, and why they answer or do not.

use super::Found;
use super::args::{By, ListFormat, QueryArguments, SearchArguments, SearchSort};
use super::list::List;
use super::workspace::Workspace;
use crate::codebook::Codebook;
use crate::document::Metadata;
use crate::error::suggestion;
use crate::index::{Hit, Hits, Index, Query, Sort};
use anyhow::bail;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

mod answer;
mod checked;
mod silent;
mod text;
mod why_not;

use answer::{Answer, list, marked};
use checked::Checked;

/// Answers a query.
pub(super) fn run(arguments: &SearchArguments) -> anyhow::Result<Found> {
    let asked = Asked::open(&arguments.query)?;
    if let Some(document) = &arguments.why_not {
        return why_not::run(&asked, document, arguments);
    }
    if arguments.silent {
        return silent::run(&asked, arguments);
    }
    let hits = asked.index.search(&asked.query, sort(arguments.sort))?;
    if hits.hits.is_empty() {
        asked.say_nothing_found()?;
        return Ok(Found::Nothing);
    }
    if !arguments.facets.is_empty() {
        facets(&asked, &hits, arguments)?;
    } else {
        match arguments.by {
            By::Passage => passages(&asked, &hits, arguments)?,
            By::Document => documents(&asked, &hits, arguments)?,
        }
    }
    Ok(Found::Something)
}

fn sort(typed: SearchSort) -> Sort {
    match typed {
        SearchSort::Relevance => Sort::Relevance,
        SearchSort::Date => Sort::Date,
        SearchSort::Authority => Sort::Authority,
    }
}

/// A query with the index it is put to.
pub(super) struct Asked {
    pub(super) index: Index,
    pub(super) query: Query,
}

impl Asked {
    /// Opens the index and reads the query; says where the index is older than the report.
    pub(super) fn open(arguments: &QueryArguments) -> anyhow::Result<Self> {
        let folder = &arguments.workspace.workspace;
        let index = Index::open(&folder.join("index"))?;
        let mut names = index.names().clone();
        if arguments.query.contains("pattern:") {
            let codebook = match &arguments.codebook {
                Some(path) => Codebook::open(path)?,
                None => Codebook::built_in()?,
            };
            names = names.with_sets(codebook.sets);
        }
        let query = Query::parse(&arguments.query, &names)?;
        for (typed, values) in query.choices() {
            eprintln!("refrain: {typed} means any of: {}", values.join("; "));
        }
        let asked = Asked { index, query };
        if !asked.is_of_last_report(folder) {
            eprintln!("refrain: the index and the report are of different runs; run refrain report again");
        }
        Ok(asked)
    }

    /// Whether the index holds the files of the last report; true where that cannot be told.
    fn is_of_last_report(&self, folder: &Path) -> bool {
        let Ok(workspace) = Workspace::open(folder) else {
            return true;
        };
        let reported = workspace.rows().map(|row| (row.get("document"), row.get("sha256")));
        let indexed = self.index.entries().iter();
        reported.eq(indexed.map(|entry| (entry.id.as_str(), entry.sha256.as_str())))
    }

    /// Says what was looked for, and how much of it there is.
    pub(super) fn say_nothing_found(&self) -> anyhow::Result<()> {
        let documents = self.index.documents_read();
        eprintln!("refrain: no passage of {documents} documents answers: {}", self.query.source());
        let parts = self.index.by_part(&self.query)?;
        if parts.len() > 1 {
            for (part, hits) in parts {
                let (passages, documents) = (hits.hits.len(), hits.documents);
                eprintln!("  {part}  alone: {}", amount(passages, documents));
            }
        }
        Ok(())
    }
}

/// "3 passages in 2 documents".
fn amount(passages: usize, documents: usize) -> String {
    let many = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!("{} in {}", many(passages, "passage"), many(documents, "document"))
}

/// At most `limit` of `rows`; 0 takes all.
pub(super) fn first<T>(rows: &[T], limit: usize) -> &[T] {
    match limit {
        0 => rows,
        limit => &rows[..limit.min(rows.len())],
    }
}

fn say_how_many(asked: &Asked, shown: usize, hits: &Hits, by: By) {
    let all = asked.index.documents_read();
    let (passages, documents) = (hits.hits.len(), hits.documents);
    match by {
        By::Passage => eprintln!("showing {shown} of {passages} passages in {documents} of {all} documents"),
        By::Document => {
            eprintln!(
                "showing {shown} of {documents} documents with {passages} passages, of {all} documents read"
            )
        }
    }
}

fn passages(asked: &Asked, hits: &Hits, arguments: &SearchArguments) -> anyhow::Result<()> {
    let shown = first(&hits.hits, arguments.limit);
    let mut answers = Vec::with_capacity(shown.len());
    let mut checked = Checked::open(&arguments.query)?;
    for hit in shown {
        answers.push(Answer::of(asked, hit, &mut checked, arguments.explain)?);
    }
    match arguments.query.format.format {
        ListFormat::Table => text::print(&answers)?,
        format => list(&answers, arguments.explain).print(format)?,
    }
    say_how_many(asked, shown.len(), hits, arguments.by);
    Ok(())
}

/// The first hit of every document, in the order of `hits`, with how many there are in it.
fn by_document(hits: &Hits) -> Vec<(&Hit, usize)> {
    let mut best: Vec<(&Hit, usize)> = Vec::new();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    for hit in &hits.hits {
        let place = *places.entry(hit.entry).or_insert(best.len());
        match best.get_mut(place) {
            Some((_, passages)) => *passages += 1,
            None => best.push((hit, 1)),
        }
    }
    best
}

fn documents(asked: &Asked, hits: &Hits, arguments: &SearchArguments) -> anyhow::Result<()> {
    let best = by_document(hits);
    let shown = first(&best, arguments.limit);
    let mut list =
        List::new(&["document", "authority", "published", "passages", "score", "page", "section", "passage"]);
    for (hit, passages) in shown {
        let entry = &asked.index.entries()[hit.entry as usize];
        let passage = asked.index.read(hit)?;
        let spans = asked.query.marks(&passage, entry);
        list.row([
            json!(entry.id),
            json!(entry.metadata.authority.value),
            json!(entry.metadata.published.value),
            json!(passages),
            json!(hit.score),
            json!(passage.page),
            json!(passage.section.name()),
            json!(marked(&passage, &spans)),
        ]);
    }
    list.print(arguments.query.format.format)?;
    say_how_many(asked, shown.len(), hits, arguments.by);
    Ok(())
}

fn facets(asked: &Asked, hits: &Hits, arguments: &SearchArguments) -> anyhow::Result<()> {
    let known: Vec<&str> = ["theme", "year", "document"].into_iter().chain(Metadata::NAMES).collect();
    let mut list = List::new(&["facet", "value", "documents", "passages"]);
    for facet in &arguments.facets {
        if !known.contains(&facet.as_str()) {
            bail!("no facet '{facet}'; {}", suggestion(facet, known.iter().copied()));
        }
        let mut counted: Vec<(String, (usize, usize))> =
            asked.index.facet(hits, facet)?.into_iter().collect();
        if facet != "year" && facet != "published" {
            counted.sort_by_key(|(_, (_, documents))| std::cmp::Reverse(*documents));
        }
        for (value, (passages, documents)) in counted {
            let value = if value.is_empty() { Value::Null } else { json!(value) };
            list.row([json!(facet), value, json!(documents), json!(passages)]);
        }
    }
    list.print(arguments.query.format.format)?;
    let found = amount(hits.hits.len(), hits.documents);
    eprintln!("of {found}, of {} documents read; no value: not known", asked.index.documents_read());
    Ok(())
}
