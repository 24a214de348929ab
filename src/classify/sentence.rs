//! One sentence from tokens to mentions.

use super::assert::{Asserter, Ground, Match, Verdict};
use super::judgement::{Judgement, judgements};
use super::merge::{self, Coding};
use super::reading::Reading;
use super::reason::Reason;
use super::selected::Selected;
use super::setting::Setting;
use super::weak::second_sign;
use super::{Assertion, By, Classifier, Cue, Mention, Passage};
use crate::codebook::Mode;
use crate::document::{Document, Span};
use crate::matcher::{Hit, Marks, Sentence};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A sentence that judges practice without naming a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The sentence.
    pub span: Span,
    /// What it says: failing, mixed, good practice or recommended.
    pub assertion: Assertion,
    /// What decided.
    pub cue: Option<Cue>,
}

/// Coding in progress: what is reused from sentence to sentence.
pub(super) struct Work<'a> {
    pub(super) classifier: &'a Classifier,
    pub(super) document: &'a Document,
    pub(super) sentence: Sentence,
    hits: Vec<Hit>,
    /// Whether each sentence gives a reason, as far as it was asked.
    reasons: Vec<Option<Reason>>,
}

/// Sentences to work in, kept from one text to the next: the memory of each is as large as the codebook.
#[derive(Debug, Default)]
pub(super) struct Spare(Mutex<Vec<Sentence>>);

impl Spare {
    fn lock(&self) -> MutexGuard<'_, Vec<Sentence>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.classifier.spare.lock().push(std::mem::take(&mut self.sentence));
    }
}

/// What becomes of a match before anything is judged.
pub(super) enum Fate {
    /// The end of a statement stands inside it.
    Torn,
    /// It is weak and has no second sign.
    Alone,
    /// The sentence, or what stands over it, asserts nothing of the case.
    Framed(Verdict),
    /// It is judged.
    Judged,
}

impl<'a> Work<'a> {
    pub(super) fn new(classifier: &'a Classifier, document: &'a Document) -> Self {
        Work {
            classifier,
            document,
            sentence: classifier.spare.lock().pop().unwrap_or_default(),
            hits: Vec::new(),
            reasons: vec![None; document.sentences.len()],
        }
    }

    /// Codes sentence `index` into `out`; with `judged`, also what it judges where no theme is named.
    pub(super) fn code(&mut self, index: usize, setting: &Setting, judged: bool, out: &mut Passage) {
        let selected = self.select(index);
        if selected.matches.is_empty() && !judged {
            return;
        }
        let reading = self.read();
        let judgements = judgements(&self.classifier.frames, &reading);
        let asserter = self.asserter(index, setting, (&reading, &judgements, &selected));
        let codings = self.codings(&asserter, &selected);
        if judged && codings.iter().all(|coding| !coding.assertion.judges()) {
            out.judged.extend(self.judge(index, &asserter));
        }
        self.reasons[index] = Some(Reason::of(&self.classifier.frames, &reading, setting.kind));
        let mentions: Vec<Mention> = codings.iter().map(|coding| self.mention(index, coding)).collect();
        for mut mention in mentions {
            let failing = matches!(mention.assertion, Assertion::Failing | Assertion::Mixed);
            mention.explained = failing && self.explained(index, setting);
            out.mentions.push(mention);
        }
    }

    /// Reads sentence `index` and finds its themes.
    pub(super) fn select(&mut self, index: usize) -> Selected {
        let patterns = &self.classifier.patterns;
        let (text, span) = (&self.document.text, self.document.sentences[index].span);
        self.hits.clear();
        patterns.matcher.read(text, span, &mut self.sentence);
        patterns.matcher.find(text, 0, &mut self.sentence, &mut self.hits);
        Selected::new(patterns, &self.hits)
    }

    /// What judges the matches of sentence `index`.
    pub(super) fn asserter<'b>(
        &self,
        index: usize,
        setting: &'b Setting,
        (reading, judgements, selected): (&'b Reading, &'b [Judgement], &'b Selected),
    ) -> Asserter<'b>
    where
        'a: 'b,
    {
        let text = self.document.sentences[index].span.of(&self.document.text);
        Asserter {
            frames: &self.classifier.frames,
            reading,
            judgements,
            setting,
            matches: &selected.matches,
            asks: text.trim_end().ends_with('?'),
        }
    }

    /// Cues of the sentence last read.
    pub(super) fn read(&mut self) -> Reading {
        let classifier = self.classifier;
        self.hits.clear();
        classifier.patterns.matcher.find(&self.document.text, 1, &mut self.sentence, &mut self.hits);
        Reading::new(
            &classifier.patterns,
            &classifier.frames,
            self.sentence.tokens(),
            &self.hits,
            &self.document.text,
        )
    }

    /// What stands, theme by theme in order of first match.
    pub(super) fn codings(&self, asserter: &Asserter<'_>, selected: &Selected) -> Vec<Coding> {
        let mut themes: Vec<u16> = selected.matches.iter().map(|found| found.theme).collect();
        themes.sort_unstable();
        themes.dedup();
        let mut found = Vec::new();
        for theme in themes {
            found.extend(self.theme(asserter, theme, selected));
        }
        found.sort_by_key(|coding| (coding.found.first, coding.found.last, coding.found.theme));
        found
    }

