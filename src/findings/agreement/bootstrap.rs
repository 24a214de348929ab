//! How far an estimate could have come out otherwise: percentile intervals by resampling.
//!
//! B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapter 13. Units are drawn
//! again within their strata, as the sample was drawn. Numbers come from SplitMix64 (G. L. Steele, D. Lea
//! and C. H. Flood, OOPSLA 2014) with a fixed seed, so the same data give the same interval.

use super::coefficients::{Rated, Sample};
use serde::Serialize;
use std::collections::BTreeMap;

/// Resamples for one interval.
const RESAMPLES: usize = 1000;

/// Resamples in which the estimate must exist for an interval to be given.
const DEFINED: usize = RESAMPLES * 9 / 10;

/// A figure with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure from the sample as it is.
    pub value: f64,
    /// Lower end; none when the figure does not exist in too many resamples, or is the same in all: a
    /// sample without an error cannot show how often there is one.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
}

/// A sequence of numbers that looks random and is the same everywhere.
#[derive(Clone, Debug)]
pub(crate) struct SplitMix64(pub(crate) u64);

impl SplitMix64 {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    /// A number from 0 to below `bound`, which is above 0; the bias is below 2^-32 for any sample.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// A number from 0 to below 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The finalizer of SplitMix64: spreads what differs in any bit over all bits.
pub(crate) fn mix(value: u64) -> u64 {
    let z = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Many figures of one sample, each with its interval, from the same resamples.
///
/// `measure` is given a resample, with numbers for other chances, and returns as many figures each time;
/// the first time it is given the sample as it is, and no chance.
pub(super) fn estimates(
    units: &[Rated],
    seed: u64,
    measure: impl Fn(Sample<'_>, Option<&mut SplitMix64>) -> Vec<Option<f64>>,
) -> Vec<Option<Estimate>> {
    let alike = Alike::of(units);
    let mut counts = alike.counts();
    let values = measure(alike.sample(&counts), None);
    let mut chance = SplitMix64(seed);
    let mut drawn: Vec<Vec<f64>> = vec![Vec::with_capacity(RESAMPLES); values.len()];
    for _ in 0..RESAMPLES {
        alike.draw(&mut counts, &mut chance);
        let figures = measure(alike.sample(&counts), Some(&mut chance));
        for (all, figure) in drawn.iter_mut().zip(figures) {
            all.extend(figure);
        }
    }
    let with_interval = |(value, mut all): (Option<f64>, Vec<f64>)| {
        all.sort_by(f64::total_cmp);
        let differ = all.first() != all.last();
        let enough = all.len() >= DEFINED && differ;
        value.map(|value| Estimate {
            value,
            low: enough.then(|| percentile(&all, 0.025)),
            high: enough.then(|| percentile(&all, 0.975)),
        })
    };
    values.into_iter().zip(drawn).map(with_interval).collect()
}

/// Units of one stratum with the same codes and weight cannot be told apart: they are counted together,
/// which makes a resample cheap.
struct Alike {
    units: Vec<Rated>,
    /// For each stratum the place in `units` of every unit that was drawn from it.
    strata: Vec<Vec<usize>>,
}

impl Alike {
    fn of(all: &[Rated]) -> Self {
        let mut units = Vec::new();
        let mut known = BTreeMap::new();
        let mut strata: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for unit in all {
            let key = (unit.stratum, &unit.codes, unit.weight.to_bits());
            let place = *known.entry(key).or_insert_with(|| {
                units.push(unit.clone());
                units.len() - 1
            });
            strata.entry(unit.stratum).or_default().push(place);
        }
        Alike { units, strata: strata.into_values().collect() }
    }

    /// How often each stands in the sample as it is.
    fn counts(&self) -> Vec<f64> {
        let mut counts = vec![0.0; self.units.len()];
        self.strata.iter().flatten().for_each(|place| counts[*place] += 1.0);
        counts
    }

    fn draw(&self, counts: &mut [f64], chance: &mut SplitMix64) {
        counts.fill(0.0);
        for places in &self.strata {
            for _ in places {
                counts[places[chance.below(places.len())]] += 1.0;
            }
        }
    }

    fn sample<'a>(&'a self, counts: &'a [f64]) -> Sample<'a> {
        Sample { units: &self.units, counts }
    }
}

/// The value below which a share of the sorted values lies, between neighbours in proportion.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] * (1.0 - part) + sorted[above] * part
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::agreement::coefficients::found;

    /// The first numbers from seed 1234567, as printed by the authors' reference and Rosetta Code.
    #[test]
    fn the_sequence_is_the_published_one() {
        let mut chance = SplitMix64(1_234_567);
        let first = [chance.next(), chance.next()];
        assert_eq!(first, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    fn half(count: usize) -> Vec<Rated> {
        let unit = |place: usize| Rated { codes: vec![Some((place % 2) as u8)], weight: 1.0, stratum: 0 };
        (0..count).map(unit).collect()
    }

    /// The percentile interval of a share is near the normal one: 0.5 -/+ 1.96 * 0.05 for a hundred units.
    #[test]
    fn the_interval_of_a_share_is_about_the_normal_one_and_always_the_same() {
        let interval = |seed| {
            let got = estimates(&half(100), seed, |sample, _| vec![found(sample, 0)]);
            got[0].unwrap()
        };
        let got = interval(1);
        assert_eq!(got, interval(1));
        assert!((got.low.unwrap() - 0.402).abs() < 0.02 && (got.high.unwrap() - 0.598).abs() < 0.02);
    }

    #[test]
    fn resamples_stay_within_strata_and_no_difference_is_no_interval() {
        let mut units = half(20);
        units.iter_mut().for_each(|unit| unit.stratum = u32::from(unit.codes[0].unwrap()));
        let got = estimates(&units, 1, |sample, _| vec![found(sample, 0)])[0].unwrap();
        assert_eq!((got.value, got.low, got.high), (0.5, None, None));
    }
}
