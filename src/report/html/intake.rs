//! The opening of the report: what was found, what was read, and what was not.

use super::words;
use crate::document::Field;
use crate::extract::Outcome;
use crate::findings::{DocumentRow, Findings};
use std::collections::{BTreeMap, BTreeSet};

/// The figures a reader sees first.
pub(super) struct Totals {
    pub(super) files: String,
    pub(super) read: String,
    pub(super) not_read: u32,
    pub(super) identical: u32,
    pub(super) ignored: String,
    pub(super) years: String,
    pub(super) without_year: u32,
    pub(super) authorities: u32,
    pub(super) without_authority: u32,
    /// Documents by kind of review and by kind of document: `26 SCR, 2 DHR`.
    pub(super) kinds: String,
    pub(super) genres: String,
    pub(super) pages: String,
    pub(super) words: String,
    pub(super) mentions: String,
}

impl Totals {
    pub(super) fn of(findings: &Findings) -> Self {
        let counted = || findings.documents.iter().filter(|row| row.is_counted());
        let known = |row: &&DocumentRow| !row.metadata.authority.is_unknown();
        let authorities: BTreeSet<&str> =
            counted().filter(known).map(|row| row.metadata.authority.value.as_str()).collect();
        let sum =
            |of: fn(&DocumentRow) -> u32| words::number(counted().map(|row| u64::from(of(row))).sum::<u64>());
        Totals {
            files: words::count(findings.documents.len() as u32, "file", "files"),
            read: words::number(findings.documents_read()),
            not_read: findings
                .documents
                .iter()
                .filter(|row| !row.outcome.is_read() && row.duplicate_of.is_none())
                .count() as u32,
            identical: findings.documents.iter().filter(|row| row.duplicate_of.is_some()).count() as u32,
            ignored: words::count(findings.ignored as u32, "file", "files"),
            years: findings.years().map_or(String::new(), |(first, last)| match first == last {
                true => first.to_string(),
                false => format!("{first} to {last}"),
            }),
            without_year: counted().filter(|row| row.metadata.year().is_none()).count() as u32,
            authorities: authorities.len() as u32,
            without_authority: counted().filter(|row| !known(row)).count() as u32,
            kinds: by_name(findings, |row| &row.metadata.kind),
            genres: by_name(findings, |row| &row.metadata.genre),
            pages: sum(|row| row.pages),
            words: sum(|row| row.words),
            mentions: words::number(
                findings.themes.iter().map(|row| u64::from(row.mentions.mentions())).sum::<u64>(),
            ),
        }
    }
}

/// How many documents were read of each name: the most first, then by name, unknown ones last.
fn by_name(findings: &Findings, field: impl Fn(&DocumentRow) -> &Field) -> String {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for row in findings.documents.iter().filter(|row| row.is_counted()) {
        *counts.entry(field(row).value.as_str()).or_default() += 1;
    }
    let mut counts: Vec<(&str, u32)> = counts.into_iter().collect();
    counts.sort_by_key(|(name, count)| (name.is_empty(), std::cmp::Reverse(*count)));
    let named = counts.into_iter().map(|(name, count)| {
        let name = if name.is_empty() { "not known" } else { name };
        format!("{} {name}", words::number(count))
    });
    named.collect::<Vec<_>>().join(", ")
}

/// Files that ended in the same way, with the reason and what to do next.
pub(super) struct Ending {
    pub(super) outcome: &'static str,
    pub(super) why: &'static str,
    pub(super) next: &'static str,
    /// Document and detail.
    pub(super) files: Vec<(String, String)>,
}

/// The files whose outcome `wanted` names, by outcome; the same content twice is listed elsewhere.
pub(super) fn endings(findings: &Findings, wanted: impl Fn(Outcome) -> bool) -> Vec<Ending> {
    let files = |outcome: Outcome| {
        findings
            .documents
            .iter()
            .filter(|row| row.outcome == outcome && row.duplicate_of.is_none())
            .map(|row| (row.document.clone(), detail(row)))
            .collect::<Vec<_>>()
    };
    Outcome::ALL
        .iter()
        .filter(|(outcome, _)| wanted(*outcome))
        .map(|(outcome, name)| {
            let (why, next) = words::remedy(*outcome);
            Ending { outcome: name, why, next, files: files(*outcome) }
        })
        .filter(|ending| !ending.files.is_empty())
        .collect()
}

fn detail(row: &DocumentRow) -> String {
    let pages = match row.pages_without_text {
        0 => String::new(),
        without => format!("{without} of {} without text", words::count(row.pages, "page", "pages")),
    };
    let parts: Vec<String> =
        [row.detail.clone(), pages].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// A file with the content of another.
pub(super) struct Copy {
    pub(super) file: String,
    /// The first file with that content.
    pub(super) first: String,
    /// Whether the first was read, and so counted.
    pub(super) is_read: bool,
}

/// Files with the content of another.
pub(super) fn copies(findings: &Findings) -> Vec<Copy> {
    let copies = findings.documents.iter().filter_map(|row| {
        Some(Copy {
            file: row.document.clone(),
            first: row.duplicate_of.clone()?,
            is_read: row.outcome.is_read(),
        })
    });
    copies.collect()
}

/// Documents read in one year of publication.
pub(super) struct Year {
    /// Empty where it is not known.
    pub(super) year: String,
    pub(super) read: u32,
    /// Length of the bar, of 1000.
    pub(super) bar: u32,
}

/// Documents read by year, years without any included; documents without a known year last.
pub(super) fn years(findings: &Findings) -> Vec<Year> {
    let mut read: BTreeMap<u16, u32> = BTreeMap::new();
    if let Some((first, last)) = findings.years() {
        read.extend((first..=last).map(|year| (year, 0)));
    }
    let mut unknown = 0;
    for row in findings.documents.iter().filter(|row| row.is_counted()) {
        match row.metadata.year() {
            Some(year) => *read.entry(year).or_default() += 1,
            None => unknown += 1,
        }
    }
    let most = read.values().copied().chain([unknown, 1]).max().unwrap_or(1);
    let row = |year: String, read: u32| Year { year, read, bar: read * 1000 / most };
    let known = read.into_iter().map(|(year, read)| row(year.to_string(), read));
    known.chain((unknown > 0).then(|| row(String::new(), unknown))).collect()
}
