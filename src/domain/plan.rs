//! The plan: how much is asked of a day, and the day of the interview.

use super::progress::Settings;
use super::review::{Interval, Memory};
use super::time::{Day, Seconds, Timestamp, UtcOffset};

/// In so many days before the interview every card is seen once more.
pub const LAST_DAYS: i32 = 3;
/// On the day of the interview itself no more cards than these come back.
const ON_THE_DAY: u32 = 20;

/// How much is asked of one day, and the day of the interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards a day, at most. Default 20, as in Anki.
    pub new_per_day: u32,
    /// Cards a day that come back, at most; new ones count with them. Default 60.
    pub reviews_per_day: u32,
    /// How long before it is due a card in learning is shown, when nothing else is left. Default 20 minutes,
    /// as in Anki.
    pub learn_ahead: Seconds,
    /// The day of the interview, if one is set.
    pub interview: Option<Day>,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { new_per_day: 20, reviews_per_day: 60, learn_ahead: Seconds(20 * 60), interview: None }
    }
}

impl Limits {
    /// What the settings say.
    pub fn of(settings: &Settings) -> Limits {
        Limits {
            new_per_day: settings.new_per_day,
            reviews_per_day: settings.reviews_per_day,
            interview: settings.interview_day,
            ..Limits::default()
        }
    }

    /// What the day of the interview means at `now`.
    pub fn horizon(self, now: Timestamp, offset: UtcOffset) -> Horizon {
        let today = now.day(offset);
        // A day gone by holds nothing back, and makes nothing overdue.
        Horizon { interview: self.interview.filter(|day| *day >= today), today, offset }
    }

    /// Cards that may come back on the day of `now`: fewer on the day of the interview.
    pub fn reviews_on(self, horizon: &Horizon) -> u32 {
        match horizon.left() {
            Some(0) => self.reviews_per_day.min(ON_THE_DAY),
            _ => self.reviews_per_day,
        }
    }
}

/// How the day of the interview bends the schedule, seen from today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// The day of the interview, today or later.
    pub interview: Option<Day>,
    /// Today.
    pub today: Day,
    offset: UtcOffset,
}

impl Horizon {
    /// The day on which a card comes back: the one that its interval says, but not past the interview.
    pub fn due_day(&self, memory: &Memory) -> Day {
        let day = memory.due.day(self.offset);
        match self.interview {
            Some(interview) if memory.last.day(self.offset) < interview => day.min(interview),
            _ => day,
        }
    }

    /// An interval that begins today, cut so that it does not pass the interview.
    pub fn within(&self, interval: Interval) -> Interval {
        match (interval, self.left()) {
            (Interval::Days(days), Some(left)) if left > 0 => Interval::Days(days.min(left)),
            _ => interval,
        }
    }

    /// Days until the interview.
    pub fn left(&self) -> Option<u32> {
        self.interview.and_then(|day| u32::try_from(day.since(self.today)).ok())
    }

    /// The first of the last days before the interview, if today is one of them.
    pub fn last_days(&self) -> Option<Day> {
        let first = self.interview?.plus(-LAST_DAYS);
        (self.today >= first && self.left() > Some(0)).then_some(first)
    }
}
