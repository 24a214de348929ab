//! `refrain codebook`: what is looked for, and whether the codebook does what it should.

mod check;

use super::Found;
use super::args::{CodebookArguments, CodebookCommand};
use super::list::List;
use super::reading;
use crate::codebook::Codebook;
use crate::error::suggestion;
use serde_json::json;

/// Lists, shows or checks.
pub(super) fn run(arguments: &CodebookArguments) -> anyhow::Result<Found> {
    match &arguments.command {
        CodebookCommand::List { codebook, format } => {
            list(&reading::codebook(codebook.as_deref())?).print(format.format)?
        }
        CodebookCommand::Show { theme, codebook } => show(&reading::codebook(codebook.as_deref())?, theme)?,
        CodebookCommand::Check(arguments) => return check::run(arguments),
    }
    Ok(Found::Something)
}

fn list(codebook: &Codebook) -> List {
    let columns = ["theme", "label", "group", "mode", "patterns", "examples", "counter_examples"];
    let mut list = List::new(&columns);
    for theme in &codebook.themes {
        list.row([
            json!(theme.id),
            json!(theme.label),
            json!(codebook.group_label(&theme.group)),
            json!(theme.mode.name()),
            json!(theme.patterns().count()),
            json!(theme.examples.len()),
            json!(theme.counter_examples.len()),
        ]);
    }
    list
}

fn show(codebook: &Codebook, id: &str) -> anyhow::Result<()> {
    let Some(index) = codebook.theme_index(id) else {
        let known: Vec<&str> = codebook.themes.iter().map(|theme| theme.id.as_str()).collect();
        anyhow::bail!("no theme is called '{id}'; {}", suggestion(id, known));
    };
    let theme = &codebook.themes[index];
    println!("{}: {}", theme.id, theme.label);
    println!("group: {}; mode: {}", codebook.group_label(&theme.group), theme.mode.name());
    println!("{}", theme.definition);
    lines("use when", &theme.use_when);
    lines("not when", &theme.not_when);
    for (name, patterns) in theme.lists() {
        let sources: Vec<&str> = patterns.iter().map(|pattern| pattern.source.as_str()).collect();
        lines(name, &sources);
    }
    for (name, examples) in [("examples", &theme.examples), ("counter-examples", &theme.counter_examples)] {
        let shown: Vec<String> = examples.iter().map(|e| format!("{}: {}", e.assertion, e.text)).collect();
        lines(name, &shown);
    }
    Ok(())
}

fn lines(name: &str, entries: &[impl AsRef<str>]) {
    if !entries.is_empty() {
        println!("\n{name}:");
        entries.iter().for_each(|entry| println!("  {}", entry.as_ref()));
    }
}
