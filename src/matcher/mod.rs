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

pub use run::Hit;
pub use token::{Marks, Token};

use crate::codebook::{Pattern, Sets};
use crate::document::Span;
use compile::{Compiler, Node};
use run::{Memory, Run, WINDOW, bits};
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
    /// Per tier and class, the patterns to try where such a word stands.
    tried: [Vec<Vec<u32>>; TIERS],
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
        let mut roots = Vec::new();
        let mut tiers = Vec::new();
        for (pattern, tier) in patterns {
            roots.push(compiler.node(&pattern.expr, sets));
            tiers.push(tier.min(TIERS - 1));
        }
        let vocabulary = Vocabulary::new(&compiler.slots);
        let frequency = frequencies(&vocabulary, compiler.slots.len(), sample);
        let mut anchored = [vec![Vec::new(); compiler.slots.len()], vec![Vec::new(); compiler.slots.len()]];
        for (index, (root, tier)) in roots.iter().zip(&tiers).enumerate() {
            for slot in compiler.anchor(*root, &frequency) {
                anchored[*tier][slot as usize].push(index as u32);
            }
        }
        Matcher {
            tried: anchored.map(|slots| by_class(&vocabulary, &slots)),
            widths: (0..compiler.nodes.len() as u32).map(|node| compiler.width(node)).collect(),
            slots: compiler.slots.len(),
            nodes: compiler.nodes,
            vocabulary,
            roots,
        }
    }

    /// How many patterns it was made of.
    pub fn patterns(&self) -> usize {
        self.roots.len()
    }

    /// Splits the sentence at `span` of `text` into tokens.
    pub fn read(&self, text: &str, span: Span, sentence: &mut Sentence) {
        sentence.tokens.clear();
        let range = span.range();
        token::tokenise(&self.vocabulary, text, range.start, range.end, &mut sentence.tokens);
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
        window: std::ops::Range<usize>,
        sentence: &mut Sentence,
        hits: &mut Vec<Hit>,
    ) {
        self.collect(tier, window.clone(), sentence);
        if sentence.todo.is_empty() {
            return;
        }
        let tokens = &sentence.tokens[window.clone()];
        sentence.memory.begin(self.slots, self.nodes.len());
        for (place, token) in tokens.iter().enumerate().filter(|(_, token)| token.class != 0) {
            for slot in self.vocabulary.slots(token.class) {
                sentence.memory.fill(*slot, place);
            }
        }
        let mut run = Run {
            nodes: &self.nodes,
            widths: &self.widths,
            text,
            tokens,
            memory: &mut sentence.memory,
        };
        for pattern in &sentence.todo {
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

    /// The patterns whose rarest word stands in the window.
    fn collect(&self, tier: usize, window: std::ops::Range<usize>, sentence: &mut Sentence) {
        sentence.tried.resize(self.roots.len(), 0);
        sentence.round += 1;
        sentence.todo.clear();
        for token in &sentence.tokens[window] {
            for pattern in &self.tried[tier][token.class as usize] {
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

fn by_class(vocabulary: &Vocabulary, slots: &[Vec<u32>]) -> Vec<Vec<u32>> {
    (0..vocabulary.classes())
        .map(|class| {
            let of_class = vocabulary.slots(class as u16).iter();
            let mut patterns: Vec<u32> = of_class.flat_map(|slot| slots[*slot as usize].iter().copied()).collect();
            patterns.sort_unstable();
            patterns.dedup();
            patterns
        })
        .collect()
}
