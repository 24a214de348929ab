//! Set phrases of the genre: what is promised, claimed, recited and regretted.

use super::list::List;
use crate::document::{BlockKind, Document, Span};
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// What a set phrase does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// Says what will be done.
    Promise,
    /// Says that it has been done.
    Claim,
    /// Recites what a review is for.
    Purpose,
    /// Expresses sorrow.
    Condolence,
}

impl Class {
    const ALL: [(Class, &'static str); 4] = [
        (Class::Promise, "promise"),
        (Class::Claim, "claim"),
        (Class::Purpose, "purpose"),
        (Class::Condolence, "condolence"),
    ];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(class, _)| *class == self).map_or("", |(_, name)| name)
    }

    fn from_name(name: &str) -> Class {
        Self::ALL.iter().find(|(_, known)| *known == name).map_or(Class::Purpose, |(class, _)| *class)
    }
}

/// A set phrase that is looked for; several patterns may stand for one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SetPhrase {
    /// What it does.
    pub class: Class,
    /// Its name.
    pub name: String,
}

/// A place where a set phrase is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Use {
    /// The phrase, by index in [`Reader::set_phrases`](super::Reader::set_phrases).
    pub phrase: u16,
    /// The words.
    pub span: Span,
}

/// All set phrases, compiled.
pub(super) struct SetPhrases {
    list: List<SetPhrase>,
    all: Vec<SetPhrase>,
}

impl SetPhrases {
    /// Compiles the list shipped with the program.
    pub(super) fn new() -> Result<Self> {
        let columns = ["formula", "class", "pattern"];
        let list = List::new("set_phrases.csv", include_bytes!("set_phrases.csv"), &columns, |cell| {
            SetPhrase { class: Class::from_name(&cell("class")), name: cell("formula") }
        })?;
        let mut all = list.rows.clone();
        all.sort();
        all.dedup();
        Ok(SetPhrases { list, all })
    }

    pub(super) fn all(&self) -> &[SetPhrase] {
        &self.all
    }

    /// The uses in a document; of several that overlap the one that says most by class and length.
    pub(super) fn find(&self, document: &Document) -> Vec<Use> {
        let mut uses = Vec::new();
        for sentence in &document.sentences {
            let kind = document.blocks.get(sentence.block as usize).map(|block| block.kind);
            if !matches!(kind, Some(BlockKind::Toc | BlockKind::Heading)) {
                self.in_sentence(document, sentence.span, &mut uses);
            }
        }
        uses
    }

    fn in_sentence(&self, document: &Document, sentence: Span, uses: &mut Vec<Use>) {
        let mut found = self.list.find(sentence.of(&document.text));
        found.sort_by_key(|(row, span)| {
            (self.list.rows[*row].class, std::cmp::Reverse(span.len()), span.start)
        });
        let mut kept: Vec<(usize, Span)> = Vec::new();
        for (row, span) in found {
            if !kept.iter().any(|(_, other)| other.overlaps(span)) {
                kept.push((row, span));
            }
        }
        kept.sort_by_key(|(_, span)| span.start);
        uses.extend(kept.into_iter().map(|(row, span)| Use {
            phrase: self.all.binary_search(&self.list.rows[row]).unwrap_or_default() as u16,
            span: Span { start: sentence.start + span.start, end: sentence.start + span.end },
        }));
    }
}
