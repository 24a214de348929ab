//! Planted passages in generated documents: recall by kind of change, precision, time, memory.
//!
//! `cargo bench --bench repetition [-- DOCUMENTS… --seed N… --beside DOCUMENTS --show N]`: 1,000 and 10,000 documents
//! of about 3,000 words and one seed when nothing is given. A passage counts as wrong unless it was planted,
//! also where the documents do share twelve words by chance; `--show N` prints the first N of those. With `--beside` the
//! same documents are given to the public tools that are installed (see `beside.py`).

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

mod beside;
mod generator;
mod language;
mod plant;
mod score;

use generator::Generator;
use refrain::document::Document;
use refrain::repetition::{Collector, Options, Repetition};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

/// What was typed.
#[derive(Default)]
struct Typed {
    sizes: Vec<usize>,
    seeds: Vec<u64>,
    beside: Vec<usize>,
    show: usize,
}

impl Typed {
    fn read() -> Self {
        let mut typed = Typed::default();
        let mut flag = String::new();
        for argument in std::env::args().skip(1) {
            match (flag.as_str(), argument.parse::<u64>()) {
                ("--seed", Ok(number)) => typed.seeds.push(number),
                ("--beside", Ok(number)) => typed.beside.push(number as usize),
                ("--show", Ok(number)) => typed.show = number as usize,
                (_, Ok(number)) => typed.sizes.push(number as usize),
                (_, Err(_)) => flag = argument,
            }
        }
        if typed.seeds.is_empty() {
            typed.seeds.push(1);
        }
        if typed.sizes.is_empty() && typed.beside.is_empty() {
            typed.sizes.extend([1000, 10_000]);
        }
        typed
    }
}

/// Compares `count` documents and prints how well; returns CPU seconds.
fn measure(seed: u64, count: usize, show: usize) -> f64 {
    let mut generator = Generator::new(seed, count);
    let mut collector = Collector::new();
    let (mut bytes, mut folded) = (0, 0.0);
    for start in (0..count).step_by(250) {
        let documents: Vec<Document> =
            (start..count.min(start + 250)).map(|index| generator.document(index)).collect();
        if start == 0 {
            say_language(&documents);
        }
        bytes += documents.iter().map(|document| document.text.len()).sum::<usize>();
        let begin = cpu_seconds();
        documents.iter().for_each(|document| collector.fold(document));
        folded += cpu_seconds() - begin;
    }
    let Generator { planted, .. } = generator;
    let (before, begin, wall) = (peak_mib(), cpu_seconds(), Instant::now());
    let found = collector.finish(&Options::default()).unwrap_or_default();
    let compared = cpu_seconds() - begin;
    println!(
        "{count} documents, {:.0} MB, seed {seed}: {:.2} s of CPU ({folded:.2} taken in, {compared:.2} compared, {:.2} s waited), {:.0} MB/s, \
         peak {} MiB ({before} before comparing), {} passages",
        bytes as f64 / 1e6,
        folded + compared,
        wall.elapsed().as_secs_f64(),
        bytes as f64 / 1e6 / (folded + compared).max(0.01),
        peak_mib(),
        found.passages.len()
    );
    let (score, right) = score::passages(&found, &planted);
    score.print("refrain", "  ");
    say_wrong(&found, &right, show);
    folded + compared
}

/// Says how much of what is written other documents say too: real reports of one genre share about a tenth.
fn say_language(documents: &[Document]) {
    let few = &documents[..documents.len().min(50)];
    let words = |document: &Document| -> Vec<String> {
        document.text.split_whitespace().map(str::to_lowercase).collect()
    };
    let texts: Vec<Vec<String>> = few.iter().map(words).collect();
    let mut holders: BTreeMap<&[String], BTreeSet<usize>> = BTreeMap::new();
    for (index, text) in texts.iter().enumerate() {
        for run in text.windows(5) {
            holders.entry(run).or_default().insert(index);
        }
    }
    let shared = |text: &Vec<String>| text.windows(5).filter(|run| holders[*run].len() > 1).count();
    let (shared, all) = texts
        .iter()
        .fold((0, 0), |(some, all), text| (some + shared(text), all + text.len().saturating_sub(4)));
    println!(
        "{:.1} % of the five-word runs of {} documents stand in another of them",
        100.0 * shared as f64 / all.max(1) as f64,
        few.len()
    );
}

/// Says what the passages are that were not planted.
fn say_wrong(found: &Repetition, right: &BTreeSet<usize>, show: usize) {
    let numbered = found.passages.iter().enumerate();
    let wrong: Vec<_> = numbered.filter(|(index, _)| !right.contains(index)).map(|(_, p)| p).collect();
    let same = wrong.iter().filter(|passage| passage.similarity == 1.0).count();
    println!("  not planted: {}, of which {same} verbatim", wrong.len());
    for passage in wrong.iter().take(show) {
        println!("    {} words, {} documents: {}", passage.words, passage.documents, passage.places[0].quote);
    }
}

/// CPU seconds of all threads so far, in steps of 10 ms: what a busy machine does not distort.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok());
    (ticks(11).unwrap_or(0.0) + ticks(12).unwrap_or(0.0)) / 100.0
}

/// The most memory this process has had, in MiB; 0 where the system does not say.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) / 1024
}

fn main() {
    let typed = Typed::read();
    for seed in &typed.seeds {
        let time = |size: &usize| (*size, measure(*seed, *size, typed.show));
        let times: Vec<(usize, f64)> = typed.sizes.iter().map(time).collect();
        for two in times.windows(2) {
            let exponent = (two[1].1 / two[0].1).ln() / (two[1].0 as f64 / two[0].0 as f64).ln();
            println!("time grows with the number of documents to the power {exponent:.2}");
        }
        typed.beside.iter().for_each(|count| beside::run(*seed, *count));
    }
}
