//! Documents to repetition: what is said again, where, and why.
//!
//! In: documents, folded one by one in corpus order into a [`Collector`], which keeps six bytes a word.
//! Out: [`Repetition`], near-duplicate documents first, then shared passages of [`Options::words`] words or
//! more with every place, graded by why they recur. The outcome does not depend on the number of threads.

mod align;
mod chain;
mod chance;
mod cluster;
mod difference;
mod duplicate;
mod fingerprint;
mod formula;
mod grade;
mod kept;
mod passage;
mod place;
mod seed;
mod sets;
mod texts;
mod tokens;
mod trace;

pub use chain::{Ask, Chain, Chains, Decided, Decisions, Link, chains};
pub use duplicate::NearDuplicate;
pub use grade::Grade;
pub use passage::SharedPassage;
pub use place::{Carrier, Place, Wording};
pub use trace::{Missed, Trace};

use crate::document::Document;
use serde::Serialize;
use texts::Texts;

/// What counts as repetition.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Words a shared passage has at least.
    pub words: u32,
    /// Share of the shorter document's words from which two documents are the same as wholes.
    pub near_duplicate: f64,
    /// Texts of law, guidance and habit, besides those shipped.
    pub formulas: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { words: 12, near_duplicate: 0.6, formulas: Vec::new() }
    }
}

/// What recurs in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Repetition {
    /// The documents that were compared, in corpus order; a place names its document by index.
    pub documents: Vec<Carrier>,
    /// Words compared.
    pub words: u64,
    /// Words a passage had to have.
    pub shortest: u32,
    /// Documents that are the same as wholes; only the first of each counts as a place of repetition.
    pub near_duplicates: Vec<NearDuplicate>,
    /// Shared passages: independent ones first, then by authorities, documents and length.
    pub passages: Vec<SharedPassage>,
}

impl Repetition {
    /// The document of a place.
    pub fn carrier(&self, place: &Place) -> &Carrier {
        &self.documents[place.document as usize]
    }
}

/// Threads to compare on.
pub struct Threads(rayon::ThreadPool);

impl Threads {
    /// Starts so many.
    ///
    /// # Errors
    /// When the system gives no more threads.
    pub fn new(count: usize) -> crate::error::Result<Self> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(count).build();
        pool.map(Threads).map_err(|error| crate::error::Error::Worker { message: error.to_string() })
    }

    /// Runs `work` on them.
    pub fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        self.0.install(work)
    }
}

/// Takes documents and keeps what comparing them needs.
#[derive(Default)]
pub struct Collector {
    texts: Texts,
}

impl Collector {
    /// An empty collector.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document; call in corpus order.
    pub fn fold(&mut self, document: &Document) {
        self.texts.add(document);
    }

    /// Everywhere `text`, or a sentence like it, occurs; oldest first. A place is like it when the share `least` of the
    /// words (0 to 1) agrees in order, or `least` and 0.07 of their weight in any order.
    pub fn trace(&self, text: &str, least: f64) -> Vec<Trace> {
        trace::trace(&self.texts, &self.texts.vocabulary.rarity(), text, least)
    }

    /// What there is to say of a sentence that was not found.
    pub fn missed(&self, text: &str) -> Missed {
        trace::missed(&self.texts, &self.texts.vocabulary.rarity(), text)
    }

    /// Compares everything that was folded, on the threads of the current pool.
    ///
    /// # Errors
    /// When the shipped list of formulas is damaged.
    pub fn finish(&self, options: &Options) -> crate::error::Result<Repetition> {
        let texts = &self.texts;
        let mut formulas = formula::shipped()?;
        formulas.extend(options.formulas.iter().cloned());
        let rarity = texts.vocabulary.rarity();
        let prints = fingerprint::all(texts);
        let seeds = seed::all(texts, &prints, &rarity);
        let links = align::links(texts, &rarity, &seeds, options.words);
        drop(seeds);
        let (near_duplicates, version_of) = duplicate::find(texts, &links, options.near_duplicate);
        let links: Vec<align::Link> =
            links.into_iter().filter(|link| !duplicate::same_work(texts, &version_of, link)).collect();
        let clusters = cluster::clusters(texts, &rarity, &prints, &links);
        let passages = passage::Passages {
            texts,
            grader: grade::Grader::new(texts, &formulas, &version_of),
            version_of: &version_of,
            least: options.words,
        };
        Ok(Repetition {
            documents: texts.documents.iter().map(Carrier::from).collect(),
            words: texts.len() as u64,
            shortest: options.words,
            near_duplicates,
            passages: passages.of(clusters),
        })
    }
}
