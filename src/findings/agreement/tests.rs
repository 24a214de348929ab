//! Whether a sample tells the truth about the whole it was drawn from.

use super::*;
use crate::classify::{Assertion, By, Mention};
use crate::codebook::Mode;
use crate::document::{Block, BlockKind, Document, Section, SectionKind, Sentence, Span};
use crate::findings::sample::{Code, Drawing, Sizes, Stratum, Unit};
use std::collections::BTreeSet;

/// Sentences of one document.
const SENTENCES: usize = 40;

/// Sixty documents with 2,400 sentences. The machine finds the theme in every tenth sentence of the first
/// 30 documents, and in truth a fifth of these are wrong and as many more are missed elsewhere.
struct World {
    documents: Vec<(Document, Vec<Mention>)>,
    /// Sentences, by document hash and words, that raise the theme.
    truth: BTreeSet<(String, String)>,
}

fn world() -> World {
    let mut world = World { documents: Vec::new(), truth: BTreeSet::new() };
    for number in 0..60 {
        let (mut document, mut mentions) = (document(number), Vec::new());
        for place in 0..SENTENCES {
            let start = document.text.len();
            let words = format!("Sentence {place} of {number}.");
            document.text.push_str(&words);
            let span = Span::new(start, document.text.len());
            document.text.push(' ');
            document.sentences.push(Sentence { span, block: 0 });
            let found = number < 30 && place % 10 == 0;
            let wrong = found && (number + place / 10) % 5 == 0;
            let missed = number < 45 && place == 7;
            if found {
                mentions.push(mention(span, place as u32));
            }
            if found && !wrong || missed {
                world.truth.insert((document.sha256.clone(), words));
            }
        }
        document.blocks[0].span = Span::new(0, document.text.len());
        world.documents.push((document, mentions));
    }
    world
}

/// One section of findings in every third document, of process in the others.
fn document(number: usize) -> Document {
    let kind = if number.is_multiple_of(3) { SectionKind::Findings } else { SectionKind::Process };
    Document {
        id: format!("{number:02}.pdf"),
        sha256: format!("{number:08x}"),
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            level: 0,
            span: Span::default(),
            number: None,
            lead_in: None,
            cell: None,
        }],
        sections: vec![Section { kind, heading: None, level: 0, blocks: 0..1, parent: None }],
        ..Document::default()
    }
}

fn mention(span: Span, sentence: u32) -> Mention {
    Mention {
        theme: 0,
        span,
        sentence,
        assertion: Assertion::Failing,
        explained: false,
        pattern: String::new(),
        cue: None,
        by: By::Rule,
    }
}

/// The first theme about practice, alone.
fn codebook() -> Codebook {
    let all = Codebook::built_in().unwrap();
    let practice = all.themes.iter().find(|theme| theme.mode == Mode::Practice);
    Codebook { themes: practice.into_iter().cloned().collect(), ..all }
}

fn answer(world: &World, unit: &Unit) -> Code {
    let raises = |(hash, words): &(String, String)| {
        *hash == unit.sha256 && (unit.level == Level::Document || *words == unit.sentence)
    };
    match (unit.level, world.truth.iter().any(raises)) {
        (Level::Document, raised) => Code::Raised(raised),
        (Level::Sentence, true) => Code::Says(Assertion::Failing),
        (Level::Sentence, false) => Code::Nothing,
    }
}

/// A sample of 60 sentences and 20 documents, judged without error.
fn judged(world: &World, codebook: &Codebook, seed: u64) -> Judged {
    let sizes = Sizes { sentences: 60, documents: 20 };
    let mut drawing = Drawing::new(codebook, vec![0], sizes, seed);
    for (document, mentions) in &world.documents {
        drawing.document(document, mentions);
    }
    let units: Vec<Unit> = drawing.finish().into_iter().map(|(unit, _)| unit).collect();
    let codes = units.iter().map(|unit| Some(answer(world, unit))).collect();
    let mut judged = Judged::new(units, vec!["reader".to_string()], vec![codes]);
    for (document, mentions) in &world.documents {
        judged.document(document, mentions, codebook);
    }
    judged
}

/// Weighted by the inverse of the chance to be drawn, what is estimated lies about the truth: on average
/// over many samples it is the truth. Unweighted recall would be far above it.
#[test]
fn on_average_over_many_samples_the_estimates_are_the_truth() {
    let (world, codebook) = (world(), codebook());
    let found = 30.0 * 4.0;
    let truths = world.truth.len() as f64;
    let right = truths - 45.0;
    let (mut precision, mut recall_parts, mut corrected) = (0.0, (0.0, 0.0), 0.0);
    let seeds = 120;
    for seed in 0..seeds {
        let judged = judged(&world, &codebook, seed);
        let of = |level| {
            units::against_people(&judged, &codebook, &codebook.themes[0].id, level, Question::Raised)
        };
        let weight = |machine: Option<u8>, people: u8| -> f64 {
            let units = of(Level::Sentence).1.into_iter();
            let wanted = units.filter(|unit| unit.codes[1] == Some(people));
            let wanted = wanted.filter(|unit| machine.is_none() || unit.codes[0] == machine);
            wanted.map(|unit| unit.weight).sum()
        };
        precision += weight(Some(1), 1) / (weight(Some(1), 1) + weight(Some(1), 0));
        recall_parts.0 += weight(Some(1), 1);
        recall_parts.1 += weight(None, 1);
        let documents = corrected::correct(of(Level::Document), 30, 60, 1);
        corrected += documents.prevalence.map_or(0.5, |share| share.value);
    }
    let near = |got: f64, truth: f64, by: f64| assert!((got - truth).abs() < by, "{got}, in truth {truth}");
    near(precision / seeds as f64, right / found, 0.02);
    near(recall_parts.0 / seeds as f64, right, 2.0);
    near(recall_parts.1 / seeds as f64, truths, 8.0);
    near(corrected / seeds as f64, 45.0 / 60.0, 0.02);
}

#[test]
fn every_unit_is_drawn_from_as_many_as_there_are() {
    let (world, codebook) = (world(), codebook());
    let judged = judged(&world, &codebook, 7);
    let total = |level: Level| -> f64 {
        let units = judged.units.iter().filter(|unit| unit.level == level);
        units.map(Unit::weight).sum()
    };
    assert_eq!(total(Level::Sentence).round() as usize, 60 * SENTENCES);
    assert_eq!(total(Level::Document).round() as usize, 60);
    assert_eq!(judged.lost(), 0);
    let others = self::judged(&world, &codebook, 8);
    assert_ne!(judged.units, others.units, "another seed, another sample");
}

/// A coder who stopped before the silent sentences would seem to have missed nothing.
#[test]
fn a_stratum_left_blank_leaves_precision_only() {
    let (world, codebook) = (world(), codebook());
    let mut judged = judged(&world, &codebook, 7);
    for (unit, code) in judged.units.iter().zip(&mut judged.codes[0]) {
        if unit.stratum != Stratum::Raised {
            *code = None;
        }
    }
    let rows = agreement(&judged, &codebook, Question::Raised, 1);
    assert_eq!(rows.len(), 2, "sentences and documents");
    for row in rows {
        assert_eq!(row.basis, Basis::InPart);
        assert!(row.precision.is_some() && row.recall.is_none() && row.kappa.is_none());
    }
}
