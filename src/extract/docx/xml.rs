//! A small tree of an XML part, names without their prefix: what the Word reader walks.

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};

/// Deeper than any document; a file nested deeper is refused.
const MAX_DEPTH: usize = 400;

/// An element with its attributes and children.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Element {
    /// Name without prefix.
    pub(super) name: String,
    /// Attributes, names without prefix.
    attributes: Vec<(String, String)>,
    /// Elements inside, in order.
    pub(super) children: Vec<Element>,
    /// Characters directly inside.
    pub(super) text: String,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The first child of this name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The `val` of the first child of this name.
    pub(super) fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("val")
    }
}

/// The root element of a part.
///
/// # Errors
/// What is wrong with it, in words.
pub(super) fn parse(xml: &str) -> Result<Element, String> {
    let mut reader = Reader::from_str(xml);
    let mut open = vec![Element::default()];
    loop {
        match reader.read_event().map_err(|why| why.to_string())? {
            Event::Start(start) if open.len() > MAX_DEPTH => {
                return Err(format!("elements nested too deeply at {}", local_name(&start)));
            }
            Event::Start(start) => open.push(element(&start)),
            Event::Empty(start) => adopt(&mut open, element(&start)),
            Event::End(_) => {
                let done = open.pop().unwrap_or_default();
                adopt(&mut open, done);
            }
            Event::Text(text) => add_text(&mut open, &text),
            Event::CData(text) => add_text(&mut open, &text),
            Event::GeneralRef(entity) => add_text(&mut open, &entity_text(&entity)),
            Event::Eof => break,
            _ => {}
        }
    }
    let outermost = open.into_iter().next().unwrap_or_default();
    outermost.children.into_iter().next().ok_or_else(|| "no element".to_string())
}

fn adopt(open: &mut Vec<Element>, done: Element) {
    match open.last_mut() {
        Some(parent) => parent.children.push(done),
        None => open.push(done),
    }
}

fn add_text(open: &mut [Element], text: &str) {
    if let Some(last) = open.last_mut() {
        last.text.push_str(text);
    }
}

fn entity_text(name: &str) -> String {
    match resolve_predefined_entity(name) {
        Some(text) => text.to_string(),
        None => unescape(&format!("&{name};")).map(|text| text.into_owned()).unwrap_or_default(),
    }
}

fn local_name(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_string()
}

fn element(start: &BytesStart<'_>) -> Element {
    let attribute = |found: quick_xml::events::attributes::Attribute<'_>| {
        let value = unescape(&found.value).unwrap_or(found.value.clone()).into_owned();
        (found.key.local_name().as_ref().to_string(), value)
    };
    Element {
        name: local_name(start),
        attributes: start.attributes().flatten().map(attribute).collect(),
        ..Element::default()
    }
}
