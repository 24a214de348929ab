//! Leading: how far apart the lines of a document stand, by the size of their letters.

use super::lines::Line;
use std::collections::BTreeMap;

/// Distances between the baselines of neighbouring lines, by size of letters.
#[derive(Debug, Default)]
pub(super) struct Leading(BTreeMap<i32, f32>);

impl Leading {
    /// Measures a document: for each size, the least distance that is usual.
    pub(super) fn measure<'a>(runs: impl Iterator<Item = &'a [Line]>) -> Self {
        let mut seen: BTreeMap<i32, BTreeMap<i32, usize>> = BTreeMap::new();
        for lines in runs {
            for pair in lines.windows(2) {
                let step = pair[1].baseline - pair[0].baseline;
                let size = pair[0].size;
                let near = pair[0].page == pair[1].page && step > 0.7 * size && step < 2.6 * size;
                if near && same_size(&pair[0], &pair[1]) {
                    *seen.entry(key(size)).or_default().entry((step * STEPS).round() as i32).or_default() +=
                        1;
                }
            }
        }
        Leading(seen.into_iter().filter_map(|(size, steps)| Some((size, usual(&steps)?))).collect())
    }

    /// The usual distance for letters of `size`.
    pub(super) fn of(&self, size: f32) -> f32 {
        self.0.get(&key(size)).copied().unwrap_or(1.2 * size)
    }
}

fn key(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

/// Parts of a point in which distances are counted.
const STEPS: f32 = 4.0;

/// The smallest step that makes up a fair share of all; steps a quarter of a point apart are one.
fn usual(steps: &BTreeMap<i32, usize>) -> Option<f32> {
    let total: usize = steps.values().sum();
    let most = steps.iter().max_by_key(|(_, count)| **count)?;
    let near = |at: i32| steps.range(at - 1..=at + 1);
    let fair = |at: i32| near(at).map(|(_, count)| count).sum::<usize>() * 5 >= total;
    let small = steps.keys().copied().find(|at| fair(*at))?;
    let chosen = match total {
        ..3 => *most.0,
        _ => near(small).max_by_key(|(_, count)| **count).map_or(small, |(at, _)| *at),
    };
    (total >= 2).then_some(chosen as f32 / STEPS)
}

/// Whether two lines are set in one size.
pub(super) fn same_size(a: &Line, b: &Line) -> bool {
    (a.size / b.size - 1.0).abs() < 0.07
}
