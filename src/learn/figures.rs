//! How well a coder does against what people coded.

use serde::{Deserialize, Serialize};

/// What a figure is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subject {
    /// Whether a theme is there.
    Theme,
    /// What is asserted of a theme that is there.
    Assertion,
}

/// Whose codes were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coder {
    /// The rules alone.
    Rules,
    /// The model alone.
    Model,
    /// Coded by one or the other: what a codebook that names the model gives.
    Either,
    /// Coded by both.
    Both,
}

impl Coder {
    /// All, in the order they are printed.
    pub const ALL: [Coder; 4] = [Coder::Rules, Coder::Model, Coder::Either, Coder::Both];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Coder::Rules => "rules",
            Coder::Model => "model",
            Coder::Either => "either",
            Coder::Both => "both",
        }
    }

    /// Whether this coder codes, given whether rules and model do.
    pub(super) fn codes(self, rules: bool, model: bool) -> bool {
        match self {
            Coder::Rules => rules,
            Coder::Model => model,
            Coder::Either => rules || model,
            Coder::Both => rules && model,
        }
    }
}

/// Units by what the person and the coder said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Coded by both.
    pub both: u32,
    /// Coded by the person only.
    pub missed: u32,
    /// Coded by the coder only.
    pub wrong: u32,
    /// Coded by neither.
    pub neither: u32,
}

impl Counts {
    /// Counts one unit.
    pub fn add(&mut self, gold: bool, coder: bool) {
        *match (gold, coder) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.missed,
            (false, true) => &mut self.wrong,
            (false, false) => &mut self.neither,
        } += 1;
    }

    /// Counts the units of `other` too.
    pub fn merge(&mut self, other: &Counts) {
        self.both += other.both;
        self.missed += other.missed;
        self.wrong += other.wrong;
        self.neither += other.neither;
    }

    fn units(&self) -> u32 {
        self.both + self.missed + self.wrong + self.neither
    }

    /// Of what the coder coded, the share that is right; from 0 to 1, none where nothing was coded.
    pub fn precision(&self) -> Option<f64> {
        share(self.both, self.both + self.wrong)
    }

    /// Of what the person coded, the share that was found; from 0 to 1, none where there was nothing.
    pub fn recall(&self) -> Option<f64> {
        share(self.both, self.both + self.missed)
    }

    /// The harmonic mean of precision and recall; none where neither coded anything.
    pub fn f1(&self) -> Option<f64> {
        share(2 * self.both, 2 * self.both + self.missed + self.wrong)
    }

    /// Cohen's kappa: agreement beyond what chance would give, 1 at most; none where chance alone gives
    /// full agreement. Cohen (1960), "A coefficient of agreement for nominal scales".
    pub fn kappa(&self) -> Option<f64> {
        let all = f64::from(self.units());
        let observed = f64::from(self.both + self.neither) / all;
        let (gold, coder) = (self.both + self.missed, self.both + self.wrong);
        let yes = f64::from(gold) * f64::from(coder) / (all * all);
        let no = (all - f64::from(gold)) * (all - f64::from(coder)) / (all * all);
        let expected = yes + no;
        (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
    }
}

fn share(part: u32, whole: u32) -> Option<f64> {
    (whole > 0).then(|| f64::from(part) / f64::from(whole))
}

/// How well one coder does on one theme or assertion, or on many together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What it is about.
    pub subject: Subject,
    /// The theme or assertion; "micro" pools their units, "macro" is the mean of their figures.
    pub name: String,
    /// Whose codes.
    pub coder: Coder,
    /// Units counted.
    pub units: u32,
    /// Units a person coded so.
    pub positive: u32,
    /// Units the coder coded so.
    pub found: u32,
    /// See [`Counts::precision`].
    pub precision: Option<f64>,
    /// See [`Counts::recall`].
    pub recall: Option<f64>,
    /// See [`Counts::f1`].
    pub f1: Option<f64>,
    /// See [`Counts::kappa`].
    pub kappa: Option<f64>,
    /// Why there is no more to say; empty where there is.
    pub note: String,
}

impl Figure {
    pub(super) fn new(subject: Subject, name: &str, coder: Coder, counts: &Counts) -> Self {
        Figure {
            subject,
            name: name.to_string(),
            coder,
            units: counts.units(),
            positive: counts.both + counts.missed,
            found: counts.both + counts.wrong,
            precision: counts.precision().map(rounded),
            recall: counts.recall().map(rounded),
            f1: counts.f1().map(rounded),
            kappa: counts.kappa().map(rounded),
            note: String::new(),
        }
    }

    /// The mean of `figures`, each counting alike whatever its units; what is not defined is left out.
    pub(super) fn mean(subject: Subject, coder: Coder, figures: &[&Figure]) -> Self {
        let mean = |part: fn(&Figure) -> Option<f64>| {
            let defined: Vec<f64> = figures.iter().filter_map(|figure| part(figure)).collect();
            let sum: f64 = defined.iter().sum();
            (!defined.is_empty()).then(|| rounded(sum / defined.len() as f64))
        };
        let total = |part: fn(&Figure) -> u32| figures.iter().map(|figure| part(figure)).sum();
        Figure {
            subject,
            name: "macro".to_string(),
            coder,
            units: total(|figure| figure.units),
            positive: total(|figure| figure.positive),
            found: total(|figure| figure.found),
            precision: mean(|figure| figure.precision),
            recall: mean(|figure| figure.recall),
            f1: mean(|figure| figure.f1),
            kappa: mean(|figure| figure.kappa),
            note: String::new(),
        }
    }
}

/// Three decimals, as printed and kept.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of Cohen's kappa in Sim and Wright (2005), "The kappa statistic in reliability
    /// studies", Physical Therapy 85, table 1: 22, 2, 4 and 11 of 39 patients, kappa 0.67.
    #[test]
    fn kappa_of_a_published_table() {
        let counts = Counts { both: 22, missed: 2, wrong: 4, neither: 11 };
        let kappa = counts.kappa().expect("defined");
        assert!((kappa - 0.67).abs() < 0.005, "{kappa}");
    }

    #[test]
    fn precision_recall_and_f1_by_hand_and_undefined_where_nothing_is_coded() {
        let counts = Counts { both: 6, missed: 4, wrong: 2, neither: 88 };
        assert_eq!(counts.precision(), Some(0.75));
        assert_eq!(counts.recall(), Some(0.6));
        assert_eq!(counts.f1(), Some(12.0 / 18.0));
        let none = Counts { neither: 5, ..Counts::default() };
        assert_eq!((none.precision(), none.f1(), none.kappa()), (None, None, None));
    }
}
