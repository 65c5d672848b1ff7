//! Undo restores everything as it was.

use proptest::prelude::*;
use starling::domain::card::{Back, Card, CardKind, Front};
use starling::domain::mark::Mark;
use starling::domain::progress::Progress;
use starling::domain::queue::{Limits, Queue, queue};
use starling::domain::review::Rating;
use starling::domain::time::{Timestamp, UtcOffset};
use starling::storage::memory::MemoryStore;
use starling::storage::undo::Deeds;

use super::properties::any_deed;
use super::{at, called, marked, open, reviewed, wrote};

fn counters(progress: &Progress, now: Timestamp) -> Queue {
    let card = |id: &str, source: &str| Card {
        id: id.into(),
        kind: CardKind::Phrase,
        front: Front { instruction: "", context: None, text: String::new() },
        back: Back { headline: String::new(), explanation: String::new() },
        source: source.into(),
        typing: None,
    };
    let deck = [card("a", "s"), card("b", "s"), card("c", "t")];
    queue(&deck, progress, "c", now, UtcOffset(0), Limits::default())
}

#[test]
fn thirty_deeds_of_every_kind_are_undone_one_by_one_and_named() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    let mut deeds = Deeds::default();
    let mut before = Vec::new();
    for n in 0..30_i64 {
        let fact = match n % 6 {
            0 => marked("a", Mark::Suspended(n % 4 == 0)),
            1 => marked("b", Mark::Buried),
            2 => marked("b", Mark::Note(n.to_string())),
            3 => called(&["a", "c"]),
            4 => wrote("a", &n.to_string()),
            _ => reviewed("a", Rating::ALL[n as usize % 4]),
        };
        before.push((keeper.progress().clone(), counters(keeper.progress(), at(100))));
        let (id, kept) = keeper.add(fact, at(n));
        kept.unwrap();
        deeds.note(format!("deed {n}"), vec![id]);
    }
    for n in (0..30_i64).rev() {
        assert_eq!(deeds.last(), Some(&*format!("deed {n}")));
        assert_eq!(deeds.undo(&mut keeper, at(200 - n)), Some((format!("deed {n}"), Ok(()))));
        let (progress, counted) = before.pop().unwrap();
        assert_eq!(*keeper.progress(), progress);
        assert_eq!(counters(keeper.progress(), at(100)), counted);
    }
    assert_eq!(deeds.undo(&mut keeper, at(300)), None);
    assert_eq!(open(&store, 2).progress(), keeper.progress());
}

proptest! {
    #[test]
    fn undo_is_exact(facts in prop::collection::vec((any_deed(), 0..3_i64), 1..40), undone in 1..40_usize) {
        let store = MemoryStore::new();
        let mut keeper = open(&store, 1);
        let mut deeds = Deeds::default();
        let mut before = Vec::new();
        let mut now = 0;
        for (fact, wait) in facts {
            now += wait;
            before.push(keeper.progress().clone());
            let (id, _) = keeper.add(fact, at(now));
            deeds.note(String::new(), vec![id]);
            prop_assert_eq!(keeper.progress(), &keeper.log().fold());
        }
        for _ in 0..undone.min(before.len()) {
            now += 1;
            deeds.undo(&mut keeper, at(now));
            prop_assert_eq!(keeper.progress(), &before.pop().unwrap());
            prop_assert_eq!(keeper.progress(), &keeper.log().fold());
        }
        // What is done after an undo stands on what was there before.
        keeper.append(reviewed("a", Rating::Good), at(now + 1)).unwrap();
        prop_assert_eq!(keeper.progress(), &keeper.log().fold());
        let next = open(&store, 2);
        prop_assert_eq!(next.progress(), keeper.progress());
    }
}
