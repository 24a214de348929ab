//! A sentence read: its cues and its clauses.
//!
//! In: the tokens of a sentence and the cues found in it. Out: [`Reading`], cues that count (no
//! pseudo-cues, the longest of those that compete) and the clauses they stand in.

use super::clause::{Clause, clauses, starts};
use super::roles::{Patterns, Role};
use crate::codebook::{Effect, Frame, Place, Side, Weight};
use crate::matcher::{Hit, Token};

/// A cue: its frame and its first and last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CueHit {
    pub(super) first: u32,
    pub(super) last: u32,
    pub(super) frame: u16,
}

/// A sentence's cues and clauses.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) cues: Vec<CueHit>,
    pub(super) ends: Vec<CueHit>,
    pub(super) clauses: Vec<Clause>,
}

impl Reading {
    /// Sorts out what was found in a sentence of `text`.
    pub(super) fn new(
        patterns: &Patterns,
        frames: &[Frame],
        tokens: &[Token],
        hits: &[Hit],
        text: &str,
    ) -> Self {
        let mut starts = starts(text, tokens);
        // "Leaders are innovative, take the lead": what stands before the comma is no opening phrase.
        let opens = |hit: &Hit| match patterns.roles[hit.pattern as usize] {
            Role::Cue { frame } => {
                frames[frame as usize].effect == Effect::Opening && starts.first() == Some(&hit.first)
            }
            _ => false,
        };
        if !hits.iter().any(opens) {
            starts.truncate(1);
        }
        let mut cues = Vec::new();
        let mut ends = Vec::new();
        let mut unless = Vec::new();
        for hit in hits {
            let (first, last) = (hit.first, hit.last);
            match patterns.roles[hit.pattern as usize] {
                Role::Cue { frame } if !in_place(&frames[frame as usize], &starts, first) => {}
                // "The mother's capacity" names no doer.
                Role::Cue { frame }
                    if frames[frame as usize].effect == Effect::Family
                        && tokens[last as usize].possessive => {}
                Role::Cue { frame } => cues.push(CueHit { first, last, frame }),
                Role::End { frame } => ends.push(CueHit { first, last, frame }),
                Role::Unless { frame } => unless.push(CueHit { first, last, frame }),
                _ => {}
            }
        }
        let start = starts.first().copied().unwrap_or_default();
        let cut = clauses(frames, tokens, &competing(frames, cues.clone()), start);
        let first_clause = cut.get(1).map_or(u32::MAX, |second| second.first);
        let undone = |cue: &CueHit| undone(&frames[cue.frame as usize], cue, &unless, &ends, first_clause);
        cues.retain(|cue| !undone(cue));
        let cues = competing(frames, cues);
        let clauses = clauses(frames, tokens, &cues, start);
        Reading { cues, ends, clauses }
    }

    /// The clause, by index, that holds token `at`.
    pub(super) fn clause_of(&self, at: u32) -> usize {
        self.clauses.partition_point(|clause| clause.first <= at).saturating_sub(1)
    }

    /// The cues with this effect.
    pub(super) fn with<'a>(
        &'a self,
        frames: &'a [Frame],
        effect: Effect,
    ) -> impl Iterator<Item = &'a CueHit> {
        self.cues.iter().filter(move |cue| frames[cue.frame as usize].effect == effect)
    }

    /// How far `cue` stands from tokens `first` to `last` of its clause, where its frame's side and reach let it
    /// govern them and nothing between ends that.
    pub(super) fn distance(&self, frames: &[Frame], cue: &CueHit, first: u32, last: u32) -> Option<u32> {
        let frame = &frames[cue.frame as usize];
        let (from, to) = match frame.side {
            Side::Before => (last, cue.first),
            Side::After | Side::Both => (cue.last, first),
        };
        let distance = to.checked_sub(from).filter(|distance| *distance > 0)?;
        let near = distance <= u32::from(frame.within);
        let joined = self.clause_of(cue.first) == self.clause_of(first);
        (near && joined && !self.ended(cue.frame, from, to)).then_some(distance)
    }

    /// Whether something between token `from` and token `to` ends the reach of `frame`.
    pub(super) fn ended(&self, frame: u16, from: u32, to: u32) -> bool {
        self.ends.iter().any(|end| end.frame == frame && end.first > from && end.last < to)
    }
}

