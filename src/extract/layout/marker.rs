//! The number or bullet printed before a block: "1.1", "(a)", "iv)", "Recommendation 3:", "•".

use super::chars::is_bullet;
use super::lines::Line;

/// What kind of mark stands before a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// A sign.
    Bullet,
    /// `1`, `1.`, `1)`, `(1)`.
    Number,
    /// `1.1`, `1.1.1`; the count of its parts.
    Outline(u8),
    /// `a)`, `(b)`, `iv.`.
    Letter,
    /// "Recommendation 3:", "Finding 1.", "R3".
    Label,
}

/// A mark and the words that make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    pub(super) mark: Mark,
    /// Whole words of the line that belong to the mark.
    pub(super) words: usize,
    /// Bytes of the next word that belong to it too: "1.1This" has three.
    pub(super) bytes: usize,
    /// The number itself, where it is one.
    pub(super) value: u32,
}

/// Names that a number may follow to make a label.
const LABELS: [&str; 9] =
    ["recommendation", "finding", "lesson", "action", "learning", "theme", "issue", "question", "rec"];

/// The mark at the start of the line, if there is one.
pub(super) fn marker(line: &Line) -> Option<Marker> {
    let first = line.words.first()?;
    let text = first.text.as_str();
    let found = |mark, words, value| Marker { mark, words, bytes: 0, value };
    if is_bullet_word(text) {
        return (line.words.len() > 1).then(|| found(Mark::Bullet, 1, 0));
    }
    if let Some(label) = label(line) {
        return Some(label);
    }
    if line.words.len() == 1 {
        return glued(text);
    }
    let second = &line.words[1];
    if text == "o" && second.x0 - first.x1 > 0.7 * first.size {
        return Some(found(Mark::Bullet, 1, 0));
    }
    if let Some((mark, value)) = number(text) {
        let plain = text.chars().all(|c| c.is_ascii_digit());
        let apart = second.x0 - first.x1 > 0.85 * first.size;
        let wanted = !plain || (apart && value > 0 && text.len() <= 3);
        return wanted.then(|| found(mark, 1, value));
    }
    if is_letter(text) || is_heading_letter(line) {
        return Some(found(Mark::Letter, 1, 0));
    }
    glued(text)
}

/// "A." or "II." before a line all in bold or capitals; before other text it may be an initial.
fn is_heading_letter(line: &Line) -> bool {
    let Some(bare) = line.words[0].text.strip_suffix('.') else {
        return false;
    };
    let one = bare.len() == 1 && bare.chars().all(|c| c.is_ascii_uppercase());
    let roman = (1..=4).contains(&bare.len()) && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let lower = || line.words[1..].iter().any(|word| word.text.contains(char::is_lowercase));
    (one || roman) && (line.bold || !lower())
}

fn is_bullet_word(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if is_bullet(c))
}

/// `12`, `12.`, `(12)`, `1.2`, `1.2.`: what kind, and the last number in it.
fn number(text: &str) -> Option<(Mark, u32)> {
    let bare = text.strip_prefix('(').unwrap_or(text);
    let bare = bare.trim_end_matches([')', '.', ':']);
    let parts: Vec<&str> = bare.split('.').collect();
    let good = |part: &&str| (1..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_digit());
    if parts.len() > 5 || !parts.iter().all(good) {
        return None;
    }
    let value = parts.last()?.parse().ok()?;
    match parts.len() {
        1 => Some((Mark::Number, value)),
        depth => Some((Mark::Outline(depth as u8), value)),
    }
}

/// `a)`, `(a)`, `b.`, `iv)`: one letter, or a small Roman number, with its sign.
fn is_letter(text: &str) -> bool {
    let bare = text.strip_prefix('(').unwrap_or(text);
    let Some(bare) = bare.strip_suffix(')').or_else(|| bare.strip_suffix('.')) else {
        return false;
    };
    let one = bare.len() == 1
        && bare.chars().all(|c| c.is_ascii_lowercase() || (text.ends_with(')') && c.is_ascii_uppercase()));
    let roman = (1..=5).contains(&bare.len()) && bare.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    one || roman
}

/// "Recommendation 3:" or "R3".
fn label(line: &Line) -> Option<Marker> {
    let text = line.words[0].text.to_ascii_lowercase();
    let bare = text.trim_end_matches([':', '.']);
    if let Some(digits) = bare.strip_prefix('r')
        && let Ok(value) = digits.parse()
        && digits.len() <= 2
    {
        return Some(Marker { mark: Mark::Label, words: 1, bytes: 0, value });
    }
    if !LABELS.contains(&bare) {
        return None;
    }
    let at = if line.words.get(1).is_some_and(|word| {
        matches!(word.text.to_ascii_lowercase().as_str(), "point" | "number" | "no" | "no.")
    }) {
        2
    } else {
        1
    };
    let next = &line.words.get(at)?.text;
    let digits = next.trim_end_matches([':', '.', ')', '–', '-']);
    let value = digits.parse::<u32>().ok().filter(|value| *value < 100)?;
    let ends = digits.len() < next.len() || line.words.len() == at + 1 || is_dash(line, at + 1);
    let words = at + 1 + usize::from(is_dash(line, at + 1));
    ends.then_some(Marker { mark: Mark::Label, words, bytes: 0, value })
}

fn is_dash(line: &Line, at: usize) -> bool {
    line.words.get(at).is_some_and(|word| matches!(word.text.as_str(), "-" | "–" | "—" | ":"))
}

/// "1.1This": an outline number glued to the word after it; "•The": a bullet.
fn glued(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    if is_bullet(first)
        && !matches!(first, '-' | '*' | '–' | '—' | '\u{2212}')
        && text.len() > first.len_utf8()
    {
        return Some(Marker { mark: Mark::Bullet, words: 0, bytes: first.len_utf8(), value: 0 });
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (head, tail) = text.split_at(end);
    let capital = tail.chars().next().is_some_and(char::is_uppercase)
        && tail.chars().nth(1).is_none_or(char::is_lowercase);
    let dotted = head.trim_end_matches('.').contains('.') || head.ends_with('.');
    if !capital || !dotted {
        return None;
    }
    let (mark, value) = number(head)?;
    Some(Marker { mark, words: 0, bytes: end, value })
}
