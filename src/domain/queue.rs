//! Which card comes next, derived from the deck and the progress; nothing of it is kept.

use super::card::Card;
use super::progress::Progress;
use super::review::{Memory, Phase};
use super::time::{Seconds, Timestamp, UtcOffset};

/// How much is asked of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// New cards a day, at most. Default 20, as in Anki.
    pub new_per_day: u32,
    /// How long before it is due a card in learning is shown, when nothing else is left. Default 20 minutes,
    /// as in Anki.
    pub learn_ahead: Seconds,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { new_per_day: 20, learn_ahead: Seconds(20 * 60) }
    }
}

/// Why a card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is being learnt, and its minutes are over.
    Learning,
    /// Its day has come.
    Due,
    /// It was never seen.
    New,
    /// It is being learnt; its minutes are not over, but nothing else is left.
    Ahead,
}

/// The card to show.
#[derive(Clone, Debug, PartialEq)]
pub struct Next {
    /// The card.
    pub card: Card,
    /// What is known of it; [`super::review::next_due`] gives its buttons' intervals.
    pub memory: Memory,
    /// Why it is shown.
    pub why: Why,
}

/// What is to be done today.
#[derive(Clone, Debug, PartialEq)]
pub struct Queue {
    /// The card to show; `None` when today's work is done, or waits (see `returns`).
    pub next: Option<Next>,
    /// Cards in learning that come back today, due or not yet.
    pub learning: usize,
    /// Cards whose day has come.
    pub due: usize,
    /// New cards left today, within the daily limit.
    pub new: usize,
    /// Cards never seen, today's among them.
    pub unseen: usize,
    /// Reviews done today.
    pub done: usize,
    /// Of these, the ones recalled: every rating but Again.
    pub recalled: usize,
    /// When nothing is left to show: the moment at which the next card comes back, today or later.
    pub returns: Option<Timestamp>,
}

/// What is to be done at `now` with `deck`, whose reviews `progress` holds under `competency`.
///
/// Cards in learning that are due come first, then those whose day has come, the longest due first; then new
/// ones in the deck's order; then, ahead of their time, cards in learning. Where there is a choice, no card
/// follows a sibling. Nothing else decides, so whoever leaves and comes back finds the same card.
pub fn queue(
    deck: &[Card],
    progress: &Progress,
    competency: &str,
    now: Timestamp,
    offset: UtcOffset,
    limits: Limits,
) -> Queue {
    let today = now.day(offset);
    let (mut learning, mut due, mut new, mut later) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut begun, mut done, mut recalled) = (0, 0, 0);
    for card in deck {
        let Some(track) = progress.track(competency, &card.id) else {
            new.push((card, Memory::default()));
            continue;
        };
        let mut todays = track.reviews.iter().map(|kept| &kept.value).filter(|r| r.at.day(offset) == today);
        begun += usize::from(track.reviews.first().is_some_and(|kept| kept.value.at.day(offset) == today));
        let list = match track.memory.phase {
            Phase::Learning | Phase::Relearning => &mut learning,
            Phase::New | Phase::Reviewing if track.memory.due.day(offset) <= today => &mut due,
            Phase::New | Phase::Reviewing => &mut later,
        };
        // The longest due first; the deck's order among those due at once.
        let place = list.partition_point(|(_, memory): &(&Card, Memory)| memory.due <= track.memory.due);
        list.insert(place, (card, track.memory));
        done += todays.clone().count();
        recalled += todays.by_ref().filter(|r| r.rating.recalled()).count();
    }
    let unseen = new.len();
    new.truncate((limits.new_per_day as usize).saturating_sub(begun));

    let ahead = now.plus(limits.learn_ahead);
    let ready = learning.partition_point(|(_, memory)| memory.due <= now);
    let soon = learning.partition_point(|(_, memory)| memory.due <= ahead);
    let before = last_source(deck, progress, competency);
    let next = [
        (&learning[..ready], Why::Learning),
        (&due[..], Why::Due),
        (&new[..], Why::New),
        (&learning[ready..soon], Why::Ahead),
    ]
    .into_iter()
    .find_map(|(cards, why)| {
        let (card, memory) = cards.iter().find(|(card, _)| Some(&*card.source) != before).or(cards.first())?;
        Some(Next { card: (*card).clone(), memory: *memory, why })
    });

    let returns = learning.iter().map(|(_, memory)| memory.due);
    let returns = returns.chain(later.iter().map(|(_, memory)| memory.due.day(offset).begins(offset)));
    let returns =
        returns.chain((unseen > 0 && limits.new_per_day > 0).then(|| today.next().begins(offset))).min();
    Queue {
        returns: if next.is_none() { returns } else { None },
        next,
        learning: learning.iter().filter(|(_, memory)| memory.due.day(offset) <= today).count(),
        due: due.len(),
        new: new.len(),
        unseen,
        done,
        recalled,
    }
}

