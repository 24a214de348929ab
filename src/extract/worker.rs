//! The child: reads one file after another as it is asked, and is trusted with nothing else.
//!
//! In: [`Request`]s on the socket it has as standard input. Out: one [`Extraction`] each. A panic of a
//! reader is caught; what cannot be caught ends this process, and the parent names it.

use super::caught::{caught, remember_panics};
use super::pipe::{self, Reply, Request};
use super::{Extraction, Outcome, limits, reading};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::path::Path;

/// Serves until standard input ends, with `stack_kib` KiB of stack: the hidden command `refrain worker`.
///
/// # Errors
/// When the talk with the parent breaks; trouble with a file is that file's outcome.
pub fn work(stack_kib: usize) -> Result<()> {
    let reader = std::thread::Builder::new().name("reader".into()).stack_size(stack_kib << 10).spawn(serve);
    let served =
        reader.map(|thread| thread.join().unwrap_or_else(|_| Err(io::Error::other("the reader panicked"))));
    served.flatten().map_err(|why| Error::Worker { message: why.to_string() })
}

fn serve() -> io::Result<()> {
    remember_panics();
    let mut talk = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    pipe::send(&mut talk, &Reply::Hello(env!("CARGO_PKG_VERSION").into()))?;
    while let Some(request) = pipe::receive::<Request>(&mut talk)? {
        limits::begin_file(request.cpu_seconds, request.memory_mib)?;
        let mut beats = talk.try_clone()?;
        let mut beat = || {
            // When the parent is gone, the next answer says so.
            let _ = pipe::send(&mut beats, &Reply::Beat);
        };
        let extraction = answer(&request, &mut beat);
        if let Err(why) = pipe::send(&mut talk, &Reply::Done(Box::new(extraction))) {
            if !pipe::is_too_long(&why) {
                return Err(why);
            }
            let ended = Extraction::ended(Outcome::OutOfMemory, why.to_string());
            pipe::send(&mut talk, &Reply::Done(Box::new(ended)))?;
        }
    }
    Ok(())
}

fn answer(request: &Request, beat: &mut dyn FnMut()) -> Extraction {
    match read_file(Path::new(&request.path)) {
        Err(why) => Extraction::ended(Outcome::Unreadable, why.to_string()),
        Ok(bytes) if bytes.is_empty() => Extraction::ended(Outcome::Empty, "the file has no bytes"),
        Ok(bytes) => caught(|| reading::read(bytes, request, beat))
            .unwrap_or_else(|panic| Extraction::ended(Outcome::Crashed, panic)),
    }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    // Asked before it is opened: opening a pipe waits for a writer.
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}
