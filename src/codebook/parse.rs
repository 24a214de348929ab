//! The pattern grammar, read by recursive descent.
//!
//! ```text
//! pattern  = ordered { "+" [n] ordered }          any order, within n words (12)
//! ordered  = phrase { "~" [n] phrase }            this order, within n words (6)
//! phrase   = item { item }                        adjacent
//! item     = word ["*"] | "@" name | '"' words '"' | "{" option { "|" option } "}"
//! option   = "-" word ["*"] | pattern             a word after "-" is not meant
//! ```

use super::pattern::Expr;

const ORDERED_WITHIN: u8 = 6;
const NEAR_WITHIN: u8 = 12;
/// Every order of the parts is tried, so their number is bounded.
const MOST_NEAR_PARTS: usize = 4;

/// What is wrong with a pattern, and where (bytes).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trouble {
    pub(super) at: usize,
    pub(super) message: String,
}

impl Trouble {
    /// The message over the pattern and a caret under the place.
    pub(super) fn shown(&self, source: &str) -> String {
        let before = source.get(..self.at).unwrap_or(source).chars().count();
        format!("{}\n  {source}\n  {}^", self.message, " ".repeat(before))
    }
}

type Parsed<T> = std::result::Result<T, Trouble>;

/// Reads a whole pattern.
pub(super) fn pattern(source: &str) -> Parsed<Expr> {
    let mut reader = Reader { source, at: 0 };
    let expr = reader.near()?;
    match reader.peek() {
        None => Ok(expr),
        Some(found) => Err(reader.trouble(format!("'{found}' has no beginning"))),
    }
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn near(&mut self) -> Parsed<Expr> {
        let start = self.at;
        let mut parts = vec![self.ordered()?];
        let mut within = NEAR_WITHIN;
        while self.take('+') {
            within = self.number(NEAR_WITHIN)?;
            parts.push(self.ordered()?);
        }
        if parts.len() > MOST_NEAR_PARTS {
            let message = format!("at most {MOST_NEAR_PARTS} parts may be joined by '+'");
            return Err(Trouble { at: start, message });
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            _ => Expr::Near { of: parts, within },
        })
    }

    fn ordered(&mut self) -> Parsed<Expr> {
        let mut then = Vec::new();
        let first = self.phrase(&mut then, 0)?;
        while self.take('~') {
            let within = self.number(ORDERED_WITHIN)?;
            self.phrase(&mut then, within)?;
        }
        Ok(match then.is_empty() {
            true => first,
            false => Expr::Ordered { first: Box::new(first), then },
        })
    }

    /// Adjacent items. With `within` 0 the first item is returned, else it joins `then` at that distance.
    fn phrase(&mut self, then: &mut Vec<(u8, Expr)>, within: u8) -> Parsed<Expr> {
        let first = self.item()?;
        if within > 0 {
            then.push((within, first.clone()));
        }
        while self.peek().is_some_and(|next| !"+~|}".contains(next)) {
            let item = self.item()?;
            then.push((1, item));
        }
        Ok(first)
    }

    fn item(&mut self) -> Parsed<Expr> {
        match self.peek() {
            None => Err(self.trouble("a word is missing here")),
            Some('{') => self.alternatives(),
            Some('@') => self.set(),
            Some('"') => self.exact(),
            Some(found) if found.is_alphanumeric() => self.word(),
            Some('*') => Err(self.trouble("a star follows the beginning of a word")),
            Some(found) => Err(self.trouble(format!("a word is missing before '{found}'"))),
        }
    }

    fn alternatives(&mut self) -> Parsed<Expr> {
        let open = self.at;
        self.take('{');
        let (mut of, mut except) = (Vec::new(), Vec::new());
        loop {
            match self.take('-') {
                true => except.push(self.word()?),
                false => of.push(self.near()?),
            }
            if self.take('}') {
                break;
            }
            if !self.take('|') {
                let message = "this '{' is not closed".to_string();
                return Err(Trouble { at: open, message });
            }
        }
        if of.is_empty() {
            let message = "only exceptions stand in these braces".to_string();
            return Err(Trouble { at: open, message });
        }
        Ok(match (of.len(), except.is_empty()) {
            (1, true) => of.remove(0),
            _ => Expr::Any { of, except },
        })
    }

    fn set(&mut self) -> Parsed<Expr> {
        self.take('@');
        let name = self.run(|c| c.is_alphanumeric() || c == '-');
        match name.is_empty() {
            true => Err(self.trouble("a set has a name: '@professional'")),
            false => Ok(Expr::Set(name)),
        }
    }

    fn exact(&mut self) -> Parsed<Expr> {
        let open = self.at;
        self.take('"');
        let text = self.run(|c| c != '"');
        if !self.take('"') || text.trim().is_empty() {
            let message = "these quotation marks hold nothing or are not closed".to_string();
            return Err(Trouble { at: open, message });
        }
        Ok(Expr::Exact(text.trim().to_string()))
    }

    /// A word as written: hyphens, apostrophes and the like split it into adjacent words.
    fn word(&mut self) -> Parsed<Expr> {
        self.skip();
        let text = self.run(|c| c.is_alphanumeric() || "-'’&/.,".contains(c));
        let prefix = self.source[self.at..].starts_with('*');
        self.at += usize::from(prefix);
        let glued = self.source[self.at..].chars().next();
        match glued.filter(|next| prefix && next.is_alphanumeric()) {
            Some(_) => Err(self.trouble("a star ends a word: nothing may follow it")),
            None if text.is_empty() => Err(self.trouble("a word is missing here")),
            None => Ok(Expr::Word { text, prefix }),
        }
    }

    fn number(&mut self, default: u8) -> Parsed<u8> {
        let at = self.at;
        let digits = match self.source[at..].chars().next() {
            Some(next) if next.is_ascii_digit() => self.run(|c| c.is_ascii_digit()),
            _ => return Ok(default),
        };
        match digits.parse::<u8>() {
            Ok(number @ 1..=40) => Ok(number),
            _ => Err(Trouble { at, message: "a distance is a number from 1 to 40".to_string() }),
        }
    }

    fn run(&mut self, belongs: impl Fn(char) -> bool) -> String {
        let rest = &self.source[self.at..];
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_string()
    }

    fn skip(&mut self) {
        let rest = &self.source[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    fn peek(&mut self) -> Option<char> {
        self.skip();
        self.source[self.at..].chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn trouble(&self, message: impl Into<String>) -> Trouble {
        Trouble { at: self.at, message: message.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_points_at_its_place() {
        let caret = |source: &str| pattern(source).expect_err("refused").at;
        assert_eq!(caret("shar* + {a|b"), 8);
        assert_eq!(caret("not ~ "), 6);
        assert_eq!(caret("@ x"), 1);
        assert_eq!(caret("not ~99 x"), 5);
        assert_eq!(caret("a | b"), 2);
    }

    #[test]
    fn words_bind_before_order_and_order_before_nearness() {
        let Expr::Near { of, within: 12 } = pattern("a b ~3 c + d").expect("parses") else {
            panic!("nearness binds last");
        };
        let Expr::Ordered { then, .. } = &of[0] else {
            panic!("order binds before nearness");
        };
        assert_eq!(then.iter().map(|(within, _)| *within).collect::<Vec<_>>(), [1, 3]);
    }
}
