//! Rows a person coded, JSON Lines.
//!
//! ```text
//! {"text": "...", "codes": [{"theme": "record-keeping", "assertion": "failing"}]}
//! ```
//!
//! Also read where they stand: `id`, `section` (the heading above), `document` (or `source`, `doc`) and
//! `paragraph`, which keep rows of one place together, and `disputed`, the themes the coders did not agree
//! on, as names or as `{"theme": ...}`. `theme/practice`, the practice side of a fact, is the theme itself.
//! An empty list of codes is a row without a theme. Other keys are left alone.

use super::sample::{Code, JUDGEMENT, Known};
use crate::error::{Error, Result, suggestion};
use serde::Deserialize;
use std::path::Path;

/// A coded row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its line in the file, 1-based.
    pub line: usize,
    /// Where it stands: document or paragraph, or a name of its own.
    pub group: String,
    /// The text.
    pub text: String,
    /// The heading above it.
    pub section: Option<String>,
    /// The codes.
    pub codes: Vec<Code>,
    /// Themes not agreed on.
    pub disputed: Vec<String>,
}

/// The rows of a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gold {
    /// In file order.
    pub rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Written {
    text: String,
    codes: Vec<Code>,
    #[serde(default)]
    section: Option<String>,
    #[serde(default, alias = "source", alias = "doc")]
    document: Option<String>,
    #[serde(default)]
    paragraph: Option<String>,
    #[serde(default)]
    disputed: Vec<Disputed>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Disputed {
    Name(String),
    Code { theme: String },
}

impl Gold {
    /// Reads `text`; `path` is only named in errors.
    ///
    /// # Errors
    /// When a line is not such a row, or names a theme or assertion that is not known; the message names
    /// the line and the nearest known name.
    pub fn parse(text: &str, path: &Path, known: &[Known]) -> Result<Self> {
        let mut rows = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let line_number = index + 1;
            if line.trim().is_empty() {
                continue;
            }
            let written: Written = serde_json::from_str(line).map_err(|error| {
                let shape = r#"a row is {"text": "...", "codes": [{"theme": "...", "assertion": "..."}]}"#;
                Error::invalid(path, Some(line_number), format!("{}; {shape}", cause(&error)))
            })?;
            let row = row(line_number, written, known);
            rows.push(row.map_err(|message| Error::invalid(path, Some(line_number), message))?);
        }
        match rows.is_empty() {
            true => Err(Error::invalid(path, None, "no coded rows in this file")),
            false => Ok(Gold { rows }),
        }
    }
}

/// What serde says, without its own count of lines.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rfind(" at line ") {
        Some(at) => text[..at].to_string(),
        None => text,
    }
}

fn row(line: usize, written: Written, known: &[Known]) -> std::result::Result<Row, String> {
    let mut codes = Vec::new();
    for code in written.codes {
        let theme = plain(&code.theme);
        let Known { assertions, .. } = find(theme, known)?;
        if !assertions.contains(&code.assertion) {
            let names = assertions.iter().map(String::as_str);
            return Err(format!(
                "'{}' cannot be said of {theme}; {}",
                code.assertion,
                suggestion(&code.assertion, names)
            ));
        }
        codes.push(Code { theme: theme.to_string(), assertion: code.assertion });
    }
    codes.sort();
    codes.dedup();
    let mut disputed = Vec::new();
    for one in written.disputed {
        let (Disputed::Name(theme) | Disputed::Code { theme }) = one;
        disputed.push(find(plain(&theme), known)?.theme.clone());
    }
    let place = written.document.or(written.paragraph);
    Ok(Row {
        line,
        group: place.unwrap_or_else(|| format!("line {line}")),
        text: written.text,
        section: written.section,
        codes,
        disputed,
    })
}

fn plain(theme: &str) -> &str {
    theme.strip_suffix("/practice").unwrap_or(theme)
}

fn find<'a>(theme: &str, known: &'a [Known]) -> std::result::Result<&'a Known, String> {
    let names = || known.iter().map(|known| known.theme.as_str());
    known.iter().find(|known| known.theme == theme).ok_or_else(|| {
        format!(
            "no theme is called '{theme}'; {} ('{JUDGEMENT}' is a judgement that names none)",
            suggestion(theme, names().collect::<Vec<_>>())
        )
    })
}
