//! What is agreed before a mock begins.

use serde::{Deserialize, Serialize};

use crate::domain::time::Seconds;

/// What is allowed for the reply to one probe, unless something else is agreed.
pub const PROBE_TIME: Seconds = Seconds(45);

/// The times of a compression ladder, one rung after another.
pub const RUNGS: [Seconds; 4] = [Seconds(180), Seconds(90), Seconds(60), Seconds(30)];

/// By how much times can be stretched, in percent: half to ten times (WCAG 2.2.1 asks for ten).
pub const STRETCH: std::ops::RangeInclusive<u16> = 50..=1000;

/// In place of a [stretch](Setup::stretch): nothing has a limit, thinking and replies neither.
pub const UNTIMED: u16 = 0;

/// How the question was come by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pick {
    /// Drawn from those not answered lately.
    #[default]
    Drawn,
    /// The lens's own.
    Lens,
    /// Chosen by hand.
    Chosen,
}

/// How an answer is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Typed.
    #[default]
    Written,
    /// Said aloud, and written down afterwards.
    Spoken,
}

/// How the clock is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Face {
    /// What is left.
    #[default]
    Down,
    /// What has passed.
    Up,
    /// Not at all.
    Hidden,
}

/// Several mocks in a row, without feedback between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Course {
    /// So many questions.
    Loop(u8),
    /// One story told in less and less time, see [`RUNGS`].
    Ladder,
}

impl Course {
    /// How many mocks it is made of.
    pub fn rounds(self) -> u8 {
        match self {
            Course::Loop(questions) => questions,
            Course::Ladder => RUNGS.len() as u8,
        }
    }
}

/// One mock of a [`Course`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// The course's id, unique on this device.
    pub course: String,
    /// Which of its mocks this is, from 1.
    pub number: u8,
}

/// What is agreed before a mock begins. What may be absent was added by later versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Whether parts, seconds and signals are shown while the answer is written; absent: no.
    pub meters: Option<bool>,
    /// How the answer is given; absent: typed.
    pub mode: Option<Mode>,
    /// The course that this is a part of, if any.
    pub course: Option<Course>,
    /// How the clock is shown; absent: what is left.
    pub face: Option<Face>,
    /// Whether hints can be opened; absent: they can.
    pub hints: Option<bool>,
    /// What is allowed for the reply to one probe; absent: [`PROBE_TIME`].
    pub probe_time: Option<Seconds>,
    /// By how much all times are stretched, in percent; absent: 100. [`UNTIMED`]: nothing has a limit.
    pub stretch: Option<u16>,
    /// How the question was come by; absent: drawn.
    pub pick: Option<Pick>,
}

impl Setup {
    /// `seconds` as they are stretched.
    pub fn stretched(&self, seconds: Seconds) -> Seconds {
        let percent = self.stretch.unwrap_or(100).clamp(*STRETCH.start(), *STRETCH.end());
        Seconds((u64::from(seconds.0) * u64::from(percent) / 100).min(u64::from(u32::MAX)) as u32)
    }

    /// Whether nothing has a limit.
    pub fn is_untimed(&self) -> bool {
        self.stretch == Some(UNTIMED)
    }

    /// What is allowed for the answer, stretched; `None`: no limit.
    pub fn answer_time(&self) -> Option<Seconds> {
        self.total.filter(|_| !self.is_untimed()).map(|total| self.stretched(total))
    }

    /// What is allowed for the reply to one probe, stretched.
    pub fn reply_time(&self) -> Seconds {
        self.stretched(self.probe_time.unwrap_or(PROBE_TIME))
    }

    /// Whether what was said is rated by who said it before a score is shown: between the rungs of a ladder it is
    /// not.
    pub fn is_rated(&self) -> bool {
        self.course != Some(Course::Ladder)
    }
}
