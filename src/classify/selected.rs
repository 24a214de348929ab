//! What the theme patterns found in a sentence: matches, what excludes some of them, masked stretches.

use super::assert::Match;
use super::roles::{Patterns, Role};
use crate::matcher::Hit;

/// The finds of a sentence sorted by what they are for.
#[derive(Debug, Default)]
pub(super) struct Selected {
    /// Matches that nothing excludes.
    pub(super) matches: Vec<Match>,
    /// Matches that something excludes, each with that.
    pub(super) excluded: Vec<(Match, Hit)>,
    masks: Vec<Hit>,
}

impl Selected {
    pub(super) fn new(patterns: &Patterns, hits: &[Hit]) -> Self {
        let role = |hit: &Hit| patterns.roles[hit.pattern as usize];
        let mut selected = Selected::default();
        let mut nots = Vec::new();
        for hit in hits {
            match role(hit) {
                Role::Not { theme } => nots.push((theme, *hit)),
                Role::Mask => selected.masks.push(*hit),
                _ => {}
            }
        }
        for hit in hits {
            let Role::Theme { theme, list } = role(hit) else {
                continue;
            };
            let found = Match { first: hit.first, last: hit.last, theme, list, pattern: hit.pattern };
            let excludes = |(other, not): &&(u16, Hit)| {
                *other == theme && hit.first <= not.last && not.first <= hit.last
            };
            match nots.iter().find(excludes) {
                Some((_, not)) => selected.excluded.push((found, *not)),
                None => selected.matches.push(found),
            }
        }
        selected
    }

    /// What masks the match, if anything does.
    pub(super) fn mask(&self, found: &Match) -> Option<&Hit> {
        self.masks.iter().find(|mask| mask.first <= found.first && found.last <= mask.last)
    }
}
