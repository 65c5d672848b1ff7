//! Many reviews in one value: what is kept stays the same, and takes little room.

use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use starling::domain::review::Rating;
use starling::domain::time::Timestamp;
use starling::storage::keep::{Absorbed, CAPACITY, Keeper, Keeping, Prefix};
use starling::storage::log::Log;
use starling::storage::memory::MemoryStore;
use starling::storage::record::{Fact, Record};
use starling::storage::{Store, StoreError, backup, codec};

use super::{PREFIX, all, at, id, open, practise, record_keys, reviewed};

/// Reviews as somebody leaves them: sittings of fifty, each in a tab of its own, every ten to thirty seconds, and an
/// undo now and then.
fn history(reviews: usize, cards: usize) -> Vec<Record> {
    let mut seed = 7_u64;
    let mut random = move |n: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % n
    };
    let mut now = 1_700_000_000_000;
    let mut records = Vec::new();
    let mut tab = 0;
    for n in 0..reviews {
        if n % 50 == 0 {
            tab += 1;
            now += 22 * 3_600_000;
        }
        now += 10_000 + random(20_000) as i64;
        let card = random(cards as u64);
        let fact = Fact::Reviewed {
            competency: "customer-obsession".into(),
            card: format!("phrase/customer-empathy.some-words-{card}").into(),
            rating: Rating::ALL[[0, 2, 2, 2, 2, 1, 3, 2][random(8) as usize]],
        };
        let author = format!("k3f9a2-{:07x}", tab * 7_919);
        let number = n % 50 + 1;
        records.push(Record { id: id(&format!("{author}-{number:04}")), at: Timestamp(now), fact });
    }
    records
}

fn file(records: &[Record]) -> String {
    let mut log = Log::default();
    for record in records {
        log.insert(record.clone());
    }
    backup::write(&log)
}

#[test]
fn fifty_thousand_reviews_of_two_thousand_cards_take_less_than_half_of_the_room() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    let records = history(50_000, 2_000);
    let preview = keeper.restore(&backup::read(&file(&records)).unwrap()).unwrap();
    assert_eq!((preview.new, keeper.log().len()), (50_000, 50_000));
    let used = keeper.usage().unwrap().ours;
    println!("50 000 reviews of 2 000 cards: {used} units, {} a review", used / 50_000);
    assert!(used <= CAPACITY / 2, "{used}");
    assert_eq!(open(&store, 2).progress(), keeper.progress());
}

#[test]
fn reviews_saved_one_by_one_come_to_no_more_over_the_years() {
    let store = MemoryStore::new();
    let mut most = 0;
    for (visit, records) in history(6_000, 300).chunks(50).enumerate() {
        let mut keeper = open(&store, visit as u64);
        for record in records {
            keeper.append(record.fact.clone(), record.at).unwrap();
        }
        let before = keeper.progress().clone();
        keeper.tidy();
        assert_eq!(*keeper.progress(), before);
        most = most.max(record_keys(&store).len());
    }
    let next = open(&store, 1_000);
    assert_eq!(next.log().len(), 6_000);
    // Fewer than 128 by themselves, and few bundles.
    assert!(most < 128 + 50 + 8, "{most}");
    let used = next.usage().unwrap().ours;
    println!("6 000 reviews saved one by one: {used} units, {} a review", used / 6_000);
    assert!(used <= 6_000 * 50, "{used}");
    assert_eq!(*next.progress(), next.log().fold());
}

#[test]
fn saving_a_review_writes_the_same_however_long_the_log_is() {
    let written = |reviews: usize| {
        let store = Counting::default();
        let mut keeper = Keeper::open(Box::new(store.clone()), Keeping::Durable, Prefix::new("/a/b/"), 1);
        keeper.restore(&backup::read(&file(&history(reviews, 200))).unwrap()).unwrap();
        let before = store.counts();
        keeper.append(reviewed("phrase/a", Rating::Good), Timestamp(1_800_000_000_000)).unwrap();
        let after = store.counts();
        (after.0 - before.0, after.1 - before.1)
    };
    let (calls, units) = written(200);
    assert_eq!(written(20_000), (calls, units));
    assert!(calls <= 3 && units < 250, "{calls} calls, {units} units");
}

