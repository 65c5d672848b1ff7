//! What holds of every quiz: it has one right answer to each item, by the content and by the scorer.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its content has failed")]

#[allow(dead_code, reason = "the examples use the rest")]
#[path = "../examples/support/load.rs"]
mod load;

use std::collections::BTreeSet;

use starling::domain::card;
use starling::domain::competency::{Competency, Flag, FlagKind, Probe, QuestionKind};
use starling::domain::quiz::{Difficulty, Form, Item, Kind, LENGTH, Pool, missed, quiz, score};
use starling::json;
use starling::scoring::report::{Confidence, Finding, FindingKind};

const SEEDS: u32 = 10_000;

fn full() -> Competency {
    load::load("customer-obsession").unwrap().1
}

fn small() -> Competency {
    json::from_str(&std::fs::read_to_string("tests/fixtures/ownership-lite.json").unwrap()).unwrap()
}

/// Every quiz of the first seeds, at every difficulty.
fn every_quiz(c: &Competency, seeds: u32, mut see: impl FnMut(Difficulty, u32, &[Item])) {
    for difficulty in Difficulty::ALL {
        let pool = Pool::of(c, difficulty);
        for seed in 0..seeds {
            see(difficulty, seed, &pool.draw(seed));
        }
    }
}

/// Whether `option` answers the item rightly, looked up in the content anew: nothing that made the item is asked.
fn is_right(c: &Competency, item: &Item, option: &str) -> bool {
    let text = item.text.as_str();
    let context = item.context.as_deref();
    let weak = |p: &Probe| p.weak.text == option;
    match item.form {
        Form::SignalOfPhrase => is_heard(c, option, text),
        Form::PhraseOfSignal => is_heard(c, text, option),
        Form::SignalOfMeaning => c.signals.iter().any(|s| s.name == option && text.ends_with(&s.shown_when)),
        Form::StrengthOfReply => c.probes.iter().any(|p| {
            Some(&*p.asks) == context
                && ((p.strong.text == text && option == "Strong")
                    || (p.weak.text == text && option == "Weak"))
        }),
        // Whatever is a strong reply to this probe, or at least not known to be weak.
        Form::StrongReply => !c.probes.iter().any(weak),
        // Known to be wrong with this reply, or with one to a probe that tests some of the same.
        Form::WhyWeak => {
            let asked = c.probes.iter().find(|p| p.weak.text == text).unwrap();
            c.probes.iter().any(|p| p.weak_why == option && shares_a_test(p, asked))
        }
        Form::TakeawayOfProbe => {
            let asked = c.probes.iter().find(|p| text.starts_with(&format!("“{}” →", p.asks))).unwrap();
            c.probes.iter().any(|p| p.takeaway == option && shares_a_test(p, asked))
        }
        // The flag is the sentence's own, or about something left out, which any sentence may lack.
        Form::FlagOfSaying => {
            c.flags.iter().any(|f| f.name == option && (f.example.text == text || may_lack(f.id.as_str(), c)))
        }
        // The sentence is the flag's own, or not one of those that are known to be free of it.
        Form::SayingOfFlag => {
            let asked = c.flags.iter().find(|f| f.name == text).unwrap();
            let is_mended = |f: &Flag| f.mended.text == option && (asked.from_level.is_none() || f == asked);
            let is_another = |f: &Flag| f != asked && f.example.text == option && !may_lack(&asked.id, c);
            let is_free = c.flags.iter().any(|f| is_mended(f) || is_another(f));
            !(is_free || c.probes.iter().any(|p| p.tests.contains(&asked.id) && p.strong.text == option))
        }
        Form::FixOfFlag => {
            let asked = c.flags.iter().find(|f| text.starts_with(&format!("{} →", f.name))).unwrap();
            c.flags.iter().any(|f| f.fix == option && f.kind == asked.kind)
        }
        Form::CompetencyOfQuestion => asks_for(c, text, option),
        Form::QuestionOfCompetency => asks_for(c, option, text),
        Form::CompetencyOfCentre => c.confusables.iter().any(|o| o.centre == text && o.name == option),
        Form::Figure => {
            let filled = text.replacen("_____", option, 1);
            [&c.depth.action_why, &c.depth.setup_why, &c.depth.i_why].iter().any(|why| why.text == filled)
        }
        Form::ChainStep => {
            let steps: Vec<&str> = c.chain.iter().map(|step| &*step.text).collect();
            text.replacen("_____", option, 1) == steps.join(" → ")
        }
        Form::LevelOfBar => c.levels.iter().any(|l| l.name == option && text.ends_with(&l.expected)),
        Form::CompanyOfGuidance => c
            .lenses
            .iter()
            .any(|l| l.company == option && (text.ends_with(&l.guidance) || text.ends_with(&l.lift))),
    }
}

