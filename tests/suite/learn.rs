//! A model is learned the same every time, says how good it is, and is used only beside the rules it knows.
//!
//! The coded rows are `tests/cases/learn/gold.jsonl`, invented sentences from invented documents.

use refrain::classify::{By, Classifier, known};
use refrain::codebook::Codebook;
use refrain::learn::{Code, Coder, Gold, Model, Options, Origin, Sample, Subject, train};
use refrain::repetition::Threads;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const GOLD: &str = include_str!("../cases/learn/gold.jsonl");

fn samples(codebook: &Codebook) -> Vec<Sample> {
    let classifier = Classifier::new(codebook);
    let gold = Gold::parse(GOLD, Path::new("gold.jsonl"), &known(codebook)).expect("sound rows");
    let rows = gold.rows.into_iter().map(|row| {
        let (passage, signals) = classifier.observe(&row.text, None);
        let rules = passage.mentions.iter().map(|mention| Code {
            theme: codebook.themes[mention.theme as usize].id.clone(),
            assertion: mention.assertion.name().to_string(),
        });
        Sample {
            rules: rules.collect(),
            group: row.group,
            text: row.text,
            gold: row.codes,
            disputed: row.disputed,
            signals,
        }
    });
    rows.collect()
}

fn learned(codebook: &Codebook, threads: usize, options: &Options) -> Model {
    let origin = Origin {
        program: "test".into(),
        codebook: codebook.id.clone(),
        rules: codebook.rules(),
        training: "none".into(),
    };
    let samples = samples(codebook);
    Threads::new(threads)
        .expect("threads")
        .install(|| train(&samples, &known(codebook), options, origin))
        .expect("rows enough")
}

/// Learned once for the tests that only look at it.
static MODEL: LazyLock<Model> = LazyLock::new(|| learned(&built_in(), 2, &Options::default()));

fn built_in() -> Codebook {
    Codebook::built_in().expect("the default codebook is sound")
}

#[test]
fn the_same_rows_give_the_same_bytes_on_any_number_of_threads() {
    let codebook = built_in();
    let bytes = |threads| learned(&codebook, threads, &Options::default()).to_bytes().expect("written");
    let once = bytes(1);
    assert!(once == MODEL.to_bytes().expect("written"), "the second run differs");
    assert!(once == bytes(4), "four threads differ");
    let other = Options { seed: 2, ..Options::default() };
    let other = learned(&codebook, 1, &other).to_bytes().expect("written");
    assert!(once != other, "a seed draws other folds");
}

#[test]
fn figures_are_given_for_rules_and_model_and_too_few_rows_are_said() {
    let model = &*MODEL;
    let of = |name: &str| -> Vec<_> {
        let themes = model.figures.iter().filter(|figure| figure.subject == Subject::Theme);
        themes.filter(|figure| figure.name == name).collect()
    };
    let coders: Vec<Coder> = of("record-keeping").iter().map(|figure| figure.coder).collect();
    assert_eq!(coders, Coder::ALL);
    for figure in of("record-keeping") {
        assert_eq!((figure.units, figure.positive), (42, 14));
        assert!(figure.f1.is_some_and(|f1| f1 > 0.6), "{figure:?}");
    }
    let drift = of("drift-delay");
    assert_eq!(drift.len(), 1, "only the rules");
    assert_eq!(drift[0].units, 41, "a disputed row is not counted");
    assert_eq!(drift[0].note, "untrained: 1 coded rows, 10 needed");
    assert_eq!(of("macro").len(), 4);
}

#[test]
fn text_alone_can_be_learned_from() {
    let codebook = built_in();
    let options = Options { signals: false, ..Options::default() };
    let bytes = learned(&codebook, 2, &options).to_bytes().expect("written");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("\"w:records\"") && !text.contains("\"r:cue"));
}

