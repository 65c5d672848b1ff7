//! When a card comes back: the only file that speaks to rs-fsrs.
//!
//! The schedule is a fold over the reviews, so undo, merging and "study ahead" need nothing more.
//!
//! rs-fsrs gives the weights' formulas: how stability and difficulty change. Its scheduler around them, which a
//! test compares with the steps here, brings chrono and the formatting of floats along, 20 kB of download.

use rs_fsrs::Parameters;
use serde::{Deserialize, Serialize};

use super::time::Timestamp;

/// How well a card was recalled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rating {
    /// Not recalled.
    Again,
    /// Recalled with great effort.
    Hard,
    /// Recalled.
    Good,
    /// Recalled at once.
    Easy,
}

impl Rating {
    /// All four, in the order of their buttons.
    pub const ALL: [Rating; 4] = [Rating::Again, Rating::Hard, Rating::Good, Rating::Easy];

    /// Whether the card was recalled: every rating but [`Rating::Again`].
    pub fn recalled(self) -> bool {
        self != Rating::Again
    }

    fn in_fsrs(self) -> rs_fsrs::Rating {
        match self {
            Rating::Again => rs_fsrs::Rating::Again,
            Rating::Hard => rs_fsrs::Rating::Hard,
            Rating::Good => rs_fsrs::Rating::Good,
            Rating::Easy => rs_fsrs::Rating::Easy,
        }
    }
}

/// One look at one card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The card's id.
    pub card: String,
    /// How well it was recalled.
    pub rating: Rating,
    /// When.
    pub at: Timestamp,
}

/// Where a card stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Never seen.
    New,
    /// Seen for the first time; comes back within minutes.
    Learning,
    /// Comes back after days.
    Reviewing,
    /// Forgotten; comes back within minutes.
    Relearning,
}

/// How long until a card comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interval {
    /// Within this sitting.
    Minutes(u32),
    /// On another day.
    Days(u32),
}

/// What is known of how well a card is remembered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Memory {
    /// Where it stands.
    pub phase: Phase,
    /// When it is due; 0 for a new card.
    pub due: Timestamp,
    /// From the last review until then; 0 minutes for a new card.
    pub interval: Interval,
    /// Reviews so far.
    pub reps: u32,
    /// How often it was forgotten after having been learnt.
    pub lapses: u32,
    /// The last review; 0 for a new card.
    pub last: Timestamp,
    stability: f64,
    difficulty: f64,
}

impl Default for Memory {
    /// A new card.
    fn default() -> Self {
        Memory {
            phase: Phase::New,
            due: Timestamp(0),
            interval: Interval::Minutes(0),
            reps: 0,
            lapses: 0,
            last: Timestamp(0),
            stability: 0.0,
            difficulty: 0.0,
        }
    }
}

/// What `memory` becomes when the card is rated at `now`. A clock that went backwards counts as standing still.
pub fn after(memory: &Memory, rating: Rating, now: Timestamp) -> Memory {
    let now = Timestamp(now.0.clamp(0, LATEST)).max(memory.last);
    let parameters = parameters();
    let (stability, difficulty) = strength(&parameters, memory, rating, now);
    let interval = match (memory.phase, rating) {
        (Phase::New, Rating::Again) => Interval::Minutes(1),
        (Phase::New, Rating::Hard) => Interval::Minutes(5),
        (Phase::New, Rating::Good) => Interval::Minutes(10),
        (_, Rating::Again) => Interval::Minutes(5),
        (Phase::Learning | Phase::Relearning, Rating::Hard) => Interval::Minutes(10),
        _ => Interval::Days(days(&parameters, memory, rating, now)),
    };
    let (phase, wait) = match interval {
        Interval::Days(days) => (Phase::Reviewing, i64::from(days) * DAY),
        Interval::Minutes(minutes) => (minutes_phase(memory.phase), i64::from(minutes) * MINUTE),
    };
    Memory {
        phase,
        due: Timestamp(now.0 + wait),
        interval,
        reps: memory.reps + 1,
        lapses: memory.lapses + u32::from(memory.phase == Phase::Reviewing && rating == Rating::Again),
        last: now,
        stability,
        difficulty,
    }
}

/// How likely the card is recalled at `at` if it is not seen until then: 0 for a new one, to 1.
pub fn recall(memory: &Memory, at: Timestamp) -> f64 {
    if memory.phase == Phase::New {
        return 0.0;
    }
    Parameters::forgetting_curve(at.since(memory.last) as f64 / DAY as f64, memory.stability)
}

/// Where a card stands that comes back within minutes.
fn minutes_phase(before: Phase) -> Phase {
    match before {
        Phase::New | Phase::Learning => Phase::Learning,
        Phase::Reviewing | Phase::Relearning => Phase::Relearning,
    }
}

