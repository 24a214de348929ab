//! The interval around a proportion.
//!
//! Wilson's score interval without continuity correction: E. B. Wilson, "Probable inference, the law of
//! succession, and statistical inference", JASA 22 (1927) 209-212; recommended for proportions near 0
//! and 1 and small samples by R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.

use serde::Serialize;

/// The 97.5th percentile of the standard normal distribution, for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// A proportion with its 95 % interval; all between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Proportion {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
    /// `count / of`.
    pub share: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Proportion {
    /// `count` of `of` with Wilson's 95 % interval; none when there is nothing to count among.
    pub fn wilson(count: u32, of: u32) -> Option<Proportion> {
        if of == 0 {
            return None;
        }
        let n = f64::from(of);
        let share = f64::from(count) / n;
        let z2 = Z * Z;
        let middle = share + z2 / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
        let scale = 1.0 + z2 / n;
        Some(Proportion {
            count,
            of,
            share,
            low: if count == 0 { 0.0 } else { (middle - half) / scale },
            high: if count == of { 1.0 } else { (middle + half) / scale },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Proportion;

    /// Newcombe 1998, table I, method 3.
    #[test]
    fn the_published_examples() {
        for (count, of, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let got = Proportion::wilson(count, of).unwrap();
            assert!((got.low - low).abs() < 5e-5 && (got.high - high).abs() < 5e-5, "{count}/{of}: {got:?}");
        }
    }

    #[test]
    fn nothing_counted_has_no_proportion() {
        assert_eq!(Proportion::wilson(0, 0), None);
    }
}
