//! The content is whole, and the check that says so finds what is not.

#![expect(clippy::unwrap_used, reason = "a test whose fixture cannot be read has to fail")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::{Value, json};
use starling::content::lint::{check_competency, check_folder};
use starling::content::parse_competency;
use starling::domain::competency::{Competency, FlagKind, QuestionKind};

const LITE: &str = include_str!("fixtures/ownership-lite.json");
const LITE_FILE: &str = "tests/fixtures/ownership-lite.json";

fn competency_files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/competencies");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let beside = [".rules.json", ".weights.json"];
    files.retain(|file| !beside.iter().any(|ending| file.to_string_lossy().ends_with(ending)));
    files.sort();
    files
}

fn customer_obsession() -> Competency {
    parse_competency(include_str!("../content/competencies/customer-obsession.json")).unwrap()
}

#[test]
fn every_competency_passes_the_check() {
    for file in competency_files() {
        let problems = check_competency(&file.to_string_lossy(), &fs::read_to_string(&file).unwrap());
        assert_eq!(problems, [], "{}", file.display());
    }
}

#[test]
fn a_competency_of_another_shape_passes_the_check() {
    assert_eq!(check_competency(LITE_FILE, LITE), []);
    let lite = parse_competency(LITE).unwrap();
    let shape =
        [lite.signals.len(), lite.flags.len(), lite.lenses.len(), lite.levels.len(), lite.confusables.len()];
    assert_eq!(shape, [2, 1, 0, 2, 0]);
    assert!(!lite.applies(&lite.flags[0], "starter") && lite.applies(&lite.flags[0], "lead"));
}

#[test]
fn customer_obsession_is_complete() {
    let c = customer_obsession();
    let flags = |kind| c.flags.iter().filter(move |flag| flag.kind == kind).count();
    let questions = |kind| c.questions.iter().filter(|q| q.kind == kind && q.lens.is_none()).count();
    let covered: BTreeSet<&String> = c.stories.iter().flat_map(|story| &story.also_covers).collect();
    let counts = [
        ("steps of the chain", c.chain.len(), 3),
        ("mistaken for it", c.is_not.len(), 5),
        ("signals", c.signals.len(), 5),
        ("phrases", c.signals.iter().map(|signal| signal.phrases.len()).sum(), 25),
        ("content flags", flags(FlagKind::Content), 5),
        ("delivery flags", flags(FlagKind::Delivery), 5),
        ("direct questions", questions(QuestionKind::Direct), 4),
        ("indirect questions", questions(QuestionKind::Indirect), 4),
        ("questions of a lens", c.questions.iter().filter(|q| q.lens.is_some()).count(), 4),
        ("keywords", c.keywords.len(), 8),
        ("confusables", c.confusables.len(), 3),
        ("probes", c.probes.len(), 12),
        ("lenses", c.lenses.len(), 4),
        ("levels", c.levels.len(), 4),
        ("stories", c.stories.len(), 3),
        ("stories to avoid", c.stories_to_avoid.len(), 2),
        ("other competencies covered", covered.len(), 4),
        ("lines of the cheat card", c.cheat_card.lines.len(), 4),
    ];
    for (what, found, expected) in counts {
        assert_eq!(found, expected, "{what}");
    }
    assert!(c.signals.iter().all(|signal| signal.phrases.len() == 5));
    assert_eq!((c.depth.action_percent, c.depth.setup_at_most.0, c.depth.i_sentences), (70, 50, 3));
    assert_eq!(c.questions[0].id, "unhappy-customer");
    assert!(c.bridge.is_some());
}

#[test]
fn customer_obsession_is_tested_signal_by_signal() {
    let c = customer_obsession();
    for signal in &c.signals {
        assert!(c.probes.iter().any(|probe| probe.tests.contains(&signal.id)), "no probe for {}", signal.id);
    }
    for lens in &c.lenses {
        let own = c.questions.iter().filter(|q| q.lens.as_ref() == Some(&lens.id)).count();
        assert_eq!(own, 1, "questions of {}", lens.id);
    }
    let caps: Vec<_> = c.flags.iter().filter_map(|f| Some((f.id.as_str(), f.cap?))).collect();
    let expected = [
        ("manager-assigned", 2),
        ("escalation-only", 2),
        ("symptom-fix", 3),
        ("no-customer-impact", 2),
        ("team-only-scope", 3),
    ];
    assert_eq!(caps, expected);
    let scope = c.flag("team-only-scope").unwrap();
    let held: Vec<bool> = c.levels.iter().map(|level| c.applies(scope, &level.id)).collect();
    assert_eq!(held, [false, false, true, true]);
}

