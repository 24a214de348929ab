//! One coded unit of text with what the rules saw in it.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name under which a judgement on practice is filed that names no theme.
pub const JUDGEMENT: &str = "practice";

/// A theme and what is asserted of it, by their names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code {
    /// The theme's id, or [`JUDGEMENT`].
    pub theme: String,
    /// The assertion's name.
    pub assertion: String,
}

/// What the rules saw, as plain words; what they mean is the rules' affair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// Of the unit as a whole.
    pub unit: Vec<String>,
    /// Of each theme they found in it, by the theme's id.
    pub themes: BTreeMap<String, Vec<String>>,
}

/// A theme that may be coded, and what may be asserted of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// The theme's id.
    pub theme: String,
    /// The names of the assertions.
    pub assertions: Vec<String>,
}

/// A unit of text as a person coded it and as the rules did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    /// Units with the same group stand in the same document or paragraph and never in different folds.
    pub group: String,
    /// Its text.
    pub text: String,
    /// What the person coded.
    pub gold: Vec<Code>,
    /// Themes the coders did not agree on here: neither learned from nor counted.
    pub disputed: Vec<String>,
    /// What the rules coded, of what says something of the case.
    pub rules: Vec<Code>,
    /// What the rules saw.
    pub signals: Signals,
}

impl Sample {
    /// Whether the person coded `theme`; none where the coders did not agree.
    pub(super) fn has(&self, theme: &str) -> Option<bool> {
        let agreed = self.disputed.iter().all(|other| other != theme);
        agreed.then(|| self.gold.iter().any(|code| code.theme == theme))
    }

    /// Whether the rules coded `theme`.
    pub(super) fn ruled(&self, theme: &str) -> bool {
        self.rules.iter().any(|code| code.theme == theme)
    }
}

/// The assertions of `theme` among `codes`.
pub(super) fn said<'a>(codes: &'a [Code], theme: &'a str) -> impl Iterator<Item = &'a str> {
    codes.iter().filter(move |code| code.theme == theme).map(|code| code.assertion.as_str())
}

/// Whether a name is a theme of the codebook, not a judgement without one.
pub(super) fn is_theme(name: &str) -> bool {
    name != JUDGEMENT
}