/// Whether a phrase is heard as the signal of this name: it stands under it, or the signal says that it overlaps.
fn is_heard(c: &Competency, signal: &str, phrase: &str) -> bool {
    let signal = c.signals.iter().find(|s| s.name == signal).unwrap();
    let mut phrases = c.signals.iter().flat_map(|s| &s.phrases);
    let overlaps = |id: &String| signal.overlaps.iter().flatten().any(|other| other == id);
    phrases.any(|p| p.text == phrase && (signal.phrases.contains(p) || overlaps(&p.id)))
}

fn shares_a_test(p: &Probe, other: &Probe) -> bool {
    p.tests.is_empty() || p.tests.iter().any(|tested| other.tests.contains(tested))
}

/// Whether a flag is about something left out, so that a sentence written for another flag may have it too.
fn may_lack(id: &str, c: &Competency) -> bool {
    let flag = c.flag(id).unwrap();
    flag.kind == FlagKind::Content || flag.settled_by.is_some() || flag.from_level.is_some()
}

/// Whether the question asks for the competency of this name; one that asks sideways might ask for any.
fn asks_for(c: &Competency, question: &str, name: &str) -> bool {
    match c.questions.iter().find(|q| q.text == question) {
        Some(q) => name == c.title || q.kind == QuestionKind::Indirect || q.lens.is_some(),
        None => c.confusables.iter().any(|o| o.question.text == question && o.name == name),
    }
}

fn check(c: &Competency, item: &Item) {
    let right: Vec<bool> = item.options.iter().map(|option| is_right(c, item, option)).collect();
    let expected: Vec<bool> = (0..item.options.len()).map(|at| at == item.right).collect();
    assert_eq!(right, expected, "{item:#?}");
    let different: BTreeSet<&String> = item.options.iter().collect();
    assert_eq!(different.len(), item.options.len(), "{item:#?}");
    assert!((2..=4).contains(&item.options.len()) && !item.why.is_empty(), "{item:#?}");
}

#[test]
fn a_wrong_option_is_never_also_right() {
    for (c, seeds) in [(full(), SEEDS), (small(), 500)] {
        every_quiz(&c, seeds, |_, _, items| items.iter().for_each(|item| check(&c, item)));
    }
}

