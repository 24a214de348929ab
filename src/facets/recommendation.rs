//! Where recommendations stand: sections, lists, tables of action plans, and sentences that say so.

use super::ask::{Asks, Change, Strength};
use super::candidate::{Column, column, labels_one, number, printed_before};
use super::order::{Orders, recommends};
use crate::document::{Block, BlockKind, Document, Section, SectionKind, Span};
use serde::Serialize;
use std::collections::BTreeMap;

/// Words in common, over those of the shorter, from which two are the same recommendation printed twice.
const SAME: f64 = 0.85;

/// A sentence, list item or table cell that asks someone for a change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recommendation {
    /// Its text.
    pub span: Span,
    /// The page on which it begins, 1-based.
    pub page: u32,
    /// Its number as printed, without label; empty where there is none.
    pub number: String,
    /// Who is asked, by names of kinds of body; empty when it does not say.
    pub addressees: Vec<String>,
    /// Kinds of act: training, procedure, audit, ...
    pub types: Vec<String>,
    /// What it would change; none where no word tells.
    pub change: Option<Change>,
    /// How firmly it asks.
    pub strength: Strength,
    /// Whether its verb names an act.
    pub verb: bool,
    /// Who is to do it, as an action plan states; empty otherwise.
    pub owner: String,
    /// By when, as printed; empty where it does not say.
    pub deadline: String,
    /// Whether it says how one will know.
    pub measure: bool,
}

/// A stretch that may be a recommendation, with what surrounds it.
#[derive(Clone, Debug, Default)]
struct Found {
    span: Span,
    number: String,
    heading: String,
    owner: String,
    deadline: String,
}

/// The recommendations of a document, in text order.
pub(super) fn find(document: &Document, lists: &Asks) -> Vec<Recommendation> {
    let mut found = in_sections(document, &lists.orders);
    in_tables(document, &mut found);
    if found.is_empty() {
        found = in_sentences(document);
    }
    found.sort_by_key(|found| found.span);
    found.dedup_by_key(|found| found.span);
    let unique = without_repeats(document, found);
    unique.into_iter().map(|found| read(document, lists, found)).collect()
}

fn read(document: &Document, lists: &Asks, found: Found) -> Recommendation {
    let text = found.span.of(&document.text);
    let mut read = lists.read(text);
    if read.addressees.is_empty() {
        let said = format!("{}. {}", found.owner, found.heading);
        read.addressees = lists.addressees(&said);
    }
    let deadline = if found.deadline.is_empty() { read.deadline } else { found.deadline };
    let owner = !read.addressees.is_empty() || !found.owner.is_empty();
    let signs = [read.verb, owner, !deadline.is_empty(), read.measure].iter().filter(|sign| **sign).count();
    Recommendation {
        span: found.span,
        page: document.page_of(found.span.start as usize),
        number: found.number,
        addressees: read.addressees,
        types: read.types,
        change: read.change,
        strength: match signs {
            3.. => Strength::Strong,
            2 => Strength::Moderate,
            _ => Strength::Weak,
        },
        verb: read.verb,
        owner: found.owner,
        deadline,
        measure: read.measure,
    }
}

/// Whether section `index`, or one it lies in, holds recommendations.
fn is_within(document: &Document, index: usize) -> bool {
    let mut next = Some(index as u32);
    while let Some(section) = next.and_then(|index| document.sections.get(index as usize)) {
        match section.kind {
            SectionKind::Recommendations | SectionKind::Improvement => return true,
            SectionKind::Other => next = section.parent,
            _ => return false,
        }
    }
    false
}

/// List items and paragraphs of recommendation sections.
fn in_sections(document: &Document, orders: &Orders) -> Vec<Found> {
    let mut all = Vec::new();
    let within = |(index, _): &(usize, &Section)| is_within(document, *index);
    for (_, section) in document.sections.iter().enumerate().filter(within) {
        let blocks = section.blocks.clone();
        let mut heading = section.heading.map_or(String::new(), |at| text(document, at as usize).to_string());
        let one = labels_one(&heading);
        let mut label = if one { number(&heading) } else { String::new() };
        let leads: Vec<u32> =
            blocks.clone().filter_map(|at| document.blocks.get(at as usize)?.lead_in).collect();
        for at in blocks {
            let Some(block) = document.blocks.get(at as usize) else {
                break;
            };
            let words = text(document, at as usize);
            match block.kind {
                BlockKind::Paragraph | BlockKind::ListItem
                    if is_ask(document, orders, block, !leads.contains(&at)) =>
                {
                    all.push(item(document, block, &heading, &mut label));
                }
                BlockKind::Paragraph if block.number.is_none() && words.split_whitespace().count() <= 8 => {
                    heading = words.to_string();
                }
                _ => {}
            }
        }
    }
    all
}

/// A block under `heading` as a recommendation; `label` is the number that its heading gave and is used once.
fn item(document: &Document, block: &Block, heading: &str, label: &mut String) -> Found {
    let lead = block.lead_in.map_or("", |lead| text(document, lead as usize));
    let mut span = trimmed(document, block.span);
    let mut printed = block.number.map_or(String::new(), |span| number(span.of(&document.text)));
    let before = printed_before(span.of(&document.text));
    if before > 0 {
        printed = number(&span.of(&document.text)[..before]);
        span.start += before as u32;
    }
    let number = if printed.is_empty() { std::mem::take(label) } else { printed };
    Found {
        span,
        number,
        heading: format!("{lead} {heading}"),
        owner: String::new(),
        deadline: deadline_of(lead),
    }
}

