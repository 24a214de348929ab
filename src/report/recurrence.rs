//! `passages.csv`, `near_duplicates.csv`, `recommendations.csv`, `chains.csv`, `candidates.csv`, `formulas.csv`.

use super::{Writer, create};
use crate::codebook::Codebook;
use crate::document::Span;
use crate::findings::{Coded, Findings, Recurrence, recommendation_id, themes_of};
use crate::repetition::{Chain, Chains, Decisions, Place, Repetition, SharedPassage};
use crate::table;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

const PASSAGES: [&str; 21] = [
    "passage",
    "grade",
    "similarity",
    "words",
    "documents",
    "authorities",
    "first_year",
    "last_year",
    "document",
    "page",
    "start",
    "end",
    "quote",
    "authority",
    "published",
    "section",
    "wording",
    "least_similarity",
    "difference",
    "version_of",
    "same_author",
];
const NEAR_DUPLICATES: [&str; 4] = ["original", "version", "containment", "resemblance"];
const RECOMMENDATIONS: [&str; 18] = [
    "recommendation",
    "document",
    "page",
    "number",
    "text",
    "addressees",
    "types",
    "change",
    "strength",
    "deadline",
    "themes",
    "passage",
    "owner",
    "verb",
    "measure",
    "start",
    "end",
    "chain",
];
const CHAINS: [&str; 19] = [
    "chain",
    "wording",
    "candidate",
    "documents",
    "authorities",
    "first_year",
    "last_year",
    "longest_gap",
    "recommendation",
    "document",
    "authority",
    "published",
    "page",
    "number",
    "text",
    "similarity",
    "difference",
    "confirmed",
    "link_wording",
];
const FORMULAS: [&str; 7] =
    ["formula", "class", "documents", "mentions", "first_year", "last_year", "authorities"];

/// A recommendation until passages and chains are known.
struct Kept {
    document: String,
    span: Span,
    cells: Vec<String>,
}

/// The tables of what recurs; recommendations wait for the passages they belong to.
pub(super) struct Recurrent {
    folder: PathBuf,
    recommendations: Vec<Kept>,
}

impl Recurrent {
    /// Will write into `folder`.
    pub(super) fn start(folder: &Path) -> Self {
        Recurrent { folder: folder.to_path_buf(), recommendations: Vec::new() }
    }

