//! The keeper: the log of this device in a store.

mod drafts;
mod tidy;

use std::fmt;

use super::backup::{Backup, Preview};
use super::codec::{self, CodecError};
use super::log::Log;
use super::memory::{MemoryStore, units};
pub use super::names::Prefix;
use super::names::{self, BAD, DEVICE, DRAFT, HINT, RECORD};
use super::record::{Fact, Record, RecordId};
use super::{Store, StoreError};
use crate::domain::progress::Progress;
use crate::domain::time::Timestamp;
use crate::order;

/// What browsers let one origin keep, in UTF-16 units, keys included. Chromium's limit, measured; others have
/// the same or more.
pub const CAPACITY: usize = 5_242_880;

/// Whether what is kept outlasts the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It does.
    Durable,
    /// It does not, for this reason: say so, and offer a backup.
    MemoryOnly(StoreError),
}

/// A value that could not be read. It is neither deleted nor counted; it stays under `key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is kept now.
    pub key: String,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a value was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is damaged.
    Damaged(CodecError),
    /// The store names it and does not give it.
    NotRead(StoreError),
    /// It was set aside on an earlier visit.
    Earlier,
}

/// Why something was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepError {
    /// The store refused.
    Store(StoreError),
    /// What was read back is not what was written.
    ReadBack,
    /// A later version of the app has written here; this one only reads until it is reloaded.
    ReadOnly,
}

impl fmt::Display for KeepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::ReadBack => f.write_str("expected to read back what was written"),
            Self::ReadOnly => f.write_str("expected data of this version of the app, found a later one's"),
        }
    }
}

impl std::error::Error for KeepError {}

impl From<StoreError> for KeepError {
    fn from(error: StoreError) -> Self {
        KeepError::Store(error)
    }
}

/// What another tab's write comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Absorbed {
    /// Nothing that matters here.
    Nothing,
    /// The progress has changed.
    Changed,
    /// The draft of this mock (its id) was written, or removed: it goes on there, or is over.
    Draft(String),
    /// A later version of the app is at work: this one now only reads; offer a reload.
    Newer,
    /// Records were erased: open again.
    Erased,
}

/// The room that kept data take, in UTF-16 units, keys included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// Ours.
    pub ours: usize,
    /// That of other sites of the same origin, with which the room is shared.
    pub others: usize,
}

impl Usage {
    /// How much of [`CAPACITY`] is taken, in percent, rounded down.
    pub fn percent(self) -> u8 {
        ((self.ours + self.others).min(CAPACITY) * 100 / CAPACITY) as u8
    }
}

/// The log of this device, in a store.
pub struct Keeper {
    store: Box<dyn Store>,
    keeping: Keeping,
    prefix: Prefix,
    /// What this tab's record ids begin with: `<device>-<tab>`.
    author: String,
    /// The number of this tab's next record.
    number: u64,
    log: Log,
    /// The fold of `log`.
    progress: Progress,
    /// The latest record of `log`.
    last: Option<(Timestamp, RecordId)>,
    unsaved: Vec<RecordId>,
    /// Where each record is kept, in the order of the log: under its own key (0), or in one of `bundles`, counted
    /// from 1. Those at the end that are missing here are kept under their own.
    homes: Vec<u32>,
    /// The names of the values that hold many records; a name that is no longer used stays.
    bundles: Vec<String>,
    /// Drafts that the store did not take, by key; sorted.
    unsaved_drafts: Vec<(String, String)>,
    set_aside: Vec<SetAside>,
    is_read_only: bool,
}

