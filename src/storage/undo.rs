//! What was done on this visit, so that it can be undone: each deed with the records that it left.
//!
//! Undoing deletes those records, or restores those that were deleted, and whatever is derived from them is as it
//! was.

use super::keep::{KeepError, Keeper};
use super::record::{Fact, RecordId};
use crate::domain::time::Timestamp;

/// So many deeds can be undone.
const MOST: usize = 200;

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Deed {
    said: String,
    records: Vec<RecordId>,
    /// Whether the records were deleted rather than left.
    is_deletion: bool,
}

/// What was done on this visit, the last at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deeds(Vec<Deed>);

impl Deeds {
    /// Notes what was done, in words, and the records that it left.
    pub fn note(&mut self, said: String, records: Vec<RecordId>) {
        self.push(Deed { said, records, is_deletion: false });
    }

    /// Notes that records were deleted.
    pub fn note_deletion(&mut self, said: String, records: Vec<RecordId>) {
        self.push(Deed { said, records, is_deletion: true });
    }

    fn push(&mut self, deed: Deed) {
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(deed);
    }

    /// What would be undone.
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(|deed| deed.said.as_str())
    }

    /// Undoes what was done last: what that was, and whether it was kept that it is undone. `None` where there is
    /// nothing.
    pub fn undo(&mut self, keeper: &mut Keeper, now: Timestamp) -> Option<(String, Result<(), KeepError>)> {
        let Deed { said, records, is_deletion } = self.0.pop()?;
        let mut kept = Ok(());
        // The last one first, as if it had never been.
        for record in records.into_iter().rev() {
            let fact = if is_deletion { Fact::Restored(record) } else { Fact::Deleted(record) };
            kept = keeper.append(fact, now).map(|_| ()).and(kept);
        }
        Some((said, kept))
    }
}
