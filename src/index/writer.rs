//! Keeping the index: only what changed is written, and all of it at once or not at all.
//!
//! In: every input file of a run, in corpus order, with its passages. Out: the index of exactly these.
//! Until [`Writer::finish`] commits, the folder answers from what it held before, so a run that is
//! killed leaves the last good index, and the next run takes away what it left lying about.

use super::catalogue::{self, Commit, Entry};
use super::passage::Passage;
use super::schema::{self, FORMAT, Fields, Folding, Label, TOKENIZER};
use crate::error::{Error, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use tantivy::indexer::NoMergePolicy;
use tantivy::{Index, IndexWriter, TantivyDocument, Term};

/// Memory for passages before they are written as a segment, in bytes.
const BUFFER: usize = 256 << 20;
/// A segment with less than this share of the passages is joined with others.
const SMALL: usize = 8;

/// What a run did to the index.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Update {
    /// Documents whose passages were written.
    pub written: usize,
    /// Documents that were as before.
    pub kept: usize,
    /// Documents that left, or came again changed.
    pub removed: usize,
}

/// Takes the input files of a run one after the other.
pub struct Writer {
    folder: PathBuf,
    writer: IndexWriter,
    fields: Fields,
    commit: Commit,
    /// What the last run kept, by document.
    before: BTreeMap<String, Entry>,
    entries: Vec<Entry>,
    next_number: u64,
    update: Update,
    remark: Option<String>,
}

impl Writer {
    /// Opens the index in `folder` for a run that looks for `themes` and tells `assertions` apart. An
    /// index that another version wrote, or that is damaged, is begun anew, and [`remark`](Self::remark)
    /// says so.
    ///
    /// # Errors
    /// When the folder cannot be written, or another run is writing it.
    pub fn open(folder: &Path, themes: Vec<String>, assertions: Vec<String>) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|source| Error::write(folder, source))?;
        let (index, before, remark) = match open_last(folder) {
            Ok(Some((index, entries))) => (index, entries, None),
            Ok(None) => (create(folder)?, Vec::new(), None),
            Err(why) => {
                let remark = format!("the index in {} {why}; it is built again", folder.display());
                (create(folder)?, Vec::new(), Some(remark))
            }
        };
        let (_, fields) = schema::schema();
        let writer: IndexWriter = index
            .writer_with_num_threads(1, BUFFER)
            .map_err(|source| failed("another run may be writing it; wait for it to end", source))?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Writer {
            folder: folder.to_path_buf(),
            writer,
            fields,
            commit: Commit { format: FORMAT, catalogue: String::new(), themes, assertions },
            next_number: before.iter().map(|entry| entry.number).max().unwrap_or(0) + 1,
            before: before.into_iter().map(|entry| (entry.id.clone(), entry)).collect(),
            entries: Vec::new(),
            update: Update::default(),
            remark,
        })
    }

    /// What is to be said about the index that was found; none when all was well.
    pub fn remark(&self) -> Option<&str> {
        self.remark.as_deref()
    }

    /// Takes the next input file with its passages, none where nothing was read.
    ///
    /// # Errors
    /// When the index cannot be written.
    pub fn add(&mut self, mut entry: Entry, passages: &[Passage]) -> Result<()> {
        let stored = passages.iter().map(encode).collect::<Result<Vec<_>>>()?;
        entry.hash = hash(&entry, &stored)?;
        let before = self.before.remove(&entry.id);
        match before {
            Some(same) if same.hash == entry.hash => {
                entry.number = same.number;
                self.update.kept += usize::from(entry.is_read());
            }
            other => {
                other.iter().for_each(|old| self.remove(old));
                if !passages.is_empty() {
                    entry.number = self.next_number;
                    self.next_number += 1;
                    self.update.written += 1;
                    self.write(&entry, passages, &stored)?;
                }
            }
        }
        self.entries.push(entry);
        Ok(())
    }

    fn remove(&mut self, entry: &Entry) {
        if entry.is_read() {
            self.update.removed += 1;
            self.writer.delete_term(Term::from_field_u64(self.fields.document, entry.number));
        }
    }

    fn write(&self, entry: &Entry, passages: &[Passage], stored: &[Vec<u8>]) -> Result<()> {
        let about = document_labels(entry);
        for (passage, stored) in passages.iter().zip(stored) {
            let mut record = TantivyDocument::new();
            record.add_u64(self.fields.document, entry.number);
            record.add_u64(self.fields.start, passage.span.start.into());
            record.add_text(self.fields.text, &passage.text);
            let labels = passage_labels(passage);
            for label in about.iter().chain(&labels) {
                record.add_text(self.fields.label, label);
            }
            let themes: BTreeSet<&str> = passage.mentions.iter().map(|m| m.theme.as_str()).collect();
            for theme in themes {
                record.add_text(self.fields.theme, theme);
            }
            record.add_bytes(self.fields.passage, stored);
            self.writer.add_document(record).map_err(|source| failed("is the disk full?", source))?;
        }
        Ok(())
    }

    /// Commits: from now on the index holds exactly what was added in this run.
    ///
    /// # Errors
    /// When the index cannot be written; it then answers as before the run.
    pub fn finish(mut self) -> Result<Update> {
        let gone = std::mem::take(&mut self.before);
        gone.values().for_each(|entry| self.remove(entry));
        self.commit.catalogue = catalogue::write(&self.folder, &self.entries)?;
        let payload = serde_json::to_string(&self.commit).map_err(|source| failed("", source))?;
        let disk = |source| failed("is the disk full?", source);
        let mut prepared = self.writer.prepare_commit().map_err(disk)?;
        prepared.set_payload(&payload);
        prepared.commit().map_err(disk)?;
        catalogue::tidy(&self.folder, &self.commit.catalogue);
        self.compact().map_err(disk)?;
        self.writer.wait_merging_threads().map_err(disk)?;
        Ok(self.update)
    }

    /// Joins small segments and those with removed passages, so that counts never include what is gone
    /// and many small runs do not slow the search.
    fn compact(&mut self) -> tantivy::Result<()> {
        let segments = self.writer.index().searchable_segment_metas()?;
        let all: usize = segments.iter().map(|segment| segment.num_docs() as usize).sum();
        let changed: Vec<_> = segments
            .iter()
            .filter(|segment| segment.has_deletes() || (segment.num_docs() as usize) * SMALL < all)
            .collect();
        if changed.len() > 1 || changed.iter().any(|segment| segment.has_deletes()) {
            let ids: Vec<_> = changed.iter().map(|segment| segment.id()).collect();
            self.writer.merge(&ids).wait()?;
            self.writer.garbage_collect_files().wait()?;
        }
        Ok(())
    }
}

