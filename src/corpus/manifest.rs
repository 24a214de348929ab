//! `manifest.csv`: what is known about the files before they are read.

use super::{Corpus, Remark};
use crate::document::{Field, Metadata, Origin};
use crate::error::{Error, Result};
use crate::table::{Row, Table};
use std::collections::BTreeMap;
use std::path::Path;

/// The columns a manifest may have: only `file` is required.
fn columns() -> Vec<&'static str> {
    [&["file"][..], &Metadata::NAMES, &["review", "incident", "deaths"]].concat()
}

/// Metadata by file name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    rows: BTreeMap<String, Metadata>,
    cases: BTreeMap<String, Case>,
}

/// What a manifest states of the case behind a document; nothing of this is ever read from the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// A name for the review: several documents may belong to one. Empty where it is not stated.
    pub review: String,
    /// A name for the incident: several reviews may look at one. Empty where it is not stated.
    pub incident: String,
    /// How many died in the incident.
    pub deaths: Option<u32>,
}

impl Manifest {
    /// Reads the manifest at `path`.
    ///
    /// # Errors
    /// When it cannot be read, has an unknown column or none named `file`, names a file twice, has a date
    /// that is not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or states deaths without a number and an incident.
    pub fn read(path: &Path) -> Result<Self> {
        let table = Table::read(path, &columns())?;
        if !table.has("file") {
            return Err(Error::invalid(path, Some(1), "the manifest needs a column 'file'"));
        }
        let (mut rows, mut cases) = (BTreeMap::new(), BTreeMap::new());
        for row in table.rows() {
            let file = row.get("file").replace('\\', "/");
            let published = row.get("published");
            if !published.is_empty() && !is_date(published) {
                let message = format!("'{published}' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD");
                return Err(Error::invalid(path, Some(row.line), message));
            }
            let case = case(row).map_err(|message| Error::invalid(path, Some(row.line), message))?;
            cases.extend((case != Case::default()).then(|| (file.clone(), case)));
            if rows.insert(file.clone(), metadata(row)).is_some() {
                return Err(Error::invalid(path, Some(row.line), format!("'{file}' is listed twice")));
            }
        }
        Ok(Manifest { rows, cases })
    }

    /// What the row of the document with this id states of its case.
    pub fn case(&self, document: &str) -> Option<&Case> {
        self.cases.get(self.key(document))
    }

    /// The name under which a document is listed: its id, or else its bare name.
    fn key<'a>(&self, document: &'a str) -> &'a str {
        if self.rows.contains_key(document) {
            return document;
        }
        document.rsplit('/').next().unwrap_or(document)
    }

    /// Gives every source what its row says, and notes rows without a file and files without a row.
    ///
    /// A row names a file by its id or, where that is unambiguous, by its bare name.
    pub fn apply(&self, corpus: &mut Corpus) {
        let mut unused: BTreeMap<&str, &Metadata> = self.rows.iter().map(|(k, v)| (k.as_str(), v)).collect();
        for source in &mut corpus.sources {
            let key = self.key(&source.id);
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

fn case(row: Row<'_>) -> std::result::Result<Case, String> {
    let (incident, deaths) = (row.get("incident"), row.get("deaths"));
    let count = match deaths {
        "" => None,
        text => Some(
            text.parse()
                .map_err(|_| format!("'{text}' deaths is not a number; write 0, 1, 2, or leave it empty"))?,
        ),
    };
    if count.is_some() && incident.is_empty() {
        return Err(
            "deaths without an incident could be counted twice; give the incident a name in 'incident'"
                .to_string(),
        );
    }
    Ok(Case { review: row.get("review").to_string(), incident: incident.to_string(), deaths: count })
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
