//! One timed mock, as a state machine: `(interview, event, now) → interview`.
//!
//! Times are derived from the moment a stage was entered, never counted in ticks, so a hidden tab or a reload
//! changes nothing. Time that has run out is reported and never cuts anybody off.

use serde::{Deserialize, Serialize};

use super::time::{Seconds, Timestamp};

/// What is allowed for the reply to one probe.
pub const PROBE_TIME: Seconds = Seconds(45);

/// What is agreed before a mock begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The competency's id.
    pub competency: String,
    /// The question's id.
    pub question: String,
    /// The level's id.
    pub level: String,
    /// The lens's id, if one is chosen.
    pub lens: Option<String>,
    /// What is allowed for the answer; `None`: no limit.
    pub total: Option<Seconds>,
    /// What is allowed for thinking beforehand; 0: the answer begins at once.
    pub think: Seconds,
    /// How many probes are asked at most.
    pub probes: u8,
}

/// Where a mock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Thinking; ends by [`Event::Begin`] or when the time for it is over.
    Think,
    /// Answering; ends by [`Event::Finish`].
    Answer,
    /// Replying to a probe (an index into [`Interview::probes`]); ends by [`Event::Next`].
    Probe(u8),
    /// Over: [`Interview::attempt`] gives what is kept.
    Done,
}

/// A reply to one probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeAnswer {
    /// The probe's id.
    pub probe: String,
    /// The words of the reply.
    pub text: String,
    /// How long it took.
    pub spent: Seconds,
}

/// A mock under way. All of it is kept as a draft, so a reload resumes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    /// Unique on this device.
    pub id: String,
    /// What was agreed.
    pub setup: Setup,
    /// Where it stood at the last event; [`Interview::stage_at`] says where it stands now.
    pub stage: Stage,
    /// When it began.
    pub started: Timestamp,
    /// When `stage` was entered.
    pub entered: Timestamp,
    /// When the last event happened.
    pub seen: Timestamp,
    /// The words of the answer so far.
    pub answer: String,
    /// How long the answer took; 0 until it is finished.
    pub answer_spent: Seconds,
    /// The probes chosen, with the replies so far.
    pub probes: Vec<ProbeAnswer>,
}

/// What can happen in a mock. An event that does not belong to the stage changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Enough thought: the answer begins now.
    Begin,
    /// The whole text of the answer (while thinking or answering) or of the reply (at a probe) is now this.
    Type(String),
    /// The answer is finished; these probes (ids) follow, of which the first `setup.probes` are asked.
    Finish(Vec<String>),
    /// The reply to a probe is finished.
    Next,
}

/// How a stage's time stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remaining {
    /// There is no limit.
    Unlimited,
    /// This much is left, rounded up: a full second until it is over.
    Left(Seconds),
    /// The time ran out this long ago, rounded down. Nobody is cut off.
    Over(Seconds),
}

/// An answered mock as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The interview's id.
    pub id: String,
    /// What was agreed.
    pub setup: Setup,
    /// When it began.
    pub started: Timestamp,
    /// The words of the answer.
    pub answer: String,
    /// How long the answer took.
    pub answer_seconds: Seconds,
    /// The replies to the probes asked.
    pub probes: Vec<ProbeAnswer>,
    /// The rating as it was read then, 1 to 5; `None` where there was too little to judge.
    pub score: Option<u8>,
    /// The pace by which the answer was timed, in words a minute.
    pub pace: u32,
}

impl Interview {
    /// A mock that begins at `now`; `id` is unique on this device.
    pub fn start(id: String, setup: Setup, now: Timestamp) -> Interview {
        let stage = if setup.think == Seconds(0) { Stage::Answer } else { Stage::Think };
        Interview {
            id,
            setup,
            stage,
            started: now,
            entered: now,
            seen: now,
            answer: String::new(),
            answer_spent: Seconds(0),
            probes: Vec::new(),
        }
    }

    /// What the mock becomes by `event` at `now`.
    #[must_use]
    pub fn apply(mut self, event: Event, now: Timestamp) -> Interview {
        (self.stage, self.entered) = self.stands(now);
        self.seen = now;
        match (self.stage, event) {
            (Stage::Think, Event::Begin) => self.enter(Stage::Answer),
            (Stage::Think | Stage::Answer, Event::Type(text)) => self.answer = text,
            (Stage::Answer, Event::Finish(probes)) => {
                self.answer_spent = self.spent();
                let chosen = probes.into_iter().take(usize::from(self.setup.probes));
                let unanswered = |probe| ProbeAnswer { probe, text: String::new(), spent: Seconds(0) };
                self.probes = chosen.map(unanswered).collect();
                self.ask(0);
            }
            (Stage::Probe(n), Event::Type(text)) => {
                if let Some(reply) = self.probes.get_mut(usize::from(n)) {
                    reply.text = text;
                }
            }
            (Stage::Probe(n), Event::Next) => {
                let spent = self.spent();
                if let Some(reply) = self.probes.get_mut(usize::from(n)) {
                    reply.spent = spent;
                }
                self.ask(n.saturating_add(1));
            }
            _ => {}
        }
        self
    }