/// Whether a block of a recommendation section is one, and not the sentence that introduces them.
fn is_ask(document: &Document, orders: &Orders, block: &Block, leads_nothing: bool) -> bool {
    let words = block.span.of(&document.text);
    let long = words.split_whitespace().count() >= 5;
    let numbered =
        block.number.is_some_and(|span| span.of(&document.text).chars().any(char::is_alphanumeric));
    let item = numbered || block.kind == BlockKind::ListItem;
    let ends = !words.trim_end().ends_with(':');
    long && leads_nothing && ends && (orders.ask(words) || (item && block.lead_in.is_some()))
}

/// The deadline a lead-in sets for its items: "Within three months:".
fn deadline_of(lead: &str) -> String {
    let lower = lead.trim().to_lowercase();
    let sets = lower.starts_with("within") || lower.starts_with("immediately") || lower.starts_with("by ");
    if sets { lead.trim().trim_end_matches(':').to_string() } else { String::new() }
}

/// Rows of tables that have a column of recommendations, or of actions under a recommendation's number.
fn in_tables(document: &Document, found: &mut Vec<Found>) {
    let mut tables: BTreeMap<u32, BTreeMap<u32, BTreeMap<u32, usize>>> = BTreeMap::new();
    for (at, block) in document.blocks.iter().enumerate() {
        if let Some(cell) = block.cell {
            tables.entry(cell.table).or_default().entry(cell.row).or_default().insert(cell.column, at);
        }
    }
    for rows in tables.values() {
        let Some((first, header)) = rows.iter().next() else {
            continue;
        };
        let kinds: BTreeMap<u32, Column> =
            header.iter().map(|(at, block)| (*at, column(text(document, *block)))).collect();
        for (_, row) in rows.iter().filter(|(row, _)| *row != first) {
            in_row(document, &kinds, row, found);
        }
    }
}

fn in_row(
    document: &Document,
    kinds: &BTreeMap<u32, Column>,
    row: &BTreeMap<u32, usize>,
    found: &mut Vec<Found>,
) {
    let cell = |wanted: Column| {
        let at = kinds.iter().find(|(_, kind)| **kind == wanted).map(|(at, _)| at)?;
        row.get(at).copied()
    };
    let words =
        |wanted: Column| cell(wanted).map_or(String::new(), |at| text(document, at).trim().to_string());
    let (owner, deadline) = (words(Column::Owner), words(Column::Deadline));
    let recommendation = words(Column::Recommendation);
    let printed = number(&words(Column::Number));
    let long = recommendation.split_whitespace().count() >= 5;
    if let Some(at) = cell(Column::Recommendation).filter(|_| long) {
        let span = trimmed(document, document.blocks[at].span);
        found.push(Found { span, number: printed, heading: String::new(), owner, deadline });
        return;
    }
    // "R4 | form changed | Head of Assessment | July 2012": the plan for a recommendation printed before.
    let key = if recommendation.is_empty() { printed } else { number(&recommendation) };
    if let Some(known) = found.iter_mut().find(|known| !key.is_empty() && same_number(&known.number, &key)) {
        known.owner = owner;
        known.deadline = deadline;
    }
}

fn same_number(a: &str, b: &str) -> bool {
    a.trim_start_matches('R') == b.trim_start_matches('R')
}

/// Sentences that recommend in so many words, for documents without a section or table.
fn in_sentences(document: &Document) -> Vec<Found> {
    let sentences = document.sentences.iter().map(|sentence| trimmed(document, sentence.span));
    sentences
        .filter(|span| recommends(span.of(&document.text)))
        .map(|span| Found { span, ..Found::default() })
        .collect()
}

/// Leaves out what is printed again, as in the action plan; the first keeps owner and deadline of the second.
fn without_repeats(document: &Document, found: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<(Found, Vec<String>)> = Vec::new();
    for next in found {
        let words = sorted_words(next.span.of(&document.text));
        match kept.iter_mut().find(|(_, other)| common(other, &words) >= SAME) {
            Some((first, _)) => {
                if first.owner.is_empty() {
                    first.owner = next.owner;
                }
                if first.deadline.is_empty() {
                    first.deadline = next.deadline;
                }
            }
            None => kept.push((next, words)),
        }
    }
    kept.into_iter().map(|(found, _)| found).collect()
}

fn sorted_words(text: &str) -> Vec<String> {
    let split = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut words: Vec<String> = split.map(str::to_lowercase).collect();
    words.sort();
    words
}

/// Words in common over those of the shorter.
fn common(a: &[String], b: &[String]) -> f64 {
    let (mut x, mut y, mut same) = (0, 0, 0_usize);
    while x < a.len() && y < b.len() {
        match a[x].cmp(&b[y]) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => (x, y, same) = (x + 1, y + 1, same + 1),
        }
    }
    same as f64 / a.len().min(b.len()).max(1) as f64
}

fn text(document: &Document, block: usize) -> &str {
    document.blocks.get(block).map_or("", |block| block.span.of(&document.text))
}

/// The span without white space at its ends.
fn trimmed(document: &Document, span: Span) -> Span {
    let text = span.of(&document.text);
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    Span { start, end: start + text.trim().len() as u32 }
}
