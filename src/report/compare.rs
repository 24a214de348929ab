//! The tables that compare: `trend.csv`, `by_region.csv`, `by_authority.csv`, `cooccurrence.csv`.
//!
//! An empty cell means that the number is not given; the column `withheld` says why.

use super::{Writer, create};
use crate::codebook::Codebook;
use crate::findings::{Coded, Findings, GroupRow, PairRow};
use crate::table;
use std::io;
use std::path::{Path, PathBuf};

const PAIRS: [&str; 8] =
    ["theme_a", "theme_b", "documents_both", "expected", "lift", "low", "high", "p_adjusted"];

/// All four tables; nothing is kept of single documents.
pub(super) struct Comparisons {
    folder: PathBuf,
}

impl Comparisons {
    /// Will write into `folder`.
    pub(super) fn start(folder: &Path) -> Self {
        Comparisons { folder: folder.to_path_buf() }
    }
}

impl Writer for Comparisons {
    fn document(&mut self, _: &Coded, _: &Codebook) -> io::Result<()> {
        Ok(())
    }

    fn finish(self: Box<Self>, findings: &Findings, _: &Codebook) -> io::Result<()> {
        for (name, column, rows) in [
            ("trend.csv", "year", &findings.by_year),
            ("by_region.csv", "region", &findings.by_region),
            ("by_authority.csv", "authority", &findings.by_authority),
        ] {
            groups(&self.folder, name, column, rows)?;
        }
        let mut table = table::Writer::new(create(&self.folder, "cooccurrence.csv")?, &PAIRS)?;
        for row in &findings.cooccurrence {
            table.row(pair_row(row))?;
        }
        table.finish()
    }
}

fn groups(folder: &Path, name: &str, column: &str, rows: &[GroupRow]) -> io::Result<()> {
    let columns =
        ["theme", column, "documents_read", "documents_raised", "prevalence", "low", "high", "withheld"];
    let mut table = table::Writer::new(create(folder, name)?, &columns)?;
    for row in rows {
        let raised = row.raised.as_ref();
        let number = |value: Option<f64>| value.map_or(String::new(), decimal);
        table.row([
            row.theme.clone(),
            row.group.clone(),
            row.documents_read.to_string(),
            row.documents_raised.map_or(String::new(), |count| count.to_string()),
            number(raised.map(|p| p.share)),
            number(raised.map(|p| p.low)),
            number(raised.map(|p| p.high)),
            row.withheld.map_or(String::new(), |withheld| withheld.name().to_string()),
        ])?;
    }
    table.finish()
}

fn pair_row(row: &PairRow) -> [String; 8] {
    let lift = row.lift.as_ref();
    let number = |value: Option<f64>| value.map_or(String::new(), decimal);
    [
        row.theme_a.clone(),
        row.theme_b.clone(),
        row.documents_both.to_string(),
        decimal(row.expected),
        number(lift.map(|l| l.lift)),
        number(lift.map(|l| l.low)),
        number(lift.map(|l| l.high)),
        number(lift.map(|l| l.p_adjusted)),
    ]
}

/// Four decimals: finer than any corpus of reviews can support.
fn decimal(value: f64) -> String {
    format!("{value:.4}")
}
