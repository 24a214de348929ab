//! Keyword in context: every place that answers a query, with the words to its left and right.

use super::catalogue::Entry;
use super::passage::Passage;
use super::query::Query;
use crate::document::Span;
use crate::matcher::Words;

/// One place with its context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Words before, at most as many as asked for.
    pub left: String,
    /// The words that answer.
    pub keyword: String,
    /// Words after.
    pub right: String,
    /// Where the keyword stands in the document's clean text.
    pub span: Span,
    /// The folded words before, the nearest first.
    left_words: Vec<String>,
    /// The folded words after.
    right_words: Vec<String>,
}

/// How many words on a side decide the order, as in AntConc and Sketch Engine.
const LEVELS: usize = 3;

impl Line {
    /// The words by which lines are put in order of their left context, the nearest first.
    pub fn left_key(&self) -> &[String] {
        &self.left_words[..self.left_words.len().min(LEVELS)]
    }

    /// The words by which lines are put in order of their right context.
    pub fn right_key(&self) -> &[String] {
        &self.right_words[..self.right_words.len().min(LEVELS)]
    }
}

/// Every place in `passage` that answers `query`, with `context` words on each side.
pub fn concordance(query: &Query, passage: &Passage, entry: &Entry, context: usize) -> Vec<Line> {
    let mut words: Vec<(String, Span)> = Vec::new();
    Words::default().each(&passage.text, |word, span| words.push((word.to_string(), span)));
    let marks = query.marks(passage, entry);
    marks.into_iter().map(|span| line(passage, &words, span, context)).collect()
}

fn line(passage: &Passage, words: &[(String, Span)], span: Span, context: usize) -> Line {
    let base = passage.span.start;
    let (start, end) = (span.start - base, span.end - base);
    let before = words.partition_point(|(_, word)| word.end <= start);
    let after = words.partition_point(|(_, word)| word.start < end);
    let first = before.saturating_sub(context);
    let last = (after + context).min(words.len());
    let from =
        words.get(first).filter(|_| first > 0 || context == 0).map_or(0, |(_, word)| word.start).min(start);
    let to = match last == words.len() && context > 0 {
        true => passage.text.len() as u32,
        false => last.checked_sub(1).map_or(end, |at| words[at].1.end).max(end),
    };
    let text = |start, end| {
        let words: Vec<&str> = Span { start, end }.of(&passage.text).split_whitespace().collect();
        words.join(" ")
    };
    let folded = |words: &[(String, Span)]| words.iter().map(|(word, _)| word.clone()).collect::<Vec<_>>();
    let mut left_words = folded(&words[first..before]);
    left_words.reverse();
    Line {
        left: text(from, start),
        keyword: text(start, end),
        right: text(end, to),
        span,
        left_words,
        right_words: folded(&words[after..last]),
    }
}
