//! What a document says of itself: title, authority, date, kind, each with where it came from.
//!
//! The manifest wins. Then the cover: a repository's sheet and the first pages, before running text begins. What the cover does
//! not say is looked for in the file name, and marked as inferred; the rest is unknown, never guessed.

mod date;

use crate::corpus::Authorities;
use crate::document::{BlockKind, Document, Field, Metadata, Origin};
use regex::Regex;
use std::sync::LazyLock;

/// How much of the first two pages is the cover: title, board, author and date stand before this.
const COVER_BYTES: usize = 2500;

/// How much of it is the head, whose names go before all others.
const HEAD_BYTES: usize = 500;

/// What marks a kind of review or document: the phrase, and the kind. The first that is found wins.
const KINDS: [(&str, &str); 17] = [
    ("child safeguarding practice review", "CSPR"),
    ("domestic homicide review", "DHR"),
    ("safeguarding adults review", "SAR"),
    ("safeguarding adult review", "SAR"),
    ("child practice review", "CPR"),
    ("significant case review", "SCR (Scotland)"),
    ("case management review", "CMR"),
    ("serious case review", "SCR"),
    ("part 8 review", "SCR"),
    ("mental health homicide review", "MHHR"),
    ("regulation 28", "coroner's report"),
    ("prevention of future deaths", "coroner's report"),
    ("prevent future deaths", "coroner's report"),
    ("focused visit", "inspection"),
    ("monitoring visit", "inspection"),
    ("joint targeted area inspection", "inspection"),
    ("inspection of", "inspection"),
];

/// The same for the kind of document.
const GENRES: [(&str, &str); 11] = [
    ("executive summary", "executive summary"),
    ("overview report", "overview report"),
    ("seven minute briefing", "briefing"),
    ("7 minute briefing", "briefing"),
    ("7-minute briefing", "briefing"),
    ("learning summary", "learning summary"),
    ("learning briefing", "briefing"),
    ("action plan", "action plan"),
    ("summary report", "summary"),
    ("inspection report", "inspection report"),
    ("inspection of", "inspection report"),
];

/// Reads the metadata of `document`, found at `file_name`; what `listed` knows stays as it is.
pub fn metadata(document: &Document, file_name: &str, listed: &Metadata, table: &Authorities) -> Metadata {
    let cover = format!("{}\n{}", document.sheet, cover(document));
    let cover = cover.trim_start();
    let lower = cover.to_lowercase();
    let or = |listed: &Field, found: Option<Field>| match listed.is_unknown() {
        true => found.unwrap_or_default(),
        false => listed.clone(),
    };
    let published = or(&listed.published, date::published(document, cover, file_name));
    let year = published.value.get(..4).and_then(|year| year.parse().ok());
    let authority = or(&listed.authority, authority(cover, file_name, table, year));
    let entry = table.named(&authority.value, year);
    let from_table = |part: fn(&crate::corpus::Authority) -> &str| {
        let value = entry.map(part).filter(|value| !value.is_empty())?;
        Some(Field::new(value, Origin::Inferred, "authority table"))
    };
    Metadata {
        title: or(&listed.title, title(document)),
        region: or(&listed.region, from_table(|row| &row.region)),
        nation: or(&listed.nation, from_table(|row| &row.nation)),
        kind: or(&listed.kind, first_of(&KINDS, &lower)),
        genre: or(
            &listed.genre,
            letter(&lower).or_else(|| first_of(&GENRES, head(&lower))).or_else(|| first_of(&GENRES, &lower)),
        ),
        grade: listed.grade.clone(),
        author: or(&listed.author, author(cover)),
        authority,
        published,
    }
}

/// The beginning of the clean text, at most two pages of it.
fn cover(document: &Document) -> &str {
    let second = document.source_map.runs.iter().take_while(|run| run.page <= 2).last();
    let end = second.map_or(document.text.len(), |run| run.span.end as usize).min(COVER_BYTES);
    let end = (end..document.text.len()).find(|&at| document.text.is_char_boundary(at)).unwrap_or(end);
    document.text.get(..end).unwrap_or(&document.text)
}

/// The beginning of the cover.
fn head(cover: &str) -> &str {
    &cover[..cover.floor_char_boundary(HEAD_BYTES)]
}

/// The headings that open the document, up to the first running text.
fn title(document: &Document) -> Option<Field> {
    let opening = document.blocks.iter().take_while(|block| block.kind == BlockKind::Heading).take(3);
    let mut parts: Vec<&str> = opening.map(|block| block.span.of(&document.text).trim()).collect();
    if parts.is_empty() {
        let first = document.blocks.iter().find(|block| block.kind == BlockKind::Heading);
        let first = first.or(document.blocks.first())?;
        parts.push(first.span.of(&document.text).trim());
    }
    let title = parts.join(". ").split_whitespace().collect::<Vec<_>>().join(" ");
    let short = title.chars().count() <= 200 && !title.is_empty();
    short.then(|| Field::new(title, Origin::Stated, "page 1"))
}

