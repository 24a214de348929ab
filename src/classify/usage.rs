//! How a codebook's patterns fare on documents.
//!
//! In: documents, one by one. Out: [`Remark`]s: patterns that never match, patterns that do most of a
//! theme's work, themes that come together wherever they come.

use super::roles::Role;
use super::sentence::Work;
use super::{Classifier, coded};
use crate::codebook::{Codebook, Remark};
use crate::document::Document;
use crate::matcher::Hit;
use std::collections::BTreeMap;

/// Mentions a theme has at least before the share of one pattern says anything.
const MENTIONS: u64 = 20;
/// A pattern with this share of its theme's mentions does most of the work.
const MOST: f64 = 0.5;
/// Places two themes share at least before they are said to come together.
const SHARED: u64 = 5;
/// The share of the rarer theme's places from which on two themes come together.
const TOGETHER: f64 = 0.8;
/// How much oftener than by chance, at least: themes that are everywhere always meet.
const LIFT: f64 = 1.5;

/// What was counted so far.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    documents: u64,
    sentences: u64,
    /// Matches of every pattern.
    hits: Vec<u64>,
    /// Mentions by theme, and within it by the pattern they name.
    mentions: BTreeMap<u16, BTreeMap<String, u64>>,
    in_sentences: Pairs,
    in_documents: Pairs,
}

/// Places of themes, and of pairs of them; the first of a pair is the smaller.
#[derive(Clone, Debug, Default)]
struct Pairs {
    alone: BTreeMap<u16, u64>,
    both: BTreeMap<(u16, u16), u64>,
}

impl Pairs {
    /// Counts one place with its themes, sorted and each once.
    fn add(&mut self, themes: &[u16]) {
        for (at, theme) in themes.iter().enumerate() {
            *self.alone.entry(*theme).or_default() += 1;
            for other in &themes[at + 1..] {
                *self.both.entry((*theme, *other)).or_default() += 1;
            }
        }
    }
}

impl Usage {
    /// Documents counted.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Counts a document, coded by the rules of `classifier` alone.
    pub fn add(&mut self, document: &Document, classifier: &Classifier) {
        self.documents += 1;
        self.sentences += coded(document).count() as u64;
        self.count_hits(document, classifier);
        let mut work = Work::new(classifier, document);
        let settings = classifier.settings(document, &mut work);
        let mentions = classifier.rules(&settings, false, &mut work).mentions;
        let says: Vec<(u32, u16)> = mentions
            .iter()
            .filter(|mention| mention.assertion.counts())
            .map(|mention| (mention.sentence, mention.theme))
            .collect();
        for sentence in says.chunk_by(|a, b| a.0 == b.0) {
            self.in_sentences.add(&themes(sentence));
        }
        self.in_documents.add(&themes(&says));
        for mention in mentions {
            let of_theme = self.mentions.entry(mention.theme).or_default();
            *of_theme.entry(mention.pattern).or_default() += 1;
        }
    }

    /// Headings are read too: there are patterns for them.
    fn count_hits(&mut self, document: &Document, classifier: &Classifier) {
        let mut work = Work::new(classifier, document);
        let mut hits: Vec<Hit> = Vec::new();
        let matcher = &classifier.patterns.matcher;
        self.hits.resize(matcher.patterns(), 0);
        for sentence in &document.sentences {
            matcher.read(&document.text, sentence.span, &mut work.sentence);
            (0..2).for_each(|tier| matcher.find(&document.text, tier, &mut work.sentence, &mut hits));
            for hit in hits.drain(..) {
                self.hits[hit.pattern as usize] += 1;
            }
        }
    }

    /// What its author should know of `codebook`, of which `classifier` was made.
    pub fn remarks(&self, codebook: &Codebook, classifier: &Classifier) -> Vec<Remark> {
        let mut found = self.dead(codebook, classifier);
        found.extend(self.most_of_the_work(codebook));
        let places = [
            ("sentences", &self.in_sentences, self.sentences),
            ("documents", &self.in_documents, self.documents),
        ];
        for (unit, pairs, total) in places {
            found.extend(together(codebook, unit, pairs, total));
        }
        found
    }

