//! An answered mock as it is kept.

use serde::{Deserialize, Serialize};

use super::setup::{Mode, Round, Setup};
use crate::domain::answer::Part;
use crate::domain::time::{Millis, Seconds, Timestamp};

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

/// What was measured in the sound of a spoken answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sound {
    /// From the first sound to the last.
    pub spoken: Millis,
    /// The longest stretch without a word between them.
    pub longest_pause: Millis,
}

/// How far somebody says to have shown a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// Not at all.
    Not,
    /// Partly.
    Partly,
    /// Clearly.
    Clearly,
}

/// What somebody says of their own answer before they see its score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfRating {
    /// The whole answer, 1 to 5; `None`: not said.
    pub overall: Option<u8>,
    /// Signals (ids) of which something was said.
    pub signals: Vec<(String, Shown)>,
}

/// An answered mock as it is kept. What may be absent was added by later versions.
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
    /// Which mock of a course it was, if of any.
    pub round: Option<Round>,
    /// How the answer was given when it was finished; absent: typed.
    pub mode: Option<Mode>,
    /// What was noted while thinking.
    pub notes: Option<String>,
    /// When task, action and result began, as far as that was marked: after the answer's beginning.
    pub marks: Option<Vec<Millis>>,
    /// What was measured in the sound, where it was spoken and recorded.
    pub sound: Option<Sound>,
    /// What its speaker said of it before the score was shown.
    pub self_rating: Option<SelfRating>,
}

impl Attempt {
    /// The turn by which its probes were worded, see [`Probe::wording`](crate::domain::competency::Probe::wording).
    pub fn turn(&self) -> usize {
        super::turn(&self.id)
    }

    /// Whether the answer was said aloud, so that its seconds are those of its telling.
    pub fn is_spoken(&self) -> bool {
        self.mode == Some(Mode::Spoken)
    }

    /// The parts as they were marked while answering, each with its beginning and end; none where nothing was marked.
    pub fn marked_parts(&self) -> Vec<(Part, Millis, Millis)> {
        let marks = self.marks.as_deref().unwrap_or_default();
        if marks.is_empty() {
            return Vec::new();
        }
        let end = Millis(self.answer_seconds.0.saturating_mul(1000));
        let begins = std::iter::once(Millis(0)).chain(marks.iter().copied());
        let ends = marks.iter().copied().chain([end]);
        Part::ALL
            .into_iter()
            .zip(begins.zip(ends))
            .map(|(part, (from, to))| (part, from, to.max(from)))
            .collect()
    }
}
