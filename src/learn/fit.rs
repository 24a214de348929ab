//! All lines of a model, fitted to some of the rows.

use super::features::{Recipe, Sparse, Vocabulary, names, theme_names};
use super::model::{Linear, UNIT};
use super::sample::{Sample, said};
use super::solver::Problem;

/// Samples with their features named, once for every fit.
pub(super) struct Prepared<'a> {
    pub(super) samples: &'a [Sample],
    pub(super) names: Vec<Vec<String>>,
    pub(super) pairs: Vec<Pair<'a>>,
    pub(super) recipe: Recipe,
}

/// A theme a person coded in a sample, to learn what is asserted of it.
pub(super) struct Pair<'a> {
    pub(super) sample: usize,
    pub(super) theme: &'a str,
    pub(super) assertions: Vec<&'a str>,
    names: Vec<String>,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(samples: &'a [Sample], recipe: Recipe) -> Self {
        let named = |sample: &Sample| names(&sample.text, &sample.signals.unit, &recipe);
        Prepared {
            samples,
            names: samples.iter().map(named).collect(),
            pairs: samples.iter().enumerate().flat_map(|(at, sample)| pairs(at, sample, &recipe)).collect(),
            recipe,
        }
    }
}

fn pairs<'a>(at: usize, sample: &'a Sample, recipe: &Recipe) -> Vec<Pair<'a>> {
    let mut themes: Vec<&str> = sample.gold.iter().map(|code| code.theme.as_str()).collect();
    themes.dedup();
    themes.retain(|theme| sample.has(theme) == Some(true));
    themes
        .into_iter()
        .map(|theme| Pair {
            sample: at,
            theme,
            assertions: said(&sample.gold, theme).collect(),
            names: theme_names(theme, &sample.signals, recipe),
        })
        .collect()
}

/// What is to be learned, and how hard.
pub(super) struct Plan {
    pub(super) themes: Vec<String>,
    pub(super) assertions: Vec<String>,
    pub(super) cost: f64,
    pub(super) seed: u64,
}

/// Lines for themes and assertions, thresholds still at nothing.
pub(super) struct Fitted {
    pub(super) vocabulary: Vocabulary,
    pub(super) themes: Vec<Linear>,
    pub(super) assertions: Vec<Linear>,
}

/// Fits every line of `plan` to the samples for which `inside` holds.
pub(super) fn fit(prepared: &Prepared<'_>, plan: &Plan, inside: &dyn Fn(usize) -> bool) -> Fitted {
    let samples: Vec<usize> = (0..prepared.samples.len()).filter(|at| inside(*at)).collect();
    let pairs: Vec<&Pair<'_>> = prepared.pairs.iter().filter(|pair| inside(pair.sample)).collect();
    let rows = samples.iter().map(|at| prepared.names[*at].as_slice());
    let of_pairs = pairs.iter().map(|pair| pair.names.as_slice());
    let vocabulary = Vocabulary::new(rows.chain(of_pairs), prepared.recipe.least_rows);
    let rows: Vec<Sparse> = samples.iter().map(|at| vocabulary.row(&prepared.names[*at])).collect();
    let pair_rows: Vec<Sparse> = pairs.iter().map(|pair| pair_row(prepared, &vocabulary, pair)).collect();
    let themes = plan.themes.iter().map(|theme| {
        let known = samples.iter().zip(&rows).filter_map(|(at, row)| {
            let side = prepared.samples[*at].has(theme)?;
            Some((row, side))
        });
        line(theme, known, &vocabulary, plan)
    });
    let assertions = plan.assertions.iter().map(|assertion| {
        let known = pairs
            .iter()
            .zip(&pair_rows)
            .map(|(pair, row)| (row, pair.assertions.contains(&assertion.as_str())));
        line(assertion, known, &vocabulary, plan)
    });
    let (themes, assertions) = (themes.collect(), assertions.collect());
    Fitted { vocabulary, themes, assertions }
}

/// The row of a theme in a sample: the sample's features and the theme's own.
pub(super) fn pair_row(prepared: &Prepared<'_>, vocabulary: &Vocabulary, pair: &Pair<'_>) -> Sparse {
    let names = [prepared.names[pair.sample].as_slice(), &pair.names].concat();
    vocabulary.row(&names)
}

/// One line; rows on the rarer side weigh more, by the root of how rare they are.
fn line<'a>(
    name: &str,
    known: impl Iterator<Item = (&'a Sparse, bool)>,
    vocabulary: &Vocabulary,
    plan: &Plan,
) -> Linear {
    let (rows, sides): (Vec<&Sparse>, Vec<bool>) = known.unzip();
    let positive = sides.iter().filter(|side| **side).count();
    let ratio = (sides.len() - positive) as f64 / positive.max(1) as f64;
    let problem = Problem {
        rows,
        sides,
        features: vocabulary.len(),
        costs: [plan.cost, plan.cost * ratio.sqrt().max(1.0)],
        seed: plan.seed,
    };
    let line = problem.solve();
    let whole = |weight: f64| (weight / UNIT).round() as i32;
    Linear {
        name: name.to_string(),
        threshold: 0,
        bias: whole(line.bias),
        weights: line.weights.into_iter().map(whole).collect(),
    }
}
