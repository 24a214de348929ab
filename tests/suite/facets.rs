//! Recommendations and set phrases are read off sections, lists and tables.

use crate::made::document;
use refrain::document::Document;
use refrain::facets::{Change, Class, Facets, Reader, Strength};

fn read(lines: &[&str]) -> (Document, Facets) {
    let document = document("d", "Averley", "2009", lines);
    let facets = Reader::new().unwrap().read(&document);
    (document, facets)
}

fn found(lines: &[&str]) -> Vec<(String, String)> {
    let (document, facets) = read(lines);
    facets.recommendations.iter().map(|r| (r.number.clone(), r.span.of(&document.text).to_string())).collect()
}

#[test]
fn numbered_paragraphs_of_a_recommendations_section() {
    let lines = [
        "# findings",
        "6.1 The health visitor should have been told.",
        "# recommendations",
        "The panel makes the following recommendations to the Board:",
        "Recommendation 1: The hospital trust should agree a written procedure by March 2009, and audit its use.",
        "10.2 The Board should remind all staff of the importance of good recording.",
    ];
    let (_, facets) = read(&lines);
    let [first, second] = facets.recommendations.as_slice() else { panic!("{facets:?}") };
    assert_eq!((first.number.as_str(), second.number.as_str()), ("1", "10.2"));
    assert_eq!(first.addressees, ["hospital"]);
    assert_eq!(first.types, ["procedure", "audit"]);
    assert_eq!((first.change, first.strength), (Some(Change::Procedure), Strength::Strong));
    assert_eq!(first.deadline, "by March 2009");
    assert!(first.verb && first.measure);
    assert_eq!(second.addressees, ["safeguarding board"]);
    assert_eq!(second.strength, Strength::Weak);
    assert!(second.types.contains(&"awareness".to_string()));
}

#[test]
fn items_are_the_recommendations_and_their_lead_in_sets_the_date() {
    let lines = [
        "# improvement",
        "Within three months:",
        "- Ensure that all children in need have an up-to-date plan",
        "- Improve the timeliness of strategy discussions",
    ];
    let (_, facets) = read(&lines);
    assert_eq!(facets.recommendations.len(), 2);
    assert!(
        facets.recommendations.iter().all(|r| r.deadline == "Within three months" && r.number.is_empty())
    );
}

#[test]
fn tables_give_number_owner_and_date() {
    let lines = [
        "# recommendations",
        "| No. | Recommendation | For | Date |",
        "| R1 | Officers should verify the composition of any new household from two sources. | Police | May 2016 |",
        "| R2 | A therapeutic service for young children should be commissioned. | CCG and NHS England | |",
    ];
    let (_, facets) = read(&lines);
    let [first, second] = facets.recommendations.as_slice() else { panic!("{facets:?}") };
    assert_eq!(
        (first.number.as_str(), first.owner.as_str(), first.deadline.as_str()),
        ("R1", "Police", "May 2016")
    );
    assert_eq!(first.addressees, ["police"]);
    assert_eq!(second.addressees, ["health commissioners"]);
    assert_eq!(second.change, Some(Change::System));
}

#[test]
fn an_action_plan_adds_owner_and_date_to_what_was_printed_before() {
    let lines = [
        "# recommendations",
        "Recommendation 4: The assessment form should be changed so that health contributes to every assessment.",
        "# action-plan",
        "| No. | Action | Lead | Date |",
        "| R4 | Form changed | Head of Assessment | July 2012 |",
    ];
    let (_, facets) = read(&lines);
    assert_eq!(facets.recommendations.len(), 1);
    let only = &facets.recommendations[0];
    assert_eq!((only.owner.as_str(), only.deadline.as_str()), ("Head of Assessment", "July 2012"));
}

#[test]
fn what_is_printed_again_counts_once() {
    let ask = "The force should review the number of cases held by each offender manager.";
    let table = format!("| {ask} | Police |");
    let lines = ["# recommendations", ask, "# action-plan", "| Recommendation | Lead |", &table];
    assert_eq!(found(&lines).len(), 1);
}

#[test]
fn an_order_is_a_recommendation_whatever_form_its_verb_has() {
    let lines = [
        "# recommendations",
        "The trust ensure that every letter is read on the day it comes.",
        "Draft a short guide to the new form for every surgery.",
        "Clarifies who may open the file at night and at weekends.",
        "The team is well led and meets the needs of children.",
        "Support for carers is good and is much valued by them.",
    ];
    assert_eq!(found(&lines).len(), 3, "{:?}", found(&lines));
}

#[test]
fn without_a_section_only_what_recommends_in_so_many_words() {
    let lines =
        ["The panel recommends that the trust reviews its policy.", "She should see a doctor, she was told."];
    assert_eq!(
        found(&lines),
        [(String::new(), "The panel recommends that the trust reviews its policy.".to_string())]
    );
}

#[test]
fn set_phrases_by_what_they_do() {
    let reader = Reader::new().unwrap();
    for (text, class) in [
        ("The Board is determined that lessons will be learned from this case.", Some(Class::Promise)),
        ("We shall make every effort to ensure that this never happens again.", Some(Class::Promise)),
        ("Lessons have been learnt.", Some(Class::Claim)),
        (
            "Since this case, the trust has introduced a new form and strengthened supervision.",
            Some(Class::Claim),
        ),
        ("Our thoughts are with the family.", Some(Class::Condolence)),
        ("to establish whether there are lessons to be learned from the case", Some(Class::Purpose)),
        ("We must learn the lessons of this case.", Some(Class::Promise)),
        ("We must ensure this never happens again.", Some(Class::Promise)),
        ("This must never be allowed to happen again.", Some(Class::Promise)),
        (
            "No stone will be left unturned so that no other family has to go through this.",
            Some(Class::Promise),
        ),
        ("The partnership has drawn up a comprehensive action plan.", Some(Class::Promise)),
        ("Robust action has been taken.", Some(Class::Claim)),
        ("Much has changed in the borough.", Some(Class::Claim)),
        ("Supervision has since been strengthened at the trust.", Some(Class::Claim)),
        ("All the recommendations have been implemented.", Some(Class::Claim)),
        ("Our hearts go out to her grandparents and friends.", Some(Class::Condolence)),
        ("The board offers its heartfelt condolences to them.", Some(Class::Condolence)),
        ("The visitor had to stop and turn again.", None),
        ("She was never seen again by the nurse.", None),
        ("The reading lessons took place on Mondays.", None),
        ("The child had learned to walk.", None),
    ] {
        let document = document("d", "", "", &[text]);
        let uses = reader.read(&document).set_phrases;
        let classes: Vec<Class> =
            uses.iter().map(|one| reader.set_phrases()[one.phrase as usize].class).collect();
        assert_eq!(classes.first().copied(), class, "{text}");
    }
}
