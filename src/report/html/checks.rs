//! What people have checked, as words.

use super::words;
use crate::findings::{Checked, Findings};
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
    checked.map_or(String::new(), |checked| {
        format!("Checked by people: {}.", progress(checked))
    })
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
         it measures the checking, not the coding.{vanished}",
        progress(&all)
    )
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
    let said = if said.is_empty() {
        String::new()
    } else {
        format!(" ({})", said.join(", "))
    };
    let mentions = words::count(checked.mentions, "mention", "mentions");
    format!("{} of {mentions}{said}", words::number(checked.marked()))
}
