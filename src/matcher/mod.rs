//! All patterns in one pass over a text.
//!
//! In: patterns and sets, once; then texts. Out: [`Token`]s and [`Hit`]s, sentence by sentence. Words
//! become classes of a vocabulary, a pattern is tried only where its rarest word stands, and parts that
//! patterns share are looked for once. Coding and search use the same matcher.

mod compile;
mod run;
mod spelling;
mod token;
mod vocabulary;
mod words;

pub use run::Hit;
pub use token::{Marks, Token};
pub use words::{Form, Words, needed, ways};

use crate::codebook::{Pattern, Sets};
use crate::document::Span;
use compile::{Compiler, Node};
use run::{Memory, Run, WINDOW, bits};
use std::ops::Range;
use vocabulary::Vocabulary;

/// Windows of a longer sentence overlap by this many tokens, so that no pattern is cut.
const OVERLAP: usize = 40;
/// Patterns are run in tiers: a later tier only where the caller wants it.
const TIERS: usize = 2;

/// Patterns compiled for one pass.
#[derive(Debug)]
pub struct Matcher {
    vocabulary: Vocabulary,
    nodes: Vec<Node>,
    widths: Vec<Option<u8>>,
    slots: usize,
    /// The node of every pattern.
    roots: Vec<u32>,
    /// The slots that must be filled for each pattern, its rarest left out.
    needs: Vec<Vec<u32>>,
    tiers: [Tier; TIERS],
}

/// What a class of words means to the patterns of a tier.
#[derive(Debug, Default)]
struct Tier {
    /// Patterns that are just such a word.
    found: Vec<Vec<u32>>,
    /// Patterns whose rarest word this may be.
    tried: Vec<Vec<u32>>,
}

/// A sentence under work, with everything that is reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    tokens: Vec<Token>,
    memory: Memory,
    /// The round in which a pattern was last tried.
    tried: Vec<u32>,
    round: u32,
    todo: Vec<u32>,
    /// The window whose words are noted in the memory.
    filled: Option<Range<usize>>,
}

impl Sentence {
    /// Its tokens.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }
}

impl Matcher {
    /// Compiles patterns, each with its tier (0 or 1); `sample` is text of the kind to be read, used to
    /// tell rare words from common ones. A set that does not exist matches nothing.
    pub fn new<'a>(
        patterns: impl IntoIterator<Item = (&'a Pattern, usize)>,
        sets: &Sets,
        sample: &[&str],
    ) -> Self {
        let mut compiler = Compiler::default();
        let listed: Vec<(u32, usize)> = patterns
            .into_iter()
            .map(|(pattern, tier)| (compiler.node(&pattern.expr, sets), tier.min(TIERS - 1)))
            .collect();
        let mut needs: Vec<Vec<u32>> = listed.iter().map(|(root, _)| compiler.needed(*root)).collect();
        let vocabulary = Vocabulary::new(&compiler.slots);
        let frequency = frequencies(&vocabulary, compiler.slots.len(), sample);
        let mut by_slot = [(); TIERS].map(|()| BySlot::new(compiler.slots.len()));
        for (index, ((root, tier), needed)) in listed.iter().zip(&mut needs).enumerate() {
            if let Node::Slot(slot) = compiler.nodes[*root as usize] {
                by_slot[*tier].found[slot as usize].push(index as u32);
            } else if let Some(rarest) = needed
                .iter()
                .copied()
                .min_by_key(|slot| frequency[*slot as usize])
            {
                by_slot[*tier].tried[rarest as usize].push(index as u32);
                needed.retain(|slot| *slot != rarest);
            }
        }
        Matcher {
            tiers: by_slot.map(|lists| Tier {
                found: by_class(&vocabulary, &lists.found),
                tried: by_class(&vocabulary, &lists.tried),
            }),
            widths: (0..compiler.nodes.len() as u32)
                .map(|node| compiler.width(node))
                .collect(),
            slots: compiler.slots.len(),
            nodes: compiler.nodes,
            vocabulary,
            roots: listed.into_iter().map(|(root, _)| root).collect(),
            needs,
        }
    }

    /// How many patterns it was made of.
    pub fn patterns(&self) -> usize {
        self.roots.len()
    }

    /// Splits the sentence at `span` of `text` into tokens.
    pub fn read(&self, text: &str, span: Span, sentence: &mut Sentence) {
        sentence.tokens.clear();
        sentence.filled = None;
        let range = span.range();
        token::tokenise(
            &self.vocabulary,
            text,
            range.start,
            range.end,
            &mut sentence.tokens,
        );
    }

