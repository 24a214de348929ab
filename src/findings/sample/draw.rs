//! Drawing units: the same ones each time, in one pass, with known chances.
//!
//! Every sentence and every document has a number that depends on nothing but its words and the seed, and
//! a stratum gives up those with the smallest: a simple random sample without replacement, drawn with
//! permanent random numbers (E. Ohlsson, Coordination of samples using permanent random numbers, in Cox
//! et al., Business Survey Methods, 1995, chapter 9). The number does not depend on the theme, so a
//! sentence drawn for one theme tends to be drawn for others, and a coder reads fewer of them.

use super::{Code, Level, Shown, Stratum, Unit, fold};
use crate::classify::Mention;
use crate::codebook::Codebook;
use crate::document::{BlockKind, Document, SectionKind};
use crate::findings::agreement::mix;
use crate::findings::{ThemeCounts, raises};
use std::collections::BTreeMap;

/// How many units of each kind are drawn for one theme.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Sentences: a third each from those that raise the theme and from silent ones in judging sections,
    /// a sixth each from those that only name it and from other silent ones.
    pub sentences: usize,
    /// Documents: half from those that raise the theme, half from the others.
    pub documents: usize,
}

/// A unit that may be drawn, in the order of its number.
type Candidate = ((u64, String), Unit, Shown);

/// One stratum while documents pass: its size, and the units with the smallest numbers.
#[derive(Default)]
struct Pool {
    population: u32,
    kept: Vec<Candidate>,
}

impl Pool {
    fn offer(&mut self, number: u64, most: usize, make: impl FnOnce() -> (Unit, Shown)) {
        self.population += 1;
        if self.kept.len() == most && self.kept.last().is_none_or(|last| last.0.0 < number) {
            return;
        }
        let (unit, shown) = make();
        let order = (number, unit.id.clone());
        let place = self.kept.partition_point(|candidate| candidate.0 < order);
        self.kept.insert(place, (order, unit, shown));
        self.kept.truncate(most);
    }
}

/// A sample while documents pass.
pub struct Drawing<'a> {
    codebook: &'a Codebook,
    /// The themes asked about, by index.
    themes: Vec<usize>,
    sizes: Sizes,
    seed: u64,
    pools: BTreeMap<(usize, Level, Stratum), Pool>,
}

impl<'a> Drawing<'a> {
    /// Will draw `sizes` units for each of `themes`, which are indices into the codebook.
    pub fn new(codebook: &'a Codebook, themes: Vec<usize>, sizes: Sizes, seed: u64) -> Self {
        Drawing { codebook, themes, sizes, seed, pools: BTreeMap::new() }
    }

    /// Offers one document with its mentions.
    pub fn document(&mut self, document: &Document, mentions: &[Mention]) {
        let mut by_sentence: BTreeMap<(usize, u32), Vec<&Mention>> = BTreeMap::new();
        let mut counts = vec![ThemeCounts::default(); self.codebook.themes.len()];
        for mention in mentions {
            let theme = mention.theme as usize;
            by_sentence.entry((theme, mention.sentence)).or_default().push(mention);
            counts[theme].count(mention.assertion);
        }
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for place in 0..document.sentences.len() {
            let Some(text) = judgeable(document, place) else {
                continue;
            };
            let occurrence = seen.entry(text.clone()).or_insert(0);
            *occurrence += 1;
            let occurrence = *occurrence;
            for theme in self.themes.clone() {
                let found = by_sentence.get(&(theme, place as u32));
                let code = Code::of_mentions(found.into_iter().flatten().copied());
                self.sentence(document, place, theme, code, (&text, occurrence));
            }
        }
        for theme in self.themes.clone() {
            self.whole(document, theme, &counts[theme]);
        }
    }

    fn sentence(
        &mut self,
        document: &Document,
        place: usize,
        theme: usize,
        code: Code,
        (text, occurrence): (&str, u32),
    ) {
        let entry = &self.codebook.themes[theme];
        let stratum = match code {
            code if code.raises(entry.mode) => Stratum::Raised,
            Code::Says(_) => Stratum::Named,
            _ if judges(document, place) => Stratum::SilentJudging,
            _ => Stratum::Silent,
        };
        let number = number(self.seed, &document.sha256, text, occurrence);
        let pool = self.pools.entry((theme, Level::Sentence, stratum)).or_default();
        pool.offer(number, self.sizes.sentences, || {
            let start = document.sentences[place].span.start;
            let unit = Unit {
                id: format!("{}-{}-{start}", short(document), entry.id),
                sentence: text.to_string(),
                occurrence,
                ..whole(document, &entry.id, Level::Sentence, stratum)
            };
            (unit, Shown::sentence(document, place))
        });
    }

