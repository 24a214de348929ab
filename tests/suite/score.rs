//! How well sentences are coded, counted as information retrieval does: precision, recall, F1.
//!
//! In: sentences with the codes a careful person gave them, and a classifier. Out: [`Scores`]. The test of
//! invented sentences and the bench on labelled real ones count alike through this file.

use refrain::classify::{Assertion, Classifier, Mention};
use refrain::codebook::Codebook;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// A sentence, the assertions of each theme it raises, and themes on which careful people may differ.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) codes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(crate) either_way: BTreeSet<String>,
}

/// What was found and should be, what was found and should not be, what was missed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) right: u32,
    pub(crate) wrong: u32,
    pub(crate) missed: u32,
}

impl Count {
    pub(crate) fn add(&mut self, wanted: bool, found: bool) {
        match (wanted, found) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// The harmonic mean of precision and recall, 0 to 1; 0 where nothing is right.
    pub(crate) fn f1(self) -> f64 {
        let all = f64::from(2 * self.right + self.wrong + self.missed);
        f64::from(2 * self.right) / all.max(1.0)
    }
}

/// Themes found; themes said to be failing; of themes found, how many point the right way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) theme: Count,
    pub(crate) failing: Count,
    pub(crate) direction: Count,
    /// What differs, a line each.
    pub(crate) differs: Vec<String>,
}

impl Scores {
    /// The share of themes found whose direction is right, 0 to 1.
    pub(crate) fn direction(&self) -> f64 {
        f64::from(self.direction.right) / f64::from(self.direction.right + self.direction.wrong).max(1.0)
    }
}

/// Codes every sentence and counts. A presence theme's judgement and its presence count as one theme.
pub(crate) fn score(sentences: &[Sentence], codebook: &Codebook, classifier: &Classifier) -> Scores {
    let mut scores = Scores::default();
    for sentence in sentences {
        let coded = coded(&classifier.code(&sentence.text, None).mentions, codebook);
        let themes: BTreeSet<&String> = sentence.codes.keys().chain(coded.keys()).collect();
        for theme in themes {
            if !sentence.either_way.contains(theme) {
                count(sentence, theme, coded.get(theme), &mut scores);
            }
        }
    }
    scores
}

fn coded(mentions: &[Mention], codebook: &Codebook) -> BTreeMap<String, Vec<Assertion>> {
    let mut found: BTreeMap<String, Vec<Assertion>> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.assertion.counts()) {
        let theme = codebook.themes[mention.theme as usize].id.clone();
        found.entry(theme).or_default().push(mention.assertion);
    }
    found
}

fn count(sentence: &Sentence, theme: &str, coded: Option<&Vec<Assertion>>, scores: &mut Scores) {
    let wanted: Option<Vec<Assertion>> = sentence.codes.get(theme).map(|names| {
        let known = names.iter().map(|name| Assertion::from_name(name));
        known.map(|known| known.expect("a known assertion")).collect()
    });
    let wanted_ways = wanted.as_deref().map(ways).unwrap_or_default();
    let found_ways = coded.map(|coded| ways(coded)).unwrap_or_default();
    scores.theme.add(wanted.is_some(), coded.is_some());
    scores.failing.add(wanted_ways.contains("failing"), found_ways.contains("failing"));
    if wanted.is_some() && coded.is_some() && !wanted_ways.is_empty() {
        let right = !wanted_ways.is_disjoint(&found_ways);
        scores.direction.add(right, true);
    }
    if wanted_ways != found_ways || wanted.is_some() != coded.is_some() {
        let line = format!("{theme}: wanted {wanted:?}, coded {coded:?}: {}", sentence.text);
        scores.differs.push(line);
    }
}

/// Directions: failing, good, recommended.
fn ways(assertions: &[Assertion]) -> BTreeSet<&'static str> {
    let way = |assertion: &Assertion| match assertion {
        Assertion::Failing | Assertion::Mixed => Some("failing"),
        Assertion::GoodPractice => Some("good"),
        Assertion::Recommended => Some("recommended"),
        _ => None,
    };
    assertions.iter().filter_map(way).collect()
}
