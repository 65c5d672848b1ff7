//! The trained reader: what it finds, it points at; what only claims, gains nothing.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its weights has failed")]

#[expect(dead_code, reason = "measuring needs more of it")]
#[path = "../examples/support/load.rs"]
mod load;
#[expect(dead_code, reason = "measuring needs more of it")]
#[path = "../examples/support/measuring.rs"]
mod measuring;

use measuring::{Labelled, labelled};
use starling::scoring::report::{FindingKind, Rating, Reading};
use starling::scoring::{parse_weights, print_weights, rate};

/// Answers of which a test may read a part: of every writer, each third.
fn some() -> Vec<Labelled> {
    let files = ["dev-a", "dev-b", "dev-c", "own", "voices-1", "voices-5", "voices-9"];
    let all = files.iter().flat_map(|f| labelled(&format!("tests/answers/{f}.jsonl")).unwrap());
    all.enumerate().filter(|(at, _)| at % 3 == 0).map(|(_, answer)| answer).collect()
}

fn without_evidence(text: &str, reading: &Reading, id: &str) -> String {
    let mut left = text.to_string();
    let finding = reading.findings.iter().find(|f| f.id == id).unwrap();
    for evidence in finding.evidence.iter().rev() {
        left.replace_range(evidence.span.start..evidence.span.end, "");
    }
    left
}

#[test]
fn every_signal_points_at_words_and_hangs_on_them() {
    let (reader, _) = load::load("customer-obsession").unwrap();
    let (mut all, mut lower, mut gone) = (0, 0, 0);
    for answer in some() {
        let text = answer.text();
        let reading = reader.read(&text);
        let before = reader.scores(&text);
        for signal in reading.findings.iter().filter(|f| f.kind == FindingKind::Signal) {
            assert!(!signal.evidence.is_empty(), "{}: {}", answer.id, signal.id);
            let left = without_evidence(&text, &reading, &signal.id);
            let score =
                |scores: &[(String, i32)]| scores.iter().find(|(id, _)| *id == signal.id).map(|s| s.1);
            let (Some(before), Some(after)) = (score(&before), score(&reader.scores(&left))) else {
                continue;
            };
            all += 1;
            lower += usize::from(after < before);
            gone += usize::from(after < 0);
        }
    }
    assert!(all > 300, "{all}");
    // Without its words nearly every signal scores lower, and many are gone; the others are told by the rest, too.
    assert!(lower * 100 >= all * 97, "{lower} of {all} score lower");
    assert!(gone * 100 >= all * 40, "{gone} of {all} are gone");
}

#[test]
fn what_only_claims_gains_nothing() {
    let (reader, competency) = load::load("customer-obsession").unwrap();
    let claims = [
        "ownership, root cause, monitoring, alerts, end to end, customer pain, proactive, impact, dive deep, retention, \
         churn, latency, Kafka, empathy, feedback, metrics, KPIs, five whys, NPS, stakeholders, insights, delight.",
        "I showed customer obsession, ownership, dive deep and bias for action.",
        "40% 50% 60% 70% 80%.",
    ];
    let value = |text: &str, level: &str| match rate(&reader.read(text), &competency, level) {
        Rating::TooLittle => 0,
        Rating::Rated { value, .. } => value,
    };
    let (mut all, mut higher) = (0, 0);
    for answer in some() {
        let text = answer.text();
        for claim in claims {
            all += 1;
            higher +=
                usize::from(value(&format!("{text} {claim}"), &answer.level) > value(&text, &answer.level));
        }
    }
    assert!(higher * 100 <= all * 3, "{higher} of {all} answers gained");
}

#[test]
fn what_was_seen_is_named_in_plain_words() {
    let (reader, _) = load::load("customer-obsession").unwrap();
    let story = "I was doing my own laundry on a Sunday when the machine took the money and did nothing. Nobody had asked me to \
        look at it. I rang four neighbours, and one of them told me she had washed her baby's things by hand for a week. I \
        found that the coin counter lost count after a power cut, so I rewrote it and added a test. I went back the next \
        Sunday to watch it. Lost coins went from thirty a week to none.";
    let reading = reader.read(story);
    assert!(reading.trained);
    let says: Vec<&str> =
        reading.findings.iter().flat_map(|f| &f.evidence).map(|e| e.says.as_str()).collect();
    for expected in ["found while doing or watching something", "checked or followed up after the fix"] {
        assert!(says.contains(&expected), "{expected} in {says:?}");
    }
}

#[test]
fn without_weights_the_patterns_work_and_the_reading_says_so() {
    let (language, rules) = load::rules("customer-obsession").unwrap();
    let bare = starling::scoring::Rules { weights: None, ..rules };
    let reader = starling::scoring::Reader::compile(&language, &bare).unwrap();
    let answer = some().into_iter().find(|a| a.quotes("self-initiated").is_some()).unwrap();
    let reading = reader.read(&answer.text());
    assert!(!reading.trained);
    assert!(reading.findings.iter().any(|f| f.kind == FindingKind::Signal));
}

#[test]
fn the_files_of_weights_are_as_they_are_printed() {
    for file in ["language/en", "competencies/customer-obsession"] {
        let text = std::fs::read_to_string(format!("content/{file}.weights.json")).unwrap();
        assert_eq!(print_weights(&parse_weights(&text).unwrap()), text);
    }
}
