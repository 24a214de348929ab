//! What a document says of itself: what results are grouped by.

use serde::{Deserialize, Serialize};

/// How a value came to be known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Given by the manifest.
    Manifest,
    /// Printed in the document.
    Stated,
    /// Concluded from something else, such as the file name or the authority's table entry.
    Inferred,
    /// Not known; the value is empty.
    #[default]
    Unknown,
}

impl Origin {
    const ALL: [Origin; 4] = [Origin::Manifest, Origin::Stated, Origin::Inferred, Origin::Unknown];

    /// The name used in files.
    pub fn name(self) -> &'static str {
        match self {
            Origin::Manifest => "manifest",
            Origin::Stated => "stated",
            Origin::Inferred => "inferred",
            Origin::Unknown => "unknown",
        }
    }

    /// The origin of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|origin| origin.name() == name)
    }
}

/// One value with where it came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The value; empty when unknown.
    pub value: String,
    /// How it is known.
    pub origin: Origin,
    /// Where it was found: "manifest", "page 1", "file name", "authority table".
    pub from: String,
}

impl Field {
    /// A known value.
    pub fn new(value: impl Into<String>, origin: Origin, from: impl Into<String>) -> Self {
        Field { value: value.into(), origin, from: from.into() }
    }

    /// Whether nothing is known.
    pub fn is_unknown(&self) -> bool {
        self.value.is_empty()
    }
}

/// Everything known about a document besides its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// Title as printed.
    pub title: Field,
    /// The authority that reviewed, by its name in the authority table where it is there.
    pub authority: Field,
    /// One of the nine English regions, or the nation's name outside England.
    pub region: Field,
    /// England, Wales, Scotland or Northern Ireland.
    pub nation: Field,
    /// Publication date: `2009`, `2009-03` or `2009-03-17`.
    pub published: Field,
    /// Kind of review: SCR, CSPR, DHR, SAR, inspection, coroner's report, ...
    pub kind: Field,
    /// Kind of document: executive summary, overview report, letter, ...
    pub genre: Field,
    /// Grade of the review (not of the practice reviewed), where a manifest gives it.
    pub grade: Field,
    /// The author, where stated.
    pub author: Field,
}

impl Metadata {
    /// The names of the fields in files and queries, in the order of [`fields`](Self::fields).
    pub const NAMES: [&'static str; 9] =
        ["title", "authority", "region", "nation", "published", "kind", "genre", "grade", "author"];

    /// Every field, in the order of [`NAMES`](Self::NAMES).
    pub fn fields(&self) -> [&Field; 9] {
        [
            &self.title,
            &self.authority,
            &self.region,
            &self.nation,
            &self.published,
            &self.kind,
            &self.genre,
            &self.grade,
            &self.author,
        ]
    }

    /// The metadata whose fields are what `value` gives for each name.
    pub fn from_fields(value: impl Fn(&str) -> Field) -> Self {
        let [title, authority, region, nation, published, kind, genre, grade, author] =
            Self::NAMES.map(value);
        Metadata { title, authority, region, nation, published, kind, genre, grade, author }
    }

    /// The field of that name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        let place = Self::NAMES.iter().position(|known| *known == name)?;
        Some(self.fields()[place])
    }

    /// The year of publication.
    pub fn year(&self) -> Option<u16> {
        self.published.value.get(..4)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_names_are_in_the_same_order() {
        let named = Metadata::from_fields(|name| Field::new(name, Origin::Stated, "test"));
        assert_eq!(named.fields().map(|field| field.value.as_str()), Metadata::NAMES);
        assert_eq!((named.title.value.as_str(), named.author.value.as_str()), ("title", "author"));
    }
}
