//! The main job over the sample corpus: every file its planned outcome, every quotation on its page, the
//! same bytes on any number of threads, and bad input answered in words.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in the repository's folder.
fn refrain(arguments: &[&str]) -> Output {
    #[allow(clippy::disallowed_methods, reason = "the test runs the program as a user would")]
    let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
    command.current_dir(root()).args(arguments).output().expect("the program runs")
}

/// The report folder of one run with `jobs` threads, without recognising pictures of text.
fn report(jobs: &str) -> &'static Path {
    static RUNS: OnceLock<(tempfile::TempDir, tempfile::TempDir)> = OnceLock::new();
    let run = |jobs: &str| run(&["corpus", "--jobs", jobs, "--ocr", "never"]);
    let (one, eight) = RUNS.get_or_init(|| (run("1"), run("8")));
    let folder = if jobs == "1" { one } else { eight };
    Box::leak(folder.path().join("report").into_boxed_path())
}

/// The workspace of a run of `report` with these arguments.
fn run(arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workspace = folder.path().to_str().expect("a readable path");
    let output = refrain(&[&["report"], arguments, &["--workspace", workspace]].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

/// A CSV file of the sample's report as rows of cells by column.
fn rows(file: &str) -> Vec<BTreeMap<String, String>> {
    rows_of(&report("1").join(file))
}

fn rows_of(file: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(file).expect("the table is there");
    let columns = reader.headers().expect("a header").clone();
    let cells = |row: csv::StringRecord| {
        columns.iter().map(str::to_string).zip(row.iter().map(str::to_string)).collect()
    };
    reader.records().map(|row| cells(row.expect("a row"))).collect()
}

/// The planned outcome of every file: where pictures of text are not recognised, and where they are.
fn planned() -> BTreeMap<String, (String, String)> {
    let plan = fs::read_to_string(root().join("corpus/source/outcomes.toml")).expect("the plan");
    let plan: toml::Table = plan.parse().expect("TOML");
    let name = |value: &toml::Value| value.as_str().expect("a name").to_string();
    plan.iter()
        .map(|(file, outcome)| match outcome.as_array().map(Vec::as_slice) {
            Some([without, with]) => (file.clone(), (name(without), name(with))),
            _ => (file.clone(), (name(outcome), name(outcome))),
        })
        .collect()
}

#[test]
fn every_file_has_the_outcome_that_was_planned() {
    let planned: BTreeMap<String, String> =
        planned().into_iter().map(|(file, (without, _))| (file, without)).collect();
    let found: BTreeMap<String, String> = rows("documents.csv")
        .into_iter()
        .map(|row| (row["document"].clone(), row["outcome"].clone()))
        .collect();
    assert_eq!(found, planned);
}

#[test]
fn a_scanned_file_has_the_outcome_planned_for_recognised_text() {
    let workspace = run(&["corpus/wexmoor-forest", "--ocr", "auto"]);
    for row in rows_of(&workspace.path().join("report/documents.csv")) {
        if row["detail"].contains("install") {
            eprintln!("SKIPPED: {}: {}", row["document"], row["detail"]);
            continue;
        }
        let planned = &planned()[&format!("wexmoor-forest/{}", row["document"])];
        assert_eq!(row["outcome"], planned.1, "{}", row["detail"]);
        assert_eq!(row["detail"].contains("recognised"), planned.0 != planned.1);
        let said = recognised(workspace.path(), &row["document"]);
        assert_eq!(said.is_some_and(|pages| pages > 0), planned.0 != planned.1, "{}", row["document"]);
    }
}

/// How many pages of a document `run.json` says were recognised.
fn recognised(workspace: &Path, document: &str) -> Option<u64> {
    let text = fs::read_to_string(workspace.join("report/run.json")).expect("run.json");
    let run: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let inputs = run["inputs"].as_array().expect("inputs");
    inputs.iter().find(|input| input["document"] == document)?["pages_recognised"].as_u64()
}

#[test]
fn one_thread_and_eight_give_the_same_bytes() {
    let mut names: Vec<_> = fs::read_dir(report("1"))
        .expect("a report folder")
        .map(|entry| entry.expect("an entry").file_name())
        .collect();
    names.sort();
    assert!(names.len() >= 7, "only {names:?}");
    for name in names {
        let (one, eight) = (fs::read(report("1").join(&name)), fs::read(report("8").join(&name)));
        assert!(one.expect("a file") == eight.expect("a file"), "{} differs", name.to_string_lossy());
    }
}

#[test]
fn every_quotation_stands_on_the_page_it_names() {
    let mut pages: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mentions = rows("mentions.csv");
    assert!(mentions.len() > 500, "only {} mentions", mentions.len());
    for mention in &mentions {
        let document = &mention["document"];
        let pages = pages.entry(document.clone()).or_insert_with(|| pages_of(document));
        let (first, last) = (&mention["page"], &mention["page_end"]);
        let mut text = pages[first].clone();
        if first != last {
            // A word may be broken across the pages: with no space between, and with one.
            text = format!("{text}{} {text} {}", pages[last], pages[last]);
        }
        let quote = mention["quote"].split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(&quote), "{document} page {first}: {quote}");
    }
}

/// The clean text of a document of the sample corpus by page number, white space folded.
fn pages_of(document: &str) -> BTreeMap<String, String> {
    let file = format!("corpus/{document}");
    let output = refrain(&["show", "pages", &file, "--format", "jsonl", "--ocr", "never"]);
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines
        .lines()
        .map(|line| {
            let page: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let text = page["text"].as_str().expect("text");
            (page["page"].to_string(), text.split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .collect()
}

/// The rows of `show blocks` with `more` arguments.
fn blocks_of(document: &str, more: &[&str]) -> Vec<serde_json::Value> {
    let file = format!("corpus/{document}");
    let fixed = ["show", "blocks", &file, "--format", "jsonl", "--ocr", "never"];
    let output = refrain(&[&fixed, more].concat());
    let lines = String::from_utf8(output.stdout).expect("UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn blocks_are_shown_whole_or_page_by_page() {
    let document = "averley/averley-child-a-2008.pdf";
    let (whole, parts) = (blocks_of(document, &["--whole"]), blocks_of(document, &[]));
    let numbers: Vec<u64> = whole.iter().filter_map(|row| row["block"].as_u64()).collect();
    assert!(numbers.iter().copied().eq(0..whole.len() as u64), "one row a block");
    assert!(parts.len() > whole.len(), "some block runs over a page end");
    let text = |rows: &[serde_json::Value]| {
        let texts: Vec<&str> = rows.iter().filter_map(|row| row["text"].as_str()).collect();
        texts.join(" ")
    };
    assert_eq!(text(&whole).split_whitespace().count(), text(&parts).split_whitespace().count());
}

#[test]
fn every_rate_states_its_denominator() {
    let read = rows("documents.csv")
        .iter()
        .filter(|row| ["extracted", "partly-extracted"].contains(&row["outcome"].as_str()))
        .filter(|row| row["duplicate_of"].is_empty())
        .count()
        .to_string();
    let themes = rows("themes.csv");
    assert_eq!(themes.len(), 40);
    assert!(themes.iter().all(|row| row["documents_read"] == read));
}

#[test]
fn bad_input_is_answered_in_words_and_with_its_exit_code() {
    let missing = refrain(&["report", "no-such-folder"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&missing.stderr).contains("check the path"));
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (corpus, workspace) = (folder.path().join("corpus"), folder.path().join("workspace"));
    fs::create_dir(&corpus).expect("a folder");
    let (corpus, workspace) = (corpus.to_str().expect("a path"), workspace.to_str().expect("a path"));
    let empty = refrain(&["report", corpus, "--workspace", workspace]);
    assert_eq!(empty.status.code(), Some(1));
    fs::write(Path::new(corpus).join("manifest.csv"), "file,athority\nx.pdf,Here\n").expect("a manifest");
    fs::write(Path::new(corpus).join("x.txt"), "Some text.").expect("a text");
    let unknown = refrain(&["report", corpus, "--workspace", workspace]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean 'authority'?"));
}

/// As `head` does: it takes what it wants and goes.
#[test]
#[allow(clippy::disallowed_methods, reason = "the test runs the program as a user would")]
fn a_reader_that_goes_away_is_no_error() {
    for format in ["table", "csv", "jsonl"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_refrain"))
            .current_dir(root())
            .args(["show", "sentences", "corpus/fenbridge/fenbridge-child-k-2007.txt", "--format", format])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), said.as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn a_text_without_headings_is_content_and_not_a_cover() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("finding.txt");
    fs::write(
        &file,
        "Agencies did not share information about the child.\nThe health visitor was not told.\n",
    )
    .expect("a text");
    let output = refrain(&["show", "mentions", file.to_str().expect("a path"), "--format", "csv"]);
    let found = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(found.contains(",information-sharing,failing,"), "{found}");
}
