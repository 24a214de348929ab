//! From sources to findings as one function: the file to read first.
//!
//! A document passes through extract and classify on one of rayon's threads, is handed in corpus order
//! to whoever wants to quote from it, and is folded into the findings. Nothing holds the whole corpus.

use crate::classify::Classifier;
use crate::codebook::Codebook;
use crate::corpus::{Authorities, Corpus, Format, Source};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::extract::{self, Extraction, Outcome, Pool};
use crate::facets::Reader;
use crate::findings::{Coded, DocumentRow, Findings, Recurrences};
use crate::index;
use crate::repetition::{Decisions, Options};
use crate::store::Store;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Documents between two points where results are handed on in order: enough to keep every thread
/// busy past a slow one, few enough that memory stays small.
const BATCH: usize = 64;

/// The stages a run is made of, each built once.
pub struct Stages<'a> {
    /// Reads documents in worker processes.
    pub pool: &'a Pool,
    /// Keeps what was read for the next run.
    pub store: &'a Store,
    /// What of the options changes what is read: part of the store's key.
    pub settings: &'a str,
    /// Whose documents they may be.
    pub authorities: &'a Authorities,
    /// The questions.
    pub codebook: &'a Codebook,
    /// The questions, compiled.
    pub classifier: &'a Classifier,
    /// Finds recommendations and set phrases.
    pub facets: &'a Reader,
    /// Which recommendations a person says are the same.
    pub decisions: &'a Decisions,
}

/// Is told of every source as soon as it is read, in no particular order.
pub trait Progress: Sync {
    /// One source is done.
    fn done(&self, outcome: Outcome, pages: u32);
}

/// Takes each document in corpus order, to write rows or to index.
pub type Visitor<'a> = dyn FnMut(&Coded) -> Result<()> + 'a;

/// Reads and codes every source of `corpus` on `threads` threads and counts what was found.
///
/// # Errors
/// When no worker can be started, or `visit` fails; trouble with a document is its outcome.
pub fn run(
    corpus: &Corpus,
    stages: &Stages<'_>,
    threads: usize,
    progress: &dyn Progress,
    visit: &mut Visitor<'_>,
) -> Result<Findings> {
    let workers = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|error| Error::Worker { message: error.to_string() })?;
    let mut folded = Folded::new(stages);
    for batch in corpus.sources.chunks(BATCH) {
        let coded: Vec<Coded> = workers.install(|| {
            let sources = batch.par_iter();
            sources.map(|source| code(source, stages, progress)).collect()
        });
        for (source, coded) in batch.iter().zip(coded) {
            folded.fold(source, coded, visit)?;
        }
    }
    workers.install(|| folded.finish(corpus))
}

/// What is kept of the documents once they are read: their numbers, and what repetition needs of them.
struct Folded<'a> {
    stages: &'a Stages<'a>,
    rows: Vec<DocumentRow>,
    row_of: BTreeMap<String, usize>,
    recurrences: Recurrences<'a>,
}

impl<'a> Folded<'a> {
    fn new(stages: &'a Stages<'a>) -> Self {
        Folded {
            stages,
            rows: Vec::new(),
            row_of: BTreeMap::new(),
            recurrences: Recurrences::new(stages.facets),
        }
    }

    /// Takes the next document in corpus order and lets `visit` see it.
    fn fold(&mut self, source: &Source, mut coded: Coded, visit: &mut Visitor<'_>) -> Result<()> {
        let first = source.duplicate_of.as_ref();
        if let Some(&first) = first.and_then(|first| self.row_of.get(first)) {
            repeat_row(&self.rows[first], &mut coded.row);
        }
        self.recurrences.fold(&coded, self.stages.codebook);
        visit(&coded)?;
        self.row_of.insert(source.id.clone(), self.rows.len());
        self.rows.push(coded.row);
        Ok(())
    }

    fn finish(self, corpus: &Corpus) -> Result<Findings> {
        let mut findings = Findings::new(self.rows, self.stages.codebook);
        findings.recurrence = self.recurrences.finish(&Options::default(), self.stages.decisions)?;
        findings.ignored = corpus.ignored;
        let remarks = corpus.remarks.iter();
        findings.remarks = remarks.map(|r| (r.document.clone(), r.detail.clone())).collect();
        Ok(findings)
    }
}

