//! Finding: a query to the passages that answer it, all of them, weighed and put in order.
//!
//! First the whole set of passages is found, so that every total is exact and nothing is cut off; then
//! each is weighed, word by word of the query in the order typed, so that the weights are the same
//! however the index came to be.

use super::catalogue::{self, Entry};
use super::compile;
use super::passage::Passage;
use super::pattern;
use super::query::{Names, Node, Part, Query, Test};
use super::schema::{self, Fields, Label};
use super::writer::{self, failed};
use crate::error::{Error, Result};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use tantivy::query::EnableScoring;
use tantivy::{DocAddress, DocId, ReloadPolicy, Searcher, SegmentReader, TantivyDocument};

/// What to do when the index cannot be read.
const AGAIN: &str = "run refrain report again";

/// An index that is open for searching.
pub struct Index {
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    entries: Vec<Entry>,
    /// The place in `entries` of a document's number.
    places: HashMap<u64, u32>,
    names: Names,
}

/// A passage that answers, not yet read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// The document, by its place in [`Index::entries`].
    pub entry: u32,
    /// Where the passage begins in the document's clean text (bytes).
    pub start: u32,
    /// How well it answers: BM25, rounded to a thousandth; 0 where the query names no words.
    pub score: f64,
    pub(super) segment: u32,
    pub(super) doc: DocId,
}

/// All passages that answer a query.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// In the order asked for.
    pub hits: Vec<Hit>,
    /// In how many documents they are.
    pub documents: usize,
}

/// In which order passages are shown; what is equal stands in order of document and place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The best answers first.
    Relevance,
    /// The latest publication first; unknown dates last.
    Date,
    /// By authority; unknown last.
    Authority,
}

impl Index {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    /// When there is none, or it was written by another version or is damaged; the message says what to do.
    pub fn open(folder: &Path) -> Result<Self> {
        let unusable = |what: &str| Error::Index {
            message: format!("the index in {} {what}; {AGAIN}", folder.display()),
            source: None,
        };
        if !folder.join("meta.json").exists() {
            return Err(Error::Index {
                message: format!("there is none in {}; run refrain report first", folder.display()),
                source: None,
            });
        }
        let (index, commit) = writer::open(folder).map_err(|why| unusable(&why))?;
        let entries = catalogue::read(folder, &commit.catalogue).map_err(|_| unusable("is incomplete"))?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(broken)?;
        Ok(Index {
            searcher: reader.searcher(),
            fields: schema::schema().1,
            names: Names::new(&commit, &entries),
            places: entries
                .iter()
                .enumerate()
                .filter(|(_, entry)| entry.is_read())
                .map(|(place, entry)| (entry.number, place as u32))
                .collect(),
            entries,
        })
    }

    /// Every input file of the last run, in corpus order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What a query may name.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// How many documents can be searched.
    pub fn documents_read(&self) -> usize {
        self.places.len()
    }

