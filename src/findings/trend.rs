//! Prevalence by year, region or authority.
//!
//! A number is only as good as what it was counted among: no share is given for a group of fewer than
//! [`MIN_FOR_SHARE`] documents, and where groups are narrower than a nation or a year, counts that could
//! single out one review are held back. Groups are in the order of their names, never of their counts.

use super::{DocumentRow, Proportion, raises};
use crate::codebook::Codebook;
use serde::Serialize;
use std::collections::BTreeMap;

/// Documents a group must have before a share of them is given.
pub const MIN_FOR_SHARE: u32 = 10;

/// The smallest count shown for a region or an authority.
pub const MIN_CELL: u32 = 5;

/// What documents are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Year of publication.
    Year,
    /// Region, or nation outside England.
    Region,
    /// The authority that reviewed.
    Authority,
}

impl By {
    /// The group of `document`; empty when it is not known.
    fn group(self, document: &DocumentRow) -> String {
        let metadata = &document.metadata;
        match self {
            By::Year => metadata.year().map_or(String::new(), |year| year.to_string()),
            By::Region => metadata.region.value.clone(),
            By::Authority => metadata.authority.value.clone(),
        }
    }

    /// Whether small counts are held back.
    fn is_narrow(self) -> bool {
        self != By::Year
    }
}

/// Why a row lacks a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Withheld {
    /// The count, or the group, is below [`MIN_CELL`]: neither count nor share is given.
    SmallCount,
    /// The group is below [`MIN_FOR_SHARE`]: a count, but no share.
    FewDocuments,
}

impl Withheld {
    /// The words used in files.
    pub fn name(self) -> &'static str {
        match self {
            Withheld::SmallCount => "under-5",
            Withheld::FewDocuments => "under-10-documents",
        }
    }
}

/// One theme in one group of documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupRow {
    /// The theme's id.
    pub theme: String,
    /// The year, region or authority; empty for documents where it is not known.
    pub group: String,
    /// Documents read in the group: the denominator.
    pub documents_read: u32,
    /// Documents of the group that raise the theme; none when the count is held back.
    pub documents_raised: Option<u32>,
    /// The same as a share; none when no share is given.
    pub raised: Option<Proportion>,
    /// Why a number is missing.
    pub withheld: Option<Withheld>,
}

/// Counts every theme in every group of `counted`: themes in the codebook's order, groups by name, the
/// group of documents where it is not known last.
pub(super) fn grouped(by: By, counted: &[&DocumentRow], codebook: &Codebook) -> Vec<GroupRow> {
    let mut groups: BTreeMap<(bool, String), (u32, Vec<u32>)> = BTreeMap::new();
    for document in counted {
        let name = by.group(document);
        let (read, raised) =
            groups.entry((name.is_empty(), name)).or_insert_with(|| (0, vec![0; codebook.themes.len()]));
        *read += 1;
        let themes = codebook.themes.iter().zip(&document.themes);
        for (count, (theme, counts)) in raised.iter_mut().zip(themes) {
            *count += u32::from(raises(theme.mode, counts));
        }
    }
    let mut rows = Vec::with_capacity(groups.len() * codebook.themes.len());
    for (index, theme) in codebook.themes.iter().enumerate() {
        for ((_, group), (read, raised)) in &groups {
            rows.push(row(by, &theme.id, group, *read, raised[index]));
        }
    }
    rows
}

fn row(by: By, theme: &str, group: &str, read: u32, raised: u32) -> GroupRow {
    let small = by.is_narrow() && (read < MIN_CELL || (1..MIN_CELL).contains(&raised));
    let withheld = match (small, read < MIN_FOR_SHARE) {
        (true, _) => Some(Withheld::SmallCount),
        (false, true) => Some(Withheld::FewDocuments),
        (false, false) => None,
    };
    GroupRow {
        theme: theme.to_string(),
        group: group.to_string(),
        documents_read: read,
        documents_raised: (!small).then_some(raised),
        raised: Proportion::wilson(raised, read).filter(|_| withheld.is_none()),
        withheld,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_few_documents_has_a_count_and_no_share() {
        let got = row(By::Year, "t", "2009", 9, 3);
        assert_eq!((got.documents_raised, got.raised), (Some(3), None));
        assert_eq!(got.withheld, Some(Withheld::FewDocuments));
    }

    #[test]
    fn a_small_count_of_a_region_is_held_back_and_nothing_is_not_small() {
        assert_eq!(row(By::Region, "t", "North West", 40, 4).documents_raised, None);
        assert_eq!(row(By::Region, "t", "North West", 40, 0).documents_raised, Some(0));
        assert_eq!(row(By::Region, "t", "North West", 40, 5).documents_raised, Some(5));
        assert_eq!(row(By::Year, "t", "2009", 40, 4).documents_raised, Some(4));
    }

    #[test]
    fn a_group_below_the_smallest_count_shows_nothing_of_its_documents() {
        assert_eq!(row(By::Authority, "t", "Averley", 4, 0).documents_raised, None);
    }
}
