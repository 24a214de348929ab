//! Prevalence corrected for errors of coding.
//!
//! W. J. Rogan and B. Gladen, American Journal of Epidemiology 107 (1978) 71-76: the share of documents
//! that truly raise a theme is `(apparent + specificity - 1) / (sensitivity + specificity - 1)`, cut to
//! 0..1. Sensitivity (recall) and specificity are of documents, against what people said of documents
//! drawn at random from those the machine coded as raising the theme and from the others; each judged
//! document counts for all those it was drawn from. The interval comes from resampling both the judged
//! documents, within their strata, and the documents of the corpus.

use super::Basis;
use super::bootstrap::{Estimate, SplitMix64, estimates};
use super::coefficients::{Rated, precision, specificity};
use crate::findings::trend::MIN_FOR_SHARE;
use serde::Serialize;

/// How well documents were coded on one theme, and what follows for its prevalence.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Corrected {
    /// Documents judged by people.
    pub documents: u32,
    /// Share of the documents coded as raising the theme that do.
    pub precision: Option<Estimate>,
    /// Sensitivity: share of the documents that raise the theme that were coded so.
    pub recall: Option<Estimate>,
    /// Share of the documents that do not raise the theme that were not coded so.
    pub specificity: Option<Estimate>,
    /// The corrected prevalence; none when [`withheld`](Self::withheld) says why.
    pub prevalence: Option<Estimate>,
    /// Why there is no corrected prevalence.
    pub withheld: Option<Uncorrected>,
}

/// Why no corrected prevalence is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Uncorrected {
    /// No document was judged.
    NoneJudged,
    /// Fewer than [`MIN_FOR_SHARE`] documents were judged.
    FewJudged,
    /// No answer on any of the documents that were coded as raising the theme, or of the others.
    StratumBlank,
    /// No judged document raises the theme, or all do: one of the two rates does not exist.
    OneSided,
    /// The coding tells documents apart no better than chance.
    Uninformative,
}

impl Uncorrected {
    /// The words used in files.
    pub fn name(self) -> &'static str {
        match self {
            Uncorrected::NoneJudged => "none-judged",
            Uncorrected::FewJudged => "under-10-judged",
            Uncorrected::StratumBlank => "stratum-blank",
            Uncorrected::OneSided => "all-judged-alike",
            Uncorrected::Uninformative => "no-better-than-chance",
        }
    }
}

/// The estimator, cut to 0..1; none when the test tells nothing apart.
fn rogan_gladen(apparent: f64, sensitivity: f64, specificity: f64) -> Option<f64> {
    let informative = sensitivity + specificity - 1.0;
    (informative > 1e-9).then(|| ((apparent + specificity - 1.0) / informative).clamp(0.0, 1.0))
}

/// Corrects the share `raised` of `read` documents by `judged` ones, all of them answered: the first code is
/// the machine's, the second the people's (1 raises the theme, 0 does not).
pub(super) fn correct((basis, judged): (Basis, Vec<Rated>), raised: u32, read: u32, seed: u64) -> Corrected {
    let documents = judged.len() as u32;
    if documents == 0 || read == 0 {
        return Corrected { withheld: Some(Uncorrected::NoneJudged), ..Corrected::default() };
    }
    let counts = Binomial::new(read, f64::from(raised) / f64::from(read));
    let found = estimates(&judged, seed, |sample, chance| {
        let (sensitivity, specificity) = (precision(sample, 1, 0), specificity(sample, 0, 1));
        let raised = chance.map_or(raised, |chance| counts.draw(chance));
        let apparent = f64::from(raised) / f64::from(read);
        let corrected = sensitivity
            .zip(specificity)
            .and_then(|(sensitivity, specificity)| rogan_gladen(apparent, sensitivity, specificity));
        vec![precision(sample, 0, 1), sensitivity, specificity, corrected]
    });
    let whole = basis != Basis::InPart;
    let withheld = match (found[1], found[2], found[3]) {
        _ if documents < MIN_FOR_SHARE => Some(Uncorrected::FewJudged),
        _ if !whole => Some(Uncorrected::StratumBlank),
        (None, _, _) | (_, None, _) => Some(Uncorrected::OneSided),
        (_, _, None) => Some(Uncorrected::Uninformative),
        _ => None,
    };
    Corrected {
        documents,
        precision: found[0],
        recall: found[1].filter(|_| whole),
        specificity: found[2].filter(|_| whole),
        prevalence: found[3].filter(|_| withheld.is_none()),
        withheld,
    }
}

