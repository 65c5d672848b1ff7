//! What all that was kept comes to: reviews, attempts, settings. It is derived by folding the log
//! (`storage::log`), and never kept itself.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::answer::Correction;
use super::interview::{Attempt, Setup};
use super::mark::{Mark, Marked, Marks, OwnCard, Went};
use super::plan::Limits;
use super::review::Review;
use super::time::{Day, Timestamp, UtcOffset};
pub use super::track::{Track, Tracks};
use crate::order;

/// The id of one kept record: 1 to 64 of `a`–`z`, `0`–`9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecordId(Arc<str>);

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
        RecordId::read(&id).ok_or(NotARecordId)
    }
}

impl From<RecordId> for String {
    fn from(id: RecordId) -> String {
        id.as_str().to_owned()
    }
}

impl RecordId {
    /// The id of an author's record, `<author>-<number>`; characters that no id has are left out.
    pub(crate) fn of(author: &str, number: &str) -> RecordId {
        let fits = |c: &char| c.is_ascii_lowercase() || c.is_ascii_digit() || *c == '-';
        let id: String = author.chars().chain(['-']).chain(number.chars()).filter(fits).take(64).collect();
        RecordId(id.into())
    }

    /// The id that a text is, if it is one.
    pub(crate) fn read(id: &str) -> Option<RecordId> {
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        ((1..=64).contains(&id.len()) && id.bytes().all(fits)).then(|| RecordId(id.into()))
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
    /// The day of the interview; `None`: none is set.
    InterviewDay(Option<Day>),
    /// Cards a day that come back.
    ReviewsPerDay(u32),
    /// Whether cards are rated by four buttons rather than two.
    FourButtons(bool),
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
    /// The day of the interview, if one is set.
    pub interview_day: Option<Day>,
    /// Cards a day that come back. Default 60: a quarter of an hour.
    pub reviews_per_day: u32,
    /// Whether cards are rated by four buttons. Default: by two, because Hard is often pressed for Again.
    pub four_buttons: bool,
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
            interview_day: None,
            reviews_per_day: Limits::default().reviews_per_day,
            four_buttons: false,
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
            Setting::InterviewDay(day) => self.interview_day = day,
            Setting::ReviewsPerDay(n) => self.reviews_per_day = n,
            Setting::FourButtons(four) => self.four_buttons = four,
        }
    }
}

/// What all that was kept comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// By competency; sorted by its id.
    cards: Vec<(String, Tracks)>,
    /// How interviews went, and when they were.
    went: Vec<Kept<(Day, Went)>>,
    attempts: Vec<Kept<Attempt>>,
    deleted: Vec<Kept<Attempt>>,
    /// By attempt; sorted by its id.
    corrections: Vec<(String, Vec<Kept<Correction>>)>,
    settings: Settings,
}

impl Progress {
    /// What is known of a competency's cards, if anything.
    pub fn cards(&self, competency: &str) -> Option<&Tracks> {
        order::get(&self.cards, competency)
    }

    /// What is known of a card; `None` if it was never reviewed.
    pub fn track(&self, competency: &str, card: &str) -> Option<&Track> {
        self.cards(competency)?.track(card)
    }

    /// All reviewed cards of a competency, by id.
    pub fn tracks(&self, competency: &str) -> impl Iterator<Item = (&str, &Track)> {
        self.cards(competency).into_iter().flat_map(Tracks::tracks)
    }

    /// What the marks on a card come to.
    pub fn marks(&self, competency: &str, card: &str) -> Marks {
        self.cards(competency).map(|cards| cards.marks(card).clone()).unwrap_or_default()
    }

    /// How many reviewed cards of a competency are due on the day of `now`, or within minutes, as far as the
    /// day's limit goes.
    pub fn due(&self, competency: &str, now: Timestamp, offset: UtcOffset) -> u32 {
        self.cards(competency).map_or(0, |cards| cards.due(now, offset, Limits::of(&self.settings)))
    }

    /// The last review in a competency with its card: what "undo" deletes.
    pub fn last_review(&self, competency: &str) -> Option<(&str, &Kept<Review>)> {
        self.cards(competency)?.last_review()
    }

    /// How the interview on a day went, if it was told.
    pub fn went(&self, day: Day) -> Option<Went> {
        self.went.iter().rev().find(|kept| kept.value.0 == day).map(|kept| kept.value.1)
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

    /// The attempts of one course, its first mock first.
    pub fn course(&self, course: &str) -> Vec<&Kept<Attempt>> {
        let number = |kept: &Kept<Attempt>| kept.value.round.as_ref().map_or(0, |round| round.number);
        let is_of_it = |kept: &Kept<Attempt>| kept.value.round.as_ref().is_some_and(|r| r.course == course);
        let mut all: Vec<(usize, &Kept<Attempt>)> =
            self.attempts.iter().filter(|kept| is_of_it(kept)).enumerate().collect();
        order::sort_by_key(&mut all, |(at, kept)| (number(kept), *at));
        all.into_iter().map(|(_, kept)| kept).collect()
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Adds a review, which is not earlier than those of the same card before it.
    pub fn reviewed(&mut self, competency: &str, card: &str, review: Kept<Review>) {
        order::entry(&mut self.cards, competency).reviewed(card, review);
    }

    /// Adds a review as [`Progress::reviewed`] does, but for what it comes to: many at once are cheaper so.
    /// [`Progress::remember`] has to follow.
    pub(crate) fn reviewed_among_many(&mut self, competency: &str, card: &str, review: Kept<Review>) {
        order::entry(&mut self.cards, competency).add(card, review);
    }

    /// Reckons what all reviews come to.
    pub(crate) fn remember(&mut self) {
        for (_, cards) in &mut self.cards {
            cards.remember();
        }
    }

    /// Adds a mark, which is not earlier than those on the same card before it.
    pub fn marked(&mut self, competency: &str, card: &str, record: RecordId, at: Timestamp, mark: Mark) {
        let value = Marked { at, mark };
        order::entry(&mut self.cards, competency).marked(card, Kept { record, value });
    }

    /// Adds a card in somebody's own words, which is not earlier than other wordings of it before it.
    pub fn wrote(&mut self, competency: &str, card: Kept<OwnCard>) {
        order::entry(&mut self.cards, competency).wrote(card);
    }

    /// Adds how an interview went, which was told later than what was told before it.
    pub fn told(&mut self, told: Kept<(Day, Went)>) {
        self.went.push(told);
    }

    /// Takes out what a record holds about a card, as if it had never been.
    pub(crate) fn take_out(&mut self, competency: &str, card: &str, record: &RecordId) {
        if let Ok(at) = order::place(&self.cards, competency) {
            let cards = &mut self.cards[at].1;
            cards.take_out(card, record);
            if cards.is_empty() {
                self.cards.remove(at);
            }
        }
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
