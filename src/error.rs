//! What stops a run.
//!
//! Trouble with one input is never an [`Error`]: it is that input's outcome, and the run goes on. An
//! `Error` means that the run, or the command, cannot continue. Messages are lower case, without a
//! final stop, and end with what to do next where that is known.

use std::path::PathBuf;

/// The result of anything in this crate that can stop a run.
pub type Result<T> = std::result::Result<T, Error>;

/// A cause from outside this crate, kept as the error's source.
pub type Cause = Box<dyn std::error::Error + Send + Sync + 'static>;

/// What failed, and on which file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read.
    #[error("cannot read {}", path.display())]
    Read {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// A file or folder could not be written.
    #[error("cannot write {}", path.display())]
    Write {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: Cause,
    },
    /// A manifest, codebook or settings file does not say what it must.
    #[error("{}{}: {message}", path.display(), line.map(|l| format!(":{l}")).unwrap_or_default())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// The line, 1-based, where it is known.
        line: Option<usize>,
        /// What is wrong, and what would be right.
        message: String,
    },
    /// Something was asked for that does not exist: a document, a theme, a column.
    #[error("{0}")]
    Unknown(String),
    /// A query or pattern that cannot be parsed; the message carries a caret under the place.
    #[error("{0}")]
    Query(String),
    /// The worker processes that read documents could not be used at all.
    #[error("the process that reads documents cannot be started: {message}")]
    Worker {
        /// What happened.
        message: String,
    },
    /// The full-text index could not be built or read.
    #[error("the index failed: {message}")]
    Index {
        /// What happened, and what to do.
        message: String,
        /// What the index library said.
        source: Option<Cause>,
    },
}

impl Error {
    /// Wraps a failure to read `path`.
    pub fn read(path: impl Into<PathBuf>, source: impl Into<Cause>) -> Self {
        Error::Read { path: path.into(), source: source.into() }
    }

    /// Wraps a failure to write `path`.
    pub fn write(path: impl Into<PathBuf>, source: impl Into<Cause>) -> Self {
        Error::Write { path: path.into(), source: source.into() }
    }

    /// Says what is wrong in the file at `path`, with its 1-based line where known.
    pub fn invalid(path: impl Into<PathBuf>, line: Option<usize>, message: impl Into<String>) -> Self {
        Error::Invalid { path: path.into(), line, message: message.into() }
    }
}

/// Names the known word nearest to `wrong`, for "did you mean" in messages: by letters to change, a word that was
/// broken off counting as whole.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = wrong.chars().count();
    let distance = |word: &str| {
        let begun: String = word.chars().take(typed).collect();
        strsim::damerau_levenshtein(wrong, word).min(strsim::damerau_levenshtein(wrong, &begun) + 1)
    };
    known
        .into_iter()
        .map(|word| (distance(word), word))
        .min()
        .filter(|(distance, _)| *distance < typed && *distance <= 2.max(typed / 3))
        .map(|(_, word)| word)
}

/// The end of a message about an unknown word: the nearest known one, or all of them.
pub fn suggestion<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(wrong, known.clone()) {
        Some(word) => format!("did you mean '{word}'?"),
        None => format!("known: {}", known.into_iter().collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_named_and_a_far_one_is_not() {
        assert_eq!(nearest("athority", ["authority", "region"]), Some("authority"));
        assert_eq!(
            nearest("informtion", ["multi-agency-working", "information-sharing"]),
            Some("information-sharing")
        );
        assert_eq!(nearest("zzzzzz", ["authority", "region"]), None);
    }
}
