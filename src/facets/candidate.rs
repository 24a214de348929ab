//! Small forms inside recommendations: printed numbers, dates, columns of action plans.

use crate::document::MONTHS;

/// The number of a recommendation without its label and stops: "Recommendation 3:" is "3", "10.1" itself.
pub(super) fn number(printed: &str) -> String {
    let mut rest = printed.trim();
    for label in ["Recommendation", "RECOMMENDATION", "recommendation", "Rec.", "Rec", "No.", "Action"] {
        rest = rest.strip_prefix(label).unwrap_or(rest).trim_start();
    }
    rest.trim_end_matches(['.', ':', ')', ' ', '-', '–'])
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .trim()
        .to_string()
}

/// How many bytes of `text` are a printed number before its first word: "Rec 2 The trust", "R3. The", "9.1.4The Board".
pub(super) fn printed_before(text: &str) -> usize {
    let label = ["Recommendation ", "Rec. ", "Rec ", "R"].iter().find(|label| text.starts_with(**label));
    let start = label.map_or(0, |label| label.len());
    let digits = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(0);
    let (figures, rest) = text[start..].split_at(digits);
    let after = rest.trim_start_matches([':', ')', ' ', '-', '–']);
    let is_number =
        figures.starts_with(|c: char| c.is_ascii_digit()) && after.starts_with(char::is_uppercase);
    // "9 The" may begin a sentence, "9.1.4The" and "R9 The" do not.
    if is_number && (label.is_some() || figures.trim_end_matches('.').contains('.')) {
        text.len() - after.len()
    } else {
        0
    }
}

/// Whether a heading is the label of one recommendation: "Recommendation 3".
pub(super) fn labels_one(heading: &str) -> bool {
    let lower = heading.trim().to_lowercase();
    let rest = lower.strip_prefix("recommendation").or_else(|| lower.strip_prefix("rec "));
    rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
}

/// A date by which something is to be done: "by March 2009", "by 1 January 2017", "31 March 2010".
pub(super) fn date(text: &str) -> Option<String> {
    let words: Vec<(usize, &str)> = split(text);
    for (at, (_, word)) in words.iter().enumerate() {
        let year = words.get(at + 1).map(|(_, next)| trim(next));
        if MONTHS.contains(&trim(word).to_lowercase().as_str()) && year.is_some_and(is_year) {
            let day = at
                .checked_sub(1)
                .filter(|before| trim(words[*before].1).starts_with(|c: char| c.is_ascii_digit()));
            let first = day.unwrap_or(at);
            let by = first.checked_sub(1).filter(|before| {
                matches!(trim(words[*before].1).to_lowercase().as_str(), "by" | "before" | "from" | "until")
            });
            let start = words[by.unwrap_or(first)].0;
            let end =
                words[at + 1].0 + words[at + 1].1.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
            return text.get(start..end).map(str::to_string);
        }
    }
    None
}

fn split(text: &str) -> Vec<(usize, &str)> {
    text.split_whitespace().map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word)).collect()
}

fn trim(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.starts_with("20") && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a column of an action plan holds, by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// The printed number.
    Number,
    /// What is recommended.
    Recommendation,
    /// What will be done about it.
    Action,
    /// Who will do it.
    Owner,
    /// By when.
    Deadline,
    /// Anything else.
    Other,
}

/// The kind of a column.
pub(super) fn column(heading: &str) -> Column {
    let lower = heading.trim().to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    match lower.trim_end_matches('.') {
        "no" | "ref" | "number" | "reference" | "rec no" | "#" => Column::Number,
        _ if has(&["recommendation"]) => Column::Recommendation,
        _ if has(&["date", "timescale", "deadline", "by when", "timeframe", "when"]) => Column::Deadline,
        _ if has(&["lead", "owner", "responsib", "by whom", "who", "agency", "for"]) && !has(&["before"]) => {
            Column::Owner
        }
        _ if has(&["action"]) => Column::Action,
        _ => Column::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_numbers_lose_their_labels() {
        for (printed, plain) in
            [("Recommendation 3:", "3"), ("10.1", "10.1"), ("R4.", "R4"), ("a)", "a"), ("•", "")]
        {
            assert_eq!(number(printed), plain, "{printed}");
        }
    }

    #[test]
    fn a_number_glued_to_its_sentence_is_found() {
        for (text, rest) in [
            ("9.1.4The Board must act.", "The Board must act."),
            ("Rec 2 The trust should act.", "The trust should act."),
            ("R3: The trust should act.", "The trust should act."),
            ("90 days are too long.", "90 days are too long."),
            ("Reviews should be held.", "Reviews should be held."),
        ] {
            assert_eq!(&text[printed_before(text)..], rest);
        }
    }

    #[test]
    fn a_date_is_read_with_its_day_and_the_word_before() {
        assert_eq!(date("training by March 2009, including").as_deref(), Some("by March 2009"));
        assert_eq!(date("end the use of it by 1 January 2017, and").as_deref(), Some("by 1 January 2017"));
        assert_eq!(date("in March the trust may act"), None);
    }
}
