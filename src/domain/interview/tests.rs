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
        ..Setup::default()
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
        .apply(Event::Next, at(131_400))
        .apply(Event::Next, at(140_000));
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
    assert_eq!(asked(0, &["why"]), Stage::Rate);
    assert_eq!(asked(2, &[]), Stage::Rate);
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
    let late = interview
        .apply(typed("still talking"), at(500_000))
        .apply(probes(&[]), at(600_000))
        .apply(Event::Next, at(600_000));
    let attempt = late.attempt(None, 150).unwrap();
    assert_eq!((attempt.answer.as_str(), attempt.answer_seconds), ("still talking", Seconds(600)));
}

#[test]
fn without_a_limit_nothing_runs_out_and_nothing_is_announced() {
    let setup = Setup { total: None, think: Seconds(0), ..setup() };
    let interview = Interview::start("i".into(), setup, START);
    assert_eq!(interview.remaining(at(9_999_000)), Remaining::Unlimited);
    assert_eq!(interview.milestone(at(9_999_000)), None);
    assert_eq!(interview.elapsed(at(9_999_000)), Seconds(9999));
}

/// The marks passed, second by second, until 20 seconds after the end.
fn announced(total: u32) -> Vec<u32> {
    let setup = Setup { total: Some(Seconds(total)), think: Seconds(0), ..setup() };
    let interview = Interview::start("i".into(), setup, START);
    let mut marks: Vec<u32> = Vec::new();
    for second in 0..i64::from(total) + 20 {
        let mark = interview.milestone(at(second * 1000)).map(|mark| mark.0);
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

#[test]
fn a_pause_stops_the_clock_and_whatever_leads_on_ends_it() {
    let paused = start().apply(Event::Begin, START).apply(Event::Pause, at(20_000));
    assert_eq!(paused.elapsed(at(500_000)), Seconds(20));
    let typed = paused.clone().apply(typed("I"), at(400_000));
    assert_eq!((typed.elapsed(at(500_000)), typed.text(at(500_000))), (Seconds(20), "I"));
    let resumed = paused.clone().apply(Event::Resume, at(500_000));
    assert_eq!(resumed.elapsed(at(510_000)), Seconds(30));
    assert_eq!(paused.apply(probes(&[]), at(500_000)).answer_spent, Seconds(20));
}

#[test]
fn thinking_does_not_run_out_while_the_clock_stands_still() {
    let paused = start().apply(Event::Pause, at(10_000));
    assert_eq!(paused.stage_at(at(900_000)), Stage::Think);
    let resumed = paused.apply(Event::Resume, at(900_000));
    assert_eq!(resumed.stage_at(at(919_999)), Stage::Think);
    assert_eq!(resumed.stage_at(at(920_000)), Stage::Answer);
}

#[test]
fn a_clock_set_back_during_a_pause_keeps_the_time_spent() {
    let paused = start().apply(Event::Begin, START).apply(Event::Pause, at(40_000));
    let resumed = paused.apply(Event::Resume, at(-3_600_000));
    assert_eq!(resumed.elapsed(at(-3_590_000)), Seconds(50));
}

#[test]
fn a_stage_is_extended_as_often_as_wanted_and_the_next_one_is_not() {
    let by = || Event::Extend(Seconds(60));
    let longer = start().apply(Event::Begin, START).apply(by(), at(1000)).apply(by(), at(2000));
    assert_eq!(longer.remaining(at(120_000)), Remaining::Left(Seconds(120)));
    let probe = longer.apply(probes(&["why"]), at(120_000));
    assert_eq!(probe.remaining(at(120_000)), Remaining::Left(PROBE_TIME));
    let extended = start().apply(by(), at(29_000));
    assert_eq!(extended.stage_at(at(89_999)), Stage::Think);
}

#[test]
fn what_thinking_was_extended_by_is_not_the_answers() {
    let longer = start().apply(Event::Extend(Seconds(60)), at(29_000));
    let typed = longer.apply(typed("I"), at(100_000));
    assert_eq!((typed.stage, typed.remaining(at(100_000))), (Stage::Answer, Remaining::Left(Seconds(110))));
}

#[test]
fn without_any_limit_thinking_and_replies_have_none_either() {
    let setup = Setup { stretch: Some(UNTIMED), ..setup() };
    let thinking = Interview::start("i".into(), setup, START);
    assert_eq!(thinking.stage_at(at(9_999_000)), Stage::Think);
    let answered = thinking.apply(Event::Begin, at(9_999_000));
    assert_eq!(answered.remaining(at(99_999_000)), Remaining::Unlimited);
    let probed = answered.apply(probes(&["why"]), at(99_999_000));
    assert_eq!(probed.remaining(at(999_999_000)), Remaining::Unlimited);
    let paused = probed.apply(Event::Pause, at(99_999_000));
    assert_eq!(paused.elapsed(at(999_999_000)), Seconds(0));
}

#[test]
fn a_clock_set_back_between_two_events_costs_nothing_that_was_looked_at() {
    let hour = 3_600_000;
    let looked = start().apply(Event::Begin, START).apply(Event::Look, at(90_000));
    let looked = looked.apply(Event::Look, at(90_000 - hour));
    assert_eq!(looked.elapsed(at(91_000 - hour)), Seconds(91));
}

#[test]
fn times_stretch_from_half_to_ten_times() {
    let allowed = |stretch| {
        let setup = Setup { stretch: Some(stretch), ..setup() };
        (setup.answer_time(), setup.stretched(setup.think), setup.reply_time())
    };
    assert_eq!(allowed(50), (Some(Seconds(60)), Seconds(15), Seconds(22)));
    assert_eq!(allowed(1000), (Some(Seconds(1200)), Seconds(300), Seconds(450)));
    assert_eq!(allowed(9), allowed(50));
}

#[test]
fn parts_are_marked_in_the_order_of_a_story_and_a_slip_is_taken_back() {
    let told = start().apply(Event::Begin, at(10_000));
    assert_eq!(told.part(), Some(Part::Situation));
    let marked = told
        .apply(Event::Mark, at(25_000))
        .apply(Event::Mark, at(26_000))
        .apply(Event::Unmark, at(27_000))
        .apply(Event::Mark, at(30_000))
        .apply(Event::Mark, at(100_000))
        .apply(Event::Mark, at(101_000));
    assert_eq!(marked.part(), Some(Part::Result));
    let done = marked.apply(probes(&[]), at(130_000)).apply(Event::Next, at(130_000));
    let parts = done.attempt(None, 150).unwrap().marked_parts();
    let expected = [
        (Part::Situation, Millis(0), Millis(15_000)),
        (Part::Task, Millis(15_000), Millis(20_000)),
        (Part::Action, Millis(20_000), Millis(90_000)),
        (Part::Result, Millis(90_000), Millis(120_000)),
    ];
    assert_eq!(parts, expected);
}

#[test]
fn a_mark_is_set_by_the_clock_of_the_answer_which_a_pause_stops() {
    let marked =
        start().apply(Event::Begin, START).apply(Event::Pause, at(10_000)).apply(Event::Mark, at(60_000));
    assert_eq!((marked.marks, marked.paused), (vec![Millis(10_000)], None));
}

#[test]
fn what_is_said_is_written_down_before_it_is_followed_up() {
    let spoken = Interview::start("i".into(), Setup { mode: Some(Mode::Spoken), ..setup() }, START);
    let said = spoken.apply(Event::Begin, START).apply(probes(&[]), at(90_000));
    assert_eq!((said.stage, said.remaining(at(999_000))), (Stage::Transcript, Remaining::Unlimited));
    let sound = Sound { spoken: Millis(88_000), longest_pause: Millis(2_500) };
    let written = said.apply(Event::Heard(sound), at(91_000)).apply(typed("I saw it."), at(200_000));
    let probed = written.apply(probes(&["why"]), at(300_000)).apply(Event::Next, at(320_000));
    assert_eq!(probed.stage, Stage::ReplyTranscript(0));
    let rated = probed.apply(typed("Because."), at(400_000)).apply(Event::Next, at(401_000));
    let rating = SelfRating { overall: Some(3), signals: vec![("s".into(), Shown::Partly)] };
    let attempt = rated.apply(Event::Rate(rating.clone()), at(402_000)).attempt(None, 150).unwrap();
    assert_eq!((attempt.answer.as_str(), attempt.answer_seconds), ("I saw it.", Seconds(90)));
    assert_eq!((attempt.probes[0].text.as_str(), attempt.probes[0].spent), ("Because.", Seconds(20)));
    assert_eq!((attempt.sound, attempt.is_spoken()), (Some(sound), true));
    assert_eq!(attempt.self_rating, Some(rating));
}

#[test]
fn whoever_goes_over_to_typing_has_nothing_to_write_down() {
    let spoken = Interview::start("i".into(), Setup { mode: Some(Mode::Spoken), ..setup() }, START);
    let typed = spoken.apply(Event::Begin, START).apply(Event::Switch(Mode::Written), at(5_000));
    assert_eq!(typed.apply(probes(&["why"]), at(9_000)).stage, Stage::Probe(0));
}

fn finished(course: Course) -> Attempt {
    let interview = Interview::start("i".into(), Setup { course: Some(course), ..setup() }, START);
    let rated = interview.apply(Event::Begin, START).apply(probes(&[]), at(1)).apply(Event::Next, at(2));
    rated.attempt(None, 150).unwrap()
}

#[test]
fn a_loop_asks_one_question_after_another() {
    let first = finished(Course::Loop(2));
    let second = first.following("j".into(), "another".into(), at(5)).unwrap();
    assert_eq!((second.setup.question.as_str(), second.setup.total), ("another", setup().total));
    assert_eq!(second.round, Some(Round { course: "i".into(), number: 2 }));
    let last = Attempt { round: second.round, ..first };
    assert_eq!(last.following("k".into(), "third".into(), at(6)), None);
}

#[test]
fn a_ladder_asks_for_the_same_story_in_less_and_less_time() {
    let mut rung = finished(Course::Ladder);
    let mut totals = vec![rung.setup.total];
    while let Some(next) = rung.following("j".into(), "another".into(), at(5)) {
        assert_eq!((next.setup.question.as_str(), next.setup.probes), ("q", 0));
        rung = Attempt { round: next.round, setup: next.setup, ..rung };
        totals.push(rung.setup.total);
    }
    assert_eq!(totals, RUNGS.map(Some));
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::Begin),
        "[a-z]{0,5}".prop_map(Event::Type),
        prop::collection::vec("[a-z]{1,3}", 0..4).prop_map(Event::Finish),
        Just(Event::Next),
        "[a-z]{0,5}".prop_map(Event::Note),
        Just(Event::Mark),
        Just(Event::Unmark),
        Just(Event::Pause),
        Just(Event::Resume),
        Just(Event::Look),
        (0..100u32).prop_map(|by| Event::Extend(Seconds(by))),
        prop_oneof![Just(Mode::Spoken), Just(Mode::Written)].prop_map(Event::Switch),
        Just(Event::Rate(SelfRating::default())),
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
        let (mut answer, mut notes, mut replies) = (String::new(), String::new(), vec![String::new(); 4]);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            if let Event::Type(text) = &event {
                match interview.stage_at(now) {
                    Stage::Think | Stage::Answer | Stage::Transcript => answer = text.clone(),
                    Stage::Probe(n) | Stage::ReplyTranscript(n) => replies[usize::from(n)] = text.clone(),
                    Stage::Rate | Stage::Done => {}
                }
            }
            if let Event::Note(text) = &event {
                notes = text.clone();
            }
            interview = interview.apply(event, now);
            prop_assert_eq!(&interview.notes, &notes);
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
            prop_assert!(next.stage.place() >= before.place() && before.place() >= interview.stage.place());
            if next.stage == interview.stage && next.stage != Stage::Done {
                prop_assert!(next.elapsed(now) >= interview.elapsed(interview.seen));
            }
            interview = next;
        }
    }

    #[test]
    fn what_only_looks_or_notes_changes_no_time(course in any_course()) {
        let (mut interview, mut now) = (start(), START);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            interview = interview.apply(event, now);
            let later = Timestamp(now.0 + 33_000);
            for idle in [Event::Look, Event::Note(interview.notes.clone())] {
                let same = interview.clone().apply(idle, later);
                prop_assert_eq!(same.stage_at(later), interview.stage_at(later));
                prop_assert_eq!(same.remaining(later), interview.remaining(later));
                prop_assert_eq!(same.lasted(later), interview.lasted(later));
            }
        }
    }

    #[test]
    fn every_stage_has_an_exit(course in any_course()) {
        let (mut interview, mut now) = (start(), START);
        for (event, gap) in course {
            now = Timestamp(now.0 + gap);
            interview = interview.apply(event, now);
        }
        for _ in 0..8 {
            let event = match interview.stage {
                Stage::Think => Event::Begin,
                Stage::Answer | Stage::Transcript => probes(&["a", "b", "c"]),
                _ => Event::Next,
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

#[test]
fn an_answer_that_was_spoken_stays_spoken_though_its_reply_is_typed() {
    let setup = Setup { think: Seconds(0), probes: 1, mode: Some(Mode::Spoken), ..setup() };
    let done = Interview::start("i".into(), setup, START)
        .apply(probes(&[]), at(60_000))
        .apply(probes(&["why"]), at(90_000))
        .apply(Event::Switch(Mode::Written), at(95_000))
        .apply(Event::Next, at(100_000))
        .apply(Event::Next, at(101_000));
    assert!(done.attempt(None, 150).unwrap().is_spoken());
}
