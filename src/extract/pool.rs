//! The pool of worker processes: each reads many documents, dies alone, and is replaced.
//!
//! In: a path. Out: always an [`Extraction`]. [`Pool::extract`] is called from many threads at once;
//! a call waits while all workers are busy.

use super::isolate::{Limits, Worker};
use super::{Extraction, Outcome, pipe::Request};
use crate::corpus::Format;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A worker is replaced after this many files, so that what a reader leaks stays small.
const FILES_PER_WORKER: u32 = 300;

/// How the pool works.
#[derive(Clone, Debug)]
pub struct PoolOptions {
    /// The program to start as a worker, with the arguments `worker` and its stack: mostly this program.
    pub program: PathBuf,
    /// The most worker processes at one time.
    pub workers: usize,
    /// Processor time for one file, in seconds; the clock on the wall may show twice as much.
    pub cpu_seconds: u64,
    /// Address space of one worker, in MiB.
    pub memory_mib: u64,
    /// Stack of one worker, in KiB: readers recurse over structures that a file may nest deeply.
    pub stack_kib: usize,
    /// Whether pages that are pictures are recognised, where the tools for it are on the machine.
    pub ocr: bool,
}

impl PoolOptions {
    /// The defaults, with `program` as the worker: 60 s, 2 GiB, 256 MiB of stack, as many workers as processors.
    pub fn new(program: impl Into<PathBuf>) -> Self {
        PoolOptions {
            program: program.into(),
            workers: std::thread::available_parallelism().map_or(1, usize::from),
            cpu_seconds: 60,
            memory_mib: 2048,
            stack_kib: 256 << 10,
            ocr: true,
        }
    }
}

/// Worker processes, started as they are needed.
#[derive(Debug)]
pub struct Pool {
    options: PoolOptions,
    state: Mutex<State>,
    returned: Condvar,
}

#[derive(Debug, Default)]
struct State {
    idle: Vec<Worker>,
    /// Workers in use by a call; they and the idle ones never exceed the option.
    busy: usize,
}

impl Pool {
    /// Starts one worker, to see that it can be done.
    ///
    /// # Errors
    /// [`Error::Worker`] when the program cannot be started or is not a worker of this version.
    pub fn new(options: PoolOptions) -> Result<Pool> {
        let first = Worker::start(&options.program, options.stack_kib)
            .map_err(|why| Error::Worker { message: why.to_string() })?;
        let state = State { idle: vec![first], busy: 0 };
        Ok(Pool { options, state: Mutex::new(state), returned: Condvar::new() })
    }

    /// Reads one file within the limits. `format` is what intake took it for; the content decides.
    ///
    /// Never fails: whatever becomes of the worker is the outcome.
    pub fn extract(&self, path: &Path, format: Format) -> Extraction {
        match self.try_extract(path, format, false) {
            // Mostly it is the second reader that dies; what the first found is worth having.
            first if first.outcome == Outcome::Crashed => {
                let again = self.try_extract(path, format, true);
                if again.outcome == Outcome::Crashed { first } else { again }
            }
            extraction => extraction,
        }
    }

    fn try_extract(&self, path: &Path, format: Format, first_only: bool) -> Extraction {
        let request = Request {
            path: path.as_os_str().to_owned(),
            format,
            ocr: self.options.ocr,
            first_only,
            cpu_seconds: self.options.cpu_seconds,
            memory_mib: self.options.memory_mib,
        };
        let (extraction, survivor) = match self.take() {
            Ok(worker) => self.ask(worker, &request),
            Err(why) => (cannot_start(&why), None),
        };
        self.give_back(survivor);
        extraction
    }

    fn ask(&self, mut worker: Worker, request: &Request) -> (Extraction, Option<Worker>) {
        let limits = Limits { cpu_seconds: self.options.cpu_seconds, memory_mib: self.options.memory_mib };
        match worker.ask(request, limits) {
            Ok(extraction) if worker.served() < FILES_PER_WORKER => (extraction, Some(worker)),
            Ok(extraction) => {
                worker.retire();
                (extraction, None)
            }
            Err(death) => (Extraction::ended(death.outcome, death.detail), None),
        }
    }

    /// An idle worker, or a new one; waits while there are as many as allowed.
    fn take(&self) -> std::io::Result<Worker> {
        let mut state = self.lock();
        while state.idle.is_empty() && state.busy >= self.options.workers.max(1) {
            state = self.returned.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.busy += 1;
        match state.idle.pop() {
            Some(worker) => Ok(worker),
            None => {
                drop(state);
                Worker::start(&self.options.program, self.options.stack_kib)
            }
        }
    }

    fn give_back(&self, worker: Option<Worker>) {
        let mut state = self.lock();
        state.busy -= 1;
        state.idle.extend(worker);
        self.returned.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // The state is consistent between any two statements, so a panic elsewhere does not spoil it.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for worker in std::mem::take(&mut self.lock().idle) {
            worker.retire();
        }
    }
}

fn cannot_start(why: &std::io::Error) -> Extraction {
    Extraction::ended(
        Outcome::Crashed,
        format!("the process that reads documents could not be started: {why}"),
    )
}
