//! What a PDF reader hands over: glyphs with their place. Both readers fill these types, and
//! everything after them is engine-neutral.

use crate::document::Rect;
use serde::{Deserialize, Serialize};

/// One glyph as shown on a page.
///
/// Coordinates are points with the origin at the top left of the page as shown (after `/Rotate` and
/// the crop box), x to the right, y downwards; `(x, y)` is the origin of the glyph on its baseline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Glyph {
    /// Its Unicode text, as the font maps it: mostly one character, more for ligatures, empty when unknown.
    pub text: GlyphText,
    /// Origin, horizontally.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Advance along the line, in points.
    pub advance: f32,
    /// Font size after all matrices, in points.
    pub size: f32,
    /// Direction of the line in degrees, clockwise as seen: 0 for ordinary text.
    pub angle: f32,
    /// Index into [`RawPage::fonts`].
    pub font: u16,
    /// Painted invisibly (text render mode 3, or wholly transparent).
    pub invisible: bool,
}

/// The text of one glyph; kept small, for a document has hundreds of thousands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GlyphText {
    /// Not known.
    #[default]
    Unknown,
    /// One character.
    One(char),
    /// Several, as of a ligature.
    Several(Box<str>),
}

impl GlyphText {
    /// Its characters, in order.
    pub fn chars(&self) -> impl Iterator<Item = char> {
        let (one, several) = match self {
            GlyphText::Unknown => (None, ""),
            GlyphText::One(one) => (Some(*one), ""),
            GlyphText::Several(several) => (None, &**several),
        };
        one.into_iter().chain(several.chars())
    }

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        *self == GlyphText::Unknown
    }

    /// Whether it is white space and nothing else.
    pub fn is_space(&self) -> bool {
        !self.is_unknown() && self.chars().all(char::is_whitespace)
    }
}

impl From<char> for GlyphText {
    fn from(one: char) -> Self {
        GlyphText::One(one)
    }
}

impl From<&str> for GlyphText {
    fn from(text: &str) -> Self {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => GlyphText::Unknown,
            (Some(one), None) => GlyphText::One(one),
            _ => GlyphText::Several(text.into()),
        }
    }
}

/// A font as a page uses it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Font {
    /// PostScript name, without the subset prefix.
    pub name: String,
    /// Bold by name, flag or weight.
    pub bold: bool,
    /// Italic by name, flag or angle.
    pub italic: bool,
    /// Fixed pitch.
    pub monospace: bool,
}

/// One page as a reader gives it: glyphs in the order of the content stream.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RawPage {
    /// 1-based place in the file.
    pub number: u32,
    /// Width as shown, in points.
    pub width: f32,
    /// Height as shown, in points.
    pub height: f32,
    /// Every glyph shown, white space included where the font has it.
    pub glyphs: Vec<Glyph>,
    /// The fonts that glyphs point to.
    pub fonts: Vec<Font>,
    /// Pictures.
    pub images: Vec<Rect>,
    /// Straight lines and thin filled boxes: table rules, underlines, side-box borders.
    pub rules: Vec<Rect>,
    /// What the reader had to say about this page; empty when all went well.
    pub trouble: String,
}
