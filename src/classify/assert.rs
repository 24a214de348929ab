//! What a match asserts: from the sentence's cues, or from what stands over it.
//!
//! In: a match of a theme, the sentence's [`Reading`] and judgements, and the [`Setting`] the sentence
//! stands in. Out: an assertion with the cue that decided.

use super::Assertion;
use super::judgement::Judgement;
use super::reading::{CueHit, Kind, Reading};
use super::roles::List;
use super::setting::{Passed, Setting};
use crate::codebook::{Effect, Frame, Mode, Side, Speaks, Weight};

/// A match of a theme in a sentence: tokens, last inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) theme: u16,
    pub(super) list: List,
    pub(super) pattern: u32,
}

/// What decided: tokens of the sentence, or something over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ground {
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
pub(super) type Verdict = (Assertion, Ground);

/// Everything a match is judged by.
pub(super) struct Asserter<'a> {
    pub(super) frames: &'a [Frame],
    pub(super) reading: &'a Reading,
    pub(super) judgements: &'a [Judgement],
    pub(super) setting: &'a Setting,
    /// All matches of the sentence.
    pub(super) matches: &'a [Match],
    /// Whether the sentence ends in a question mark.
    pub(super) asks: bool,
}

impl Asserter<'_> {
    /// What the sentence as a whole is, where that outweighs any judgement: question, law, purpose.
    pub(super) fn frame_of(&self, found: &Match) -> Option<Verdict> {
        if self.asks {
            return Some((Assertion::Context, Ground::Nothing));
        }
        for (effect, assertion) in [
            (Effect::Context, Assertion::Context),
            (Effect::General, Assertion::General),
        ] {
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
        let passed = self
            .setting
            .heading
            .clone()
            .filter(|passed| passed.effect == Effect::Context);
        passed.map(|passed| (Assertion::Context, Ground::Passed(passed)))
    }

    /// The judgement on practice.
    pub(super) fn practice(&self, found: &Match) -> Verdict {
        let asked = self.asked_for(found);
        let surely = asked.filter(|cue| self.frames[cue.frame as usize].weight == Weight::Strong);
        if let Some(cue) = surely {
            return (Assertion::Recommended, ground(cue));
        }
        let own = match found.list {
            List::Failing => self.failing_pattern(found),
            List::Good => self.good_pattern(found),
            _ => self.topic(found),
        };
        match asked {
            Some(cue) if own.0 != Assertion::Failing => (Assertion::Recommended, ground(cue)),
            _ => self.under_heading(own),
        }
    }

    /// The status of a fact.
    fn presence(&self, found: &Match) -> Verdict {
        if found.list == List::Absent {
            return (Assertion::Absent, Ground::Pattern);
        }
        for (effect, assertion) in [
            (Effect::Absent, Assertion::Absent),
            (Effect::Suspected, Assertion::Suspected),
        ] {
            let cue = self
                .reading
                .with(self.frames, effect)
                .find(|cue| self.governs(cue, found));
            if let Some(cue) = cue {
                return (assertion, ground(cue));
            }
        }
        (Assertion::Present, Ground::Nothing)
    }

    /// For a theme of facts: a judgement on practice, and the fact's status. What is denied is not judged too.
    pub(super) fn fact(
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
            judged => (judged, Some(fact)),
        }
    }

    /// A judgement on practice in the clause of a fact, where the clause speaks of practice at all.
    fn practice_on_fact(&self, found: &Match, mode: Mode) -> Option<Verdict> {
        if matches!(found.list, List::Failing | List::Good) {
            return Some(self.practice(found)).filter(|(assertion, _)| *assertion != Assertion::Neutral);
        }
        let verdict = self.practice(found);
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
        let judged =
            !matches!(verdict.0, Assertion::Neutral) && (mode == Mode::Both || self.strong(&verdict));
        // Only practice can be asked to change.
        let asked = verdict.0 == Assertion::Recommended && self.asked_for(found).is_some();
        (judged && (professional || asked || mode == Mode::Both)).then_some(verdict)
    }

    /// Whether a clause begins with a relative word.
    fn relative(&self, clause: usize) -> bool {
        let first = self.reading.clauses[clause].first;
        let mut relatives = self.reading.with(self.frames, Effect::Clause);
        relatives.any(|cue| cue.first == first)
    }

    fn strong(&self, verdict: &Verdict) -> bool {
        match verdict.1 {
            Ground::Cue { frame, .. } => self.frames[frame as usize].weight == Weight::Strong,
            _ => true,
        }
    }

    fn same_clause(&self, cue: &CueHit, found: &Match) -> bool {
        self.reading.clause_of(cue.first) == self.reading.clause_of(found.first)
    }

    /// Whether a clause that stands against the rest begins between two tokens.
    fn contrast_between(&self, a: u32, b: u32) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        let mut between = self
            .reading
            .clauses
            .iter()
            .filter(|clause| clause.first > low && clause.first <= high);
        between.any(|clause| clause.kind == Kind::Contrast)
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

    /// The cue that makes the match part of something asked for; a weak one yields to a heading that judges.
    fn asked_for(&self, found: &Match) -> Option<&CueHit> {
        self.reading.with(self.frames, Effect::Recommended).find(|cue| {
            let weak = self.frames[cue.frame as usize].weight == Weight::Weak;
            if weak && self.setting.judging().is_some() {
                return false;
            }
            let apart = self.contrast_between(cue.first, found.first);
            let inside = cue.first <= found.first || self.same_clause(cue, found);
            inside && !apart
        })
    }

    /// A pattern that says failing by itself, unless something around it denies that.
    fn failing_pattern(&self, found: &Match) -> Verdict {
        let family = self
            .judgements
            .iter()
            .any(|judgement| judgement.family && overlaps(judgement, found));
        if family {
            return (Assertion::Neutral, Ground::Nothing);
        }
        let denied = self.reading.cues.iter().find(|cue| {
            let effect = self.frames[cue.frame as usize].effect;
            let reach = || self.reading.distance(self.frames, cue, found.first, found.last);
            matches!(effect, Effect::Denial | Effect::Relief) && reach().is_some()
        });
        let overlapping = self.judgements.iter().find(|judgement| {
            judgement.good && judgement.weight == Weight::Strong && self.turned_over(judgement, found)
        });
        match (denied, overlapping) {
            (Some(cue), _) => (Assertion::GoodPractice, ground(cue)),
            (_, Some(judgement)) => (Assertion::GoodPractice, judged(judgement)),
            _ => (Assertion::Failing, Ground::Pattern),
        }
    }

    /// A judgement that reverses a bad word inside the match ("without undue delay").
    fn turned_over(&self, judgement: &Judgement, found: &Match) -> bool {
        let effect = self.frames[judgement.frame as usize].effect;
        matches!(
            effect,
            Effect::Negation | Effect::Denial | Effect::Relief | Effect::Double
        ) && overlaps(judgement, found)
    }

    /// A pattern that says good by itself, unless a negation or a bad word stands in or before it.
    fn good_pattern(&self, found: &Match) -> Verdict {
        let clause = self.reading.clause_of(found.first);
        let against = self.judgements.iter().find(|judgement| {
            let near = judgement.last < found.first && found.first - judgement.last <= 6;
            let follows = judgement.first > found.last && judgement.first - found.last <= 4;
            let same = self.reading.clause_of(judgement.first) == clause;
            !judgement.good
                && judgement.weight == Weight::Strong
                && same
                && (overlaps(judgement, found) || near || follows)
        });
        match against {
            Some(judgement) if judgement.family => (Assertion::Neutral, Ground::Nothing),
            Some(judgement) => (Assertion::Failing, judged(judgement)),
            None => self.mixed_with_next(found, (Assertion::GoodPractice, Ground::Pattern)),
        }
    }

    /// A topic: the nearest judgement in its clause, else in the clauses joined to it.
    fn topic(&self, found: &Match) -> Verdict {
        let clause = self.reading.clause_of(found.first);
        if let Some(main) = self.main_clause_verdict(clause, found) {
            return main;
        }
        let own = self.nearest(found, |judgement| {
            self.reading.clause_of(judgement.first) == clause
        });
        let joined = self.nearest(found, |judgement| {
            judgement.weight == Weight::Strong && !self.contrast_between(judgement.first, found.first)
        });
        // A weak word of the own clause yields to a judgement in a clause joined to it.
        let surely = own.filter(|judgement| judgement.weight == Weight::Strong);
        match surely.or(joined).or(own) {
            Some(judgement) => self.mixed_with_next(found, verdict(judgement)),
            None => self.mixed_with_next(found, (Assertion::Neutral, Ground::Nothing)),
        }
    }

    /// For a match in a concession, what the main clause says of it when it only points back.
    fn main_clause_verdict(&self, clause: usize, found: &Match) -> Option<Verdict> {
        if self.reading.clauses[clause].kind != Kind::Concession {
            return None;
        }
        let main = self
            .reading
            .clauses
            .get(clause + 1)
            .filter(|main| main.kind == Kind::Joined)?;
        let points_back = !self
            .matches
            .iter()
            .any(|other| main.first <= other.first && other.first < main.end);
        let judgement = self.nearest(found, |judgement| {
            main.first <= judgement.first && judgement.first < main.end
        })?;
        points_back.then(|| verdict(judgement))
    }

    /// "Good at first, but later broke down": the next clause speaks of the same and says the opposite.
    fn mixed_with_next(&self, found: &Match, own: Verdict) -> Verdict {
        let clause = self.reading.clause_of(found.last);
        let next = self
            .reading
            .clauses
            .get(clause + 1)
            .filter(|next| next.kind == Kind::Contrast);
        let Some(next) = next else { return own };
        let against = self.judgements.iter().find(|judgement| {
            let inside = next.first <= judgement.first && judgement.first < next.end;
            let opposite = match own.0 {
                Assertion::Neutral => !judgement.good,
                _ => judgement.good != (own.0 == Assertion::GoodPractice),
            };
            inside && opposite && !judgement.family && judgement.weight == Weight::Strong
        });
        match against {
            Some(judgement) if self.matched_in(next.first, judgement.last) => own,
            Some(judgement) if own.0 == Assertion::Neutral => (Assertion::Failing, judged(judgement)),
            Some(judgement) => (Assertion::Mixed, judged(judgement)),
            _ => own,
        }
    }

    /// Whether another match begins in these tokens: the clause speaks of something else.
    fn matched_in(&self, first: u32, last: u32) -> bool {
        self.matches
            .iter()
            .any(|other| first <= other.first && other.first <= last)
    }

    /// The judgement nearest to the match among those that `fit`; strong ones first.
    fn nearest(&self, found: &Match, fit: impl Fn(&Judgement) -> bool) -> Option<&Judgement> {
        self.judgements
            .iter()
            .filter(|judgement| !judgement.family && fit(judgement))
            .min_by_key(|judgement| {
                let distance = match overlaps(judgement, found) {
                    true => 0,
                    false if judgement.last < found.first => found.first - judgement.last,
                    false => judgement.first.saturating_sub(found.last),
                };
                (judgement.weight == Weight::Weak, distance)
            })
    }

    /// Under a heading or lead-in that judges, what has no strong judgement of its own takes its.
    fn under_heading(&self, own: Verdict) -> Verdict {
        let Some(passed) = self.setting.judging() else {
            return own;
        };
        match (passed.effect, own.0) {
            (Effect::Recommended, Assertion::Neutral | Assertion::GoodPractice) => {
                (Assertion::Recommended, Ground::Passed(passed.clone()))
            }
            (Effect::Failing, Assertion::Neutral | Assertion::GoodPractice) => {
                (Assertion::Failing, Ground::Passed(passed.clone()))
            }
            (Effect::Good, Assertion::Neutral | Assertion::Failing | Assertion::Recommended) => {
                (Assertion::GoodPractice, Ground::Passed(passed.clone()))
            }
            _ => own,
        }
    }
}

fn overlaps(judgement: &Judgement, found: &Match) -> bool {
    judgement.first <= found.last && found.first <= judgement.last
}

fn ground(cue: &CueHit) -> Ground {
    Ground::Cue {
        first: cue.first,
        last: cue.last,
        frame: cue.frame,
    }
}

fn judged(judgement: &Judgement) -> Ground {
    Ground::Cue {
        first: judgement.first,
        last: judgement.last,
        frame: judgement.frame,
    }
}

fn verdict(judgement: &Judgement) -> Verdict {
    let assertion = if judgement.good {
        Assertion::GoodPractice
    } else {
        Assertion::Failing
    };
    (assertion, judged(judgement))
}
