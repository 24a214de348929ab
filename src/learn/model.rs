//! A model on disk: JSON Lines, the first line saying what it was made from.
//!
//! ```text
//! {"part":"made","format":1,"program":...,"codebook":...,"rules":...,"training":...,"rows":...}
//! {"part":"figures","figures":[...]}
//! {"part":"features","names":[...],"rarity":[...]}
//! {"part":"theme","name":"record-keeping","threshold":...,"bias":...,"weights":[...]}
//! {"part":"assertion","name":"failing",...}
//! {"part":"end"}
//! ```
//!
//! Weights are whole numbers in units of 1/16384, in the order of the names: the same bytes every time.

use super::features::{Recipe, Sparse, Vocabulary, WORD, names, theme_names};
use super::figures::Figure;
use super::sample::Signals;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Raised whenever features, signals or the file change their meaning: an older model is refused.
pub const FORMAT: u32 = 1;

/// What a whole weight stands for.
pub(super) const UNIT: f64 = 1.0 / 16_384.0;

/// What a model was made from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// [`FORMAT`] at the time.
    pub format: u32,
    /// Version of the program.
    pub program: String,
    /// The codebook's id.
    pub codebook: String,
    /// Hash of the codebook's rules; a model speaks only beside these.
    pub rules: String,
    /// SHA-256 of the coded rows.
    pub training: String,
    /// How many rows there were.
    pub rows: usize,
    /// How many documents or paragraphs they came from.
    pub groups: usize,
    /// Folds of the cross-validation.
    pub folds: usize,
    /// Seed of folds and solver.
    pub seed: u64,
    /// Cost of a row on the wrong side.
    pub cost: f64,
    pub(super) recipe: Recipe,
}

/// A line with its threshold, in whole units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Linear {
    pub(super) name: String,
    pub(super) threshold: i64,
    pub(super) bias: i32,
    pub(super) weights: Vec<i32>,
}

impl Linear {
    /// How far on its side a row lies.
    pub(super) fn score(&self, row: &Sparse) -> f64 {
        let sum: f64 =
            row.iter().map(|(feature, value)| f64::from(self.weights[*feature as usize]) * value).sum();
        (sum + f64::from(self.bias)) * UNIT
    }

    pub(super) fn limit(&self) -> f64 {
        self.threshold as f64 * UNIT
    }
}

/// A trained model: what it was made from, how well it does, and its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What it was made from.
    pub made: Made,
    /// How well rules and model do, by cross-validation.
    pub figures: Vec<Figure>,
    pub(super) vocabulary: Vocabulary,
    pub(super) themes: Vec<Linear>,
    pub(super) assertions: Vec<Linear>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "kebab-case")]
enum Part {
    Made(Made),
    Figures { figures: Vec<Figure> },
    Features { names: Vec<String>, rarity: Vec<u32> },
    Theme(Linear),
    Assertion(Linear),
    End,
}

impl Model {
    /// The bytes of its file.
    ///
    /// # Errors
    /// Never in practice: all of it is plain data.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let (names, rarity) = self.vocabulary.parts();
        let head = [
            Part::Made(self.made.clone()),
            Part::Figures { figures: self.figures.clone() },
            Part::Features { names: names.to_vec(), rarity: rarity.to_vec() },
        ];
        let themes = self.themes.iter().cloned().map(Part::Theme);
        let assertions = self.assertions.iter().cloned().map(Part::Assertion);
        let mut bytes = Vec::new();
        for part in head.into_iter().chain(themes).chain(assertions).chain([Part::End]) {
            serde_json::to_writer(&mut bytes, &part).map_err(|error| Error::write("the model", error))?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    /// Reads the model at `path`, to be used beside rules with the hash `rules`.
    ///
    /// # Errors
    /// When the file cannot be read, is no model or is cut short, was made by an older or newer program, or
    /// beside other rules; the message says what to do.
    pub fn open(path: &Path, rules: &str) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| Error::read(path, source))?;
        check_format(&text, path)?;
        let model = parse(&text).map_err(|(line, message)| Error::invalid(path, Some(line), message))?;
        if model.made.rules != rules {
            let message = format!(
                "this model was learned beside other patterns, cues or themes (rules {}, now {rules}); train it again \
                 with refrain learn",
                model.made.rules
            );
            return Err(Error::invalid(path, Some(1), message));
        }
        Ok(model)
    }

    /// What the model makes of `text` and what the rules saw in it.
    pub fn read(&self, text: &str, signals: &Signals) -> Reading<'_> {
        let names = names(text, &signals.unit, &self.made.recipe);
        let row = self.vocabulary.row(&names);
        Reading { model: self, names, row }
    }
}

