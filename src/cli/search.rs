//! `refrain search`: passages by words, themes and metadata, and why they answer or do not.

use super::Found;
use super::args::{By, ListFormat, QueryArguments, SearchArguments, SearchSort};
use super::list::List;
use super::workspace::Workspace;
use crate::codebook::Codebook;
use crate::document::{Document, Metadata, Span};
use crate::error::suggestion;
use crate::index::{Entry, Hit, Hits, Index, Passage, Query, Sort};
use crate::marks::Marks;
use crate::store;
use anyhow::bail;
use serde_json::{Value, json};
use std::collections::BTreeMap;

mod silent;
mod text;
mod why_not;

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
        if let Ok(workspace) = Workspace::open(folder) {
            let reported = workspace
                .rows()
                .map(|row| (row.get("document"), row.get("sha256")));
            let indexed = index
                .entries()
                .iter()
                .map(|entry| (entry.id.as_str(), entry.sha256.as_str()));
            if !reported.eq(indexed) {
                eprintln!(
                    "refrain: the index and the report are of different runs; run refrain report again"
                );
            }
        }
        Ok(Asked { index, query })
    }

    /// Says what was looked for, and how much of it there is.
    pub(super) fn say_nothing_found(&self) -> anyhow::Result<()> {
        let documents = self.index.documents_read();
        eprintln!(
            "refrain: no passage of {documents} documents answers: {}",
            self.query.source()
        );
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

fn say_how_many(asked: &Asked, shown: usize, hits: &Hits, what: &str) {
    let all = asked.index.documents_read();
    let (passages, documents) = (hits.hits.len(), hits.documents);
    let of = if what == "documents" { documents } else { passages };
    match what {
        "documents" => {
            eprintln!("showing {shown} of {of} documents with {passages} passages, of {all} documents read")
        }
        _ => eprintln!("showing {shown} of {of} passages in {documents} of {all} documents"),
    }
}

fn passages(asked: &Asked, hits: &Hits, arguments: &SearchArguments) -> anyhow::Result<()> {
    let shown = first(&hits.hits, arguments.limit);
    let mut answers = Vec::with_capacity(shown.len());
    let mut checked = Checked::open(&arguments.query)?;
    for hit in shown {
        answers.push(answer(asked, hit, &mut checked, arguments.explain)?);
    }
    match arguments.query.format.format {
        ListFormat::Table => text::print(&answers)?,
        format => list(&answers, arguments.explain).print(format)?,
    }
    say_how_many(asked, shown.len(), hits, "passages");
    Ok(())
}

/// A passage as it is shown.
struct Answer<'a> {
    entry: &'a Entry,
    passage: Passage,
    score: f64,
    /// What answers, in bytes of the document's clean text.
    spans: Vec<Span>,
    /// What people said of the mentions, one for each that is marked.
    marks: Vec<String>,
    why: Vec<String>,
}

fn answer<'a>(
    asked: &'a Asked,
    hit: &Hit,
    checked: &mut Checked,
    explain: bool,
) -> anyhow::Result<Answer<'a>> {
    let entry = &asked.index.entries()[hit.entry as usize];
    let passage = asked.index.read(hit)?;
    let evidence = match explain {
        true => asked.query.evidence(&passage, entry),
        false => Vec::new(),
    };
    Ok(Answer {
        spans: asked.query.marks(&passage, entry),
        marks: checked.marks(entry, &passage),
        why: evidence
            .iter()
            .map(|one| match (one.asked, one.holds) {
                (true, true) => format!("{}: {}", one.part, one.reason),
                (true, false) => format!("{}: does not hold, another does", one.part),
                (false, _) => format!("NOT {}: {}", one.part, one.reason),
            })
            .collect(),
        score: hit.score,
        entry,
        passage,
    })
}

impl Answer<'_> {
    /// The themes with what is asserted, each once.
    fn themes(&self) -> String {
        let mut themes: Vec<String> = Vec::new();
        for mention in &self.passage.mentions {
            let shown = format!("{}={}", mention.theme, mention.assertion);
            if !themes.contains(&shown) {
                themes.push(shown);
            }
        }
        themes.join(" ")
    }

    /// The text with `**` around what answers.
    fn marked(&self) -> String {
        marked(&self.passage, &self.spans)
    }
}

fn marked(passage: &Passage, spans: &[Span]) -> String {
    let mut text = String::with_capacity(passage.text.len() + 8);
    let mut from = passage.span.start;
    for span in spans {
        text.push_str(piece(passage, from, span.start));
        text.push_str("**");
        text.push_str(piece(passage, span.start, span.end));
        text.push_str("**");
        from = span.end;
    }
    text.push_str(piece(passage, from, passage.span.end));
    text
}

