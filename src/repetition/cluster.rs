//! Links to clusters: all places of one shared passage.
//!
//! Stretches of one document that overlap for the most part are one place; places that are linked are
//! one cluster. A representative of each cluster is then looked up in the whole corpus, because places of
//! a popular passage were linked to their neighbours only.

use super::align::{Link, around};
use super::fingerprint::{self, GRAM, Print, hash_of, place_of};
use super::sets::Sets;
use super::texts::Texts;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Overlap over union from which two stretches of a document are the same place.
const SAME: f64 = 0.6;
/// Fingerprints of a representative that are looked up, the rarest first.
const LOOKED_UP: usize = 8;
/// A fingerprint is looked up when it has so many places, or so many times those already known: one that is
/// far commoner than the passage belongs to a set phrase inside it.
const FEW: usize = 64;
const TIMES: usize = 4;

/// A stretch of tokens, half-open.
pub(super) type Stretch = (u32, u32);

/// The places of every shared passage, each in order, the clusters by their first place.
pub(super) fn clusters(texts: &Texts, rarity: &[u8], prints: &[Print], links: &[Link]) -> Vec<Vec<Stretch>> {
    let mut stretches: Vec<Stretch> = links.iter().flat_map(|link| [link.a, link.b]).collect();
    stretches.sort_unstable();
    stretches.dedup();
    let mut sets = Sets::new(stretches.len());
    let index = |stretch: &Stretch| stretches.binary_search(stretch).unwrap_or_default();
    for link in links {
        sets.join(index(&link.a), index(&link.b));
    }
    join_overlapping(&stretches, &mut sets);
    let found: Vec<Vec<Stretch>> = sets
        .groups()
        .into_par_iter()
        .map(|group| places(group.into_iter().map(|at| stretches[at]).collect()))
        .map(|places| complete(texts, rarity, prints, places))
        .collect();
    merge(texts, found)
}

/// Joins clusters of which completion showed that they share a place, and drops those inside another.
fn merge(texts: &Texts, found: Vec<Vec<Stretch>>) -> Vec<Vec<Stretch>> {
    let mut all: Vec<(Stretch, usize)> = found
        .iter()
        .enumerate()
        .flat_map(|(c, places)| places.iter().map(move |place| (*place, c)))
        .collect();
    all.sort_unstable();
    let stretches: Vec<Stretch> = all.iter().map(|(stretch, _)| *stretch).collect();
    let mut sets = Sets::new(stretches.len());
    let mut first_of = vec![None; found.len()];
    for (at, (_, cluster)) in all.iter().enumerate() {
        let first = *first_of[*cluster].get_or_insert(at);
        sets.join(first, at);
    }
    join_overlapping(&stretches, &mut sets);
    let groups = sets.groups().into_iter();
    let merged: Vec<Vec<Stretch>> =
        groups.map(|group| places(group.into_iter().map(|at| stretches[at]).collect())).collect();
    let mut kept = without_nested(merged);
    kept.retain(|places| {
        places.windows(2).any(|two| texts.document_of(two[0].0) != texts.document_of(two[1].0))
    });
    kept.sort();
    kept
}

/// Drops a cluster of which every place lies inside a place of one other cluster.
fn without_nested(clusters: Vec<Vec<Stretch>>) -> Vec<Vec<Stretch>> {
    let mut all: Vec<(Stretch, usize)> = clusters
        .iter()
        .enumerate()
        .flat_map(|(c, places)| places.iter().map(move |place| (*place, c)))
        .collect();
    all.sort_by_key(|(stretch, cluster)| (stretch.0, std::cmp::Reverse(stretch.1), *cluster));
    let mut around: Vec<BTreeMap<usize, usize>> = vec![BTreeMap::new(); clusters.len()];
    let mut open: Vec<(Stretch, usize)> = Vec::new();
    for (stretch, cluster) in all {
        open.retain(|(other, _)| other.1 > stretch.0);
        let mut seen: Vec<usize> =
            open.iter().filter(|(other, c)| other.1 >= stretch.1 && *c != cluster).map(|(_, c)| *c).collect();
        seen.sort_unstable();
        seen.dedup();
        seen.into_iter().for_each(|other| *around[cluster].entry(other).or_default() += 1);
        open.push((stretch, cluster));
    }
    let nested = |cluster: usize| around[cluster].values().any(|inside| *inside == clusters[cluster].len());
    let keep: Vec<bool> = (0..clusters.len()).map(|cluster| !nested(cluster)).collect();
    clusters.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(places, _)| places).collect()
}

