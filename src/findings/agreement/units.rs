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
            let mut codes: Vec<Option<u8>> = codes(judged, place)
                .into_iter()
                .map(|code| code.map(category))
                .collect();
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
/// left out: an answer left blank must not make its stratum smaller.
fn answered(all: Vec<Rated>, keep: impl Fn(&Rated) -> bool) -> Vec<Rated> {
    let mut strata: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    for unit in &all {
        let (drawn, kept) = strata.entry(unit.stratum).or_default();
        *drawn += 1.0;
        *kept += if keep(unit) { 1.0 } else { 0.0 };
    }
    let kept = all.into_iter().filter(|unit| keep(unit));
    kept.map(|unit| {
        let (drawn, kept) = strata[&unit.stratum];
        Rated {
            weight: unit.weight * drawn / kept,
            ..unit
        }
    })
    .collect()
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
) -> Vec<Rated> {
    let units = rated(judged, codebook, &[theme], level, question);
    let two_codes = |(_, unit): (usize, Rated)| Rated {
        codes: vec![unit.codes[0], unit.codes[unit.codes.len() - 1]],
        ..unit
    };
    answered(units.into_iter().map(two_codes).collect(), |unit| {
        unit.codes.iter().all(Option::is_some)
    })
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
    let own = answered(own.into_iter().map(|(_, unit)| unit).collect(), by_two);
    if level == Level::Sentence || !own.is_empty() {
        return (Basis::Judged, own);
    }
    let sentences = rated(judged, codebook, themes, Level::Sentence, question);
    let mut documents: BTreeMap<(&str, &str), Rated> = BTreeMap::new();
    for (place, unit) in &sentences {
        if group.iter().any(|coder| unit.codes[*coder].is_none()) {
            continue;
        }
        let key = (
            judged.units[*place].sha256.as_str(),
            judged.units[*place].theme.as_str(),
        );
        let document = documents.entry(key).or_insert_with(|| Rated {
            codes: vec![Some(0); unit.codes.len()],
            weight: 1.0,
            stratum: 0,
        });
        for (all, code) in document.codes.iter_mut().zip(&unit.codes) {
            *all = all.map(|all| all.max(code.map_or(0, |code| u8::from(code > 0))));
        }
    }
    (Basis::FromSentences, documents.into_values().collect())
}
