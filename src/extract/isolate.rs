//! The only file that starts a process: workers that read documents, and the tools that recognise text.
//!
//! A worker speaks over a socket that it has as its standard input; its standard output is closed, so
//! nothing a reader prints can disturb the talk. How a worker died is read from its signal and from the
//! last lines it wrote to standard error.
#![allow(clippy::disallowed_methods, reason = "this is the file that may start a process")]

use super::pipe::{self, Reply, Request};
use super::{Extraction, Outcome};
use std::ffi::OsStr;
use std::io::{self, Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How long a new worker may take to say hello.
const HELLO: Duration = Duration::from_secs(20);
/// How much of a worker's standard error is kept.
const LAST_WORDS: usize = 4096;
/// Signals by number, the same on every system this runs on.
const SIGABRT: i32 = 6;
const SIGKILL: i32 = 9;
const SIGXCPU: i32 = 24;

/// The limits one file was read under, to name what ended it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Processor time, in seconds.
    pub(crate) cpu_seconds: u64,
    /// Address space, in MiB.
    pub(crate) memory_mib: u64,
}

/// What a dead worker's document ends as.
#[derive(Debug)]
pub(crate) struct Death {
    /// The outcome.
    pub(crate) outcome: Outcome,
    /// Why, in words.
    pub(crate) detail: String,
}

/// One worker process.
#[derive(Debug)]
pub(crate) struct Worker {
    child: Child,
    talk: UnixStream,
    last_words: Option<JoinHandle<Vec<u8>>>,
    served: u32,
}

impl Worker {
    /// Starts `program worker` with so much stack, and waits for its hello.
    pub(crate) fn start(program: &Path, stack_kib: usize) -> io::Result<Worker> {
        let (talk, theirs) = UnixStream::pair()?;
        let mut child = Command::new(program)
            .arg("worker")
            .arg(stack_kib.to_string())
            .stdin(OwnedFd::from(theirs))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            // A backtrace would push the last words out of what is kept.
            .env("RUST_BACKTRACE", "0")
            .spawn()
            .map_err(|why| io::Error::new(why.kind(), format!("{}: {why}", program.display())))?;
        let last_words = child.stderr.take().map(|stderr| std::thread::spawn(|| keep_last(stderr)));
        let mut worker = Worker { child, talk, last_words, served: 0 };
        match worker.receive(Instant::now() + HELLO) {
            Ok(Some(Reply::Hello(version))) if version == env!("CARGO_PKG_VERSION") => Ok(worker),
            _ => Err(worker.not_a_worker(program)),
        }
    }

    fn not_a_worker(mut self, program: &Path) -> io::Error {
        let (_, words) = self.end();
        io::Error::other(format!("{} is not a worker of this version: {words}", program.display()))
    }

    /// How many files it has read.
    pub(crate) fn served(&self) -> u32 {
        self.served
    }

    /// Has it read one file. After an error it is dead.
    pub(crate) fn ask(&mut self, request: &Request, limits: Limits) -> Result<Extraction, Death> {
        self.served += 1;
        // Twice the processor time and a little: a machine with much to do must not time files out.
        let patience = Duration::from_secs(limits.cpu_seconds * 2 + 5);
        let mut answer = self.talk(request, patience);
        while let Ok(Some(Reply::Beat)) = answer {
            answer = self.receive(Instant::now() + patience);
        }
        match answer {
            Ok(Some(Reply::Done(extraction))) => Ok(*extraction),
            other => Err(self.death(other.err(), limits)),
        }
    }

    fn talk(&mut self, request: &Request, patience: Duration) -> io::Result<Option<Reply>> {
        pipe::send(&mut self.talk, request)?;
        self.receive(Instant::now() + patience)
    }

    fn receive(&mut self, deadline: Instant) -> io::Result<Option<Reply>> {
        pipe::receive(&mut Deadline { stream: &self.talk, deadline })
    }

    /// Lets it go: it ends when its input does.
    pub(crate) fn retire(mut self) {
        let _ = self.talk.shutdown(std::net::Shutdown::Both);
        let _ = self.child.wait();
    }

    /// Names what became of it.
    fn death(&mut self, trouble: Option<io::Error>, limits: Limits) -> Death {
        let trouble = trouble.as_ref();
        if trouble.is_some_and(is_timeout) {
            self.end();
            return Death {
                outcome: Outcome::TimedOut,
                detail: format!("no answer within {} s", limits.cpu_seconds * 2 + 5),
            };
        }
        if let Some(why) = trouble.filter(|why| pipe::is_too_long(why)) {
            self.end();
            return Death { outcome: Outcome::OutOfMemory, detail: why.to_string() };
        }
        let (status, words) = self.end();
        name_death(status, &words, limits)
    }

