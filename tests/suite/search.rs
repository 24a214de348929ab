//! Queries as data, each with the passages it must find; queries that are wrong, with what is said of them;
//! random queries against a plain scan with the matcher; the index over changing corpora; the commands.

use crate::made;
use proptest::prelude::*;
use refrain::classify::Assertion;
use refrain::codebook::{Codebook, Pattern, Sets};
use refrain::document::{Document, Field, Origin, Sentence, Span};
use refrain::index::{Entry, Index, Mention, Names, Passage, Query, Sort, Update, Writer, passages};
use refrain::matcher::Matcher;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

#[derive(Clone, Deserialize)]
struct Made {
    id: String,
    authority: String,
    region: String,
    kind: String,
    published: String,
    #[serde(default)]
    outcome: Option<String>,
    lines: Vec<String>,
    mentions: Vec<(String, String)>,
}

/// An input file as the pipeline hands it to the index.
type Source = (Entry, Vec<Passage>);

fn corpus() -> Vec<Made> {
    #[derive(Deserialize)]
    struct File {
        document: Vec<Made>,
    }
    let file: File = toml::from_str(include_str!("../cases/search/corpus.toml")).expect("the corpus");
    file.document
}

fn source(made: &Made) -> Source {
    let lines: Vec<String> = made.lines.iter().map(|line| line.replace("[[", "").replace("]]", "")).collect();
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let mut document = made::document(&made.id, &made.authority, &made.published, &lines);
    let stated = |value: &str| Field::new(value, Origin::Manifest, "manifest");
    document.metadata.region = stated(&made.region);
    document.metadata.kind = stated(&made.kind);
    document.sentences = sentences(&document);
    let mut quotes = made
        .lines
        .iter()
        .flat_map(|line| line.split("[[").skip(1))
        .map(|rest| rest.split("]]").next().expect("a closed quote"));
    let mut from = 0;
    let mentions: Vec<Mention> = made
        .mentions
        .iter()
        .map(|(theme, assertion)| {
            let quote = quotes.next().expect("a quote for every mention");
            let start = from + document.text[from..].find(quote).expect("the quote");
            from = start + quote.len();
            Mention {
                theme: theme.clone(),
                assertion: assertion.clone(),
                span: Span::new(start, from),
                pattern: quote.to_lowercase(),
                cue: String::new(),
            }
        })
        .collect();
    let entry = Entry {
        id: made.id.clone(),
        sha256: document.sha256.clone(),
        outcome: made.outcome.clone().unwrap_or_else(|| "extracted".into()),
        detail: String::new(),
        duplicate_of: None,
        metadata: document.metadata.clone(),
        number: 0,
        hash: String::new(),
    };
    (entry, passages(&document, &mentions))
}

/// The sentences of `document`, ended by a full stop and a space.
fn sentences(document: &Document) -> Vec<Sentence> {
    let mut found = Vec::new();
    for (block, whole) in (0..).zip(&document.blocks) {
        let mut start = whole.span.start;
        for piece in whole.span.of(&document.text).split_inclusive(". ") {
            let end = start + piece.len() as u32;
            found.push(Sentence { span: Span { start, end }, block });
            start = end;
        }
    }
    found
}

fn sources() -> Vec<Source> {
    corpus().iter().map(source).collect()
}

/// Writes `sources` into the index in `folder`.
fn write(folder: &Path, sources: &[Source]) -> Update {
    let mut writer = open(folder);
    for (entry, passages) in sources {
        writer.add(entry.clone(), passages).expect("it is added");
    }
    writer.finish().expect("it is committed")
}

fn open(folder: &Path) -> Writer {
    let themes = ["information-sharing", "supervision"].map(String::from).to_vec();
    let assertions = Assertion::ALL.map(|(_, name)| name.to_string()).to_vec();
    Writer::open(folder, themes, assertions).expect("it opens")
}

fn names(index: &Index) -> Names {
    let sets = Codebook::built_in().expect("the codebook").sets;
    index.names().clone().with_sets(sets)
}

