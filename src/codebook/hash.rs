//! The codebook's content hash: which words were looked for, in one short name.
//!
//! FNV-1a with 128 bits over names and texts of the files in order. It tells versions apart; it is no
//! seal against forgery.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Hash of the files, each a name and a text, as 32 hexadecimal digits.
pub(super) fn of<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut state = OFFSET;
    for (name, text) in files {
        for byte in name.bytes().chain([0]).chain(text.bytes()).chain([0]) {
            state = (state ^ u128::from(byte)).wrapping_mul(PRIME);
        }
    }
    format!("{state:032x}")
}