    fn dead(&self, codebook: &Codebook, classifier: &Classifier) -> Vec<Remark> {
        let patterns = &classifier.patterns;
        let never = self.hits.iter().enumerate().filter(|(_, count)| **count == 0);
        never
            .map(|(index, _)| {
                let (theme, list) = place(patterns.roles[index], codebook);
                let message = format!("matches nothing in {} documents", self.documents);
                Remark {
                    count: Some(0),
                    ..Remark::pattern("dead", theme, (&list, &patterns.sources[index]), message)
                }
            })
            .collect()
    }

    fn most_of_the_work(&self, codebook: &Codebook) -> Vec<Remark> {
        let mut found = Vec::new();
        for (theme, patterns) in &self.mentions {
            let total: u64 = patterns.values().sum();
            for (pattern, count) in patterns {
                let share = *count as f64 / total as f64;
                if total >= MENTIONS && share >= MOST {
                    let theme = &codebook.themes[*theme as usize];
                    let lists = theme.lists();
                    let of = |(_, listed): &&(&str, &[crate::codebook::Pattern])| {
                        listed.iter().any(|one| one.source == *pattern)
                    };
                    let list = lists.iter().find(of).map_or("", |(list, _)| list);
                    found.push(Remark {
                        count: Some(*count),
                        share: Some(share),
                        ..Remark::pattern(
                            "most of the work",
                            &theme.id,
                            (list, pattern),
                            format!("names {count} of the theme's {total} mentions"),
                        )
                    });
                }
            }
        }
        found
    }
}

fn themes(places: &[(u32, u16)]) -> Vec<u16> {
    let mut themes: Vec<u16> = places.iter().map(|(_, theme)| *theme).collect();
    themes.sort_unstable();
    themes.dedup();
    themes
}

/// The theme of a pattern and the list it stands in.
fn place(role: Role, codebook: &Codebook) -> (&str, String) {
    let theme = |theme: u16| codebook.themes[theme as usize].id.as_str();
    let frame = |frame: u16| &codebook.sets.frames[frame as usize].name;
    match role {
        Role::Theme { theme: of, list } => (theme(of), list.name().to_string()),
        Role::Not { theme: of } => (theme(of), "not".to_string()),
        Role::Mask => ("", "masks".to_string()),
        Role::Cue { frame: of } => ("", format!("cues of {}", frame(of))),
        Role::End { frame: of } => ("", format!("ends of {}", frame(of))),
        Role::Unless { frame: of } => ("", format!("unless of {}", frame(of))),
        Role::Heading { heading } => {
            let heading = &codebook.sets.headings[heading as usize].name;
            ("", format!("heading {heading}"))
        }
    }
}

fn together(codebook: &Codebook, unit: &str, pairs: &Pairs, total: u64) -> Vec<Remark> {
    let mut found = Vec::new();
    for ((one, other), both) in &pairs.both {
        let (a, b) = (pairs.alone[one], pairs.alone[other]);
        let share = *both as f64 / a.min(b) as f64;
        let lift = *both as f64 * total as f64 / (a as f64 * b as f64);
        if *both >= SHARED && share >= TOGETHER && lift >= LIFT {
            // The rarer theme is the one that never comes alone.
            let (rare, often) = if a <= b { (one, other) } else { (other, one) };
            let message = format!(
                "in {both} {unit} with the other theme, of {} in which it is; {lift:.1} times as often as by chance",
                a.min(b)
            );
            found.push(Remark {
                check: "together",
                theme: codebook.themes[*rare as usize].id.clone(),
                other: codebook.themes[*often as usize].id.clone(),
                list: unit.to_string(),
                count: Some(*both),
                share: Some(share),
                message,
                ..Remark::default()
            });
        }
    }
    found
}