/// A change to the small competency: at a JSON pointer, put a value or, with `None`, take it out.
type Change = (&'static str, Option<Value>);

fn changed(changes: &[Change]) -> String {
    let mut value: Value = serde_json::from_str(LITE).unwrap();
    for (pointer, new) in changes {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let parent = value.pointer_mut(parent).unwrap();
        match (parent, new) {
            (Value::Object(fields), Some(new)) => {
                fields.insert(name.to_owned(), new.clone());
            }
            (Value::Object(fields), None) => {
                fields.remove(name).unwrap();
            }
            (Value::Array(items), Some(new)) => items[name.parse::<usize>().unwrap()] = new.clone(),
            (parent, _) => panic!("{pointer} leads into {parent}"),
        }
    }
    value.to_string()
}

fn problems_of(text: &str) -> Vec<String> {
    check_competency(LITE_FILE, text)
        .into_iter()
        .map(|problem| {
            assert_eq!(problem.file, LITE_FILE);
            format!("{}: {}", problem.path, problem.expected)
        })
        .collect()
}

#[test]
fn each_slip_is_named_with_its_place_and_nothing_else_is() {
    let cases: Vec<(Change, &str)> = vec![
        // Shape.
        (("/title", None), "$: a field `title`"),
        (("/signals/1/miss/text", None), "$.signals[1].miss: a field `text`"),
        (("/chain/0/colour", Some(json!("red"))), "$.chain[0].colour: one of the fields id, text"),
        (("/summary", Some(json!(7))), "$.summary: a string, found 7"),
        (("/chain", Some(json!("I saw it"))), "$.chain: a list, found `I saw it`"),
        (("/meaning", Some(json!([]))), "$.meaning: an object, found a list"),
        (("/flags/0/detection", Some(json!("?"))), "$.flags[0].detection: an object, found `?`"),
        (
            ("/flags/0/kind", Some(json!("mood"))),
            "$.flags[0].kind: one of `content`, `delivery`, found `mood`",
        ),
        (("/depth/i_sentences", Some(json!(2.5))), "$.depth.i_sentences: a whole number, found 2.5"),
        (("/depth/i_sentences", Some(json!(-1))), "$.depth.i_sentences: a number from 0 to 255, found -1"),
        // Heading.
        (("/format", Some(json!(2))), "$.format: 1, found 2"),
        (("/id", Some(json!("ownership"))), "$.id: the file's name, `ownership-lite`, found `ownership`"),
        // Ids.
        (
            ("/signals/1/phrases/0/id", Some(json!("chain.saw"))),
            "$.signals[1].phrases[0].id: an id of its own; `chain.saw` is that of $.chain[0]",
        ),
        (
            ("/chain/1/id", Some(json!("Chain Kept"))),
            "$.chain[1].id: an id of a-z, 0-9, `-` and `.`, a letter first, found `Chain Kept`",
        ),
        // References.
        (
            ("/probes/0/tests/0", Some(json!("started"))),
            "$.probes[0].tests[0]: the id of a signal or a content flag, found `started`",
        ),
        (
            ("/flags/0/from_level", Some(json!("boss"))),
            "$.flags[0].from_level: the id of a level, found `boss`",
        ),
        (("/questions/0/lens", Some(json!("acme"))), "$.questions[0].lens: the id of a lens, found `acme`"),
        (
            (
                "/lenses",
                Some(json!([{ "id": "acme", "company": "Acme", "value": "Care", "guidance": "Be brief.",
                    "signal": "Brevity.", "lift": "Wit.", "weighs": ["finished", "wit"] }])),
            ),
            "$.lenses[0].weighs[1]: the id of a signal, found `wit`",
        ),
        // Texts.
        (("/signals/0/why", Some(json!(" "))), "$.signals[0].why: a text, found none"),
        (
            ("/chain/0/text", Some(json!("I saw it "))),
            "$.chain[0].text: a text without white space around it",
        ),
        (
            ("/chain/0/text", Some(json!("I saw\nit"))),
            "$.chain[0].text: a text on one line, its words one space apart",
        ),
        // Numbers.
        (("/flags/0/cap", Some(json!(0))), "$.flags[0].cap: a number from 1 to 5, found 0"),
        (("/flags/0/cap", Some(json!(6))), "$.flags[0].cap: a number from 1 to 5, found 6"),
        (
            ("/depth/action_percent", Some(json!(101))),
            "$.depth.action_percent: a number from 1 to 100, found 101",
        ),
        (("/depth/setup_at_most", Some(json!(0))), "$.depth.setup_at_most: a number from 1 to 600, found 0"),
        // What there has to be at least.
        (("/signals/0/phrases", Some(json!([]))), "$.signals[0].phrases: at least one item"),
        (("/questions", Some(json!([]))), "$.questions: at least one item"),
        // Flags.
        (("/flags/0/cap", None), "$.flags[0].cap: a cap, since the flag is of content"),
        (("/flags/0/detection", None), "$.flags[0].detection: a detection, since the flag is of content"),
    ];
    for (change, problem) in cases {
        assert_eq!(problems_of(&changed(std::slice::from_ref(&change))), [problem], "{change:?}");
    }
}

#[test]
fn a_slip_with_several_consequences_has_all_of_them_named() {
    assert_eq!(
        problems_of(&changed(&[("/flags/0/kind", Some(json!("delivery")))])),
        [
            "$.flags[0].detection: null, since the flag is of delivery",
            "$.flags[0].cap: null, since the flag is of delivery",
        ]
    );
    assert_eq!(
        problems_of(&changed(&[("/levels", Some(json!([])))])),
        ["$.flags[0].from_level: the id of a level, found `lead`", "$.levels: at least one item"]
    );
    assert_eq!(
        problems_of(&changed(&[("/signals", Some(json!([])))])),
        [
            "$.probes[0].tests[0]: the id of a signal or a content flag, found `finished`",
            "$.signals: at least one item"
        ]
    );
}

#[test]
fn all_slips_are_named_at_once() {
    let changes = [
        ("/title", None),
        ("/colour", Some(json!("red"))),
        ("/probes/0/id", Some(json!("picked-up"))),
        ("/signals/0/why", Some(json!(""))),
        ("/depth/action_percent", Some(json!(0))),
    ];
    let problems = problems_of(&changed(&changes));
    let paths: Vec<&str> = problems.iter().filter_map(|p| p.split(": ").next()).collect();
    assert_eq!(paths, ["$.colour", "$", "$.signals[0].id", "$.signals[0].why", "$.depth.action_percent"]);
}

#[test]
fn what_is_no_json_and_what_says_a_thing_twice_is_named() {
    assert_eq!(problems_of("{ \"format\": 1,"), ["$: JSON; it stops being that at line 1, column 14"]);
    let twice = LITE.replacen("\"title\":", "\"title\": \"Care\", \"title\":", 1);
    assert_eq!(problems_of(&twice), ["$.title: something else: duplicate field `title`"]);
}

#[test]
fn a_file_that_grows_too_large_to_send_is_named() {
    let problems = problems_of(&changed(&[("/summary", Some(json!("so much to say ".repeat(4000).trim())))]));
    assert_eq!(problems.len(), 1);
    assert!(problems[0].starts_with("$: at most 48000 bytes"), "{problems:?}");
}

#[test]
fn a_missing_file_is_named() {
    let content = Path::new(env!("CARGO_TARGET_TMPDIR")).join("content-with-gaps");
    let competencies = content.join("competencies");
    fs::create_dir_all(&competencies).unwrap();
    for (name, text) in [("ownership-lite.json", LITE), ("gone.rules.json", "{}"), ("notes.txt", "")] {
        fs::write(competencies.join(name), text).unwrap();
    }
    let problems = check_folder(&content).unwrap();
    let told: Vec<(&str, &str)> = problems
        .iter()
        .map(|p| (p.file.strip_prefix(content.to_str().unwrap()).unwrap(), p.expected.as_str()))
        .collect();
    let expected = [
        ("/competencies/gone.rules.json", "the competency of these rules beside it, gone.json"),
        ("/competencies/notes.txt", "a name that ends in .json"),
        ("/competencies/ownership-lite.json", "its rules beside it, ownership-lite.rules.json"),
        ("/language/en.json", "a file of word classes"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_problem_prints_as_file_path_and_expectation() {
    let problems = check_competency(LITE_FILE, &changed(&[("/flags/0/cap", Some(json!(9)))]));
    assert_eq!(
        problems[0].to_string(),
        "tests/fixtures/ownership-lite.json:$.flags[0].cap: expected a number from 1 to 5, found 9"
    );
}

/// Paths of all values in the small competency, as JSON pointers.
fn pointers(value: &Value, pointer: String, all: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| pointers(field, format!("{pointer}/{name}"), all));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| pointers(item, format!("{pointer}/{i}"), all));
        }
        _ => {}
    }
    all.push(pointer);
}

proptest! {
    /// The JSON Schema and serde agree on what loads: the check needs no word of serde's to say what is wrong.
    #[test]
    fn whatever_does_not_load_is_explained_by_the_schema(
        places in prop::collection::vec(any::<prop::sample::Index>(), 1..3),
        kind in 0..9_usize,
    ) {
        let mut value: Value = serde_json::from_str(LITE).unwrap();
        for place in places {
            let mut all = Vec::new();
            pointers(&value, String::new(), &mut all);
            let odd = [
                json!(null), json!(true), json!(3), json!(70.0), json!(-1), json!(5_000_000_000_u64),
                json!("a"), json!([]), json!({}),
            ];
            let pointer: &String = place.get(&all);
            *value.pointer_mut(pointer).unwrap() = odd[kind].clone();
        }
        let problems = problems_of(&value.to_string());
        prop_assert!(!problems.iter().any(|p| p.contains("something else")), "{:?}", problems);
    }
}
