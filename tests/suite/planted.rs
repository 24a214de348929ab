//! Every recurrence planted in the sample corpus is found, with its grade.
//!
//! Read from the sources the PDFs are made of, so that this tells repetition apart from extraction.

use crate::made::document;
use refrain::document::Document;
use refrain::facets::Reader;
use refrain::repetition::{Ask, Chains, Collector, Decisions, Options, Repetition, chains};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

fn source() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus/source")
}

/// The documents of `corpus/source/summaries`, by file name.
fn documents() -> Vec<Document> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(source().join("summaries")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| read(file.file_stem().unwrap().to_str().unwrap(), &fs::read_to_string(file).unwrap()))
        .collect()
}

fn read(name: &str, text: &str) -> Document {
    let (front, body) = text.strip_prefix("+++\n").unwrap().split_once("\n+++\n").unwrap();
    let front: toml::Table = front.parse().unwrap();
    let key = |key: &str| front.get(key).and_then(|value| value.as_str()).unwrap_or_default();
    let mut lines = Vec::new();
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(shared) = line.strip_prefix("{{include ") {
            let file = source().join("shared").join(format!("{}.md", shared.trim_end_matches("}}")));
            lines.extend(fs::read_to_string(file).unwrap().lines().map(str::to_string));
        } else if line.starts_with('#') {
            lines.push(format!("# {}", kind(&line.to_lowercase())));
        } else {
            lines.push(line.to_string());
        }
    }
    for line in &mut lines {
        for name in ["child", "board", "authority"] {
            *line = line.replace(&format!("{{{{{name}}}}}"), key(name));
        }
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    document(name, key("authority"), key("published"), &lines)
}

/// The kind of section a heading begins; headings below a recommendations heading are not told apart here.
fn kind(heading: &str) -> &'static str {
    let has = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match () {
        () if has(&["recommend", "health org", "to the ", "to child"]) => "recommendations",
        () if has(&["finding", "analys", "learn", "lesson"]) => "findings",
        () if has(&["carried out", "process", "conduct", "how the review"]) => "process",
        () if has(&["purpose", "is for", "why there", "introduction"]) => "introduction",
        () if has(&["conclusion", "statement"]) => "conclusions",
        () => "other",
    }
}

fn compare(documents: &[Document]) -> Repetition {
    let mut collector = Collector::new();
    documents.iter().for_each(|document| collector.fold(document));
    collector.finish(&Options::default()).unwrap()
}

fn chained(documents: &[Document]) -> Chains {
    let reader = Reader::new().unwrap();
    let mut asks = Vec::new();
    for document in documents {
        for one in reader.read(document).recommendations {
            asks.push(Ask {
                id: format!("{}-{}", document.id, one.span.start),
                document: document.id.clone(),
                authority: document.metadata.authority.value.clone(),
                published: document.metadata.published.value.clone(),
                page: one.page,
                number: one.number.clone(),
                text: one.span.of(&document.text).to_string(),
                addressees: one.addressees,
                themes: Vec::new(),
            });
        }
    }
    chains(asks, &Decisions::default()).unwrap()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// Share of the distinct words of `wanted` that stand in `text`.
fn share(wanted: &str, text: &str) -> f64 {
    let (wanted, text) = (words(wanted), words(text));
    wanted.intersection(&text).count() as f64 / wanted.len() as f64
}

fn strings(value: &toml::Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn every_planted_recurrence_is_found_with_its_grade() {
    let plan: toml::Table = fs::read_to_string(source().join("planted.toml")).unwrap().parse().unwrap();
    let documents = documents();
    let found = compare(&documents);
    let mut missing = Vec::new();
    for planted in
        plan["planted"].as_array().unwrap().iter().filter(|one| one["wording"].as_str() != Some("reworded"))
    {
        let (id, grade) = (planted["id"].as_str().unwrap(), planted["grade"].as_str().unwrap());
        let own = |document: &str| match planted.get("texts") {
            Some(texts) => texts[document].as_str().unwrap(),
            None => planted["text"].as_str().unwrap(),
        };
        for document in strings(&planted["documents"]) {
            let holds = |place: &refrain::repetition::Place| {
                found.carrier(place).id == document && share(own(document), &place.quote) >= 0.9
            };
            let graded = |passage: &&refrain::repetition::SharedPassage| passage.grade.name() == grade;
            if !found.passages.iter().filter(graded).any(|passage| passage.places.iter().any(holds)) {
                let other: Vec<_> = found
                    .passages
                    .iter()
                    .filter(|p| p.places.iter().any(holds))
                    .map(|p| p.grade.name())
                    .collect();
                missing.push(format!("{id} in {document}: not {grade} but {other:?}"));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_revised_version_is_found_and_not_counted() {
    let plan: toml::Table = fs::read_to_string(source().join("planted.toml")).unwrap().parse().unwrap();
    let found = compare(&documents());
    let pairs: Vec<(&str, &str)> =
        found.near_duplicates.iter().map(|pair| (pair.original.as_str(), pair.version.as_str())).collect();
    let planned: Vec<(&str, &str)> = plan["revision"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["original"].as_str().unwrap(), one["revised"].as_str().unwrap()))
        .collect();
    assert_eq!(pairs, planned);
    for passage in &found.passages {
        let carriers = passage.places.iter().filter(|place| place.version_of.is_none());
        let counted: BTreeSet<u32> = carriers.map(|place| place.document).collect();
        assert!(passage.documents as usize <= counted.len() + 1);
    }
}

#[test]
fn recommendations_made_again_are_chained() {
    let plan: toml::Table = fs::read_to_string(source().join("planted.toml")).unwrap().parse().unwrap();
    let found = chained(&documents());
    let mut told: BTreeMap<&str, String> = BTreeMap::new();
    for planted in plan["planted"].as_array().unwrap() {
        let id = planted["id"].as_str().unwrap();
        if !["R1", "R2", "R3", "R4"].contains(&id) {
            continue;
        }
        let mut wanted: BTreeSet<&str> = strings(&planted["documents"]).into_iter().collect();
        let candidate = planted["wording"].as_str() == Some("reworded");
        // In other words, each must be a candidate beside another; in the same words all are one chain.
        let least = if candidate { 2 } else { wanted.len() };
        let of = |text: &str| {
            let own = planted.get("texts").and_then(|texts| texts.as_table());
            let own = own.into_iter().flat_map(|texts| texts.values()).filter_map(|text| text.as_str());
            own.chain(planted["text"].as_str()).any(|planted| share(planted, text) > 0.9)
        };
        for chain in found.chains.iter().filter(|chain| chain.candidate == candidate) {
            let asks = chain.links.iter().map(|link| &found.asks[link.ask as usize]);
            let here: BTreeSet<&str> =
                asks.filter(|ask| of(&ask.text)).map(|ask| ask.document.as_str()).collect();
            if here.len() >= least {
                wanted.retain(|document| !here.contains(document));
            }
        }
        told.insert(id, if wanted.is_empty() { "found".into() } else { format!("not found in {wanted:?}") });
    }
    assert!(told.values().all(|told| told == "found"), "{told:?} of {} chains", found.chains.len());
}
