//! A language to write with: words by frequency, set phrases, sentences.
//!
//! Words follow Zipf's law with Mandelbrot's shift; four in ten words of a text stand in set phrases, the commonest
//! of them those of the genre, so that chance brings long runs of equal words together as real reports do:
//! the share of five-word runs that other documents have too is printed with the results.

use std::collections::BTreeSet;

/// Words of the language.
const VOCABULARY: usize = 40_000;
/// Set phrases besides those of the genre, of two to six words.
const PHRASES: usize = 3000;
/// In how many choices in a hundred a set phrase is begun instead of a word.
const PHRASED: u64 = 14;
/// The most frequent words, so that text reads and weighs like English.
const COMMON: &str = "the of and to in a was that for by on with her he had she is be at as were not his have from \
    this an which been or they it but their who would social family child mother health services care children \
    should review agencies professionals visitor worker police school assessment safeguarding information risk father";
/// What every second report says somewhere.
const GENRE: &str = "the health visitor|children's social care|the child protection plan|did not attend|at the time of the|there \
    was no evidence that|it was not until|was not shared with|a strategy discussion was held|the mother and her \
    partner|the general practitioner|as a result of|in the months before|a referral was made to|no further \
    action was taken|the risk to the child|the review found that|it is not clear whether|was seen by the|the initial \
    assessment|the core group|the case was closed|the voice of the child|there is no record of|in line with \
    procedures|the accident and emergency department|child in need plan|the named nurse|should have been \
    considered|were not aware of|domestic abuse|a pattern of missed appointments|the family moved to|the police were \
    called to the|the school was concerned about|had been told that|information was not passed on|the quality of \
    recording|supervision of staff|the local safeguarding children board|the adults in the household|at a meeting \
    held in|on the basis of|the decision not to|in the opinion of the panel|within the agreed timescale|the \
    conference agreed that|the panel considered that|with the benefit of hindsight|lessons to be learned|a missed \
    opportunity to|the unborn baby|the older sibling|mental health services|over a period of|the first time that";

/// splitmix64: the same numbers on every machine.
pub(super) struct Numbers(pub(super) u64);

impl Numbers {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    pub(super) fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    fn share(&mut self) -> f64 {
        self.next() as f64 / u64::MAX as f64
    }
}

/// Words and phrases to write with.
pub(super) struct Language {
    words: Vec<String>,
    cumulative: Vec<f64>,
    phrases: Vec<Vec<String>>,
}

impl Language {
    pub(super) fn new(numbers: &mut Numbers) -> Self {
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_string).collect();
        let mut known: BTreeSet<String> = words.iter().cloned().collect();
        while words.len() < VOCABULARY {
            let word = invented(numbers);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let weights = (0..VOCABULARY).scan(0.0, |sum, rank| {
            *sum += 1.0 / (rank as f64 + 2.7);
            Some(*sum)
        });
        let split = |phrase: &str| phrase.split_whitespace().map(str::to_string).collect();
        let mut language =
            Language { cumulative: weights.collect(), words, phrases: GENRE.split('|').map(split).collect() };
        for _ in 0..PHRASES {
            let length = 2 + numbers.below(5);
            let phrase = (0..length).map(|_| language.word(numbers).to_string()).collect();
            language.phrases.push(phrase);
        }
        language
    }

    /// One word, by frequency.
    pub(super) fn word(&self, numbers: &mut Numbers) -> &str {
        let at = numbers.share() * self.cumulative[VOCABULARY - 1];
        let rank = self.cumulative.partition_point(|sum| *sum < at);
        &self.words[rank.min(VOCABULARY - 1)]
    }

    /// One set phrase, the first ones far more often than the last.
    pub(super) fn phrase(&self, numbers: &mut Numbers) -> &[String] {
        let share = numbers.share();
        &self.phrases[(share * share * self.phrases.len() as f64) as usize % self.phrases.len()]
    }

    /// A sentence of `length` words, of which the first has a capital and the last a stop.
    pub(super) fn sentence(&self, numbers: &mut Numbers, length: usize) -> Vec<String> {
        let mut words = Vec::with_capacity(length + 9);
        while words.len() < length {
            if numbers.percent(PHRASED) {
                words.extend(self.phrase(numbers).iter().cloned());
            } else {
                words.push(self.word(numbers).to_string());
            }
        }
        words.truncate(length);
        words[0] = capital(&words[0]);
        words[length - 1].push('.');
        words
    }
}

/// The word with its first letter in upper case.
fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}

fn invented(numbers: &mut Numbers) -> String {
    let syllables = 2 + numbers.below(3);
    let letter = |set: &[u8], numbers: &mut Numbers| set[numbers.below(set.len() as u64) as usize] as char;
    (0..syllables).flat_map(|_| [letter(b"bcdfghklmnprstvw", numbers), letter(b"aeiou", numbers)]).collect()
}
