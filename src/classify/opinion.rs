//! A learned model's opinion beside the rules.
//!
//! In: what the rules coded. Out: the same mentions, those the model agrees with marked, and the mentions
//! of the model alone. The model adds, it never takes away: what the rules coded stays with its pattern,
//! its cue and its assertion, and where they saw a context, a general statement or a question the model is
//! silent.

use super::sentence::Work;
use super::setting::Setting;
use super::signals::may_say;
use super::{Assertion, By, Classifier, Cue, Mention, Passage, coded};
use crate::codebook::Effect;
use crate::document::{Document, Span};
use crate::learn::{Model, Opinion, Reading, Signals};

/// The name under which a mention's cue gives the words that decided for the model.
const LEARNED: &str = "learned";

impl Classifier {
    /// Adds what `model` says to what the rules found.
    pub(super) fn weigh(
        &self,
        model: &Model,
        document: &Document,
        settings: &[Setting],
        found: &mut Passage,
        work: &mut Work<'_>,
    ) {
        let mut added = Vec::new();
        for (index, block) in coded(document) {
            let Some(setting) = settings.get(block) else {
                continue;
            };
            let signals = self.seen_in(document, index, setting, found, work);
            let mut span = document.sentences[index].span;
            let text = span.of(&document.text).trim_end();
            span.end = span.start + text.len() as u32;
            let reading = model.read(text, &signals);
            let here = places(&found.mentions, index);
            for opinion in reading.themes() {
                let theme = self.ids.iter().position(|id| id == opinion.theme);
                let Some(theme) = theme.and_then(|theme| u16::try_from(theme).ok()) else {
                    continue;
                };
                let mut of_theme = found.mentions[here.clone()]
                    .iter_mut()
                    .filter(|mention| mention.theme == theme)
                    .peekable();
                if of_theme.peek().is_none() && speaks(setting, text) {
                    added.extend(self.learned(theme, &opinion, &reading, &signals, (index, span)));
                }
                of_theme
                    .filter(|mention| mention.assertion.counts())
                    .for_each(|mention| mention.by = By::Both);
            }
        }
        for mention in &mut added {
            let setting = &settings[document.sentences[mention.sentence as usize].block as usize];
            let failing = matches!(mention.assertion, Assertion::Failing | Assertion::Mixed);
            mention.explained = failing && work.explained(mention.sentence as usize, setting);
        }
        found.mentions.append(&mut added);
        found
            .mentions
            .sort_by_key(|mention| (mention.sentence, mention.span.start, mention.span.end, mention.theme));
    }

    /// What the rules saw in every sentence of a text together.
    pub(super) fn signals_of(
        &self,
        document: &Document,
        settings: &[Setting],
        found: &Passage,
        work: &mut Work<'_>,
    ) -> Signals {
        let mut all = Signals::default();
        for (index, block) in coded(document) {
            if let Some(setting) = settings.get(block) {
                let signals = self.seen_in(document, index, setting, found, work);
                all.unit.extend(signals.unit);
                for (theme, seen) in signals.themes {
                    all.themes.entry(theme).or_default().extend(seen);
                }
            }
        }
        all
    }

    fn seen_in(
        &self,
        document: &Document,
        index: usize,
        setting: &Setting,
        found: &Passage,
        work: &mut Work<'_>,
    ) -> Signals {
        let span = document.sentences[index].span;
        let mentions = &found.mentions[places(&found.mentions, index)];
        let at = found.judged.partition_point(|judged| judged.span.start < span.start);
        let judged = found.judged.get(at).filter(|judged| judged.span == span);
        self.signals(document, span, setting, (mentions, judged), &mut work.sentence)
    }

    /// Mentions of the model alone: their place is the sentence, their cue the words that spoke for the theme.
    fn learned(
        &self,
        theme: u16,
        opinion: &Opinion<'_>,
        reading: &Reading<'_>,
        signals: &Signals,
        (index, span): (usize, Span),
    ) -> impl Iterator<Item = Mention> {
        let may: Vec<&str> = may_say(self.modes[theme as usize]).iter().map(|one| one.name()).collect();
        let cue = Cue {
            span: Span { start: span.start, end: span.start },
            text: opinion.words.join("; "),
            frame: LEARNED.to_string(),
        };
        let said = reading.assertions(opinion.theme, signals, &may);
        said.into_iter().filter_map(Assertion::from_name).map(move |assertion| Mention {
            theme,
            span,
            sentence: index as u32,
            assertion,
            explained: false,
            pattern: String::new(),
            cue: Some(cue.clone()),
            by: By::Model,
        })
    }
}

/// Where the mentions of a sentence stand among all, which are in text order.
fn places(mentions: &[Mention], index: usize) -> std::ops::Range<usize> {
    let before = |wanted: usize| mentions.partition_point(|mention| (mention.sentence as usize) < wanted);
    before(index)..before(index + 1)
}

/// Whether a sentence may say something of the case: not where a heading makes it context or a general
/// statement, and not a question.
fn speaks(setting: &Setting, text: &str) -> bool {
    let aside = |effect: Effect| matches!(effect, Effect::Context | Effect::General | Effect::Question);
    let passed = setting.heading.iter().chain(&setting.lead_in);
    !text.ends_with('?') && passed.into_iter().all(|passed| !aside(passed.effect))
}
