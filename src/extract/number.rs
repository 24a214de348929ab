//! The number or bullet printed before a block, in texts without geometry.

/// Marks that begin a list item.
const BULLETS: &str = "•◦▪‣●○■□–—-*·\u{F0B7}\u{F0A7}";

/// Splits a line into its number or bullet, perhaps empty, and the rest.
///
/// A number is `1.`, `1.1`, `2.3.4`, `(a)`, `a)`, `iv.` and the like, with white space after it.
pub(crate) fn split(line: &str) -> (&str, &str) {
    let line = line.trim();
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let (first, rest) = line.split_at(end);
    match !rest.trim().is_empty() && (is_bullet(first) || is_number(first)) {
        true => (first, rest.trim_start()),
        false => ("", line),
    }
}

/// Whether `number` is a bullet or an item's letter rather than a paragraph's number.
pub(crate) fn is_bullet(number: &str) -> bool {
    let mut chars = number.chars();
    let bare = number.trim_matches(['(', ')', '.']);
    match (chars.next(), chars.next()) {
        (Some(only), None) => BULLETS.contains(only) || only == 'o',
        _ => bare.len() < number.len() && is_letter(bare),
    }
}

/// How deep a decimal number stands: 1 for `2.`, 2 for `2.1`; between 1 and 6.
pub(crate) fn depth(number: &str) -> u8 {
    let parts = number.split('.').filter(|part| !part.is_empty()).count();
    parts.clamp(1, 6) as u8
}

fn is_number(word: &str) -> bool {
    let bare = word.trim_matches(['(', ')', '.', ':']);
    let decimal = bare.split('.').all(|part| !part.is_empty() && part.len() <= 2 && is_digits(part));
    let marked = bare.len() < word.len();
    (decimal && (marked || bare.contains('.'))) || (marked && is_letter(bare))
}

fn is_digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

/// One letter, or a small Roman numeral.
fn is_letter(bare: &str) -> bool {
    let one = bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase());
    one || (!bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|byte| b"ivx".contains(&byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_bullets_are_split_from_the_text() {
        for (line, number) in [
            ("1.1 This report", "1.1"),
            ("3. Findings", "3."),
            ("(a) the school", "(a)"),
            ("iv. the police", "iv."),
            ("• a point", "•"),
            ("2008 was the year", ""),
            ("A child died", ""),
            ("11.30 pm", "11.30"),
        ] {
            assert_eq!(split(line).0, number, "{line}");
        }
    }
}
