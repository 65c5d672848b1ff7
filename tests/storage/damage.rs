//! Nothing is lost, whatever happens to the store.

use starling::domain::interview::{Event, Interview};
use starling::domain::review::Rating;
use starling::storage::backup;
use starling::storage::codec::{self, CodecError};
use starling::storage::keep::{Absorbed, KeepError, Keeper, Keeping, Prefix, Reason};
use starling::storage::memory::MemoryStore;
use starling::storage::migrate::VERSION;
use starling::storage::record::Fact;
use starling::storage::{Store, StoreError};

use super::{PREFIX, all, at, open, practise, record_keys, reviewed, setup};

/// A value as the next version would write it.
fn newer() -> String {
    let next = VERSION + 1;
    let payload = br#"{"wholly":"different"}"#;
    let crc = codec::crc32(&[&next.to_le_bytes(), payload]);
    format!("v{next}|{crc:08x}|{{\"wholly\":\"different\"}}")
}

#[test]
fn data_of_a_later_version_make_the_keeper_read_only_and_stay_untouched() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    practise(&mut keeper);
    store.set(&format!("{PREFIX}e:later-1"), &newer()).unwrap();
    store.set(&format!("{PREFIX}e:damaged-1"), "v1|00000000|{}").unwrap();
    let before = all(&store);
    let mut next = open(&store, 2);
    assert!(next.is_read_only());
    assert_eq!(next.progress(), keeper.progress());
    assert_eq!(next.append(reviewed("phrase/a", Rating::Good), at(50)), Err(KeepError::ReadOnly));
    assert_eq!(next.unsaved(), 1);
    assert_eq!(next.save_draft(&Interview::start("i".into(), setup(), at(1))), Err(KeepError::ReadOnly));
    assert_eq!(all(&store), before);

    assert!(!keeper.is_read_only());
    assert_eq!(keeper.absorb(Some(&format!("{PREFIX}e:later-1")), Some(&newer())), Absorbed::Newer);
    assert!(keeper.is_read_only());
}

#[test]
fn a_damaged_record_is_set_aside_and_the_rest_loads() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    practise(&mut keeper);
    let key = record_keys(&store)[4].clone();
    let damaged = store.get(&key).unwrap().unwrap().replace("i1", "iX");
    store.set(&key, &damaged).unwrap();

    let next = open(&store, 2);
    let aside = key.replace(":e:", ":bad:e:");
    assert_eq!(next.set_aside().len(), 1);
    assert_eq!(next.set_aside()[0].key, aside);
    assert_eq!(next.set_aside()[0].reason, Reason::Damaged(CodecError::Checksum));
    assert_eq!(store.get(&key), Ok(None));
    assert_eq!(store.get(&aside), Ok(Some(damaged.clone())));
    assert_eq!(next.log().len(), keeper.log().len() - 1);

    // It is still reported on the visit after, and another one under its name does not overwrite it.
    store.set(&key, "damaged otherwise").unwrap();
    let after = open(&store, 3);
    assert_eq!(after.set_aside().len(), 2);
    assert!(after.set_aside().iter().any(|bad| bad.reason == Reason::Earlier));
    assert_eq!(store.get(&aside), Ok(Some(damaged)));
}

#[test]
fn a_damaged_record_stays_where_it_is_when_there_is_no_room_for_a_copy() {
    let roomy = MemoryStore::new();
    practise(&mut open(&roomy, 1));
    let used: usize =
        all(&roomy).iter().map(|(k, v)| k.encode_utf16().count() + v.encode_utf16().count()).sum();
    let tight = MemoryStore::with_limit(used + 20);
    for (key, value) in all(&roomy) {
        tight.set(&key, &value).unwrap();
    }
    let key = record_keys(&tight)[0].clone();
    let value = tight.get(&key).unwrap().unwrap();
    tight.set(&key, &value[1..]).unwrap();
    let keeper = open(&tight, 2);
    assert_eq!(keeper.set_aside()[0].key, key);
    assert_eq!(keeper.set_aside()[0].reason, Reason::Damaged(CodecError::Form));
    assert_eq!(tight.get(&key).unwrap().unwrap(), value[1..]);
}

#[test]
fn a_record_under_another_record_s_key_is_set_aside() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    keeper.append(reviewed("phrase/a", Rating::Good), at(1)).unwrap();
    let value = store.get(&record_keys(&store)[0]).unwrap().unwrap();
    store.set(&format!("{PREFIX}e:another"), &value).unwrap();
    assert_eq!(open(&store, 2).set_aside()[0].reason, Reason::Damaged(CodecError::OtherId));
}

#[test]
fn a_full_store_says_so_and_loses_nothing() {
    let store = MemoryStore::with_limit(3000);
    store.set("somebody else's", &"value".repeat(100)).unwrap();
    let mut keeper = open(&store, 1);
    let mut kept = 0;
    let refused = loop {
        let before = all(&store);
        match keeper.append(reviewed("phrase/a", Rating::Good), at(kept)) {
            Ok(_) => kept += 1,
            Err(error) => {
                assert_eq!(all(&store), before);
                break error;
            }
        }
    };
    assert_eq!(refused, KeepError::Store(StoreError::Full));
    assert!(kept > 5);
    // What was refused counts on this page, is in a backup, and is written when there is room again.
    let reviews = |keeper: &Keeper| keeper.progress().track("c", "phrase/a").unwrap().reviews.len();
    assert_eq!((keeper.unsaved(), reviews(&keeper)), (1, kept as usize + 1));
    assert_eq!(backup::read(&keeper.backup()).unwrap().records.len(), kept as usize + 1);
    assert_eq!(reviews(&open(&store, 2)), kept as usize);
    store.remove("somebody else's").unwrap();
    assert_eq!(keeper.save_unsaved(), Ok(()));
    assert_eq!(keeper.unsaved(), 0);
    assert_eq!(reviews(&open(&store, 3)), kept as usize + 1);
}

