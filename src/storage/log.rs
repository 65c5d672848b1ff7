//! The log: all records, and what they come to.

use super::codec;
use super::record::{Fact, Record, RecordId};
use crate::domain::mark::Mark;
use crate::domain::progress::{Kept, Progress};
use crate::domain::review::Review;
use crate::domain::time::Timestamp;
use crate::order;

/// All records, each once.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// In the order in which they came.
    records: Vec<Record>,
    /// Where they are in `records`, counted from 1, by the hash of their ids; 0: a free place. At least half of the
    /// places are free, and there are as many as a power of two, or none.
    places: Vec<u32>,
}

/// Two logs are equal if they hold the same records, in whatever order they came.
impl PartialEq for Log {
    fn eq(&self, other: &Log) -> bool {
        self.len() == other.len() && self.records.iter().all(|record| other.get(&record.id) == Some(record))
    }
}

impl Log {
    /// The record with this id.
    pub fn get(&self, id: &RecordId) -> Option<&Record> {
        self.records.get(self.place(id)?)
    }

    /// Where the record with this id is in the order in which they came.
    pub(super) fn place(&self, id: &RecordId) -> Option<usize> {
        let at = self.slot(id)?;
        (self.places[at] as usize).checked_sub(1)
    }

    /// The record that came at this place.
    pub(super) fn at(&self, place: usize) -> Option<&Record> {
        self.records.get(place)
    }

    /// Where the id is in `places`, or would have to be; `None` where there are none.
    fn slot(&self, id: &RecordId) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        let mut at = hash(id) & last;
        // It ends, because half of the places are free.
        while self.places[at] > 0 && self.records[self.places[at] as usize - 1].id != *id {
            at = (at + 1) & last;
        }
        Some(at)
    }

    /// Makes room for so many more records.
    fn make_room(&mut self, more: usize) {
        let wanted = ((self.records.len() + more) * 2).next_power_of_two().max(16);
        if wanted <= self.places.len() {
            return;
        }
        self.places = vec![0; wanted];
        let last = wanted - 1;
        for (n, record) in self.records.iter().enumerate() {
            let mut at = hash(&record.id) & last;
            while self.places[at] > 0 {
                at = (at + 1) & last;
            }
            self.places[at] = n as u32 + 1;
        }
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Adds a record; `false` if one with its id was there. Records never change, so two of one id differ only
    /// where something was damaged by hand; then the same one of the two stays, whichever came first.
    pub fn insert(&mut self, record: Record) -> bool {
        self.make_room(1);
        let Some(slot) = self.slot(&record.id) else { return false };
        if self.places[slot] == 0 {
            self.records.push(record);
            self.places[slot] = self.records.len() as u32;
            return true;
        }
        let here = &mut self.records[self.places[slot] as usize - 1];
        if *here != record && codec::json(&record) < codec::json(here) {
            *here = record;
        }
        false
    }

    /// The union of both.
    #[must_use]
    pub fn merge(mut self, other: Log) -> Log {
        for record in other.records {
            self.insert(record);
        }
        self
    }

    /// The records in order of time, then of id.
    pub fn in_order(&self) -> Vec<&Record> {
        let mut records: Vec<&Record> = self.records.iter().collect();
        // Most come in order.
        if !records.is_sorted_by_key(|record| (record.at, &record.id)) {
            order::merge_by_key(&mut records, |record| (record.at, &record.id));
        }
        records
    }

    /// The time and id of the latest record.
    pub(super) fn latest(&self) -> Option<(Timestamp, RecordId)> {
        let latest = self.records.iter().max_by_key(|record| (record.at, &record.id))?;
        Some((latest.at, latest.id.clone()))
    }

    /// Whether any record deletes or restores this one.
    pub(super) fn speaks_of(&self, id: &RecordId) -> bool {
        let speaks =
            |record: &Record| matches!(&record.fact, Fact::Deleted(of) | Fact::Restored(of) if of == id);
        self.records.iter().any(speaks)
    }

    /// What the records come to, in whatever order they arrived.
    pub fn fold(&self) -> Progress {
        let records = self.in_order();
        // What is said of each record, and when: whether it is deleted. The last word holds.
        let mut words: Vec<(&RecordId, usize, bool)> = Vec::new();
        for (when, record) in records.iter().enumerate() {
            match &record.fact {
                Fact::Deleted(id) => words.push((id, when, true)),
                Fact::Restored(id) => words.push((id, when, false)),
                _ => {}
            }
        }
        order::sort(&mut words);
        let is_deleted = |id: &RecordId| {
            let last = words.partition_point(|(of, ..)| *of <= id).checked_sub(1);
            last.is_some_and(|at| words[at].0 == id && words[at].2)
        };
        let mut progress = Progress::default();
        for record in records {
            let deleted = is_deleted(&record.id);
            match &record.fact {
                Fact::Reviewed { competency, card, rating } if !deleted => {
                    let value = Review { rating: *rating, at: record.at };
                    progress.reviewed_among_many(competency, card, Kept { record: record.id.clone(), value });
                }
                _ => apply(&mut progress, record, deleted),
            }
        }
        progress.remember();
        progress
    }
}

/// FNV-1a, its upper half folded in.
fn hash(id: &RecordId) -> usize {
    let bytes = id.as_str().bytes();
    let hash = bytes.fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 15)) as usize
}

/// Takes `record` into `progress`, which holds all earlier ones.
pub(super) fn apply(progress: &mut Progress, record: &Record, deleted: bool) {
    let id = || record.id.clone();
    if deleted {
        // Attempts can be restored, so they are shown; what deletes and restores was looked at beforehand.
        if let Fact::Attempted(attempt) = &record.fact {
            progress.attempted_and_deleted(Kept { record: id(), value: (**attempt).clone() });
        }
        return;
    }
    match &record.fact {
        Fact::Reviewed { competency, card, rating } => {
            let value = Review { rating: *rating, at: record.at };
            progress.reviewed(competency, card, Kept { record: id(), value });
        }
        Fact::Attempted(attempt) => progress.attempted(Kept { record: id(), value: (**attempt).clone() }),
        Fact::Corrected { attempt, correction } => {
            progress.corrected(attempt, Kept { record: id(), value: correction.clone() });
        }
        Fact::Set(setting) => progress.set(setting.clone()),
        Fact::Marked { competency, card, mark } => {
            progress.marked(competency, card, id(), record.at, mark.clone());
        }
        Fact::Called { competency, cards } => {
            for card in cards {
                progress.marked(competency, card, id(), record.at, Mark::Called);
            }
        }
        Fact::Wrote { competency, card } => {
            progress.wrote(competency, Kept { record: id(), value: card.clone() })
        }
        Fact::Told { day, went } => progress.told(Kept { record: id(), value: (*day, *went) }),
        Fact::Deleted(_) | Fact::Restored(_) => {}
    }
}

/// Takes out of `progress` what `record` holds; `false` where that takes a new fold. What is done with cards is
/// taken back at a key, so it takes none.
pub(super) fn take_out(progress: &mut Progress, record: &Record) -> bool {
    let mut take_out = |competency: &str, card: &str| progress.take_out(competency, card, &record.id);
    match &record.fact {
        Fact::Reviewed { competency, card, .. } => take_out(competency, card),
        Fact::Marked { competency, card, .. } => take_out(competency, card),
        Fact::Called { competency, cards } => cards.iter().for_each(|card| take_out(competency, card)),
        Fact::Wrote { competency, card } => take_out(competency, &card.id),
        _ => return false,
    }
    true
}
