//! A tiny coded corpus, made by hand: what reports are tested with.
//!
//! A sentence is written with its marks: `[[words]]` are the match, `((words))` the cue.

use refrain::classify::{Assertion, By, Cue, Mention};
use refrain::codebook::{Codebook, Group, Mode, Theme};
use refrain::document::{
    Block, BlockKind, Document, Field, Metadata, Origin, Page, Rect, Run, Section, SectionKind, Sentence,
    Span,
};
use refrain::extract::{Note, NoteKind, Outcome};
use refrain::facets::{Class, Facets};
use refrain::findings::{Coded, DocumentRow, Findings, Promises, Recurrence, SetPhraseRow};
use refrain::marks::Marks;
use refrain::repetition::{
    Ask, Carrier, Chain, Chains, Grade, Link, Place, Repetition, SharedPassage, Wording,
};
use refrain::report::{Report, RunRecord};
use std::path::Path;

/// A marked sentence: theme by index, assertion, whether it says why, text.
pub(crate) type Marked<'a> = (u16, Assertion, bool, &'a str);

fn theme(id: &str, label: &str, group: &str, mode: Mode, definition: &str) -> Theme {
    Theme {
        id: id.to_string(),
        label: label.to_string(),
        group: group.to_string(),
        mode,
        definition: definition.to_string(),
        use_when: vec!["as the definition says".to_string()],
        not_when: vec!["another theme says it <better>".to_string()],
        failing: Vec::new(),
        good: Vec::new(),
        absent: Vec::new(),
        topic: Vec::new(),
        weak: Vec::new(),
        not: Vec::new(),
        examples: Vec::new(),
        counter_examples: Vec::new(),
    }
}

/// Three themes, one of each mode.
pub(crate) fn codebook() -> Codebook {
    let group = |id: &str, label: &str| Group { id: id.to_string(), label: label.to_string() };
    Codebook {
        groups: vec![
            group("assessment-decisions", "Assessment and decisions"),
            group("family-circumstances", "Circumstances of the family"),
            group("professional-stance", "Curiosity & challenge"),
        ],
        themes: vec![
            theme(
                "record-keeping",
                "Recording and records",
                "assessment-decisions",
                Mode::Practice,
                "Records were missing, late, wrong or not used.",
            ),
            theme(
                "domestic-abuse",
                "Domestic abuse",
                "family-circumstances",
                Mode::Presence,
                "Violence or control between adults in the household.",
            ),
            theme(
                "missed-appointments",
                "Did not attend or was not brought",
                "professional-stance",
                Mode::Both,
                "Appointments for the child were missed, or missing them was not followed up.",
            ),
        ],
        ..Codebook::default()
    }
}

