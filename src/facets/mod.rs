//! What is read off a document besides its themes: recommendations and set phrases.
//!
//! In: a [`Document`]. Out: [`Facets`]. What the code knows of English stands in `recommendation.csv` and
//! `set_phrases.csv`, in the pattern language of the codebook.

mod ask;
mod candidate;
mod list;
mod order;
mod recommendation;
mod set_phrase;

pub use ask::{Change, Strength};
pub use recommendation::Recommendation;
pub use set_phrase::{Class, SetPhrase, Use};

use crate::document::Document;
use crate::error::Result;
use serde::Serialize;

/// What was read off one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facets {
    /// Recommendations, in text order.
    pub recommendations: Vec<Recommendation>,
    /// Set phrases of the genre, in text order.
    pub set_phrases: Vec<Use>,
}

/// The lists, compiled once.
pub struct Reader {
    asks: ask::Asks,
    set_phrases: set_phrase::SetPhrases,
}

impl Reader {
    /// Compiles the lists shipped with the program.
    ///
    /// # Errors
    /// When a list is damaged.
    pub fn new() -> Result<Self> {
        Ok(Reader { asks: ask::Asks::new()?, set_phrases: set_phrase::SetPhrases::new()? })
    }

    /// The facets of a document.
    pub fn read(&self, document: &Document) -> Facets {
        Facets {
            recommendations: recommendation::find(document, &self.asks),
            set_phrases: self.set_phrases.find(document),
        }
    }

    /// The set phrases that are looked for; a [`Use`] names its phrase by index.
    pub fn set_phrases(&self) -> &[SetPhrase] {
        self.set_phrases.all()
    }
}
