//! A query to tantivy's queries.

use super::cursor::WordingQuery;
use super::pattern::PatternQuery;
use super::query::{Node, Part, Test};
use super::schema::{Fields, Label};
use super::spans::Wording;
use std::sync::Arc;
use tantivy::Term;
use tantivy::query::{AllQuery, BooleanQuery, EmptyQuery, Occur, Query, TermQuery, TermSetQuery};
use tantivy::schema::IndexRecordOption;

/// From so many values on, one set of terms is walked rather than a list for each.
const MANY: usize = 16;

/// The passages for which `node` holds.
pub(super) fn query(node: &Node, fields: &Fields) -> Box<dyn Query> {
    match node {
        Node::Part(part) => test(part, fields),
        Node::Any(parts) => all_of(parts.iter().map(|part| (Occur::Should, query(part, fields)))),
        Node::Not(inner) => all_of([
            (Occur::Must, Box::new(AllQuery) as Box<dyn Query>),
            (Occur::MustNot, query(inner, fields)),
        ]),
        Node::All(parts) => {
            let mut clauses: Vec<(Occur, Box<dyn Query>)> = parts
                .iter()
                .map(|part| match part {
                    Node::Not(inner) => (Occur::MustNot, query(inner, fields)),
                    part => (Occur::Must, query(part, fields)),
                })
                .collect();
            if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
                clauses.push((Occur::Must, Box::new(AllQuery)));
            }
            all_of(clauses)
        }
    }
}

fn all_of(clauses: impl IntoIterator<Item = (Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    let clauses: Vec<_> = clauses.into_iter().collect();
    match clauses.len() {
        0 => Box::new(EmptyQuery),
        _ => Box::new(BooleanQuery::new(clauses)),
    }
}

fn test(part: &Part, fields: &Fields) -> Box<dyn Query> {
    match &part.test {
        Test::Wording(wording) => words(wording, fields),
        Test::Labels { label, values } => labels(*label, values, fields),
        Test::Pattern(test) => {
            let needs = test.needs.iter().map(|wording| (Occur::Must, words(wording, fields)));
            Box::new(PatternQuery { fields: fields.clone(), test: Arc::clone(test), inner: all_of(needs) })
        }
    }
}

/// The passages in which the wording stands; a single word is a term of the index and needs no walk of ours.
fn words(wording: &Wording, fields: &Fields) -> Box<dyn Query> {
    match wording {
        Wording::Term(term) if !term.prefix => {
            let term = Term::from_field_text(fields.text, &term.text);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        }
        wording => Box::new(WordingQuery { field: fields.text, wording: Arc::new(wording.clone()) }),
    }
}

fn labels(label: Label, values: &[String], fields: &Fields) -> Box<dyn Query> {
    let mut terms: Vec<Term> =
        values.iter().map(|value| Term::from_field_text(fields.label, &label.term(value))).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::Basic)),
        count if count < MANY => all_of(terms.into_iter().map(|term| {
            let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::Basic));
            (Occur::Should, query)
        })),
        _ => Box::new(TermSetQuery::new(terms)),
    }
}