fn first_of(marks: &[(&str, &str)], lower: &str) -> Option<Field> {
    let found = marks.iter().find(|(mark, _)| lower.contains(mark))?;
    Some(Field::new(found.1, Origin::Stated, "cover"))
}

fn letter(lower: &str) -> Option<Field> {
    let greets = lower.lines().any(|line| line.starts_with("dear "));
    greets.then(|| Field::new("letter", Origin::Inferred, "salutation"))
}

static BOARD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"((?:[A-Z][\w'’&-]+,? (?:and |of |upon |the |with )?){1,6}?)";
    let office = r"(?:Local )?(?:Safeguarding (?:Children|Adults?|Childrens|Children['’]s|Adults['’]) (?:Board|Partnership)|Safeguarding Partnership|Community Safety Partnership|Area Child Protection Committee|LSCB)";
    Regex::new(&format!("{name}{office}")).ok()
});

/// The authority: the table's longest name in the head of the cover, then on all of it, else whatever name the cover gives its board,
/// else the table's name in the file name.
fn authority(cover: &str, file_name: &str, table: &Authorities, year: Option<u16>) -> Option<Field> {
    if let Some(found) = table.find(head(cover), year).or_else(|| table.find(cover, year)) {
        return Some(Field::new(found.authority.name.clone(), Origin::Stated, "cover"));
    }
    let board = BOARD.as_ref().and_then(|board| board.captures(cover));
    if let Some(board) = board.filter(|board| !matches!(board[1].trim(), "Local" | "The" | "The Local")) {
        let name = board[1].trim_start_matches("The ").trim().trim_end_matches(" Local");
        return Some(Field::new(name, Origin::Stated, "cover"));
    }
    let spaced = file_name.replace(['-', '_', '/', '.'], " ").to_lowercase();
    let padded = format!(" {} ", spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    let named = |row: &&crate::corpus::Authority| {
        row.kind == "authority"
            && padded.contains(&format!(" {} ", row.name.to_lowercase().replace('-', " ")))
    };
    let longest = table.rows().iter().filter(named).max_by_key(|row| (row.name.len(), row.existed(year)))?;
    Some(Field::new(longest.name.clone(), Origin::Inferred, "file name"))
}

static AUTHOR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let role = r"(?:(?i:independent |overview |report )*(?i:author)s?(?i: of the (?:overview )?report)?\s*[:–-]|(?i:written|prepared|report) by:?)";
    Regex::new(&format!(
        r"{role}\s*((?:(?:Dr|Mr|Mrs|Ms|Professor|Prof)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’.-]*){{1,3}})"
    ))
    .ok()
});

fn author(cover: &str) -> Option<Field> {
    let found = AUTHOR.as_ref()?.captures(cover)?;
    Some(Field::new(found[1].trim(), Origin::Stated, "cover"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, file: &str) -> Metadata {
        let document = Document { text: text.into(), ..Document::default() };
        metadata(&document, file, &Metadata::default(), &Authorities::built_in().unwrap())
    }

    #[test]
    fn the_cover_says_who_when_and_what() {
        let text = "SERIOUS CASE REVIEW\nExecutive Summary\nDerbyshire Safeguarding Children Board\n\
                    Author: Jane Example\nMarch 2011\n1. Introduction";
        let found = read(text, "x.pdf");
        assert_eq!(found.authority.value, "Derbyshire");
        assert_eq!(found.region.value, "East Midlands");
        assert_eq!((found.published.value.as_str(), found.published.origin), ("2011-03", Origin::Stated));
        assert_eq!((found.kind.value.as_str(), found.genre.value.as_str()), ("SCR", "executive summary"));
        assert_eq!(found.author.value, "Jane Example");
    }

    #[test]
    fn a_cover_sheet_that_left_the_text_still_counts() {
        let document = Document {
            sheet: "National repository\nLSCB: Norfolk Safeguarding Children Board\nPublished: May 2013"
                .into(),
            text: "Overview report\nChild Q".into(),
            ..Document::default()
        };
        let table = Authorities::built_in().unwrap();
        let found = metadata(&document, "x.pdf", &Metadata::default(), &table);
        assert_eq!((found.authority.value.as_str(), found.published.value.as_str()), ("Norfolk", "2013-05"));
    }

    #[test]
    fn a_board_that_no_table_knows_is_taken_as_printed() {
        let found = read("Overview report\nOakford Local Safeguarding Children Board\n", "x.pdf");
        assert_eq!((found.authority.value.as_str(), found.authority.origin), ("Oakford", Origin::Stated));
        assert!(found.region.is_unknown());
    }

    #[test]
    fn a_file_name_is_the_last_resort_and_says_so() {
        let found = read("Some text without a cover.", "review_devon_child-x_2014-05.pdf");
        assert_eq!((found.authority.value.as_str(), found.authority.origin), ("Devon", Origin::Inferred));
        assert_eq!((found.published.value.as_str(), found.published.origin), ("2014-05", Origin::Inferred));
    }
}
