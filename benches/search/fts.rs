//! SQLite's FTS5 on the same passages: words and their places, with its own ranking.

use super::{SHOWN, cpu_seconds, in_batches};
use rusqlite::Connection;
use std::collections::BTreeSet;
use std::path::Path;
use std::time::Instant;

/// A database of the corpus, and how fast it was filled in MB/s of text.
pub(super) fn build(file: &Path, count: usize) -> (Connection, f64) {
    let base = Connection::open(file).expect("a database");
    base.execute_batch(
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -262144;
         CREATE VIRTUAL TABLE passages USING fts5(text, document UNINDEXED); BEGIN",
    )
    .expect("a table");
    let mut bytes = 0;
    let began = cpu_seconds();
    let mut insert = base.prepare("INSERT INTO passages VALUES (?, ?)").expect("a statement");
    let mut document = 0;
    let (_, generating) = in_batches(count, |batch| {
        for (_, passages) in batch {
            for passage in passages {
                bytes += passage.text.len();
                insert.execute((&passage.text, document)).expect("a row");
            }
            document += 1;
        }
    });
    drop(insert);
    base.execute_batch("COMMIT").expect("a commit");
    let writing = cpu_seconds() - began - generating;
    let rate = bytes as f64 / 1e6 / writing;
    println!("FTS5, words only: built in {writing:.1} s of CPU, {rate:.1} MB/s");
    (base, rate)
}

/// The same of FTS5: the count of passages and documents, and the best passages with their text.
pub(super) fn ask(base: &Connection, query: &str) -> (BTreeSet<usize>, f64) {
    let began = Instant::now();
    let mut all = base
        .prepare_cached("SELECT count(*), count(DISTINCT document) FROM passages WHERE passages MATCH ?")
        .expect("a statement");
    let counted: (i64, i64) = all.query_row([query], |row| Ok((row.get(0)?, row.get(1)?))).expect("a count");
    let mut best = base
        .prepare_cached("SELECT document, text FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?")
        .expect("a statement");
    let rows = best.query_map((query, SHOWN as i64), |row| row.get::<_, String>(1)).expect("rows");
    let shown = rows.map(|row| row.expect("a row").len()).sum::<usize>();
    let seconds = began.elapsed().as_secs_f64();
    assert!(counted.0 == 0 || shown > 0, "{query}");
    let mut documents = base
        .prepare_cached("SELECT DISTINCT document FROM passages WHERE passages MATCH ?")
        .expect("a statement");
    let rows = documents.query_map([query], |row| row.get::<_, i64>(0)).expect("rows");
    (rows.map(|row| row.expect("a row") as usize).collect(), seconds)
}