/// The source of the card reviewed last.
fn last_source<'a>(deck: &'a [Card], progress: &Progress, competency: &str) -> Option<&'a str> {
    let last = progress.last_review(competency)?;
    deck.iter().find(|card| card.id == last.value.card).map(|card| card.source.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::{Back, CardKind, Front};
    use crate::domain::progress::{Kept, RecordId};
    use crate::domain::review::{Rating, Review};
    use crate::domain::time::Day;

    const UTC: UtcOffset = UtcOffset(0);
    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;

    /// Ten in the morning.
    fn start() -> Timestamp {
        Timestamp(Day(20_000).begins(UTC).0 + 6 * HOUR)
    }

    fn later(millis: i64) -> Timestamp {
        Timestamp(start().0 + millis)
    }

    fn card(id: &str, source: &str) -> Card {
        Card {
            id: id.into(),
            kind: CardKind::Phrase,
            front: Front { instruction: "", context: None, text: String::new() },
            back: Back { headline: String::new(), explanation: String::new() },
            source: source.into(),
        }
    }

    /// Cards `0`, `1`, …, each its own source.
    fn deck(n: usize) -> Vec<Card> {
        (0..n).map(|i| card(&i.to_string(), &i.to_string())).collect()
    }

    struct Learner {
        deck: Vec<Card>,
        progress: Progress,
        limits: Limits,
        reviews: usize,
    }

    impl Learner {
        fn new(deck: Vec<Card>) -> Self {
            Learner { deck, progress: Progress::default(), limits: Limits::default(), reviews: 0 }
        }

        fn queue(&self, now: Timestamp) -> Queue {
            queue(&self.deck, &self.progress, "c", now, UTC, self.limits)
        }

        fn next(&self, now: Timestamp) -> Option<(String, Why)> {
            self.queue(now).next.map(|next| (next.card.id, next.why))
        }

        fn review(&mut self, card: &str, rating: Rating, at: Timestamp) {
            self.reviews += 1;
            let record = RecordId::try_from(format!("r{:04}", self.reviews)).unwrap();
            let value = Review { card: card.into(), rating, at };
            self.progress.reviewed("c", Kept { record, value });
        }
    }

    #[test]
    fn somebody_new_sees_the_first_card_of_the_deck() {
        let learner = Learner::new(deck(3));
        assert_eq!(learner.next(start()), Some(("0".into(), Why::New)));
        let queue = learner.queue(start());
        assert_eq!((queue.new, queue.unseen, queue.due, queue.learning, queue.done), (3, 3, 0, 0, 0));
    }

    #[test]
    fn an_empty_deck_has_nothing_to_do_and_nothing_to_wait_for() {
        let queue = Learner::new(Vec::new()).queue(start());
        assert_eq!((queue.next, queue.returns), (None, None));
    }

    #[test]
    fn new_cards_stop_at_the_daily_limit_and_go_on_after_four_in_the_morning() {
        let mut learner = Learner::new(deck(5));
        learner.limits.new_per_day = 2;
        learner.review("0", Rating::Easy, start());
        learner.review("1", Rating::Easy, start());
        let tomorrow = Day(20_001).begins(UTC);
        let queue = learner.queue(start());
        assert_eq!((queue.new, queue.unseen, queue.next), (0, 3, None));
        assert_eq!(queue.returns, Some(tomorrow));
        assert_eq!(learner.next(Timestamp(tomorrow.0 - 1)), None);
        assert_eq!(learner.next(tomorrow), Some(("2".into(), Why::New)));
    }

    #[test]
    fn a_card_whose_minutes_are_over_comes_before_all_others() {
        let mut learner = Learner::new(deck(3));
        learner.review("0", Rating::Again, start());
        assert_eq!(learner.next(start()), Some(("1".into(), Why::New)));
        learner.review("1", Rating::Again, later(MINUTE));
        assert_eq!(learner.next(later(MINUTE)), Some(("0".into(), Why::Learning)));
    }

    #[test]
    fn cards_in_learning_are_shown_ahead_when_nothing_else_is_left_but_not_too_early() {
        let mut learner = Learner::new(deck(1));
        learner.review("0", Rating::Good, start());
        assert_eq!(learner.next(start()), Some(("0".into(), Why::Ahead)));
        learner.limits.learn_ahead = Seconds(60);
        let queue = learner.queue(start());
        assert_eq!((queue.next, queue.learning, queue.returns), (None, 1, Some(later(10 * MINUTE))));
    }

    #[test]
    fn a_card_is_due_from_the_first_hour_of_its_day() {
        let mut learner = Learner::new(deck(1));
        learner.review("0", Rating::Good, start());
        learner.review("0", Rating::Good, later(10 * MINUTE));
        let day = Day(20_004).begins(UTC);
        assert_eq!(learner.queue(later(HOUR)).returns, Some(day));
        assert_eq!(learner.next(Timestamp(day.0 - 1)), None);
        assert_eq!(learner.next(day), Some(("0".into(), Why::Due)));
    }

    #[test]
    fn due_cards_come_before_new_ones_the_longest_due_first() {
        let mut learner = Learner::new(deck(4));
        learner.review("2", Rating::Easy, later(MINUTE));
        learner.review("1", Rating::Easy, start());
        learner.review("3", Rating::Easy, later(2 * MINUTE));
        assert_eq!(learner.next(later(20 * DAY)), Some(("1".into(), Why::Due)));
        assert_eq!(learner.queue(later(20 * DAY)).due, 3);
    }

    #[test]
    fn no_card_follows_a_sibling_while_there_is_a_choice() {
        let mut learner = Learner::new(vec![card("a", "s"), card("b", "s"), card("c", "t")]);
        learner.review("a", Rating::Easy, start());
        assert_eq!(learner.next(start()), Some(("c".into(), Why::New)));
        learner.review("c", Rating::Easy, start());
        assert_eq!(learner.next(start()), Some(("b".into(), Why::New)));
    }

    #[test]
    fn the_day_counts_its_reviews_and_those_recalled() {
        let mut learner = Learner::new(deck(3));
        learner.review("0", Rating::Good, later(-DAY));
        learner.review("0", Rating::Again, start());
        learner.review("1", Rating::Hard, start());
        let queue = learner.queue(start());
        assert_eq!((queue.done, queue.recalled), (2, 1));
    }

    #[test]
    fn whoever_works_through_a_day_comes_to_its_end() {
        let mut learner = Learner::new(deck(40));
        let mut now = start();
        let mut shown = 0;
        while let Some((card, _)) = learner.next(now) {
            learner.review(&card, Rating::ALL[shown % 4], now);
            now = Timestamp(now.0 + 10_000);
            shown += 1;
            assert!(shown < 200, "no end");
        }
        let queue = learner.queue(now);
        assert_eq!((queue.new, queue.due, queue.unseen), (0, 0, 20));
        assert_eq!(queue.done, shown);
    }
}
