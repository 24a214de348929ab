//! Words of a text as the matcher sees them.
//!
//! In: a stretch of text. Out: [`Token`]s, each with its bytes, its class in the vocabulary and the
//! punctuation before it. Case, possessives, hyphens, curly quotes and "n't" are folded here.

use super::vocabulary::{BREAK, SYMBOL, Vocabulary, Walk};

/// Punctuation since the word before, as a set of bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks(u8);

impl Marks {
    /// A comma.
    pub const COMMA: Marks = Marks(1);
    /// A semicolon.
    pub const SEMICOLON: Marks = Marks(2);
    /// A colon.
    pub const COLON: Marks = Marks(4);
    /// A dash between words, or a bullet.
    pub const DASH: Marks = Marks(8);
    /// A bracket opens.
    pub const OPEN: Marks = Marks(16);
    /// A bracket closes.
    pub const CLOSE: Marks = Marks(32);
    /// A full stop, exclamation or question mark.
    pub const STOP: Marks = Marks(64);
    /// A hyphen that joins two words.
    pub const HYPHEN: Marks = Marks(128);

    /// Whether any of `other` is there.
    pub fn has(self, other: Marks) -> bool {
        self.0 & other.0 != 0
    }

    /// Both.
    pub const fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// One word of a text: bytes, half-open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// The first byte.
    pub start: u32,
    /// One past the last byte, a possessive ending included.
    pub end: u32,
    /// The punctuation before it.
    pub marks: Marks,
    /// Whether it is a possessive: "mother's", "parents'".
    pub possessive: bool,
    pub(super) class: u32,
}

/// What punctuation each byte is.
const MARK: [u8; 256] = {
    let mut table = [0; 256];
    table[b',' as usize] = Marks::COMMA.0;
    table[b';' as usize] = Marks::SEMICOLON.0;
    table[b':' as usize] = Marks::COLON.0;
    table[b'(' as usize] = Marks::OPEN.0;
    table[b'[' as usize] = Marks::OPEN.0;
    table[b')' as usize] = Marks::CLOSE.0;
    table[b']' as usize] = Marks::CLOSE.0;
    table[b'.' as usize] = Marks::STOP.0;
    table[b'!' as usize] = Marks::STOP.0;
    table[b'?' as usize] = Marks::STOP.0;
    table
};

/// Splits `text[start..end]` into tokens after those already in `tokens`.
pub(super) fn tokenise(
    vocabulary: &Vocabulary,
    text: &str,
    start: usize,
    end: usize,
    tokens: &mut Vec<Token>,
) {
    let bytes = &text.as_bytes()[..end.min(text.len())];
    let mut at = start;
    let mut marks = 0;
    while at < bytes.len() {
        let symbol = SYMBOL[bytes[at] as usize];
        if symbol == BREAK {
            let (mark, width) = punctuation(bytes, at);
            marks |= mark;
            at += width;
            continue;
        }
        let word = at;
        let mut walk = Walk::default();
        while at < bytes.len() {
            let symbol = SYMBOL[bytes[at] as usize];
            if symbol == BREAK {
                break;
            }
            vocabulary.step(&mut walk, symbol);
            at += if bytes[at] < 0x80 { 1 } else { 2 };
        }
        at = at.min(bytes.len());
        let class = vocabulary.finish(walk);
        let next = push(vocabulary, bytes, (word, at), class, marks, tokens);
        at = next.max(at);
        marks = 0;
    }
}

/// Adds the word at `range`, one token or the two of a contraction; gives where to go on.
fn push(
    vocabulary: &Vocabulary,
    bytes: &[u8],
    (start, end): (usize, usize),
    class: u32,
    marks: u8,
    tokens: &mut Vec<Token>,
) -> usize {
    let mut add = |start: usize, end: usize, class, marks, possessive| {
        tokens.push(Token { start: start as u32, end: end as u32, marks: Marks(marks), possessive, class });
    };
    let word = &bytes[start..end];
    if word.len() == 6 && word.eq_ignore_ascii_case(b"cannot") {
        add(start, start + 3, vocabulary.class(b"can"), marks, false);
        add(start + 3, end, vocabulary.class(b"not"), 0, false);
        return end;
    }
    let quote = apostrophe(bytes, end);
    let after = bytes.get(end + quote).filter(|_| quote > 0).map(u8::to_ascii_lowercase);
    let alone = bytes.get(end + quote + 1).is_none_or(|byte| SYMBOL[*byte as usize] == BREAK);
    match after {
        Some(b's') if alone => {
            add(start, end + quote + 1, class, marks, true);
            end + quote + 1
        }
        Some(b't') if alone && word.last().is_some_and(|last| last.eq_ignore_ascii_case(&b'n')) => {
            let stem = &word[..word.len() - 1];
            let whole: &[u8] = match stem.to_ascii_lowercase().as_slice() {
                b"ca" => b"can",
                b"wo" => b"will",
                b"sha" => b"shall",
                _ => stem,
            };
            add(start, end - 1, vocabulary.class(whole), marks, false);
            add(end - 1, end + quote + 1, vocabulary.class(b"not"), 0, false);
            end + quote + 1
        }
        _ => {
            let plural = quote > 0 && word.last().is_some_and(|last| last.eq_ignore_ascii_case(&b's'));
            add(start, end, class, marks, plural);
            end
        }
    }
}

/// The width of the apostrophe at `at`, straight or curly; 0 where there is none.
fn apostrophe(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..) {
        Some([b'\'', ..]) => 1,
        Some([0xE2, 0x80, 0x99, ..]) => 3,
        _ => 0,
    }
}

/// The mark at `at`, which is no letter, and how many bytes it takes.
fn punctuation(bytes: &[u8], at: usize) -> (u8, usize) {
    match bytes[at] {
        b'.' if decimal(bytes, at) => (0, 1),
        b'-' => (hyphen(bytes, at), 1),
        byte if byte < 0x80 => (MARK[byte as usize], 1),
        0xC2 => (0, 2),
        0xE2 => match bytes.get(at + 1..at + 3) {
            Some([0x80, 0x90 | 0x91]) => (hyphen(bytes, at), 3),
            Some([0x80, 0x92..=0x95]) => (Marks::DASH.0, 3),
            Some([0x80, 0xA2]) | Some([0x96..=0x9B, _]) => (Marks::DASH.0, 3),
            _ => (0, 3),
        },
        0xE0..=0xEF => (0, 3),
        0xF0..=0xFF => (0, 4),
        _ => (0, 1),
    }
}

/// Whether the point at `at` stands between digits: it ends nothing.
fn decimal(bytes: &[u8], at: usize) -> bool {
    let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    at > 0 && digit(bytes.get(at - 1)) && digit(bytes.get(at + 1))
}

/// A hyphen joins where letters stand on both sides; after a letter and before a space it only waits for
/// what follows ("16- and 17-year-olds"); else it is a dash.
fn hyphen(bytes: &[u8], at: usize) -> u8 {
    let letter = |byte: Option<&u8>| byte.is_some_and(|byte| SYMBOL[*byte as usize] != BREAK);
    let after = at > 0 && letter(bytes.get(at - 1));
    match bytes.get(at + 1) {
        next if after && letter(next.or(bytes.get(at + 3))) => Marks::HYPHEN.0,
        Some(b' ') if after => 0,
        _ => Marks::DASH.0,
    }
}
