//! Which authorities published reviews in a period, and which published none.
//!
//! Documents are counted, as published; what they are about is counted only where a manifest states it:
//! reviews, incidents and deaths are never put in one figure, nor taken for one another. A joint board
//! is counted once, by its own name, and covers each authority that it serves.

use crate::corpus::{Authorities, Authority, Case};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds that are not reviews by an authority: counted only when asked for.
const NOT_REVIEWS: [&str; 2] = ["inspection", "coroner's report"];

/// One document that was published.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Published {
    /// Its id in the corpus.
    pub document: String,
    /// Who published it; empty where it is not known.
    pub authority: String,
    /// Year of publication.
    pub year: Option<u16>,
    /// Kind of review; empty where it is not known.
    pub kind: String,
    /// What the manifest states of the case.
    pub case: Option<Case>,
}

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// First year of publication.
    pub from: u16,
    /// Last year.
    pub to: u16,
    /// Kinds that count; when empty all but inspections and coroners' reports.
    pub kinds: Vec<String>,
    /// The one nation that is looked at; all when empty.
    pub nation: String,
}

impl Scope {
    fn counts(&self, kind: &str) -> bool {
        if self.kinds.is_empty() {
            return !NOT_REVIEWS.contains(&kind);
        }
        self.kinds.iter().any(|wanted| wanted.eq_ignore_ascii_case(kind))
    }

    fn existed(&self, authority: &Authority) -> bool {
        (self.from..=self.to).any(|year| authority.existed(Some(year)))
    }
}

/// What a manifest states of some documents; a figure only where it is stated for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// Reviews: several documents may belong to one.
    pub reviews: Option<u32>,
    /// Incidents: several reviews may look at one.
    pub incidents: Option<u32>,
    /// Deaths in these incidents.
    pub deaths: Option<u32>,
}

impl Stated {
    fn of(documents: &[&Published]) -> Self {
        let cases: Option<Vec<&Case>> = documents.iter().map(|document| document.case.as_ref()).collect();
        let Some(cases) = cases.filter(|cases| !cases.is_empty()) else {
            return Stated::default();
        };
        let distinct = |name: fn(&Case) -> &str| {
            let all = cases.iter().all(|case| !name(case).is_empty());
            let names = || cases.iter().map(|case| name(case)).collect::<BTreeSet<&str>>();
            all.then(|| names().len() as u32)
        };
        let incidents = distinct(|case| &case.incident);
        let mut deaths: BTreeMap<&str, Option<u32>> = BTreeMap::new();
        for case in &cases {
            let known = deaths.entry(&case.incident).or_insert(case.deaths);
            *known = known.or(case.deaths);
        }
        Stated {
            reviews: distinct(|case| &case.review),
            incidents,
            deaths: incidents.and_then(|_| deaths.into_values().sum()),
        }
    }
}

/// One authority or joint board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorityCoverage {
    /// Its name.
    pub authority: String,
    /// Region of England, or empty.
    pub region: String,
    /// Nation.
    pub nation: String,
    /// `authority`, `joint-board`, ...
    pub kind: String,
    /// First and last day of existence, where the table gives them.
    pub existed: (String, String),
    /// Documents it published itself.
    pub documents: u32,
    /// Documents published by joint boards that serve it.
    pub through_joint_board: u32,
    /// First and last year of publication among both.
    pub years: Option<(u16, u16)>,
    /// Of the documents it published itself.
    pub stated: Stated,
}

impl AuthorityCoverage {
    /// Whether nothing was published by it or for it.
    pub fn is_silent(&self) -> bool {
        self.documents + self.through_joint_board == 0
    }

    /// Whether it answers for an area of its own: a board or a national body does not.
    fn has_area(&self) -> bool {
        !matches!(self.kind.as_str(), "joint-board" | "national-body")
    }
}

/// One region of England, or a nation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RegionCoverage {
    /// The region, or the nation outside England; `(several regions)` for boards that cross borders.
    pub region: String,
    /// Authorities that existed in the period.
    pub authorities: u32,
    /// Of these, authorities that published none.
    pub silent: u32,
    /// Documents; one of a joint board counts once.
    pub documents: u32,
    /// Documents by kind of review.
    pub kinds: BTreeMap<String, u32>,
    /// Of these documents.
    pub stated: Stated,
}

/// What could not be put to an authority and a year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    /// Documents whose authority is not known.
    pub authority_unknown: Vec<String>,
    /// Documents whose year is not known.
    pub year_unknown: Vec<String>,
    /// Documents whose authority is not in the table, with its name.
    pub not_in_table: Vec<(String, String)>,
    /// Documents of kinds that do not count.
    pub other_kinds: u32,
    /// Documents published before or after the period.
    pub outside: u32,
    /// Documents of another nation.
    pub other_nations: u32,
}

