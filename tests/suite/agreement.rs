//! From a sample to the report: drawn blind, judged by people, scored, kept.

use crate::marks::{Case, column, text};
use std::fs;
use std::sync::OnceLock;

/// Twelve short reviews: seven in which information was not shared, five in which it was.
fn case() -> Case {
    let texts: Vec<(String, &str)> = (0..12)
        .map(|place| {
            let text = if place < 7 {
                "Findings\n\nInformation was not shared with the school. The home was cold. It rained all week.\n"
            } else {
                "Findings\n\nInformation was shared well with the school. The home was warm. It was a dry week.\n"
            };
            (format!("{place:02}.txt"), text)
        })
        .collect();
    let texts: Vec<(String, String)> = texts
        .into_iter()
        .map(|(name, text)| (name.clone(), format!("{text}\nThis is review {name}.\n")))
        .collect();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let case = Case::new(&texts);
    case.report();
    case
}

/// The same with a sample drawn, for tests that only read it.
fn drawn() -> &'static Case {
    static CASE: OnceLock<Case> = OnceLock::new();
    CASE.get_or_init(|| {
        let case = case();
        sample(&case, &[]);
        case
    })
}

fn sample(case: &Case, more: &[&str]) {
    let typed = ["sample", "--themes", "information-sharing", "--size", "24", "--documents", "12"];
    let output = case.refrain(&[&typed[..], more].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    let other = text(&output.stderr).contains("another codebook");
    assert_eq!(other, more.contains(&"--codebook"), "{}", text(&output.stderr));
}

/// Fills the sheet in as `answer` says from level, sentence and document, and gives its path.
fn fill(case: &Case, name: &str, answer: impl Fn(&str, &str, &str) -> &'static str) -> String {
    let sheet = case.read("sample.csv");
    let levels = column(&sheet, "level");
    let mut rows = String::from("unit,verdict\n");
    for (place, unit) in column(&sheet, "unit").iter().enumerate() {
        let (sentence, document) = (&column(&sheet, "sentence")[place], &column(&sheet, "document")[place]);
        rows.push_str(&format!("{unit},{}\n", answer(&levels[place], sentence, document)));
    }
    let path = case.workspace().join(format!("{name}.csv"));
    fs::write(&path, rows).expect("the sheet is written");
    path.to_str().expect("a path").to_string()
}

/// What a careful reader says.
fn careful(level: &str, sentence: &str, document: &str) -> &'static str {
    match level {
        "document" if document < "07" => "yes",
        "document" => "no",
        _ if sentence.contains("not shared") => "failing",
        _ if sentence.contains("shared") => "good",
        _ => "none",
    }
}

#[test]
fn the_sheet_is_blind_and_the_same_for_the_same_seed() {
    let case = drawn();
    let sheet = case.read("sample.csv");
    for told in ["raised", "silent", "failing"] {
        assert!(!sheet.contains(told), "the sheet says {told}");
    }
    let again = case.workspace().join("again.csv");
    sample(case, &["--out", again.to_str().expect("a path")]);
    assert_eq!(case.read("again.csv"), sheet);
    let refused = case.refrain(&["sample"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("may hold answers"));
    let small = case.refrain(&["sample", "--size", "3"]);
    assert!(small.status.code() == Some(2) && text(&small.stderr).contains("6 and more"));
    let key = case.read("sample-key.csv");
    let drawn: u32 =
        column(&key, "drawn").iter().map(|n| n.parse::<u32>().expect("a number")).min().expect("rows");
    assert!(drawn > 0 && column(&key, "unit").len() == 36);
}

#[test]
fn another_codebook_than_the_reports_is_said() {
    let theme = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/codebook/information-sharing.toml");
    let out = drawn().workspace().join("one-theme.csv");
    let out = out.to_str().expect("a path");
    sample(drawn(), &["--codebook", theme, "--out", out]);
}

#[test]
fn people_who_agree_with_the_machine_leave_the_rate_as_it_is() {
    let case = case();
    sample(&case, &[]);
    let (a, b) = (fill(&case, "a", careful), fill(&case, "b", careful));
    let output = case.refrain(&["agree", &a, &b, "--keep", "--format", "csv"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let scores = text(&output.stdout);
    for name in ["kappa", "alpha", "ac1", "precision", "recall", "f1"] {
        let values = column(&scores, name);
        assert!(values.iter().all(|value| value == "1.0" || value.is_empty()), "{name}: {values:?}");
    }
    case.report();
    let themes = case.read("report/themes.csv");
    let place =
        column(&themes, "theme").iter().position(|id| id == "information-sharing").expect("the theme");
    let cell = |name: &str| column(&themes, name)[place].clone();
    assert_eq!(cell("judged_documents"), "12");
    assert_eq!(cell("prevalence_corrected"), cell("prevalence"));
    assert!(cell("corrected_low") < cell("prevalence") && cell("prevalence") < cell("corrected_high"));
    assert!(case.read("report/report.html").contains("They judged 12 whole documents"));
}

#[test]
fn where_coders_differ_is_listed_and_blanks_are_left_out() {
    let case = drawn();
    let a = fill(case, "anna", careful);
    let b = fill(case, "ben", |level, sentence, document| match (level, document) {
        ("sentence", "00.txt") if sentence.contains("not shared") => "none",
        ("sentence", _) => careful(level, sentence, document),
        _ => "",
    });
    let output = case.refrain(&["agree", &a, &b, "--disagreements", "--format", "csv"]);
    let list = text(&output.stdout);
    assert_eq!(column(&list, "coder"), ["anna", "ben"]);
    assert_eq!(column(&list, "verdict"), ["failing", "none"]);
    assert_eq!(column(&list, "machine"), ["failing", "failing"]);
    let scores = text(&case.refrain(&["agree", &b, "--format", "csv"]).stdout);
    let basis: Vec<(String, String)> =
        column(&scores, "level").into_iter().zip(column(&scores, "basis")).collect();
    assert!(basis.contains(&("document".to_string(), "from-sentences".to_string())), "{basis:?}");
}

#[test]
fn a_sheet_that_cannot_be_understood_is_answered_with_its_line() {
    let case = drawn();
    let fails = |name: &str, says: &str| {
        let path = case.workspace().join(name);
        let output = case.refrain(&["agree", path.to_str().expect("a path")]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(says), "{}", text(&output.stderr));
    };
    let bad = fill(case, "bad", |_, _, _| "faling");
    assert!(bad.ends_with("bad.csv"));
    fails("bad.csv", "bad.csv:2: verdict 'faling' is not known; did you mean 'failing'?");
    fs::write(case.workspace().join("other.csv"), "unit,verdict\nx-1,none\n").expect("a file");
    fails("other.csv", "other.csv:2: 'x-1' is not in the key");
    fs::write(case.workspace().join("odd.csv"), "unit;verdict\n").expect("a file");
    fails("odd.csv", "comma-separated");
    fails("missing.csv", "cannot read the sheet");
    fill(case, "blank", |_, _, _| "");
    let blank = case.workspace().join("blank.csv");
    let output = case.refrain(&["agree", blank.to_str().expect("a path")]);
    assert_eq!(output.status.code(), Some(1));
}
