//! `report.html`: one file that needs no network, no script and no other file.
//!
//! Documents stream by and leave a bounded sample of passages for every theme; the page is written when
//! the findings come. Every number is taken from the findings; what is made here is wording, order and
//! the places of bars.

mod checks;
mod documents;
mod intake;
mod pairs;
mod passage;
mod repeats;
mod sample;
mod themes;
mod words;

use super::{RunRecord, Writer, create};
use crate::classify::{Assertion, Mention};
use crate::codebook::Codebook;
use crate::findings::{Coded, Findings, MIN_CELL, MIN_FOR_SHARE};
use crate::marks::Marks;
use askama::Template;
use passage::{Mark, Passage};
use sample::Sample;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The page while documents pass.
pub(super) struct Page {
    folder: PathBuf,
    run: RunRecord,
    marks: Marks,
    /// One a theme, in the codebook's order.
    samples: Vec<Sample>,
}

impl Page {
    /// Will write into `folder`.
    pub(super) fn start(folder: &Path, run: RunRecord, marks: Marks) -> Self {
        Page { folder: folder.to_path_buf(), run, marks, samples: Vec::new() }
    }
}

impl Writer for Page {
    fn document(&mut self, coded: &Coded, codebook: &Codebook) -> io::Result<()> {
        self.samples.resize_with(codebook.themes.len(), Sample::default);
        let Some(document) = &coded.document else {
            return Ok(());
        };
        for (theme, passages) in passages_by_theme(&coded.mentions) {
            if let Some(sample) = self.samples.get_mut(theme as usize) {
                sample.document(
                    &passages,
                    |mentions| (mentions[0].assertion, mentions[0].id(document, codebook)),
                    |mentions| Passage::new(document, mentions, codebook, &self.marks),
                );
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, findings: &Findings, codebook: &Codebook) -> io::Result<()> {
        self.samples.resize_with(codebook.themes.len(), Sample::default);
        let page = ReportPage {
            style: include_str!("report.css"),
            run: &self.run,
            totals: intake::Totals::of(findings),
            unread: intake::endings(findings, |outcome| !outcome.is_read()),
            partly: intake::endings(findings, |outcome| outcome == crate::extract::Outcome::PartlyExtracted),
            copies: intake::copies(findings),
            remarks: &findings.remarks,
            years: intake::years(findings),
            judged: !findings.accuracy.is_empty(),
            checked: checks::of_run(findings),
            groups: themes::groups(findings, codebook, self.samples),
            repeats: repeats::repeats(findings),
            pairs: pairs::pairs(findings),
            pairs_tested: words::number(findings.cooccurrence.len() as u64),
            pairs_most: pairs::SHOWN,
            documents: documents::documents(findings, codebook),
            numbers: documents::numbers(findings),
            files: findings.documents.len(),
            none: findings.documents_read() == 0,
            few: findings.documents_read() < MIN_FOR_SHARE,
            shares_from: MIN_FOR_SHARE,
            cells_from: MIN_CELL,
        };
        let mut out = create(&self.folder, "report.html")?;
        page.write_into(&mut out).map_err(io::Error::other)?;
        out.flush()
    }
}

/// The mentions of each theme, those of one sentence and assertion together, in text order.
fn passages_by_theme(mentions: &[Mention]) -> BTreeMap<u16, Vec<Vec<&Mention>>> {
    let mut sentences: BTreeMap<(u16, u32, Assertion), Vec<&Mention>> = BTreeMap::new();
    for mention in mentions {
        let key = (mention.theme, mention.sentence, mention.assertion);
        sentences.entry(key).or_default().push(mention);
    }
    let mut themes: BTreeMap<u16, Vec<Vec<&Mention>>> = BTreeMap::new();
    for ((theme, _, _), found) in sentences {
        themes.entry(theme).or_default().push(found);
    }
    themes
}

/// Everything the template shows.
#[derive(Template)]
#[template(path = "report.html")]
struct ReportPage<'a> {
    style: &'static str,
    run: &'a RunRecord,
    totals: intake::Totals,
    unread: Vec<intake::Ending>,
    partly: Vec<intake::Ending>,
    copies: Vec<intake::Copy>,
    remarks: &'a [(String, String)],
    years: Vec<intake::Year>,
    judged: bool,
    checked: String,
    groups: Vec<themes::Group>,
    repeats: repeats::Repeats,
    pairs: Vec<pairs::Pair>,
    pairs_tested: String,
    pairs_most: usize,
    documents: Vec<documents::DocumentView>,
    numbers: BTreeMap<&'a str, usize>,
    files: usize,
    none: bool,
    few: bool,
    shares_from: u32,
    cells_from: u32,
}

impl ReportPage<'_> {
    /// The place of a document in the list; none where the list was cut before it.
    fn number_of(&self, document: &str) -> Option<usize> {
        self.numbers.get(document).copied()
    }
}

#[cfg(test)]
mod tests {
    use crate::codebook::{Mode, Theme};

    /// A theme without patterns.
    pub(super) fn theme() -> Theme {
        Theme {
            id: "t".to_string(),
            label: String::new(),
            group: String::new(),
            mode: Mode::Practice,
            definition: String::new(),
            use_when: Vec::new(),
            not_when: Vec::new(),
            failing: Vec::new(),
            good: Vec::new(),
            absent: Vec::new(),
            topic: Vec::new(),
            weak: Vec::new(),
            not: Vec::new(),
            examples: Vec::new(),
            counter_examples: Vec::new(),
        }
    }
}
