//! A sample on disk: the sheet that coders fill in, the key that they should not see, and what they said.
//!
//! The sheet shows units without what the machine says of them. The key beside it says from which stratum
//! each was drawn, which would tell. Units are joined by their name, so a sheet may be sorted, cut, or
//! saved by a spreadsheet.

use crate::codebook::Codebook;
use crate::error::{Error, Result, suggestion};
use crate::findings::{Code, Level, Shown, Stratum, Unit};
use crate::table::{self, Row, Table, plain_cell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

const SHEET: [&str; 14] = [
    "unit", "level", "theme", "label", "document", "title", "page", "section", "heading", "before",
    "sentence", "after", "verdict", "note",
];

pub(super) const KEY: [&str; 10] = [
    "unit",
    "level",
    "theme",
    "sha256",
    "document",
    "sentence",
    "occurrence",
    "stratum",
    "population",
    "drawn",
];

/// The key that belongs to a sheet: `sample.csv` has `sample-key.csv` beside it.
pub fn key_file(sheet: &Path) -> PathBuf {
    let stem = sheet.file_stem().unwrap_or_default().to_string_lossy();
    sheet.with_file_name(format!("{stem}-key.csv"))
}

/// Writes the sheet at `path` and its key beside it.
///
/// # Errors
/// When either is there already, so that nobody's answers are written over, or cannot be written.
pub fn write_sample(path: &Path, drawn: &[(Unit, Shown)], codebook: &Codebook) -> Result<()> {
    let key = key_file(path);
    let sheet = create(path)?;
    let rows = drawn.iter().map(|(unit, shown)| sheet_row(unit, shown, codebook));
    write(path, sheet, &SHEET, rows)?;
    let out = create(&key)?;
    write(&key, out, &KEY, drawn.iter().map(|(unit, _)| key_row(unit).to_vec()))
}

fn create(path: &Path) -> Result<File> {
    File::create_new(path).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => Error::invalid(
            path,
            None,
            "is there already and may hold answers; name another with --out, or move it away",
        ),
        _ => Error::write(path, source),
    })
}

