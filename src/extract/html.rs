//! HTML: the main content's headings, paragraphs, lists and tables; menus, banners and scripts are left.
//!
//! In: decoded text. Out: [`Draft`]s in document order.

use super::draft::{Draft, single_spaces};
use super::number;
use crate::document::{BlockKind, Cell};
use scraper::{ElementRef, Html, Node, Selector};

/// Where the text of a page is looked for; the first that holds enough of it is taken.
const MAIN: [&str; 7] = ["main", "[role=main]", "article", "#main-content", "#content", "#main", ".content"];
/// Elements that are not the text: their whole content is left out.
const LEFT_OUT: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "footer", "aside", "form", "svg", "iframe", "button",
    "select", "object", "head",
];
/// Elements that end a line of text on either side.
const BREAKING: &[&str] = &[
    "address",
    "article",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "hr",
    "html",
    "main",
    "p",
    "pre",
    "section",
    "summary",
    "ul",
    "ol",
    "legend",
];
/// The share of the body's text a main element must hold.
const MAIN_SHARE: f64 = 0.3;

/// The blocks of an HTML page, in order.
pub(crate) fn blocks(text: &str) -> Vec<Draft> {
    let page = Html::parse_document(text);
    let mut writer = Writer::default();
    writer.children(main_element(&page), Context::default());
    writer.flush();
    writer.blocks
}

fn main_element(page: &Html) -> ElementRef<'_> {
    let body = Selector::parse("body").ok().and_then(|body| page.select(&body).next());
    let root = body.unwrap_or_else(|| page.root_element());
    let whole = text_length(root);
    MAIN.iter()
        .filter_map(|selector| Selector::parse(selector).ok())
        .filter_map(|selector| page.select(&selector).max_by_key(|found| text_length(*found)))
        .find(|found| text_length(*found) as f64 >= MAIN_SHARE * whole as f64)
        .unwrap_or(root)
}

/// Bytes of text that would be read.
fn text_length(element: ElementRef<'_>) -> usize {
    element
        .children()
        .map(|child| match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(text), _) => text.trim().len(),
            (_, Some(inner)) if !is_left_out(inner) => text_length(inner),
            _ => 0,
        })
        .sum()
}

fn is_left_out(element_ref: ElementRef<'_>) -> bool {
    let element = element_ref.value();
    LEFT_OUT.contains(&element.name())
        || (element.name() == "header" && !holds_title(element_ref))
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || element.attr("role") == Some("navigation")
}

/// A `header` is a banner unless the title stands in it.
fn holds_title(element: ElementRef<'_>) -> bool {
    let mut inner = element.descendants().filter_map(ElementRef::wrap);
    inner.any(|inner| inner.value().name() == "h1")
}

/// What surrounds a piece of text.
#[derive(Clone, Copy, Default)]
struct Context {
    list_depth: u8,
}

#[derive(Default)]
struct Writer {
    blocks: Vec<Draft>,
    /// Text of the block being collected.
    open: String,
    /// What it will be.
    kind: Option<(BlockKind, u8)>,
    bullet: String,
    tables: u32,
}

impl Writer {
    fn children(&mut self, element: ElementRef<'_>, context: Context) {
        for child in element.children() {
            match (child.value(), ElementRef::wrap(child)) {
                (Node::Text(text), _) => self.open.push_str(text),
                (_, Some(inner)) if !is_left_out(inner) => self.element(inner, context),
                _ => {}
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>, context: Context) {
        match element.value().name() {
            name @ ("h1" | "h2" | "h3" | "h4" | "h5" | "h6") => {
                let level = name.as_bytes()[1] - b'0';
                self.block(element, context, BlockKind::Heading, level);
            }
            "caption" | "figcaption" => self.block(element, context, BlockKind::Caption, 0),
            "ul" | "ol" => self.list(element, context),
            "table" if is_data(element) => self.table(element),
            name if BREAKING.contains(&name) || matches!(name, "table" | "tr" | "td" | "th") => {
                self.flush_inside();
                self.children(element, context);
                self.flush_inside();
            }
            _ => self.children(element, context),
        }
    }

    fn block(&mut self, element: ElementRef<'_>, context: Context, kind: BlockKind, level: u8) {
        self.flush();
        self.kind = Some((kind, level));
        self.children(element, context);
        self.flush();
    }

    fn list(&mut self, list: ElementRef<'_>, context: Context) {
        self.flush();
        let ordered = list.value().name() == "ol";
        let start = list.value().attr("start").and_then(|start| start.parse().ok());
        let first: usize = start.unwrap_or(1);
        let depth = (context.list_depth + 1).min(9);
        for (number, item) in (first..).zip(list.children().filter_map(ElementRef::wrap)) {
            self.kind = Some((BlockKind::ListItem, depth));
            self.bullet = if ordered { format!("{number}.") } else { "•".to_string() };
            self.children(item, Context { list_depth: depth });
            self.flush();
        }
    }

    fn table(&mut self, table: ElementRef<'_>) {
        self.flush();
        let rows = rows(table);
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let mut draft = Draft::new(BlockKind::TableCell, 0, &text_of(*cell));
                draft.cell = Some(Cell { table: self.tables, row: row as u32, column: column as u32 });
                self.push(draft);
            }
        }
        self.tables += 1;
    }

