//! Units of time. The clock itself is read in `ui/clock.rs` alone.

use serde::{Deserialize, Serialize};

/// A moment: milliseconds since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

/// Whole seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Seconds(pub u32);

/// Milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub u32);

/// A day as somebody studies: it turns at four in the morning, local time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub i32);

/// How far local time is ahead of UTC, in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UtcOffset(pub i32);

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
/// Whoever studies at two in the morning has not begun a new day (Anki's default, too).
const DAY_TURNS_AT: i64 = 4 * 60 * MINUTE;

impl Timestamp {
    /// Milliseconds from `earlier` to this moment; 0 where the clock went backwards.
    pub fn since(self, earlier: Timestamp) -> i64 {
        (self.0 - earlier.0).max(0)
    }

    /// This moment moved on by `seconds`.
    pub fn plus(self, seconds: Seconds) -> Timestamp {
        Timestamp(self.0 + i64::from(seconds.0) * 1000)
    }

    /// The day that this moment belongs to.
    pub fn day(self, offset: UtcOffset) -> Day {
        let local = self.0 + i64::from(offset.0) * MINUTE - DAY_TURNS_AT;
        Day(local.div_euclid(DAY) as i32)
    }
}

impl Day {
    /// The first moment of the day.
    pub fn begins(self, offset: UtcOffset) -> Timestamp {
        Timestamp(i64::from(self.0) * DAY + DAY_TURNS_AT - i64::from(offset.0) * MINUTE)
    }

    /// The day after.
    pub fn next(self) -> Day {
        self.plus(1)
    }

    /// So many days later; earlier where negative.
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this one; negative where it is later.
    pub fn since(self, earlier: Day) -> i32 {
        self.0.saturating_sub(earlier.0)
    }

    /// The day of a date as fields give it: `2026-03-01`. `None` for anything else, and before 1970.
    pub fn of_date(text: &str) -> Option<Day> {
        let mut parts = text.split('-');
        let mut part = || parts.next().filter(|p| p.bytes().all(|b| b.is_ascii_digit()))?.parse::<i32>().ok();
        let (year, month, day) = (part()?, part()?, part()?);
        if parts.next().is_some() || !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
            return None;
        }
        // Years begin in March here, so that the leap day is their last.
        let years = year - i32::from(month <= 2);
        let days =
            365 * years + years / 4 - years / 100 + years / 400 + (153 * ((month + 9) % 12) + 2) / 5 + day
                - 1
                - MARCH_OF_YEAR_0;
        let found = Day(days);
        // No 30th of February.
        (day >= 1 && found.date() == (year, month, day)).then_some(found)
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn date(self) -> (i32, i32, i32) {
        let days = self.0.saturating_add(MARCH_OF_YEAR_0);
        let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let month = (5 * day + 2) / 153;
        let day = day - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        (year + era * 400 + i32::from(month <= 2), month, day)
    }

    /// The date as fields take it: `2026-03-01`.
    pub fn written(self) -> String {
        let (year, month, day) = self.date();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

/// Days from 1 March of the year 0 to 1 January 1970.
const MARCH_OF_YEAR_0: i32 = 719_468;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_four_in_the_morning_local_time() {
        let india = UtcOffset(330);
        let four_local = Timestamp(20_000 * DAY + DAY_TURNS_AT - 330 * MINUTE);
        assert_eq!(four_local.day(india), Day(20_000));
        assert_eq!(Timestamp(four_local.0 - 1).day(india), Day(19_999));
        assert_eq!(Day(20_000).begins(india), four_local);
    }

    #[test]
    fn dates_are_read_and_written_as_fields_have_them() {
        let cases =
            [("1970-01-01", 0), ("2000-02-29", 11_016), ("2026-03-01", 20_513), ("9999-12-31", 2_932_896)];
        for (date, day) in cases {
            assert_eq!(Day::of_date(date), Some(Day(day)), "{date}");
            assert_eq!(Day(day).written(), date);
        }
        for n in 0..60_000 {
            assert_eq!(Day::of_date(&Day(n).written()), Some(Day(n)));
        }
        for wrong in [
            "",
            "2026",
            "2026-02-30",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "1969-12-31",
            "26-1-x",
            "2026-03-01-1",
            "+2026-03-01",
        ] {
            assert_eq!(Day::of_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn time_never_runs_backwards() {
        assert_eq!(Timestamp(5).since(Timestamp(9)), 0);
    }
}
