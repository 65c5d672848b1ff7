//! What is kept is there on the next visit and in every tab.

use starling::domain::answer::Correction;
use starling::domain::interview::{Event, Interview};
use starling::domain::progress::{Setting, Theme};
use starling::domain::review::Rating;
use starling::storage::Store;
use starling::storage::keep::{Absorbed, CAPACITY, Keeper, Prefix, Usage};
use starling::storage::memory::MemoryStore;
use starling::storage::record::Fact;

use super::{PREFIX, all, at, attempt, corrected, corrections, open, practise, record_keys, reviewed, setup};

#[test]
fn what_was_kept_is_there_on_the_next_visit() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    practise(&mut keeper);
    let next = open(&store, 2);
    assert_eq!(next.progress(), keeper.progress());
    assert_eq!(next.log(), keeper.log());
    let progress = next.progress();
    assert_eq!(progress.track("c", "phrase/a").unwrap().reviews.len(), 1);
    assert_eq!(progress.attempts().iter().map(|a| &*a.value.id).collect::<Vec<_>>(), ["i1"]);
    assert_eq!(progress.deleted().iter().map(|a| &*a.value.id).collect::<Vec<_>>(), ["i2"]);
    assert_eq!((progress.settings().theme, progress.settings().pace), (Theme::Dark, 140));
}

#[test]
fn the_keeper_s_progress_is_the_fold_of_its_log_at_every_step() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    for n in 0..40 {
        // The clock is set back in between.
        let now = at(if n == 20 { 3 } else { n });
        keeper.append(reviewed(&format!("phrase/{}", n % 7), Rating::ALL[n as usize % 4]), now).unwrap();
        assert_eq!(*keeper.progress(), keeper.log().fold());
    }
}

#[test]
fn undoing_the_last_review_leaves_the_progress_as_it_was() {
    let mut keeper = open(&MemoryStore::new(), 1);
    keeper.append(reviewed("phrase/a", Rating::Good), at(1)).unwrap();
    let before = keeper.progress().clone();
    keeper.append(reviewed("phrase/a", Rating::Again), at(2)).unwrap();
    let last = keeper.progress().last_review("c").unwrap().1.record.clone();
    keeper.append(Fact::Deleted(last), at(3)).unwrap();
    assert_eq!(*keeper.progress(), before);
}

#[test]
fn deleted_attempts_can_be_restored_and_deleted_again() {
    let mut keeper = open(&MemoryStore::new(), 1);
    let record = keeper.append(Fact::Attempted(Box::new(attempt("i"))), at(1)).unwrap();
    for n in 0..3 {
        assert!(keeper.progress().attempt("i").is_some());
        keeper.append(Fact::Deleted(record.clone()), at(10 * n + 2)).unwrap();
        assert!(keeper.progress().attempt("i").is_none());
        assert_eq!(keeper.progress().deleted()[0].record, record);
        keeper.append(Fact::Restored(record.clone()), at(10 * n + 3)).unwrap();
    }
    assert_eq!(keeper.progress().attempts().len(), 1);
    assert!(keeper.progress().deleted().is_empty());
}

#[test]
fn two_tabs_never_overwrite_each_other() {
    let store = MemoryStore::new();
    let (mut one, mut two) = (open(&store, 1), open(&store, 2));
    for n in 0..50 {
        one.append(reviewed("phrase/a", Rating::Good), at(n)).unwrap();
        two.append(reviewed("phrase/a", Rating::Good), at(n)).unwrap();
    }
    assert_eq!(record_keys(&store).len(), 100);
    assert_eq!(open(&store, 3).log().len(), 100);
}

#[test]
fn even_tabs_of_one_seed_never_overwrite_each_other() {
    let store = MemoryStore::new();
    let (mut one, mut two) = (open(&store, 1), open(&store, 1));
    let first = one.append(reviewed("phrase/a", Rating::Good), at(1)).unwrap();
    let second = two.append(reviewed("phrase/b", Rating::Good), at(1)).unwrap();
    assert_ne!(first, second);
    assert_eq!(record_keys(&store).len(), 2);
}

#[test]
fn what_another_tab_writes_is_absorbed_once() {
    let store = MemoryStore::new();
    let (mut one, mut two) = (open(&store, 1), open(&store, 2));
    practise(&mut one);
    for (key, value) in all(&store) {
        let expected = if key.contains(":e:") { Absorbed::Changed } else { Absorbed::Nothing };
        assert_eq!(two.absorb(Some(&key), Some(&value)), expected, "{key}");
        assert_eq!(two.absorb(Some(&key), Some(&value)), Absorbed::Nothing, "{key}");
    }
    assert_eq!(two.progress(), one.progress());
    let record = &record_keys(&store)[0];
    assert_eq!(two.absorb(Some("starling:/other/:e:x"), Some("v9|0|")), Absorbed::Nothing);
    assert_eq!(two.absorb(Some(record), Some("damaged")), Absorbed::Nothing);
    assert_eq!(two.absorb(Some(record), None), Absorbed::Erased);
    assert_eq!(two.absorb(None, None), Absorbed::Erased);
}

#[test]
fn what_another_tab_does_to_a_mocks_draft_is_told_by_its_id() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    let key = format!("{PREFIX}draft:m1");
    assert_eq!(keeper.absorb(Some(&key), Some("v3|0|")), Absorbed::Draft("m1".into()));
    assert_eq!(keeper.absorb(Some(&key), None), Absorbed::Draft("m1".into()));
    assert_eq!(keeper.absorb(Some("starling:/other/:draft:m1"), None), Absorbed::Nothing);
}

