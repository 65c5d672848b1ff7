//! What is known of the cards of one competency: their reviews, the marks on them, and the cards in somebody's
//! own words.

use super::mark::{Marked, Marks, OwnCard};
use super::plan::Limits;
use super::progress::{Kept, RecordId};
use super::review::{self, Interval, Memory, Phase, Review};
use super::time::{Timestamp, UtcOffset};
use crate::order;

/// The reviews of one card, and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Track {
    /// In order of time.
    pub reviews: Vec<Kept<Review>>,
    /// What is known of how well it is remembered.
    pub memory: Memory,
}

/// The marks on one card, and what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
struct Marking {
    /// In order of time.
    kept: Vec<Kept<Marked>>,
    /// What they come to.
    marks: Marks,
}

/// What is known of the cards of one competency. Every list is sorted by the cards' ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tracks {
    tracks: Vec<(String, Track)>,
    marked: Vec<(String, Marking)>,
    /// Each wording, in order of time: the last one holds.
    own: Vec<(String, Vec<Kept<OwnCard>>)>,
}

/// What marks a card without any has.
static UNMARKED: Marks =
    Marks { suspended: false, buried: None, flagged: false, note: String::new(), called: None };

/// Looks cards up one after the other: most follow the one before in the order of their ids, too, and are found at
/// once.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    of: &'a Tracks,
    next: usize,
}

impl<'a> Walk<'a> {
    /// What is known of a card; `None` if it was never reviewed.
    pub fn track(&mut self, card: &str) -> Option<&'a Track> {
        let tracks = &self.of.tracks;
        let is_next = tracks.get(self.next).is_some_and(|(id, _)| id == card);
        let at = if is_next { self.next } else { order::place(tracks, card).ok()? };
        self.next = at + 1;
        tracks.get(at).map(|(_, track)| track)
    }
}

impl Track {
    /// Whether it was first reviewed on the day of `now`.
    pub fn begun_on(&self, now: Timestamp, offset: UtcOffset) -> bool {
        self.reviews.first().is_some_and(|kept| kept.value.at.day(offset) == now.day(offset))
    }

    /// The reviews on the day of `now`, last first.
    pub fn on(&self, now: Timestamp, offset: UtcOffset) -> impl Iterator<Item = &Review> {
        let today = now.day(offset);
        let reviews = self.reviews.iter().rev().map(|kept| &kept.value);
        reviews.skip_while(move |r| r.at.day(offset) > today).take_while(move |r| r.at.day(offset) == today)
    }
}

