//! Words as the matcher folds them, for whoever must agree with it word by word: the full-text index.
//!
//! In: a text, a word, a pattern. Out: the words of the text, folded; the [`Form`]s in
//! which a text may write a word; the forms every match of a pattern must contain.

use super::compile::{Compiler, atoms};
use super::spelling::spellings;
use super::token::{self, Token};
use super::vocabulary::Vocabulary;
use crate::codebook::{Pattern, Sets};
use crate::document::Span;

/// Stands for every letter outside a to z, which the matcher does not tell apart.
const OTHER_LETTER: char = 'ø';

/// Splits texts into folded words.
#[derive(Clone, Debug)]
pub struct Words {
    vocabulary: Vocabulary,
    tokens: Vec<Token>,
    folded: String,
}

impl Default for Words {
    fn default() -> Self {
        Words { vocabulary: Vocabulary::new(&[]), tokens: Vec::new(), folded: String::new() }
    }
}

impl Words {
    /// Calls `found` with every word of `text`, folded, and where it stands (bytes): "Didn't" is "did" and "not".
    pub fn each(&mut self, text: &str, mut found: impl FnMut(&str, Span)) {
        self.tokens.clear();
        token::tokenise(&self.vocabulary, text, 0, text.len(), &mut self.tokens);
        for (at, token) in self.tokens.iter().enumerate() {
            let contracted = self
                .tokens
                .get(at + 1)
                .is_some_and(|next| next.start == token.end && is_contracted_not(slice(text, *next)));
            fold(slice(text, *token), token.possessive, contracted, &mut self.folded);
            found(&self.folded, Span { start: token.start, end: token.end });
        }
    }
}

fn slice(text: &str, token: Token) -> &str {
    text.get(token.start as usize..token.end as usize).unwrap_or_default()
}

/// Whether the second half of "didn't" is what stands here.
fn is_contracted_not(word: &str) -> bool {
    let mut letters = word.chars().map(|c| c.to_ascii_lowercase());
    let same = |c: Option<char>, known: &[char]| c.is_some_and(|c| known.contains(&c));
    same(letters.next(), &['n']) && same(letters.next(), &['\'', '’']) && same(letters.next(), &['t'])
}

fn fold(word: &str, possessive: bool, contracted: bool, into: &mut String) {
    into.clear();
    if is_contracted_not(word) {
        into.push_str("not");
        return;
    }
    let bare = word.split(['\'', '’']).next().filter(|_| possessive).unwrap_or(word);
    into.extend(bare.chars().map(folded));
    if contracted {
        match into.as_str() {
            "ca" => into.push('n'),
            "wo" => *into = "will".to_string(),
            "sha" => into.push_str("ll"),
            _ => {}
        }
    }
}

fn folded(letter: char) -> char {
    match letter.is_ascii() {
        true => letter.to_ascii_lowercase(),
        false => OTHER_LETTER,
    }
}

/// A word, or the beginning of one, with its spellings, all folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// The spellings that count as this word.
    pub spellings: Vec<String>,
    /// Whether any ending will do.
    pub prefix: bool,
}

impl Form {
    fn new(text: &str, prefix: bool) -> Self {
        let respelt = spellings(text, prefix);
        let mut spellings: Vec<String> =
            respelt.iter().map(|word| word.chars().map(folded).collect()).collect();
        spellings.sort();
        spellings.dedup();
        Form { spellings, prefix }
    }
}

/// The ways in which a text may write `word`, each a row of adjacent forms: "multi-agency" is two words or one.
pub fn ways(word: &str, prefix: bool) -> Vec<Vec<Form>> {
    let parts = atoms(word, prefix);
    let apart: Vec<Form> = parts.iter().map(|atom| Form::new(&atom.text, atom.prefix)).collect();
    if apart.is_empty() {
        return Vec::new();
    }
    let joined: String = parts.iter().map(|atom| atom.text.as_str()).collect();
    match word.contains('-') && parts.len() > 1 {
        true => vec![apart, vec![Form::new(&joined, prefix)]],
        false => vec![apart],
    }
}

/// What every match of `pattern` contains: of each list at least one form. A list without forms is never filled.
pub fn needed(pattern: &Pattern, sets: &Sets) -> Vec<Vec<Form>> {
    let mut compiler = Compiler::default();
    let root = compiler.node(&pattern.expr, sets);
    let slots = compiler.needed(root);
    let forms = |slot: &u32| {
        let atoms = compiler.slots[*slot as usize].of.iter();
        atoms.map(|atom| Form::new(&atom.text, atom.prefix)).collect()
    };
    slots.iter().map(forms).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_patterns_see_them() {
        let mut words = Vec::new();
        Words::default().each(
            "The child’s GP can't see Zoë's multi-agency plan; won't CANNOT.",
            |word, _| {
                words.push(word.to_string());
            },
        );
        let plain = "the child gp can not see zoø multi agency plan will not can not";
        assert_eq!(words.join(" "), plain);
    }

    #[test]
    fn a_hyphenated_word_is_two_or_one() {
        let ways = ways("Multi-agency", false);
        assert_eq!(ways[0].len(), 2);
        assert_eq!(ways[1][0].spellings, ["multiagency"]);
    }
}
