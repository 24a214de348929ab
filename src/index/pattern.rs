//! The codebook's pattern language on the fly.
//!
//! The index proposes the passages that hold the words every match needs; the very matcher that codes
//! documents then decides, sentence by sentence, so that search and coding never disagree.

use super::passage::Passage;
use super::schema::Fields;
use super::spans::{Term, Wording};
use crate::codebook::{Pattern, Sets};
use crate::document::Span;
use crate::error::{Error, Result, suggestion};
use crate::matcher::{Form, Hit, Matcher, Sentence, needed};
use std::sync::Arc;
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::Value;
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyDocument};

/// A pattern, compiled, with the words every match of it needs.
#[derive(Debug)]
pub(super) struct PatternTest {
    matcher: Matcher,
    /// Of each of these one must stand in the passage.
    pub(super) needs: Vec<Wording>,
}

impl PatternTest {
    /// Compiles `source`; sets are those of the codebook.
    pub(super) fn new(source: &str, sets: &Sets) -> Result<Self> {
        let pattern = Pattern::parse(source)?;
        if let Some(unknown) = pattern.sets().into_iter().find(|name| !sets.sets.contains_key(*name)) {
            let near = suggestion(unknown, sets.sets.keys().map(String::as_str));
            let at = source.find(&format!("@{unknown}")).unwrap_or(0);
            let caret = " ".repeat(source[..at].chars().count());
            return Err(Error::Query(format!("no set '@{unknown}'; {near}\n  {source}\n  {caret}^")));
        }
        Ok(PatternTest {
            needs: needed(&pattern, sets).iter().map(|forms| wording(forms)).collect(),
            matcher: Matcher::new([(&pattern, 0)], sets, &[]),
        })
    }

    /// Where the pattern matches in `passage`, in bytes of the document's clean text.
    pub(super) fn spans(&self, passage: &Passage, sentence: &mut Sentence) -> Vec<Span> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut found = Vec::new();
        for span in &passage.sentences {
            let local = Span {
                start: span.start.saturating_sub(passage.span.start),
                end: span.end.saturating_sub(passage.span.start),
            };
            hits.clear();
            self.matcher.read(&passage.text, local, sentence);
            self.matcher.find(&passage.text, 0, sentence, &mut hits);
            found.extend(hits.iter().map(|hit| Span {
                start: sentence.tokens()[hit.first as usize].start + passage.span.start,
                end: sentence.tokens()[hit.last as usize].end + passage.span.start,
            }));
        }
        found
    }
}

fn wording(forms: &[Form]) -> Wording {
    let spelt = forms
        .iter()
        .flat_map(|form| form.spellings.iter().map(|text| Term { text: text.clone(), prefix: form.prefix }));
    Wording::Any(spelt.map(Wording::Term).collect())
}

/// A pattern as one of tantivy's queries: what `inner` proposes, decided by the matcher.
#[derive(Debug)]
pub(super) struct PatternQuery {
    pub(super) fields: Fields,
    pub(super) test: Arc<PatternTest>,
    pub(super) inner: Box<dyn Query>,
}

impl Clone for PatternQuery {
    fn clone(&self) -> Self {
        PatternQuery {
            fields: self.fields.clone(),
            test: Arc::clone(&self.test),
            inner: self.inner.box_clone(),
        }
    }
}

impl Query for PatternQuery {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(PatternWeight {
            fields: self.fields.clone(),
            test: Arc::clone(&self.test),
            inner: self.inner.weight(scoring)?,
        }))
    }
}

struct PatternWeight {
    fields: Fields,
    test: Arc<PatternTest>,
    inner: Box<dyn Weight>,
}

impl Weight for PatternWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut walk = Walk {
            inner: self.inner.scorer(reader, boost)?,
            store: reader.get_store_reader(BLOCKS)?,
            fields: self.fields.clone(),
            test: Arc::clone(&self.test),
            sentence: Sentence::default(),
        };
        walk.settle();
        Ok(Box::new(walk))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the pattern matches", 1.0))
    }
}

/// Blocks of stored passages that are kept unpacked; they are read in order, so few suffice.
const BLOCKS: usize = 4;

struct Walk {
    inner: Box<dyn Scorer>,
    store: StoreReader,
    fields: Fields,
    test: Arc<PatternTest>,
    sentence: Sentence,
}

impl Walk {
    fn settle(&mut self) -> DocId {
        while self.inner.doc() != TERMINATED && !self.matches() {
            self.inner.advance();
        }
        self.inner.doc()
    }

    /// Whether the matcher finds it; a passage that cannot be read back matches nothing.
    fn matches(&mut self) -> bool {
        let record: Option<TantivyDocument> = self.store.get(self.inner.doc()).ok();
        let passage = record.and_then(|record| decode(&record, &self.fields));
        passage.is_some_and(|passage| !self.test.spans(&passage, &mut self.sentence).is_empty())
    }
}

/// The passage stored in a record of the index.
pub(super) fn decode(record: &TantivyDocument, fields: &Fields) -> Option<Passage> {
    let bytes = record.get_first(fields.passage)?.as_bytes()?;
    postcard::from_bytes(bytes).ok()
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        self.inner.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.inner.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.inner.doc()
    }

    fn size_hint(&self) -> u32 {
        self.inner.size_hint()
    }

    /// Reading a passage costs far more than a step in a list.
    fn cost(&self) -> u64 {
        self.inner.cost().saturating_mul(1000)
    }
}

impl Scorer for Walk {
    fn score(&mut self) -> Score {
        1.0
    }
}
