//! A pattern, parsed: what a codebook or a search may ask of the words of a sentence.
//!
//! In: a string in the grammar of the contract. Out: [`Pattern`], the string with its [`Expr`]. The
//! matcher compiles expressions; nothing here looks at a text.

use super::parse;
use crate::error::{Error, Result};

/// One phrase or expression that signals a theme; the grammar is in the contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// As written in the codebook.
    pub source: String,
    /// What it asks for.
    pub expr: Expr,
}

/// What a pattern asks of the words of one sentence. Distances are counted in words from the last word
/// of one part to the first of the next: neighbours are 1 apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A word, folded; with `prefix` any ending will do (`shar*`).
    Word {
        /// Lower-case letters and digits.
        text: String,
        /// Whether it stood before a star.
        prefix: bool,
    },
    /// Words that must stand exactly so, capitals included (`"DNA"`).
    Exact(String),
    /// A named set of the codebook (`@professional`).
    Set(String),
    /// Any one of these (`{a|b c}`), but no single word of `except` (`{record*|-recorder}`).
    Any {
        /// The alternatives.
        of: Vec<Expr>,
        /// Words that are not meant.
        except: Vec<Expr>,
    },
    /// These in this order, each within so many words of the one before (1: adjacent).
    Ordered {
        /// The first part.
        first: Box<Expr>,
        /// Each further part, with how far it may stand from the part before.
        then: Vec<(u8, Expr)>,
    },
    /// These in any order, neighbours within `within` words of each other.
    Near {
        /// The parts.
        of: Vec<Expr>,
        /// How far neighbours may stand apart.
        within: u8,
    },
}

impl Pattern {
    /// Parses `source`; the error's message shows the pattern with a caret under the place.
    pub fn parse(source: &str) -> Result<Self> {
        parse::pattern(source)
            .map(|expr| Pattern { source: source.to_string(), expr })
            .map_err(|trouble| Error::Query(trouble.shown(source)))
    }

    /// The sets it names, in order of appearance.
    pub fn sets(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.expr.collect_sets(&mut found);
        found
    }
}

impl Expr {
    fn collect_sets<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Expr::Set(name) => found.push(name),
            Expr::Word { .. } | Expr::Exact(_) => {}
            Expr::Any { of, .. } | Expr::Near { of, .. } => {
                of.iter().for_each(|part| part.collect_sets(found));
            }
            Expr::Ordered { first, then } => {
                first.collect_sets(found);
                then.iter().for_each(|(_, part)| part.collect_sets(found));
            }
        }
    }
}