/// The answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Authorities that existed in the period, and boards and bodies that published, in table order.
    pub authorities: Vec<AuthorityCoverage>,
    /// Regions by name.
    pub regions: Vec<RegionCoverage>,
    /// The rest.
    pub apart: Apart,
}

/// Counts `published` over the authorities of `table`.
pub fn coverage(published: &[Published], table: &Authorities, scope: &Scope) -> Coverage {
    let rows = table.rows();
    let (by_row, apart) = place(published, table, scope);
    let mut through: Vec<Vec<&Published>> = vec![Vec::new(); rows.len()];
    for (board, documents) in by_row.iter().enumerate() {
        for document in documents {
            for member in members(table, board, document.year) {
                through[member].push(document);
            }
        }
    }
    let counted = |row: usize| {
        let authority = &rows[row];
        let asked = scope.nation.is_empty() || authority.nation == scope.nation;
        let coverage = of_authority(authority, &by_row[row], &through[row]);
        let shown = !coverage.is_silent() || coverage.has_area() && scope.existed(authority);
        (asked && shown).then_some(coverage)
    };
    let authorities: Vec<AuthorityCoverage> = (0..rows.len()).filter_map(counted).collect();
    Coverage {
        regions: regions(&authorities, &by_row, table),
        authorities,
        apart,
    }
}

/// Puts every document to a row of the table, or apart.
fn place<'a>(
    published: &'a [Published],
    table: &Authorities,
    scope: &Scope,
) -> (Vec<Vec<&'a Published>>, Apart) {
    let mut by_row: Vec<Vec<&Published>> = vec![Vec::new(); table.rows().len()];
    let mut apart = Apart::default();
    for document in published {
        let name = || document.document.clone();
        if !scope.counts(&document.kind) {
            apart.other_kinds += 1;
        } else if document.authority.is_empty() {
            apart.authority_unknown.push(name());
        } else if let Some(year) = document.year {
            let row = row_of(table, &document.authority, Some(year));
            match row {
                _ if !(scope.from..=scope.to).contains(&year) => apart.outside += 1,
                None => apart.not_in_table.push((name(), document.authority.clone())),
                Some(row) if !scope.nation.is_empty() && table.rows()[row].nation != scope.nation => {
                    apart.other_nations += 1;
                }
                Some(row) => by_row[row].push(document),
            }
        } else {
            apart.year_unknown.push(name());
        }
    }
    (by_row, apart)
}

fn row_of(table: &Authorities, name: &str, year: Option<u16>) -> Option<usize> {
    let found = table.named(name, year)?;
    table.rows().iter().position(|row| std::ptr::eq(row, found))
}

/// The authorities that the board in this row serves.
fn members(table: &Authorities, board: usize, year: Option<u16>) -> Vec<usize> {
    let names = table.rows()[board].members.iter();
    let distinct: BTreeSet<usize> = names.filter_map(|name| row_of(table, name, year)).collect();
    distinct.into_iter().filter(|member| *member != board).collect()
}

fn of_authority(authority: &Authority, own: &[&Published], through: &[&Published]) -> AuthorityCoverage {
    let years = || own.iter().chain(through).filter_map(|document| document.year);
    AuthorityCoverage {
        authority: authority.name.clone(),
        region: authority.region.clone(),
        nation: authority.nation.clone(),
        kind: authority.kind.clone(),
        existed: (authority.valid_from.clone(), authority.valid_to.clone()),
        documents: own.len() as u32,
        through_joint_board: through.len() as u32,
        years: years().min().zip(years().max()),
        stated: Stated::of(own),
    }
}

fn regions(
    authorities: &[AuthorityCoverage],
    by_row: &[Vec<&Published>],
    table: &Authorities,
) -> Vec<RegionCoverage> {
    let mut regions: BTreeMap<String, RegionCoverage> = BTreeMap::new();
    for row in authorities.iter().filter(|row| row.has_area()) {
        let region = regions.entry(name(&row.region, &row.nation)).or_default();
        region.authorities += 1;
        region.silent += u32::from(row.is_silent());
    }
    let mut documents: BTreeMap<String, Vec<&Published>> = BTreeMap::new();
    for (row, published) in by_row.iter().enumerate().filter(|(_, all)| !all.is_empty()) {
        documents
            .entry(region_of(table, row))
            .or_default()
            .extend(published);
    }
    for (name, published) in documents {
        let region = regions.entry(name).or_default();
        region.documents = published.len() as u32;
        region.stated = Stated::of(&published);
        for document in published {
            *region.kinds.entry(document.kind.clone()).or_default() += 1;
        }
    }
    let named = regions
        .into_iter()
        .map(|(name, row)| RegionCoverage { region: name, ..row });
    named.collect()
}

/// The region, or the nation where the table names no region.
fn name(region: &str, nation: &str) -> String {
    if region.is_empty() { nation } else { region }.to_string()
}