/// Whether something in the sentence makes `cue` no cue. A command is undone in the first clause only, by words
/// that begin no later than it does. A label is undone up to its ends, and where more words undo it than ends can
/// account for: one of them is then the sentence's own verb ("The response to people who are new to the area is
/// timely").
fn undone(frame: &Frame, cue: &CueHit, unless: &[CueHit], ends: &[CueHit], first_clause: u32) -> bool {
    let of_frame = |hits: &[CueHit]| -> Vec<u32> {
        let own = hits.iter().filter(|hit| hit.frame == cue.frame);
        own.map(|hit| hit.first).collect()
    };
    let (unless, ends) = (of_frame(unless), of_frame(ends));
    let reach = match (frame.at, frame.weight) {
        (Place::Anywhere, _) => u32::MAX,
        (Place::Start, Weight::Strong | Weight::Ruling) => first_clause.min(cue.first + 1),
        (Place::Start, Weight::Weak) => ends.iter().copied().min().unwrap_or(u32::MAX),
    };
    unless.iter().any(|at| *at < reach) || (frame.weight == Weight::Weak && unless.len() > ends.len())
}

/// Whether a cue of `frame` may begin at token `first`; a weak one not after an opening phrase.
fn in_place(frame: &Frame, starts: &[u32], first: u32) -> bool {
    match (frame.at, frame.weight) {
        (Place::Anywhere, _) => true,
        (Place::Start, Weight::Strong | Weight::Ruling) => starts.contains(&first),
        (Place::Start, Weight::Weak) => starts.first() == Some(&first),
    }
}

/// Effects that compete for the same words; a longer cue wins over those inside it.
fn family(effect: Effect) -> u8 {
    match effect {
        Effect::Failing
        | Effect::Good
        | Effect::Negation
        | Effect::Denial
        | Effect::Relief
        | Effect::Double
        | Effect::Counterfactual
        | Effect::Recommended => 1,
        Effect::Absent | Effect::Suspected => 2,
        Effect::Contrast | Effect::Concession | Effect::Clause => 3,
        _ => 0,
    }
}

/// Drops cues inside pseudo-cues and cues inside longer cues they compete with.
fn competing(frames: &[Frame], mut cues: Vec<CueHit>) -> Vec<CueHit> {
    let effect = |cue: &CueHit| frames[cue.frame as usize].effect;
    let inside = |a: &CueHit, b: &CueHit| b.first <= a.first && a.last <= b.last;
    let pseudo: Vec<CueHit> = cues.iter().copied().filter(|cue| effect(cue) == Effect::Pseudo).collect();
    cues.retain(|cue| {
        let judged = matches!(family(effect(cue)), 1 | 2);
        !judged || !pseudo.iter().any(|fake| inside(cue, fake))
    });
    let all = cues.clone();
    let beaten = |cue: &CueHit, at: usize| {
        all.iter().enumerate().any(|(index, other)| {
            let longer = other.last - other.first > cue.last - cue.first;
            let same = other.last == cue.last && other.first == cue.first;
            // "Rarely late" is two negatives before it is a bad word.
            let weight = |cue: &CueHit| (effect(cue) == Effect::Double, frames[cue.frame as usize].weight);
            let wins = weight(other) > weight(cue) || (index < at && weight(other) == weight(cue));
            family(effect(cue)) != 0
                && family(effect(cue)) == family(effect(other))
                && inside(cue, other)
                && (longer || (same && wins))
        })
    };
    let mut at = 0;
    cues.retain(|cue| {
        at += 1;
        !beaten(cue, at - 1)
    });
    cues.sort_by_key(|cue| (cue.first, cue.last, cue.frame));
    cues
}
