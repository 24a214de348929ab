//! The default codebook does what its own examples say, and mistakes in one are named at their place.

use crate::made::document;
use refrain::classify::{Classifier, Usage, angles, check_examples, overlaps};
use refrain::codebook::{Codebook, Remark};

#[test]
fn every_example_is_coded_as_it_says() {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    let wrong: Vec<String> = check_examples(&codebook, &classifier)
        .into_iter()
        .filter(|checked| !checked.holds)
        .map(|checked| {
            let theme = &codebook.themes[checked.theme].id;
            format!(
                "{theme}: {}\n  says {}, coded {:?}",
                checked.example.text, checked.example.assertion, checked.coded
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_theme_is_defined_and_shown_from_both_sides() {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    assert_eq!(codebook.themes.len(), 40);
    assert_eq!(codebook.groups.len(), 8);
    let checked = check_examples(&codebook, &Classifier::new(&codebook));
    let remarks = [codebook.remarks(), angles(&codebook, &checked)].concat();
    let remarks: Vec<String> =
        remarks.into_iter().map(|remark| format!("{}: {}", remark.theme, remark.message)).collect();
    assert!(remarks.is_empty(), "{}", remarks.join("\n"));
}

/// A codebook of one theme with the default sets.
fn one_theme(rest: &str) -> Codebook {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("x.toml"), format!("{HEAD}{rest}")).expect("written");
    Codebook::open(folder.path()).expect("sound")
}

/// What was remarked on: the check, the list, the pattern and the other pattern or theme.
fn short(remarks: &[Remark]) -> Vec<[&str; 4]> {
    remarks.iter().map(|remark| [remark.check, &remark.list, &remark.pattern, &remark.other]).collect()
}

#[test]
fn what_a_theme_lacks_is_a_fault() {
    let codebook = one_theme(
        r#"
topic = ["diar*"]
weak = ["diar*"]
examples = [
  { text = "The diary was not kept.", assertion = "failing" },
  { text = "The diary was not kept at all.", assertion = "failing" },
  { text = "A diary lay on the desk.", assertion = "failing" },
]
counter_examples = [{ text = "The diary was well kept.", assertion = "good-practice" }]
"#,
    );
    let classifier = Classifier::new(&codebook);
    let checked = check_examples(&codebook, &classifier);
    let found = [codebook.remarks(), angles(&codebook, &checked)].concat();
    assert!(found.iter().all(|remark| remark.fault && remark.theme == "x"));
    let checks: Vec<&str> = found.iter().map(|remark| remark.check).collect();
    assert_eq!(checks, ["examples", "counter-examples", "angles", "alike", "twice", "angles"]);
    assert_eq!(found[0].message, "3 examples; 6 or more show it from different angles");
    assert_eq!(found[4].other, "topic");
    assert_eq!(checked.iter().filter(|checked| !checked.holds).count(), 1);
}

#[test]
fn a_pattern_is_needless_where_another_of_its_list_finds_all_it_can() {
    let codebook = one_theme(
        r#"
topic = [
  "diar*", "diary entry", "diaries",
  "entry ~3 kept", "entry ~ kept", "entry + kept",
  "{note|jotting} kept", "note kept", "jotting pad",
]
failing = ["diary"]
"#,
    );
    let found = overlaps(&codebook, &Classifier::new(&codebook));
    assert_eq!(
        short(&found),
        [
            ["needless", "topic", "diary entry", "diar*"],
            ["needless", "topic", "diaries", "diar*"],
            ["needless", "topic", "entry ~3 kept", "entry ~ kept"],
            ["needless", "topic", "entry ~ kept", "entry + kept"],
            ["needless", "topic", "note kept", "{note|jotting} kept"],
        ]
    );
}

#[test]
fn patterns_are_tried_on_documents() {
    let codebook = one_theme("topic = [\"diar*\", \"logbook\", \"ledger\"]\nnot = [\"ledger line\"]\n");
    let classifier = Classifier::new(&codebook);
    let mut usage = Usage::default();
    for id in ["a", "b"] {
        let lines = ["The diary was lost.", "The logbook was burnt."].repeat(6);
        usage.add(&document(id, "Ashmarsh", "2010", &lines), &classifier);
    }
    assert_eq!(usage.documents(), 2);
    let found = usage.remarks(&codebook, &classifier);
    let of_theme: Vec<Remark> = found.into_iter().filter(|remark| remark.theme == "x").collect();
    assert_eq!(
        short(&of_theme),
        [
            ["dead", "topic", "ledger", ""],
            ["dead", "not", "ledger line", ""],
            ["most of the work", "topic", "diar*", ""],
            ["most of the work", "topic", "logbook", ""],
        ]
    );
    assert_eq!((of_theme[2].count, of_theme[2].share), (Some(12), Some(0.5)));
}

#[test]
fn themes_that_always_come_together_are_named_with_how_often() {
    let folder = tempfile::tempdir().expect("a folder");
    let theme = |id: &str, topic: &str| {
        let text = HEAD.replace("\"x\"", &format!("\"{id}\"")) + &format!("topic = [\"{topic}\"]\n");
        std::fs::write(folder.path().join(format!("{id}.toml")), text).expect("written");
    };
    theme("x", "diary");
    theme("y", "ledger");
    theme("z", "logbook");
    let codebook = Codebook::open(folder.path()).expect("sound");
    let classifier = Classifier::new(&codebook);
    let mut usage = Usage::default();
    let lines = [
        "The diary and the ledger were lost.",
        "The ledger was lost.",
        "The logbook was lost.",
        "It rained.",
    ];
    for id in ["a", "b", "c", "d", "e"] {
        usage.add(&document(id, "Ashmarsh", "2010", &lines), &classifier);
    }
    let found = usage.remarks(&codebook, &classifier);
    let together: Vec<&Remark> = found.iter().filter(|remark| remark.check == "together").collect();
    assert_eq!(together.len(), 1, "in every document all meet, as chance would have it: {together:?}");
    assert_eq!((together[0].theme.as_str(), together[0].other.as_str()), ("x", "y"));
    assert_eq!(
        together[0].message,
        "in 5 sentences with the other theme, of 5 in which it is; 2.0 times as often as by chance"
    );
}

fn message_of(file: &str, text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(file), text).expect("written");
    let error = Codebook::open(folder.path()).expect_err("the mistake is found");
    error.to_string().replace(&folder.path().display().to_string(), "")
}

const HEAD: &str =
    "id = \"x\"\nlabel = \"X\"\ngroup = \"child-focus\"\nmode = \"practice\"\ndefinition = \"D\"\n";

#[test]
fn mistakes_are_named_with_file_line_and_place() {
    let broken =
        message_of("x.toml", &format!("{HEAD}topic = [\n  \"visit*\",\n  \"seen ~ {{alone|apart\",\n]\n"));
    assert_eq!(broken, "/x.toml:8: this '{' is not closed\n  seen ~ {alone|apart\n         ^");
    let unknown = message_of("x.toml", &format!("{HEAD}topics = [\"visit*\"]\n"));
    assert_eq!(unknown, "/x.toml:6: unknown key 'topics'; did you mean 'topic'?");
    let set = message_of("x.toml", &format!("{HEAD}topic = [\"@profesional ~ visit*\"]\n"));
    assert_eq!(set, "/x.toml:6: no set is called '@profesional'; did you mean 'professional'?");
}

#[test]
fn the_hash_tells_versions_apart_and_is_stable() {
    let once = Codebook::built_in().expect("sound");
    let again = Codebook::built_in().expect("sound");
    assert_eq!(once.hash, again.hash);
    assert_eq!(once.hash.len(), 32);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "exit codes are promises of the program; the ban is for src")]
fn check_says_by_its_exit_code_whether_there_is_a_fault() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("x.toml");
    let check = |arguments: &[&std::ffi::OsStr]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_refrain"));
        let done = command.args(["codebook", "check", "--format", "csv"]).args(arguments);
        let done = done.output().expect("it runs");
        (done.status.code(), String::from_utf8(done.stdout).expect("UTF-8"))
    };
    let own: [&std::ffi::OsStr; 2] = ["--codebook".as_ref(), file.as_os_str()];
    assert_eq!(check(&[]).0, Some(0), "the default codebook has no fault");
    std::fs::write(&file, format!("{HEAD}topic = [\"diar*\"]\n")).expect("written");
    let (code, found) = check(&own);
    assert_eq!(code, Some(1));
    assert!(found.contains("fault,examples,x,,,,,,0 examples; 6 or more"), "{found}");
    std::fs::write(&file, "id = ").expect("written");
    assert_eq!(check(&own).0, Some(2));
    let nowhere = folder.path().join("nowhere");
    std::fs::write(&file, format!("{HEAD}topic = [\"diar*\"]\n")).expect("written");
    let missing: [&std::ffi::OsStr; 4] = [own[0], own[1], "--workspace".as_ref(), nowhere.as_os_str()];
    assert_eq!(check(&missing).0, Some(2), "no report to try the patterns on");
}
