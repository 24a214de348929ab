//! What is asserted: sentences that are easily mistaken, coded as a careful person would.
//!
//! The cases are `tests/cases/assertion/*.toml`; each names the theme and every assertion that must be
//! coded for it ("none": nothing of this case). `by` names the frame of the cue that must decide.

use refrain::classify::{Assertion, Classifier};
use refrain::codebook::Codebook;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    #[serde(default)]
    section: Option<String>,
    theme: String,
    says: Vec<String>,
    #[serde(default)]
    explained: Option<bool>,
    #[serde(default)]
    by: Option<String>,
}

fn case_files() -> Vec<(String, Cases)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/assertion");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a case file is UTF-8");
            let cases = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (path.file_name().expect("a name").to_string_lossy().into_owned(), cases)
        })
        .collect()
}

/// What is wrong with how a case was coded; nothing where it holds.
fn trouble(case: &Case, codebook: &Codebook, classifier: &Classifier) -> Option<String> {
    let theme = codebook.theme_index(&case.theme).expect("the case names a theme");
    let passage = classifier.code(&case.text, case.section.as_deref());
    let mentions: Vec<_> = passage
        .mentions
        .iter()
        .filter(|mention| mention.theme as usize == theme && mention.assertion.counts())
        .collect();
    let mut coded: Vec<&str> = mentions.iter().map(|mention| mention.assertion.name()).collect();
    coded.sort_unstable();
    coded.dedup();
    let mut wanted: Vec<&str> = case.says.iter().map(String::as_str).filter(|name| *name != "none").collect();
    wanted.sort_unstable();
    let of_failing = |assertion| matches!(assertion, Assertion::Failing | Assertion::Mixed);
    let explained = mentions.iter().any(|mention| of_failing(mention.assertion) && mention.explained);
    let by =
        |name: &str| mentions.iter().flat_map(|mention| &mention.cue).any(|cue| cue.frame.contains(name));
    let holds = coded == wanted
        && case.explained.is_none_or(|wanted| wanted == explained)
        && case.by.as_deref().is_none_or(by);
    let cues: Vec<_> = mentions.iter().map(|mention| (&mention.pattern, &mention.cue)).collect();
    (!holds).then(|| {
        format!("{}\n  wanted {wanted:?}, coded {coded:?}, explained {explained}\n  {cues:?}", case.text)
    })
}

#[test]
fn sentences_are_coded_as_a_careful_person_would() {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    let wrong: Vec<String> = case_files()
        .iter()
        .flat_map(|(file, cases)| cases.case.iter().map(move |case| (file, case)))
        .filter_map(|(file, case)| {
            trouble(case, &codebook, &classifier).map(|trouble| format!("{file}: {trouble}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn spans_lie_in_the_text_on_character_boundaries() {
    let codebook = Codebook::built_in().expect("the default codebook is sound");
    let classifier = Classifier::new(&codebook);
    for (_, cases) in case_files() {
        for case in cases.case {
            // Letters of more than one byte around every word.
            let text = format!("é “{}” — naïve", case.text);
            let passage = classifier.code(&text, case.section.as_deref());
            for mention in passage.mentions {
                assert!(text.get(mention.span.range()).is_some_and(|quote| !quote.is_empty()), "{text}");
                assert!(!mention.pattern.is_empty(), "a mention names its pattern: {text}");
            }
        }
    }
}
