//! How well a passage answers: BM25 over the words a query asks for.
//!
//! Weights are added up in the order typed and rounded, from counts that never include what has left the
//! index, so that they are the same however the index came to be.

use super::cursor::{self, Cursor};
use super::query::{Node, Query, Test};
use super::search::{Hit, Index};
use super::spans::Wording;
use tantivy::schema::IndexRecordOption;

/// BM25's usual constants: how soon more of the same word stops to matter, and how much length does.
/// Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
const K1: f64 = 1.2;
const B: f64 = 0.75;

impl Index {
    /// Gives every hit, in the order of the index, its score.
    pub(super) fn weigh(&self, query: &Query, hits: &mut [Hit]) -> tantivy::Result<()> {
        let wordings: Vec<&Wording> = asked(&query.root).collect();
        for hits in hits.chunk_by_mut(|a, b| a.segment == b.segment) {
            let segment = hits[0].segment;
            let reader = self.searcher.segment_reader(segment);
            let index = reader.inverted_index(self.fields.text)?;
            let lengths = reader.get_fieldnorms_reader(self.fields.text)?;
            let average = self.average_length()?;
            for wording in &wordings {
                let rarity = self.rarity(wording)?;
                let mut cursor =
                    Cursor::open(wording, &index, self.fields.text, IndexRecordOption::WithFreqs)?;
                for hit in hits.iter_mut() {
                    if cursor.reach(hit.doc) == hit.doc {
                        let often = f64::from(cursor.count());
                        // A heading is no better an answer for being shorter than the paragraph under it.
                        let length = (f64::from(lengths.fieldnorm(hit.doc)) / average).max(1.0);
                        hit.score += rarity * often * (K1 + 1.0) / (often + K1 * (1.0 - B + B * length));
                    }
                }
            }
        }
        hits.iter_mut().for_each(|hit| hit.score = (hit.score * 1000.0).round() / 1000.0);
        Ok(())
    }

    /// Terms a passage has on average.
    fn average_length(&self) -> tantivy::Result<f64> {
        let mut terms = 0;
        for reader in self.searcher.segment_readers() {
            terms += reader.inverted_index(self.fields.text)?.total_num_tokens();
        }
        Ok((terms as f64 / self.searcher.num_docs().max(1) as f64).max(1.0))
    }

    /// How rare a wording is: the inverse document frequency of its terms, added up where all must be there.
    fn rarity(&self, wording: &Wording) -> tantivy::Result<f64> {
        match wording {
            Wording::Row { parts, .. } | Wording::Near { parts, .. } => {
                parts.iter().map(|part| self.rarity(part)).sum()
            }
            Wording::Any(_) | Wording::Term(_) => {
                let all = self.searcher.num_docs() as f64;
                let found = (self.frequency(wording)? as f64).min(all);
                Ok((1.0 + (all - found + 0.5) / (found + 0.5)).ln())
            }
        }
    }

    /// In how many passages the terms of a wording stand, added up.
    fn frequency(&self, wording: &Wording) -> tantivy::Result<u64> {
        let mut found = 0;
        for reader in self.searcher.segment_readers() {
            let index = reader.inverted_index(self.fields.text)?;
            for term in wording.terms() {
                if term.prefix {
                    cursor::each_with_prefix(&term.text, &index, |info| {
                        found += u64::from(info.doc_freq);
                        Ok(())
                    })?;
                } else {
                    let term = tantivy::Term::from_field_text(self.fields.text, &term.text);
                    found += u64::from(index.doc_freq(&term)?);
                }
            }
        }
        Ok(found)
    }
}

/// The wordings a query asks for, in the order typed.
fn asked(root: &Node) -> impl Iterator<Item = &Wording> {
    root.parts().into_iter().filter_map(|(part, asked)| match &part.test {
        Test::Wording(wording) if asked => Some(wording),
        _ => None,
    })
}