#[test]
fn a_mock_that_two_tabs_finish_is_one_attempt() {
    let store = MemoryStore::new();
    let (mut one, mut two) = (open(&store, 1), open(&store, 2));
    let first = one.append(Fact::Attempted(Box::new(attempt("m1"))), at(1)).unwrap();
    two.append(Fact::Attempted(Box::new(attempt("m1"))), at(2)).unwrap();
    let mut later = open(&store, 3);
    assert_eq!(later.progress().attempts().len(), 1);
    assert_eq!(later.progress().attempt("m1").unwrap().record, first);
    later.append(Fact::Deleted(first), at(3)).unwrap();
    assert_eq!((later.progress().attempts().len(), later.progress().deleted().len()), (0, 1));
}

#[test]
fn erasing_leaves_other_sites_alone() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    practise(&mut keeper);
    keeper.hint("theme", "dark").unwrap();
    assert_eq!(store.get(&format!("{PREFIX}hint:theme")), Ok(Some("dark".into())));
    let others = ["starling:/a/:e:x", "starling:/a/b/c/:e:x", "starling:/a/b:e:x", "somebody else's"];
    for key in others {
        store.set(key, "theirs").unwrap();
    }
    keeper.erase().unwrap();
    let mut left = store.keys().unwrap();
    left.sort();
    let mut expected = others.to_vec();
    expected.sort();
    assert_eq!(left, expected);
}

#[test]
fn no_site_s_prefix_begins_another_one_s_keys() {
    let paths = ["/", "/a/", "/a/b/", "/a/:b/", "/a/:e:/", "/a:/"];
    for one in paths {
        for other in paths.iter().filter(|other| **other != one) {
            let key = format!("{}e:x", Prefix::new(other).as_str());
            assert!(!key.starts_with(Prefix::new(one).as_str()), "{one} and {other}");
        }
    }
}

#[test]
fn a_site_is_its_folder_whatever_page_is_open() {
    for path in ["/a/b/", "/a/b/index.html"] {
        assert_eq!(Prefix::new(path).as_str(), PREFIX);
    }
    assert_eq!(Prefix::new("").as_str(), "starling:/:");
}

/// So that views may hold a keeper in a signal.
#[test]
fn a_keeper_may_go_wherever_a_signal_goes() {
    fn goes<T: Send + Sync>() {}
    goes::<Keeper>();
}

#[test]
fn a_mock_under_way_is_resumed_and_forgotten_once_kept() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    let older = Interview::start("older".into(), setup(), at(1));
    let mut newer = Interview::start("newer".into(), setup(), at(2));
    keeper.save_draft(&newer).unwrap();
    keeper.save_draft(&older).unwrap();
    newer = newer.apply(Event::Type("I saw it | “so”".into()), at(3));
    keeper.save_draft(&newer).unwrap();

    let mut next = open(&store, 2);
    assert_eq!(next.drafts(), [newer.clone(), older.clone()]);
    // It counts as kept even if the draft could not be removed.
    let done = newer.apply(Event::Finish(Vec::new()), at(4)).apply(Event::Next, at(4));
    next.append(Fact::Attempted(Box::new(done.attempt(None, 150).unwrap())), at(4)).unwrap();
    assert_eq!(next.drafts(), std::slice::from_ref(&older));
    next.drop_draft("older").unwrap();
    next.drop_draft("newer").unwrap();
    assert!(store.keys().unwrap().iter().all(|key| !key.contains("draft")));
}

#[test]
fn the_room_taken_is_counted_for_the_whole_origin() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    let before = keeper.usage().unwrap();
    store.set("k", "grüße").unwrap();
    let after = keeper.usage().unwrap();
    assert_eq!((after.ours, after.others), (before.ours, 6));
    keeper.append(reviewed("phrase/a", Rating::Good), at(1)).unwrap();
    assert!(keeper.usage().unwrap().ours > before.ours + 100);
    assert_eq!(Usage { ours: CAPACITY / 2, others: CAPACITY / 4 }.percent(), 75);
    assert_eq!(Usage { ours: CAPACITY, others: CAPACITY }.percent(), 100);
}

#[test]
fn records_of_one_moment_are_folded_in_the_order_they_were_kept() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    for pace in 100..150 {
        keeper.append(Fact::Set(Setting::Pace(pace)), at(1)).unwrap();
    }
    assert_eq!(open(&store, 2).progress().settings().pace, 149);
}

#[test]
fn a_correction_taken_back_leaves_the_others() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    let records: Vec<_> = (0..3).map(|n| keeper.append(corrected("i1", n), at(n as i64)).unwrap()).collect();
    keeper.append(corrected("i2", 0), at(5)).unwrap();
    keeper.append(Fact::Deleted(records[1].clone()), at(6)).unwrap();
    let kept = |keeper: &Keeper| -> Vec<Correction> {
        keeper.progress().corrections("i1").iter().map(|kept| kept.value.clone()).collect()
    };
    let [aside, _, moved] = corrections();
    assert_eq!(kept(&keeper), [aside, moved]);
    assert_eq!(kept(&open(&store, 2)), kept(&keeper));
    assert_eq!(keeper.progress().corrections("i2").len(), 1);
    assert_eq!(keeper.progress().corrections("i3"), []);
}
