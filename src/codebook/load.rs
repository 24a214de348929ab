//! TOML to [`Codebook`]: themes, groups and sets, with every mistake named at its line.
//!
//! A codebook is a folder of theme files with, optionally, `sets.toml` and `groups.toml`; what it does
//! not bring is taken from the default. A single theme file is a codebook of one theme.

use super::files::{GroupsFile, SetsFile, ThemeFile};
use super::{Codebook, Pattern, Sets, Theme};
use crate::error::{Error, Result, suggestion};
use serde::de::DeserializeOwned;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// One file of a codebook: its path, for messages, and its text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) text: String,
}

impl File {
    fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or("")
    }

    fn line(&self, offset: usize) -> usize {
        self.text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
    }

    /// An error at the first place that holds `text`.
    pub(super) fn invalid_at(&self, text: &str, message: impl Into<String>) -> Error {
        self.invalid(self.text.find(text).unwrap_or(0), message)
    }

    fn invalid(&self, offset: usize, message: impl Into<String>) -> Error {
        Error::invalid(&self.path, Some(self.line(offset)), message)
    }

    /// The file as `T`; an unknown key is refused with the nearest of `keys`.
    pub(super) fn read<T: DeserializeOwned>(&self, keys: &[&str]) -> Result<T> {
        toml::from_str(&self.text).map_err(|error| {
            let message = error.message();
            let unknown = message.strip_prefix("unknown field `").and_then(|rest| rest.split('`').next());
            let message = match unknown {
                Some(key) => format!("unknown key '{key}'; {}", suggestion(key, keys.iter().copied())),
                None => message.to_string(),
            };
            let offset = error.span().map_or(0, |span| span.start);
            self.invalid(offset, message)
        })
    }

    /// The pattern written at `source`, its place named if it cannot be parsed.
    pub(super) fn pattern(&self, source: &Spanned<String>) -> Result<Pattern> {
        Pattern::parse(source.get_ref()).map_err(|error| self.invalid(source.span().start, error.to_string()))
    }

    pub(super) fn patterns(&self, sources: &[Spanned<String>]) -> Result<Vec<Pattern>> {
        sources.iter().map(|source| self.pattern(source)).collect()
    }
}

/// Puts a codebook together; what `files` lack is taken from `fallback`.
pub(super) fn assemble(mut files: Vec<File>, fallback: Option<&Codebook>) -> Result<Codebook> {
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut codebook = Codebook {
        hash: super::hash::of(files.iter().map(|file| (file.name(), file.text.as_str()))),
        ..Codebook::default()
    };
    let mut own_sets = None;
    let mut origins = Vec::new();
    for file in &files {
        match file.name() {
            "sets.toml" => own_sets = Some(SetsFile::sets(file)?),
            "groups.toml" => GroupsFile::fill(file, &mut codebook)?,
            _ => {
                codebook.themes.push(ThemeFile::theme(file)?);
                origins.push(file);
            }
        }
    }
    if let Some(fallback) = fallback {
        codebook.fill_from(fallback, own_sets.is_none());
    }
    codebook.sets = own_sets.unwrap_or(codebook.sets);
    check_names(&codebook.themes, &codebook.sets, &origins)?;
    codebook.sort_themes();
    Ok(codebook)
}

impl Codebook {
    fn fill_from(&mut self, fallback: &Codebook, sets: bool) {
        if self.groups.is_empty() {
            self.groups = fallback.groups.clone();
        }
        if sets {
            self.sets = fallback.sets.clone();
        }
        if self.id.is_empty() {
            self.id = "own".to_string();
        }
    }

    fn sort_themes(&mut self) {
        let place = |theme: &Theme| self.groups.iter().position(|group| group.id == theme.group);
        let mut order: Vec<(usize, Theme)> =
            self.themes.iter().map(|theme| (place(theme).unwrap_or(usize::MAX), theme.clone())).collect();
        order.sort_by(|a, b| (a.0, &a.1.group, &a.1.id).cmp(&(b.0, &b.1.group, &b.1.id)));
        self.themes = order.into_iter().map(|(_, theme)| theme).collect();
    }
}

/// Every named set exists, and no theme stands twice.
fn check_names(themes: &[Theme], sets: &Sets, origins: &[&File]) -> Result<()> {
    for (index, (theme, file)) in themes.iter().zip(origins).enumerate() {
        for pattern in theme.patterns() {
            for name in pattern.sets() {
                if !sets.sets.contains_key(name) {
                    let offset = file.text.find(&format!("@{name}")).unwrap_or(0);
                    let known: Vec<&str> = sets.sets.keys().map(String::as_str).collect();
                    let message = format!("no set is called '@{name}'; {}", suggestion(name, known));
                    return Err(file.invalid(offset, message));
                }
            }
        }
        if themes[..index].iter().any(|other| other.id == theme.id) {
            return Err(file.invalid(0, format!("a second theme is called '{}'", theme.id)));
        }
    }
    Ok(())
}

/// The codebook files at `path`: a folder of `.toml` files, or one theme file.
pub(super) fn files_at(path: &Path) -> Result<Vec<File>> {
    let paths = match path.is_dir() {
        false => vec![path.to_path_buf()],
        true => std::fs::read_dir(path)
            .map_err(|error| Error::read(path, error))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<std::io::Result<Vec<_>>>()
            .map_err(|error| Error::read(path, error))?
            .into_iter()
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect(),
    };
    if paths.is_empty() {
        return Err(Error::invalid(path, None, "this folder holds no codebook: no .toml file"));
    }
    paths
        .into_iter()
        .map(|path| match std::fs::read_to_string(&path) {
            Ok(text) => Ok(File { path, text }),
            Err(error) => Err(Error::read(&path, error)),
        })
        .collect()
}
