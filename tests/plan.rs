//! Schedules: fixed ones that hold for ever, and what holds for all of them.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use proptest::prelude::*;
use starling::domain::card::{Back, Card, CardKind, Front};
use starling::domain::mark::Mark;
use starling::domain::plan::LAST_DAYS;
use starling::domain::practice::{Practice, Scope};
use starling::domain::progress::{Kept, Progress, RecordId, Setting};
use starling::domain::queue::{Limits, Next, Queue, Why, queue};
use starling::domain::readiness::{Way, readiness};
use starling::domain::review::{self, Interval, Rating, Review, next_due};
use starling::domain::time::{Day, Timestamp, UtcOffset};

const ZONE: UtcOffset = UtcOffset(120);
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Ten in the morning on the n-th day.
fn day(n: i32) -> Timestamp {
    Timestamp(Day(20_000 + n).begins(ZONE).0 + 6 * 60 * MINUTE)
}

fn card(id: usize, source: usize) -> Card {
    Card {
        id: format!("{id:04}"),
        kind: CardKind::Phrase,
        front: Front { instruction: "", context: None, text: String::new() },
        back: Back { headline: String::new(), explanation: String::new() },
        source: format!("s{source}"),
        typing: None,
    }
}

/// Somebody at work: everything goes through the queue.
struct Learner {
    deck: Vec<Card>,
    progress: Progress,
    records: usize,
}

impl Learner {
    /// A deck of so many cards, so many of each source.
    fn new(cards: usize, siblings: usize) -> Learner {
        let deck = (0..cards).map(|n| card(n, n / siblings)).collect();
        Learner { deck, progress: Progress::default(), records: 0 }
    }

    fn with(mut self, settings: impl IntoIterator<Item = Setting>) -> Learner {
        settings.into_iter().for_each(|setting| self.progress.set(setting));
        self
    }

    fn queue(&self, now: Timestamp) -> Queue {
        queue(&self.deck, &self.progress, "c", now, ZONE, Limits::of(self.progress.settings()))
    }

    fn record(&mut self) -> RecordId {
        self.records += 1;
        RecordId::try_from(format!("r-{:06}", self.records)).unwrap()
    }

    fn review(&mut self, card: &str, rating: Rating, at: Timestamp) {
        let record = self.record();
        self.progress.reviewed("c", card, Kept { record, value: Review { rating, at } });
    }

    fn mark(&mut self, card: &str, mark: Mark, at: Timestamp) {
        let record = self.record();
        self.progress.marked("c", card, record, at, mark);
    }

    /// Works a day through; what was shown, in order.
    fn study(&mut self, n: i32, rate: &mut dyn FnMut(&Next) -> Rating) -> Vec<(String, Why)> {
        let mut now = day(n);
        let mut shown = Vec::new();
        while let Some(next) = self.queue(now).next {
            self.review(&next.card.id, rate(&next), now);
            shown.push((next.card.id, next.why));
            now = Timestamp(now.0 + 20_000);
            assert!(shown.len() < 2000, "no end");
        }
        shown
    }

    /// The cards whose first review was before the day and that were reviewed on it, and those first seen on it.
    fn counts(&self, n: i32) -> (usize, usize) {
        let today = Day(20_000 + n);
        let (mut back, mut new) = (0, 0);
        for (_, track) in self.progress.tracks("c") {
            let days: Vec<Day> = track.reviews.iter().map(|r| r.value.at.day(ZONE)).collect();
            if days.contains(&today) {
                if days[0] == today { new += 1 } else { back += 1 }
            }
        }
        (back, new)
    }
}

/// A new card, due on the first day.
fn fresh() -> review::Memory {
    let mut memory = review::Memory::default();
    memory.due = day(0);
    memory
}

/// The interval that each review of one card gives, each on the day on which it is due.
fn intervals(ratings: &[Rating]) -> Vec<Interval> {
    let mut memory = fresh();
    ratings
        .iter()
        .map(|rating| {
            memory = review::after(&memory, *rating, memory.due);
            memory.interval
        })
        .collect()
}

