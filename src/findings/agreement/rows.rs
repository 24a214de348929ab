//! Every theme, level and pair of coders with its coefficients.

use super::bootstrap::{Estimate, estimates};
use super::coefficients::{Rated, Sample, ac1, agreed, alpha, f1, found, kappa, precision};
use crate::codebook::{Codebook, Mode};
use crate::findings::sample::{Code, Judged, Level, Question, Unit};
use std::collections::BTreeMap;

/// The machine's name among the coders.
const MACHINE: &str = "machine";

/// The name of all themes together.
const ALL_THEMES: &str = "(all themes)";

/// What agreement on documents is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What coders said of the units themselves.
    Judged,
    /// The judged sentences of each document: it counts as raising the theme when one of them does.
    /// This compares coders on the same sentences; it says nothing of sentences that were not drawn.
    FromSentences,
}

impl Basis {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Judged => "judged",
            Basis::FromSentences => "from-sentences",
        }
    }
}

/// How far some coders agree on one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreementRow {
    /// Sentence or document.
    pub level: Level,
    /// What the level is computed from.
    pub basis: Basis,
    /// The theme's id, or `(all themes)`.
    pub theme: String,
    /// Who is compared: two coders, or all of them.
    pub coders: Vec<String>,
    /// Units that two or more of them judged.
    pub units: u32,
    /// Share of units in which the theme is found by the last coder, or by most people where all are
    /// compared.
    pub prevalence: Option<Estimate>,
    /// Share of pairs of codes that are the same.
    pub agreement: Option<Estimate>,
    /// Of what the first coder found, the share that the last, or most people, found too.
    pub precision: Option<Estimate>,
    /// Of what the last, or most people, found, the share that the first coder found.
    pub recall: Option<Estimate>,
    /// Their harmonic mean.
    pub f1: Option<Estimate>,
    /// Cohen's kappa; for two coders only.
    pub kappa: Option<Estimate>,
    /// Krippendorff's alpha, nominal.
    pub alpha: Option<Estimate>,
    /// Gwet's AC1.
    pub ac1: Option<Estimate>,
}

/// One unit on which coders differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// The machine's answer, then the coders', in their order.
    pub codes: Vec<Option<Code>>,
}

/// Units that are answered differently on `question`, in the order of the sample.
pub fn disagreements<'a>(
    judged: &'a Judged,
    codebook: &Codebook,
    question: Question,
) -> Vec<Disagreement<'a>> {
    let differing = |place: usize| {
        let unit = &judged.units[place];
        let mode = mode(codebook, &unit.theme)?;
        let codes = codes(judged, place);
        let mut categories = codes.iter().flatten().map(|code| question.category(*code, mode));
        let first = categories.next()?;
        categories
            .any(|category| category != first)
            .then_some(Disagreement { unit, codes })
    };
    (0..judged.units.len()).filter_map(differing).collect()
}

/// How far the machine and the coders agree: themes in the codebook's order, then all together;
/// sentences, then documents; each pair, then all where there are more than two.
pub fn agreement(judged: &Judged, codebook: &Codebook, question: Question, seed: u64) -> Vec<AgreementRow> {
    let mut rows = Vec::new();
    let asked = |id: &str| judged.units.iter().any(|unit| unit.theme == id);
    let themes = codebook.themes.iter().map(|theme| theme.id.as_str());
    let themes: Vec<&str> = themes.filter(|id| asked(id)).collect();
    let together = (themes.len() > 1).then(|| (ALL_THEMES, themes.clone()));
    let single = themes.iter().map(|theme| (*theme, vec![*theme]));
    for (name, themes) in single.chain(together) {
        for level in [Level::Sentence, Level::Document] {
            for group in groups(judged.coders.len()) {
                let (basis, units) = units(judged, codebook, &themes, level, question, &group);
                rows.extend(
                    compare(judged, level, &group, &units, question, seed).map(|row| AgreementRow {
                        theme: name.to_string(),
                        basis,
                        ..row
                    }),
                );
            }
        }
    }
    rows
}

/// Who is compared: every two of the machine (0) and the people, then all where there are three or more.
fn groups(people: usize) -> Vec<Vec<usize>> {
    let mut groups = Vec::new();
    for a in 0..=people {
        for b in a + 1..=people {
            groups.push(vec![a, b]);
        }
    }
    if people > 1 {
        groups.push((0..=people).collect());
    }
    groups
}

fn mode(codebook: &Codebook, theme: &str) -> Option<Mode> {
    let known = codebook.themes.iter().find(|known| known.id == theme)?;
    Some(known.mode)
}

/// The machine's answer on a unit, then the coders'.
fn codes(judged: &Judged, place: usize) -> Vec<Option<Code>> {
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
                stratum: (theme * crate::findings::Stratum::ALL.len()) as u32 + unit.stratum as u32,
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
fn units(
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

/// Compares a group; none when no unit was judged by two of it.
fn compare(
    judged: &Judged,
    level: Level,
    group: &[usize],
    units: &[Rated],
    question: Question,
    seed: u64,
) -> Option<AgreementRow> {
    if units.is_empty() {
        return None;
    }
    let name = |coder: &usize| match coder.checked_sub(1) {
        None => MACHINE.to_string(),
        Some(person) => judged.coders[person].clone(),
    };
    let categories = question.categories();
    let pair = group.len() == 2;
    let (first, truth) = (group[0], if pair { group[1] } else { judged.coders.len() + 1 });
    let measures = |sample: Sample<'_>| {
        vec![
            found(sample, truth),
            agreed(sample, group, categories),
            precision(sample, first, truth),
            precision(sample, truth, first),
            f1(sample, first, truth),
            pair.then(|| kappa(sample, first, truth, categories)).flatten(),
            alpha(sample, group, categories),
            ac1(sample, group, categories),
        ]
    };
    let mut all = estimates(units, seed, |sample, _| measures(sample)).into_iter();
    let mut next = || all.next().flatten();
    Some(AgreementRow {
        level,
        basis: Basis::Judged,
        theme: String::new(),
        coders: group.iter().map(name).collect(),
        units: units.len() as u32,
        prevalence: next(),
        agreement: next(),
        precision: next(),
        recall: next(),
        f1: next(),
        kappa: next(),
        alpha: next(),
        ac1: next(),
    })
}
