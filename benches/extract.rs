//! Pages a second from PDF to document, beside other tools on the same files in the same run.
//!
//! `REFRAIN_BENCH_PDFS=folder cargo bench --bench extract`. Prints a table; asserts that the words other
//! tools find are found here too. Without the folder, or a tool, it says what was left out.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a program for a person at a terminal, which runs other tools to compare with"
)]

use refrain::corpus::Format;
use refrain::extract::{Pool, PoolOptions, layout, pdf};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The environment variable that names the folder of PDFs.
const FOLDER: &str = "REFRAIN_BENCH_PDFS";
/// Of the words `pdftotext` prints, page furniture included, at least this share is in the documents.
const LEAST_SHARE: f64 = 0.9;

/// Reads every file named on standard input and prints the seconds it took, imports apart.
const PYTHON: &str = "
import sys, time
files = sys.stdin.read().split('\\n')
read = {
    'fitz': lambda m: lambda f: [p.get_text() for p in m.open(f)],
    'pypdfium2': lambda m: lambda f: [p.get_textpage().get_text_range() for p in m.PdfDocument(f)],
}[sys.argv[1]](__import__(sys.argv[1]))
start = time.perf_counter()
for file in files:
    read(file)
print(time.perf_counter() - start)
";

fn main() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        println!("extract: left out; set {FOLDER} to a folder of PDFs");
        return;
    };
    let files = files(Path::new(&folder));
    let (pages, words, own) = timed(|| read_all(&files, 1));
    println!("{} files, {pages} pages, {words} words\n", files.len());
    let row = |name: &str, time: Duration| {
        let speed = pages as f64 / time.as_secs_f64();
        println!("{name:<44} {:>8.2} s {speed:>8.0} pages/s", time.as_secs_f64());
    };
    row("glyphs and layout, one thread", own);
    let (_, _, two) = timed(|| read_all(&files, 2));
    row("glyphs and layout, two threads", two);
    for workers in [1, 2] {
        row(&format!("through {workers} worker processes"), pooled(&files, workers));
    }
    if let Some((theirs, time)) = pdftotext(&files) {
        row("pdftotext, one at a time", time);
        println!("{:<44} {:>8.2}", "pdftotext's time over ours", time.as_secs_f64() / own.as_secs_f64());
        assert!(words as f64 >= LEAST_SHARE * theirs as f64, "{words} words of {theirs}");
    }
    for module in ["fitz", "pypdfium2"] {
        match python(module, &files) {
            Some(time) => row(&format!("{module} in Python, text only"), time),
            None => println!("{module}: left out, not installed"),
        }
    }
    assert!(words > 100 * files.len(), "hardly any words were found");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "pdf")).collect();
    files.sort();
    files
}

fn timed(read: impl Fn() -> (usize, usize)) -> (usize, usize, Duration) {
    let start = Instant::now();
    let (pages, words) = read();
    (pages, words, start.elapsed())
}

/// Pages and words of all files, read in this process.
fn read_all(files: &[PathBuf], threads: usize) -> (usize, usize) {
    let next = AtomicUsize::new(0);
    let one = || {
        let mut sum = (0, 0);
        while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let pages = pdf::read(fs::read(file).unwrap()).unwrap_or_default();
            let (document, _) = layout::document(&pages);
            sum = (sum.0 + pages.len(), sum.1 + document.word_count());
        }
        sum
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(one)).collect();
        let sums = threads.into_iter().map(|thread| thread.join().unwrap());
        sums.fold((0, 0), |all, sum| (all.0 + sum.0, all.1 + sum.1))
    })
}

fn pooled(files: &[PathBuf], workers: usize) -> Duration {
    let options = PoolOptions { workers, ocr: false, ..PoolOptions::new(env!("CARGO_BIN_EXE_refrain")) };
    let pool = Pool::new(options).unwrap();
    let next = AtomicUsize::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    pool.extract(file, Format::Pdf);
                }
            });
        }
    });
    start.elapsed()
}

/// Words printed and time taken; none where the tool is not installed.
fn pdftotext(files: &[PathBuf]) -> Option<(usize, Duration)> {
    let start = Instant::now();
    let mut words = 0;
    for file in files {
        let Ok(output) = Command::new("pdftotext").arg(file).arg("-").output() else {
            println!("pdftotext: left out, not installed");
            return None;
        };
        let text = String::from_utf8_lossy(&output.stdout);
        words += text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count();
    }
    Some((words, start.elapsed()))
}

fn python(module: &str, files: &[PathBuf]) -> Option<Duration> {
    let mut child = Command::new("python3")
        .args(["-c", PYTHON, module])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    child.stdin.take()?.write_all(names.join("\n").as_bytes()).ok()?;
    let output = child.wait_with_output().ok()?;
    let seconds: f64 = String::from_utf8_lossy(&output.stdout).trim().parse().ok()?;
    Some(Duration::from_secs_f64(seconds))
}