/// The region of a row; of a board without one that of its members.
fn region_of(table: &Authorities, row: usize) -> String {
    let authority = &table.rows()[row];
    let members = members(table, row, None);
    if !authority.region.is_empty() || members.is_empty() {
        return name(&authority.region, &authority.nation);
    }
    let regions: BTreeSet<&str> = members
        .iter()
        .map(|member| table.rows()[*member].region.as_str())
        .collect();
    match regions.first() {
        Some(only) if regions.len() == 1 => (*only).to_string(),
        _ => "(several regions)".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const TABLE: &str = "authority,region,nation,aliases,kind,valid_from,valid_to,members\n\
        Averley,North East,England,Averley Borough Council,authority,,,\n\
        Stanwick,South East,England,,authority,,,\n\
        Oakshott,South East,England,,authority,,,\n\
        Stanwick and Oakshott,,England,,joint-board,,,Stanwick|Oakshott\n\
        Dorley,South West,England,,authority,,2014-03-31,\n\
        Dorley (unitary),South West,England,,authority,2014-04-01,,\n\
        Glenn,,Wales,,authority,,,\n";

    fn table() -> Authorities {
        Authorities::parse(TABLE.as_bytes(), Path::new("table.csv")).unwrap()
    }

    fn published(authority: &str, year: u16) -> Published {
        Published {
            document: format!("{authority}-{year}.pdf"),
            authority: authority.to_string(),
            year: (year > 0).then_some(year),
            kind: "SCR".to_string(),
            case: None,
        }
    }

    fn scope(from: u16, to: u16) -> Scope {
        Scope {
            from,
            to,
            ..Scope::default()
        }
    }

    fn silent(coverage: &Coverage) -> Vec<&str> {
        let rows = coverage.authorities.iter().filter(|row| row.is_silent());
        rows.map(|row| row.authority.as_str()).collect()
    }

    #[test]
    fn a_joint_board_is_counted_once_and_covers_its_members() {
        let got = coverage(
            &[published("Stanwick and Oakshott", 2012)],
            &table(),
            &scope(2010, 2013),
        );
        assert_eq!(silent(&got), ["Averley", "Dorley", "Glenn"]);
        let south_east = got.regions.iter().find(|row| row.region == "South East").unwrap();
        assert_eq!(
            (south_east.documents, south_east.authorities, south_east.silent),
            (1, 2, 0)
        );
        assert_eq!(got.regions.iter().map(|row| row.documents).sum::<u32>(), 1);
    }

    #[test]
    fn an_authority_is_silent_only_in_years_in_which_it_existed() {
        let early = coverage(&[], &table(), &scope(2008, 2010));
        assert_eq!(
            early
                .authorities
                .iter()
                .filter(|row| row.authority == "Dorley")
                .count(),
            1
        );
        let across = coverage(&[published("Dorley", 2016)], &table(), &scope(2013, 2016));
        let dorley: Vec<(&str, u32)> = across
            .authorities
            .iter()
            .filter(|row| row.authority == "Dorley")
            .map(|row| (row.existed.0.as_str(), row.documents))
            .collect();
        assert_eq!(dorley, [("", 0), ("2014-04-01", 1)]);
    }

    #[test]
    fn what_cannot_be_placed_is_apart() {
        let mut inspection = published("Averley", 2012);
        inspection.kind = "inspection".to_string();
        let all = [
            published("", 2012),
            published("Averley", 0),
            published("Nowhere", 2012),
            published("Averley Borough Council", 2009),
            published("Averley Borough Council", 2012),
            inspection,
        ];
        let got = coverage(&all, &table(), &scope(2010, 2013));
        assert_eq!(got.apart.authority_unknown, ["-2012.pdf"]);
        assert_eq!(got.apart.year_unknown, ["Averley-0.pdf"]);
        assert_eq!(got.apart.not_in_table[0].1, "Nowhere");
        assert_eq!((got.apart.outside, got.apart.other_kinds), (1, 1));
        assert_eq!(got.authorities[0].documents, 1);
    }

    #[test]
    fn deaths_incidents_and_reviews_are_counted_only_where_stated_and_never_mixed() {
        let case = |review: &str, incident: &str, deaths| {
            Some(Case {
                review: review.to_string(),
                incident: incident.to_string(),
                deaths,
            })
        };
        let with = |case| Published {
            case,
            ..published("Averley", 2012)
        };
        let mut all = vec![
            with(case("r1", "i1", Some(2))),
            with(case("r1", "i1", None)),
            with(case("r2", "i1", Some(2))),
            with(case("r3", "i2", Some(0))),
        ];
        let stated = |all: &[Published]| coverage(all, &table(), &scope(2012, 2012)).authorities[0].stated;
        let got = stated(&all);
        assert_eq!(
            (got.reviews, got.incidents, got.deaths),
            (Some(3), Some(2), Some(2))
        );
        all.push(with(None));
        assert_eq!(stated(&all), Stated::default());
    }
}
