//! Which authorities published reviews in a period, and which published none.
//!
//! Documents are counted, as published; what they are about is counted only where a manifest states it:
//! reviews, incidents and deaths are never put in one figure, nor taken for one another. A joint board
//! is counted once, by its own name, and covers each authority that it serves.

mod place;

use crate::corpus::{Authorities, Authority, Case};
use place::{members, name, place, region_of};
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
    Coverage { regions: regions(&authorities, &by_row, table), authorities, apart }
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
        documents.entry(region_of(table, row)).or_default().extend(published);
    }
    for (name, published) in documents {
        let region = regions.entry(name).or_default();
        region.documents = published.len() as u32;
        region.stated = Stated::of(&published);
        for document in published {
            *region.kinds.entry(document.kind.clone()).or_default() += 1;
        }
    }
    let named = regions.into_iter().map(|(name, row)| RegionCoverage { region: name, ..row });
    named.collect()
}

#[cfg(test)]
mod tests;
