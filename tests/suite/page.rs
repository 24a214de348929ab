//! The report in a browser: nothing runs over the edge, every word can be read, it prints.
//!
//! Needs Chromium on the machine; without it the tests say on standard error that they skip.

use crate::tiny;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Quarter seconds until a browser that gives no answer is ended.
const PATIENCE: u32 = 720;

/// Opens the report in frames of several widths, with every theme open, and writes what is wrong.
const PROBE: &str = include_str!("page.html");

fn browser() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|program| program.is_file());
    if found.is_none() {
        // Written past the test harness, which would keep it to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED: no Chromium on this machine, the page was not opened");
    }
    found
}

#[allow(clippy::disallowed_methods, reason = "a page can only be tested in a browser; the ban is for src")]
fn run(program: &Path, folder: &Path, arguments: &[&str]) -> String {
    let output = folder.join("stdout");
    let child = Command::new(program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .arg("--allow-file-access-from-files")
        .arg(format!("--user-data-dir={}", folder.join("profile").display()))
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .stdout(fs::File::create(&output).expect("a file"))
        .spawn()
        .expect("the browser starts");
    wait(child);
    fs::read_to_string(&output).expect("what it wrote")
}

fn wait(mut child: Child) {
    for _ in 0..PATIENCE {
        if child.try_wait().expect("a child").is_some() {
            return;
        }
        std::thread::sleep(Duration::from_millis(250));
    }
    child.kill().expect("it can be ended");
    panic!("the browser gave no answer");
}

#[test]
fn the_page_fits_every_width_and_can_be_read() {
    let Some(program) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    tiny::report(folder.path(), &tiny::corpus());
    let probe = folder.path().join("probe.html");
    fs::write(&probe, PROBE).expect("the probe is written");
    let url = format!("file://{}", probe.display());
    let dom = run(&program, folder.path(), &["--virtual-time-budget=20000", "--dump-dom", &url]);
    let (_, found) = dom.split_once("<pre id=\"found\">").expect("the probe ran");
    let found = found.split("</pre>").next().unwrap_or_default();
    assert_eq!(found.trim(), "looked at 3 widths", "{found}");
}

#[test]
fn the_page_prints() {
    let Some(program) = browser() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    tiny::report(folder.path(), &tiny::corpus());
    let pdf = folder.path().join("page.pdf");
    let url = format!("file://{}", folder.path().join("report.html").display());
    run(&program, folder.path(), &[&format!("--print-to-pdf={}", pdf.display()), &url]);
    assert!(fs::read(&pdf).expect("a PDF").starts_with(b"%PDF"));
}
