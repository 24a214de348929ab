//! Training with nested cross-validation.
//!
//! A row is judged by lines fitted without its fold, at thresholds chosen without its fold: for the fold
//! held out, every other fold is scored by lines fitted without both, and the threshold with the best F1
//! there is taken. Fits that leave out two folds serve both of them, so that `k` folds need
//! `k (k - 1) / 2 + k + 1` fits. The final thresholds are chosen on the scores of rows held out once.

use super::features::Recipe;
use super::figures::{Coder, Counts, Figure, Subject};
use super::fit::{Fitted, Pair, Plan, Prepared, fit, is_theme, pair_row};
use super::folds::deal;
use super::model::{FORMAT, Made, Model, UNIT, asserted};
use super::sample::{JUDGEMENT, Known, Sample, said};
use crate::error::{Error, Result};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Rows a person coded so, at least, before a line is fitted.
pub const LEAST_POSITIVES: usize = 10;

/// How a model is trained.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// Folds of the cross-validation, 3 or more.
    pub folds: usize,
    /// Seed of folds and solver.
    pub seed: u64,
    /// Whether what the rules saw is learned from.
    pub signals: bool,
    /// Cost of a row on the wrong side, above nothing: the more, the closer the fit.
    pub cost: f64,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            folds: 5,
            seed: 1,
            signals: true,
            cost: 1.0,
        }
    }
}

/// Trains a model on `samples` and counts how well rules and model do. `made` says what it is made from;
/// what training decides is filled in. Runs on the threads it is called on, with the same result on any
/// number.
///
/// # Errors
/// When there are fewer documents or paragraphs than folds, or too few rows of every theme.
pub fn train(samples: &[Sample], known: &[Known], options: &Options, made: Origin) -> Result<Model> {
    let groups: std::collections::BTreeSet<&str> =
        samples.iter().map(|sample| sample.group.as_str()).collect();
    if groups.len() < options.folds {
        let message = format!(
            "{} documents or paragraphs cannot be dealt into {} folds; code more, or name fewer with --folds",
            groups.len(),
            options.folds
        );
        return Err(Error::Unknown(message));
    }
    let recipe = Recipe {
        words: 2,
        letters: (3, 5),
        least_rows: 2,
        signals: options.signals,
    };
    let prepared = Prepared::new(samples, recipe.clone());
    let plan = plan(&prepared, known, options);
    if plan.themes.is_empty() && plan.assertions.is_empty() {
        let message = format!("nothing to learn: no theme and no assertion has {LEAST_POSITIVES} coded rows");
        return Err(Error::Unknown(message));
    }
    let trial = Trial {
        prepared: &prepared,
        known,
        plan: &plan,
        folds: options.folds,
        dealt: deal(samples, options.folds, options.seed),
    };
    let (model, figures) = trial.run();
    let made = Made {
        format: FORMAT,
        program: made.program,
        codebook: made.codebook,
        rules: made.rules,
        training: made.training,
        rows: samples.len(),
        groups: groups.len(),
        folds: options.folds,
        seed: options.seed,
        cost: options.cost,
        recipe,
    };
    Ok(Model {
        made,
        figures,
        vocabulary: model.vocabulary,
        themes: model.themes,
        assertions: model.assertions,
    })
}

/// Where a model comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origin {
    /// Version of the program.
    pub program: String,
    /// The codebook's id.
    pub codebook: String,
    /// Hash of its rules.
    pub rules: String,
    /// SHA-256 of the coded rows.
    pub training: String,
}

/// What has rows enough.
fn plan(prepared: &Prepared<'_>, known: &[Known], options: &Options) -> Plan {
    let rows = |theme: &str| {
        let samples = prepared.samples.iter();
        samples.filter(|sample| sample.has(theme) == Some(true)).count()
    };
    let themes = known.iter().map(|known| known.theme.clone());
    let mut assertions: Vec<String> = known.iter().flat_map(|known| known.assertions.clone()).collect();
    assertions.sort();
    assertions.dedup();
    assertions.retain(|name| {
        let pairs = prepared.pairs.iter();
        pairs
            .filter(|pair| pair.assertions.contains(&name.as_str()))
            .count()
            >= LEAST_POSITIVES
    });
    Plan {
        themes: themes
            .filter(|theme| is_theme(theme) && rows(theme) >= LEAST_POSITIVES)
            .collect(),
        assertions,
        cost: options.cost,
        seed: options.seed,
    }
}

/// A cross-validation.
struct Trial<'a> {
    prepared: &'a Prepared<'a>,
    known: &'a [Known],
    plan: &'a Plan,
    folds: usize,
    dealt: Vec<usize>,
}

