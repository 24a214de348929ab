//! What a codebook's author should look at, short of coding anything.
//!
//! In: a codebook. Out: [`Remark`]s: what a theme lacks, examples that are nearly the same, patterns that
//! stand twice. What only shows when sentences are coded is remarked on by `classify`.

use super::{Codebook, Example, Theme};
use std::collections::BTreeSet;

/// How many examples, and how many counter-examples, a theme should bring.
const ENOUGH: usize = 6;
/// How many different things the counter-examples of a theme should say.
const SIDES: usize = 3;
/// Two examples that say the same and share more of their words than this are one.
const ALIKE: f64 = 0.6;

/// One thing to look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remark {
    /// What was checked, in a word or two.
    pub check: &'static str,
    /// Whether the codebook falls short of what one must bring; else it is for its author to weigh.
    pub fault: bool,
    /// The theme, by id; empty for the codebook as a whole.
    pub theme: String,
    /// The list of the pattern: `topic`, `failing`, or the name of a cue frame.
    pub list: String,
    /// The pattern.
    pub pattern: String,
    /// The other theme, list or pattern it is about.
    pub other: String,
    /// How often.
    pub count: Option<u64>,
    /// What share that is, from 0 to 1.
    pub share: Option<f64>,
    /// What was found.
    pub message: String,
}

impl Remark {
    /// A fault of a theme.
    pub fn fault(check: &'static str, theme: &str, message: impl Into<String>) -> Self {
        Remark { check, fault: true, theme: theme.to_string(), message: message.into(), ..Remark::default() }
    }

    /// Something about one pattern.
    pub fn pattern(
        check: &'static str,
        theme: &str,
        (list, pattern): (&str, &str),
        message: impl Into<String>,
    ) -> Self {
        Remark {
            check,
            theme: theme.to_string(),
            list: list.to_string(),
            pattern: pattern.to_string(),
            message: message.into(),
            ..Remark::default()
        }
    }
}

impl Codebook {
    /// Remarks on definitions, groups, examples and patterns, in theme order.
    pub fn remarks(&self) -> Vec<Remark> {
        let mut found = Vec::new();
        for theme in &self.themes {
            self.bare(theme, &mut found);
            examples(theme, &mut found);
            found.extend(repeated(theme));
        }
        found
    }

    /// What a theme cannot do without.
    fn bare(&self, theme: &Theme, found: &mut Vec<Remark>) {
        let mut fault = |check, message: String| found.push(Remark::fault(check, &theme.id, message));
        if theme.definition.trim().is_empty() {
            fault("definition", "no definition".into());
        }
        if !self.groups.is_empty() && !self.groups.iter().any(|group| group.id == theme.group) {
            fault("group", format!("its group '{}' is not in groups.toml", theme.group));
        }
        if theme.failing.is_empty() && theme.topic.is_empty() {
            fault("patterns", "no pattern in 'failing' or 'topic': it can hardly be found".into());
        }
    }
}

/// Enough examples, from different sides.
fn examples(theme: &Theme, found: &mut Vec<Remark>) {
    let lists = [("examples", &theme.examples), ("counter-examples", &theme.counter_examples)];
    for (name, examples) in lists {
        if examples.len() < ENOUGH {
            let message =
                format!("{} {name}; {ENOUGH} or more show it from different angles", examples.len());
            found.push(Remark::fault(name, &theme.id, message));
        }
    }
    let sides: BTreeSet<&str> =
        theme.counter_examples.iter().map(|example| example.assertion.as_str()).collect();
    if sides.len() < SIDES {
        let all: Vec<&str> = sides.into_iter().collect();
        let message = format!(
            "its counter-examples say only {}; {SIDES} or more different assertions show what it is not",
            all.join(" and ")
        );
        found.push(Remark::fault("angles", &theme.id, message));
    }
    let all: Vec<&Example> = theme.examples.iter().chain(&theme.counter_examples).collect();
    for (index, one) in all.iter().enumerate() {
        for other in &all[index + 1..] {
            let shared = alike(&one.text, &other.text);
            if one.assertion == other.assertion && shared > ALIKE {
                found.push(Remark {
                    other: other.text.clone(),
                    share: Some(shared),
                    ..Remark::fault(
                        "alike",
                        &theme.id,
                        format!("nearly the same example twice: {}", one.text),
                    )
                });
            }
        }
    }
}

/// The words two texts share, of all they have: Jaccard (1912).
fn alike(one: &str, other: &str) -> f64 {
    let words = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let all = one.union(&other).count().max(1);
    one.intersection(&other).count() as f64 / all as f64
}

/// Patterns that stand twice in a theme.
fn repeated(theme: &Theme) -> Vec<Remark> {
    let listed = theme
        .lists()
        .into_iter()
        .flat_map(|(list, patterns)| patterns.iter().map(move |pattern| (list, pattern)));
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut found = Vec::new();
    for (list, pattern) in listed {
        let source = pattern.source.as_str();
        match seen.iter().find(|(_, other)| *other == source) {
            Some((first, _)) => found.push(Remark {
                fault: true,
                other: (*first).to_string(),
                ..Remark::pattern("twice", &theme.id, (list, source), "this pattern stands twice")
            }),
            None => seen.push((list, source)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::alike;

    #[test]
    fn alike_is_the_share_of_words_in_common() {
        assert_eq!(alike("The plan drifted.", "the plan, drifted"), 1.0);
        assert_eq!(alike("a b c", "b c d"), 0.5);
        assert_eq!(alike("a", "b"), 0.0);
    }
}
