//! An account in words.

use super::why::{Because, NotCoded, Obstacle};
use super::{Account, Assertion};
use crate::codebook::Codebook;

impl Account {
    /// One line a statement, without the sentence itself; `text` is the text that was coded.
    pub fn lines(&self, text: &str, codebook: &Codebook) -> Vec<String> {
        let coded = self.coded.iter().flat_map(|because| because.lines(text, codebook));
        let not = self.not.iter().map(|not| not.line(text, codebook));
        coded.chain(not).collect()
    }
}

impl Because {
    fn lines(&self, text: &str, codebook: &Codebook) -> [String; 2] {
        let mention = &self.mention;
        let theme = &codebook.themes[mention.theme as usize].id;
        let name = mention.assertion.name();
        [
            format!("{theme}: {name}, by “{}” ({}: {})", mention.span.of(text), self.list, mention.pattern),
            format!("  {}", self.ground(text)),
        ]
    }

    /// What decided, and where.
    fn ground(&self, text: &str) -> String {
        let clause = self.clause.of(text);
        match (&self.frame, &self.mention.cue, self.mention.assertion) {
            (Some(frame), _, Assertion::Context) => frame.clone(),
            (_, Some(cue), _) => format!("decided by “{}” ({}), in “{clause}”", cue.text, cue.frame),
            (_, None, Assertion::Neutral) => format!("nothing judges it, in “{clause}”"),
            (_, None, Assertion::Present) => format!("nothing denies or doubts it, in “{clause}”"),
            (_, None, _) => "the pattern says it by itself".to_string(),
        }
    }
}

impl NotCoded {
    fn line(&self, text: &str, codebook: &Codebook) -> String {
        let theme = &codebook.themes[self.theme as usize].id;
        let words = self.span.of(text);
        let pattern = &self.pattern;
        match &self.reason {
            Obstacle::Excluded { by, span } => {
                format!("not {theme}: “{words}” ({pattern}) is excluded by “{}” (not: {by})", span.of(text))
            }
            Obstacle::Alone => {
                format!(
                    "not {theme}: “{words}” (weak: {pattern}) has no judgement beside it and no second sign"
                )
            }
            Obstacle::Torn => {
                format!("not {theme}: a statement ends inside “{words}” ({pattern})")
            }
            Obstacle::Apart { words: apart, within } => format!(
                "not {theme}: {apart} words from the first to the last of “{words}”, at most {within} allowed ({pattern})"
            ),
        }
    }
}
