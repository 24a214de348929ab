//! What is found in a corpus folder: every file is a source, whatever is wrong with it, and the manifest
//! is held against what is there.

use refrain::corpus::{Corpus, Format};
use std::fs;
use std::path::Path;

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, content).expect("a file");
    }
    folder
}

fn open(folder: &Path) -> Corpus {
    Corpus::open(&[folder.to_path_buf()], None).expect("a corpus")
}

fn ids(corpus: &Corpus) -> Vec<&str> {
    corpus.sources.iter().map(|source| source.id.as_str()).collect()
}

#[test]
fn identical_files_are_one_document_and_the_first_is_named() {
    let folder = folder(&[("b.txt", "Same."), ("a/c.txt", "Same."), ("d.txt", "Other."), ("e.txt", "")]);
    let corpus = open(folder.path());
    assert_eq!(ids(&corpus), ["a/c.txt", "b.txt", "d.txt", "e.txt"]);
    assert_eq!(corpus.sources[1].duplicate_of.as_deref(), Some("a/c.txt"));
    assert!(corpus.sources[2].duplicate_of.is_none() && corpus.sources[3].duplicate_of.is_none());
}

#[test]
fn hidden_and_ignored_files_are_left_out_and_counted() {
    let folder =
        folder(&[("a.txt", "A."), (".hidden", "x"), ("drafts/b.txt", "B."), (".refrainignore", "drafts/\n")]);
    let corpus = open(folder.path());
    assert_eq!(ids(&corpus), ["a.txt"]);
    assert_eq!(corpus.ignored, 3);
}

#[test]
fn rows_without_files_and_files_without_rows_are_remarks() {
    let manifest = "file,title,published\na.txt,First,2009-03\ngone.txt,Lost,2010\n";
    let folder = folder(&[("manifest.csv", manifest), ("x/a.txt", "A."), ("b.txt", "B.")]);
    let corpus = open(folder.path());
    assert_eq!(ids(&corpus), ["b.txt", "x/a.txt"]);
    assert_eq!(corpus.sources[1].listed.title.value, "First");
    let remarked: Vec<&str> = corpus.remarks.iter().map(|remark| remark.document.as_str()).collect();
    assert_eq!(remarked, ["b.txt", "gone.txt"]);
}

#[test]
fn a_date_that_is_none_is_an_error_with_its_line() {
    let folder = folder(&[("manifest.csv", "file,published\na.txt,March 2009\n"), ("a.txt", "A.")]);
    let error = Corpus::open(&[folder.path().to_path_buf()], None).expect_err("no date");
    assert!(
        error
            .to_string()
            .ends_with("manifest.csv:2: 'March 2009' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
    );
}

#[test]
fn a_path_of_a_list_that_leads_nowhere_is_a_source_and_a_typed_one_an_error() {
    let folder = folder(&[("a.txt", "A.")]);
    let paths = [folder.path().join("a.txt"), folder.path().join("gone.pdf")];
    let corpus = Corpus::open_list(&paths, None).expect("a corpus");
    assert_eq!(ids(&corpus), ["a.txt", "gone.pdf"]);
    let trouble = corpus.sources[1].unreadable.as_deref();
    assert!(trouble.is_some_and(|trouble| trouble.contains("check the path")));
    assert!(Corpus::open(&paths, None).is_err());
}

/// Opening a pipe waits for somebody to write into it; a socket stands for all that is not a regular file.
#[cfg(unix)]
#[test]
fn what_is_not_a_regular_file_is_a_source_that_is_not_opened() {
    let folder = folder(&[("a.txt", "A.")]);
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("b.pdf")).expect("a socket");
    let corpus = open(folder.path());
    assert_eq!(ids(&corpus), ["a.txt", "b.pdf"]);
    let trouble = corpus.sources[1].unreadable.as_deref();
    assert!(trouble.is_some_and(|trouble| trouble.contains("not a regular file")));
}

#[cfg(unix)]
#[test]
fn links_that_loop_and_names_that_are_not_unicode_are_sources_too() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[("a.txt", "A."), ("sub/b.txt", "B.")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/loop")).expect("a link");
    std::os::unix::fs::symlink("nowhere", folder.path().join("broken.pdf")).expect("a link");
    let odd = std::ffi::OsStr::from_bytes(b"caf\xe9.txt");
    fs::write(folder.path().join(odd), "C.").expect("a file");
    let corpus = open(folder.path());
    assert_eq!(ids(&corpus), ["a.txt", "broken.pdf", "caf\u{fffd}.txt", "sub/b.txt", "sub/loop"]);
    let unreadable: Vec<bool> = corpus.sources.iter().map(|source| source.unreadable.is_some()).collect();
    assert_eq!(unreadable, [false, true, false, false, true]);
    assert_eq!(corpus.sources[2].format, Format::Text);
}
