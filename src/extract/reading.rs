//! From bytes to an [`Extraction`]: which reader serves a file, and what its pages come to.
//!
//! Runs in the worker only. In: the file's bytes and its format. Out: one outcome, perhaps a document.

use super::caught::caught;
use super::pdf::{self, SecondReader, Trouble};
use super::pipe::Request;
use super::{Extraction, Note, NoteKind, Outcome, RawPage, docx, encoding, html, layout, ocr, stamps, text};
use crate::corpus::Format;

/// The readers' names in the record.
const FIRST: &str = "hayro 0.9";
const SECOND: &str = "pdf-extract 0.12";

/// A picture that covers this share of its page is taken for the page.
const PAGE_SHARE: f32 = 0.35;

/// Reads `bytes` as `request` says. `beat` is called after every page that took long.
pub(crate) fn read(bytes: Vec<u8>, request: &Request, beat: &mut dyn FnMut()) -> Extraction {
    match request.format {
        Format::Pdf => read_pdf(bytes, request, beat),
        Format::Text if encoding::is_binary(&bytes) => {
            Extraction::ended(Outcome::Unsupported, "named as text, but its bytes are not text")
        }
        Format::Text => plain(&bytes, "text", text::blocks),
        Format::Html => plain(&bytes, "scraper 0.29", html::blocks),
        Format::Docx if docx::is_encrypted(&bytes) => Extraction::ended(Outcome::Encrypted, NEEDS_PASSWORD),
        Format::Docx => drafted(caught(|| docx::blocks(&bytes)).and_then(|read| read), "quick-xml 0.42"),
        Format::Other => Extraction::ended(
            Outcome::Unsupported,
            "not a PDF, a text, an HTML page or a Word document (.docx)",
        ),
    }
}

const NEEDS_PASSWORD: &str = "a password is needed; save a copy without one";

fn plain(bytes: &[u8], reader: &str, blocks: fn(&str) -> Vec<super::draft::Draft>) -> Extraction {
    let (decoded, encoding) = encoding::decode(bytes);
    drafted(caught(|| blocks(&decoded)), &format!("{reader}, {encoding}"))
}

/// A document of the formats without geometry.
fn drafted(read: Result<Vec<super::draft::Draft>, String>, reader: &str) -> Extraction {
    let blocks = match read {
        Err(why) => return Extraction::ended(Outcome::Damaged, why),
        Ok(blocks) if blocks.is_empty() => return Extraction::ended(Outcome::Empty, "it holds no text"),
        Ok(blocks) => blocks,
    };
    let document = super::assemble::document(blocks);
    Extraction {
        pages: document.pages.len() as u32,
        document: Some(document),
        reader: reader.to_string(),
        ..Extraction::ended(Outcome::Extracted, "")
    }
}

/// The pages of a PDF with what was noted while reading them.
struct Pages {
    pages: Vec<RawPage>,
    notes: Vec<Note>,
    reader: &'static str,
}

fn read_pdf(bytes: Vec<u8>, request: &Request, beat: &mut dyn FnMut()) -> Extraction {
    let kept = bytes.clone();
    let first = caught(|| pdf::read(bytes));
    let mut pages = match readable(first, &kept, request.first_only) {
        Ok(pages) => pages,
        Err(ended) => return ended,
    };
    stamps::remove(&mut pages.pages, &mut pages.notes);
    let recognised = match request.ocr {
        true => ocr::recognise(&request.path, &mut pages.pages, &mut pages.notes, beat),
        false => ocr::Recognised::default(),
    };
    conclude(pages, &recognised)
}

/// What the first reader gave; a panic is its message.
type First = Result<Result<Vec<RawPage>, Trouble>, String>;

/// What either reader makes of the file, page by page.
#[allow(clippy::result_large_err, reason = "made once a document, and handed on at once")]
fn readable(first: First, bytes: &[u8], first_only: bool) -> Result<Pages, Extraction> {
    match first {
        Ok(Ok(pages)) if first_only || is_complete(&pages) => {
            Ok(Pages { pages, notes: Vec::new(), reader: FIRST })
        }
        Ok(Ok(pages)) if pages.is_empty() => second(bytes, Some(Trouble::Damaged), ""),
        Ok(Ok(pages)) => Ok(mended(pages, bytes)),
        Ok(Err(Trouble::Encrypted)) => Err(Extraction::ended(Outcome::Encrypted, NEEDS_PASSWORD)),
        Ok(Err(trouble)) if first_only => Err(ending(Some(&trouble), &trouble, "")),
        Err(panic) if first_only => Err(ending(None, &Trouble::Damaged, &panic)),
        Ok(Err(trouble)) => second(bytes, Some(trouble), ""),
        Err(panic) => second(bytes, None, &panic),
    }
}

/// Every page was read, and there is text or a picture that explains why there is none.
fn is_complete(pages: &[RawPage]) -> bool {
    let untroubled = pages.iter().all(|page| page.trouble.is_empty());
    untroubled && pages.iter().any(has_text)
}

/// Pages with trouble, or all when none shows text, are tried with the second reader.
fn mended(mut pages: Vec<RawPage>, bytes: &[u8]) -> Pages {
    let mut notes = Vec::new();
    let none_has_text = !pages.iter().any(has_text);
    if let Ok(second) = SecondReader::open(bytes) {
        for page in &mut pages {
            if page.trouble.is_empty() && !none_has_text {
                continue;
            }
            let again = second.page(page.number);
            if has_text(&again) && again.glyphs.len() > page.glyphs.len() {
                notes.push(Note::new(Some(page.number), NoteKind::SecondReader, page.trouble.clone()));
                *page = again;
            }
        }
    }
    let reader = if notes.is_empty() { FIRST } else { SECOND };
    Pages { pages, notes, reader }
}