/// What one fit says of the rows it was not fitted to.
struct Verdicts {
    /// Scores by sample, theme by theme in the order of the plan.
    themes: BTreeMap<usize, Vec<f64>>,
    /// What is asserted, by pair.
    assertions: BTreeMap<usize, Vec<String>>,
}

impl Trial<'_> {
    /// The fit to everything with its thresholds, and the figures.
    fn run(&self) -> (Fitted, Vec<Figure>) {
        let mut held_out: Vec<(usize, usize)> = Vec::new();
        for first in 0..self.folds {
            held_out.extend((first..self.folds).map(|second| (first, second)));
        }
        let judged: Vec<Verdicts> = held_out.par_iter().map(|folds| self.without(*folds)).collect();
        let verdicts: BTreeMap<(usize, usize), Verdicts> = held_out.into_iter().zip(judged).collect();
        let mut model = fit(self.prepared, self.plan, &|_| true);
        let once = |sample: usize| {
            let fold = self.dealt[sample];
            (fold, fold)
        };
        for (at, line) in model.themes.iter_mut().enumerate() {
            line.threshold = self.threshold(at, &verdicts, &|_| true, &once);
        }
        let said: Vec<Vec<bool>> = (0..self.plan.themes.len())
            .map(|theme| self.decisions(theme, &verdicts))
            .collect();
        let mut figures = self.of_themes(&said);
        figures.extend(self.of_assertions(&verdicts));
        (model, figures)
    }

    /// What lines fitted without one or two folds say of these folds.
    fn without(&self, (first, second): (usize, usize)) -> Verdicts {
        let out = |sample: usize| self.dealt[sample] == first || self.dealt[sample] == second;
        let fitted = fit(self.prepared, self.plan, &|sample| !out(sample));
        let samples = (0..self.prepared.samples.len()).filter(|sample| out(*sample));
        let themes = samples.map(|sample| {
            let row = fitted.vocabulary.row(&self.prepared.names[sample]);
            (
                sample,
                fitted.themes.iter().map(|line| line.score(&row)).collect(),
            )
        });
        let pairs = self.prepared.pairs.iter().enumerate();
        let assertions = pairs
            .filter(|(_, pair)| first == second && out(pair.sample))
            .map(|(at, pair)| (at, self.asserted(&fitted, pair)));
        Verdicts {
            themes: themes.collect(),
            assertions: assertions.collect(),
        }
    }

    fn asserted(&self, fitted: &Fitted, pair: &Pair<'_>) -> Vec<String> {
        let row = pair_row(self.prepared, &fitted.vocabulary, pair);
        let known = self.known.iter().find(|known| known.theme == pair.theme);
        let may = |name: &str| known.is_some_and(|known| known.assertions.iter().any(|other| other == name));
        let said = asserted(&fitted.assertions, &row, may);
        said.into_iter().map(str::to_string).collect()
    }

    /// Whether the model codes the theme in each sample, every fold at the threshold of the others.
    fn decisions(&self, theme: usize, verdicts: &BTreeMap<(usize, usize), Verdicts>) -> Vec<bool> {
        let mut said = vec![false; self.dealt.len()];
        for fold in 0..self.folds {
            let inner = |sample: usize| {
                let other = self.dealt[sample];
                (fold.min(other), fold.max(other))
            };
            let inside = |sample: usize| self.dealt[sample] != fold;
            let threshold = self.threshold(theme, verdicts, &inside, &inner) as f64 * UNIT;
            for (sample, scores) in &verdicts[&(fold, fold)].themes {
                said[*sample] = scores[theme] > threshold;
            }
        }
        said
    }

    /// The threshold with the best F1 on the samples `inside`, each scored by the fit that `fit_of` names,
    /// in whole units; halfway between the scores it divides.
    fn threshold(
        &self,
        theme: usize,
        verdicts: &BTreeMap<(usize, usize), Verdicts>,
        inside: &dyn Fn(usize) -> bool,
        fit_of: &dyn Fn(usize) -> (usize, usize),
    ) -> i64 {
        let name = &self.plan.themes[theme];
        let mut scored: Vec<(f64, bool)> = Vec::new();
        for (at, sample) in self
            .prepared
            .samples
            .iter()
            .enumerate()
            .filter(|(at, _)| inside(*at))
        {
            if let Some(gold) = sample.has(name) {
                scored.push((verdicts[&fit_of(at)].themes[&at][theme], gold));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        let positive = scored.iter().filter(|(_, gold)| *gold).count() as f64;
        let (mut right, mut top, mut limit) = (0.0, 0.0, f64::INFINITY);
        for (at, (score, gold)) in scored.iter().enumerate() {
            right += f64::from(u8::from(*gold));
            let next = scored.get(at + 1).map_or(score - 1.0, |(next, _)| *next);
            let f1 = 2.0 * right / (positive + at as f64 + 1.0);
            if next < *score && f1 > top {
                (top, limit) = (f1, (score + next) / 2.0);
            }
        }
        (limit / UNIT).round() as i64
    }

    fn of_themes(&self, said: &[Vec<bool>]) -> Vec<Figure> {
        let mut table = Table::default();
        let named = |known: &Known| self.prepared.pairs.iter().any(|pair| pair.theme == known.theme);
        // Rows coded for judgements only say nothing of themes.
        if !self
            .known
            .iter()
            .any(|known| is_theme(&known.theme) && named(known))
        {
            return Vec::new();
        }
        for known in self.known.iter().filter(|known| is_theme(&known.theme)) {
            let trained = self.plan.themes.iter().position(|theme| *theme == known.theme);
            let mut counts = [Counts::default(); Coder::ALL.len()];
            for (at, sample) in self.prepared.samples.iter().enumerate() {
                if let Some(gold) = sample.has(&known.theme) {
                    let model = trained.is_some_and(|theme| said[theme][at]);
                    for (coder, counts) in Coder::ALL.iter().zip(&mut counts) {
                        counts.add(gold, coder.codes(sample.ruled(&known.theme), model));
                    }
                }
            }
            table.add(Subject::Theme, &known.theme, counts, trained.is_some());
        }
        table.finish(Subject::Theme)
    }

    /// Over themes that a person and the rules both found, and judgements without a theme.
    fn of_assertions(&self, verdicts: &BTreeMap<(usize, usize), Verdicts>) -> Vec<Figure> {
        let mut table = Table::default();
        let mut names: Vec<&str> = self
            .prepared
            .pairs
            .iter()
            .flat_map(|pair| pair.assertions.iter().copied())
            .collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let mut counts = [Counts::default(); Coder::ALL.len()];
            for (at, pair) in self.prepared.pairs.iter().enumerate() {
                let sample = &self.prepared.samples[pair.sample];
                if pair.theme != JUDGEMENT && !sample.ruled(pair.theme) {
                    continue;
                }
                let fold = self.dealt[pair.sample];
                let model = verdicts[&(fold, fold)].assertions[&at]
                    .iter()
                    .any(|said| said == name);
                let rules = said(&sample.rules, pair.theme).any(|said| said == name);
                let silent = said(&sample.rules, pair.theme).next().is_none();
                let gold = pair.assertions.contains(&name);
                for (coder, counts) in Coder::ALL.iter().zip(&mut counts) {
                    // Where the rules say something, the model does not overrule them.
                    let coded = match coder {
                        Coder::Either => rules || silent && model,
                        other => other.codes(rules, model),
                    };
                    counts.add(gold, coded);
                }
            }
            let trained = self.plan.assertions.iter().any(|known| known == name);
            table.add(Subject::Assertion, name, counts, trained);
        }
        table.finish(Subject::Assertion)
    }
}

