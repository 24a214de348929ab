//! What is said again is found, in the right places, and told why.

use crate::made::document;
use refrain::document::{Document, Field, Origin};
use refrain::repetition::{Ask, Collector, Decisions, Grade, Options, Repetition, Wording, chains};

fn compare(documents: &[Document]) -> Repetition {
    let mut collector = Collector::new();
    documents.iter().for_each(|document| collector.fold(document));
    collector.finish(&Options::default()).unwrap()
}

const LINE: &str =
    "Each missed appointment was dealt with as if it were the first, and nobody else was told of it.";

#[test]
fn four_lines_are_enough() {
    let other = "The panel met four times.";
    let found = compare(&[
        document("a", "Averley", "2008", &[LINE]),
        document("b", "Calderwick", "2012", &[other]),
        document("c", "Harrowdale", "2010", &[LINE]),
        document("d", "Ashmarsh", "", &["Nothing of the kind was said here."]),
    ]);
    assert_eq!(found.passages.len(), 1);
    let passage = &found.passages[0];
    assert_eq!((passage.grade, passage.documents, passage.authorities), (Grade::Independent, 2, 2));
    assert_eq!((passage.first_year, passage.last_year), (Some(2008), Some(2010)));
    let quotes: Vec<&str> = passage.places.iter().map(|place| place.quote.as_str()).collect();
    assert_eq!(quotes, [LINE.trim_end_matches('.'); 2]);
    assert!(
        passage.places.iter().all(|place| place.wording == Wording::Verbatim && place.difference.is_empty())
    );
}

#[test]
fn the_difference_between_two_wordings_is_shown() {
    let edited =
        "Every missed appointment was treated as if it were the first, and no one else was told of it.";
    let found = compare(&[document("a", "A", "2008", &[LINE]), document("b", "B", "2009", &[edited])]);
    let second = &found.passages[0].places[1];
    assert_eq!(second.wording, Wording::Near);
    assert_eq!(
        second.difference,
        "missed appointment was [-dealt with-] {+treated+} as if it were the first, and \
         [-nobody-] {+no one+} else was told of it"
    );
}

#[test]
fn sentences_that_changed_places_stay_one_passage() {
    let one = "The health visitor was not told that the father had returned to the home.";
    let two = "The clinic sent a standard letter and closed the case without asking why.";
    let filler = "Other matters were considered by the panel at a later meeting.";
    let found =
        compare(&[document("a", "A", "2008", &[filler, one, two]), document("b", "B", "2009", &[two, one])]);
    assert_eq!(found.passages.len(), 1);
    assert_eq!(found.passages[0].places[1].wording, Wording::Reordered);
    assert_eq!(found.passages[0].words, 27);
}

#[test]
fn a_revised_version_is_no_repetition() {
    let lines: Vec<String> = (0..30)
        .map(|n| {
            format!(
                "Paragraph {n} of this review tells what happened in week {} of the year at house {}.",
                n * 7,
                n * n
            )
        })
        .collect();
    let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let first = document("first", "A", "2010", &lines);
    lines[3] = "This paragraph was changed in the revised version of the review and now says something else.";
    let found = compare(&[document("second", "A", "2011", &lines), first]);
    assert!(found.passages.is_empty());
    let pair = &found.near_duplicates[0];
    assert_eq!((pair.original.as_str(), pair.version.as_str()), ("first", "second"));
    assert!(pair.containment > 0.9 && pair.resemblance > 0.9);
}

#[test]
fn set_phrases_that_meet_by_chance_are_no_passage() {
    let phrases = ["there was no evidence that anyone", "in the months before the death"];
    let own = "quiet lanterns drifted past seven empty harbours while nobody counted their pale shadows";
    let mut documents: Vec<Document> = (0..120)
        .map(|n| {
            let filler = |part: usize| {
                (0..60).map(|at| format!("word{}", n * 977 + part * 61 + at)).collect::<Vec<_>>().join(" ")
            };
            let line = format!("{} {} {} {}", filler(1), phrases[n % 2], filler(2), phrases[(n + 1) % 2]);
            document(&format!("d{n}"), &format!("A{n}"), "2008", &[&line])
        })
        .collect();
    let met = phrases.join(" ");
    let apart = |n: usize| (0..9).map(|at| format!("apart{} ", n * 9 + at)).collect::<String>();
    for n in [200, 201] {
        documents.push(document(&format!("d{n}"), &format!("A{n}"), "2009", &[&met, &apart(n), own]));
    }
    let quotes: Vec<String> =
        compare(&documents).passages.iter().map(|passage| passage.places[0].quote.clone()).collect();
    assert_eq!(quotes, [own]);
}

