//! Public tools on the same documents in the same run, where they are installed.

use super::generator::{Generator, Place};
use super::score::{self, Pair};
use super::{cpu_seconds, peak_mib};
use refrain::document::Document;
use refrain::repetition::{Collector, Options};
use serde_json::json;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// The tools `beside.py` knows.
const TOOLS: [&str; 3] = ["datasketch", "text_matcher", "passim"];

/// Runs refrain, then each tool, on `count` documents and scores the pairs of places each gives.
pub(super) fn run(seed: u64, count: usize) {
    let mut generator = Generator::new(seed, count);
    let documents: Vec<Document> = (0..count).map(|index| generator.document(index)).collect();
    println!("{count} documents, seed {seed}, pairs of places:");
    let begin = cpu_seconds();
    let mut collector = Collector::new();
    documents.iter().for_each(|document| collector.fold(document));
    let found = collector.finish(&Options::default()).unwrap_or_default();
    let own = (cpu_seconds() - begin).max(0.01);
    score::pairs(&score::as_pairs(&found), &generator.planted).print("refrain", "  ");
    println!("  refrain: {own:.2} s of CPU, peak {} MiB", peak_mib());
    let folder = std::env::temp_dir().join(format!("refrain-beside-{}", std::process::id()));
    if let Err(error) = write(&folder, &documents) {
        println!("  no tool was run beside it: {error}");
        return;
    }
    for tool in TOOLS {
        match pairs(tool, &folder) {
            Ok((found, seconds, mib)) => {
                score::pairs(&found, &generator.planted).print(tool, "  ");
                println!(
                    "  {tool}: {seconds:.2} s of CPU, {:.0} times refrain’s; peak {mib} MiB",
                    seconds / own
                );
            }
            Err(why) => println!("  {tool}: skipped, {why}"),
        }
    }
    fs::remove_dir_all(&folder).ok();
}

fn write(folder: &Path, documents: &[Document]) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut file = fs::File::create(folder.join("documents.jsonl"))?;
    for (index, document) in documents.iter().enumerate() {
        writeln!(
            file,
            "{}",
            json!({"id": index.to_string(), "series": document.metadata.authority.value, "text": document.text})
        )?;
    }
    Ok(())
}

/// The pairs one tool finds, its CPU seconds with those of its children, and its peak memory in MiB.
#[allow(clippy::disallowed_methods, reason = "a bench runs other tools; no document is read here")]
fn pairs(tool: &str, folder: &Path) -> Result<(Vec<Pair>, f64, u64), String> {
    let python = std::env::var("PYTHON").unwrap_or_else(|_| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/repetition/beside.py");
    let output = Command::new(&python)
        .arg(script)
        .arg(tool)
        .arg(folder)
        .output()
        .map_err(|error| format!("{python} cannot be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let last = said.lines().rfind(|line| line.contains(char::is_alphabetic));
        return Err(last.unwrap_or("it failed").to_string());
    }
    let numbers =
        |line: &str| -> Vec<f64> { line.split('\t').filter_map(|cell| cell.trim().parse().ok()).collect() };
    let mut lines = text.lines().map(numbers);
    let Some([seconds, mib]) = lines.next().as_deref().map(<[f64; 2]>::try_from).and_then(Result::ok) else {
        return Err("it did not say how long it took".into());
    };
    let place = |of: &[f64]| -> Place { (of[0] as usize, (of[1] as u32, of[2] as u32)) };
    let found = lines.filter(|line| line.len() == 6).map(|line| (place(&line[..3]), place(&line[3..])));
    Ok((found.collect(), seconds, mib as u64))
}