#[test]
fn a_bad_row_is_named_with_file_line_and_what_would_be_right() {
    let known = known(&built_in());
    let message = |text: &str| {
        let error = Gold::parse(text, Path::new("gold.jsonl"), &known).expect_err("refused");
        error.to_string()
    };
    let good = r#"{"text":"a","codes":[]}"#;
    assert_eq!(
        message(&format!("{good}\n\n{{\"text\":\"a\"}}")),
        "gold.jsonl:3: missing field `codes`; a row is {\"text\": \"...\", \"codes\": [{\"theme\": \"...\", \
         \"assertion\": \"...\"}]}"
    );
    assert_eq!(
        message(r#"{"text":"a","codes":[{"theme":"record-keepin","assertion":"failing"}]}"#),
        "gold.jsonl:1: no theme is called 'record-keepin'; did you mean 'record-keeping'? ('practice' is a judgement \
         that names none)"
    );
    assert_eq!(
        message(r#"{"text":"a","codes":[{"theme":"record-keeping","assertion":"falling"}]}"#),
        "gold.jsonl:1: 'falling' cannot be said of record-keeping; did you mean 'failing'?"
    );
    assert_eq!(message("\n"), "gold.jsonl: no coded rows in this file");
}

#[test]
fn a_coded_row_may_be_short_or_carry_more() {
    let known = known(&built_in());
    let text = "{\"text\":\"a\",\"codes\":[{\"theme\":\"neglect/practice\",\"assertion\":\"failing\"}],\"colour\":1}\n\
                {\"text\":\"b\",\"codes\":[],\"paragraph\":\"p\",\"source\":\"d\",\"disputed\":[\"neglect\"]}";
    let gold = Gold::parse(text, Path::new("g"), &known).expect("sound");
    assert_eq!(gold.rows[0].codes[0].theme, "neglect");
    assert_eq!(gold.rows[0].group, "line 1");
    assert_eq!((gold.rows[1].group.as_str(), gold.rows[1].disputed.len()), ("d", 1));
}

/// A codebook folder like the built-in one, whose `groups.toml` names `model`.
fn naming(model: &Model) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/codebook");
    for entry in std::fs::read_dir(own).expect("the codebook") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let name = path.file_name().expect("a name");
        let text = match name == "groups.toml" {
            true => format!("model = \"own.model\"\n{text}"),
            false => text,
        };
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    let file = folder.path().join("own.model");
    std::fs::write(&file, model.to_bytes().expect("bytes")).expect("written");
    (folder, file)
}

#[test]
fn a_codebook_that_names_a_model_says_who_coded_a_mention() {
    let (folder, file) = naming(&MODEL);
    let codebook = Codebook::open(folder.path()).expect("sound");
    assert_eq!(codebook.model.as_deref(), Some(file.as_path()));
    assert_eq!(codebook.rules(), built_in().rules(), "naming a model changes no rule");
    assert_ne!(codebook.hash, built_in().hash);
    let model = Model::open(&file, &codebook.rules()).expect("it fits");
    let rules = Classifier::new(&codebook);
    let both = Classifier::new(&codebook).with_model(model);
    let text = "The midwife's records were incomplete and unsigned. There was no supervision of the locum.";
    let (alone, together) = (rules.code(text, None).mentions, both.code(text, None).mentions);
    assert!(alone.iter().all(|mention| mention.by == By::Rule));
    assert!(together.iter().any(|mention| mention.by == By::Both));
    // The model adds: what the rules coded is still there, as they coded it.
    for mention in &alone {
        let same = together.iter().any(|other| {
            (other.theme, other.span, other.assertion, &other.pattern)
                == (mention.theme, mention.span, mention.assertion, &mention.pattern)
        });
        assert!(same, "lost: {mention:?}");
    }
    let asked = both.code("Were the records incomplete, and was there any supervision?", None);
    assert!(asked.mentions.iter().all(|mention| mention.by != By::Model), "a question is not the model's");
}

#[test]
fn a_model_of_other_rules_or_another_format_is_refused_with_the_remedy() {
    let text = String::from_utf8(MODEL.to_bytes().expect("bytes")).expect("UTF-8");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("m");
    let refusal = |text: &str, rules: &str| {
        std::fs::write(&file, text).expect("written");
        let error = Model::open(&file, rules).expect_err("refused").to_string();
        error.replace(&folder.path().display().to_string(), "")
    };
    let rules = built_in().rules();
    std::fs::write(&file, &text).expect("written");
    assert_eq!(Model::open(&file, &rules).expect("sound"), *MODEL);
    assert!(refusal(&text, "0").ends_with("train it again with refrain learn"));
    assert_eq!(
        refusal(&text.replacen("\"format\":1", "\"format\":0", 1), &rules),
        "/m:1: this model was made by an older version (format 0, this one reads 1); train it again with refrain learn"
    );
    assert!(refusal(&text.replacen("\"format\":1", "\"format\":9", 1), &rules).contains("a newer version"));
    assert_eq!(refusal("hello\n", &rules), "/m:1: this is no model: refrain learn writes one");
    let lines: Vec<&str> = text.lines().collect();
    let cut = lines[..lines.len() - 1].join("\n");
    assert!(refusal(&cut, &rules).ends_with("this model is cut short; train it again"));
    assert!(refusal(&cut[..cut.len() - 9], &rules).contains("a damaged model"));
}

#[test]
fn fewer_places_than_folds_are_refused() {
    let codebook = built_in();
    let samples = samples(&codebook);
    let error = train(&samples[..6], &known(&codebook), &Options::default(), Origin::default());
    assert_eq!(
        error.expect_err("refused").to_string(),
        "2 documents or paragraphs cannot be dealt into 5 folds; code more, or name fewer with --folds"
    );
}

#[test]
#[expect(clippy::disallowed_methods, reason = "exit codes are promises of the program; the ban is for src")]
fn the_command_prints_figures_writes_the_model_and_names_a_bad_row() {
    let folder = tempfile::tempdir().expect("a folder");
    let (gold, output) = (folder.path().join("gold.jsonl"), folder.path().join("own.model"));
    let learn = |text: &str| {
        std::fs::write(&gold, text).expect("written");
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_refrain"));
        command.arg("learn").arg(&gold).arg("--output").arg(&output);
        command.args(["--folds", "3", "--format", "jsonl"]).output().expect("it runs")
    };
    let refused = learn("{\"text\": \"a\"}\n");
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8(refused.stderr).expect("UTF-8");
    assert!(said.contains("gold.jsonl:1: missing field `codes`"), "{said}");
    assert!(!output.exists());
    let done = learn(GOLD);
    assert_eq!(done.status.code(), Some(0));
    let figures = String::from_utf8(done.stdout).expect("UTF-8");
    let first = figures.lines().next().expect("a row");
    for column in ["subject", "name", "coder", "units", "precision", "recall", "f1", "kappa", "note"] {
        assert!(first.contains(&format!("\"{column}\":")), "{column}: {first}");
    }
    Model::open(&output, &built_in().rules()).expect("the model fits the default codebook");
}