#[test]
fn why_a_passage_recurs() {
    let act = "The trust and the council should hold a joint meeting before any parent is discharged from hospital.";
    let method =
        "Practitioners were invited to a half-day meeting to describe how the work had looked to them.";
    let law = "to identify clearly what those lessons are, how they will be acted on, and what is expected to change as a result";
    let of = |id, authority, year, extra: &[&str]| {
        let mut lines = vec!["# process", method, "# introduction", law, "# recommendations"];
        lines.extend(extra);
        document(id, authority, year, &lines)
    };
    let found = compare(&[
        of("a1", "A", "2008", &[act]),
        of("a2", "A", "2014", &[act]),
        of("b1", "B", "2009", &[LINE]),
        of("b2", "B", "2010", &["Nothing was asked for."]),
        document("c1", "C", "2011", &["# findings", LINE]),
        document("c2", "C", "2012", &["# introduction", law]),
    ]);
    let grades: Vec<(&str, Grade)> =
        found.passages.iter().map(|p| (p.places[0].quote.split(' ').next().unwrap(), p.grade)).collect();
    assert_eq!(
        grades,
        [
            ("Each", Grade::Independent),
            ("The", Grade::SameAuthority),
            ("Practitioners", Grade::Template),
            ("to", Grade::Formula),
        ]
    );
}

/// The grade of `LINE` in documents of ten authorities, of which so many carry it in a section of this kind.
fn grade_of_ten(kind: &str, section: &str, carriers: usize) -> Grade {
    let documents: Vec<Document> = (0..10)
        .map(|n| {
            let own = format!("Only number{n} says{n} this{n} at{n} all{n}.");
            let heading = format!("# {section}");
            let said = if n < carriers { LINE } else { &own };
            let mut made = document(&format!("d{n}"), &format!("A{n}"), "2010", &[&heading, said, &own]);
            made.metadata.kind = Field::new(kind, Origin::Stated, "page 1");
            made
        })
        .collect();
    compare(&documents).passages[0].grade
}

#[test]
fn what_one_inspectorate_writes_is_no_news() {
    assert_eq!(grade_of_ten("inspection", "findings", 3), Grade::SameAuthority);
    assert_eq!(grade_of_ten("serious case review", "findings", 3), Grade::Independent);
}

#[test]
fn a_form_shared_across_authorities_is_a_template() {
    let review = "serious case review";
    assert_eq!(grade_of_ten(review, "introduction", 4), Grade::Template);
    assert_eq!(grade_of_ten(review, "introduction", 3), Grade::Independent);
    assert_eq!(grade_of_ten(review, "recommendations", 8), Grade::Independent);
    assert_eq!(grade_of_ten("inspection", "introduction", 4), Grade::Template);
}

#[test]
fn a_person_decides_on_candidates_in_a_file() {
    let ask = |id: &str, year: &str, text: &str| Ask {
        id: id.into(),
        document: id.into(),
        authority: id.into(),
        published: year.into(),
        text: text.into(),
        ..Ask::default()
    };
    let asks = || {
        vec![
            ask("r1", "2008", "Staff should find out who the father is and write it in the record."),
            ask(
                "r2",
                "2013",
                "Workers must ask about any man in the home, identify the father and document the answer.",
            ),
        ]
    };
    let decide = |rows: &str| {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), format!("a,b,same,remark\n{rows}")).unwrap();
        Decisions::read(file.path()).map(|decisions| chains(asks(), &decisions).unwrap())
    };
    let open = decide("").unwrap();
    assert_eq!((open.chains.len(), open.chains[0].candidate), (1, true));
    let same = decide("r2,r1,yes,the men again\n").unwrap();
    assert!(!same.chains[0].candidate && same.chains[0].links[1].confirmed);
    assert_eq!((same.decided[0].a, same.decided[0].remark.as_str()), (0, "the men again"));
    assert_eq!(same.chains[0].longest_gap, Some(5));
    let apart = decide("r1,r2,No,\n").unwrap();
    assert!(apart.chains.is_empty() && !apart.decided[0].same);
    let unclear = decide("r1,r2,perhaps,\n").unwrap_err().to_string();
    assert!(unclear.contains(":2: 'perhaps' is neither yes nor no"), "{unclear}");
}

