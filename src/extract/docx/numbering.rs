//! The numbers Word prints before paragraphs, which its files do not hold: counted here as Word does.

use super::xml::Element;
use std::collections::BTreeMap;

/// Word has nine levels.
const LEVELS: usize = 9;

/// The lists of a file, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// From a list's id to the id of what it looks like.
    lists: BTreeMap<String, String>,
    looks: BTreeMap<String, Vec<Level>>,
    counters: BTreeMap<String, [u32; LEVELS]>,
}

#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: u32,
}

impl Numbering {
    /// Reads `word/numbering.xml`.
    pub(super) fn new(root: &Element) -> Self {
        let lists = root.all("num").filter_map(|num| {
            let look = num.value("abstractNumId")?.to_string();
            Some((num.attribute("numId")?.to_string(), look))
        });
        let looks = root.all("abstractNum").filter_map(|look| {
            Some((look.attribute("abstractNumId")?.to_string(), look.all("lvl").map(level).collect()))
        });
        Numbering { lists: lists.collect(), looks: looks.collect(), counters: BTreeMap::new() }
    }

    /// The number or bullet of the next paragraph at `level` (from 0) of `list`; empty where it prints none.
    pub(super) fn next(&mut self, list: &str, level: u8) -> String {
        let level = usize::from(level).min(LEVELS - 1);
        let Some((key, levels)) = self.lists.get(list).and_then(|key| self.looks.get_key_value(key)) else {
            return String::new();
        };
        let Some(look) = levels.get(level) else {
            return String::new();
        };
        let counters = self.counters.entry(key.clone()).or_insert([0; LEVELS]);
        for (depth, counter) in counters.iter_mut().enumerate() {
            let start = levels.get(depth).map_or(1, |level| level.start);
            match depth.cmp(&level) {
                std::cmp::Ordering::Less if *counter == 0 => *counter = start,
                std::cmp::Ordering::Equal if *counter == 0 => *counter = start,
                std::cmp::Ordering::Equal => *counter += 1,
                std::cmp::Ordering::Greater => *counter = 0,
                std::cmp::Ordering::Less => {}
            }
        }
        printed(look, levels, counters)
    }
}

fn level(level: &Element) -> Level {
    Level {
        format: level.value("numFmt").unwrap_or("decimal").to_string(),
        text: level.value("lvlText").unwrap_or_default().to_string(),
        start: level.value("start").and_then(|start| start.parse().ok()).unwrap_or(1),
    }
}

fn printed(look: &Level, levels: &[Level], counters: &[u32; LEVELS]) -> String {
    match look.format.as_str() {
        "bullet" => "•".to_string(),
        "none" => String::new(),
        _ => {
            let mut text = look.text.clone();
            for (depth, level) in levels.iter().enumerate().take(LEVELS) {
                let place = format!("%{}", depth + 1);
                text = text.replace(&place, &number(counters[depth], &level.format));
            }
            text
        }
    }
}

fn number(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letter(count, b'a'),
        "upperLetter" => letter(count, b'A'),
        "lowerRoman" => roman(count),
        "upperRoman" => roman(count).to_uppercase(),
        "decimalZero" => format!("{count:02}"),
        _ => count.to_string(),
    }
}

/// a to z, then aa to zz, as Word counts.
fn letter(count: u32, first: u8) -> String {
    let index = count.saturating_sub(1);
    let letter = char::from(first + (index % 26) as u8);
    std::iter::repeat_n(letter, (index / 26 + 1).min(10) as usize).collect()
}

fn roman(count: u32) -> String {
    const SIGNS: [(u32, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    let mut left = count.min(399);
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            text.push_str(sign);
            left -= value;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_roman_numerals_are_counted_as_word_counts() {
        assert_eq!((letter(1, b'a'), letter(28, b'a')), ("a".into(), "bb".into()));
        assert_eq!((roman(4), roman(49)), ("iv".into(), "xlix".into()));
    }
}
