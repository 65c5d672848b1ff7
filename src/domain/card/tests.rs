use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::domain::competency::{CheatCard, Confusable, Depth, Lens, Question};
use crate::domain::mark::OwnCard;
use crate::domain::time::Seconds;

fn text(id: &str) -> Text {
    Text { id: id.into(), text: format!("The words of {id}.") }
}

/// A competency with so many of everything, half of its flags of content.
fn competency(n: usize, lenses: usize) -> Competency {
    let ids = |kind: &str, n: usize| (0..n).map(|i| format!("{kind}-{i}")).collect::<Vec<_>>();
    let name = |id: &str, what: &str| format!("{what} of {id}");
    let signal = |id: &String| Signal {
        id: id.clone(),
        name: name(id, "name"),
        shown_when: name(id, "when"),
        phrases: ids(&format!("{id}.phrase"), n).iter().map(|id| text(id)).collect(),
        why: name(id, "why"),
        miss: text(&format!("{id}.miss")),
        miss_why: name(id, "miss why"),
        advice: name(id, "advice"),
        overlaps: None,
    };
    let flag = |(i, id): (usize, &String)| Flag {
        id: id.clone(),
        kind: if i < n { FlagKind::Content } else { FlagKind::Delivery },
        name: name(id, "name"),
        example: text(&format!("{id}.example")),
        why: name(id, "why"),
        detection: (i < n).then(|| text(&format!("{id}.detection"))),
        fix: name(id, "fix"),
        mended: text(&format!("{id}.mended")),
        cap: None,
        settled_by: None,
        from_level: None,
    };
    let question = |(i, id): (usize, &String)| Question {
        id: id.clone(),
        kind: if i % 2 == 0 { QuestionKind::Direct } else { QuestionKind::Indirect },
        text: name(id, "text"),
        lens: (i >= 8).then(|| "lens-0".into()),
    };
    let confusable = |id: &String| Confusable {
        id: id.clone(),
        name: name(id, "name"),
        centre: name(id, "centre"),
        contrast: name(id, "contrast"),
        question: text(&format!("{id}.question")),
    };
    let probe = |id: &String| Probe {
        id: id.clone(),
        asks: name(id, "asks"),
        variants: Vec::new(),
        looks_for: name(id, "looks for"),
        tests: vec!["signal-0".into()],
        weak: text(&format!("{id}.weak")),
        weak_why: name(id, "weak why"),
        strong: text(&format!("{id}.strong")),
        takeaway: name(id, "takeaway"),
    };
    let lens = |id: &String| Lens {
        id: id.clone(),
        company: name(id, "company"),
        value: name(id, "value"),
        guidance: name(id, "guidance"),
        signal: name(id, "signal"),
        lift: name(id, "lift"),
        weighs: Vec::new(),
    };
    let level = |id: &String| Level {
        id: id.clone(),
        name: name(id, "name"),
        expected: name(id, "expected"),
        anti_pattern: name(id, "anti-pattern"),
    };
    Competency {
        format: 1,
        id: "c".into(),
        title: "Candour".into(),
        family: "Values".into(),
        summary: "Says it.".into(),
        chain: Vec::new(),
        meaning: text("meaning"),
        test: text("test"),
        core_question: text("core"),
        framing: text("framing"),
        bridge: None,
        is_not: ids("is-not", n).iter().map(|id| text(id)).collect(),
        signals: ids("signal", n).iter().map(signal).collect(),
        depth: Depth {
            action_percent: 70,
            setup_at_most: Seconds(50),
            i_sentences: 3,
            action_why: text("depth.action"),
            setup_why: text("depth.setup"),
            i_why: text("depth.i"),
        },
        flags: ids("flag", 2 * n).iter().enumerate().map(flag).collect(),
        questions: ids("question", 2 * n).iter().enumerate().map(question).collect(),
        keywords: Vec::new(),
        confusables: ids("confusable", n / 2).iter().map(confusable).collect(),
        probes: ids("probe", n).iter().map(probe).collect(),
        lenses: ids("lens", lenses).iter().map(lens).collect(),
        levels: ids("level", n).iter().map(level).collect(),
        stories: Vec::new(),
        stories_to_avoid: Vec::new(),
        preparation: Vec::new(),
        cheat_card: CheatCard { headline: String::new(), lines: Vec::new() },
    }
}

fn counts(deck: &[Card]) -> BTreeMap<CardKind, usize> {
    let mut counts = BTreeMap::new();
    for card in deck {
        *counts.entry(card.kind).or_default() += 1;
    }
    counts
}

#[test]
fn a_full_competency_gives_each_natural_kind_of_card() {
    use CardKind::*;
    let expected = [
        (Meaning, 1),
        (CoreQuestion, 1),
        (Signal, 5),
        (Phrase, 25),
        (NearMiss, 5),
        (IsNot, 5),
        (Flag, 10),
        (Fix, 10),
        (Detection, 5),
        (Probe, 5),
        (Reply, 10),
        // Eight of its own and two of others; those of lenses are left out.
        (Question, 10),
        (Confusable, 2),
        (Lens, 4),
        (LevelBar, 5),
        (LevelAntiPattern, 5),
        (Threshold, 3),
        (Say, 5),
        (Mend, 10),
        (Judge, 10),
    ];
    assert_eq!(counts(&deck(&competency(5, 4))), BTreeMap::from(expected));
}

