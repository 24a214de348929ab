//! What people say of single mentions: accepted, rejected, unsure.
//!
//! Plain data. A mark belongs to a quotation, not to an offset: it is found again by the document's
//! content hash, the theme, the quoted words, and which occurrence of these words in the clean text it
//! is. So it outlives a new run, another codebook, and text that moved. `store` reads and writes the file.

mod key;

pub use key::Key;

use crate::document::{Document, Span};
use std::collections::BTreeMap;

/// What a person says of a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The passage says what the mention says it does.
    Accept,
    /// It does not.
    Reject,
    /// It can be read either way.
    Unsure,
}

impl Verdict {
    /// Every verdict, with the name used in files and queries.
    pub const ALL: [(Verdict, &'static str); 3] =
        [(Verdict::Accept, "accept"), (Verdict::Reject, "reject"), (Verdict::Unsure, "unsure")];

    /// The name used in files and queries.
    pub fn name(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The verdict of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        let known = Self::ALL.iter().find(|(_, known)| *known == name);
        known.map(|(verdict, _)| *verdict)
    }
}

/// What all people together say of one mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// All who marked it say the same.
    Agreed(Verdict),
    /// Two or more people say different things.
    Disputed,
}

impl Standing {
    /// The name used in files: that of the verdict, or `disputed`.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Agreed(verdict) => verdict.name(),
            Standing::Disputed => "disputed",
        }
    }
}

/// One person's verdict on one mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which mention.
    pub key: Key,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in the person's own words; may be empty.
    pub note: String,
    /// Who; may be empty.
    pub by: String,
    /// The mention's id when it was marked: for reading, never for finding it again.
    pub mention: String,
    /// The document's id when it was marked: for reading.
    pub document: String,
    /// The page, 1-based, when it was marked: for reading.
    pub page: u32,
}

/// Every mark of a workspace, found by mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    by_key: BTreeMap<Key, Vec<Mark>>,
}

impl Marks {
    /// Marks in the order in which they were made: a later one by the same person replaces the earlier.
    pub fn new(marks: impl IntoIterator<Item = Mark>) -> Self {
        let mut by_key: BTreeMap<Key, Vec<Mark>> = BTreeMap::new();
        for mark in marks {
            let of_key = by_key.entry(mark.key.clone()).or_default();
            of_key.retain(|earlier| earlier.by != mark.by);
            of_key.push(mark);
        }
        Marks { by_key }
    }

    /// Whether nobody has marked anything.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }

    /// Everyone's marks on the mention of `theme` (its id) at `span` of `document`, in the order made.
    pub fn at(&self, document: &Document, theme: &str, span: Span) -> &[Mark] {
        let quote = span.of(&document.text);
        if self.is_empty() || !self.may_hold(&document.sha256, theme, quote) {
            return &[];
        }
        self.of(&Key::of(document, theme, span))
    }

    /// What all people together say of the mention of `theme` at `span`; none when nobody marked it.
    pub fn standing(&self, document: &Document, theme: &str, span: Span) -> Option<Standing> {
        standing(self.at(document, theme, span))
    }

    /// Everyone's marks on the mention of this key.
    pub fn of(&self, key: &Key) -> &[Mark] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether any occurrence of `quote` is marked: a cheap question before the key is made, which
    /// needs the whole text.
    pub fn may_hold(&self, sha256: &str, theme: &str, quote: &str) -> bool {
        let first = Key::first(sha256, theme, quote);
        let next = self.by_key.range(&first..).next();
        next.is_some_and(|(key, _)| key.is_of_same_words(&first))
    }

    /// Every marked mention with its marks, by document hash, theme and quotation.
    pub fn iter(&self) -> impl Iterator<Item = (&Key, &[Mark])> {
        self.by_key.iter().map(|(key, marks)| (key, marks.as_slice()))
    }
}

/// What these marks on one mention come to; none when there are none.
pub fn standing(marks: &[Mark]) -> Option<Standing> {
    let first = marks.first()?.verdict;
    let all_same = marks.iter().all(|mark| mark.verdict == first);
    Some(if all_same { Standing::Agreed(first) } else { Standing::Disputed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document { sha256: "ab".repeat(32), text: text.to_string(), ..Document::default() }
    }

    fn mark(key: &Key, verdict: Verdict, by: &str) -> Mark {
        Mark {
            key: key.clone(),
            verdict,
            note: String::new(),
            by: by.to_string(),
            mention: String::new(),
            document: String::new(),
            page: 1,
        }
    }

    #[test]
    fn the_same_words_twice_are_two_mentions_and_text_before_them_may_change() {
        let before = document("not told. The nurse was not told.");
        let second = Span::new(24, 32);
        let marks = Marks::new([mark(&Key::of(&before, "record-keeping", second), Verdict::Accept, "")]);
        assert_eq!(
            marks.standing(&before, "record-keeping", second),
            Some(Standing::Agreed(Verdict::Accept))
        );
        assert_eq!(marks.standing(&before, "record-keeping", Span::new(0, 8)), None);
        assert_eq!(marks.standing(&before, "supervision", second), None);
        let after = document("A heading.\nnot told. The nurse was\nnot\ntold.");
        assert_eq!(
            marks.standing(&after, "record-keeping", Span::new(35, 43)),
            Some(Standing::Agreed(Verdict::Accept))
        );
    }

    #[test]
    fn a_person_may_change_their_mind_and_two_may_differ() {
        let document = document("not told");
        let span = Span::new(0, 8);
        let key = Key::of(&document, "t", span);
        let standing = |marks: Vec<Mark>| Marks::new(marks).standing(&document, "t", span);
        let (accept, reject) = (Verdict::Accept, Verdict::Reject);
        assert_eq!(
            standing(vec![mark(&key, accept, "a"), mark(&key, reject, "a")]),
            Some(Standing::Agreed(reject))
        );
        assert_eq!(
            standing(vec![mark(&key, accept, "a"), mark(&key, reject, "b")]),
            Some(Standing::Disputed)
        );
    }
}
