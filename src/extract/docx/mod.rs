//! Word documents (.docx): headings, paragraphs, lists with their numbers, tables, footnotes.
//!
//! In: the file. Out: [`Draft`]s in order. Pages are those Word last showed, where the file says so.

mod body;
mod numbering;
mod styles;
mod xml;

use super::draft::Draft;
use crate::document::BlockKind;
use body::Body;
use numbering::Numbering;
use std::io::{Cursor, Read};
use styles::Styles;
use xml::Element;
use zip::ZipArchive;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// The blocks of a Word document.
///
/// # Errors
/// What is wrong with the file, in words.
pub(crate) fn blocks(bytes: &[u8]) -> Result<Vec<Draft>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|why| {
        format!("not a Word file that can be opened ({why}); fetch it again or save it anew")
    })?;
    let document = part(&mut archive, "word/document.xml")?;
    let styles = optional(&mut archive, "word/styles.xml").map(|root| Styles::new(&root)).unwrap_or_default();
    let numbering = optional(&mut archive, "word/numbering.xml").map(|root| Numbering::new(&root));
    let mut body = Body::new(&styles, numbering.unwrap_or_default());
    body.walk(&document);
    let (mut blocks, called) = (body.blocks, body.notes);
    let last = blocks.last().map_or(1, |block| block.page);
    if let Some(notes) = optional(&mut archive, "word/footnotes.xml") {
        blocks.extend(called.iter().filter_map(|id| note(&notes, id, &styles, last)));
    }
    Ok(blocks)
}

/// Whether the file is a Word document under encryption: a container with an encrypted package.
pub(crate) fn is_encrypted(bytes: &[u8]) -> bool {
    let container = bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    container && bytes.windows(name.len()).any(|window| window == name)
}

fn note(notes: &Element, id: &str, styles: &Styles, page: u32) -> Option<Draft> {
    let note = notes.all("footnote").find(|note| note.attribute("id") == Some(id))?;
    let mut body = Body::new(styles, Numbering::default());
    body.walk(note);
    let text: Vec<String> = body.blocks.into_iter().map(|block| block.text).collect();
    let mut draft = Draft::new(BlockKind::Note, 0, &text.join(" "));
    draft.page = page;
    (!draft.text.is_empty()).then_some(draft)
}

fn optional(archive: &mut Archive<'_>, name: &str) -> Option<Element> {
    part(archive, name).ok()
}

fn part(archive: &mut Archive<'_>, name: &str) -> Result<Element, String> {
    let mut text = Vec::new();
    let mut file = archive.by_name(name).map_err(|why| format!("{name}: {why}"))?;
    file.read_to_end(&mut text).map_err(|why| format!("{name}: {why}"))?;
    xml::parse(&super::encoding::decode(&text).0).map_err(|why| format!("{name}: {why}"))
}
