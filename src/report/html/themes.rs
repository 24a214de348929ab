//! The middle of the report: groups, their themes, and the passages of each.

use super::checks;
use super::passage::Passage;
use super::sample::{SHARES, Sample, share_of};
use super::words;
use crate::classify::Assertion;
use crate::codebook::{Codebook, Mode, Theme};
use crate::findings::{Findings, Proportion, ThemeRow};

/// One group of themes.
pub(super) struct Group {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) themes: Vec<ThemeView>,
}

/// A share drawn: places on a line of 1000.
pub(super) struct Bar {
    pub(super) share: u32,
    pub(super) low: u32,
    pub(super) high: u32,
    /// `61%` and `42–76%`.
    pub(super) percent: String,
    pub(super) interval: String,
}

impl Bar {
    fn of(proportion: &Proportion) -> Self {
        let place = |share: f64| (share * 1000.0).round() as u32;
        Bar {
            share: place(proportion.share),
            low: place(proportion.low),
            high: place(proportion.high),
            percent: words::percent(proportion.share),
            interval: words::interval(proportion),
        }
    }
}

/// One theme as shown.
pub(super) struct ThemeView {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) definition: String,
    pub(super) use_when: Vec<String>,
    pub(super) not_when: Vec<NotWhen>,
    /// What a document that counts does.
    pub(super) verb: &'static str,
    /// Whether a fact of the case counts, and not only practice.
    pub(super) of_fact: bool,
    pub(super) count: u32,
    pub(super) read: u32,
    /// None when too few documents were read for a share.
    pub(super) bar: Option<Bar>,
    pub(super) recommended_only: u32,
    pub(super) good_practice: u32,
    pub(super) practice_failed: u32,
    pub(super) explained: u32,
    pub(super) failing_mentions: u32,
    /// None when there are too few mentions for a share.
    pub(super) explained_percent: Option<String>,
    /// Mentions by assertion, those that occur.
    pub(super) mentions: Vec<(&'static str, String)>,
    /// How far people have checked the mentions; empty where nobody has.
    pub(super) checked: String,
    /// How well the theme is coded.
    pub(super) accuracy: checks::AccuracyView,
    pub(super) span: String,
    pub(super) authorities: u32,
    /// Year, documents read, documents that raise it.
    pub(super) years: Vec<(String, u32, u32)>,
    /// How many passages are shown of how many.
    pub(super) shown: usize,
    pub(super) passages: String,
    pub(super) documents: String,
    pub(super) all_shown: bool,
    pub(super) kinds: Vec<Kind>,
}

/// When a theme is not used; most lines end by naming the theme that is used instead.
pub(super) struct NotWhen {
    pub(super) text: String,
    /// The other theme's id and label; empty where none is named.
    pub(super) theme: String,
    pub(super) label: String,
}

impl NotWhen {
    fn of(line: &str, codebook: &Codebook) -> Self {
        let named = line.rsplit_once(": ").and_then(|(text, id)| {
            let theme = codebook.themes.iter().find(|theme| theme.id == id)?;
            Some((text, theme.id.clone(), theme.label.clone()))
        });
        let (text, theme, label) = named.unwrap_or((line, String::new(), String::new()));
        NotWhen { text: text.to_string(), theme, label }
    }
}

/// Passages of one kind of assertion.
pub(super) struct Kind {
    pub(super) heading: &'static str,
    pub(super) list: Vec<Passage>,
}

/// The groups in the codebook's order; in a group the themes that most documents raise come first.
pub(super) fn groups(findings: &Findings, codebook: &Codebook, samples: Vec<Sample>) -> Vec<Group> {
    let mut groups: Vec<Group> = codebook
        .groups
        .iter()
        .map(|group| Group { id: group.id.clone(), label: group.label.clone(), themes: Vec::new() })
        .collect();
    for (place, (theme, sample)) in codebook.themes.iter().zip(samples).enumerate() {
        let row = &findings.themes[place];
        let mut view = view(row, theme, findings, codebook, sample);
        view.checked = checks::of_theme(findings.checks.themes.get(place));
        view.accuracy = checks::AccuracyView::of(findings.accuracy.get(place));
        match groups.iter_mut().find(|group| group.id == row.group) {
            Some(group) => group.themes.push(view),
            None => {
                let label = words::plain(&row.group);
                groups.push(Group { id: row.group.clone(), label, themes: vec![view] });
            }
        }
    }
    groups.retain(|group| !group.themes.is_empty());
    for group in &mut groups {
        group.themes.sort_by_key(|theme| std::cmp::Reverse(theme.count));
    }
    groups
}

fn view(
    row: &ThemeRow,
    theme: &Theme,
    findings: &Findings,
    codebook: &Codebook,
    sample: Sample,
) -> ThemeView {
    let explained = row.explained.as_ref();
    let (seen, documents) = (sample.seen, sample.documents);
    let kinds = kinds(sample);
    let shown = kinds.iter().map(|kind| kind.list.len()).sum();
    ThemeView {
        id: row.theme.clone(),
        label: row.label.clone(),
        definition: theme.definition.clone(),
        use_when: theme.use_when.clone(),
        not_when: theme.not_when.iter().map(|line| NotWhen::of(line, codebook)).collect(),
        verb: words::verb(row.mode),
        of_fact: row.mode != Mode::Practice,
        count: row.raised.map_or(0, |raised| raised.count),
        read: findings.documents_read(),
        bar: words::sayable(&row.raised).map(Bar::of),
        recommended_only: row.documents_recommended_only,
        good_practice: row.documents_good_practice,
        practice_failed: row.documents_failing,
        explained: explained.map_or(0, |share| share.count),
        failing_mentions: explained.map_or(0, |share| share.of),
        explained_percent: words::sayable(&row.explained).map(|share| words::percent(share.share)),
        mentions: mentions(row),
        checked: String::new(),
        accuracy: checks::AccuracyView::default(),
        span: span(row),
        authorities: row.authorities,
        years: years(row, findings),
        shown,
        passages: words::count(seen, "passage", "passages"),
        documents: words::count(documents, "document", "documents"),
        all_shown: shown == seen as usize,
        kinds,
    }
}

fn mentions(row: &ThemeRow) -> Vec<(&'static str, String)> {
    let counts = Assertion::ALL.iter().map(|(assertion, _)| (*assertion, row.mentions.of(*assertion)));
    counts
        .filter(|(_, count)| *count > 0)
        .map(|(assertion, count)| (words::assertion(assertion), words::number(count)))
        .collect()
}

fn span(row: &ThemeRow) -> String {
    match (row.first_year, row.last_year) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(year), _) => year.to_string(),
        _ => String::new(),
    }
}

/// Counts of a year are given whole; a share of a year is left to `trend.csv`.
fn years(row: &ThemeRow, findings: &Findings) -> Vec<(String, u32, u32)> {
    let of_theme = findings.by_year.iter().filter(|year| year.theme == row.theme && !year.group.is_empty());
    of_theme
        .filter_map(|year| Some((year.group.clone(), year.documents_read, year.documents_raised?)))
        .collect()
}

fn kinds(sample: Sample) -> Vec<Kind> {
    let mut kinds: Vec<Kind> =
        SHARES.iter().map(|(heading, _, _)| Kind { heading, list: Vec::new() }).collect();
    for passage in sample.into_shown() {
        kinds[share_of(passage.assertion)].list.push(passage);
    }
    kinds.retain(|kind| !kind.list.is_empty());
    kinds
}
