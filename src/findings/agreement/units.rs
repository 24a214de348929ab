//! What was judged, as categories and weights: what the coefficients are computed from.

use super::Basis;
use super::coefficients::Rated;
use crate::codebook::{Codebook, Mode};
use crate::findings::sample::{Code, Judged, Level, Question, Stratum, Unit};
use std::collections::BTreeMap;

pub(super) fn mode(codebook: &Codebook, theme: &str) -> Option<Mode> {
    let known = codebook.themes.iter().find(|known| known.id == theme)?;
    Some(known.mode)
}

/// The machine's answer on a unit, then the coders'.
pub(super) fn codes(judged: &Judged, place: usize) -> Vec<Option<Code>> {
    let people = judged.codes.iter().map(|codes| codes[place]);
    std::iter::once(judged.machine[place]).chain(people).collect()
}

/// Units of these themes at one level, as categories of machine, people, and what most people say.
fn rated(
    judged: &Judged,
    codebook: &Codebook,
    themes: &[&str],
    level: Level,
    question: Question,
) -> Vec<(usize, Rated)> {
    let wanted = |unit: &Unit| unit.level == level && themes.contains(&unit.theme.as_str());
    let units = judged.units.iter().enumerate().filter(|(_, unit)| wanted(unit));
    units
        .filter_map(|(place, unit)| {
            let mode = mode(codebook, &unit.theme)?;
            let category = |code: Code| question.category(code, mode);
            let mut codes: Vec<Option<u8>> =
                codes(judged, place).into_iter().map(|code| code.map(category)).collect();
            codes.push(majority(&codes[1..]));
            let theme = themes.iter().position(|theme| *theme == unit.theme).unwrap_or(0);
            let rated = Rated {
                codes,
                weight: unit.weight(),
                stratum: (theme * Stratum::ALL.len()) as u32 + unit.stratum as u32,
            };
            Some((place, rated))
        })
        .collect()
}

/// The units that `keep` keeps, each counting also for the others of its stratum that were drawn and are
/// left out: an answer left blank must not make its stratum smaller. A stratum left blank altogether
/// cannot be made up for, and makes the whole judged in part.
fn answered(all: Vec<Rated>, keep: impl Fn(&Rated) -> bool) -> (Basis, Vec<Rated>) {
    let mut strata: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for unit in &all {
        let (drawn, kept) = strata.entry(unit.stratum).or_default();
        *drawn += 1.0;
        *kept += if keep(unit) { 1.0 } else { 0.0 };
    }
    let whole = strata.values().all(|(_, kept)| *kept > 0.0);
    let kept = all.into_iter().filter(|unit| keep(unit));
    let units = kept.map(|unit| {
        let (drawn, kept) = strata[&unit.stratum];
        Rated { weight: unit.weight * drawn / kept, ..unit }
    });
    let basis = if whole { Basis::Judged } else { Basis::InPart };
    (basis, units.collect())
}

/// The category that more people give than any other; none when two are even.
fn majority(codes: &[Option<u8>]) -> Option<u8> {
    let mut counts: BTreeMap<u8, u32> = BTreeMap::new();
    for code in codes.iter().flatten() {
        *counts.entry(*code).or_default() += 1;
    }
    let most = counts.values().max()?;
    let mut first = counts.iter().filter(|(_, count)| *count == most);
    let (category, _) = first.next()?;
    first.next().is_none().then_some(*category)
}

/// Machine and most people on one theme: the units both answer, as two codes each.
pub(super) fn against_people(
    judged: &Judged,
    codebook: &Codebook,
    theme: &str,
    level: Level,
    question: Question,
) -> (Basis, Vec<Rated>) {
    let units = rated(judged, codebook, &[theme], level, question);
    let two_codes = |(_, unit): (usize, Rated)| Rated {
        codes: vec![unit.codes[0], unit.codes[unit.codes.len() - 1]],
        ..unit
    };
    answered(units.into_iter().map(two_codes).collect(), |unit| unit.codes.iter().all(Option::is_some))
}

/// The units on which a group is compared, and what they are.
pub(super) fn units(
    judged: &Judged,
    codebook: &Codebook,
    themes: &[&str],
    level: Level,
    question: Question,
    group: &[usize],
) -> (Basis, Vec<Rated>) {
    let by_two = |unit: &Rated| group.iter().filter(|coder| unit.codes[**coder].is_some()).count() >= 2;
    let own = rated(judged, codebook, themes, level, question);
    let (basis, own) = answered(own.into_iter().map(|(_, unit)| unit).collect(), by_two);
    if level == Level::Sentence || !own.is_empty() {
        return (basis, own);
    }
    let sentences = rated(judged, codebook, themes, Level::Sentence, question).into_iter();
    let by_all = sentences.filter(|(_, unit)| group.iter().all(|coder| unit.codes[*coder].is_some()));
    let mut documents: BTreeMap<(&str, &str), Rated> = BTreeMap::new();
    for (place, unit) in by_all {
        let place = &judged.units[place];
        let document = documents.entry((&place.sha256, &place.theme)).or_insert_with(|| Rated {
            codes: vec![Some(0); unit.codes.len()],
            weight: 1.0,
            stratum: 0,
        });
        for (all, code) in document.codes.iter_mut().zip(unit.codes) {
            *all = either(*all, code);
        }
    }
    (Basis::FromSentences, documents.into_values().collect())
}

/// Whether one of two sentences raises the theme; none when that hangs on an answer that is missing.
fn either(a: Option<u8>, b: Option<u8>) -> Option<u8> {
    match (a, b) {
        (Some(1..), _) | (_, Some(1..)) => Some(1),
        (Some(_), Some(_)) => Some(0),
        _ => None,
    }
}