/// Says of a file of another format what it is, before its parts are read.
fn check_format(text: &str, path: &Path) -> Result<()> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let first = text.lines().next().unwrap_or("");
    let message = match serde_json::from_str::<Head>(first) {
        Err(_) => "this is no model: refrain learn writes one".to_string(),
        Ok(head) if head.format < FORMAT => format!(
            "this model was made by an older version (format {}, this one reads {FORMAT}); train it again with refrain learn",
            head.format
        ),
        Ok(head) if head.format > FORMAT => format!(
            "this model was made by a newer version (format {}, this one reads {FORMAT}); update refrain or train it again",
            head.format
        ),
        Ok(_) => return Ok(()),
    };
    Err(Error::invalid(path, Some(1), message))
}

fn parse(text: &str) -> std::result::Result<Model, (usize, String)> {
    let (mut made, mut figures, mut vocabulary) = (None, Vec::new(), Vocabulary::default());
    let (mut themes, mut assertions, mut ended) = (Vec::new(), Vec::new(), false);
    for (index, line) in text.lines().enumerate() {
        let wrong = |message: String| (index + 1, message);
        let part = serde_json::from_str(line).map_err(|error| wrong(format!("a damaged model: {error}")))?;
        match part {
            Part::Made(read) => made = Some(read),
            Part::Figures { figures: read } => figures = read,
            Part::Features { names, rarity } if names.len() == rarity.len() => {
                vocabulary = Vocabulary::from_parts(names, rarity);
            }
            Part::Theme(line) if line.weights.len() == vocabulary.len() => themes.push(line),
            Part::Assertion(line) if line.weights.len() == vocabulary.len() => assertions.push(line),
            Part::End => ended = true,
            Part::Features { .. } | Part::Theme(_) | Part::Assertion(_) => {
                return Err(wrong("a damaged model: weights and features do not fit".into()));
            }
        }
    }
    match made {
        Some(made) if ended => Ok(Model { made, figures, vocabulary, themes, assertions }),
        _ => Err((text.lines().count(), "this model is cut short; train it again".into())),
    }
}

/// A theme the model finds in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion<'a> {
    /// The theme's id.
    pub theme: &'a str,
    /// The words that spoke for it most, at most three.
    pub words: Vec<&'a str>,
}

/// A text as the model sees it.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    model: &'a Model,
    names: Vec<String>,
    row: Sparse,
}

/// How many words an opinion names.
const WORDS_NAMED: usize = 3;
/// Letters of a word that says something by itself.
const TELLING: usize = 4;

impl<'a> Reading<'a> {
    /// The themes it finds, in the order of the model.
    pub fn themes(&self) -> Vec<Opinion<'a>> {
        let found = self.model.themes.iter().filter(|line| line.score(&self.row) > line.limit());
        found.map(|line| Opinion { theme: &line.name, words: self.words(line) }).collect()
    }

    /// What it takes to be asserted of `theme`, of what may be; the surest first.
    pub fn assertions(&self, theme: &str, signals: &Signals, may: &[&str]) -> Vec<&'a str> {
        let own = theme_names(theme, signals, &self.model.made.recipe);
        let row = self.model.vocabulary.row(&[self.names.as_slice(), &own].concat());
        asserted(&self.model.assertions, &row, |name| may.contains(&name))
    }

    /// The words that weigh most for `line`; "of the" may weigh and says nothing to a reader.
    fn words(&self, line: &Linear) -> Vec<&'a str> {
        let vocabulary = &self.model.vocabulary;
        let mut weighed: Vec<(f64, &'a str)> = self
            .row
            .iter()
            .map(|(feature, value)| {
                let weight = f64::from(line.weights[*feature as usize]) * value;
                (weight, vocabulary.name(*feature))
            })
            .filter_map(|(weight, name)| Some((weight, name.strip_prefix(WORD)?)))
            .filter(|(weight, name)| {
                *weight > 0.0 && name.split(' ').any(|word| word.chars().count() >= TELLING)
            })
            .collect();
        weighed.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        weighed.into_iter().take(WORDS_NAMED).map(|(_, name)| name).collect()
    }
}

/// What is asserted, of what may be: the assertion whose line a row lies farthest on, and every other on the
/// right side of which it lies. A fact and a judgement on it may stand in one sentence.
pub(super) fn asserted<'a>(lines: &'a [Linear], row: &Sparse, may: impl Fn(&str) -> bool) -> Vec<&'a str> {
    let lines = lines.iter().filter(|line| may(&line.name));
    let mut scored: Vec<(f64, &'a str)> = lines.map(|line| (line.score(row), line.name.as_str())).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let best = scored.first().map_or(0.0, |(score, _)| *score);
    scored.retain(|(score, _)| *score > 0.0 || *score == best);
    scored.into_iter().map(|(_, name)| name).collect()
}
