//! `refrain sample`: what people should judge, drawn by chance.

use super::Found;
use super::args::SampleArguments;
use super::reading;
use super::workspace::Workspace;
use crate::codebook::Codebook;
use crate::error::{Error, suggestion};
use crate::findings::{Drawing, Level, Shown, Sizes, Unit};
use crate::store;
use anyhow::bail;
use std::collections::BTreeSet;
use std::path::Path;

/// Draws the sample and writes the sheet and its key.
pub(super) fn run(arguments: &SampleArguments) -> anyhow::Result<Found> {
    if (1..6).contains(&arguments.size) || arguments.documents == 1 {
        bail!(
            "every stratum must give at least one: --size is 0, or 6 and more; --documents is 0, or 2 and more"
        );
    }
    let folder = &arguments.workspace.workspace;
    let workspace = Workspace::open(folder)?;
    let codebook = &reading::codebook(arguments.codebook.as_deref())?;
    let classifier = reading::classifier(codebook)?;
    workspace.remark_on(codebook);
    let sizes = Sizes { sentences: arguments.size as usize, documents: arguments.documents as usize };
    let themes = themes(&arguments.themes, codebook)?;
    let mut drawing = Drawing::new(codebook, themes, sizes, arguments.seed);
    for document in workspace.documents() {
        drawing.document(&document, &classifier.classify(&document));
    }
    let drawn = drawing.finish();
    if drawn.is_empty() {
        eprintln!(
            "refrain: nothing to draw: no document in the last report, or --size and --documents are both 0"
        );
        return Ok(Found::Nothing);
    }
    let sheet = arguments.out.clone().unwrap_or_else(|| folder.join("sample.csv"));
    store::write_sample(&sheet, &drawn, codebook)?;
    say(&drawn, &sheet);
    Ok(Found::Something)
}

/// Says how much there is to read, and where.
fn say(drawn: &[(Unit, Shown)], sheet: &Path) {
    let of = |level| drawn.iter().filter(move |(unit, _)| unit.level == level);
    let different = |level| {
        let units = of(level).map(|(unit, _)| (&unit.sha256, &unit.sentence, unit.occurrence));
        units.collect::<BTreeSet<_>>().len()
    };
    eprintln!(
        "Drawn: {} questions on {} sentences, and {} on {} whole documents.",
        of(Level::Sentence).count(),
        different(Level::Sentence),
        of(Level::Document).count(),
        different(Level::Document)
    );
    let key = store::key_file(sheet);
    eprintln!("Sheet to fill in, column verdict (refrain sample --help): {}", sheet.display());
    eprintln!("Key, to be kept closed until then: {}", key.display());
}

/// The themes named, as indices; all when none is.
fn themes(named: &[String], codebook: &Codebook) -> anyhow::Result<Vec<usize>> {
    if named.is_empty() {
        return Ok((0..codebook.themes.len()).collect());
    }
    let ids = codebook.themes.iter().map(|theme| theme.id.as_str());
    let places: Result<BTreeSet<usize>, Error> = named
        .iter()
        .map(|name| {
            ids.clone().position(|id| id == name).ok_or_else(|| {
                let hint = suggestion(name, ids.clone());
                Error::Unknown(format!("no theme '{name}' in the codebook; {hint}"))
            })
        })
        .collect();
    Ok(places?.into_iter().collect())
}
