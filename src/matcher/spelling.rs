//! Spellings that count as one word.
//!
//! In: a folded word of a pattern. Out: the other spellings of it that a text may use. The variants
//! are laid into the vocabulary once, so a text is never respelled.

/// Words whose variants follow no rule; each line is one word.
const TOGETHER: &[&[&str]] = &[
    &["learned", "learnt"],
    &["enquiry", "inquiry"],
    &["enquiries", "inquiries"],
    &["enquir", "inquir"],
    &["spelled", "spelt"],
    &["burned", "burnt"],
    &["leaned", "leant"],
    &["dreamed", "dreamt"],
    &["programme", "program"],
    &["programmes", "programs"],
    &["judgement", "judgment"],
    &["judgements", "judgments"],
    &["acknowledgement", "acknowledgment"],
    &["centre", "center"],
    &["centred", "centered"],
    &["focused", "focussed"],
    &["focusing", "focussing"],
    &["unfocused", "unfocussed"],
    &["counselling", "counseling"],
    &["paediatric", "pediatric"],
    &["paediatrician", "pediatrician"],
    &["fulfil", "fulfill"],
    &["skilful", "skillful"],
    &["skilfully", "skillfully"],
    &["analyse", "analyze"],
    &["analysed", "analyzed"],
    &["analyses", "analyzes"],
    &["analysing", "analyzing"],
    &["licence", "license"],
    &["defence", "defense"],
    &["practice", "practise"],
    &["practices", "practises"],
];

/// Every spelling of `word` (lower case), itself first; `prefix` when any ending may follow.
pub(super) fn spellings(word: &str, prefix: bool) -> Vec<String> {
    let mut found = vec![word.to_string()];
    for line in TOGETHER {
        let same = |known: &&str| {
            let stem = known.trim_end_matches('e');
            *known == word || (prefix && word.len() > 4 && stem == word)
        };
        if line.iter().any(same) {
            found.extend(line.iter().filter(|known| !same(known)).map(|known| (*known).to_string()));
        }
    }
    found.extend(other_ending(word, prefix));
    found.extend(other_vowel(word));
    found
}

/// `-is-` for `-iz-` and the reverse, in the endings where both are current.
fn other_ending(word: &str, prefix: bool) -> Option<String> {
    const ENDINGS: &[&str] = &["e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "able"];
    const STEM: usize = 3;
    for (from, to) in [("is", "iz"), ("iz", "is")] {
        for (at, _) in word.match_indices(from).filter(|(at, _)| *at >= STEM) {
            let ending = &word[at + 2..];
            let open = prefix && (ending.is_empty() || ENDINGS.iter().any(|known| known.starts_with(ending)));
            if (open || ENDINGS.contains(&ending)) && !word.ends_with("raise") {
                return Some(format!("{}{to}{ending}", &word[..at]));
            }
        }
    }
    None
}

/// `-our-` for `-or-` and the reverse, after the stems where both are current.
fn other_vowel(word: &str) -> Option<String> {
    const STEMS: &[&str] =
        &["behavi", "neighb", "lab", "hon", "fav", "col", "harb", "rum", "vig", "endeav", "hum", "flav"];
    for (from, to) in [("our", "or"), ("or", "our")] {
        let after = STEMS.iter().find_map(|stem| word.strip_prefix(stem)?.strip_prefix(from));
        if let Some(ending) = after.filter(|ending| !ending.starts_with('u')) {
            let stem = &word[..word.len() - ending.len() - from.len()];
            return Some(format!("{stem}{to}{ending}"));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_known_both_ways() {
        assert!(spellings("recognised", false).contains(&"recognized".to_string()));
        assert!(spellings("organiz", true).contains(&"organis".to_string()));
        assert!(spellings("learnt", false).contains(&"learned".to_string()));
        assert!(spellings("inquir", true).contains(&"enquir".to_string()));
        assert!(spellings("behaviour", false).contains(&"behavior".to_string()));
        assert!(spellings("neighborhood", false).contains(&"neighbourhood".to_string()));
        assert_eq!(spellings("labour", false), ["labour", "labor"]);
        assert_eq!(spellings("this", false), ["this"]);
        assert_eq!(spellings("risk", true), ["risk"]);
    }
}
