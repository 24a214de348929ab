//! Stamps on scanned pages: a line such as "Downloaded from" set over a picture of the page.
//!
//! In: the pages of a PDF. Where most of them are whole pictures with next to no letters, those letters
//! are taken out and noted, so that the document counts as what it is, scanned, and can be recognised.

use super::reading::{has_text, picture_share};
use super::{Note, NoteKind, RawPage};

/// A page of a scan is covered to at least this share.
const WHOLE: f32 = 0.8;
/// A stamp has at most this many letters.
const STAMP_LETTERS: usize = 60;

/// Takes stamps off where most pages are scans.
pub(super) fn remove(pages: &mut [RawPage], notes: &mut Vec<Note>) {
    let scans = pages.iter().filter(|page| is_scan(page)).count();
    if scans * 2 <= pages.len() {
        return;
    }
    for page in pages.iter_mut().filter(|page| is_scan(page) && has_text(page)) {
        let stamp: String = page.glyphs.iter().flat_map(|glyph| glyph.text.chars()).collect();
        notes.push(Note::new(Some(page.number), NoteKind::FurnitureRemoved, stamp.trim()));
        page.glyphs.clear();
    }
}

fn is_scan(page: &RawPage) -> bool {
    let letters = page.glyphs.iter().flat_map(|glyph| glyph.text.chars()).filter(|c| c.is_alphanumeric());
    picture_share(page) >= WHOLE && letters.count() <= STAMP_LETTERS
}
