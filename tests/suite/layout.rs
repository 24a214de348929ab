//! Pages of glyphs come to clean text: cases as data, and what holds for every page.

use proptest::prelude::*;
use refrain::document::{Document, Rect, sentence_ends};
use refrain::extract::layout;
use refrain::extract::{Font, Glyph, GlyphText, Note, RawPage};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    page: Vec<Drawn>,
    expect: Vec<String>,
    #[serde(default)]
    removed: Vec<String>,
}

/// A page as a case draws it, A4 unless said: lines of (x, baseline, size, style, text), rules as (x0, y0, x1, y1).
#[derive(Debug, Deserialize)]
struct Drawn {
    #[serde(default)]
    turn: f32,
    #[serde(default)]
    size: Option<(f32, f32)>,
    lines: Vec<(f32, f32, f32, String, String)>,
    #[serde(default)]
    rules: Vec<(f32, f32, f32, f32)>,
}

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;

fn fonts() -> Vec<Font> {
    let font = |bold, italic| Font { name: "Plain".into(), bold, italic, monospace: false };
    vec![font(false, false), font(true, false), font(false, true)]
}

/// Every letter is half an em wide. A style of `b` is bold, `i` italic, `d` drawn twice.
fn draw(page: &mut RawPage, line: &(f32, f32, f32, String, String)) {
    let (mut x, y, size, style, text) = (line.0, line.1, line.2, line.3.as_str(), &line.4);
    for letter in text.chars() {
        let glyph = Glyph {
            text: GlyphText::from(letter),
            x,
            y,
            advance: 0.5 * size,
            size,
            angle: 0.0,
            font: match style {
                "b" => 1,
                "i" => 2,
                _ => 0,
            },
            invisible: false,
        };
        if style == "d" {
            let shifted = Glyph { x: x + 0.02 * size, ..glyph.clone() };
            page.glyphs.push(shifted);
        }
        page.glyphs.push(glyph);
        x += 0.5 * size;
    }
}

fn raw(number: usize, drawn: &Drawn) -> RawPage {
    let (width, height) = drawn.size.unwrap_or((WIDTH, HEIGHT));
    let mut page = RawPage { number: number as u32 + 1, width, height, fonts: fonts(), ..RawPage::default() };
    for line in &drawn.lines {
        draw(&mut page, line);
    }
    let rule = |r: &(f32, f32, f32, f32)| Rect { x0: r.0, y0: r.1, x1: r.2, y1: r.3 };
    page.rules = drawn.rules.iter().map(rule).collect();
    if drawn.turn == 90.0 {
        turn(&mut page);
    }
    page
}

/// Turns a page a quarter clockwise, as landscape tables are set in upright files.
fn turn(page: &mut RawPage) {
    for glyph in &mut page.glyphs {
        (glyph.x, glyph.y) = (HEIGHT - glyph.y, glyph.x);
        glyph.angle = 90.0;
    }
    (page.width, page.height) = (HEIGHT, WIDTH);
}

fn shown(document: &Document) -> Vec<String> {
    let block = |block: &refrain::document::Block| {
        let number = block.number.map(|n| format!("[{}] ", n.of(&document.text))).unwrap_or_default();
        let lead = block.lead_in.map(|lead| format!(" <- {lead}")).unwrap_or_default();
        format!("{}: {number}{}{lead}", block.kind.name(), block.span.of(&document.text))
    };
    document.blocks.iter().map(block).collect()
}

#[test]
fn pages_come_to_the_blocks_that_the_cases_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/layout");
    let mut wrong = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in toml::from_str::<Cases>(&text).unwrap().case {
            let pages: Vec<RawPage> = case.page.iter().enumerate().map(|(at, page)| raw(at, page)).collect();
            let (document, notes) = layout::document(&pages);
            let removed: Vec<&str> = notes
                .iter()
                .filter(|note| note.kind.name() == "furniture-removed")
                .map(|note| note.detail.as_str())
                .collect();
            if shown(&document) != case.expect || removed != case.removed {
                wrong.push(format!("{}\n  {:#?}\n  removed {removed:?}", case.name, shown(&document)));
            }
            holds(&document);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is true of every document.
fn holds(document: &Document) {
    let text = &document.text;
    let boundary = |at: u32| text.is_char_boundary(at as usize);
    let mut end = 0;
    for (index, block) in document.blocks.iter().enumerate() {
        assert!(boundary(block.span.start) && boundary(block.span.end));
        let start = block.number.map_or(block.span.start, |number| number.start);
        assert!(start >= end, "blocks ascend");
        end = block.span.end;
        let own: Vec<_> = document.sentences.iter().filter(|s| s.block == index as u32).collect();
        assert_eq!(own.first().map(|s| s.span.start), Some(block.span.start));
        assert_eq!(own.last().map(|s| s.span.end), Some(block.span.end));
        assert!(own.windows(2).all(|pair| pair[0].span.end == pair[1].span.start), "sentences tile");
    }
    let runs = &document.source_map.runs;
    assert!(runs.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "runs ascend");
    for run in runs {
        assert!(boundary(run.span.start) && boundary(run.span.end));
        if !run.span.is_empty() {
            let middle = document.source_map.clean_span(run.page, run.raw);
            assert!(middle.is_some(), "a glyph leads back to the text");
        }
    }
    let sections = &document.sections;
    assert!(sections.windows(2).all(|pair| pair[0].blocks.end == pair[1].blocks.start), "sections tile");
    assert_eq!(sections.last().map_or(0, |s| s.blocks.end as usize), document.blocks.len());
}

fn letters<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for letter in texts.flat_map(str::chars).filter(|c| c.is_alphanumeric()) {
        *counts.entry(letter).or_default() += 1;
    }
    counts
}

