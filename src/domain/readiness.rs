//! How ready somebody is: the share of the cards that they can expect to recall on the day of the interview.

use super::card::Card;
use super::plan::Limits;
use super::progress::{Progress, Tracks};
use super::review::{self, Memory, Phase, Rating};
use super::time::{Day, Timestamp, UtcOffset};

/// The share of a deck that can be expected to be recalled on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The day: that of the interview, or today.
    pub day: Day,
    /// If nothing more is done until then, in percent.
    pub now: u32,
    /// If the plan is kept to until then, in percent.
    pub planned: u32,
    /// What raises it, most first.
    pub raises: Vec<Raise>,
}

/// Something that raises readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Raise {
    /// What to do.
    pub what: Way,
    /// How many cards it concerns.
    pub cards: u32,
    /// By how many percentage points, rounded.
    pub points: u32,
}

/// A way to raise readiness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To meet the cards never seen.
    Meet,
    /// To review what is due today.
    ReviewToday,
    /// To see every card once more in the last days.
    LastLook,
    /// To meet more new cards a day, because they do not all come in otherwise: this many a day.
    MorePerDay(u32),
}

/// How ready somebody is at `now`. Suspended cards do not count.
pub fn readiness(
    deck: &[Card],
    progress: &Progress,
    competency: &str,
    now: Timestamp,
    offset: UtcOffset,
) -> Readiness {
    let limits = Limits::of(progress.settings());
    let horizon = limits.horizon(now, offset);
    let none = Tracks::default();
    let cards = progress.cards(competency).unwrap_or(&none);
    let day = horizon.interview.unwrap_or(horizon.today);
    // In the middle of that day; today: now.
    let then = if day == horizon.today { now } else { Timestamp(day.begins(offset).0 + NOON) };
    let left = horizon.left().unwrap_or(0);
    // A last look falls into the last days on the whole.
    let look = day.plus(-2).max(horizon.today);
    let look = Timestamp(look.begins(offset).0 + NOON).max(now).min(then);
    let looked = |memory: &Memory| review::recall_after(memory, look, then);

    let (mut all, mut unseen, mut due, mut begun_today) = (0_u32, 0_u32, 0_u32, 0_u32);
    let (mut recalled, mut by_due, mut by_look) = (0.0, 0.0, 0.0);
    let mut walk = cards.walk();
    for card in deck {
        if cards.marks(&card.id).suspended {
            continue;
        }
        all += 1;
        let Some(track) = walk.track(&card.id) else {
            unseen += 1;
            continue;
        };
        begun_today += u32::from(track.begun_on(now, offset));
        let memory = &track.memory;
        let plain = review::recall(memory, then);
        recalled += plain;
        let is_due = memory.phase != Phase::Reviewing || horizon.due_day(memory) <= horizon.today;
        if is_due {
            due += 1;
            by_due += (review::recall_after(memory, now, then) - plain).max(0.0);
        }
        by_look += (looked(memory) - plain).max(0.0);
    }
    // One that is met in time is seen again before the day.
    let met = review::after(&Memory::default(), Rating::Good, Timestamp(look.0 - DAY));
    let met = looked(&met);
    let today = limits.new_per_day.saturating_sub(begun_today);
    let in_time = unseen.min(today.saturating_add(limits.new_per_day.saturating_mul(left.saturating_sub(1))));
    let in_time = if left == 0 { unseen.min(today) } else { in_time };
    let points = |sum: f64| if all == 0 { 0 } else { (sum * 100.0 / f64::from(all) + 0.5) as u32 };
    let has_date = horizon.interview.is_some();
    let seen = all - unseen;
    let mut raises = vec![
        Raise { what: Way::Meet, cards: unseen, points: points(met * f64::from(in_time)) },
        Raise { what: Way::ReviewToday, cards: due, points: points(by_due) },
    ];
    if has_date && left > 0 {
        raises.push(Raise { what: Way::LastLook, cards: seen, points: points(by_look) });
        let late = unseen - in_time;
        let per_day = unseen.div_ceil(left.max(1));
        raises.push(Raise {
            what: Way::MorePerDay(per_day),
            cards: late,
            points: points(met * f64::from(late)),
        });
    }
    raises.retain(|raise| raise.points > 0 && raise.cards > 0);
    crate::order::sort_by_key(&mut raises, |raise| (std::cmp::Reverse(raise.points), raise.cards));
    let kept = if left > 0 { recalled + by_look + met * f64::from(in_time) } else { recalled };
    Readiness { day, now: points(recalled).min(100), planned: points(kept).min(100), raises }
}

const DAY: i64 = 24 * 3_600_000;
/// From four in the morning, when a day begins, to noon.
const NOON: i64 = 8 * 3_600_000;
