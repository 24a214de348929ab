//! What a recommendation asks: of whom, what kind of change, how firmly, by when.

use super::list::List;
use super::order::Orders;
use crate::error::Result;
use serde::{Deserialize, Serialize};

/// What a recommendation would change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// A rule, form, protocol or audit.
    Procedure,
    /// Skill, judgement, relationship, direct work.
    Practice,
    /// Capacity, commissioning, structure, culture.
    System,
}

impl Change {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Change::Procedure => "procedure",
            Change::Practice => "practice",
            Change::System => "system",
        }
    }

    fn from_name(name: &str) -> Option<Change> {
        [Change::Procedure, Change::Practice, Change::System].into_iter().find(|change| change.name() == name)
    }
}

/// How firmly a change is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Three or more of: a verb that names an act, an owner, a date, a measure.
    Strong,
    /// Two of them.
    Moderate,
    /// One or none.
    Weak,
}

impl Strength {
    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Strength::Strong => "strong",
            Strength::Moderate => "moderate",
            Strength::Weak => "weak",
        }
    }
}

/// One row of the list.
struct Row {
    list: String,
    name: String,
    change: Option<Change>,
}

/// What was read off the words of a recommendation.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    pub(super) addressees: Vec<String>,
    pub(super) types: Vec<String>,
    pub(super) change: Option<Change>,
    pub(super) verb: bool,
    pub(super) measure: bool,
    pub(super) deadline: String,
}

/// The lists, compiled.
pub(super) struct Asks {
    list: List<Row>,
    pub(super) orders: Orders,
}

/// Words that ask.
const MODALS: [&str; 10] =
    ["should", "must", "shall", "will", "needs", "need", "ought", "recommends", "recommend", "recommended"];

impl Asks {
    /// Compiles the list shipped with the program.
    pub(super) fn new() -> Result<Self> {
        let columns = ["list", "name", "change", "pattern"];
        let keep = |cell: &dyn Fn(&str) -> String| Row {
            list: cell("list"),
            name: cell("name"),
            change: Change::from_name(&cell("change")),
        };
        let bytes = include_bytes!("recommendation.csv");
        Ok(Asks { list: List::new("recommendation.csv", bytes, &columns, keep)?, orders: Orders::new() })
    }

    /// Reads the words of a recommendation.
    pub(super) fn read(&self, text: &str) -> Read {
        let mut read = Read { addressees: self.addressees(subject(text)), ..Read::default() };
        let found = self.list.find(text);
        let act = subject(text).len();
        let mut changes = [0_u32; 3];
        let mut first_verb: Option<(u32, bool)> = None;
        for (row, span) in found {
            let row = &self.list.rows[row];
            if let Some(change) = row.change.filter(|_| span.start as usize >= act || row.list == "type") {
                changes[change as usize] += 1;
            }
            match row.list.as_str() {
                "type" if !read.types.contains(&row.name) => read.types.push(row.name.clone()),
                "measure" => read.measure = true,
                "deadline" if read.deadline.is_empty() => read.deadline = span.of(text).to_string(),
                "strong" | "weak" if span.start as usize >= act => {
                    let strong = row.list == "strong";
                    if first_verb.is_none_or(|(start, _)| span.start < start) {
                        first_verb = Some((span.start, strong));
                    }
                }
                _ => {}
            }
        }
        read.types.sort_by_key(|name| {
            self.list.rows.iter().position(|row| row.list == "type" && row.name == *name)
        });
        if read.types.len() > 1 && first_verb.is_some_and(|(_, strong)| strong) {
            // "review" as a noun or an aside is no kind of its own beside a firmer act.
            read.types.retain(|name| name != "review");
        }
        read.change = most(changes);
        read.verb = first_verb.is_some_and(|(_, strong)| strong);
        if let Some(date) = super::candidate::date(text) {
            read.deadline = date;
        }
        read
    }

    /// The bodies named in `text`, in the order of the list.
    pub(super) fn addressees(&self, text: &str) -> Vec<String> {
        let mut rows: Vec<usize> = self
            .list
            .find(text)
            .into_iter()
            .map(|(row, _)| row)
            .filter(|row| self.list.rows[*row].list == "addressee")
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows.into_iter().map(|row| self.list.rows[row].name.clone()).collect()
    }
}

/// The kind with the most signs; of equals the first.
fn most(changes: [u32; 3]) -> Option<Change> {
    let kinds = [Change::Procedure, Change::Practice, Change::System];
    let best = changes.iter().copied().max().filter(|best| *best > 0)?;
    kinds.into_iter().zip(changes).find(|(_, count)| *count == best).map(|(kind, _)| kind)
}

/// What stands before the word that asks: who is to act.
pub(super) fn subject(text: &str) -> &str {
    let mut start = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let plain = word.trim().to_lowercase();
        if MODALS.contains(&plain.as_str()) && !after_recommend(&text[start..]) {
            return &text[..start];
        }
        start += word.len();
    }
    ""
}

/// Whether the subject only begins here: "The panel recommends that the trust should".
fn after_recommend(text: &str) -> bool {
    text.to_lowercase().starts_with("recommend")
}
