//! Letters from an embedded font's own table, for composite fonts that carry no map to Unicode.
//!
//! Nothing is guessed: the font file itself says which glyph it uses for which letter. Fonts that are
//! not embedded, or had the table cut out, stay unreadable.

use hayro_syntax::object::dict::keys::{DESCENDANT_FONTS, FONT_DESC, FONT_FILE2, FONT_FILE3};
use hayro_syntax::object::{Array, Dict, Stream};
use skrifa::{FontRef, MetadataProvider};
use std::collections::BTreeMap;

/// A composite font's embedded program, looked into when the first letter is missing.
#[derive(Default)]
pub(super) struct OwnTable<'a> {
    program: Option<Stream<'a>>,
    letters: Option<BTreeMap<u32, char>>,
}

impl<'a> OwnTable<'a> {
    /// The program of the font that `dict` describes, where it is composite and embedded.
    pub(super) fn of(dict: &Dict<'a>) -> Self {
        let list = dict.get::<Array<'a>>(DESCENDANT_FONTS);
        let descendant = list.and_then(|list| list.iter::<Dict<'a>>().next());
        let descriptor = descendant.and_then(|font| font.get::<Dict<'a>>(FONT_DESC));
        let file = |key: &'static [u8]| descriptor.as_ref().and_then(|d| d.get::<Stream<'a>>(key));
        OwnTable { program: file(FONT_FILE2).or_else(|| file(FONT_FILE3)), letters: None }
    }

    /// The letter the font file has at `glyph`.
    pub(super) fn letter(&mut self, glyph: u32) -> Option<char> {
        let program = self.program.as_ref()?;
        let letters = self.letters.get_or_insert_with(|| letters(program).unwrap_or_default());
        letters.get(&glyph).copied()
    }
}

fn letters(program: &Stream<'_>) -> Option<BTreeMap<u32, char>> {
    let data = program.decoded_data().ok()?;
    let font = FontRef::new(&data).ok()?;
    let mut letters = BTreeMap::new();
    for (code, glyph) in font.charmap().mappings() {
        let known = char::from_u32(code).filter(|letter| !is_private(*letter) && !letter.is_control());
        if let Some(letter) = known {
            // Of several letters with one glyph the first is the plain one: the blank, not the wide blank.
            letters.entry(glyph.to_u32()).or_insert(letter);
        }
    }
    Some(letters)
}

fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..)
}
