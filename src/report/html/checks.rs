//! What people have checked, as words.

use super::words;
use crate::findings::{Accuracy, Checked, Estimate, Findings, MIN_FOR_SHARE, Uncorrected};
use crate::marks::{Mark, Verdict};

/// One person's mark beside a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MarkView {
    /// `accepted`, `rejected by A. Reader`.
    pub(super) said: String,
    pub(super) note: String,
}

impl MarkView {
    pub(super) fn of(mark: &Mark) -> Self {
        let said = match mark.verdict {
            Verdict::Accept => "accepted",
            Verdict::Reject => "rejected",
            Verdict::Unsure => "marked unsure",
        };
        MarkView {
            said: if mark.by.is_empty() {
                said.to_string()
            } else {
                format!("{said} by {}", words::one_line(&mark.by))
            },
            note: words::one_line(&mark.note),
        }
    }
}

/// How far one theme is checked; nothing where nobody marked anything in the whole run.
pub(super) fn of_theme(checked: Option<&Checked>) -> String {
    checked.map_or(String::new(), |checked| format!("Checked by people: {}.", progress(checked)))
}

/// How far the run is checked, and marks without a mention.
pub(super) fn of_run(findings: &Findings) -> String {
    let themes = &findings.checks.themes;
    if themes.is_empty() {
        return String::new();
    }
    let mut all = Checked::default();
    for theme in themes {
        all.mentions += theme.mentions;
        all.accepted += theme.accepted;
        all.rejected += theme.rejected;
        all.unsure += theme.unsure;
        all.disputed += theme.disputed;
    }
    let vanished = match findings.checks.vanished {
        0 => String::new(),
        1 => " One more marked mention was not found in this run; its mark is kept.".to_string(),
        n => format!(" {n} more marked mentions were not found in this run; their marks are kept."),
    };
    format!(
        "Checked by people: {}. Passages were not drawn at random for this, and what was missed was not looked for: \
         it measures the checking, not the coding. Marks change no count.{vanished}",
        progress(&all)
    )
}

/// How well one theme is coded, as judged by people.
#[derive(Clone, Debug, Default)]
pub(super) struct AccuracyView {
    /// Beside the rate; empty where there is nothing to say.
    pub(super) beside: String,
    pub(super) sentences: String,
    pub(super) documents: String,
}

impl AccuracyView {
    /// None of it where no sample was judged, or none of this theme.
    pub(super) fn of(accuracy: Option<&Accuracy>) -> Self {
        match accuracy {
            Some(accuracy) if accuracy.sentences + accuracy.documents.documents > 0 => AccuracyView {
                beside: beside(accuracy),
                sentences: sentences(accuracy),
                documents: documents(accuracy),
            },
            _ => AccuracyView::default(),
        }
    }
}

fn beside(accuracy: &Accuracy) -> String {
    let parts = [
        ("share corrected to", accuracy.documents.prevalence),
        ("precision", accuracy.precision),
        ("recall", accuracy.recall),
    ];
    let said = parts
        .iter()
        .filter_map(|(name, figure)| figure.map(|figure| format!("{name} {}", figure_in_words(&figure))));
    said.collect::<Vec<_>>().join(", ")
}

fn sentences(accuracy: &Accuracy) -> String {
    let judged = words::count(accuracy.sentences, "sentence", "sentences");
    let precision = match &accuracy.precision {
        Some(figure) => format!(
            "of those coded as raising the theme {} do (precision; {} judged)",
            figure_in_words(figure),
            accuracy.sentences_found
        ),
        None => format!(
            "too few to give precision ({} were coded as raising the theme; {MIN_FOR_SHARE} are needed)",
            accuracy.sentences_found
        ),
    };
    let recall = match &accuracy.recall {
        Some(figure) => format!(
            "of those that raise it {} were coded so (recall; {} judged)",
            figure_in_words(figure),
            accuracy.sentences_true
        ),
        None if accuracy.sentences_true >= MIN_FOR_SHARE => {
            "recall cannot be given while one of the strata is without an answer".to_string()
        }
        None => format!(
            "too few to give recall ({} raise it; {MIN_FOR_SHARE} are needed)",
            accuracy.sentences_true
        ),
    };
    format!("People judged {judged}: {precision}; {recall}.")
}

fn documents(accuracy: &Accuracy) -> String {
    let of = &accuracy.documents;
    let judged = words::count(of.documents, "whole document", "whole documents");
    let why = match (of.withheld, of.prevalence) {
        (Some(Uncorrected::NoneJudged), _) => {
            return "Documents: none was judged as a whole, so the share of documents is not corrected."
                .to_string();
        }
        (Some(Uncorrected::FewJudged), _) => {
            format!("too few to correct the share ({MIN_FOR_SHARE} are needed)")
        }
        (Some(Uncorrected::StratumBlank), _) => {
            "all coded alike, the others not yet, so the share cannot be corrected".to_string()
        }
        (Some(Uncorrected::OneSided), _) => {
            "all alike in people’s view, so the share cannot be corrected".to_string()
        }
        (Some(Uncorrected::Uninformative), _) | (None, None) => {
            "the coding tells them apart no better than chance, so the share cannot be corrected".to_string()
        }
        (None, Some(corrected)) => format!(
            "recall {}, specificity {}; corrected for these errors {} of the documents read raise the theme",
            of.recall.as_ref().map_or(String::new(), figure_in_words),
            of.specificity.as_ref().map_or(String::new(), figure_in_words),
            figure_in_words(&corrected)
        ),
    };
    format!("They judged {judged}: {why}.")
}

/// `91% (80–97%)`.
fn figure_in_words(figure: &Estimate) -> String {
    let value = words::percent(figure.value);
    match (figure.low, figure.high) {
        (Some(low), Some(high)) => format!("{value} ({:.0}–{:.0}%)", low * 100.0, high * 100.0),
        _ => value,
    }
}

/// `12 of 340 mentions (9 accepted, 3 rejected)`.
fn progress(checked: &Checked) -> String {
    let parts = [
        (checked.accepted, "accepted"),
        (checked.rejected, "rejected"),
        (checked.unsure, "unsure"),
        (checked.disputed, "disputed"),
    ];
    let said: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{} {word}", words::number(*count)))
        .collect();
    let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
    let mentions = words::count(checked.mentions, "mention", "mentions");
    format!("{} of {mentions}{said}", words::number(checked.marked()))
}
