//! What the commands that read documents share: the codebook, the worker pool, the options' record.

use super::args::{Ocr, ReadingArguments};
use crate::classify::Classifier;
use crate::codebook::Codebook;
use crate::corpus::{Authorities, Corpus, sha256};
use crate::document::Document;
use crate::extract::{self, Pool, PoolOptions};
use crate::facets::Reader;
use crate::learn::Model;
use crate::report::RunRecord;
use crate::store::Store;
use anyhow::Context;
use std::path::{Path, PathBuf};

/// The codebook, and compiled.
pub(super) struct Questions {
    pub(super) codebook: Codebook,
    pub(super) classifier: Classifier,
    pub(super) facets: Reader,
}

impl Questions {
    /// Opens the codebook named, or the built-in one.
    pub(super) fn open(arguments: &ReadingArguments) -> anyhow::Result<Self> {
        let codebook = codebook(arguments.codebook.as_deref())?;
        let classifier = classifier(&codebook)?;
        let facets = Reader::new()?;
        Ok(Questions { codebook, classifier, facets })
    }
}

/// The codebook at `path`, or the built-in one.
pub(super) fn codebook(path: Option<&Path>) -> anyhow::Result<Codebook> {
    Ok(match path {
        Some(path) => Codebook::open(path)?,
        None => Codebook::built_in()?,
    })
}

/// The codebook compiled, with the learned model it names beside its rules.
pub(super) fn classifier(codebook: &Codebook) -> anyhow::Result<Classifier> {
    let rules = Classifier::new(codebook);
    Ok(match &codebook.model {
        Some(path) => rules.with_model(Model::open(path, &codebook.rules())?),
        None => rules,
    })
}

/// How many documents are read at the same time.
pub(super) fn threads(arguments: &ReadingArguments) -> usize {
    threads_of(arguments.jobs)
}

/// So many threads as were asked for, or as there are cores.
pub(super) fn threads_of(jobs: Option<u16>) -> usize {
    let cores = || std::thread::available_parallelism().map_or(1, |cores| cores.get());
    jobs.map_or_else(cores, usize::from)
}

/// Threads for comparing documents.
pub(super) fn workers(arguments: &ReadingArguments) -> anyhow::Result<crate::repetition::Threads> {
    Ok(crate::repetition::Threads::new(threads(arguments))?)
}

/// The worker processes, running this very program.
pub(super) fn pool(arguments: &ReadingArguments) -> anyhow::Result<Pool> {
    let program = std::env::current_exe().context("cannot find this program to start its workers")?;
    let options = PoolOptions {
        workers: threads(arguments),
        cpu_seconds: arguments.time_limit.into(),
        memory_mib: arguments.memory_limit.into(),
        ocr: arguments.ocr == Ocr::Auto,
        ..PoolOptions::new(program)
    };
    Ok(Pool::new(options)?)
}

/// Hands on the documents of a corpus in its order, read as the main job reads them; what was read before
/// comes from the store of `workspace`.
pub(super) fn documents(
    corpus: &[PathBuf],
    manifest: Option<&Path>,
    workspace: &Path,
    arguments: &ReadingArguments,
    fold: &mut dyn FnMut(&Document),
) -> anyhow::Result<()> {
    let corpus = Corpus::open(corpus, manifest)?;
    let pool = pool(arguments)?;
    let store = Store::open(&workspace.join("store"))?;
    let settings = settings(arguments);
    let authorities = Authorities::built_in()?;
    for source in
        corpus.sources.iter().filter(|source| source.duplicate_of.is_none() && source.unreadable.is_none())
    {
        let extraction = store.get(&source.sha256, &settings).unwrap_or_else(|| {
            let extraction = pool.extract(&source.path, source.format);
            store.put(&source.sha256, &settings, &extraction);
            extraction
        });
        if let Some(mut document) = extraction.document {
            document.id = source.id.clone();
            document.metadata = extract::metadata(&document, &source.id, &source.listed, &authorities);
            fold(&document);
        }
    }
    Ok(())
}

/// What of the options changes what is read: part of the key under which documents are kept.
pub(super) fn settings(arguments: &ReadingArguments) -> String {
    settings_of(arguments.ocr == Ocr::Auto)
}

/// As [`settings`], for a run that was to recognise pictures of text or not.
pub(super) fn settings_of(ocr: bool) -> String {
    if ocr { "-ocr".into() } else { String::new() }
}

/// What goes into `run.json`.
pub(super) fn record(arguments: &ReadingArguments, questions: &Questions) -> anyhow::Result<RunRecord> {
    let ocr = if arguments.ocr == Ocr::Auto { "auto" } else { "never" };
    let options = [
        ("ocr", ocr.to_string()),
        ("time-limit", arguments.time_limit.to_string()),
        ("memory-limit", arguments.memory_limit.to_string()),
    ];
    let model = questions.codebook.model.as_deref().map(hash_of).transpose()?;
    Ok(RunRecord {
        version: env!("CARGO_PKG_VERSION").into(),
        options: options.map(|(name, value)| (name.to_string(), value)).into(),
        codebook: questions.codebook.id.clone(),
        codebook_version: questions.codebook.version.clone(),
        codebook_hash: questions.codebook.hash.clone(),
        model,
        readers: crate::extract::READERS.map(str::to_string).into(),
    })
}

fn hash_of(path: &Path) -> anyhow::Result<String> {
    let read = || sha256(&mut std::fs::File::open(path)?);
    read().with_context(|| format!("cannot read {}", path.display()))
}
