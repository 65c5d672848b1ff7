//! What one does with a card besides reviewing it: set it aside, flag it, write on it, or write one of one's own.

use serde::{Deserialize, Serialize};

use super::time::{Day, Timestamp, UtcOffset};

/// Something done with a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Left out until further notice, or taken in again.
    Suspended(bool),
    /// Left out for the rest of the day.
    Buried,
    /// Flagged, or no longer.
    Flagged(bool),
    /// A note on it; empty: none.
    Note(String),
    /// Asked for: due at once, until it is next reviewed.
    Called,
}

/// A mark and when it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// When.
    pub at: Timestamp,
    /// What was done.
    pub mark: Mark,
}

/// What the marks of a card come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Whether it is left out.
    pub suspended: bool,
    /// When it was last left out for the rest of a day.
    pub buried: Option<Timestamp>,
    /// Whether it is flagged.
    pub flagged: bool,
    /// The note on it; empty where there is none.
    pub note: String,
    /// When it was last asked for.
    pub called: Option<Timestamp>,
}

impl Marks {
    /// What marks in order of time come to.
    pub fn of<'a>(marks: impl IntoIterator<Item = &'a Marked>) -> Marks {
        let mut all = Marks::default();
        for Marked { at, mark } in marks {
            match mark {
                Mark::Suspended(is) => all.suspended = *is,
                Mark::Buried => all.buried = Some(*at),
                Mark::Flagged(is) => all.flagged = *is,
                Mark::Note(note) => all.note.clone_from(note),
                Mark::Called => all.called = Some(*at),
            }
        }
        all
    }

    /// Whether it is left out on this day.
    pub fn is_out(&self, today: Day, offset: UtcOffset) -> bool {
        self.suspended || self.buried.is_some_and(|at| at.day(offset) == today)
    }
}

/// A card in somebody's own words: a new one, or another wording of one that the content has, under its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCard {
    /// The card's id. A new one: [`OWN`] and what nobody else has.
    pub id: String,
    /// What is shown first.
    pub front: String,
    /// What is shown when it is turned.
    pub back: String,
    /// What it is about: the id of a signal or flag. A typed answer is read for it, and cards about the same are
    /// siblings.
    pub about: Option<String>,
}

/// What the ids of own cards begin with.
pub const OWN: &str = "own/";
/// … of cards made from an attempt.
pub const SAID: &str = "said/";

/// How an interview went, as whoever was there sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Went {
    /// Well.
    Well,
    /// Some of it.
    Mixed,
    /// Badly.
    Badly,
    /// There was none after all.
    Off,
}
