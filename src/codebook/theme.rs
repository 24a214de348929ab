//! One theme: what it means, what signals it, and the sentences that prove it.

use super::Pattern;
use serde::{Deserialize, Serialize};

/// What a theme needs to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A judgement on practice.
    Practice,
    /// The mere presence of a fact of the case.
    Presence,
    /// Either: presence of the fact, and a failing when practice on it failed.
    Both,
}

impl Mode {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Practice => "practice",
            Mode::Presence => "presence",
            Mode::Both => "both",
        }
    }
}

/// A sentence and how it must be coded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// The assertion that must be coded, by its name; "none" when the theme must not be coded.
    pub assertion: String,
    /// The heading it stands under, where that matters.
    #[serde(default)]
    pub section: Option<String>,
}

/// One theme of the codebook.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Stable name.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// The group it is shown under, by id.
    pub group: String,
    /// What it needs to count.
    pub mode: Mode,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub use_when: Vec<String>,
    /// When not to.
    pub not_when: Vec<String>,
    /// Patterns that say by themselves that practice failed.
    pub failing: Vec<Pattern>,
    /// Patterns that say by themselves that practice was good.
    pub good: Vec<Pattern>,
    /// Patterns that say by themselves that the fact is absent.
    pub absent: Vec<Pattern>,
    /// Patterns that name the theme; a cue in their clause decides.
    pub topic: Vec<Pattern>,
    /// Patterns that need a second sign.
    pub weak: Vec<Pattern>,
    /// Stretches that are never this theme.
    pub not: Vec<Pattern>,
    /// Sentences that must be coded as they say.
    pub examples: Vec<Example>,
    /// Sentences that are easily mistaken.
    pub counter_examples: Vec<Example>,
}

impl Theme {
    /// Its lists of patterns by their keys, in the order of the fields.
    pub fn lists(&self) -> [(&'static str, &[Pattern]); 6] {
        [
            ("failing", &self.failing),
            ("good", &self.good),
            ("absent", &self.absent),
            ("topic", &self.topic),
            ("weak", &self.weak),
            ("not", &self.not),
        ]
    }

    /// A theme of one list of topics, for questions asked in passing.
    pub fn bare(id: &str, mode: Mode, topic: Vec<Pattern>) -> Self {
        Theme {
            id: id.to_string(),
            label: id.to_string(),
            group: String::new(),
            mode,
            definition: String::new(),
            use_when: Vec::new(),
            not_when: Vec::new(),
            failing: Vec::new(),
            good: Vec::new(),
            absent: Vec::new(),
            topic,
            weak: Vec::new(),
            not: Vec::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
        }
    }

    /// Every pattern, list after list in the order of the fields.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.lists().into_iter().flat_map(|(_, patterns)| patterns)
    }
}
