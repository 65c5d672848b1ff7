//! Records: what is kept.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::domain::answer::Correction;
use crate::domain::interview::Attempt;
use crate::domain::mark::{Mark, OwnCard, Went};
pub use crate::domain::progress::RecordId;
use crate::domain::progress::Setting;
use crate::domain::review::Rating;
use crate::domain::time::{Day, Timestamp};

/// One immutable stored fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Unique among all devices and tabs: `<device>-<tab>-<number>`.
    pub id: RecordId,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub fact: Fact,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// A card was reviewed, at the record's time.
    Reviewed {
        /// The competency's id. Most reviews share it with many others.
        competency: Arc<str>,
        /// The card's id.
        card: Arc<str>,
        /// How well it was recalled.
        rating: Rating,
    },
    /// A mock was answered.
    Attempted(Box<Attempt>),
    /// What this record holds no longer counts: an attempt is deleted, a review undone.
    Deleted(RecordId),
    /// What this record holds counts again.
    Restored(RecordId),
    /// How an attempt's answer was read was corrected.
    Corrected {
        /// The attempt's id.
        attempt: String,
        /// What is corrected.
        correction: Correction,
    },
    /// A setting was changed.
    Set(Setting),
    /// Something was done with a card besides reviewing it.
    Marked {
        /// The competency's id.
        competency: String,
        /// The card's id.
        card: String,
        /// What was done.
        mark: Mark,
    },
    /// Cards were asked for, such as those about what a mock missed: they are due at once.
    Called {
        /// The competency's id.
        competency: String,
        /// The cards' ids.
        cards: Vec<String>,
    },
    /// A card was written, or worded otherwise.
    Wrote {
        /// The competency's id.
        competency: String,
        /// The card.
        card: OwnCard,
    },
    /// How an interview went was told.
    Told {
        /// The day of the interview.
        day: Day,
        /// How it went.
        went: Went,
    },
}