    fn theme(&self, asserter: &Asserter<'_>, theme: u16, selected: &Selected) -> Vec<Coding> {
        let mode = self.classifier.modes[theme as usize];
        let matches = selected.matches.iter();
        let of_theme: Vec<&Match> = matches.filter(|found| found.theme == theme).collect();
        let mut framed = Vec::new();
        let (mut practice, mut presence) = (Vec::new(), Vec::new());
        for found in &of_theme {
            match self.fate(asserter, found, selected) {
                Fate::Torn | Fate::Alone => {}
                Fate::Framed(verdict) => framed.push(Coding::new(found, verdict)),
                Fate::Judged if mode == Mode::Practice => {
                    practice.push(Coding::new(found, asserter.practice(found)));
                }
                Fate::Judged => {
                    let (judged, fact) = asserter.fact(found, mode, &of_theme);
                    practice.extend(judged.map(|verdict| Coding::new(found, verdict)));
                    presence.extend(fact.map(|verdict| Coding::new(found, verdict)));
                }
            }
        }
        let mut stand = merge::practice(asserter.reading, practice);
        stand.extend(merge::presence(presence));
        if stand.is_empty() {
            stand.extend(framed.into_iter().next());
        }
        stand
    }

    /// What becomes of a match before anything is judged.
    pub(super) fn fate(&self, asserter: &Asserter<'_>, found: &Match, selected: &Selected) -> Fate {
        let mode = self.classifier.modes[found.theme as usize];
        if self.torn(found) {
            return Fate::Torn;
        }
        if !second_sign(asserter, found, mode) {
            return Fate::Alone;
        }
        if selected.mask(found).is_some() {
            return Fate::Framed((Assertion::Context, Ground::Nothing));
        }
        asserter.frame_of(found).map_or(Fate::Judged, Fate::Framed)
    }

    /// Whether a semicolon or full stop stands inside the match: its parts belong to different statements.
    fn torn(&self, found: &Match) -> bool {
        let inside = &self.sentence.tokens()[found.first as usize..=found.last as usize];
        inside.iter().skip(1).any(|token| token.marks.has(Marks::SEMICOLON.with(Marks::STOP)))
    }

    pub(super) fn mention(&self, index: usize, coding: &Coding) -> Mention {
        let span = self.span(coding.found.first, coding.found.last);
        Mention {
            theme: coding.found.theme,
            span,
            sentence: index as u32,
            assertion: coding.assertion,
            explained: false,
            pattern: self.classifier.patterns.sources[coding.found.pattern as usize].clone(),
            cue: self.cue(&coding.ground),
            by: By::Rule,
        }
    }

    /// The bytes of tokens `first` to `last`.
    pub(super) fn span(&self, first: u32, last: u32) -> Span {
        let tokens = self.sentence.tokens();
        Span { start: tokens[first as usize].start, end: tokens[last as usize].end }
    }

    pub(super) fn cue(&self, ground: &Ground) -> Option<Cue> {
        let text = &self.document.text;
        match ground {
            Ground::Cue { first, last, frame } => {
                let span = self.span(*first, *last);
                let frame = self.classifier.frames[*frame as usize].name.clone();
                Some(Cue { span, text: span.of(text).to_string(), frame })
            }
            Ground::Passed(passed) => Some(Cue {
                span: passed.span,
                text: passed.span.of(text).to_string(),
                frame: format!("heading: {}", self.classifier.headings[passed.frame as usize].name),
            }),
            Ground::Pattern | Ground::Nothing => None,
        }
    }

    /// Whether the sentence, a later one of its block that points back, or the next block's first says why.
    pub(super) fn explained(&mut self, index: usize, setting: &Setting) -> bool {
        if self.reason(index, setting).given {
            return true;
        }
        let block = self.document.sentences[index].block;
        let after = self.document.sentences.iter().enumerate().skip(index + 1);
        let near: Vec<usize> = after
            .take_while(|(_, sentence)| sentence.block <= block + 1)
            .take(3)
            .map(|(index, _)| index)
            .collect();
        near.into_iter().any(|index| {
            let reason = self.reason(index, setting);
            reason.given && reason.points_back
        })
    }

    fn reason(&mut self, index: usize, setting: &Setting) -> Reason {
        if let Some(known) = self.reasons[index] {
            return known;
        }
        let span = self.document.sentences[index].span;
        let matcher = &self.classifier.patterns.matcher;
        matcher.read(&self.document.text, span, &mut self.sentence);
        let reading = self.read();
        let reason = Reason::of(&self.classifier.frames, &reading, setting.kind);
        self.reasons[index] = Some(reason);
        reason
    }

    /// The judgement of the sentence as a whole.
    fn judge(&self, index: usize, asserter: &Asserter<'_>) -> Option<Judged> {
        let span = self.document.sentences[index].span;
        let (assertion, ground) = asserter.whole(self.sentence.tokens().len() as u32)?;
        let cue = self.cue(&ground);
        assertion.judges().then_some(Judged { span, assertion, cue })
    }
}
