//! The fields of the index, and how text becomes terms.
//!
//! In: a text. Out: at each word's position its folded form and, where it differs, its English stem
//! behind a mark of its own. Words are split and folded by the matcher, so that search and coding see
//! the same ones.

use crate::document::Metadata;
use crate::matcher::Words;
use frostem::{Algorithm, Stemmer};
use std::collections::HashMap;
use std::sync::Arc;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Raised with every change to the fields, the terms or what is stored.
pub(super) const FORMAT: u32 = 1;
/// The name under which the tokenizer is registered.
pub(super) const TOKENIZER: &str = "folded";
/// Stands before a stem, so that it is never taken for a word.
pub(super) const STEM: char = '~';

/// The fields, by what they hold.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    /// The document, by its number in the catalogue.
    pub(super) document: Field,
    /// Where the passage begins in the document's clean text, in bytes.
    pub(super) start: Field,
    /// Words and stems, with positions.
    pub(super) text: Field,
    /// Themes, assertions and the two together, section and metadata: exact terms.
    pub(super) label: Field,
    /// The themes that are mentioned, for counting.
    pub(super) theme: Field,
    /// The passage as it is shown.
    pub(super) passage: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = TextFieldIndexing::default()
        .set_tokenizer(TOKENIZER)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let label = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::Basic);
    let fields = Fields {
        document: builder.add_u64_field("document", INDEXED | FAST),
        start: builder.add_u64_field("start", FAST),
        text: builder.add_text_field("text", TextOptions::default().set_indexing_options(text)),
        label: builder.add_text_field("label", TextOptions::default().set_indexing_options(label)),
        theme: builder.add_text_field("theme", TextOptions::default().set_fast("raw")),
        passage: builder.add_bytes_field("passage", STORED),
    };
    (builder.build(), fields)
}

/// What a passage can be narrowed by, besides its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
    /// A theme that is mentioned.
    Theme,
    /// What a mention asserts.
    Assertion,
    /// A theme with what is asserted of it there.
    Mention,
    /// The kind of section.
    Section,
    /// The document, by id.
    Document,
    /// The year of publication.
    Year,
    /// A field of the metadata, by its place in [`Metadata::NAMES`].
    Metadata(usize),
}

impl Label {
    /// Its name in queries.
    pub(super) fn name(self) -> &'static str {
        match self {
            Label::Theme => "theme",
            Label::Assertion => "assertion",
            Label::Mention => "mention",
            Label::Section => "section",
            Label::Document => "document",
            Label::Year => "year",
            Label::Metadata(place) => Metadata::NAMES[place],
        }
    }

    /// Whether it says something of the document rather than of the passage.
    pub(super) fn is_of_document(self) -> bool {
        matches!(self, Label::Document | Label::Year | Label::Metadata(_))
    }

    /// The term that stands for `value`.
    pub(super) fn term(self, value: &str) -> String {
        format!("{}={value}", self.name())
    }
}

/// Gives English stems, each worked out once.
#[derive(Clone)]
pub(super) struct Stems {
    stemmer: Arc<Stemmer>,
    known: HashMap<String, Option<String>>,
}

/// Distinct words after which the stems are forgotten, so that odd texts cannot fill the memory.
const KNOWN_STEMS: usize = 200_000;

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Stems { stemmer: Arc::new(Stemmer::new(Algorithm::English)), known: HashMap::new() }
    }
}

impl Stems {
    /// The stem of a folded word.
    pub(super) fn of(&self, word: &str) -> String {
        self.stemmer.stem(word).into_owned()
    }

    /// Adds the stem's term to `buffer` where it differs from the word's own, and says whether it did.
    fn push_apart(&mut self, word: &str, buffer: &mut String) -> bool {
        if let Some(known) = self.known.get(word) {
            buffer.push_str(known.as_deref().unwrap_or_default());
            return known.is_some();
        }
        if self.known.len() > KNOWN_STEMS {
            self.known.clear();
        }
        let stem = self.of(word);
        let term = (stem != word).then(|| format!("{STEM}{stem}"));
        buffer.push_str(term.as_deref().unwrap_or_default());
        let differs = term.is_some();
        self.known.insert(word.to_string(), term);
        differs
    }
}

/// Splits text for the index.
#[derive(Clone, Default)]
pub(super) struct Folding {
    words: Words,
    stems: Stems,
}

/// The terms of one text, one after the other in a buffer.
pub(super) struct Terms<'a> {
    text: &'a str,
    /// End in the buffer, place in the text, position.
    terms: Vec<(u32, (u32, u32), u32)>,
    buffer: String,
    at: usize,
    token: Token,
}

impl Tokenizer for Folding {
    type TokenStream<'a> = Terms<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Terms<'a> {
        let mut buffer = String::with_capacity(text.len() * 3 / 2);
        let mut terms = Vec::with_capacity(text.len() / 4);
        let mut position = 0;
        self.words.each(text, |word, span| {
            buffer.push_str(word);
            terms.push((buffer.len() as u32, (span.start, span.end), position));
            if self.stems.push_apart(word, &mut buffer) {
                terms.push((buffer.len() as u32, (span.start, span.end), position));
            }
            position += 1;
        });
        Terms { text, terms, buffer, at: 0, token: Token::default() }
    }
}

impl TokenStream for Terms<'_> {
    fn advance(&mut self) -> bool {
        let Some(&(end, place, position)) = self.terms.get(self.at) else {
            return false;
        };
        let start = self.at.checked_sub(1).map_or(0, |before| self.terms[before].0);
        debug_assert!(place.1 as usize <= self.text.len(), "a term stands in its text");
        self.token.text.clear();
        self.token.text.push_str(&self.buffer[start as usize..end as usize]);
        self.token.offset_from = place.0 as usize;
        self.token.offset_to = place.1 as usize;
        self.token.position = position as usize;
        self.at += 1;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
