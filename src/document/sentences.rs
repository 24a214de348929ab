//! Sentences: they tile the text of a block, each with the white space after it.
//!
//! A stop ends a sentence when white space and a capital, figure or opening quote follow, unless the
//! word before it is an abbreviation of this genre or an initial.

/// Words whose full stop does not end a sentence.
const ABBREVIATIONS: [&str; 46] = [
    "mr", "mrs", "ms", "miss", "dr", "prof", "rev", "st", "hon", "cllr", "insp", "supt", "det", "sgt", "pc",
    "dc", "e.g", "eg", "i.e", "ie", "etc", "cf", "viz", "vs", "v", "no", "nos", "para", "paras", "pp", "p",
    "ch", "sec", "s", "ss", "art", "vol", "ed", "eds", "et al", "al", "approx", "ref", "fig", "app", "rec",
];

/// Where sentences end in `text`, in bytes; the last end is the text's own.
pub fn sentence_ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '?' | '!' | '…') {
            continue;
        }
        let mut after = at + c.len_utf8();
        while let Some((next, closing)) = chars.next_if(|(_, c)| closes(*c)) {
            after = next + closing.len_utf8();
        }
        let rest = &text[after..];
        let start = rest.trim_start();
        if start.is_empty() || start.len() == rest.len() {
            continue;
        }
        if opens(start) && !(c == '.' && is_abbreviation(&text[..at], start)) {
            ends.push(text.len() - start.len());
        }
    }
    if !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

fn closes(c: char) -> bool {
    matches!(c, '.' | '?' | '!' | ')' | ']' | '”' | '’' | '"' | '\'' | '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// A capital, a figure, a bullet or an opening quotation mark; no small letter, and nothing that closes.
fn opens(text: &str) -> bool {
    text.chars().next().is_some_and(|c| match c {
        ',' | ';' | ':' | '.' | ')' | ']' | '”' | '’' | '%' | '/' | '&' => false,
        c => !c.is_lowercase(),
    })
}

fn is_abbreviation(before: &str, after: &str) -> bool {
    let start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '“' | '‘' | '"' | '/'))
        .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
    let word = &before[start..];
    if word.is_empty() {
        return false;
    }
    if word.len() == before.trim_start().len() && is_number(word) {
        return true;
    }
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "etc" | "no" | "al" | "p") {
        // These end sentences too: only a figure, or nothing but a small letter, tells them apart.
        return after.chars().next().is_some_and(|c| c.is_ascii_digit()) && lower != "etc";
    }
    if ABBREVIATIONS.contains(&lower.as_str()) {
        return true;
    }
    is_initial(word, before)
}

/// "1", "2.3": before a stop at the start of a text it is the text's number.
fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit() || c == '.')
}

/// "J. Smith", "A.B. Jones"; but "Child D." and "Mrs A." end sentences.
fn is_initial(word: &str, before: &str) -> bool {
    let single = word.split('.').all(|part| part.len() == 1 && part.chars().all(|c| c.is_ascii_uppercase()));
    if !single {
        return false;
    }
    let previous = before[..before.len() - word.len()].trim_end();
    let last = previous.rsplit(char::is_whitespace).next().unwrap_or_default();
    let named = !last.ends_with('.') && last.chars().next().is_some_and(char::is_uppercase)
        || last == "child"
        || last == "adult";
    word.contains('.') && word.len() <= 5 || !named
}
