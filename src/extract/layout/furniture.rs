//! Page furniture: running headers and footers, page numbers and watermarks, found by repetition and
//! position, taken out of the text and noted.

use super::frame::{Frame, Turn};
use super::lines::Line;
use super::page::{Item, PageLines};
use crate::extract::{Note, NoteKind};
use std::collections::BTreeMap;

/// Share of the page's height, at top and bottom, in which furniture stands.
const ZONE: f32 = 0.13;
/// Most lines looked at in each zone.
const MOST_LINES: usize = 6;
/// Baselines closer than this (points) are one row.
const SAME_ROW: f32 = 2.0;
/// Positions closer than this (points) are the same place.
const SAME_PLACE: f32 = 9.0;

/// Takes furniture out of the pages; what was removed is noted on its page.
pub(super) fn remove(pages: &mut [PageLines]) {
    let (seen, rows) = (repeated(pages), running(pages));
    let total = pages.len();
    for page in pages.iter_mut() {
        let edges = edges(page);
        for item in std::mem::take(&mut page.items) {
            let Item::Line(line) = &item else {
                page.items.push(item);
                continue;
            };
            let zone = zone_of(line, page.frame);
            let edge = line.baseline <= edges.0 || line.baseline >= edges.1;
            let furniture =
                |zone| is_furniture(line, zone, total, &seen, page) || is_running(line, zone, &rows, page);
            if zone.is_some_and(|zone| edge && furniture(zone)) {
                page.notes.push(removed(page.number, page.frame, line));
            } else {
                page.items.push(item);
            }
        }
        remove_watermarks(page);
    }
}

/// Above the first and below the second baseline stand the outermost lines of the page.
fn edges(page: &PageLines) -> (f32, f32) {
    let lines = page.items.iter().filter_map(|item| match item {
        Item::Line(line) => Some(line.baseline),
        Item::Cell { .. } => None,
    });
    let mut baselines: Vec<f32> = lines.collect();
    baselines.sort_by(f32::total_cmp);
    let from_end = baselines.len().saturating_sub(MOST_LINES);
    let top = baselines.get(MOST_LINES.saturating_sub(1)).or(baselines.last());
    (top.copied().unwrap_or(f32::MAX), baselines.get(from_end).copied().unwrap_or(f32::MIN))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Zone {
    Top,
    Bottom,
}

fn zone_of(line: &Line, frame: Frame) -> Option<Zone> {
    let height = frame.size().1;
    if line.baseline < ZONE * height {
        Some(Zone::Top)
    } else if line.baseline > (1.0 - ZONE) * height {
        Some(Zone::Bottom)
    } else {
        None
    }
}

/// How far a line of a zone stands from its edge of the page, whatever the page's size.
fn distance(line: &Line, zone: Zone, frame: Frame) -> f32 {
    match zone {
        Zone::Top => line.baseline,
        Zone::Bottom => frame.size().1 - line.baseline,
    }
}

/// Where each repeated line of a zone was seen: its distances from the edge and pages.
type Seen = BTreeMap<(Zone, String), Vec<(f32, u32)>>;

fn repeated(pages: &[PageLines]) -> Seen {
    let mut seen = Seen::new();
    for page in pages {
        let edges = edges(page);
        for item in &page.items {
            if let Item::Line(line) = item
                && (line.baseline <= edges.0 || line.baseline >= edges.1)
                && let Some(zone) = zone_of(line, page.frame)
            {
                let places = seen.entry((zone, shape(&line.text()))).or_default();
                places.push((distance(line, zone, page.frame), page.number));
            }
        }
    }
    seen
}

/// A row of a zone, by page and distance from the edge.
type Place = (u32, Zone, f32);

/// The rows of running titles that change, told by page numbers that go on from page to page beside them.
fn running(pages: &[PageLines]) -> Vec<Place> {
    let mut counted: BTreeMap<(Zone, i64), Vec<Place>> = BTreeMap::new();
    for page in pages {
        for line in page.items.iter().flat_map(Item::lines) {
            if let Some(zone) = zone_of(line, page.frame) {
                let place = (page.number, zone, distance(line, zone, page.frame));
                for ahead in ahead(line, page.number) {
                    counted.entry((zone, ahead)).or_default().push(place);
                }
            }
        }
    }
    let needed = 3.max(pages.len() / 2);
    let goes_on = |places: &[Place], own: &Place| {
        let same = places.iter().filter(|place| (place.2 - own.2).abs() < SAME_PLACE);
        same.count() >= needed
    };
    let rows = counted.values().flat_map(|places| places.iter().filter(|own| goes_on(places, own)));
    rows.copied().collect()
}

/// How far the numbers at the line's ends are ahead of the page's place in the file.
fn ahead(line: &Line, page: u32) -> impl Iterator<Item = i64> {
    let ends = [line.words.first(), line.words.last()];
    let numbers = ends.into_iter().flatten().filter_map(|word| {
        let digits = word.text.bytes().all(|byte| byte.is_ascii_digit()) && word.text.len() <= 4;
        digits.then(|| word.text.parse::<i64>().ok()).flatten()
    });
    numbers.map(move |number| number - i64::from(page))
}

/// Whether the line stands in such a row, whole or cut by a gutter.
fn is_running(line: &Line, zone: Zone, rows: &[Place], page: &PageLines) -> bool {
    let own = distance(line, zone, page.frame);
    let here = |row: &Place| row.0 == page.number && row.1 == zone && (row.2 - own).abs() < SAME_ROW;
    line.letters() <= 100 && rows.iter().any(here)
}

/// The text without case, with every number as one sign.
fn shape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_number = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !in_number {
                out.push('#');
            }
            in_number = true;
        } else {
            in_number = false;
            out.extend(c.to_lowercase());
        }
    }
    out
}

