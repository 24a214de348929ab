//! The table of authorities and joint boards, and how a name in a text is resolved against it.
//!
//! The table is data (`corpus/authorities.csv`, see NOTICE for its source). A name counts only with its
//! capitals and beside a word for a board, a council or its services; the longest match wins; initials
//! alone never count, because "BSCB" may be one of a dozen boards.

use crate::error::Result;
use crate::table::Table;
use std::path::Path;

const BUILT_IN: &str = include_str!("../../corpus/authorities.csv");
const COLUMNS: [&str; 10] = [
    "authority",
    "region",
    "nation",
    "aliases",
    "kind",
    "valid_from",
    "valid_to",
    "successor",
    "members",
    "ons_code",
];

/// One authority, joint board or national body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    /// Its name, without the mark "(unitary)" that tells two bodies of one name apart in the table.
    pub name: String,
    /// Region of England, or empty.
    pub region: String,
    /// Nation.
    pub nation: String,
    /// `authority`, `joint-board`, `national-body`, `hsc-trust`.
    pub kind: String,
    /// First day of existence where the name alone is ambiguous, as `YYYY[-MM-DD]`, or empty.
    pub valid_from: String,
    /// Last day, or empty.
    pub valid_to: String,
    /// The authorities a joint board serves.
    pub members: Vec<String>,
    forms: Vec<String>,
}

/// The table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorities {
    rows: Vec<Authority>,
}

/// A name found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<'a> {
    /// The table's entry.
    pub authority: &'a Authority,
    /// Where it stands, in bytes.
    pub start: usize,
    /// Length in bytes.
    pub len: usize,
}

impl Authorities {
    /// The table shipped with the program.
    ///
    /// # Errors
    /// Never, unless the table in the program is broken.
    pub fn built_in() -> Result<Self> {
        Self::parse(BUILT_IN.as_bytes(), Path::new("corpus/authorities.csv"))
    }

    /// A table from memory; `path` is only named in errors.
    ///
    /// # Errors
    /// As [`Authorities::read`].
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Self> {
        Self::from_table(&Table::parse(bytes, path, &COLUMNS)?)
    }

    /// A table of the same columns from a file.
    ///
    /// # Errors
    /// When it cannot be read or has an unknown column.
    pub fn read(path: &Path) -> Result<Self> {
        Self::from_table(&Table::read(path, &COLUMNS)?)
    }

    fn from_table(table: &Table) -> Result<Self> {
        let rows = table.rows().map(|row| {
            let name = row.get("authority").trim_end_matches(" (unitary)").to_string();
            let list =
                |column| row.get(column).split('|').filter(|part| !part.is_empty()).map(str::to_string);
            let mut forms: Vec<String> = list("aliases").filter(|alias| !is_initials(alias)).collect();
            forms.push(name.clone());
            forms.extend(name.contains("St. ").then(|| name.replace("St. ", "St ")));
            Authority {
                region: row.get("region").into(),
                nation: row.get("nation").into(),
                kind: row.get("kind").into(),
                valid_from: row.get("valid_from").into(),
                valid_to: row.get("valid_to").into(),
                members: list("members").collect(),
                name,
                forms,
            }
        });
        Ok(Authorities { rows: rows.collect() })
    }

    /// Every entry, in table order.
    pub fn rows(&self) -> &[Authority] {
        &self.rows
    }

    /// The entry of exactly this name, that existed in `year` where one name stood for two bodies.
    pub fn named(&self, name: &str, year: Option<u16>) -> Option<&Authority> {
        let same = |row: &&Authority| row.forms.iter().any(|form| form.eq_ignore_ascii_case(name));
        let mut rows: Vec<&Authority> = self.rows.iter().filter(same).collect();
        rows.sort_by_key(|row| !row.existed(year));
        rows.first().copied()
    }

    /// The name in `text` that says whose document this is: beside a word for a board, council or
    /// service or alone on one of the first lines. What existed in `year` goes first, then the longest name,
    /// then the first.
    pub fn find(&self, text: &str, year: Option<u16>) -> Option<Found<'_>> {
        let mut found: Vec<Found<'_>> = Vec::new();
        let spaced = text.replace('-', " ");
        for authority in &self.rows {
            for form in &authority.forms {
                for (start, _) in spaced.match_indices(form.replace('-', " ").as_str()) {
                    let alone = stands_alone(text, start, form.len());
                    if alone && (has_office(text, start, form) || is_own_line(text, start, form)) {
                        found.push(Found { authority, start, len: form.len() });
                    }
                }
            }
        }
        found.sort_by_key(|f| (!f.authority.existed(year), std::cmp::Reverse(f.len), f.start));
        found.into_iter().next()
    }
}

