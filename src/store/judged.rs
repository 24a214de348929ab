//! `judged.csv`: what coders said of a sample, with how each unit was drawn, one row an answer.

use super::sample::{KEY, answer, key_row, unit, write};
use crate::error::{Error, Result};
use crate::findings::{Code, Judged, Unit};
use crate::table::{Row, Table, plain_cell};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// What is added to the columns of the key.
const ANSWER: [&str; 2] = ["coder", "verdict"];

/// Where the judged sample of the workspace in `folder` is kept.
pub fn judged_file(folder: &Path) -> PathBuf {
    folder.join("judged.csv")
}

/// Keeps the answers in the workspace in `folder`, in place of those kept before.
///
/// # Errors
/// When the file cannot be written.
pub fn keep_judged(folder: &Path, judged: &Judged) -> Result<()> {
    let file = judged_file(folder);
    let part = file.with_extension("csv.part");
    let mut rows = Vec::new();
    for (coder, codes) in judged.coders.iter().zip(&judged.codes) {
        for (unit, code) in judged.units.iter().zip(codes) {
            let answer = [coder.clone(), code.map_or("", Code::name).to_string()];
            rows.push([&key_row(unit)[..], &answer].concat());
        }
    }
    let out = File::create(&part).map_err(|source| Error::write(&part, source))?;
    write(&part, out, &[&KEY[..], &ANSWER].concat(), rows.into_iter())?;
    std::fs::rename(&part, &file).map_err(|source| Error::write(&file, source))
}

/// The answers kept in the workspace in `folder`; none when none were.
///
/// # Errors
/// When the file cannot be read, has an unknown column, or a cell cannot be understood.
pub fn read_judged(folder: &Path) -> Result<Option<Judged>> {
    let file = judged_file(folder);
    if !file.exists() {
        return Ok(None);
    }
    let table = Table::read(&file, &[&KEY[..], &ANSWER].concat())?;
    let mut answers = Answers::default();
    for row in table.rows() {
        answers.add(row, &file)?;
    }
    Ok(Some(answers.finish()))
}

/// Answers while rows are read: units and coders in the order in which they first stand.
#[derive(Default)]
struct Answers {
    places: BTreeMap<String, usize>,
    units: Vec<Unit>,
    coders: Vec<String>,
    codes: Vec<BTreeMap<usize, Code>>,
}

impl Answers {
    fn add(&mut self, row: Row<'_>, file: &Path) -> Result<()> {
        let id = row.get("unit");
        if !self.places.contains_key(id) {
            self.places.insert(id.to_string(), self.units.len());
            self.units.push(unit(row, file)?);
        }
        let place = self.places[id];
        let name = plain_cell(row.get("coder"));
        let known = self.coders.iter().position(|coder| coder == name);
        let coder = known.unwrap_or(self.coders.len());
        if known.is_none() {
            self.coders.push(name.to_string());
            self.codes.push(BTreeMap::new());
        }
        let code = answer(row.get("verdict"), self.units[place].level)
            .map_err(|message| Error::invalid(file, Some(row.line), message))?;
        self.codes[coder].extend(code.map(|code| (place, code)));
        Ok(())
    }

    fn finish(self) -> Judged {
        let of_coder = |codes: &BTreeMap<usize, Code>| {
            let all = (0..self.units.len()).map(|place| codes.get(&place).copied());
            all.collect()
        };
        let codes = self.codes.iter().map(of_coder).collect();
        Judged::new(self.units, self.coders, codes)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::tests::unit;
    use super::*;
    use crate::classify::Assertion;
    use crate::findings::Level;

    #[test]
    fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(read_judged(folder.path()).unwrap(), None);
        let units = vec![unit("a", Level::Sentence, "- He said, \"no\"."), unit("b", Level::Document, "")];
        let codes = vec![
            vec![Some(Code::Says(Assertion::Failing)), None],
            vec![Some(Code::Nothing), Some(Code::Raised(false))],
        ];
        let judged = Judged::new(units, vec!["A".to_string(), "-B".to_string()], codes);
        keep_judged(folder.path(), &judged).unwrap();
        assert_eq!(read_judged(folder.path()).unwrap(), Some(judged));
    }
}
