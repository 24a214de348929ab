//! One place where a theme is signalled, and what is asserted there.

use crate::codebook::Codebook;
use crate::document::{Document, Span};
use serde::{Deserialize, Serialize};

/// What a match says about its theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assertion {
    /// Practice was lacking, late, wrong or could have been better.
    Failing,
    /// Both failing and good practice in one sentence.
    Mixed,
    /// A change is asked for.
    Recommended,
    /// It was done, or done well.
    GoodPractice,
    /// Named without judgement.
    Neutral,
    /// A fact of this case (presence themes).
    Present,
    /// Alleged, possible or unconfirmed.
    Suspected,
    /// Explicitly not a feature.
    Absent,
    /// Statutory purpose, terms of reference, contents, panel: asserts nothing about the case.
    Context,
    /// Research or national guidance, not this case.
    General,
}

impl Assertion {
    /// Every assertion, with the name used in files and queries.
    pub const ALL: [(Assertion, &'static str); 10] = [
        (Assertion::Failing, "failing"),
        (Assertion::Mixed, "mixed"),
        (Assertion::Recommended, "recommended"),
        (Assertion::GoodPractice, "good-practice"),
        (Assertion::Neutral, "neutral"),
        (Assertion::Present, "present"),
        (Assertion::Suspected, "suspected"),
        (Assertion::Absent, "absent"),
        (Assertion::Context, "context"),
        (Assertion::General, "general"),
    ];

    /// The name used in files and queries.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(assertion, _)| *assertion == self).map_or("", |(_, name)| name)
    }

    /// Whether it judges practice.
    pub fn judges(self) -> bool {
        use Assertion::{Failing, GoodPractice, Mixed, Recommended};
        matches!(self, Failing | Mixed | Recommended | GoodPractice)
    }

    /// Whether it says something of this case: context and general statements do not.
    pub fn counts(self) -> bool {
        !matches!(self, Assertion::Context | Assertion::General)
    }

    /// The assertion of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(assertion, _)| *assertion)
    }
}

/// What decided the assertion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Where the cue stands in the clean text; empty when it lies outside (a section given from outside).
    pub span: Span,
    /// The cue as written in the text, or the heading that carried the judgement.
    pub text: String,
    /// The frame or rule in `sets.toml` it belongs to ("negated-action", "heading", "counterfactual").
    pub frame: String,
}

/// Who coded a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The codebook's patterns and cues.
    #[default]
    Rule,
    /// A learned model alone.
    Model,
    /// Both agree.
    Both,
}

impl By {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            By::Rule => "rule",
            By::Model => "model",
            By::Both => "both",
        }
    }
}

/// One place where a theme is signalled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The theme, by its index in [`Codebook::themes`](crate::codebook::Codebook).
    pub theme: u16,
    /// The matched words.
    pub span: Span,
    /// The sentence, by index in the document.
    pub sentence: u32,
    /// What is asserted.
    pub assertion: Assertion,
    /// Whether the text says why; decided for failing mentions.
    pub explained: bool,
    /// The pattern that matched, as written in the codebook.
    pub pattern: String,
    /// What decided the assertion; none where nothing did (neutral, present).
    pub cue: Option<Cue>,
    /// Who coded it.
    pub by: By,
}

impl Mention {
    /// A name that the same passage has in every run: content hash, theme and offset.
    pub fn id(&self, document: &Document, codebook: &Codebook) -> String {
        let hash = document.sha256.get(..8).unwrap_or_default();
        format!("{hash}-{}-{}", codebook.themes[self.theme as usize].id, self.span.start)
    }
}
