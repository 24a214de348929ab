//! One regularised line through sparse rows.
//!
//! L2-regularised, L2-loss linear support vector classification by dual coordinate descent: Hsieh, Chang,
//! Lin, Keerthi, Sundararajan (2008), "A dual coordinate descent method for large-scale linear SVM", ICML,
//! algorithm 1. It minimises `w·w / 2 + Σ cost_i · max(0, 1 - y_i w·x_i)²`.
//!
//! Written here because no maintained crate takes sparse rows and is deterministic: the linfa and smartcore
//! classifiers want dense matrices (thousands of pieces of words a sentence, nearly all zero), and the
//! bindings of LIBLINEAR draw from the C library's shared random numbers. The squared hinge needs only
//! `+ - * /`, so weights are the same on every machine.

use super::features::Sparse;

/// Passes over the rows at most; LIBLINEAR's own limit.
const MOST_PASSES: usize = 1000;
/// The largest step still wanted at which the line is taken as found; LIBLINEAR's own default.
const CLOSE: f64 = 0.1;

/// A line: the side a row lies on is the sign of `weights · row + bias`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) weights: Vec<f64>,
    pub(super) bias: f64,
}

/// What to fit.
pub(super) struct Problem<'a> {
    pub(super) rows: Vec<&'a Sparse>,
    /// On which side each row lies.
    pub(super) sides: Vec<bool>,
    /// How many features there are.
    pub(super) features: usize,
    /// What a row on the wrong side costs, by side (false, true).
    pub(super) costs: [f64; 2],
    /// Rows are visited in an order drawn anew for each pass.
    pub(super) seed: u64,
}

impl Problem<'_> {
    /// The best line.
    pub(super) fn solve(&self) -> Line {
        let mut line = Line { weights: vec![0.0; self.features], bias: 0.0 };
        // The bias is the weight of one more feature that is 1 in every row.
        let squares: Vec<f64> = self
            .rows
            .iter()
            .map(|row| 1.0 + row.iter().map(|(_, value)| value * value).sum::<f64>())
            .collect();
        let mut duals = vec![0.0; self.rows.len()];
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        let mut random = Random(self.seed);
        for _ in 0..MOST_PASSES {
            random.shuffle(&mut order);
            let mut farthest: f64 = 0.0;
            for &at in &order {
                farthest = farthest.max(self.step(at, squares[at], &mut duals[at], &mut line));
            }
            if farthest <= CLOSE {
                break;
            }
        }
        line
    }

    /// Moves one dual variable to its best value; returns how far off the projected gradient was.
    fn step(&self, at: usize, squares: f64, dual: &mut f64, line: &mut Line) -> f64 {
        let (row, side) = (self.rows[at], self.sides[at]);
        let sign = if side { 1.0 } else { -1.0 };
        let slope = 0.5 / self.costs[usize::from(side)];
        let gradient = sign * (dot(&line.weights, row) + line.bias) - 1.0 + *dual * slope;
        let projected = if *dual == 0.0 { gradient.min(0.0) } else { gradient };
        if projected != 0.0 {
            let before = *dual;
            *dual = (before - gradient / (squares + slope)).max(0.0);
            let step = (*dual - before) * sign;
            for (feature, value) in row {
                line.weights[*feature as usize] += step * value;
            }
            line.bias += step;
        }
        projected.abs()
    }
}

/// The inner product.
pub(super) fn dot(weights: &[f64], row: &Sparse) -> f64 {
    row.iter().map(|(feature, value)| weights[*feature as usize] * value).sum()
}

/// SplitMix64: Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Fisher and Yates.
    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, (self.next() % (last as u64 + 1)) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solved(rows: &[Sparse], sides: &[bool], cost: f64) -> Line {
        Problem {
            rows: rows.iter().collect(),
            sides: sides.to_vec(),
            features: 2,
            costs: [cost, cost],
            seed: 7,
        }
        .solve()
    }

    /// Rows at 1 and -1: w minimises w²/2 + 2·C·(1-w)², so w = 4C / (1 + 4C), and the bias is nothing.
    #[test]
    fn two_rows_have_the_line_found_by_hand() {
        for cost in [0.25, 1.0, 4.0] {
            let line = solved(&[vec![(0, 1.0)], vec![(0, -1.0)]], &[true, false], cost);
            let wanted = 4.0 * cost / (1.0 + 4.0 * cost);
            assert!((line.weights[0] - wanted).abs() < 0.05, "{cost}: {}", line.weights[0]);
            assert!(line.bias.abs() < 0.05);
        }
    }

    /// At the optimum the gradient of the objective is nothing.
    #[test]
    fn the_gradient_vanishes_at_the_line() {
        let rows =
            [vec![(0, 1.0), (1, 0.5)], vec![(0, 0.8), (1, -0.4)], vec![(0, -0.6), (1, 0.9)], vec![(1, -1.0)]];
        let sides = [true, true, false, false];
        let line = solved(&rows, &sides, 1.0);
        let mut gradient = [line.weights[0], line.weights[1], line.bias];
        for (row, side) in rows.iter().zip(sides) {
            let sign = if side { 1.0 } else { -1.0 };
            let short = (1.0 - sign * (dot(&line.weights, row) + line.bias)).max(0.0);
            for (feature, value) in row {
                gradient[*feature as usize] -= 2.0 * short * sign * value;
            }
            gradient[2] -= 2.0 * short * sign;
        }
        for part in gradient {
            assert!(part.abs() < 0.25, "{gradient:?}");
        }
    }

    /// The first numbers of the published generator from seed 1234567.
    #[test]
    fn random_numbers_are_the_published_ones() {
        let mut random = Random(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }
}
