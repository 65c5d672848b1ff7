//! Tidying: reviews that are kept one by one move into bundles, of which each holds many.
//!
//! A bundle is written and read back before anything that it holds is removed, so a crash in between leaves some
//! records in two places, and none in no place. Two tabs that tidy at a time cannot take from each other: each
//! removes only what a bundle of its own holds, and a bundle's name follows from what is in it, so for all of a
//! chain of bundles to be removed, each would have to hold more than the next around a circle.

use super::{KeepError, Keeper, Keeping};
use crate::order;
use crate::storage::bundle::{self, MOST};
use crate::storage::codec;
use crate::storage::names::{MANY, RECORD};
use crate::storage::record::{Record, RecordId};

/// So many reviews stay by themselves: fewer are not worth a bundle.
const FEW: usize = 128;

impl Keeper {
    /// Takes the records of a value that was read into the log, but not into the progress; whether any is new.
    pub(super) fn take_value(&mut self, name: &str, records: Vec<Record>) -> bool {
        let home = if name.starts_with(MANY) { self.bundle(name) } else { 0 };
        let mut are_new = false;
        for record in records {
            let place = self.log.place(&record.id);
            let place = place.unwrap_or(self.log.len());
            are_new |= self.log.insert(record);
            // A record that is kept by itself and in a bundle has its home there.
            if home > 0 {
                self.settle(place, home);
            }
        }
        are_new
    }

    /// The number of a bundle's name.
    fn bundle(&mut self, name: &str) -> u32 {
        let known = self.bundles.iter().position(|bundle| bundle == name);
        let at = known.unwrap_or_else(|| {
            self.bundles.push(name.to_owned());
            self.bundles.len() - 1
        });
        at as u32 + 1
    }

    fn settle(&mut self, place: usize, home: u32) {
        if self.homes.len() <= place {
            self.homes.resize(place + 1, 0);
        }
        self.homes[place] = home;
    }

    fn home(&self, place: usize) -> u32 {
        self.homes.get(place).copied().unwrap_or(0)
    }

    /// Whether what is kept under a name is kept nowhere else, as far as is known.
    pub(super) fn is_home(&self, name: &str) -> bool {
        if name.starts_with(MANY) {
            let number = self.bundles.iter().position(|bundle| bundle == name);
            return number.is_some_and(|at| self.homes.contains(&(at as u32 + 1)));
        }
        let place = RecordId::read(name).and_then(|id| self.log.place(&id));
        place.is_some_and(|place| self.home(place) == 0)
    }

    /// Writes records that are in the log already, many at once where that is possible.
    ///
    /// # Errors
    /// If some were not kept; they count as unsaved.
    pub(super) fn write_many(&mut self, records: &[&Record]) -> Result<(), KeepError> {
        let (mut many, single): (Vec<&Record>, Vec<&Record>) =
            records.iter().copied().partition(|record| bundle::fits(record));
        let mut kept = Ok(());
        if many.len() < FEW {
            many.clear();
        } else {
            order::sort_by_key(&mut many, |record| (record.at, &record.id));
        }
        for part in many.chunks(MOST) {
            if let Err(error) = self.write_bundle(part) {
                self.unsaved.extend(part.iter().map(|record| record.id.clone()));
                kept = Err(error);
            }
        }
        let single = if many.is_empty() { records } else { &single[..] };
        for record in single {
            if let Err(error) = self.write(record) {
                self.unsaved.push(record.id.clone());
                kept = Err(error);
            }
        }
        kept
    }

    /// Writes one bundle, whose records are in the log.
    fn write_bundle(&mut self, records: &[&Record]) -> Result<(), KeepError> {
        let value = codec::encode_many(records);
        let name = codec::name_of_many(&value, records.len());
        let key = self.key(&format!("{RECORD}{name}"));
        self.put_checked(&key, &value)?;
        let home = self.bundle(&name);
        for record in records {
            if let Some(place) = self.log.place(&record.id) {
                self.settle(place, home);
            }
        }
        Ok(())
    }

    /// Moves reviews that are kept one by one into a bundle, if there are many. Small bundles go with them, so that
    /// there are few. Where the store does not take it, all stays as it is.
    pub fn tidy(&mut self) {
        // Where something is not kept, there is no room, or none at all.
        let is_well = self.unsaved.is_empty() && !self.is_read_only && self.keeping == Keeping::Durable;
        while is_well && self.tidy_once() {}
    }

    /// Makes one bundle; whether there may be another one to make.
    fn tidy_once(&mut self) -> bool {
        // Each bundle by number, with how many records have their home there.
        let mut sizes: Vec<(usize, u32)> = (0..=self.bundles.len() as u32).map(|n| (0, n)).collect();
        let fits = |place: usize| self.log.at(place).is_some_and(bundle::fits);
        for place in 0..self.log.len() {
            let home = self.home(place);
            if home > 0 || fits(place) {
                sizes[home as usize].0 += 1;
            }
        }
        let mut total = sizes[0].0;
        if total < FEW {
            return false;
        }
        let mut sources = vec![0];
        sizes.remove(0);
        order::sort(&mut sizes);
        for (size, number) in sizes {
            // One that is much greater stays: it would be written again and again for the sake of a few.
            if size > 0 && size <= 2 * total && size + total <= MOST {
                total += size;
                sources.push(number);
            }
        }
        let mut chosen: Vec<Record> = Vec::new();
        for place in 0..self.log.len() {
            let home = self.home(place);
            if sources.contains(&home)
                && (home > 0 || fits(place))
                && let Some(record) = self.log.at(place)
            {
                chosen.push(record.clone());
            }
        }
        order::sort_by_key(&mut chosen, |record| (record.at, record.id.clone()));
        chosen.truncate(MOST);
        let chosen: Vec<&Record> = chosen.iter().collect();
        let single: Vec<RecordId> = chosen
            .iter()
            .filter(|record| self.log.place(&record.id).is_some_and(|place| self.home(place) == 0))
            .map(|record| record.id.clone())
            .collect();
        if self.write_bundle(&chosen).is_err() {
            return false;
        }
        for id in single {
            // One that stays is read twice, and counts once.
            let _ = self.store.remove(&self.key(&format!("{RECORD}{}", id.as_str())));
        }
        for number in sources.into_iter().filter(|number| *number > 0) {
            let Some(name) = self.bundles.get(number as usize - 1).cloned() else { continue };
            if !self.is_home(&name) {
                let _ = self.store.remove(&self.key(&format!("{RECORD}{name}")));
            }
        }
        true
    }
}
