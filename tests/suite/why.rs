//! A person can see why a sentence was coded as it was, and why a theme that they expected was not.

use refrain::classify::Classifier;
use refrain::codebook::Codebook;

fn account(text: &str, heading: Option<&str>) -> String {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    let accounts = classifier.explain_text(text, heading);
    let lines: Vec<String> = accounts.iter().flat_map(|account| account.lines(text, &codebook)).collect();
    lines.join("\n")
}

/// One small theme, so that near misses do not hang on the wording of the default codebook.
fn small(text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let theme = r#"
id = "sharing"
label = "Sharing"
group = "working-together"
mode = "practice"
definition = "D"
failing = ["letter ~3 lost"]
topic = ["shar* ~3 information"]
weak = ["handover"]
not = ["handover notes"]
"#;
    std::fs::write(folder.path().join("sharing.toml"), theme).expect("written");
    let codebook = Codebook::open(folder.path()).expect("a sound codebook");
    let accounts = Classifier::new(&codebook).explain_text(text, None);
    let lines: Vec<String> = accounts.iter().flat_map(|account| account.lines(text, &codebook)).collect();
    lines.join("\n")
}

/// Each sentence with its account.
fn accounts(texts: &[&str], account: impl Fn(&str) -> String) -> String {
    let each: Vec<String> = texts.iter().map(|text| format!("{text}\n{}", account(text))).collect();
    each.join("\n\n")
}

#[test]
fn a_mention_names_its_pattern_its_cue_and_the_clause() {
    let texts = [
        "Staff did not share the information, although the plan was clear.",
        "The letter was lost.",
        "Staff share the information.",
        "Was the information shared, or sharing of information refused?",
    ];
    insta::assert_snapshot!("why", accounts(&texts, small));
}

#[test]
fn a_near_miss_names_what_kept_it_out() {
    let texts = [
        "There was a handover on Monday.",
        "The handover notes were poor.",
        "They share a kitchen, a garden and some information.",
        "The letter came; lost time was made up.",
    ];
    insta::assert_snapshot!("why_not", accounts(&texts, small));
}

#[test]
fn what_stands_over_a_sentence_is_named() {
    let item = account("The timeliness of return home interviews", Some("What needs to improve"));
    let panel = account("The panel included the manager of the Domestic Abuse Service.", None);
    insta::assert_snapshot!("why_over", format!("{item}\n\n{panel}"));
}
