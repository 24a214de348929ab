//! Document and codebook to mentions.
//!
//! In: a [`Document`](crate::document::Document) and a compiled codebook. Out: [`Mention`]s in text
//! order, each with the pattern that matched and the cue that decided.

mod mention;

pub use mention::{Assertion, By, Cue, Mention};
