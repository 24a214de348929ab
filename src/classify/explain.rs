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

/// Whether the sentence holds a reason; reasons in the family's story do not count.
pub(super) fn reason(frames: &[Frame], reading: &Reading, kind: SectionKind) -> Option<CueHit> {
    if matches!(kind, SectionKind::Chronology | SectionKind::Family) {
        return None;
    }
    reading
        .with(frames, Effect::Explains)
        .find(|cue| !of_family(frames, reading, cue))
        .copied()
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
    let professional = || {
        reading
            .with(frames, Effect::Professional)
            .any(|cue| after.contains(&cue.first))
    };
    others.into_iter().flatten().all(|other| other < family) && !professional()
}

/// Whether a reason in a neighbouring sentence speaks of what came before: it begins by pointing back.
pub(super) fn points_back(frames: &[Frame], reading: &Reading) -> bool {
    reading.with(frames, Effect::Pointer).any(|cue| cue.first == 0)
}