/// A document of one heading and one paragraph a sentence; every second sentence starts a page.
pub(crate) fn coded(id: &str, metadata: Metadata, sentences: &[Marked<'_>]) -> Coded {
    let mut document = Document {
        id: id.to_string(),
        sha256: format!(
            "{:016x}",
            id.bytes().fold(7_u64, |sum, b| sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(b))
        )
        .repeat(4),
        metadata,
        ..Document::default()
    };
    let mut mentions = Vec::new();
    push(&mut document, BlockKind::Heading, "Findings & lessons", 1);
    for (place, (theme, assertion, explained, marked)) in sentences.iter().enumerate() {
        let found = unmark(marked);
        let base = document.text.len() as u32;
        push(&mut document, BlockKind::Paragraph, &found.text, 1 + place as u32 / 2);
        let at = |span: Span| Span { start: span.start + base, end: span.end + base };
        mentions.push(Mention {
            theme: *theme,
            span: at(found.quote),
            sentence: document.sentences.len() as u32 - 1,
            assertion: *assertion,
            explained: *explained,
            pattern: "@not ~ record*".to_string(),
            cue: found.cue.map(|cue| Cue {
                span: at(cue),
                text: cue.of(&found.text).to_string(),
                frame: "negated-action".to_string(),
            }),
            by: By::Rule,
        });
    }
    document.sections.push(Section {
        kind: SectionKind::Findings,
        heading: Some(0),
        level: 1,
        blocks: 0..document.blocks.len() as u32,
        parent: None,
    });
    let mut row = row(id, Outcome::Extracted);
    row.metadata = document.metadata.clone();
    row.pages = document.pages.len() as u32;
    row.words = document.word_count() as u32;
    row.count(&mentions, codebook().themes.len());
    Coded { row, document: Some(document), notes: Vec::new(), mentions, facets: Facets::default() }
}

/// A file that was not read.
pub(crate) fn unread(id: &str, outcome: Outcome, detail: &str) -> Coded {
    let mut row = row(id, outcome);
    row.detail = detail.to_string();
    let notes = vec![Note::new(None, NoteKind::Remark, detail)];
    Coded { row, document: None, notes, mentions: Vec::new(), facets: Facets::default() }
}

/// Metadata as a manifest gives it.
pub(crate) fn metadata(title: &str, authority: &str, region: &str, published: &str) -> Metadata {
    let given = |value: &str| Field::new(value, Origin::Manifest, "manifest");
    Metadata {
        title: given(title),
        authority: given(authority),
        region: given(region),
        published: given(published),
        kind: Field::new("SCR", Origin::Stated, "page 1"),
        ..Metadata::default()
    }
}

fn row(id: &str, outcome: Outcome) -> DocumentRow {
    DocumentRow {
        document: id.to_string(),
        file: format!("corpus/{id}"),
        sha256: "ab".repeat(32),
        outcome,
        detail: String::new(),
        duplicate_of: None,
        pages: 0,
        pages_without_text: 0,
        words: 0,
        metadata: Metadata::default(),
        recommendations: 0,
        notes: 0,
        themes: Vec::new(),
    }
}

struct Unmarked {
    text: String,
    quote: Span,
    cue: Option<Span>,
}

fn unmark(marked: &str) -> Unmarked {
    let mut text = String::new();
    let (mut quote, mut cue, mut open) = (Span::default(), None, 0);
    let mut rest = marked;
    while !rest.is_empty() {
        match rest.get(..2) {
            Some("[[" | "((") => open = text.len(),
            Some("]]") => quote = Span::new(open, text.len()),
            Some("))") => cue = Some(Span::new(open, text.len())),
            _ => {
                let letter = rest.chars().next().expect("not empty");
                text.push(letter);
                rest = &rest[letter.len_utf8()..];
                continue;
            }
        }
        rest = &rest[2..];
    }
    Unmarked { text, quote, cue }
}

fn push(document: &mut Document, kind: BlockKind, text: &str, page: u32) {
    let start = document.text.len();
    document.text.push_str(text);
    let span = Span::new(start, document.text.len());
    document.text.push('\n');
    document.sentences.push(Sentence { span, block: document.blocks.len() as u32 });
    document.blocks.push(Block { kind, level: 0, span, number: None, lead_in: None, cell: None });
    let (raw, raw_len, rect) = (start as u32, span.len() as u32, Rect::default());
    document.source_map.runs.push(Run { span, page, raw, raw_len, rect });
    if document.pages.last().is_none_or(|last| last.number < page) {
        document.pages.push(Page { number: page, width: 595.0, height: 842.0, ocr: false });
    }
}

/// Twelve documents that were read, one identical file, one locked and one scanned file.
pub(crate) fn corpus() -> Vec<Coded> {
    use Assertion::*;
    let mut all = Vec::new();
    for place in 0..12_u16 {
        let title = format!("Child {}: executive summary", char::from(b'A' + place as u8));
        let authority = ["Averley", "Calderwick", "Harrowdale <West>"][place as usize % 3];
        let metadata = metadata(&title, authority, "North West", &(2008 + place / 3).to_string());
        let mut sentences: Vec<Marked<'_>> = vec![
            (1, Present, false, "There was [[violence between the adults]] in the home & it was known."),
            (0, GoodPractice, false, "The school’s [[records]] were ((well kept))."),
        ];
        if place % 2 == 0 {
            sentences.push((
                0,
                Failing,
                true,
                "The visit was ((not)) [[recorded]], because the system was down.",
            ));
        }
        if place % 3 == 0 {
            sentences.push((
                2,
                Recommended,
                false,
                "The trust ((should)) follow up [[missed appointments]].",
            ));
        }
        if place % 4 == 0 {
            sentences.push((
                2,
                Mixed,
                false,
                "[[Missed appointments]] were noted but ((not)) followed up <at once>.",
            ));
        }
        all.push(coded(&format!("averley/child-{place:02}.pdf"), metadata, &sentences));
    }
    let mut copy = unread("copy.pdf", Outcome::Extracted, "identical to averley/child-00.pdf; counted there");
    copy.row.duplicate_of = Some("averley/child-00.pdf".to_string());
    all.push(copy);
    all.push(unread("locked.pdf", Outcome::Encrypted, "a password is needed"));
    all.push(unread("scan.pdf", Outcome::Scanned, "3 pages, none with text"));
    all
}