#[test]
fn golden_schedules_hold_for_ever() {
    use Interval::{Days as D, Minutes as M};
    use Rating::{Again, Easy, Good, Hard};
    let cases: [(&[Rating], &[Interval]); 6] = [
        // The test of rs-fsrs itself (`test_basic_scheduler_interval`); the others follow from the published
        // formulas, reckoned without it.
        (
            &[Good, Good, Good, Good, Good, Good, Again, Again, Good, Good, Good, Good, Good],
            &[M(10), D(4), D(15), D(48), D(136), D(351), M(5), M(5), D(7), D(13), D(24), D(43), D(77)],
        ),
        (&[Easy, Good, Good], &[D(15), D(59), D(199)]),
        (&[Again, Good, Good, Good], &[M(1), D(1), D(3), D(9)]),
        (&[Hard, Hard, Good, Hard], &[M(5), M(10), D(1), D(2)]),
        (&[Good, Easy, Easy], &[M(10), D(7), D(67)]),
        (&[Good, Good, Again, Good, Good], &[M(10), D(4), M(5), D(2), D(6)]),
    ];
    for (ratings, expected) in cases {
        assert_eq!(intervals(ratings), expected, "{ratings:?}");
    }
}

#[test]
fn a_golden_log_gives_its_days_with_and_without_an_interview() {
    // A fixed log of one card: learnt on day 0, reviewed on days 4 and 19.
    let log = [(0, 0), (0, 10 * MINUTE), (4, 0), (19, 0)];
    let mut learner = Learner::new(1, 1);
    for (n, wait) in log {
        learner.review("0000", Rating::Good, Timestamp(day(n).0 + wait));
    }
    let memory = learner.progress.track("c", "0000").unwrap().memory;
    assert_eq!(memory.interval, Interval::Days(48));
    let due = |interview: Option<i32>| {
        let limits = Limits { interview: interview.map(|n| Day(20_000 + n)), ..Limits::default() };
        limits.horizon(day(19), ZONE).due_day(&memory).0 - 20_000
    };
    assert_eq!(
        [due(None), due(Some(100)), due(Some(67)), due(Some(40)), due(Some(20))],
        [67, 67, 67, 40, 20]
    );
    // A day gone by bends nothing.
    assert_eq!(due(Some(18)), 67);
    let limits = Limits { interview: Some(Day(20_040)), ..Limits::default() };
    let horizon = limits.horizon(memory.due, ZONE);
    assert_eq!(horizon.interview, None);
    let buttons = next_due(&memory, day(30)).map(|interval| limits.horizon(day(30), ZONE).within(interval));
    assert_eq!(buttons, [Interval::Minutes(5), Interval::Days(10), Interval::Days(10), Interval::Days(10)]);
}

#[test]
fn ninety_percent_are_expected_to_be_recalled_when_a_card_is_due() {
    let mut memory = fresh();
    for _ in 0..6 {
        memory = review::after(&memory, Rating::Good, memory.due);
        if matches!(memory.interval, Interval::Days(_)) {
            let expected = review::recall(&memory, memory.due);
            assert!((0.88..0.92).contains(&expected), "{expected}");
        }
    }
    assert!((review::recall(&memory, memory.last) - 1.0).abs() < 1e-9);
    assert_eq!(review::recall(&review::Memory::default(), day(1)).to_bits(), 0);
}

#[test]
fn a_missed_week_restarts_within_the_limit() {
    let mut learner = Learner::new(90, 1).with([Setting::NewPerDay(30), Setting::ReviewsPerDay(40)]);
    for n in 0..3 {
        learner.study(n, &mut |_| Rating::Good);
    }
    let back = learner.queue(day(12));
    assert_eq!((back.due, back.new), (40, 0));
    assert_eq!(back.due + back.waiting, 90);
    let mut seen = 0;
    for n in 12..20 {
        learner.study(n, &mut |_| Rating::Good);
        let (back, _) = learner.counts(n);
        assert!(back <= 40);
        seen += back;
    }
    assert!(seen >= 90, "{seen}");
    assert_eq!(learner.queue(day(19)).waiting, 0);
}

#[test]
fn what_is_asked_for_comes_first_even_beyond_siblings_and_new_cards() {
    let mut learner = Learner::new(6, 3).with([Setting::NewPerDay(1)]);
    learner.study(0, &mut |_| Rating::Easy);
    learner.mark("0001", Mark::Called, day(1));
    learner.mark("0000", Mark::Called, day(1));
    let queue = learner.queue(day(1));
    let next = queue.next.map(|next| (next.card.id, next.why));
    assert_eq!((queue.due, queue.new, next), (2, 1, Some(("0001".into(), Why::Called))));
    let now = Timestamp(day(1).0 + MINUTE);
    for card in ["0001", "0000"] {
        learner.review(card, Rating::Easy, now);
    }
    assert_eq!(learner.queue(now).due, 0);
}

