//! The status of a fact, and the judgement on practice beside it.

use super::{Asserter, Ground, Match, Verdict, ground};
use crate::classify::Assertion;
use crate::classify::reading::CueHit;
use crate::classify::roles::List;
use crate::codebook::{Effect, Frame, Mode, Side, Speaks, Weight};

impl Asserter<'_> {
    /// For a theme of facts: a judgement on practice, and the fact's status. What is denied is not judged too.
    pub(in crate::classify) fn fact(
        &self,
        found: &Match,
        mode: Mode,
        of_theme: &[&Match],
    ) -> (Option<Verdict>, Option<Verdict>) {
        let covered = |other: &&&Match| {
            other.list == List::Absent && other.first <= found.last && found.first <= other.last
        };
        if found.list != List::Absent && of_theme.iter().any(|other| covered(&other)) {
            return (None, None);
        }
        let fact = self.presence(found);
        if found.list == List::Absent {
            return (None, Some(fact));
        }
        let judged = self.practice_on_fact(found, mode);
        let by_pattern = matches!(found.list, List::Failing | List::Good);
        match judged {
            Some(verdict) if by_pattern => (Some(verdict), None),
            Some(_) if fact.0 == Assertion::Absent => (None, Some(fact)),
            // "Police recorded an allegation": what somebody did is no praise of how a fact was met.
            Some((_, ground)) if mode == Mode::Presence && self.act(&ground) => (None, Some(fact)),
            judged => (judged, Some(fact)),
        }
    }

    /// The status of a fact.
    fn presence(&self, found: &Match) -> Verdict {
        if found.list == List::Absent {
            return (Assertion::Absent, Ground::Pattern);
        }
        for (effect, assertion) in
            [(Effect::Absent, Assertion::Absent), (Effect::Suspected, Assertion::Suspected)]
        {
            let cue = self.reading.with(self.frames, effect).find(|cue| self.governs(cue, found));
            if let Some(cue) = cue {
                return (assertion, ground(cue));
            }
        }
        (Assertion::Present, Ground::Nothing)
    }

    /// A judgement on practice in the clause of a fact, where the clause speaks of practice at all.
    fn practice_on_fact(&self, found: &Match, mode: Mode) -> Option<Verdict> {
        if matches!(found.list, List::Failing | List::Good) {
            return Some(self.practice(found)).filter(|(assertion, _)| *assertion != Assertion::Neutral);
        }
        let verdict = self.practice(found);
        // "Not attending school": what the pattern itself says is the fact, and no judgement on it.
        if verdict.0 == Assertion::Failing && said_by(found, &verdict.1) {
            return None;
        }
        let clause = self.reading.clause_of(found.first);
        let deciding = match verdict.1 {
            Ground::Cue { first, .. } => self.reading.clause_of(first),
            _ => clause,
        };
        // "The response to children who ..." speaks of practice before the clause of the fact.
        let antecedent = clause.saturating_sub(usize::from(self.relative(clause)));
        let professional = self.reading.cues.iter().any(|cue| {
            let effect = self.frames[cue.frame as usize].effect;
            let place = self.reading.clause_of(cue.first);
            matches!(effect, Effect::Professional | Effect::Practice)
                && (antecedent..=clause).contains(&place) | (place == deciding)
        });
        let judged = verdict.0 != Assertion::Neutral;
        // Only practice can be asked to change.
        let asked = verdict.0 == Assertion::Recommended && self.asked_for(found).is_some();
        (judged && (professional || asked || mode == Mode::Both)).then_some(verdict)
    }

    /// Whether a clause begins with a relative word.
    pub(super) fn relative(&self, clause: usize) -> bool {
        let first = self.reading.clauses[clause].first;
        let mut relatives = self.reading.with(self.frames, Effect::Clause);
        relatives.any(|cue| cue.first == first)
    }

    /// Whether a plain act decided, one of which it matters who did it.
    fn act(&self, ground: &Ground) -> bool {
        let Ground::Cue { frame, .. } = ground else { return false };
        let frame = &self.frames[*frame as usize];
        frame.weight == Weight::Weak && frame.doer
    }

    /// Whether a cue for facts governs the match: right side, in reach, nothing between that stops it.
    fn governs(&self, cue: &CueHit, found: &Match) -> bool {
        let frame = &self.frames[cue.frame as usize];
        if frame.speaks == Speaks::Practice {
            return false;
        }
        let within = u32::from(frame.within);
        let after = cue.last < found.first && found.first - cue.last <= within;
        let before = cue.first > found.last && cue.first - found.last <= within;
        let inside = cue.first >= found.first && cue.last <= found.last && frame.side != Side::Before;
        let (from, to) = match after {
            true => (cue.last, found.first),
            false => (found.last, cue.first),
        };
        let reached = match frame.side {
            Side::After => after,
            Side::Before => before,
            Side::Both => after || before || inside,
        };
        reached
            && !self.reading.ended(cue.frame, from, to)
            && !self.contrast_between(from, to)
            && !self.practice_between(from, to, frame)
    }

    /// "No assessment of the abuse" denies the assessment, not the abuse.
    fn practice_between(&self, from: u32, to: u32, frame: &Frame) -> bool {
        frame.effect == Effect::Absent
            && self
                .reading
                .with(self.frames, Effect::Practice)
                .any(|word| word.first > from && word.last < to)
    }
}

/// Whether the words that decided are the match's own, with an auxiliary before or one word after.
fn said_by(found: &Match, ground: &Ground) -> bool {
    let Ground::Cue { first, last, .. } = ground else { return false };
    *first <= found.last && found.first <= *last && *last <= found.last + 1
}