/// One recommendation made twice, one passage of two authorities, one set phrase.
fn recurrence(documents: u32) -> Recurrence {
    if documents == 0 {
        return Recurrence::default();
    }
    let ask = |document: &str, published: &str, text: &str| Ask {
        id: document.to_string(),
        document: document.to_string(),
        authority: "Averley".to_string(),
        published: published.to_string(),
        page: 3,
        number: "Recommendation 2".to_string(),
        text: text.to_string(),
        ..Ask::default()
    };
    let carrier = |id: &str, authority: &str, year: u16| Carrier {
        id: id.to_string(),
        authority: authority.to_string(),
        year: Some(year),
        ..Carrier::default()
    };
    let (first, second) = ("averley/child-00.pdf", "averley/child-03.pdf");
    Recurrence {
        promises: Promises {
            documents,
            promising: 2,
            again: 1,
            again_on_theme: 1,
            authorities_again_on_theme: 1,
        },
        set_phrases: vec![SetPhraseRow {
            formula: "lessons will be learned".to_string(),
            class: Class::Promise,
            documents: 2,
            mentions: 3,
            first_year: Some(2008),
            last_year: Some(2009),
            authorities: 1,
        }],
        chains: Chains {
            asks: vec![
                ask(first, "2008", "The trust should review its policy on <records>."),
                ask(second, "2009", "The trust must review its policy on <records>."),
            ],
            chains: vec![Chain {
                id: "c1".to_string(),
                wording: Wording::Near,
                candidate: false,
                links: vec![
                    link(0, Wording::Verbatim, ""),
                    link(1, Wording::Near, "The trust [-should-] {+must+} review its policy on <records>."),
                ],
                documents: 2,
                authorities: 1,
                first_year: Some(2008),
                last_year: Some(2009),
                longest_gap: Some(1),
            }],
            decided: Vec::new(),
        },
        repetition: Repetition {
            documents: vec![
                carrier(first, "Averley", 2008),
                carrier("averley/child-01.pdf", "Calderwick", 2008),
            ],
            words: 370,
            shortest: 12,
            passages: vec![SharedPassage {
                id: "p1".to_string(),
                grade: Grade::Independent,
                words: 13,
                documents: 2,
                authorities: 2,
                first_year: Some(2008),
                last_year: Some(2008),
                author: String::new(),
                similarity: 1.0,
                places: vec![place(0), place(1)],
            }],
            ..Repetition::default()
        },
    }
}

fn link(ask: u32, wording: Wording, difference: &str) -> Link {
    Link { ask, wording, similarity: 1.0, difference: difference.to_string(), confirmed: false }
}

fn place(document: u32) -> Place {
    Place {
        document,
        page: 2,
        span: Span::new(0, 10),
        section: SectionKind::Findings,
        similarity: 1.0,
        wording: Wording::Verbatim,
        quote: "No one asked who else lived in the home & no one wrote it down.".to_string(),
        difference: String::new(),
        version_of: None,
    }
}

/// Writes the report of `coded` into `folder`.
pub(crate) fn report(folder: &Path, coded: &[Coded]) {
    let codebook = codebook();
    let run = RunRecord {
        version: "0.0.0".to_string(),
        codebook: "tiny".to_string(),
        codebook_version: "1".to_string(),
        codebook_hash: "00".to_string(),
        ..RunRecord::default()
    };
    let mut report =
        Report::start(folder, &codebook, run, &Marks::default()).expect("a folder that can be written");
    for coded in coded {
        report.document(coded).expect("a document is written");
    }
    let mut findings = Findings::new(coded.iter().map(|coded| coded.row.clone()).collect(), &codebook);
    findings.ignored = 2;
    findings.remarks =
        vec![("gone.pdf".to_string(), "in the manifest, but there is no such file".to_string())];
    findings.recurrence = recurrence(findings.documents_read());
    report.finish(&findings).expect("the report is written");
}
