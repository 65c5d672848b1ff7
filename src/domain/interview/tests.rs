use proptest::prelude::*;

use super::*;

const START: Timestamp = Timestamp(1_700_000_000_000);

fn at(millis: i64) -> Timestamp {
    Timestamp(START.0 + millis)
}

fn setup() -> Setup {
    Setup {
        competency: "c".into(),
        question: "q".into(),
        level: "l".into(),
        lens: None,
        total: Some(Seconds(120)),
        think: Seconds(30),
        probes: 2,
        meters: None,
    }
}

fn start() -> Interview {
    Interview::start("i".into(), setup(), START)
}

fn probes(ids: &[&str]) -> Event {
    Event::Finish(ids.iter().map(|id| (*id).to_owned()).collect())
}

fn typed(text: &str) -> Event {
    Event::Type(text.into())
}

#[test]
fn a_whole_mock_is_kept_with_its_words_and_times() {
    let done = start()
        .apply(Event::Begin, at(10_000))
        .apply(typed("I saw it."), at(20_000))
        .apply(probes(&["why", "how", "when"]), at(100_000))
        .apply(typed("Because."), at(110_000))
        .apply(Event::Next, at(130_000))
        .apply(Event::Next, at(131_400));
    assert_eq!(done.stage, Stage::Done);
    let attempt = done.attempt(Some(4), 150).unwrap();
    assert_eq!((attempt.answer.as_str(), attempt.answer_seconds), ("I saw it.", Seconds(90)));
    let reply = |probe: &str, text: &str, spent| ProbeAnswer {
        probe: probe.into(),
        text: text.into(),
        spent: Seconds(spent),
    };
    assert_eq!(attempt.probes, [reply("why", "Because.", 30), reply("how", "", 1)]);
}

#[test]
fn a_mock_without_thinking_begins_with_the_answer() {
    let interview = Interview::start("i".into(), Setup { think: Seconds(0), ..setup() }, START);
    assert_eq!(interview.stage, Stage::Answer);
}

#[test]
fn thinking_turns_into_answering_at_its_deadline_whenever_one_looks() {
    let interview = start();
    assert_eq!(interview.stage_at(at(29_999)), Stage::Think);
    assert_eq!(interview.stage_at(at(30_000)), Stage::Answer);
    assert_eq!(interview.elapsed(at(50_000)), Seconds(20));
    let later = interview.apply(typed("a"), at(50_000));
    assert_eq!((later.stage, later.entered), (Stage::Answer, at(30_000)));
}

#[test]
fn words_typed_while_thinking_stay_in_the_answer() {
    let interview = start().apply(typed("notes"), at(1000)).apply(Event::Begin, at(2000));
    assert_eq!(interview.text(at(3000)), "notes");
}

#[test]
fn nothing_follows_where_no_probe_is_asked() {
    let asked = |n: u8, chosen: &[&str]| {
        let interview = Interview::start("i".into(), Setup { probes: n, ..setup() }, START);
        interview.apply(Event::Begin, at(1)).apply(probes(chosen), at(2)).stage
    };
    assert_eq!(asked(0, &["why"]), Stage::Done);
    assert_eq!(asked(2, &[]), Stage::Done);
    assert_eq!(asked(2, &["why"]), Stage::Probe(0));
}

#[test]
fn time_that_ran_out_is_reported_and_cuts_nobody_off() {
    let interview = start().apply(Event::Begin, START);
    let cases = [
        (0, Remaining::Left(Seconds(120))),
        (1, Remaining::Left(Seconds(120))),
        (119_001, Remaining::Left(Seconds(1))),
        (120_000, Remaining::Over(Seconds(0))),
        (183_999, Remaining::Over(Seconds(63))),
    ];
    for (millis, expected) in cases {
        assert_eq!(interview.remaining(at(millis)), expected, "{millis} ms");
    }
    let late = interview.apply(typed("still talking"), at(500_000)).apply(probes(&[]), at(600_000));
    let attempt = late.attempt(None, 150).unwrap();
    assert_eq!((attempt.answer.as_str(), attempt.answer_seconds), ("still talking", Seconds(600)));
}

#[test]
fn without_a_limit_nothing_runs_out_and_nothing_is_announced() {
    let setup = Setup { total: None, think: Seconds(0), ..setup() };
    let interview = Interview::start("i".into(), setup, START);
    assert_eq!(interview.remaining(at(9_999_000)), Remaining::Unlimited);
    assert_eq!(interview.mark(at(9_999_000)), None);
    assert_eq!(interview.elapsed(at(9_999_000)), Seconds(9999));
}