fn piece(passage: &Passage, start: u32, end: u32) -> &str {
    let base = passage.span.start;
    Span {
        start: start - base,
        end: end.max(start) - base,
    }
    .of(&passage.text)
}

fn list(answers: &[Answer<'_>], explain: bool) -> List {
    let mut columns = vec![
        "document",
        "authority",
        "published",
        "page",
        "section",
        "themes",
        "marks",
        "score",
        "passage",
        "hits",
        "start",
        "end",
    ];
    columns.extend(explain.then_some("why"));
    let mut list = List::new(&columns);
    for answer in answers {
        let about = &answer.entry.metadata;
        let hits = answer
            .spans
            .iter()
            .map(|span| format!("{}-{}", span.start, span.end));
        let mut row = vec![
            json!(answer.entry.id),
            json!(about.authority.value),
            json!(about.published.value),
            json!(answer.passage.page),
            json!(answer.passage.section.name()),
            json!(answer.themes()),
            json!(answer.marks.join(" ")),
            json!(answer.score),
            json!(answer.marked()),
            json!(hits.collect::<Vec<_>>().join(" ")),
            json!(answer.passage.span.start),
            json!(answer.passage.span.end),
        ];
        row.extend(explain.then(|| json!(answer.why.join(" | "))));
        list.row(row);
    }
    list
}

/// What people said of mentions, with the documents it takes to find them again.
struct Checked {
    marks: Marks,
    workspace: Option<Workspace>,
    documents: BTreeMap<String, Option<Document>>,
}

impl Checked {
    fn open(arguments: &QueryArguments) -> anyhow::Result<Self> {
        let folder = &arguments.workspace.workspace;
        let marks = store::read_marks(folder)?;
        Ok(Checked {
            workspace: (!marks.is_empty()).then(|| Workspace::open(folder)).transpose()?,
            marks,
            documents: BTreeMap::new(),
        })
    }

    /// "theme=accept" for every mention of `passage` that somebody marked.
    fn marks(&mut self, entry: &Entry, passage: &Passage) -> Vec<String> {
        let Some(workspace) = &self.workspace else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for mention in &passage.mentions {
            let quote = piece(
                passage,
                mention.span.start,
                mention.span.end.min(passage.span.end),
            );
            if !self.marks.may_hold(&entry.sha256, &mention.theme, quote) {
                continue;
            }
            let document = self.documents.entry(entry.id.clone()).or_insert_with(|| {
                let row = workspace.rows().find(|row| row.get("document") == entry.id);
                row.and_then(|row| workspace.document(row))
            });
            let standing = document
                .as_ref()
                .and_then(|document| self.marks.standing(document, &mention.theme, mention.span));
            found.extend(standing.map(|standing| format!("{}={}", mention.theme, standing.name())));
        }
        found
    }
}

fn documents(asked: &Asked, hits: &Hits, arguments: &SearchArguments) -> anyhow::Result<()> {
    let mut best: Vec<(&Hit, usize)> = Vec::new();
    let mut places: BTreeMap<u32, usize> = BTreeMap::new();
    for hit in &hits.hits {
        let place = *places.entry(hit.entry).or_insert_with(|| {
            best.push((hit, 0));
            best.len() - 1
        });
        best[place].1 += 1;
    }
    let mut list = List::new(&[
        "document",
        "authority",
        "published",
        "passages",
        "score",
        "page",
        "section",
        "passage",
    ]);
    let shown = first(&best, arguments.limit);
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
    say_how_many(asked, shown.len(), hits, "documents");
    Ok(())
}

fn facets(asked: &Asked, hits: &Hits, arguments: &SearchArguments) -> anyhow::Result<()> {
    let known = || ["theme", "year", "document"].into_iter().chain(Metadata::NAMES);
    let mut list = List::new(&["facet", "value", "documents", "passages"]);
    for facet in &arguments.facets {
        if !known().any(|name| name == facet) {
            let names: Vec<&str> = known().collect();
            bail!("no facet '{facet}'; {}", suggestion(facet, names.iter().copied()));
        }
        let mut counted: Vec<(String, (usize, usize))> =
            asked.index.facet(hits, facet)?.into_iter().collect();
        if facet != "year" && facet != "published" {
            counted.sort_by_key(|(_, (_, documents))| std::cmp::Reverse(*documents));
        }
        for (value, (passages, documents)) in counted {
            let value = if value.is_empty() {
                Value::Null
            } else {
                json!(value)
            };
            list.row([json!(facet), value, json!(documents), json!(passages)]);
        }
    }
    list.print(arguments.query.format.format)?;
    let all = asked.index.documents_read();
    eprintln!(
        "of {} of {all} read; no value: not known",
        amount(hits.hits.len(), hits.documents)
    );
    Ok(())
}
