//! What keeps being said: shared passages, chains of recommendations, set phrases.
//!
//! In: [`Coded`] documents, folded one by one in corpus order. Out: [`Recurrence`]. Only what comparing
//! needs is kept of a document.

use super::{Coded, raises};
use crate::classify::Mention;
use crate::codebook::Codebook;
use crate::document::Document;
use crate::error::Result;
use crate::facets::{Class, Reader, Recommendation};
use crate::repetition::{self, Ask, Chains, Collector, Decisions, Options, Repetition};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How often one set phrase is used.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetPhraseRow {
    /// Its name.
    pub formula: String,
    /// Promise, claim, purpose or condolence.
    pub class: Class,
    /// Documents that use it.
    pub documents: u32,
    /// Uses.
    pub mentions: u32,
    /// First year of publication among them.
    pub first_year: Option<u16>,
    /// Last year.
    pub last_year: Option<u16>,
    /// Distinct known authorities among them.
    pub authorities: u32,
}

/// Who promised, and who had promised before. Versions of one document count once.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Promises {
    /// Documents compared.
    pub documents: u32,
    /// Documents that promise that lessons will be learned, in whatever words.
    pub promising: u32,
    /// Of these, documents whose authority had promised in an earlier document.
    pub again: u32,
    /// Of these, documents that raise a theme which that earlier document raised too.
    pub again_on_theme: u32,
    /// Authorities with a document of the last kind.
    pub authorities_again_on_theme: u32,
}

/// Everything that recurs in a corpus.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Recurrence {
    /// Near-duplicate documents and shared passages.
    pub repetition: Repetition,
    /// Recommendations made again.
    pub chains: Chains,
    /// Set phrases, by class and name; those not used are left out.
    pub set_phrases: Vec<SetPhraseRow>,
    /// Promises made again.
    pub promises: Promises,
}

/// A document as far as its promises go.
struct Promiser {
    id: String,
    authority: String,
    published: String,
    promises: bool,
    raised: BTreeSet<usize>,
}

/// Takes documents and keeps what the comparison needs.
pub struct Recurrences<'a> {
    reader: &'a Reader,
    collector: Collector,
    asks: Vec<Ask>,
    rows: BTreeMap<u16, (SetPhraseRow, BTreeSet<String>)>,
    promisers: Vec<Promiser>,
}

impl<'a> Recurrences<'a> {
    /// Starts with nothing.
    pub fn new(reader: &'a Reader) -> Self {
        Recurrences {
            reader,
            collector: Collector::new(),
            asks: Vec::new(),
            rows: BTreeMap::new(),
            promisers: Vec::new(),
        }
    }

    /// Adds a document; call in corpus order.
    pub fn fold(&mut self, coded: &Coded, codebook: &Codebook) {
        let Some(document) = &coded.document else {
            return;
        };
        self.collector.fold(document);
        let asks = coded.facets.recommendations.iter();
        self.asks.extend(asks.map(|one| ask(document, one, &coded.mentions, codebook)));
        self.fold_set_phrases(coded, document);
        let themes = codebook.themes.iter().zip(&coded.row.themes).enumerate();
        let promises =
            |one: &crate::facets::Use| self.reader.set_phrases()[one.phrase as usize].class == Class::Promise;
        self.promisers.push(Promiser {
            id: document.id.clone(),
            authority: document.metadata.authority.value.clone(),
            published: document.metadata.published.value.clone(),
            promises: coded.facets.set_phrases.iter().any(promises),
            raised: themes
                .filter(|(_, (theme, counts))| raises(theme.mode, counts))
                .map(|(index, _)| index)
                .collect(),
        });
    }

