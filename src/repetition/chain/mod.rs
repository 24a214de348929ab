//! Recommendations that are made again: chains, verbatim, nearly so, or in other words.
//!
//! In: every [`Ask`]. Out: [`Chain`]s, oldest recommendation first. Those in the same words are found by
//! comparing wordings; those in other words are candidates, ranked by the concepts, addressees and themes
//! they share, which a person confirms or refuses in a file that the next run reads.

mod concept;
mod decision;
mod finder;

pub use decision::Decisions;

use super::place::Wording;
use crate::error::Result;
use finder::Finder;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// One recommendation as chains need it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Ask {
    /// A name that it has in every run.
    pub id: String,
    /// The document's id.
    pub document: String,
    /// The authority; empty when unknown.
    pub authority: String,
    /// Publication date; empty when unknown.
    pub published: String,
    /// The page, 1-based.
    pub page: u32,
    /// Its number as printed.
    pub number: String,
    /// Its text.
    pub text: String,
    /// Kinds of body that are asked.
    pub addressees: Vec<String>,
    /// Themes it is about, by id.
    pub themes: Vec<String>,
}

impl Ask {
    /// Year of publication.
    pub fn year(&self) -> Option<u16> {
        self.published.get(..4)?.parse().ok()
    }
}

/// One recommendation in a chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Link {
    /// The recommendation, by index in [`Chains::asks`].
    pub ask: u32,
    /// How its wording compares with the first of the chain.
    pub wording: Wording,
    /// Words in common in order, or for other words the shared weight of concepts; 0 to 1.
    pub similarity: f64,
    /// From the first to this: `[-left out-]`, `{+put in+}`; empty when verbatim or in other words.
    pub difference: String,
    /// What a person decided: confirmed, or not yet looked at.
    pub confirmed: bool,
}

/// The same act asked for again.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Chain {
    /// A name made of its first recommendation.
    pub id: String,
    /// The loosest wording in it.
    pub wording: Wording,
    /// Whether it needs a person to confirm it: it rests on other words alone.
    pub candidate: bool,
    /// Its recommendations, oldest first.
    pub links: Vec<Link>,
    /// Documents.
    pub documents: u32,
    /// Distinct known authorities.
    pub authorities: u32,
    /// Year of the first.
    pub first_year: Option<u16>,
    /// Year of the last.
    pub last_year: Option<u16>,
    /// The longest time between two of them, in years.
    pub longest_gap: Option<u16>,
}

/// All chains of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Chains {
    /// Every recommendation, oldest first; those without a date last.
    pub asks: Vec<Ask>,
    /// Chains in the same words first, by authorities and documents; then candidates, the likeliest first.
    pub chains: Vec<Chain>,
    /// What a person decided of recommendations that are here.
    pub decided: Vec<Decided>,
}

/// A decision on two recommendations, by index in [`Chains::asks`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Decided {
    /// The older one.
    pub a: u32,
    /// The younger one.
    pub b: u32,
    /// Whether they ask for the same.
    pub same: bool,
    /// What the person added.
    pub remark: String,
}

/// Finds the chains among `asks`.
///
/// # Errors
/// When the shipped list of concepts is damaged.
pub fn chains(mut asks: Vec<Ask>, decisions: &Decisions) -> Result<Chains> {
    asks.sort_by(|a, b| order(a).cmp(&order(b)));
    let mut finder = Finder::new(&asks, decisions)?;
    let mut chains = finder.same_words();
    chains.extend(finder.other_words());
    chains.sort_by(|a, b| {
        let reach =
            |chain: &Chain| Reverse((!chain.candidate).then_some((chain.authorities, chain.documents)));
        (a.candidate, reach(a))
            .cmp(&(b.candidate, reach(b)))
            .then(likeness(b).total_cmp(&likeness(a)))
            .then(a.links[0].ask.cmp(&b.links[0].ask))
    });
    let decided = decided(&asks, decisions);
    Ok(Chains { asks, chains, decided })
}

/// Oldest first; those without a date last.
fn order(ask: &Ask) -> (bool, &str, &str, u32) {
    (ask.published.is_empty(), &ask.published, &ask.document, ask.page)
}

/// The mean similarity of what comes after the first.
fn likeness(chain: &Chain) -> f64 {
    let later = || chain.links.iter().skip(1);
    later().map(|link| link.similarity).sum::<f64>() / later().count().max(1) as f64
}

fn decided(asks: &[Ask], decisions: &Decisions) -> Vec<Decided> {
    let place: BTreeMap<&str, u32> = asks.iter().map(|ask| ask.id.as_str()).zip(0..).collect();
    let known = decisions.all().filter_map(|(a, b, same, remark)| {
        let (a, b) = (*place.get(a)?, *place.get(b)?);
        Some(Decided { a: a.min(b), b: a.max(b), same, remark: remark.into() })
    });
    let mut decided: Vec<Decided> = known.collect();
    decided.sort_by_key(|one| (one.a, one.b));
    decided
}
