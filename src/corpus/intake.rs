//! Finds the files to read: folders, single files, or a list.

use super::hash::Content;
use super::{Corpus, Format, Manifest, Source};
use crate::document::Metadata;
use crate::error::{Error, Result};
use ignore::{DirEntry, WalkBuilder};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Names, in gitignore syntax, what in a corpus folder is not a document.
const IGNORE_FILE: &str = ".refrainignore";
/// The manifest that is found by itself.
const MANIFEST_FILE: &str = "manifest.csv";
/// What to do about a path that leads nowhere.
const NO_SUCH_FILE: &str = "there is no such file or folder; check the path";

/// A file found, before it is opened.
struct Found {
    id: String,
    path: PathBuf,
    trouble: Option<String>,
}

impl Corpus {
    /// Finds every file below `roots` (folders, recursively, or files) and reads the manifest.
    ///
    /// `manifest` replaces the `manifest.csv` of each folder. Links that loop, files that cannot be
    /// opened and empty files are sources too: each will have its outcome.
    ///
    /// # Errors
    /// When a root does not exist or a manifest is not valid.
    pub fn open(roots: &[PathBuf], manifest: Option<&Path>) -> Result<Corpus> {
        match roots.iter().find(|root| root.symlink_metadata().is_err()) {
            Some(missing) => Err(Error::read(missing, NO_SUCH_FILE)),
            None => Self::open_list(roots, manifest),
        }
    }

    /// As [`open`](Self::open), for a list that was not typed: a path that does not exist is a source too.
    ///
    /// # Errors
    /// When a manifest is not valid.
    pub fn open_list(roots: &[PathBuf], manifest: Option<&Path>) -> Result<Corpus> {
        let mut corpus = Corpus::default();
        let mut found = Vec::new();
        let mut manifests: Vec<PathBuf> = manifest.map(Path::to_path_buf).into_iter().collect();
        for root in roots {
            if !root.is_dir() {
                found.push(single(root));
                continue;
            }
            let own = root.join(MANIFEST_FILE);
            if manifest.is_none() && own.is_file() {
                manifests.push(own);
            }
            let prefix = if roots.len() > 1 { base_name(root) + "/" } else { String::new() };
            corpus.ignored += walk(root, &prefix, &mut found);
        }
        found.retain(|file| !manifests.iter().any(|manifest| same_path(manifest, &file.path)));
        corpus.sources = sources(found);
        for path in manifests {
            Manifest::read(&path)?.apply(&mut corpus);
        }
        Ok(corpus)
    }
}

fn single(path: &Path) -> Found {
    Found {
        id: base_name(path),
        path: path.to_path_buf(),
        trouble: path.symlink_metadata().is_err().then(|| NO_SUCH_FILE.into()),
    }
}

/// Adds every file below `root`; returns how many were left out as hidden or ignored.
fn walk(root: &Path, prefix: &str, found: &mut Vec<Found>) -> usize {
    let before = found.len();
    let walker = WalkBuilder::new(root)
        .standard_filters(false)
        .hidden(true)
        .follow_links(true)
        .add_custom_ignore_filename(IGNORE_FILE)
        .build();
    for entry in walker {
        match entry {
            Ok(entry) if is_folder(&entry) => {}
            Ok(entry) => found.push(Found {
                id: prefix.to_string() + &relative(root, entry.path()),
                path: entry.into_path(),
                trouble: None,
            }),
            Err(error) => found.push(failed(root, prefix, &error)),
        }
    }
    let everything = WalkBuilder::new(root).standard_filters(false).build();
    let files =
        everything.flatten().filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())).count();
    files.saturating_sub(found.len() - before)
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|kind| kind.is_dir())
}

/// An entry that could not be followed or opened still is an input, and needs an outcome.
fn failed(root: &Path, prefix: &str, error: &ignore::Error) -> Found {
    let path = error_path(error).unwrap_or_else(|| root.to_path_buf());
    Found { id: prefix.to_string() + &relative(root, &path), path, trouble: Some(error.to_string()) }
}

fn error_path(error: &ignore::Error) -> Option<PathBuf> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path.clone()),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        ignore::Error::Loop { child, .. } => Some(child.clone()),
        _ => None,
    }
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn base_name(path: &Path) -> String {
    path.file_name().unwrap_or(OsStr::new("corpus")).to_string_lossy().into_owned()
}

fn same_path(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Opens, hashes and orders what was found; ids become unique, identical files point to the first.
fn sources(mut found: Vec<Found>) -> Vec<Source> {
    found.sort_by(|a, b| (&a.id, &a.path).cmp(&(&b.id, &b.path)));
    let mut first_with: BTreeMap<String, String> = BTreeMap::new();
    let mut times_used: BTreeMap<String, usize> = BTreeMap::new();
    let mut sources = Vec::with_capacity(found.len());
    for file in found {
        let used = times_used.entry(file.id.clone()).or_default();
        *used += 1;
        let id = if *used > 1 { format!("{}~{used}", file.id) } else { file.id.clone() };
        let mut source = open(id, file);
        if source.bytes > 0 && source.unreadable.is_none() {
            match first_with.get(&source.sha256) {
                Some(first) => source.duplicate_of = Some(first.clone()),
                None => drop(first_with.insert(source.sha256.clone(), source.id.clone())),
            }
        }
        sources.push(source);
    }
    sources
}

fn open(id: String, file: Found) -> Source {
    let content = match file.trouble {
        Some(trouble) => Err(trouble),
        None => content(&file.path).map_err(|error| error.to_string()),
    };
    let unreadable = content.as_ref().err().cloned();
    let content = content.unwrap_or_default();
    Source {
        format: Format::of(&file.path, &content.start),
        sha256: content.sha256,
        bytes: content.bytes,
        unreadable,
        duplicate_of: None,
        listed: Metadata::default(),
        id,
        path: file.path,
    }
}

/// Reads a file through. What is not a regular file is not opened: a pipe would never end.
fn content(path: &Path) -> io::Result<Content> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file; name a file or a folder"));
    }
    Content::read(&mut File::open(path)?)
}
