//! Planted passages in generated documents: recall by kind of change, precision, time, memory.
//!
//! `cargo bench --bench repetition [-- DOCUMENTS…]`, 1,000 and 10,000 when not given. A document has about
//! 3,000 words: common words by their frequency (Zipf's law), set phrases of the genre, and three or four
//! of the planted passages (25 to 60 words), each in two documents, changed in one of them.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]
#![allow(clippy::type_complexity, reason = "a place is a document and its words")]

use refrain::document::{Block, BlockKind, Document, Field, Origin, Section, SectionKind, Span};
use refrain::repetition::{Collector, Options, Repetition};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// Words of one document.
const WORDS: usize = 3000;
/// Words of the language.
const VOCABULARY: usize = 40_000;
/// Set phrases of the genre, of two to six words.
const PHRASES: usize = 3000;
/// How often a set phrase is begun instead of a word.
const PHRASE_EVERY: u64 = 9;
/// The most frequent words, so that text reads and weighs like English.
const COMMON: &str = "the of and to in a was that for by on with her he had she is be at as were not his have from \
    this an which been or they it but their who would social family child mother health services care children \
    should review agencies professionals visitor worker police school assessment safeguarding information risk father";

/// How the second place differs from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Verbatim,
    Edited(u64),
    Reordered,
    Recognised(u64),
}

const CHANGES: [Change; 7] = [
    Change::Verbatim,
    Change::Edited(5),
    Change::Edited(10),
    Change::Edited(15),
    Change::Reordered,
    Change::Recognised(2),
    Change::Recognised(4),
];

/// splitmix64: the same numbers on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
}

/// Words and phrases to write with.
struct Language {
    words: Vec<String>,
    cumulative: Vec<f64>,
    phrases: Vec<Vec<usize>>,
}

impl Language {
    fn new(numbers: &mut Numbers) -> Self {
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_string).collect();
        let mut known: BTreeSet<String> = words.iter().cloned().collect();
        while words.len() < VOCABULARY {
            let word = invented(numbers);
            if known.insert(word.clone()) {
                words.push(word);
            }
        }
        let mut cumulative = Vec::with_capacity(VOCABULARY);
        let mut sum = 0.0;
        for rank in 0..VOCABULARY {
            sum += 1.0 / (rank as f64 + 2.7);
            cumulative.push(sum);
        }
        let mut language = Language {
            words,
            cumulative,
            phrases: Vec::new(),
        };
        for _ in 0..PHRASES {
            let length = 2 + numbers.below(5);
            let phrase = (0..length).map(|_| language.word(numbers)).collect();
            language.phrases.push(phrase);
        }
        language
    }

    /// One word, by frequency (Zipf's law with Mandelbrot's shift).
    fn word(&self, numbers: &mut Numbers) -> usize {
        let total = self.cumulative[VOCABULARY - 1];
        let at = numbers.next() as f64 / u64::MAX as f64 * total;
        self.cumulative
            .partition_point(|sum| *sum < at)
            .min(VOCABULARY - 1)
    }

    /// One set phrase, the first ones far more often than the last.
    fn phrase(&self, numbers: &mut Numbers) -> &[usize] {
        let share = numbers.next() as f64 / u64::MAX as f64;
        &self.phrases[(share * share * PHRASES as f64) as usize % PHRASES]
    }

    /// Text of `length` words.
    fn write(&self, numbers: &mut Numbers, length: usize) -> Vec<String> {
        let mut text = Vec::with_capacity(length + 9);
        while text.len() < length {
            if numbers.below(PHRASE_EVERY) == 0 {
                text.extend(self.phrase(numbers).iter().map(|word| self.words[*word].clone()));
            } else {
                text.push(self.words[self.word(numbers)].clone());
            }
        }
        text.truncate(length);
        text
    }

    fn change(&self, numbers: &mut Numbers, text: &[String], change: Change) -> Vec<String> {
        match change {
            Change::Verbatim => text.to_vec(),
            Change::Edited(share) => self.edit(numbers, text, share),
            Change::Reordered => reorder(text),
            Change::Recognised(share) => text.iter().map(|word| misread(numbers, word, share)).collect(),
        }
    }

    /// Replaces, leaves out or puts in `share` per cent of the words, a third each.
    fn edit(&self, numbers: &mut Numbers, text: &[String], share: u64) -> Vec<String> {
        let mut edited = Vec::new();
        for word in text {
            let kind = if numbers.percent(share) {
                numbers.below(3)
            } else {
                3
            };
            if kind != 1 {
                edited.push(if kind == 0 {
                    self.words[self.word(numbers)].clone()
                } else {
                    word.clone()
                });
            }
            if kind == 2 {
                edited.push(self.words[self.word(numbers)].clone());
            }
        }
        edited
    }
}

