//! A reader's panic as a value: what it said and where, so that the next reader can try.
//!
//! Only the worker uses this. What cannot be caught, stack overflow and failed allocation, ends the
//! process and is named by the parent.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

static LAST: Mutex<String> = Mutex::new(String::new());

/// From now on a panic is remembered instead of printed.
pub(crate) fn remember_panics() {
    panic::set_hook(Box::new(|info| {
        let said = info.payload();
        let said = said
            .downcast_ref::<&str>()
            .map(|text| text.to_string())
            .or_else(|| said.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let place = info.location().map(place).unwrap_or_default();
        *LAST.lock().unwrap_or_else(PoisonError::into_inner) = format!("{}{place}", shortened(&said));
    }));
}

/// The file's name and line: the folders before it differ from machine to machine.
fn place(location: &panic::Location<'_>) -> String {
    let name = location.file().rsplit(['/', '\\']).next().unwrap_or_default();
    format!(" ({name}:{})", location.line())
}

/// A message may quote a whole stream.
fn shortened(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default();
    match line.char_indices().nth(120) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_string(),
    }
}

/// Runs `read`; a panic becomes its message.
pub(crate) fn caught<T>(read: impl FnOnce() -> T) -> Result<T, String> {
    // What `read` borrows is thrown away after a panic, so its state does not matter.
    panic::catch_unwind(AssertUnwindSafe(read))
        .map_err(|_| LAST.lock().unwrap_or_else(PoisonError::into_inner).clone())
}
