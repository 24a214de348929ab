//! Document and codebook to mentions.
//!
//! In: a [`Document`] and a compiled codebook. Out: [`Mention`]s in text order, each with the pattern
//! that matched and the cue that decided. The way through: `roles` compiles, `reading` finds cues and
//! clauses, `judgement` turns them, `assert` decides, `merge` leaves one mention a theme and clause.

mod assert;
mod examples;
mod explain;
mod judgement;
mod mention;
mod merge;
mod passage;
mod reading;
mod roles;
mod sentence;
mod setting;

pub use examples::{Checked, check_examples};
pub use mention::{Assertion, By, Cue, Mention};
pub use sentence::Judged;

use crate::codebook::{Codebook, Frame, HeadingFrame, Mode};
use crate::document::{BlockKind, Document, Span};
use roles::Patterns;
use sentence::Work;
use setting::Settings;

/// A codebook compiled for coding; made once, used from any number of threads.
#[derive(Debug)]
pub struct Classifier {
    patterns: Patterns,
    frames: Vec<Frame>,
    headings: Vec<HeadingFrame>,
    modes: Vec<Mode>,
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
        }
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

    fn run(&self, document: &Document, judged: bool) -> Passage {
        let mut work = Work::new(self, document);
        let headings = Settings {
            patterns: &self.patterns,
            headings: &self.headings,
        };
        let settings = headings.of(document, &mut work.sentence);
        let mut found = Passage::default();
        for (index, sentence) in document.sentences.iter().enumerate() {
            let block = sentence.block as usize;
            let kind = document
                .blocks
                .get(block)
                .map_or(BlockKind::Paragraph, |block| block.kind);
            // A heading names what follows and asserts nothing; a contents page repeats headings.
            if matches!(kind, BlockKind::Heading | BlockKind::Toc) {
                continue;
            }
            if let Some(setting) = settings.get(block) {
                work.code(index, setting, judged, &mut found);
            }
        }
        found
    }
}
