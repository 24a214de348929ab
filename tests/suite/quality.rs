//! Sentences worded as reviews, coroners and inspectors word them are coded well, whoever worded them.
//!
//! The cases are `tests/cases/fresh/*.toml`: invented sentences written and labelled before it was known how
//! they would be coded. `quality.toml` beside them says how good the coding must be; a figure may only rise.

use super::score::{Scores, Sentence, score};
use refrain::classify::Classifier;
use refrain::codebook::Codebook;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    sentence: Vec<Sentence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floor {
    theme_f1: f64,
    failing_f1: f64,
    direction: f64,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/fresh").join(name);
    let text = std::fs::read_to_string(&path).expect("the cases are there");
    toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What falls below its floor.
fn short(floor: &Floor, scores: &Scores) -> Vec<String> {
    let figures = [
        ("theme F1", scores.theme.f1(), floor.theme_f1),
        ("failing F1", scores.failing.f1(), floor.failing_f1),
        ("direction", scores.direction(), floor.direction),
    ];
    let below = figures.into_iter().filter(|(_, is, least)| is < least);
    below.map(|(name, is, least)| format!("{name} is {is:.3}, at least {least} is promised")).collect()
}

#[test]
fn fresh_sentences_are_coded_as_well_as_promised() {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    let floors: BTreeMap<String, Floor> = read("quality.toml");
    assert!(!floors.is_empty(), "quality.toml names no file of sentences");
    for (name, floor) in floors {
        let sentences: Sentences = read(&format!("{name}.toml"));
        let scores = score(&sentences.sentence, &codebook, &classifier);
        let short = short(&floor, &scores);
        assert!(short.is_empty(), "{name}: {}\n{}", short.join("; "), scores.differs.join("\n"));
    }
}
