//! Agreement of two or more coders on categories without order.
//!
//! Units may be weighted (a sample drawn with unequal chances) and a coder may have left units out.
//!
//! - Cohen's kappa, two coders: J. Cohen, Educational and Psychological Measurement 20 (1960) 37-46.
//! - Krippendorff's alpha, nominal: K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011).
//! - Gwet's AC1, with missing codes: K. L. Gwet, British Journal of Mathematical and Statistical
//!   Psychology 61 (2008) 29-48; Handbook of Inter-Rater Reliability, 4th ed. (2014), chapter 2.
//!
//! With weights every count in these formulas is a sum of weights, scaled so that the weights of the
//! units used add up to their number: equal weights give the published coefficient.

/// What coders said of one unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Rated {
    /// A category for each coder, from 0; none where the coder left the unit out.
    pub(super) codes: Vec<Option<u8>>,
    /// How many units of the whole this one stands for; above 0.
    pub(super) weight: f64,
    /// The stratum from which it was drawn: resampling stays within it.
    pub(super) stratum: u32,
}

/// Units with how often each stands in a calculation: a resample is the same units, counted anew.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample<'a> {
    pub(super) units: &'a [Rated],
    pub(super) counts: &'a [f64],
}

impl<'a> Sample<'a> {
    /// Each unit with its count.
    fn counted(self) -> impl Iterator<Item = (&'a Rated, f64)> {
        let all = self.units.iter().zip(self.counts.iter().copied());
        all.filter(|(_, count)| *count > 0.0)
    }

    /// Each unit with its weight, as often as it stands.
    fn iter(self) -> impl Iterator<Item = (&'a Rated, f64)> {
        self.counted().map(|(unit, count)| (unit, count * unit.weight))
    }

    /// Units that both coders judged: the two codes and the weight.
    fn pairs(self, a: usize, b: usize) -> impl Iterator<Item = (u8, u8, f64)> {
        self.iter().filter_map(move |(unit, weight)| Some((unit.codes[a]?, unit.codes[b]?, weight)))
    }
}

/// `part / whole`; none when there is no whole.
fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 0.0).then(|| part / whole)
}

/// Share of what `judge` found (any category but 0) that `truth` found in the same category.
///
/// With the two exchanged it is recall: C. J. van Rijsbergen, Information Retrieval (1979), chapter 7.
pub(super) fn precision(sample: Sample<'_>, judge: usize, truth: usize) -> Option<f64> {
    let (mut found, mut right) = (0.0, 0.0);
    for (judged, true_code, weight) in sample.pairs(judge, truth).filter(|(judged, _, _)| *judged > 0) {
        found += weight;
        right += if judged == true_code { weight } else { 0.0 };
    }
    ratio(right, found)
}

/// Share of what `truth` did not find (category 0) that `judge` did not find either.
pub(super) fn specificity(sample: Sample<'_>, judge: usize, truth: usize) -> Option<f64> {
    let (mut without, mut right) = (0.0, 0.0);
    for (judged, _, weight) in sample.pairs(judge, truth).filter(|(_, code, _)| *code == 0) {
        without += weight;
        right += if judged == 0 { weight } else { 0.0 };
    }
    ratio(right, without)
}

/// The harmonic mean of precision and recall.
pub(super) fn f1(sample: Sample<'_>, judge: usize, truth: usize) -> Option<f64> {
    let precision = precision(sample, judge, truth)?;
    let recall = self::precision(sample, truth, judge)?;
    if precision + recall == 0.0 {
        return Some(0.0);
    }
    ratio(2.0 * precision * recall, precision + recall)
}

/// Share of units in which `coder` found something (any category but 0).
pub(super) fn found(sample: Sample<'_>, coder: usize) -> Option<f64> {
    let (mut all, mut found) = (0.0, 0.0);
    for (unit, weight) in sample.iter() {
        if let Some(code) = unit.codes[coder] {
            all += weight;
            found += if code > 0 { weight } else { 0.0 };
        }
    }
    ratio(found, all)
}

