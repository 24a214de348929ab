//! Documents of sections, paragraphs and sentences, with the planted passages among them.

use super::language::{Language, Numbers};
use super::plant::{Change, Passage};
use refrain::document::{Block, BlockKind, Document, Field, Origin, Section, SectionKind, Span};

/// Words of one document, planted ones besides.
const WORDS: usize = 3000;
/// Sections of a document.
const SECTIONS: [SectionKind; 5] = [
    SectionKind::Introduction,
    SectionKind::Chronology,
    SectionKind::Findings,
    SectionKind::Lessons,
    SectionKind::Recommendations,
];
/// Authorities the documents are of.
const AUTHORITIES: usize = 150;
/// Passages planted for every four documents.
const PLANTED: usize = 8;
/// Formulas that every fifth document has in its introduction, one word in thirty changed.
const FORMULAS: usize = 3;

/// A place: the document and the bytes of its text.
pub(super) type Place = (usize, (u32, u32));

/// A planted passage and where it stands; a formula has no change of its own and many places.
pub(super) struct Planted {
    pub(super) change: Option<Change>,
    pub(super) places: Vec<Place>,
}

/// What is generated: the passages first, the documents around them one at a time.
pub(super) struct Generator {
    numbers: Numbers,
    language: Language,
    parts: Vec<Vec<(usize, Passage)>>,
    formulas: Vec<Passage>,
    pub(super) planted: Vec<Planted>,
}

impl Generator {
    pub(super) fn new(seed: u64, count: usize) -> Self {
        let mut numbers = Numbers(seed);
        let language = Language::new(&mut numbers);
        let mut parts: Vec<Vec<(usize, Passage)>> = vec![Vec::new(); count];
        let mut planted = Vec::new();
        for index in 0..count * PLANTED / 4 {
            let change = Change::ALL[index % Change::ALL.len()];
            let passage = change.passage(&language, &mut numbers);
            let first = numbers.below(count as u64) as usize;
            let second = (first + 1 + numbers.below(count as u64 - 1) as usize) % count;
            parts[second].push((index, change.apply(&language, &mut numbers, &passage)));
            parts[first].push((index, passage));
            planted.push(Planted { change: Some(change), places: Vec::new() });
        }
        planted.extend((0..FORMULAS).map(|_| Planted { change: None, places: Vec::new() }));
        let formulas = (0..FORMULAS).map(|_| Change::Edited(3).passage(&language, &mut numbers)).collect();
        Generator { numbers, language, parts, formulas, planted }
    }

    /// Document `index`; call in order.
    pub(super) fn document(&mut self, index: usize) -> Document {
        let mut parts = std::mem::take(&mut self.parts[index]);
        if index.is_multiple_of(5) {
            let at = self.numbers.below(FORMULAS as u64) as usize;
            let formula = Change::Edited(3).apply(&self.language, &mut self.numbers, &self.formulas[at]);
            parts.insert(0, (self.planted.len() - FORMULAS + at, formula));
        }
        let mut document = Document { id: format!("{index:05}"), ..Document::default() };
        let authority = format!("authority {}", index % AUTHORITIES);
        document.metadata.authority = Field::new(authority, Origin::Manifest, "manifest");
        document.metadata.published =
            Field::new((2006 + index % 14).to_string(), Origin::Manifest, "manifest");
        let (each, mut words) = (WORDS / (parts.len() + 1), 0);
        let mut next = 0;
        while words < WORDS {
            let part = parts.get(next).filter(|_| words >= each * (next + 1) - each / 2);
            next += usize::from(part.is_some());
            words += self.paragraph(&mut document, index, part);
        }
        divide(&mut document);
        document
    }

    /// Adds a block of three to five sentences, a planted passage after the first; returns how many words.
    fn paragraph(&mut self, document: &mut Document, index: usize, part: Option<&(usize, Passage)>) -> usize {
        let start = document.text.len();
        let mut words = 0;
        for sentence in 0..3 + self.numbers.below(3) {
            let length = 8 + self.numbers.below(22) as usize;
            words += length;
            let text = self.language.sentence(&mut self.numbers, length).join(" ");
            document.text.push_str(&text);
            document.text.push(' ');
            if let Some((plant, passage)) = part.filter(|_| sentence == 0) {
                let from = document.text.len() as u32;
                document.text.push_str(&passage.concat().join(" "));
                let place = (index, (from, document.text.len() as u32));
                self.planted[*plant].places.push(place);
                document.text.push(' ');
            }
        }
        let span = Span::new(start, document.text.len() - 1);
        document.text.push('\n');
        document.blocks.push(Block {
            kind: BlockKind::Paragraph,
            level: 0,
            span,
            number: None,
            lead_in: None,
            cell: None,
        });
        words
    }
}

/// Divides the blocks of a document into sections.
fn divide(document: &mut Document) {
    let count = document.blocks.len();
    let each = count.div_ceil(SECTIONS.len());
    document.sections = SECTIONS
        .iter()
        .enumerate()
        .map(|(at, kind)| Section {
            kind: *kind,
            heading: None,
            level: 1,
            blocks: (at * each).min(count) as u32..((at + 1) * each).min(count) as u32,
            parent: None,
        })
        .filter(|section| !section.blocks.is_empty())
        .collect();
}
