//! Cover sheets that a repository puts before a document: labelled catalogue entries and a copyright line.
//!
//! A sheet says well what the document is and nothing of what it found, so its words leave the text. They
//! are noted, and kept for the metadata.

use super::lines::Line;
use super::page::{Item, PageLines};
use crate::extract::{Note, NoteKind};

/// A sheet has at most so many words.
const MOST_WORDS: usize = 260;
/// And at least so many labels of a catalogue.
const FEWEST_LABELS: usize = 3;
/// What entries of a catalogue are called, before a colon or in a cell of their own.
const LABELS: [&str; 20] = [
    "title",
    "document title",
    "case name",
    "author",
    "authors",
    "author(s)",
    "lscb",
    "lscb(s)",
    "scb",
    "board",
    "authority",
    "publisher",
    "published by",
    "date",
    "year",
    "date of publication",
    "publication date",
    "document type",
    "copyright",
    "source",
];
/// What only those say who keep documents of others.
const KEEPERS: [&str; 8] = [
    "repository",
    "downloaded from",
    "library catalogue",
    "library and information service",
    "deposited",
    "copyright of this document",
    "copyright remains",
    "this document is held",
];

/// Takes a cover sheet off the first page; says what stood on it, line by line, or nothing.
pub(super) fn take(pages: &mut [PageLines]) -> String {
    let Some((first, rest)) = pages.split_first_mut() else {
        return String::new();
    };
    let lines: Vec<Line> = first.items.iter().flat_map(Item::lines).cloned().collect();
    let texts: Vec<String> = lines.iter().map(Line::text).collect();
    let empty = rest.iter().all(|page| page.items.is_empty());
    if empty || !is_sheet(&texts) {
        return String::new();
    }
    first.items.clear();
    for line in &lines {
        let mut note = Note::new(Some(first.number), NoteKind::FurnitureRemoved, line.text());
        note.rect = Some(first.frame.shown_rect(line.rect()));
        first.notes.push(note);
    }
    texts.join("\n")
}

fn is_sheet(lines: &[String]) -> bool {
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let lower: Vec<String> = lines.iter().map(|line| line.to_lowercase()).collect();
    let labels = lower.iter().filter(|line| is_labelled(line)).count();
    let kept = KEEPERS.iter().any(|keeper| lower.iter().any(|line| line.contains(keeper)));
    words <= MOST_WORDS && labels >= FEWEST_LABELS && kept
}

fn is_labelled(line: &str) -> bool {
    let label = line.split(':').next().unwrap_or_default().trim();
    LABELS.contains(&label)
}