/// Stability (in days) and difficulty after a review.
fn strength(parameters: &Parameters, memory: &Memory, rating: Rating, now: Timestamp) -> (f64, f64) {
    let (stability, difficulty, given) = (memory.stability, memory.difficulty, rating.in_fsrs());
    let next = match memory.phase {
        Phase::New => return (parameters.init_stability(given), parameters.init_difficulty(given)),
        Phase::Learning | Phase::Relearning => parameters.short_term_stability(stability, given),
        Phase::Reviewing => {
            // The scheduler counts whole days gone by, rounded down; but a card that is due on a day is shown
            // from its first hour, so 23 hours have to count as the day they belong to.
            let days = (now.since(memory.last) + DAY / 2) / DAY;
            let recalled = Parameters::forgetting_curve(days as f64, stability);
            match rating {
                Rating::Again => parameters.next_forget_stability(difficulty, stability, recalled),
                _ => parameters.next_recall_stability(difficulty, stability, recalled, given),
            }
        }
    };
    (next, parameters.next_difficulty(difficulty, given))
}

/// The days until a card comes back that is out of learning: as many as its stability says, but a better rating
/// never gives fewer days, and good and easy each give more than the one below.
fn days(parameters: &Parameters, memory: &Memory, rating: Rating, now: Timestamp) -> u32 {
    let plain = |rating| {
        let stability = strength(parameters, memory, rating, now).0;
        let recalled = parameters.request_retention.powf(1.0 / Parameters::DECAY) - 1.0;
        (stability / Parameters::FACTOR * recalled).round().clamp(1.0, LONGEST) as u32
    };
    let is_reviewed = memory.phase == Phase::Reviewing;
    let good = match rating {
        Rating::Hard => return plain(Rating::Hard).min(plain(Rating::Good)),
        _ if is_reviewed => plain(Rating::Good).max(plain(Rating::Hard).min(plain(Rating::Good)) + 1),
        _ => plain(Rating::Good),
    };
    match rating {
        Rating::Easy if memory.phase != Phase::New => plain(Rating::Easy).max(good + 1),
        Rating::Easy => plain(Rating::Easy),
        _ => good,
    }
}

/// The interval that each rating would give at `now`, in the order of [`Rating::ALL`]: for the buttons.
pub fn next_due(memory: &Memory, now: Timestamp) -> [Interval; 4] {
    Rating::ALL.map(|rating| after(memory, rating, now).interval)
}

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// The end of the year 9999: from there the longest interval still is a moment that a browser can name.
const LATEST: i64 = 253_402_300_799_999;

/// The longest interval, in days.
const LONGEST: f64 = 36_500.0;

