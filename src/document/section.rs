//! Canonical kinds of section.

use serde::{Deserialize, Serialize};

/// What a section of a review is for, whatever its heading says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the variants are the names of the sections themselves")]
pub enum SectionKind {
    Cover,
    Contents,
    Introduction,
    Process,
    TermsOfReference,
    Panel,
    Family,
    Chronology,
    FamilyViews,
    Findings,
    Lessons,
    GoodPractice,
    Improvement,
    Conclusions,
    Recommendations,
    ActionPlan,
    Appendix,
    Glossary,
    References,
    #[default]
    Other,
}

impl SectionKind {
    /// Every kind with the name used in files and queries.
    pub const ALL: [(SectionKind, &'static str); 20] = [
        (SectionKind::Cover, "cover"),
        (SectionKind::Contents, "contents"),
        (SectionKind::Introduction, "introduction"),
        (SectionKind::Process, "process"),
        (SectionKind::TermsOfReference, "terms-of-reference"),
        (SectionKind::Panel, "panel"),
        (SectionKind::Family, "family"),
        (SectionKind::Chronology, "chronology"),
        (SectionKind::FamilyViews, "family-views"),
        (SectionKind::Findings, "findings"),
        (SectionKind::Lessons, "lessons"),
        (SectionKind::GoodPractice, "good-practice"),
        (SectionKind::Improvement, "improvement"),
        (SectionKind::Conclusions, "conclusions"),
        (SectionKind::Recommendations, "recommendations"),
        (SectionKind::ActionPlan, "action-plan"),
        (SectionKind::Appendix, "appendix"),
        (SectionKind::Glossary, "glossary"),
        (SectionKind::References, "references"),
        (SectionKind::Other, "other"),
    ];

    /// The name used in files and queries.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("other", |(_, name)| name)
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}
