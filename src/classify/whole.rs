//! What a sentence says of practice as a whole, whether or not it names a theme.

use super::Assertion;
use super::assert::{Asserter, Ground, Match, Verdict};
use super::roles::List;
use crate::codebook::Weight;

impl Asserter<'_> {
    /// What the sentence says of practice as a whole: asked for, or the side more is said on.
    pub(super) fn whole(&self, length: u32) -> Option<Verdict> {
        let all = Match { first: 0, last: length.saturating_sub(1), theme: 0, list: List::Topic, pattern: 0 };
        if self.frame_of(&all).is_some() {
            return None;
        }
        let verdict = self.practice(&all);
        if !matches!(verdict.1, Ground::Cue { .. }) || verdict.0 == Assertion::Recommended {
            return Some(verdict);
        }
        let good = self.said(true) > self.said(false);
        let of_side = self.judgements.iter().filter(|one| one.good == good && !one.family);
        let deciding = of_side.max_by_key(|judgement| judgement.weight)?;
        let assertion = if good { Assertion::GoodPractice } else { Assertion::Failing };
        let (first, last, frame) = (deciding.first, deciding.last, deciding.frame);
        Some((assertion, Ground::Cue { first, last, frame }))
    }

    /// How much is said on a side: a strong judgement counts four times a weak one.
    fn said(&self, good: bool) -> u32 {
        let of_side = self.judgements.iter().filter(|one| one.good == good && !one.family);
        of_side.map(|judgement| if judgement.weight >= Weight::Strong { 4 } else { 1 }).sum()
    }
}