/// The index of the corpus of the cases.
fn index() -> &'static (Index, Names) {
    static INDEX: OnceLock<(Index, Names)> = OnceLock::new();
    INDEX.get_or_init(|| {
        let folder = Box::leak(Box::new(tempfile::tempdir().expect("a folder")));
        write(folder.path(), &sources());
        let index = Index::open(folder.path()).expect("it opens");
        let names = names(&index);
        (index, names)
    })
}

/// "a:1" for each passage found: the document's first letter and the line.
fn found(index: &Index, query: &Query) -> Vec<String> {
    let hits = index.search(query, Sort::Date).expect("it searches").hits;
    let mut found: Vec<String> = hits
        .iter()
        .map(|hit| {
            let entry = &index.entries()[hit.entry as usize];
            let all = index.passages_of(entry).expect("passages");
            let line = all.iter().position(|passage| passage.span.start == hit.start);
            format!("{}:{}", &entry.id[..1], line.expect("a line"))
        })
        .collect();
    found.sort();
    found
}

/// The same by holding the query against every passage.
fn scanned(index: &Index, holds: impl Fn(&Passage, &Entry) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for entry in index.entries().iter().filter(|entry| entry.is_read()) {
        let all = index.passages_of(entry).expect("passages");
        let lines = all.iter().enumerate().filter(|(_, passage)| holds(passage, entry));
        found.extend(lines.map(|(line, _)| format!("{}:{line}", &entry.id[..1])));
    }
    found
}

#[test]
fn a_query_finds_the_passages_it_says() {
    #[derive(Deserialize)]
    struct Case {
        why: String,
        query: String,
        found: Vec<String>,
    }
    #[derive(Deserialize)]
    struct File {
        case: Vec<Case>,
    }
    let file: File = toml::from_str(include_str!("../cases/search/found.toml")).expect("the cases");
    let (index, names) = index();
    for case in file.case {
        let query =
            Query::parse(&case.query, names).unwrap_or_else(|error| panic!("{}: {error}", case.query));
        assert_eq!(found(index, &query), case.found, "{}: {}", case.why, case.query);
        let scanned = scanned(index, |passage, entry| query.holds(passage, entry));
        assert_eq!(scanned, case.found, "by scan: {}: {}", case.why, case.query);
    }
}

#[test]
fn a_query_that_is_wrong_is_answered_with_a_caret() {
    #[derive(Deserialize)]
    struct Case {
        query: String,
        says: String,
    }
    #[derive(Deserialize)]
    struct File {
        case: Vec<Case>,
    }
    let file: File = toml::from_str(include_str!("../cases/search/wrong.toml")).expect("the cases");
    for case in file.case {
        let error = Query::parse(&case.query, &index().1).expect_err(&case.query);
        assert_eq!(error.to_string(), case.says);
    }
}

/// Words of the corpus, for making queries of.
fn vocabulary() -> Vec<String> {
    let mut words = BTreeSet::new();
    let (index, _) = index();
    for entry in index.entries().iter().filter(|entry| entry.is_read()) {
        for passage in index.passages_of(entry).expect("passages") {
            let all = passage.text.split(|c: char| !c.is_alphanumeric());
            words.extend(all.filter(|word| word.len() > 1).map(str::to_lowercase));
        }
    }
    words.into_iter().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// Search and coding never disagree: what the index finds is what the matcher finds.
    #[test]
    fn random_queries_find_what_a_plain_scan_with_the_matcher_finds(
        picks in proptest::collection::vec(any::<prop::sample::Index>(), 3),
        shape in 0..6_usize,
        distance in 1..12_u32,
    ) {
        let words = vocabulary();
        let word = |at: usize| picks[at].get(&words).as_str();
        let (a, b, c) = (word(0), word(1), word(2));
        let start: String = a.chars().take(3).collect();
        let (query, pattern) = match shape {
            0 => (format!("\"{a}\""), a.to_string()),
            1 => (format!("\"{a} {b}\""), format!("{a} {b}")),
            2 => (format!("\"{a}\" near/{distance} \"{b}\""), format!("{a} +{distance} {b}")),
            3 => (format!("{start}*"), format!("{start}*")),
            4 => (format!("\"{start}* {b}\""), format!("{start}* {b}")),
            _ => (
                format!("({start}* OR \"{b}\") near/{distance} \"{c}\""),
                format!("{{{start}*|{b}}} +{distance} {c}"),
            ),
        };
        let (index, names) = index();
        let query = Query::parse(&query, names).expect("a query");
        let pattern = Pattern::parse(&pattern).expect("a pattern");
        let matcher = Matcher::new([(&pattern, 0)], &Sets::default(), &[]);
        let scanned = scanned(index, |passage, _| !matcher.matches(&passage.text).is_empty());
        prop_assert_eq!(found(index, &query), scanned, "{}", query.source());
    }
}