    fn whole(&mut self, document: &Document, theme: usize, counts: &ThemeCounts) {
        let entry = &self.codebook.themes[theme];
        let stratum = if raises(entry.mode, counts) { Stratum::Raised } else { Stratum::Silent };
        let number = number(self.seed, &document.sha256, "", 0);
        let pool = self.pools.entry((theme, Level::Document, stratum)).or_default();
        pool.offer(number, self.sizes.documents, || {
            let unit = whole(document, &entry.id, Level::Document, stratum);
            (unit, Shown::document(document))
        });
    }

    /// What was drawn: sentences by document and place, then documents.
    pub fn finish(self) -> Vec<(Unit, Shown)> {
        let mut drawn = Vec::new();
        let mut pools = self.pools;
        for theme in self.themes {
            for (level, shares, size) in [
                (Level::Sentence, &SENTENCE_SHARES[..], self.sizes.sentences),
                (Level::Document, &DOCUMENT_SHARES[..], self.sizes.documents),
            ] {
                let mut take = |stratum| pools.remove(&(theme, level, stratum)).unwrap_or_default();
                let taken: Vec<Pool> = shares.iter().map(|(stratum, _)| take(*stratum)).collect();
                let rooms = rooms(size, shares, &taken);
                for (pool, room) in taken.into_iter().zip(rooms) {
                    let population = pool.population;
                    drawn.extend(pool.kept.into_iter().take(room).map(|(_, mut unit, shown)| {
                        (unit.population, unit.drawn) = (population, room as u32);
                        (unit, shown)
                    }));
                }
            }
        }
        drawn.sort_by_cached_key(|(unit, shown)| {
            (unit.level, unit.document.clone(), shown.start, unit.theme.clone())
        });
        drawn
    }
}

/// Sixths of the sample for each stratum.
const SENTENCE_SHARES: [(Stratum, usize); 4] =
    [(Stratum::Raised, 2), (Stratum::Named, 1), (Stratum::SilentJudging, 2), (Stratum::Silent, 1)];
const DOCUMENT_SHARES: [(Stratum, usize); 2] = [(Stratum::Raised, 3), (Stratum::Silent, 3)];

/// How many are drawn from each pool: its share, and what others cannot fill, in order.
fn rooms(size: usize, shares: &[(Stratum, usize)], pools: &[Pool]) -> Vec<usize> {
    let available = |place: usize| pools[place].kept.len();
    let mut rooms: Vec<usize> = shares
        .iter()
        .enumerate()
        .map(|(place, (_, sixths))| available(place).min((size * sixths).div_ceil(6)))
        .collect();
    while rooms.iter().sum::<usize>() > size {
        let largest = (0..rooms.len()).max_by_key(|place| (rooms[*place], *place));
        largest.into_iter().for_each(|place| rooms[place] -= 1);
    }
    for place in 0..rooms.len() {
        let left = size - rooms.iter().sum::<usize>();
        rooms[place] += left.min(available(place) - rooms[place]);
    }
    rooms
}

/// The sentence's words if it can be judged: headings and contents pages assert nothing.
pub(super) fn judgeable(document: &Document, place: usize) -> Option<String> {
    let sentence = document.sentences[place];
    let kind = document.blocks.get(sentence.block as usize)?.kind;
    let text = fold(sentence.span.of(&document.text));
    let readable = text.chars().any(char::is_alphabetic);
    (readable && !matches!(kind, BlockKind::Heading | BlockKind::Toc)).then_some(text)
}

/// Whether the sentence stands where a review judges.
fn judges(document: &Document, place: usize) -> bool {
    let block = document.sentences[place].block as usize;
    let section = document.section_of(block).map(|section| document.sections[section].kind);
    matches!(
        section,
        Some(
            SectionKind::Findings
                | SectionKind::Lessons
                | SectionKind::GoodPractice
                | SectionKind::Improvement
                | SectionKind::Conclusions
                | SectionKind::Recommendations
                | SectionKind::ActionPlan
        )
    )
}

fn short(document: &Document) -> &str {
    document.sha256.get(..8).unwrap_or_default()
}

fn whole(document: &Document, theme: &str, level: Level, stratum: Stratum) -> Unit {
    Unit {
        id: format!("{}-{theme}", short(document)),
        level,
        theme: theme.to_string(),
        sha256: document.sha256.clone(),
        document: document.id.clone(),
        sentence: String::new(),
        occurrence: 0,
        stratum,
        population: 0,
        drawn: 0,
    }
}

/// The permanent random number of a sentence, or of a document when `text` is empty.
fn number(seed: u64, sha256: &str, text: &str, occurrence: u32) -> u64 {
    let bytes = sha256.bytes().chain([0]).chain(text.bytes()).chain([0]);
    // FNV-1a gathers the bytes; the finalizer spreads them over all bits.
    let gathered = bytes.fold(0xcbf2_9ce4_8422_2325_u64 ^ mix(seed), |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    mix(gathered.wrapping_add(u64::from(occurrence)))
}
