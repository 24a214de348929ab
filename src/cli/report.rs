//! `refrain report`: the main job.

use super::Found;
use super::args::ReportArguments;
use super::indexing::Indexing;
use super::progress::Bar;
use super::reading;
use crate::codebook::Codebook;
use crate::corpus::{Authorities, Corpus};
use crate::findings::{CheckCounter, Findings, Judged, accuracy};
use crate::pipeline::{self, Stages};
use crate::repetition::Decisions;
use crate::report::Report;
use crate::store::{self, Store};
use anyhow::Context;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// Reads and codes the corpus and writes the report folder.
pub(super) fn run(arguments: &ReportArguments) -> anyhow::Result<Found> {
    let roots = roots(&arguments.corpus)?;
    let listed = arguments.corpus.iter().any(|path| path.as_os_str() == "-");
    let open = if listed { Corpus::open_list } else { Corpus::open };
    let corpus = open(&roots, arguments.manifest.as_deref())?;
    if corpus.sources.is_empty() {
        eprintln!("refrain: no files in {}; nothing to report", names(&roots));
        return Ok(Found::Nothing);
    }
    let questions = reading::Questions::open(&arguments.reading)?;
    let pool = reading::pool(&arguments.reading)?;
    let store = Store::open(&arguments.workspace.workspace.join("store"))?;
    let folder = arguments.workspace.workspace.join("report");
    let marks = store::read_marks(&arguments.workspace.workspace)?;
    let settings = reading::settings(&arguments.reading);
    let authorities = Authorities::built_in()?;
    let decisions = match &arguments.decisions {
        Some(path) => Decisions::read(path)?,
        None => Decisions::default(),
    };
    let stages = Stages {
        authorities: &authorities,
        pool: &pool,
        store: &store,
        settings: &settings,
        codebook: &questions.codebook,
        classifier: &questions.classifier,
        facets: &questions.facets,
        decisions: &decisions,
    };
    let mut report = Report::start(
        &folder,
        &questions.codebook,
        reading::record(&arguments.reading, &questions)?,
        &marks,
    )?;
    let mut judged = store::read_judged(&arguments.workspace.workspace)?.unwrap_or_default();
    let mut checks = CheckCounter::new(&marks, &questions.codebook);
    let mut indexing = Indexing::start(&arguments.workspace.workspace, &questions.codebook);
    let bar = Bar::new(corpus.sources.len());
    let threads = reading::threads(&arguments.reading);
    let mut findings = pipeline::run(&corpus, &stages, threads, &bar, &mut |coded| {
        checks.document(coded, &questions.codebook);
        if let Some(document) = &coded.document {
            judged.document(document, &coded.mentions, &questions.codebook);
        }
        indexing.document(coded, &questions.codebook);
        report.document(coded)
    })?;
    findings.checks = checks.finish();
    bar.finish();
    score(&mut findings, &judged, &questions.codebook);
    report.finish(&findings)?;
    indexing.finish();
    summarise(&findings, &folder);
    Ok(Found::Something)
}

/// How well themes are coded, where people judged a sample of these documents.
fn score(findings: &mut Findings, judged: &Judged, codebook: &Codebook) {
    if judged.units.is_empty() {
        return;
    }
    findings.accuracy = accuracy(judged, codebook, &findings.themes);
    if judged.lost() > 0 {
        eprintln!(
            "{} of {} judged sentences and documents are not in this corpus as they were drawn; the rest is scored.",
            judged.lost(),
            judged.units.len()
        );
    }
}

/// The paths to read: those typed, `-` replaced by the list on standard input.
fn roots(typed: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut roots = Vec::new();
    for path in typed {
        if path.as_os_str() == "-" {
            for line in std::io::stdin().lock().lines() {
                let line = line.context("cannot read the list of files on standard input")?;
                roots.extend((!line.trim().is_empty()).then(|| PathBuf::from(line.trim_end_matches('\r'))));
            }
        } else {
            roots.push(path.clone());
        }
    }
    Ok(roots)
}

fn names(roots: &[PathBuf]) -> String {
    roots
        .iter()
        .map(|root| root.display().to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Says on standard error what was read, what was not, and where the report is.
fn summarise(findings: &Findings, folder: &Path) {
    let files = findings.documents.len();
    eprintln!(
        "{} of {files} files are documents that were read and counted.",
        findings.documents_read()
    );
    for (outcome, count) in findings.outcomes() {
        eprintln!("  {:<17} {count}", outcome.name());
    }
    let same = findings
        .documents
        .iter()
        .filter(|row| row.duplicate_of.is_some())
        .count();
    if same > 0 {
        eprintln!("  {same} of these are identical to another file and counted once.");
    }
    if findings.ignored > 0 {
        eprintln!(
            "  {} more left out: hidden, or named in .refrainignore.",
            findings.ignored
        );
    }
    eprintln!("Report: {}", folder.join("report.html").display());
}
