//! The content's own examples, read by its own rules.

#![expect(clippy::unwrap_used, reason = "a test whose fixture cannot be read has to fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use starling::content::parse_competency;
use starling::domain::competency::Competency;
use starling::scoring::report::Reading;
use starling::scoring::{Reader, parse_language, parse_rules};

/// Every competency with its reader.
fn competencies() -> Vec<(Competency, Reader)> {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let read =
        |path: PathBuf| fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let language = parse_language(&read(content.join("language/en.json"))).unwrap();
    let mut all = Vec::new();
    for entry in fs::read_dir(content.join("competencies")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy();
        if name.ends_with(".json") && !name.ends_with(".rules.json") {
            let competency = parse_competency(&read(path.clone())).unwrap();
            let rules = parse_rules(&read(path.with_extension("rules.json"))).unwrap();
            all.push((competency, Reader::compile(&language, &rules).unwrap()));
        }
    }
    assert!(!all.is_empty());
    all
}

fn shows(reading: &Reading, id: &str) -> bool {
    reading.findings.iter().any(|finding| finding.id == id)
}

/// Fails with every case that does not hold, so that an author sees them all at once.
fn expect_none(wrong: Vec<String>) {
    let mut list = String::new();
    for case in &wrong {
        let _ = writeln!(list, "  {case}");
    }
    assert!(wrong.is_empty(), "{} examples are read otherwise than they are meant:\n{list}", wrong.len());
}

#[test]
fn every_phrase_shows_its_signal_and_no_near_miss_does() {
    let mut wrong = Vec::new();
    for (competency, reader) in competencies() {
        for signal in &competency.signals {
            for phrase in &signal.phrases {
                if !shows(&reader.read(&phrase.text), &signal.id) {
                    wrong.push(format!("{} not found: {}", phrase.id, phrase.text));
                }
            }
            if shows(&reader.read(&signal.miss.text), &signal.id) {
                wrong.push(format!("{} found in its near miss: {}", signal.id, signal.miss.text));
            }
        }
    }
    expect_none(wrong);
}

#[test]
fn every_flag_is_found_in_its_example_and_not_where_it_is_mended() {
    let mut wrong = Vec::new();
    for (competency, reader) in competencies() {
        for flag in &competency.flags {
            if !shows(&reader.read(&flag.example.text), &flag.id) {
                wrong.push(format!("{} not found: {}", flag.id, flag.example.text));
            }
            if shows(&reader.read(&flag.mended.text), &flag.id) {
                wrong.push(format!("{} found though mended: {}", flag.id, flag.mended.text));
            }
        }
    }
    expect_none(wrong);
}

#[test]
fn a_strong_reply_shows_what_its_probe_tests_and_a_weak_one_does_not() {
    let mut wrong = Vec::new();
    for (competency, reader) in competencies() {
        for probe in &competency.probes {
            let tested = |text: &str| {
                let reading = reader.read(text);
                probe.tests.iter().filter(|id| shows(&reading, id)).count()
            };
            let (weak, strong) = (tested(&probe.weak.text), tested(&probe.strong.text));
            if strong <= weak {
                wrong.push(format!("{}: strong shows {strong}, weak {weak}", probe.id));
            }
        }
    }
    expect_none(wrong);
}
