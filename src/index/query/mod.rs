//! What is asked: one line to a tree of parts.
//!
//! ```text
//! query    = all { "OR" all }
//! all      = not { ["AND"] not }
//! not      = "NOT" not | near
//! near     = item { "near/" n item }                words and phrases at most n words apart, any order
//! item     = "(" query ")" | word ["*"] | '"' words '"' ["~" n] | field ":" value
//! ```
//!
//! A query is judged passage by passage. Every part keeps where it was typed, so that what is said of it
//! can be shown.

mod bind;
mod names;
mod parse;
mod reader;
mod values;

pub use names::Names;

use super::pattern::PatternTest;
use super::schema::{Label, Stems};
use super::spans::Wording;
use crate::error::{Error, Result};
use std::ops::Range;
use std::sync::Arc;

/// A query, understood.
#[derive(Debug)]
pub struct Query {
    source: String,
    pub(super) root: Node,
    pub(super) stems: Stems,
}

/// Parts and how they are joined.
#[derive(Clone, Debug)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Part(Part),
}

/// One thing that is asked, and where it was typed (bytes).
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) at: Range<usize>,
    pub(super) test: Test,
}

/// What a part asks of a passage.
#[derive(Clone, Debug)]
pub(super) enum Test {
    /// That these words stand in it so.
    Wording(Wording),
    /// That the pattern matches in it.
    Pattern(Arc<PatternTest>),
    /// That it, or its document, carries one of these values.
    Labels { label: Label, values: Vec<String> },
}

/// What is wrong with a query, and where (bytes).
#[derive(Debug)]
struct Trouble {
    at: usize,
    message: String,
}

impl Trouble {
    fn new(at: usize, message: impl Into<String>) -> Self {
        Trouble { at, message: message.into() }
    }
}

impl Query {
    /// Reads `source`; `names` says which fields have which values.
    ///
    /// # Errors
    /// When the query cannot be read or names a value that does not exist; the message shows the query
    /// with a caret under the place.
    pub fn parse(source: &str, names: &Names) -> Result<Query> {
        let stems = Stems::default();
        let shown = |trouble: Trouble| {
            let before = source.get(..trouble.at).unwrap_or(source).chars().count();
            let line = source.replace(['\n', '\t'], " ");
            Error::Query(format!("{}\n  {line}\n  {}^", trouble.message, " ".repeat(before)))
        };
        let root = parse::query(source, names, &stems).map_err(shown)?;
        Ok(Query { source: source.to_string(), root: bind::mentions(root, &[]), stems })
    }

    /// One part of `query` by itself.
    pub(super) fn of_part(query: &Query, part: &Part) -> Query {
        Query {
            source: query.typed(part).to_string(),
            root: Node::Part(part.clone()),
            stems: query.stems.clone(),
        }
    }

    /// The query as it was typed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The parts that name documents or their metadata and may mean several: what was typed, and what it means.
    pub fn choices(&self) -> Vec<(&str, &[String])> {
        let parts = self.root.parts().into_iter();
        parts
            .filter_map(|(part, _)| match &part.test {
                Test::Labels { label: Label::Document | Label::Metadata(_), values } if values.len() > 1 => {
                    Some((self.typed(part), values.as_slice()))
                }
                _ => None,
            })
            .collect()
    }

    /// What was typed for `part`.
    pub(super) fn typed(&self, part: &Part) -> &str {
        self.source.get(part.at.clone()).unwrap_or_default()
    }

    /// The parts joined by AND at the top; the whole where there is no such join.
    pub(super) fn conjuncts(&self) -> &[Node] {
        match &self.root {
            Node::All(parts) => parts,
            other => std::slice::from_ref(other),
        }
    }

    /// The query taken apart for silence: what it asks of documents, and what of their passages.
    ///
    /// # Errors
    /// When it asks nothing of passages.
    pub fn split(&self) -> Result<(Query, Query)> {
        let (document, passage): (Vec<Node>, Vec<Node>) =
            self.conjuncts().iter().cloned().partition(Node::is_of_document);
        if passage.is_empty() {
            let message = "this names documents only; add the words or theme they may be silent on";
            return Err(Error::Query(format!("{message}\n  {}", self.source)));
        }
        let part =
            |nodes| Query { source: self.source.clone(), root: Node::All(nodes), stems: self.stems.clone() };
        Ok((part(document), part(passage)))
    }
}

impl Node {
    /// Every part, in the order typed, with whether it is asked for rather than excluded.
    pub(super) fn parts(&self) -> Vec<(&Part, bool)> {
        match self {
            Node::Part(part) => vec![(part, true)],
            Node::Not(inner) => inner.parts().into_iter().map(|(part, asked)| (part, !asked)).collect(),
            Node::All(nodes) | Node::Any(nodes) => nodes.iter().flat_map(Node::parts).collect(),
        }
    }

    /// Whether it speaks of documents only, not of what a passage says.
    fn is_of_document(&self) -> bool {
        self.parts()
            .iter()
            .all(|(part, _)| matches!(part.test, Test::Labels { label, .. } if label.is_of_document()))
    }
}