pub(super) fn write(
    path: &Path,
    out: File,
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<()> {
    let all = || -> io::Result<()> {
        let mut table = table::Writer::new(BufWriter::new(out), columns)?;
        for row in rows {
            table.row(row)?;
        }
        table.finish()
    };
    all().map_err(|source| Error::write(path, source))
}

fn sheet_row(unit: &Unit, shown: &Shown, codebook: &Codebook) -> Vec<String> {
    let theme = codebook.themes.iter().find(|theme| theme.id == unit.theme);
    vec![
        unit.id.clone(),
        unit.level.name().to_string(),
        unit.theme.clone(),
        theme.map_or(String::new(), |theme| theme.label.clone()),
        unit.document.clone(),
        shown.title.clone(),
        shown.page.map(|page| page.to_string()).unwrap_or_default(),
        shown.section.clone(),
        shown.heading.clone(),
        shown.before.clone(),
        unit.sentence.clone(),
        shown.after.clone(),
        String::new(),
        String::new(),
    ]
}

pub(super) fn key_row(unit: &Unit) -> [String; KEY.len()] {
    [
        unit.id.clone(),
        unit.level.name().to_string(),
        unit.theme.clone(),
        unit.sha256.clone(),
        unit.document.clone(),
        unit.sentence.clone(),
        unit.occurrence.to_string(),
        unit.stratum.name().to_string(),
        unit.population.to_string(),
        unit.drawn.to_string(),
    ]
}

/// The units of the key at `path`.
///
/// # Errors
/// When it cannot be read, a column is missing, or a cell cannot be understood.
pub fn read_key(path: &Path) -> Result<Vec<Unit>> {
    let table = Table::read(path, &KEY)?;
    table.rows().map(|row| unit(row, path)).collect()
}

/// The unit that a row of a key names.
pub(super) fn unit(row: Row<'_>, path: &Path) -> Result<Unit> {
    let wrong = |column: &str| {
        let message =
            format!("'{}' in column '{column}' cannot be; keep the key as it was written", row.get(column));
        Error::invalid(path, Some(row.line), message)
    };
    let number = |column: &str| row.get(column).parse::<u32>().map_err(|_| wrong(column));
    let unit = Unit {
        id: row.get("unit").to_string(),
        level: Level::from_name(row.get("level")).ok_or_else(|| wrong("level"))?,
        theme: row.get("theme").to_string(),
        sha256: row.get("sha256").to_string(),
        document: plain_cell(row.get("document")).to_string(),
        sentence: plain_cell(row.get("sentence")).to_string(),
        occurrence: number("occurrence")?,
        stratum: Stratum::from_name(row.get("stratum")).ok_or_else(|| wrong("stratum"))?,
        population: number("population")?,
        drawn: number("drawn")?,
    };
    let possible = 0 < unit.drawn && unit.drawn <= unit.population;
    if possible { Ok(unit) } else { Err(wrong("drawn")) }
}

/// One coder's answers on `units` from the sheet at `path`; blank cells are answers left out.
///
/// # Errors
/// When it cannot be read, has no columns `unit` and `verdict`, names a unit that was not drawn or names
/// one twice, or has a verdict that is not known.
pub fn read_sheet(path: &Path, units: &[Unit]) -> Result<Vec<Option<Code>>> {
    let table = Table::read_any(path)?;
    for column in ["unit", "verdict"] {
        if !table.has(column) {
            let message = format!("no column '{column}'; save the sheet as comma-separated, with its header");
            return Err(Error::invalid(path, Some(1), message));
        }
    }
    let places: BTreeMap<&str, usize> =
        units.iter().enumerate().map(|(place, unit)| (unit.id.as_str(), place)).collect();
    let mut codes = vec![None; units.len()];
    let mut seen = BTreeSet::new();
    for row in table.rows() {
        let wrong = |message: String| Error::invalid(path, Some(row.line), message);
        let id = row.get("unit");
        let place = *places.get(id).ok_or_else(|| {
            wrong(format!("'{id}' is not in the key; name the key of this sample with --key"))
        })?;
        if !seen.insert(id) {
            return Err(wrong(format!("'{id}' stands twice; one row a unit")));
        }
        codes[place] = answer(row.get("verdict"), units[place].level).map_err(wrong)?;
    }
    Ok(codes)
}

/// The answer written in a cell: a name, or the beginning of one name only.
pub(super) fn answer(cell: &str, level: Level) -> std::result::Result<Option<Code>, String> {
    let written = cell.trim().to_lowercase();
    if written.is_empty() {
        return Ok(None);
    }
    let known: Vec<(Code, &str)> = match level {
        Level::Sentence => Code::of_sentence().collect(),
        Level::Document => Code::of_document().collect(),
    };
    let exact = known.iter().find(|(_, name)| *name == written);
    let mut begun = known.iter().filter(|(_, name)| name.starts_with(&written));
    let first = begun.next();
    match exact.or(first.filter(|_| begun.next().is_none())) {
        Some((code, _)) => Ok(Some(*code)),
        None => Err(format!(
            "verdict '{cell}' is not known; {}",
            suggestion(&written, known.iter().map(|(_, name)| *name))
        )),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::classify::Assertion;

    #[test]
    fn an_answer_may_be_begun_and_must_be_clear() {
        let sentence = |cell| answer(cell, Level::Sentence);
        assert_eq!(sentence(" Fail "), Ok(Some(Code::Says(Assertion::Failing))));
        assert_eq!(sentence("good"), Ok(Some(Code::Says(Assertion::GoodPractice))));
        assert_eq!(sentence("none"), Ok(Some(Code::Nothing)));
        assert_eq!(sentence(""), Ok(None));
        assert!(sentence("n").unwrap_err().contains("known:"));
        assert!(sentence("failling").unwrap_err().contains("did you mean 'failing'?"));
        assert_eq!(answer("y", Level::Document), Ok(Some(Code::Raised(true))));
        assert!(answer("failing", Level::Document).is_err());
    }

    /// One of nine units of which three were drawn.
    pub(in crate::store) fn unit(id: &str, level: Level, sentence: &str) -> Unit {
        Unit {
            id: id.to_string(),
            level,
            theme: "t".to_string(),
            sha256: "ab".to_string(),
            document: "=a.pdf".to_string(),
            sentence: sentence.to_string(),
            occurrence: 1,
            stratum: Stratum::Named,
            population: 9,
            drawn: 3,
        }
    }

    #[test]
    fn a_sheet_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let sheet = folder.path().join("sample.csv");
        let drawn = [(unit("a", Level::Sentence, "One."), Shown::default())];
        write_sample(&sheet, &drawn, &Codebook::default()).unwrap();
        assert_eq!(read_key(&key_file(&sheet)).unwrap(), [drawn[0].0.clone()]);
        assert!(!std::fs::read_to_string(&sheet).unwrap().contains("named"), "the sheet is blind");
        let again = write_sample(&sheet, &drawn, &Codebook::default()).unwrap_err();
        assert!(again.to_string().contains("is there already"));
    }
}