    /// Ends the process if it still runs; its status and last words.
    fn end(&mut self) -> (Option<ExitStatus>, String) {
        // A worker that closed its end is about to die by itself: its own signal says why.
        let mut status = self.child.try_wait().ok().flatten();
        for _ in 0..50 {
            if status.is_some() || !self.hung_up() {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
            status = self.child.try_wait().ok().flatten();
        }
        if status.is_none() {
            let _ = self.child.kill();
            status = self.child.wait().ok();
        }
        let words = self.last_words.take().and_then(|thread| thread.join().ok());
        let words = String::from_utf8_lossy(&words.unwrap_or_default()).trim().to_string();
        (status, words)
    }

    /// Whether the other end of the socket is closed.
    fn hung_up(&mut self) -> bool {
        let _ = self.talk.set_read_timeout(Some(Duration::from_millis(1)));
        !matches!(self.talk.read(&mut [0]), Err(why) if is_timeout(&why))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // After `retire` or a death both calls do nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads from a socket until a moment in time.
struct Deadline<'a> {
    stream: &'a UnixStream,
    deadline: Instant,
}

impl Read for Deadline<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        (&mut self.stream).read(buffer)
    }
}

fn is_timeout(why: &io::Error) -> bool {
    matches!(why.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut)
}

fn keep_last(mut from: ChildStderr) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        kept.extend_from_slice(&buffer[..count]);
        let surplus = kept.len().saturating_sub(LAST_WORDS);
        kept.drain(..surplus);
    }
    kept
}

/// What a worker's signal and last words say about its end.
fn name_death(status: Option<ExitStatus>, words: &str, limits: Limits) -> Death {
    let signal = status.and_then(|status| status.signal());
    let memory = limits.memory_mib;
    let (outcome, detail) = match signal {
        Some(SIGXCPU) => (Outcome::TimedOut, format!("more than {} s of processor time", limits.cpu_seconds)),
        Some(SIGABRT) if words.contains("memory allocation of") => {
            (Outcome::OutOfMemory, format!("more than {memory} MiB of memory"))
        }
        Some(SIGKILL) => {
            (Outcome::OutOfMemory, "ended by the system, which does so when memory runs out".into())
        }
        Some(_) if words.contains("overflowed its stack") => {
            (Outcome::Crashed, "stack overflow in the reader".into())
        }
        Some(signal) => (Outcome::Crashed, format!("signal {signal} in the reader")),
        None => (Outcome::Crashed, format!("the reader ended early: {}", last_line(words))),
    };
    Death { outcome, detail }
}

fn last_line(words: &str) -> &str {
    words.lines().last().unwrap_or("no reason given")
}

/// Whether `program` can be started, asked with `argument`; its first line of answer.
pub(crate) fn tool_version(program: &str, argument: &str) -> Option<String> {
    let output = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok()?;
    let said = if output.stdout.is_empty() { output.stderr } else { output.stdout };
    Some(String::from_utf8_lossy(&said).lines().next().unwrap_or_default().to_string())
}

/// Runs a tool with `input` and gives what it wrote. It inherits the limits of this process, and ends
/// with it, since what it reads and writes is held by this process.
pub(crate) fn run_tool(program: &str, arguments: &[&OsStr], input: &[u8]) -> io::Result<Vec<u8>> {
    let mut child = Command::new(program)
        .args(arguments)
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut stdin = child.stdin.take();
    let output = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A tool that needs no more input closes it; that is not its failure.
            let _ = stdin.as_mut().map(|stdin| stdin.write_all(input));
        });
        child.wait_with_output()
    })?;
    match output.status.success() {
        true => Ok(output.stdout),
        false => Err(io::Error::other(format!("{program} ended with {}", output.status))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_death_is_named_by_its_signal_and_last_words() {
        let limits = Limits { cpu_seconds: 60, memory_mib: 2048 };
        let cases = [
            (Some(SIGXCPU), "", Outcome::TimedOut, "more than 60 s of processor time"),
            (
                Some(SIGABRT),
                "memory allocation of 9 bytes failed",
                Outcome::OutOfMemory,
                "more than 2048 MiB of memory",
            ),
            (
                Some(SIGKILL),
                "",
                Outcome::OutOfMemory,
                "ended by the system, which does so when memory runs out",
            ),
            (
                Some(SIGABRT),
                "thread 'reader' has overflowed its stack",
                Outcome::Crashed,
                "stack overflow in the reader",
            ),
            (Some(11), "", Outcome::Crashed, "signal 11 in the reader"),
            (None, "first\nlast", Outcome::Crashed, "the reader ended early: last"),
        ];
        for (signal, words, outcome, detail) in cases {
            // A raw wait status is the signal where one ended the process, else the exit code times 256.
            let status = ExitStatus::from_raw(signal.unwrap_or(2 << 8));
            let death = name_death(Some(status), words, limits);
            assert_eq!((death.outcome, death.detail.as_str()), (outcome, detail));
        }
    }
}
