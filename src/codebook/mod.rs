//! The questions: what counts as a theme.
//!
//! In: TOML files, one theme each, and `sets.toml`. Out: [`Codebook`], themes in a fixed order with
//! parsed patterns, named sets and cue frames. The default codebook is compiled into the binary.

mod theme;

pub use theme::{Example, Mode, Theme};

/// One phrase or expression that signals a theme; the grammar is in the contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As written in the codebook.
    pub source: String,
}

/// The set of themes with their definitions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Codebook {
    /// Themes ordered by group, then id.
    pub themes: Vec<Theme>,
}
