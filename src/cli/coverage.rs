//! `refrain coverage`: who published reviews in a period, and who published none.

use super::Found;
use super::args::{CoverageArguments, CoverageBy};
use super::list::List;
use super::workspace::Workspace;
use crate::corpus::{Authorities, Manifest};
use crate::error::{Error, suggestion};
use crate::findings::{Apart, Coverage, Published, Scope, Stated, coverage};
use anyhow::bail;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Longest list of files in a remark; the rest is counted.
const NAMED: usize = 5;

/// Prints authorities or regions, and says what could not be counted.
pub(super) fn run(arguments: &CoverageArguments) -> anyhow::Result<Found> {
    if arguments.from > arguments.to {
        bail!("--from {} is after --to {}; exchange them", arguments.from, arguments.to);
    }
    let table = match &arguments.authorities {
        Some(path) => Authorities::read(path)?,
        None => Authorities::built_in()?,
    };
    let scope = Scope {
        from: arguments.from,
        to: arguments.to,
        kinds: arguments.kind.clone(),
        nation: nation(arguments.nation.as_deref(), &table)?,
    };
    let found = coverage(&published(arguments)?, &table, &scope);
    let list = match arguments.by {
        CoverageBy::Authority => authorities(&found, arguments.silent),
        CoverageBy::Region => regions(&found),
    };
    remarks(&found, &scope);
    if list.is_empty() {
        eprintln!("refrain: no authority to list");
        return Ok(Found::Nothing);
    }
    list.print(arguments.format.format)?;
    Ok(Found::Something)
}

/// The nation asked for, as the table writes it; empty when none is.
fn nation(asked: Option<&str>, table: &Authorities) -> anyhow::Result<String> {
    let Some(asked) = asked else {
        return Ok(String::new());
    };
    let known: BTreeSet<&str> = table.rows().iter().map(|row| row.nation.as_str()).collect();
    match known.iter().find(|nation| nation.eq_ignore_ascii_case(asked)) {
        Some(nation) => Ok((*nation).to_string()),
        None => {
            let hint = suggestion(asked, known);
            Err(Error::Unknown(format!("no nation '{asked}' in the table of authorities; {hint}")).into())
        }
    }
}

/// Every file of the last report that is no copy of another.
fn published(arguments: &CoverageArguments) -> anyhow::Result<Vec<Published>> {
    let manifest = match &arguments.manifest {
        Some(path) => Manifest::read(path)?,
        None => Manifest::default(),
    };
    let workspace = Workspace::open(&arguments.workspace.workspace)?;
    let rows = workspace.rows().filter(|row| row.get("duplicate_of").is_empty());
    Ok(rows
        .map(|row| Published {
            document: row.get("document").to_string(),
            authority: row.get("authority").to_string(),
            year: row.get("published").get(..4).and_then(|year| year.parse().ok()),
            kind: row.get("kind").to_string(),
            case: manifest.case(row.get("document")).cloned(),
        })
        .collect())
}

fn authorities(found: &Coverage, silent: bool) -> List {
    let mut list = List::new(&[
        "authority",
        "region",
        "nation",
        "kind",
        "existed_from",
        "existed_to",
        "documents",
        "through_joint_board",
        "first_year",
        "last_year",
        "reviews",
        "incidents",
        "deaths",
    ]);
    for row in found.authorities.iter().filter(|row| !silent || row.is_silent()) {
        let mut cells = vec![
            json!(row.authority),
            json!(row.region),
            json!(row.nation),
            json!(row.kind),
            json!(row.existed.0),
            json!(row.existed.1),
            json!(row.documents),
            json!(row.through_joint_board),
            json!(row.years.map(|years| years.0)),
            json!(row.years.map(|years| years.1)),
        ];
        cells.extend(stated(row.stated));
        list.row(cells);
    }
    list
}

fn regions(found: &Coverage) -> List {
    let mut list = List::new(&[
        "region",
        "authorities",
        "published",
        "silent",
        "documents",
        "kinds",
        "reviews",
        "incidents",
        "deaths",
    ]);
    for row in &found.regions {
        let kind = |kind: &str| if kind.is_empty() { "kind not known" } else { kind }.to_string();
        let kinds = row.kinds.iter().map(|(name, count)| format!("{} {count}", kind(name)));
        let mut cells = vec![
            json!(row.region),
            json!(row.authorities),
            json!(row.authorities - row.silent),
            json!(row.silent),
            json!(row.documents),
            json!(kinds.collect::<Vec<_>>().join("; ")),
        ];
        cells.extend(stated(row.stated));
        list.row(cells);
    }
    list
}

fn stated(of: Stated) -> [Value; 3] {
    [json!(of.reviews), json!(of.incidents), json!(of.deaths)]
}

/// What the list rests on, what was left out of it, and what it does not say.
fn remarks(found: &Coverage, scope: &Scope) {
    let (authorities, silent, documents) = found
        .regions
        .iter()
        .fold((0, 0, 0), |sum, row| (sum.0 + row.authorities, sum.1 + row.silent, sum.2 + row.documents));
    eprintln!(
        "{silent} of {authorities} authorities published none from {} to {}; {documents} documents are counted.",
        scope.from, scope.to
    );
    eprintln!(
        "No review is not no harm: a review may be unpublished, published elsewhere, or not in this corpus."
    );
    apart(&found.apart);
}

fn apart(apart: &Apart) {
    let named = |what: &str, files: &[String]| {
        if !files.is_empty() {
            let more = match files.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            let first = files[..files.len().min(NAMED)].join(", ");
            eprintln!("Counted apart, {what}: {} ({first}{more}).", files.len());
        }
    };
    let foreign: Vec<String> =
        apart.not_in_table.iter().map(|(document, authority)| format!("{document}: {authority}")).collect();
    named("authority not known", &apart.authority_unknown);
    named("year not known", &apart.year_unknown);
    named("authority not in the table", &foreign);
    for (count, what) in [
        (apart.other_kinds, "of kinds that are not counted"),
        (apart.outside, "published before or after the period"),
        (apart.other_nations, "of other nations"),
    ] {
        if count > 0 {
            eprintln!("Not counted, {what}: {count}.");
        }
    }
}
