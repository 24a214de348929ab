//! Text recognised from pages that are pictures, by tools that may be on the machine.
//!
//! In: the file and its pages. Out: glyphs put on the pages that had none, one a letter, so that the
//! layout reads them like any others. Each page is its own run of `pdftoppm` and `tesseract`.

use super::reading::{has_glyphs, has_text, is_picture};
use super::{Font, Glyph, Note, NoteKind, RawPage, isolate};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::sync::OnceLock;

/// Dots per inch: what the recogniser was trained near.
const RESOLUTION: f32 = 300.0;
/// Words the recogniser is less sure of than this, in percent, are left out.
const MIN_CONFIDENCE: f32 = 30.0;
/// Pages whose words are on average below this are noted as doubtful.
const DOUBTFUL: f32 = 70.0;

/// What came of it.
#[derive(Debug, Default)]
pub(super) struct Recognised {
    /// The pages that got text.
    pub(super) pages: BTreeSet<u32>,
    /// Whether it was asked for.
    asked: bool,
    missing: bool,
}

impl Recognised {
    /// What to do about a scanned document.
    pub(super) fn advice(&self) -> String {
        format!("its pages are pictures; {}", self.next_step())
    }

    /// What to do about a document whose letters are not known.
    pub(super) fn advice_on_letters(&self) -> String {
        format!("its fonts do not say which letters they show; {}", self.next_step())
    }

    fn next_step(&self) -> &'static str {
        match (self.asked, self.missing) {
            (false, _) => "read it with --ocr auto to have them recognised",
            (true, true) => "install tesseract-ocr and poppler-utils to have them recognised",
            (true, false) => "no text was recognised on them",
        }
    }

    /// What to say of a document that was read; empty when nothing was recognised.
    pub(super) fn remark(&self) -> String {
        match self.pages.len() {
            0 => String::new(),
            1 => "the text of 1 page was recognised from a picture".into(),
            count => format!("the text of {count} pages was recognised from pictures"),
        }
    }

    /// The readers' names.
    pub(super) fn name(&self, reader: &str) -> String {
        match (self.pages.is_empty(), tool()) {
            (false, Some(version)) => format!("{reader}, {version}"),
            _ => reader.to_string(),
        }
    }
}

/// The recogniser's name and version, where both tools are on the machine; asked once.
fn tool() -> Option<&'static str> {
    static TOOL: OnceLock<Option<String>> = OnceLock::new();
    let found = TOOL.get_or_init(|| {
        isolate::tool_version("pdftoppm", "-v")?;
        isolate::tool_version("tesseract", "--version")
    });
    found.as_deref()
}

/// Puts recognised text on the pages of `path` that show a picture, or glyphs without a known letter, and
/// no text.
pub(super) fn recognise(
    path: &OsStr,
    pages: &mut [RawPage],
    notes: &mut Vec<Note>,
    beat: &mut dyn FnMut(),
) -> Recognised {
    let mut recognised = Recognised { asked: true, ..Recognised::default() };
    for page in pages.iter_mut().filter(|page| !has_text(page) && (is_picture(page) || has_glyphs(page))) {
        if tool().is_none() {
            recognised.missing = true;
            break;
        }
        match words(path, page.number) {
            Ok(words) if !words.is_empty() => {
                notes.push(note(page.number, &words));
                put(page, &words);
                recognised.pages.insert(page.number);
            }
            Ok(_) => {}
            Err(why) => page.trouble = why.to_string(),
        }
        beat();
    }
    recognised
}

/// A recognised word: pixels at [`RESOLUTION`], and how sure the recogniser is, in percent.
struct Word {
    text: String,
    left: f32,
    top: f32,
    width: f32,
    height: f32,
    confidence: f32,
    line: (u32, u32, u32),
}

fn words(path: &OsStr, page: u32) -> std::io::Result<Vec<Word>> {
    let (number, resolution) = (page.to_string(), RESOLUTION.to_string());
    let arguments = ["-r", &resolution, "-gray", "-cropbox", "-f", &number, "-l", &number];
    let mut arguments: Vec<&OsStr> = arguments.iter().map(|argument| OsStr::new(*argument)).collect();
    arguments.push(path);
    let picture = isolate::run_tool("pdftoppm", &arguments, &[])?;
    let arguments = ["stdin", "stdout", "--dpi", &resolution, "-l", "eng", "tsv"].map(OsStr::new);
    let table = isolate::run_tool("tesseract", &arguments, &picture)?;
    let table = String::from_utf8_lossy(&table);
    Ok(table.lines().skip(1).filter_map(word).collect())
}

/// One row of the recogniser's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn word(row: &str) -> Option<Word> {
    let cells: Vec<&str> = row.split('\t').collect();
    let number = |cell: usize| cells.get(cell).and_then(|cell| cell.parse::<f32>().ok());
    let text = cells.get(11).map(|text| text.trim()).filter(|text| !text.is_empty())?;
    let confidence = number(10)?;
    let word = Word {
        text: text.to_string(),
        left: number(6)?,
        top: number(7)?,
        width: number(8)?,
        height: number(9)?,
        confidence,
        line: (number(2)? as u32, number(3)? as u32, number(4)? as u32),
    };
    (confidence >= MIN_CONFIDENCE).then_some(word)
}

fn note(page: u32, words: &[Word]) -> Note {
    let mean = words.iter().map(|word| word.confidence).sum::<f32>() / words.len() as f32;
    let doubt = if mean < DOUBTFUL { ", doubtful" } else { "" };
    let detail = format!("{} words recognised, mean confidence {mean:.0} %{doubt}", words.len());
    Note::new(Some(page), NoteKind::Ocr, detail)
}

/// Letters of equal width along each word, on a baseline shared by their line.
fn put(page: &mut RawPage, words: &[Word]) {
    let scale = 72.0 / RESOLUTION;
    page.fonts = vec![Font::default()];
    page.glyphs.clear();
    for line in words.chunk_by(|a, b| a.line == b.line) {
        let (size, baseline) = line_measure(line);
        for word in line {
            let count = word.text.chars().count() as f32;
            let advance = word.width * scale / count;
            for (index, letter) in word.text.chars().enumerate() {
                page.glyphs.push(Glyph {
                    text: letter.into(),
                    x: word.left * scale + advance * index as f32,
                    y: baseline * scale,
                    advance,
                    size: size * scale,
                    angle: 0.0,
                    font: 0,
                    invisible: false,
                });
            }
        }
    }
}

/// The font size and baseline of a line, in pixels: medians, since a word's box depends on its letters.
fn line_measure(line: &[Word]) -> (f32, f32) {
    let median = |mut values: Vec<f32>| {
        values.sort_by(f32::total_cmp);
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    let height = median(line.iter().map(|word| word.height).collect());
    // A box with letters that reach below the line ends lower than one without.
    let bottom = line.iter().map(|word| word.top + word.height).collect();
    (height * 1.25, median(bottom) - height * 0.1)
}
