//! Which paragraph styles of a Word file are headings, list items, captions or contents lines.

use super::xml::Element;
use std::collections::BTreeMap;

/// Styles by their id.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline_level: Option<u8>,
    numbering: Option<(String, u8)>,
}

/// A chain of styles longer than this is a loop.
const MAX_CHAIN: usize = 20;

impl Styles {
    /// Reads `word/styles.xml`.
    pub(super) fn new(root: &Element) -> Self {
        let styles = root
            .all("style")
            .filter_map(|style| Some((style.attribute("styleId")?.to_string(), read(style))))
            .collect();
        Styles { styles }
    }

    /// The heading level, from 1, of a style that is a heading.
    pub(super) fn heading_level(&self, id: &str) -> Option<u8> {
        self.chain(id).find_map(|style| {
            let named = style.name.strip_prefix("heading ").and_then(|level| level.trim().parse().ok());
            let titled = (style.name == "title").then_some(1);
            named.or(titled).or(style.outline_level.filter(|level| *level < 9).map(|level| level + 1))
        })
    }

    /// The list a style puts its paragraphs in: its id and level.
    pub(super) fn numbering(&self, id: &str) -> Option<(String, u8)> {
        self.chain(id).find_map(|style| style.numbering.clone())
    }

    /// The name of a style, in lower case.
    pub(super) fn name(&self, id: &str) -> &str {
        self.styles.get(id).map_or("", |style| style.name.as_str())
    }

    fn chain<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a Style> {
        let parent = |style: &&'a Style| style.based_on.as_ref().and_then(|id| self.styles.get(id));
        std::iter::successors(self.styles.get(id), move |style| parent(style)).take(MAX_CHAIN)
    }
}

fn read(style: &Element) -> Style {
    let properties = style.child("pPr");
    Style {
        name: style.value("name").unwrap_or_default().to_lowercase(),
        based_on: style.value("basedOn").map(str::to_string),
        outline_level: properties.and_then(|p| p.value("outlineLvl")).and_then(|level| level.parse().ok()),
        numbering: properties.and_then(numbering),
    }
}

/// The list and level in a paragraph's or style's properties.
pub(super) fn numbering(properties: &Element) -> Option<(String, u8)> {
    let numbering = properties.child("numPr")?;
    let list = numbering.value("numId")?.to_string();
    let level = numbering.value("ilvl").and_then(|level| level.parse().ok()).unwrap_or(0);
    Some((list, level))
}
