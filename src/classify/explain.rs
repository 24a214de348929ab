//! Whether the text says why.
//!
//! In: the explanation cues of a document's sentences. Out: for a sentence with a failing, whether it,
//! its paragraph or the next gives a reason. A reason inside the family's story explains the family,
//! not the practice.

use super::reading::{CueHit, Reading};
use crate::codebook::{Effect, Frame};
use crate::document::SectionKind;

/// Whether the sentence holds a reason; reasons in the family's story do not count.
pub(super) fn reason(frames: &[Frame], reading: &Reading, kind: SectionKind) -> Option<CueHit> {
    if matches!(kind, SectionKind::Chronology | SectionKind::Family) {
        return None;
    }
    reading.with(frames, Effect::Explains).next().copied()
}

/// Whether a reason in a neighbouring sentence speaks of what came before: it begins by pointing back.
pub(super) fn points_back(frames: &[Frame], reading: &Reading) -> bool {
    reading.with(frames, Effect::Pointer).any(|cue| cue.first == 0)
}
