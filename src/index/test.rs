//! A query held against one passage that has been read: does it answer, where, and why.
//!
//! What the index finds and what is shown as the reason come from the same rules (`spans`, the matcher);
//! tests hold the two against each other.

use super::catalogue::Entry;
use super::passage::{Mention, Passage};
use super::query::{Node, Part, Query, Test};
use super::schema::{Label, STEM};
use super::spans::{Term, Wording};
use crate::document::{Metadata, Span};
use crate::matcher::{Sentence, Words};

/// What a part of a query found in a passage, or did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The part, as typed.
    pub part: String,
    /// Whether it is asked for rather than excluded.
    pub asked: bool,
    /// Whether it holds.
    pub holds: bool,
    /// Where it does not hold: how many of the words and phrases it joins are there all the same.
    pub partly: usize,
    /// The stretches that make it hold, in the document's clean text; empty where it is about the document.
    pub spans: Vec<Span>,
    /// Why, in words: the words found, the pattern and cue of a mention, the value of a field.
    pub reason: String,
}

/// A passage split into words, for asking several things of it.
pub(super) struct Read<'a> {
    passage: &'a Passage,
    entry: &'a Entry,
    words: Vec<(String, Span)>,
}

impl<'a> Read<'a> {
    pub(super) fn new(passage: &'a Passage, entry: &'a Entry) -> Self {
        let mut words = Vec::new();
        Words::default().each(&passage.text, |word, span| words.push((word.to_string(), span)));
        Read { passage, entry, words }
    }

    /// Where a part holds, in the document's clean text; none where it does not.
    fn spans(&self, part: &Part, query: &Query) -> Option<Vec<Span>> {
        let found = match &part.test {
            Test::Wording(wording) => {
                let stretches = wording.stretches(&mut |term| self.places(term, query));
                let span = |(from, to): (u32, u32)| Span {
                    start: self.words[from as usize].1.start + self.passage.span.start,
                    end: self.words[to as usize].1.end + self.passage.span.start,
                };
                stretches.into_iter().map(span).collect()
            }
            Test::Pattern(test) => test.spans(self.passage, &mut Sentence::default()),
            Test::Labels { label, values } => return self.labelled(*label, values),
        };
        Some(found).filter(|found: &Vec<Span>| !found.is_empty())
    }

    fn places(&self, term: &Term, query: &Query) -> Vec<u32> {
        let stem = term.text.strip_prefix(STEM);
        let same = |word: &str| match stem {
            Some(stem) => word != stem && query.stems.of(word) == stem,
            None if term.prefix => word.starts_with(&term.text),
            None => word == term.text,
        };
        let words = self.words.iter().enumerate();
        words.filter(|(_, (word, _))| same(word)).map(|(place, _)| place as u32).collect()
    }

    fn labelled(&self, label: Label, values: &[String]) -> Option<Vec<Span>> {
        let any = |value: &str| values.iter().any(|known| known == value);
        let metadata = &self.entry.metadata;
        let holds = match label {
            Label::Theme | Label::Assertion | Label::Mention => {
                let found: Vec<Span> = self.mentions(label, values).map(|mention| mention.span).collect();
                return Some(found).filter(|found| !found.is_empty());
            }
            Label::Section => any(self.passage.section.name()),
            Label::Document => any(&self.entry.id),
            Label::Year => metadata.year().is_some_and(|year| any(&year.to_string())),
            Label::Metadata(place) => any(&metadata.fields()[place].value),
        };
        holds.then(Vec::new)
    }

    fn mentions<'b>(&'b self, label: Label, values: &'b [String]) -> impl Iterator<Item = &'b Mention> {
        self.passage.mentions.iter().filter(move |mention| match label {
            Label::Theme => values.contains(&mention.theme),
            Label::Assertion => values.contains(&mention.assertion),
            _ => values.contains(&format!("{}/{}", mention.theme, mention.assertion)),
        })
    }

    /// Whether `node` holds.
    pub(super) fn holds(&self, node: &Node, query: &Query) -> bool {
        match node {
            Node::All(nodes) => nodes.iter().all(|node| self.holds(node, query)),
            Node::Any(nodes) => nodes.iter().any(|node| self.holds(node, query)),
            Node::Not(inner) => !self.holds(inner, query),
            Node::Part(part) => self.spans(part, query).is_some(),
        }
    }

    fn reason(&self, part: &Part, spans: Option<&[Span]>, query: &Query) -> String {
        let metadata = &self.entry.metadata;
        let value = |place: usize| match &metadata.fields()[place] {
            field if field.is_unknown() => format!("{} is not known", Metadata::NAMES[place]),
            field => format!("{} is {}", Metadata::NAMES[place], field.value),
        };
        match &part.test {
            Test::Labels { label, values } => match label {
                Label::Theme | Label::Assertion | Label::Mention => self.coded(*label, values),
                Label::Section => format!("section is {}", self.passage.section.name()),
                Label::Document => format!("document is {}", self.entry.id),
                Label::Year => match metadata.year() {
                    Some(year) => format!("year is {year}"),
                    None => "year is not known".to_string(),
                },
                Label::Metadata(place) => value(*place),
            },
            Test::Wording(_) | Test::Pattern(_) => {
                let texts: Vec<String> =
                    spans.unwrap_or_default().iter().map(|span| self.quoted(*span)).collect();
                match (texts.is_empty(), &part.test) {
                    (false, _) => texts.join("; "),
                    (true, Test::Wording(wording)) => self.missing(wording, query),
                    (true, _) => "not found".to_string(),
                }
            }
        }
    }

