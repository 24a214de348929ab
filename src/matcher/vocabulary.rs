//! The words that patterns know, as a trie over folded letters.
//!
//! In: the words and word beginnings of all patterns. Out: for any word of a text, its class: the
//! slots it may fill. Words that no pattern tells apart share a class; class 0 fills no slot.

use super::spelling::spellings;
use std::collections::HashMap;

/// Letters a to z, digits, and one place for every other letter.
pub(super) const SYMBOLS: usize = 37;
/// What separates words.
pub(super) const BREAK: u8 = 255;
const OTHER: u8 = 36;

/// The symbol of every byte; bytes of other scripts' letters are told apart from punctuation by the tokeniser.
pub(super) const SYMBOL: [u8; 256] = {
    let mut table = [BREAK; 256];
    let mut byte = 0;
    while byte < 26 {
        table[b'a' as usize + byte] = byte as u8;
        table[b'A' as usize + byte] = byte as u8;
        byte += 1;
    }
    byte = 0;
    while byte < 10 {
        table[b'0' as usize + byte] = 26 + byte as u8;
        byte += 1;
    }
    byte = 0xC3;
    while byte <= 0xD4 {
        table[byte] = OTHER;
        byte += 1;
    }
    table
};

/// A word or word beginning that some pattern names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Atom {
    pub(super) text: String,
    pub(super) prefix: bool,
}

/// A place in patterns that any of some words fills, but none of some others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Slot {
    pub(super) of: Vec<Atom>,
    pub(super) except: Vec<Atom>,
}

#[derive(Clone, Debug)]
struct Node {
    next: [u32; SYMBOLS],
    /// The class of the word that ends here.
    ends: u32,
    /// The class of every longer word that leaves the trie from here.
    beyond: u32,
}

/// The trie, and for every class the slots it fills.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    nodes: Vec<Node>,
    classes: Vec<Vec<u32>>,
}

impl Vocabulary {
    /// Lays out the words of `slots`; a slot is known by its index.
    pub(super) fn new(slots: &[Slot]) -> Self {
        let mut trie = Trie::default();
        let mut marks: HashMap<usize, Marks> = HashMap::new();
        let mut known: HashMap<&Atom, Vec<usize>> = HashMap::new();
        for (slot, words) in slots.iter().enumerate() {
            for (atoms, meant) in [(&words.of, true), (&words.except, false)] {
                for atom in atoms {
                    let nodes = known.entry(atom).or_insert_with(|| {
                        let texts = spellings(&atom.text, atom.prefix);
                        texts.iter().map(|text| trie.insert(text)).collect()
                    });
                    for node in nodes {
                        marks.entry(*node).or_default().add(slot as u32, atom.prefix, meant);
                    }
                }
            }
        }
        trie.classed(&marks)
    }

    /// The class of a word given as bytes of letters and digits, in any case.
    pub(super) fn class(&self, word: &[u8]) -> u32 {
        let mut walk = Walk::default();
        for byte in word {
            self.step(&mut walk, SYMBOL[*byte as usize]);
        }
        self.finish(walk)
    }

    #[inline]
    pub(super) fn step(&self, walk: &mut Walk, symbol: u8) {
        if !walk.left {
            let node = &self.nodes[walk.node as usize];
            match node.next.get(symbol as usize) {
                Some(0) | None => walk.left = true,
                Some(next) => walk.node = *next,
            }
        }
    }

    #[inline]
    pub(super) fn finish(&self, walk: Walk) -> u32 {
        let node = &self.nodes[walk.node as usize];
        if walk.left { node.beyond } else { node.ends }
    }

    /// The slots a class fills, ascending.
    pub(super) fn slots(&self, class: u32) -> &[u32] {
        &self.classes[class as usize]
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.classes.len()
    }
}

/// Where a word has come to in the trie.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Walk {
    node: u32,
    left: bool,
}

/// What a node means to slots.
#[derive(Clone, Debug, Default)]
struct Marks {
    /// Slots that take the word ending here, with whether they mean or except it.
    whole: Vec<(u32, bool)>,
    /// Slots that take every word beginning so.
    open: Vec<(u32, bool)>,
}

impl Marks {
    fn add(&mut self, slot: u32, prefix: bool, meant: bool) {
        let list = if prefix { &mut self.open } else { &mut self.whole };
        list.push((slot, meant));
    }
}

#[derive(Default)]
struct Trie {
    next: Vec<[u32; SYMBOLS]>,
}

impl Trie {
    fn insert(&mut self, word: &str) -> usize {
        if self.next.is_empty() {
            self.next.push([0; SYMBOLS]);
        }
        let mut node = 0;
        for character in word.chars() {
            let symbol = match character.is_ascii() {
                true => SYMBOL[character as usize],
                false => OTHER,
            };
            let symbol = usize::from(symbol.min(OTHER));
            if self.next[node][symbol] == 0 {
                self.next[node][symbol] = self.next.len() as u32;
                self.next.push([0; SYMBOLS]);
            }
            node = self.next[node][symbol] as usize;
        }
        node
    }

    fn classed(self, marks: &HashMap<usize, Marks>) -> Vocabulary {
        let mut classes = Classes::default();
        let blank = Node { next: [0; SYMBOLS], ends: 0, beyond: 0 };
        let mut nodes = vec![blank; self.next.len().max(1)];
        let mut open: Vec<(usize, Vec<(u32, bool)>)> = vec![(0, Vec::new())];
        while let Some((index, mut inherited)) = open.pop() {
            let Some(next) = self.next.get(index) else {
                continue;
            };
            let own = marks.get(&index);
            inherited.extend(own.into_iter().flat_map(|marks| marks.open.iter().copied()));
            let whole = own.into_iter().flat_map(|marks| marks.whole.iter().copied());
            nodes[index] = Node {
                next: *next,
                ends: classes.of(inherited.iter().copied().chain(whole)),
                beyond: classes.of(inherited.iter().copied()),
            };
            let below = next.iter().filter(|node| **node != 0);
            open.extend(below.map(|node| (*node as usize, inherited.clone())));
        }
        Vocabulary { nodes, classes: classes.lists }
    }
}

/// Sets of slots, each once.
struct Classes {
    lists: Vec<Vec<u32>>,
    known: HashMap<Vec<u32>, u32>,
}

impl Default for Classes {
    fn default() -> Self {
        Classes { lists: vec![Vec::new()], known: HashMap::from([(Vec::new(), 0)]) }
    }
}

impl Classes {
    fn of(&mut self, marks: impl Iterator<Item = (u32, bool)>) -> u32 {
        let (meant, excepted): (Vec<_>, Vec<_>) = marks.partition(|(_, meant)| *meant);
        let mut slots: Vec<u32> = meant
            .into_iter()
            .map(|(slot, _)| slot)
            .filter(|slot| excepted.iter().all(|(other, _)| other != slot))
            .collect();
        slots.sort_unstable();
        slots.dedup();
        if let Some(class) = self.known.get(&slots) {
            return *class;
        }
        let class = self.lists.len() as u32;
        self.known.insert(slots.clone(), class);
        self.lists.push(slots);
        class
    }
}
