//! Bytes to text: UTF-8, UTF-16 with its mark, or else Windows-1252, which nearly all old files are.
//!
//! Out: the text and the name of the encoding, for the reader's name in the record.

/// Windows-1252 from 0x80 to 0x9F; the rest is Latin-1. Unassigned bytes become U+FFFD.
const HIGH: [char; 32] = [
    '€', '\u{FFFD}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{FFFD}', 'Ž', '\u{FFFD}',
    '\u{FFFD}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{FFFD}', 'ž', 'Ÿ',
];

/// The text of `bytes` and its encoding.
pub(crate) fn decode(bytes: &[u8]) -> (String, &'static str) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (String::from_utf8_lossy(rest).into_owned(), "UTF-8"),
        [0xFF, 0xFE, rest @ ..] => (utf16(rest, u16::from_le_bytes), "UTF-16"),
        [0xFE, 0xFF, rest @ ..] => (utf16(rest, u16::from_be_bytes), "UTF-16"),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => (text.to_string(), "UTF-8"),
            // A character cut in two by the end of a truncated file does not make it another encoding.
            Err(why) if why.error_len().is_none() => (String::from_utf8_lossy(bytes).into_owned(), "UTF-8"),
            Err(_) => (bytes.iter().map(|byte| windows_1252(*byte)).collect(), "Windows-1252"),
        },
    }
}

/// Whether the bytes are no text at all: zero bytes without the mark of UTF-16.
pub(crate) fn is_binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8192)];
    let marked = head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]);
    head.contains(&0) && !marked
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn each_encoding_is_told_by_its_bytes() {
        let cases: [(&[u8], &str, &str); 5] = [
            ("naïve – “a”".as_bytes(), "naïve – “a”", "UTF-8"),
            (b"\xEF\xBB\xBFab", "ab", "UTF-8"),
            (b"\xFF\xFEa\0\x19\x20", "a\u{2019}", "UTF-16"),
            (b"\xFE\xFF\0a\x20\x19", "a\u{2019}", "UTF-16"),
            (b"the child\x92s \x96 \xA310", "the child\u{2019}s – £10", "Windows-1252"),
        ];
        for (bytes, text, name) in cases {
            assert_eq!(decode(bytes), (text.to_string(), name));
        }
    }
}
