//! Reader one: opens the file, walks its pages, and lets the interpreter collect their glyphs.

use super::Trouble;
use super::content::Interpreter;
use super::fonts::Fonts;
use super::layers::Layers;
use super::matrix::Matrix;
use crate::extract::RawPage;
use hayro_syntax::object::dict::keys::{ANNOTS, AP, AS, CONTENTS, F, N, RECT, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, Object, Rect, Stream};
use hayro_syntax::page::Page;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

/// No filter needs more bytes than this for a stream without content.
const EMPTY_STREAM: usize = 16;
/// Annotation flags: hidden, or not to be viewed.
const NOT_SHOWN: u32 = (1 << 1) | (1 << 5);

/// Reads every page.
pub(super) fn read(bytes: Vec<u8>) -> Result<Vec<RawPage>, Trouble> {
    let pdf = Pdf::new(bytes).map_err(trouble)?;
    let mut fonts = Fonts::new();
    let pages = pdf.pages();
    Ok(pages
        .iter()
        .enumerate()
        .map(|(index, page)| {
            let mut raw = read_page(page, &mut fonts);
            raw.number = index as u32 + 1;
            raw
        })
        .collect())
}

fn trouble(error: LoadPdfError) -> Trouble {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Trouble::Encrypted,
        LoadPdfError::Decryption(_) => Trouble::UnknownEncryption,
        LoadPdfError::Invalid => Trouble::Damaged,
    }
}

fn read_page<'a>(page: &Page<'a>, fonts: &mut Fonts<'a>) -> RawPage {
    let (width, height) = page.render_dimensions();
    let mut interpreter =
        Interpreter::new(Matrix(page.initial_transform(true).as_coeffs()), fonts, Layers::new(page.xref()));
    if page.page_stream().is_some() {
        interpreter.run(page.typed_operations(), page.resources());
    }
    annotations(page, &mut interpreter);
    let mut raw = interpreter.finish();
    if is_undecodable(page) {
        raw.trouble = "the page's content cannot be decoded".into();
    }
    (raw.width, raw.height) = (width, height);
    raw
}

/// Whether the page has content that comes to nothing when its filters are undone.
fn is_undecodable(page: &Page<'_>) -> bool {
    match page.page_stream() {
        None => page.raw().contains_key(CONTENTS),
        Some([]) => page
            .raw()
            .get::<Stream<'_>>(CONTENTS)
            .is_some_and(|stream| stream.raw_data().len() > EMPTY_STREAM),
        Some(_) => false,
    }
}

/// Text in form fields and typed on the page is part of what a reader sees; pop-up comments are not.
fn annotations<'a>(page: &Page<'a>, interpreter: &mut Interpreter<'a, '_>) {
    let list = page.raw().get::<Array<'a>>(ANNOTS).unwrap_or_default();
    for annotation in list.iter::<Dict<'a>>() {
        let kind = annotation.get::<Name<'_>>(SUBTYPE);
        let typed = kind.is_some_and(|kind| matches!(kind.as_ref(), b"Widget" | b"FreeText" | b"Stamp"));
        let shown = annotation.get::<u32>(F).unwrap_or(0) & NOT_SHOWN == 0;
        if typed
            && shown
            && let (Some(stream), Some(rect)) = (appearance(&annotation), annotation.get::<Rect>(RECT))
        {
            interpreter.run_in_box(&stream, [rect.x0, rect.y0, rect.x1, rect.y1], page.resources());
        }
    }
}

fn appearance<'a>(annotation: &Dict<'a>) -> Option<Stream<'a>> {
    match annotation.get::<Dict<'a>>(AP)?.get::<Object<'a>>(N)? {
        Object::Stream(stream) => Some(stream),
        Object::Dict(states) => states.get::<Stream<'a>>(annotation.get::<Name<'_>>(AS)?),
        _ => None,
    }
}
