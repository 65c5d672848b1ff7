//! Which probes follow an answer: a table over what labelled answers leave open.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its content has failed")]

#[expect(dead_code, reason = "measuring needs more of it")]
#[path = "../examples/support/load.rs"]
mod load;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde::Deserialize;
use starling::domain::competency::{Competency, FlagKind};
use starling::scoring::followup::{Asked, Because, Outcome, outcome, with_replies};
use starling::scoring::report::{Confidence, Evidence, Finding, FindingKind, Rating, Reading, Span};
use starling::scoring::{probes, rate};

fn competency() -> Competency {
    load::load("customer-obsession").unwrap().1
}

/// A reading in which `signals` are found clearly, twice each, and `flags` possibly.
fn reading(signals: &[&str], flags: &[&str]) -> Reading {
    let evidence =
        |n| vec![Evidence { span: Span { start: 0, end: 1 }, rule: "r".into(), says: String::new() }; n];
    let finding = |id: &&str, kind, confidence, n| Finding {
        id: (*id).into(),
        kind,
        confidence,
        evidence: evidence(n),
    };
    let signals = signals.iter().map(|id| finding(id, FindingKind::Signal, Confidence::Clear, 2));
    let flags = flags.iter().map(|id| finding(id, FindingKind::ContentFlag, Confidence::Possible, 0));
    Reading { words: 200, findings: signals.chain(flags).collect(), ..Reading::default() }
}

const ALL: [&str; 5] =
    ["self-initiated", "end-to-end-ownership", "quantified-impact", "root-cause-fix", "customer-empathy"];

fn first(signals: &[&str], flags: &[&str], level: &str) -> String {
    let c = competency();
    probes(&reading(signals, flags), &c, level, None, 1)[0].probe.id.clone()
}

#[test]
fn what_is_missing_is_asked_first_then_what_is_in_doubt_then_the_bar_is_raised() {
    let without = |id: &str| ALL.into_iter().filter(|signal| *signal != id).collect::<Vec<_>>();
    for (missing, expected) in [
        ("self-initiated", "own-start"),
        ("end-to-end-ownership", "other-teams"),
        ("quantified-impact", "measurable-impact"),
        ("root-cause-fix", "recurrence-prevention"),
        ("customer-empathy", "customer-validation"),
    ] {
        assert_eq!(first(&without(missing), &[], "sde2"), expected, "without {missing}");
        assert_eq!(first(&without(missing), &["symptom-fix"], "sde2"), expected, "without {missing}");
    }
    for (doubt, expected) in [
        ("manager-assigned", "own-start"),
        ("escalation-only", "own-hands"),
        ("symptom-fix", "behind-the-symptom"),
        ("no-customer-impact", "who-felt-it"),
        ("team-only-scope", "other-teams"),
    ] {
        assert_eq!(first(&ALL, &[doubt], "senior"), expected, "{doubt}");
    }
    assert_eq!(first(&ALL, &["team-only-scope"], "sde1"), "raise-the-bar", "the flag does not count there");
    assert_eq!(first(&ALL, &[], "senior"), "raise-the-bar");
}

#[test]
fn what_the_answer_settled_is_not_asked() {
    let c = competency();
    let asked = probes(&reading(&ALL, &[]), &c, "sde2", None, 9);
    assert_eq!(asked.len(), c.probes.iter().filter(|p| p.tests.is_empty()).count());
    assert!(asked.iter().all(|asked| asked.because == Because::Bar), "{asked:?}");
}

#[test]
fn where_nothing_is_shown_what_the_lens_weighs_comes_first() {
    let c = competency();
    for lens in &c.lenses {
        let asked = probes(&Reading::default(), &c, "sde2", Some(&lens.id), 1);
        let Because::Missing(signal) = asked[0].because else { panic!("{:?}", asked[0]) };
        assert!(lens.weighs.contains(&signal.id), "{}: {}", lens.id, signal.id);
    }
}

#[derive(Deserialize)]
struct Labelled {
    id: String,
    level: String,
    signals: BTreeMap<String, Vec<String>>,
    flags: BTreeMap<String, Vec<String>>,
}

