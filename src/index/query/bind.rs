//! `theme:` and `assertion:` mean the same mention.
//!
//! `theme:x assertion:failing` asks for a failing mention of x, not for a mention of x beside a failing
//! mention of something else. An `assertion:` is bound to the `theme:` it is joined with by AND, or else
//! to the nearest one around it; without any theme it means any.

use super::super::schema::Label;
use super::{Node, Part, Test};

/// Binds every assertion in `node`; `themes` are the choices of themes that hold around it.
pub(super) fn mentions(node: Node, themes: &[Vec<String>]) -> Node {
    match node {
        Node::All(parts) => {
            let own: Vec<Vec<String>> = parts.iter().filter_map(only_themes).collect();
            let themes = if own.is_empty() { themes } else { &own };
            Node::All(parts.into_iter().map(|part| mentions(part, themes)).collect())
        }
        Node::Any(parts) => Node::Any(parts.into_iter().map(|part| mentions(part, themes)).collect()),
        Node::Not(inner) => Node::Not(Box::new(mentions(*inner, themes))),
        Node::Part(Part { at, test: Test::Labels { label: Label::Assertion, values } })
            if !themes.is_empty() =>
        {
            let bound = |choice: &Vec<String>| {
                let pairs = choice
                    .iter()
                    .flat_map(|theme| values.iter().map(move |assertion| format!("{theme}/{assertion}")));
                Node::Part(Part {
                    at: at.clone(),
                    test: Test::Labels { label: Label::Mention, values: pairs.collect() },
                })
            };
            let mut bound: Vec<Node> = themes.iter().map(bound).collect();
            match bound.len() {
                1 => bound.remove(0),
                _ => Node::All(bound),
            }
        }
        other => other,
    }
}

/// The themes of which `node` asks for one, where it asks for nothing else.
fn only_themes(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Part(Part { test: Test::Labels { label: Label::Theme, values }, .. }) => Some(values.clone()),
        Node::Any(parts) => {
            let choices: Option<Vec<Vec<String>>> = parts.iter().map(only_themes).collect();
            choices.map(|choices| choices.concat())
        }
        _ => None,
    }
}
