//! What holds for any records, in any order, with any damage.

use proptest::prelude::*;
use starling::domain::answer::{Correction, Part, Span};
use starling::domain::mark::{Mark, Went};
use starling::domain::progress::Setting;
use starling::domain::review::Rating;
use starling::domain::time::Day;
use starling::storage::Store;
use starling::storage::backup;
use starling::storage::codec;
use starling::storage::log::Log;
use starling::storage::memory::MemoryStore;
use starling::storage::record::{Fact, Record};

use super::{PREFIX, all, at, attempt, id, marked, open, practise, record_keys, reviewed, wrote};

fn any_fact() -> impl Strategy<Value = Fact> {
    let target = || "[ab]-[a-d]".prop_map(|text| id(&text));
    prop_oneof![
        ("[abc]", 0..4_usize).prop_map(|(card, rating)| reviewed(&card, Rating::ALL[rating])),
        "[a-c]".prop_map(|id| Fact::Attempted(Box::new(attempt(&id)))),
        target().prop_map(Fact::Deleted),
        target().prop_map(Fact::Restored),
        ("[a-c]", any_correction()).prop_map(|(attempt, correction)| Fact::Corrected { attempt, correction }),
        (50..250_u32).prop_map(|pace| Fact::Set(Setting::Pace(pace))),
        prop::option::of(0..9_i32).prop_map(|day| Fact::Set(Setting::InterviewDay(day.map(Day)))),
        any_deed(),
        (0..9_i32).prop_map(|day| Fact::Told { day: Day(day), went: Went::Mixed }),
    ]
}

/// Something done with cards.
pub(super) fn any_deed() -> impl Strategy<Value = Fact> {
    let mark = prop_oneof![
        any::<bool>().prop_map(Mark::Suspended),
        Just(Mark::Buried),
        any::<bool>().prop_map(Mark::Flagged),
        "[ab]{0,2}".prop_map(Mark::Note),
    ];
    prop_oneof![
        3 => ("[abc]", 0..4_usize).prop_map(|(card, rating)| reviewed(&card, Rating::ALL[rating])),
        2 => ("[abc]", mark).prop_map(|(card, mark)| marked(&card, mark)),
        1 => prop::collection::vec("[abc]", 0..3).prop_map(|cards| Fact::Called { competency: "c".into(), cards }),
        1 => ("[abc]", "[xy]").prop_map(|(card, front)| wrote(&card, &front)),
    ]
}

fn any_correction() -> impl Strategy<Value = Correction> {
    let span = || (0..90_usize, 0..9_usize).prop_map(|(start, n)| Span { start, end: start + n });
    prop_oneof![
        "[ab]".prop_map(Correction::SetAside),
        ("[ab]", span()).prop_map(|(finding, span)| Correction::Claimed { finding, span }),
        (span(), 0..4_usize).prop_map(|(span, n)| Correction::Moved { span, part: Part::ALL[n] }),
    ]
}

/// Records whose ids and times clash now and then.
fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let record = ("[ab]-[a-d]", 0..6_i64, any_fact());
    prop::collection::vec(record.prop_map(|(text, n, fact)| Record { id: id(&text), at: at(n), fact }), 0..12)
}

fn log(records: impl IntoIterator<Item = Record>) -> Log {
    let mut log = Log::default();
    for record in records {
        log.insert(record);
    }
    log
}

proptest! {
    #[test]
    fn what_is_written_is_what_is_read(records in any_records()) {
        for record in records {
            prop_assert_eq!(codec::decode(&codec::encode(&record)), Ok(record));
        }
    }

    #[test]
    fn merging_is_a_union(a in any_records(), b in any_records(), c in any_records()) {
        let (a, b, c) = (log(a), log(b), log(c));
        let ab = a.clone().merge(b.clone());
        prop_assert_eq!(&ab, &b.clone().merge(a.clone()));
        prop_assert_eq!(&ab, &ab.clone().merge(a.clone()));
        prop_assert_eq!(&ab, &ab.clone().merge(ab.clone()));
        prop_assert_eq!(ab.clone().merge(c.clone()), a.merge(b.merge(c)));
    }

    #[test]
    fn the_order_of_arrival_changes_nothing(records in any_records(), turn in 0..12_usize) {
        let mut other = records.clone();
        other.reverse();
        other.rotate_left(turn % records.len().max(1));
        prop_assert_eq!(log(records).fold(), log(other).fold());
    }

    #[test]
    fn tabs_agree_whatever_the_order_of_events(records in any_records(), turn in 0..12_usize) {
        // Records of one id never differ in life.
        let records: Vec<Record> = log(records).in_order().into_iter().cloned().collect();
        let mut keeper = open(&MemoryStore::new(), 1);
        let mut arriving = records.clone();
        arriving.rotate_left(turn % records.len().max(1));
        for record in arriving {
            let key = format!("{PREFIX}e:{}", record.id.as_str());
            keeper.absorb(Some(&key), Some(&codec::encode(&record)));
            prop_assert_eq!(keeper.progress(), &keeper.log().fold());
        }
        prop_assert_eq!(keeper.progress(), &log(records).fold());
    }

    #[test]
    fn a_backup_of_any_log_reads_back_whole(records in any_records()) {
        let log = log(records);
        let backup = backup::read(&backup::write(&log)).unwrap();
        prop_assert_eq!(backup.preview(&Log::default()).new, log.len());
        let read = backup.records.into_iter().fold(Log::default(), |mut log, record| { log.insert(record); log });
        prop_assert_eq!(read, log);
    }

    #[test]
    fn damage_to_one_value_leaves_all_others_readable(
        which in any::<prop::sample::Index>(), place in any::<prop::sample::Index>(), with in any::<u8>(),
    ) {
        let store = MemoryStore::new();
        let mut keeper = open(&store, 1);
        practise(&mut keeper);
        let keys = record_keys(&store);
        let key = which.get(&keys);
        let good = store.get(key).unwrap().unwrap();
        let mut bytes = good.clone().into_bytes();
        let place = place.index(bytes.len());
        bytes[place] = with;
        let damaged = String::from_utf8_lossy(&bytes).into_owned();
        store.set(key, &damaged).unwrap();
        let next = open(&store, 2);
        // A checksum's digit in capitals is the same digit.
        let harmless = damaged.eq_ignore_ascii_case(&good) && (3..11).contains(&place);
        let lost = usize::from(damaged != good && !harmless);
        prop_assert_eq!(next.log().len(), keeper.log().len() - lost);
        prop_assert_eq!(next.set_aside().len(), lost);
        prop_assert!(!next.is_read_only());
        for record in next.log().in_order() {
            prop_assert_eq!(keeper.log().get(&record.id), Some(record));
        }
        let there = all(&store).into_iter().filter(|(_, value)| *value == damaged).count();
        prop_assert_eq!(there, 1);
    }

    #[test]
    fn no_text_at_all_makes_reading_panic(text in ".*", key in "[a-z0-9:~|-]{0,12}") {
        let _ = codec::decode(&text);
        let _ = codec::decode(&format!("v1|{text}|{text}"));
        let _ = backup::read(&text);
        let store = MemoryStore::new();
        store.set(&format!("{PREFIX}{key}"), &text).unwrap();
        store.set(&format!("{PREFIX}e:{key}"), &text).unwrap();
        store.set(&format!("{PREFIX}draft:{key}"), &text).unwrap();
        let mut keeper = open(&store, 1);
        let _ = keeper.drafts();
        practise(&mut keeper);
        let next = open(&store, 2);
        prop_assert_eq!(next.progress(), keeper.progress());
    }
}
