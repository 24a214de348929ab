//! One passage as a reader sees it: the sentence with its marks, and where to find it.

use super::checks::MarkView;
use super::words;
use crate::classify::{Assertion, By, Mention};
use crate::codebook::Codebook;
use crate::document::{BlockKind, Document, Span};
use crate::marks::Marks;

/// Bytes of a sentence shown on either side of the matched words: enough to judge, short enough to be a
/// quotation and not a copy.
const AROUND: usize = 420;

/// How a piece of the sentence is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Plain,
    /// The words the pattern matched.
    Match,
    /// The words that decided the assertion.
    Cue,
}

/// A stretch of the sentence under one mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) mark: Mark,
    pub(super) text: String,
}

/// All mentions of one theme with one assertion in one sentence.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    /// The mention's stable name, as in `mentions.csv`; of the first where there are several.
    pub(super) mention: String,
    pub(super) document: String,
    pub(super) title: String,
    pub(super) authority: String,
    pub(super) year: String,
    /// First byte of the matched words in the clean text.
    pub(super) start: u32,
    pub(super) page: u32,
    pub(super) page_end: u32,
    pub(super) section: String,
    pub(super) heading: String,
    pub(super) paragraph: String,
    pub(super) assertion: Assertion,
    /// The assertion as a reader sees it.
    pub(super) label: &'static str,
    pub(super) explained: bool,
    pub(super) patterns: Vec<String>,
    /// The deciding words with the rule they belong to; empty where nothing decided.
    pub(super) cue: String,
    pub(super) cue_rule: String,
    /// Whether a judgement was made without a cue: the matched words say it themselves.
    pub(super) decides_itself: bool,
    pub(super) cut_before: bool,
    pub(super) cut_after: bool,
    pub(super) pieces: Vec<Piece>,
    /// Whether the learned model alone found it.
    pub(super) learned: bool,
    /// Whether the learned model found it too.
    pub(super) agreed: bool,
    /// What people say of its mentions.
    pub(super) marks: Vec<MarkView>,
}

impl Passage {
    /// The passage of `mentions`, which share theme, sentence and assertion and are not empty.
    pub(super) fn new(
        document: &Document,
        mentions: &[&Mention],
        codebook: &Codebook,
        marks: &Marks,
    ) -> Self {
        let first = mentions[0];
        let quote = mentions.iter().fold(first.span, |all, mention| all.join(mention.span));
        let sentence = document
            .sentences
            .get(first.sentence as usize)
            .map_or(quote, |sentence| sentence.span.join(quote));
        let shown = shorten(&document.text, sentence, quote);
        let place = Place::of(document, quote);
        let cue = mentions.iter().find_map(|mention| mention.cue.as_ref());
        let learned = mentions.iter().all(|mention| mention.by == By::Model);
        let judges =
            matches!(first.assertion, Assertion::Failing | Assertion::Mixed | Assertion::GoodPractice);
        Passage {
            mention: first.id(document, codebook),
            document: document.id.clone(),
            title: title(document),
            authority: document.metadata.authority.value.clone(),
            year: document.metadata.year().map_or(String::new(), |year| year.to_string()),
            start: quote.start,
            page: document.page_of(quote.start as usize),
            page_end: document.page_of((quote.end as usize).saturating_sub(1)),
            section: place.section,
            heading: place.heading,
            paragraph: place.paragraph,
            assertion: first.assertion,
            label: words::assertion(first.assertion),
            explained: mentions.iter().any(|mention| mention.explained),
            patterns: distinct(mentions.iter().map(|mention| mention.pattern.as_str())),
            cue: cue.map_or(String::new(), |cue| words::one_line(&cue.text)),
            cue_rule: cue.map_or(String::new(), |cue| cue.frame.clone()),
            decides_itself: judges && !learned,
            cut_before: shown.start > sentence.start,
            cut_after: shown.end < document.text[..sentence.end as usize].trim_end().len() as u32,
            pieces: pieces(&document.text, shown, mentions),
            learned,
            agreed: mentions.iter().any(|mention| mention.by == By::Both),
            marks: said(document, mentions, codebook, marks),
        }
    }
}

fn said(document: &Document, mentions: &[&Mention], codebook: &Codebook, marks: &Marks) -> Vec<MarkView> {
    let theme = |mention: &Mention| codebook.themes[mention.theme as usize].id.as_str();
    let all = mentions.iter().flat_map(|mention| marks.at(document, theme(mention), mention.span));
    all.map(MarkView::of).collect()
}

fn title(document: &Document) -> String {
    let title = &document.metadata.title;
    words::one_line(if title.is_unknown() { &document.id } else { &title.value })
}

/// Where in the document's own structure a passage stands.
struct Place {
    section: String,
    heading: String,
    paragraph: String,
}

impl Place {
    fn of(document: &Document, span: Span) -> Self {
        let block = document.block_at(span.start as usize);
        let section = block
            .and_then(|block| document.section_of(block))
            .and_then(|section| document.sections.get(section));
        let heading =
            section.and_then(|section| section.heading).and_then(|block| document.blocks.get(block as usize));
        let number = block
            .and_then(|block| document.blocks[block].number)
            .map_or("", |number| number.of(&document.text).trim());
        let numbered = number.contains(|c: char| c.is_ascii_digit());
        let in_list = block.is_some_and(|block| document.blocks[block].kind == BlockKind::ListItem);
        Place {
            section: section.map_or(String::new(), |section| words::plain(section.kind.name())),
            heading: heading.map_or(String::new(), |block| words::one_line(block.span.of(&document.text))),
            paragraph: if numbered || !in_list && !number.is_empty() {
                number.trim_end_matches(['.', ':']).to_string()
            } else {
                String::new()
            },
        }
    }
}