#[test]
fn suspended_and_buried_cards_are_not_shown() {
    let mut learner = Learner::new(3, 1);
    learner.mark("0000", Mark::Suspended(true), day(0));
    learner.mark("0001", Mark::Buried, day(0));
    let shown = learner.study(0, &mut |_| Rating::Easy);
    assert_eq!(shown, [("0002".to_string(), Why::New)]);
    assert_eq!(learner.queue(day(0)).returns, Some(Day(20_001).begins(ZONE)));
    let shown = learner.study(1, &mut |_| Rating::Easy);
    assert_eq!(shown, [("0001".to_string(), Why::New)]);
    learner.mark("0000", Mark::Suspended(false), day(1));
    assert_eq!(learner.study(1, &mut |_| Rating::Easy).len(), 1);
}

#[test]
fn a_card_forgotten_again_and_again_is_found() {
    let mut memory = fresh();
    let mut found = Vec::new();
    for _ in 0..6 {
        for rating in [Rating::Good, Rating::Good, Rating::Again] {
            memory = review::after(&memory, rating, memory.due);
        }
        found.push(review::is_leech(&memory));
    }
    assert_eq!(found, [false, false, false, false, true, true]);
}

#[test]
fn readiness_rises_with_what_is_done_and_names_what_raises_it_most() {
    let interview = Setting::InterviewDay(Some(Day(20_010)));
    let mut learner = Learner::new(100, 1).with([interview, Setting::NewPerDay(5)]);
    let at_first = readiness(&learner.deck, &learner.progress, "c", day(0), ZONE);
    assert_eq!((at_first.now, at_first.day), (0, Day(20_010)));
    let ways: Vec<Way> = at_first.raises.iter().map(|raise| raise.what).collect();
    assert_eq!(ways, [Way::MorePerDay(10), Way::Meet]);
    learner.progress.set(Setting::NewPerDay(20));
    let mut last = 0;
    for n in 0..5 {
        learner.study(n, &mut |_| Rating::Good);
        let ready = readiness(&learner.deck, &learner.progress, "c", Timestamp(day(n).0 + DAY / 4), ZONE);
        assert!(ready.now > last, "{ready:?}");
        assert!(ready.planned >= ready.now && ready.planned > 90, "{ready:?}");
        last = ready.now;
    }
    assert!((80..95).contains(&last), "{last}");
    let ready = readiness(&learner.deck, &learner.progress, "c", Timestamp(day(4).0 + DAY / 4), ZONE);
    assert_eq!(ready.raises[0].what, Way::LastLook);
    // Without a date: what is recalled today.
    learner.progress.set(Setting::InterviewDay(None));
    let today = readiness(&learner.deck, &learner.progress, "c", Timestamp(day(4).0 + DAY / 4), ZONE);
    assert_eq!(today.day, Day(20_004));
    assert!(today.now >= 95, "{today:?}");
}

#[test]
fn practice_leaves_the_schedule_as_it_is_to_the_last_bit() {
    let mut learner = Learner::new(40, 1);
    learner.study(0, &mut |next| if next.memory.reps > 0 { Rating::Good } else { Rating::Again });
    learner.mark("0003", Mark::Suspended(true), day(0));
    learner.mark("0004", Mark::Flagged(true), day(0));
    let before = learner.progress.clone();
    for (scope, expected) in [(Scope::All, 39), (Scope::Ahead, 19), (Scope::Flagged, 1)] {
        let mut practice = Practice::begin(scope, &learner.deck, &learner.progress, "c", day(0), ZONE);
        assert_eq!(practice.total, expected, "{scope:?}");
        let mut shown = 0;
        while practice.card().is_some() {
            practice.rate(shown % 3 > 0);
            shown += 1;
        }
        assert_eq!(practice.recalled, expected);
    }
    assert_eq!(learner.progress, before);
}

