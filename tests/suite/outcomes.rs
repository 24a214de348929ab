//! Every file ends in the outcome its trouble deserves, and the files after it are read as if nothing was.

use refrain::corpus::Format;
use refrain::extract::{Extraction, NoteKind, Outcome, Pool, PoolOptions};
use std::path::{Path, PathBuf};

/// Little memory, so that what grows soon passes it, and time enough to get there unoptimised.
fn pool(ocr: bool) -> Pool {
    pool_with(ocr, 60)
}

/// As [`pool`], with so many seconds of processor time a file.
fn pool_with(ocr: bool, cpu_seconds: u64) -> Pool {
    open(PoolOptions { cpu_seconds, ocr, ..options() })
}

fn options() -> PoolOptions {
    PoolOptions { workers: 2, memory_mib: 800, ..PoolOptions::new(env!("CARGO_BIN_EXE_refrain")) }
}

fn open(options: PoolOptions) -> Pool {
    Pool::new(options).expect("workers start")
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pdf").join(name)
}

fn text(extraction: &Extraction) -> &str {
    extraction.document.as_ref().map_or("", |document| document.text.as_str())
}

/// Stack in KiB that is enough for `plain.pdf` and too little for `nested.pdf`; unoptimised code takes more of it.
const SHALLOW: usize = if cfg!(debug_assertions) { 160 } else { 40 };

const WORDS: &str = "The school did not pass on what it knew.";

#[test]
fn every_trouble_has_its_outcome() {
    let (pool, hasty) = (pool(false), pool_with(false, 2));
    let cases = [
        ("plain.pdf", Outcome::Extracted),
        ("no-bytes.pdf", Outcome::Empty),
        ("no-pages.pdf", Outcome::Empty),
        ("blank.pdf", Outcome::Empty),
        ("not-a-pdf.pdf", Outcome::Damaged),
        ("cut-short.pdf", Outcome::Damaged),
        ("no-table.pdf", Outcome::Extracted),
        ("scanned.pdf", Outcome::Scanned),
        ("scanned-stamped.pdf", Outcome::Scanned),
        ("one-page-broken.pdf", Outcome::PartlyExtracted),
        ("empty-password.pdf", Outcome::Extracted),
        ("needs-password.pdf", Outcome::Encrypted),
        ("named-map.pdf", Outcome::Extracted),
        ("deep.pdf", Outcome::Extracted),
        ("laughs.pdf", Outcome::TimedOut),
        ("bomb.pdf", Outcome::OutOfMemory),
        ("there-is-no-such-file.pdf", Outcome::Unreadable),
        // After all that, the pool still reads.
        ("plain.pdf", Outcome::Extracted),
    ];
    for (name, outcome) in cases {
        let pool = if outcome == Outcome::TimedOut { &hasty } else { &pool };
        let extraction = pool.extract(&file(name), Format::Pdf);
        assert_eq!(extraction.outcome, outcome, "{name}: {}", extraction.detail);
        let silent = outcome == Outcome::Extracted;
        assert_eq!(extraction.detail.is_empty(), silent, "{name}: {}", extraction.detail);
        if outcome.is_read() {
            assert!(text(&extraction).contains(WORDS), "{name}: {}", text(&extraction));
        }
    }
}

#[test]
fn a_file_that_kills_its_reader_has_crashed() {
    let pool = open(PoolOptions { stack_kib: SHALLOW, ocr: false, ..options() });
    let crashed = pool.extract(&file("nested.pdf"), Format::Pdf);
    assert_eq!(crashed.outcome, Outcome::Crashed, "{}", crashed.detail);
    assert_eq!(crashed.detail, "stack overflow in the reader");
    assert_eq!(pool.extract(&file("plain.pdf"), Format::Pdf).outcome, Outcome::Extracted);
}

#[test]
fn a_folder_and_a_type_that_is_not_read_say_so() {
    let pool = pool(false);
    let folder = pool.extract(&file(""), Format::Pdf);
    assert_eq!(folder.outcome, Outcome::Unreadable);
    let other = pool.extract(&file("make.py"), Format::Other);
    assert_eq!(other.outcome, Outcome::Unsupported);
}

#[test]
fn a_page_that_cannot_be_read_is_named() {
    let extraction = pool(false).extract(&file("one-page-broken.pdf"), Format::Pdf);
    let unreadable = |note: &&refrain::extract::Note| note.kind == NoteKind::PageUnreadable;
    let pages: Vec<_> = extraction.notes.iter().filter(unreadable).map(|note| note.page).collect();
    assert_eq!(pages, [Some(2)]);
    assert_eq!((extraction.pages, extraction.pages_without_text), (2, 1));
}

#[test]
fn documents_die_alone_when_many_are_read_at_once() {
    let pool = pool(false);
    let names = ["plain.pdf", "bomb.pdf", "plain.pdf", "no-table.pdf", "plain.pdf", "empty-password.pdf"];
    let outcomes: Vec<Outcome> = std::thread::scope(|scope| {
        let read = |name: &'static str| {
            let pool = &pool;
            scope.spawn(move || pool.extract(&file(name), Format::Pdf).outcome)
        };
        let threads: Vec<_> = names.into_iter().map(read).collect();
        threads.into_iter().map(|thread| thread.join().expect("no panic")).collect()
    });
    for (name, outcome) in names.into_iter().zip(outcomes) {
        let expected = if name == "bomb.pdf" { Outcome::OutOfMemory } else { Outcome::Extracted };
        assert_eq!(outcome, expected, "{name}");
    }
}

#[test]
fn a_program_that_is_no_worker_is_an_error_not_a_hang() {
    let error = Pool::new(PoolOptions::new("/bin/true")).map(|_| ()).expect_err("no worker");
    assert!(error.to_string().contains("not a worker"), "{error}");
}

#[test]
fn what_a_scanned_document_needs_is_said() {
    let extraction = pool(false).extract(&file("scanned.pdf"), Format::Pdf);
    assert!(extraction.detail.contains("--ocr auto"), "{}", extraction.detail);
}

#[test]
fn a_scanned_page_is_read_where_the_tools_are_installed() {
    let extraction = pool(true).extract(&file("scanned-words.pdf"), Format::Pdf);
    if extraction.detail.contains("install") {
        eprintln!("left out: {}", extraction.detail);
        return;
    }
    assert_eq!(extraction.outcome, Outcome::Extracted, "{}", extraction.detail);
    assert!(extraction.detail.contains("recognised"), "{}", extraction.detail);
    assert!(text(&extraction).contains("did not pass on"), "{}", text(&extraction));
    assert!(extraction.document.is_some_and(|document| document.pages[0].ocr));
    assert!(extraction.notes.iter().any(|note| note.kind == NoteKind::Ocr && note.page == Some(1)));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let read = pool(false).extract(&file("two-columns.pdf"), Format::Pdf);
    let document = read.document.expect("a document");
    let starts: Vec<String> = document
        .blocks
        .iter()
        .map(|block| {
            let text = block.span.of(&document.text);
            let words: Vec<&str> = text.split(' ').collect();
            let (first, last) = (words[..2].join(" "), words[words.len() - 2..].join(" "));
            format!("{}: {first} ... {last}", block.kind.name())
        })
        .collect();
    assert_eq!(
        starts,
        [
            "heading: A title ... the columns",
            "paragraph: The first ... have them.",
            "paragraph: The second ... without consent.",
            "paragraph: Both columns ... page again.",
            "note: 1 Read ... the surgery.",
        ]
    );
}
