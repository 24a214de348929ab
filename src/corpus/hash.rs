//! Content hashes: what makes two files the same document.

use sha2::{Digest, Sha256};
use std::io::{self, Read};

/// What is known of a file's content without keeping it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Content {
    /// SHA-256, lower-case hexadecimal.
    pub(super) sha256: String,
    /// Length in bytes.
    pub(super) bytes: u64,
    /// The first bytes, at most [`START`].
    pub(super) start: Vec<u8>,
}

/// How many of the first bytes are kept: enough to tell the format.
pub(super) const START: usize = 4096;

impl Content {
    /// Reads `from` to its end, a piece at a time: a file may be larger than memory.
    pub(super) fn read(from: &mut impl Read) -> io::Result<Content> {
        let mut content = Content::default();
        let mut hasher = Sha256::new();
        let mut buffer = vec![0; 1 << 16];
        loop {
            let piece = match from.read(&mut buffer)? {
                0 => break,
                length => &buffer[..length],
            };
            hasher.update(piece);
            content.bytes += piece.len() as u64;
            let missing = START - content.start.len();
            content.start.extend_from_slice(&piece[..piece.len().min(missing)]);
        }
        content.sha256 = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(content)
    }
}

/// SHA-256 of all that `from` gives, lower-case hexadecimal.
///
/// # Errors
/// When reading fails.
pub fn sha256(from: &mut impl Read) -> io::Result<String> {
    Content::read(from).map(|content| content.sha256)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4's examples "abc" and, longer than what is kept, a million times "a".
    #[test]
    fn the_published_examples() {
        let abc = Content::read(&mut &b"abc"[..]).expect("memory can be read");
        assert_eq!(abc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!((abc.bytes, abc.start.as_slice()), (3, &b"abc"[..]));
        let million = Content::read(&mut io::repeat(b'a').take(1_000_000)).expect("memory can be read");
        assert_eq!(million.sha256, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
        assert_eq!((million.bytes, million.start.len()), (1_000_000, START));
    }
}