impl Keeper {
    /// Loads all that `store` keeps under `prefix`. It always succeeds: what cannot be read is set aside, and
    /// where the store cannot be read at all, the keeping is memory-only.
    ///
    /// `seed`: 64 random bits, new for each call; this tab's part of record ids comes from it, and on the first
    /// visit this device's.
    pub fn open(store: Box<dyn Store>, keeping: Keeping, prefix: Prefix, seed: u64) -> Keeper {
        let mut keeper = Keeper {
            store,
            keeping,
            prefix,
            author: String::new(),
            number: 1,
            log: Log::default(),
            progress: Progress::default(),
            last: None,
            unsaved: Vec::new(),
            homes: Vec::new(),
            bundles: Vec::new(),
            unsaved_drafts: Vec::new(),
            set_aside: Vec::new(),
            is_read_only: false,
        };
        let keys = keeper.store.keys().unwrap_or_else(|error| {
            keeper.store = Box::new(MemoryStore::new());
            keeper.keeping = Keeping::MemoryOnly(error);
            Vec::new()
        });
        keeper.load(&keys);
        keeper.author = format!("{}-{}", keeper.device(seed), names::tab(seed));
        keeper
    }

    fn load(&mut self, keys: &[String]) {
        let (mut damaged, mut read_values) = (Vec::new(), Vec::new());
        for key in keys {
            let Some(name) = key.strip_prefix(self.prefix.as_str()) else { continue };
            if name.starts_with(BAD) {
                self.set_aside.push(SetAside { key: key.clone(), reason: Reason::Earlier });
            }
            let Some(id) = name.strip_prefix(RECORD) else { continue };
            match self.store.get(key) {
                Ok(Some(value)) => match read(id, &value) {
                    Ok(records) => read_values.push((id, records)),
                    Err(CodecError::Newer(_)) => self.is_read_only = true,
                    Err(error) => damaged.push((name, value, error)),
                },
                // Another tab removed it just now.
                Ok(None) => {}
                Err(error) => {
                    self.set_aside.push(SetAside { key: key.clone(), reason: Reason::NotRead(error) });
                }
            }
        }
        // In order of time on the whole, so that there is little to sort.
        order::sort_by_key(&mut read_values, |(_, records)| records.first().map(|record| record.at));
        for (id, records) in read_values {
            self.take_value(id, records);
        }
        for (name, value, error) in damaged {
            self.put_aside(name, &value, error);
        }
        self.refold();
    }

    /// Moves a damaged value out of the way. It is copied before it is removed, and stays where it is if there
    /// is no room for the copy, or if a later version of the app may know better what it is.
    fn put_aside(&mut self, name: &str, value: &str, error: CodecError) {
        let from = self.key(name);
        let moved = if self.is_read_only { None } else { self.copy_aside(name, value) };
        let moved = moved.filter(|_| self.store.remove(&from).is_ok());
        self.set_aside.push(SetAside { key: moved.unwrap_or(from), reason: Reason::Damaged(error) });
    }

    /// A copy of a damaged value under a key that no other one has; the key, if it was made.
    fn copy_aside(&self, name: &str, value: &str) -> Option<String> {
        let mut key = self.key(&format!("{BAD}{name}"));
        while self.store.get(&key).ok()?.is_some_and(|there| there != value) {
            key.push('~');
        }
        self.put(&key, value).ok()?;
        Some(key)
    }

    /// This device's id. Where two tabs make one up at a time, either will do: it says where a record comes
    /// from, and the tab's part makes ids unique.
    fn device(&self, seed: u64) -> String {
        let fits = |id: &String| (1..=16).contains(&id.len()) && RecordId::try_from(id.clone()).is_ok();
        let key = self.key(DEVICE);
        self.store.get(&key).ok().flatten().filter(fits).unwrap_or_else(|| {
            let device = names::device(seed);
            // Where it cannot be kept, the next visit makes up another one.
            let _ = self.put(&key, &device);
            device
        })
    }

    /// Whether what is kept outlasts the page.
    pub fn keeping(&self) -> Keeping {
        self.keeping
    }

    /// Whether a later version of the app has written here, so that this one only reads.
    pub fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// What could not be read, this time or on earlier visits.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// How many records are held in memory alone, because the store did not take them.
    pub fn unsaved(&self) -> usize {
        self.unsaved.len()
    }

