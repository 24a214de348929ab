//! What the cues of a sentence say, each with what turns it around.
//!
//! In: a [`Reading`]. Out: [`Judgement`]s: places where the sentence says good or bad, after negation,
//! denial and relief are applied ("not robust" is bad, "without delay" is good).

use super::reading::{CueHit, Reading};
use crate::codebook::{Effect, Frame, Weight};

/// A place where a sentence judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    /// Good, or bad.
    pub(super) good: bool,
    pub(super) weight: Weight,
    /// First and last token of the cue, with the cue that turned it around.
    pub(super) first: u32,
    pub(super) last: u32,
    /// The frame that decided.
    pub(super) frame: u16,
    /// A family member did it: no judgement on practice.
    pub(super) family: bool,
    /// Only a pronoun says who did it, and nobody is named before it.
    pub(super) unnamed: bool,
}

/// How far "no" may stand from the bad word it denies ("no significant delays").
const NO_TO_BAD: u32 = 3;

/// The judgements of a sentence in text order.
pub(super) fn judgements(frames: &[Frame], reading: &Reading) -> Vec<Judgement> {
    let judge = Judge { frames, reading };
    let mut used = vec![false; reading.cues.len()];
    let mut found = Vec::new();
    for (index, cue) in reading.cues.iter().enumerate() {
        let judgement = match judge.effect(cue) {
            Effect::Good => judge.good(cue, &mut used),
            Effect::Failing => judge.bad(cue, &mut used),
            Effect::Double => judge.made(cue, true, cue),
            _ => continue,
        };
        used[index] = true;
        found.push(judgement);
    }
    for (index, cue) in reading.cues.iter().enumerate() {
        if let (false, Some(judgement)) = (used[index], judge.bare(cue, &mut used)) {
            found.push(judgement);
        }
    }
    found.sort_by_key(|judgement| (judgement.first, judgement.last));
    found
}

struct Judge<'a> {
    frames: &'a [Frame],
    reading: &'a Reading,
}

