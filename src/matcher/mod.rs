//! All patterns in one pass over a text.
//!
//! In: patterns and sets, once; then texts. Out: [`Token`]s and [`Hit`]s, sentence by sentence. Words
//! become classes of a vocabulary, a pattern is tried only where its rarest word stands, and parts that
//! patterns share are looked for once. Coding and search use the same matcher.

mod compile;
mod gap;
mod run;
mod spelling;
mod token;
mod vocabulary;
mod words;

pub use gap::Gap;
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
    needs: Needs,
    tiers: [Tier; TIERS],
}

/// What a class of words means to the patterns of a tier.
#[derive(Debug, Default)]
struct Tier {
    /// Patterns that are just such a word.
    found: Vec<Vec<u32>>,
    /// Patterns whose rarest word this may be, each with the next rarest slot that it needs.
    tried: Vec<Vec<Try>>,
}

/// A pattern to try, and a slot that must be filled for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Try {
    pattern: u32,
    also: u32,
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
    /// The window that the memory is about.
    window: Option<Range<usize>>,
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
        let needed: Vec<Vec<u32>> = listed.iter().map(|(root, _)| compiler.needed(*root)).collect();
        let vocabulary = Vocabulary::new(&compiler.slots);
        let frequency = frequencies(&vocabulary, compiler.slots.len(), sample);
        let mut by_slot = [(); TIERS].map(|()| BySlot::new(compiler.slots.len()));
        let mut needs = Needs::default();
        for (index, ((root, tier), mut needed)) in listed.into_iter().zip(needed).enumerate() {
            let pattern = index as u32;
            needed.sort_by_key(|slot| (frequency[*slot as usize], *slot));
            if let Node::Slot(slot) = compiler.nodes[root as usize] {
                by_slot[tier].found[slot as usize].push(pattern);
            } else if let Some(rarest) = needed.first() {
                let also = *needed.get(1).unwrap_or(rarest);
                by_slot[tier].tried[*rarest as usize].push(Try { pattern, also });
            }
            needs.add(root, &needed, compiler.spread(root));
        }
        Matcher {
            tiers: by_slot.map(|lists| Tier {
                found: by_class(&vocabulary, &lists.found),
                tried: by_class(&vocabulary, &lists.tried),
            }),
            widths: (0..compiler.nodes.len() as u32).map(|node| compiler.width(node)).collect(),
            slots: compiler.slots.len(),
            nodes: compiler.nodes,
            vocabulary,
            needs,
        }
    }

    /// How many patterns it was made of.
    pub fn patterns(&self) -> usize {
        self.needs.len()
    }

    /// Splits the sentence at `span` of `text` into tokens.
    pub fn read(&self, text: &str, span: Span, sentence: &mut Sentence) {
        sentence.tokens.clear();
        sentence.window = None;
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
        window: Range<usize>,
        sentence: &mut Sentence,
        hits: &mut Vec<Hit>,
    ) {
        if sentence.window.as_ref() != Some(&window) {
            let tokens = &sentence.tokens[window.clone()];
            let (slots, nodes) = (self.slots, self.nodes.len());
            sentence.memory.begin(&self.vocabulary, slots, nodes, tokens);
            sentence.window = Some(window.clone());
        }
        self.collect(tier, window.clone(), sentence, hits);
        let todo = std::mem::take(&mut sentence.todo);
        let mut run = self.run(text, window.clone(), sentence);
        for pattern in &todo {
            let (root, needs, spread) = self.needs.of(*pattern);
            if !run.together(needs, spread) {
                continue;
            }
            for last in bits(run.all_ends(root)) {
                let first = run.start(root, last);
                hits.push(Hit {
                    first: (window.start + first) as u32,
                    last: (window.start + last) as u32,
                    pattern: *pattern,
                });
            }
        }
        sentence.todo = todo;
    }

    /// The program over `window` of the sentence.
    fn run<'b>(&'b self, text: &'b str, window: Range<usize>, sentence: &'b mut Sentence) -> Run<'b> {
        Run {
            nodes: &self.nodes,
            widths: &self.widths,
            text,
            tokens: &sentence.tokens[window],
            memory: &mut sentence.memory,
        }
    }

    /// Finds single words at once, and lists the patterns two of whose words stand in the window.
    fn collect(&self, tier: usize, window: Range<usize>, sentence: &mut Sentence, hits: &mut Vec<Hit>) {
        sentence.tried.resize(self.needs.len(), 0);
        sentence.round += 1;
        sentence.todo.clear();
        let tier = &self.tiers[tier];
        for (place, token) in
            window.clone().zip(&sentence.tokens[window]).filter(|(_, token)| token.class != 0)
        {
            let (first, last) = (place as u32, place as u32);
            let found = &tier.found[token.class as usize];
            hits.extend(found.iter().map(|pattern| Hit { first, last, pattern: *pattern }));
            for tried in &tier.tried[token.class as usize] {
                if !sentence.memory.filled(tried.also) {
                    continue;
                }
                let seen = &mut sentence.tried[tried.pattern as usize];
                if *seen != sentence.round {
                    *seen = sentence.round;
                    sentence.todo.push(tried.pattern);
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
    tried: Vec<Vec<Try>>,
}

impl BySlot {
    fn new(slots: usize) -> Self {
        BySlot { found: vec![Vec::new(); slots], tried: vec![Vec::new(); slots] }
    }
}

fn by_class<T: Copy + Ord>(vocabulary: &Vocabulary, slots: &[Vec<T>]) -> Vec<Vec<T>> {
    (0..vocabulary.classes())
        .map(|class| {
            let of_class = vocabulary.slots(class as u32).iter();
            let mut listed: Vec<T> =
                of_class.flat_map(|slot| slots[*slot as usize].iter().copied()).collect();
            listed.sort_unstable();
            listed.dedup();
            listed
        })
        .collect()
}

/// What each pattern needs before it is worth trying, end to end in one list.
#[derive(Debug, Default)]
struct Needs {
    /// Root, and where its slots begin, with how many tokens lie between its first and last word at most.
    patterns: Vec<(u32, u32, u8)>,
    slots: Vec<u32>,
}

impl Needs {
    fn add(&mut self, root: u32, slots: &[u32], spread: u8) {
        self.patterns.push((root, self.slots.len() as u32, spread));
        self.slots.extend_from_slice(slots);
    }

    fn len(&self) -> usize {
        self.patterns.len()
    }

    /// A pattern's root, the slots that must be filled, its rarest first, and its spread.
    fn of(&self, pattern: u32) -> (u32, &[u32], u8) {
        let index = pattern as usize;
        let (root, from, spread) = self.patterns[index];
        let to = self.patterns.get(index + 1).map_or(self.slots.len(), |(_, from, _)| *from as usize);
        (root, &self.slots[from as usize..to], spread)
    }
}
