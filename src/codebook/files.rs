//! The codebook's files as TOML has them, and their way to the types.

use super::load::File;
use super::sets::{Effect, Frame, HeadingFrame, Place, Sets, Side, Speaks, Weight};
use super::{Codebook, Example, Group, Mode, Theme};
use crate::error::{Result, suggestion};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use toml::Spanned;

type Patterns = Vec<Spanned<String>>;

const THEME_KEYS: &[&str] = &[
    "id",
    "label",
    "group",
    "mode",
    "definition",
    "use_when",
    "not_when",
    "failing",
    "good",
    "absent",
    "topic",
    "weak",
    "not",
    "examples",
    "counter_examples",
    "text",
    "assertion",
    "section",
];

/// A theme's file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ThemeFile {
    id: Spanned<String>,
    label: String,
    group: String,
    mode: Mode,
    definition: String,
    #[serde(default)]
    use_when: Vec<String>,
    #[serde(default)]
    not_when: Vec<String>,
    #[serde(default)]
    failing: Patterns,
    #[serde(default)]
    good: Patterns,
    #[serde(default)]
    absent: Patterns,
    #[serde(default)]
    topic: Patterns,
    #[serde(default)]
    weak: Patterns,
    #[serde(default)]
    not: Patterns,
    #[serde(default)]
    examples: Vec<Spanned<Example>>,
    #[serde(default)]
    counter_examples: Vec<Spanned<Example>>,
}

impl ThemeFile {
    pub(super) fn theme(file: &File) -> Result<Theme> {
        let read: ThemeFile = file.read(THEME_KEYS)?;
        Ok(Theme {
            id: read.id.into_inner(),
            label: read.label,
            group: read.group,
            mode: read.mode,
            definition: read.definition,
            use_when: read.use_when,
            not_when: read.not_when,
            failing: file.patterns(&read.failing)?,
            good: file.patterns(&read.good)?,
            absent: file.patterns(&read.absent)?,
            topic: file.patterns(&read.topic)?,
            weak: file.patterns(&read.weak)?,
            not: file.patterns(&read.not)?,
            examples: read.examples.into_iter().map(Spanned::into_inner).collect(),
            counter_examples: read.counter_examples.into_iter().map(Spanned::into_inner).collect(),
        })
    }
}

const GROUPS_KEYS: &[&str] = &["id", "version", "model", "group", "label"];

/// `groups.toml`: the codebook's name, its learned model, and the groups its themes are shown under.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GroupsFile {
    #[serde(default)]
    id: String,
    #[serde(default)]
    version: String,
    #[serde(default)]
    model: Option<PathBuf>,
    #[serde(default)]
    group: Vec<Group>,
}

impl GroupsFile {
    /// Puts what the file says into `codebook`; a model is named from the file's own folder.
    pub(super) fn fill(file: &File, codebook: &mut Codebook) -> Result<()> {
        let read: GroupsFile = file.read(GROUPS_KEYS)?;
        let folder = file.path.parent().unwrap_or(Path::new(""));
        codebook.id = read.id;
        codebook.version = read.version;
        codebook.model = read.model.map(|model| folder.join(model));
        codebook.groups = read.group;
        Ok(())
    }
}

const SETS_KEYS: &[&str] = &[
    "sets", "frame", "heading", "masks", "name", "effect", "weight", "side", "within", "speaks", "cues",
    "ends", "sections", "at", "doer", "unless",
];

/// `sets.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SetsFile {
    #[serde(default)]
    sets: BTreeMap<String, Patterns>,
    #[serde(default)]
    frame: Vec<FrameFile>,
    #[serde(default)]
    heading: Vec<HeadingFile>,
    #[serde(default)]
    masks: Patterns,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    name: String,
    effect: Effect,
    #[serde(default)]
    weight: Weight,
    #[serde(default)]
    side: Side,
    #[serde(default = "usual_reach")]
    within: u8,
    #[serde(default)]
    speaks: Speaks,
    #[serde(default)]
    at: Place,
    #[serde(default)]
    doer: bool,
    cues: Patterns,
    #[serde(default)]
    ends: Patterns,
    #[serde(default)]
    unless: Patterns,
}

/// How far a cue reaches where its frame does not say, in words.
fn usual_reach() -> u8 {
    10
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadingFile {
    name: String,
    effect: Effect,
    #[serde(default)]
    cues: Patterns,
    #[serde(default)]
    sections: Vec<String>,
}

impl SetsFile {
    pub(super) fn sets(file: &File) -> Result<Sets> {
        let read: SetsFile = file.read(SETS_KEYS)?;
        let mut sets = Sets { masks: file.patterns(&read.masks)?, ..Sets::default() };
        for (name, patterns) in &read.sets {
            sets.sets.insert(name.clone(), file.patterns(patterns)?);
        }
        for frame in &read.frame {
            sets.frames.push(Frame {
                name: frame.name.clone(),
                effect: frame.effect,
                weight: frame.weight,
                side: frame.side,
                within: frame.within,
                speaks: frame.speaks,
                at: frame.at,
                doer: frame.doer,
                cues: file.patterns(&frame.cues)?,
                ends: file.patterns(&frame.ends)?,
                unless: file.patterns(&frame.unless)?,
            });
        }
        for heading in &read.heading {
            sets.headings.push(HeadingFrame {
                name: heading.name.clone(),
                effect: heading.effect,
                cues: file.patterns(&heading.cues)?,
                sections: heading.sections.clone(),
            });
        }
        check_sets(&sets, file)?;
        Ok(sets)
    }
}

/// Every set named in the file exists there, and no set contains itself.
fn check_sets(sets: &Sets, file: &File) -> Result<()> {
    let known = || sets.sets.keys().map(String::as_str);
    for pattern in sets.patterns() {
        for name in pattern.sets() {
            if !sets.sets.contains_key(name) {
                let message =
                    format!("no set is called '@{name}'; {}", suggestion(name, known().collect::<Vec<_>>()));
                return Err(file.invalid_at(&pattern.source, message));
            }
        }
    }
    match sets.circle() {
        Some(name) => {
            Err(file.invalid_at(&format!("{name} ="), format!("the set '@{name}' contains itself")))
        }
        None => Ok(()),
    }
}
