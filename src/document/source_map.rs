//! The way from clean text back to the page.

use super::Span;
use serde::{Deserialize, Serialize};

/// A rectangle on a page: points, origin at the top left of the page as shown, y downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge.
    pub x1: f32,
    /// Bottom edge.
    pub y1: f32,
}

impl Rect {
    /// The smallest rectangle that covers both.
    pub fn join(self, other: Rect) -> Rect {
        Rect {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

/// One word, or piece of a word, of clean text and where it was taken from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// The bytes of clean text.
    pub span: Span,
    /// The page, 1-based.
    pub page: u32,
    /// The first glyph on that page, by its order in the page's content; for plain text the byte offset.
    pub raw: u32,
    /// How many glyphs; for plain text how many bytes.
    pub raw_len: u32,
    /// Where on the page; all zero where the source has no geometry.
    pub rect: Rect,
}

/// From clean text to page, glyph and rectangle: runs in order of clean text, never overlapping.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceMap {
    /// The runs, sorted by `span.start`.
    pub runs: Vec<Run>,
}

impl SourceMap {
    /// The run that holds `offset` (bytes), or the last one before it (white space belongs to the word before).
    pub fn run_at(&self, offset: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.span.start as usize <= offset);
        self.runs.get(after.saturating_sub(1))
    }

    /// The page, 1-based, of the clean text at `offset` (bytes).
    pub fn page_of(&self, offset: usize) -> u32 {
        self.run_at(offset).map_or(1, |run| run.page)
    }

    /// The runs that share bytes with `span`.
    pub fn runs_in(&self, span: Span) -> &[Run] {
        let first = self.runs.partition_point(|run| run.span.end <= span.start);
        let last = self.runs.partition_point(|run| run.span.start < span.end);
        self.runs.get(first..last.max(first)).unwrap_or_default()
    }

    /// The clean text taken from glyph `raw` of `page`; none where that glyph was removed.
    pub fn clean_span(&self, page: u32, raw: u32) -> Option<Span> {
        self.runs
            .iter()
            .find(|run| run.page == page && (run.raw..run.raw + run.raw_len).contains(&raw))
            .map(|run| run.span)
    }

    /// The rectangles of `span`, one a line and page, in reading order.
    pub fn rects(&self, span: Span) -> Vec<(u32, Rect)> {
        let mut lines: Vec<(u32, Rect)> = Vec::new();
        for run in self.runs_in(span) {
            match lines.last_mut() {
                Some((page, rect)) if *page == run.page && same_line(*rect, run.rect) => {
                    *rect = rect.join(run.rect)
                }
                _ => lines.push((run.page, run.rect)),
            }
        }
        lines
    }
}

fn same_line(a: Rect, b: Rect) -> bool {
    let overlap = a.y1.min(b.y1) - a.y0.max(b.y0);
    overlap > 0.5 * (a.y1 - a.y0).min(b.y1 - b.y0) && b.x0 >= a.x0
}
