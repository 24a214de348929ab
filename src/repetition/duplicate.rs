//! Documents that are the same as wholes: a revised version, the same summary on two sites.
//!
//! Found from the links before anything is counted: what such documents share is not repetition.

use super::align::Link;
use super::texts::Texts;
use serde::Serialize;
use std::collections::BTreeMap;

/// Words below which a document is too short to be called a version of another.
const SHORTEST: u32 = 150;

/// Two documents almost the same as wholes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NearDuplicate {
    /// The one that counts: published first, or first in the corpus where that is not known.
    pub original: String,
    /// The other.
    pub version: String,
    /// Words they share over the words of the shorter, 0 to 1.
    pub containment: f64,
    /// Words they share over the words of either, 0 to 1.
    pub resemblance: f64,
}

/// Every near-duplicate, and for each document the index of the original it is a version of.
pub(super) fn find(texts: &Texts, links: &[Link], least: f64) -> (Vec<NearDuplicate>, Vec<Option<u32>>) {
    let mut shared: BTreeMap<(u32, u32), u32> = BTreeMap::new();
    let pair = |link: &Link| (texts.document_of(link.a.0), texts.document_of(link.b.0));
    for links in links.chunk_by(|x, y| pair(x) == pair(y)) {
        shared.insert(pair(&links[0]), covered(links));
    }
    let mut pairs = Vec::new();
    let mut original: Vec<Option<u32>> = vec![None; texts.documents.len()];
    for ((a, b), words) in shared {
        let (in_a, in_b) = (texts.range_of(a).len() as u32, texts.range_of(b).len() as u32);
        let containment = f64::from(words) / f64::from(in_a.min(in_b).max(1));
        if in_a.min(in_b) < SHORTEST || containment < least {
            continue;
        }
        let (root_a, root_b) = (root(&original, a), root(&original, b));
        let (first, second) =
            if order(texts, root_a) <= order(texts, root_b) { (root_a, root_b) } else { (root_b, root_a) };
        if first != second {
            original[second as usize] = Some(first);
        }
        let (first, second) = if order(texts, a) <= order(texts, b) { (a, b) } else { (b, a) };
        pairs.push(NearDuplicate {
            original: texts.documents[first as usize].id.clone(),
            version: texts.documents[second as usize].id.clone(),
            containment: containment.min(1.0),
            resemblance: (f64::from(words) / f64::from((in_a + in_b).saturating_sub(words).max(1))).min(1.0),
        });
    }
    let roots =
        (0..original.len() as u32).map(|index| Some(root(&original, index)).filter(|found| *found != index));
    (pairs, roots.collect())
}

/// Words of the first document that the links cover; those of the second are as many or more.
fn covered(links: &[Link]) -> u32 {
    let count = |mut ranges: Vec<(u32, u32)>| {
        ranges.sort_unstable();
        let (mut end, mut words) = (0, 0);
        for range in ranges {
            words += range.1.saturating_sub(range.0.max(end));
            end = end.max(range.1);
        }
        words
    };
    count(links.iter().map(|link| link.a).collect()).min(count(links.iter().map(|link| link.b).collect()))
}

fn root(original: &[Option<u32>], mut index: u32) -> u32 {
    while let Some(next) = original[index as usize] {
        index = next;
    }
    index
}

/// Documents in order of publication; those without a date last, then as in the corpus.
fn order(texts: &Texts, index: u32) -> (bool, &str, u32) {
    let published = texts.documents[index as usize].published.as_str();
    (published.is_empty(), published, index)
}

/// Whether a link joins two versions of one document.
pub(super) fn same_work(texts: &Texts, version_of: &[Option<u32>], link: &Link) -> bool {
    let work = |at: u32| {
        let document = texts.document_of(at);
        version_of[document as usize].unwrap_or(document)
    };
    work(link.a.0) == work(link.b.0)
}