fn invented(numbers: &mut Numbers) -> String {
    let syllables = 2 + numbers.below(3);
    let letter = |set: &[u8], numbers: &mut Numbers| set[numbers.below(set.len() as u64) as usize] as char;
    (0..syllables)
        .flat_map(|_| [letter(b"bcdfghklmnprstvw", numbers), letter(b"aeiou", numbers)])
        .collect()
}

/// Puts the last third of the passage, as a sentence of its own, before the rest.
fn reorder(text: &[String]) -> Vec<String> {
    let cut = text.len() * 2 / 3;
    [&text[cut..], &text[..cut]].concat()
}

/// Changes each letter with a probability of `share` per cent, as text recognition does.
fn misread(numbers: &mut Numbers, word: &str, share: u64) -> String {
    let letters = b"abcdefghijklmnopqrstuvwxyz";
    word.chars()
        .map(|c| {
            if numbers.percent(share) {
                letters[numbers.below(26) as usize] as char
            } else {
                c
            }
        })
        .collect()
}

/// A planted passage: the document and the bytes of each of its two places.
struct Planted {
    change: Change,
    places: Vec<(usize, (u32, u32))>,
}

/// What is generated: the passages first, the documents around them one at a time.
struct Generator {
    numbers: Numbers,
    language: Language,
    parts: Vec<Vec<(usize, Vec<String>)>>,
    planted: Vec<Planted>,
}

impl Generator {
    fn new(count: usize) -> Self {
        let mut numbers = Numbers(20_080_317);
        let language = Language::new(&mut numbers);
        let mut parts: Vec<Vec<(usize, Vec<String>)>> = vec![Vec::new(); count];
        let mut planted = Vec::new();
        for index in 0..count * 7 / 4 {
            let change = CHANGES[index % CHANGES.len()];
            let length = 25 + numbers.below(36) as usize;
            let text = language.write(&mut numbers, length);
            let first = numbers.below(count as u64) as usize;
            let second = (first + 1 + numbers.below(count as u64 - 1) as usize) % count;
            parts[first].push((index, text.clone()));
            parts[second].push((index, language.change(&mut numbers, &text, change)));
            planted.push(Planted {
                change,
                places: Vec::new(),
            });
        }
        Generator {
            numbers,
            language,
            parts,
            planted,
        }
    }

    /// Document `index`, of one block.
    fn document(&mut self, index: usize) -> Document {
        let parts = std::mem::take(&mut self.parts[index]);
        let each = WORDS / (parts.len() + 1);
        let mut text = self.language.write(&mut self.numbers, each).join(" ");
        for (plant, passage) in parts {
            let start = text.len() as u32 + 1;
            text = format!("{text} {}", passage.join(" "));
            self.planted[plant]
                .places
                .push((index, (start, text.len() as u32)));
            text = format!(
                "{text} {}",
                self.language.write(&mut self.numbers, each).join(" ")
            );
        }
        let span = Span::new(0, text.len());
        let block = Block {
            kind: BlockKind::Paragraph,
            level: 0,
            span,
            number: None,
            lead_in: None,
            cell: None,
        };
        let section = Section {
            kind: SectionKind::Findings,
            heading: None,
            level: 0,
            blocks: 0..1,
            parent: None,
        };
        let mut document = Document {
            id: format!("{index:05}"),
            text,
            blocks: vec![block],
            sections: vec![section],
            ..Document::default()
        };
        document.metadata.authority =
            Field::new(format!("authority {}", index % 150), Origin::Manifest, "manifest");
        document
    }
}

