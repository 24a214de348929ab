//! Who is silent, who is covered, and what is left apart.

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
    Scope { from, to, ..Scope::default() }
}

fn silent(coverage: &Coverage) -> Vec<&str> {
    let rows = coverage.authorities.iter().filter(|row| row.is_silent());
    rows.map(|row| row.authority.as_str()).collect()
}

#[test]
fn a_joint_board_is_counted_once_and_covers_its_members() {
    let got = coverage(&[published("Stanwick and Oakshott", 2012)], &table(), &scope(2010, 2013));
    assert_eq!(silent(&got), ["Averley", "Dorley", "Glenn"]);
    let south_east = got.regions.iter().find(|row| row.region == "South East").unwrap();
    assert_eq!((south_east.documents, south_east.authorities, south_east.silent), (1, 2, 0));
    assert_eq!(got.regions.iter().map(|row| row.documents).sum::<u32>(), 1);
}

#[test]
fn an_authority_is_silent_only_in_years_in_which_it_existed() {
    let early = coverage(&[], &table(), &scope(2008, 2010));
    assert_eq!(early.authorities.iter().filter(|row| row.authority == "Dorley").count(), 1);
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
        Some(Case { review: review.to_string(), incident: incident.to_string(), deaths })
    };
    let with = |case| Published { case, ..published("Averley", 2012) };
    let mut all = vec![
        with(case("r1", "i1", Some(2))),
        with(case("r1", "i1", None)),
        with(case("r2", "i1", Some(2))),
        with(case("r3", "i2", Some(0))),
    ];
    let stated = |all: &[Published]| coverage(all, &table(), &scope(2012, 2012)).authorities[0].stated;
    let got = stated(&all);
    assert_eq!((got.reviews, got.incidents, got.deaths), (Some(3), Some(2), Some(2)));
    all.push(with(None));
    assert_eq!(stated(&all), Stated::default());
}
