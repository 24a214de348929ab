//! What keeps being said: promises and set phrases, recommendations made again, shared passages.

use super::words;
use crate::findings::{Findings, SetPhraseRow};
use crate::repetition::{Chain, Grade, Link, Place, SharedPassage, Wording};
use std::collections::BTreeMap;

/// Most chains, and most passages, shown; all are in `chains.csv` and `passages.csv`.
const SHOWN: usize = 15;
/// Most places of one of them shown.
const PLACES: usize = 12;

/// The section on repetition.
pub(super) struct Repeats {
    pub(super) documents: u32,
    pub(super) promising: u32,
    pub(super) again: u32,
    pub(super) again_on_theme: u32,
    pub(super) authorities_again: u32,
    /// Versions of documents, which are not compared.
    pub(super) versions: usize,
    pub(super) phrases: Vec<Phrase>,
    pub(super) chains: Vec<Repeat>,
    pub(super) chains_in_all: usize,
    pub(super) candidates: usize,
    pub(super) passages: Vec<Repeat>,
    pub(super) independent: usize,
    /// Shared passages for other reasons: how many, and why.
    pub(super) others: Vec<(usize, &'static str)>,
    pub(super) shortest: u32,
}

/// A set phrase and how often it is used.
pub(super) struct Phrase {
    pub(super) name: String,
    pub(super) class: &'static str,
    pub(super) documents: u32,
    pub(super) uses: u32,
    pub(super) authorities: u32,
    pub(super) years: String,
}

/// Something said more than once.
pub(super) struct Repeat {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) reach: String,
    /// A sentence that can be quoted.
    pub(super) sentence: String,
    pub(super) places: Vec<Said>,
    pub(super) places_in_all: usize,
}

/// One place where it is said.
pub(super) struct Said {
    pub(super) document: String,
    pub(super) title: String,
    pub(super) authority: String,
    pub(super) year: String,
    pub(super) page: u32,
    pub(super) number: String,
    pub(super) wording: &'static str,
    pub(super) pieces: Vec<Changed>,
}

/// A stretch of wording, and whether it was put in or left out since the first use.
pub(super) struct Changed {
    pub(super) is_added: bool,
    pub(super) is_removed: bool,
    pub(super) text: String,
}

/// Titles of documents by id.
type Titles<'a> = BTreeMap<&'a str, &'a str>;

/// Everything that is said again.
pub(super) fn repeats(findings: &Findings) -> Repeats {
    let recurrence = &findings.recurrence;
    let rows = findings.documents.iter();
    let titles: Titles<'_> =
        rows.map(|row| (row.document.as_str(), row.metadata.title.value.as_str())).collect();
    let (passages, all) = (&recurrence.repetition.passages, &recurrence.chains.chains);
    let graded = |grade| passages.iter().filter(|passage| passage.grade == grade).count();
    let sure = || all.iter().filter(|chain| !chain.candidate);
    let independent = || passages.iter().filter(|passage| passage.grade == Grade::Independent);
    Repeats {
        documents: recurrence.promises.documents,
        promising: recurrence.promises.promising,
        again: recurrence.promises.again,
        again_on_theme: recurrence.promises.again_on_theme,
        authorities_again: recurrence.promises.authorities_again_on_theme,
        versions: recurrence.repetition.near_duplicates.len(),
        phrases: recurrence.set_phrases.iter().map(phrase).collect(),
        chains: sure().take(SHOWN).map(|one| chain(one, findings, &titles)).collect(),
        chains_in_all: sure().count(),
        candidates: all.len() - sure().count(),
        passages: independent().take(SHOWN).map(|one| passage(one, findings, &titles)).collect(),
        independent: independent().count(),
        others: [
            (graded(Grade::SameAuthority), "of one authority only"),
            (graded(Grade::Template), "from a template"),
            (graded(Grade::Formula), "of law, guidance or the genre’s set phrases"),
            (graded(Grade::Unknown), "of documents whose authority is not known"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .collect(),
        shortest: recurrence.repetition.shortest,
    }
}

fn phrase(row: &SetPhraseRow) -> Phrase {
    Phrase {
        name: row.formula.clone(),
        class: row.class.name(),
        documents: row.documents,
        uses: row.mentions,
        authorities: row.authorities,
        years: years(row.first_year, row.last_year),
    }
}

fn years(first: Option<u16>, last: Option<u16>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(year), _) => year.to_string(),
        _ => String::new(),
    }
}

/// A sentence that can be quoted: what was said again, in how many of the documents read, by whom, when, with what gap.
fn sentence(
    what: &str,
    wordings: &[Wording],
    (documents, of): (u32, u32),
    authorities: u32,
    when: &str,
) -> String {
    let same = match wordings.iter().max() {
        Some(Wording::Verbatim) | None => "word for word",
        Some(Wording::Near) => "in the same or nearly the same words",
        Some(Wording::Reordered) => "in the same words, in part in another order",
        Some(Wording::Reworded) => "in part in other words, as a person confirmed",
    };
    let by = if authorities > 0 {
        format!(", from {}", words::count(authorities, "authority", "authorities"))
    } else {
        String::new()
    };
    format!("This {what} stands, {same}, in {documents} of the {of} documents compared{by}{when}.")
}

/// `; the first known year is 2008, the last 2015`.
fn when(first: Option<u16>, last: Option<u16>) -> String {
    match (first, last) {
        (Some(first), Some(last)) if first != last => {
            format!("; the first known year is {first}, the last {last}")
        }
        (Some(year), _) => format!("; the only known year is {year}"),
        _ => String::new(),
    }
}

