//! One timed mock, as a state machine: `(interview, event, now) → interview`.
//!
//! Times are derived from the moment a stage was entered, never counted in ticks, so a hidden tab, a night asleep or
//! a reload changes nothing. Time that has run out is reported and never cuts anybody off.

mod attempt;
mod setup;

use serde::{Deserialize, Serialize};

pub use self::attempt::{Attempt, ProbeAnswer, SelfRating, Shown, Sound};
pub use self::setup::{Course, Face, Mode, PROBE_TIME, Pick, RUNGS, Round, STRETCH, Setup, UNTIMED};
use super::answer::Part;
use super::time::{Millis, Seconds, Timestamp};

/// Where a mock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Thinking; ends by [`Event::Begin`] or when the time for it is over.
    Think,
    /// Answering; ends by [`Event::Finish`].
    Answer,
    /// Writing down what was said; ends by [`Event::Finish`].
    Transcript,
    /// Replying to a probe (an index into [`Interview::probes`]); ends by [`Event::Next`].
    Probe(u8),
    /// Writing down the reply to a probe; ends by [`Event::Next`].
    ReplyTranscript(u8),
    /// Rating oneself; ends by [`Event::Rate`], or by [`Event::Next`] without a rating.
    Rate,
    /// Over: [`Interview::attempt`] gives what is kept.
    Done,
}

impl Stage {
    /// Whether its time is taken: with a limit or without.
    pub fn is_timed(self) -> bool {
        matches!(self, Stage::Think | Stage::Answer | Stage::Probe(_))
    }

    /// Its place among all stages: no event leads to an earlier one.
    pub fn place(self) -> u16 {
        match self {
            Stage::Think => 0,
            Stage::Answer => 1,
            Stage::Transcript => 2,
            Stage::Probe(n) => 3 + 2 * u16::from(n),
            Stage::ReplyTranscript(n) => 4 + 2 * u16::from(n),
            Stage::Rate => u16::MAX - 1,
            Stage::Done => u16::MAX,
        }
    }
}

/// A mock under way. All of it is kept as a draft, so a reload resumes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interview {
    /// Unique on this device.
    pub id: String,
    /// What was agreed.
    pub setup: Setup,
    /// Which mock of a course it is, if of any.
    pub round: Option<Round>,
    /// Where it stood at the last event; [`Interview::stage_at`] says where it stands now.
    pub stage: Stage,
    /// When it began.
    pub started: Timestamp,
    /// When `stage` was entered, moved on by what it was paused for.
    pub entered: Timestamp,
    /// When the last event happened.
    pub seen: Timestamp,
    /// Since when the clock stands still; `None`: it runs.
    pub paused: Option<Timestamp>,
    /// By how much the time of `stage` was extended.
    #[serde(default)]
    pub extra: Seconds,
    /// How it is answered now: what was agreed, or what one changed to.
    #[serde(default)]
    pub mode: Mode,
    /// What was noted while thinking.
    #[serde(default)]
    pub notes: String,
    /// The words of the answer so far.
    pub answer: String,
    /// How it was answered; `None` until the answer is finished.
    pub answered: Option<Mode>,
    /// How long the answer took; 0 until it is finished.
    pub answer_spent: Seconds,
    /// When task, action and result began, as far as that was marked: after the answer's beginning.
    #[serde(default)]
    pub marks: Vec<Millis>,
    /// What was measured in the sound of the answer.
    pub sound: Option<Sound>,
    /// The probes chosen, with the replies so far.
    pub probes: Vec<ProbeAnswer>,
    /// What its speaker says of it.
    pub self_rating: Option<SelfRating>,
}

