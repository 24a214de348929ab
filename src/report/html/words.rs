//! Names and numbers as people read them.

use crate::classify::Assertion;
use crate::codebook::Mode;
use crate::extract::Outcome;
use crate::findings::{MIN_FOR_SHARE, Proportion};

/// Longest heading or cue shown, in characters.
const ONE_LINE: usize = 140;

/// `working-together` as `working together`.
pub(super) fn plain(id: &str) -> String {
    id.replace('-', " ")
}

/// White space folded, cut at a length that fits a line or two.
pub(super) fn one_line(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.char_indices().nth(ONE_LINE) {
        Some((cut, _)) => {
            let whole = folded[..cut].rfind(' ').unwrap_or(cut);
            format!("{} …", &folded[..whole])
        }
        None => folded,
    }
}

/// `1234` as `1,234`.
pub(super) fn number(value: impl Into<u64>) -> String {
    let digits = value.into().to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 document`, `2 documents`.
pub(super) fn count(value: u32, one: &str, many: &str) -> String {
    format!("{} {}", number(value), if value == 1 { one } else { many })
}

/// `0.613` as `61%`; what is not quite nothing or everything is not rounded to it.
pub(super) fn percent(share: f64) -> String {
    match (share * 100.0).round() {
        0.0 if share > 0.0 => "under 1%".to_string(),
        100.0 if share < 1.0 => "over 99%".to_string(),
        rounded => format!("{rounded:.0}%"),
    }
}

/// The interval as `42–76%`.
pub(super) fn interval(proportion: &Proportion) -> String {
    format!("{:.0}–{:.0}%", proportion.low * 100.0, proportion.high * 100.0)
}

/// A proportion of enough documents or mentions to be given as a share.
pub(super) fn sayable(proportion: &Option<Proportion>) -> Option<&Proportion> {
    proportion.as_ref().filter(|proportion| proportion.of >= MIN_FOR_SHARE)
}

/// What a document that is counted for a theme of this mode does.
pub(super) fn verb(mode: Mode) -> &'static str {
    match mode {
        Mode::Practice => "raise it as a failing",
        Mode::Presence => "describe it as a fact of the case",
        Mode::Both => "describe it as a fact of the case, or raise it as a failing",
    }
}

/// An assertion as a reader sees it.
pub(super) fn assertion(assertion: Assertion) -> &'static str {
    match assertion {
        Assertion::Failing => "failing",
        Assertion::Mixed => "mixed: failing and good practice",
        Assertion::Recommended => "recommended",
        Assertion::GoodPractice => "good practice",
        Assertion::Neutral => "named without judgement",
        Assertion::Present => "present in the case",
        Assertion::Suspected => "suspected",
        Assertion::Absent => "said to be absent",
        Assertion::Context => "purpose, terms or panel",
        Assertion::General => "research or guidance, not this case",
    }
}

/// Why a file of this outcome was not read, and what to do next.
pub(super) fn remedy(outcome: Outcome) -> (&'static str, &'static str) {
    match outcome {
        Outcome::Extracted => ("Read in full", ""),
        Outcome::PartlyExtracted => (
            "Read in part: some pages gave no text",
            "Look at these pages in the file; notes.csv lists each one.",
        ),
        Outcome::Scanned => (
            "Pictures of pages, without text",
            "Run again with text recognition (--ocr auto), or ask the publisher for a file with text.",
        ),
        Outcome::Encrypted => ("Locked with a password", "Ask the publisher for a copy without a password."),
        Outcome::Damaged => (
            "Damaged, or not the type of file its name says",
            "Fetch the file again; compare its size with the publisher’s.",
        ),
        Outcome::Empty => ("Without content", "Fetch the file again."),
        Outcome::TimedOut => (
            "Took longer to read than the time limit",
            "Run again with a longer time limit, or save the file anew as PDF.",
        ),
        Outcome::OutOfMemory => (
            "Needed more memory than the limit",
            "Run again with a higher memory limit, or save the file anew as PDF.",
        ),
        Outcome::Crashed => (
            "The reader failed on it",
            "Save the file anew as PDF, for example by printing it to PDF, and run again.",
        ),
        Outcome::Unsupported => {
            ("A type of file that is not read", "Convert it to PDF, HTML, Word (.docx) or plain text.")
        }
        Outcome::Unreadable => {
            ("Could not be opened", "Check that the file exists and that you may read it.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_in_thousands() {
        assert_eq!(number(7_u32), "7");
        assert_eq!(number(1_234_u32), "1,234");
        assert_eq!(number(1_234_567_u32), "1,234,567");
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_to_everything() {
        assert_eq!(percent(0.0), "0%");
        assert_eq!(percent(0.002), "under 1%");
        assert_eq!(percent(0.996), "over 99%");
        assert_eq!(percent(0.614), "61%");
    }
}
