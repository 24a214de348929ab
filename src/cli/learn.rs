//! `refrain learn`: coded sentences to a model, and figures of rules and model.

use super::Found;
use super::args::LearnArguments;
use super::list::List;
use super::reading;
use crate::classify::{Assertion, Classifier, Mention, known};
use crate::codebook::Codebook;
use crate::corpus::sha256;
use crate::learn::{Code, Figure, Gold, JUDGEMENT, LEAST_POSITIVES, Options, Origin, Row, Sample, train};
use crate::repetition::Threads;
use anyhow::Context;
use serde_json::json;

/// Trains, prints the figures and writes the model.
pub(super) fn run(arguments: &LearnArguments) -> anyhow::Result<Found> {
    let path = &arguments.gold;
    let codebook = reading::codebook(arguments.codebook.as_deref())?;
    let classifier = Classifier::new(&codebook);
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let known = known(&codebook);
    let gold = Gold::parse(&text, path, &known)?;
    let samples: Vec<Sample> = gold.rows.into_iter().map(|row| sample(row, &codebook, &classifier)).collect();
    let options = Options {
        folds: arguments.folds.into(),
        seed: arguments.seed,
        signals: !arguments.text_only,
        ..Options::default()
    };
    let origin = Origin {
        program: env!("CARGO_PKG_VERSION").into(),
        codebook: codebook.id.clone(),
        rules: codebook.rules(),
        training: sha256(&mut text.as_bytes())?,
    };
    let threads = Threads::new(reading::threads_of(arguments.jobs))?;
    let model = threads
        .install(|| train(&samples, &known, &options, origin))
        .with_context(|| format!("cannot learn from {}", path.display()))?;
    list(&model.figures).print(arguments.format.format)?;
    if let Some(output) = &arguments.output {
        let bytes = model.to_bytes()?;
        std::fs::write(output, &bytes).with_context(|| format!("cannot write {}", output.display()))?;
        eprintln!(
            "Model: {}, {} bytes; name it in the codebook's groups.toml: model = \"...\".",
            output.display(),
            bytes.len()
        );
    }
    eprintln!(
        "{} rows from {} documents or paragraphs in {} folds; a theme or assertion needs {LEAST_POSITIVES} coded rows.",
        model.made.rows, model.made.groups, model.made.folds
    );
    Ok(Found::Something)
}

/// A row with what the rules make of it. What says nothing of the case raises no theme.
fn sample(row: Row, codebook: &Codebook, classifier: &Classifier) -> Sample {
    let (passage, signals) = classifier.observe(&row.text, row.section.as_deref());
    let code =
        |theme: &str, assertion: &str| Code { theme: theme.to_string(), assertion: assertion.to_string() };
    let counts = |mention: &&Mention| mention.assertion.counts();
    let mut rules: Vec<Code> = passage
        .mentions
        .iter()
        .filter(counts)
        .map(|mention| code(&codebook.themes[mention.theme as usize].id, mention.assertion.name()))
        .collect();
    // A judgement is one whether or not a theme is named beside it.
    let judged = passage.mentions.iter().map(|mention| mention.assertion);
    let judged = judged.chain(passage.judged.iter().map(|judged| judged.assertion));
    rules.extend(
        judged.filter(|assertion| assertion.judges()).map(|assertion| code(JUDGEMENT, assertion.name())),
    );
    rules.sort();
    rules.dedup();
    let silent = |code: &Code| {
        let assertion = Assertion::from_name(&code.assertion);
        assertion.is_none_or(|assertion| assertion.counts())
    };
    Sample {
        group: row.group,
        text: row.text,
        gold: row.codes.into_iter().filter(silent).collect(),
        disputed: row.disputed,
        rules,
        signals,
    }
}

fn list(figures: &[Figure]) -> List {
    let mut list = List::new(&[
        "subject",
        "name",
        "coder",
        "units",
        "positive",
        "found",
        "precision",
        "recall",
        "f1",
        "kappa",
        "note",
    ]);
    for figure in figures {
        list.row([
            json!(figure.subject),
            json!(figure.name),
            json!(figure.coder.name()),
            json!(figure.units),
            json!(figure.positive),
            json!(figure.found),
            json!(figure.precision),
            json!(figure.recall),
            json!(figure.f1),
            json!(figure.kappa),
            json!(figure.note),
        ]);
    }
    list
}
