//! The body of a Word file: its paragraphs and tables in order, with the page each stood on when the
//! file was last shown.

use super::numbering::Numbering;
use super::styles::{self, Styles};
use super::xml::Element;
use crate::document::{BlockKind, Cell};
use crate::extract::draft::Draft;
use crate::extract::number;

/// Walks a body and collects its blocks.
pub(super) struct Body<'a> {
    /// The file's styles.
    pub(super) styles: &'a Styles,
    /// The file's lists.
    pub(super) numbering: Numbering,
    /// The blocks so far.
    pub(super) blocks: Vec<Draft>,
    /// Ids of footnotes in the order they are called.
    pub(super) notes: Vec<String>,
    /// The page being filled.
    pub(super) page: u32,
    tables: u32,
}

/// The text of one paragraph while it is collected.
#[derive(Default)]
struct Line {
    text: String,
    /// The page on which it began: of its first letter.
    page: Option<u32>,
}

impl<'a> Body<'a> {
    /// An empty body.
    pub(super) fn new(styles: &'a Styles, numbering: Numbering) -> Self {
        Body { styles, numbering, blocks: Vec::new(), notes: Vec::new(), page: 1, tables: 0 }
    }

    /// Adds the blocks inside `parent`.
    pub(super) fn walk(&mut self, parent: &Element) {
        for child in &parent.children {
            match child.name.as_str() {
                "p" => self.paragraph(child),
                "tbl" => self.table(child),
                "sectPr" | "del" | "moveFrom" => {}
                // Wrappers: content controls, insertions, custom XML.
                _ => self.walk(child),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let mut line = Line::default();
        self.inline(paragraph, &mut line);
        let mut draft = self.draft(paragraph, &line.text);
        draft.page = line.page.unwrap_or(self.page);
        if !draft.text.is_empty() {
            self.blocks.push(draft);
        }
        self.text_boxes(paragraph);
    }

    fn draft(&mut self, paragraph: &Element, text: &str) -> Draft {
        let properties = paragraph.child("pPr");
        let style = properties.and_then(|p| p.value("pStyle")).unwrap_or_default();
        let own_level =
            properties.and_then(|p| p.value("outlineLvl")).and_then(|level| level.parse::<u8>().ok());
        let heading = own_level
            .filter(|level| *level < 9)
            .map(|level| level + 1)
            .or_else(|| self.styles.heading_level(style));
        let list = properties
            .and_then(styles::numbering)
            .or_else(|| self.styles.numbering(style))
            .filter(|(list, _)| list != "0");
        let counted = match &list {
            Some((list, level)) if !text.trim().is_empty() => self.numbering.next(list, *level),
            _ => String::new(),
        };
        let (typed, rest) = number::split(text);
        let printed = if counted.is_empty() { typed.to_string() } else { counted };
        let depth = list.as_ref().map_or(1, |(_, level)| level + 1);
        let (kind, level) = kind(self.styles.name(style), heading, &printed, list.is_some(), depth);
        let mut draft = Draft::new(kind, level, rest);
        draft.number = printed;
        draft
    }

    fn inline(&mut self, parent: &Element, line: &mut Line) {
        for child in &parent.children {
            match child.name.as_str() {
                "t" => {
                    line.page.get_or_insert(self.page);
                    line.text.push_str(&child.text);
                }
                "tab" | "cr" | "ptab" => line.text.push(' '),
                "br" => {
                    self.page += u32::from(child.attribute("type") == Some("page"));
                    line.text.push(' ');
                }
                "lastRenderedPageBreak" => self.page += u32::from(!self.just_broken(line)),
                "noBreakHyphen" => line.text.push('-'),
                "footnoteReference" => self.notes.extend(child.attribute("id").map(str::to_string)),
                // Old text, field codes, the second of two alternatives; text boxes come after the paragraph.
                "pPr" | "rPr" | "del" | "moveFrom" | "instrText" | "Fallback" | "txbxContent" => {}
                _ => self.inline(child, line),
            }
        }
    }

    /// Word writes both the break typed and the break shown for one new page.
    fn just_broken(&self, line: &Line) -> bool {
        let last = self.blocks.last().map_or(1, |block| block.page);
        line.text.trim().is_empty() && self.page > last
    }

    fn text_boxes(&mut self, parent: &Element) {
        for child in &parent.children {
            match child.name.as_str() {
                "txbxContent" => self.walk(child),
                "Fallback" => {}
                _ => self.text_boxes(child),
            }
        }
    }

    fn table(&mut self, table: &Element) {
        let number = self.tables;
        self.tables += 1;
        for (row, cells) in table.all("tr").enumerate() {
            let mut column = 0;
            for cell in cells.all("tc") {
                self.cell(cell, Cell { table: number, row: row as u32, column });
                let properties = cell.child("tcPr");
                let span = properties.and_then(|p| p.value("gridSpan")).and_then(|span| span.parse().ok());
                column += span.unwrap_or(1).clamp(1, 100);
            }
        }
    }

    /// A cell is one block; what it holds is joined.
    fn cell(&mut self, cell: &Element, place: Cell) {
        let before = self.blocks.len();
        self.walk(cell);
        let inside = self.blocks.split_off(before);
        let page = inside.first().map_or(self.page, |first| first.page);
        let pieces = inside.iter().map(|draft| match draft.number.as_str() {
            "" => draft.text.clone(),
            number => format!("{number} {}", draft.text),
        });
        let mut draft = Draft::new(BlockKind::TableCell, 0, &pieces.collect::<Vec<_>>().join(" "));
        draft.cell = Some(place);
        draft.page = page;
        if !draft.text.is_empty() {
            self.blocks.push(draft);
        }
    }
}

fn kind(style: &str, heading: Option<u8>, number: &str, in_list: bool, depth: u8) -> (BlockKind, u8) {
    match heading {
        Some(level) => (BlockKind::Heading, level.clamp(1, 6)),
        None if style.starts_with("toc ") => (BlockKind::Toc, 0),
        None if style == "caption" => (BlockKind::Caption, 0),
        None if number::is_bullet(number) => (BlockKind::ListItem, depth),
        // A numbered paragraph of the report is a paragraph with its number; "1." alone is a list.
        None if in_list && !number.trim_end_matches('.').contains('.') => (BlockKind::ListItem, depth),
        None => (BlockKind::Paragraph, 0),
    }
}
