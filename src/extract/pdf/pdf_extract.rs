//! Reader two, on pdf-extract: for documents and pages that reader one cannot read.
//!
//! In: the file. Out: the same glyphs, with less known about them: no font names, no rules. It panics on
//! many damaged files, so every page is read on its own and a panic costs only that page.

use super::Trouble;
use crate::document::Rect;
use crate::extract::caught::caught;
use crate::extract::{Font, Glyph, RawPage};
use pdf_extract::encryption::DecryptionError;
use pdf_extract::{Dictionary, Document, Error, MediaBox, Object, OutputDev, OutputError, Transform};

/// A picture of this many pixels or more is taken for a scanned page.
const PAGE_PIXELS: i64 = 400_000;
/// Enough for any page tree that is not a loop.
const MAX_TREE_DEPTH: usize = 64;

/// A file opened by reader two.
pub(crate) struct SecondReader {
    document: Document,
    pages: Vec<(u32, pdf_extract::ObjectId)>,
}

impl SecondReader {
    /// Opens a file, with the empty password where it is encrypted.
    ///
    /// # Errors
    /// When its structure cannot be followed; a panic is [`Trouble::Damaged`].
    pub(crate) fn open(bytes: &[u8]) -> Result<Self, Trouble> {
        let document = caught(|| load(bytes)).map_err(|_| Trouble::Damaged)??;
        let pages: Vec<_> =
            caught(|| document.get_pages().into_iter().collect()).map_err(|_| Trouble::Damaged)?;
        Ok(SecondReader { document, pages })
    }

    /// How many pages it has.
    pub(crate) fn page_count(&self) -> u32 {
        self.pages.len() as u32
    }

    /// Reads page `number`, 1-based; what went wrong is in its `trouble`.
    pub(crate) fn page(&self, number: u32) -> RawPage {
        let Some(&(key, id)) = self.pages.get(number as usize - 1) else {
            return RawPage { number, trouble: "no such page".into(), ..RawPage::default() };
        };
        let mut device = Device::default();
        let read = caught(|| pdf_extract::output_doc_page(&self.document, &mut device, key));
        let frame = self.frame(id).unwrap_or(device.frame);
        let mut page = device.finish(frame);
        page.number = number;
        page.images = self.page_picture(id, &page);
        page.trouble = match read {
            Ok(Ok(())) => String::new(),
            Ok(Err(why)) => why.to_string(),
            Err(panic) => panic,
        };
        page
    }

    /// What of the page is shown, and how it is turned.
    fn frame(&self, id: pdf_extract::ObjectId) -> Option<Frame> {
        let page = self.document.get_dictionary(id).ok()?;
        let shown = self.shown_box(page, b"CropBox").or_else(|| self.shown_box(page, b"MediaBox"))?;
        let turn = self.inherited(page, b"Rotate").and_then(|turn| turn.as_i64().ok());
        Some(Frame { shown, quarter_turns: turn.map_or(0, |turn| turn.rem_euclid(360) / 90) as u8 })
    }

    fn shown_box(&self, page: &Dictionary, key: &[u8]) -> Option<[f64; 4]> {
        let corners = self.inherited(page, key)?.as_array().ok()?;
        let mut numbers = corners.iter().filter_map(|number| number.as_float().ok().map(f64::from));
        let (a, b, c, d) = (numbers.next()?, numbers.next()?, numbers.next()?, numbers.next()?);
        let shown = [a.min(c), b.min(d), a.max(c), b.max(d)];
        (shown[2] > shown[0] && shown[3] > shown[1]).then_some(shown)
    }

