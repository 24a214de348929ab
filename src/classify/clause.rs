//! Where a sentence's own words begin, and where its clauses do.

use super::reading::CueHit;
use crate::codebook::{Effect, Frame};
use crate::matcher::{Marks, Token};

/// How a clause stands to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The beginning, or joined by punctuation or a relative word.
    Joined,
    /// Stands against what came before: "but".
    Contrast,
    /// Yields to the main clause: "although".
    Concession,
}

/// A clause: tokens, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) first: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
}

/// Words that may stand before the comma that ends an opening phrase ("In particular, ensure").
const OPENING: usize = 7;

/// The tokens at which a sentence's own words may begin: after its number, or after an opening phrase.
pub(super) fn starts(text: &str, tokens: &[Token]) -> Vec<u32> {
    let numeral = |token: &&Token| text.as_bytes().get(token.start as usize).is_some_and(u8::is_ascii_digit);
    let first = tokens.iter().take_while(numeral).count();
    let mut found = vec![first as u32];
    let opening = tokens.iter().skip(first + 1).take(OPENING).position(|token| token.marks.has(Marks::COMMA));
    found.extend(opening.map(|at| (first + 1 + at) as u32));
    found
}

/// Cuts a sentence at contrasts, concessions, relatives and heavy punctuation after its number.
pub(super) fn clauses(frames: &[Frame], tokens: &[Token], cues: &[CueHit], start: u32) -> Vec<Clause> {
    let mut starts: Vec<(u32, Kind)> = vec![(0, Kind::Joined)];
    let heavy = Marks::SEMICOLON.with(Marks::DASH).with(Marks::STOP).with(Marks::COLON);
    for (index, token) in tokens.iter().enumerate().skip(start as usize + 1) {
        if token.marks.has(heavy) {
            starts.push((index as u32, Kind::Joined));
        }
    }
    for cue in cues {
        match frames[cue.frame as usize].effect {
            Effect::Contrast => starts.push((cue.first, Kind::Contrast)),
            Effect::Clause => {
                starts.push((cue.first, Kind::Joined));
                starts.extend(opening_end(tokens, cue).map(|end| (end, Kind::Joined)));
            }
            Effect::Concession => {
                starts.push((cue.first, Kind::Concession));
                starts.extend(opening_end(tokens, cue).map(|end| (end, Kind::Joined)));
            }
            _ => {}
        }
    }
    starts.sort_by_key(|(first, kind)| (*first, *kind == Kind::Joined));
    starts.dedup_by_key(|(first, _)| *first);
    // "But later" begins one clause, not two.
    starts
        .dedup_by(|next, kept| kept.1 == Kind::Contrast && next.1 == Kind::Contrast && next.0 == kept.0 + 1);
    let ends = starts.iter().skip(1).map(|(first, _)| *first).chain([tokens.len() as u32]);
    starts.iter().zip(ends).map(|((first, kind), end)| Clause { first: *first, end, kind: *kind }).collect()
}

/// A concession or condition that opens the sentence ends at its first comma ("When risks do not
/// fall, action is taken"); an opening phrase set off by itself ("As a result, ...") has no such end.
fn opening_end(tokens: &[Token], cue: &CueHit) -> Option<u32> {
    let opens = cue.first <= 1 || tokens[cue.first as usize].marks.has(Marks::SEMICOLON.with(Marks::STOP));
    let next = cue.last as usize + 1;
    let alone = tokens.get(next).is_none_or(|token| token.marks.has(Marks::COMMA));
    let comma = tokens.iter().skip(next + 1).position(|token| token.marks.has(Marks::COMMA));
    comma.filter(|_| opens && !alone).map(|at| (next + 1 + at) as u32)
}
