//! What a codebook's author should look at, short of coding anything.

use super::{Codebook, Theme};

/// How many examples, and how many counter-examples, a theme should bring.
const ENOUGH: usize = 6;

/// One thing to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The theme, by id; empty for the codebook as a whole.
    pub theme: String,
    /// What was found.
    pub message: String,
}

impl Codebook {
    /// Remarks on definitions, groups, examples and patterns, in theme order.
    pub fn remarks(&self) -> Vec<Remark> {
        let known =
            |theme: &Theme| self.groups.is_empty() || self.groups.iter().any(|group| group.id == theme.group);
        let mut found = Vec::new();
        for theme in &self.themes {
            let mut say = |message: String| {
                found.push(Remark {
                    theme: theme.id.clone(),
                    message,
                });
            };
            if theme.definition.trim().is_empty() {
                say("no definition".to_string());
            }
            if !known(theme) {
                say(format!("its group '{}' is not in groups.toml", theme.group));
            }
            for (name, count) in [
                ("examples", theme.examples.len()),
                ("counter-examples", theme.counter_examples.len()),
            ] {
                if count < ENOUGH {
                    say(format!(
                        "{count} {name}; {ENOUGH} or more show it from different angles"
                    ));
                }
            }
            if theme.failing.is_empty() && theme.topic.is_empty() {
                say("no pattern in 'failing' or 'topic': it can hardly be found".to_string());
            }
            for twice in repeated(theme) {
                say(format!("a pattern stands twice: {twice}"));
            }
        }
        found
    }
}

fn repeated(theme: &Theme) -> Vec<&str> {
    let mut sources: Vec<&str> = theme.patterns().map(|pattern| pattern.source.as_str()).collect();
    sources.sort_unstable();
    let mut twice: Vec<&str> = sources
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| pair[0])
        .collect();
    twice.dedup();
    twice
}
