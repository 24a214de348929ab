//! Characters as they come out of fonts, made plain: ligatures, special blanks and hyphens, bullets
//! from private use areas.

/// What stands for a letter that cannot be known.
pub(super) const UNREADABLE: char = '\u{FFFD}';
/// Marks a place where a word may be broken; shown only at a line end.
pub(super) const SOFT_HYPHEN: char = '\u{AD}';

/// Adds the plain form of `c` to `text`.
pub(super) fn push_plain(text: &mut String, c: char) {
    match c {
        '\u{FB00}' => text.push_str("ff"),
        '\u{FB01}' => text.push_str("fi"),
        '\u{FB02}' => text.push_str("fl"),
        '\u{FB03}' => text.push_str("ffi"),
        '\u{FB04}' => text.push_str("ffl"),
        '\u{FB05}' | '\u{FB06}' => text.push_str("st"),
        '\u{2010}' | '\u{2011}' => text.push('-'),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
        '\u{E000}'..='\u{F8FF}' => text.push(private_use(c)),
        c if c.is_control() => {}
        c => text.push(c),
    }
}

/// Whether `c` separates words.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}' | '\t')
}

/// Symbol fonts place their signs at U+F000 plus the code in the font.
fn private_use(c: char) -> char {
    match u32::from(c) & 0xFF {
        0xB7 | 0x9F | 0x6C | 0x2E => '•',
        0xA7 | 0x6E | 0x71 | 0x76 | 0xA8 | 0x75 => '▪',
        0xD8 | 0xE8 | 0xF0 | 0xD2 => '➢',
        0xFC | 0x50 => '✓',
        0x2D | 0xBE => '–',
        0x6F | 0xA1 | 0x72 => '○',
        _ => c,
    }
}

/// Whether `c` means something only to the font that drew it.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{E000}'..='\u{F8FF}')
}

/// Whether `c` is a sign that stands before list items.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '∙'
            | '●'
            | '○'
            | '◦'
            | '▪'
            | '▫'
            | '■'
            | '□'
            | '◼'
            | '◾'
            | '◆'
            | '❖'
            | '➢'
            | '➤'
            | '►'
            | '▶'
            | '✓'
            | '✔'
            | '⁃'
            | '‣'
            | '\u{2212}'
            | '–'
            | '—'
            | '*'
            | '-'
    )
}

/// The raised form of a digit, as footnote marks are written in clean text.
pub(super) fn raised(c: char) -> Option<char> {
    let digit = c.to_digit(10)? as usize;
    ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'].get(digit).copied()
}
