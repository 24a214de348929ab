//! Text to features: words, pairs of words, pieces of words, and what the rules saw.
//!
//! Features are kept as they are written, not hashed: no two share a weight, and a model can name the
//! words that decided. Rows are sparse, each kind of feature scaled to unit length so that a long sentence
//! does not shout and a few signals are heard beside hundreds of pieces of words.

use super::sample::Signals;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is made of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Recipe {
    /// Words in a row, at most.
    pub(super) words: usize,
    /// Letters of a piece of a word, at least and at most; its ends count as letters.
    pub(super) letters: (usize, usize),
    /// Rows in which a feature must stand to be kept.
    pub(super) least_rows: u32,
    /// Whether the rules' signals are features.
    pub(super) signals: bool,
}

/// Kinds of features, by the letter before the colon.
const KINDS: [char; 4] = ['w', 'c', 'r', 't'];

/// The prefix of features that are words of the text.
pub(super) const WORD: &str = "w:";

/// A sparse row: feature and value, ordered by feature.
pub(super) type Sparse = Vec<(u32, f64)>;

/// What a row says, as names, sorted and each once.
pub(super) fn names(text: &str, signals: &[String], recipe: &Recipe) -> Vec<String> {
    let words = words(text);
    let mut found = Vec::new();
    for length in 1..=recipe.words {
        found.extend(words.windows(length).map(|run| format!("{WORD}{}", run.join(" "))));
    }
    for word in &words {
        pieces(word, recipe.letters, &mut found);
    }
    if recipe.signals {
        found.extend(signals.iter().map(|signal| format!("r:{signal}")));
    }
    sorted(found)
}

/// What the rules saw of one theme, as names, sorted and each once.
pub(super) fn theme_names(theme: &str, signals: &Signals, recipe: &Recipe) -> Vec<String> {
    let mut found = vec![format!("t:theme {theme}")];
    if recipe.signals {
        let of_theme = signals.themes.get(theme).into_iter().flatten();
        found.extend(of_theme.map(|signal| format!("t:{signal}")));
    }
    sorted(found)
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort_unstable();
    names.dedup();
    names
}

/// Lower-case words; figures are all alike.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.trim_matches(['\'', '’']))
        .filter(|word| !word.is_empty())
        .map(|word| match word.chars().any(char::is_numeric) {
            true => "#".to_string(),
            false => word.to_lowercase().replace('’', "'"),
        })
        .collect()
}

/// Runs of letters inside a word, its ends marked by spaces.
fn pieces(word: &str, (least, most): (usize, usize), found: &mut Vec<String>) {
    let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    for length in least..=most {
        let runs = letters.windows(length);
        found.extend(runs.map(|run| format!("c:{}", run.iter().collect::<String>())));
    }
}

/// The features a model knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vocabulary {
    names: Vec<String>,
    /// Inverse document frequency in units of 1/1024: whole numbers are the same on every machine.
    rarity: Vec<u32>,
    index: BTreeMap<String, u32>,
}

const RARITY_UNIT: f64 = 1024.0;

impl Vocabulary {
    /// The names that stand in at least `least` of `rows`.
    pub(super) fn new<'a>(rows: impl Iterator<Item = &'a [String]>, least: u32) -> Self {
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        let mut total = 0;
        for row in rows {
            total += 1;
            for name in row {
                *counts.entry(name).or_default() += 1;
            }
        }
        counts.retain(|_, count| *count >= least);
        let rarity = counts.values().map(|count| rarity(*count, total)).collect();
        Self::from_parts(counts.into_keys().map(str::to_string).collect(), rarity)
    }

    /// From names with their rarities, as [`Vocabulary::parts`] gave them.
    pub(super) fn from_parts(names: Vec<String>, rarity: Vec<u32>) -> Self {
        let index = names.iter().enumerate().map(|(at, name)| (name.clone(), at as u32)).collect();
        Vocabulary { names, rarity, index }
    }

    pub(super) fn parts(&self) -> (&[String], &[u32]) {
        (&self.names, &self.rarity)
    }

    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    pub(super) fn name(&self, feature: u32) -> &str {
        &self.names[feature as usize]
    }

    /// The row of `names`; what is not known is left out.
    pub(super) fn row(&self, names: &[String]) -> Sparse {
        let known = names.iter().filter_map(|name| {
            let feature = *self.index.get(name)?;
            Some((feature, f64::from(self.rarity[feature as usize]) / RARITY_UNIT))
        });
        let mut row: Sparse = known.collect();
        row.sort_unstable_by_key(|(feature, _)| *feature);
        for kind in KINDS {
            let of_kind = |feature: u32| self.name(feature).starts_with(kind);
            let squares: f64 =
                row.iter().filter(|(feature, _)| of_kind(*feature)).map(|(_, value)| value * value).sum();
            let length = squares.sqrt();
            for (_, value) in row.iter_mut().filter(|(feature, _)| of_kind(*feature)) {
                *value /= length;
            }
        }
        row
    }
}

/// Smoothed inverse document frequency, 1 + ln((1 + rows) / (1 + rows with it)): Spärck Jones (1972), in the
/// form that never is zero.
fn rarity(count: u32, total: u32) -> u32 {
    let idf = 1.0 + (f64::from(1 + total) / f64::from(1 + count)).ln();
    (idf * RARITY_UNIT).round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECIPE: Recipe = Recipe { words: 2, letters: (3, 3), least_rows: 1, signals: true };

    #[test]
    fn a_text_is_words_pairs_and_pieces() {
        assert_eq!(
            names("The GP's", &["theme x".into()], &RECIPE),
            [
                "c: gp",
                "c: th",
                "c:'s ",
                "c:gp'",
                "c:he ",
                "c:p's",
                "c:the",
                "r:theme x",
                "w:gp's",
                "w:the",
                "w:the gp's"
            ]
        );
    }

    #[test]
    fn each_kind_has_unit_length_and_the_unknown_is_left_out() {
        let known = names("plan plan drift", &["a".into(), "b".into()], &RECIPE);
        let vocabulary = Vocabulary::new([known.as_slice()].into_iter(), 1);
        let row = vocabulary.row(&names("drift of the plan", &["a".into()], &RECIPE));
        for kind in ['w', 'c', 'r'] {
            let squares: f64 = row
                .iter()
                .filter(|(feature, _)| vocabulary.name(*feature).starts_with(kind))
                .map(|(_, value)| value * value)
                .sum();
            assert!((squares - 1.0).abs() < 1e-12, "{kind}: {squares}");
        }
        assert!(row.iter().all(|(feature, _)| vocabulary.name(*feature) != "w:of"));
    }
}
