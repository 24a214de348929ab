//! What the parent and a worker say to each other: length-prefixed frames in postcard.
//!
//! A frame is a 32-bit little-endian length and that many bytes. The worker is trusted with nothing:
//! a frame longer than [`MAX_FRAME`] or one that cannot be decoded ends it.

use super::Extraction;
use crate::corpus::Format;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::{self, Read, Write};

/// The most bytes one frame may hold: some fifty times the largest review met, with its source map.
pub(crate) const MAX_FRAME: usize = 256 << 20;

/// What the parent asks of a worker.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Request {
    /// The file to read.
    pub(crate) path: OsString,
    /// What intake took it for; the content decides.
    pub(crate) format: Format,
    /// Recognise the text of pages that are pictures.
    pub(crate) ocr: bool,
    /// Leave the second reader out: it died on this file.
    pub(crate) first_only: bool,
    /// Processor time for this file, in seconds.
    pub(crate) cpu_seconds: u64,
    /// Address space of the worker, in MiB.
    pub(crate) memory_mib: u64,
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) enum Reply {
    /// It is up and speaks this version of the program.
    Hello(String),
    /// One more page was recognised: the clock starts again.
    Beat,
    /// The file's ending.
    Done(Box<Extraction>),
}

/// Writes one frame.
pub(crate) fn send<T: Serialize>(to: &mut impl Write, value: &T) -> io::Result<()> {
    let mut frame = postcard::to_extend(value, vec![0; 4]).map_err(io::Error::other)?;
    let length = frame.len() - 4;
    if length > MAX_FRAME {
        return Err(too_long(length));
    }
    frame[..4].copy_from_slice(&(length as u32).to_le_bytes());
    to.write_all(&frame)?;
    to.flush()
}

/// Reads one frame; none at the end of the stream.
pub(crate) fn receive<T: DeserializeOwned>(from: &mut impl Read) -> io::Result<Option<T>> {
    let mut head = [0; 4];
    let first = from.read(&mut head)?;
    if first == 0 {
        return Ok(None);
    }
    from.read_exact(&mut head[first..])?;
    let length = u32::from_le_bytes(head) as usize;
    if length > MAX_FRAME {
        return Err(too_long(length));
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    let value = postcard::from_bytes(&body).map_err(|why| io::Error::new(io::ErrorKind::InvalidData, why))?;
    Ok(Some(value))
}

/// Whether `error` says that a frame was too long.
pub(crate) fn is_too_long(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::FileTooLarge
}

fn too_long(length: usize) -> io::Error {
    let message = format!("{} MiB in one answer, more than {}", length >> 20, MAX_FRAME >> 20);
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_comes_back_and_the_end_is_no_error() {
        let mut bytes = Vec::new();
        send(&mut bytes, &Reply::Hello("0.1".into())).unwrap();
        let mut from = bytes.as_slice();
        assert!(matches!(receive(&mut from), Ok(Some(Reply::Hello(version))) if version == "0.1"));
        assert!(matches!(receive::<Reply>(&mut from), Ok(None)));
    }

    #[test]
    fn a_frame_that_promises_too_much_is_refused_unread() {
        let promise = u32::MAX.to_le_bytes();
        let error = receive::<Reply>(&mut promise.as_slice()).unwrap_err();
        assert!(is_too_long(&error));
    }

    #[test]
    fn a_frame_that_ends_early_is_an_error() {
        let mut bytes = Vec::new();
        send(&mut bytes, &Reply::Hello("0.1".into())).unwrap();
        bytes.pop();
        assert!(receive::<Reply>(&mut bytes.as_slice()).is_err());
    }
}
