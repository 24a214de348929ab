//! Word sets and frames: the words that change what a match asserts.
//!
//! In: `sets.toml`. Out: [`Sets`], shared by all themes of a codebook and by search. Everything the
//! coding knows of English stands there as data; the code only knows what each [`Effect`] does.

use super::Pattern;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the cues of a frame do to the words in their reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Judges practice to be lacking.
    Failing,
    /// Judges practice to be good.
    Good,
    /// Turns what follows into its opposite: "not", "lack of".
    Negation,
    /// Denies a whole statement, its negations included: "no evidence that", "did not fail to".
    Denial,
    /// Two negatives that make a good: "did not fail to".
    Double,
    /// Makes something bad less: "reduce", "prevent".
    Relief,
    /// Says what did not happen but ought to have: "should have been".
    Counterfactual,
    /// Asks for a change.
    Recommended,
    /// Says that a fact is not a feature of the case.
    Absent,
    /// Says that a fact is alleged, possible or unconfirmed.
    Suspected,
    /// Speaks of research, law or other cases.
    General,
    /// Speaks of purpose, scope or make-up of the review itself.
    Context,
    /// Asks.
    Question,
    /// Looks like a cue and is none: cues inside it do not count.
    Pseudo,
    /// Says why.
    Explains,
    /// Begins a clause that stands against the one before: "but".
    Contrast,
    /// Begins a clause that yields to the main one: "although".
    Concession,
    /// Begins a clause: "which", "because".
    Clause,
    /// Names family members.
    Family,
    /// Names professionals or agencies.
    Professional,
    /// Names something professionals do or make: after "no", practice is lacking, not a fact absent.
    Practice,
    /// Begins a clause by pointing back: "it", "this".
    Pointer,
    /// Begins an opening phrase, after which a sentence's own words may begin: "in particular, ensure".
    Opening,
}

/// How much a cue weighs against others in its clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Counts only where nothing strong speaks.
    Weak,
    /// A judgement.
    #[default]
    Strong,
    /// What the whole clause comes to: its predicate ("is poor"), or what it says there is too little of. It
    /// outranks judgements that stand nearer.
    Ruling,
}

/// On which side of a cue the words stand that it governs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Before the cue.
    Before,
    /// After the cue.
    After,
    /// Either.
    #[default]
    Both,
}

/// Which kind of theme a frame speaks to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaks {
    /// Judgements on practice.
    Practice,
    /// Facts of the case.
    Presence,
    /// Both.
    #[default]
    Any,
}

/// Where in its sentence a cue must stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Its first words.
    Start,
    /// Anywhere.
    #[default]
    Anywhere,
}

/// A family of cues with one effect, side and reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// Its name, as mentions give it.
    pub name: String,
    /// What its cues do.
    pub effect: Effect,
    /// How much they weigh.
    pub weight: Weight,
    /// Where the governed words stand.
    pub side: Side,
    /// How far the governed words may stand, in words.
    pub within: u8,
    /// Which themes it speaks to.
    pub speaks: Speaks,
    /// Where in the sentence they must stand.
    pub at: Place,
    /// Whether it matters who did it: what a family did is not practice.
    pub doer: bool,
    /// The cues.
    pub cues: Vec<Pattern>,
    /// What ends their reach.
    pub ends: Vec<Pattern>,
    /// What in the same sentence makes them no cues.
    pub unless: Vec<Pattern>,
}

/// A kind of heading or lead-in that passes its judgement to what stands under it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingFrame {
    /// Its name, as mentions give it.
    pub name: String,
    /// What it passes on: failing, good, recommended, context or general.
    pub effect: Effect,
    /// What its text says.
    pub cues: Vec<Pattern>,
    /// The kinds of section that pass it on whatever their heading says, by name.
    pub sections: Vec<String>,
}

/// Everything shared by the themes of a codebook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sets {
    /// Word sets by name, without the "@".
    pub sets: BTreeMap<String, Vec<Pattern>>,
    /// Cue frames, in the order of the file.
    pub frames: Vec<Frame>,
    /// Headings and lead-ins, in the order of the file.
    pub headings: Vec<HeadingFrame>,
    /// Stretches that assert nothing about the case: titles, names of services.
    pub masks: Vec<Pattern>,
}

impl Sets {
    /// Every pattern of the file.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        let frames =
            self.frames.iter().flat_map(|frame| frame.cues.iter().chain(&frame.ends).chain(&frame.unless));
        self.sets
            .values()
            .flatten()
            .chain(frames)
            .chain(self.headings.iter().flat_map(|heading| &heading.cues))
            .chain(&self.masks)
    }

    /// A set that contains itself, directly or through others.
    pub(super) fn circle(&self) -> Option<&str> {
        self.sets.keys().map(String::as_str).find(|name| self.reaches(name, name, self.sets.len()))
    }

    fn reaches(&self, from: &str, wanted: &str, depth: usize) -> bool {
        let named = self.sets.get(from).into_iter().flatten().flat_map(Pattern::sets);
        depth > 0 && named.into_iter().any(|name| name == wanted || self.reaches(name, wanted, depth - 1))
    }
}
