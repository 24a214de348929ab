//! What each pattern of the matcher is for.
//!
//! In: a codebook. Out: one matcher for all its patterns and, for each pattern, its [`Role`]: themes,
//! exclusions and masks run on every sentence, cues only where a theme was found.

use crate::codebook::{Codebook, Pattern};
use crate::matcher::Matcher;

/// The lists of a theme that can match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    Failing,
    Good,
    Absent,
    Topic,
    Weak,
}

impl List {
    /// The key under which the codebook has it.
    pub(super) fn name(self) -> &'static str {
        match self {
            List::Failing => "failing",
            List::Good => "good",
            List::Absent => "absent",
            List::Topic => "topic",
            List::Weak => "weak",
        }
    }
}

/// What a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Signals a theme.
    Theme { theme: u16, list: List },
    /// Never this theme.
    Not { theme: u16 },
    /// Asserts nothing about the case.
    Mask,
    /// A cue of a frame.
    Cue { frame: u16 },
    /// Ends the reach of a frame's cues.
    End { frame: u16 },
    /// Makes a frame's cues no cues in this sentence.
    Unless { frame: u16 },
    /// Says that a heading or lead-in passes a judgement on.
    Heading { heading: u16 },
}

const THEMES: usize = 0;
const CUES: usize = 1;

impl Role {
    fn tier(self) -> usize {
        match self {
            Role::Theme { .. } | Role::Not { .. } | Role::Mask => THEMES,
            _ => CUES,
        }
    }
}

/// All patterns of a codebook compiled, with their roles and sources.
#[derive(Debug)]
pub(super) struct Patterns {
    pub(super) matcher: Matcher,
    pub(super) roles: Vec<Role>,
    pub(super) sources: Vec<String>,
}

impl Patterns {
    /// The theme that a pattern signals, if it is for that.
    pub(super) fn theme(&self, pattern: u32) -> Option<u16> {
        match self.roles[pattern as usize] {
            Role::Theme { theme, .. } => Some(theme),
            _ => None,
        }
    }

    pub(super) fn new(codebook: &Codebook) -> Self {
        let mut listed: Vec<(&Pattern, Role)> = Vec::new();
        for (theme, questions) in codebook.themes.iter().enumerate() {
            let theme = theme as u16;
            for (list, patterns) in [
                (List::Failing, &questions.failing),
                (List::Good, &questions.good),
                (List::Absent, &questions.absent),
                (List::Topic, &questions.topic),
                (List::Weak, &questions.weak),
            ] {
                listed.extend(patterns.iter().map(|pattern| (pattern, Role::Theme { theme, list })));
            }
            listed.extend(questions.not.iter().map(|pattern| (pattern, Role::Not { theme })));
        }
        listed.extend(codebook.sets.masks.iter().map(|pattern| (pattern, Role::Mask)));
        for (frame, words) in codebook.sets.frames.iter().enumerate() {
            let frame = frame as u16;
            listed.extend(words.cues.iter().map(|pattern| (pattern, Role::Cue { frame })));
            listed.extend(words.ends.iter().map(|pattern| (pattern, Role::End { frame })));
            listed.extend(words.unless.iter().map(|pattern| (pattern, Role::Unless { frame })));
        }
        for (heading, words) in codebook.sets.headings.iter().enumerate() {
            let heading = heading as u16;
            listed.extend(words.cues.iter().map(|pattern| (pattern, Role::Heading { heading })));
        }
        Self::compile(codebook, &listed)
    }

    fn compile(codebook: &Codebook, listed: &[(&Pattern, Role)]) -> Self {
        let examples =
            codebook.themes.iter().flat_map(|theme| theme.examples.iter().chain(&theme.counter_examples));
        let sample: Vec<&str> = examples.map(|example| example.text.as_str()).collect();
        let tiers = listed.iter().map(|(pattern, role)| (*pattern, role.tier()));
        Patterns {
            matcher: Matcher::new(tiers, &codebook.sets, &sample),
            roles: listed.iter().map(|(_, role)| *role).collect(),
            sources: listed.iter().map(|(pattern, _)| pattern.source.clone()).collect(),
        }
    }
}
