//! `refrain report`: the main job.

use super::Found;
use super::args::ReportArguments;
use super::indexing::Indexing;
use super::progress::Bar;
use super::reading;
use crate::codebook::Codebook;
use crate::corpus::{Authorities, Corpus};
use crate::findings::{CheckCounter, Coded, Findings, Judged, accuracy};
use crate::marks::Marks;
use crate::pipeline::{self, Stages};
use crate::repetition::Decisions;
use crate::report::{Report, RunRecord};
use crate::store::{self, Store};
use anyhow::Context;
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// Reads and codes the corpus and writes the report folder.
pub(super) fn run(arguments: &ReportArguments) -> anyhow::Result<Found> {
    let Some(corpus) = corpus(arguments)? else {
        return Ok(Found::Nothing);
    };
    let workspace = &arguments.workspace.workspace;
    let questions = reading::Questions::open(&arguments.reading)?;
    let stages = Stages {
        authorities: &Authorities::built_in()?,
        pool: &reading::pool(&arguments.reading)?,
        store: &Store::open(&workspace.join("store"))?,
        settings: &reading::settings(&arguments.reading),
        codebook: &questions.codebook,
        classifier: &questions.classifier,
        facets: &questions.facets,
        decisions: &decisions(arguments)?,
    };
    let marks = store::read_marks(workspace)?;
    let record = reading::record(&arguments.reading, &questions)?;
    let mut results = Results::start(workspace, &questions.codebook, record, &marks)?;
    let bar = Bar::new(corpus.sources.len());
    let threads = reading::threads(&arguments.reading);
    let findings = pipeline::run(&corpus, &stages, threads, &bar, &mut |coded| results.document(coded))?;
    bar.finish();
    let findings = results.finish(findings)?;
    summarise(&findings, &workspace.join("report"));
    Ok(Found::Something)
}

/// What is to be read; none where there is nothing.
fn corpus(arguments: &ReportArguments) -> anyhow::Result<Option<Corpus>> {
    let roots = roots(&arguments.corpus)?;
    let listed = arguments.corpus.iter().any(|path| path.as_os_str() == "-");
    let open = if listed { Corpus::open_list } else { Corpus::open };
    let corpus = open(&roots, arguments.manifest.as_deref())?;
    if corpus.sources.is_empty() {
        eprintln!("refrain: no files in {}; nothing to report", names(&roots));
        return Ok(None);
    }
    Ok(Some(corpus))
}

fn decisions(arguments: &ReportArguments) -> anyhow::Result<Decisions> {
    match &arguments.decisions {
        Some(path) => Ok(Decisions::read(path)?),
        None => Ok(Decisions::default()),
    }
}

/// Everything that takes the documents one by one.
struct Results<'a> {
    codebook: &'a Codebook,
    report: Report<'a>,
    checks: CheckCounter<'a>,
    judged: Judged,
    indexing: Indexing,
}

impl<'a> Results<'a> {
    fn start(
        workspace: &Path,
        codebook: &'a Codebook,
        run: RunRecord,
        marks: &'a Marks,
    ) -> anyhow::Result<Self> {
        Ok(Results {
            codebook,
            report: Report::start(&workspace.join("report"), codebook, run, marks)?,
            checks: CheckCounter::new(marks, codebook),
            judged: store::read_judged(workspace)?.unwrap_or_default(),
            indexing: Indexing::start(workspace, codebook),
        })
    }

    fn document(&mut self, coded: &Coded) -> crate::error::Result<()> {
        self.checks.document(coded, self.codebook);
        if let Some(document) = &coded.document {
            self.judged.document(document, &coded.mentions, self.codebook);
        }
        self.indexing.document(coded, self.codebook);
        self.report.document(coded)
    }

    /// Adds what people said of the coding to the findings, and completes the report and the index.
    fn finish(self, mut findings: Findings) -> anyhow::Result<Findings> {
        findings.checks = self.checks.finish();
        score(&mut findings, &self.judged, self.codebook);
        self.report.finish(&findings)?;
        self.indexing.finish();
        Ok(findings)
    }
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
    roots.iter().map(|root| root.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// Says on standard error what was read, what was not, and where the report is.
fn summarise(findings: &Findings, folder: &Path) {
    let files = findings.documents.len();
    eprintln!("{} of {files} files are documents that were read and counted.", findings.documents_read());
    for (outcome, count) in findings.outcomes() {
        eprintln!("  {:<17} {count}", outcome.name());
    }
    let same = findings.documents.iter().filter(|row| row.duplicate_of.is_some()).count();
    if same > 0 {
        eprintln!("  {same} of these are identical to another file and counted once.");
    }
    if findings.ignored > 0 {
        eprintln!("  {} more left out: hidden, or named in .refrainignore.", findings.ignored);
    }
    eprintln!("Report: {}", folder.join("report.html").display());
}