/// Whether two ranges overlap by at least half of the longer.
fn covers(x: (u32, u32), y: (u32, u32)) -> bool {
    let both = x.1.min(y.1).saturating_sub(x.0.max(y.0));
    2 * both >= (x.1 - x.0).max(y.1 - y.0)
}

fn measure(count: usize) -> f64 {
    let mut generator = Generator::new(count);
    let mut collector = Collector::new();
    let mut bytes = 0;
    let mut seconds = 0.0;
    for start in (0..count).step_by(250) {
        let documents: Vec<Document> = (start..count.min(start + 250))
            .map(|index| generator.document(index))
            .collect();
        bytes += documents
            .iter()
            .map(|document| document.text.len())
            .sum::<usize>();
        let begin = cpu_seconds();
        documents.iter().for_each(|document| collector.fold(document));
        seconds += cpu_seconds() - begin;
    }
    let Generator { planted, .. } = generator;
    let before = peak_mib();
    let (begin, wall) = (cpu_seconds(), Instant::now());
    let found = collector.finish(&Options::default()).unwrap_or_default();
    let compared = cpu_seconds() - begin;
    let wall = wall.elapsed().as_secs_f64();
    println!(
        "{count} documents, {:.0} MB: folded {seconds:.2} s and compared {compared:.2} s of CPU ({wall:.2} s waited), {:.0} MB/s of CPU, peak {} MiB \
         ({before} before comparing), {} passages",
        bytes as f64 / 1e6,
        bytes as f64 / 1e6 / (seconds + compared),
        peak_mib(),
        found.passages.len()
    );
    score(&found, &planted);
    seconds + compared
}

fn score(found: &Repetition, planted: &[Planted]) {
    let mut places: BTreeMap<usize, Vec<(usize, (u32, u32))>> = BTreeMap::new();
    for (index, passage) in found.passages.iter().enumerate() {
        for place in &passage.places {
            places
                .entry(place.document as usize)
                .or_default()
                .push((index, (place.span.start, place.span.end)));
        }
    }
    let carried = |place: &(usize, (u32, u32))| -> BTreeSet<usize> {
        let here = places.get(&place.0).map(Vec::as_slice).unwrap_or_default();
        here.iter()
            .filter(|(_, own)| covers(*own, place.1))
            .map(|(index, _)| *index)
            .collect()
    };
    let mut tally: BTreeMap<Change, (u32, u32)> = BTreeMap::new();
    let mut true_passages = BTreeSet::new();
    for plant in planted {
        let (one, two) = (carried(&plant.places[0]), carried(&plant.places[1]));
        let both: Vec<usize> = one.intersection(&two).copied().collect();
        let entry = tally.entry(plant.change).or_default();
        entry.0 += u32::from(!both.is_empty());
        entry.1 += 1;
        true_passages.extend(both);
    }
    for (change, (hits, all)) in &tally {
        println!(
            "  {change:?}: recall {:.4} ({hits} of {all})",
            f64::from(*hits) / f64::from(*all)
        );
    }
    let of = found.passages.len();
    let same = found.passages.iter().enumerate();
    let alike = same
        .filter(|(index, p)| !true_passages.contains(index) && p.similarity >= 0.8)
        .count();
    println!(
        "  precision {:.4} ({} of {of}); {alike} of the others share at least 80 % of their words in order",
        true_passages.len() as f64 / of.max(1) as f64,
        true_passages.len()
    );
}

/// CPU seconds of all threads so far, in steps of 10 ms: what a busy machine does not distort.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect();
    let ticks = |at: usize| {
        fields
            .get(at)
            .and_then(|field| field.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    (ticks(11) + ticks(12)) / 100.0
}

/// The most memory this process has had, in MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok())
        .unwrap_or(0)
        / 1024
}

fn main() {
    let typed: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    let sizes = if typed.is_empty() {
        vec![1000, 10_000]
    } else {
        typed
    };
    let times: Vec<(usize, f64)> = sizes.into_iter().map(|size| (size, measure(size))).collect();
    for two in times.windows(2) {
        let exponent = (two[1].1 / two[0].1).ln() / (two[1].0 as f64 / two[0].0 as f64).ln();
        println!("time grows with the number of documents to the power {exponent:.2}");
    }
}
