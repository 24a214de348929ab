//! The judgement on practice: asked for, said by a pattern, or found beside a topic.

use super::{Asserter, Ground, Match, Verdict, ground, judged, overlaps};
use crate::classify::Assertion;
use crate::classify::clause::Kind;
use crate::classify::judgement::Judgement;
use crate::classify::reading::CueHit;
use crate::classify::roles::List;
use crate::codebook::{Effect, Weight};

impl Asserter<'_> {
    /// The judgement on practice.
    pub(in crate::classify) fn practice(&self, found: &Match) -> Verdict {
        let asked = self.asked_for(found);
        let surely = asked.filter(|cue| self.frames[cue.frame as usize].weight >= Weight::Strong);
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

    /// The cue that makes the match part of something asked for; a weak one yields to a heading that judges.
    pub(super) fn asked_for(&self, found: &Match) -> Option<&CueHit> {
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
        let family = self.judgements.iter().any(|judgement| {
            let family = judgement.family && !judgement.unnamed;
            family && judgement.weight >= Weight::Strong && overlaps(judgement, found)
        });
        if family {
            return (Assertion::Neutral, Ground::Nothing);
        }
        let denied = self.reading.cues.iter().find(|cue| {
            let effect = self.frames[cue.frame as usize].effect;
            let reach = || self.reading.distance(self.frames, cue, found.first, found.last);
            matches!(effect, Effect::Denial | Effect::Relief) && reach().is_some() && !self.negated(cue)
        });
        let overlapping = self.judgements.iter().find(|judgement| {
            judgement.good && judgement.weight >= Weight::Strong && self.turned_over(judgement, found)
        });
        match (denied, overlapping) {
            (Some(cue), _) => (Assertion::GoodPractice, ground(cue)),
            (_, Some(judgement)) => (Assertion::GoodPractice, judged(judgement)),
            _ => self.praised_first(found).unwrap_or((Assertion::Failing, Ground::Pattern)),
        }
    }

    /// "Oversight is strong, although it is not recorded": one pattern over praise and what is held against it.
    fn praised_first(&self, found: &Match) -> Option<Verdict> {
        let (first, last) = (self.reading.clause_of(found.first), self.reading.clause_of(found.last));
        if first == last || self.reading.clauses[last].kind == Kind::Joined {
            return None;
        }
        let praise = self.judgements.iter().find(|judgement| {
            let sure = judgement.good && judgement.weight >= Weight::Strong && !judgement.family;
            sure && self.reading.clause_of(judgement.first) == first
        });
        praise.map(|judgement| (Assertion::Mixed, judged(judgement)))
    }

    /// "Did not challenge the delays" leaves them as they were.
    fn negated(&self, cue: &CueHit) -> bool {
        let clause = self.reading.clause_of(cue.first);
        let ruled = self.judgements.iter().any(|judgement| {
            let before = judgement.first < cue.first && self.reading.clause_of(judgement.first) == clause;
            before && !judgement.good && judgement.weight == Weight::Ruling
        });
        let mut negations = self.reading.with(self.frames, Effect::Negation);
        ruled || negations.any(|by| self.reading.distance(self.frames, by, cue.first, cue.last).is_some())
    }

    /// A judgement that reverses a bad word inside the match ("without undue delay").
    fn turned_over(&self, judgement: &Judgement, found: &Match) -> bool {
        let effect = self.frames[judgement.frame as usize].effect;
        matches!(effect, Effect::Negation | Effect::Denial | Effect::Relief | Effect::Double)
            && overlaps(judgement, found)
    }

    /// A pattern that says good by itself, unless a negation or a bad word stands in or before it.
    fn good_pattern(&self, found: &Match) -> Verdict {
        let clause = self.reading.clause_of(found.first);
        let against = self.judgements.iter().find(|judgement| {
            let near = judgement.last < found.first && found.first - judgement.last <= 6;
            let follows = judgement.first > found.last && judgement.first - found.last <= 4;
            let same = self.reading.clause_of(judgement.first) == clause;
            let rules = judgement.weight == Weight::Ruling;
            // "Not all children who are missing are seen": the words before a relative clause count for it.
            let of_subject = rules && self.relative(clause) && judgement.first <= 1;
            !judgement.good
                && judgement.weight >= Weight::Strong
                && (overlaps(judgement, found) || of_subject || same && (near || follows || rules))
        });
        match against {
            Some(judgement) if judgement.family => (Assertion::Neutral, Ground::Nothing),
            Some(judgement) => (Assertion::Failing, judged(judgement)),
            None => self.mixed_with_next(found, (Assertion::GoodPractice, Ground::Pattern)),
        }
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
