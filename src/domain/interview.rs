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
    /// Whether parts, seconds and signals are shown while the answer is written; absent before version 2: no.
    pub meters: Option<bool>,
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

/// A number that is the interview's own, by which probes are worded.
fn turn(id: &str) -> usize {
    id.bytes().map(usize::from).sum()
}

impl Attempt {
    /// The turn by which its probes were worded, see [`Probe::wording`](super::competency::Probe::wording).
    pub fn turn(&self) -> usize {
        turn(&self.id)
    }
}

impl Interview {
    /// The turn by which its probes are worded, see [`Probe::wording`](super::competency::Probe::wording).
    pub fn turn(&self) -> usize {
        turn(&self.id)
    }

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
mod tests;
