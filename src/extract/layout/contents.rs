//! Contents pages: lines that end in leaders and a page number.

use super::lines::Line;

/// Marks which lines belong to a table of contents.
pub(super) fn marks(lines: &[Line]) -> Vec<bool> {
    let entry: Vec<bool> = lines.iter().map(is_entry).collect();
    let mut marks = vec![false; lines.len()];
    let mut at = 0;
    while at < lines.len() {
        let run = run_from(&entry, at);
        let entries = entry[at..run].iter().filter(|entry| **entry).count();
        let titled = at > 0 && is_title(&lines[at - 1]);
        if entries >= 4
            || entries >= 2 && titled
            || entry[at..run].iter().any(|entry| *entry) && leaders(&lines[at])
        {
            marks[at..run].fill(true);
            if titled {
                marks[at - 1] = true;
            }
        }
        at = run.max(at + 1);
    }
    marks
}

/// The end of a run of entries; a long title may take one line more before its number.
fn run_from(entry: &[bool], from: usize) -> usize {
    let mut end = from;
    if !entry[from] {
        return from;
    }
    while end < entry.len() {
        let next = (end..entry.len().min(end + 2)).find(|at| entry[*at]);
        match next {
            Some(at) => end = at + 1,
            None => break,
        }
    }
    end
}

/// The heading of a contents page.
pub(super) fn is_title(line: &Line) -> bool {
    let text = line.text().to_lowercase();
    matches!(text.trim(), "contents" | "table of contents" | "contents page" | "list of contents" | "index")
}

fn is_entry(line: &Line) -> bool {
    let Some(last) = line.words.last() else {
        return false;
    };
    let digits = last.text.trim_start_matches(['.', '…', '_']);
    let page = !digits.is_empty() && digits.len() <= 3 && digits.chars().all(|c| c.is_ascii_digit());
    if !page || line.words.len() < 2 {
        return false;
    }
    let before = &line.words[line.words.len() - 2];
    leaders(line) || last.x0 - before.x1 > 2.0 * last.size && line.letters() > 5
}

/// Whether dots lead to the number.
fn leaders(line: &Line) -> bool {
    line.words.iter().any(|word| word.text.contains("....") || word.text.contains("……"))
        || line.words.iter().filter(|word| word.text.chars().all(|c| matches!(c, '.' | '…'))).count() >= 4
}
