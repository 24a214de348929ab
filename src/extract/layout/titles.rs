//! What sections are called: headings to kinds of section, by the table beside this file.

use crate::document::SectionKind;
use std::sync::LazyLock;

/// The table of titles.
const TABLE: &str = include_str!("titles.txt");

struct Title {
    kind: SectionKind,
    /// Words, lower case; `*` alone stands for any words in the middle.
    words: Vec<&'static str>,
    open_start: bool,
    open_end: bool,
}

static TITLES: LazyLock<Vec<Title>> = LazyLock::new(|| TABLE.lines().filter_map(title).collect());

fn title(line: &'static str) -> Option<Title> {
    let (kind, text) = line.split_once('\t')?;
    let kind = SectionKind::from_name(kind)?;
    let open_start = text.starts_with('*');
    let open_end = text.ends_with('*');
    let words = text.trim_matches('*').split_whitespace().collect();
    Some(Title { kind, words, open_start, open_end })
}

/// The kind of section that `heading` names, without its number; none where the table does not say.
pub(super) fn kind(heading: &str) -> Option<SectionKind> {
    let whole = plain(heading);
    let before_colon = heading.split([':', '–', '—', '(']).next().map(plain).unwrap_or_default();
    best(&whole).or_else(|| best(&before_colon))
}

fn best(words: &[String]) -> Option<SectionKind> {
    if words.is_empty() || words.len() > 25 {
        return None;
    }
    TITLES
        .iter()
        .filter(|title| title.fits(words))
        .max_by_key(|title| title.words.len())
        .map(|title| title.kind)
}

impl Title {
    fn fits(&self, words: &[String]) -> bool {
        if let Some(gap) = self.words.iter().position(|word| *word == "*") {
            let (head, tail) = (&self.words[..gap], &self.words[gap + 1..]);
            return words.len() > head.len() + tail.len() && starts(words, head) && ends(words, tail);
        }
        match (self.open_start, self.open_end) {
            (false, false) => words.len() == self.words.len() && starts(words, &self.words),
            (false, true) => starts(words, &self.words),
            (true, false) => ends(words, &self.words),
            (true, true) => words.windows(self.words.len()).any(|part| starts(part, &self.words)),
        }
    }
}

fn starts(words: &[String], with: &[&str]) -> bool {
    words.len() >= with.len() && words.iter().zip(with).all(|(a, b)| a == b)
}

fn ends(words: &[String], with: &[&str]) -> bool {
    words.len() >= with.len() && words[words.len() - with.len()..].iter().zip(with).all(|(a, b)| a == b)
}

/// Lower-case words without punctuation and without the numbers before them.
fn plain(text: &str) -> Vec<String> {
    let lettered = text.char_indices().nth(1).is_some_and(|(_, c)| matches!(c, '.' | ')'));
    let text = if lettered { text.get(2..).unwrap_or(text) } else { text };
    text.to_lowercase()
        .replace(['’', '\''], "")
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .skip_while(|word| {
            word.chars().all(|c| c.is_ascii_digit())
                || *word == "section"
                || *word == "part"
                || *word == "chapter"
        })
        .map(str::to_string)
        .collect()
}
