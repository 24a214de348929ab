//! One integration binary; each module is a promise.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a failed expectation is the message of a test")]

/// Floors, module docs, one home for each outside crate.
mod architecture;

/// What is said again is found, with the right places and grades.
mod repetition;

/// A tiny coded corpus for the two below.
mod tiny;

/// The report says what was counted, safely, and the same every time.
mod report;

/// The report in a browser.
mod page;

/// Recommendations and set phrases are read off sections, lists and tables.
mod facets;

/// Documents made from lines.
mod made;

/// The main job over the sample corpus, and what it promises.
mod main_job;

/// A sample is drawn blind and the same each time; what people say of it reaches the report.
mod agreement;

/// Who published, and who did not.
mod coverage;

/// What people say of mentions outlives the run in which they said it.
mod marks;

/// Every file ends in one outcome, and none takes the run with it.
mod outcomes;

/// Text, HTML and Word files come to the same model.
mod formats;

/// Sentences that are easily mistaken are coded as a careful person would.
mod classify;

/// Precision, recall and F1 of coding.
mod score;

/// Fresh sentences are coded as well as promised.
mod quality;

/// What the pattern language finds.
mod pattern;

/// Why a sentence was coded so, and why not otherwise.
mod why;

/// The default codebook does what its examples say.
mod codebook;

/// A second opinion learned from coded sentences.
mod learn;

/// Glyphs come to words, lines, blocks, sections and sentences, and nothing is lost.
mod layout;
/// Every recurrence planted in the sample corpus is found.
mod planted;

/// What is found in a corpus folder.
mod intake;

/// Queries find what they say, as a plain scan would, and the index keeps up with the corpus.
mod search;
