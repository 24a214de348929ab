//! The generated corpus: documents of passages with mentions and metadata, the same every time.

use super::language::{Language, Numbers};
use refrain::document::{Field, Metadata, Origin, SectionKind, Span};
use refrain::index::{Entry, Mention, Passage};

/// Passages of a document, and words of a passage.
const PASSAGES: usize = 50;
const WORDS: u64 = 60;
pub(super) const THEMES: [&str; 8] = [
    "supervision",
    "information-sharing",
    "record-keeping",
    "domestic-abuse",
    "thresholds-referral",
    "voice-of-the-child",
    "assessment",
    "training",
];
pub(super) const ASSERTIONS: [&str; 4] = ["failing", "recommended", "good-practice", "neutral"];
pub(super) const REGIONS: [&str; 4] = ["North West", "London", "South East", "Wales"];

/// Document `index`: its entry and passages.
fn document(numbers: &mut Numbers, language: &Language, index: usize) -> (Entry, Vec<Passage>) {
    let mut start = 0;
    let passages = (0..PASSAGES).map(|place| {
        let length = WORDS / 2 + numbers.below(WORDS);
        let text = language.sentence(numbers, length as usize).join(" ");
        let span = Span { start, end: start + text.len() as u32 };
        start = span.end + 1;
        let mentioned = numbers.below(3) == 0;
        let mention = |numbers: &mut Numbers| Mention {
            theme: THEMES[numbers.below(8) as usize].to_string(),
            assertion: ASSERTIONS[numbers.below(4) as usize].to_string(),
            span: Span { start: span.start, end: span.start + 5 },
            pattern: "a pattern".into(),
            cue: String::new(),
        };
        Passage {
            span,
            text,
            page: 1 + place as u32 / 5,
            page_end: 1 + place as u32 / 5,
            kind: "paragraph".into(),
            section: SectionKind::ALL[numbers.below(20) as usize].0,
            heading: String::new(),
            sentences: vec![span],
            mentions: if mentioned { vec![mention(numbers)] } else { Vec::new() },
        }
    });
    let passages = passages.collect();
    let stated = |value: String| Field::new(value, Origin::Manifest, "manifest");
    let entry = Entry {
        id: format!("{index:05}.pdf"),
        sha256: format!("{index:064}"),
        outcome: "extracted".into(),
        detail: String::new(),
        duplicate_of: None,
        metadata: Metadata {
            authority: stated(format!("authority {}", index % 150)),
            region: stated(REGIONS[index % 4].into()),
            published: stated((2005 + index % 15).to_string()),
            ..Metadata::default()
        },
        number: 0,
        hash: String::new(),
    };
    (entry, passages)
}

/// The same corpus every time, handed out one document after the other.
pub(super) fn corpus(count: usize, mut each: impl FnMut(usize, Entry, Vec<Passage>)) -> Language {
    let mut numbers = Numbers(20_080_317);
    let language = Language::new(&mut numbers);
    for index in 0..count {
        let (entry, passages) = document(&mut numbers, &language, index);
        each(index, entry, passages);
    }
    language
}