/// Figures of one subject, with what they come to together.
#[derive(Default)]
struct Table {
    figures: Vec<Figure>,
    pooled: [Counts; Coder::ALL.len()],
    all: Counts,
    trained: Vec<String>,
}

impl Table {
    fn add(&mut self, subject: Subject, name: &str, counts: [Counts; Coder::ALL.len()], trained: bool) {
        self.all.merge(&counts[0]);
        let mut figures = Coder::ALL
            .iter()
            .zip(&counts)
            .map(|(coder, counts)| Figure::new(subject, name, *coder, counts));
        if trained {
            self.figures.extend(figures);
            self.trained.push(name.to_string());
            for (pooled, counts) in self.pooled.iter_mut().zip(&counts) {
                pooled.merge(counts);
            }
        } else if let Some(mut figure) = figures.next() {
            figure.note = format!(
                "untrained: {} coded rows, {LEAST_POSITIVES} needed",
                figure.positive
            );
            self.figures.push(figure);
        }
    }

    /// The figures with macro and micro lines over what was trained, and micro over everything for the rules.
    fn finish(mut self, subject: Subject) -> Vec<Figure> {
        let mut together = Vec::new();
        for (coder, pooled) in Coder::ALL.iter().zip(&self.pooled) {
            let of_coder: Vec<&Figure> = self
                .figures
                .iter()
                .filter(|figure| figure.coder == *coder && self.trained.contains(&figure.name))
                .collect();
            together.push(Figure::mean(subject, *coder, &of_coder));
            together.push(Figure::new(subject, "micro", *coder, pooled));
        }
        together.sort_by(|a, b| a.name.cmp(&b.name));
        let mut all = Figure::new(subject, "micro", Coder::Rules, &self.all);
        all.note = "trained or not".to_string();
        self.figures.extend(together);
        self.figures.push(all);
        self.figures
    }
}