/// Joins stretches that are the same place; they must be sorted.
fn join_overlapping(stretches: &[Stretch], sets: &mut Sets) {
    for (at, stretch) in stretches.iter().enumerate() {
        // A stretch that starts further in than this cannot overlap for the most part.
        let limit = stretch.0 + ((stretch.1 - stretch.0) as f64 * (1.0 - SAME)) as u32;
        for (next, other) in
            stretches.iter().enumerate().skip(at + 1).take_while(|(_, other)| other.0 <= limit)
        {
            if overlap(*stretch, *other) >= SAME {
                sets.join(at, next);
            }
        }
    }
}

/// Overlap over union, 0 to 1.
pub(super) fn overlap(x: Stretch, y: Stretch) -> f64 {
    let both = x.1.min(y.1).saturating_sub(x.0.max(y.0));
    let either = (x.1 - x.0) + (y.1 - y.0) - both;
    f64::from(both) / f64::from(either.max(1))
}

/// Overlapping stretches joined to places, in order.
fn places(mut stretches: Vec<Stretch>) -> Vec<Stretch> {
    stretches.sort_unstable();
    let mut places: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match places.last_mut() {
            Some(last) if stretch.0 < last.1 => last.1 = last.1.max(stretch.1),
            _ => places.push(stretch),
        }
    }
    places
}

/// Adds the places that were linked to none of `places` and yet say the same as their representative.
fn complete(texts: &Texts, rarity: &[u8], prints: &[Print], mut places: Vec<Stretch>) -> Vec<Stretch> {
    let model = representative(&places);
    let mut looked_up: Vec<(&[Print], u32)> = fingerprint::in_range(texts, model.0..model.1)
        .into_iter()
        .map(|print| (same_hash(prints, hash_of(print)), place_of(print)))
        .filter(|(group, _)| (2..=FEW.max(TIMES * places.len())).contains(&group.len()))
        .collect();
    looked_up.sort_by_key(|(group, place)| (group.len(), *place));
    let known = places.clone();
    for (group, from) in looked_up.into_iter().take(LOOKED_UP) {
        if group.len() <= known.len() && known.len() < 3 {
            continue;
        }
        for place in group.iter().map(|print| place_of(*print)).filter(|at| !holds(&known, *at)) {
            places.extend(fit(texts, rarity, model, from, place));
        }
    }
    if places.len() == known.len() { known } else { self::places(places) }
}

/// The place of middling length, the earliest of several.
fn representative(places: &[Stretch]) -> Stretch {
    let mut lengths: Vec<u32> = places.iter().map(|place| place.1 - place.0).collect();
    lengths.sort_unstable();
    let middle = lengths[lengths.len() / 2];
    places.iter().copied().find(|place| place.1 - place.0 == middle).unwrap_or_default()
}

fn same_hash(prints: &[Print], hash: u32) -> &[Print] {
    let start = prints.partition_point(|print| hash_of(*print) < hash);
    let len = prints[start..].partition_point(|print| hash_of(*print) == hash);
    &prints[start..start + len]
}

fn holds(places: &[Stretch], at: u32) -> bool {
    let after = places.partition_point(|place| place.0 <= at);
    after > 0 && at < places[after - 1].1
}

/// The stretch around `place` that says the same as most of `model` around `from`.
fn fit(texts: &Texts, rarity: &[u8], model: Stretch, from: u32, place: u32) -> Option<Stretch> {
    let gram = GRAM as u32;
    if (0..gram).any(|at| texts.word(from + at) != texts.word(place + at)) {
        return None;
    }
    let limits = (model.0..model.1, texts.section_range(place));
    if from + gram > limits.0.end || place + gram > limits.1.end {
        return None;
    }
    let link = around(texts, rarity, ((from, from + gram), (place, place + gram)), limits);
    let enough = f64::from(link.a.1 - link.a.0) >= 0.75 * f64::from(model.1 - model.0);
    enough.then_some(link.b)
}
