//! How two wordings differ: the longest common subsequence of their words.
//!
//! E. W. Myers, "An O(ND) difference algorithm and its variations", Algorithmica 1 (1986) 251-266. The
//! number of common words does not depend on which wording comes first.

use std::ops::Range;

/// Words beyond which two wordings are not compared word by word.
const LONGEST: usize = 2000;

/// One step from the first wording to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Words of both, by their places in each.
    Same(Range<usize>, Range<usize>),
    /// Words of the first only.
    Left(Range<usize>),
    /// Words of the second only.
    Right(Range<usize>),
}

/// The steps from `a` to `b`; none when they are too long to compare.
pub(super) fn steps(a: &[u32], b: &[u32]) -> Option<Vec<Step>> {
    if a.len().max(b.len()) > LONGEST {
        return None;
    }
    let trace = trace(a, b);
    let mut matched = back(&trace, a.len(), b.len());
    matched.reverse();
    Some(collect(&matched, a.len(), b.len()))
}

/// Words common to both in order, over the words of the longer, 0 to 1.
pub(super) fn similarity(steps: &[Step], a: usize, b: usize) -> f64 {
    let common: usize =
        steps.iter().map(|step| if let Step::Same(range, _) = step { range.len() } else { 0 }).sum();
    common as f64 / a.max(b).max(1) as f64
}

/// Words common to both in any order, over the words of the longer, 0 to 1.
pub(super) fn in_any_order(a: &[u32], b: &[u32]) -> f64 {
    let sorted = |words: &[u32]| {
        let mut words = words.to_vec();
        words.sort_unstable();
        words
    };
    let (left, right) = (sorted(a), sorted(b));
    let (mut x, mut y, mut common) = (0, 0, 0_usize);
    while x < left.len() && y < right.len() {
        match left[x].cmp(&right[y]) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, common) = (x + 1, y + 1, common + 1),
        }
    }
    common as f64 / a.len().max(b.len()).max(1) as f64
}

/// The furthest reaching paths after 0, 1, 2, ... edits.
fn trace(a: &[u32], b: &[u32]) -> Vec<Vec<usize>> {
    let most = a.len() + b.len();
    let mut reach = vec![0_usize; 2 * most + 3];
    let mut trace = Vec::new();
    for edits in 0..=most as isize {
        trace.push(reach[most + 1 - edits as usize..=most + 1 + edits as usize].to_vec());
        for diagonal in (-edits..=edits).step_by(2) {
            let at = (most as isize + 1 + diagonal) as usize;
            let down = diagonal == -edits || (diagonal != edits && reach[at - 1] < reach[at + 1]);
            let mut x = if down { reach[at + 1] } else { reach[at - 1] + 1 };
            let mut y = (x as isize - diagonal) as usize;
            while x < a.len() && y < b.len() && a[x] == b[y] {
                (x, y) = (x + 1, y + 1);
            }
            reach[at] = x;
            if x >= a.len() && y >= b.len() {
                return trace;
            }
        }
    }
    trace
}

/// The matched words, last first, as pairs of places.
fn back(trace: &[Vec<usize>], a: usize, b: usize) -> Vec<(usize, usize)> {
    let (mut x, mut y) = (a as isize, b as isize);
    let mut matched = Vec::new();
    for (edits, reach) in trace.iter().enumerate().rev() {
        let edits = edits as isize;
        let at = |diagonal: isize| reach.get((diagonal + edits) as usize).map_or(0, |x| *x as isize);
        let diagonal = x - y;
        let down = diagonal == -edits || (diagonal != edits && at(diagonal - 1) < at(diagonal + 1));
        let before = if down { diagonal + 1 } else { diagonal - 1 };
        let (from_x, from_y) = if edits == 0 { (0, 0) } else { (at(before), at(before) - before) };
        while x > from_x && y > from_y {
            (x, y) = (x - 1, y - 1);
            matched.push((x as usize, y as usize));
        }
        (x, y) = (from_x, from_y);
    }
    matched
}

fn collect(matched: &[(usize, usize)], a: usize, b: usize) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut x, mut y) = (0, 0);
    for &(next_x, next_y) in matched.iter().chain([&(a, b)]) {
        if x < next_x {
            steps.push(Step::Left(x..next_x));
        }
        if y < next_y {
            steps.push(Step::Right(y..next_y));
        }
        if next_x < a && next_y < b {
            match steps.last_mut() {
                Some(Step::Same(left, right)) => (left.end, right.end) = (next_x + 1, next_y + 1),
                _ => steps.push(Step::Same(next_x..next_x + 1, next_y..next_y + 1)),
            }
        }
        (x, y) = (next_x + 1, next_y + 1);
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(a: &str, b: &str) -> (Vec<Step>, f64) {
        let numbers = |text: &str| text.bytes().map(u32::from).collect::<Vec<_>>();
        let steps = steps(&numbers(a), &numbers(b)).unwrap();
        let share = similarity(&steps, a.len(), b.len());
        (steps, share)
    }

    #[test]
    fn the_example_of_the_paper_has_four_common_letters() {
        let (_, share) = of("abcabba", "cbabac");
        assert_eq!(share, 4.0 / 7.0);
    }

    #[test]
    fn nothing_is_the_whole_difference() {
        assert_eq!(of("", "").0, []);
        assert_eq!(of("ab", "").0, [Step::Left(0..2)]);
        assert_eq!(of("", "ab").0, [Step::Right(0..2)]);
        assert_eq!(of("ab", "ab").0, [Step::Same(0..2, 0..2)]);
        assert_eq!(of("axb", "ab").0, [Step::Same(0..1, 0..1), Step::Left(1..2), Step::Same(2..3, 1..2)]);
    }

    #[test]
    fn which_wording_comes_first_changes_nothing() {
        for (a, b) in [("abcabba", "cbabac"), ("the cat sat", "a cat sat on"), ("xyz", "abc")] {
            assert_eq!(of(a, b).1, of(b, a).1, "{a} / {b}");
        }
    }
}
