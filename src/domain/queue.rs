//! Which card comes next, derived from the deck and the progress; nothing of it is kept.

use super::card::Card;
use super::mark::Marks;
use super::plan::Horizon;
pub use super::plan::Limits;
use super::progress::{Progress, Track, Tracks};
use super::review::{self, Memory, Phase};
use super::time::{Day, Timestamp, UtcOffset};
use crate::order;

/// Why a card is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is being learnt, and its minutes are over.
    Learning,
    /// It was asked for.
    Called,
    /// Its day has come.
    Due,
    /// The interview is near, and it was not seen in the last days.
    LastLook,
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
    /// What the marks on it come to.
    pub marks: Marks,
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
    /// Cards whose day has come, within the daily limit.
    pub due: usize,
    /// Cards whose day has come, and that wait for another day because of the limit.
    pub waiting: usize,
    /// New cards left today, within the daily limit.
    pub new: usize,
    /// Cards never seen, today's among them; suspended ones are not.
    pub unseen: usize,
    /// Reviews done today.
    pub done: usize,
    /// Of these, the ones recalled: every rating but Again.
    pub recalled: usize,
    /// When nothing is left to show: the moment at which the next card comes back, today or later.
    pub returns: Option<Timestamp>,
}

/// A card that may be shown today, or later.
#[derive(Clone, Copy)]
struct Item<'a> {
    card: &'a Card,
    memory: Memory,
    why: Why,
    /// What comes first: cards asked for, then those not seen in the last days; then the longest due; then the
    /// deck's order.
    rank: (u8, i64, usize),
}

/// The cards by what is to be done with them.
#[derive(Default)]
struct Sorted<'a> {
    learning: Vec<Item<'a>>,
    due: Vec<Item<'a>>,
    /// Not due, but not seen in the last days before the interview, which these are.
    unlooked: Vec<Item<'a>>,
    new: Vec<Item<'a>>,
    /// The days on which others come back.
    later: Vec<Day>,
    /// The sources of cards reviewed today; sorted.
    sources: Vec<&'a str>,
    /// Cards first seen today.
    begun: u32,
    /// Cards seen today that were first seen on an earlier day.
    back: u32,
    /// Of all seen today, those that were not seen in the last days until then.
    looked: usize,
    done: usize,
    recalled: usize,
    is_held_back: bool,
}

/// What is to be done at `now` with `deck`, whose reviews `progress` holds under `competency`.
///
/// Cards in learning that are due come first, then those asked for, then those whose day has come, the longest due
/// first; then new ones in the deck's order; then, ahead of their time, cards in learning. Of the cards of one
/// source one is shown a day, but for those in learning, those asked for, and the last days before the interview;
/// where there is a choice, no card follows a sibling. Nothing else decides, so whoever leaves and comes back finds
/// the same card.
///
/// In the [`super::plan::LAST_DAYS`] before the interview, each card that was not seen in them is due on one of
/// them, spread evenly.
pub fn queue(
    deck: &[Card],
    progress: &Progress,
    competency: &str,
    now: Timestamp,
    offset: UtcOffset,
    limits: Limits,
) -> Queue {
    let horizon = limits.horizon(now, offset);
    let none = Tracks::default();
    let cards = progress.cards(competency).unwrap_or(&none);
    let Sorted {
        learning,
        mut due,
        unlooked,
        new,
        later,
        sources,
        begun,
        back,
        looked,
        done,
        recalled,
        is_held_back,
    } = sort(deck, cards, now, offset, &horizon);

    let room = limits.reviews_on(&horizon).saturating_sub(back) as usize;
    add_last_looks(&mut due, unlooked, looked, &horizon);
    order::sort_by_key(&mut due, |item| item.rank);
    let mut taken = sources;
    // A sibling of one shown today waits until tomorrow.
    let is_near = horizon.last_days().is_some();
    let before = due.len();
    due.retain(|item| item.why == Why::Called || is_near || take(&mut taken, &item.card.source));
    let siblings = before > due.len();
    let waiting = due.len().saturating_sub(room);
    due.truncate(room);

    let unseen = new.len();
    let room = room.saturating_sub(begun as usize + due.len());
    let room = room.min((limits.new_per_day as usize).saturating_sub(begun as usize));
    let new: Vec<Item<'_>> =
        new.into_iter().filter(|item| is_near || take(&mut taken, &item.card.source)).take(room).collect();

    let next = next(deck, cards, [&learning, &due, &new], now, limits);
    // Whatever waits for tomorrow's room.
    let waits = waiting > 0 || siblings || is_held_back || unseen > 0 && limits.new_per_day > 0;
    let tomorrow = horizon.today.next();
    let returns = learning.iter().map(|item| item.memory.due);
    let returns = returns.chain(later.iter().map(|day| (*day).max(tomorrow).begins(offset)));
    let returns = returns.chain(waits.then(|| tomorrow.begins(offset))).min();
    Queue {
        returns: if next.is_none() { returns } else { None },
        next,
        learning: learning.iter().filter(|item| item.memory.due.day(offset) <= horizon.today).count(),
        due: due.len(),
        waiting,
        new: new.len(),
        unseen,
        done,
        recalled,
    }
}

