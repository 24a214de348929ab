//! Passages to plant, and how the second place of each differs from the first.

use super::language::{Language, Numbers};

/// Sentences of words.
pub(super) type Passage = Vec<Vec<String>>;

/// How the second place differs from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Change {
    Verbatim,
    /// One sentence of 12 to 24 words, verbatim: shorter than what the figures are asked for.
    Short,
    /// So many per cent of the words replaced, left out or put in, a third each.
    Edited(u64),
    /// The last sentence before the others.
    Reordered,
    /// So many per cent of the letters misread.
    Recognised(u64),
}

impl Change {
    pub(super) const ALL: [Change; 8] = [
        Change::Verbatim,
        Change::Short,
        Change::Edited(5),
        Change::Edited(10),
        Change::Edited(15),
        Change::Reordered,
        Change::Recognised(2),
        Change::Recognised(4),
    ];

    /// A passage to be changed in this way: two or three sentences, 25 to 60 words.
    pub(super) fn passage(self, language: &Language, numbers: &mut Numbers) -> Passage {
        if self == Change::Short {
            let length = 12 + numbers.below(13) as usize;
            return vec![language.sentence(numbers, length)];
        }
        let length = 25 + numbers.below(36) as usize;
        let sentences = if length < 36 { 2 } else { 3 };
        let each = length / sentences;
        let last = length - each * (sentences - 1);
        let lengths = (1..sentences).map(|_| each).chain([last]);
        lengths.map(|length| language.sentence(numbers, length)).collect()
    }

    pub(super) fn apply(self, language: &Language, numbers: &mut Numbers, passage: &Passage) -> Passage {
        match self {
            Change::Verbatim | Change::Short => passage.clone(),
            Change::Edited(share) => {
                passage.iter().map(|sentence| edit(language, numbers, sentence, share)).collect()
            }
            Change::Reordered => {
                let (others, last) = passage.split_at(passage.len() - 1);
                [last, others].concat()
            }
            Change::Recognised(share) => {
                let read = |sentence: &Vec<String>, numbers: &mut Numbers| {
                    sentence.iter().map(|word| misread(numbers, word, share)).collect()
                };
                passage.iter().map(|sentence| read(sentence, numbers)).collect()
            }
        }
    }
}

fn edit(language: &Language, numbers: &mut Numbers, sentence: &[String], share: u64) -> Vec<String> {
    let mut edited = Vec::new();
    for word in sentence {
        let kind = if numbers.percent(share) { numbers.below(3) } else { 3 };
        match kind {
            0 => edited.push(language.word(numbers).to_string()),
            1 => {}
            2 => edited.extend([word.clone(), language.word(numbers).to_string()]),
            _ => edited.push(word.clone()),
        }
    }
    edited
}

/// Changes each letter with a probability of `share` per cent, as text recognition does.
fn misread(numbers: &mut Numbers, word: &str, share: u64) -> String {
    let letters = b"abcdefghijklmnopqrstuvwxyz";
    let read = |c: char| {
        if c.is_alphabetic() && numbers.percent(share) {
            letters[numbers.below(26) as usize] as char
        } else {
            c
        }
    };
    word.chars().map(read).collect()
}
