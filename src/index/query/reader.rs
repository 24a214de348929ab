//! Reading a query character by character: what the grammar in `parse` is made of.

use super::super::schema::Stems;
use super::{Names, Trouble};

pub(super) type Parsed<T> = Result<T, Trouble>;

/// How far apart parts may stand at most, as in patterns.
const FARTHEST: u32 = 40;

/// A query and how far it is read.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    pub(super) at: usize,
    pub(super) depth: usize,
    pub(super) names: &'a Names,
    pub(super) stems: &'a Stems,
}

impl<'a> Reader<'a> {
    pub(super) fn number(&mut self, expected: &str) -> Parsed<u32> {
        let at = self.at;
        let rest = &self.source[at..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        self.at += end;
        match rest[..end].parse::<u32>() {
            Ok(number @ 1..=FARTHEST) => Ok(number),
            _ => Err(Trouble::new(at, format!("{expected}: a number from 1 to {FARTHEST}"))),
        }
    }

    /// What stands between two marks like the one here; `\"` stands for the mark itself.
    pub(super) fn quoted(&mut self, mark: char) -> Parsed<String> {
        let open = self.at;
        let mut inside = String::new();
        let mut characters = self.source[open + 1..].char_indices();
        while let Some((place, character)) = characters.next() {
            match character {
                '\\' => inside.extend(characters.next().map(|(_, next)| next)),
                _ if character == mark => {
                    self.at = open + 1 + place + 1;
                    return Ok(inside);
                }
                _ => inside.push(character),
            }
        }
        Err(Trouble::new(open, format!("this {mark} is not closed")))
    }

    pub(super) fn operator(&mut self, name: &str) -> bool {
        let here = self.next_is(name);
        self.at += if here { name.len() } else { 0 };
        here
    }

    pub(super) fn next_is(&mut self, name: &str) -> bool {
        self.skip();
        self.ahead() == name
    }

    /// The run of characters from here to the next space, bracket or quotation mark.
    pub(super) fn ahead(&self) -> &'a str {
        let rest = &self.source[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || "()\"".contains(c)).unwrap_or(rest.len());
        &rest[..end]
    }

    pub(super) fn run(&mut self) -> &'a str {
        let run = self.ahead();
        self.at += run.len();
        run
    }

    pub(super) fn skip(&mut self) {
        let rest = &self.source[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    pub(super) fn peek(&mut self) -> Option<char> {
        self.skip();
        self.source[self.at..].chars().next()
    }

    pub(super) fn trouble(&self, message: impl Into<String>) -> Trouble {
        Trouble::new(self.at, message)
    }
}