    /// How many of the words and phrases that `part` joins are there.
    fn partly(&self, part: &Part, query: &Query) -> usize {
        let Test::Wording(Wording::Row { parts, .. } | Wording::Near { parts, .. }) = &part.test else {
            return 0;
        };
        let mut places = |term: &Term| self.places(term, query);
        let there = parts.iter().filter(|part| !part.stretches(&mut places).is_empty());
        there.count()
    }

    /// What a wording lacks here: its words, or that they stand as asked.
    fn missing(&self, wording: &Wording, query: &Query) -> String {
        let (Wording::Row { parts, .. } | Wording::Near { parts, .. }) = wording else {
            return "not found".to_string();
        };
        let mut places = |term: &Term| self.places(term, query);
        if parts.iter().any(|part| part.stretches(&mut places).is_empty()) {
            return "not all its words are there".to_string();
        }
        let apart = (1..=self.words.len() as u32).find(|within| {
            let parts = parts.clone();
            let within = *within;
            !Wording::Near { parts, within }.stretches(&mut places).is_empty()
        });
        match (wording, apart) {
            (Wording::Near { within, .. }, Some(apart)) => {
                format!("its words are there, but {apart} apart, not within {within}")
            }
            (_, Some(apart)) => {
                format!("its words are there, {apart} apart, but not in this order or not so close")
            }
            (_, None) => "its words are there, but not as asked".to_string(),
        }
    }

    /// What the mentions that hold say, or, where none does, which others there are.
    fn coded(&self, label: Label, values: &[String]) -> String {
        let shown = |mention: &Mention| {
            let cue = match mention.cue.as_str() {
                "" => String::new(),
                cue => format!(", cue '{cue}'"),
            };
            format!(
                "{} {} by pattern '{}'{cue}: {}",
                mention.theme,
                mention.assertion,
                mention.pattern,
                self.quoted(mention.span)
            )
        };
        let found: Vec<String> = self.mentions(label, values).map(shown).collect();
        if !found.is_empty() {
            return found.join("; ");
        }
        let others = self.passage.mentions.iter().map(|m| format!("{} {}", m.theme, m.assertion));
        match others.collect::<Vec<_>>() {
            others if others.is_empty() => "no theme is mentioned".to_string(),
            others => format!("only {} here", others.join(", ")),
        }
    }

    fn quoted(&self, span: Span) -> String {
        let local = Span {
            start: span.start.saturating_sub(self.passage.span.start),
            end: span.end.saturating_sub(self.passage.span.start),
        };
        let words: Vec<&str> = local.of(&self.passage.text).split_whitespace().collect();
        format!("\"{}\"", words.join(" "))
    }
}

impl Query {
    /// Whether `passage` of `entry` answers.
    pub fn holds(&self, passage: &Passage, entry: &Entry) -> bool {
        Read::new(passage, entry).holds(&self.root, self)
    }

    /// Whether what the query asks of documents holds of `entry`; what it asks of passages does not.
    pub fn holds_of(&self, entry: &Entry) -> bool {
        self.holds(&Passage::default(), entry)
    }

    /// Whether the query asks for a field of documents that is not known of `entry`.
    pub fn is_unknown_of(&self, entry: &Entry) -> bool {
        self.root.parts().iter().any(|(part, _)| match &part.test {
            Test::Labels { label: Label::Year, .. } => entry.metadata.year().is_none(),
            Test::Labels { label: Label::Metadata(place), .. } => {
                entry.metadata.fields()[*place].is_unknown()
            }
            _ => false,
        })
    }

    /// What every part found in `passage` of `entry`, or did not, in the order typed.
    pub fn evidence(&self, passage: &Passage, entry: &Entry) -> Vec<Evidence> {
        let read = Read::new(passage, entry);
        let parts = self.root.parts().into_iter();
        parts
            .map(|(part, asked)| {
                let spans = read.spans(part, self);
                Evidence {
                    part: self.typed(part).to_string(),
                    asked,
                    holds: spans.is_some() == asked,
                    partly: read.partly(part, self),
                    reason: read.reason(part, spans.as_deref(), self),
                    spans: spans.unwrap_or_default(),
                }
            })
            .collect()
    }

    /// The stretches of `passage` that answer, merged and ascending, in the document's clean text.
    pub fn marks(&self, passage: &Passage, entry: &Entry) -> Vec<Span> {
        let read = Read::new(passage, entry);
        let asked = self.root.parts().into_iter().filter(|(_, asked)| *asked);
        let mut spans: Vec<Span> = asked.filter_map(|(part, _)| read.spans(part, self)).flatten().collect();
        spans.sort();
        let mut merged: Vec<Span> = Vec::new();
        for span in spans {
            match merged.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => *last = last.join(span),
                None => merged.push(span),
            }
        }
        merged
    }
}
