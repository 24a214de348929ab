//! When a document was published.
//!
//! In: the cover, the whole document, the file name. A line that says "published" wins; then a short line
//! that is a date and not the date of something else; then a date at the very end, as signed letters have
//! it. Dates of what the document is about (an inspection, a period under review) give the year at most,
//! as an inference.

use crate::document::{Document, Field, MONTHS, Origin};
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// Longest line, in bytes, on which "published" dates the document.
const PUBLISHED_LINE: usize = 160;
/// Longest line that is a date and little else.
const DATE_LINE: usize = 60;
/// Blocks at the end in which a closing date may stand.
const CLOSING_BLOCKS: usize = 6;

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let months = MONTHS.join("|");
    Regex::new(&format!(
        r"(?i)(?:\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b({months}),?\s+((?:19|20)\d\d)\b"
    ))
    .ok()
});
static PUBLISHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(published|publication|issued|report date|date of (?:the |this )?report|dated)\b").ok()
});
/// What else is dated on covers: the work that the document reports, the child, the time looked at.
static OTHER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let nouns = "inspection|visit|fieldwork|period|born|birth|died|death|incident|meeting|review period|timeframe|previous";
    Regex::new(&format!(r"(?i)\b(?:{nouns})\b|\b(?:to|until|and|between|from)\b|[–—]| - ")).ok()
});
static NAME_DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^0-9])((?:19|20)\d\d)(-(?:0[1-9]|1[0-2])(?:-(?:[0-2]\d|3[01]))?)?(?:[^0-9]|$)").ok()
});

/// The date of publication, by the best evidence there is.
pub(super) fn published(document: &Document, cover: &str, file_name: &str) -> Option<Field> {
    stated(cover).or_else(|| closing(document)).or_else(|| of_name(file_name)).or_else(|| year_of_work(cover))
}

fn is(pattern: &LazyLock<Option<Regex>>, line: &str) -> bool {
    pattern.as_ref().is_some_and(|pattern| pattern.is_match(line))
}

fn stated(cover: &str) -> Option<Field> {
    let dates = DATE.as_ref()?;
    let dated = || cover.lines().filter_map(|line| Some((line, dates.captures(line)?)));
    let published = dated().find(|(line, _)| line.len() < PUBLISHED_LINE && is(&PUBLISHED, line));
    let plain = || dated().find(|(line, _)| line.len() < DATE_LINE && !is(&OTHER, line));
    let (_, found) = published.or_else(plain)?;
    Some(Field::new(iso(&found), Origin::Stated, "cover"))
}

/// A date line at the very end, where letters and signed reports have it.
fn closing(document: &Document) -> Option<Field> {
    let dates = DATE.as_ref()?;
    let last = document.blocks.iter().rev().take(CLOSING_BLOCKS);
    let lines = last
        .map(|block| block.span.of(&document.text))
        .filter(|text| text.len() < DATE_LINE && !is(&OTHER, text));
    let found = lines.filter_map(|text| dates.captures(text)).next()?;
    Some(Field::new(iso(&found), Origin::Inferred, "last page"))
}

fn of_name(file_name: &str) -> Option<Field> {
    let found = NAME_DATE.as_ref()?.captures(file_name)?;
    let value = format!("{}{}", &found[1], found.get(2).map_or("", |rest| rest.as_str()));
    Some(Field::new(value, Origin::Inferred, "file name"))
}

/// The year in which the work that a document reports ended: it was published then, or soon after.
fn year_of_work(cover: &str) -> Option<Field> {
    let dates = DATE.as_ref()?;
    let work = cover
        .lines()
        .find(|line| line.len() < PUBLISHED_LINE && line.to_lowercase().contains("inspection date"))?;
    let last = dates.captures_iter(work).last()?;
    Some(Field::new(&last[3], Origin::Inferred, "inspection dates"))
}

fn iso(found: &Captures<'_>) -> String {
    let month =
        MONTHS.iter().position(|month| found[2].eq_ignore_ascii_case(month)).map_or(0, |place| place + 1);
    let day = found.get(1).and_then(|day| day.as_str().parse::<u8>().ok());
    match day.filter(|day| (1..=31).contains(day)) {
        Some(day) => format!("{}-{month:02}-{day:02}", &found[3]),
        None => format!("{}-{month:02}", &found[3]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_date_of_publication_is_told_from_other_dates() {
        let cases = [
            ("Inspection date: 3 June 2014 – 25 June 2014\nReport published: 8 August 2014", "2014-08-08"),
            ("Inspection dates: 10 to 14 June 2024\nLead inspector: A. Example", "2024"),
            ("Child D, born 4 May 2003\nMarch 2009", "2009-03"),
            ("11 April 2019\nDear Director", "2019-04-11"),
            ("Period under review: January 2007 to March 2009", ""),
        ];
        for (cover, date) in cases {
            let found = published(&Document::default(), cover, "x.pdf");
            assert_eq!(found.map(|field| field.value).unwrap_or_default(), date, "{cover}");
        }
    }
}