#[test]
fn a_competency_of_another_shape_gives_fewer_cards() {
    let bare = counts(&deck(&competency(0, 0)));
    assert_eq!(
        bare,
        BTreeMap::from([(CardKind::Meaning, 1), (CardKind::CoreQuestion, 1), (CardKind::Threshold, 3)])
    );
    assert_eq!(counts(&deck(&competency(2, 0))).get(&CardKind::Lens), None);
}

#[test]
fn ids_are_unique_and_outlive_a_change_of_wording() {
    let before = competency(5, 4);
    let mut after = before.clone();
    after.title = "Frankness".into();
    after.signals[0].name = "Another name".into();
    after.signals[0].phrases[0].text = "Other words.".into();
    let ids = |c: &Competency| deck(c).into_iter().map(|card| card.id).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    let all: BTreeSet<String> = ids(&before).into_iter().collect();
    assert_eq!(all.len(), ids(&before).len());
    assert!(all.contains("phrase/signal-0.phrase-0"));
}

#[test]
fn every_card_has_something_on_both_sides() {
    for card in deck(&competency(5, 4)) {
        assert!(!card.front.instruction.is_empty() && !card.front.text.is_empty(), "{}", card.id);
        assert!(!card.back.headline.is_empty() && !card.back.explanation.is_empty(), "{}", card.id);
    }
}

#[test]
fn the_deck_begins_with_what_is_asked_for_and_then_mixes() {
    let deck = deck(&competency(5, 4));
    let kinds: Vec<CardKind> = deck.iter().map(|card| card.kind).collect();
    assert_eq!(kinds[..3], [CardKind::Meaning, CardKind::CoreQuestion, CardKind::Signal]);
    let first_day: BTreeSet<CardKind> = kinds[..20].iter().copied().collect();
    assert!(first_day.len() >= 8, "{first_day:?}");
    let in_a_row = deck.windows(2).filter(|pair| pair[0].source == pair[1].source).count();
    assert!(in_a_row <= 2, "{in_a_row} siblings follow each other");
}

#[test]
fn what_it_is_not_keeps_its_reason_for_the_back() {
    let cases = [
        ("Good manners. They leave the problem.", "Good manners.", "They leave the problem."),
        ("Mopping the floor: the pipe drips on.", "Mopping the floor", "The pipe drips on."),
        ("Waiting to be asked.", "Waiting to be asked.", "The words of core."),
    ];
    for (words, front, headline) in cases {
        let mut c = competency(1, 0);
        c.is_not[0].text = words.into();
        let card = deck(&c).into_iter().find(|card| card.kind == CardKind::IsNot).unwrap();
        assert_eq!((card.front.text.as_str(), card.back.headline.as_str()), (front, headline));
    }
}

/// Reviews of earlier versions point at these.
#[test]
fn ids_of_earlier_versions_stay() {
    let file = include_str!("../../../content/competencies/customer-obsession.json");
    let competency: Competency = serde_json::from_str(file).unwrap();
    let ids: BTreeSet<String> = deck(&competency).into_iter().map(|card| card.id).collect();
    let expected = include_str!("../../../tests/fixtures/card-ids.txt");
    for id in expected.lines() {
        assert!(ids.contains(id), "{id}");
    }
}

#[test]
fn an_own_wording_takes_the_place_of_a_card_and_a_new_card_comes_last() {
    let competency = competency(5, 4);
    let own = |id: &str, about: Option<&str>| OwnCard {
        id: id.into(),
        front: "Mine?".into(),
        back: "Mine.".into(),
        about: about.map(str::to_owned),
    };
    let written =
        [own("signal/signal-0", None), own("own/1", None), own("said/i/signal-1", Some("signal-1"))];
    let (plain, with) = (deck(&competency), deck_with(&competency, &written));
    assert_eq!(with.len(), plain.len() + 2);
    for (before, after) in plain.iter().zip(&with) {
        let is_same = before.id != "signal/signal-0";
        assert_eq!((before.id == after.id, before == after), (true, is_same));
    }
    let own = &with[plain.len()];
    assert_eq!((own.kind, &*own.source, own.typing.is_some()), (CardKind::Own, "own/1", false));
    let said = &with[plain.len() + 1];
    assert_eq!((said.kind, &*said.source), (CardKind::Said, "signal-1"));
    assert_eq!(said.typing.as_ref().unwrap().shows, ["signal-1"]);
}

#[test]
fn an_attempt_gives_a_card_for_each_thing_it_lacked() {
    let competency = competency(3, 0);
    let made = from_attempt(
        &competency,
        "i1",
        "Tell me.",
        &["signal-1"],
        &[("flag-0", "We just did it."), ("?", "")],
    );
    let ids: Vec<&str> = made.iter().map(|card| &*card.id).collect();
    assert_eq!(ids, ["said/i1/signal-1", "said/i1/flag-0"]);
    assert!(made[0].front.contains("Tell me.") && made[0].front.contains("advice of signal-1"));
    assert_eq!(made[1].front, "“We just did it.”");
}
