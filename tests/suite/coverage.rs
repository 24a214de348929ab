//! Who published reviews in a period, who did not, and what is not said of either.

use crate::marks::{Case, column, text};
use std::fs;

const TABLE: &str = "authority,region,nation,kind,members\n\
    Averley,North East,England,authority,\n\
    Oakshott,South East,England,authority,\n\
    Stanwick,South East,England,authority,\n\
    Stanwick and Oakshott,South East,England,joint-board,Stanwick|Oakshott\n";

const MANIFEST: &str = "file,authority,published,kind,review,incident,deaths\n\
    a.txt,Stanwick and Oakshott,2012,SCR,r1,i1,1\n\
    b.txt,Stanwick and Oakshott,2013,SCR,r2,i1,1\n\
    c.txt,,2013,SCR,,,\n\
    d.txt,Averley,2016,SCR,r4,i4,2\n";

fn case() -> (Case, String) {
    let names = ["a.txt", "b.txt", "c.txt", "d.txt"];
    let texts = names.map(|name| (name, format!("Findings\n\nThis is {name}.\n")));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let case = Case::new(&texts);
    case.write("manifest.csv", MANIFEST);
    case.report();
    let table = case.workspace().join("table.csv");
    fs::write(&table, TABLE).expect("a table");
    let table = table.to_str().expect("a path").to_string();
    (case, table)
}

#[test]
fn joint_boards_count_once_cover_their_members_and_deaths_are_no_reviews() {
    let (case, table) = case();
    let period = ["coverage", "--authorities", &table, "--from", "2010", "--to", "2015", "--format", "csv"];
    let silent = case.refrain(&[&period[..], &["--silent"]].concat());
    assert_eq!(column(&text(&silent.stdout), "authority"), ["Averley"]);
    let said = text(&silent.stderr);
    assert_eq!(said.matches("not no harm").count(), 1, "{said}");
    assert!(said.contains("authority not known: 1 (c.txt)"), "{said}");
    assert!(said.contains("before or after the period: 1"), "{said}");
    let manifest = case.corpus().join("manifest.csv");
    let stated = ["--by", "region", "--manifest", manifest.to_str().expect("a path")];
    let regions = text(&case.refrain(&[&period[..], &stated].concat()).stdout);
    assert!(regions.contains("South East,2,2,0,2,SCR 2,2,1,1"), "{regions}");
}

#[test]
fn bad_input_is_answered_with_what_to_do() {
    let (case, _) = case();
    let fails = |arguments: &[&str], says: &str| {
        let output = case.refrain(&[&["coverage"], arguments].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(says), "{}", text(&output.stderr));
    };
    fails(&["--from", "2015", "--to", "2010"], "exchange them");
    fails(&["--from", "2010", "--to", "2015", "--nation", "Engand"], "did you mean 'England'?");
    let wrong = case.workspace().join("wrong.csv");
    let path = wrong.to_str().expect("a path");
    fs::write(&wrong, "file,incident,deaths\na.txt,,1\n").expect("a manifest");
    fails(&["--from", "2010", "--to", "2015", "--manifest", path], "wrong.csv:2: deaths without an incident");
    fs::write(&wrong, "athority\nHere\n").expect("a table");
    fails(&["--from", "2010", "--to", "2015", "--authorities", path], "did you mean 'authority'?");
}