impl Tracks {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.tracks.is_empty() && self.marked.is_empty() && self.own.is_empty()
    }

    /// What is known of a card; `None` if it was never reviewed.
    pub fn track(&self, card: &str) -> Option<&Track> {
        order::get(&self.tracks, card)
    }

    /// A way through the cards, for whoever asks for many in turn.
    pub fn walk(&self) -> Walk<'_> {
        Walk { of: self, next: 0 }
    }

    /// All reviewed cards, by id.
    pub fn tracks(&self) -> impl Iterator<Item = (&str, &Track)> {
        self.tracks.iter().map(|(id, track)| (id.as_str(), track))
    }

    /// What the marks on a card come to.
    pub fn marks(&self, card: &str) -> &Marks {
        order::get(&self.marked, card).map_or(&UNMARKED, |marking| &marking.marks)
    }

    /// The cards in somebody's own words as they are worded last, by id.
    pub fn own(&self) -> impl Iterator<Item = &OwnCard> {
        self.own.iter().filter_map(|(_, wordings)| wordings.last()).map(|kept| &kept.value)
    }

    /// A number that changes whenever the cards in somebody's own words do.
    pub fn wording(&self) -> u64 {
        let records = self.own.iter().filter_map(|(_, wordings)| wordings.last());
        let bytes = records.flat_map(|kept| kept.record.as_str().bytes().chain([0]));
        // FNV-1a.
        bytes
            .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
    }

    /// The records of all wordings of a card in somebody's own words: deleting them deletes it.
    pub fn wordings(&self, card: &str) -> impl Iterator<Item = &RecordId> {
        let wordings = order::get(&self.own, card).map_or(&[][..], Vec::as_slice);
        wordings.iter().map(|kept| &kept.record)
    }

    /// How many reviewed cards are due on the day of `now` or within minutes, as far as the day's limit goes.
    pub fn due(&self, now: Timestamp, offset: UtcOffset, limits: Limits) -> u32 {
        let horizon = limits.horizon(now, offset);
        let today = now.day(offset);
        let (mut minutes, mut days, mut done) = (0, 0, 0);
        for (id, track) in &self.tracks {
            let begun = track.begun_on(now, offset);
            done += u32::from(!begun && track.on(now, offset).next().is_some());
            if self.marks(id).is_out(today, offset) {
                continue;
            }
            match track.memory.interval {
                Interval::Minutes(_) => minutes += u32::from(track.memory.due <= now),
                Interval::Days(_) => days += u32::from(horizon.due_day(&track.memory) <= today),
            }
        }
        minutes + days.min(limits.reviews_on(&horizon).saturating_sub(done))
    }

    /// The last review, with its card: what "undo" deletes.
    pub fn last_review(&self) -> Option<(&str, &Kept<Review>)> {
        self.tracks()
            .filter_map(|(id, track)| Some((id, track.reviews.last()?)))
            .max_by_key(|(_, kept)| (kept.value.at, &kept.record))
    }

    /// How many cards are known well enough to come back after days.
    pub fn learnt(&self) -> usize {
        self.tracks.iter().filter(|(_, track)| track.memory.phase == Phase::Reviewing).count()
    }

    /// Adds a review, which is not earlier than those of the same card before it. What is known of its card is
    /// right again after [`Tracks::remember`].
    pub(super) fn add(&mut self, card: &str, review: Kept<Review>) {
        order::entry(&mut self.tracks, card).reviews.push(review);
    }

    /// Reckons what is known of every card anew.
    pub(super) fn remember(&mut self) {
        for (_, track) in &mut self.tracks {
            track.memory = review::fold(track.reviews.iter().map(|kept| kept.value));
        }
    }

    /// Adds a review, which is not earlier than those of the same card before it.
    pub(super) fn reviewed(&mut self, card: &str, review: Kept<Review>) {
        let track = order::entry(&mut self.tracks, card);
        track.memory = review::after(&track.memory, review.value.rating, review.value.at);
        track.reviews.push(review);
    }

    /// Adds a mark, which is not earlier than those on the same card before it.
    pub(super) fn marked(&mut self, card: &str, marked: Kept<Marked>) {
        let marking = order::entry(&mut self.marked, card);
        marking.kept.push(marked);
        marking.marks = Marks::of(marking.kept.iter().map(|kept| &kept.value));
    }

    /// Adds a wording, which is not earlier than those of the same card before it.
    pub(super) fn wrote(&mut self, card: Kept<OwnCard>) {
        let id = card.value.id.clone();
        order::entry(&mut self.own, &id).push(card);
    }

    /// Takes out what a record holds about a card, as if it had never been.
    pub(super) fn take_out(&mut self, card: &str, record: &RecordId) {
        let empty = |track: &mut Track| {
            track.reviews.retain(|kept| kept.record != *record);
            track.memory = review::fold(track.reviews.iter().map(|kept| kept.value));
            track.reviews.is_empty()
        };
        take_from(&mut self.tracks, card, empty);
        let empty = |marking: &mut Marking| {
            marking.kept.retain(|kept| kept.record != *record);
            marking.marks = Marks::of(marking.kept.iter().map(|kept| &kept.value));
            marking.kept.is_empty()
        };
        take_from(&mut self.marked, card, empty);
        let empty = |wordings: &mut Vec<Kept<OwnCard>>| {
            wordings.retain(|kept| kept.record != *record);
            wordings.is_empty()
        };
        take_from(&mut self.own, card, empty);
    }
}

/// Changes what is under `key`, if anything, and drops it where the change leaves it empty.
fn take_from<T>(list: &mut Vec<(String, T)>, key: &str, empty: impl FnOnce(&mut T) -> bool) {
    if let Ok(at) = order::place(list, key)
        && empty(&mut list[at].1)
    {
        list.remove(at);
    }
}