/// What can happen in a mock. An event that does not belong to the stage changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Enough thought: the answer begins now.
    Begin,
    /// The whole of the notes is now this.
    Note(String),
    /// The whole text of the answer (until it is finished) or of the reply (at a probe) is now this.
    Type(String),
    /// The next part of the story begins now.
    Mark,
    /// The last mark was none.
    Unmark,
    /// The clock stands still, until [`Event::Resume`] or the next step.
    Pause,
    /// The clock runs again.
    Resume,
    /// Nobody did anything, but the clock was read. Where it was set back, once by what it would say had it not been,
    /// and once by what it says: then no time is lost.
    Look,
    /// The stage's time is longer by this.
    Extend(Seconds),
    /// It is answered this way from now on.
    Switch(Mode),
    /// This was measured in the sound of the answer.
    Heard(Sound),
    /// The answer is finished, or what was said is written down. Then these probes (ids) follow, of which the first
    /// `setup.probes` are asked; a spoken answer is written down first.
    Finish(Vec<String>),
    /// The reply to a probe is finished, or written down; or there is no self-rating.
    Next,
    /// The self-rating.
    Rate(SelfRating),
}

impl Event {
    /// Whether it leads on to another stage or part, which lets a clock that stands still run again.
    fn leads_on(&self) -> bool {
        use Event::{Begin, Finish, Mark, Next, Rate, Resume};
        matches!(self, Begin | Mark | Finish(_) | Next | Rate(_) | Resume)
    }
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

/// A number that is the interview's own, by which probes are worded.
fn turn(id: &str) -> usize {
    id.bytes().map(usize::from).sum()
}

impl Interview {
    /// A mock that begins at `now`, the first of its course where one is agreed; `id` is unique on this device.
    pub fn start(id: String, setup: Setup, now: Timestamp) -> Interview {
        let round = setup.course.map(|_| Round { course: id.clone(), number: 1 });
        Interview::begin(id, setup, round, now)
    }

    fn begin(id: String, mut setup: Setup, round: Option<Round>, now: Timestamp) -> Interview {
        if let (Some(Course::Ladder), Some(round)) = (setup.course, &round) {
            setup.total = RUNGS.get(usize::from(round.number.saturating_sub(1))).copied();
            setup.probes = 0;
        }
        let stage = if setup.think == Seconds(0) { Stage::Answer } else { Stage::Think };
        Interview {
            id,
            mode: setup.mode.unwrap_or_default(),
            setup,
            round,
            stage,
            started: now,
            entered: now,
            seen: now,
            paused: None,
            extra: Seconds(0),
            notes: String::new(),
            answer: String::new(),
            answered: None,
            answer_spent: Seconds(0),
            marks: Vec::new(),
            sound: None,
            probes: Vec::new(),
            self_rating: None,
        }
    }

    /// The turn by which its probes are worded, see [`Probe::wording`](super::competency::Probe::wording).
    pub fn turn(&self) -> usize {
        turn(&self.id)
    }

    /// What the mock becomes by `event` at `now`.
    #[must_use]
    pub fn apply(mut self, event: Event, now: Timestamp) -> Interview {
        let (stage, entered) = self.stands(now);
        if stage != self.stage {
            // What one stage was extended by is not the next one's.
            self.extra = Seconds(0);
        }
        (self.stage, self.entered, self.seen) = (stage, entered, now);
        if let Some(paused) = self.paused.filter(|_| event.leads_on()) {
            // What was spent before stays, whatever the clock did meanwhile.
            self.entered = Timestamp(now.0 - paused.since(self.entered));
            self.paused = None;
        }
        match (self.stage, event) {
            (_, Event::Pause) if self.stage.is_timed() => {
                self.paused = self.paused.or(Some(now));
            }
            (_, Event::Extend(by)) => self.extra = Seconds(self.extra.0.saturating_add(by.0)),
            (_, Event::Switch(mode)) => self.mode = mode,
            (_, Event::Heard(sound)) => self.sound = Some(sound),
            (_, Event::Note(notes)) => self.notes = notes,
            (_, Event::Type(text)) => {
                if let Some(words) = self.words() {
                    *words = text;
                }
            }
            (stage, event) => self.step(stage, event),
        }
        self
    }

