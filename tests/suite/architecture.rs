//! The rules of the tree, checked: floors, module docs, one home for each outside crate.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The floor of every top-level module; a module may use only lower floors.
const FLOORS: &[(&str, u8)] = &[
    ("error", 0),
    ("table", 1),
    ("document", 1),
    ("codebook", 1),
    ("corpus", 2),
    ("matcher", 2),
    ("marks", 2),
    ("learn", 2),
    ("extract", 3),
    ("classify", 3),
    ("facets", 3),
    ("repetition", 3),
    ("index", 3),
    ("findings", 4),
    ("report", 5),
    ("store", 5),
    ("pipeline", 6),
    ("web", 6),
    ("cli", 7),
    ("main", 8),
];

/// Outside crates and the one file or folder of `src` that may name each.
const HOMES: &[(&str, &[&str])] = &[
    ("hayro_syntax", &["extract/pdf"]),
    ("hayro_font", &["extract/pdf"]),
    ("hayro_cmap", &["extract/pdf"]),
    ("pdf_extract", &["extract/pdf"]),
    ("skrifa", &["extract/pdf"]),
    ("scraper", &["extract/html.rs"]),
    ("zip", &["extract/docx"]),
    ("quick_xml", &["extract/docx"]),
    ("ignore", &["corpus/intake.rs"]),
    ("sha2", &["corpus/hash.rs"]),
    ("rlimit", &["extract/limits.rs"]),
    ("rayon", &["pipeline", "repetition", "learn"]),
    ("tantivy", &["index"]),
    ("frostem", &["index/schema.rs"]),
    ("csv", &["table.rs"]),
    ("toml", &["codebook", "cli/config.rs"]),
    ("askama", &["report/html"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli", "main.rs"]),
    ("indicatif", &["cli"]),
    ("strsim", &["error.rs"]),
    ("postcard", &["store.rs", "extract/pipe.rs", "index"]),
    ("unicode_normalization", &["extract"]),
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src is readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a source file is UTF-8");
            (path.strip_prefix(&root).expect("below src").to_path_buf(), text)
        })
        .collect()
}

fn top_module(path: &Path) -> String {
    let first = path.components().next().expect("a component").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_string()
}

/// Code without comments, string contents kept: enough to find paths.
fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.split("//").next().unwrap_or(""))
}

fn names_after<'a>(line: &'a str, marker: &str) -> Vec<&'a str> {
    line.match_indices(marker)
        .map(|(at, _)| {
            let rest = &line[at + marker.len()..];
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
}

#[test]
fn a_module_uses_only_lower_floors() {
    let floors: BTreeMap<&str, u8> = FLOORS.iter().copied().collect();
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let module = top_module(&path);
        let Some(&own) = floors.get(module.as_str()) else {
            if module != "lib" {
                broken.push(format!("{}: module {module} has no floor", path.display()));
            }
            continue;
        };
        for line in code_lines(&text) {
            for used in names_after(line, "crate::").into_iter().chain(names_after(line, "refrain::")) {
                let other = floors.get(used).copied();
                if used != module && other.is_some_and(|other| other >= own) {
                    broken.push(format!("{}: {module} uses {used}", path.display()));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> =
        sources().into_iter().filter(|(_, text)| !text.starts_with("//!")).map(|(path, _)| path).collect();
    assert!(silent.is_empty(), "no module doc: {silent:?}");
}

#[test]
fn an_outside_crate_is_named_in_its_home_only() {
    let mut strays = Vec::new();
    for (path, text) in sources() {
        for (name, homes) in HOMES {
            let at_home =
                homes.iter().any(|home| path.starts_with(home) || path.starts_with(format!("{home}.rs")));
            let marker = format!("{name}::");
            if !at_home && code_lines(&text).any(|line| line.contains(&marker)) {
                strays.push(format!("{} names {name}", path.display()));
            }
        }
    }
    assert!(strays.is_empty(), "{}", strays.join("\n"));
}