    /// Adds to `hits` what the patterns of `tier` find in the sentence last read, ordered by place.
    pub fn find(&self, text: &str, tier: usize, sentence: &mut Sentence, hits: &mut Vec<Hit>) {
        let already = hits.len();
        let mut from = 0;
        loop {
            let to = (from + WINDOW).min(sentence.tokens.len());
            self.find_in(text, tier, from..to, sentence, hits);
            if to == sentence.tokens.len() {
                break;
            }
            from = to - OVERLAP;
        }
        hits[already..].sort_unstable();
        if from > 0 {
            hits.dedup();
        }
    }

    fn find_in(
        &self,
        text: &str,
        tier: usize,
        window: Range<usize>,
        sentence: &mut Sentence,
        hits: &mut Vec<Hit>,
    ) {
        self.collect(tier, window.clone(), sentence, hits);
        if sentence.todo.is_empty() {
            return;
        }
        self.fill(window.clone(), sentence);
        let mut run = Run {
            nodes: &self.nodes,
            widths: &self.widths,
            text,
            tokens: &sentence.tokens[window.clone()],
            memory: &mut sentence.memory,
        };
        for pattern in &sentence.todo {
            let needs = &self.needs[*pattern as usize];
            if !needs.iter().all(|slot| run.memory.filled(*slot)) {
                continue;
            }
            let root = self.roots[*pattern as usize];
            for last in bits(run.all_ends(root)) {
                let first = run.start(root, last);
                hits.push(Hit {
                    first: (window.start + first) as u32,
                    last: (window.start + last) as u32,
                    pattern: *pattern,
                });
            }
        }
    }

    /// Notes which words of the window fill which slots; once for both tiers.
    fn fill(&self, window: Range<usize>, sentence: &mut Sentence) {
        if sentence.filled.as_ref() == Some(&window) {
            return;
        }
        sentence.memory.begin(self.slots, self.nodes.len());
        for (place, token) in sentence.tokens[window.clone()].iter().enumerate() {
            for slot in self.vocabulary.slots(token.class) {
                sentence.memory.fill(*slot, place);
            }
        }
        sentence.filled = Some(window);
    }

    /// Finds single words at once, and lists the patterns whose rarest word stands in the window.
    fn collect(&self, tier: usize, window: Range<usize>, sentence: &mut Sentence, hits: &mut Vec<Hit>) {
        sentence.tried.resize(self.roots.len(), 0);
        sentence.round += 1;
        sentence.todo.clear();
        let tier = &self.tiers[tier];
        for (place, token) in window
            .clone()
            .zip(&sentence.tokens[window])
            .filter(|(_, token)| token.class != 0)
        {
            let (first, last) = (place as u32, place as u32);
            let found = &tier.found[token.class as usize];
            hits.extend(found.iter().map(|pattern| Hit {
                first,
                last,
                pattern: *pattern,
            }));
            for pattern in &tier.tried[token.class as usize] {
                let seen = &mut sentence.tried[*pattern as usize];
                if *seen != sentence.round {
                    *seen = sentence.round;
                    sentence.todo.push(*pattern);
                }
            }
        }
    }

    /// Every place where a pattern matches in `text` taken as one sentence: pattern and bytes.
    pub fn matches(&self, text: &str) -> Vec<(u32, Span)> {
        let mut sentence = Sentence::default();
        let mut hits = Vec::new();
        self.read(text, Span::new(0, text.len()), &mut sentence);
        (0..TIERS).for_each(|tier| self.find(text, tier, &mut sentence, &mut hits));
        let span = |hit: &Hit| Span {
            start: sentence.tokens[hit.first as usize].start,
            end: sentence.tokens[hit.last as usize].end,
        };
        hits.iter().map(|hit| (hit.pattern, span(hit))).collect()
    }
}

/// How many words of `sample` fill each slot.
fn frequencies(vocabulary: &Vocabulary, slots: usize, sample: &[&str]) -> Vec<u64> {
    let mut counts = vec![0; slots];
    let mut tokens = Vec::new();
    for text in sample {
        tokens.clear();
        token::tokenise(vocabulary, text, 0, text.len(), &mut tokens);
        for token in &tokens {
            for slot in vocabulary.slots(token.class) {
                counts[*slot as usize] += 1;
            }
        }
    }
    counts
}

/// Patterns by the slot that finds or tries them.
struct BySlot {
    found: Vec<Vec<u32>>,
    tried: Vec<Vec<u32>>,
}

impl BySlot {
    fn new(slots: usize) -> Self {
        BySlot {
            found: vec![Vec::new(); slots],
            tried: vec![Vec::new(); slots],
        }
    }
}

fn by_class(vocabulary: &Vocabulary, slots: &[Vec<u32>]) -> Vec<Vec<u32>> {
    (0..vocabulary.classes())
        .map(|class| {
            let of_class = vocabulary.slots(class as u16).iter();
            let mut patterns: Vec<u32> = of_class
                .flat_map(|slot| slots[*slot as usize].iter().copied())
                .collect();
            patterns.sort_unstable();
            patterns.dedup();
            patterns
        })
        .collect()
}
