//! One sentence from tokens to mentions.

use super::assert::{Asserter, Ground, Match, Verdict};
use super::explain;
use super::judgement::{Judgement, judgements};
use super::merge::{self, Coding};
use super::reading::{Kind, Reading};
use super::roles::{List, Role};
use super::setting::Setting;
use super::{Assertion, By, Classifier, Cue, Mention, Passage};
use crate::codebook::{Mode, Weight};
use crate::document::{Document, Span};
use crate::matcher::{Hit, Marks, Sentence, Token};

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
    classifier: &'a Classifier,
    pub(super) document: &'a Document,
    pub(super) sentence: Sentence,
    hits: Vec<Hit>,
    /// Whether each sentence gives a reason, as far as it was asked.
    reasons: Vec<Option<Reason>>,
}

#[derive(Clone, Copy)]
struct Reason {
    given: bool,
    points_back: bool,
}

impl<'a> Work<'a> {
    pub(super) fn new(classifier: &'a Classifier, document: &'a Document) -> Self {
        Work {
            classifier,
            document,
            sentence: Sentence::default(),
            hits: Vec::new(),
            reasons: vec![None; document.sentences.len()],
        }
    }

    /// Codes sentence `index` into `out`; with `judged`, also what it judges where no theme is named.
    pub(super) fn code(&mut self, index: usize, setting: &Setting, judged: bool, out: &mut Passage) {
        let span = self.document.sentences[index].span;
        let patterns = &self.classifier.patterns;
        self.hits.clear();
        patterns
            .matcher
            .read(&self.document.text, span, &mut self.sentence);
        patterns
            .matcher
            .find(&self.document.text, 0, &mut self.sentence, &mut self.hits);
        let (matches, masks) = self.matches();
        if matches.is_empty() && !judged {
            return;
        }
        let reading = self.read();
        let judgements = judgements(&self.classifier.frames, &reading);
        let asserter = Asserter {
            frames: &self.classifier.frames,
            reading: &reading,
            judgements: &judgements,
            setting,
            matches: &matches,
            asks: span.of(&self.document.text).trim_end().ends_with('?'),
        };
        let codings = self.codings(&asserter, &matches, &masks);
        if judged && codings.iter().all(|coding| !coding.assertion.judges()) {
            out.judged.extend(self.judge(span, &asserter, &judgements));
        }
        self.reasons[index] = Some(Reason {
            given: explain::reason(&self.classifier.frames, &reading, setting.kind).is_some(),
            points_back: explain::points_back(&self.classifier.frames, &reading),
        });
        let mentions: Vec<Mention> = codings.iter().map(|coding| self.mention(index, coding)).collect();
        for mut mention in mentions {
            let failing = matches!(mention.assertion, Assertion::Failing | Assertion::Mixed);
            mention.explained = failing && self.explained(index, setting);
            out.mentions.push(mention);
        }
    }

    /// Cues of the sentence last read.
    fn read(&mut self) -> Reading {
        let classifier = self.classifier;
        self.hits.clear();
        classifier
            .patterns
            .matcher
            .find(&self.document.text, 1, &mut self.sentence, &mut self.hits);
        let tokens = self.sentence.tokens();
        let starts = starts(&self.document.text, tokens);
        Reading::new(
            &classifier.patterns,
            &classifier.frames,
            tokens,
            &self.hits,
            &starts,
        )
    }

    /// Theme matches that are not excluded, and masked stretches of tokens.
    fn matches(&self) -> (Vec<Match>, Vec<(u32, u32)>) {
        let role = |hit: &Hit| self.classifier.patterns.roles[hit.pattern as usize];
        let mut excluded = Vec::new();
        let mut masks = Vec::new();
        for hit in &self.hits {
            match role(hit) {
                Role::Not { theme } => excluded.push((theme, hit.first, hit.last)),
                Role::Mask => masks.push((hit.first, hit.last)),
                _ => {}
            }
        }
        let mut matches = Vec::new();
        for hit in &self.hits {
            if let Role::Theme { theme, list } = role(hit) {
                let out = excluded
                    .iter()
                    .any(|(other, first, last)| *other == theme && hit.first <= *last && *first <= hit.last);
                if !out {
                    matches.push(Match {
                        first: hit.first,
                        last: hit.last,
                        theme,
                        list,
                        pattern: hit.pattern,
                    });
                }
            }
        }
        (matches, masks)
    }

