use super::*;
use crate::domain::card::{Back, CardKind, Front};
use crate::domain::progress::{Kept, RecordId};
use crate::domain::review::{Rating, Review};
use crate::domain::time::{Day, Seconds};

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
        typing: None,
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
        self.progress.reviewed("c", card, Kept { record, value: Review { rating, at } });
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
fn siblings_wait_until_tomorrow() {
    let mut learner = Learner::new(vec![card("a", "s"), card("b", "s"), card("c", "t")]);
    assert_eq!(learner.queue(start()).new, 2);
    learner.review("a", Rating::Easy, start());
    assert_eq!(learner.next(start()), Some(("c".into(), Why::New)));
    learner.review("c", Rating::Easy, start());
    let queue = learner.queue(start());
    let tomorrow = Day(20_001).begins(UTC);
    assert_eq!((queue.next, queue.unseen, queue.returns), (None, 1, Some(tomorrow)));
    assert_eq!(learner.next(tomorrow), Some(("b".into(), Why::New)));
}

#[test]
fn no_card_in_learning_follows_a_sibling_while_there_is_a_choice() {
    let mut learner = Learner::new(vec![card("a", "s"), card("b", "s"), card("c", "t")]);
    for (n, id) in ["b", "c", "a"].into_iter().enumerate() {
        learner.review(id, Rating::Again, later(n as i64 * 1000));
    }
    assert_eq!(learner.next(later(5 * MINUTE)), Some(("c".into(), Why::Learning)));
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
