//! The full-text index over generated documents, beside SQLite's FTS5 on the same passages in one run.
//!
//! `cargo bench --bench search [-- DOCUMENTS]`, 10,000 when not given: build speed in MB/s of text, and
//! the time of a query (median and 99th of 100) for words of every frequency. Every query's documents
//! are asserted against a plain scan of all passages with the matcher that codes documents: search and
//! coding never disagree. FTS5 keeps words only: no stems, no themes, no passage's place.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]
#![allow(clippy::expect_used, reason = "a bench stops at what it does not expect")]

mod corpus;
mod fts;
#[path = "../repetition/language.rs"]
mod language;
mod question;

use corpus::{ASSERTIONS, THEMES, corpus};
use language::Language;
use question::{questions, scan, scan_themes};
use refrain::index::{Entry, Index, Passage, Query, Sort, Writer};
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

/// Documents that are generated before they are taken: the time for it does not count.
const BATCH: usize = 250;
/// Rows shown, as the command does.
const SHOWN: usize = 20;

/// The places in `seconds` of the median and the 99th of 100, in milliseconds.
fn quantiles(mut seconds: Vec<f64>) -> (f64, f64) {
    seconds.sort_by(f64::total_cmp);
    let at = |share: f64| seconds[((seconds.len() - 1) as f64 * share).round() as usize] * 1000.0;
    (at(0.5), at(0.99))
}

/// An index of the corpus, and how fast it was built in MB/s of text.
fn build(folder: &Path, count: usize) -> (Language, f64) {
    let themes = THEMES.map(String::from).to_vec();
    let mut writer = Writer::open(folder, themes, ASSERTIONS.map(String::from).to_vec()).expect("it opens");
    let mut bytes = 0;
    let began = cpu_seconds();
    let (language, generating) = in_batches(count, |batch| {
        for (entry, passages) in batch {
            bytes += passages.iter().map(|passage| passage.text.len()).sum::<usize>();
            writer.add(entry, &passages).expect("it is added");
        }
    });
    writer.finish().expect("it is committed");
    let writing = cpu_seconds() - began - generating;
    let (megabytes, rate) = (bytes as f64 / 1e6, bytes as f64 / 1e6 / writing);
    println!("{count} documents, {megabytes:.0} MB of text: built in {writing:.1} s of CPU, {rate:.1} MB/s");
    (language, rate)
}

/// Hands out the corpus in batches; gives the language and the CPU seconds that generating took.
fn in_batches(count: usize, mut take: impl FnMut(Vec<(Entry, Vec<Passage>)>)) -> (Language, f64) {
    let mut batch = Vec::new();
    let mut generating = 0.0;
    let mut began = thread_seconds();
    let language = corpus(count, |index, entry, passages| {
        batch.push((entry, passages));
        if batch.len() == BATCH || index + 1 == count {
            generating += thread_seconds() - began;
            take(std::mem::take(&mut batch));
            began = thread_seconds();
        }
    });
    (language, generating)
}

/// The documents that answer, and the time it took to find all, count them and read the first page of them.
fn ask(index: &Index, query: &str) -> (BTreeSet<usize>, f64) {
    let began = Instant::now();
    let query = Query::parse(query, index.names()).expect("a query");
    let hits = index.search(&query, Sort::Relevance).expect("it searches");
    if query.source().starts_with("theme:") {
        for facet in ["theme", "year"] {
            index.facet(&hits, facet).expect("counts");
        }
    }
    for hit in hits.hits.iter().take(SHOWN) {
        index.read(hit).expect("a passage");
    }
    let seconds = began.elapsed().as_secs_f64();
    (hits.hits.iter().map(|hit| hit.entry as usize).collect(), seconds)
}

fn main() {
    let count = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let (language, rate) = build(&folder.path().join("index"), count);
    let (base, fts_rate) = fts::build(&folder.path().join("fts.sqlite"), count);
    println!("building: {:.2} times FTS5", rate / fts_rate);
    let index = Index::open(&folder.path().join("index")).expect("it opens");
    for kind in ["word", "phrase", "near/5", "prefix", "theme + facets"] {
        let asked = questions(kind, &language);
        let patterns: Vec<String> = asked.iter().filter_map(|asked| asked.pattern.clone()).collect();
        let expected = if patterns.is_empty() { scan_themes(count) } else { scan(&patterns, count) };
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        let (mut answering, mut same) = (0, 0);
        for (asked, expected) in asked.iter().zip(&expected) {
            let (found, seconds) = ask(&index, &asked.query);
            assert!(found == *expected, "{}: not what a plain scan finds", asked.query);
            answering += found.len();
            ours.push(seconds);
            if let Some(query) = &asked.fts {
                let (found, seconds) = fts::ask(&base, query);
                // It takes the "s" of "children's" for a word of its own, which lengthens distances.
                same += usize::from(found == *expected);
                theirs.push(seconds);
            }
        }
        let (p50, p99) = quantiles(ours);
        let each = answering as f64 / asked.len() as f64;
        print!("{kind}: {each:.0} documents answer; p50 {p50:.2} ms, p99 {p99:.2} ms");
        match theirs.is_empty() {
            true => println!("; FTS5 has no such question"),
            false => {
                let (fts50, fts99) = quantiles(theirs);
                let (median, slowest) = (fts50 / p50, fts99 / p99);
                println!(
                    "; FTS5 {fts50:.2} and {fts99:.2} ms: {median:.1} and {slowest:.1} times as long, same documents in {same} of {}",
                    asked.len()
                );
            }
        }
    }
}

/// CPU seconds of all threads so far, in steps of 10 ms: what a busy machine does not distort.
fn cpu_seconds() -> f64 {
    ticks("/proc/self/stat")
}

/// The same of this thread alone.
fn thread_seconds() -> f64 {
    ticks("/proc/thread-self/stat")
}

fn ticks(file: &str) -> f64 {
    let stat = std::fs::read_to_string(file).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}