    /// What all that was kept comes to.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// All records, unsaved ones among them.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Keeps what happened at `now`: writes a record, reads it back and compares.
    ///
    /// # Errors
    /// If it was not kept. The progress contains it all the same, and so does a backup; it is written with the
    /// next append that the store takes.
    pub fn append(&mut self, fact: Fact, now: Timestamp) -> Result<RecordId, KeepError> {
        let (id, kept) = self.add(fact, now);
        kept.map(|()| id)
    }

    /// As [`append`](Self::append); the record's id comes even where it was not kept.
    pub fn add(&mut self, fact: Fact, now: Timestamp) -> (RecordId, Result<(), KeepError>) {
        let record = Record { id: self.next_id(), at: now, fact };
        let id = record.id.clone();
        let kept = self.write(&record);
        // Nothing speaks yet of an id that was just made up.
        self.take(record, false);
        match kept {
            // There is room again, it seems. What still is not kept is counted by `unsaved`.
            Ok(()) => drop(self.save_unsaved()),
            Err(_) => self.unsaved.push(id.clone()),
        }
        (id, kept)
    }

    /// Tries again to write what is [unsaved](Self::unsaved).
    ///
    /// # Errors
    /// If some of it still is not kept.
    pub fn save_unsaved(&mut self) -> Result<(), KeepError> {
        let mut result = Ok(());
        for id in std::mem::take(&mut self.unsaved) {
            let Some(record) = self.log.get(&id) else { continue };
            if let Err(error) = self.write(record) {
                self.unsaved.push(id);
                result = Err(error);
            }
        }
        result
    }

    /// An id that no record has. The tab's part is random, and should another tab ever have the same, a number
    /// that is taken is skipped, never overwritten.
    fn next_id(&mut self) -> RecordId {
        loop {
            let id = RecordId::of(&self.author, &names::number(self.number));
            self.number += 1;
            let key = self.key(&format!("{RECORD}{}", id.as_str()));
            if self.log.get(&id).is_none() && !matches!(self.store.get(&key), Ok(Some(_))) {
                return id;
            }
        }
    }

    fn write(&self, record: &Record) -> Result<(), KeepError> {
        let key = self.key(&format!("{RECORD}{}", record.id.as_str()));
        self.put_checked(&key, &codec::encode(record))
    }

    fn put_checked(&self, key: &str, value: &str) -> Result<(), KeepError> {
        if self.is_read_only { Err(KeepError::ReadOnly) } else { self.put(key, value) }
    }

    /// Writes, reads back and compares: a browser's word is not enough.
    fn put(&self, key: &str, value: &str) -> Result<(), KeepError> {
        self.store.set(key, value)?;
        if self.store.get(key)?.as_deref() == Some(value) { Ok(()) } else { Err(KeepError::ReadBack) }
    }

    /// Takes a record into log and progress; `false` if it was there. `is_spoken_of`: another record deletes or
    /// restores it.
    fn take(&mut self, record: Record, is_spoken_of: bool) -> bool {
        if self.log.get(&record.id).is_some() {
            return false;
        }
        let place = Some((record.at, record.id.clone()));
        // Most records are later than all others and concern no other: they need no new fold.
        let is_simple = self.last < place && !is_spoken_of && self.applied(&record);
        self.log.insert(record);
        if is_simple {
            self.last = place;
        } else {
            self.refold();
        }
        true
    }

    /// Takes the latest record into the progress, if that takes no new fold.
    fn applied(&mut self, record: &Record) -> bool {
        match &record.fact {
            Fact::Deleted(id) => {
                self.log.get(id).is_some_and(|of| super::log::take_out(&mut self.progress, of))
            }
            Fact::Restored(_) => false,
            _ => {
                super::log::apply(&mut self.progress, record, false);
                true
            }
        }
    }

    fn refold(&mut self) {
        self.progress = self.log.fold();
        self.last = self.log.latest();
    }

