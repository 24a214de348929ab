//! Which themes are raised in the same documents, more or less often than if they were independent.
//!
//! Lift is the observed number of documents that raise both over the number expected from the two
//! totals (Brin, Motwani, Ullman and Tsur, SIGMOD 1997, call it interest). Its 95 % interval is the
//! delta method's on the logarithm of lift for multinomial counts (Agresti, Categorical Data Analysis,
//! 3rd ed. 2013, section 16.1). The test is Fisher's exact test, two-sided; p values are adjusted over
//! all pairs tested (Benjamini and Hochberg, J. R. Statist. Soc. B 57 (1995) 289-300).

use super::exact::{adjust, fisher};
use super::trend::MIN_FOR_SHARE;
use super::{DocumentRow, Proportion, raises};
use crate::codebook::Codebook;
use serde::Serialize;

/// The 97.5th percentile of the standard normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Two themes, each raised by at least one document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairRow {
    /// The theme that stands first in the codebook.
    pub theme_a: String,
    /// The other theme.
    pub theme_b: String,
    /// Documents that raise both.
    pub documents_both: u32,
    /// Documents that would raise both if the themes were independent.
    pub expected: f64,
    /// How they compare; none when fewer than [`MIN_FOR_SHARE`] documents were read.
    pub lift: Option<Lift>,
}

/// Observed over expected, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lift {
    /// Observed over expected; 1 is independence.
    pub lift: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Fisher's exact p, adjusted for the number of pairs.
    pub p_adjusted: f64,
}

impl PairRow {
    /// Whether the themes occur together more often than chance would have it, at 5 % after correction.
    pub fn is_notable(&self) -> bool {
        self.lift.is_some_and(|l| l.low > 1.0 && l.p_adjusted < 0.05)
    }
}

/// Counts all pairs of themes over `counted`, in the codebook's order.
pub(super) fn pairs(counted: &[&DocumentRow], codebook: &Codebook) -> Vec<PairRow> {
    let raised = raising_documents(counted, codebook);
    let read = counted.len() as u32;
    let mut rows = Vec::new();
    let mut tables = Vec::new();
    for a in 0..raised.len() {
        for b in a + 1..raised.len() {
            let table = Fourfold {
                both: shared(&raised[a], &raised[b]),
                a: total(&raised[a]),
                b: total(&raised[b]),
                read,
            };
            if table.a > 0 && table.b > 0 {
                tables.push(table);
                rows.push(PairRow {
                    theme_a: codebook.themes[a].id.clone(),
                    theme_b: codebook.themes[b].id.clone(),
                    documents_both: table.both,
                    expected: table.expected(),
                    lift: None,
                });
            }
        }
    }
    if read >= MIN_FOR_SHARE {
        let tested: Vec<f64> = tables.iter().map(|t| fisher(t.both, t.a, t.b, t.read)).collect();
        for ((row, table), p_adjusted) in rows.iter_mut().zip(&tables).zip(adjust(&tested)) {
            row.lift = Some(table.lift(p_adjusted));
        }
    }
    rows
}

/// For each theme the documents that raise it, one bit a document.
fn raising_documents(counted: &[&DocumentRow], codebook: &Codebook) -> Vec<Vec<u64>> {
    let mut bits = vec![vec![0_u64; counted.len().div_ceil(64)]; codebook.themes.len()];
    for (place, document) in counted.iter().enumerate() {
        for (index, theme) in codebook.themes.iter().enumerate() {
            let raised = raises(theme.mode, &document.themes[index]);
            bits[index][place / 64] |= u64::from(raised) << (place % 64);
        }
    }
    bits
}

fn total(bits: &[u64]) -> u32 {
    bits.iter().map(|word| word.count_ones()).sum()
}

fn shared(a: &[u64], b: &[u64]) -> u32 {
    a.iter().zip(b).map(|(a, b)| (a & b).count_ones()).sum()
}

/// Documents that raise both themes, each theme, and all documents read.
#[derive(Clone, Copy, Debug)]
struct Fourfold {
    both: u32,
    a: u32,
    b: u32,
    read: u32,
}

impl Fourfold {
    fn expected(&self) -> f64 {
        f64::from(self.a) * f64::from(self.b) / f64::from(self.read)
    }

    fn lift(&self, p_adjusted: f64) -> Lift {
        let lift = f64::from(self.both) / self.expected();
        let (low, high) = if self.both == 0 {
            (0.0, self.upper_at_nothing())
        } else {
            let factor = (Z * self.log_variance(lift).max(0.0).sqrt()).exp();
            (lift / factor, lift * factor)
        };
        Lift { lift, low, high, p_adjusted }
    }

    /// Variance of the logarithm of lift: the delta method over the four cells, simplified.
    fn log_variance(&self, lift: f64) -> f64 {
        let inverse = |count: u32| 1.0 / f64::from(count);
        inverse(self.both) - inverse(self.a) - inverse(self.b) + (2.0 * lift - 1.0) * inverse(self.read)
    }

    /// No document raises both: the logarithm has no value there, so the upper end of Wilson's interval
    /// for the share that raises both is set against the expected share.
    fn upper_at_nothing(&self) -> f64 {
        Proportion::wilson(0, self.read).map_or(0.0, |p| p.high * f64::from(self.read) / self.expected())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With independent themes the variance is (1 - p) (1 - q) / (N p q).
    #[test]
    fn the_variance_of_independent_themes_is_the_textbook_one() {
        let table = Fourfold { both: 12, a: 30, b: 40, read: 100 };
        let expected = (0.7 * 0.6) / (100.0 * 0.3 * 0.4);
        assert!((table.log_variance(1.0) - expected).abs() < 1e-12);
    }

    #[test]
    fn a_theme_that_every_document_raises_says_nothing_about_another() {
        let lift = Fourfold { both: 7, a: 20, b: 7, read: 20 }.lift(1.0);
        assert!(
            (lift.lift - 1.0).abs() < 1e-12
                && (lift.low - 1.0).abs() < 1e-6
                && (lift.high - 1.0).abs() < 1e-6
        );
    }

    /// The chance that the interval holds the true lift, summed over every possible table of 40 documents.
    #[test]
    fn the_interval_covers_the_truth_about_as_often_as_it_says() {
        let (n, cells) = (40_u32, [0.30_f64, 0.25, 0.15, 0.30]);
        let truth = cells[0] / ((cells[0] + cells[1]) * (cells[0] + cells[2]));
        let log_factorial: Vec<f64> = (0..=n)
            .scan(0.0, |sum, k| {
                *sum += if k > 0 { f64::from(k).ln() } else { 0.0 };
                Some(*sum)
            })
            .collect();
        let mut covered = 0.0;
        for both in 0..=n {
            for only_a in 0..=n - both {
                for only_b in 0..=n - both - only_a {
                    let table = Fourfold { both, a: both + only_a, b: both + only_b, read: n };
                    if table.a == 0 || table.b == 0 {
                        continue;
                    }
                    let counts = [both, only_a, only_b, n - both - only_a - only_b];
                    let log_chance =
                        counts.iter().zip(cells).fold(log_factorial[n as usize], |sum, (k, p)| {
                            sum - log_factorial[*k as usize] + f64::from(*k) * p.ln()
                        });
                    let lift = table.lift(1.0);
                    if lift.low <= truth && truth <= lift.high {
                        covered += log_chance.exp();
                    }
                }
            }
        }
        assert!((0.93..0.99).contains(&covered), "{covered}");
    }
}
