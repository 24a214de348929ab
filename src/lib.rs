//! refrain: which themes published case review summaries raise, what they assert about them, and what
//! keeps being repeated.
//!
//! ```text
//! PDF ──extract──▶ Document ──┬── classify ───▶ Mentions ─────┐
//!                             ├── facets ─────▶ Facets ───────┼──▶ Findings ──report──▶ Report
//!                             ├── repetition ─▶ Repetition ───┘
//!                             └── index ──────▶ Index ────────────▶ search, concordance
//! ```
//!
//! Read [`document`] first, then the stages in the order below.
//! A module may use only modules on lower floors; `tests/suite/architecture.rs` checks it.

// floor 0
pub mod error;
// floor 1
pub mod table;
pub mod document;
pub mod codebook;
// floor 2
pub mod corpus;
pub mod matcher;
pub mod marks;
pub mod learn;
// floor 3: stages; they never use each other
pub mod extract;
pub mod classify;
pub mod facets;
pub mod repetition;
pub mod index;
// floor 4
pub mod findings;
// floor 5
pub mod store;
pub mod report;
// floor 6
pub mod pipeline;
// floor 7
pub mod cli;