fn any_rating() -> impl Strategy<Value = Rating> {
    prop_oneof![2 => Just(Rating::Again), 1 => Just(Rating::Hard), 5 => Just(Rating::Good), 1 => Just(Rating::Easy)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_interval_passes_the_interview(
        ratings in prop::collection::vec((any_rating(), 0..9 * DAY), 1..20), interview in 0..60_i32, now in 0..60_i32,
    ) {
        let mut learner = Learner::new(1, 1);
        let mut at = day(0);
        for (rating, wait) in ratings {
            at = Timestamp(at.0 + wait);
            learner.review("0000", rating, at);
        }
        let memory = learner.progress.track("c", "0000").unwrap().memory;
        let now = day(now).max(at);
        let interview = Day(20_000 + interview);
        let limits = Limits { interview: Some(interview), ..Limits::default() };
        let horizon = limits.horizon(now, ZONE);
        if now.day(ZONE) < interview {
            prop_assert!(horizon.due_day(&memory) <= interview);
            for interval in next_due(&memory, now).map(|interval| horizon.within(interval)) {
                if let Interval::Days(days) = interval {
                    prop_assert!(now.day(ZONE).plus(days as i32) <= interview);
                }
            }
            // And what a button promises is what the queue then keeps.
            for (rating, promised) in Rating::ALL.into_iter().zip(next_due(&memory, now)) {
                let after = review::after(&memory, rating, now);
                if let Interval::Days(_) = promised {
                    let Interval::Days(days) = horizon.within(promised) else { panic!("days become minutes") };
                    prop_assert_eq!(horizon.due_day(&after), now.day(ZONE).plus(days as i32));
                }
            }
        } else if now.day(ZONE) > interview {
            prop_assert_eq!(horizon.due_day(&memory), memory.due.day(ZONE));
        }
    }

    #[test]
    fn the_daily_limits_hold(
        cards in 1..80_usize, siblings in 1..4_usize, new in 0..12_u32, reviews in 0..25_u32,
        days in prop::collection::vec((any::<bool>(), any_rating()), 1..14), interview in prop::option::of(3..14_i32),
    ) {
        let interview = interview.map(|n| Day(20_000 + n));
        let mut learner = Learner::new(cards, siblings)
            .with([Setting::NewPerDay(new), Setting::ReviewsPerDay(reviews), Setting::InterviewDay(interview)]);
        for (n, (studies, rating)) in (0..).zip(days) {
            if !studies {
                continue;
            }
            let planned = learner.queue(day(n));
            let mut forgot = 0;
            learner.study(n, &mut |_| {
                forgot += 1;
                if forgot % 4 == 0 { rating } else { Rating::Good }
            });
            let (back, begun) = learner.counts(n);
            prop_assert!(back <= reviews as usize && begun <= new as usize);
            prop_assert!(back + begun <= (reviews as usize).max(begun), "new cards count with the others");
            // What the counters promised in the morning is what there was.
            prop_assert_eq!(back, planned.due);
            prop_assert_eq!(begun, planned.new);
        }
    }

    #[test]
    fn every_card_is_seen_in_the_last_days_before_the_interview(
        cards in 1..60_usize, siblings in 1..5_usize, interview in 8..30_i32, skipped in 0..8_i32,
        ratings in prop::collection::vec(any_rating(), 1..9),
    ) {
        let first = interview - LAST_DAYS;
        let limit = cards.div_ceil(LAST_DAYS as usize) as u32;
        let mut learner = Learner::new(cards, siblings).with([
            Setting::NewPerDay(30),
            Setting::ReviewsPerDay(200),
            Setting::InterviewDay(Some(Day(20_000 + interview))),
        ]);
        let mut turn = 0;
        let mut rate = |_: &Next| {
            turn += 1;
            // Whoever never recalls anything never comes to the day's end.
            if turn % 3 == 0 { Rating::Good } else { ratings[turn % ratings.len()] }
        };
        for n in 0..first - skipped.min(first - 1) {
            learner.study(n, &mut rate);
        }
        let begun: Vec<String> = learner.progress.tracks("c").map(|(id, _)| id.to_string()).collect();
        // In the last days the limit is as tight as it may be.
        learner.progress.set(Setting::ReviewsPerDay(limit));
        learner.progress.set(Setting::NewPerDay(0));
        let mut shares = Vec::new();
        for n in first..interview {
            shares.push(learner.queue(day(n)).due);
            learner.study(n, &mut |_| Rating::Good);
            prop_assert!(learner.counts(n).0 <= limit as usize);
        }
        for id in &begun {
            let track = learner.progress.track("c", id).unwrap();
            let last = track.reviews.last().unwrap().value.at.day(ZONE);
            prop_assert!(last >= Day(20_000 + first) && last < Day(20_000 + interview), "{id}: {last:?} {shares:?}");
        }
    }

    #[test]
    fn siblings_are_not_seen_on_one_day(cards in 2..30_usize, siblings in 2..5_usize, days in 1..8_i32) {
        let mut learner = Learner::new(cards, siblings);
        for n in 0..days {
            let shown = learner.study(n, &mut |_| Rating::Good);
            let mut sources: Vec<usize> = shown.iter().map(|(id, _)| id.parse::<usize>().unwrap() / siblings).collect();
            let mut ids: Vec<&String> = shown.iter().map(|(id, _)| id).collect();
            sources.sort_unstable();
            sources.dedup();
            ids.sort_unstable();
            ids.dedup();
            // Those still being learnt from the day before come back whatever their source.
            prop_assert_eq!(sources.len(), ids.len());
        }
    }
}
