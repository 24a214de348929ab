//! Whether a weak word of a theme has the second sign that it needs.

use super::assert::{Asserter, Match};
use super::clause::Kind;
use super::judgement::Judgement;
use super::roles::List;
use crate::codebook::{Mode, Weight};

/// How near a judgement must stand to a weak word to be about it, in words.
const ABOUT: u32 = 3;

/// A weak pattern counts only with a second sign: a strong judgement right beside it (practice), or a match
/// of another pattern of its theme elsewhere in the sentence.
pub(super) fn second_sign(asserter: &Asserter<'_>, found: &Match, mode: Mode) -> bool {
    if found.list != List::Weak {
        return true;
    }
    let another = |other: &Match| {
        let apart = other.first > found.last || other.last < found.first;
        other.theme == found.theme && other.pattern != found.pattern && apart
    };
    // "Information about the injury was not passed on" judges what became of the information.
    let content = asserter.matches.iter().any(|other| {
        other.theme != found.theme
            && matches!(other.list, List::Failing | List::Good)
            && other.first < found.first
            && found.last < other.last
    });
    let judged = || {
        let about = |judgement| judges_weak(asserter, found, judgement);
        !content && asserter.judgements.iter().any(about)
    };
    asserter.matches.iter().any(another) || (mode == Mode::Practice && judged())
}

/// Whether a judgement is about a weak match: in its clause and beside it. What is said of the subject of a
/// sentence, or of a list it belongs to, may stand further off.
fn judges_weak(asserter: &Asserter<'_>, found: &Match, judgement: &Judgement) -> bool {
    let reading = asserter.reading;
    let (clause, of_judgement) = (reading.clause_of(found.first), reading.clause_of(judgement.first));
    let listed = asserter.matches.iter().any(|other| {
        other.list != List::Weak
            && other.theme != found.theme
            && other.last < found.first
            && found.first - other.last <= 2
    });
    let subject = found.first <= 1 || listed;
    let yields = reading.clauses[clause].kind == Kind::Concession && of_judgement == clause + 1;
    let gap = found.first.saturating_sub(judgement.last).max(judgement.first.saturating_sub(found.last));
    let rules = judgement.weight == Weight::Ruling;
    let near = of_judgement == clause && (subject || rules || gap <= ABOUT);
    let follows = subject && of_judgement > clause && (yields || listed);
    judgement.weight >= Weight::Strong && !judgement.family && (near || follows)
}
