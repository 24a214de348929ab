//! `refrain code`: codes plain text, JSON Lines in and out.

use super::Found;
use super::args::CodeArguments;
use super::reading;
use crate::classify::{By, Classifier, Cue, Passage};
use crate::codebook::Codebook;
use crate::learn::JUDGEMENT;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

/// One unit to code.
#[derive(Deserialize)]
struct Unit {
    id: serde_json::Value,
    text: String,
    #[serde(default)]
    section: Option<String>,
}

#[derive(Serialize)]
struct CodedUnit<'a> {
    id: &'a serde_json::Value,
    mentions: Vec<CodedMention<'a>>,
    /// With `--explain`: why, and why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<String>>,
}

/// One mention; offsets are bytes in the unit's text, half-open.
#[derive(Serialize)]
struct CodedMention<'a> {
    theme: &'a str,
    assertion: &'static str,
    explained: bool,
    start: u32,
    end: u32,
    quote: &'a str,
    pattern: &'a str,
    cue: Option<String>,
    by: &'static str,
}

/// Codes every line of the input.
pub(super) fn run(arguments: &CodeArguments) -> anyhow::Result<Found> {
    let codebook = reading::codebook(arguments.codebook.as_deref())?;
    let classifier = reading::classifier(&codebook)?;
    let input: Box<dyn BufRead> = match arguments.file.as_deref().filter(|file| file.as_os_str() != "-") {
        Some(path) => {
            let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
            Box::new(BufReader::new(file))
        }
        None => Box::new(BufReader::new(io::stdin())),
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut found = Found::Nothing;
    for (index, line) in input.lines().enumerate() {
        let line = line.context("cannot read the input")?;
        if line.trim().is_empty() {
            continue;
        }
        let example = "a line is {\"id\": ..., \"text\": \"...\", \"section\": \"...\"}";
        let unit: Unit =
            serde_json::from_str(&line).with_context(|| format!("line {}: {example}", index + 1))?;
        let passage = classifier.code(&unit.text, unit.section.as_deref());
        let mentions = mentions(&unit, &passage, &codebook, arguments.judgement);
        if !mentions.is_empty() {
            found = Found::Something;
        }
        let why = arguments.explain.then(|| why(&unit, &classifier, &codebook));
        let id = &unit.id;
        serde_json::to_writer(&mut out, &CodedUnit { id, mentions, why })?;
        writeln!(out)?;
    }
    out.flush()?;
    Ok(found)
}

fn why(unit: &Unit, classifier: &Classifier, codebook: &Codebook) -> Vec<String> {
    let accounts = classifier.explain_text(&unit.text, unit.section.as_deref());
    accounts.iter().flat_map(|account| account.lines(&unit.text, codebook)).collect()
}

fn mentions<'a>(
    unit: &'a Unit,
    passage: &'a Passage,
    codebook: &'a Codebook,
    judgement: bool,
) -> Vec<CodedMention<'a>> {
    let themes = passage.mentions.iter().map(|mention| CodedMention {
        theme: &codebook.themes[mention.theme as usize].id,
        assertion: mention.assertion.name(),
        explained: mention.explained,
        start: mention.span.start,
        end: mention.span.end,
        quote: mention.span.of(&unit.text),
        pattern: &mention.pattern,
        cue: mention.cue.as_ref().map(shown),
        by: mention.by.name(),
    });
    let judged = passage.judged.iter().filter(|_| judgement).map(|judged| CodedMention {
        theme: JUDGEMENT,
        assertion: judged.assertion.name(),
        explained: false,
        start: judged.span.start,
        end: judged.span.end,
        quote: judged.span.of(&unit.text),
        pattern: "",
        cue: judged.cue.as_ref().map(shown),
        by: By::Rule.name(),
    });
    let mut all: Vec<CodedMention<'a>> = themes.chain(judged).collect();
    all.sort_by_key(|mention| mention.start);
    all
}

fn shown(cue: &Cue) -> String {
    match cue.text.is_empty() {
        true => format!("({})", cue.frame),
        false => format!("{} ({})", cue.text, cue.frame),
    }
}
