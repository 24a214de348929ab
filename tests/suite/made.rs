//! Documents made from lines, for tests of what reads documents.

use refrain::document::{
    Block, BlockKind, Cell, Document, Field, Origin, Section, SectionKind, Sentence, Span,
};

/// A document of which every line is a block.
///
/// `# kind` is a heading and begins a section of that kind, `- item` a list item led in by the last line that
/// ends in a colon, `| cell | cell |` a row of a table; a number or `Recommendation 3:` before a line is its number.
pub(crate) fn document(id: &str, authority: &str, published: &str, lines: &[&str]) -> Document {
    let mut made = Document { id: id.into(), sha256: format!("{id:0<64}"), ..Document::default() };
    made.metadata.authority = Field::new(authority, Origin::Manifest, "manifest");
    made.metadata.published = Field::new(published, Origin::Manifest, "manifest");
    let mut lead = None;
    let (mut table, mut row) = (0, 0);
    for line in lines {
        if let Some(cells) = line.strip_prefix("| ") {
            for (column, cell) in cells.trim_end_matches(" |").split(" | ").enumerate() {
                let at = Cell { table, row, column: column as u32 };
                block(&mut made, BlockKind::TableCell, None, cell);
                made.blocks.last_mut().unwrap().cell = Some(at);
            }
            row += 1;
            continue;
        }
        if row > 0 {
            (table, row) = (table + 1, 0);
        }
        if let Some(heading) = line.strip_prefix("# ") {
            block(&mut made, BlockKind::Heading, None, heading);
            lead = None;
        } else if let Some(item) = line.strip_prefix("- ") {
            block(&mut made, BlockKind::ListItem, Some("-"), item);
            made.blocks.last_mut().unwrap().lead_in = lead;
        } else {
            let (number, text) = numbered(line);
            block(&mut made, BlockKind::Paragraph, number, text);
            lead = text.ends_with(':').then(|| made.blocks.len() as u32 - 1);
        }
    }
    made
}

fn numbered(line: &str) -> (Option<&str>, &str) {
    if line.starts_with("Recommendation ")
        && let Some((number, text)) = line.split_once(": ")
    {
        return (Some(number), text);
    }
    match line.split_once(' ') {
        Some((first, rest))
            if first.trim_start_matches('R').starts_with(|c: char| c.is_ascii_digit())
                && first.contains('.') =>
        {
            (Some(first), rest)
        }
        _ => (None, line),
    }
}

fn block(made: &mut Document, kind: BlockKind, number: Option<&str>, text: &str) {
    let index = made.blocks.len() as u32;
    let number = number.map(|number| {
        let start = made.text.len();
        made.text.push_str(number);
        let span = Span::new(start, made.text.len());
        made.text.push(' ');
        span
    });
    let start = made.text.len();
    made.text.push_str(text);
    let span = Span::new(start, made.text.len());
    made.text.push('\n');
    if kind == BlockKind::Heading || made.sections.is_empty() {
        let heading = (kind == BlockKind::Heading).then_some(index);
        let kind = SectionKind::from_name(text).unwrap_or_default();
        made.sections.push(Section { kind, heading, level: 1, blocks: index..index, parent: None });
    }
    if let Some(section) = made.sections.last_mut() {
        section.blocks.end = index + 1;
    }
    made.sentences.push(Sentence { span, block: index });
    made.blocks.push(Block { kind, level: 0, span, number, lead_in: None, cell: None });
}
