//! What was found, held against what was planted.

use super::generator::{Place, Planted};
use super::plant::Change;
use refrain::repetition::Repetition;
use std::collections::{BTreeMap, BTreeSet};

/// Two stretches said to be the same.
pub(super) type Pair = (Place, Place);

/// By document, the places of each numbered group.
type Groups = BTreeMap<usize, Vec<(usize, (u32, u32))>>;

/// Recall by kind of change, and precision.
pub(super) struct Score {
    recall: BTreeMap<Change, (u32, u32)>,
    right: usize,
    all: usize,
}

impl Score {
    pub(super) fn print(&self, name: &str, indent: &str) {
        let share = |(right, all): (f64, f64)| right / all.max(1.0);
        let recall: Vec<String> = self
            .recall
            .iter()
            .map(|(change, (hits, all))| {
                format!("{change:?} {:.3}", share((f64::from(*hits), f64::from(*all))))
            })
            .collect();
        println!("{indent}{name} recall: {}", recall.join(", "));
        let precision = share((self.right as f64, self.all as f64));
        println!("{indent}{name} precision: {precision:.4} ({} of {})", self.right, self.all);
    }
}

/// Scores passages: one is right when it holds both places of a planted one, each for the most part.
pub(super) fn passages(found: &Repetition, planted: &[Planted]) -> (Score, BTreeSet<usize>) {
    let mut groups = Groups::new();
    for (index, passage) in found.passages.iter().enumerate() {
        for place in &passage.places {
            let bytes = (place.span.start, place.span.end);
            groups.entry(place.document as usize).or_default().push((index, bytes));
        }
    }
    score(&groups, planted, found.passages.len())
}

/// Scores pairs of places, as other tools give them.
pub(super) fn pairs(found: &[Pair], planted: &[Planted]) -> Score {
    let mut groups = Groups::new();
    for (index, (one, two)) in found.iter().enumerate() {
        for (document, bytes) in [one, two] {
            groups.entry(*document).or_default().push((index, *bytes));
        }
    }
    score(&groups, planted, found.len()).0
}

/// The pairs of a repetition: each place of a passage with the first.
pub(super) fn as_pairs(found: &Repetition) -> Vec<Pair> {
    let bytes =
        |place: &refrain::repetition::Place| (place.document as usize, (place.span.start, place.span.end));
    let of = |passage: &refrain::repetition::SharedPassage| -> Vec<Pair> {
        let first = bytes(&passage.places[0]);
        passage.places[1..].iter().map(|place| (first, bytes(place))).collect()
    };
    found.passages.iter().flat_map(of).collect()
}

fn score(groups: &Groups, planted: &[Planted], all: usize) -> (Score, BTreeSet<usize>) {
    let carried = |(document, bytes): &Place| -> BTreeSet<usize> {
        let here = groups.get(document).map(Vec::as_slice).unwrap_or_default();
        here.iter().filter(|(_, own)| covers(*own, *bytes)).map(|(index, _)| *index).collect()
    };
    let mut recall: BTreeMap<Change, (u32, u32)> = BTreeMap::new();
    let mut right = BTreeSet::new();
    for plant in planted {
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        let mut twice: BTreeSet<usize> = BTreeSet::new();
        for place in &plant.places {
            let here = carried(place);
            twice.extend(here.iter().filter(|index| seen.contains(*index)));
            seen.extend(here);
        }
        if let Some(change) = plant.change {
            let entry = recall.entry(change).or_default();
            *entry = (entry.0 + u32::from(!twice.is_empty()), entry.1 + 1);
        }
        right.extend(twice);
    }
    let score = Score { recall, right: right.len(), all };
    (score, right)
}

/// Whether two ranges overlap by at least half of the longer.
fn covers(x: (u32, u32), y: (u32, u32)) -> bool {
    let both = x.1.min(y.1).saturating_sub(x.0.max(y.0));
    2 * both >= (x.1 - x.0).max(y.1 - y.0)
}