#[test]
fn a_sentence_that_is_nowhere_has_a_nearest_place() {
    let mut collector = Collector::new();
    collector.fold(&document("a", "A", "2008", &[LINE]));
    collector.fold(&document("b", "B", "2009", &["The panel met four times."]));
    let asked = "Each missed appointment was quietly forgotten by the xylophone clinic.";
    assert!(collector.trace(asked, 0.55).is_empty());
    let missed = collector.missed(asked);
    assert!(missed.unknown.contains(&"xylophone".to_string()));
    let nearest = missed.nearest.unwrap();
    assert_eq!(nearest.carrier.id, "a");
    assert!(!collector.trace(asked, nearest.similarity.max(nearest.shared - 0.07)).is_empty());
}

#[test]
fn places_show_the_text_they_stand_for() {
    let lines = ["“Ça va?” — he said…", LINE, "1.2 End of it."];
    let documents = [document("a", "A", "2008", &lines), document("b", "B", "2009", &[LINE, "Other."])];
    for place in &compare(&documents).passages[0].places {
        assert_eq!(place.span.of(&documents[place.document as usize].text), place.quote);
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;
    use refrain::repetition::Threads;

    /// Texts of a few words over and over, so that much is shared by chance, accents and line ends among them.
    fn text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "the",
            "child",
            "was",
            "not",
            "seen",
            "naïve",
            "“père”",
            "agency’s",
            "2009.",
            "\n",
        ]);
        prop::collection::vec(word, 0..120).prop_map(|words| words.join(" "))
    }

    /// Text of words that are seldom the same.
    fn long_text(words: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(0..5000_u32, words)
            .prop_map(|words| words.iter().map(|n| format!("w{n}")).collect::<Vec<_>>().join(" "))
    }

    fn corpus(texts: &[String]) -> Vec<Document> {
        let name = |index: usize| format!("d{index}");
        texts
            .iter()
            .enumerate()
            .map(|(index, text)| document(&name(index), &name(index), "", &text.lines().collect::<Vec<_>>()))
            .collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn places_lie_inside_the_text_and_quote_it(texts in prop::collection::vec(text(), 2..5)) {
            let documents = corpus(&texts);
            for place in compare(&documents).passages.iter().flat_map(|passage| &passage.places) {
                let text = &documents[place.document as usize].text;
                prop_assert_eq!(text.get(place.span.range()), Some(place.quote.as_str()));
            }
        }

        #[test]
        fn the_number_of_threads_changes_nothing(texts in prop::collection::vec(text(), 2..5)) {
            let documents = corpus(&texts);
            let on = |count| Threads::new(count).unwrap().install(|| compare(&documents));
            prop_assert_eq!(on(1), on(4));
        }

        #[test]
        fn which_document_comes_first_does_not_decide_what_is_shared(
            before in long_text(40), shared in long_text(40), after in long_text(40), second in long_text(40),
        ) {
            let documents = corpus(&[format!("{before} {shared} {after}"), format!("{second} {shared}")]);
            let turned = [documents[1].clone(), documents[0].clone()];
            let quotes = |found: Repetition| {
                let mut quotes: Vec<String> = found.passages[0].places.iter().map(|place| place.quote.clone()).collect();
                quotes.sort();
                quotes
            };
            let one = quotes(compare(&documents));
            prop_assert!(one.iter().all(|quote| quote.contains(&shared)));
            prop_assert_eq!(one, quotes(compare(&turned)));
        }
    }
}
