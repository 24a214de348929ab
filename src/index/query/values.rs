//! `field:value`: which values of a field are meant.

use super::super::pattern::PatternTest;
use super::super::schema::Label;
use super::{Names, Test, Trouble};
use crate::document::Metadata;
use crate::error::{Error, nearest, suggestion};
use std::sync::Arc;

/// The fields besides those of the metadata.
const OWN: [&str; 6] = ["theme", "assertion", "section", "document", "year", "pattern"];

/// The fields of the metadata of which a part will do: long names that few can type in full.
const BY_PART: [&str; 4] = ["authority", "title", "author", "published"];
/// So many values are listed in a message.
const FEW: usize = 50;

/// How a value may be named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    /// In full, or several with commas between.
    List,
    /// In full.
    Whole,
    /// In full or in part.
    Part,
}

/// Every field's name.
pub(super) fn fields() -> impl Iterator<Item = &'static str> + Clone {
    OWN.into_iter().chain(Metadata::NAMES)
}

/// What `field:value` asks; `at` is where the value begins.
pub(super) fn test(field: &str, value: &str, at: usize, names: &Names) -> Result<Test, Trouble> {
    let known = |label, values: &[String], how: Named| {
        let mut found = Vec::new();
        let wanted = value.split(',').filter(|_| how == Named::List);
        let whole = Some(value).filter(|_| how != Named::List);
        for one in wanted.chain(whole).map(str::trim) {
            let none = || Trouble::new(at, format!("no {field} '{one}'; {}", meant(one, values)));
            found.extend(named(one, values, how == Named::Part).ok_or_else(none)?);
        }
        found.sort();
        found.dedup();
        Ok(Test::Labels { label, values: found })
    };
    match field {
        "theme" => known(Label::Theme, &names.themes, Named::List),
        "assertion" => known(Label::Assertion, &names.assertions, Named::List),
        "section" => known(Label::Section, &names.sections, Named::List),
        "document" => known(Label::Document, &names.documents, Named::Part),
        "year" => years(value, at, names),
        "pattern" => PatternTest::new(value, &names.sets)
            .map(|test| Test::Pattern(Arc::new(test)))
            .map_err(|error| in_pattern(error, value, at)),
        _ => {
            let place = Metadata::NAMES.iter().position(|known| *known == field).unwrap_or(0);
            let values: Vec<String> = names.metadata[place].iter().cloned().collect();
            let how = match BY_PART.contains(&field) {
                true => Named::Part,
                false => Named::Whole,
            };
            known(Label::Metadata(place), &values, how)
        }
    }
}

/// The end of a message about a value there is not: those that contain it, the nearest one, or a few.
fn meant(wanted: &str, values: &[String]) -> String {
    let containing = values.iter().filter(|value| value.to_lowercase().contains(&wanted.to_lowercase()));
    let containing: Vec<String> = containing.take(3).map(|value| format!("'{value}'")).collect();
    match (containing.is_empty(), values.len()) {
        (false, _) => format!("did you mean {}?", containing.join(" or ")),
        (true, 0) => "it is known of no document".to_string(),
        (true, count) if count > FEW => match nearest(wanted, values.iter().map(String::as_str)) {
            Some(near) => format!("did you mean '{near}'?"),
            None => format!("none of {count} is like it"),
        },
        (true, _) => suggestion(wanted, values.iter().map(String::as_str)),
    }
}

/// The known values that `wanted` means: the one written so, or with a star all that begin so; failing that,
/// where a part will do, all that contain it.
fn named(wanted: &str, values: &[String], part: bool) -> Option<Vec<String>> {
    let folded = wanted.to_lowercase();
    let all = |matches: &dyn Fn(&str) -> bool| -> Option<Vec<String>> {
        let found: Vec<String> =
            values.iter().filter(|value| matches(&value.to_lowercase())).cloned().collect();
        (!found.is_empty() && !folded.is_empty()).then_some(found)
    };
    if let Some(beginning) = folded.strip_suffix('*') {
        return all(&|value| value.starts_with(beginning));
    }
    let same = all(&|value| value == folded);
    match part {
        true => same.or_else(|| all(&|value| value.contains(&folded))),
        false => same,
    }
}

/// `2008`, `2008..2012`, `2008..` or `..2012`.
fn years(value: &str, at: usize, names: &Names) -> Result<Test, Trouble> {
    let wrong = || Trouble::new(at, "a year is four digits, a range 2008..2012, 2008.. or ..2012");
    let year = |text: &str, open: u16| match text {
        "" => Ok(open),
        text if text.len() == 4 => text.parse::<u16>().map_err(|_| wrong()),
        _ => Err(wrong()),
    };
    let (first, last) = match value.split_once("..") {
        Some(("", "")) => return Err(wrong()),
        Some((first, last)) => (year(first, 0)?, year(last, 9999)?),
        None if value.is_empty() => return Err(wrong()),
        None => (year(value, 0)?, year(value, 0)?),
    };
    if first > last {
        return Err(Trouble::new(at, format!("the years end before they begin; write {last}..{first}")));
    }
    let inside = names.years.range(first..=last).map(u16::to_string);
    Ok(Test::Labels { label: Label::Year, values: inside.collect() })
}

/// The trouble of a pattern, shown where it stands in the query.
fn in_pattern(error: Error, value: &str, at: usize) -> Trouble {
    let text = error.to_string();
    let mut lines = text.lines();
    let message = lines.next().unwrap_or_default().to_string();
    let inside = lines
        .nth(1)
        .and_then(|caret| caret.chars().count().checked_sub(3))
        .and_then(|place| value.char_indices().nth(place))
        .map_or(value.len(), |(place, _)| place);
    Trouble::new(at + inside, format!("in this pattern: {message}"))
}
