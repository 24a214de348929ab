//! `manifest.csv`: what is known about the files before they are read.

use super::{Corpus, Remark};
use crate::document::{Field, Metadata, Origin};
use crate::error::{Error, Result};
use crate::table::{Row, Table};
use std::collections::BTreeMap;
use std::path::Path;

/// The columns a manifest may have: only `file` is required.
fn columns() -> Vec<&'static str> {
    [&["file"][..], &Metadata::NAMES].concat()
}

/// Metadata by file name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    rows: BTreeMap<String, Metadata>,
}

impl Manifest {
    /// Reads the manifest at `path`.
    ///
    /// # Errors
    /// When it cannot be read, has an unknown column or none named `file`, names a file twice, or has a
    /// date that is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub fn read(path: &Path) -> Result<Self> {
        let table = Table::read(path, &columns())?;
        if !table.has("file") {
            return Err(Error::invalid(
                path,
                Some(1),
                "the manifest needs a column 'file'",
            ));
        }
        let mut rows = BTreeMap::new();
        for row in table.rows() {
            let file = row.get("file").replace('\\', "/");
            let published = row.get("published");
            if !published.is_empty() && !is_date(published) {
                let message = format!("'{published}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD");
                return Err(Error::invalid(path, Some(row.line), message));
            }
            if rows.insert(file.clone(), metadata(row)).is_some() {
                return Err(Error::invalid(
                    path,
                    Some(row.line),
                    format!("'{file}' is listed twice"),
                ));
            }
        }
        Ok(Manifest { rows })
    }

    /// Gives every source what its row says, and notes rows without a file and files without a row.
    ///
    /// A row names a file by its id or, where that is unambiguous, by its bare name.
    pub fn apply(&self, corpus: &mut Corpus) {
        let mut unused: BTreeMap<&str, &Metadata> = self.rows.iter().map(|(k, v)| (k.as_str(), v)).collect();
        for source in &mut corpus.sources {
            let name = source.id.rsplit('/').next().unwrap_or(&source.id);
            let key = if self.rows.contains_key(&source.id) {
                source.id.as_str()
            } else {
                name
            };
            match self.rows.get(key) {
                Some(metadata) => {
                    source.listed = metadata.clone();
                    unused.remove(key);
                }
                None => corpus.remarks.push(Remark {
                    document: source.id.clone(),
                    detail: "not listed in the manifest; its metadata is read from the document".into(),
                }),
            }
        }
        for file in unused.keys() {
            corpus.remarks.push(Remark {
                document: (*file).to_string(),
                detail: "listed in the manifest, but there is no such file in the corpus".into(),
            });
        }
        corpus.remarks.sort();
    }
}

fn metadata(row: Row<'_>) -> Metadata {
    let field = |column: &str| match row.get(column) {
        "" => Field::default(),
        value => Field::new(value, Origin::Manifest, "manifest"),
    };
    Metadata::from_fields(field)
}

/// Whether `text` is a year, a month or a day in ISO 8601 order.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize, range: std::ops::RangeInclusive<u32>| {
        part.len() == digits && part.parse().is_ok_and(|n: u32| range.contains(&n))
    };
    match parts.as_slice() {
        [year] => number(year, 4, 1900..=2100),
        [year, month] => number(year, 4, 1900..=2100) && number(month, 2, 1..=12),
        [year, month, day] => {
            number(year, 4, 1900..=2100) && number(month, 2, 1..=12) && number(day, 2, 1..=31)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn dates_are_years_months_or_days() {
        assert!(is_date("2009") && is_date("2009-03") && is_date("2009-03-31"));
        assert!(!is_date("March 2009") && !is_date("2009-13") && !is_date("09-03-2009"));
    }
}