/// Counts its calls, and the units written.
#[derive(Clone, Default)]
struct Counting {
    inner: MemoryStore,
    counts: std::sync::Arc<(AtomicUsize, AtomicUsize)>,
}

impl Counting {
    fn counts(&self) -> (usize, usize) {
        (self.counts.0.load(Ordering::Relaxed), self.counts.1.load(Ordering::Relaxed))
    }

    fn call(&self, units: usize) {
        self.counts.0.fetch_add(1, Ordering::Relaxed);
        self.counts.1.fetch_add(units, Ordering::Relaxed);
    }
}

impl Store for Counting {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.call(0);
        self.inner.keys()
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.call(0);
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.call(value.len());
        self.inner.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.call(0);
        self.inner.remove(key)
    }
}

/// Breaks off for good at one of its calls that change something, as a crash does.
struct Crashing {
    inner: MemoryStore,
    left: AtomicUsize,
}

impl Crashing {
    fn lives(&self) -> Result<(), StoreError> {
        let went_on =
            self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        went_on.map(|_| ()).map_err(|_| StoreError::Failed)
    }
}

impl Store for Crashing {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.inner.keys()
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.lives()?;
        self.inner.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.lives()?;
        self.inner.remove(key)
    }
}

#[test]
fn a_crash_at_any_moment_of_tidying_loses_nothing() {
    let records = history(400, 20);
    for left in (0..12).chain((12..420).step_by(37)) {
        let inner = MemoryStore::new();
        let mut before = open(&inner, 1);
        practise(&mut before);
        for (n, record) in records.iter().enumerate() {
            before.append(record.fact.clone(), record.at).unwrap();
            if n == 200 {
                before.tidy();
            }
        }
        let store = Crashing { inner: inner.clone(), left: left.into() };
        let mut keeper = Keeper::open(Box::new(store), Keeping::Durable, Prefix::new("/a/b/"), 2);
        keeper.tidy();
        let mut next = open(&inner, 3);
        assert_eq!(next.log(), before.log(), "after {left} calls");
        next.tidy();
        assert_eq!(open(&inner, 4).log(), before.log(), "after {left} calls");
    }
}

/// What a `storage` event tells of the change from one state of the store to the next: what was written first.
fn events(before: &[(String, String)], after: &[(String, String)]) -> Vec<(String, Option<String>)> {
    let written =
        after.iter().filter(|pair| !before.contains(pair)).map(|(k, v)| (k.clone(), Some(v.clone())));
    let removed = before.iter().filter(|(key, _)| !after.iter().any(|(k, _)| k == key));
    written.chain(removed.map(|(key, _)| (key.clone(), None))).collect()
}

#[test]
fn another_tab_sees_nothing_of_tidying_and_everything_of_erasing() {
    let store = MemoryStore::new();
    let mut one = open(&store, 1);
    for record in history(300, 20) {
        one.append(record.fact, record.at).unwrap();
    }
    let mut two = open(&store, 2);
    for _ in 0..2 {
        let before = all(&store);
        one.tidy();
        let told = events(&before, &all(&store));
        assert!(!told.is_empty());
        for (key, value) in told {
            assert_eq!(two.absorb(Some(&key), value.as_deref()), Absorbed::Nothing, "{key}");
        }
        assert_eq!(two.progress(), one.progress());
        // The next bundle takes the first one in.
        for record in history(300, 20) {
            let before = all(&store);
            one.append(record.fact, Timestamp(record.at.0 + 1)).unwrap();
            for (key, value) in events(&before, &all(&store)) {
                assert_eq!(two.absorb(Some(&key), value.as_deref()), Absorbed::Changed);
            }
        }
    }
    one.tidy();
    let mut three = open(&store, 3);
    let before = all(&store);
    one.erase().unwrap();
    let told: Vec<Absorbed> =
        events(&before, &[]).iter().map(|(key, value)| three.absorb(Some(key), value.as_deref())).collect();
    assert!(told.contains(&Absorbed::Erased));
}

