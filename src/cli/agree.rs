//! `refrain agree`: how far people agree with each other and with the machine.

use super::Found;
use super::args::{AgreeArguments, ListFormat, On};
use super::list::{List, figure};
use super::reading;
use super::workspace::Workspace;
use crate::codebook::Codebook;
use crate::findings::{AgreementRow, Code, Estimate, Judged, Question, agreement, disagreements};
use crate::store;
use anyhow::{Context, bail};
use serde_json::json;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Scores sheets, the kept sample, or marks.
pub(super) fn run(arguments: &AgreeArguments) -> anyhow::Result<Found> {
    let (folder, format) = (&arguments.workspace.workspace, arguments.format.format);
    let judged =
        if arguments.files.is_empty() { store::read_judged(folder)? } else { Some(sheets(arguments)?) };
    let Some(mut judged) = judged else {
        return super::mark::precision(folder, format);
    };
    if judged.judged() == 0 {
        eprintln!("refrain: no verdict in any sheet; fill in the column verdict (refrain sample --help)");
        return Ok(Found::Nothing);
    }
    if arguments.keep {
        store::keep_judged(folder, &judged)?;
        let file = store::judged_file(folder);
        eprintln!("Kept in {}; refrain report uses it.", file.display());
    }
    let codebook = reading::codebook(arguments.codebook.as_deref())?;
    let workspace = Workspace::open(folder)?;
    workspace.remark_on(&codebook);
    code(&mut judged, &workspace, &codebook)?;
    remarks(&judged, &codebook);
    let list = list(arguments, &judged, &codebook);
    if list.is_empty() {
        eprintln!("refrain: coders agree on every unit that two of them judged");
        return Ok(Found::Nothing);
    }
    list.print(format)?;
    Ok(Found::Something)
}

/// What was asked for: figures, or the units on which coders differ.
fn list(arguments: &AgreeArguments, judged: &Judged, codebook: &Codebook) -> List {
    let question = match arguments.on {
        On::Raised => Question::Raised,
        On::Mentioned => Question::Mentioned,
        On::Assertion => Question::Assertion,
    };
    if arguments.disagreements {
        return differences(judged, codebook, question);
    }
    let rows = agreement(judged, codebook, question, arguments.seed);
    table(&rows, arguments.format.format == ListFormat::Table)
}

/// The key that was named, or that of the first sheet where it lies beside it, or the workspace's own.
fn key(arguments: &AgreeArguments) -> PathBuf {
    let beside = || arguments.files.first().map(|sheet| store::key_file(sheet)).filter(|key| key.is_file());
    let own = || store::key_file(&arguments.workspace.workspace.join("sample.csv"));
    arguments.key.clone().or_else(beside).unwrap_or_else(own)
}

/// The answers in the sheets named, joined by the key.
fn sheets(arguments: &AgreeArguments) -> anyhow::Result<Judged> {
    for file in &arguments.files {
        File::open(file).with_context(|| format!("cannot read the sheet {}", file.display()))?;
    }
    let key = key(arguments);
    let units = store::read_key(&key).context("the key of the sample is needed; name it with --key")?;
    let mut coders: Vec<String> = Vec::new();
    let mut codes = Vec::new();
    for file in &arguments.files {
        let name = coder(file);
        if coders.contains(&name) || name == "machine" {
            bail!("two coders would be called '{name}'; give each sheet a file name of its own");
        }
        codes.push(store::read_sheet(file, &units)?);
        coders.push(name);
    }
    Ok(Judged::new(units, coders, codes))
}

fn coder(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// Asks the machine, which codes the documents of the sample anew.
fn code(judged: &mut Judged, workspace: &Workspace, codebook: &Codebook) -> anyhow::Result<()> {
    let classifier = reading::classifier(codebook)?;
    for row in workspace.rows() {
        if judged.asks_about(row.get("sha256"))
            && let Some(document) = workspace.document(row)
        {
            judged.document(&document, &classifier.classify(&document), codebook);
        }
    }
    Ok(())
}

fn remarks(judged: &Judged, codebook: &Codebook) {
    eprintln!(
        "{} of {} units were judged by at least one of: {}.",
        judged.judged(),
        judged.units.len(),
        judged.coders.join(", ")
    );
    let lost = judged.lost();
    if lost > 0 {
        eprintln!(
            "{lost} units are not in the documents of the last report as they were drawn: the machine says nothing of them."
        );
    }
    let unknown =
        judged.units.iter().filter(|unit| codebook.themes.iter().all(|theme| theme.id != unit.theme)).count();
    if unknown > 0 {
        eprintln!("{unknown} of these ask about a theme that is not in this codebook.");
    }
}

fn differences(judged: &Judged, codebook: &Codebook, question: Question) -> List {
    let mut list =
        List::new(&["theme", "level", "document", "sentence", "coder", "verdict", "machine", "unit"]);
    for found in disagreements(judged, codebook, question) {
        let name = |code: Option<Code>| json!(code.map(Code::name));
        for (coder, code) in judged.coders.iter().zip(&found.codes[1..]) {
            list.row([
                json!(found.unit.theme),
                json!(found.unit.level.name()),
                json!(found.unit.document),
                json!(found.unit.sentence),
                json!(coder),
                name(*code),
                name(found.codes[0]),
                json!(found.unit.id),
            ]);
        }
    }
    list
}

/// The figures of a row, in the order of their columns.
fn figures(row: &AgreementRow) -> [Option<Estimate>; 8] {
    [row.prevalence, row.agreement, row.precision, row.recall, row.f1, row.kappa, row.alpha, row.ac1]
}

/// For reading, each figure with its interval in one column; for programs, in three.
fn table(rows: &[AgreementRow], for_reading: bool) -> List {
    let apart = |column: &str| column.ends_with("_low") || column.ends_with("_high");
    let columns = COLUMNS.into_iter().filter(|column| !for_reading || !apart(column));
    let mut list = List::new(&columns.collect::<Vec<_>>());
    for row in rows {
        let mut cells = vec![
            json!(row.level.name()),
            json!(row.theme),
            json!(row.coders.join(" + ")),
            json!(row.units),
            json!(row.basis.name()),
        ];
        for shown in figures(row) {
            if for_reading {
                cells.push(json!(shown.map_or("-".to_string(), words)));
            } else {
                cells.push(figure(shown.map(|shown| shown.value)));
                cells.push(figure(shown.and_then(|shown| shown.low)));
                cells.push(figure(shown.and_then(|shown| shown.high)));
            }
        }
        list.row(cells);
    }
    list
}

/// The columns for programs; those for reading have no column of their own for the ends of an interval.
const COLUMNS: [&str; 29] = [
    "level",
    "theme",
    "coders",
    "units",
    "basis",
    "prevalence",
    "prevalence_low",
    "prevalence_high",
    "agreement",
    "agreement_low",
    "agreement_high",
    "precision",
    "precision_low",
    "precision_high",
    "recall",
    "recall_low",
    "recall_high",
    "f1",
    "f1_low",
    "f1_high",
    "kappa",
    "kappa_low",
    "kappa_high",
    "alpha",
    "alpha_low",
    "alpha_high",
    "ac1",
    "ac1_low",
    "ac1_high",
];

/// `0.91 (0.80–0.97)`.
fn words(figure: Estimate) -> String {
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => format!("{:.2} ({low:.2}–{high:.2})", figure.value),
        _ => format!("{:.2}", figure.value),
    }
}