/// Patterns alone, for what is trained reads whole answers. A pair that stands here belongs into the `overlaps` of
/// its signal.
#[test]
fn the_scorer_clearly_finds_nothing_that_would_make_a_wrong_option_right() {
    let (reader, c) = load::untrained("customer-obsession").unwrap();
    // What is said, the name of what it must not have, and whether that is a signal.
    let mut pairs: BTreeSet<(String, String, bool)> = BTreeSet::new();
    every_quiz(&c, 2000, |_, _, items| {
        for item in items {
            let is_signal = item.form.kind() == Kind::Signal;
            for option in item.options.iter().filter(|option| **option != item.options[item.right]) {
                match item.form {
                    Form::SignalOfPhrase | Form::FlagOfSaying => {
                        pairs.insert((item.text.clone(), option.clone(), is_signal));
                    }
                    Form::PhraseOfSignal | Form::SayingOfFlag => {
                        pairs.insert((option.clone(), item.text.clone(), is_signal));
                    }
                    _ => {}
                }
            }
        }
    });
    let is_found = |(said, name, is_signal): &&(String, String, bool)| {
        let mut names =
            c.signals.iter().map(|s| (&s.id, &s.name)).chain(c.flags.iter().map(|f| (&f.id, &f.name)));
        let id = names.find(|(_, other)| *other == name).unwrap().0;
        let found = reader.read(said).findings;
        let is_it = |f: &Finding| f.id == *id && (f.kind == FindingKind::Signal) == *is_signal;
        found.iter().any(|f| is_it(f) && f.confidence == Confidence::Clear)
    };
    let found: Vec<_> = pairs.iter().filter(is_found).collect();
    assert!(pairs.len() > 150, "{}", pairs.len());
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_quiz_has_ten_items_two_of_each_kind_and_asks_nothing_twice() {
    let c = full();
    every_quiz(&c, 1000, |difficulty, seed, items| {
        assert_eq!(items.len(), LENGTH, "{difficulty:?} {seed}");
        for kind in Kind::ALL {
            let of_kind = items.iter().filter(|item| item.form.kind() == kind).count();
            assert_eq!(of_kind, 2, "{difficulty:?} {seed} {kind:?}");
        }
        let asked: BTreeSet<(&Form, &String)> = items.iter().map(|item| (&item.form, &item.text)).collect();
        let asked_with_answers: BTreeSet<_> = items.iter().map(|i| (&i.text, &i.options[i.right])).collect();
        assert!(asked.len() >= LENGTH - 2 && asked_with_answers.len() == LENGTH, "{items:#?}");
    });
}

#[test]
fn a_small_competency_gives_as_much_as_there_is_to_ask() {
    every_quiz(&small(), 100, |difficulty, seed, items| {
        assert!((1..=LENGTH).contains(&items.len()), "{difficulty:?} {seed}: {}", items.len());
    });
}

#[test]
fn the_same_seed_gives_the_same_quiz_and_another_one_another() {
    let c = full();
    for difficulty in Difficulty::ALL {
        assert_eq!(quiz(&c, 7, difficulty), quiz(&full(), 7, difficulty));
        let quizzes: BTreeSet<String> =
            (0..200).map(|seed| format!("{:?}", quiz(&c, seed, difficulty))).collect();
        assert_eq!(quizzes.len(), 200);
    }
}

#[test]
fn the_right_option_stands_at_every_place_about_as_often() {
    let c = full();
    let mut places = [0_usize; 4];
    every_quiz(&c, 500, |_, _, items| {
        let four = items.iter().filter(|item| item.options.len() == 4 && item.form != Form::Figure);
        four.for_each(|item| places[item.right] += 1);
    });
    let all: usize = places.iter().sum();
    assert!(places.iter().all(|n| n * 100 / all >= 23 && n * 100 / all <= 27), "{places:?}");
}

#[test]
fn what_is_missed_names_cards_of_the_deck_each_once() {
    let c = full();
    let deck: BTreeSet<String> = card::deck(&c).into_iter().map(|card| card.id).collect();
    every_quiz(&c, 300, |_, _, items| {
        for item in items {
            assert!(!item.cards.is_empty() && item.cards.iter().all(|card| deck.contains(card)), "{item:#?}");
        }
        let right: Vec<usize> = items.iter().map(|item| item.right).collect();
        assert_eq!((score(items, &right), missed(items, &right)), (LENGTH, Vec::new()));
        let wrong: Vec<usize> = right.iter().map(|at| if *at == 0 { 1 } else { 0 }).collect();
        let cards = missed(items, &wrong);
        let once: BTreeSet<&String> = cards.iter().collect();
        assert_eq!((score(items, &wrong), once.len()), (0, cards.len()));
        assert!(items.iter().flat_map(|item| &item.cards).all(|card| cards.contains(card)));
    });
}

#[test]
fn no_item_gives_its_answer_away_in_its_words() {
    let c = full();
    every_quiz(&c, 1000, |_, _, items| {
        for item in items.iter().filter(|item| item.form.kind() != Kind::Strength) {
            let right = item.options[item.right].to_lowercase();
            assert!(!item.text.to_lowercase().contains(&right), "{item:#?}");
        }
    });
}
