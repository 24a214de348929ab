//! Documents to a full-text index, and questions to answers.
//!
//! In: documents with the mentions found in them, as plain values; then queries. Out: [`Hits`], the
//! passages that answer, each with its document, page and the reason. A passage is a paragraph, a list
//! item or a table row. The way through: `passage` cuts, `writer` keeps, `query` reads what is asked,
//! `search` finds, `weigh` ranks, `test` says why. Only this folder names tantivy.

mod catalogue;
mod compile;
mod concordance;
mod cursor;
mod passage;
mod pattern;
mod query;
mod schema;
mod search;
mod spans;
mod test;
mod weigh;
mod writer;

pub use catalogue::Entry;
pub use concordance::{Line, concordance};
pub use passage::{Mention, Passage, passages};
pub use query::{Names, Query};
pub use search::{Hit, Hits, Index, Sort};
pub use test::Evidence;
pub use writer::{Update, Writer};
