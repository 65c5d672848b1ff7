//! A file of everything, and logs of earlier versions.

use starling::domain::answer::{Correction, Part, Span};
use starling::domain::interview::{Attempt, Course, Face, Mode, Pick, Setup};
use starling::domain::mark::Went;
use starling::domain::progress::{Progress, Setting, Theme};
use starling::domain::review::Rating;
use starling::domain::time::{Day, Seconds, Timestamp};
use starling::storage::backup::{self, BackupError, Preview};
use starling::storage::codec;
use starling::storage::log::Log;
use starling::storage::memory::MemoryStore;
use starling::storage::migrate::VERSION;
use starling::storage::record::{Fact, Record};

use super::{all, at, attempt, corrected, id, open, practise, setup};

#[test]
fn a_backup_restores_what_was_erased() {
    let store = MemoryStore::new();
    let mut keeper = open(&store, 1);
    practise(&mut keeper);
    let before = keeper.progress().clone();
    let text = keeper.backup();
    keeper.erase().unwrap();
    assert_eq!(*keeper.progress(), Progress::default());
    assert_eq!(open(&store, 2).log().len(), 0);

    let backup = backup::read(&text).unwrap();
    let all_new = Preview { new: 22, known: 0, differing: 0, reviews: 3, attempts: 2 };
    assert_eq!(backup.preview(keeper.log()), all_new);
    assert_eq!(keeper.restore(&backup), Ok(all_new));
    assert_eq!(*keeper.progress(), before);
    assert_eq!(keeper.backup(), text);
    assert_eq!(*open(&store, 3).progress(), before);

    let kept = all(&store);
    let nothing_new = Preview { known: 22, ..Preview::default() };
    assert_eq!(keeper.restore(&backup), Ok(nothing_new));
    assert_eq!(all(&store), kept);
}

#[test]
fn what_is_here_stays_where_a_backup_differs() {
    let mut keeper = open(&MemoryStore::new(), 1);
    let record = keeper.append(Fact::Set(Setting::Pace(140)), at(1)).unwrap();
    let mut other = Log::default();
    other.insert(Record { id: record, at: at(1), fact: Fact::Set(Setting::Pace(999)) });
    let backup = backup::read(&backup::write(&other)).unwrap();
    let before = keeper.backup();
    assert_eq!(keeper.restore(&backup), Ok(Preview { differing: 1, ..Preview::default() }));
    assert_eq!(keeper.backup(), before);
}

#[test]
fn a_file_that_is_no_whole_backup_says_what_was_expected_and_where() {
    let mut keeper = open(&MemoryStore::new(), 1);
    practise(&mut keeper);
    let good = keeper.backup();
    let lines: Vec<&str> = good.lines().collect();
    let cases = [
        (String::new(), BackupError::NotABackup),
        ("a diary".into(), BackupError::NotABackup),
        (lines[1..].join("\n"), BackupError::NotABackup),
        (good.replace("starling-backup", "magpie-backup"), BackupError::NotABackup),
        (good.replacen(&format!("\"version\":{VERSION}"), "\"version\":77", 1), BackupError::Newer(77)),
        (good.replacen("\"rating\"", "\"grade\"", 1), BackupError::Line(2)),
        (good[..good.len() - 30].into(), BackupError::Line(23)),
        (lines[..22].join("\n"), BackupError::Count { expected: 22, found: 21 }),
        (good.replacen("phrase/a", "phrase/x", 1), BackupError::Checksum),
    ];
    for (text, expected) in cases {
        assert_eq!(backup::read(&text), Err(expected));
    }
}

#[test]
fn a_backup_survives_an_editor_s_line_ends() {
    let mut keeper = open(&MemoryStore::new(), 1);
    practise(&mut keeper);
    let edited = format!("\u{feff}{}\r\n\r\n", keeper.backup().trim_end().replace('\n', "\r\n"));
    assert_eq!(backup::read(&edited), backup::read(&keeper.backup()));
}

