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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
        Day(self.0 + 1)
    }
}

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
    fn time_never_runs_backwards() {
        assert_eq!(Timestamp(5).since(Timestamp(9)), 0);
    }
}
