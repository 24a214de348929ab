//! Which passages are shown where there are too many: a bounded sample, spread over documents.
//!
//! Passages come document by document and only the sample is kept, so memory does not grow with the
//! corpus. The first passage of every document comes before the second of any; within a rank the order
//! is a hash of the passage's name. The same corpus gives the same sample, in whatever order files lie.

use super::passage::Passage;
use crate::classify::Assertion;

/// Passages shown for one theme.
pub(super) const SHOWN: usize = 40;

/// The kinds of assertion that share the room: heading, assertions, and what each is sure of when all
/// are plentiful.
pub(super) const SHARES: [(&str, &[Assertion], usize); 4] = [
    (
        "Failing, or present",
        &[Assertion::Failing, Assertion::Mixed, Assertion::Present, Assertion::Suspected],
        22,
    ),
    ("Good practice", &[Assertion::GoodPractice], 7),
    ("Recommended", &[Assertion::Recommended], 7),
    (
        "Named without judgement, absent, or not about this case",
        &[Assertion::Neutral, Assertion::Absent, Assertion::Context, Assertion::General],
        4,
    ),
];

/// Rank in its document, then a hash, then the name: a total order that no input order can change.
type Order = (u32, u64, String);

/// The sample of one theme.
#[derive(Default)]
pub(super) struct Sample {
    kept: [Vec<(Order, Passage)>; SHARES.len()],
    /// How many passages were offered.
    pub(super) seen: u32,
    /// In how many documents.
    pub(super) documents: u32,
}

impl Sample {
    /// Takes the passages of one document, in text order; `make` is called for those that may be shown.
    pub(super) fn document<T>(
        &mut self,
        found: &[T],
        name: impl Fn(&T) -> (Assertion, String),
        make: impl Fn(&T) -> Passage,
    ) {
        self.documents += u32::from(!found.is_empty());
        let mut ranks = [0; SHARES.len()];
        for item in found {
            let (assertion, name) = name(item);
            let share = share_of(assertion);
            let order = (ranks[share], hash(&name), name);
            ranks[share] += 1;
            self.seen += 1;
            self.offer(share, order, || make(item));
        }
    }

    fn offer(&mut self, share: usize, order: Order, make: impl FnOnce() -> Passage) {
        let kept = &mut self.kept[share];
        let place = kept.partition_point(|(known, _)| *known < order);
        if place < SHOWN {
            kept.insert(place, (order, make()));
            kept.truncate(SHOWN);
        }
    }

    /// The passages to show: by document, then in the order they were found.
    pub(super) fn into_shown(self) -> Vec<Passage> {
        let room = rooms(self.kept.each_ref().map(Vec::len));
        let mut shown: Vec<Passage> = self
            .kept
            .into_iter()
            .zip(room)
            .flat_map(|(kept, room)| kept.into_iter().take(room))
            .map(|(_, passage)| passage)
            .collect();
        shown.sort_by(|a, b| {
            let key = |p: &Passage| (share_of(p.assertion), p.year.clone(), p.document.clone(), p.start);
            key(a).cmp(&key(b))
        });
        shown
    }

    /// Distinct documents among the passages kept.
    #[cfg(test)]
    fn documents_kept(&self) -> usize {
        let all = self.kept.iter().flatten();
        all.map(|(_, passage)| &passage.document).collect::<std::collections::BTreeSet<_>>().len()
    }
}

pub(super) fn share_of(assertion: Assertion) -> usize {
    SHARES.iter().position(|(_, assertions, _)| assertions.contains(&assertion)).unwrap_or(SHARES.len() - 1)
}

/// How many of each share are shown: what each is sure of, then what is left, in order.
fn rooms(kept: [usize; SHARES.len()]) -> [usize; SHARES.len()] {
    let mut room = [0; SHARES.len()];
    for (index, (_, _, sure)) in SHARES.iter().enumerate() {
        room[index] = kept[index].min(*sure);
    }
    for index in 0..room.len() {
        let left = SHOWN - room.iter().sum::<usize>();
        room[index] += left.min(kept[index] - room[index]);
    }
    room
}

/// FNV-1a, 64 bits (Fowler, Noll and Vo): a hash that is the same on every machine and in every version.
fn hash(name: &str) -> u64 {
    name.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(document: &str, place: u32, assertion: Assertion) -> Passage {
        Passage {
            mention: format!("{document}-{place}"),
            document: document.to_string(),
            start: place,
            assertion,
            ..Passage::empty()
        }
    }

    fn fill(documents: impl Iterator<Item = u32>, each: u32) -> Sample {
        let mut sample = Sample::default();
        for document in documents {
            let found: Vec<Passage> = (0..each)
                .map(|place| passage(&format!("d{document:03}"), place, Assertion::Failing))
                .collect();
            sample.document(&found, |p| (p.assertion, p.mention.clone()), Clone::clone);
        }
        sample
    }

    #[test]
    fn every_document_is_shown_once_before_any_is_shown_twice() {
        assert_eq!(fill(0..30, 50).documents_kept(), 30);
        assert_eq!(fill(0..500, 50).documents_kept(), SHOWN);
    }

    #[test]
    fn the_order_of_the_files_does_not_change_the_sample() {
        let names = |sample: Sample| sample.into_shown().into_iter().map(|p| p.mention).collect::<Vec<_>>();
        assert_eq!(names(fill(0..300, 3)), names(fill((0..300).rev(), 3)));
    }

    #[test]
    fn rare_assertions_keep_their_room_and_leave_what_they_do_not_need() {
        assert_eq!(rooms([900, 40, 40, 40].map(|n: usize| n.min(SHOWN))), [22, 7, 7, 4]);
        assert_eq!(rooms([40, 0, 2, 0]), [38, 0, 2, 0]);
        assert_eq!(rooms([3, 1, 0, 40]), [3, 1, 0, 36]);
    }
}
