//! Document and codebook to mentions.
//!
//! In: a [`Document`] and a compiled codebook. Out: [`Mention`]s in text order, each with the pattern
//! that matched and the cue that decided. The way through: `roles` compiles, `selected` sorts what was found,
//! `reading` finds cues and clauses, `judgement` turns them, `assert` decides, `merge` leaves one mention a theme
//! and clause; `why` gives an account of all this. Where
//! the codebook names a learned model, `signals` tells it what the rules saw and `opinion` adds what it says.

mod account;
mod assert;
mod clause;
mod examples;
mod judgement;
mod mention;
mod merge;
mod opinion;
mod overlap;
mod passage;
mod reading;
mod reason;
mod roles;
mod selected;
mod sentence;
mod setting;
mod signals;
mod usage;
mod weak;
mod whole;
mod why;

pub use examples::{Checked, angles, check_examples};
pub use mention::{Assertion, By, Cue, Mention};
pub use overlap::overlaps;
pub use sentence::Judged;
pub use signals::known;
pub use usage::Usage;
pub use why::{Account, Because, NotCoded, Obstacle};

use crate::codebook::{Codebook, Frame, HeadingFrame, Mode};
use crate::document::{BlockKind, Document, Span};
use crate::learn::{Model, Signals};
use roles::Patterns;
use sentence::{Spare, Work};
use setting::{Setting, Settings};

/// A codebook compiled for coding; made once, used from any number of threads.
#[derive(Debug)]
pub struct Classifier {
    patterns: Patterns,
    frames: Vec<Frame>,
    headings: Vec<HeadingFrame>,
    modes: Vec<Mode>,
    /// The themes' ids.
    ids: Vec<String>,
    model: Option<Model>,
    spare: Spare,
}

/// A passage coded by itself: offsets are bytes in the text that was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Passage {
    /// The mentions, in text order.
    pub mentions: Vec<Mention>,
    /// Sentences that judge practice without naming a theme.
    pub judged: Vec<Judged>,
}

impl Classifier {
    /// Compiles a codebook.
    pub fn new(codebook: &Codebook) -> Self {
        Classifier {
            patterns: Patterns::new(codebook),
            frames: codebook.sets.frames.clone(),
            headings: codebook.sets.headings.clone(),
            modes: codebook.themes.iter().map(|theme| theme.mode).collect(),
            ids: codebook.themes.iter().map(|theme| theme.id.clone()).collect(),
            model: None,
            spare: Spare::default(),
        }
    }

    /// With a learned model beside the rules: mentions then say who coded them.
    pub fn with_model(self, model: Model) -> Self {
        Classifier { model: Some(model), ..self }
    }

    /// The mentions of a document, in text order.
    pub fn classify(&self, document: &Document) -> Vec<Mention> {
        self.run(document, false).mentions
    }

    /// Codes a bare text, with the heading it stands under if there is one. Offsets in the result are
    /// bytes in `text`; the span of a cue that lies in the heading is empty.
    pub fn code(&self, text: &str, heading: Option<&str>) -> Passage {
        let (document, offset) = passage::document(text, heading);
        let mut coded = self.run(&document, true);
        let first = u32::from(heading.is_some());
        let shift = |span: Span| Span {
            start: span.start.saturating_sub(offset as u32),
            end: span.end.saturating_sub(offset as u32),
        };
        for mention in &mut coded.mentions {
            mention.span = shift(mention.span);
            mention.sentence -= first;
            mention.cue.iter_mut().for_each(|cue| cue.span = shift(cue.span));
        }
        for judged in &mut coded.judged {
            judged.span = shift(judged.span);
            judged.cue.iter_mut().for_each(|cue| cue.span = shift(cue.span));
        }
        coded
    }

    /// Codes a bare text by the rules alone, with all that they saw in it, for a model to learn from.
    pub fn observe(&self, text: &str, heading: Option<&str>) -> (Passage, Signals) {
        let (document, _) = passage::document(text, heading);
        let mut work = Work::new(self, &document);
        let settings = self.settings(&document, &mut work);
        let found = self.rules(&settings, true, &mut work);
        let signals = self.signals_of(&document, &settings, &found, &mut work);
        (found, signals)
    }

    fn run(&self, document: &Document, judged: bool) -> Passage {
        let mut work = Work::new(self, document);
        let settings = self.settings(document, &mut work);
        let mut found = self.rules(&settings, judged || self.model.is_some(), &mut work);
        if let Some(model) = &self.model {
            self.weigh(model, document, &settings, &mut found, &mut work);
        }
        if !judged {
            found.judged.clear();
        }
        found
    }

    fn settings(&self, document: &Document, work: &mut Work<'_>) -> Vec<Setting> {
        let settings = Settings { patterns: &self.patterns, headings: &self.headings };
        settings.of(document, &mut work.sentence)
    }

    /// What the rules code; with `judged`, also what is judged where no theme is named.
    fn rules(&self, settings: &[Setting], judged: bool, work: &mut Work<'_>) -> Passage {
        let mut found = Passage::default();
        for (index, block) in coded(work.document) {
            if let Some(setting) = settings.get(block) {
                work.code(index, setting, judged, &mut found);
            }
        }
        found
    }
}

/// The sentences that are coded, each with its block: a heading names what follows and asserts nothing, and
/// a contents page repeats headings.
fn coded(document: &Document) -> impl Iterator<Item = (usize, usize)> {
    let sentences = document.sentences.iter().enumerate();
    sentences.map(|(index, sentence)| (index, sentence.block as usize)).filter(|(_, block)| {
        let kind = document.blocks.get(*block).map(|block| block.kind);
        !matches!(kind, Some(BlockKind::Heading | BlockKind::Toc))
    })
}
