//! Coding measured beside a plain Aho-Corasick pass over the same text with the same words.
//!
//! In: the sample corpus's codebook examples repeated to about 4 MB, or the text files given. Out: MB/s
//! of reading words, of coding whole documents, and of the plain pass. Each asserts its answer.
//!
//! Run with `cargo bench --bench classify [FILE...]`.
#![allow(clippy::print_stdout, reason = "a bench prints its figures")]
#![allow(clippy::expect_used, reason = "a bench that cannot run must stop")]

use aho_corasick::AhoCorasick;
use refrain::classify::Classifier;
use refrain::codebook::{Codebook, Expr, Pattern};
use std::collections::BTreeSet;
use std::time::Instant;

fn main() {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    let documents = documents(&codebook);
    let bytes: usize = documents.iter().map(String::len).sum();
    let words: Vec<String> = literals(&codebook).into_iter().collect();
    let plain = AhoCorasick::builder().ascii_case_insensitive(true).build(&words).expect("builds");
    println!("{} documents, {:.1} MB, {} words", documents.len(), bytes as f64 / 1e6, words.len());

    let code = || documents.iter().map(|text| classifier.code(text, None).mentions.len()).sum::<usize>();
    let search = || documents.iter().map(|text| plain.find_overlapping_iter(text).count()).sum::<usize>();
    let (coding, plain) = (report("code", bytes, code), report("plain Aho-Corasick pass", bytes, search));
    println!("the plain pass is {:.1} times as fast", plain / coding);
}

/// Runs three times, prints and gives the MB/s of the fastest, and asserts that all gave the same answer.
fn report(name: &str, bytes: usize, run: impl Fn() -> usize) -> f64 {
    let timed = || {
        let start = Instant::now();
        let answer = run();
        (start.elapsed(), answer)
    };
    let runs = [timed(), timed(), timed()];
    let answer = runs[0].1;
    assert!(
        answer > 0 && runs.iter().all(|(_, other)| *other == answer),
        "{name}: the answer must not change"
    );
    let fastest = runs.iter().map(|(time, _)| *time).min().expect("three runs");
    let speed = bytes as f64 / 1e6 / fastest.as_secs_f64();
    println!("{name}: {answer} found, {speed:.1} MB/s");
    speed
}

/// The files named on the command line, or the codebook's own examples as documents of 4,000 words.
fn documents(codebook: &Codebook) -> Vec<String> {
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    if !files.is_empty() {
        return files.iter().map(|file| std::fs::read_to_string(file).expect("readable")).collect();
    }
    let examples =
        codebook.themes.iter().flat_map(|theme| theme.examples.iter().chain(&theme.counter_examples));
    let sentences: Vec<&str> = examples.map(|example| example.text.as_str()).collect();
    let paragraphs: Vec<String> = sentences.chunks(6).map(|chunk| chunk.join(" ")).collect();
    let whole = paragraphs.join("\n");
    vec![whole; 50]
}

/// Every word of every theme pattern, without stars.
fn literals(codebook: &Codebook) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for theme in &codebook.themes {
        theme.patterns().for_each(|pattern: &Pattern| words(&pattern.expr, &mut found));
    }
    found
}

fn words(expr: &Expr, found: &mut BTreeSet<String>) {
    match expr {
        Expr::Word { text, .. } => {
            found.insert(text.to_lowercase());
        }
        Expr::Exact(_) | Expr::Set(_) => {}
        Expr::Any { of, .. } | Expr::Near { of, .. } => of.iter().for_each(|part| words(part, found)),
        Expr::Ordered { first, then } => {
            words(first, found);
            then.iter().for_each(|(_, part)| words(part, found));
        }
    }
}