#[test]
fn only_what_changed_is_written_and_what_left_is_gone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut made = corpus();
    let all = |made: &[Made]| made.iter().map(source).collect::<Vec<_>>();
    assert_eq!(write(folder.path(), &all(&made)).written, 3);
    let again = write(folder.path(), &all(&made));
    assert_eq!((again.written, again.kept, again.removed), (0, 3, 0));
    made[1].lines[1] = "The nursery closed.".into();
    made[2].region = "Wales".into();
    made.remove(0);
    let changed = write(folder.path(), &all(&made));
    assert_eq!((changed.written, changed.kept, changed.removed), (2, 0, 3));
    let index = Index::open(folder.path()).expect("it opens");
    let names = names(&index);
    let found = |query: &str| found(&index, &Query::parse(query, &names).expect("a query"));
    assert_eq!(found("visitor region:wales"), ["c:2"]);
    assert_eq!(found("closed"), ["b:1"]);
    assert!(found("attendance OR told").is_empty());
    assert!(Query::parse("authority:Averley", &names).is_ok(), "the unread file is still listed");
}

/// Hits with their scores, by id and place.
fn scores(folder: &Path, query: &str) -> Vec<(String, u32, String)> {
    let index = Index::open(folder).expect("it opens");
    let query = Query::parse(query, &names(&index)).expect("a query");
    let hits = index.search(&query, Sort::Relevance).expect("it searches").hits;
    let id = |entry: u32| index.entries()[entry as usize].id.clone();
    hits.iter().map(|hit| (id(hit.entry), hit.start, hit.score.to_string())).collect()
}

#[test]
fn an_index_that_grew_answers_as_one_made_at_once() {
    let (grown, fresh) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let sources = sources();
    write(grown.path(), &sources[2..3]);
    write(grown.path(), &sources[1..3]);
    write(grown.path(), &sources[..2]);
    write(grown.path(), &sources);
    write(fresh.path(), &sources);
    for query in ["the school", "visitor OR meeting", "child near/9 told"] {
        let once = scores(fresh.path(), query);
        assert!(!once.is_empty(), "{query}");
        assert_eq!(scores(grown.path(), query), once, "{query}");
    }
}

#[test]
fn a_run_that_is_killed_leaves_the_last_good_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let sources = sources();
    write(folder.path(), &sources[..2]);
    let before = scores(folder.path(), "the");
    let mut killed = open(folder.path());
    for (entry, passages) in &sources[2..] {
        killed.add(entry.clone(), passages).expect("it is added");
    }
    drop(killed);
    fs::write(folder.path().join("documents-0000.part"), "{\"id\":").expect("half a catalogue");
    fs::write(folder.path().join("0123456789abcdef0123456789abcdef.idx"), "half").expect("half a segment");
    assert_eq!(scores(folder.path(), "the"), before);
    let next = write(folder.path(), &sources);
    assert_eq!((next.written, next.kept), (1, 2));
    assert_eq!(scores(folder.path(), "visitor").len(), 3);
    assert!(!folder.path().join("documents-0000.part").exists());
}

#[test]
fn an_older_or_damaged_index_is_never_misread_and_built_again() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &sources());
    let meta = folder.path().join("meta.json");
    let text = fs::read_to_string(&meta).expect("the commit");
    let older = text.replace("\\\"format\\\":", "\\\"format\\\":9");
    assert_ne!(older, text);
    for (commit, why) in [(older.as_str(), "was written by another version"), ("{", "is damaged")] {
        fs::write(&meta, commit).expect("a commit");
        let error = Index::open(folder.path()).err().expect("it is not read").to_string();
        assert!(error.contains(why) && error.ends_with("run refrain report again"), "{error}");
        let writer = open(folder.path());
        assert!(writer.remark().is_some_and(|remark| remark.contains(why)));
        drop(writer);
        assert_eq!(write(folder.path(), &sources()).written, 3);
        assert_eq!(scores(folder.path(), "visitor").len(), 3);
    }
}

