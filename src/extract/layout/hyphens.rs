//! Hyphens at the end of a line: dropped where they only broke a word, kept where they belong to it.
//!
//! The document decides: a form that it spells elsewhere wins, joined or with its hyphen. Where it says
//! nothing, the hyphen stays between parts that are words of their own, above all in a document that is
//! not seen to break words.

use super::chars::SOFT_HYPHEN;
use super::lines::Line;
use std::collections::BTreeSet;

/// First parts that may take a hyphen before a word that stands alone elsewhere.
const KEEP: [&str; 46] = [
    "all", "anti", "case", "child", "co", "cross", "day", "decision", "ex", "face", "family", "first",
    "follow", "front", "full", "half", "health", "high", "hospital", "in", "inter", "long", "low", "mid",
    "mother", "multi", "non", "off", "on", "one", "out", "part", "post", "pre", "problem", "re", "second",
    "self", "semi", "short", "single", "step", "sub", "two", "under", "well",
];

/// First parts that take one whatever follows.
const ALWAYS: [&str; 4] = ["multi", "non", "self", "well"];

/// The spellings of a document, as far as they tell how a broken word is to be joined.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    whole: BTreeSet<String>,
    hyphened: BTreeSet<String>,
    /// Some word is broken at a line's end that is spelled whole elsewhere.
    breaks_words: bool,
}

impl Spellings {
    /// Learns the spellings of `lines`, without the words at their ends.
    pub(super) fn learn<'a>(lines: impl Iterator<Item = &'a Line> + Clone) -> Self {
        let mut known = Spellings::default();
        if !lines.clone().any(|line| broken(line).is_some()) {
            return known;
        }
        let mut after_break = false;
        for line in lines.clone() {
            let breaks = broken(line).is_some();
            let whole = line.words.len() - usize::from(breaks);
            for word in line.words[..whole].iter().skip(usize::from(after_break)) {
                known.add(plain(&word.text));
            }
            after_break = breaks;
        }
        let mut before: Option<String> = None;
        for line in lines {
            if let (Some(head), Some(word)) = (before.take(), line.words.first()) {
                let joined = format!("{}{}", plain(&head), plain(&word.text));
                known.breaks_words |= known.whole.contains(&joined);
            }
            before = broken(line).map(str::to_string);
        }
        known
    }

    fn add(&mut self, word: String) {
        if word.contains('-') {
            self.hyphened.insert(word);
        } else if !word.is_empty() {
            self.whole.insert(word);
        }
    }

    /// Whether the hyphen between `head` (which ends with it) and `tail` is to be kept.
    pub(super) fn keeps(&self, head: &str, tail: &str) -> bool {
        let Some(before) = head.strip_suffix('-') else {
            return false;
        };
        let lower = |text: &str| text.chars().next().is_some_and(char::is_lowercase);
        if !lower(tail) || !before.chars().next_back().is_some_and(char::is_alphabetic) {
            return true;
        }
        let (first, second) = (plain(before), plain(tail));
        if self.whole.contains(&format!("{first}{second}")) {
            return false;
        }
        if self.hyphened.contains(&format!("{first}-{second}")) || first.contains('-') {
            return true;
        }
        let (may, known) = (KEEP.contains(&first.as_str()), self.whole.contains(&second));
        if ALWAYS.contains(&first.as_str()) || may && known {
            return true;
        }
        !self.breaks_words && (known || first.len() >= 3 && (may || self.whole.contains(&first)))
    }
}

/// The last word of the line where it ends with a hyphen.
fn broken(line: &Line) -> Option<&str> {
    let word = line.words.last()?;
    (word.text.len() > 1 && word.text.ends_with(['-', SOFT_HYPHEN])).then_some(&*word.text)
}

fn plain(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
