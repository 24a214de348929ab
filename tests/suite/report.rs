//! The report says what was counted, safely, and the same every time.

use crate::tiny;
use refrain::classify::{Assertion, By};
use std::fs;
use std::path::Path;

fn html(coded: &[refrain::findings::Coded]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    tiny::report(folder.path(), coded);
    fs::read_to_string(folder.path().join("report.html")).expect("report.html is there")
}

fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").expect("one style sheet");
    let (_, after) = rest.split_once("</style>").expect("its end");
    format!("{before}<style>…</style>{after}")
}

#[test]
fn the_page_of_a_tiny_corpus() {
    insta::assert_snapshot!(without_style(&html(&tiny::corpus())));
}

#[test]
fn the_page_fetches_nothing_and_runs_nothing() {
    let page = html(&tiny::corpus());
    for banned in ["<script", "http://", "https://", "src=", "@import", "url(", "<link", "<iframe", " on"] {
        let hits = page.matches(banned).count();
        let text =
            if banned == " on" { page.contains(" onclick") || page.contains(" onload") } else { hits > 0 };
        assert!(!text, "the page contains {banned}");
    }
}

#[test]
fn text_of_documents_is_escaped() {
    let nasty = "The visit was ((not)) [[recorded</mark><script>alert(1)</script>]] \"at' all & more.";
    let metadata = tiny::metadata("<b>Title</b>", "A&B", "\"North\"", "2010");
    let page = html(&[tiny::coded("<x>.pdf", metadata, &[(0, Assertion::Failing, false, nasty)])]);
    assert!(!page.contains("<script") && !page.contains("<b>Title") && !page.contains("<x>"));
}

#[test]
fn few_documents_have_counts_and_no_rate() {
    let page = html(&tiny::corpus()[..9]);
    assert!(page.contains("5 of 9</b>"), "the count with its denominator");
    assert!(!page.contains("95% interval (Wilson)") && !page.contains("class=\"interval\""));
    assert!(page.contains("Fewer than 10 documents were read"));
}

#[test]
fn files_read_not_read_and_identical_add_up() {
    let page = html(&tiny::corpus());
    for fact in [
        "<dt>Files found</dt><dd>15 files",
        "counted</dt><dd>12<",
        "<dt>Not read</dt><dd>2<",
        "file</dt><dd>1<",
    ] {
        assert!(page.contains(fact), "{fact}");
    }
}

#[test]
fn a_corpus_of_which_nothing_was_read_is_said_so() {
    let page = html(&tiny::corpus()[12..]);
    assert!(page.contains("nothing to count") && !page.contains("class=\"theme\""));
}

#[test]
fn every_id_is_used_once_and_every_link_leads_somewhere() {
    let page = html(&tiny::corpus());
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id occurs twice");
    for link in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&link), "nothing has the id {link}");
    }
}

#[test]
fn a_large_corpus_shows_a_sample_and_says_so() {
    let sentences = [(0, Assertion::Failing, false, "The visit was ((not)) [[recorded]].")];
    let coded: Vec<_> = (0..300)
        .map(|place| tiny::coded(&format!("{place:03}.pdf"), Default::default(), &sentences))
        .collect();
    let page = html(&coded);
    let (themes, _) = page.split_once("id=\"together\"").expect("what follows the themes");
    assert_eq!(themes.matches("<blockquote>").count(), 40);
    assert!(page.contains("Showing 40 of 300 passages"));
}

#[test]
fn the_same_corpus_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    tiny::report(&first, &tiny::corpus());
    tiny::report(&second, &tiny::corpus());
    for name in files(&first) {
        assert_eq!(fs::read(first.join(&name)).ok(), fs::read(second.join(&name)).ok(), "{name}");
    }
}

#[test]
fn tables_that_compare_hold_back_small_counts() {
    let folder = tempfile::tempdir().expect("a folder");
    tiny::report(folder.path(), &tiny::corpus());
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("the table is there");
    assert!(read("trend.csv").contains("record-keeping,2008,3,2,,,,under-10-documents"));
    assert!(read("by_authority.csv").contains("record-keeping,Averley,4,,,,,under-5"));
    assert!(read("by_region.csv").contains("record-keeping,North West,12,6,0.5000,0.2538,0.7462,"));
    assert!(
        read("cooccurrence.csv")
            .contains("record-keeping,domestic-abuse,6,6.0000,1.0000,1.0000,1.0000,1.0000")
    );
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn what_a_learned_model_found_is_said() {
    let mut coded = tiny::corpus();
    assert!(!html(&coded).contains("learned model"));
    coded[0].mentions[0].by = By::Both;
    assert!(html(&coded).contains("the learned model agrees"));
    coded[0].mentions[0].by = By::Model;
    coded[0].mentions[0].pattern.clear();
    assert!(html(&coded).contains("found by the learned model"));
}