    /// What stands, theme by theme in order of first match.
    fn codings(&self, asserter: &Asserter<'_>, matches: &[Match], masks: &[(u32, u32)]) -> Vec<Coding> {
        let mut themes: Vec<u16> = matches.iter().map(|found| found.theme).collect();
        themes.sort_unstable();
        themes.dedup();
        let mut found = Vec::new();
        for theme in themes {
            let of_theme: Vec<&Match> = matches.iter().filter(|found| found.theme == theme).collect();
            found.extend(self.theme(asserter, theme, &of_theme, masks));
        }
        found.sort_by_key(|coding| (coding.found.first, coding.found.last, coding.found.theme));
        found
    }

    fn theme(
        &self,
        asserter: &Asserter<'_>,
        theme: u16,
        of_theme: &[&Match],
        masks: &[(u32, u32)],
    ) -> Vec<Coding> {
        let mode = self.classifier.modes[theme as usize];
        let mut framed = Vec::new();
        let (mut practice, mut presence) = (Vec::new(), Vec::new());
        for found in of_theme {
            if self.torn(found) || !second_sign(asserter, found, of_theme, mode) {
                continue;
            }
            let masked = masks
                .iter()
                .any(|(first, last)| *first <= found.first && found.last <= *last);
            if masked {
                framed.push(Coding::new(found, (Assertion::Context, Ground::Nothing)));
            } else if let Some(verdict) = asserter.frame_of(found) {
                framed.push(Coding::new(found, verdict));
            } else if mode == Mode::Practice {
                practice.push(Coding::new(found, asserter.practice(found)));
            } else {
                let (judged, fact) = asserter.fact(found, mode, of_theme);
                practice.extend(judged.map(|verdict| Coding::new(found, verdict)));
                presence.extend(fact.map(|verdict| Coding::new(found, verdict)));
            }
        }
        let mut stand = merge::practice(asserter.reading, practice);
        stand.extend(merge::presence(presence));
        if stand.is_empty() {
            stand.extend(framed.into_iter().next());
        }
        stand
    }

    /// Whether a semicolon or full stop stands inside the match: its parts belong to different statements.
    fn torn(&self, found: &Match) -> bool {
        let inside = &self.sentence.tokens()[found.first as usize..=found.last as usize];
        inside
            .iter()
            .skip(1)
            .any(|token| token.marks.has(Marks::SEMICOLON.with(Marks::STOP)))
    }

