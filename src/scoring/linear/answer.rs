//! What a linear reader sees in an answer as a whole: how its sentences scored, which facts it shows, how its words
//! are mixed. Every value is in hundredths.

use super::features::{Owner, Source};
use crate::scoring::reader::Reader;

/// Words whose share of the answer is a feature: who acts, and whose it is.
const WORDS: [&str; 9] = ["i", "we", "they", "my", "our", "was", "were", "would", "not"];

/// A sentence's score counts from and up to here.
const LOWEST: i32 = -600;
const HIGHEST: i32 = 400;
/// A fact's matches beyond these change nothing.
const MOST: i32 = 4;
/// Tokens beyond these change nothing.
const LONGEST: i32 = 400;

/// How the sentences' scores for one label come to features of the answer.
const WAYS: [&str; 5] = ["best", "second", "amount", "early", "late"];

/// The names of what [`aggregate`] returns.
pub fn aggregate_names(labels: &[String]) -> Vec<String> {
    let mut names = Vec::new();
    for label in labels {
        names.extend(WAYS.iter().map(|way| [way, " ", label.as_str()].concat()));
    }
    names
}

/// For each label: the best score of a sentence, the second best, how many sentences show it, and the best of the
/// first and of the last third. `scores` are by sentence, then by label.
pub fn aggregate(scores: &[&[i32]], labels: usize) -> Vec<i32> {
    let third = (scores.len() / 3).max(1);
    let mut values = Vec::with_capacity(labels * WAYS.len());
    for label in 0..labels {
        let (mut best, mut second, mut amount) = (LOWEST, LOWEST, 0);
        let (mut early, mut late) = (LOWEST, LOWEST);
        for (at, row) in scores.iter().enumerate() {
            let score = row.get(label).copied().unwrap_or(LOWEST).clamp(LOWEST, HIGHEST);
            if score > best {
                second = best;
                best = score;
            } else if score > second {
                second = score;
            }
            amount += (score + 300).clamp(0, 300) / 3;
            if at < third {
                early = early.max(score);
            }
            if at + third >= scores.len() {
                late = late.max(score);
            }
        }
        values.extend([best, second, amount.min(400), early, late]);
    }
    values
}

/// The names of what [`whole`] returns, and how many of them the language makes; these come first.
pub(super) fn whole_names(reader: &Reader) -> (Vec<String>, usize) {
    let mut names: Vec<String> = vec!["length".into(), "numbers".into(), "acronyms".into()];
    names.extend(WORDS.iter().map(|w| ["share ", w].concat()));
    let mut of_language = 0;
    for owner in [Owner::Language, Owner::Competency] {
        for class in reader.classes.iter().filter(|c| c.owner == owner) {
            names.push(["share {", &class.name, "}"].concat());
        }
        for (fact, _) in reader.facts_of(owner) {
            names.push(["shows ", fact].concat());
            names.push(["times ", fact].concat());
        }
        if owner == Owner::Language {
            of_language = names.len();
        }
    }
    (names, of_language)
}

/// The features of the answer that do not come from its sentences' scores.
pub(super) fn whole(source: &Source<'_>) -> Vec<i32> {
    let (text, reader) = (source.text, source.reader);
    let tokens = source.told() as i32;
    // One word in twenty is 100.
    let share = |count: i32| count * 2000 / tokens;
    let count = |holds: &dyn Fn(&crate::scoring::text::Token) -> bool| {
        text.tokens.iter().filter(|t| source.tells(t) && holds(t)).count() as i32
    };
    let mut values =
        vec![tokens.min(LONGEST), share(count(&|t| t.quantity.is_some())), share(count(&|t| t.acronym))];
    values.extend(WORDS.iter().map(|w| share(count(&|t| t.word == *w))));
    let classes = source.class_counts();
    let mut facts = vec![0; reader.facts.len()];
    for (rule, _) in &source.hits {
        let fact = reader.rules.get(*rule).map_or(usize::MAX, |r| r.fact as usize);
        if let Some(times) = facts.get_mut(fact) {
            *times += 1;
        }
    }
    for owner in [Owner::Language, Owner::Competency] {
        for (class, times) in reader.classes.iter().zip(&classes) {
            if class.owner == owner {
                values.push(share(*times));
            }
        }
        for (_, at) in reader.facts_of(owner) {
            let times = facts.get(at).copied().unwrap_or(0);
            values.extend([times.min(1) * 100, times.min(MOST) * 50]);
        }
    }
    values
}

/// All features of an answer in the order of [`values`]: those of its sentences' scores, then the others.
pub(super) fn names(labels: &[String], owner: Owner, reader: &Reader) -> Vec<String> {
    let (mut whole, of_language) = whole_names(reader);
    if owner == Owner::Language {
        whole.truncate(of_language);
    }
    let mut names = aggregate_names(labels);
    names.append(&mut whole);
    names
}

/// The values under [`names`]; `whole` may hold more than the owner's. Sentences that tell nothing do not count.
pub(super) fn values(scores: &[Vec<i32>], idle: &[bool], labels: usize, whole: &[i32]) -> Vec<i32> {
    let told = scores.iter().zip(idle).filter(|(_, idle)| !**idle).map(|(row, _)| row.as_slice());
    let mut values = aggregate(&told.collect::<Vec<_>>(), labels);
    values.extend_from_slice(whole);
    values
}
