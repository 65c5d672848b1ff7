//! What lies behind and ahead, day by day: cards to come, reviews done, and how what was recalled compares with
//! what the schedule expected. All of it is folded from the reviews; nothing is kept.

use super::progress::Track;
use super::review::{self, Memory, Phase};
use super::time::{Day, Timestamp, UtcOffset};

/// How many days the forecast shows where no date is set.
pub const AHEAD: i32 = 14;
/// The most days that it shows.
const FARTHEST: i32 = 60;
/// The days of a week.
const WEEK: i32 = 7;

/// Cards that come on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// The day.
    pub day: Day,
    /// Cards that come back.
    pub due: u32,
    /// Cards met for the first time.
    pub new: u32,
}

/// What comes, as things stand: every review moves its card on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// From today on, every day.
    pub days: Vec<Load>,
    /// Reviewed cards that come back after the last of these days.
    pub later: u32,
    /// Cards that are still unseen after it.
    pub unseen: u32,
}

/// What comes from the day of `now` to `until`, 60 days at most; for [`AHEAD`] days where there is no such day or it
/// is past. `tracks` are the cards reviewed, `unseen` counts the others. What is overdue is due today, and what would
/// come back after `until` comes back on it.
pub fn forecast<'a>(
    tracks: impl Iterator<Item = &'a Track>,
    unseen: u32,
    new_per_day: u32,
    now: Timestamp,
    offset: UtcOffset,
    until: Option<Day>,
) -> Forecast {
    let today = now.day(offset);
    let until = until.filter(|day| *day >= today);
    let length = until.map_or(AHEAD, |day| day.0.saturating_sub(today.0).saturating_add(1)).min(FARTHEST);
    let load = |n| Load { day: Day(today.0.saturating_add(n)), due: 0, new: 0 };
    let mut forecast = Forecast { days: (0..length).map(load).collect(), later: 0, unseen };
    let mut begun = 0;
    for track in tracks {
        let Some(first) = track.reviews.first() else { continue };
        begun += u32::from(first.value.at.day(offset) == today);
        let mut day = track.memory.due.day(offset).max(today);
        if let Some(until) = until
            && track.memory.last.day(offset) < until
        {
            day = day.min(until);
        }
        match forecast.days.get_mut((day.0 - today.0) as usize) {
            Some(load) => load.due += 1,
            None => forecast.later += 1,
        }
    }
    for (n, load) in forecast.days.iter_mut().enumerate() {
        let left = if n == 0 { new_per_day.saturating_sub(begun) } else { new_per_day };
        load.new = left.min(forecast.unseen);
        forecast.unseen -= load.new;
    }
    forecast
}

/// Reviews of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    /// The day.
    pub day: Day,
    /// Of these, how many were recalled.
    pub recalled: u32,
    /// How many were not.
    pub forgotten: u32,
}

/// The reviews of the last `days` days, the day of `now` last.
pub fn by_day<'a>(
    tracks: impl Iterator<Item = &'a Track>,
    now: Timestamp,
    offset: UtcOffset,
    days: u32,
) -> Vec<Done> {
    let days = days.min(i32::MAX as u32) as i32;
    let first = now.day(offset).0.saturating_sub(days).saturating_add(1);
    let mut all: Vec<Done> =
        (0..days).map(|n| Done { day: Day(first + n), recalled: 0, forgotten: 0 }).collect();
    for kept in tracks.flat_map(|track| &track.reviews) {
        let at = kept.value.at.day(offset).0.checked_sub(first).and_then(|n| usize::try_from(n).ok());
        if let Some(done) = at.and_then(|n| all.get_mut(n)) {
            let count = if kept.value.rating.recalled() { &mut done.recalled } else { &mut done.forgotten };
            *count += 1;
        }
    }
    all
}

/// How many cards that came back after days were recalled, and how many the schedule expected to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Reviews that count.
    pub reviews: u32,
    /// Of these, the cards recalled.
    pub recalled: u32,
    /// The sum of what was expected of each, in thousandths.
    expected: u64,
}

impl Retention {
    fn add(&mut self, other: Retention) {
        self.reviews += other.reviews;
        self.recalled += other.recalled;
        self.expected += other.expected;
    }

    /// Cards recalled, in percent; `None` where no review counts.
    pub fn recalled_percent(&self) -> Option<u32> {
        rounded(u64::from(self.recalled) * 100, self.reviews)
    }

    /// Cards expected to be recalled, in percent; `None` where no review counts.
    pub fn expected_percent(&self) -> Option<u32> {
        rounded(self.expected / 10, self.reviews)
    }
}

fn rounded(sum: u64, of: u32) -> Option<u32> {
    (sum + u64::from(of) / 2).checked_div(u64::from(of)).map(|n| n as u32)
}

