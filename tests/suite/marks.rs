//! Marks: made once, found again after every run, never lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A corpus of two short texts and a workspace, both gone when the test is over.
pub(crate) struct Case {
    folder: tempfile::TempDir,
}

impl Case {
    pub(crate) fn new(texts: &[(&str, &str)]) -> Self {
        let case = Case { folder: tempfile::tempdir().expect("a temporary folder") };
        fs::create_dir(case.corpus()).expect("a folder");
        for (name, text) in texts {
            case.write(name, text);
        }
        case
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        fs::write(self.corpus().join(name), text).expect("a text");
    }

    pub(crate) fn corpus(&self) -> PathBuf {
        self.folder.path().join("corpus")
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// Runs the program with this workspace.
    pub(crate) fn refrain(&self, arguments: &[&str]) -> Output {
        #[allow(clippy::disallowed_methods, reason = "the test runs the program as a user would")]
        Command::new(env!("CARGO_BIN_EXE_refrain"))
            .args(arguments)
            .arg("--workspace")
            .arg(self.workspace())
            .output()
            .expect("the program runs")
    }

    pub(crate) fn report(&self) {
        let corpus = self.corpus();
        let output = self.refrain(&["report", corpus.to_str().expect("a path"), "--ocr", "never"]);
        assert!(output.status.success(), "{}", text(&output.stderr));
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.workspace().join(name)).expect("the file is there")
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The rows of a CSV text as cells of one column.
pub(crate) fn column(csv: &str, name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let place = headers.iter().position(|header| header == name).expect("the column");
    reader.records().map(|row| row.expect("a row")[place].to_string()).collect()
}

const REVIEW: &str = "Findings\n\nInformation was not shared with the nurse. The home was cold.\n\n\
                      Information was not shared with the school.\n";

fn case() -> (Case, Vec<String>) {
    let case = Case::new(&[("a.txt", REVIEW), ("b.txt", "Findings\n\nSupervision was poor.\n")]);
    case.report();
    let mentions = case.read("report/mentions.csv");
    let ids = column(&mentions, "mention");
    let shared = column(&mentions, "theme")
        .into_iter()
        .zip(ids)
        .filter(|(theme, _)| theme == "information-sharing")
        .map(|(_, id)| id)
        .collect();
    (case, shared)
}

fn marks_in_mentions(case: &Case) -> Vec<(String, String)> {
    let mentions = case.read("report/mentions.csv");
    let themes = column(&mentions, "theme");
    themes
        .into_iter()
        .zip(column(&mentions, "mark"))
        .filter(|(theme, _)| theme == "information-sharing")
        .collect()
}

#[test]
fn a_mark_outlives_a_new_run_and_a_lost_report() {
    let (case, shared) = case();
    assert_eq!(shared.len(), 2, "the same words twice");
    let done = case.refrain(&["mark", &shared[1], "reject", "--by", "AB", "--note", "other agency"]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    fs::remove_dir_all(case.workspace().join("report")).expect("the report is deleted");
    case.report();
    let marks: Vec<String> = marks_in_mentions(&case).into_iter().map(|(_, mark)| mark).collect();
    assert_eq!(marks, ["", "reject"]);
    assert!(case.read("report/report.html").contains("rejected by AB: other agency"));
    let before = case.read("report/mentions.csv");
    case.report();
    assert_eq!(case.read("report/mentions.csv"), before);
}

#[test]
fn a_mark_whose_mention_vanished_is_kept_and_said() {
    let (case, shared) = case();
    case.refrain(&["mark", &shared[0], "accept"]);
    fs::remove_file(case.corpus().join("a.txt")).expect("the document leaves the corpus");
    case.report();
    let list = case.refrain(&["mark", "--list", "--format", "csv"]);
    assert_eq!(column(&text(&list.stdout), "found"), ["no"]);
    assert!(text(&list.stderr).contains("their marks are kept"));
    assert!(case.read("report/report.html").contains("its mark is kept"));
    case.write("renamed.txt", REVIEW);
    case.report();
    assert_eq!(marks_in_mentions(&case)[0].1, "accept", "the document came back under another name");
}

#[test]
fn what_is_left_to_check_shrinks_by_what_is_marked() {
    let (case, shared) = case();
    let left = |case: &Case| {
        let list = case.refrain(&["mark", "--to-check", "--theme", "information-sharing", "--format", "csv"]);
        column(&text(&list.stdout), "mention")
    };
    assert_eq!(left(&case), shared);
    case.refrain(&["mark", &shared[0], "accept"]);
    assert_eq!(left(&case), shared[1..]);
    let progress = text(&case.refrain(&["mark", "--progress", "--format", "csv"]).stdout);
    assert!(progress.contains("information-sharing,2,1,0,0,0,1"), "{progress}");
    let scored = case.refrain(&["agree", "--format", "csv"]);
    assert!(text(&scored.stdout).contains("information-sharing,2,1,0,1.0,"));
    assert!(text(&scored.stderr).contains("not drawn at random"));
}

#[test]
fn a_mention_that_is_not_there_is_an_error_that_says_where_ids_are() {
    let (case, _) = case();
    let unknown = case.refrain(&["mark", "no-such-1", "accept"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(text(&unknown.stderr).contains("mentions.csv"));
    assert!(!Path::new(&case.workspace().join("marks.csv")).exists());
}
