//! What all that was kept comes to: reviews, attempts, settings. It is derived by folding the log
//! (`storage::log`), and never kept itself.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::answer::Correction;
use super::interview::{Attempt, Setup};
use super::review::{Interval, Memory, Review};
use super::time::{Timestamp, UtcOffset};
use crate::order;

/// The id of one kept record: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(String);

/// A text that is no record id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARecordId;

impl fmt::Display for NotARecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a record id: 1 to 64 of a-z, 0-9 and -")
    }
}

impl std::error::Error for NotARecordId {}

impl TryFrom<String> for RecordId {
    type Error = NotARecordId;

    fn try_from(id: String) -> Result<Self, NotARecordId> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if (1..=64).contains(&id.len()) && id.bytes().all(fits) {
            Ok(RecordId(id))
        } else {
            Err(NotARecordId)
        }
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> String {
        id.0
    }
}

impl RecordId {
    /// The id of an author's record, `<author>-<number>`; characters that no id has are left out.
    pub(crate) fn of(author: &str, number: &str) -> RecordId {
        let fits = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
        RecordId(author.chars().chain(['-']).chain(number.chars()).filter(fits).take(64).collect())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something with the record it is kept in. Deleting that record takes it out of the progress.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// The record.
    pub record: RecordId,
    /// What it holds.
    pub value: T,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the device has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// `auto`, `light` or `dark`.
    pub fn name(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// One change of a setting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Setting {
    /// The competency worked on (its id).
    Competency(String),
    /// Whom one interviews as (the level's id).
    Level(String),
    /// The company (the lens's id), if any.
    Lens(Option<String>),
    /// New cards a day.
    NewPerDay(u32),
    /// Words a minute.
    Pace(u32),
    /// Light or dark.
    Theme(Theme),
    /// Whether single keys (Space, 1 to 4, Z) act.
    Shortcuts(bool),
    /// What the last mock agreed on.
    LastSetup(Setup),
}

/// All settings as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The competency worked on (its id); `None` until one is chosen.
    pub competency: Option<String>,
    /// Whom one interviews as (the level's id); `None` until one is chosen.
    pub level: Option<String>,
    /// The company (the lens's id), if any.
    pub lens: Option<String>,
    /// New cards a day. Default 20.
    pub new_per_day: u32,
    /// Words a minute, by which a typed answer is timed. Default 150: the middle of the band that coaches name
    /// (130 to 170).
    pub pace: u32,
    /// Light or dark. Default: as the device has it.
    pub theme: Theme,
    /// Whether single keys act. Default: they do.
    pub shortcuts: bool,
    /// What the last mock agreed on; the next one proposes it.
    pub last_setup: Option<Setup>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            competency: None,
            level: None,
            lens: None,
            new_per_day: 20,
            pace: 150,
            theme: Theme::Auto,
            shortcuts: true,
            last_setup: None,
        }
    }
}

impl Settings {
    /// Makes one change.
    pub fn set(&mut self, setting: Setting) {
        match setting {
            Setting::Competency(id) => self.competency = Some(id),
            Setting::Level(id) => self.level = Some(id),
            Setting::Lens(id) => self.lens = id,
            Setting::NewPerDay(n) => self.new_per_day = n,
            Setting::Pace(words) => self.pace = words,
            Setting::Theme(theme) => self.theme = theme,
            Setting::Shortcuts(on) => self.shortcuts = on,
            Setting::LastSetup(setup) => self.last_setup = Some(setup),
        }
    }
}

/// The reviews of one card, and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// In order of time.
    pub reviews: Vec<Kept<Review>>,
    /// What is known of how well it is remembered.
    pub memory: Memory,
}

/// What all that was kept comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// By competency, then by card; sorted by id.
    tracks: Vec<(String, Vec<(String, Track)>)>,
    attempts: Vec<Kept<Attempt>>,
    deleted: Vec<Kept<Attempt>>,
    /// By attempt; sorted by its id.
    corrections: Vec<(String, Vec<Kept<Correction>>)>,
    settings: Settings,
}

