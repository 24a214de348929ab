//! The progress bar on standard error, when that is a terminal.

use crate::extract::Outcome;
use crate::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::atomic::{AtomicU64, Ordering};

/// Files done, pages per second, what could not be read, time left.
pub(super) struct Bar {
    bar: ProgressBar,
    pages: AtomicU64,
    read: AtomicU64,
    not_read: AtomicU64,
}

impl Bar {
    /// A bar for `files` files; silent when standard error is not a terminal.
    pub(super) fn new(files: usize) -> Self {
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
        let template = "{pos} of {len} files {wide_bar} {msg}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        Bar { bar, pages: AtomicU64::new(0), read: AtomicU64::new(0), not_read: AtomicU64::new(0) }
    }

    /// Takes the bar off the screen.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn done(&self, outcome: Outcome, pages: u32) {
        let pages = self.pages.fetch_add(u64::from(pages), Ordering::Relaxed) + u64::from(pages);
        let counter = if outcome.is_read() { &self.read } else { &self.not_read };
        counter.fetch_add(1, Ordering::Relaxed);
        let (read, not_read) = (self.read.load(Ordering::Relaxed), self.not_read.load(Ordering::Relaxed));
        let speed = pages as f64 / self.bar.elapsed().as_secs_f64().max(0.001);
        self.bar.set_message(format!("{read} read, {not_read} not, {speed:.0} pages/s"));
        self.bar.inc(1);
    }
}