/// Runs the program in `folder`.
fn refrain(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    #[allow(clippy::disallowed_methods, reason = "the test runs the program as a user would")]
    let mut command = Command::new(env!("CARGO_BIN_EXE_refrain"));
    let Output { status, stdout, stderr } =
        command.current_dir(folder).args(arguments).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code(), text(stdout), text(stderr))
}

/// A folder with a workspace of a few text files.
fn workspace() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).expect("a corpus");
        let files = [
            (
                "a.txt",
                "Findings\n\nThe health visitor was not told about the injury. Staff met the school nurse.",
            ),
            (
                "b.txt",
                "Findings\n\nThe school told the health visitor at once.\n\nNobody saw the child alone.",
            ),
            ("c.txt", "Findings\n\nSupervision was regular and reflective."),
            ("empty.txt", ""),
            (
                "manifest.csv",
                "file,authority,region,published\na.txt,Averley,North West,2008\nb.txt,Bexholme,London,2012\n\
                 c.txt,Carrow,North West,2010\nempty.txt,Averley,North West,2009\n",
            ),
        ];
        for (name, text) in files {
            fs::write(corpus.join(name), text).expect("a file");
        }
        let (code, _, stderr) = refrain(folder.path(), &["report", "corpus"]);
        assert_eq!(code, Some(0), "{stderr}");
        folder
    });
    folder.path()
}

#[test]
fn an_answer_says_where_it_is_and_how_many_there_are() {
    let (code, out, said) =
        refrain(workspace(), &["search", "\"health visitor\"", "--limit", "1", "--format", "jsonl"]);
    assert_eq!(code, Some(0));
    assert_eq!(said.trim(), "showing 1 of 2 passages in 2 of 3 documents");
    let row: serde_json::Value = serde_json::from_str(out.trim()).expect("one line of JSON");
    assert!(row["passage"].as_str().expect("text").contains("the **health visitor** at"), "{row}");
    let (_, csv, _) =
        refrain(workspace(), &["search", "told", "--format", "csv", "--explain", "--sort", "date"]);
    let columns = "document,authority,published,page,section,themes,marks,score,passage,hits,start,end,why";
    assert_eq!(csv.lines().next(), Some(columns));
    assert!(csv.lines().nth(1).expect("a row").starts_with("b.txt,Bexholme,2012,1,"), "{csv}");
    let (_, table, _) = refrain(workspace(), &["search", "told", "--by", "document", "--sort", "authority"]);
    assert!(table.lines().nth(1).expect("a row").starts_with("a.txt"), "{table}");
    let (_, facets, _) =
        refrain(workspace(), &["search", "told OR regular", "--facets", "region", "--format", "csv"]);
    assert_eq!(facets, "facet,value,documents,passages\nregion,North West,2,2\nregion,London,1,1\n");
}

