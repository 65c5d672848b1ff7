//! Whether two answers tell the same story: by the words they share that answers seldom share.

use crate::domain::competency::Competency;
use crate::order;

/// So many letters make a word that may be a story's own; shorter ones are in every story.
const LETTERS: usize = 5;
/// Two answers that tell the same story have so many words of their own in common,
const SHARED: usize = 3;
/// which are so much of the shorter one's own words, in percent.
///
/// Of 53,900 pairs of labelled answers by one writer each, 9 of different stories come so near, 1 in 6,000; all 75 pairs
/// that are one answer in two versions do, and so do stories told anew at a third of the length (`tests/stories.rs`).
const PERCENT: usize = 25;
/// The stems of such words that stand in a twentieth and more of the labelled answers: no story's own.
const EVERYDAY: &str = "\
    about added after again against alarm already alway another answer anyth around asked because before \
    behind beside between board book build built call chang change check clos come company complaint could \
    count customer department doing driver dropp drove eight eleven engineer even every everybody everyth \
    fail fifty first floor follow forty found friday front gett going group hand happen heard hour house \
    hundr instead itself kitchen later learn leave letter little longer look lunch machine make manager \
    minut miss monday money month morn mother moved myself never night ninety nobody noth notic number \
    office open order other outside paper payment people percent person phon phone place point print pull \
    read really record release report review right round saturday school screen second send service seven \
    shift show since sitt sixty small software somebody someth staff stand start stay still stood stopp \
    sunday switch system table take talk tell test that their there thing think third thirty those thought \
    thousand three through ticket time together train tried turn twenty twice under until version visit wait \
    walk want watch week where which while whole within without work would write wrong wrote year";

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

/// The stems of everyday words, and of those that the competency speaks in; sorted.
fn common(c: &Competency) -> Vec<(String, ())> {
    let mut stems = Vec::new();
    for word in EVERYDAY.split_whitespace() {
        order::entry(&mut stems, word);
    }
    for word in texts(c).flat_map(|text| words(text)) {
        order::entry(&mut stems, &stem(&word));
    }
    stems
}

/// What the competency says of answers; not its examples, which tell stories.
fn texts(c: &Competency) -> impl Iterator<Item = &String> {
    let whole = [&c.meaning.text, &c.test.text, &c.core_question.text, &c.framing.text];
    let signals = c.signals.iter().flat_map(|s| [&s.shown_when, &s.why, &s.miss_why, &s.advice]);
    let flags = c.flags.iter().flat_map(|f| [&f.why, &f.fix]);
    let probes = c.probes.iter().flat_map(|p| [&p.asks, &p.looks_for, &p.weak_why, &p.takeaway]);
    let questions = c.questions.iter().map(|question| &question.text);
    let others = c.confusables.iter().map(|other| &other.centre);
    let levels = c.levels.iter().flat_map(|level| [&level.expected, &level.anti_pattern]);
    let kinds = c.stories.iter().map(|kind| &kind.why);
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