/// The part of `sentence` that is shown: all of it, or what stands around `quote`, cut between words.
fn shorten(text: &str, sentence: Span, quote: Span) -> Span {
    let trimmed = text[..sentence.end as usize].trim_end().len().max(quote.end as usize);
    let (mut start, mut end) = (sentence.start as usize, trimmed);
    if quote.start as usize > start + AROUND {
        start = word_after(text, quote.start as usize - AROUND);
    }
    if end > quote.end as usize + AROUND {
        end = word_before(text, quote.end as usize + AROUND);
    }
    Span::new(start.min(quote.start as usize), end.max(quote.end as usize))
}

fn word_after(text: &str, offset: usize) -> usize {
    let offset = (offset..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    text[offset..].find(char::is_whitespace).map_or(offset, |space| offset + space + 1)
}

fn word_before(text: &str, offset: usize) -> usize {
    let offset = (0..=offset).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[..offset].rfind(char::is_whitespace).unwrap_or(offset)
}

/// `shown` cut where marks begin and end. A match covers a cue that lies inside it.
fn pieces(text: &str, shown: Span, mentions: &[&Mention]) -> Vec<Piece> {
    let matches: Vec<Span> = mentions.iter().map(|mention| mention.span).collect();
    let cues: Vec<Span> = mentions
        .iter()
        .filter_map(|mention| mention.cue.as_ref())
        .map(|cue| cue.span)
        .filter(|span| !span.is_empty() && shown.covers(*span))
        .collect();
    let mut edges: Vec<u32> = vec![shown.start, shown.end];
    for span in matches.iter().chain(&cues) {
        edges.extend([span.start, span.end].iter().filter(|edge| shown.start < **edge && **edge < shown.end));
    }
    edges.sort_unstable();
    edges.dedup();
    let inside = |spans: &[Span], at: u32| spans.iter().any(|span| span.holds(at as usize));
    let mut pieces: Vec<Piece> = Vec::new();
    for edge in edges.windows(2) {
        let mark = if inside(&matches, edge[0]) {
            Mark::Match
        } else if inside(&cues, edge[0]) {
            Mark::Cue
        } else {
            Mark::Plain
        };
        let part = Span { start: edge[0], end: edge[1] }.of(text);
        match pieces.last_mut() {
            Some(last) if last.mark == mark => last.text.push_str(part),
            _ => pieces.push(Piece { mark, text: part.to_string() }),
        }
    }
    pieces
}

fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for value in values {
        if !value.is_empty() && !kept.iter().any(|known| known == value) {
            kept.push(value.to_string());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::Cue;

    impl Passage {
        /// A passage of nothing, to be filled by a test.
        pub(in crate::report::html) fn empty() -> Self {
            let document = Document { sha256: "0".repeat(64), ..Document::default() };
            let codebook =
                Codebook { themes: vec![crate::report::html::tests::theme()], ..Codebook::default() };
            Passage::new(&document, &[&mention(0, 0, None)], &codebook, &Marks::default())
        }
    }

    fn mention(start: usize, end: usize, cue: Option<(usize, usize)>) -> Mention {
        Mention {
            theme: 0,
            span: Span::new(start, end),
            sentence: 0,
            assertion: Assertion::Failing,
            explained: false,
            pattern: String::new(),
            cue: cue.map(|(start, end)| Cue {
                span: Span::new(start, end),
                text: String::new(),
                frame: String::new(),
            }),
            by: By::Rule,
        }
    }

    #[test]
    fn the_marks_lie_where_the_spans_say_and_nothing_is_lost() {
        let text = "The visit was not recorded by anyone.";
        let found = mention(18, 26, Some((14, 17)));
        let got = pieces(text, Span::new(0, text.len()), &[&found]);
        let joined: String = got.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(joined, text);
        let marked: Vec<_> = got.iter().map(|piece| (piece.mark, piece.text.as_str())).collect();
        assert_eq!(marked[1], (Mark::Cue, "not"));
        assert_eq!(marked[3], (Mark::Match, "recorded"));
    }

    #[test]
    fn a_cue_inside_a_match_is_part_of_the_match() {
        let text = "was not recorded";
        let got = pieces(text, Span::new(0, text.len()), &[&mention(4, 16, Some((4, 7)))]);
        assert_eq!(got.len(), 2);
    }

    #[test]
    fn a_very_long_sentence_is_cut_between_words_around_the_quotation() {
        let text = format!("{}recorded{}", "é word ".repeat(200), " word é".repeat(200));
        let at = text.find("recorded").unwrap();
        let shown = shorten(&text, Span::new(0, text.len()), Span::new(at, at + 8));
        let got = shown.of(&text);
        assert!(got.contains("recorded") && got.len() < 2 * AROUND + 20);
        assert!(!got.starts_with(' ') && !got.ends_with(' '));
    }
}
