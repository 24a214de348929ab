//! `marks.csv`: what was checked, beside the report and never inside it.
//!
//! Columns `sha256, theme, quote, occurrence, verdict, note, by, mention, document, page`; the first four
//! name the mention. Rows stand in the order in which marks were made and are only ever added: the last
//! row of one person on one mention is theirs. A row may be deleted or edited by hand.

use crate::error::{Error, Result, suggestion};
use crate::marks::{Key, Mark, Marks, Verdict};
use crate::table::{self, Row, Table};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const COLUMNS: [&str; 10] =
    ["sha256", "theme", "quote", "occurrence", "verdict", "note", "by", "mention", "document", "page"];

/// Where the marks of the workspace in `folder` are.
pub fn marks_file(folder: &Path) -> PathBuf {
    folder.join("marks.csv")
}

/// The marks of the workspace in `folder`; none when nothing was marked yet.
///
/// # Errors
/// When the file cannot be read, has an unknown column, or a row has no verdict or no occurrence that
/// can be understood.
pub fn read_marks(folder: &Path) -> Result<Marks> {
    let file = marks_file(folder);
    if !file.exists() {
        return Ok(Marks::default());
    }
    let table = Table::read(&file, &COLUMNS)?;
    let marks: Result<Vec<Mark>> = table.rows().map(|row| mark(row, &file)).collect();
    Ok(Marks::new(marks?))
}

fn mark(row: Row<'_>, file: &Path) -> Result<Mark> {
    let wrong = |message: String| Error::invalid(file, Some(row.line), message);
    let verdict = row.get("verdict");
    let names = Verdict::ALL.map(|(_, name)| name);
    let known = Verdict::from_name(verdict)
        .ok_or_else(|| wrong(format!("unknown verdict '{verdict}'; {}", suggestion(verdict, names))))?;
    let occurrence = row.get("occurrence");
    let mut key = Key::first(row.get("sha256"), row.get("theme"), table::plain_cell(row.get("quote")));
    key.occurrence = match occurrence {
        "" => 1,
        text => text.parse().ok().filter(|n| *n > 0).ok_or_else(|| {
            wrong(format!("'{text}' is not an occurrence; write 1 for the first, 2 for the second"))
        })?,
    };
    Ok(Mark {
        key,
        verdict: known,
        note: table::plain_cell(row.get("note")).to_string(),
        by: table::plain_cell(row.get("by")).to_string(),
        mention: row.get("mention").to_string(),
        document: table::plain_cell(row.get("document")).to_string(),
        page: row.get("page").parse().unwrap_or(0),
    })
}

/// Adds `mark` to the marks of the workspace in `folder`, which is made when absent.
///
/// # Errors
/// When the file cannot be written.
pub fn add_mark(folder: &Path, mark: &Mark) -> Result<()> {
    let file = marks_file(folder);
    append(&file, mark).map_err(|source| Error::write(&file, source))
}

/// One write of whole lines at the end of the file, so that two who mark at once do not mix their rows.
fn append(file: &Path, mark: &Mark) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let earlier = fs::read(file).unwrap_or_default();
    let mut rows = table::Writer::new(Vec::new(), &COLUMNS)?;
    rows.row(cells(mark))?;
    let mut bytes = rows.into_inner()?;
    if !earlier.is_empty() {
        let header = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        bytes.drain(..header);
        if earlier.last() != Some(&b'\n') {
            bytes.insert(0, b'\n');
        }
    }
    let mut out = fs::OpenOptions::new().create(true).append(true).open(file)?;
    out.write_all(&bytes)
}

fn cells(mark: &Mark) -> [String; 10] {
    [
        mark.key.sha256.clone(),
        mark.key.theme.clone(),
        mark.key.quote.clone(),
        mark.key.occurrence.to_string(),
        mark.verdict.name().to_string(),
        mark.note.clone(),
        mark.by.clone(),
        mark.mention.clone(),
        mark.document.clone(),
        mark.page.to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(quote: &str, verdict: Verdict) -> Mark {
        Mark {
            key: Key::first("ab", "supervision", quote),
            verdict,
            note: "-1, \"odd\"\nnote".to_string(),
            by: "=A".to_string(),
            mention: "ab-supervision-4".to_string(),
            document: "a.pdf".to_string(),
            page: 3,
        }
    }

    #[test]
    fn what_is_added_is_read_again_also_after_an_edit_without_a_last_line_end() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read_marks(folder.path()).unwrap().is_empty());
        let (first, second) = (example("- not told", Verdict::Accept), example("told", Verdict::Reject));
        add_mark(folder.path(), &first).unwrap();
        let file = marks_file(folder.path());
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text.trim_end()).unwrap();
        add_mark(folder.path(), &second).unwrap();
        let marks = read_marks(folder.path()).unwrap();
        let kept: Vec<&Mark> = marks.iter().flat_map(|(_, marks)| marks).collect();
        assert_eq!(kept, [&first, &second]);
    }

    #[test]
    fn a_row_that_cannot_be_understood_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = marks_file(folder.path());
        fs::write(&file, "sha256,theme,quote,verdict\nab,t,told,acept\n").unwrap();
        let error = read_marks(folder.path()).unwrap_err().to_string();
        assert!(error.ends_with("marks.csv:2: unknown verdict 'acept'; did you mean 'accept'?"), "{error}");
    }
}