fn labelled(file: &str) -> Vec<Labelled> {
    let lines = fs::read_to_string(format!("tests/answers/{file}.jsonl")).unwrap();
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn over_labelled_answers_each_probe_asks_for_something_open_and_none_comes_twice() {
    let c = competency();
    let mut asked_for: BTreeSet<String> = BTreeSet::new();
    for file in ["dev-a", "dev-b", "dev-c", "dev-pairs", "own"] {
        for answer in labelled(file) {
            let signals: Vec<&str> = answer.signals.keys().map(String::as_str).collect();
            let is_content = |id: &&str| c.flag(id).is_some_and(|f| f.kind == FlagKind::Content);
            let flags: Vec<&str> = answer.flags.keys().map(String::as_str).filter(is_content).collect();
            let reading = reading(&signals, &flags);
            let asked = probes(&reading, &c, &answer.level, None, 4);
            let once: BTreeSet<&str> = asked.iter().map(|asked| asked.probe.id.as_str()).collect();
            assert_eq!(once.len(), asked.len(), "{}", answer.id);
            for Asked { probe, because } in &asked {
                let is_open = match because {
                    Because::Missing(s) => !answer.signals.contains_key(&s.id) && probe.tests.contains(&s.id),
                    Because::Doubt(f) => answer.flags.contains_key(&f.id) && probe.tests.contains(&f.id),
                    Because::Bar => probe.tests.is_empty(),
                    Because::Thin(_) => false,
                };
                assert!(is_open, "{}: {} because {because:?}", answer.id, probe.id);
            }
            // Whoever lacks a signal is asked for one; whoever lacks nothing has the bar raised.
            assert_eq!(
                matches!(asked[0].because, Because::Missing(_)),
                signals.len() < ALL.len(),
                "{}",
                answer.id
            );
            asked_for.extend(once.into_iter().map(str::to_owned));
        }
    }
    // The answers differ, and so do their probes: all of them have their turn.
    assert_eq!(asked_for.len(), c.probes.len(), "{asked_for:?}");
}

#[test]
fn every_signal_and_every_content_flag_has_a_probe_and_every_probe_three_wordings() {
    let c = competency();
    let content = c.flags.iter().filter(|f| f.kind == FlagKind::Content).map(|f| &f.id);
    for id in c.signals.iter().map(|s| &s.id).chain(content) {
        assert!(c.probes.iter().any(|p| p.tests.contains(id)), "{id}");
    }
    for probe in &c.probes {
        let wordings: BTreeSet<&str> = (0..9).map(|turn| probe.wording(turn)).collect();
        assert_eq!(wordings.len(), 3, "{}", probe.id);
    }
}

#[test]
fn a_reply_adds_confirms_or_leaves_open_by_what_the_answer_showed_before() {
    let c = competency();
    let probe = |id: &str| c.probe(id).unwrap();
    let [s, _, q, r, e] = ALL;
    for (asked, before, replied, expected) in [
        ("measurable-impact", &[][..], &[q][..], Outcome::Adds(q)),
        ("measurable-impact", &[q], &[q], Outcome::Confirms(q)),
        ("measurable-impact", &[], &[r], Outcome::LeavesOpen),
        // Of two things that it asks for, the new one counts.
        ("customer-validation", &[s], &[s, e], Outcome::Adds(e)),
        // A probe that raises the bar asks for no one thing, but for something new.
        ("raise-the-bar", &[q], &[q], Outcome::AddsNothing),
        ("raise-the-bar", &[q], &[q, r], Outcome::Adds(r)),
        ("raise-the-bar", &[], &[], Outcome::AddsNothing),
    ] {
        let (answer, reply) = (reading(before, &[]), reading(replied, &[]));
        assert_eq!(outcome(probe(asked), &answer, &reply), expected, "{asked}: {before:?} then {replied:?}");
    }
}

#[test]
fn with_the_replies_counted_signals_come_in_and_settle_what_was_missing() {
    let c = competency();
    let value = |reading: &Reading| match rate(reading, &c, "sde2") {
        Rating::TooLittle => 0,
        Rating::Rated { value, .. } => value,
    };
    let [s, o, q, r, e] = ALL;
    let answer = reading(&[s, o, r, e], &["no-quantification"]);
    let replies = [reading(&[q], &[]), Reading { words: 20, ..reading(&[], &["no-quantification"]) }];
    let all = with_replies(&answer, &replies, &c);
    assert!(all.findings.iter().all(|f| f.id != "no-quantification"), "the number settles it: {all:?}");
    assert_eq!((value(&answer), value(&all)), (4, 5));
    assert_eq!(with_replies(&answer, &[], &c), answer);
    // What a reply says clearly counts against it, too.
    let mut assigned = reading(&[], &["manager-assigned"]);
    assigned.findings[0].confidence = Confidence::Clear;
    assigned.findings[0].evidence = reading(&[s], &[]).findings[0].evidence.clone();
    assert_eq!(value(&with_replies(&answer, &[assigned], &c)), 2);
}