    /// Ends a line inside a heading or item without ending the heading or item's kind.
    fn flush_inside(&mut self) {
        let kind = self.kind;
        match kind {
            // A paragraph inside an item or heading belongs to it until something was written.
            Some(_) if self.open.trim().is_empty() => {}
            _ => self.flush(),
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.open);
        let (kind, level) = self.kind.take().unwrap_or((BlockKind::Paragraph, 0));
        let bullet = std::mem::take(&mut self.bullet);
        let text = single_spaces(&text);
        let (number, rest) = number::split(&text);
        let mut draft = Draft::new(kind, level, rest);
        draft.number = if number.is_empty() { bullet } else { number.to_string() };
        self.push(draft);
    }

    fn push(&mut self, draft: Draft) {
        if !draft.text.is_empty() {
            self.blocks.push(draft);
        }
    }
}

/// Whether a table holds data rather than the page's layout: more than one cell, and no table, heading
/// or list of headings inside a cell.
fn is_data(table: ElementRef<'_>) -> bool {
    let nested = table
        .descendants()
        .skip(1)
        .filter_map(ElementRef::wrap)
        .any(|inner| matches!(inner.value().name(), "table" | "h1" | "h2" | "h3"));
    let rows = rows(table);
    !nested && rows.iter().any(|cells| cells.len() > 1)
}

fn rows(table: ElementRef<'_>) -> Vec<Vec<ElementRef<'_>>> {
    let named = |element: &ElementRef<'_>, names: &[&str]| names.contains(&element.value().name());
    table
        .descendants()
        .filter_map(ElementRef::wrap)
        .filter(|element| named(element, &["tr"]))
        .map(|row| {
            let cells = row.children().filter_map(ElementRef::wrap);
            cells.filter(|cell| named(cell, &["td", "th"])).collect()
        })
        .collect()
}

fn text_of(element: ElementRef<'_>) -> String {
    let mut text = String::new();
    for child in element.children() {
        match (child.value(), ElementRef::wrap(child)) {
            (Node::Text(piece), _) => text.push_str(piece),
            (_, Some(inner)) if !is_left_out(inner) => {
                let breaking = BREAKING.contains(&inner.value().name()) || inner.value().name() == "li";
                text.push_str(if breaking { " " } else { "" });
                text.push_str(&text_of(inner));
                text.push_str(if breaking { " " } else { "" });
            }
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn main_content_is_read_and_menus_are_not() {
        let page = "<html><head><title>x</title></head><body><nav>Home</nav><main><h2>1. Findings</h2>\
            <p>The <b>school</b> told\n nobody.</p><ul><li>One<li><p>Two</p></ul>\
            <table><tr><th>A<th>B<tr><td>c<td>d</table></main><footer>Contact</footer></body></html>";
        let found: Vec<_> = blocks(page).into_iter().map(|d| (d.kind, d.level, d.number, d.text)).collect();
        let expected = [
            (BlockKind::Heading, 2, "1.", "Findings"),
            (BlockKind::Paragraph, 0, "", "The school told nobody."),
            (BlockKind::ListItem, 1, "•", "One"),
            (BlockKind::ListItem, 1, "•", "Two"),
            (BlockKind::TableCell, 0, "", "A"),
            (BlockKind::TableCell, 0, "", "B"),
            (BlockKind::TableCell, 0, "", "c"),
            (BlockKind::TableCell, 0, "", "d"),
        ];
        let expected: Vec<_> = expected.map(|(k, l, n, t)| (k, l, n.to_string(), t.to_string())).into();
        assert_eq!(found, expected);
    }
}