/// Opens what the last run left: none where there is nothing yet, an error in words where it cannot be used.
fn open_last(folder: &Path) -> std::result::Result<Option<(Index, Vec<Entry>)>, String> {
    if !folder.join("meta.json").exists() {
        return Ok(None);
    }
    let (index, commit) = open(folder)?;
    let entries = catalogue::read(folder, &commit.catalogue).map_err(|_| "is incomplete".to_string())?;
    Ok(Some((index, entries)))
}

/// Opens an index of this format; else says in words why not.
pub(super) fn open(folder: &Path) -> std::result::Result<(Index, Commit), String> {
    let damaged = |_| "is damaged".to_string();
    let mut index = Index::open_in_dir(folder).map_err(damaged)?;
    let payload = index.load_metas().map_err(damaged)?.payload.unwrap_or_default();
    let commit: Commit = serde_json::from_str(&payload).unwrap_or_default();
    let (schema, _) = schema::schema();
    if commit.format != FORMAT || index.schema() != schema {
        return Err("was written by another version".to_string());
    }
    prepare(&mut index);
    Ok((index, commit))
}

/// An empty index in `folder`, whatever was there.
fn create(folder: &Path) -> Result<Index> {
    let (schema, _) = schema::schema();
    let write = |source| Error::write(folder, source);
    fs::remove_dir_all(folder).and_then(|()| fs::create_dir_all(folder)).map_err(write)?;
    let mut index = Index::create_in_dir(folder, schema).map_err(|source| failed("", source))?;
    prepare(&mut index);
    Ok(index)
}

fn prepare(index: &mut Index) {
    let folding = tantivy::tokenizer::TextAnalyzer::builder(Folding::default()).build();
    index.tokenizers().register(TOKENIZER, folding);
}

/// An error of the index library, with what to do about it.
pub(super) fn failed(advice: &str, source: impl Into<crate::error::Cause>) -> Error {
    let source = source.into();
    let message = match advice {
        "" => source.to_string(),
        advice => format!("{source}; {advice}"),
    };
    Error::Index { message, source: Some(source) }
}

fn encode(passage: &Passage) -> Result<Vec<u8>> {
    postcard::to_stdvec(passage).map_err(|source| failed("", source))
}

/// Hash of everything the index keeps of a document: whatever changes it, content, metadata, codebook or
/// program, shows here.
fn hash(entry: &Entry, stored: &[Vec<u8>]) -> Result<String> {
    let mut bytes = serde_json::to_vec(entry).map_err(|source| failed("", source))?;
    stored.iter().for_each(|passage| bytes.extend(passage));
    Ok(catalogue::hash(&bytes)?[..32].to_string())
}

fn document_labels(entry: &Entry) -> Vec<String> {
    let mut labels = vec![Label::Document.term(&entry.id)];
    labels.extend(entry.metadata.year().map(|year| Label::Year.term(&year.to_string())));
    for (place, field) in entry.metadata.fields().into_iter().enumerate() {
        if !field.is_unknown() {
            labels.push(Label::Metadata(place).term(&field.value));
        }
    }
    labels
}

fn passage_labels(passage: &Passage) -> BTreeSet<String> {
    let mut labels = BTreeSet::from([Label::Section.term(passage.section.name())]);
    for mention in &passage.mentions {
        labels.insert(Label::Theme.term(&mention.theme));
        labels.insert(Label::Assertion.term(&mention.assertion));
        let both = format!("{}/{}", mention.theme, mention.assertion);
        labels.insert(Label::Mention.term(&both));
    }
    labels
}