    /// Goes on to another stage or part.
    fn step(&mut self, stage: Stage, event: Event) {
        match (stage, event) {
            (Stage::Think, Event::Begin) => self.enter(Stage::Answer),
            (Stage::Answer, Event::Mark) if self.marks.len() + 1 < Part::ALL.len() => {
                let at = self.seen.since(self.entered);
                self.marks.push(Millis(u32::try_from(at).unwrap_or(u32::MAX)));
            }
            (Stage::Answer, Event::Unmark) => drop(self.marks.pop()),
            (Stage::Answer, Event::Finish(probes)) => {
                self.answer_spent = self.spent();
                self.answered = Some(self.mode);
                match self.mode {
                    Mode::Spoken => self.enter(Stage::Transcript),
                    Mode::Written => self.choose(probes),
                }
            }
            (Stage::Transcript, Event::Finish(probes)) => self.choose(probes),
            (Stage::Probe(n), Event::Next) => {
                let spent = self.spent();
                if let Some(reply) = self.probes.get_mut(usize::from(n)) {
                    reply.spent = spent;
                }
                match self.mode {
                    Mode::Spoken => self.enter(Stage::ReplyTranscript(n)),
                    Mode::Written => self.ask(n.saturating_add(1)),
                }
            }
            (Stage::ReplyTranscript(n), Event::Next) => self.ask(n.saturating_add(1)),
            (Stage::Rate, Event::Rate(rating)) => {
                self.self_rating = Some(rating);
                self.enter(Stage::Done);
            }
            (Stage::Rate, Event::Next) => self.enter(Stage::Done),
            _ => {}
        }
    }

    /// The probes that follow, and the first of them.
    fn choose(&mut self, probes: Vec<String>) {
        let chosen = probes.into_iter().take(usize::from(self.setup.probes));
        let unanswered = |probe| ProbeAnswer { probe, text: String::new(), spent: Seconds(0) };
        self.probes = chosen.map(unanswered).collect();
        self.ask(0);
    }

    /// The probe `n`, or what comes after the last one.
    fn ask(&mut self, n: u8) {
        let end = if self.setup.is_rated() { Stage::Rate } else { Stage::Done };
        self.enter(if usize::from(n) < self.probes.len() { Stage::Probe(n) } else { end });
    }

    /// Enters `stage` at the event just seen.
    fn enter(&mut self, stage: Stage) {
        self.stage = stage;
        self.entered = self.seen;
        self.extra = Seconds(0);
    }

    /// How long the stage lasted until the event just seen, to the nearest second.
    fn spent(&self) -> Seconds {
        seconds(self.seen.since(self.entered) + 500)
    }

    /// The words that are written in this stage.
    fn words(&mut self) -> Option<&mut String> {
        match self.stage {
            Stage::Think | Stage::Answer | Stage::Transcript => Some(&mut self.answer),
            Stage::Probe(n) | Stage::ReplyTranscript(n) => {
                self.probes.get_mut(usize::from(n)).map(|reply| &mut reply.text)
            }
            Stage::Rate | Stage::Done => None,
        }
    }

    /// The stage at `now`, and when it was entered by the clock that says `now`. Where that clock was set back
    /// since the last event, the time spent until then is kept.
    fn stands(&self, now: Timestamp) -> (Stage, Timestamp) {
        if self.paused.is_some() {
            return (self.stage, self.entered);
        }
        let entered = Timestamp(self.entered.0 - self.seen.since(now));
        let over = self.allowed(self.stage).map(|allowed| entered.plus(allowed));
        match over {
            Some(over) if self.stage == Stage::Think && now >= over => (Stage::Answer, over),
            _ => (self.stage, entered),
        }
    }

    /// Where it stands at `now`: thinking turns into answering when its time is over.
    pub fn stage_at(&self, now: Timestamp) -> Stage {
        self.stands(now).0
    }

    /// The part of the story that is told now, as it was marked; `None` where nothing is told.
    pub fn part(&self) -> Option<Part> {
        Part::ALL.get(self.marks.len()).copied().filter(|_| self.stage == Stage::Answer)
    }

