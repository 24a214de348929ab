//! Why a passage recurs: formula, template, same authority, or independently.
//!
//! Only the last is news. A template is wording that most documents of its authorities carry, or that one
//! authority carries in the same framing section (introduction, process, panel, ...); what is repeated in
//! findings, lessons or recommendations is never put down to a template.

use super::formula::Formulas;
use super::place::Place;
use super::texts::Texts;
use crate::document::SectionKind;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Share of all documents from which wording is a template of the whole corpus.
const COMMON_SHARE: f64 = 1.0 / 3.0;
/// Documents a template of the whole corpus has at least.
const COMMON_LEAST: usize = 6;

/// Why a passage recurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// In documents of different authorities, for no reason of form.
    Independent,
    /// In documents of one authority only.
    SameAuthority,
    /// Wording an authority, or several, print in most of their documents.
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
    /// Documents that count, by authority.
    published: BTreeMap<&'a str, usize>,
    documents: usize,
}

impl<'a> Grader<'a> {
    /// Counts the documents that are not versions of others.
    pub(super) fn new(texts: &'a Texts, formulas: &[String], version_of: &[Option<u32>]) -> Self {
        let mut published: BTreeMap<&str, usize> = BTreeMap::new();
        let counted = || {
            texts
                .documents
                .iter()
                .zip(version_of)
                .filter(|(_, version)| version.is_none())
        };
        counted().for_each(|(document, _)| *published.entry(&document.authority).or_default() += 1);
        Grader {
            texts,
            formulas: Formulas::new(texts, formulas),
            published,
            documents: counted().count(),
        }
    }

    /// The grade of a passage.
    pub(super) fn grade(&self, evidence: &Evidence<'_>) -> Grade {
        let documents = evidence.documents;
        let sections: Vec<SectionKind> = evidence.places.iter().map(|place| place.section).collect();
        let sections = sections.as_slice();
        if self.formulas.make_up(evidence.words) {
            return Grade::Formula;
        }
        let authority = |index: &u32| self.texts.documents[*index as usize].authority.as_str();
        let mut carried: BTreeMap<&str, usize> = BTreeMap::new();
        documents
            .iter()
            .for_each(|index| *carried.entry(authority(index)).or_default() += 1);
        let unknown = carried.remove("").unwrap_or(0);
        let judging = sections.iter().filter(|kind| judges(**kind)).count() * 2 >= sections.len().max(1);
        let framing = sections.iter().filter(|kind| frames(**kind)).count() * 2 > sections.len();
        if !judging && (self.is_habit(&carried, documents.len()) || self.is_common(documents.len())) {
            return Grade::Template;
        }
        match carried.len() {
            2.. => Grade::Independent,
            1 if unknown == 0 && framing && same(sections) => Grade::Template,
            1 if unknown == 0 => Grade::SameAuthority,
            _ => Grade::Unknown,
        }
    }

    /// Whether most of these documents are of authorities that print the passage in most of theirs.
    fn is_habit(&self, carried: &BTreeMap<&str, usize>, documents: usize) -> bool {
        let most = |authority: &str, with: usize| {
            let all = self.published.get(authority).copied().unwrap_or(0);
            with >= 2 && with * 2 > all
        };
        let by_habit: usize = carried
            .iter()
            .filter(|(name, with)| most(name, **with))
            .map(|(_, with)| with)
            .sum();
        by_habit * 2 > documents
    }

    fn is_common(&self, documents: usize) -> bool {
        documents >= COMMON_LEAST && documents as f64 >= COMMON_SHARE * self.documents as f64
    }
}

fn same(sections: &[SectionKind]) -> bool {
    sections.windows(2).all(|two| two[0] == two[1])
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
