//! From weights to findings: which labels the answer shows, and which of its words carried them.

use super::features::{Feature, Source};
use super::{Table, answer};
use crate::order;
use crate::scoring::apply::is_link;
use crate::scoring::report::Span;

/// At most so many stretches are quoted for a finding.
const QUOTES: usize = 5;
/// A phrase belongs to a quote if it carries at least this percentage of what the strongest phrase carries.
const PHRASE: i32 = 30;
/// A sentence of at most so many words is quoted whole.
const SHORT: usize = 12;

/// A label as the answer shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    /// Signal or flag.
    pub(crate) label: String,
    /// Its score: shown from 0 on.
    pub(crate) score: i32,
    /// Whether it is clear.
    pub(crate) clear: bool,
    /// The stretches that carried it, in order: in bytes.
    pub(crate) quotes: Vec<Quote>,
}

/// A stretch that carried a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Quote {
    pub(crate) span: Span,
    /// What was seen in it.
    pub(crate) says: String,
}

/// What a table reads in an answer.
pub(crate) struct Read {
    /// By sentence, then by column.
    pub(crate) scores: Vec<Vec<i32>>,
    /// By label.
    pub(crate) judged: Vec<Judged>,
}

/// Reads an answer by a table. `whole` holds at least the owner's features of the answer.
pub(crate) fn judge(table: &Table, source: &Source<'_>, features: &[Vec<Feature>], whole: &[i32]) -> Read {
    let weights = &table.weights;
    let scores = table.sentences(features);
    let values = answer::values(&scores, &source.idle, weights.labels.len(), whole);
    let margins = table.answer(&values);
    let mut judged = Vec::with_capacity(weights.labels.len());
    for (label, score) in margins.into_iter().enumerate() {
        let quotes = if score >= 0 { quotes(table, source, features, &scores, label) } else { Vec::new() };
        judged.push(Judged {
            label: weights.labels.get(label).cloned().unwrap_or_default(),
            score,
            clear: score >= weights.clear.get(label).copied().unwrap_or(0),
            quotes,
        });
    }
    Read { scores, judged }
}

/// The features of every sentence of an answer, and those of the answer.
pub(crate) fn read_features(source: &Source<'_>) -> (Vec<Vec<Feature>>, Vec<i32>) {
    let sentences = 0..source.text.sentences.len();
    (sentences.map(|s| source.features(s)).collect(), answer::whole(source))
}

/// The stretches that carried a label: the sentences that score best, each cut to the phrases that count.
fn quotes(
    table: &Table,
    source: &Source<'_>,
    features: &[Vec<Feature>],
    scores: &[Vec<i32>],
    label: usize,
) -> Vec<Quote> {
    let of = |list: &[i32]| list.get(label).copied().unwrap_or(0);
    let score = |row: &Vec<i32>| row.get(label).copied().unwrap_or(i32::MIN);
    let best = scores.iter().map(score).max().unwrap_or(i32::MIN);
    let mut least = of(&table.weights.quoted).max(best.saturating_sub(of(&table.weights.within)));
    let id = table.weights.labels.get(label).map_or("", String::as_str);
    if source.reader.is_signal(id) {
        // What is shown is shown by something; a flag may be about something missing.
        least = least.min(best);
    }
    let mut order: Vec<(i32, usize)> = Vec::new();
    for (sentence, row) in scores.iter().enumerate() {
        if score(row) >= least {
            // The best first; of equals, the earlier.
            order.push((-score(row), sentence));
        }
    }
    order::sort(&mut order);
    order.truncate(QUOTES);
    let mut quotes = Vec::with_capacity(order.len());
    for (_, sentence) in order {
        let (Some((start, end)), Some(features)) =
            (source.text.sentences.get(sentence), features.get(sentence))
        else {
            continue;
        };
        let carried = carried(table, features, label, *start, *end);
        let (from, to) = cut(source, &carried, *start, *end);
        let says = source
            .reader
            .ways_of(id)
            .map(|w| w.told(&|key| carries(table, features, label, key)))
            .unwrap_or_default();
        quotes.push(Quote { span: span(source, from, to), says });
    }
    order::sort(&mut quotes);
    quotes
}

/// What a feature carries for a label in a sentence that shows it: something, even where training gave it nothing.
fn carries(table: &Table, features: &[Feature], label: usize, key: u64) -> i32 {
    if !features.iter().any(|f| f.key == key) {
        return 0;
    }
    let weight = table.row(key).and_then(|row| row.get(label)).copied().unwrap_or(0);
    i32::from(weight).max(1)
}

/// What each word of a sentence carries for a label: the weight of a feature is shared by its words.
fn carried(table: &Table, features: &[Feature], label: usize, start: usize, end: usize) -> Vec<i32> {
    let mut carried = vec![0; end - start];
    for feature in features {
        if feature.owner > table.owner {
            continue;
        }
        let weight = table.row(feature.key).and_then(|row| row.get(label)).copied().unwrap_or(0);
        let words = (feature.to - feature.from).max(1) as i32;
        for at in feature.from..feature.to {
            if let Some(sum) = (at as usize).checked_sub(start).and_then(|at| carried.get_mut(at)) {
                *sum += i32::from(weight) * 12 / words;
            }
        }
    }
    carried
}

/// The stretch from the first to the last phrase that carries much of what the strongest does.
fn cut(source: &Source<'_>, carried: &[i32], start: usize, end: usize) -> (usize, usize) {
    let tokens = &source.text.tokens;
    let mut phrases: Vec<(usize, usize, i32)> = Vec::new();
    if end - start <= SHORT {
        phrases.push((start, end, 1));
    }
    let cut = if phrases.is_empty() { start } else { end };
    for at in cut..end {
        let begins = at == start
            || tokens.get(at).is_some_and(|t| t.comma)
            || tokens.get(at).map(|t| t.clause) != tokens.get(at - 1).map(|t| t.clause);
        let carries = carried.get(at - start).copied().unwrap_or(0);
        match phrases.last_mut() {
            // A scrap of a phrase goes with the next one.
            Some(last) if !begins || at - last.0 < 3 => {
                last.1 = at + 1;
                last.2 += carries;
            }
            _ => phrases.push((at, at + 1, carries)),
        }
    }
    let most = phrases.iter().map(|p| p.2).max().unwrap_or(0);
    if most <= 0 {
        return (start, end);
    }
    let counts = |p: &&(usize, usize, i32)| p.2 * 100 >= most * PHRASE;
    let mut from = phrases.iter().find(counts).map_or(start, |p| p.0);
    let to = phrases.iter().rev().find(counts).map_or(end, |p| p.1);
    while from + 1 < to && tokens.get(from).is_some_and(|t| is_link(&t.word)) {
        from += 1;
    }
    (from, to)
}

/// The bytes of a stretch of tokens.
fn span(source: &Source<'_>, from: usize, to: usize) -> Span {
    let tokens = &source.text.tokens;
    let start = tokens.get(from).map_or(0, |t| t.span.start);
    let end = tokens.get(to.saturating_sub(1)).map_or(start, |t| t.span.end);
    Span { start, end: end.max(start) }
}