    fn fold_set_phrases(&mut self, coded: &Coded, document: &Document) {
        let mut uses: BTreeMap<u16, u32> = BTreeMap::new();
        for one in &coded.facets.set_phrases {
            *uses.entry(one.phrase).or_default() += 1;
        }
        let year = document.metadata.year();
        for (phrase, mentions) in uses {
            let of = &self.reader.set_phrases()[phrase as usize];
            let (row, authorities) = self.rows.entry(phrase).or_insert_with(|| {
                let row = SetPhraseRow {
                    formula: of.name.clone(),
                    class: of.class,
                    documents: 0,
                    mentions: 0,
                    first_year: None,
                    last_year: None,
                    authorities: 0,
                };
                (row, BTreeSet::new())
            });
            row.documents += 1;
            row.mentions += mentions;
            row.first_year = row.first_year.into_iter().chain(year).min();
            row.last_year = row.last_year.into_iter().chain(year).max();
            authorities.insert(document.metadata.authority.value.clone());
        }
    }

    /// Compares everything, on the threads of the current pool.
    ///
    /// # Errors
    /// When a list shipped with the program is damaged.
    pub fn finish(self, options: &Options, decisions: &Decisions) -> Result<Recurrence> {
        let repetition = self.collector.finish(options)?;
        let promises = promises(&self.promisers, &repetition);
        let versions: BTreeSet<&str> =
            repetition.near_duplicates.iter().map(|pair| pair.version.as_str()).collect();
        let mut asks = self.asks;
        // A revised edition repeats its own recommendations: that is not asking again.
        asks.retain(|ask| !versions.contains(ask.document.as_str()));
        let rows = self.rows.into_values().map(|(row, authorities)| SetPhraseRow {
            authorities: authorities.iter().filter(|name| !name.is_empty()).count() as u32,
            ..row
        });
        Ok(Recurrence {
            set_phrases: rows.collect(),
            chains: repetition::chains(asks, decisions)?,
            promises,
            repetition,
        })
    }
}

/// The name a recommendation has in every run: content hash and offset.
pub fn recommendation_id(document: &Document, recommendation: &Recommendation) -> String {
    let hash = document.sha256.get(..8).unwrap_or_default();
    format!("{hash}-r{}", recommendation.span.start)
}

/// The themes of the mentions that lie in a recommendation, by id, in the codebook's order.
pub fn themes_of<'c>(
    recommendation: &Recommendation,
    mentions: &[Mention],
    codebook: &'c Codebook,
) -> Vec<&'c str> {
    let inside = mentions.iter().filter(|mention| recommendation.span.overlaps(mention.span));
    let themes: BTreeSet<u16> = inside.map(|mention| mention.theme).collect();
    themes.into_iter().map(|theme| codebook.themes[theme as usize].id.as_str()).collect()
}

fn ask(document: &Document, one: &Recommendation, mentions: &[Mention], codebook: &Codebook) -> Ask {
    Ask {
        id: recommendation_id(document, one),
        document: document.id.clone(),
        authority: document.metadata.authority.value.clone(),
        published: document.metadata.published.value.clone(),
        page: one.page,
        number: one.number.clone(),
        text: one.span.of(&document.text).to_string(),
        addressees: one.addressees.clone(),
        themes: themes_of(one, mentions, codebook).into_iter().map(str::to_string).collect(),
    }
}

/// Compares each promise with the earlier ones of the same known authority.
fn promises(promisers: &[Promiser], repetition: &Repetition) -> Promises {
    let versions: BTreeSet<&str> =
        repetition.near_duplicates.iter().map(|pair| pair.version.as_str()).collect();
    let counted: Vec<&Promiser> =
        promisers.iter().filter(|one| !versions.contains(one.id.as_str())).collect();
    let mut found = Promises { documents: counted.len() as u32, ..Promises::default() };
    let mut authorities = BTreeSet::new();
    for one in counted.iter().filter(|one| one.promises) {
        found.promising += 1;
        let earlier = |other: &&&Promiser| {
            other.promises
                && !one.authority.is_empty()
                && other.authority == one.authority
                && !other.published.is_empty()
                && other.published < one.published
        };
        let before: Vec<&&Promiser> = counted.iter().filter(earlier).collect();
        let on_theme = before.iter().any(|other| !other.raised.is_disjoint(&one.raised));
        found.again += u32::from(!before.is_empty());
        found.again_on_theme += u32::from(on_theme);
        if on_theme {
            authorities.insert(one.authority.as_str());
        }
    }
    found.authorities_again_on_theme = authorities.len() as u32;
    found
}