/// The whole file with the second reader, after the first gave nothing or panicked.
#[allow(clippy::result_large_err, reason = "made once a document, and handed on at once")]
fn second(bytes: &[u8], trouble: Option<Trouble>, panic: &str) -> Result<Pages, Extraction> {
    let second = SecondReader::open(bytes).map_err(|again| ending(trouble.as_ref(), &again, panic))?;
    let pages: Vec<RawPage> = (1..=second.page_count()).map(|number| second.page(number)).collect();
    let reason = match panic {
        "" => "the first reader found no pages".to_string(),
        _ => format!("the first reader failed: {panic}"),
    };
    let shows_nothing = !pages.iter().any(has_text) && pages.iter().all(|page| page.images.is_empty());
    if shows_nothing && !pages.is_empty() {
        return Err(ending(trouble.as_ref(), &Trouble::Damaged, panic));
    }
    Ok(Pages { pages, notes: vec![Note::new(None, NoteKind::SecondReader, reason)], reader: SECOND })
}

fn ending(first: Option<&Trouble>, second: &Trouble, panic: &str) -> Extraction {
    match (first, second) {
        (Some(Trouble::Encrypted), _) | (_, Trouble::Encrypted) => {
            Extraction::ended(Outcome::Encrypted, NEEDS_PASSWORD)
        }
        (Some(Trouble::UnknownEncryption), _) | (_, Trouble::UnknownEncryption) => Extraction::ended(
            Outcome::Encrypted,
            "encrypted in a way that is not known; save a copy without encryption",
        ),
        (None, Trouble::Damaged) => {
            Extraction::ended(Outcome::Crashed, format!("both readers failed: {panic}"))
        }
        _ => Extraction::ended(
            Outcome::Damaged,
            "not a PDF that can be followed from its start to its pages; fetch it again",
        ),
    }
}

/// The outcome by what the pages show.
fn conclude(pages: Pages, recognised: &ocr::Recognised) -> Extraction {
    let Pages { pages, mut notes, reader } = pages;
    let count = pages.len() as u32;
    let with_text = pages.iter().filter(|page| has_text(page)).count() as u32;
    let unreadable: Vec<&RawPage> =
        pages.iter().filter(|page| !page.trouble.is_empty() && !has_text(page)).collect();
    let pictures = pages.iter().filter(|page| is_picture(page)).count();
    notes.extend(pages.iter().filter_map(page_note));
    let (outcome, detail) = match () {
        () if count == 0 => (Outcome::Empty, "it has no pages".to_string()),
        () if with_text == 0 && !unreadable.is_empty() => (Outcome::Damaged, unreadable[0].trouble.clone()),
        () if with_text == 0 && pictures > 0 => (Outcome::Scanned, recognised.advice()),
        () if with_text == 0 && pages.iter().any(has_glyphs) => {
            (Outcome::Damaged, recognised.advice_on_letters())
        }
        () if with_text == 0 => (Outcome::Empty, "no page shows text or a picture".to_string()),
        () if !unreadable.is_empty() => {
            (Outcome::PartlyExtracted, format!("{} of {count} pages could not be read", unreadable.len()))
        }
        () => (Outcome::Extracted, recognised.remark()),
    };
    let reader = recognised.name(reader);
    let document = outcome.is_read().then(|| {
        let (mut document, more) = layout::document(&pages);
        notes.extend(more);
        for page in &mut document.pages {
            page.ocr = notes.iter().any(|note| note.kind == NoteKind::Ocr && note.page == Some(page.number));
        }
        document
    });
    notes.sort_by_key(|note| note.page);
    Extraction {
        outcome,
        detail,
        document,
        notes,
        pages: count,
        pages_without_text: count - with_text,
        reader,
    }
}

fn page_note(page: &RawPage) -> Option<Note> {
    match (has_text(page), page.trouble.is_empty()) {
        (_, false) => Some(Note::new(Some(page.number), NoteKind::PageUnreadable, page.trouble.clone())),
        (false, true) => {
            let detail = match () {
                () if is_picture(page) => "a picture",
                () if has_glyphs(page) => "its fonts do not say which letters they show",
                () => "blank, or drawn",
            };
            Some(Note::new(Some(page.number), NoteKind::PageWithoutText, detail))
        }
        (true, true) => None,
    }
}

/// Whether a page shows at least one letter or digit that can be read.
pub(super) fn has_text(page: &RawPage) -> bool {
    let mut glyphs = page.glyphs.iter();
    glyphs.any(|glyph| glyph.text.chars().any(char::is_alphanumeric))
}

/// Whether a page shows glyphs, known or not.
pub(super) fn has_glyphs(page: &RawPage) -> bool {
    !page.glyphs.is_empty()
}

/// Whether pictures cover so much of a page that it may be a scan.
pub(super) fn is_picture(page: &RawPage) -> bool {
    picture_share(page) >= PAGE_SHARE
}

/// The share of a page that pictures cover; pictures over each other count each.
pub(super) fn picture_share(page: &RawPage) -> f32 {
    let area = |x: f32, y: f32| x.max(0.0) * y.max(0.0);
    let covered: f32 = page.images.iter().map(|image| area(image.x1 - image.x0, image.y1 - image.y0)).sum();
    covered / area(page.width, page.height).max(1.0)
}