/// Logs that released versions wrote, which load for ever.
#[test]
fn a_log_of_version_1_still_loads() {
    let text = include_str!("../logs/v1.jsonl");
    let mut keeper = open(&MemoryStore::new(), 1);
    let backup = backup::read(text).unwrap();
    keeper.restore(&backup).unwrap();
    let progress = keeper.progress();
    let a = progress.track("customer-obsession", "phrase/self-initiated.1").unwrap();
    assert_eq!((a.reviews.len(), a.memory.reps, a.memory.lapses), (3, 3, 0));
    let b = progress.track("customer-obsession", "flag/manager-assigned").unwrap();
    assert_eq!(b.reviews.iter().map(|r| r.value.rating).collect::<Vec<_>>(), Rating::ALL);
    let kept = &progress.attempts()[0].value;
    assert_eq!(kept.answer, "I noticed “it” first.\nThen I mended it: 30 % fewer complaints.");
    assert_eq!((kept.answer_seconds, kept.score, kept.pace), (Seconds(95), Some(4), 140));
    assert_eq!((kept.setup.total, kept.setup.lens.as_deref()), (Some(Seconds(120)), Some("amazon")));
    assert_eq!(kept.probes[0].spent, Seconds(31));
    let deleted = &progress.deleted()[0].value;
    assert_eq!((deleted.setup.total, &deleted.setup.lens, deleted.score), (None, &None, None));
    let settings = progress.settings();
    assert_eq!(settings.competency.as_deref(), Some("customer-obsession"));
    assert_eq!((settings.level.as_deref(), settings.lens.as_deref()), (Some("senior"), None));
    assert_eq!((settings.new_per_day, settings.pace, settings.theme), (10, 140, Theme::Dark));
    assert!(!settings.shortcuts);
    assert_eq!(settings.last_setup, Some(kept.setup.clone()));
    // The value under its key, too, is what that version wrote.
    let value = "v1|e57de4f6|{\"id\":\"k3f9a2-x81mz04-0001\",\"at\":1760000000000,\
                 \"fact\":{\"set\":{\"theme\":\"dark\"}}}";
    assert_eq!(codec::decode(value).unwrap().fact, Fact::Set(Setting::Theme(Theme::Dark)));
}

#[test]
fn a_log_of_version_2_still_loads() {
    let text = include_str!("../logs/v2.jsonl");
    let mut keeper = open(&MemoryStore::new(), 1);
    keeper.restore(&backup::read(text).unwrap()).unwrap();
    let progress = keeper.progress();
    let kept = &progress.attempts()[0].value;
    assert_eq!((kept.id.as_str(), kept.setup.meters), ("iv-1", Some(true)));
    let corrections: Vec<_> = progress.corrections("iv-1").iter().map(|c| c.value.clone()).collect();
    let span = Span { start: 2, end: 9 };
    let expected = [
        Correction::Claimed { finding: "quantified-impact".into(), span },
        Correction::Moved { span, part: Part::Action },
    ];
    assert_eq!(corrections, expected);
    assert_eq!(progress.settings().last_setup.as_ref().and_then(|setup| setup.meters), Some(true));
    let value = "v2|2b47ba14|{\"id\":\"k3f9a2-x81mz04-0003\",\"at\":1770000020000,\
                 \"fact\":{\"corrected\":{\"attempt\":\"iv-1\",\"correction\":{\"set-aside\":\"jargon\"}}}}";
    let aside = Fact::Corrected { attempt: "iv-1".into(), correction: Correction::SetAside("jargon".into()) };
    assert_eq!(codec::decode(value).unwrap().fact, aside);
}

