//! What stands over a sentence: its heading, its section and the lead-in of its list.
//!
//! In: a document and the heading frames of the codebook. Out: a [`Setting`] for every block, with the
//! judgement a heading or lead-in passes on.

use super::roles::{Patterns, Role};
use crate::codebook::{Effect, HeadingFrame};
use crate::document::{BlockKind, Document, SectionKind, Span};
use crate::matcher::{Hit, Sentence};

/// A judgement passed on by a heading or a lead-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Passed {
    pub(super) effect: Effect,
    /// The heading or lead-in; empty where the kind of section decided.
    pub(super) span: Span,
    /// The frame's name in `sets.toml`.
    pub(super) frame: u16,
}

/// What stands over a block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Setting {
    pub(super) heading: Option<Passed>,
    pub(super) lead_in: Option<Passed>,
    pub(super) kind: SectionKind,
}

impl Setting {
    /// What passes a judgement on practice: the lead-in before the heading.
    pub(super) fn judging(&self) -> Option<&Passed> {
        self.lead_in.as_ref().or(self.heading.as_ref())
    }
}

/// Finds settings, section by section.
pub(super) struct Settings<'a> {
    pub(super) patterns: &'a Patterns,
    pub(super) headings: &'a [HeadingFrame],
}

impl Settings<'_> {
    /// The setting of every block of `document`.
    pub(super) fn of(&self, document: &Document, sentence: &mut Sentence) -> Vec<Setting> {
        let mut settings = vec![Setting::default(); document.blocks.len()];
        let mut by_section: Vec<Option<Passed>> = Vec::with_capacity(document.sections.len());
        for section in &document.sections {
            let heading = section.heading.and_then(|block| document.blocks.get(block as usize));
            let own = heading.and_then(|block| self.passed(&document.text, block.span, sentence));
            let kind = own.or_else(|| self.by_kind(section.kind));
            let parent = section.parent.and_then(|parent| by_section.get(parent as usize).cloned().flatten());
            let passed = kind.or(parent);
            for block in section.blocks.clone() {
                if let Some(setting) = settings.get_mut(block as usize) {
                    setting.heading = passed.clone();
                    setting.kind = section.kind;
                }
            }
            by_section.push(passed);
        }
        self.lead_ins(document, &mut settings, sentence);
        settings
    }

    fn lead_ins(&self, document: &Document, settings: &mut [Setting], sentence: &mut Sentence) {
        for (index, block) in document.blocks.iter().enumerate() {
            let lead = block.lead_in.and_then(|lead| document.blocks.get(lead as usize));
            if let Some(lead) = lead.filter(|lead| lead.kind != BlockKind::Heading) {
                settings[index].lead_in = self.passed(&document.text, lead.span, sentence);
            }
        }
    }

    /// What a heading of this text passes on: the frame with the longest cue in it.
    pub(super) fn passed(&self, text: &str, span: Span, sentence: &mut Sentence) -> Option<Passed> {
        let mut hits: Vec<Hit> = Vec::new();
        self.patterns.matcher.read(text, span, sentence);
        self.patterns.matcher.find(text, 1, sentence, &mut hits);
        let frame = hits
            .iter()
            .filter_map(|hit| match self.patterns.roles[hit.pattern as usize] {
                Role::Heading { heading } => Some((hit.last - hit.first, std::cmp::Reverse(heading))),
                _ => None,
            })
            .max()?
            .1
            .0;
        let effect = self.headings[frame as usize].effect;
        Some(Passed { effect, span, frame })
    }

    fn by_kind(&self, kind: SectionKind) -> Option<Passed> {
        let names = |frame: &HeadingFrame| frame.sections.iter().any(|name| name == kind.name());
        let frame = self.headings.iter().position(names)?;
        Some(Passed { effect: self.headings[frame].effect, span: Span::default(), frame: frame as u16 })
    }
}