fn is_furniture(line: &Line, zone: Zone, pages: usize, seen: &Seen, page: &PageLines) -> bool {
    let text = line.text();
    let shape = shape(&text);
    let places = seen.get(&(zone, shape.clone())).map(Vec::as_slice).unwrap_or_default();
    let own = distance(line, zone, page.frame);
    let same = |place: &&(f32, u32)| (place.0 - own).abs() < SAME_PLACE;
    let mut on: Vec<u32> = places.iter().filter(same).map(|(_, page)| *page).collect();
    on.sort_unstable();
    on.dedup();
    if is_page_number(&shape) {
        let own = text.split(|c: char| !c.is_ascii_digit()).any(|part| part.parse() == Ok(page.number));
        return own || on.len() >= 2 || shape.contains("page");
    }
    let needed = if pages <= 3 { 2 } else { 3.max(pages / 5) };
    let short = line.letters() <= 160;
    short && on.len() >= needed.min(pages.max(2)) && !is_numbered_item(&shape)
}

/// Whether a line is a page number in one of its usual dresses.
fn is_page_number(shape: &str) -> bool {
    let bare: String = shape.chars().filter(|c| !c.is_whitespace()).collect();
    let bare = bare.trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | '.' | '[' | ']' | '(' | ')'));
    matches!(
        bare,
        "#" | "page#"
            | "page#of#"
            | "#of#"
            | "#/#"
            | "page|#"
            | "#|page"
            | "page#|#"
            | "page#/#"
            | "p#"
            | "p.#"
            | "pg#"
            | "pageof"
    ) || is_roman(bare)
}

fn is_roman(text: &str) -> bool {
    (1..=5).contains(&text.len()) && text.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// "3. The ..." at the top of several pages is text, not a running header.
fn is_numbered_item(shape: &str) -> bool {
    shape.starts_with("#.") && shape.len() > 30
}

fn removed(page: u32, frame: Frame, line: &Line) -> Note {
    let mut note = Note::new(Some(page), NoteKind::FurnitureRemoved, line.text());
    note.rect = Some(frame.shown_rect(line.rect()));
    note
}

/// Large text aslant over a page is a watermark; other text in odd directions stays.
fn remove_watermarks(page: &mut PageLines) {
    let aside = std::mem::take(&mut page.aside);
    for (frame, line) in aside {
        let margin = line.baseline < 40.0 || line.baseline > frame.size().1 - 25.0;
        if frame.turn == Turn::Slant && line.size > 18.0 || frame.turn != Turn::Slant && margin {
            let mut note = Note::new(Some(page.number), NoteKind::FurnitureRemoved, line.text());
            if frame.turn != Turn::Slant {
                note.rect = Some(frame.shown_rect(line.rect()));
            }
            page.notes.push(note);
        } else {
            page.aside.push((frame, line));
        }
    }
}
