//! Records: what is kept.

use serde::{Deserialize, Serialize};

use crate::domain::answer::Correction;
use crate::domain::interview::Attempt;
pub use crate::domain::progress::RecordId;
use crate::domain::progress::Setting;
use crate::domain::review::Rating;
use crate::domain::time::Timestamp;

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
        /// The competency's id.
        competency: String,
        /// The card's id.
        card: String,
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
}