#[test]
fn nothing_found_says_what_was_nearly_found() {
    let (code, out, said) = refrain(workspace(), &["search", "visitor supervision"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert_eq!(
        said,
        "refrain: no passage of 3 documents answers: visitor supervision\n  \
         visitor  alone: 2 passages in 2 documents\n  supervision  alone: 1 passage in 1 document\n"
    );
    let (code, _, said) = refrain(workspace(), &["search", "(visitor"]);
    assert_eq!(code, Some(2));
    assert_eq!(said, "refrain: this '(' is not closed\n  (visitor\n  ^\n");
}

#[test]
fn why_not_says_which_part_failed_and_whether_it_was_read() {
    let why =
        |document: &str| refrain(workspace(), &["search", "visitor near/3 told", "--why-not", document]);
    let (_, out, said) = why("c.txt");
    assert!(out.contains("fails: not all its words are there"), "{out}");
    let far = ["search", "health near/2 injury", "--why-not", "a.txt"];
    let (_, out, _) = refrain(workspace(), &far);
    assert!(out.contains("its words are there, but 7 apart, not within 2"), "{out}");
    assert!(said.contains("c.txt was read (extracted)"), "{said}");
    let (_, _, said) = why("empty");
    assert!(said.starts_with("empty.txt was not read (empty"), "{said}");
    let (_, _, said) = why("a.txt");
    assert!(said.contains("It does answer: 1 of its passages do."), "{said}");
    let (code, _, said) = why("d.txt");
    assert_eq!(code, Some(2));
    assert!(said.contains("no document 'd.txt'"), "{said}");
}

#[test]
fn silence_is_told_of_documents_that_were_read() {
    let query = "told region:\"North West\"";
    let (code, out, said) = refrain(workspace(), &["search", query, "--silent", "--format", "csv"]);
    assert_eq!(code, Some(0));
    assert_eq!(out.lines().skip(1).collect::<Vec<_>>().len(), 1, "{out}");
    assert!(out.lines().nth(1).expect("a row").starts_with("c.txt,Carrow,"), "{out}");
    assert!(said.contains("showing 1 of 1 documents without such a passage, of 2 that match"), "{said}");
    assert!(said.contains("1 more match the metadata but were not read"), "{said}");
    assert_eq!(said.matches("is no evidence").count(), 1);
    let (code, _, said) = refrain(workspace(), &["search", "region:London", "--silent"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("names documents only"), "{said}");
    let (code, _, _) = refrain(workspace(), &["search", "school region:London", "--silent"]);
    assert_eq!(code, Some(1));
}

#[test]
fn a_concordance_is_sorted_by_the_words_beside() {
    let (_, out, said) = refrain(
        workspace(),
        &["kwic", "visitor OR school", "--sort", "right", "--format", "csv", "--context", "2"],
    );
    let rows: Vec<&str> = out.lines().collect();
    assert!(rows[0].starts_with("document,page,left,keyword,right,"), "{out}");
    let lines: Vec<String> =
        rows[1..].iter().map(|row| row.split(',').skip(2).take(3).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(
        lines,
        [
            "the health|visitor|at once.",
            "met the|school|nurse.",
            "The|school|told the",
            "The health|visitor|was not"
        ]
    );
    assert_eq!(said.trim(), "showing 4 of 4 lines in 2 of 3 documents");
}

#[test]
fn a_workspace_without_an_index_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let (code, _, said) = refrain(folder.path(), &["search", "told"]);
    assert_eq!(code, Some(2));
    assert!(said.trim().ends_with("run refrain report first"), "{said}");
}

#[test]
fn what_people_marked_is_shown_beside_the_passage() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "Findings\n\nAgencies did not share information about the child.\n";
    fs::write(folder.path().join("a.txt"), text).expect("a text");
    refrain(folder.path(), &["report", "a.txt"]);
    let query = ["search", "theme:information-sharing", "--format", "csv"];
    let (code, before, said) = refrain(folder.path(), &query);
    assert_eq!(code, Some(0), "{said}");
    assert!(before.contains(",information-sharing=failing,,"), "{before}");
    let table = folder.path().join("refrain-workspace/report/mentions.csv");
    let mentions = fs::read_to_string(table).expect("the mentions");
    let mut ids = mentions.lines().filter_map(|row| row.split(',').next());
    let id = ids.find(|id| id.contains("information-sharing")).expect("a mention");
    let (code, _, said) = refrain(folder.path(), &["mark", id, "reject"]);
    assert_eq!(code, Some(0), "{said}");
    let (_, after, _) = refrain(folder.path(), &query);
    assert!(after.contains(",information-sharing=failing,information-sharing=reject,"), "{after}");
}

#[test]
fn trouble_with_the_index_does_not_lose_the_report() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.txt"), "Supervision was regular.").expect("a text");
    fs::create_dir(folder.path().join("refrain-workspace")).expect("a workspace");
    fs::write(folder.path().join("refrain-workspace/index"), "in the way").expect("a file");
    let (code, _, said) = refrain(folder.path(), &["report", "a.txt"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("the report is not affected"), "{said}");
    assert!(folder.path().join("refrain-workspace/report/report.html").exists());
}