    fn table(&self, name: &str, columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> io::Result<()> {
        let mut table = table::Writer::new(create(&self.folder, name)?, columns)?;
        for row in rows {
            table.row(row)?;
        }
        table.finish()
    }
}

impl Writer for Recurrent {
    fn document(&mut self, coded: &Coded, codebook: &Codebook) -> io::Result<()> {
        let Some(document) = &coded.document else {
            return Ok(());
        };
        for one in &coded.facets.recommendations {
            let cells = vec![
                recommendation_id(document, one),
                document.id.clone(),
                one.page.to_string(),
                one.number.clone(),
                one.span.of(&document.text).to_string(),
                one.addressees.join("; "),
                one.types.join("; "),
                one.change.map_or(String::new(), |change| change.name().to_string()),
                one.strength.name().to_string(),
                one.deadline.clone(),
                themes_of(one, &coded.mentions, codebook).join("; "),
                String::new(),
                one.owner.clone(),
                one.verb.to_string(),
                one.measure.to_string(),
                one.span.start.to_string(),
                one.span.end.to_string(),
                String::new(),
            ];
            self.recommendations.push(Kept { document: document.id.clone(), span: one.span, cells });
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>, findings: &Findings, _: &Codebook) -> io::Result<()> {
        let found = &findings.recurrence;
        let repetition = &found.repetition;
        let places = repetition.passages.iter().flat_map(|passage| {
            passage.places.iter().map(move |place| passage_row(repetition, passage, place))
        });
        self.table("passages.csv", &PASSAGES, places)?;
        let pairs = repetition.near_duplicates.iter().map(|pair| {
            vec![
                pair.original.clone(),
                pair.version.clone(),
                decimal(pair.containment),
                decimal(pair.resemblance),
            ]
        });
        self.table("near_duplicates.csv", &NEAR_DUPLICATES, pairs)?;
        self.table("chains.csv", &CHAINS, chain_rows(found))?;
        self.table("candidates.csv", &Decisions::COLUMNS, candidate_rows(&found.chains))?;
        let phrases = found.set_phrases.iter().map(|row| {
            let counts = [row.documents.to_string(), row.mentions.to_string()];
            let head = [row.formula.clone(), row.class.name().to_string()];
            let tail = [year(row.first_year), year(row.last_year), row.authorities.to_string()];
            head.into_iter().chain(counts).chain(tail).collect()
        });
        self.table("formulas.csv", &FORMULAS, phrases)?;
        let kept = with_passages(std::mem::take(&mut self.recommendations), found);
        self.table("recommendations.csv", &RECOMMENDATIONS, kept.into_iter().map(|kept| kept.cells))
    }
}

fn passage_row(repetition: &Repetition, passage: &SharedPassage, place: &Place) -> Vec<String> {
    let carrier = repetition.carrier(place);
    let version_of = place.version_of.map_or("", |index| repetition.documents[index as usize].id.as_str());
    vec![
        passage.id.clone(),
        passage.grade.name().to_string(),
        decimal(place.similarity),
        passage.words.to_string(),
        passage.documents.to_string(),
        passage.authorities.to_string(),
        year(passage.first_year),
        year(passage.last_year),
        carrier.id.clone(),
        place.page.to_string(),
        place.span.start.to_string(),
        place.span.end.to_string(),
        place.quote.clone(),
        carrier.authority.clone(),
        carrier.published.clone(),
        place.section.name().to_string(),
        place.wording.name().to_string(),
        decimal(passage.similarity),
        place.difference.clone(),
        version_of.to_string(),
        passage.author.clone(),
    ]
}

fn chain_rows(found: &Recurrence) -> impl Iterator<Item = Vec<String>> {
    found
        .chains
        .chains
        .iter()
        .flat_map(move |chain| (0..chain.links.len()).map(move |link| chain_row(found, chain, link)))
}

fn chain_row(found: &Recurrence, chain: &Chain, link: usize) -> Vec<String> {
    let link = &chain.links[link];
    let ask = &found.chains.asks[link.ask as usize];
    vec![
        chain.id.clone(),
        chain.wording.name().to_string(),
        chain.candidate.to_string(),
        chain.documents.to_string(),
        chain.authorities.to_string(),
        year(chain.first_year),
        year(chain.last_year),
        year(chain.longest_gap),
        ask.id.clone(),
        ask.document.clone(),
        ask.authority.clone(),
        ask.published.clone(),
        ask.page.to_string(),
        ask.number.clone(),
        ask.text.clone(),
        decimal(link.similarity),
        link.difference.clone(),
        link.confirmed.to_string(),
        link.wording.name().to_string(),
    ]
}

/// The pairs a person can decide on, the likeliest first, then those decided: a file to fill in under `same`.
fn candidate_rows(chains: &Chains) -> impl Iterator<Item = Vec<String>> {
    let mut open: Vec<(f64, u32, u32)> = Vec::new();
    for chain in chains.chains.iter().filter(|chain| chain.candidate) {
        let later = chain.links[1..].iter().filter(|link| !link.confirmed);
        open.extend(later.map(|link| (link.similarity, chain.links[0].ask, link.ask)));
    }
    open.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let open = open
        .into_iter()
        .map(|(similarity, a, b)| candidate_row(chains, (a, b), ["", "", &decimal(similarity)]));
    let decided = chains.decided.iter().map(|one| {
        let same = if one.same { "yes" } else { "no" };
        candidate_row(chains, (one.a, one.b), [same, &one.remark, ""])
    });
    open.chain(decided)
}

/// A pair with what was decided, remarked and measured of it.
fn candidate_row(chains: &Chains, (a, b): (u32, u32), said: [&str; 3]) -> Vec<String> {
    let (a, b) = (&chains.asks[a as usize], &chains.asks[b as usize]);
    let mut cells = vec![a.id.clone(), b.id.clone()];
    cells.extend(said.map(str::to_string));
    for ask in [a, b] {
        let page = ask.page.to_string();
        cells.extend([&ask.document, &ask.authority, &ask.published, &page, &ask.text].map(String::clone));
    }
    cells
}

/// Names, for each recommendation, the shared passage that covers most of it and the chain it is in.
fn with_passages(mut kept: Vec<Kept>, found: &Recurrence) -> Vec<Kept> {
    let repetition = &found.repetition;
    let mut places: BTreeMap<&str, Vec<(Span, &str)>> = BTreeMap::new();
    for passage in &repetition.passages {
        for place in &passage.places {
            let document = repetition.carrier(place).id.as_str();
            places.entry(document).or_default().push((place.span, &passage.id));
        }
    }
    let mut chain_of: BTreeMap<&str, &str> = BTreeMap::new();
    for chain in found.chains.chains.iter().filter(|chain| !chain.candidate) {
        for link in &chain.links {
            chain_of.entry(&found.chains.asks[link.ask as usize].id).or_insert(&chain.id);
        }
    }
    for one in &mut kept {
        let common = |span: &Span| span.end.min(one.span.end).saturating_sub(span.start.max(one.span.start));
        let here = places.get(one.document.as_str()).map(Vec::as_slice).unwrap_or_default();
        let best = here.iter().max_by_key(|(span, _)| common(span));
        if let Some((_, passage)) = best.filter(|(span, _)| 2 * common(span) as usize >= one.span.len()) {
            one.cells[11] = passage.to_string();
        }
        if let Some(chain) = chain_of.get(one.cells[0].as_str()) {
            one.cells[17] = chain.to_string();
        }
    }
    kept
}

fn year(year: Option<u16>) -> String {
    year.map(|year| year.to_string()).unwrap_or_default()
}

/// Three decimals: finer than the number of words supports.
fn decimal(value: f64) -> String {
    format!("{value:.3}")
}
