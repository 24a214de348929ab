//! The codebook's content hash: which words were looked for, in one short name.
//!
//! FNV-1a with 128 bits over names and texts of the files in order. It tells versions apart; it is no
//! seal against forgery. A second hash leaves out what decides no coding: labels, definitions, examples.

use super::Codebook;

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Hash of the files, each a name and a text, as 32 hexadecimal digits.
pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut state = OFFSET;
    for (name, text) in files {
        for byte in name.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            state = (state ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{state:032x}")
}

/// Hash of what decides how a sentence is coded: ids, modes, patterns, word sets, cues and headings.
pub(super) fn of_rules(codebook: &Codebook) -> String {
    let mut parts: Vec<(String, String)> = Vec::new();
    for theme in &codebook.themes {
        parts.push((theme.id.clone(), theme.mode.name().to_string()));
        for (list, patterns) in theme.lists() {
            parts.extend(patterns.iter().map(|pattern| (list.to_string(), pattern.source.clone())));
        }
    }
    let sets = &codebook.sets;
    for (name, patterns) in &sets.sets {
        parts.extend(patterns.iter().map(|pattern| (name.clone(), pattern.source.clone())));
    }
    for frame in &sets.frames {
        let kind = (frame.effect, frame.weight, frame.side, frame.within, frame.speaks, frame.at, frame.doer);
        parts.push((frame.name.clone(), format!("{kind:?}")));
        for (list, patterns) in [("cue", &frame.cues), ("end", &frame.ends), ("unless", &frame.unless)] {
            parts.extend(patterns.iter().map(|pattern| (list.to_string(), pattern.source.clone())));
        }
    }
    for heading in &sets.headings {
        parts.push((heading.name.clone(), format!("{:?} {:?}", heading.effect, heading.sections)));
        parts.extend(heading.cues.iter().map(|cue| ("heading".to_string(), cue.source.clone())));
    }
    parts.extend(sets.masks.iter().map(|mask| ("mask".to_string(), mask.source.clone())));
    of(parts.iter().map(|(name, text)| (name.as_str(), text.as_str())))
}