/// How many of `n` documents drawn with replacement have something that a share `p` of them has.
struct Binomial {
    /// Chance of at most so many.
    cumulative: Vec<f64>,
}

impl Binomial {
    fn new(n: u32, p: f64) -> Self {
        let mut log_factorials = vec![0.0; n as usize + 1];
        for k in 1..=n as usize {
            log_factorials[k] = log_factorials[k - 1] + (k as f64).ln();
        }
        let log = |share: f64, times: u32| {
            if times == 0 { 0.0 } else { f64::from(times) * share.ln() }
        };
        let mut sum = 0.0;
        let cumulative = (0..=n)
            .map(|k| {
                let ways = log_factorials[n as usize]
                    - log_factorials[k as usize]
                    - log_factorials[(n - k) as usize];
                sum += (ways + log(p, k) + log(1.0 - p, n - k)).exp();
                sum
            })
            .collect();
        Binomial { cumulative }
    }

    fn draw(&self, chance: &mut SplitMix64) -> u32 {
        let at = chance.unit();
        let place = self.cumulative.partition_point(|sum| *sum <= at);
        place.min(self.cumulative.len() - 1) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Herd of cattle in the manual of the R package epiR: 23 of 150 positive, sensitivity 0.96,
    /// specificity 0.89, true prevalence 5.1 in 100.
    #[test]
    fn the_published_example() {
        let got = rogan_gladen(23.0 / 150.0, 0.96, 0.89).unwrap();
        assert!((got * 100.0 - 5.1).abs() < 0.05, "{got}");
    }

    fn judged(machine: u8, people: u8, times: usize, weight: f64) -> Vec<Rated> {
        let unit = Rated { codes: vec![Some(machine), Some(people)], weight, stratum: u32::from(machine) };
        vec![unit; times]
    }

    #[test]
    fn coding_without_error_is_not_corrected() {
        let all = [judged(1, 1, 8, 5.0), judged(0, 0, 8, 7.5)].concat();
        let got = correct((Basis::Judged, all), 40, 100, 1);
        let corrected = got.prevalence.unwrap();
        assert!((corrected.value - 0.4).abs() < 1e-12);
        assert!(corrected.low.unwrap() < 0.4 && 0.4 < corrected.high.unwrap());
        assert_eq!((got.precision.unwrap().value, got.recall.unwrap().value), (1.0, 1.0));
    }

    /// Drawn from the corpus itself, the estimator is the weighted share of documents that people say
    /// raise the theme: 40 * 0.75 + 60 * 0.1 of 100.
    #[test]
    fn the_corrected_share_is_what_people_say_weighed_by_how_it_was_drawn() {
        let all = [judged(1, 1, 15, 2.0), judged(1, 0, 5, 2.0), judged(0, 1, 2, 3.0), judged(0, 0, 18, 3.0)]
            .concat();
        let got = correct((Basis::Judged, all), 40, 100, 1).prevalence.unwrap();
        assert!((got.value - 0.36).abs() < 1e-12, "{got:?}");
        assert!(got.low.unwrap() > 0.1 && got.high.unwrap() < 0.6, "{got:?}");
    }

    #[test]
    fn a_sample_too_small_to_say_is_said() {
        assert_eq!(correct((Basis::Judged, Vec::new()), 4, 10, 1).withheld, Some(Uncorrected::NoneJudged));
        let few = [judged(1, 1, 4, 1.0), judged(0, 0, 4, 1.0)].concat();
        assert_eq!(correct((Basis::Judged, few), 4, 10, 1).withheld, Some(Uncorrected::FewJudged));
        let alike = judged(1, 1, 12, 1.0);
        assert_eq!(correct((Basis::Judged, alike), 4, 10, 1).withheld, Some(Uncorrected::OneSided));
        let blank = [judged(1, 1, 6, 1.0), judged(1, 0, 6, 1.0)].concat();
        let got = correct((Basis::InPart, blank), 4, 10, 1);
        assert_eq!((got.withheld, got.recall), (Some(Uncorrected::StratumBlank), None));
        let wrong = [judged(1, 0, 6, 1.0), judged(0, 1, 6, 1.0)].concat();
        assert_eq!(correct((Basis::Judged, wrong), 4, 10, 1).withheld, Some(Uncorrected::Uninformative));
    }
}
