//! Why a passage recurs: formula, template, same authority, or independently.
//!
//! Only the last is news. Who speaks decides it: a review speaks for its authority, an inspection report for the
//! inspectorate, whatever authority it is about, so that what eighty inspection reports share is one
//! publisher's wording. A template is wording of form: most documents of its authorities carry it, or a third of
//! all documents of its kind, or at least a tenth of them under one and the same heading, or one authority in
//! the same framing section (introduction, process, panel, ...). What is repeated in findings, lessons or
//! recommendations is never put down to a template.

use super::formula::Formulas;
use super::kept::Kept;
use super::place::Place;
use super::texts::Texts;
use crate::document::SectionKind;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Share of the documents of a kind from which wording is a template of that kind, and documents it has at least.
const COMMON: (f64, usize) = (1.0 / 3.0, 6);
/// The same where it stands under one heading.
const IN_PLACE: (f64, usize) = (0.1, 4);
/// Share of the places that must have that heading.
const ONE_HEADING: f64 = 0.8;

/// Why a passage recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// In documents of different authorities, for no reason of form.
    Independent,
    /// In documents that speak for one authority, or one inspectorate, only.
    SameAuthority,
    /// Wording of form, the same from document to document.
    Template,
    /// Wording of law or guidance, or a set phrase of the genre.
    Formula,
    /// The authorities are not known.
    Unknown,
}

impl Grade {
    /// The name used in files; empty when unknown.
    pub fn name(self) -> &'static str {
        match self {
            Grade::Independent => "independent",
            Grade::SameAuthority => "same-authority",
            Grade::Template => "template",
            Grade::Formula => "formula",
            Grade::Unknown => "",
        }
    }
}

/// A passage as far as grading looks at it.
pub(super) struct Evidence<'p> {
    pub(super) words: &'p [u32],
    /// Documents that carry it, by index, each once.
    pub(super) documents: &'p BTreeSet<u32>,
    pub(super) places: &'p [Place],
}

/// What grading needs to know of the corpus.
pub(super) struct Grader<'a> {
    texts: &'a Texts,
    formulas: Formulas,
    /// Documents that count, by who speaks in them.
    spoken: BTreeMap<&'a str, usize>,
    /// Documents that count, by kind.
    kinds: BTreeMap<&'a str, usize>,
}

impl<'a> Grader<'a> {
    /// Counts the documents that are not versions of others.
    pub(super) fn new(texts: &'a Texts, formulas: &[String], version_of: &[Option<u32>]) -> Self {
        let all = texts.documents.iter().zip(version_of);
        let counted: Vec<&Kept> =
            all.filter(|(_, version)| version.is_none()).map(|(document, _)| document).collect();
        Grader {
            texts,
            formulas: Formulas::new(texts, formulas),
            spoken: tally(counted.iter().map(|document| document.speaker.as_str())),
            kinds: tally(counted.iter().map(|document| document.kind.as_str())),
        }
    }

    /// The grade of a passage.
    pub(super) fn grade(&self, evidence: &Evidence<'_>) -> Grade {
        if self.formulas.make_up(evidence.words) {
            return Grade::Formula;
        }
        let kept = || {
            let documents = evidence.documents.iter();
            documents.map(|index| &self.texts.documents[*index as usize])
        };
        let mut carried = tally(kept().map(|document| document.speaker.as_str()));
        let unknown = carried.remove("").unwrap_or(0);
        let kinds = tally(kept().map(|document| document.kind.as_str()));
        let judging = most(evidence.places, |place| judges(place.section));
        if !judging && (self.is_habit(&carried, evidence.documents.len()) || self.is_form(&kinds, evidence)) {
            return Grade::Template;
        }
        match carried.len() {
            2.. => Grade::Independent,
            1 if unknown == 0 && in_one_frame(evidence.places) => Grade::Template,
            1 if unknown == 0 => Grade::SameAuthority,
            _ => Grade::Unknown,
        }
    }

    /// Whether most of these documents are of authorities that print the passage in most of theirs.
    fn is_habit(&self, carried: &BTreeMap<&str, usize>, documents: usize) -> bool {
        let most = |speaker: &str, with: usize| {
            let all = self.spoken.get(speaker).copied().unwrap_or(0);
            with >= 2 && with * 2 > all
        };
        let by_habit: usize =
            carried.iter().filter(|(name, with)| most(name, **with)).map(|(_, with)| with).sum();
        by_habit * 2 > documents
    }

    /// Whether a large share of the documents of one kind carry the passage, or fewer in one place of theirs.
    fn is_form(&self, kinds: &BTreeMap<&str, usize>, evidence: &Evidence<'_>) -> bool {
        kinds.iter().any(|(kind, with)| {
            let all = self.kinds.get(kind).copied().unwrap_or(0) as f64;
            let reaches = |(share, least): (f64, usize)| *with >= least && *with as f64 >= share * all;
            reaches(COMMON) || reaches(IN_PLACE) && self.has_one_heading(evidence.places)
        })
    }

    fn has_one_heading(&self, places: &[Place]) -> bool {
        let heading = |place: &Place| self.texts.heading(place.document, place.span.start);
        let headings = tally(places.iter().filter_map(heading));
        let most = headings.values().copied().max().unwrap_or(0);
        most as f64 >= ONE_HEADING * places.len() as f64
    }
}

fn tally<K: Ord>(items: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut counts = BTreeMap::new();
    items.for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}

/// Whether at least half of the places are such.
fn most(places: &[Place], is: impl Fn(&Place) -> bool) -> bool {
    places.iter().filter(|place| is(place)).count() * 2 >= places.len().max(1)
}

/// Whether all places stand in the same kind of section, one that says how the review was done.
fn in_one_frame(places: &[Place]) -> bool {
    let mut sections = places.iter().map(|place| place.section);
    let first = sections.next().unwrap_or_default();
    frames(first) && sections.all(|section| section == first)
}

/// Whether a section says what was found or asked for in this case.
fn judges(kind: SectionKind) -> bool {
    use SectionKind::{
        ActionPlan, Chronology, FamilyViews, Findings, GoodPractice, Improvement, Lessons, Recommendations,
    };
    matches!(
        kind,
        ActionPlan
            | Chronology
            | FamilyViews
            | Findings
            | GoodPractice
            | Improvement
            | Lessons
            | Recommendations
    )
}

/// Whether a section says how the review was done.
fn frames(kind: SectionKind) -> bool {
    !judges(kind) && kind != SectionKind::Other
}
