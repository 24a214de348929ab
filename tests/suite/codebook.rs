//! The default codebook does what its own examples say, and mistakes in one are named at their place.

use refrain::classify::{Classifier, check_examples};
use refrain::codebook::{Codebook, Pattern};

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
    let remarks: Vec<String> = codebook
        .remarks()
        .into_iter()
        .map(|remark| format!("{}: {}", remark.theme, remark.message))
        .collect();
    assert!(remarks.is_empty(), "{}", remarks.join("\n"));
}

fn message_of(file: &str, text: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(file), text).expect("written");
    let error = Codebook::open(folder.path()).expect_err("the mistake is found");
    error
        .to_string()
        .replace(&folder.path().display().to_string(), "")
}

const HEAD: &str =
    "id = \"x\"\nlabel = \"X\"\ngroup = \"child-focus\"\nmode = \"practice\"\ndefinition = \"D\"\n";

#[test]
fn mistakes_are_named_with_file_line_and_place() {
    let broken = message_of(
        "x.toml",
        &format!("{HEAD}topic = [\n  \"visit*\",\n  \"seen ~ {{alone|apart\",\n]\n"),
    );
    assert_eq!(
        broken,
        "/x.toml:8: this '{' is not closed\n  seen ~ {alone|apart\n         ^"
    );
    let unknown = message_of("x.toml", &format!("{HEAD}topics = [\"visit*\"]\n"));
    assert_eq!(unknown, "/x.toml:6: unknown key 'topics'; did you mean 'topic'?");
    let set = message_of("x.toml", &format!("{HEAD}topic = [\"@profesional ~ visit*\"]\n"));
    assert_eq!(
        set,
        "/x.toml:6: no set is called '@profesional'; did you mean 'professional'?"
    );
}

#[test]
fn the_hash_tells_versions_apart_and_is_stable() {
    let once = Codebook::built_in().expect("sound");
    let again = Codebook::built_in().expect("sound");
    assert_eq!(once.hash, again.hash);
    assert_eq!(once.hash.len(), 32);
}

#[test]
fn the_pattern_language_matches_what_the_contract_says() {
    for (pattern, text, found) in [
        (
            "shar* + information",
            "Information about the father was not shared.",
            true,
        ),
        (
            "shar* + information",
            "Information one two three four five six seven eight nine ten eleven twelve shared.",
            false,
        ),
        ("not ~3 shared", "It was not at once shared.", true),
        ("not ~3 shared", "It was not in any way shared.", false),
        ("shared ~ not", "not shared", false),
        ("multi-agency", "A multiagency plan, a multi agency team.", true),
        ("multi agency", "A multi-agency plan.", true),
        ("recognis*", "Nobody recognized it.", true),
        ("enquiry", "An inquiry was opened.", true),
        ("learnt", "Lessons learned.", true),
        ("did not", "Staff didn’t ask.", true),
        ("cannot", "We can not say and cannot know.", true),
        ("child voice", "The child's voice was lost.", true),
        ("\"DNA\"", "A dna test.", false),
        ("\"DNA\"", "DNA was noted twice.", true),
        ("{record*|-recorder}", "A tape recorder.", false),
        ("{record*|-recorder}", "Recording was late.", true),
        ("{a b|c} ~2 d", "c x d", true),
    ] {
        let pattern = Pattern::parse(pattern).expect("parses");
        let matcher = refrain::matcher::Matcher::new([(&pattern, 0)], &Default::default(), &[]);
        assert_eq!(
            !matcher.matches(text).is_empty(),
            found,
            "{} in {text}",
            pattern.source
        );
    }
}