impl Judge<'_> {
    fn effect(&self, cue: &CueHit) -> Effect {
        self.frames[cue.frame as usize].effect
    }

    /// A good word: turned by a negation, a denial or a counterfactual before it.
    fn good(&self, cue: &CueHit, used: &mut [bool]) -> Judgement {
        let turns = |effect| matches!(effect, Effect::Negation | Effect::Denial | Effect::Counterfactual);
        let governor = self.governor(cue, |by, _| turns(self.effect(by)));
        match governor.filter(|index| !self.spent(&self.reading.cues[*index], cue)) {
            Some(index) => {
                used[index] = true;
                let by = &self.reading.cues[index];
                Judgement { first: by.first, ..self.made(cue, false, by) }
            }
            None => self.made(cue, true, cue),
        }
    }

    /// Whether a negation was used up by a bad word before it reaches `cue` ("do not see delay in achieving").
    fn spent(&self, by: &CueHit, cue: &CueHit) -> bool {
        self.effect(by) == Effect::Negation
            && self.reading.cues.iter().any(|bad| {
                let between = bad.first > by.last && bad.last < cue.first;
                between && self.effect(bad) == Effect::Failing && bad.first - by.last <= NO_TO_BAD
            })
    }

    /// A bad word: turned by a denial, by relief, or by a "no" close before it.
    fn bad(&self, cue: &CueHit, used: &mut [bool]) -> Judgement {
        // What the clause comes to is not made less by a word of its subject ("plans to address risk are poor").
        let rules = self.frames[cue.frame as usize].weight == Weight::Ruling;
        let turned = self.governor(cue, |by, distance| match self.effect(by) {
            Effect::Denial => true,
            Effect::Relief => !rules || by.first > cue.last,
            Effect::Negation => distance <= NO_TO_BAD,
            _ => false,
        });
        let Some(index) = turned else {
            return self.made(cue, false, cue);
        };
        used[index] = true;
        let by = &self.reading.cues[index];
        // "Did not address the delays" leaves them as they were.
        let negated = |relief: &CueHit| self.governor(relief, |by, _| self.effect(by) == Effect::Negation);
        match (self.effect(by) == Effect::Relief).then(|| negated(by)).flatten() {
            Some(outer) => {
                used[outer] = true;
                let outer = &self.reading.cues[outer];
                Judgement { first: outer.first, ..self.made(cue, false, outer) }
            }
            None => self.made(cue, true, by),
        }
    }

    /// A negation, denial or counterfactual that governs no judging word judges by itself.
    fn bare(&self, cue: &CueHit, used: &mut [bool]) -> Option<Judgement> {
        match self.effect(cue) {
            Effect::Negation => {
                let denial = self.governor(cue, |by, _| self.effect(by) == Effect::Denial);
                denial.into_iter().for_each(|index| used[index] = true);
                Some(self.made(cue, denial.is_some(), cue))
            }
            Effect::Denial => {
                let governs = self.reading.cues.iter().any(|other| {
                    self.effect(other) == Effect::Negation
                        && other.first > cue.last
                        && self.reading.distance(self.frames, cue, other.first, other.last).is_some()
                });
                Some(self.made(cue, governs, cue))
            }
            Effect::Counterfactual => Some(self.made(cue, false, cue)),
            // What is done against something that is not named: no more than a sign of good practice.
            Effect::Relief => Some(Judgement { weight: Weight::Weak, ..self.made(cue, true, cue) }),
            _ => None,
        }
    }

    fn made(&self, cue: &CueHit, good: bool, by: &CueHit) -> Judgement {
        let frame = &self.frames[by.frame as usize];
        let doer = frame.doer.then(|| self.doer(by)).flatten();
        let family = doer.filter(|doer| self.effect(doer) == Effect::Family);
        Judgement {
            good,
            weight: self.frames[cue.frame as usize].weight.max(frame.weight),
            first: cue.first.min(by.first),
            last: cue.last.max(by.last),
            frame: by.frame,
            family: family.is_some(),
            unnamed: family.is_some_and(|doer| self.pronoun(doer)),
        }
    }

    /// The nearest cue in the clause of `cue` that governs it and `turns` it: before it, or after
    /// it where its frame looks back ("delays have been addressed").
    fn governor(&self, cue: &CueHit, turns: impl Fn(&CueHit, u32) -> bool) -> Option<usize> {
        let governs = |(_, by): &(usize, &CueHit)| {
            self.reading
                .distance(self.frames, by, cue.first, cue.last)
                .is_some_and(|distance| turns(by, distance))
        };
        let cues = self.reading.cues.iter().enumerate();
        let nearest = cues.clone().rev().filter(|(_, by)| by.last < cue.first).find(governs);
        let looking_back = || cues.clone().find(|(_, by)| by.first > cue.last && governs(&(0, *by)));
        nearest.or_else(looking_back).map(|(index, _)| index)
    }

    /// Who did what `cue` says: the nearest doer before it in its clause; for a pronoun, the nearest person named
    /// before that, in whatever clause.
    fn doer(&self, cue: &CueHit) -> Option<&CueHit> {
        let clause = self.reading.clause_of(cue.first);
        let doers = || {
            let cues = self.reading.cues.iter().rev();
            cues.filter(|other| matches!(self.effect(other), Effect::Family | Effect::Professional))
        };
        let here = |other: &&CueHit| other.last < cue.first && self.reading.clause_of(other.first) == clause;
        let doer = doers().find(here)?;
        let named = doers().find(|other| other.last < doer.first && !self.pronoun(other));
        Some(if self.pronoun(doer) { named.unwrap_or(doer) } else { doer })
    }

    fn pronoun(&self, doer: &CueHit) -> bool {
        self.effect(doer) == Effect::Family && self.frames[doer.frame as usize].weight == Weight::Weak
    }
}
