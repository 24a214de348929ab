//! A passage as it is shown: where it is, what answers in it, and why.

use super::super::list::List;
use super::{Asked, Checked};
use crate::document::Span;
use crate::index::{Entry, Evidence, Hit, Passage};
use serde_json::json;

/// A passage as it is shown.
pub(super) struct Answer<'a> {
    pub(super) entry: &'a Entry,
    pub(super) passage: Passage,
    pub(super) score: f64,
    /// What answers, in bytes of the document's clean text.
    pub(super) spans: Vec<Span>,
    /// What people said of the mentions, one for each that is marked.
    pub(super) marks: Vec<String>,
    pub(super) why: Vec<String>,
}

impl<'a> Answer<'a> {
    /// Reads the passage of `hit`; with `explain` also says why it answers.
    pub(super) fn of(
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
            why: evidence.iter().map(because).collect(),
            score: hit.score,
            entry,
            passage,
        })
    }
}

fn because(one: &Evidence) -> String {
    match (one.asked, one.holds) {
        (true, true) => format!("{}: {}", one.part, one.reason),
        (true, false) => format!("{}: does not hold, another part does", one.part),
        (false, _) => format!("NOT {}: {}", one.part, one.reason),
    }
}

impl Answer<'_> {
    /// The themes with what is asserted, each once.
    pub(super) fn themes(&self) -> String {
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
    pub(super) fn marked(&self) -> String {
        marked(&self.passage, &self.spans)
    }
}

/// The text of `passage` with `**` around `spans`.
pub(super) fn marked(passage: &Passage, spans: &[Span]) -> String {
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

/// The text between two places of the document, both in `passage`.
pub(super) fn piece(passage: &Passage, start: u32, end: u32) -> &str {
    let base = passage.span.start;
    Span { start: start - base, end: end.max(start) - base }.of(&passage.text)
}

/// The answers as rows.
pub(super) fn list(answers: &[Answer<'_>], explain: bool) -> List {
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
        let hits = answer.spans.iter().map(|span| format!("{}-{}", span.start, span.end));
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