/// The retention of one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week {
    /// Its first day.
    pub begins: Day,
    /// Its retention.
    pub retention: Retention,
}

/// The retention of the last weeks, and of all of them together; cards are added one by one, since every review of
/// theirs is gone through again.
///
/// What counts are cards that had left learning and came back on another day: those within minutes say nothing of
/// what is kept in mind. What was expected of each is its recall at the moment at which it was reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retained {
    /// The last weeks, the one that ends today last.
    pub weeks: Vec<Week>,
    /// All of them together.
    pub total: Retention,
    offset: UtcOffset,
}

impl Retained {
    /// Nothing yet, over so many times seven days up to the day of `now`.
    pub fn over(weeks: u32, now: Timestamp, offset: UtcOffset) -> Retained {
        let weeks = weeks.min(500) as i32;
        let first = now.day(offset).0.saturating_sub(weeks * WEEK).saturating_add(1);
        let week = |n| Week { begins: Day(first + n * WEEK), retention: Retention::default() };
        Retained { weeks: (0..weeks).map(week).collect(), total: Retention::default(), offset }
    }

    /// Adds a card's reviews.
    pub fn add(&mut self, track: &Track) {
        let Some(first) = self.weeks.first().map(|week| week.begins) else { return };
        let mut memory = Memory::default();
        for kept in &track.reviews {
            let review = &kept.value;
            let day = review.at.day(self.offset);
            let counts =
                memory.phase == Phase::Reviewing && memory.last.day(self.offset) < day && day >= first;
            if counts && let Some(week) = self.weeks.get_mut(((day.0 - first.0) / WEEK) as usize) {
                let expected = (review::recall(&memory, review.at) * 1000.0 + 0.5) as u64;
                let recalled = u32::from(review.rating.recalled());
                let one = Retention { reviews: 1, recalled, expected };
                week.retention.add(one);
                self.total.add(one);
            }
            memory = review::after(&memory, review.rating, review.at);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::progress::{Kept, Progress, RecordId};
    use crate::domain::review::{Rating, Review};

    const UTC: UtcOffset = UtcOffset(0);
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 24 * 60 * MINUTE;

    /// Ten in the morning of day 20,000.
    fn start() -> Timestamp {
        Timestamp(Day(20_000).begins(UTC).0 + 360 * MINUTE)
    }

    fn later(millis: i64) -> Timestamp {
        Timestamp(start().0 + millis)
    }

    /// The progress after these reviews: card, rating, milliseconds after [`start`].
    fn progress(reviews: &[(&str, Rating, i64)]) -> Progress {
        let mut progress = Progress::default();
        for (n, (card, rating, at)) in reviews.iter().enumerate() {
            let record = RecordId::try_from(format!("r{n:05}")).unwrap();
            let value = Review { rating: *rating, at: later(*at) };
            progress.reviewed("c", card, Kept { record, value });
        }
        progress
    }

    fn tracks(progress: &Progress) -> impl Iterator<Item = &Track> {
        progress.tracks("c").map(|(_, track)| track)
    }

    /// The weeks, and all of them together.
    fn retention<'a>(
        tracks: impl Iterator<Item = &'a Track>,
        now: Timestamp,
        offset: UtcOffset,
        weeks: u32,
    ) -> (Vec<Week>, Retention) {
        let mut retained = Retained::over(weeks, now, offset);
        tracks.for_each(|track| retained.add(track));
        (retained.weeks, retained.total)
    }

    const LEARNT: [(&str, Rating, i64); 2] = [("a", Rating::Good, 0), ("a", Rating::Good, 10 * MINUTE)];

    #[test]
    fn the_forecast_has_each_card_on_its_day_and_new_ones_within_the_limit() {
        let mut reviews = LEARNT.to_vec();
        reviews.push(("b", Rating::Again, 0));
        reviews.push(("c", Rating::Easy, 0));
        let progress = progress(&reviews);
        let forecast = forecast(tracks(&progress), 20, 8, later(20 * MINUTE), UTC, None);
        assert_eq!(forecast.days.len(), AHEAD as usize);
        let days: Vec<(i32, u32, u32)> =
            forecast.days.iter().take(6).map(|load| (load.day.0, load.due, load.new)).collect();
        // Three of today's eight are begun.
        let expected =
            [(20_000, 1, 5), (20_001, 0, 8), (20_002, 0, 7), (20_003, 0, 0), (20_004, 1, 0), (20_005, 0, 0)];
        assert_eq!(days, expected);
        // Easy comes back in 15 days.
        assert_eq!((forecast.later, forecast.unseen), (1, 0));
    }

    #[test]
    fn nothing_comes_after_the_day_that_it_is_all_for() {
        let progress = progress(&[("a", Rating::Easy, 0)]);
        let forecast = forecast(tracks(&progress), 100, 10, later(DAY), UTC, Some(Day(20_005)));
        assert_eq!((forecast.days.len(), forecast.later, forecast.unseen), (5, 0, 50));
        assert_eq!(forecast.days.last(), Some(&Load { day: Day(20_005), due: 1, new: 10 }));
    }

    #[test]
    fn what_is_overdue_is_due_today_and_a_date_gone_by_is_none() {
        let progress = progress(&LEARNT);
        let forecast = forecast(tracks(&progress), 0, 10, later(40 * DAY), UTC, Some(Day(20_003)));
        assert_eq!((forecast.days.len(), forecast.days[0].due), (AHEAD as usize, 1));
    }

    #[test]
    fn reviews_are_counted_on_the_day_on_which_they_were_done() {
        let mut reviews = LEARNT.to_vec();
        reviews.push(("a", Rating::Again, 4 * DAY));
        // Two in the night still belongs to the day before.
        reviews.push(("a", Rating::Hard, 4 * DAY + 16 * 60 * MINUTE));
        let progress = progress(&reviews);
        let done = by_day(tracks(&progress), later(5 * DAY), UTC, 3);
        let days: Vec<(i32, u32, u32)> = done.iter().map(|d| (d.day.0, d.recalled, d.forgotten)).collect();
        assert_eq!(days, [(20_003, 0, 0), (20_004, 1, 1), (20_005, 0, 0)]);
    }

    #[test]
    fn what_was_recalled_stands_against_what_the_schedule_expected_at_that_moment() {
        let mut reviews = LEARNT.to_vec();
        // On its day, when nine in ten are expected; then far too late.
        reviews.push(("a", Rating::Good, 4 * DAY));
        reviews.push(("a", Rating::Again, 84 * DAY));
        let progress = progress(&reviews);
        let (weeks, total) = retention(tracks(&progress), later(84 * DAY), UTC, 11);
        assert_eq!((weeks.len(), total.reviews), (11, 1));
        let (weeks, total) = retention(tracks(&progress), later(84 * DAY), UTC, 12);
        assert_eq!((total.reviews, total.recalled, total.recalled_percent()), (2, 1, Some(50)));
        let of: Vec<(Option<u32>, Option<u32>)> = [0, 11]
            .map(|n: usize| weeks[n].retention)
            .map(|week| (week.recalled_percent(), week.expected_percent()))
            .into();
        assert_eq!(of[0], (Some(100), Some(90)));
        assert!(of[1].0 == Some(0) && of[1].1 < Some(80), "{of:?}");
        assert_eq!(weeks[5].retention.recalled_percent(), None);
    }

    #[test]
    fn cards_within_minutes_say_nothing_of_what_is_kept_in_mind() {
        let mut reviews = LEARNT.to_vec();
        // Looked at ahead, on the same day.
        reviews.push(("a", Rating::Good, 20 * MINUTE));
        let progress = progress(&reviews);
        assert_eq!(retention(tracks(&progress), later(DAY), UTC, 4).1, Retention::default());
    }

    proptest! {
        #[test]
        fn every_card_and_every_review_is_counted_once(
            steps in prop::collection::vec((0_usize..4, 0..6_usize, 0..9 * DAY), 0..40), until in 0..90_i32,
        ) {
            let cards = ["a", "b", "c", "d", "e", "f"];
            let mut at = 0;
            let mut step = |&(rating, card, gap): &(usize, usize, i64)| {
                at += gap;
                (cards[card], Rating::ALL[rating], at)
            };
            let reviews: Vec<(&str, Rating, i64)> = steps.iter().map(&mut step).collect();
            let progress = progress(&reviews);
            let now = later(at);
            let until = Some(Day(now.day(UTC).0 + until)).filter(|_| until > 0);
            let forecast = forecast(tracks(&progress), 50, 7, now, UTC, until);
            let due: u32 = forecast.days.iter().map(|load| load.due).sum();
            let new: u32 = forecast.days.iter().map(|load| load.new).sum();
            prop_assert_eq!((due + forecast.later) as usize, tracks(&progress).count());
            prop_assert_eq!(new + forecast.unseen, 50);
            prop_assert!(forecast.days.len() <= FARTHEST as usize);
            let done = by_day(tracks(&progress), now, UTC, 1000);
            let all: u32 = done.iter().map(|d| d.recalled + d.forgotten).sum();
            prop_assert_eq!(all as usize, reviews.len());
            let (weeks, total) = retention(tracks(&progress), now, UTC, 200);
            prop_assert_eq!(weeks.iter().map(|week| week.retention.reviews).sum::<u32>(), total.reviews);
            prop_assert!(total.recalled <= total.reviews && total.reviews as usize <= reviews.len());
            prop_assert!(total.expected_percent().is_none_or(|percent| percent <= 100));
        }
    }
}
