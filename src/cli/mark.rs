//! `refrain mark`: what was checked, what a person said of it, and what is still to check.

use super::Found;
use super::args::{ListFormat, MarkArguments};
use super::list::{List, figure};
use super::workspace::Workspace;
use crate::document::Span;
use crate::error::{Error, suggestion};
use crate::findings::{Checked, Proportion};
use crate::marks::{Key, Mark, Marks, Verdict, standing};
use crate::store;
use crate::table::{Row, Table};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Marks one mention, or lists.
pub(super) fn run(arguments: &MarkArguments) -> anyhow::Result<Found> {
    let checked = Mentions::open(&arguments.workspace.workspace)?;
    if let (Some(mention), Some(verdict)) = (&arguments.mention, arguments.verdict) {
        return add(arguments, &checked, mention, verdict);
    }
    known_theme(arguments, &checked)?;
    let wanted = |theme: &str| arguments.theme.as_deref().is_none_or(|only| only == theme);
    let list = if arguments.list {
        marked(&checked, &wanted)
    } else if arguments.progress {
        progress(&checked, &wanted)
    } else {
        to_check(&checked, &wanted)
    };
    if list.is_empty() {
        let nothing = if arguments.list { "is marked" } else { "is left to check" };
        eprintln!("refrain: nothing {nothing}");
        return Ok(Found::Nothing);
    }
    list.print(arguments.format.format)?;
    Ok(Found::Something)
}

/// Refuses a theme that nobody mentions and nobody marked.
fn known_theme(arguments: &MarkArguments, checked: &Mentions) -> Result<(), Error> {
    let Some(theme) = arguments.theme.as_deref() else {
        return Ok(());
    };
    let themes = checked.themes();
    if themes.contains(theme) || checked.marks.iter().any(|(key, _)| key.theme == theme) {
        return Ok(());
    }
    let hint = suggestion(theme, themes);
    Err(Error::Unknown(format!("no mention of '{theme}' in the last report; {hint}")))
}

/// Prints for each theme how many of the marked mentions are right.
pub(super) fn precision(folder: &Path, format: ListFormat) -> anyhow::Result<Found> {
    let checked = Mentions::open(folder)?;
    if checked.marks.is_empty() {
        eprintln!(
            "refrain: nothing to score: no sheet named, no sample kept, nothing marked; begin with refrain sample"
        );
        return Ok(Found::Nothing);
    }
    eprintln!(
        "From marks: the share of mentions that were accepted, of those accepted or rejected, with Wilson's 95 % \
         interval. They were not drawn at random, and what was missed was not looked for; refrain sample does both."
    );
    let mut list = List::new(&["theme", "mentions", "accept", "reject", "precision", "low", "high"]);
    for (theme, counts) in counts(&checked, &|_| true) {
        let judged = counts.accepted + counts.rejected;
        if let Some(share) = Proportion::wilson(counts.accepted, judged) {
            list.row([
                json!(theme),
                json!(counts.mentions),
                json!(counts.accepted),
                json!(counts.rejected),
                figure(Some(share.share)),
                figure(Some(share.low)),
                figure(Some(share.high)),
            ]);
        }
    }
    list.print(format)?;
    Ok(Found::Something)
}

fn add(
    arguments: &MarkArguments,
    checked: &Mentions,
    mention: &str,
    verdict: Verdict,
) -> anyhow::Result<Found> {
    let row = checked
        .rows()
        .find(|row| row.get("mention") == mention)
        .ok_or_else(|| {
            Error::Unknown(format!(
                "no mention '{mention}' in the last report; ids are in mentions.csv, and in refrain mark --to-check"
            ))
        })?;
    let mark = Mark {
        key: checked.key(row)?,
        verdict,
        note: arguments.note.clone().unwrap_or_default(),
        by: arguments.by.clone().unwrap_or_default(),
        mention: mention.to_string(),
        document: row.get("document").to_string(),
        page: row.get("page").parse().unwrap_or(0),
    };
    let folder = &arguments.workspace.workspace;
    store::add_mark(folder, &mark)?;
    let (verdict, theme, quote) = (verdict.name(), &mark.key.theme, &mark.key.quote);
    eprintln!("{verdict}: {theme}, \"{quote}\", {}, page {}", mark.document, mark.page);
    eprintln!("Kept in {}", store::marks_file(folder).display());
    Ok(Found::Something)
}

/// The mentions of the last report, and the marks of now.
struct Mentions {
    workspace: Workspace,
    mentions: Table,
    marks: Marks,
}

