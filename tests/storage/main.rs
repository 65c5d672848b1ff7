//! What is kept: nothing is lost, whatever happens to the store.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod backups;
mod bundles;
mod damage;
mod keeping;
mod properties;
mod undoing;

use starling::domain::answer::{Correction, Part, Span};
use starling::domain::interview::{Attempt, Mode, ProbeAnswer, Round, SelfRating, Setup, Shown, Sound};
use starling::domain::mark::{Mark, OwnCard, Went};
use starling::domain::progress::{Setting, Theme};
use starling::domain::review::Rating;
use starling::domain::time::{Day, Millis, Seconds, Timestamp};
use starling::storage::Store;
use starling::storage::keep::{Keeper, Keeping, Prefix};
use starling::storage::memory::MemoryStore;
use starling::storage::record::{Fact, RecordId};

const PREFIX: &str = "starling:/a/b/:";

fn open(store: &MemoryStore, seed: u64) -> Keeper {
    Keeper::open(Box::new(store.clone()), Keeping::Durable, Prefix::new("/a/b/"), seed)
}

fn at(n: i64) -> Timestamp {
    Timestamp(1_760_000_000_000 + n * 60_000)
}

fn reviewed(card: &str, rating: Rating) -> Fact {
    Fact::Reviewed { competency: "c".into(), card: card.into(), rating }
}

fn setup() -> Setup {
    Setup {
        competency: "c".into(),
        question: "q".into(),
        level: "senior".into(),
        lens: None,
        total: Some(Seconds(120)),
        think: Seconds(0),
        probes: 1,
        ..Setup::default()
    }
}

fn attempt(id: &str) -> Attempt {
    Attempt {
        id: id.into(),
        setup: setup(),
        started: at(0),
        answer: "I saw “it” | and\nmended it: 30 % fewer.".into(),
        answer_seconds: Seconds(95),
        probes: vec![ProbeAnswer { probe: "why".into(), text: "Because.".into(), spent: Seconds(20) }],
        score: Some(4),
        pace: 150,
        round: Some(Round { course: "m1".into(), number: 2 }),
        mode: Some(Mode::Spoken),
        notes: Some("The pharmacy one.".into()),
        marks: Some(vec![Millis(9_000), Millis(20_500)]),
        sound: Some(Sound { spoken: Millis(93_000), longest_pause: Millis(2_750) }),
        self_rating: Some(SelfRating { overall: Some(3), signals: vec![("s".into(), Shown::Partly)] }),
    }
}

/// One correction of each kind.
fn corrections() -> [Correction; 3] {
    let span = Span { start: 6, end: 14 };
    [
        Correction::SetAside("self-initiated".into()),
        Correction::Claimed { finding: "symptom-fix".into(), span },
        Correction::Moved { span, part: Part::Task },
    ]
}

fn corrected(attempt: &str, n: usize) -> Fact {
    Fact::Corrected { attempt: attempt.into(), correction: corrections()[n].clone() }
}

fn marked(card: &str, mark: Mark) -> Fact {
    Fact::Marked { competency: "c".into(), card: card.into(), mark }
}

fn called(cards: &[&str]) -> Fact {
    Fact::Called { competency: "c".into(), cards: cards.iter().map(|card| card.to_string()).collect() }
}

fn wrote(card: &str, front: &str) -> Fact {
    let card =
        OwnCard { id: card.into(), front: front.into(), back: "“Yes”".into(), about: Some("s".into()) };
    Fact::Wrote { competency: "c".into(), card }
}

fn id(text: &str) -> RecordId {
    RecordId::try_from(text.to_owned()).unwrap()
}

/// Some of everything: two cards, a review undone, an attempt deleted, one deleted and restored, settings, marks,
/// an own card, cards asked for.
fn practise(keeper: &mut Keeper) {
    keeper.append(reviewed("phrase/a", Rating::Good), at(1)).unwrap();
    keeper.append(reviewed("phrase/b", Rating::Again), at(2)).unwrap();
    let mistaken = keeper.append(reviewed("phrase/a", Rating::Easy), at(11)).unwrap();
    keeper.append(Fact::Deleted(mistaken), at(12)).unwrap();
    let first = keeper.append(Fact::Attempted(Box::new(attempt("i1"))), at(20)).unwrap();
    let second = keeper.append(Fact::Attempted(Box::new(attempt("i2"))), at(30)).unwrap();
    keeper.append(Fact::Deleted(first.clone()), at(31)).unwrap();
    keeper.append(Fact::Deleted(second), at(32)).unwrap();
    keeper.append(Fact::Restored(first), at(33)).unwrap();
    for n in 0..3 {
        keeper.append(corrected("i1", n), at(34)).unwrap();
    }
    let mistaken = keeper.append(corrected("i1", 0), at(35)).unwrap();
    keeper.append(Fact::Deleted(mistaken), at(36)).unwrap();
    keeper.append(Fact::Set(Setting::Theme(Theme::Dark)), at(40)).unwrap();
    keeper.append(Fact::Set(Setting::Pace(140)), at(41)).unwrap();
    keeper.append(Fact::Set(Setting::LastSetup(setup())), at(42)).unwrap();
    keeper.append(marked("phrase/b", Mark::Note("Mine.".into())), at(43)).unwrap();
    keeper.append(marked("phrase/c", Mark::Suspended(true)), at(44)).unwrap();
    keeper.append(wrote("own/1", "Who?"), at(45)).unwrap();
    keeper.append(called(&["phrase/a", "own/1"]), at(46)).unwrap();
    keeper.append(Fact::Told { day: Day(20_000), went: Went::Well }, at(47)).unwrap();
}

fn record_keys(store: &MemoryStore) -> Vec<String> {
    let records = format!("{PREFIX}e:");
    store.keys().unwrap().into_iter().filter(|key| key.starts_with(&records)).collect()
}

fn all(store: &MemoryStore) -> Vec<(String, String)> {
    store.keys().unwrap().into_iter().map(|key| (key.clone(), store.get(&key).unwrap().unwrap())).collect()
}
