//! The questions: what counts as a theme.
//!
//! In: TOML files, one theme each, `sets.toml` and `groups.toml`. Out: [`Codebook`], themes in a fixed
//! order with parsed patterns, named sets and cue frames. The default codebook is compiled into the
//! binary.

mod builtin;
mod check;
mod files;
mod hash;
mod load;
mod parse;
mod pattern;
mod sets;
mod theme;

pub use check::Remark;
pub use pattern::{Expr, Pattern};
pub use sets::{Effect, Frame, HeadingFrame, Place, Sets, Side, Speaks, Weight};
pub use theme::{Example, Mode, Theme};

use crate::error::Result;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A family of themes, shown together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Stable name.
    pub id: String,
    /// What readers see.
    pub label: String,
}

/// The set of themes with their definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Stable name.
    pub id: String,
    /// Its version, as its author counts.
    pub version: String,
    /// Hash of its files, 32 hexadecimal digits.
    pub hash: String,
    /// The learned model it names, if it names one.
    pub model: Option<PathBuf>,
    /// The groups in the order they are shown.
    pub groups: Vec<Group>,
    /// Themes ordered by group, then id.
    pub themes: Vec<Theme>,
    /// Word sets, cue frames, headings and masks.
    pub sets: Sets,
}

impl Codebook {
    /// The default codebook.
    pub fn built_in() -> Result<Self> {
        builtin::codebook()
    }

    /// The codebook at `path`, a folder or a single theme file; what it lacks (sets, groups) is taken
    /// from the default. Fails with file and line on anything it does not understand.
    pub fn open(path: &Path) -> Result<Self> {
        let files = load::files_at(path)?;
        let fallback = Self::built_in()?;
        load::assemble(files, Some(&fallback))
    }

    /// Hash of what decides how a sentence is coded, 32 hexadecimal digits: unlike [`Codebook::hash`] it does
    /// not change with labels, definitions, examples or the model that is named.
    pub fn rules(&self) -> String {
        hash::of_rules(self)
    }

    /// The index of the theme called `id`.
    pub fn theme_index(&self, id: &str) -> Option<usize> {
        self.themes.iter().position(|theme| theme.id == id)
    }

    /// The label of the group called `id`; the id itself where it has none.
    pub fn group_label<'a>(&'a self, id: &'a str) -> &'a str {
        self.groups.iter().find(|group| group.id == id).map_or(id, |group| group.label.as_str())
    }
}