    /// What is allowed for `stage`, with what it was extended by; `None`: no limit.
    pub fn allowed(&self, stage: Stage) -> Option<Seconds> {
        let agreed = match stage {
            _ if self.setup.is_untimed() => None,
            Stage::Think => Some(self.setup.stretched(self.setup.think)),
            Stage::Answer => self.setup.answer_time(),
            Stage::Probe(_) => Some(self.setup.reply_time()),
            Stage::Transcript | Stage::ReplyTranscript(_) | Stage::Rate | Stage::Done => None,
        };
        let extra = if stage == self.stage { self.extra.0 } else { 0 };
        agreed.map(|agreed| Seconds(agreed.0.saturating_add(extra)))
    }

    /// How long the stage at `now` has lasted, in milliseconds, without what it was paused for.
    pub fn lasted(&self, now: Timestamp) -> i64 {
        self.paused.unwrap_or(now).since(self.stands(now).1)
    }

    /// How long the stage at `now` has lasted.
    pub fn elapsed(&self, now: Timestamp) -> Seconds {
        seconds(self.lasted(now))
    }

    /// How the time of the stage at `now` stands.
    pub fn remaining(&self, now: Timestamp) -> Remaining {
        let Some(allowed) = self.allowed(self.stage_at(now)) else { return Remaining::Unlimited };
        let left = i64::from(allowed.0) * 1000 - self.lasted(now);
        if left > 0 { Remaining::Left(seconds(left + 999)) } else { Remaining::Over(seconds(-left)) }
    }

    /// The last of the moments worth saying aloud that the stage at `now` has passed, in seconds left: half of
    /// the time, then 60, 30, 10 and 0 seconds, where they lie in the second half. It changes there and
    /// nowhere else, so announcing each change announces each once.
    pub fn milestone(&self, now: Timestamp) -> Option<Seconds> {
        let half = Seconds(self.allowed(self.stage_at(now))?.0 / 2);
        let left = match self.remaining(now) {
            Remaining::Left(left) => left,
            Remaining::Over(_) => return Some(Seconds(0)),
            Remaining::Unlimited => return None,
        };
        let all = [half, Seconds(60), Seconds(30), Seconds(10)];
        // What comes before the half would be said at once, or crowd the beginning.
        all.into_iter().filter(|seconds| *seconds <= half && left <= *seconds).min()
    }

    /// The text of the stage at `now`: what a text field shows.
    pub fn text(&self, now: Timestamp) -> &str {
        match self.stage_at(now) {
            Stage::Think | Stage::Answer | Stage::Transcript => &self.answer,
            Stage::Probe(n) | Stage::ReplyTranscript(n) => {
                self.probes.get(usize::from(n)).map_or("", |reply| &reply.text)
            }
            Stage::Rate | Stage::Done => "",
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
            round: self.round.clone(),
            // Whoever types the replies has spoken the answer all the same.
            mode: Some(self.answered.unwrap_or(self.mode)),
            notes: Some(self.notes.clone()).filter(|notes| !notes.is_empty()),
            marks: Some(self.marks.clone()).filter(|marks| !marks.is_empty()),
            sound: self.sound,
            self_rating: self.self_rating.clone(),
        })
    }
}

impl Attempt {
    /// The next mock of its course, begun at `now` with the question `question` (a ladder keeps its own); `None`
    /// where there is no course, or this was the last. `id` is unique on this device.
    pub fn following(&self, id: String, question: String, now: Timestamp) -> Option<Interview> {
        let (course, round) = (self.setup.course?, self.round.as_ref()?);
        let number = round.number.checked_add(1).filter(|number| *number <= course.rounds())?;
        let mut setup = self.setup.clone();
        if course != Course::Ladder {
            setup.question = question;
        }
        let round = Round { course: round.course.clone(), number };
        Some(Interview::begin(id, setup, Some(round), now))
    }
}

/// Whole seconds of so many milliseconds, rounded down; negative ones are none.
fn seconds(millis: i64) -> Seconds {
    Seconds(u32::try_from(millis.max(0) / 1000).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
