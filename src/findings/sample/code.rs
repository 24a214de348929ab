//! What a coder, or the machine, says of one unit.

use crate::classify::{Assertion, Mention};
use crate::codebook::Mode;
use crate::findings::{ThemeCounts, raises};

/// One coder's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The sentence says nothing about the theme.
    Nothing,
    /// The sentence says this about it.
    Says(Assertion),
    /// Whether the document raises it.
    Raised(bool),
}

/// What answers are compared on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Is the theme raised: failing or mixed for practice, present or suspected for a fact.
    Raised,
    /// Is the theme mentioned at all.
    Mentioned,
    /// What is asserted, each assertion a category of its own.
    Assertion,
}

/// What decides where a sentence has several mentions of one theme: the first of these that occurs.
const FIRST: [Assertion; Assertion::ALL.len()] = [
    Assertion::Mixed,
    Assertion::Failing,
    Assertion::Present,
    Assertion::Suspected,
    Assertion::GoodPractice,
    Assertion::Recommended,
    Assertion::Absent,
    Assertion::Neutral,
    Assertion::General,
    Assertion::Context,
];

impl Code {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Code::Nothing => "none",
            Code::Says(assertion) => assertion.name(),
            Code::Raised(true) => "yes",
            Code::Raised(false) => "no",
        }
    }

    /// The answers to a sentence, by name.
    pub fn of_sentence() -> impl Iterator<Item = (Code, &'static str)> + Clone {
        let says = Assertion::ALL.into_iter().map(|(assertion, name)| (Code::Says(assertion), name));
        says.chain([(Code::Nothing, "none")])
    }

    /// The answers to a document, by name.
    pub fn of_document() -> impl Iterator<Item = (Code, &'static str)> + Clone {
        [(Code::Raised(true), "yes"), (Code::Raised(false), "no")].into_iter()
    }

    /// What these mentions of one theme in one sentence say together. Failing beside good is mixed.
    pub fn of_mentions<'a>(mentions: impl Iterator<Item = &'a Mention>) -> Self {
        let mut has = [false; Assertion::ALL.len()];
        mentions.for_each(|mention| has[mention.assertion as usize] = true);
        if has[Assertion::Failing as usize] && has[Assertion::GoodPractice as usize] {
            return Code::Says(Assertion::Mixed);
        }
        let first = FIRST.into_iter().find(|assertion| has[*assertion as usize]);
        first.map_or(Code::Nothing, Code::Says)
    }

    /// Whether it raises a theme of this mode.
    pub fn raises(self, mode: Mode) -> bool {
        match self {
            Code::Nothing => false,
            Code::Raised(raised) => raised,
            Code::Says(assertion) => {
                let mut counts = ThemeCounts::default();
                counts.count(assertion);
                raises(mode, &counts)
            }
        }
    }
}

impl Question {
    /// The category of an answer, 0 for "not": what coefficients are computed on.
    pub fn category(self, code: Code, mode: Mode) -> u8 {
        match (self, code) {
            (_, Code::Raised(raised)) => u8::from(raised),
            (Question::Raised, code) => u8::from(code.raises(mode)),
            (_, Code::Nothing) => 0,
            (Question::Mentioned, Code::Says(_)) => 1,
            (Question::Assertion, Code::Says(assertion)) => 1 + assertion as u8,
        }
    }

    /// How many categories there can be.
    pub fn categories(self) -> usize {
        match self {
            Question::Raised | Question::Mentioned => 2,
            Question::Assertion => 1 + Assertion::ALL.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_raises_a_theme_depends_on_its_mode() {
        let category = |assertion, mode| Question::Raised.category(Code::Says(assertion), mode);
        assert_eq!(category(Assertion::Mixed, Mode::Practice), 1);
        assert_eq!(category(Assertion::Present, Mode::Practice), 0);
        assert_eq!(category(Assertion::Present, Mode::Presence), 1);
        assert_eq!(category(Assertion::Recommended, Mode::Both), 0);
        assert_eq!(Question::Mentioned.category(Code::Nothing, Mode::Both), 0);
    }
}