#[test]
fn a_mock_that_a_full_store_does_not_take_goes_on_in_this_tab() {
    let store = MemoryStore::with_limit(1000);
    let mut keeper = open(&store, 1);
    let small = Interview::start("i".into(), setup(), at(1));
    keeper.save_draft(&small).unwrap();
    let large = small.clone().apply(Event::Type("word ".repeat(200)), at(2));
    assert_eq!(keeper.save_draft(&large), Err(KeepError::Store(StoreError::Full)));
    assert_eq!(keeper.drafts(), [large]);
    assert_eq!(open(&store, 2).drafts(), std::slice::from_ref(&small));
    keeper.save_draft(&small).unwrap();
    assert_eq!(keeper.drafts(), [small]);
    keeper.drop_draft("i").unwrap();
    assert_eq!(keeper.drafts(), []);
}

#[test]
fn the_room_of_a_draft_is_used_for_what_is_unsaved() {
    let store = MemoryStore::with_limit(1500);
    let mut keeper = open(&store, 1);
    let words = Event::Type("word ".repeat(160));
    let done = Interview::start("i".into(), setup(), at(1)).apply(words, at(2));
    let done = done.apply(Event::Finish(Vec::new()), at(3)).apply(Event::Next, at(3));
    keeper.save_draft(&done).unwrap();
    let attempt = done.attempt(None, 150).unwrap();
    assert_eq!(
        keeper.append(Fact::Attempted(Box::new(attempt)), at(4)),
        Err(KeepError::Store(StoreError::Full))
    );
    assert_eq!(keeper.drop_draft("i"), Ok(()));
    assert_eq!(keeper.unsaved(), 0);
    assert!(open(&store, 2).progress().attempt("i").is_some());
}

/// A store that fails from its `n`th call on.
struct Failing {
    inner: MemoryStore,
    calls: std::sync::atomic::AtomicUsize,
    from: usize,
    error: StoreError,
}

impl Failing {
    fn call<T>(&self, answer: Result<T, StoreError>) -> Result<T, StoreError> {
        let n = self.calls.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if n < self.from { answer } else { Err(self.error) }
    }
}

impl Store for Failing {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        self.call(Ok(()))?;
        self.inner.keys()
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        self.call(Ok(()))?;
        self.inner.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        self.call(Ok(()))?;
        self.inner.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.call(Ok(()))?;
        self.inner.remove(key)
    }
}

#[test]
fn whichever_call_a_store_fails_from_nothing_is_lost_and_every_loss_is_told() {
    for error in [StoreError::Denied, StoreError::Full, StoreError::Failed] {
        for from in 0..60 {
            let inner = MemoryStore::new();
            practise(&mut open(&inner, 9));
            let before = all(&inner);
            let store = Failing { inner: inner.clone(), calls: 0.into(), from, error };
            let mut keeper = Keeper::open(Box::new(store), Keeping::Durable, Prefix::new("/a/b/"), 1);
            let mut kept = Vec::new();
            for n in 0..5 {
                kept.extend(keeper.append(reviewed("phrase/z", Rating::Good), at(100 + n)));
            }
            let in_memory = keeper.keeping() == Keeping::MemoryOnly(error);
            // All five count on this page; what is neither kept nor told to be unsaved is lost.
            assert_eq!(keeper.progress().track("c", "phrase/z").unwrap().reviews.len(), 5);
            assert!(in_memory || kept.len() + keeper.unsaved() == 5, "{error:?} from call {from}");
            let next = open(&inner, 3);
            for id in kept.iter().filter(|_| !in_memory) {
                assert!(next.log().get(id).is_some(), "{error:?} from call {from}");
            }
            for (key, value) in before {
                assert_eq!(inner.get(&key), Ok(Some(value)), "{error:?} from call {from}");
            }
            let told = in_memory || keeper.set_aside().iter().any(|bad| bad.reason == Reason::NotRead(error));
            assert!(told || keeper.log().len() == 22 + 5, "{error:?} from call {from}");
        }
    }
}

#[test]
fn a_store_that_does_not_keep_its_word_is_found_out() {
    struct Forgetful(MemoryStore);
    impl Store for Forgetful {
        fn keys(&self) -> Result<Vec<String>, StoreError> {
            self.0.keys()
        }
        fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
            self.0.get(key)
        }
        fn set(&self, _: &str, _: &str) -> Result<(), StoreError> {
            Ok(())
        }
        fn remove(&self, key: &str) -> Result<(), StoreError> {
            self.0.remove(key)
        }
    }
    let store = Box::new(Forgetful(MemoryStore::new()));
    let mut keeper = Keeper::open(store, Keeping::Durable, Prefix::new("/"), 1);
    assert_eq!(keeper.append(reviewed("a", Rating::Good), at(1)), Err(KeepError::ReadBack));
    assert_eq!(keeper.unsaved(), 1);
}

#[test]
fn a_damaged_draft_is_set_aside() {
    let store = MemoryStore::new();
    store.set(&format!("{PREFIX}draft:i"), "v1|00000000|{}").unwrap();
    let mut keeper = open(&store, 1);
    assert_eq!(keeper.drafts(), []);
    assert_eq!(keeper.set_aside()[0].key, format!("{PREFIX}bad:draft:i"));
}