/// One source through the stages. An identical file is not read again: its row is filled from the first.
fn code(source: &Source, stages: &Stages<'_>, progress: &dyn Progress) -> Coded {
    let mut row = empty_row(source);
    if source.duplicate_of.is_some() {
        return Coded::unread(row, Vec::new());
    }
    let extraction = extract(source, stages);
    progress.done(extraction.outcome, extraction.pages);
    row.outcome = extraction.outcome;
    row.detail = extraction.detail;
    row.pages = extraction.pages;
    row.pages_without_text = extraction.pages_without_text;
    row.notes = extraction.notes.len() as u32;
    let mut coded = Coded::unread(row, extraction.notes);
    let read = extraction.document.filter(|_| extraction.outcome.is_read());
    if let Some(document) = read {
        answer(source, document, stages, &mut coded);
    }
    coded
}

/// What the document that was read says to the questions.
fn answer(source: &Source, mut document: Document, stages: &Stages<'_>, coded: &mut Coded) {
    document.id = source.id.clone();
    document.sha256 = source.sha256.clone();
    document.metadata = extract::metadata(&document, &source.id, &source.listed, stages.authorities);
    coded.mentions = stages.classifier.classify(&document);
    coded.facets = stages.facets.read(&document);
    coded.row.recommendations = coded.facets.recommendations.len() as u32;
    coded.row.count(&coded.mentions, stages.codebook.themes.len());
    coded.row.words = document.word_count() as u32;
    coded.row.metadata = document.metadata.clone();
    coded.document = Some(document);
}

/// What reading gives, from the store where this content was read before.
fn extract(source: &Source, stages: &Stages<'_>) -> Extraction {
    if let Some(why) = &source.unreadable {
        return Extraction::ended(Outcome::Unreadable, why.clone());
    }
    if source.bytes == 0 {
        return Extraction::ended(Outcome::Empty, "the file has no bytes; fetch it again");
    }
    if source.format == Format::Other {
        return Extraction::ended(Outcome::Unsupported, "not a type of file that is read; convert it to PDF");
    }
    if let Some(kept) = stages.store.get(&source.sha256, stages.settings) {
        return kept;
    }
    let extraction = stages.pool.extract(&source.path, source.format);
    if !matches!(extraction.outcome, Outcome::TimedOut | Outcome::OutOfMemory | Outcome::Crashed) {
        stages.store.put(&source.sha256, stages.settings, &extraction);
    }
    extraction
}

fn empty_row(source: &Source) -> DocumentRow {
    DocumentRow {
        document: source.id.clone(),
        file: source.path.to_string_lossy().into_owned(),
        sha256: source.sha256.clone(),
        outcome: Outcome::Empty,
        detail: String::new(),
        duplicate_of: source.duplicate_of.clone(),
        pages: 0,
        pages_without_text: 0,
        words: 0,
        metadata: source.listed.clone(),
        recommendations: 0,
        notes: 0,
        themes: Vec::new(),
    }
}

/// Gives the row of an identical file the reading of the first; its mentions are counted there only.
fn repeat_row(first: &DocumentRow, row: &mut DocumentRow) {
    row.outcome = first.outcome;
    row.detail = format!("identical to {}; counted there", first.document);
    row.pages = first.pages;
    row.pages_without_text = first.pages_without_text;
    row.words = first.words;
    let own = std::mem::take(&mut row.metadata);
    row.metadata = if own == Default::default() { first.metadata.clone() } else { own };
}

/// What the index keeps of one source: its entry, and the passages of its document with what was found in each.
pub fn indexed(coded: &Coded, codebook: &Codebook) -> (index::Entry, Vec<index::Passage>) {
    let row = &coded.row;
    let entry = index::Entry {
        id: row.document.clone(),
        sha256: row.sha256.clone(),
        outcome: row.outcome.name().to_string(),
        detail: row.detail.clone(),
        duplicate_of: row.duplicate_of.clone(),
        metadata: row.metadata.clone(),
        number: 0,
        hash: String::new(),
    };
    let mention = |mention: &crate::classify::Mention| index::Mention {
        theme: codebook.themes[mention.theme as usize].id.clone(),
        assertion: mention.assertion.name().to_string(),
        span: mention.span,
        pattern: mention.pattern.clone(),
        cue: mention.cue.as_ref().map_or(String::new(), |cue| cue.text.clone()),
    };
    let mentions: Vec<index::Mention> = coded.mentions.iter().map(mention).collect();
    let document = coded.document.as_ref();
    let passages = document.map_or(Vec::new(), |document| index::passages(document, &mentions));
    (entry, passages)
}
