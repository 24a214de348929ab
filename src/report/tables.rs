//! The tables of the contract: `documents.csv`, `themes.csv`, `mentions.csv`, `notes.csv`.

use super::{Writer, create};
use crate::classify::{Assertion, Mention};
use crate::codebook::Codebook;
use crate::document::{Document, Span};
use crate::findings::{
    Accuracy, Checked, Coded, DocumentRow, Estimate, Findings, Proportion, ThemeRow, Uncorrected,
};
use crate::marks::{Marks, Standing};
use crate::table;
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

const DOCUMENTS: [&str; 29] = [
    "document",
    "file",
    "sha256",
    "outcome",
    "duplicate_of",
    "pages",
    "pages_without_text",
    "words",
    "title",
    "authority",
    "region",
    "nation",
    "published",
    "kind",
    "genre",
    "grade",
    "recommendations",
    "themes_raised",
    "notes",
    "detail",
    "title_origin",
    "authority_origin",
    "region_origin",
    "nation_origin",
    "published_origin",
    "kind_origin",
    "genre_origin",
    "author",
    "author_origin",
];

const THEMES: [&str; 38] = [
    "theme",
    "label",
    "group",
    "mode",
    "documents_read",
    "documents_raised",
    "prevalence",
    "low",
    "high",
    "documents_recommended_only",
    "documents_good_practice",
    "mentions",
    "mentions_failing",
    "mentions_recommended",
    "mentions_good_practice",
    "mentions_neutral",
    "explained_share",
    "first_year",
    "last_year",
    "authorities",
    "mentions_marked",
    "mentions_accepted",
    "mentions_rejected",
    "judged_sentences",
    "precision",
    "precision_low",
    "precision_high",
    "recall",
    "recall_low",
    "recall_high",
    "judged_documents",
    "document_precision",
    "document_recall",
    "document_specificity",
    "prevalence_corrected",
    "corrected_low",
    "corrected_high",
    "corrected_withheld",
];

const MENTIONS: [&str; 20] = [
    "mention",
    "document",
    "page",
    "section",
    "paragraph",
    "start",
    "end",
    "theme",
    "assertion",
    "explained",
    "pattern",
    "cue",
    "quote",
    "before",
    "after",
    "sha256",
    "page_end",
    "frame",
    "by",
    "mark",
];

const NOTES: [&str; 4] = ["document", "page", "kind", "detail"];

/// The CSV files of a report; mentions and notes are written as documents come.
pub(super) struct Tables {
    folder: PathBuf,
    marks: Marks,
    mentions: table::Writer<BufWriter<File>>,
    notes: table::Writer<BufWriter<File>>,
}

impl Tables {
    /// Starts the files in `folder`.
    pub(super) fn start(folder: &Path, marks: Marks) -> io::Result<Self> {
        Ok(Tables {
            folder: folder.to_path_buf(),
            marks,
            mentions: table::Writer::new(create(folder, "mentions.csv")?, &MENTIONS)?,
            notes: table::Writer::new(create(folder, "notes.csv")?, &NOTES)?,
        })
    }
}

