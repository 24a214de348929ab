//! The fonts of a document: what each code means, how wide it is, and how the font looks.

use super::own_table::OwnTable;
use crate::extract::{Font, GlyphText};
use hayro_cmap::BfString;
use hayro_font::{CMapResolverFn, FontCache, FontGlyph, FontQuery, FontResolverFn, StandardFont};
use hayro_syntax::object::dict::keys::{
    BASE_FONT, DESCENDANT_FONTS, FLAGS, FONT_BBOX, FONT_DESC, FONT_WEIGHT, ITALIC_ANGLE, SUBTYPE,
};
use hayro_syntax::object::{Array, Dict, Name, Rect};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What one character code of a font shows.
#[derive(Clone, Debug)]
pub(super) struct Code {
    /// Its Unicode text; empty when unknown.
    pub(super) text: GlyphText,
    /// Advance in ems, along the line.
    pub(super) advance: f64,
    /// From the place in the text to the glyph's origin, in ems.
    pub(super) displacement: (f64, f64),
}

/// One font of the document, with every code met so far.
pub(super) struct Face<'a> {
    font: hayro_font::Font<'a>,
    own_table: OwnTable<'a>,
    /// Its codes are Unicode already, as its map says by its name.
    is_unicode: bool,
    /// How it looks.
    pub(super) look: Font,
    /// Height of the glyphs over the nominal size; 1 but for glyphs drawn by their own little pages.
    pub(super) height: f64,
    small: Vec<Option<Code>>,
    large: BTreeMap<u32, Code>,
}

impl Face<'_> {
    /// Whether its lines run from top to bottom.
    pub(super) fn vertical(&self) -> bool {
        !self.font.is_horizontal()
    }

    /// The code at `offset` of a string, with its length in bytes.
    pub(super) fn next_code(&self, bytes: &[u8], offset: usize) -> (u32, usize) {
        let (code, length) = self.font.read_code(bytes, offset);
        (code, length.max(1))
    }

    /// What `code` shows.
    pub(super) fn code(&mut self, code: u32) -> &Code {
        match usize::try_from(code) {
            Ok(index) if index < 4096 => {
                if self.small.len() <= index {
                    self.small.resize(index + 1, None);
                }
                let (font, own, unicode) = (&self.font, &mut self.own_table, self.is_unicode);
                self.small[index].get_or_insert_with(|| look_up(font, own, unicode, code))
            }
            _ => {
                let (font, own, unicode) = (&self.font, &mut self.own_table, self.is_unicode);
                let entry = self.large.entry(code);
                entry.or_insert_with(|| look_up(font, own, unicode, code))
            }
        }
    }
}

fn look_up(font: &hayro_font::Font<'_>, own_table: &mut OwnTable<'_>, unicode: bool, code: u32) -> Code {
    let glyph = font.map_code(code);
    let text = match font.glyph(glyph, code) {
        FontGlyph::Outline(glyph) => glyph.as_unicode(),
        FontGlyph::Type3(glyph) => glyph.as_unicode(),
    };
    let text = match text {
        Some(BfString::Char('\0')) | None => own_table
            .letter(glyph.to_u32())
            .or_else(|| char::from_u32(code).filter(|letter| unicode && !letter.is_control()))
            .map(GlyphText::from)
            .unwrap_or_default(),
        Some(BfString::Char(one)) => GlyphText::from(one),
        Some(BfString::String(more)) => GlyphText::from(more.as_str()),
    };
    let advance = font.code_advance(code);
    let along = if font.is_horizontal() { advance.x } else { advance.y };
    let displacement = font.origin_displacement(code);
    Code { text, advance: along / 1000.0, displacement: (displacement.x / 1000.0, displacement.y / 1000.0) }
}

/// Every font met in a document.
pub(super) struct Fonts<'a> {
    cache: FontCache<'a>,
    fonts: FontResolverFn,
    cmaps: CMapResolverFn,
    /// The faces, in the order they were met.
    pub(super) faces: Vec<Face<'a>>,
    known: BTreeMap<(u32, i32), Option<usize>>,
    plain: Option<usize>,
}

