//! Every construct of the pattern language finds what it says, and a mistake is shown at its place.
//!
//! The cases are `tests/cases/pattern/found.toml`.

use refrain::codebook::{Codebook, Pattern};
use refrain::matcher::Matcher;
use serde::Deserialize;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    construct: String,
    pattern: String,
    text: String,
    finds: Vec<String>,
}

#[test]
fn every_construct_finds_what_it_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/pattern/found.toml");
    let text = std::fs::read_to_string(path).expect("the cases are there");
    let cases: Cases = toml::from_str(&text).expect("the cases are TOML");
    let sets = Codebook::built_in().expect("the default codebook is sound").sets;
    for case in cases.case {
        let pattern = Pattern::parse(&case.pattern).expect("a sound pattern");
        let matcher = Matcher::new([(&pattern, 0)], &sets, &[]);
        let found = matcher.matches(&case.text);
        let quotes: Vec<&str> = found.iter().map(|(_, span)| span.of(&case.text)).collect();
        assert_eq!(quotes, case.finds, "{}: {}", case.construct, case.pattern);
    }
}

#[test]
fn a_mistake_is_shown_at_its_place() {
    let mistakes = [
        "shar* + {information|news",
        "shar*ing",
        "* told",
        "{-recorder}",
        "@ told",
        "\"Working Together",
        "concern ~ ",
        "concern ~60 shared",
        "a + b + c + d + e",
        "seen ) heard",
        "",
    ];
    let shown: Vec<String> = mistakes
        .iter()
        .map(|source| match Pattern::parse(source) {
            Ok(_) => format!("{source}: no mistake"),
            Err(error) => error.to_string(),
        })
        .collect();
    insta::assert_snapshot!("pattern_mistakes", shown.join("\n\n"));
}
