//! Nested cross-validation.
//!
//! A row is judged by lines fitted without its fold, at thresholds chosen without its fold: for the fold
//! held out, every other fold is scored by lines fitted without both, and the threshold with the best F1
//! there is taken. Fits that leave out two folds serve both of them, so that `k` folds need
//! `k (k - 1) / 2 + k + 1` fits. The final thresholds are chosen on the scores of rows held out once.

use super::figures::{Coder, Counts, Figure, Subject};
use super::fit::{Fitted, Pair, Plan, Prepared, fit, pair_row};
use super::model::{UNIT, asserted};
use super::sample::{JUDGEMENT, Known, is_theme, said};
use super::tally::Tally;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// A cross-validation.
pub(super) struct Trial<'a> {
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) known: &'a [Known],
    pub(super) plan: &'a Plan,
    pub(super) folds: usize,
    /// The fold of every sample.
    pub(super) dealt: Vec<usize>,
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
    pub(super) fn run(&self) -> (Fitted, Vec<Figure>) {
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
        let said: Vec<Vec<bool>> =
            (0..self.plan.themes.len()).map(|theme| self.decisions(theme, &verdicts)).collect();
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
            (sample, fitted.themes.iter().map(|line| line.score(&row)).collect())
        });
        let pairs = self.prepared.pairs.iter().enumerate();
        let assertions = pairs
            .filter(|(_, pair)| first == second && out(pair.sample))
            .map(|(at, pair)| (at, self.asserted(&fitted, pair)));
        Verdicts { themes: themes.collect(), assertions: assertions.collect() }
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
        for (at, sample) in self.prepared.samples.iter().enumerate().filter(|(at, _)| inside(*at)) {
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
        let mut tally = Tally::default();
        let named = |known: &Known| self.prepared.pairs.iter().any(|pair| pair.theme == known.theme);
        // Rows coded for judgements only say nothing of themes.
        if !self.known.iter().any(|known| is_theme(&known.theme) && named(known)) {
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
            tally.add(Subject::Theme, &known.theme, counts, trained.is_some());
        }
        tally.finish(Subject::Theme)
    }

    /// Over themes that a person and the rules both found, and judgements without a theme.
    fn of_assertions(&self, verdicts: &BTreeMap<(usize, usize), Verdicts>) -> Vec<Figure> {
        let mut tally = Tally::default();
        let mut names: Vec<&str> =
            self.prepared.pairs.iter().flat_map(|pair| pair.assertions.iter().copied()).collect();
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
                let model = verdicts[&(fold, fold)].assertions[&at].iter().any(|said| said == name);
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
            tally.add(Subject::Assertion, name, counts, trained);
        }
        tally.finish(Subject::Assertion)
    }
}
