//! Where a document belongs: to a row of the table and through it to a region, or apart.

use super::{Apart, Published, Scope};
use crate::corpus::Authorities;
use std::collections::BTreeSet;

/// Puts every document to a row of the table, or apart.
pub(super) fn place<'a>(
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
pub(super) fn members(table: &Authorities, board: usize, year: Option<u16>) -> Vec<usize> {
    let names = table.rows()[board].members.iter();
    let distinct: BTreeSet<usize> = names.filter_map(|name| row_of(table, name, year)).collect();
    distinct.into_iter().filter(|member| *member != board).collect()
}

/// The region, or the nation where the table names no region.
pub(super) fn name(region: &str, nation: &str) -> String {
    let known = [region, nation].into_iter().find(|name| !name.is_empty());
    known.unwrap_or("(region not known)").to_string()
}

/// The region of a row; of a board without one that of its members.
pub(super) fn region_of(table: &Authorities, row: usize) -> String {
    let authority = &table.rows()[row];
    let members = members(table, row, None);
    if !authority.region.is_empty() || members.is_empty() {
        return name(&authority.region, &authority.nation);
    }
    let regions: BTreeSet<&str> =
        members.iter().map(|member| table.rows()[*member].region.as_str()).collect();
    match regions.first() {
        Some(only) if regions.len() == 1 => (*only).to_string(),
        _ => "(several regions)".to_string(),
    }
}
