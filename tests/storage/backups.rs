//! A file of everything, and logs of earlier versions.

use starling::domain::progress::{Progress, Setting, Theme};
use starling::domain::review::Rating;
use starling::domain::time::Seconds;
use starling::storage::backup::{self, BackupError, Preview};
use starling::storage::codec;
use starling::storage::log::Log;
use starling::storage::memory::MemoryStore;
use starling::storage::record::{Fact, Record};

use super::{all, at, open, practise};

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
    let all_new = Preview { new: 12, known: 0, differing: 0, reviews: 3, attempts: 2 };
    assert_eq!(backup.preview(keeper.log()), all_new);
    assert_eq!(keeper.restore(&backup), Ok(all_new));
    assert_eq!(*keeper.progress(), before);
    assert_eq!(keeper.backup(), text);
    assert_eq!(*open(&store, 3).progress(), before);

    let kept = all(&store);
    let nothing_new = Preview { known: 12, ..Preview::default() };
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
        (good.replacen("\"version\":1", "\"version\":7", 1), BackupError::Newer(7)),
        (good.replacen("\"rating\"", "\"grade\"", 1), BackupError::Line(2)),
        (good[..good.len() - 30].into(), BackupError::Line(13)),
        (lines[..12].join("\n"), BackupError::Count { expected: 12, found: 11 }),
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
