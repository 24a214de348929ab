//! How well labelled real text is coded: themes, the polarity of passages, the scope of negation.
//!
//! In: the folder of labelled data given, or `../shared/data/gold`. Out: the figures, a line a data set.
//! Where a data set is absent this is said, and the bench goes on. Every run asserts that all units were read.
//!
//! Run with `cargo bench --bench quality [FOLDER]`.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, reason = "a bench that cannot run must stop")]

#[path = "../tests/suite/score.rs"]
mod score;

use refrain::classify::{Assertion, Classifier, Passage};
use refrain::codebook::{Codebook, Mode, Pattern, Theme};
use score::{Count, Sentence};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn main() {
    let given = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = given
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/gold"), PathBuf::from);
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    themes(&folder.join("themes/sentences.jsonl"), &codebook, &classifier);
    polarity(&folder.join("polarity/passages.jsonl"), &classifier);
    negation(&folder.join("negation/negation.jsonl"), &codebook);
}

/// The lines of a JSON Lines file; none, said aloud, where there is no such file.
fn lines<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("{}: not there, skipped", path.display());
        return Vec::new();
    };
    let read = text.lines().filter(|line| !line.trim().is_empty());
    read.map(|line| serde_json::from_str(line).expect("a line is as expected")).collect()
}

#[derive(serde::Deserialize)]
struct Code {
    theme: String,
    assertion: String,
}

#[derive(serde::Deserialize)]
struct Coded {
    text: String,
    codes: Vec<Code>,
    disputed: Vec<Disputed>,
}

#[derive(serde::Deserialize)]
struct Disputed {
    theme: String,
}

fn themes(path: &Path, codebook: &Codebook, classifier: &Classifier) {
    let id = |theme: &str| theme.split('/').next().unwrap_or_default().to_string();
    let sentence = |row: Coded| {
        let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for code in &row.codes {
            codes.entry(id(&code.theme)).or_default().push(code.assertion.clone());
        }
        let either_way = row.disputed.iter().map(|one| id(&one.theme)).collect();
        let text = row.text;
        Sentence { text, codes, either_way }
    };
    let sentences: Vec<Sentence> = lines(path).into_iter().map(sentence).collect();
    if sentences.is_empty() {
        return;
    }
    let scores = score::score(&sentences, codebook, classifier);
    println!(
        "themes: {} sentences, F1 {:.3}, failing F1 {:.3}, direction {:.3}",
        sentences.len(),
        scores.theme.f1(),
        scores.failing.f1(),
        scores.direction()
    );
}

#[derive(serde::Deserialize)]
struct Judged {
    text: String,
    heading: Option<String>,
    polarity: Option<String>,
}

fn polarity(path: &Path, classifier: &Classifier) {
    let mut rows: Vec<Judged> = lines(path);
    rows.retain(|row| row.polarity.is_some());
    for with_heading in [true, false].into_iter().filter(|_| !rows.is_empty()) {
        let mut counts = [Count::default(); 2];
        let mut decided = 0;
        for row in &rows {
            let heading = row.heading.as_deref().filter(|_| with_heading);
            let said = side(&classifier.code(&row.text, heading));
            decided += u32::from(said.is_some());
            for (count, side) in counts.iter_mut().zip(["improve", "strength"]) {
                count.add(row.polarity.as_deref() == Some(side), said == Some(side));
            }
        }
        println!(
            "polarity {} headings: {} passages, macro F1 {:.3}, decided {:.3}",
            if with_heading { "with" } else { "without" },
            rows.len(),
            (counts[0].f1() + counts[1].f1()) / 2.0,
            f64::from(decided) / rows.len() as f64
        );
    }
}

/// The one side a passage takes, if it takes one.
fn side(passage: &Passage) -> Option<&'static str> {
    let themes = passage.mentions.iter().map(|mention| mention.assertion);
    let all: Vec<Assertion> = themes.chain(passage.judged.iter().map(|judged| judged.assertion)).collect();
    let bad = |assertion: &Assertion| {
        matches!(assertion, Assertion::Failing | Assertion::Mixed | Assertion::Recommended)
    };
    match (all.iter().any(bad), all.contains(&Assertion::GoodPractice)) {
        (true, false) => Some("improve"),
        (false, true) => Some("strength"),
        _ => None,
    }
}

#[derive(serde::Deserialize)]
struct Concept {
    concept: String,
    sentence: String,
    negation: String,
}

/// Each concept is made a theme of facts; it is negated where the theme is coded absent.
fn negation(path: &Path, codebook: &Codebook) {
    let rows: Vec<Concept> = lines(path);
    if rows.is_empty() {
        return;
    }
    let words = |text: &str| -> String {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let mut own = Codebook { sets: codebook.sets.clone(), ..Codebook::default() };
    for row in &rows {
        let pattern = Pattern::parse(&words(&row.concept)).expect("words are a pattern");
        own.themes.push(Theme::bare(&row.concept, Mode::Presence, vec![pattern]));
    }
    let classifier = Classifier::new(&own);
    let (mut count, mut unmatched) = (Count::default(), 0);
    for (theme, row) in rows.iter().enumerate() {
        let passage = classifier.code(&row.sentence, None);
        let mut own =
            passage.mentions.iter().filter(|mention| usize::from(mention.theme) == theme).peekable();
        unmatched += u32::from(own.peek().is_none());
        let absent = own.any(|mention| mention.assertion == Assertion::Absent);
        count.add(row.negation == "Negated", absent);
    }
    println!("negation: {} concepts ({unmatched} not matched), F1 of negated {:.3}", rows.len(), count.f1());
}