impl Writer for Tables {
    fn document(&mut self, coded: &Coded, codebook: &Codebook) -> io::Result<()> {
        if let Some(document) = &coded.document {
            for mention in &coded.mentions {
                let mut row = mention_row(document, mention, codebook);
                let theme = &codebook.themes[mention.theme as usize].id;
                let mark = self.marks.standing(document, theme, mention.span);
                row.push(mark.map_or("", Standing::name).to_string());
                self.mentions.row(row)?;
            }
        }
        for note in &coded.notes {
            let page = note.page.map(|page| page.to_string()).unwrap_or_default();
            self.notes.row([&coded.row.document, &page, note.kind.name(), &note.detail])?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, findings: &Findings, codebook: &Codebook) -> io::Result<()> {
        for (document, detail) in &findings.remarks {
            self.notes.row([document.as_str(), "", "manifest", detail])?;
        }
        self.mentions.finish()?;
        self.notes.finish()?;
        let mut documents = table::Writer::new(create(&self.folder, "documents.csv")?, &DOCUMENTS)?;
        for row in &findings.documents {
            documents.row(document_row(row, codebook))?;
        }
        documents.finish()?;
        let mut themes = table::Writer::new(create(&self.folder, "themes.csv")?, &THEMES)?;
        for (place, row) in findings.themes.iter().enumerate() {
            let mut cells = theme_row(row, findings.documents_read());
            cells.extend(marked_cells(findings.checks.themes.get(place)));
            cells.extend(accuracy_cells(findings.accuracy.get(place)));
            themes.row(cells)?;
        }
        themes.finish()
    }
}

fn document_row(row: &DocumentRow, codebook: &Codebook) -> Vec<String> {
    let meta = &row.metadata;
    let fields =
        [&meta.title, &meta.authority, &meta.region, &meta.nation, &meta.published, &meta.kind, &meta.genre];
    let mut cells = vec![
        row.document.clone(),
        row.file.clone(),
        row.sha256.clone(),
        row.outcome.name().to_string(),
        row.duplicate_of.clone().unwrap_or_default(),
        row.pages.to_string(),
        row.pages_without_text.to_string(),
        row.words.to_string(),
    ];
    cells.extend(fields.iter().map(|field| field.value.clone()));
    cells.push(meta.grade.value.clone());
    cells.push(row.recommendations.to_string());
    cells.push(row.themes_raised(codebook).to_string());
    cells.push(row.notes.to_string());
    cells.push(row.detail.clone());
    cells.extend(fields.iter().map(|field| field.origin.name().to_string()));
    cells.extend([meta.author.value.clone(), meta.author.origin.name().to_string()]);
    cells
}

fn theme_row(row: &ThemeRow, documents_read: u32) -> Vec<String> {
    let share = |part: fn(&Proportion) -> f64, of: &Option<Proportion>| {
        of.as_ref().map(part).map(decimal).unwrap_or_default()
    };
    let year = |year: Option<u16>| year.map(|year| year.to_string()).unwrap_or_default();
    let mentions = |assertions: &[Assertion]| -> String {
        assertions.iter().map(|assertion| row.mentions.of(*assertion)).sum::<u32>().to_string()
    };
    vec![
        row.theme.clone(),
        row.label.clone(),
        row.group.clone(),
        row.mode.name().to_string(),
        documents_read.to_string(),
        row.raised.map_or(0, |raised| raised.count).to_string(),
        share(|p| p.share, &row.raised),
        share(|p| p.low, &row.raised),
        share(|p| p.high, &row.raised),
        row.documents_recommended_only.to_string(),
        row.documents_good_practice.to_string(),
        row.mentions.mentions().to_string(),
        mentions(&[Assertion::Failing, Assertion::Mixed]),
        mentions(&[Assertion::Recommended]),
        mentions(&[Assertion::GoodPractice]),
        mentions(&[Assertion::Neutral]),
        share(|p| p.share, &row.explained),
        year(row.first_year),
        year(row.last_year),
        row.authorities.to_string(),
    ]
}

/// What people marked; empty cells where nobody marked anything in the whole run.
fn marked_cells(checked: Option<&Checked>) -> [String; 3] {
    let cell =
        |count: fn(&Checked) -> u32| checked.map_or(String::new(), |checked| count(checked).to_string());
    [cell(Checked::marked), cell(|c| c.accepted), cell(|c| c.rejected)]
}

/// How well the theme is coded; empty cells where no sample was judged.
fn accuracy_cells(accuracy: Option<&Accuracy>) -> Vec<String> {
    let Some(accuracy) = accuracy else {
        return vec![String::new(); 15];
    };
    let number = |value: Option<f64>| value.map(decimal).unwrap_or_default();
    let value = |estimate: Option<Estimate>| number(estimate.map(|estimate| estimate.value));
    let all = |estimate: Option<Estimate>| {
        let ends = estimate.map_or((None, None), |estimate| (estimate.low, estimate.high));
        [value(estimate), number(ends.0), number(ends.1)]
    };
    let documents = &accuracy.documents;
    let mut cells = vec![accuracy.sentences.to_string()];
    cells.extend(all(accuracy.precision));
    cells.extend(all(accuracy.recall));
    cells.push(documents.documents.to_string());
    cells.extend([documents.precision, documents.recall, documents.specificity].map(value));
    cells.extend(all(documents.prevalence));
    cells.push(documents.withheld.map_or("", Uncorrected::name).to_string());
    cells
}

fn mention_row(document: &Document, mention: &Mention, codebook: &Codebook) -> Vec<String> {
    let span = mention.span;
    let sentence = document.sentences.get(mention.sentence as usize).map_or(span, |sentence| sentence.span);
    let block = document.block_at(span.start as usize);
    let section =
        block.and_then(|block| document.section_of(block)).map(|section| document.sections[section].kind);
    let paragraph =
        block.and_then(|block| document.blocks[block].number).map(|number| number.of(&document.text));
    let cue = mention.cue.as_ref();
    let around = |start: u32, end: u32| Span { start, end }.of(&document.text).trim().to_string();
    vec![
        mention.id(document, codebook),
        document.id.clone(),
        document.page_of(span.start as usize).to_string(),
        section.map(|kind| kind.name().to_string()).unwrap_or_default(),
        paragraph.unwrap_or_default().to_string(),
        span.start.to_string(),
        span.end.to_string(),
        codebook.themes[mention.theme as usize].id.clone(),
        mention.assertion.name().to_string(),
        mention.explained.to_string(),
        mention.pattern.clone(),
        cue.map(|cue| cue.text.clone()).unwrap_or_default(),
        span.of(&document.text).to_string(),
        around(sentence.start.min(span.start), span.start),
        around(span.end, sentence.end.max(span.end)),
        document.sha256.clone(),
        document.page_of((span.end as usize).saturating_sub(1)).to_string(),
        cue.map(|cue| cue.frame.clone()).unwrap_or_default(),
        mention.by.name().to_string(),
    ]
}

/// Four decimals: finer than any corpus of reviews can support.
fn decimal(value: f64) -> String {
    format!("{value:.4}")
}
