//! A topic is judged by the nearest judgement of its clause, else by a clause joined to it.

use super::{Asserter, Ground, Match, Verdict, judged, overlaps, verdict};
use crate::classify::Assertion;
use crate::classify::clause::Kind;
use crate::classify::judgement::Judgement;
use crate::codebook::Weight;
use std::cmp::Reverse;

/// Words that may stand before a concession that opens a sentence: a number, "however".
const OPENS: u32 = 2;

impl Asserter<'_> {
    /// A topic: the nearest judgement in its clause, else in the clauses joined to it.
    pub(super) fn topic(&self, found: &Match) -> Verdict {
        let clause = self.reading.clause_of(found.first);
        if let Some(main) = self.main_clause_verdict(clause, found) {
            return main;
        }
        let own = self.nearest(found, |judgement| self.reading.clause_of(judgement.first) == clause);
        let joined = self.nearest(found, |judgement| {
            judgement.weight >= Weight::Strong && !self.contrast_between(judgement.first, found.first)
        });
        // A weak word of the own clause yields to a judgement in a clause joined to it.
        let surely = own.filter(|judgement| judgement.weight >= Weight::Strong);
        match surely.or(joined).or(own) {
            Some(judgement) => self.mixed_with_next(found, verdict(judgement)),
            None => self.mixed_with_next(found, (Assertion::Neutral, Ground::Nothing)),
        }
    }

    /// For a match in a concession, what the main clause says of it when it only points back.
    fn main_clause_verdict(&self, clause: usize, found: &Match) -> Option<Verdict> {
        // One that opens the sentence: "X, although Y in order to Z" has had its main clause.
        let own = self.reading.clauses[clause];
        if own.kind != Kind::Concession || own.first > OPENS {
            return None;
        }
        let main = self.reading.clauses.get(clause + 1).filter(|main| main.kind == Kind::Joined)?;
        let points_back =
            !self.matches.iter().any(|other| main.first <= other.first && other.first < main.end);
        let judgement =
            self.nearest(found, |judgement| main.first <= judgement.first && judgement.first < main.end)?;
        points_back.then(|| verdict(judgement))
    }

    /// "Good at first, but later broke down": the next clause speaks of the same and says the opposite.
    pub(super) fn mixed_with_next(&self, found: &Match, own: Verdict) -> Verdict {
        let clause = self.reading.clause_of(found.last);
        let yields = own.0 == Assertion::GoodPractice;
        let next = self.reading.clauses.get(clause + 1).filter(|next| match next.kind {
            Kind::Joined => false,
            Kind::Contrast => true,
            // A concession adds what falls short, and takes nothing from a failing.
            Kind::Concession => yields,
        });
        let Some(next) = next else { return own };
        let against = self.judgements.iter().find(|judgement| {
            let inside = next.first <= judgement.first && judgement.first < next.end;
            let opposite = match own.0 {
                Assertion::Neutral => !judgement.good,
                _ => judgement.good != (own.0 == Assertion::GoodPractice),
            };
            inside && opposite && !judgement.family && judgement.weight >= Weight::Strong
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
        self.matches.iter().any(|other| first <= other.first && other.first <= last)
    }

    /// The judgement nearest to the match among those that `fit`; what rules the clause of the match first, weak
    /// ones last.
    fn nearest(&self, found: &Match, fit: impl Fn(&Judgement) -> bool) -> Option<&Judgement> {
        self.judgements.iter().filter(|judgement| !judgement.family && fit(judgement)).min_by_key(
            |judgement| {
                let distance = match overlaps(judgement, found) {
                    true => 0,
                    false if judgement.last < found.first => found.first - judgement.last,
                    false => judgement.first.saturating_sub(found.last),
                };
                (Reverse(judgement.weight), distance)
            },
        )
    }
}
