//! One mention a theme and clause, however many patterns found it.
//!
//! In: the matches of one theme in one sentence with their verdicts. Out: the verdicts that stand: the
//! surest of each clause, and "mixed" where clauses of equal rank say opposite things.

use super::Assertion;
use super::assert::{Ground, Match, Verdict};
use super::clause::Kind;
use super::reading::Reading;
use super::roles::List;

/// A match and what it asserts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Coding {
    pub(super) found: Match,
    pub(super) assertion: Assertion,
    pub(super) ground: Ground,
}

impl Coding {
    pub(super) fn new(found: &Match, (assertion, ground): Verdict) -> Self {
        Coding { found: *found, assertion, ground }
    }
}

/// How sure a coding is, higher first: what a pattern says by itself before what a cue near a topic says.
fn rank(coding: &Coding) -> (u8, u8, u32) {
    let asserted = match coding.assertion {
        Assertion::Recommended => 5,
        Assertion::Failing | Assertion::Mixed => 4,
        Assertion::GoodPractice => 3,
        Assertion::Neutral => 0,
        _ => 1,
    };
    let by_pattern = u8::from(matches!(coding.found.list, List::Failing | List::Good) && asserted > 2);
    (by_pattern, asserted, coding.found.last - coding.found.first)
}

/// The codings of practice that stand for one theme in one sentence.
pub(super) fn practice(reading: &Reading, codings: Vec<Coding>) -> Vec<Coding> {
    let mut by_clause: Vec<(usize, Coding)> = Vec::new();
    for coding in codings {
        let clause = reading.clause_of(coding.found.first);
        match by_clause.iter_mut().find(|(other, _)| *other == clause) {
            Some((_, kept)) if rank(&coding) > rank(kept) => *kept = coding,
            Some(_) => {}
            None => by_clause.push((clause, coding)),
        }
    }
    across(reading, by_clause)
}

/// Several clauses of one sentence: judged ones silence neutral ones; good and failing together are mixed.
fn across(reading: &Reading, mut by_clause: Vec<(usize, Coding)>) -> Vec<Coding> {
    let judged = |coding: &Coding| coding.assertion != Assertion::Neutral;
    if by_clause.iter().any(|(_, coding)| judged(coding)) {
        by_clause.retain(|(_, coding)| judged(coding));
    }
    // "Although A, B" says B; "A, although B" says both.
    let yields = |clause: usize| reading.clauses[clause].kind == Kind::Concession;
    if let Some(main) = by_clause.iter().map(|(clause, _)| *clause).filter(|clause| !yields(*clause)).max() {
        by_clause.retain(|(clause, _)| !yields(*clause) || *clause > main);
    }
    let says = |wanted: Assertion| by_clause.iter().any(|(_, coding)| coding.assertion == wanted);
    let mixed = says(Assertion::Failing) && says(Assertion::GoodPractice) || says(Assertion::Mixed);
    let mut kept: Vec<Coding> = Vec::new();
    for (_, mut coding) in by_clause {
        if mixed && matches!(coding.assertion, Assertion::Failing | Assertion::GoodPractice) {
            coding.assertion = Assertion::Mixed;
        }
        match kept.iter_mut().find(|other| other.assertion == coding.assertion) {
            Some(other) if rank(&coding) > rank(other) => *other = coding,
            Some(_) => {}
            None => kept.push(coding),
        }
    }
    kept
}

/// The status of a fact in one sentence: the strongest of its matches.
pub(super) fn presence(codings: Vec<Coding>) -> Option<Coding> {
    let strength = |coding: &Coding| match coding.assertion {
        Assertion::Present => 3,
        Assertion::Suspected => 2,
        Assertion::Absent => 1,
        _ => 0,
    };
    codings.into_iter().reduce(|best, coding| {
        let (a, b) = (strength(&coding), strength(&best));
        if a > b || (a == b && coding.found.list < best.found.list) { coding } else { best }
    })
}