fn nothing_is_lost(pages: &[RawPage], document: &Document, notes: &[Note]) {
    let drawn: Vec<String> =
        pages.iter().flat_map(|page| page.glyphs.iter()).map(|glyph| glyph.text.chars().collect()).collect();
    let kept = std::iter::once(document.text.as_str()).chain(notes.iter().map(|note| note.detail.as_str()));
    let (drawn, kept) = (letters(drawn.iter().map(String::as_str)), letters(kept));
    for (letter, count) in drawn {
        assert!(kept.get(&letter).copied().unwrap_or(0) >= count, "{letter} is lost");
    }
}

fn any_line() -> impl Strategy<Value = (f32, f32, f32, String, String)> {
    let words = prop::collection::vec("[a-zA-Z]{1,9}[.,:]?|[0-9]{1,2}[.)]?|•|-", 1..9);
    let style = prop::sample::select(vec!["", "b", "i"]);
    (0usize..12, 2usize..60, prop::sample::select(vec![8.0f32, 11.0, 12.0, 16.0]), style, words).prop_map(
        |(column, row, size, style, words)| {
            (40.0 + 40.0 * column as f32, 13.7 * row as f32, size, style.to_string(), words.join(" "))
        },
    )
}

fn any_page() -> impl Strategy<Value = Drawn> {
    let rule = (0u8..8, 0u8..8, 0u8..8, prop::bool::ANY).prop_map(|(x, y, length, flat)| {
        let (x, y, length) = (70.0 * f32::from(x), 100.0 * f32::from(y), 60.0 * f32::from(length));
        if flat { (x, y, x + length, y + 0.5) } else { (x, y, x + 0.5, y + length) }
    });
    let turn = prop::sample::select(vec![0.0f32, 0.0, 0.0, 90.0]);
    (prop::collection::vec(any_line(), 0..25), prop::collection::vec(rule, 0..14), turn).prop_map(
        |(mut lines, rules, turn)| {
            // Letters that lie on each other are one letter drawn twice; keep lines apart.
            let mut taken: Vec<f32> = Vec::new();
            lines.retain(|line| {
                let free = taken.iter().all(|y: &f32| (y - line.1).abs() > 1.0);
                taken.push(line.1);
                free
            });
            Drawn { turn, size: None, lines, rules }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_glyph_is_in_the_text_or_in_a_note(drawn in prop::collection::vec(any_page(), 1..5)) {
        let pages: Vec<RawPage> = drawn.iter().enumerate().map(|(at, page)| raw(at, page)).collect();
        let (document, notes) = layout::document(&pages);
        holds(&document);
        nothing_is_lost(&pages, &document, &notes);
    }

    #[test]
    fn sentences_tile_any_text(text in "\\PC{0,200}") {
        let ends = sentence_ends(&text);
        prop_assert!(ends.windows(2).all(|pair| pair[0] < pair[1]));
        prop_assert!(ends.iter().all(|end| text.is_char_boundary(*end)));
        prop_assert_eq!(ends.last().copied().unwrap_or(0), text.len());
    }
}

#[test]
fn sentences_end_where_a_reader_would_end_them() {
    let cases: [(&str, usize); 12] = [
        ("The child was seen. He was well.", 2),
        ("Mr. Hale and Dr. Price met at 4 p.m. on Monday.", 1),
        ("See para. 3.2 and paras. 4 to 6 of the report.", 1),
        ("This concerned Child D. The family moved.", 2),
        ("J. B. Priest wrote the report.", 1),
        ("She said, ‘No one came.’ The worker left.", 2),
        ("Was it predictable? The panel thought not.", 2),
        ("Services, e.g. Housing, were not told.", 1),
        ("It was recorded.¹ Nothing followed.", 2),
        ("1. The panel met in June.", 1),
        ("Refer to s. 47 of the Act. The duty is plain.", 2),
        ("Staff asked ‘Why now?’ and were not answered. • Nobody rang.", 2),
    ];
    for (text, count) in cases {
        assert_eq!(sentence_ends(text).len(), count, "{text}");
    }
}

#[test]
fn headings_name_their_kind_of_section() {
    let cases = [
        ("Lessons learned", "lessons"),
        ("7. What needs to improve?", "improvement"),
        ("F. FINDINGS", "findings"),
        ("Summary of agency involvement", "chronology"),
        ("Overview recommendations", "recommendations"),
        ("Appendix 1: Glossary of terms", "appendix"),
        ("Areas of good practice", "good-practice"),
        ("Appendix B: terms of reference", "terms-of-reference"),
    ];
    for (heading, kind) in cases {
        assert_eq!(layout::section_kind(heading).map(|kind| kind.name()), Some(kind), "{heading}");
    }
}
