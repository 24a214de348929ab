//! Passages for reading: where each is, what it says, why it answers.

use super::Answer;
use crate::document::Span;
use std::io::{self, BufWriter, Write};

/// Columns a line may take.
const WIDTH: usize = 100;
/// Bytes of a passage that is shown whole.
const WHOLE: u32 = 700;
/// Bytes shown on each side of what answers, in a longer one.
const AROUND: u32 = 200;

/// Prints `answers` to standard output, a block each.
pub(super) fn print(answers: &[Answer<'_>]) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for answer in answers {
        let about = &answer.entry.metadata;
        let known = |value: &str, missing: &str| match value {
            "" => missing.to_string(),
            value => value.to_string(),
        };
        let pages = match (answer.passage.page, answer.passage.page_end) {
            (first, last) if last > first => format!("pp. {first}-{last}"),
            (first, _) => format!("p. {first}"),
        };
        let place = [
            answer.entry.id.clone(),
            known(&about.authority.value, "authority not known"),
            known(&about.published.value, "date not known"),
            pages,
            answer.passage.section.name().to_string(),
        ];
        writeln!(out, "{}", place.join("  "))?;
        write_wrapped(&mut out, &shown(answer))?;
        for (name, value) in [("themes", answer.themes()), ("marks", answer.marks.join(" "))] {
            if !value.is_empty() {
                write_wrapped(&mut out, &format!("{name}: {value}"))?;
            }
        }
        for why in &answer.why {
            write_wrapped(&mut out, &format!("because {why}"))?;
        }
        writeln!(out)?;
    }
    out.flush()
}

/// The passage with what answers marked; of a long one the surroundings, with dots where something is left out.
fn shown(answer: &Answer<'_>) -> String {
    let whole = answer.passage.span;
    let (Some(first), Some(last)) = (answer.spans.first(), answer.spans.last()) else {
        return answer.marked();
    };
    if whole.end - whole.start <= WHOLE {
        return answer.marked();
    }
    let text = &answer.passage.text;
    let mut start = first.start.saturating_sub(AROUND).max(whole.start) - whole.start;
    let mut end = (last.end + AROUND).min(whole.end) - whole.start;
    let space = |at: u32| text.as_bytes().get(at as usize).is_none_or(u8::is_ascii_whitespace);
    while start > 0 && !space(start) {
        start -= 1;
    }
    while !space(end) {
        end += 1;
    }
    let cut = crate::index::Passage {
        span: Span { start: whole.start + start, end: whole.start + end },
        text: Span { start, end }.of(text).to_string(),
        ..answer.passage.clone()
    };
    let dots = |left_out: bool| if left_out { "…" } else { "" };
    let marked = super::marked(&cut, &answer.spans);
    format!("{}{marked}{}", dots(start > 0), dots(cut.span.end < whole.end))
}

fn write_wrapped(out: &mut impl Write, text: &str) -> io::Result<()> {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + word.chars().count() + 3 > WIDTH {
            writeln!(out, "  {line}")?;
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(out, "  {line}")
}