/// The first card of the first of these lists that has one: no sibling of the last one, where there is a choice.
fn next(
    deck: &[Card],
    cards: &Tracks,
    [learning, due, new]: [&[Item<'_>]; 3],
    now: Timestamp,
    limits: Limits,
) -> Option<Next> {
    let ready = learning.partition_point(|item| item.memory.due <= now);
    let soon = learning.partition_point(|item| item.memory.due <= now.plus(limits.learn_ahead));
    let (ready, soon) = (&learning[..ready], &learning[ready..soon]);
    let last = last_source(deck, cards);
    let lists = [(ready, Some(Why::Learning)), (due, None), (new, None), (soon, Some(Why::Ahead))];
    lists.into_iter().find_map(|(items, why)| {
        let item = items.iter().find(|item| Some(&*item.card.source) != last).or(items.first())?;
        let marks = cards.marks(&item.card.id).clone();
        Some(Next { card: item.card.clone(), memory: item.memory, marks, why: why.unwrap_or(item.why) })
    })
}

/// Looks at each card once.
fn sort<'a>(
    deck: &'a [Card],
    cards: &Tracks,
    now: Timestamp,
    offset: UtcOffset,
    horizon: &Horizon,
) -> Sorted<'a> {
    let mut sorted = Sorted::default();
    let mut walk = cards.walk();
    for (place, card) in deck.iter().enumerate() {
        let track = walk.track(&card.id);
        if let Some(track) = track {
            count(&mut sorted, card, track, (now, offset), horizon);
        }
        let marks = cards.marks(&card.id);
        if marks.is_out(horizon.today, offset) {
            sorted.is_held_back |= !marks.suspended;
            continue;
        }
        let memory = track.map_or_else(Memory::default, |track| track.memory);
        let is_called = marks.called.is_some_and(|at| track.is_none() || at > memory.last);
        let last = memory.last.day(offset);
        // Whoever begins the last days has seen nothing in them.
        let is_looked = horizon.last_days().is_none_or(|first| last >= first);
        let mut rank = (1 + u8::from(is_looked), memory.due.0, place);
        if horizon.left() == Some(0) {
            // On the day itself: what is recalled least, in thousandths.
            rank.1 = (review::recall(&memory, now) * 1000.0) as i64;
        }
        let item = Item { card, memory, why: Why::Due, rank };
        let is_learning = matches!(memory.phase, Phase::Learning | Phase::Relearning);
        if is_called {
            sorted.due.push(Item { why: Why::Called, rank: (0, memory.due.0, place), ..item });
        } else if track.is_none() {
            sorted.new.push(Item { why: Why::New, ..item });
        } else if is_learning && last == horizon.today {
            sorted.learning.push(item);
        } else if is_learning || horizon.due_day(&memory) <= horizon.today {
            sorted.due.push(item);
        } else {
            if !is_looked {
                sorted.unlooked.push(Item { why: Why::LastLook, ..item });
            }
            sorted.later.push(horizon.due_day(&memory));
        }
    }
    order::sort_by_key(&mut sorted.learning, |item| (item.memory.due, item.rank.2));
    sorted
}

/// Counts what was done today with a card.
fn count<'a>(
    sorted: &mut Sorted<'a>,
    card: &'a Card,
    track: &Track,
    (now, offset): (Timestamp, UtcOffset),
    horizon: &Horizon,
) {
    let mut reviews = 0;
    for review in track.on(now, offset) {
        reviews += 1;
        sorted.recalled += usize::from(review.rating.recalled());
    }
    if reviews == 0 {
        return;
    }
    sorted.done += reviews;
    take(&mut sorted.sources, &card.source);
    if track.begun_on(now, offset) {
        sorted.begun += 1;
        return;
    }
    sorted.back += 1;
    let before = track.reviews.len().checked_sub(reviews + 1).and_then(|at| track.reviews.get(at));
    let first = horizon.last_days();
    sorted.looked += usize::from(before.is_some_and(|kept| Some(kept.value.at.day(offset)) < first));
}

/// Adds to the cards due those that are to be seen once more before the interview: today's share of all that were
/// not seen in its last days.
fn add_last_looks<'a>(
    due: &mut Vec<Item<'a>>,
    mut unlooked: Vec<Item<'a>>,
    looked: usize,
    horizon: &Horizon,
) {
    let (Some(_), Some(left)) = (horizon.last_days(), horizon.left()) else { return };
    let there = due.iter().filter(|item| item.rank.0 == 1).count();
    let share = (looked + there + unlooked.len()).div_ceil((left as usize).max(1));
    // The longest due, or the soonest.
    order::sort_by_key(&mut unlooked, |item| item.rank);
    due.extend(unlooked.into_iter().take(share.saturating_sub(looked + there)));
}

/// Adds a source to a sorted list; `false` if it was there.
fn take<'a>(taken: &mut Vec<&'a str>, source: &'a str) -> bool {
    match taken.binary_search(&source) {
        Ok(_) => false,
        Err(at) => {
            taken.insert(at, source);
            true
        }
    }
}

/// The source of the card reviewed last.
fn last_source<'a>(deck: &'a [Card], cards: &Tracks) -> Option<&'a str> {
    let (last, _) = cards.last_review()?;
    deck.iter().find(|card| card.id == last).map(|card| card.source.as_str())
}

#[cfg(test)]
mod tests;
