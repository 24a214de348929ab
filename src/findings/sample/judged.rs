//! Units with what coders said of them, and what the machine says now.

use super::{Code, Level, Unit};
use crate::classify::Mention;
use crate::codebook::Codebook;
use crate::document::Document;
use crate::findings::{ThemeCounts, raises};
use std::collections::BTreeMap;

/// A sample that people have judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// What was drawn.
    pub units: Vec<Unit>,
    /// The coders' names.
    pub coders: Vec<String>,
    /// For each coder an answer a unit; none where it was left blank.
    pub codes: Vec<Vec<Option<Code>>>,
    /// What the machine says of each unit; none until its document has passed.
    pub machine: Vec<Option<Code>>,
    by_document: BTreeMap<String, Vec<usize>>,
}

impl Judged {
    /// Answers of `coders` on `units`: one list a coder, one answer a unit.
    pub fn new(units: Vec<Unit>, coders: Vec<String>, codes: Vec<Vec<Option<Code>>>) -> Self {
        let mut by_document: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (place, unit) in units.iter().enumerate() {
            by_document.entry(unit.sha256.clone()).or_default().push(place);
        }
        Judged { machine: vec![None; units.len()], units, coders, codes, by_document }
    }

    /// Whether any unit lies in the document with this content hash.
    pub fn asks_about(&self, sha256: &str) -> bool {
        self.by_document.contains_key(sha256)
    }

    /// Takes what the machine says of the units in one document: its coding of now, not of when the
    /// sample was drawn. A sentence is found again by its words.
    pub fn document(&mut self, document: &Document, mentions: &[Mention], codebook: &Codebook) {
        let Some(places) = self.by_document.get(&document.sha256) else {
            return;
        };
        let sentences = sentences(document);
        for place in places {
            let unit = &self.units[*place];
            let Some(theme) = codebook.themes.iter().position(|theme| theme.id == unit.theme) else {
                continue;
            };
            let of_theme = mentions.iter().filter(|mention| mention.theme as usize == theme);
            self.machine[*place] = match unit.level {
                Level::Document => {
                    let mut counts = ThemeCounts::default();
                    of_theme.for_each(|mention| counts.count(mention.assertion));
                    Some(Code::Raised(raises(codebook.themes[theme].mode, &counts)))
                }
                Level::Sentence => sentences
                    .get(&(unit.sentence.clone(), unit.occurrence))
                    .map(|sentence| Code::of_mentions(of_theme.filter(|m| m.sentence == *sentence))),
            };
        }
    }

    /// Units whose document or sentence was not found: the machine says nothing of them.
    pub fn lost(&self) -> usize {
        self.machine.iter().filter(|code| code.is_none()).count()
    }

    /// Units that at least one coder judged.
    pub fn judged(&self) -> usize {
        (0..self.units.len()).filter(|unit| self.codes.iter().any(|codes| codes[*unit].is_some())).count()
    }
}

/// Every sentence by its words and occurrence.
fn sentences(document: &Document) -> BTreeMap<(String, u32), u32> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for place in 0..document.sentences.len() {
        let Some(text) = super::draw::judgeable(document, place) else {
            continue;
        };
        let occurrence = seen.entry(text.clone()).or_insert(0);
        *occurrence += 1;
        all.insert((text, *occurrence), place as u32);
    }
    all
}