/// `3 documents, 2 authorities, 2009 to 2014`.
fn reach(documents: u32, authorities: u32, years: &str) -> String {
    let mut reach = words::count(documents, "document", "documents");
    if authorities > 0 {
        reach += &format!(", {}", words::count(authorities, "authority", "authorities"));
    }
    if !years.is_empty() {
        reach += &format!(", {years}");
    }
    reach
}

fn chain(chain: &Chain, findings: &Findings, titles: &Titles<'_>) -> Repeat {
    let asks = &findings.recurrence.chains.asks;
    let first = chain.links.first().map_or("", |link| asks[link.ask as usize].text.as_str());
    let said = |link: &Link| {
        let ask = &asks[link.ask as usize];
        Said {
            document: ask.document.clone(),
            title: title(titles, &ask.document),
            authority: ask.authority.clone(),
            year: ask.published.get(..4).unwrap_or_default().to_string(),
            page: ask.page,
            number: numbered(&ask.number),
            wording: wording(link.wording),
            pieces: changes(&link.difference, &ask.text),
        }
    };
    let mut when = when(chain.first_year, chain.last_year);
    if let Some(gap) = chain.longest_gap.filter(|gap| *gap > 0 && chain.documents > 2) {
        when += &format!(", the longest time between two is {}", words::count(gap.into(), "year", "years"));
    }
    let wordings: Vec<Wording> = chain.links.iter().map(|link| link.wording).collect();
    let counts = (chain.documents, findings.recurrence.promises.documents);
    Repeat {
        id: chain.id.clone(),
        sentence: sentence("recommendation", &wordings, counts, chain.authorities, &when),
        text: words::one_line(first),
        reach: reach(chain.documents, chain.authorities, &years(chain.first_year, chain.last_year)),
        places: chain.links.iter().take(PLACES).map(said).collect(),
        places_in_all: chain.links.len(),
    }
}

fn passage(passage: &SharedPassage, findings: &Findings, titles: &Titles<'_>) -> Repeat {
    let repetition = &findings.recurrence.repetition;
    let first = passage.places.first().map_or("", |place| place.quote.as_str());
    let said = |place: &Place| {
        let carrier = repetition.carrier(place);
        Said {
            document: carrier.id.clone(),
            title: title(titles, &carrier.id),
            authority: carrier.authority.clone(),
            year: carrier.year.map_or(String::new(), |year| year.to_string()),
            page: place.page,
            number: String::new(),
            wording: wording(place.wording),
            pieces: changes(&place.difference, &place.quote),
        }
    };
    let mut when = when(passage.first_year, passage.last_year);
    if !passage.author.is_empty() {
        when += &format!("; all state the same author, {}", passage.author);
    }
    let wordings: Vec<Wording> = passage.places.iter().map(|place| place.wording).collect();
    let counts = (passage.documents, findings.recurrence.promises.documents);
    let inside = first.starts_with(char::is_lowercase);
    Repeat {
        id: passage.id.clone(),
        sentence: sentence("passage", &wordings, counts, passage.authorities, &when),
        text: format!("{}{}", if inside { "… " } else { "" }, words::one_line(first)),
        reach: reach(passage.documents, passage.authorities, &years(passage.first_year, passage.last_year)),
        places: passage.places.iter().take(PLACES).map(said).collect(),
        places_in_all: passage.places.len(),
    }
}

/// The printed number with the word that it lacks.
fn numbered(number: &str) -> String {
    let bare = number.trim_start_matches('R').starts_with(|c: char| c.is_ascii_digit());
    if bare { format!("recommendation {number}") } else { number.to_string() }
}

fn title(titles: &Titles<'_>, document: &str) -> String {
    let known = titles.get(document).copied().filter(|title| !title.is_empty());
    words::one_line(known.unwrap_or(document))
}

fn wording(wording: Wording) -> &'static str {
    match wording {
        Wording::Verbatim => "in the same words",
        Wording::Near => "in nearly the same words",
        Wording::Reordered => "in the same words, in another order",
        Wording::Reworded => "in other words",
    }
}

/// Splits `[-left out-]` and `{+put in+}`; the text itself where there is no difference.
fn changes(difference: &str, text: &str) -> Vec<Changed> {
    let mut rest = if difference.is_empty() { text } else { difference };
    let mut pieces = Vec::new();
    let mut push = |text: &str, is_added: bool, is_removed: bool| {
        if !text.is_empty() {
            pieces.push(Changed { is_added, is_removed, text: text.to_string() });
        }
    };
    while !difference.is_empty() {
        let next = [("[-", "-]", false), ("{+", "+}", true)]
            .into_iter()
            .filter_map(|(open, close, added)| {
                let start = rest.find(open)?;
                let end = start + rest[start..].find(close)?;
                Some((start, end, added))
            })
            .min();
        let Some((start, end, added)) = next else { break };
        push(&rest[..start], false, false);
        push(&rest[start + 2..end], added, !added);
        rest = &rest[end + 2..];
    }
    push(rest, false, false);
    pieces
}

#[cfg(test)]
mod tests {
    use super::changes;

    #[test]
    fn what_was_put_in_and_left_out_is_told_apart() {
        let got: Vec<_> = changes("The board {+now+} must [-should-] act.", "")
            .into_iter()
            .map(|piece| (piece.is_added, piece.is_removed, piece.text))
            .collect();
        assert_eq!(got[1], (true, false, "now".to_string()));
        assert_eq!(got[3], (false, true, "should".to_string()));
        assert_eq!(got[4].2, " act.");
    }

    #[test]
    fn a_mark_that_does_not_end_is_text() {
        assert_eq!(changes("a [- b", "").len(), 1);
        assert_eq!(changes("", "a [-b-]").len(), 1);
    }
}
