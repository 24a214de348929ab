//! Samples to a model: what has rows enough, the trial that chooses thresholds and counts, the parts put
//! together.

use super::features::Recipe;
use super::fit::{Plan, Prepared};
use super::folds::deal;
use super::model::{FORMAT, Made, Model};
use super::sample::{Known, Sample, is_theme};
use super::trial::Trial;
use crate::error::{Error, Result};
use std::collections::BTreeSet;

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
        Options { folds: 5, seed: 1, signals: true, cost: 1.0 }
    }
}

/// Trains a model on `samples` and counts how well rules and model do. `origin` says where they come from. Runs on the threads it is called on, with the same result on any
/// number.
///
/// # Errors
/// When there are fewer documents or paragraphs than folds, or too few rows of every theme.
pub fn train(samples: &[Sample], known: &[Known], options: &Options, origin: Origin) -> Result<Model> {
    let groups: BTreeSet<&str> = samples.iter().map(|sample| sample.group.as_str()).collect();
    if groups.len() < options.folds {
        let message = format!(
            "{} documents or paragraphs cannot be dealt into {} folds; code more, or name fewer with --folds",
            groups.len(),
            options.folds
        );
        return Err(Error::Unknown(message));
    }
    let recipe = Recipe { words: 2, letters: (3, 5), least_rows: 2, signals: options.signals };
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
        program: origin.program,
        codebook: origin.codebook,
        rules: origin.rules,
        training: origin.training,
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
        pairs.filter(|pair| pair.assertions.contains(&name.as_str())).count() >= LEAST_POSITIVES
    });
    Plan {
        themes: themes.filter(|theme| is_theme(theme) && rows(theme) >= LEAST_POSITIVES).collect(),
        assertions,
        cost: options.cost,
        seed: options.seed,
    }
}