impl Mentions {
    fn open(folder: &Path) -> anyhow::Result<Self> {
        Ok(Mentions {
            workspace: Workspace::open(folder)?,
            mentions: Table::read_any(&folder.join("report").join("mentions.csv"))?,
            marks: store::read_marks(folder)?,
        })
    }

    fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.mentions.rows()
    }

    fn themes(&self) -> BTreeSet<&str> {
        self.rows().map(|row| row.get("theme")).collect()
    }

    /// By what the mention of `row` is found again.
    fn key(&self, row: Row<'_>) -> anyhow::Result<Key> {
        let id = row.get("document");
        let document = self
            .workspace
            .rows()
            .find(|document| document.get("document") == id)
            .and_then(|row| self.workspace.document(row))
            .ok_or_else(|| {
                Error::Unknown(format!("{id} is no longer kept in the workspace; run refrain report again"))
            })?;
        let offset = |column| row.get(column).parse::<u32>().unwrap_or(0);
        let span = Span { start: offset("start"), end: offset("end") };
        Ok(Key::of(&document, row.get("theme"), span))
    }

    /// Every mention with its marks.
    fn checked(&self) -> impl Iterator<Item = (Row<'_>, &[Mark])> {
        self.rows().map(|row| {
            let may = self.marks.may_hold(row.get("sha256"), row.get("theme"), row.get("quote"));
            let key = may.then(|| self.key(row).ok()).flatten();
            (row, key.map_or(&[][..], |key| self.marks.of(&key)))
        })
    }
}

fn marked(checked: &Mentions, wanted: &dyn Fn(&str) -> bool) -> List {
    let mut list =
        List::new(&["theme", "verdict", "by", "note", "found", "document", "page", "quote", "mention"]);
    let found: BTreeMap<&Key, Row<'_>> =
        checked.checked().filter_map(|(row, marks)| Some((&marks.first()?.key, row))).collect();
    for (key, marks) in checked.marks.iter().filter(|(key, _)| wanted(&key.theme)) {
        let now = found.get(key);
        for mark in marks {
            list.row([
                json!(key.theme),
                json!(mark.verdict.name()),
                json!(mark.by),
                json!(mark.note),
                json!(if now.is_some() { "yes" } else { "no" }),
                json!(now.map_or(mark.document.as_str(), |row| row.get("document"))),
                json!(now.map_or(mark.page, |row| row.get("page").parse().unwrap_or(0))),
                json!(key.quote),
                json!(now.map_or(mark.mention.as_str(), |row| row.get("mention"))),
            ]);
        }
    }
    let vanished =
        checked.marks.iter().filter(|(key, _)| wanted(&key.theme) && !found.contains_key(key)).count();
    if vanished > 0 {
        eprintln!("{vanished} marked mentions are not in the last report (found: no); their marks are kept.");
    }
    list
}

fn to_check(checked: &Mentions, wanted: &dyn Fn(&str) -> bool) -> List {
    let mut list = List::new(&["mention", "theme", "assertion", "document", "page", "quote"]);
    let (mut all, mut left) = (0, 0);
    for (row, marks) in checked.checked().filter(|(row, _)| wanted(row.get("theme"))) {
        all += 1;
        if marks.is_empty() {
            left += 1;
            let page: u32 = row.get("page").parse().unwrap_or(0);
            list.row([
                json!(row.get("mention")),
                json!(row.get("theme")),
                json!(row.get("assertion")),
                json!(row.get("document")),
                json!(page),
                json!(row.get("quote")),
            ]);
        }
    }
    eprintln!("{} of {all} mentions are marked, {left} are to check.", all - left);
    list
}

fn counts<'a>(checked: &'a Mentions, wanted: &dyn Fn(&str) -> bool) -> BTreeMap<&'a str, Checked> {
    let mut themes: BTreeMap<&str, Checked> = BTreeMap::new();
    for (row, marks) in checked.checked().filter(|(row, _)| wanted(row.get("theme"))) {
        themes.entry(row.get("theme")).or_default().add(standing(marks));
    }
    themes
}

fn progress(checked: &Mentions, wanted: &dyn Fn(&str) -> bool) -> List {
    let mut list = List::new(&["theme", "mentions", "accept", "reject", "unsure", "disputed", "to_check"]);
    for (theme, counts) in counts(checked, wanted) {
        list.row([
            json!(theme),
            json!(counts.mentions),
            json!(counts.accepted),
            json!(counts.rejected),
            json!(counts.unsure),
            json!(counts.disputed),
            json!(counts.to_check()),
        ]);
    }
    list
}
