//! Walking the index for a wording: passages that hold all its words, then the places of the words.
//!
//! The postings of tantivy say where each term stands; `spans` says whether they stand as asked. Phrases
//! of inflected words, prefixes inside phrases and distances between phrases are beyond tantivy's own
//! queries, so this is one of our own; everything around it (Boolean, terms) is tantivy's.

use super::spans::{self, Stretch, Term, Wording};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED};

/// A walk over the passages of a segment in which a wording may stand.
pub(super) enum Cursor {
    Term(Box<SegmentPostings>),
    Any(Union),
    All { parts: Vec<Cursor>, how: How, doc: DocId },
}

/// How the parts of a whole must stand.
#[derive(Clone, Copy, Debug)]
pub(super) enum How {
    Row(u32),
    Near(u32),
}

/// Walks over alternatives, the one that is furthest behind on top.
pub(super) struct Union {
    parts: Vec<Cursor>,
    order: BinaryHeap<Reverse<(DocId, usize)>>,
}

impl Cursor {
    /// A walk over the passages of `reader`'s segment, with what `option` says about each.
    pub(super) fn open(
        wording: &Wording,
        index: &InvertedIndexReader,
        field: Field,
        option: IndexRecordOption,
    ) -> tantivy::Result<Cursor> {
        let all = |parts: &[Wording], how| -> tantivy::Result<Cursor> {
            let positions = IndexRecordOption::WithFreqsAndPositions;
            let parts: tantivy::Result<Vec<_>> =
                parts.iter().map(|part| Cursor::open(part, index, field, positions)).collect();
            let mut cursor = Cursor::All { parts: parts?, how, doc: 0 };
            cursor.align(0);
            Ok(cursor)
        };
        match wording {
            Wording::Term(term) if term.prefix => Ok(Cursor::any(with_prefix(term, index, option)?)),
            Wording::Term(term) => {
                let term = tantivy::Term::from_field_text(field, &term.text);
                let postings = index.read_postings(&term, option)?;
                Ok(Cursor::Term(Box::new(postings.unwrap_or_else(SegmentPostings::empty))))
            }
            Wording::Any(parts) => {
                let parts: tantivy::Result<Vec<_>> =
                    parts.iter().map(|part| Cursor::open(part, index, field, option)).collect();
                Ok(Cursor::any(parts?))
            }
            Wording::Row { parts, slop } => all(parts, How::Row(*slop)),
            Wording::Near { parts, within } => all(parts, How::Near(*within)),
        }
    }

    fn any(parts: Vec<Cursor>) -> Cursor {
        let order = parts.iter().enumerate().map(|(index, part)| Reverse((part.doc(), index))).collect();
        Cursor::Any(Union { parts, order })
    }

    /// Goes to the first passage from `target` on that every part may be in.
    fn align(&mut self, target: DocId) -> DocId {
        let Cursor::All { parts, doc, .. } = self else {
            return TERMINATED;
        };
        let mut wanted = target;
        'again: loop {
            for part in parts.iter_mut() {
                let found = part.reach(wanted);
                if found > wanted {
                    wanted = found;
                    if wanted == TERMINATED {
                        break 'again;
                    }
                    continue 'again;
                }
            }
            break;
        }
        *doc = wanted;
        wanted
    }

    /// Goes to the first passage from `target` on; stays where it is already there.
    pub(super) fn reach(&mut self, target: DocId) -> DocId {
        match self.doc() {
            here if here >= target => here,
            _ => match self {
                Cursor::Term(postings) => postings.seek(target),
                Cursor::Any(union) => union.reach(target),
                Cursor::All { .. } => self.align(target),
            },
        }
    }

    /// The passage it is at.
    pub(super) fn doc(&self) -> DocId {
        match self {
            Cursor::Term(postings) => postings.doc(),
            Cursor::Any(union) => union.doc(),
            Cursor::All { doc, .. } => *doc,
        }
    }

    /// Where the wording stands in the passage it is at.
    fn stretches(&mut self) -> Vec<Stretch> {
        match self {
            Cursor::Term(postings) => {
                let mut places = Vec::new();
                postings.positions(&mut places);
                places.into_iter().map(|at| (at, at)).collect()
            }
            Cursor::Any(union) => {
                let doc = union.doc();
                let here = union.parts.iter_mut().filter(|part| part.doc() == doc);
                spans::any_of(here.map(Cursor::stretches).collect())
            }
            Cursor::All { parts, how, .. } => {
                let lists: Vec<_> = parts.iter_mut().map(Cursor::stretches).collect();
                match how {
                    How::Row(slop) => spans::in_row(&lists, *slop),
                    How::Near(within) => spans::nearby(&lists, *within),
                }
            }
        }
    }

    /// Whether the wording stands in the passage it is at.
    fn matches(&mut self) -> bool {
        match self {
            Cursor::Term(_) => true,
            Cursor::Any(union) => {
                let doc = union.doc();
                let mut here = union.parts.iter_mut().filter(|part| part.doc() == doc);
                here.any(Cursor::matches)
            }
            Cursor::All { .. } => !self.stretches().is_empty(),
        }
    }

    /// How often the wording stands in the passage it is at.
    pub(super) fn count(&mut self) -> u32 {
        match self {
            Cursor::Term(postings) => postings.term_freq(),
            Cursor::Any(union) => {
                let doc = union.doc();
                let here = union.parts.iter_mut().filter(|part| part.doc() == doc);
                here.map(Cursor::count).sum()
            }
            Cursor::All { .. } => self.stretches().len() as u32,
        }
    }

    fn size(&self) -> u32 {
        match self {
            Cursor::Term(postings) => postings.size_hint(),
            Cursor::Any(union) => union.parts.iter().map(Cursor::size).fold(0, u32::saturating_add),
            Cursor::All { parts, .. } => parts.iter().map(Cursor::size).min().unwrap_or(0),
        }
    }
}