    /// Takes in what another tab wrote: `key` and new value of a `storage` event (`None`: removed; a key of
    /// `None` means that all was cleared).
    pub fn absorb(&mut self, key: Option<&str>, value: Option<&str>) -> Absorbed {
        let Some(key) = key else {
            return if self.log.is_empty() { Absorbed::Nothing } else { Absorbed::Erased };
        };
        let Some(name) = key.strip_prefix(self.prefix.as_str()) else { return Absorbed::Nothing };
        if let Some(mock) = name.strip_prefix(DRAFT) {
            return Absorbed::Draft(mock.to_owned());
        }
        let Some(id) = name.strip_prefix(RECORD) else { return Absorbed::Nothing };
        let Some(value) = value else {
            return if self.is_home(id) { Absorbed::Erased } else { Absorbed::Nothing };
        };
        match read(id, value) {
            Ok(mut records) if records.len() == 1 => {
                let Some(record) = records.pop() else { return Absorbed::Nothing };
                let is_spoken_of = self.log.speaks_of(&record.id);
                if self.take(record, is_spoken_of) { Absorbed::Changed } else { Absorbed::Nothing }
            }
            Ok(records) => {
                let are_new = self.take_value(id, records);
                if are_new {
                    self.refold();
                }
                if are_new { Absorbed::Changed } else { Absorbed::Nothing }
            }
            Err(CodecError::Newer(_)) => {
                self.is_read_only = true;
                Absorbed::Newer
            }
            // The next visit reads it from the store itself, and sets it aside if it is damaged there.
            Err(_) => Absorbed::Nothing,
        }
    }

    /// A plain value beside the log for the page's boot script (such as the theme), under
    /// `<prefix>hint:<name>`.
    ///
    /// # Errors
    /// If it was not kept.
    pub fn hint(&mut self, name: &str, value: &str) -> Result<(), KeepError> {
        self.put_checked(&self.key(&format!("{HINT}{name}")), value)
    }

    /// The text of a backup of all records, unsaved ones among them.
    pub fn backup(&self) -> String {
        super::backup::write(&self.log)
    }

    /// Adds the records of a backup that are not here. Restoring twice changes nothing.
    ///
    /// # Errors
    /// If some were not kept; they count as [unsaved](Self::unsaved).
    pub fn restore(&mut self, backup: &Backup) -> Result<Preview, KeepError> {
        let preview = backup.preview(&self.log);
        let mut added = Vec::new();
        for record in &backup.records {
            if self.log.get(&record.id).is_none() {
                self.log.insert(record.clone());
                added.push(record);
            }
        }
        let kept = self.write_many(&added);
        self.refold();
        kept.map(|()| preview)
    }

    /// The room that kept data take.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn usage(&self) -> Result<Usage, StoreError> {
        let mut usage = Usage::default();
        for key in self.store.keys()? {
            let value = self.store.get(&key)?.unwrap_or_default();
            let ours = key.starts_with(self.prefix.as_str());
            *(if ours { &mut usage.ours } else { &mut usage.others }) += units(&key, &value);
        }
        Ok(usage)
    }

    /// Removes everything under the prefix, set-aside values and drafts among them, and nothing else.
    ///
    /// # Errors
    /// If the store refuses; open again to see what is left.
    pub fn erase(&mut self) -> Result<(), StoreError> {
        for key in self.store.keys()? {
            if key.starts_with(self.prefix.as_str()) {
                self.store.remove(&key)?;
            }
        }
        self.log = Log::default();
        self.homes.clear();
        self.bundles.clear();
        self.unsaved.clear();
        self.unsaved_drafts.clear();
        self.set_aside.clear();
        self.is_read_only = false;
        self.refold();
        Ok(())
    }

    fn key(&self, name: &str) -> String {
        format!("{}{name}", self.prefix.as_str())
    }
}

/// The records in the value under the name `id`: that of a record, or of many.
fn read(id: &str, value: &str) -> Result<Vec<Record>, CodecError> {
    let records = codec::decode_all(value)?;
    let is_named = match &records[..] {
        [record] if record.id.as_str() == id => true,
        _ => id == codec::name_of_many(value, records.len()),
    };
    if is_named { Ok(records) } else { Err(CodecError::OtherId) }
}