/// The marks passed, second by second, until 20 seconds after the end.
fn announced(total: u32) -> Vec<u32> {
    let setup = Setup { total: Some(Seconds(total)), think: Seconds(0), ..setup() };
    let interview = Interview::start("i".into(), setup, START);
    let mut marks: Vec<u32> = Vec::new();
    for second in 0..i64::from(total) + 20 {
        let mark = interview.mark(at(second * 1000)).map(|mark| mark.0);
        marks.extend(mark.filter(|mark| marks.last() != Some(mark)));
    }
    marks
}

#[test]
fn half_time_and_the_last_minute_are_announced() {
    assert_eq!(announced(300), [150, 60, 30, 10, 0]);
    assert_eq!(announced(180), [90, 60, 30, 10, 0]);
    assert_eq!(announced(120), [60, 30, 10, 0]);
    assert_eq!(announced(45), [22, 10, 0]);
    assert_eq!(announced(5), [2, 0]);
}

#[test]
fn a_clock_set_back_keeps_the_time_spent_so_far() {
    let hour = 3_600_000;
    let interview = start().apply(Event::Begin, START).apply(typed("a"), at(40_000));
    let back = interview.apply(typed("ab"), at(40_000 - hour));
    assert_eq!(back.elapsed(at(50_000 - hour)), Seconds(50));
    assert_eq!(back.apply(probes(&[]), at(60_000 - hour)).answer_spent, Seconds(60));
}

#[test]
fn a_draft_read_back_is_the_interview_it_was() {
    let interview = start().apply(Event::Begin, START).apply(probes(&["why"]), at(5));
    let json = serde_json::to_string(&interview).unwrap();
    assert_eq!(serde_json::from_str::<Interview>(&json).unwrap(), interview);
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::Begin),
        "[a-z]{0,5}".prop_map(Event::Type),
        prop::collection::vec("[a-z]{1,3}", 0..4).prop_map(Event::Finish),
        Just(Event::Next),
    ]
}

/// Events with the milliseconds from one to the next; the clock is set back now and then.
fn any_course() -> impl Strategy<Value = Vec<(Event, i64)>> {
    prop::collection::vec((any_event(), prop_oneof![4 => 0..100_000_i64, 1 => -4_000_000..0_i64]), 0..30)
}

proptest! {
    #[test]
    fn no_order_of_events_loses_words(course in any_course()) {
        let (mut interview, mut now) = (start(), START);
        let (mut answer, mut replies) = (String::new(), vec![String::new(); 4]);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            if let Event::Type(text) = &event {
                match interview.stage_at(now) {
                    Stage::Think | Stage::Answer => answer = text.clone(),
                    Stage::Probe(n) => replies[usize::from(n)] = text.clone(),
                    Stage::Done => {}
                }
            }
            interview = interview.apply(event, now);
            prop_assert_eq!(&interview.answer, &answer);
            for (reply, expected) in interview.probes.iter().zip(&replies) {
                prop_assert_eq!(&reply.text, expected);
            }
        }
    }

    #[test]
    fn no_order_of_events_goes_back(course in any_course()) {
        let (mut interview, mut now) = (start(), START);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            let before = interview.stage_at(now);
            let next = interview.clone().apply(event, now);
            prop_assert!(next.stage >= before && before >= interview.stage);
            if next.stage == interview.stage && next.stage != Stage::Done {
                prop_assert!(next.elapsed(now) >= interview.elapsed(interview.seen));
            }
            interview = next;
        }
    }

    #[test]
    fn every_stage_has_an_exit(course in any_course()) {
        let (mut interview, mut now) = (start(), START);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            interview = interview.apply(event, now);
        }
        for _ in 0..5 {
            let event = match interview.stage {
                Stage::Think => Event::Begin,
                Stage::Answer => probes(&["a", "b", "c"]),
                Stage::Probe(_) | Stage::Done => Event::Next,
            };
            interview = interview.apply(event, now);
        }
        prop_assert_eq!(interview.stage, Stage::Done);
        prop_assert!(interview.attempt(None, 150).is_some());
    }

    #[test]
    fn a_reload_at_any_moment_changes_nothing(course in any_course()) {
        let (mut kept, mut reloaded, mut now) = (start(), start(), START);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            kept = kept.apply(event.clone(), now);
            let draft = serde_json::to_string(&reloaded.apply(event, now)).unwrap();
            reloaded = serde_json::from_str(&draft).unwrap();
            prop_assert_eq!(&kept, &reloaded);
            prop_assert_eq!(kept.remaining(now), reloaded.remaining(now));
        }
    }
}
