//! `refrain codebook check`: the codebook proved by its own examples and tried on documents.

use crate::classify::{Checked, Classifier, Usage, angles, check_examples, overlaps};
use crate::cli::args::CheckArguments;
use crate::cli::list::List;
use crate::cli::workspace::Workspace;
use crate::cli::{Found, reading};
use crate::codebook::{Codebook, Remark};
use serde_json::json;
use std::path::Path;

/// Where documents are kept when a corpus is named and no workspace.
const USUAL_WORKSPACE: &str = "refrain-workspace";

/// Checks; exit code 1 when there is a fault.
pub(super) fn run(arguments: &CheckArguments) -> anyhow::Result<Found> {
    let codebook = reading::codebook(arguments.reading.codebook.as_deref())?;
    // The examples prove the rules; a learned model is judged by its own figures.
    let classifier = Classifier::new(&codebook);
    let checked = check_examples(&codebook, &classifier);
    let mut remarks = codebook.remarks();
    remarks.extend(angles(&codebook, &checked));
    let wrong = checked.iter().filter(|checked| !checked.holds);
    remarks.extend(wrong.map(|checked| not_as_it_says(&codebook, checked)));
    remarks.extend(overlaps(&codebook, &classifier));
    let usage = usage(arguments, &classifier)?;
    remarks.extend(usage.iter().flat_map(|usage| usage.remarks(&codebook, &classifier)));
    remarks.sort_by_key(|remark| !remark.fault);
    let list = list(&remarks);
    if !list.is_empty() {
        list.print(arguments.format.format)?;
    }
    Ok(summarise(&codebook, &checked, &remarks, usage.as_ref()))
}

/// The patterns tried on documents, where any are named.
fn usage(arguments: &CheckArguments, classifier: &Classifier) -> anyhow::Result<Option<Usage>> {
    let mut usage = Usage::default();
    match &arguments.workspace {
        Some(workspace) if arguments.corpus.is_empty() => {
            let documents = Workspace::open(workspace)?;
            documents.documents().for_each(|document| usage.add(&document, classifier));
        }
        None if arguments.corpus.is_empty() => return Ok(None),
        workspace => {
            let workspace = workspace.as_deref().unwrap_or(Path::new(USUAL_WORKSPACE));
            let mut add = |document: &_| usage.add(document, classifier);
            reading::documents(&arguments.corpus, None, workspace, &arguments.reading, &mut add)?;
        }
    }
    Ok(Some(usage))
}

fn not_as_it_says(codebook: &Codebook, checked: &Checked) -> Remark {
    let kind = if checked.counter { "counter-example" } else { "example" };
    let coded: Vec<String> = checked
        .coded
        .iter()
        .map(|(assertion, pattern, cue)| match cue.is_empty() {
            true => format!("{} by '{pattern}'", assertion.name()),
            false => format!("{} by '{pattern}', cue {cue}", assertion.name()),
        })
        .collect();
    let coded = match coded.is_empty() {
        true => "nothing".to_string(),
        false => coded.join("; "),
    };
    let theme = &codebook.themes[checked.theme].id;
    let message = format!("{kind} says {}, coded {coded}", checked.example.assertion);
    Remark { other: checked.example.text.clone(), ..Remark::fault("coded", theme, message) }
}

fn list(remarks: &[Remark]) -> List {
    let mut list =
        List::new(&["kind", "check", "theme", "list", "pattern", "other", "count", "share", "message"]);
    for remark in remarks {
        list.row([
            json!(if remark.fault { "fault" } else { "remark" }),
            json!(remark.check),
            json!(remark.theme),
            json!(remark.list),
            json!(remark.pattern),
            json!(remark.other),
            json!(remark.count),
            json!(remark.share.map(|share| (share * 1000.0).round() / 1000.0)),
            json!(remark.message),
        ]);
    }
    list
}

/// Says on standard error what was checked and how it went.
fn summarise(codebook: &Codebook, checked: &[Checked], remarks: &[Remark], usage: Option<&Usage>) -> Found {
    let held = checked.iter().filter(|checked| checked.holds).count();
    let faults = remarks.iter().filter(|remark| remark.fault).count();
    eprintln!(
        "{} themes, {held} of {} examples coded as they say; {faults} faults, {} remarks.",
        codebook.themes.len(),
        checked.len(),
        remarks.len() - faults
    );
    match usage {
        Some(usage) => eprintln!("Patterns tried on {} documents.", usage.documents()),
        None => eprintln!("Name a corpus or a workspace to see which patterns find nothing."),
    }
    match faults {
        0 => Found::Something,
        _ => Found::Nothing,
    }
}
