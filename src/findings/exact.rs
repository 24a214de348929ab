//! An exact test of two events, and the correction for testing many pairs.
//!
//! Fisher's test after R. A. Fisher, The Design of Experiments (1935), chapter 2; two-sided as the sum
//! over all tables no more likely than the one seen. The correction is Benjamini and Hochberg's step-up
//! procedure, J. R. Statist. Soc. B 57 (1995) 289-300, as adjusted p values.

/// Tables whose chance differs by less than this share count as equally likely (as R's `fisher.test`).
const TIE: f64 = 1e-7;

/// The two-sided p value of `both` joint occurrences, where one event occurs `a` and the other `b`
/// times in `n`.
pub(super) fn fisher(both: u32, a: u32, b: u32, n: u32) -> f64 {
    let least = (a + b).saturating_sub(n);
    let most = a.min(b);
    let logs = log_factorials(n);
    let log_choose = |n: u32, k: u32| logs[n as usize] - logs[k as usize] - logs[(n - k) as usize];
    let chance = |k: u32| (log_choose(a, k) + log_choose(n - a, b - k) - log_choose(n, b)).exp();
    let seen = chance(both.clamp(least, most));
    let sum: f64 = (least..=most).map(chance).filter(|p| *p <= seen * (1.0 + TIE)).sum();
    sum.min(1.0)
}

/// `ln k!` for every `k` up to `n`.
fn log_factorials(n: u32) -> Vec<f64> {
    let mut logs = vec![0.0; n as usize + 1];
    for k in 1..=n as usize {
        logs[k] = logs[k - 1] + (k as f64).ln();
    }
    logs
}

/// The p values adjusted for how many there are, in the order given.
pub(super) fn adjust(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]).then(a.cmp(b)));
    let mut adjusted = vec![0.0; p_values.len()];
    let mut smallest: f64 = 1.0;
    for (rank, &place) in order.iter().enumerate().rev() {
        smallest = smallest.min(p_values[place] * p_values.len() as f64 / (rank + 1) as f64);
        adjusted[place] = smallest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::{adjust, fisher};

    /// Fisher 1935, the lady tasting tea, and Agresti, Categorical Data Analysis, table 3.8: 17/35 = 0.4857.
    #[test]
    fn the_lady_tasting_tea() {
        assert!((fisher(3, 4, 4, 8) - 34.0 / 70.0).abs() < 1e-12);
    }

    /// Fisher 1962, convictions of like-sex twins of criminals (2, 15; 10, 3), p = 0.0005367 in R's help page.
    #[test]
    fn convictions_of_twins() {
        assert!((fisher(10, 12, 13, 30) - 0.000_536_7).abs() < 5e-8);
    }

    /// Benjamini and Hochberg 1995, section 3.2: fifteen p values, of which four are below 0.05 adjusted.
    #[test]
    fn the_fifteen_comparisons() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719,
            0.6528, 0.7590, 1.0000,
        ];
        let adjusted = adjust(&p);
        assert_eq!(adjusted.iter().filter(|p| **p <= 0.05).count(), 4);
        for (got, want) in adjusted.iter().zip([0.0015, 0.003, 0.0095, 0.035_625, 0.0603]) {
            assert!((got - want).abs() < 1e-9, "{got} {want}");
        }
        assert_eq!(adjusted[14], 1.0);
    }

    #[test]
    fn the_order_given_is_kept() {
        assert_eq!(adjust(&[0.04, 0.01]), [0.04, 0.02]);
        assert!(adjust(&[]).is_empty());
    }
}
