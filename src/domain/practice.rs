//! Practice beside the schedule: studying ahead, or all cards at one go. Nothing of it is kept, so the schedule
//! stays as it is to the last bit.

use super::card::Card;
use super::plan::Limits;
use super::progress::{Progress, Tracks};
use super::review;
use super::time::{Timestamp, UtcOffset};
use crate::order;

/// Which cards are practised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that come back next, soonest first.
    Ahead,
    /// All, the least remembered first, and those never seen last.
    All,
    /// The flagged ones.
    Flagged,
}

/// So many cards are studied ahead at one go.
const AHEAD: usize = 20;

/// Cards practised at one go. Whatever is not recalled comes back at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practice {
    /// Which cards.
    pub scope: Scope,
    /// Their ids: the first one is shown.
    left: Vec<String>,
    /// How many there were.
    pub total: usize,
    /// How often a card was recalled, and how often not.
    pub recalled: usize,
    /// How often one was not.
    pub missed: usize,
    /// As it was before each rating, the last one at the end.
    before: Vec<(String, bool)>,
}

impl Practice {
    /// Begins at `now`. Suspended cards are left out.
    pub fn begin(
        scope: Scope,
        deck: &[Card],
        progress: &Progress,
        competency: &str,
        now: Timestamp,
        offset: UtcOffset,
    ) -> Practice {
        let none = Tracks::default();
        let cards = progress.cards(competency).unwrap_or(&none);
        let horizon = Limits::of(progress.settings()).horizon(now, offset);
        let mut picked: Vec<(i64, usize)> = Vec::new();
        for (place, card) in deck.iter().enumerate() {
            let (marks, track) = (cards.marks(&card.id), cards.track(&card.id));
            if marks.suspended {
                continue;
            }
            let rank = match (scope, track) {
                (Scope::Ahead, Some(track)) => Some(i64::from(horizon.due_day(&track.memory).0)),
                (Scope::Ahead, None) => None,
                (Scope::Flagged, _) => marks.flagged.then_some(0),
                // In thousandths: what is known of a card is not that exact.
                (Scope::All, Some(track)) => Some((review::recall(&track.memory, now) * 1000.0) as i64),
                (Scope::All, None) => Some(i64::MAX),
            };
            picked.extend(rank.map(|rank| (rank, place)));
        }
        order::sort(&mut picked);
        if scope == Scope::Ahead {
            picked.truncate(AHEAD);
        }
        let left: Vec<String> =
            picked.iter().filter_map(|(_, at)| deck.get(*at)).map(|card| card.id.clone()).collect();
        Practice { scope, total: left.len(), left, recalled: 0, missed: 0, before: Vec::new() }
    }

    /// The id of the card shown; `None` when all are done.
    pub fn card(&self) -> Option<&str> {
        self.left.first().map(String::as_str)
    }

    /// How many are left.
    pub fn left(&self) -> usize {
        self.left.len()
    }

    /// Whether there is a rating to take back.
    pub fn can_undo(&self) -> bool {
        !self.before.is_empty()
    }

    /// Goes on to the next card.
    pub fn rate(&mut self, recalled: bool) {
        if self.left.is_empty() {
            return;
        }
        let card = self.left.remove(0);
        self.before.push((card.clone(), recalled));
        if recalled {
            self.recalled += 1;
        } else {
            self.missed += 1;
            self.left.push(card);
        }
    }

    /// Takes the last rating back; `false` where there is none.
    pub fn undo(&mut self) -> bool {
        let Some((card, recalled)) = self.before.pop() else { return false };
        if recalled {
            self.recalled -= 1;
        } else {
            self.missed -= 1;
            self.left.pop();
        }
        self.left.insert(0, card);
        true
    }

    /// Leaves a card out from here on, such as one that was just suspended. What was rated stays.
    pub fn leave_out(&mut self, card: &str) {
        self.left.retain(|left| left != card);
        self.before.clear();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn practice(n: usize) -> Practice {
        let left: Vec<String> = (0..n).map(|i| i.to_string()).collect();
        Practice { scope: Scope::All, total: n, left, recalled: 0, missed: 0, before: Vec::new() }
    }

    #[test]
    fn what_is_not_recalled_comes_back_at_the_end() {
        let mut practice = practice(2);
        practice.rate(false);
        assert_eq!((practice.card(), practice.left()), (Some("1"), 2));
        practice.rate(true);
        assert_eq!(practice.card(), Some("0"));
        practice.rate(true);
        assert_eq!((practice.card(), practice.recalled, practice.missed), (None, 2, 1));
    }

    proptest! {
        #[test]
        fn every_rating_can_be_taken_back(ratings in prop::collection::vec(any::<bool>(), 0..40)) {
            let mut practice = practice(5);
            let mut before = Vec::new();
            for recalled in ratings {
                if practice.card().is_some() {
                    before.push(practice.clone());
                    practice.rate(recalled);
                }
            }
            while let Some(before) = before.pop() {
                prop_assert!(practice.undo());
                prop_assert_eq!(&practice, &before);
            }
            prop_assert!(!practice.undo());
        }
    }
}