impl Progress {
    /// What is known of a card; `None` if it was never reviewed.
    pub fn track(&self, competency: &str, card: &str) -> Option<&Track> {
        order::get(order::get(&self.tracks, competency)?, card)
    }

    /// All reviewed cards of a competency, by id.
    pub fn tracks(&self, competency: &str) -> impl Iterator<Item = (&str, &Track)> {
        let cards = order::get(&self.tracks, competency).map_or(&[][..], Vec::as_slice);
        cards.iter().map(|(id, track)| (id.as_str(), track))
    }

    /// How many reviewed cards of a competency are due on the day of `now`, or within minutes.
    pub fn due(&self, competency: &str, now: Timestamp, offset: UtcOffset) -> u32 {
        let is_due = |memory: &Memory| match memory.interval {
            Interval::Minutes(_) => memory.due <= now,
            Interval::Days(_) => memory.due.day(offset) <= now.day(offset),
        };
        self.tracks(competency).filter(|(_, track)| is_due(&track.memory)).count() as u32
    }

    /// The last review in a competency: what "undo" deletes.
    pub fn last_review(&self, competency: &str) -> Option<&Kept<Review>> {
        self.tracks(competency)
            .filter_map(|(_, track)| track.reviews.last())
            .max_by_key(|kept| (kept.value.at, &kept.record))
    }

    /// The attempts, oldest first; deleted ones are not among them.
    pub fn attempts(&self) -> &[Kept<Attempt>] {
        &self.attempts
    }

    /// The attempt with this id (the interview's), unless it is deleted.
    pub fn attempt(&self, id: &str) -> Option<&Kept<Attempt>> {
        self.attempts.iter().find(|kept| kept.value.id == id)
    }

    /// The deleted attempts, oldest first: they can be restored.
    pub fn deleted(&self) -> &[Kept<Attempt>] {
        &self.deleted
    }

    /// The attempts at one question of a competency, oldest first: to compare one with the one before.
    pub fn attempts_at<'a>(
        &'a self,
        competency: &'a str,
        question: &'a str,
    ) -> impl DoubleEndedIterator<Item = &'a Kept<Attempt>> {
        self.attempts.iter().filter(move |kept| {
            kept.value.setup.competency == competency && kept.value.setup.question == question
        })
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Adds a review, which is not earlier than those of the same card before it.
    pub fn reviewed(&mut self, competency: &str, review: Kept<Review>) {
        let cards = order::entry(&mut self.tracks, competency);
        let track = order::entry(cards, &review.value.card);
        track.memory = super::review::after(&track.memory, review.value.rating, review.value.at);
        track.reviews.push(review);
    }

    /// Whether a mock (its id) was kept as an attempt, deleted or not.
    pub fn is_kept(&self, id: &str) -> bool {
        self.attempts.iter().chain(&self.deleted).any(|kept| kept.value.id == id)
    }

    /// Adds an attempt, which was kept later than those before it. Where two tabs finished the same mock, what was
    /// kept first counts.
    pub fn attempted(&mut self, attempt: Kept<Attempt>) {
        if !self.is_kept(&attempt.value.id) {
            self.attempts.push(attempt);
        }
    }

    /// Adds an attempt that is deleted.
    pub fn attempted_and_deleted(&mut self, attempt: Kept<Attempt>) {
        if !self.is_kept(&attempt.value.id) {
            self.deleted.push(attempt);
        }
    }

    /// What was corrected in how an attempt's answer was read, oldest first.
    pub fn corrections(&self, attempt: &str) -> &[Kept<Correction>] {
        order::get(&self.corrections, attempt).map_or(&[][..], Vec::as_slice)
    }

    /// Adds a correction, which was kept later than those before it.
    pub fn corrected(&mut self, attempt: &str, correction: Kept<Correction>) {
        order::entry(&mut self.corrections, attempt).push(correction);
    }

    /// Makes one change of a setting.
    pub fn set(&mut self, setting: Setting) {
        self.settings.set(setting);
    }
}