#[test]
fn an_earlier_version_s_backup_takes_corrections_in_beside_it() {
    let mut keeper = open(&MemoryStore::new(), 1);
    keeper.restore(&backup::read(include_str!("../logs/v1.jsonl")).unwrap()).unwrap();
    keeper.append(corrected("iv-1", 0), at(9)).unwrap();
    let both = backup::read(&keeper.backup()).unwrap();
    let mut other = open(&MemoryStore::new(), 2);
    other.restore(&both).unwrap();
    assert_eq!(other.progress(), keeper.progress());
    assert_eq!(other.progress().corrections("iv-1").len(), 1);
}

#[test]
fn what_version_3_writes_about_cards_still_loads() {
    let mut keeper = open(&MemoryStore::new(), 1);
    keeper.restore(&backup::read(include_str!("../logs/v3-cards.jsonl")).unwrap()).unwrap();
    let progress = keeper.progress();
    let c = "customer-obsession";
    // Its review was undone.
    assert!(progress.track(c, "say/quantified-impact").is_none());
    let marks = progress.marks(c, "say/quantified-impact");
    assert_eq!((marks.flagged, marks.note.as_str(), marks.suspended), (true, "“38 %”", false));
    let marks = progress.marks(c, "signal/root-cause-fix");
    assert_eq!((marks.suspended, marks.buried), (true, Some(Timestamp(1_771_000_040_000))));
    assert_eq!(progress.marks(c, "probe/own-start").called, Some(Timestamp(1_771_000_070_000)));
    let own: Vec<_> = progress.cards(c).unwrap().own().cloned().collect();
    assert_eq!(
        own.iter().map(|card| &*card.id).collect::<Vec<_>>(),
        ["own/0123456789ab", "said/iv-1/quantified-impact"]
    );
    assert_eq!((own[0].front.as_str(), own[1].about.as_deref()), ("Why us?", Some("quantified-impact")));
    assert_eq!(progress.went(Day(20_495)), Some(Went::Mixed));
    let settings = progress.settings();
    assert_eq!(
        (settings.interview_day, settings.reviews_per_day, settings.four_buttons),
        (Some(Day(20_513)), 40, true)
    );
}

#[test]
fn what_version_3_writes_about_mocks_still_loads() {
    let mut keeper = open(&MemoryStore::new(), 1);
    keeper.restore(&backup::read(include_str!("../logs/v3-mocks.jsonl")).unwrap()).unwrap();
    let setup = Setup {
        mode: Some(Mode::Spoken),
        course: Some(Course::Loop(3)),
        face: Some(Face::Hidden),
        hints: Some(false),
        probe_time: Some(Seconds(60)),
        stretch: Some(150),
        pick: Some(Pick::Drawn),
        ..setup()
    };
    assert_eq!(keeper.progress().attempts()[0].value, Attempt { setup, ..attempt("m1") });
}

#[test]
fn a_bundle_of_version_3_still_loads() {
    let value = "v3|a036ee8e|many\nk3f9a2-x81mz04\tk3f9a2-x81mz05\ncustomer-obsession\n0:phrase/a\t0:flag/b\n1771000000000\n@0.1 0G0,1A7ps,+1 0.2X64,@1.1 0E1ffuo0,";
    let records = codec::decode_all(value).unwrap();
    let written: Vec<_> =
        records.iter().map(|record| (record.id.as_str(), record.at.0 - 1_771_000_000_000)).collect();
    let ids = ["k3f9a2-x81mz04-0001", "k3f9a2-x81mz04-0002", "k3f9a2-x81mz04-0004", "k3f9a2-x81mz05-0001"];
    assert_eq!(written, ids.into_iter().zip([0, 10_000, 10_220, 86_410_220]).collect::<Vec<_>>());
    let review = |card: &str, rating| Fact::Reviewed {
        competency: "customer-obsession".into(),
        card: card.into(),
        rating,
    };
    assert_eq!(records[0].fact, review("phrase/a", Rating::Good));
    assert_eq!(records[1].fact, review("flag/b", Rating::Again));
    assert_eq!(records[2].fact, Fact::Deleted(id("k3f9a2-x81mz04-0002")));
    assert_eq!(records[3].fact, review("phrase/a", Rating::Easy));
}