    fn mention(&self, index: usize, coding: &Coding) -> Mention {
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

    fn span(&self, first: u32, last: u32) -> Span {
        let tokens = self.sentence.tokens();
        Span {
            start: tokens[first as usize].start,
            end: tokens[last as usize].end,
        }
    }

    fn cue(&self, ground: &Ground) -> Option<Cue> {
        let text = &self.document.text;
        match ground {
            Ground::Cue { first, last, frame } => {
                let span = self.span(*first, *last);
                let frame = self.classifier.frames[*frame as usize].name.clone();
                Some(Cue {
                    span,
                    text: span.of(text).to_string(),
                    frame,
                })
            }
            Ground::Passed(passed) => Some(Cue {
                span: passed.span,
                text: passed.span.of(text).to_string(),
                frame: format!(
                    "heading: {}",
                    self.classifier.headings[passed.frame as usize].name
                ),
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
        self.classifier
            .patterns
            .matcher
            .read(&self.document.text, span, &mut self.sentence);
        let reading = self.read();
        let reason = Reason {
            given: explain::reason(&self.classifier.frames, &reading, setting.kind).is_some(),
            points_back: explain::points_back(&self.classifier.frames, &reading),
        };
        self.reasons[index] = Some(reason);
        reason
    }

    /// The judgement of the sentence as a whole.
    fn judge(&self, span: Span, asserter: &Asserter<'_>, judgements: &[Judgement]) -> Option<Judged> {
        let (assertion, ground) = asserter.whole(judgements, self.sentence.tokens().len() as u32)?;
        let cue = self.cue(&ground);
        assertion.judges().then_some(Judged { span, assertion, cue })
    }
}

/// Words that may stand before the comma that ends an opening phrase ("In particular, ensure").
const OPENING: usize = 7;

/// The tokens at which a sentence's own words may begin: after its number, or after an opening phrase.
fn starts(text: &str, tokens: &[Token]) -> Vec<u32> {
    let numeral = |token: &&Token| {
        text.as_bytes()
            .get(token.start as usize)
            .is_some_and(u8::is_ascii_digit)
    };
    let first = tokens.iter().take_while(numeral).count();
    let mut found = vec![first as u32];
    let opening = tokens
        .iter()
        .skip(first + 1)
        .take(OPENING)
        .position(|token| token.marks.has(Marks::COMMA));
    found.extend(opening.map(|at| (first + 1 + at) as u32));
    found
}

/// How near a judgement must stand to a weak word to be about it, in words.
const ABOUT: u32 = 3;

/// A weak pattern counts only with a second sign: a strong judgement right beside it (practice), or a match
/// of another pattern of its theme elsewhere in the sentence.
fn second_sign(asserter: &Asserter<'_>, found: &Match, of_theme: &[&Match], mode: Mode) -> bool {
    if found.list != List::Weak {
        return true;
    }
    let apart = |other: &&&Match| {
        other.pattern != found.pattern && (other.first > found.last || other.last < found.first)
    };
    // "Information about the injury was not passed on" judges what became of the information.
    let content = asserter.matches.iter().any(|other| {
        other.theme != found.theme
            && matches!(other.list, List::Failing | List::Good)
            && other.first < found.first
            && found.last < other.last
    });
    let judged = || {
        let about = |judgement| judges_weak(asserter, found, judgement);
        !content && asserter.judgements.iter().any(about)
    };
    of_theme.iter().any(|other| apart(&other)) || (mode == Mode::Practice && judged())
}

/// Whether a judgement is about a weak match: in its clause and beside it. What is said of the subject of a
/// sentence, or of a list it belongs to, may stand further off.
fn judges_weak(asserter: &Asserter<'_>, found: &Match, judgement: &Judgement) -> bool {
    let reading = asserter.reading;
    let (clause, of_judgement) = (reading.clause_of(found.first), reading.clause_of(judgement.first));
    let listed = asserter.matches.iter().any(|other| {
        other.list != List::Weak
            && other.theme != found.theme
            && other.last < found.first
            && found.first - other.last <= 2
    });
    let subject = found.first <= 1 || listed;
    let yields = reading.clauses[clause].kind == Kind::Concession && of_judgement == clause + 1;
    let gap = found
        .first
        .saturating_sub(judgement.last)
        .max(judgement.first.saturating_sub(found.last));
    let near = of_judgement == clause && (subject || gap <= ABOUT);
    let follows = subject && of_judgement > clause && (yields || listed);
    judgement.weight == Weight::Strong && !judgement.family && (near || follows)
}

impl Asserter<'_> {
    /// What the sentence says of practice as a whole: asked for, or the side more is said on.
    fn whole(&self, judgements: &[Judgement], length: u32) -> Option<Verdict> {
        let all = Match {
            first: 0,
            last: length.saturating_sub(1),
            theme: 0,
            list: List::Topic,
            pattern: 0,
        };
        if self.frame_of(&all).is_some() {
            return None;
        }
        let verdict = self.practice(&all);
        if !matches!(verdict.1, Ground::Cue { .. }) || verdict.0 == Assertion::Recommended {
            return Some(verdict);
        }
        let score = |good: bool| -> u32 {
            let of_side = judgements
                .iter()
                .filter(|judgement| judgement.good == good && !judgement.family);
            of_side
                .map(|judgement| if judgement.weight == Weight::Strong { 4 } else { 1 })
                .sum()
        };
        let good = score(true) > score(false);
        let deciding = judgements
            .iter()
            .filter(|judgement| judgement.good == good && !judgement.family);
        let deciding = deciding.max_by_key(|judgement| judgement.weight)?;
        let assertion = if good {
            Assertion::GoodPractice
        } else {
            Assertion::Failing
        };
        Some((
            assertion,
            Ground::Cue {
                first: deciding.first,
                last: deciding.last,
                frame: deciding.frame,
            },
        ))
    }
}
