//! Clusters to shared passages: what readers see of them.

use super::chance::Chance;
use super::cluster::Stretch;
use super::grade::{Evidence, Grade, Grader};
use super::kept::Kept;
use super::place::{Compared, Place};
use super::texts::Texts;
use super::tokens::fold;
use rayon::prelude::*;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A stretch found in two or more documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SharedPassage {
    /// A name that the same wording has in every run.
    pub id: String,
    /// Why it recurs.
    pub grade: Grade,
    /// Words of its first use.
    pub words: u32,
    /// Documents that carry it, versions of one document once.
    pub documents: u32,
    /// Distinct known authorities among them.
    pub authorities: u32,
    /// First year of publication among them.
    pub first_year: Option<u16>,
    /// Last year.
    pub last_year: Option<u16>,
    /// The author, where all of them state the same one; empty otherwise.
    pub author: String,
    /// The least similarity of a place with the first use.
    pub similarity: f64,
    /// Its places, oldest first; those without a date last.
    pub places: Vec<Place>,
}

/// What clusters are made into passages with.
pub(super) struct Passages<'a> {
    pub(super) texts: &'a Texts,
    pub(super) grader: Grader<'a>,
    pub(super) version_of: &'a [Option<u32>],
    /// Words a passage has at least.
    pub(super) least: u32,
}

impl Passages<'_> {
    /// The shared passages in the order they are reported.
    pub(super) fn of(&self, clusters: Vec<Vec<Stretch>>) -> Vec<SharedPassage> {
        let clusters: Vec<Vec<Stretch>> = clusters
            .into_par_iter()
            .map(|places| self.oldest_first(places))
            .filter(|places| places[0].1 - places[0].0 >= self.least)
            .collect();
        let chance = Chance::new(self.texts, clusters.iter().map(|places| places[0]));
        let mut passages: Vec<SharedPassage> =
            clusters.par_iter().filter_map(|cluster| self.passage(&chance, cluster)).collect();
        passages.sort_by_cached_key(|passage| {
            let first = &passage.places[0];
            let reach = (passage.authorities, passage.documents, passage.words);
            (passage.grade, Reverse(reach), first.document, first.span)
        });
        passages
    }

    /// Places by date, those of versions and those without a date last.
    fn oldest_first(&self, mut places: Vec<Stretch>) -> Vec<Stretch> {
        places.sort_by_cached_key(|place| {
            let document = self.texts.document_of(place.0);
            let published = &self.texts.documents[document as usize].published;
            let version = self.version_of[document as usize].is_some();
            (version, published.is_empty(), published.as_str(), document, place.0)
        });
        places
    }

    fn passage(&self, chance: &Chance<'_>, cluster: &[Stretch]) -> Option<SharedPassage> {
        let texts = self.texts;
        let first = texts.folded(cluster[0].0..cluster[0].1);
        let places: Vec<Place> = cluster
            .iter()
            .map(|stretch| Compared::new(texts, &first, *stretch))
            .filter(|one| one.is_alike() && !chance.explains(&first, one.in_order(), cluster.len()))
            .map(|one| one.place(texts, cluster[0], self.version_of))
            .collect();
        let documents: BTreeSet<u32> =
            places.iter().map(|place| place.version_of.unwrap_or(place.document)).collect();
        (documents.len() >= 2).then(|| self.described(cluster[0], &documents, places))
    }

    fn described(&self, first: Stretch, documents: &BTreeSet<u32>, places: Vec<Place>) -> SharedPassage {
        let words = self.texts.folded(first.0..first.1);
        let kept = || documents.iter().map(|index| &self.texts.documents[*index as usize]);
        SharedPassage {
            id: name(self.texts, first),
            grade: self.grader.grade(&Evidence { words: &words, documents, places: &places }),
            words: words.len() as u32,
            documents: documents.len() as u32,
            authorities: distinct(kept().map(|kept| kept.authority.as_str())).len() as u32,
            first_year: kept().filter_map(|kept| kept.year).min(),
            last_year: kept().filter_map(|kept| kept.year).max(),
            author: one_author(kept()),
            similarity: places.iter().map(|place| place.similarity).fold(1.0, f64::min),
            places,
        }
    }
}

fn distinct<'k>(names: impl Iterator<Item = &'k str>) -> BTreeSet<&'k str> {
    names.filter(|name| !name.is_empty()).collect()
}

/// The author whom all of them state, if they do.
fn one_author<'k>(kept: impl Iterator<Item = &'k Kept>) -> String {
    let authors: BTreeSet<&str> = kept.map(|kept| kept.author.as_str()).collect();
    match authors.first() {
        Some(author) if authors.len() == 1 => author.to_string(),
        _ => String::new(),
    }
}

/// A name made from the folded words (FNV-1a, 32 bits of it).
fn name(texts: &Texts, stretch: Stretch) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for at in stretch.0..stretch.1 {
        for byte in fold(texts.surface(at)).bytes().chain([b' ']) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("p-{:08x}", (hash >> 32) as u32 ^ hash as u32)
}