    /// The value of `key` on the page or on the nearest node above it.
    fn inherited<'a>(&'a self, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        let mut node = page;
        for _ in 0..MAX_TREE_DEPTH {
            if let Ok(found) = node.get_deref(key, &self.document) {
                return Some(found);
            }
            node = node.get_deref(b"Parent", &self.document).ok()?.as_dict().ok()?;
        }
        None
    }

    /// A page-sized rectangle where the page shows a picture large enough to be a scan.
    fn page_picture(&self, id: pdf_extract::ObjectId, page: &RawPage) -> Vec<Rect> {
        let images = caught(|| self.document.get_page_images(id)).ok().and_then(Result::ok);
        let large =
            images.is_some_and(|images| images.iter().any(|image| image.width * image.height >= PAGE_PIXELS));
        let whole = Rect { x0: 0.0, y0: 0.0, x1: page.width, y1: page.height };
        if large { vec![whole] } else { Vec::new() }
    }
}

fn load(bytes: &[u8]) -> Result<Document, Trouble> {
    let mut document = Document::load_mem(bytes).map_err(trouble)?;
    if document.is_encrypted() {
        document.decrypt("").map_err(trouble)?;
    }
    Ok(document)
}

fn trouble(error: Error) -> Trouble {
    match error {
        Error::Decryption(DecryptionError::IncorrectPassword) | Error::InvalidPassword => Trouble::Encrypted,
        Error::Decryption(_) | Error::UnsupportedSecurityHandler(_) => Trouble::UnknownEncryption,
        _ => Trouble::Damaged,
    }
}

/// The part of the page that is shown, in PDF's own space, and its `/Rotate` in quarter turns clockwise.
#[derive(Clone, Copy)]
struct Frame {
    shown: [f64; 4],
    quarter_turns: u8,
}

impl Default for Frame {
    /// A4, which readers assume where a page does not say.
    fn default() -> Self {
        Frame { shown: [0.0, 0.0, 595.0, 842.0], quarter_turns: 0 }
    }
}

impl Frame {
    fn size(self) -> (f64, f64) {
        let (width, height) = (self.shown[2] - self.shown[0], self.shown[3] - self.shown[1]);
        if self.quarter_turns % 2 == 1 { (height, width) } else { (width, height) }
    }

    /// A point of PDF's space on the page as shown: origin at the top left, y downwards.
    fn place(self, x: f64, y: f64) -> (f64, f64) {
        let [x0, y0, x1, y1] = self.shown;
        match self.quarter_turns {
            1 => (y - y0, x - x0),
            2 => (x1 - x, y - y0),
            3 => (y1 - y, x1 - x),
            _ => (x - x0, y1 - y),
        }
    }
}

/// A glyph before the page's frame is known.
struct Shown {
    text: String,
    origin: (f64, f64),
    end: (f64, f64),
    size: f64,
}

/// Collects what pdf-extract shows.
#[derive(Default)]
struct Device {
    shown: Vec<Shown>,
    frame: Frame,
}

impl Device {
    fn finish(self, frame: Frame) -> RawPage {
        let (width, height) = frame.size();
        RawPage {
            width: width as f32,
            height: height as f32,
            glyphs: self.shown.into_iter().map(|shown| glyph(shown, frame)).collect(),
            fonts: vec![Font::default()],
            ..RawPage::default()
        }
    }
}

fn glyph(shown: Shown, frame: Frame) -> Glyph {
    let (x, y) = frame.place(shown.origin.0, shown.origin.1);
    let (end_x, end_y) = frame.place(shown.end.0, shown.end.1);
    let (dx, dy) = (end_x - x, end_y - y);
    Glyph {
        text: shown.text.as_str().into(),
        x: x as f32,
        y: y as f32,
        advance: dx.hypot(dy) as f32,
        size: shown.size as f32,
        angle: dy.atan2(dx).to_degrees() as f32,
        font: 0,
        invisible: false,
    }
}

impl OutputDev for Device {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.frame.shown = [media.llx, media.lly, media.urx, media.ury];
        Ok(())
    }

    fn output_character(
        &mut self,
        matrix: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        let length = width * font_size;
        self.shown.push(Shown {
            text: text.to_string(),
            origin: (matrix.m31, matrix.m32),
            end: (matrix.m31 + matrix.m11 * length, matrix.m32 + matrix.m12 * length),
            size: (font_size * matrix.m21.hypot(matrix.m22)).abs(),
        });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
