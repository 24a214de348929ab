//! Every theme, level and pair of coders with its coefficients.

use super::bootstrap::{Estimate, estimates};
use super::coefficients::{Rated, Sample, ac1, agreed, alpha, f1, found, kappa, precision};
use super::units::{codes, mode, units};
use crate::codebook::Codebook;
use crate::findings::sample::{Code, Judged, Level, Question, Unit};

/// The machine's name among the coders.
const MACHINE: &str = "machine";

/// The name of all themes together.
const ALL_THEMES: &str = "(all themes)";

/// What agreement on documents is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// What coders said of the units themselves.
    Judged,
    /// As that, but coders left a whole stratum blank: only precision can be given.
    InPart,
    /// The judged sentences of each document: it counts as raising the theme when one of them does.
    /// This compares coders on the same sentences; it says nothing of sentences that were not drawn.
    FromSentences,
}

impl Basis {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Basis::Judged => "judged",
            Basis::InPart => "judged-in-part",
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

impl AgreementRow {
    /// The row under its theme, without what cannot be given when a stratum is blank.
    fn of(self, theme: &str, basis: Basis) -> Self {
        let mut row = AgreementRow { theme: theme.to_string(), basis, ..self };
        if basis == Basis::InPart {
            (row.prevalence, row.agreement, row.recall, row.f1) = (None, None, None, None);
            (row.kappa, row.alpha, row.ac1) = (None, None, None);
        }
        row
    }
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
        categories.any(|category| category != first).then_some(Disagreement { unit, codes })
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
                let row = compare(judged, level, &group, &units, question, seed);
                rows.extend(row.map(|row| row.of(name, basis)));
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
    let truth = if group.len() == 2 { group[1] } else { judged.coders.len() + 1 };
    let all = estimates(units, seed, |sample, _| measures(sample, group, truth, question.categories()));
    let mut all = all.into_iter();
    let mut next = || all.next().flatten();
    Some(AgreementRow {
        level,
        basis: Basis::Judged,
        theme: String::new(),
        coders: group.iter().map(|coder| name(judged, *coder)).collect(),
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

fn name(judged: &Judged, coder: usize) -> String {
    match coder.checked_sub(1) {
        None => MACHINE.to_string(),
        Some(person) => judged.coders[person].clone(),
    }
}

/// The figures of a row, in the order of its fields.
fn measures(sample: Sample<'_>, group: &[usize], truth: usize, categories: usize) -> Vec<Option<f64>> {
    let first = group[0];
    let of_two = || kappa(sample, first, truth, categories);
    vec![
        found(sample, truth),
        agreed(sample, group, categories),
        precision(sample, first, truth),
        precision(sample, truth, first),
        f1(sample, first, truth),
        if group.len() == 2 { of_two() } else { None },
        alpha(sample, group, categories),
        ac1(sample, group, categories),
    ]
}