#[test]
fn two_tabs_that_tidy_at_a_time_keep_everything() {
    let store = MemoryStore::new();
    let mut one = open(&store, 1);
    for record in history(300, 20) {
        one.append(record.fact, record.at).unwrap();
    }
    let mut two = open(&store, 2);
    for record in history(40, 20) {
        two.append(record.fact, Timestamp(record.at.0 + 7)).unwrap();
    }
    // Neither knows what the other one wrote meanwhile.
    let everything = open(&store, 3);
    one.tidy();
    two.tidy();
    one.tidy();
    assert_eq!(open(&store, 4).log(), everything.log());
    let mut next = open(&store, 5);
    next.append(reviewed("phrase/a", Rating::Good), at(1)).unwrap();
    next.tidy();
    assert_eq!(open(&store, 6).log(), next.log());
}

#[test]
fn a_version_before_bundles_takes_one_for_a_later_version_s_and_only_reads() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    for record in history(200, 20) {
        keeper.append(record.fact, record.at).unwrap();
    }
    keeper.tidy();
    let keys = record_keys(&store);
    assert_eq!(keys.len(), 1);
    assert!(keys[0].starts_with(&format!("{PREFIX}e:many-")));
    // It reads the version first, under the keys of records.
    assert!(store.get(&keys[0]).unwrap().unwrap().starts_with("v3|"));
}

fn any_record() -> impl Strategy<Value = Record> {
    let author = prop_oneof![Just("k3f9a2-x81mz04"), Just("k3f9a2-0000001"), Just("a")];
    let target = ("[ab]{1,3}-[0-9]{4}").prop_map(|target| Fact::Deleted(id(&target)));
    let review = ("[ab]", "[a-c:/. é]{0,3}", 0..4_usize).prop_map(|(competency, card, rating)| {
        Fact::Reviewed { competency: competency.into(), card: card.into(), rating: Rating::ALL[rating] }
    });
    let number = prop_oneof![0..20_u64, any::<u64>().prop_map(|n| n >> 20)];
    let time = prop_oneof![Just(0), 0..100_000_i64, any::<i64>()];
    (author, number, time, prop_oneof![4 => review, 1 => target]).prop_map(|(author, n, time, fact)| {
        let mut number = String::new();
        let mut rest = n;
        while rest > 0 || number.len() < 4 {
            number.insert(0, char::from_digit((rest % 36) as u32, 36).unwrap());
            rest /= 36;
        }
        Record { id: id(&format!("{author}-{number}")), at: Timestamp(time), fact }
    })
}

proptest! {
    #[test]
    fn any_reviews_survive_being_bundled(records in prop::collection::vec(any_record(), 130..160)) {
        let mut log = Log::default();
        for record in records {
            log.insert(record);
        }
        let store = MemoryStore::new();
        let mut keeper = open(&store, 1);
        keeper.restore(&backup::read(&backup::write(&log)).unwrap()).unwrap();
        prop_assert!(log.len() < 128 || record_keys(&store).iter().any(|key| key.contains("e:many-")));
        let next = open(&store, 2);
        prop_assert_eq!(next.log(), &log);
        prop_assert_eq!(next.progress(), &log.fold());
        prop_assert_eq!(next.backup(), backup::write(&log));
    }

    #[test]
    fn no_payload_makes_reading_a_bundle_panic(text in "(many\n)?[a-z0-9,.@+ AHGEX\t\n:-]{0,80}") {
        let crc = codec::crc32(&[&3_u32.to_le_bytes(), text.as_bytes()]);
        let _ = codec::decode_all(&format!("v3|{crc:08x}|{text}"));
    }

    #[test]
    fn a_damaged_bundle_is_set_aside_whole_and_the_rest_loads(
        place in any::<prop::sample::Index>(), with in "[a-z0-9|]",
    ) {
        let store = MemoryStore::new();
        let mut keeper = open(&store, 1);
        for record in history(150, 20) {
            keeper.append(record.fact, record.at).unwrap();
        }
        keeper.tidy();
        practise(&mut keeper);
        let key = record_keys(&store).into_iter().find(|key| key.contains("e:many-")).unwrap();
        let good = store.get(&key).unwrap().unwrap();
        let mut damaged = good.clone();
        let place = place.index(damaged.len());
        damaged.replace_range(place..=place, &with);
        prop_assume!(damaged != good);
        store.set(&key, &damaged).unwrap();
        let next = open(&store, 2);
        let lost = next.set_aside().len();
        prop_assert!(next.is_read_only() || lost == 1);
        prop_assert_eq!(next.log().len(), keeper.log().len() - 150);
        prop_assert!(all(&store).iter().any(|(_, value)| *value == damaged));
    }
}
