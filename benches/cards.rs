//! 2,000 cards and 50,000 reviews: what opening, saving, undoing and looking for the next card take.
//!
//! `cargo bench --no-default-features --bench cards`

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench that cannot go on has failed")]

use divan::Bencher;
use starling::domain::card::{Back, Card, CardKind, Front};
use starling::domain::queue::{Limits, queue};
use starling::domain::readiness::readiness;
use starling::domain::review::Rating;
use starling::domain::time::{Timestamp, UtcOffset};
use starling::storage::keep::{Keeper, Keeping, Prefix};
use starling::storage::log::Log;
use starling::storage::memory::MemoryStore;
use starling::storage::record::{Fact, Record, RecordId};
use starling::storage::{Store, backup, codec};

const CARDS: usize = 2_000;
const REVIEWS: usize = 50_000;
const UTC: UtcOffset = UtcOffset(0);

fn main() {
    let store = filled();
    let used = open(&store).usage().unwrap().ours;
    println!("{REVIEWS} reviews of {CARDS} cards take {used} UTF-16 units, {} a review", used / REVIEWS);
    divan::main();
}

fn open(store: &MemoryStore) -> Keeper {
    Keeper::open(Box::new(store.clone()), Keeping::Durable, Prefix::new("/"), 1)
}

fn card(n: usize) -> String {
    format!("phrase/customer-empathy.some-words-{n}")
}

/// After the last review.
fn now() -> Timestamp {
    Timestamp(1_700_000_000_000 + 1_001 * 86_400_000)
}

/// Fifty reviews a day for a thousand days.
fn filled() -> MemoryStore {
    let mut log = Log::default();
    for n in 0..REVIEWS {
        let (day, place) = (n / 50, n % 50);
        let id = format!("k3f9a2-{day:07}-{place:04}");
        log.insert(Record {
            id: RecordId::try_from(id).unwrap(),
            at: Timestamp(1_700_000_000_000 + day as i64 * 86_400_000 + place as i64 * 15_000),
            fact: Fact::Reviewed {
                competency: "c".into(),
                card: card(n * 7 % CARDS).into(),
                rating: Rating::ALL[[2, 2, 0, 2, 3, 2, 1, 2][n % 8]],
            },
        });
    }
    let store = MemoryStore::new();
    open(&store).restore(&backup::read(&backup::write(&log)).unwrap()).unwrap();
    store
}

fn deck() -> Vec<Card> {
    let card = |n| Card {
        id: card(n),
        kind: CardKind::Phrase,
        front: Front { instruction: "", context: None, text: String::new() },
        back: Back { headline: String::new(), explanation: String::new() },
        source: format!("source-{}", n / 2),
        typing: None,
    };
    (0..CARDS).map(card).collect()
}

#[divan::bench]
fn opening(bencher: Bencher<'_, '_>) {
    let store = filled();
    bencher.bench_local(|| open(&store).progress().due("c", now(), UTC));
}

#[divan::bench]
fn saving_a_review(bencher: Bencher<'_, '_>) {
    let store = filled();
    let mut keeper = open(&store);
    let review = || Fact::Reviewed { competency: "c".into(), card: card(7).into(), rating: Rating::Good };
    bencher.bench_local(|| keeper.append(review(), now()));
}

#[divan::bench]
fn undoing_a_review(bencher: Bencher<'_, '_>) {
    let store = filled();
    let mut keeper = open(&store);
    let review = || Fact::Reviewed { competency: "c".into(), card: card(7).into(), rating: Rating::Good };
    bencher.bench_local(|| {
        let id = keeper.append(review(), now()).unwrap();
        keeper.append(Fact::Deleted(id), now())
    });
}

#[divan::bench]
fn finding_the_next_card(bencher: Bencher<'_, '_>) {
    let (store, deck) = (filled(), deck());
    let keeper = open(&store);
    bencher.bench_local(|| queue(&deck, keeper.progress(), "c", now(), UTC, Limits::default()));
}

#[divan::bench]
fn reckoning_readiness(bencher: Bencher<'_, '_>) {
    let (store, deck) = (filled(), deck());
    let keeper = open(&store);
    bencher.bench_local(|| readiness(&deck, keeper.progress(), "c", now(), UTC));
}

#[divan::bench]
fn folding(bencher: Bencher<'_, '_>) {
    let store = filled();
    let keeper = open(&store);
    bencher.bench_local(|| keeper.log().fold());
}

#[divan::bench]
fn decoding(bencher: Bencher<'_, '_>) {
    let store = filled();
    let values: Vec<String> =
        store.keys().unwrap().iter().map(|key| store.get(key).unwrap().unwrap()).collect();
    bencher.bench_local(|| {
        values.iter().map(|value| codec::decode_all(value).map_or(0, |records| records.len())).sum::<usize>()
    });
}

#[divan::bench]
fn inserting(bencher: Bencher<'_, '_>) {
    let store = filled();
    let keeper = open(&store);
    let records: Vec<Record> = keeper.log().in_order().into_iter().cloned().collect();
    bencher.bench_local(|| {
        let mut log = Log::default();
        for r in &records {
            log.insert(r.clone());
        }
        log
    });
}
