//! Text, HTML and Word files come to the same document model as PDF.

use refrain::corpus::Format;
use refrain::document::Document;
use refrain::extract::{Outcome, Pool, PoolOptions};
use std::path::Path;

fn read(name: &str, format: Format) -> Document {
    let pool = Pool::new(PoolOptions::new(env!("CARGO_BIN_EXE_refrain"))).expect("workers start");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(name);
    let extraction = pool.extract(&path, format);
    assert_eq!(extraction.outcome, Outcome::Extracted, "{name}: {}", extraction.detail);
    extraction.document.expect("a document")
}

/// One line a block: page, kind, level, number, text, cell.
fn outline(document: &Document) -> String {
    let mut lines = String::new();
    for block in &document.blocks {
        let number = block.number.map_or("", |number| number.of(&document.text));
        let page = document.page_of(block.span.start as usize);
        let cell = block.cell.map(|cell| format!(" ({},{})", cell.row, cell.column)).unwrap_or_default();
        let (kind, level) = (block.kind.name(), block.level);
        lines += &format!("{page} {kind} {level} [{number}] {}{cell}\n", block.span.of(&document.text));
    }
    lines
}

#[test]
fn a_word_document() {
    let document = read("review.docx", Format::Docx);
    insta::assert_snapshot!(outline(&document), @r"
    1 heading 1 [] Executive summary
    1 heading 1 [1.] Introduction
    1 paragraph 0 [1.1] The review in Netherfold was asked for in 2009.
    1 paragraph 0 [] It looked at:
    1 list-item 1 [•] the school
    1 list-item 1 [•] the clinic
    2 heading 1 [2.] Findings
    2 table-cell 0 [] Action (0,0)
    2 table-cell 0 [] By whom (0,1)
    2 table-cell 0 [] Share records (1,0)
    2 table-cell 0 [] Health (1,1)
    2 note 0 [] By the board.
    ");
}

#[test]
fn a_text_with_pages_and_an_old_encoding() {
    let document = read("review.txt", Format::Text);
    insta::assert_snapshot!(outline(&document), @r"
    1 heading 1 [] EXECUTIVE SUMMARY
    1 heading 1 [1.] Introduction
    1 paragraph 0 [1.1] The review in Netherfold was asked for in 2009.
    1 paragraph 0 [] It looked at:
    1 list-item 1 [-] the school
    1 list-item 1 [-] the clinic
    2 heading 1 [2.] Findings
    2 paragraph 0 [2.1] The child’s views were not sought.
    ");
}

#[test]
fn a_web_page_without_its_menus() {
    let document = read("review.html", Format::Html);
    insta::assert_snapshot!(outline(&document), @r"
    1 heading 1 [] Executive summary
    1 heading 2 [1.] Introduction
    1 paragraph 0 [1.1] The review in Netherfold was asked for in 2009.
    1 paragraph 0 [] It looked at:
    1 list-item 1 [•] the school
    1 list-item 1 [•] the clinic
    1 table-cell 0 [] Action (0,0)
    1 table-cell 0 [] By whom (0,1)
    1 table-cell 0 [] Share records (1,0)
    1 table-cell 0 [] Health (1,1)
    ");
}

#[test]
fn sentences_tile_blocks_and_lists_know_their_lead_in() {
    for (name, format) in
        [("review.docx", Format::Docx), ("review.txt", Format::Text), ("review.html", Format::Html)]
    {
        let document = read(name, format);
        for (index, block) in document.blocks.iter().enumerate() {
            let own = document.sentences.iter().filter(|sentence| sentence.block as usize == index);
            let text: String = own.map(|sentence| sentence.span.of(&document.text)).collect();
            assert_eq!(text, block.span.of(&document.text), "{name}");
        }
        let led = document.blocks.iter().filter_map(|block| block.lead_in);
        let leads: Vec<_> = led.map(|lead| document.blocks[lead as usize].span.of(&document.text)).collect();
        assert_eq!(leads, ["It looked at:"; 2], "{name}");
    }
}
