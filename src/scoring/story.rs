//! Whether two answers tell the same story: by the words they share that answers seldom share.

use crate::domain::competency::Competency;
use crate::order;

/// So many letters make a word that may be a story's own; shorter ones are in every story.
const LETTERS: usize = 5;
/// Two answers that tell the same story have so many words of their own in common,
const SHARED: usize = 3;
/// which are so much of the shorter one's own words, in percent.
///
/// Of 53,900 pairs of labelled answers by one writer each, 8 of different stories come so near, 1 in 6,700; all 75 pairs
/// that are one answer in two versions do, and so do stories told anew at a third of the length (`tests/stories.rs`).
const PERCENT: usize = 30;
/// Words of that length that many stories share and no competency file happens to name.
const EVERYDAY: [&str; 42] = [
    "about",
    "account",
    "again",
    "always",
    "april",
    "around",
    "august",
    "because",
    "being",
    "called",
    "checked",
    "december",
    "eight",
    "eighty",
    "eleven",
    "february",
    "fifty",
    "forty",
    "friday",
    "going",
    "hundred",
    "january",
    "manager",
    "million",
    "minutes",
    "monday",
    "ninety",
    "october",
    "people",
    "percent",
    "really",
    "saturday",
    "september",
    "seventy",
    "sixty",
    "sunday",
    "thirty",
    "thousand",
    "through",
    "thursday",
    "tuesday",
    "twelve",
];

/// Two answers that tell the same story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retold {
    /// The earlier one's place.
    pub first: usize,
    /// The later one's place.
    pub second: usize,
    /// Words that both have and answers seldom share, as the earlier one has them.
    pub words: Vec<String>,
}

/// The pairs among `answers` that tell the same story. What the competency itself speaks of is no story's own.
pub fn retold(answers: &[&str], competency: &Competency) -> Vec<Retold> {
    let common = common(competency);
    let own: Vec<Vec<(String, String)>> = answers.iter().map(|answer| own(answer, &common)).collect();
    let mut pairs = Vec::new();
    for (second, later) in own.iter().enumerate() {
        for (first, earlier) in own.iter().enumerate().take(second) {
            let shared = earlier.iter().filter(|(stem, _)| order::get(later, stem).is_some());
            let words: Vec<String> = shared.map(|(_, word)| word.clone()).collect();
            let shorter = earlier.len().min(later.len());
            if words.len() >= SHARED && words.len() * 100 >= shorter * PERCENT {
                pairs.push(Retold { first, second, words });
            }
        }
    }
    pairs
}

/// The stems of the words that the competency speaks of, and of everyday ones; sorted.
fn common(c: &Competency) -> Vec<(String, ())> {
    let mut stems = Vec::new();
    let mut add = |text: &str| {
        for word in words(text) {
            order::entry(&mut stems, &stem(&word));
        }
    };
    EVERYDAY.iter().for_each(|word| add(word));
    texts(c).for_each(|text| add(text));
    stems
}

/// What the competency says in sentences.
fn texts(c: &Competency) -> impl Iterator<Item = &String> {
    let whole = [&c.meaning.text, &c.test.text, &c.core_question.text, &c.framing.text];
    let signals = c.signals.iter().flat_map(|s| {
        let said = [&s.shown_when, &s.why, &s.miss.text, &s.miss_why, &s.advice];
        said.into_iter().chain(s.phrases.iter().map(|phrase| &phrase.text))
    });
    let flags = c.flags.iter().flat_map(|f| [&f.example.text, &f.why, &f.fix, &f.mended.text]);
    let probes = c
        .probes
        .iter()
        .flat_map(|p| [&p.asks, &p.looks_for, &p.weak.text, &p.weak_why, &p.strong.text, &p.takeaway]);
    let questions = c.questions.iter().map(|question| &question.text);
    let others = c.confusables.iter().map(|other| &other.centre);
    let levels = c.levels.iter().flat_map(|level| [&level.expected, &level.anti_pattern]);
    let kinds = c.stories.iter().flat_map(|kind| [&kind.why, &kind.example]);
    whole
        .into_iter()
        .chain(signals)
        .chain(flags)
        .chain(probes)
        .chain(questions)
        .chain(others)
        .chain(levels)
        .chain(kinds)
}

/// An answer's own words, each once: its stem, and how it stands there first; sorted by stem.
fn own(answer: &str, common: &[(String, ())]) -> Vec<(String, String)> {
    let mut own: Vec<(String, String)> = Vec::new();
    for word in words(answer) {
        let stem = stem(&word);
        if order::get(common, &stem).is_none() {
            let kept = order::entry(&mut own, &stem);
            if kept.is_empty() {
                *kept = word;
            }
        }
    }
    own
}

/// The words that may be a story's own, in small letters: long enough, and neither numbers nor contractions.
fn words(text: &str) -> impl Iterator<Item = String> {
    let chunks = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let is_long = |word: &&str| word.chars().count() >= LETTERS && word.chars().all(char::is_alphabetic);
    chunks.filter(is_long).map(str::to_lowercase)
}

/// A word without its commonest endings, where enough is left.
fn stem(word: &str) -> String {
    let cut = ["ing", "ed", "es", "s"].iter().filter_map(|ending| word.strip_suffix(ending));
    cut.into_iter().find(|rest| rest.chars().count() >= 4).unwrap_or(word).to_string()
}
