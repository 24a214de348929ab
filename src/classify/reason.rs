//! Whether the text says why.
//!
//! In: the explanation cues of a document's sentences. Out: for a sentence with a failing, whether it,
//! its paragraph or the next gives a reason. A reason inside the family's story explains the family,
//! not the practice.

use super::reading::{CueHit, Reading};
use crate::codebook::{Effect, Frame};
use crate::document::SectionKind;

/// Words after a reason within which a professional shows that it is of practice after all.
const NEAR: u32 = 8;

/// What a sentence says of why.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reason {
    /// It gives a reason.
    pub(super) given: bool,
    /// It begins by pointing back, so that a reason speaks of what came before.
    pub(super) points_back: bool,
}

impl Reason {
    pub(super) fn of(frames: &[Frame], reading: &Reading, kind: SectionKind) -> Self {
        let story = matches!(kind, SectionKind::Chronology | SectionKind::Family);
        Reason {
            given: !story && of_practice(frames, reading),
            points_back: reading.with(frames, Effect::Pointer).any(|cue| cue.first == 0),
        }
    }
}

/// Whether the sentence holds a reason that is not the family's.
fn of_practice(frames: &[Frame], reading: &Reading) -> bool {
    let mut reasons = reading.with(frames, Effect::Explains);
    reasons.any(|cue| !of_family(frames, reading, cue))
}

/// Whether a reason says why the family, not a professional, acted: "the family moved because of debts".
fn of_family(frames: &[Frame], reading: &Reading, reason: &CueHit) -> bool {
    let nearest = |effect: Effect| {
        let before = reading.with(frames, effect).filter(|cue| cue.last < reason.first);
        before.map(|cue| cue.last).max()
    };
    let Some(family) = nearest(Effect::Family) else {
        return false;
    };
    let others = [Effect::Professional, Effect::Practice].map(nearest);
    let after = reason.last + 1..reason.last + 1 + NEAR;
    let professional = || reading.with(frames, Effect::Professional).any(|cue| after.contains(&cue.first));
    others.into_iter().flatten().all(|other| other < family) && !professional()
}
