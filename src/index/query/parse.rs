//! The query grammar, read by recursive descent.

use super::super::schema::Stems;
use super::super::spans::{Form, Wording};
use super::reader::{Parsed, Reader};
use super::{Names, Node, Part, Test, Trouble, values};
use crate::error::nearest;

/// Every order of the parts is tried, so their number is bounded.
const MOST_NEAR_PARTS: usize = 4;
/// How deep parentheses may go.
const DEEPEST: usize = 50;

/// Reads a whole query.
pub(super) fn query(source: &str, names: &Names, stems: &Stems) -> Parsed<Node> {
    let mut reader = Reader { source, at: 0, depth: 0, names, stems };
    if reader.peek().is_none() {
        return Err(reader.trouble("nothing is asked; give words, a \"phrase\" or a field such as theme:"));
    }
    let node = reader.any()?;
    match reader.peek() {
        None => Ok(node),
        Some(_) => Err(reader.trouble("this ')' closes nothing")),
    }
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Parsed<Node> {
        let mut parts = vec![self.all()?];
        while self.operator("OR") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Node::Any))
    }

    fn all(&mut self) -> Parsed<Node> {
        let mut parts = vec![self.not()?];
        loop {
            let joined = self.operator("AND");
            let end = matches!(self.peek(), None | Some(')')) || self.next_is("OR");
            if end && !joined {
                return Ok(one_or(parts, Node::All));
            }
            parts.push(self.not()?);
        }
    }

    fn not(&mut self) -> Parsed<Node> {
        if !self.operator("NOT") {
            return self.near();
        }
        self.deeper(|reader| Ok(Node::Not(Box::new(reader.not()?))))
    }

    fn near(&mut self) -> Parsed<Node> {
        self.skip();
        let start = self.at;
        let first = self.item()?;
        let mut parts: Vec<(usize, Node)> = vec![(start, first)];
        let mut within = None;
        while let Some((at, distance)) = self.distance()? {
            if within.is_some_and(|within| within != distance) {
                let message = "these distances differ; say with parentheses which belongs to what";
                return Err(Trouble::new(at, message));
            }
            within = Some(distance);
            self.skip();
            parts.push((self.at, self.item()?));
        }
        let Some(within) = within else {
            return Ok(parts.remove(0).1);
        };
        if parts.len() > MOST_NEAR_PARTS {
            let message = format!("at most {MOST_NEAR_PARTS} parts may be joined by near");
            return Err(Trouble::new(parts[MOST_NEAR_PARTS].0, message));
        }
        let wordings: Parsed<Vec<Wording>> = parts
            .into_iter()
            .map(|(at, node)| {
                wording(node).ok_or_else(|| Trouble::new(at, "near joins words and phrases only"))
            })
            .collect();
        let parts = wordings?;
        Ok(self.part(start, Test::Wording(Wording::Near { parts, within })))
    }

    fn item(&mut self) -> Parsed<Node> {
        let start = self.at;
        match self.peek() {
            None => Err(self.trouble("something must follow here: a word, a \"phrase\", a field or '('")),
            Some(')') => Err(self.trouble("something must stand before ')'")),
            Some('(') => self.group(),
            Some('"') => self.phrase(),
            Some(_) => {
                for operator in ["OR", "AND", "NOT"] {
                    if self.next_is(operator) {
                        let message = format!(
                            "a word, a phrase or a field must stand before {operator}; to find the word itself write \"{operator}\""
                        );
                        return Err(self.trouble(message));
                    }
                }
                match self.field()? {
                    Some(test) => Ok(self.part(start, test)),
                    None => self.word(),
                }
            }
        }
    }

    fn group(&mut self) -> Parsed<Node> {
        let open = self.at;
        self.at += 1;
        let inner = self.deeper(Self::any)?;
        if self.peek() != Some(')') {
            return Err(Trouble::new(open, "this '(' is not closed"));
        }
        self.at += 1;
        Ok(inner)
    }

    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Parsed<Node>) -> Parsed<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.trouble("this goes too deep"));
        }
        let node = read(self);
        self.depth -= 1;
        node
    }

    /// A phrase in its exact form, perhaps with other words between.
    fn phrase(&mut self) -> Parsed<Node> {
        let start = self.at;
        let inside = self.quoted('"')?;
        let mut parts = Vec::new();
        for word in inside.split_whitespace() {
            let (word, form) = match word.strip_suffix('*') {
                Some(word) => (word, Form::Prefix),
                None => (word, Form::Exact),
            };
            parts.extend(Wording::word(word, form, self.stems));
        }
        if parts.is_empty() {
            return Err(Trouble::new(start, "there is no word between these quotation marks"));
        }
        let slop = match self.source[self.at..].starts_with('~') {
            true => {
                self.at += 1;
                self.number("after '~' stands how many other words may come between")?
            }
            false => 0,
        };
        Ok(self.part(start, Test::Wording(Wording::row(parts, slop))))
    }

    /// A word in any inflection, or with a star any ending.
    fn word(&mut self) -> Parsed<Node> {
        let start = self.at;
        let word = self.run();
        let (bare, form) = match word.strip_suffix('*') {
            Some(bare) => (bare, Form::Prefix),
            None => (word, Form::Stem),
        };
        if let Some(place) = bare.find('*') {
            return Err(Trouble::new(start + place, "a star ends a word: shar*"));
        }
        match Wording::word(bare, form, self.stems) {
            Some(wording) => Ok(self.part(start, Test::Wording(wording))),
            None => Err(Trouble::new(start, format!("there is no letter or digit in '{word}'"))),
        }
    }

    /// `field:value`, where the word before the colon is, or is meant to be, a field.
    fn field(&mut self) -> Parsed<Option<Test>> {
        let word = self.ahead();
        let Some((name, rest)) = word.split_once(':') else {
            return Ok(None);
        };
        let field = name.to_lowercase();
        if !values::fields().any(|known| known == field) {
            let quoted = rest.is_empty() && self.source[self.at + word.len()..].starts_with('"');
            return match nearest(&field, values::fields()) {
                Some(known) => Err(self.trouble(format!("no field '{name}'; did you mean '{known}:'?"))),
                None if quoted || name.len() > 2 && name.chars().all(char::is_alphabetic) => {
                    let known: Vec<_> = values::fields().collect();
                    Err(self.trouble(format!("no field '{name}'; known: {}", known.join(", "))))
                }
                None => Ok(None),
            };
        }
        self.at += name.len() + 1;
        let at = self.at;
        let quote = self.source[at..].chars().next().filter(|c| *c == '"' || *c == '\'');
        let value = match quote {
            Some(quote) => self.quoted(quote)?,
            None => self.run().to_string(),
        };
        if value.trim().is_empty() {
            return Err(Trouble::new(at, format!("a value must follow '{field}:', without a space")));
        }
        let inside = at + usize::from(quote.is_some());
        values::test(&field, value.trim(), inside, self.names).map(Some)
    }

    /// `near/5`, and where it stands.
    fn distance(&mut self) -> Parsed<Option<(usize, u32)>> {
        self.skip();
        let start = self.at;
        let word = self.ahead();
        if !word.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("near/")) {
            return Ok(None);
        }
        self.at += 5;
        let distance = self.number("near/ takes a distance in words, as in near/5")?;
        Ok(Some((start, distance)))
    }

    fn part(&self, start: usize, test: Test) -> Node {
        Node::Part(Part { at: start..self.at, test })
    }
}

fn one_or(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Node {
    match parts.len() {
        1 => parts.remove(0),
        _ => join(parts),
    }
}

/// A part, or a choice of parts, that asks for words only.
fn wording(node: Node) -> Option<Wording> {
    match node {
        Node::Part(Part { test: Test::Wording(wording), .. }) => Some(wording),
        Node::Any(parts) => {
            let parts: Option<Vec<Wording>> = parts.into_iter().map(wording).collect();
            parts.map(Wording::Any)
        }
        _ => None,
    }
}