    /// The probe `n`, or the end where there is none.
    fn ask(&mut self, n: u8) {
        self.enter(if usize::from(n) < self.probes.len() { Stage::Probe(n) } else { Stage::Done });
    }

    /// Enters `stage` at the event just seen.
    fn enter(&mut self, stage: Stage) {
        self.stage = stage;
        self.entered = self.seen;
    }

    /// How long the stage lasted until the event just seen, to the nearest second.
    fn spent(&self) -> Seconds {
        seconds(self.seen.since(self.entered) + 500)
    }

    /// The stage at `now`, and when it was entered by the clock that says `now`. Where that clock was set back
    /// since the last event, the time spent until then is kept.
    fn stands(&self, now: Timestamp) -> (Stage, Timestamp) {
        let entered = Timestamp(self.entered.0 - self.seen.since(now));
        let over = entered.plus(self.setup.think);
        if self.stage == Stage::Think && now >= over { (Stage::Answer, over) } else { (self.stage, entered) }
    }

    /// Where it stands at `now`: thinking turns into answering when its time is over.
    pub fn stage_at(&self, now: Timestamp) -> Stage {
        self.stands(now).0
    }

    /// What is allowed for `stage`; `None`: no limit.
    pub fn allowed(&self, stage: Stage) -> Option<Seconds> {
        match stage {
            Stage::Think => Some(self.setup.think),
            Stage::Answer => self.setup.total,
            Stage::Probe(_) => Some(PROBE_TIME),
            Stage::Done => None,
        }
    }

    /// How long the stage at `now` has lasted.
    pub fn elapsed(&self, now: Timestamp) -> Seconds {
        seconds(now.since(self.stands(now).1))
    }

    /// How the time of the stage at `now` stands.
    pub fn remaining(&self, now: Timestamp) -> Remaining {
        let (stage, entered) = self.stands(now);
        let Some(allowed) = self.allowed(stage) else { return Remaining::Unlimited };
        let deadline = entered.plus(allowed);
        if now < deadline {
            Remaining::Left(seconds(deadline.since(now) + 999))
        } else {
            Remaining::Over(seconds(now.since(deadline)))
        }
    }

    /// The last of the marks worth saying aloud that the stage at `now` has passed, in seconds left: half of
    /// the time, then 60, 30, 10 and 0 seconds, where they lie in the second half. It changes at a mark and
    /// nowhere else, so announcing each change announces each mark once.
    pub fn mark(&self, now: Timestamp) -> Option<Seconds> {
        let half = Seconds(self.allowed(self.stage_at(now))?.0 / 2);
        let left = match self.remaining(now) {
            Remaining::Left(left) => left,
            Remaining::Over(_) => return Some(Seconds(0)),
            Remaining::Unlimited => return None,
        };
        let marks = [half, Seconds(60), Seconds(30), Seconds(10)];
        // Marks before the half would be said at once, or crowd the beginning.
        marks.into_iter().filter(|mark| *mark <= half && left <= *mark).min()
    }

    /// The text of the stage at `now`: what a text field shows.
    pub fn text(&self, now: Timestamp) -> &str {
        match self.stage_at(now) {
            Stage::Think | Stage::Answer => &self.answer,
            Stage::Probe(n) => self.probes.get(usize::from(n)).map_or("", |reply| &reply.text),
            Stage::Done => "",
        }
    }

    /// What is kept of a mock that is over, with its rating as read now and the pace (words a minute) used;
    /// `None` while it is under way.
    pub fn attempt(&self, score: Option<u8>, pace: u32) -> Option<Attempt> {
        (self.stage == Stage::Done).then(|| Attempt {
            id: self.id.clone(),
            setup: self.setup.clone(),
            started: self.started,
            answer: self.answer.clone(),
            answer_seconds: self.answer_spent,
            probes: self.probes.clone(),
            score,
            pace,
        })
    }
}

/// Whole seconds of so many milliseconds, rounded down; negative ones are none.
fn seconds(millis: i64) -> Seconds {
    Seconds(u32::try_from(millis.max(0) / 1000).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
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
}