/// Cohen's kappa of coders `a` and `b`; none when both used one and the same category throughout.
pub(super) fn kappa(sample: Sample<'_>, a: usize, b: usize, categories: usize) -> Option<f64> {
    let (mut of_a, mut of_b) = (vec![0.0; categories], vec![0.0; categories]);
    let (mut all, mut same) = (0.0, 0.0);
    for (code_a, code_b, weight) in sample.pairs(a, b) {
        of_a[code_a as usize] += weight;
        of_b[code_b as usize] += weight;
        all += weight;
        same += if code_a == code_b { weight } else { 0.0 };
    }
    let observed = ratio(same, all)?;
    let expected: f64 = of_a.iter().zip(&of_b).map(|(a, b)| a * b / (all * all)).sum();
    corrected(observed, expected)
}

/// `(observed - expected) / (1 - expected)`; none when no disagreement could be expected.
fn corrected(observed: f64, expected: f64) -> Option<f64> {
    (expected < 1.0 - 1e-12).then(|| (observed - expected) / (1.0 - expected))
}

/// How many of `coders` put one unit into each category, and how many judged it.
fn distribution(unit: &Rated, coders: &[usize], categories: usize) -> (Vec<f64>, f64) {
    let mut counts = vec![0.0; categories];
    let codes = coders.iter().filter_map(|coder| unit.codes[*coder]);
    codes.for_each(|code| counts[code as usize] += 1.0);
    let judged = counts.iter().sum();
    (counts, judged)
}

/// Krippendorff's alpha of `coders`; none when every code given is the same category.
pub(super) fn alpha(sample: Sample<'_>, coders: &[usize], categories: usize) -> Option<f64> {
    let pairable: Vec<(Vec<f64>, f64, f64, f64)> = sample
        .counted()
        .map(|(unit, count)| {
            let (counts, judged) = distribution(unit, coders, categories);
            (counts, judged, count, unit.weight)
        })
        .filter(|(_, judged, _, _)| *judged >= 2.0)
        .collect();
    let sum = |part: fn(f64, f64) -> f64| -> f64 {
        let parts = pairable.iter().map(|(_, _, count, weight)| part(*count, *weight));
        parts.sum()
    };
    let scale = sum(|count, _| count) / sum(|count, weight| count * weight);
    let (mut totals, mut different) = (vec![0.0; categories], 0.0);
    for (counts, judged, count, weight) in &pairable {
        let weight = count * weight * scale;
        let squares: f64 = counts.iter().map(|count| count * count).sum();
        different += weight * (judged * judged - squares) / (judged - 1.0);
        totals.iter_mut().zip(counts).for_each(|(total, count)| *total += weight * count);
    }
    let all: f64 = totals.iter().sum();
    let unlike = all * all - totals.iter().map(|total| total * total).sum::<f64>();
    (unlike > 1e-9).then(|| 1.0 - (all - 1.0) * different / unlike)
}

/// Share of pairs of codes on one unit that are the same, over the units judged by two or more.
pub(super) fn agreed(sample: Sample<'_>, coders: &[usize], categories: usize) -> Option<f64> {
    let (mut same, mut all) = (0.0, 0.0);
    for (unit, weight) in sample.iter() {
        let (counts, judged) = distribution(unit, coders, categories);
        if judged >= 2.0 {
            let pairs: f64 = counts.iter().map(|count| count * (count - 1.0)).sum();
            same += weight * pairs / (judged * (judged - 1.0));
            all += weight;
        }
    }
    ratio(same, all)
}

/// Gwet's AC1 of `coders`; none when no unit was judged by two.
pub(super) fn ac1(sample: Sample<'_>, coders: &[usize], categories: usize) -> Option<f64> {
    let observed = agreed(sample, coders, categories)?;
    let mut judged_at_all = 0.0;
    let mut shares = vec![0.0; categories];
    for (unit, weight) in sample.iter() {
        let (counts, judged) = distribution(unit, coders, categories);
        if judged >= 1.0 {
            judged_at_all += weight;
            shares.iter_mut().zip(&counts).for_each(|(share, count)| *share += weight * count / judged);
        }
    }
    let spread: f64 = shares.iter().map(|share| share / judged_at_all * (1.0 - share / judged_at_all)).sum();
    corrected(observed, spread / (categories.max(2) as f64 - 1.0))
}

#[cfg(test)]
#[path = "published.rs"]
mod published;
