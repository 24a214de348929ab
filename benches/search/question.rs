//! What is asked, in each tongue, and what a plain scan of all passages finds.

use super::corpus::{REGIONS, THEMES, corpus};
use super::language::{Language, Numbers};
use refrain::codebook::{Pattern, Sets};
use refrain::index::Mention;
use refrain::matcher::Matcher;
use std::collections::BTreeSet;

/// Queries of each kind.
const QUERIES: usize = 100;

/// One question in each tongue: ours, the matcher's, FTS5's. Themes and metadata are ours alone.
pub(super) struct Asked {
    pub(super) query: String,
    pub(super) pattern: Option<String>,
    pub(super) fts: Option<String>,
}

/// Questions of one kind, of words drawn by their frequency, the most frequent left out.
pub(super) fn questions(kind: &str, language: &Language) -> Vec<Asked> {
    let mut numbers = Numbers(7);
    let content = |numbers: &mut Numbers| loop {
        let word = language.word(numbers);
        if word.len() > 4 {
            return word.to_string();
        }
    };
    (0..QUERIES)
        .map(|turn| {
            let numbers = &mut numbers;
            let a = content(numbers);
            let b = std::iter::repeat_with(|| content(numbers)).find(|b| *b != a).expect("another word");
            let phrases = std::iter::repeat_with(|| language.phrase(numbers)[..2].join(" "));
            let phrase = phrases.into_iter().find(|phrase| !phrase.contains('\'')).expect("a phrase");
            let theme = THEMES[turn % 8];
            let region = REGIONS[turn % 4];
            let asked =
                |query: String, pattern: Option<String>, fts: Option<String>| Asked { query, pattern, fts };
            match kind {
                "word" => asked(format!("\"{a}\""), Some(a.clone()), Some(a)),
                "phrase" => {
                    asked(format!("\"{phrase}\""), Some(phrase.clone()), Some(format!("\"{phrase}\"")))
                }
                "near/5" => asked(
                    format!("\"{a}\" near/5 \"{b}\""),
                    Some(format!("{a} +5 {b}")),
                    Some(format!("NEAR({a} {b}, 4)")),
                ),
                "prefix" => asked(
                    format!("{}*", &a[..4]),
                    Some(format!("{}*", &a[..4])),
                    Some(format!("{}*", &a[..4])),
                ),
                _ => asked(
                    format!("theme:{theme} assertion:failing region:\"{region}\" year:2008..2012"),
                    None,
                    None,
                ),
            }
        })
        .collect()
}

/// For every pattern the documents in which the matcher finds it, passage by passage.
pub(super) fn scan(patterns: &[String], count: usize) -> Vec<BTreeSet<usize>> {
    let parsed: Vec<Pattern> =
        patterns.iter().map(|pattern| Pattern::parse(pattern).expect("a pattern")).collect();
    let matcher = Matcher::new(parsed.iter().map(|pattern| (pattern, 0)), &Sets::default(), &[]);
    let mut found = vec![BTreeSet::new(); patterns.len()];
    corpus(count, |index, _, passages| {
        for passage in &passages {
            for (pattern, _) in matcher.matches(&passage.text) {
                found[pattern as usize].insert(index);
            }
        }
    });
    found
}

/// For every theme query the documents that have such a mention.
pub(super) fn scan_themes(count: usize) -> Vec<BTreeSet<usize>> {
    let mut found = vec![BTreeSet::new(); QUERIES];
    corpus(count, |index, entry, passages| {
        let year = entry.metadata.year().unwrap_or(0);
        for (turn, documents) in found.iter_mut().enumerate() {
            let (theme, region) = (THEMES[turn % 8], REGIONS[turn % 4]);
            let says = |mention: &Mention| mention.theme == theme && mention.assertion == "failing";
            let about = entry.metadata.region.value == region && (2008..=2012).contains(&year);
            if about && passages.iter().any(|passage| passage.mentions.iter().any(says)) {
                documents.insert(index);
            }
        }
    });
    found
}