/// Retention 90 %, no fuzz: the same reviews give the same schedule everywhere. The weights are those of
/// rs-fsrs 1.2.1 (FSRS-5), written out so that an update of the package moves nobody's cards, and because
/// `Parameters::default` reads the clock for a seed that is not used without fuzz.
fn parameters() -> Parameters {
    Parameters {
        request_retention: 0.9,
        maximum_interval: 36_500,
        w: [
            0.4072, 1.1829, 3.1262, 15.4722, 7.2102, 0.5316, 1.0651, 0.0234, 1.616, 0.1544, 1.0824, 1.9813,
            0.0953, 0.2975, 2.2042, 0.2407, 2.9466, 0.5034, 0.6567,
        ],
        decay: Parameters::DECAY,
        factor: Parameters::FACTOR,
        enable_short_term: true,
        enable_fuzz: false,
        seed: rs_fsrs::Seed::Empty,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: i64 = 60 * MINUTE;
    const START: Timestamp = Timestamp(1_700_000_000_000);

    /// What the reviews of one card come to; they are in order of time.
    fn schedule(reviews: &[Review]) -> Memory {
        reviews.iter().fold(Memory::default(), |memory, review| after(&memory, review.rating, review.at))
    }

    /// What the scheduler of rs-fsrs makes of the same review.
    fn by_rs_fsrs(memory: &Memory, rating: Rating, now: Timestamp) -> Memory {
        let moment = |at: Timestamp| chrono::DateTime::from_timestamp_millis(at.0).unwrap();
        let days = (now.since(memory.last) + DAY / 2) / DAY;
        let card = rs_fsrs::Card {
            due: moment(memory.due),
            stability: memory.stability,
            difficulty: memory.difficulty,
            elapsed_days: 0,
            scheduled_days: 0,
            reps: memory.reps as i32,
            lapses: memory.lapses as i32,
            state: match memory.phase {
                Phase::New => rs_fsrs::State::New,
                Phase::Learning => rs_fsrs::State::Learning,
                Phase::Reviewing => rs_fsrs::State::Review,
                Phase::Relearning => rs_fsrs::State::Relearning,
            },
            last_review: moment(Timestamp(now.0 - days * DAY)),
        };
        let card = rs_fsrs::FSRS::new(parameters()).next(card, moment(now), rating.in_fsrs()).card;
        let due = Timestamp(card.due.timestamp_millis());
        Memory {
            phase: match card.state {
                rs_fsrs::State::New => Phase::New,
                rs_fsrs::State::Learning => Phase::Learning,
                rs_fsrs::State::Review => Phase::Reviewing,
                rs_fsrs::State::Relearning => Phase::Relearning,
            },
            due,
            interval: match card.scheduled_days {
                0 => Interval::Minutes((due.since(now) / MINUTE) as u32),
                days => Interval::Days(days as u32),
            },
            reps: card.reps as u32,
            lapses: card.lapses as u32,
            last: now,
            stability: card.stability,
            difficulty: card.difficulty,
        }
    }

    /// Reviews a card each time it is due; the days that each review schedules.
    fn days(ratings: &[Rating]) -> Vec<u32> {
        let mut memory = Memory { due: START, ..Memory::default() };
        let step = |rating: &Rating| {
            memory = after(&memory, *rating, memory.due);
            match memory.interval {
                Interval::Minutes(_) => 0,
                Interval::Days(days) => days,
            }
        };
        ratings.iter().map(step).collect()
    }

    fn history(steps: &[(Rating, i64)]) -> Vec<Review> {
        let mut at = START;
        let mut step = |&(rating, gap): &(Rating, i64)| {
            at = Timestamp(at.0 + gap);
            Review { card: "c".into(), rating, at }
        };
        steps.iter().map(&mut step).collect()
    }

    fn any_rating() -> impl Strategy<Value = Rating> {
        (0..4_usize).prop_map(|i| Rating::ALL[i])
    }

    #[test]
    fn a_card_forgotten_and_learnt_again_takes_the_measured_steps() {
        use Rating::{Again, Good};
        assert_eq!(days(&[Good, Good, Good, Again, Good]), [0, 4, 15, 0, 4]);
    }

    #[test]
    fn the_published_intervals_of_the_scheduler_hold() {
        use Rating::{Again, Good};
        let ratings = [Good, Good, Good, Good, Good, Good, Again, Again, Good, Good, Good, Good, Good];
        assert_eq!(days(&ratings), [0, 4, 15, 48, 136, 351, 0, 0, 7, 13, 24, 43, 77]);
    }

    #[test]
    fn a_new_card_shows_minutes_on_three_buttons_and_days_on_easy() {
        use Interval::{Days, Minutes};
        assert_eq!(next_due(&Memory::default(), START), [Minutes(1), Minutes(5), Minutes(10), Days(15)]);
    }

    #[test]
    fn again_returns_the_card_today() {
        let memory =
            schedule(&history(&[(Rating::Good, 0), (Rating::Good, 600_000), (Rating::Again, 4 * DAY)]));
        assert_eq!(memory.phase, Phase::Relearning);
        assert_eq!(memory.interval, Interval::Minutes(5));
        assert_eq!((memory.reps, memory.lapses), (3, 1));
    }

    #[test]
    fn an_hour_early_on_the_due_day_counts_as_the_whole_day() {
        let learnt = schedule(&history(&[(Rating::Good, 0), (Rating::Good, 600_000)]));
        let on_time = after(&learnt, Rating::Good, learnt.due);
        let early = after(&learnt, Rating::Good, Timestamp(learnt.due.0 - 60 * MINUTE));
        assert_eq!(early.interval, on_time.interval);
    }

    #[test]
    fn a_button_promises_what_the_review_then_gives() {
        let memory = schedule(&history(&[(Rating::Good, 0), (Rating::Good, 600_000)]));
        let promised = next_due(&memory, memory.due);
        for (rating, interval) in Rating::ALL.into_iter().zip(promised) {
            assert_eq!(after(&memory, rating, memory.due).interval, interval);
        }
    }

    proptest! {
        #[test]
        fn every_step_is_that_of_the_scheduler_of_rs_fsrs(
            steps in prop::collection::vec((any_rating(), prop_oneof![0..HOUR, 0..3 * DAY, 0..900 * DAY]), 1..30),
        ) {
            let mut memory = Memory::default();
            let mut at = START;
            for (rating, gap) in steps {
                at = Timestamp(at.0 + gap);
                let expected = by_rs_fsrs(&memory, rating, at);
                memory = after(&memory, rating, at);
                prop_assert_eq!(memory, expected);
            }
        }

        #[test]
        fn better_ratings_never_return_sooner(
            steps in prop::collection::vec((any_rating(), 0..60 * DAY), 0..12), gap in 0..400 * DAY,
        ) {
            let memory = schedule(&history(&steps));
            let now = Timestamp(memory.last.0.max(START.0) + gap);
            let [again, hard, good, easy] = next_due(&memory, now);
            prop_assert!(again <= hard && hard <= good && good <= easy);
        }

        #[test]
        fn no_time_at_all_breaks_the_schedule(times in prop::collection::vec((any_rating(), any::<i64>()), 0..12)) {
            let reviews: Vec<Review> =
                times.iter().map(|&(rating, at)| Review { card: "c".into(), rating, at: Timestamp(at) }).collect();
            let memory = schedule(&reviews);
            prop_assert!(memory.due >= memory.last);
            prop_assert_eq!(memory.reps as usize, reviews.len());
            prop_assert!(memory.stability.is_finite() && memory.difficulty.is_finite());
        }
    }
}