impl Authority {
    /// Whether it existed in `year`; true when either is not known.
    pub fn existed(&self, year: Option<u16>) -> bool {
        let Some(year) = year else { return true };
        let bound = |date: &str| date.get(..4).and_then(|text| text.parse::<u16>().ok());
        bound(&self.valid_from).is_none_or(|from| from <= year)
            && bound(&self.valid_to).is_none_or(|to| year <= to)
    }
}

/// Whether `form` consists of initials ("LBBD", "B&NES"), which identify nobody.
fn is_initials(form: &str) -> bool {
    !form.contains(' ') && form.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Whether the match is not part of a longer name: "Derby" in "Derbyshire", "York" in "North Yorkshire",
/// "Sussex" in "West Sussex".
fn stands_alone(text: &str, start: usize, len: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[start + len..].chars().next();
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
    let previous = text[..start].split_whitespace().next_back().unwrap_or_default();
    let compass = ["North", "South", "East", "West", "Central", "Greater", "Royal", "New"];
    !joined(before) && !joined(after) && !compass.contains(&previous)
}

/// Words that show that a place name is used for its authority: within a few words after it, or before.
const OFFICES_AFTER: [&str; 13] = [
    "local safeguarding",
    "safeguarding",
    "lscb",
    "scb",
    "council",
    "city council",
    "county council",
    "borough council",
    "metropolitan",
    "local authority",
    "children's services",
    "area child protection",
    "scp",
];
const OFFICES_BEFORE: [&str; 7] = [
    "london borough of ",
    "royal borough of ",
    "city of ",
    "council of ",
    "children's services in ",
    "focused visit to ",
    "inspection of ",
];

/// Lines at the top on which a name alone is the authority's.
const TOP_LINES: usize = 6;

/// Whether the name is all that stands on one of the first lines, as "Haringey" or "Leicester City" does.
fn is_own_line(text: &str, start: usize, form: &str) -> bool {
    let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[from..].lines().next().unwrap_or_default().trim();
    let rest = line.trim_end_matches(" City").trim_start_matches("City of ");
    text[..start].matches('\n').count() < TOP_LINES && (rest.len() == form.len() || line.len() == form.len())
}

fn has_office(text: &str, start: usize, form: &str) -> bool {
    let lower = |text: &str| text.to_lowercase().replace('\u{2019}', "'");
    let own = lower(form);
    if OFFICES_AFTER.iter().chain(&OFFICES_BEFORE).any(|office| own.contains(office.trim())) {
        return true;
    }
    let after: String = text[start + form.len()..].chars().take(40).collect();
    let after = lower(after.trim_start_matches([' ', ',', '\n']));
    let after = after.strip_prefix("city ").unwrap_or(&after);
    let mut before: Vec<char> = text[..start].chars().rev().take(30).collect();
    before.reverse();
    let before = lower(&before.into_iter().collect::<String>());
    OFFICES_AFTER.iter().any(|office| after.starts_with(office))
        || OFFICES_BEFORE.iter().any(|office| before.ends_with(office))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, year: Option<u16>) -> Option<String> {
        let table = Authorities::built_in().unwrap();
        table.find(text, year).map(|found| found.authority.name.clone())
    }

    #[test]
    fn the_longest_name_beside_an_office_wins() {
        assert_eq!(found("Derbyshire Safeguarding Children Board", None).as_deref(), Some("Derbyshire"));
        assert_eq!(
            found("Reading the report, the Board of Reading Borough Council", None).as_deref(),
            Some("Reading")
        );
        assert_eq!(found("They lived in Bury for a year.", None), None);
    }

    #[test]
    fn initials_alone_resolve_to_nobody() {
        assert_eq!(found("BSCB published this summary. LBBD took part.", None), None);
    }

    #[test]
    fn one_name_for_two_bodies_is_decided_by_date() {
        let table = Authorities::built_in().unwrap();
        assert_eq!(table.named("Dorset", Some(2012)).unwrap().valid_to, "2019-03-31");
        assert_eq!(table.named("Dorset", Some(2021)).unwrap().valid_from, "2019-04-01");
    }
}
