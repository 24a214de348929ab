//! What a match asserts: from the sentence's cues, or from what stands over it.
//!
//! In: a match of a theme, the sentence's [`Reading`] and judgements, and the [`Setting`] the sentence
//! stands in. Out: an assertion with the cue that decided.

mod fact;
mod practice;
mod topic;

use super::Assertion;
use super::clause::Kind;
use super::judgement::Judgement;
use super::reading::{CueHit, Reading};
use super::roles::List;
use super::setting::{Passed, Setting};
use crate::codebook::{Effect, Frame, Weight};

/// A match of a theme in a sentence: tokens, last inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::classify) struct Match {
    pub(in crate::classify) first: u32,
    pub(in crate::classify) last: u32,
    pub(in crate::classify) theme: u16,
    pub(in crate::classify) list: List,
    pub(in crate::classify) pattern: u32,
}

/// What decided: tokens of the sentence, or something over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::classify) enum Ground {
    /// Cue tokens and frame.
    Cue { first: u32, last: u32, frame: u16 },
    /// A heading or lead-in.
    Passed(Passed),
    /// The pattern says it by itself.
    Pattern,
    /// Nothing did.
    Nothing,
}

/// An assertion and its ground.
pub(in crate::classify) type Verdict = (Assertion, Ground);

/// Everything a match is judged by.
pub(in crate::classify) struct Asserter<'a> {
    pub(in crate::classify) frames: &'a [Frame],
    pub(in crate::classify) reading: &'a Reading,
    pub(in crate::classify) judgements: &'a [Judgement],
    pub(in crate::classify) setting: &'a Setting,
    /// All matches of the sentence.
    pub(in crate::classify) matches: &'a [Match],
    /// Whether the sentence ends in a question mark.
    pub(in crate::classify) asks: bool,
}

impl Asserter<'_> {
    /// What the sentence as a whole is, where that outweighs any judgement: question, law, purpose.
    pub(in crate::classify) fn frame_of(&self, found: &Match) -> Option<Verdict> {
        if self.asks {
            return Some((Assertion::Context, Ground::Nothing));
        }
        for (effect, assertion) in
            [(Effect::Context, Assertion::Context), (Effect::General, Assertion::General)]
        {
            let cue = self.reading.with(self.frames, effect).find(|cue| {
                let weak = self.frames[cue.frame as usize].weight == Weight::Weak;
                let against = self.contrast_between(cue.first, found.first);
                // "If" speaks only of its own clause, and a rule for cases ("whenever ... should") asks for something.
                let supposed = cue.first < found.first
                    && self.same_clause(cue, found)
                    && self.asked_for(found).is_none();
                !against && (!weak || supposed)
            });
            if let Some(cue) = cue {
                return Some((assertion, ground(cue)));
            }
        }
        let passed = self.setting.heading.clone().filter(|passed| passed.effect == Effect::Context);
        passed.map(|passed| (Assertion::Context, Ground::Passed(passed)))
    }

    fn same_clause(&self, cue: &CueHit, found: &Match) -> bool {
        self.reading.clause_of(cue.first) == self.reading.clause_of(found.first)
    }

    /// Whether a clause that stands against the rest begins between two tokens.
    fn contrast_between(&self, a: u32, b: u32) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        let mut between =
            self.reading.clauses.iter().filter(|clause| clause.first > low && clause.first <= high);
        between.any(|clause| clause.kind == Kind::Contrast)
    }
}

fn overlaps(judgement: &Judgement, found: &Match) -> bool {
    judgement.first <= found.last && found.first <= judgement.last
}

fn ground(cue: &CueHit) -> Ground {
    Ground::Cue { first: cue.first, last: cue.last, frame: cue.frame }
}

fn judged(judgement: &Judgement) -> Ground {
    Ground::Cue { first: judgement.first, last: judgement.last, frame: judgement.frame }
}

fn verdict(judgement: &Judgement) -> Verdict {
    let assertion = if judgement.good { Assertion::GoodPractice } else { Assertion::Failing };
    (assertion, judged(judgement))
}