/// A walk for every term that begins so.
fn with_prefix(
    term: &Term,
    index: &InvertedIndexReader,
    option: IndexRecordOption,
) -> tantivy::Result<Vec<Cursor>> {
    let mut found = Vec::new();
    each_with_prefix(&term.text, index, |info| {
        let postings = index.read_postings_from_terminfo(info, option)?;
        found.push(Cursor::Term(Box::new(postings)));
        Ok(())
    })?;
    Ok(found)
}

/// Calls `each` for every term of `index` that begins with `prefix`.
pub(super) fn each_with_prefix(
    prefix: &str,
    index: &InvertedIndexReader,
    mut each: impl FnMut(&tantivy::postings::TermInfo) -> tantivy::Result<()>,
) -> tantivy::Result<()> {
    let mut terms = index.terms().range().ge(prefix.as_bytes()).into_stream()?;
    while terms.advance() && terms.key().starts_with(prefix.as_bytes()) {
        each(terms.value())?;
    }
    Ok(())
}

impl Union {
    fn doc(&self) -> DocId {
        self.order.peek().map_or(TERMINATED, |Reverse((doc, _))| *doc)
    }

    fn reach(&mut self, target: DocId) -> DocId {
        while let Some(mut top) = self.order.peek_mut() {
            let Reverse((doc, part)) = *top;
            if doc >= target {
                return doc;
            }
            *top = Reverse((self.parts[part].reach(target), part));
        }
        TERMINATED
    }
}

/// A wording as one of tantivy's queries.
#[derive(Clone, Debug)]
pub(super) struct WordingQuery {
    pub(super) field: Field,
    pub(super) wording: Arc<Wording>,
}

impl Query for WordingQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for WordingQuery {
    fn scorer(&self, reader: &SegmentReader, _: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.field)?;
        let cursor = Cursor::open(&self.wording, &index, self.field, IndexRecordOption::Basic)?;
        let mut walk = Walk { cursor };
        walk.settle();
        Ok(Box::new(walk))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("the words stand as asked", 1.0))
    }
}

/// The passages in which the wording stands.
struct Walk {
    cursor: Cursor,
}

impl Walk {
    /// Goes on until the wording stands in the passage.
    fn settle(&mut self) -> DocId {
        while self.cursor.doc() != TERMINATED && !self.cursor.matches() {
            self.cursor.reach(self.cursor.doc() + 1);
        }
        self.cursor.doc()
    }
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        if self.cursor.doc() != TERMINATED {
            self.cursor.reach(self.cursor.doc() + 1);
        }
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.cursor.reach(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.cursor.doc()
    }

    fn size_hint(&self) -> u32 {
        self.cursor.size()
    }
}

impl Scorer for Walk {
    fn score(&mut self) -> Score {
        1.0
    }
}
