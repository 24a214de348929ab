//! What the rules saw in a sentence, in plain words, for a learned model to weigh.
//!
//! In: a sentence with its mentions and judgements. Out: [`Signals`]: every pattern that matched, coded or
//! not, every cue in the sentence, what stands over it, and what was coded with which cue.

use super::roles::Role;
use super::sentence::Judged;
use super::setting::Setting;
use super::{Assertion, Classifier, Mention};
use crate::codebook::{Codebook, Mode};
use crate::document::{Document, SectionKind, Span};
use crate::learn::{JUDGEMENT, Known, Signals};
use crate::matcher::{Hit, Sentence};

impl Classifier {
    /// What the rules saw in the sentence at `span`, with what they coded there.
    pub(super) fn signals(
        &self,
        document: &Document,
        span: Span,
        setting: &Setting,
        (mentions, judged): (&[Mention], Option<&Judged>),
        sentence: &mut Sentence,
    ) -> Signals {
        let mut found = Signals::default();
        let mut hits: Vec<Hit> = Vec::new();
        self.patterns.matcher.read(&document.text, span, sentence);
        (0..2).for_each(|tier| self.patterns.matcher.find(&document.text, tier, sentence, &mut hits));
        found.unit.extend(hits.iter().filter_map(|hit| self.seen(hit)));
        for passed in setting.heading.iter().chain(&setting.lead_in) {
            found.unit.push(format!("over {}", self.headings[passed.frame as usize].name));
        }
        if setting.kind != SectionKind::default() {
            found.unit.push(format!("section {}", setting.kind.name()));
        }
        found.unit.extend(judged.map(|judged| format!("judges {}", judged.assertion.name())));
        for mention in mentions {
            self.coded(mention, &mut found);
        }
        found
    }

    /// A pattern that matched, in words.
    fn seen(&self, hit: &Hit) -> Option<String> {
        match self.patterns.roles[hit.pattern as usize] {
            Role::Theme { theme, list } => {
                Some(format!("matches {} {}", self.ids[theme as usize], list.name()))
            }
            Role::Cue { frame } => Some(format!("cue {}", self.frames[frame as usize].name)),
            Role::Mask => Some("mask".to_string()),
            Role::Not { .. } | Role::End { .. } | Role::Unless { .. } | Role::Heading { .. } => None,
        }
    }

    fn coded(&self, mention: &Mention, found: &mut Signals) {
        let theme = &self.ids[mention.theme as usize];
        let says = mention.assertion.name();
        found.unit.push(format!("theme {theme}"));
        found.unit.push(format!("theme {theme} {says}"));
        found.unit.push(format!("says {says}"));
        let of_theme = found.themes.entry(theme.clone()).or_default();
        of_theme.push(format!("says {says}"));
        of_theme.push(match &mention.cue {
            Some(cue) => format!("decided by {}", cue.frame),
            None => "decided by the pattern".to_string(),
        });
    }
}

/// Every theme of a codebook with what may be asserted of it, and a judgement that names none.
pub fn known(codebook: &Codebook) -> Vec<Known> {
    let entry = |theme: &str, assertions: &[Assertion]| Known {
        theme: theme.to_string(),
        assertions: assertions.iter().map(|assertion| assertion.name().to_string()).collect(),
    };
    let themes = codebook.themes.iter();
    let mut found: Vec<Known> = themes.map(|theme| entry(&theme.id, may_say(theme.mode))).collect();
    found.push(entry(JUDGEMENT, &PRACTICE[..4]));
    found
}

use Assertion::{
    Absent, Context, Failing, General, GoodPractice, Mixed, Neutral, Present, Recommended, Suspected,
};

const PRACTICE: [Assertion; 7] = [Failing, Mixed, Recommended, GoodPractice, Neutral, Context, General];
const PRESENCE: [Assertion; 10] =
    [Present, Suspected, Absent, Neutral, Failing, Mixed, Recommended, GoodPractice, Context, General];

/// What may be asserted of a theme. What an agency did about a fact may be judged as well as the fact.
pub(super) fn may_say(mode: Mode) -> &'static [Assertion] {
    match mode {
        Mode::Practice => &PRACTICE,
        Mode::Presence | Mode::Both => &PRESENCE,
    }
}
