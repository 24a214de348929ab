//! Whether words ask someone to act: "should", "recommends that", "Ensure that ...", "the trust ensure that ...".
//!
//! The verbs with which orders begin stand in `orders.txt`.

use std::collections::BTreeSet;

/// Words that ask by themselves.
const MODALS: [&str; 8] =
    ["should", "must", "shall", "will", "ought", "recommend", "recommends", "recommended"];
/// Words that may come before the verb of an order.
const BEFORE: &str = "also and be either actively formally fully further immediately jointly now please promptly regularly robustly that then \
    therefore to together urgently";
/// Words after which a verb, or "be", is no order.
const NO_ORDER_AFTER: &str = "will to should may can must not would could might shall cannot and or never it also still already only \
    always soon let the a an of in for their its this any by on with from at under each every no child case as they we who \
    which staff workers";
/// Words that follow the verb of an order inside a sentence.
const ORDER_BEFORE: &str = "that the a an all its their this any with how whether to out in up and clear these those every each on our";
/// Words that make a sentence a statement.
const FINITE: &str = "is are was were has have had did does do been";
/// Words before which "support", "review", "plan" and their like are nouns.
const NOUN_BEFORE: &str = "of for is are was were has have had from";
/// Verbs that tell more often than they ask when someone is named before them.
const TELLS: &str = "report work use attend take plan hold make feel";
/// Words into a sentence at which "ensure" may still be its order: "the Director of ... ensure".
const SUBJECT: usize = 18;
/// Words that may lie between "recommends" and "that".
const TO_WHOM: usize = 14;

/// The verbs of orders, in both forms.
pub(super) struct Orders {
    plain: BTreeSet<&'static str>,
    third: BTreeSet<String>,
}

impl Orders {
    /// The list shipped with the program.
    pub(super) fn new() -> Self {
        let plain: BTreeSet<&str> = include_str!("orders.txt").split_whitespace().collect();
        let third = plain.iter().map(|verb| third(verb)).collect();
        Orders { plain, third }
    }

    /// Whether a paragraph among recommendations asks for something.
    pub(super) fn ask(&self, text: &str) -> bool {
        let words = words(text);
        asks(&words) || self.begins(&words) || self.wishes(&words)
    }

    /// "Ensure that ...", "To review ...", "Ensures that ...".
    fn begins(&self, words: &[String]) -> bool {
        let mut rest = words.iter().skip_while(|word| is_in(BEFORE, word));
        let Some(verb) = rest.next() else { return false };
        let next = rest.next().map_or("", String::as_str);
        let noun = is_in(NOUN_BEFORE, next) || (verb == "support" && next == "to");
        !noun && (self.plain.contains(verb.as_str()) || self.third.contains(verb))
    }

    /// "That the trust ensure that ...", "Inspections be made ...": the verb of a wish, after whom it is asked of.
    fn wishes(&self, words: &[String]) -> bool {
        for at in 1..words.len().min(SUBJECT) {
            let (before, word) = (words[at - 1].as_str(), words[at].as_str());
            let next = words.get(at + 1).map_or("", String::as_str);
            if is_in(FINITE, word) {
                return false;
            }
            let ordered = self.plain.contains(word) && !is_in(TELLS, word) && is_in(ORDER_BEFORE, next);
            if (word == "be" || ordered) && !is_in(NO_ORDER_AFTER, before) {
                return true;
            }
        }
        false
    }
}

/// Whether a sentence recommends in so many words.
pub(super) fn recommends(text: &str) -> bool {
    let words = words(text);
    words.iter().enumerate().any(|(at, word)| {
        let rest = &words[at + 1..];
        let that = || rest.iter().take(TO_WHOM).any(|word| word == "that");
        let next = rest.first().map_or("", String::as_str);
        let we = at > 0 && words[at - 1] == "we";
        match word.as_str() {
            "recommends" | "recommend" | "recommending" => we || that(),
            "recommended" => that() || next == "to",
            "recommendation" => matches!(next, "is" | "was") && that(),
            _ => false,
        }
    })
}

fn asks(words: &[String]) -> bool {
    words.iter().enumerate().any(|(at, word)| {
        let next = |ahead: usize| words.get(at + ahead).map_or("", String::as_str);
        let past = next(1) == "have" || (next(1) == "not" && next(2) == "have");
        match word.as_str() {
            "need" | "needs" => matches!(next(1), "to" | "not"),
            word => MODALS.contains(&word) && !past && !(next(1) == "be" && next(2) == "noted"),
        }
    })
}

/// "ensures" of "ensure", "carries" of "carry".
fn third(verb: &str) -> String {
    let vowel_before_y = verb.ends_with("ay") || verb.ends_with("ey") || verb.ends_with("oy");
    match verb.strip_suffix('y').filter(|_| !vowel_before_y) {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| verb.ends_with(end)) => {
            format!("{verb}es")
        }
        None => format!("{verb}s"),
    }
}

fn is_in(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}

/// The words in lower case, without a letter or number that lists them: "[f]", "(ii)", "3.".
fn words(text: &str) -> Vec<String> {
    let mut rest = text.trim_start();
    if let Some((mark, after)) = rest.split_once(char::is_whitespace) {
        let bare = mark.trim_matches(|c: char| !c.is_alphanumeric());
        let lists = mark.ends_with([']', ')', '.']) && bare.len() <= 3;
        rest = if lists || bare.is_empty() { after } else { rest };
    }
    rest.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-')))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asks_and_what_tells() {
        let orders = Orders::new();
        for (text, asked) in [
            ("Ensure that every child is seen alone.", true),
            ("b) Urgently review the rota of the duty team.", true),
            ("Clarifies who holds the keys of the clinic.", true),
            ("That the trust write to every surgery in the area.", true),
            ("The clinic and its partners ensure that letters are read.", true),
            ("Letters be opened on the day they come.", true),
            ("Managers need to read the file.", true),
            ("Support for carers is good and meets their needs.", false),
            ("Plans were reviewed in the spring.", false),
            ("Children in need live in settled homes.", false),
            ("The letter should have been read.", false),
            ("Carers report that they feel well supported.", false),
        ] {
            assert_eq!(orders.ask(text), asked, "{text}");
        }
    }

    #[test]
    fn recommending_in_so_many_words() {
        for (text, said) in [
            ("The panel recommended to the head of the clinic that he change the rota.", true),
            ("It is recommended to keep the file open.", true),
            ("We recommend a new form.", true),
            ("The dose was as recommended by the maker.", false),
            ("The recommendations were carried out.", false),
        ] {
            assert_eq!(recommends(text), said, "{text}");
        }
    }
}
