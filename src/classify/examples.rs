//! The codebook proved by its own examples.
//!
//! In: a codebook and its classifier. Out: every example and counter-example with what was coded.

use super::{Assertion, Classifier};
use crate::codebook::{Codebook, Example, Remark};
use std::collections::BTreeSet;

/// One example and how it was coded.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The theme, by index.
    pub theme: usize,
    /// Whether it stands among the counter-examples.
    pub counter: bool,
    /// The example.
    pub example: Example,
    /// What was coded for the theme, each assertion with its pattern and cue.
    pub coded: Vec<(Assertion, String, String)>,
    /// Whether that is what the example says.
    pub holds: bool,
}

/// Codes every example of every theme, in order.
pub fn check_examples(codebook: &Codebook, classifier: &Classifier) -> Vec<Checked> {
    let mut found = Vec::new();
    for (index, theme) in codebook.themes.iter().enumerate() {
        let lists = [(false, &theme.examples), (true, &theme.counter_examples)];
        for (counter, examples) in lists {
            found.extend(examples.iter().map(|example| check(index, counter, example, classifier)));
        }
    }
    found
}

/// How many different patterns the examples of a theme should be coded by.
const ANGLES: usize = 4;

/// A fault for every theme whose examples are coded by few of its patterns: they show it from one side.
pub fn angles(codebook: &Codebook, checked: &[Checked]) -> Vec<Remark> {
    let mut found = Vec::new();
    for (index, theme) in codebook.themes.iter().enumerate() {
        let of_theme = checked.iter().filter(|checked| checked.theme == index);
        let coded = of_theme.flat_map(|checked| &checked.coded);
        let patterns: BTreeSet<&str> = coded.map(|(_, pattern, _)| pattern.as_str()).collect();
        if patterns.len() < ANGLES.min(theme.patterns().count()) {
            let message = format!(
                "its examples are coded by {} of its patterns; {ANGLES} or more show it from different angles",
                patterns.len()
            );
            found.push(Remark::fault("angles", &theme.id, message));
        }
    }
    found
}

fn check(theme: usize, counter: bool, example: &Example, classifier: &Classifier) -> Checked {
    let passage = classifier.code(&example.text, example.section.as_deref());
    let of_theme = passage.mentions.iter().filter(|mention| mention.theme as usize == theme);
    let coded: Vec<(Assertion, String, String)> = of_theme
        .map(|mention| {
            let cue =
                mention.cue.as_ref().map_or(String::new(), |cue| format!("{} ({})", cue.text, cue.frame));
            (mention.assertion, mention.pattern.clone(), cue)
        })
        .collect();
    let holds = match example.assertion.as_str() {
        // Named without asserting anything about the case counts as not coded.
        "none" => coded.iter().all(|(assertion, ..)| !assertion.counts()),
        wanted => coded.iter().any(|(assertion, ..)| assertion.name() == wanted),
    };
    Checked { theme, counter, example: example.clone(), coded, holds }
}
