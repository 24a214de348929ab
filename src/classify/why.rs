//! Why a sentence was coded as it was, and why it was not coded otherwise.
//!
//! In: a document. Out: an [`Account`] a sentence: for each mention its pattern, its cue and the clause they
//! met in; for a theme that was nearly found what kept it out.

use super::assert::Match;
use super::judgement::judgements;
use super::merge::Coding;
use super::reading::Reading;
use super::selected::Selected;
use super::sentence::{Fate, Work};
use super::setting::Setting;
use super::{Classifier, Mention, coded, passage};
use crate::document::{Document, Span};
use crate::matcher::Gap;

/// What can be said of the coding of one sentence. Spans are bytes in the text that was given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// The sentence.
    pub span: Span,
    /// Each mention with its reasons.
    pub coded: Vec<Because>,
    /// Themes that are not coded although something of theirs is there.
    pub not: Vec<NotCoded>,
}

/// Why a theme is coded as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// The mention.
    pub mention: Mention,
    /// The list of the theme that its pattern stands in: "failing", "good", "absent", "topic" or "weak".
    pub list: &'static str,
    /// The clause it stands in.
    pub clause: Span,
    /// What the text around it is, where that outweighs any judgement: a mask, a question.
    pub frame: Option<String>,
}

/// A theme that is not coded although something of it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct NotCoded {
    /// The theme, by index.
    pub theme: u16,
    /// The words that nearly made it.
    pub span: Span,
    /// Their pattern.
    pub pattern: String,
    /// What kept them out.
    pub reason: Obstacle,
}

/// What keeps a theme out.
#[derive(Clone, Debug, PartialEq)]
pub enum Obstacle {
    /// A pattern of its `not` list stands there.
    Excluded {
        /// The pattern.
        by: String,
        /// What it found.
        span: Span,
    },
    /// A weak pattern without a judgement beside it and without another sign of the theme.
    Alone,
    /// A full stop or semicolon stands inside.
    Torn,
    /// All words are there, but too far apart.
    Apart {
        /// How far, in words; neighbours are 1 apart.
        words: u8,
        /// How far they may stand.
        within: u8,
    },
}

impl Classifier {
    /// An account of every sentence of a document in which something was found or nearly found.
    pub fn explain(&self, document: &Document) -> Vec<Account> {
        let mut work = Work::new(self, document);
        let settings = self.settings(document, &mut work);
        let sentences = coded(document);
        sentences
            .filter_map(|(index, block)| settings.get(block).map(|setting| work.account(index, setting)))
            .filter(|account| !account.coded.is_empty() || !account.not.is_empty())
            .collect()
    }

    /// The same for a bare text under a heading, if there is one.
    pub fn explain_text(&self, text: &str, heading: Option<&str>) -> Vec<Account> {
        let (document, offset) = passage::document(text, heading);
        let mut accounts = self.explain(&document);
        let shift = |span: &mut Span| {
            span.start = span.start.saturating_sub(offset as u32);
            span.end = span.end.saturating_sub(offset as u32);
        };
        for account in &mut accounts {
            shift(&mut account.span);
            for because in &mut account.coded {
                shift(&mut because.clause);
                shift(&mut because.mention.span);
                because.mention.cue.iter_mut().for_each(|cue| shift(&mut cue.span));
            }
            for not in &mut account.not {
                shift(&mut not.span);
                if let Obstacle::Excluded { span, .. } = &mut not.reason {
                    shift(span);
                }
            }
        }
        accounts
    }
}

impl Work<'_> {
    fn account(&mut self, index: usize, setting: &Setting) -> Account {
        let selected = self.select(index);
        let matcher = &self.classifier.patterns.matcher;
        let gaps = matcher.gaps(&self.document.text, 0, &mut self.sentence);
        let reading = self.read();
        let judgements = judgements(&self.classifier.frames, &reading);
        let asserter = self.asserter(index, setting, (&reading, &judgements, &selected));
        let codings = self.codings(&asserter, &selected);
        let mut not = self.kept_out(&selected, |found| self.fate(&asserter, found, &selected));
        not.extend(gaps.iter().filter_map(|gap| self.apart(gap)));
        not.retain(|one| codings.iter().all(|coding| coding.found.theme != one.theme));
        // One reason a theme: the sort is stable, and gaps come last and nearest first.
        not.sort_by_key(|one| one.theme);
        not.dedup_by_key(|one| one.theme);
        let asks = asserter.asks;
        let coded = codings.iter().map(|coding| self.because(index, coding, (&reading, &selected, asks)));
        Account { span: self.document.sentences[index].span, coded: coded.collect(), not }
    }

    fn because(
        &self,
        index: usize,
        coding: &Coding,
        (reading, selected, asks): (&Reading, &Selected, bool),
    ) -> Because {
        let clause = reading.clauses[reading.clause_of(coding.found.first)];
        let mask = selected.mask(&coding.found);
        let masked = || mask.map(|mask| format!("masked by {}", self.source(mask.pattern)));
        let frame = if asks { Some("the sentence asks".to_string()) } else { masked() };
        Because {
            mention: self.mention(index, coding),
            list: coding.found.list.name(),
            clause: self.span(clause.first, clause.end.saturating_sub(1).max(clause.first)),
            frame,
        }
    }

    fn kept_out(&self, selected: &Selected, fate: impl Fn(&Match) -> Fate) -> Vec<NotCoded> {
        let not = |found: &Match, reason: Obstacle| NotCoded {
            theme: found.theme,
            span: self.span(found.first, found.last),
            pattern: self.source(found.pattern),
            reason,
        };
        let excluded = selected.excluded.iter().map(|(found, by)| {
            let reason =
                Obstacle::Excluded { by: self.source(by.pattern), span: self.span(by.first, by.last) };
            not(found, reason)
        });
        let lost = selected.matches.iter().filter_map(|found| match fate(found) {
            Fate::Torn => Some(not(found, Obstacle::Torn)),
            Fate::Alone => Some(not(found, Obstacle::Alone)),
            Fate::Framed(_) | Fate::Judged => None,
        });
        excluded.chain(lost).collect()
    }

    fn apart(&self, gap: &Gap) -> Option<NotCoded> {
        let theme = self.classifier.patterns.theme(gap.pattern)?;
        Some(NotCoded {
            theme,
            span: self.span(gap.left, gap.right),
            pattern: self.source(gap.pattern),
            reason: Obstacle::Apart { words: gap.apart, within: gap.within },
        })
    }

    fn source(&self, pattern: u32) -> String {
        self.classifier.patterns.sources[pattern as usize].clone()
    }
}