    /// The passages that answer `query`, in the order of `sort`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, query: &Query, sort: Sort) -> Result<Hits> {
        self.find(query, sort).map_err(broken)
    }

    fn find(&self, query: &Query, sort: Sort) -> tantivy::Result<Hits> {
        let mut hits = self.set(&query.root)?;
        if sort == Sort::Relevance {
            self.weigh(query, &mut hits)?;
        }
        let documents: BTreeSet<u32> = hits.iter().map(|hit| hit.entry).collect();
        let documents = documents.len();
        self.order(&mut hits, sort);
        Ok(Hits { hits, documents })
    }

    /// The passages for which `node` holds, in the order of the index.
    fn set(&self, node: &Node) -> tantivy::Result<Vec<Hit>> {
        let query = compile::query(node, &self.fields);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut hits = Vec::new();
        for (segment, reader) in self.searcher.segment_readers().iter().enumerate() {
            let number = reader.fast_fields().u64("document")?.first_or_default_col(0);
            let start = reader.fast_fields().u64("start")?.first_or_default_col(0);
            weight.for_each_no_score(reader, &mut |docs| {
                for doc in docs.iter().copied().filter(|doc| alive(reader, *doc)) {
                    hits.extend(self.places.get(&number.get_val(doc)).map(|entry| Hit {
                        entry: *entry,
                        start: start.get_val(doc) as u32,
                        score: 0.0,
                        segment: segment as u32,
                        doc,
                    }));
                }
            })?;
        }
        Ok(hits)
    }

    fn order(&self, hits: &mut [Hit], sort: Sort) {
        let place = |hit: &Hit| (hit.entry, hit.start);
        let about = |hit: &Hit| &self.entries[hit.entry as usize].metadata;
        match sort {
            Sort::Relevance => hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(place(a).cmp(&place(b)))),
            Sort::Date => hits.sort_by_key(|hit| (Reverse(about(hit).published.value.as_str()), place(hit))),
            Sort::Authority => hits.sort_by_key(|hit| {
                let authority = &about(hit).authority;
                (authority.is_unknown(), authority.value.as_str(), place(hit))
            }),
        }
    }

    /// Reads the passage of a hit.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(&self, hit: &Hit) -> Result<Passage> {
        let address = DocAddress::new(hit.segment, hit.doc);
        let record: TantivyDocument = self.searcher.doc(address).map_err(broken)?;
        pattern::decode(&record, &self.fields).ok_or_else(|| Error::Index {
            message: format!("a passage cannot be read back; {AGAIN}"),
            source: None,
        })
    }

    /// Every passage of a document, in reading order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn passages_of(&self, entry: &Entry) -> Result<Vec<Passage>> {
        let of_document = Node::Part(Part {
            at: 0..0,
            test: Test::Labels { label: Label::Document, values: vec![entry.id.clone()] },
        });
        let mut hits = self.set(&of_document).map_err(broken)?;
        self.order(&mut hits, Sort::Authority);
        hits.iter().map(|hit| self.read(hit)).collect()
    }

    /// Every part of the query by itself: what was typed, and the passages that answer it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn by_part(&self, query: &Query) -> Result<Vec<(String, Hits)>> {
        let parts: Vec<&Part> = query.root.parts().into_iter().map(|(part, _)| part).collect();
        let mut found: Vec<(String, Hits)> = Vec::new();
        for part in parts {
            let alone = Query::of_part(query, part);
            found.push((query.typed(part).to_string(), self.search(&alone, Sort::Authority)?));
        }
        Ok(found)
    }

    /// How many passages and documents of `hits` have each value of `facet`: "theme", or a field of documents.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn facet(&self, hits: &Hits, facet: &str) -> Result<BTreeMap<String, (usize, usize)>> {
        let mut counted: BTreeMap<String, (usize, BTreeSet<u32>)> = BTreeMap::new();
        let mut count = |value: String, entry: u32| {
            let counts = counted.entry(value).or_default();
            counts.0 += 1;
            counts.1.insert(entry);
        };
        for hit in &hits.hits {
            match facet {
                "theme" => {
                    let themes = self.themes(hit).map_err(broken)?;
                    themes.into_iter().for_each(|theme| count(theme, hit.entry));
                }
                _ => count(self.value(hit.entry, facet), hit.entry),
            }
        }
        let sizes = |(value, (passages, documents)): (String, (usize, BTreeSet<u32>))| {
            (value, (passages, documents.len()))
        };
        Ok(counted.into_iter().map(sizes).collect())
    }

    /// The value of a document's field; empty when unknown.
    fn value(&self, entry: u32, field: &str) -> String {
        let entry = &self.entries[entry as usize];
        match field {
            "year" => entry.metadata.year().map_or(String::new(), |year| year.to_string()),
            "document" => entry.id.clone(),
            _ => entry.metadata.field(field).map_or(String::new(), |field| field.value.clone()),
        }
    }

    fn themes(&self, hit: &Hit) -> tantivy::Result<Vec<String>> {
        let reader = self.searcher.segment_reader(hit.segment);
        let Some(column) = reader.fast_fields().str("theme")? else {
            return Ok(Vec::new());
        };
        let mut themes = Vec::new();
        for ord in column.term_ords(hit.doc) {
            let mut theme = String::new();
            column.ord_to_str(ord, &mut theme)?;
            themes.push(theme);
        }
        Ok(themes)
    }
}

fn broken(source: tantivy::TantivyError) -> Error {
    failed(AGAIN, source)
}

fn alive(reader: &SegmentReader, doc: DocId) -> bool {
    reader.alive_bitset().is_none_or(|alive| alive.is_alive(doc))
}