impl<'a> Fonts<'a> {
    /// No fonts yet.
    pub(super) fn new() -> Self {
        Fonts {
            cache: FontCache::new(),
            fonts: Arc::new(|query| match query {
                FontQuery::Standard(font) => Some(font.get_font_data()),
                FontQuery::Fallback(wanted) => Some(wanted.pick_standard_font().get_font_data()),
            }),
            cmaps: Arc::new(hayro_cmap::load_embedded),
            faces: Vec::new(),
            known: BTreeMap::new(),
            plain: None,
        }
    }

    /// The index of the font that `dict` describes; none when it cannot be loaded.
    pub(super) fn find(&mut self, dict: &Dict<'a>) -> Option<usize> {
        let id = dict.obj_id().map(|id| (id.obj_number, id.gen_number));
        if let Some(found) = id.and_then(|id| self.known.get(&id)) {
            return *found;
        }
        let font = self.cache.font(dict, &self.fonts, &self.cmaps);
        let index =
            font.map(|font| self.add(font, OwnTable::of(dict), is_unicode(dict), look(dict), height(dict)));
        if let Some(id) = id {
            self.known.insert(id, index);
        }
        index
    }

    /// The font to use where a page names none.
    pub(super) fn plain(&mut self) -> Option<usize> {
        if self.plain.is_none() {
            let font = self.cache.standard_font(StandardFont::Helvetica, &self.fonts)?;
            self.plain = Some(self.add(font, OwnTable::default(), false, Font::default(), 1.0));
        }
        self.plain
    }

    fn add(
        &mut self,
        font: hayro_font::Font<'a>,
        own_table: OwnTable<'a>,
        is_unicode: bool,
        look: Font,
        height: f64,
    ) -> usize {
        self.faces.push(Face {
            font,
            own_table,
            is_unicode,
            look,
            height,
            small: Vec::new(),
            large: BTreeMap::new(),
        });
        self.faces.len() - 1
    }
}

/// Whether the font's map to Unicode is the identity, given by name instead of as a table.
fn is_unicode(dict: &Dict<'_>) -> bool {
    let map = dict.get::<Name<'_>>(b"ToUnicode".as_slice());
    map.is_some_and(|name| name.as_ref().starts_with(b"Identity"))
}

fn look(dict: &Dict<'_>) -> Font {
    let descendant = dict.get::<Array<'_>>(DESCENDANT_FONTS).and_then(|list| list.iter::<Dict<'_>>().next());
    let descriptor = dict
        .get::<Dict<'_>>(FONT_DESC)
        .or_else(|| descendant.and_then(|font| font.get::<Dict<'_>>(FONT_DESC)))
        .unwrap_or_default();
    let name = dict.get::<Name<'_>>(BASE_FONT);
    let name = without_subset(name.as_ref().map(|name| name.as_str()).unwrap_or_default());
    let lower = name.to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let flags = descriptor.get::<u32>(FLAGS).unwrap_or(0);
    Font {
        bold: says(&["bold", "black", "heavy", "demi", "cmbx"])
            || flags & (1 << 18) != 0
            || descriptor.get::<f32>(FONT_WEIGHT).is_some_and(|weight| weight >= 600.0),
        italic: says(&["italic", "oblique"])
            || flags & (1 << 6) != 0
            || descriptor.get::<f32>(ITALIC_ANGLE).is_some_and(|angle| angle.abs() > 1.0),
        monospace: says(&["courier", "mono", "consol"]) || flags & 1 != 0,
        name: name.to_string(),
    }
}

/// For a font whose glyphs are little pages, the height of its box in glyph space; else 1.
fn height(dict: &Dict<'_>) -> f64 {
    let drawn = dict.get::<Name<'_>>(SUBTYPE).is_some_and(|subtype| subtype.as_ref() == b"Type3");
    if !drawn {
        return 1.0;
    }
    let matrix = dict.get::<[f64; 6]>(b"FontMatrix".as_slice()).unwrap_or([0.001, 0.0, 0.0, 0.001, 0.0, 0.0]);
    let tall = dict.get::<Rect>(FONT_BBOX).map_or(0.0, |area| area.height());
    let height = (tall * matrix[3]).abs() / 1.2;
    if height.is_finite() && height > 0.01 { height } else { 1.0 }
}

/// The name without the six letters that mark a subset.
fn without_subset(name: &str) -> &str {
    match name.split_once('+') {
        Some((mark, rest)) if mark.len() == 6 => rest,
        _ => name,
    }
}
