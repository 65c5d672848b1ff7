//! Learns weights from labelled answers. Same answers, same bytes: everything goes in a fixed order, on one
//! thread, by the four operations.

mod arithmetic;
mod chain;
mod corpus;
mod descend;
mod ends;
pub(crate) mod logistic;
mod sentences;

use starling::scoring::{Chain, KINDS, Reader, Weights, aggregate, aggregate_names};

use chain::BINS;
pub(crate) use corpus::{Answer, Answers, Corpus, labels};
use logistic::Examples;
use sentences::{Settings, Stage, Whose};

use crate::load::Problem;

/// The files that the reader is trained and measured on, one writer each.
pub(crate) const FILES: [&str; 14] = [
    "dev-a",
    "dev-b",
    "dev-c",
    "dev-pairs",
    "own",
    "voices-1",
    "voices-2",
    "voices-3",
    "voices-4",
    "voices-5",
    "voices-6",
    "voices-7",
    "voices-8",
    "voices-9",
];
/// From here on, the files came after the patterns.
pub(crate) const VOICES: usize = 5;
/// What it is trained on besides: written to teach, while figures were looked at, and so never measured on.
pub(crate) const MORE: [&str; 1] = ["pairs-2"];

/// All labelled answers.
pub(crate) fn all(reader: &Reader) -> Result<Answers, Problem> {
    Answers::load(&[&FILES[..], &MORE].concat(), reader)
}

/// The language's weights and the competency's.
pub(crate) struct Trained {
    pub(crate) language: Weights,
    pub(crate) competency: Weights,
}

/// Into so many parts the writers are divided, so that the second stage sees scores of sentences that the first
/// has not learned from.
const FOLDS: usize = 5;
/// The variance that the second stage's weights may have.
const LOOSENESS: f64 = 0.05;

fn settings(whose: Whose) -> Settings {
    // Measured with more: no figure gains. The files would not fit into what they may take on the wire.
    let most = if whose == Whose::Language { 1500 } else { 2800 };
    Settings { least: 3, most, looseness: 0.3, chain_looseness: 0.05, rounds: 40 }
}

/// The labels that a table judges, by place among all.
fn judged(whose: Whose) -> Vec<usize> {
    let all = labels();
    let of = |whose: Whose| if whose == Whose::Language { 10..15 } else { 0..10 };
    // That no outcome carries a number follows from the signal that one does.
    of(whose).filter(|l| all[*l] != "no-quantification").collect()
}

/// Learns from the answers at these places. The reader learns where sentences end first, because all else is learned
/// from sentences.
pub(crate) fn train(answers: &Answers, places: &[usize], reader: &mut Reader, competency: &str) -> Trained {
    let ends = answers.gaps.fit(places);
    reader.learn_ends(&ends);
    let corpus = Corpus::read(answers, places, reader);
    let all: Vec<&Answer> = corpus.answers.iter().collect();
    Trained {
        language: Weights { ends: Some(ends), ..learn(&corpus, &all, Whose::Language, "language") },
        competency: learn(&corpus, &all, Whose::Competency, competency),
    }
}

/// Which part an answer's writer belongs to.
fn folds(answers: &[&Answer]) -> Vec<usize> {
    let mut writers: Vec<usize> = answers.iter().map(|a| a.writer).collect();
    writers.sort_unstable();
    writers.dedup();
    let place = |writer: usize| writers.iter().position(|w| *w == writer).unwrap_or(0) % FOLDS;
    answers.iter().map(|a| place(a.writer)).collect()
}

fn learn(corpus: &Corpus, answers: &[&Answer], whose: Whose, of: &str) -> Weights {
    let places = judged(whose);
    let names: Vec<String> = places.iter().map(|l| labels()[*l].to_string()).collect();
    let folds = folds(answers);
    let mut unseen: Vec<Vec<Vec<i32>>> = vec![Vec::new(); answers.len()];
    for fold in 0..FOLDS {
        if !folds.contains(&fold) {
            continue;
        }
        let others: Vec<&Answer> =
            answers.iter().zip(&folds).filter(|(_, f)| **f != fold).map(|(a, _)| *a).collect();
        let stage = sentences::fit(corpus, &others, whose, &places, settings(whose));
        for (at, answer) in answers.iter().enumerate().filter(|(at, _)| folds[*at] == fold) {
            unseen[at] = stage.scores(answer, whose);
        }
    }
    let stage = sentences::fit(corpus, answers, whose, &places, settings(whose));
    let wholes = if whose == Whose::Language { corpus.whole_of_language } else { corpus.whole.len() };
    let mut values: Vec<Vec<i32>> = Vec::with_capacity(answers.len());
    for (answer, scores) in answers.iter().zip(&unseen) {
        let told =
            scores.iter().zip(&answer.sentences).filter(|(_, s)| !s.idle).map(|(row, _)| row.as_slice());
        let mut row = aggregate(&told.collect::<Vec<_>>(), places.len());
        row.extend_from_slice(&answer.whole[..wholes]);
        values.push(row);
    }
    let holds: Vec<Vec<bool>> =
        answers.iter().map(|a| places.iter().map(|l| a.holds[*l]).collect()).collect();
    let mut answer_names = aggregate_names(&names);
    answer_names.extend_from_slice(&corpus.whole[..wholes]);
    let scopes: Vec<Scope> = names.iter().map(|label| scope(label, &answer_names)).collect();
    let mut second = second(&values, &holds, &scopes);
    let margins = unseen_margins(&values, &holds, &folds, &scopes);
    for label in 0..places.len() {
        let threshold = threshold(&margins, &holds, label);
        second.base[label] -= threshold;
    }
    let answer_rows =
        answer_names.into_iter().zip(second.rows).filter(|(_, row)| row.iter().any(|w| *w != 0));
    let (mut quoted, mut within) = (Vec::new(), Vec::new());
    for (column, place) in places.iter().enumerate() {
        let (least, below) = quotes(answers, &unseen, *place, column);
        quoted.push(least);
        within.push(below);
    }
    let clear = places.iter().map(|l| CLEAR[l / 5]).collect();
    let columns = stage.base.len();
    Weights {
        of: of.to_string(),
        labels: names,
        base: stage.base.clone(),
        unit: stage.unit.clone(),
        sentence: sentence_rows(corpus, &stage, columns),
        answer_base: second.base,
        answer: answer_rows.collect(),
        quoted,
        within,
        clear,
        chain: stage.chain.as_ref().map(written),
        ends: None,
    }
}

/// From which score a signal, a content flag, a delivery flag is clear. A content flag that is not clear does not cap
/// the rating; a signal that is not is asked after once more.
const CLEAR: [i32; 3] = [60, 30, 0];

fn sentence_rows(corpus: &Corpus, stage: &Stage, columns: usize) -> Vec<(String, Vec<i8>)> {
    let rows = stage.features.iter().zip(stage.codes.chunks_exact(columns));
    let mut rows: Vec<(String, Vec<i8>)> = rows
        .filter(|(_, codes)| codes.iter().any(|c| *c != 0))
        .map(|(feature, codes)| (corpus.features[*feature as usize].clone(), codes.to_vec()))
        .collect();
    rows.sort();
    rows
}

fn written(fitted: &chain::Fitted) -> Chain {
    let whole = |five: [f64; KINDS]| five.map(|w| (w * 100.0).round() as i32);
    let mut step = [[0; KINDS]; KINDS];
    for (from, row) in step.iter_mut().enumerate() {
        *row = whole(fitted.step(from));
    }
    Chain {
        position: (0..BINS).map(|bin| whole(fitted.bin(bin))).collect(),
        start: whole(fitted.start()),
        step,
    }
}

/// The second stage as it is written.
struct Second {
    base: Vec<i32>,
    rows: Vec<Vec<i32>>,
}

/// Weights below this, in logits for a usual change of the feature, are left out.
const NEGLIGIBLE: f64 = 0.03;

/// For each label, the features of the answer that it may be judged by; `None` where any.
type Scope = Option<Vec<bool>>;

/// Labels of which one sentence decides: what else an answer shows must not vote. With the facts that tell of them.
const LOCAL: [(&str, &[&str]); 1] = [("quantified-impact", &["impact", "impact-strong"])];

fn scope(label: &str, names: &[String]) -> Scope {
    let (_, facts) = LOCAL.iter().find(|(local, _)| *local == label)?;
    let holds = |name: &String| {
        let (_, of) = name.split_once(' ').unwrap_or(("", name));
        of == label || facts.contains(&of) || of == "numbers"
    };
    Some(names.iter().map(holds).collect())
}

/// Fits the second stage; labels with a scope of their own apart.
fn second(values: &[Vec<i32>], holds: &[Vec<bool>], scopes: &[Scope]) -> Second {
    let mut all = within(values, holds, scopes.len(), None);
    for (label, scope) in scopes.iter().enumerate().filter(|(_, scope)| scope.is_some()) {
        let held: Vec<Vec<bool>> = holds.iter().map(|h| vec![h[label]]).collect();
        let own = within(values, &held, 1, scope.as_deref());
        all.base[label] = own.base[0];
        for (row, own) in all.rows.iter_mut().zip(&own.rows) {
            row[label] = own[0];
        }
    }
    all
}

fn within(values: &[Vec<i32>], holds: &[Vec<bool>], labels: usize, scope: Option<&[bool]>) -> Second {
    let n = values.len().max(1) as f64;
    let features = values.first().map_or(0, Vec::len);
    let mut mean = vec![0.0; features];
    let mut spread = vec![0.0; features];
    for row in values {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += f64::from(*value) / n;
        }
    }
    for row in values {
        for ((sum, value), mean) in spread.iter_mut().zip(row).zip(&mean) {
            *sum += (f64::from(*value) - mean) * (f64::from(*value) - mean) / n;
        }
    }
    // What hardly ever varies gets no large weight.
    let spread: Vec<f64> = spread.iter().map(|v| v.sqrt().max(5.0)).collect();
    let mut dense = Vec::with_capacity(values.len());
    for row in values {
        let mut standard: Vec<f64> =
            row.iter().zip(&mean).zip(&spread).map(|((v, m), s)| (f64::from(*v) - m) / s).collect();
        for (value, within) in standard.iter_mut().zip(scope.unwrap_or(&[])) {
            if !within {
                *value = 0.0;
            }
        }
        dense.push(standard);
    }
    let examples = Examples { rows: Vec::new(), dense: Some(dense), holds: holds.to_vec(), features, labels };
    let model = logistic::fit(&examples, LOOSENESS, 80);
    let mut base = model.base.clone();
    let mut rows = Vec::with_capacity(features);
    for feature in 0..features {
        let mut row = Vec::with_capacity(labels);
        for (label, base) in base.iter_mut().enumerate() {
            let weight = model.weights[feature * labels + label];
            let weight = if weight.abs() < NEGLIGIBLE { 0.0 } else { weight };
            // A score in hundredths, from a thousandth of a value in hundredths.
            let whole = (weight / spread[feature] * 100_000.0).round();
            *base -= whole / 100_000.0 * mean[feature];
            row.push(whole as i32);
        }
        rows.push(row);
    }
    Second { base: base.iter().map(|b| (b * 100.0).round() as i32).collect(), rows }
}

fn margins(second: &Second, values: &[i32]) -> Vec<i32> {
    let mut sums = vec![0i64; second.base.len()];
    for (value, row) in values.iter().zip(&second.rows) {
        for (sum, weight) in sums.iter_mut().zip(row) {
            *sum += i64::from(*value) * i64::from(*weight);
        }
    }
    sums.iter().zip(&second.base).map(|(sum, base)| base + (sum / 1000) as i32).collect()
}

/// The second stage's scores of answers that it has not learned from.
fn unseen_margins(
    values: &[Vec<i32>],
    holds: &[Vec<bool>],
    folds: &[usize],
    scopes: &[Scope],
) -> Vec<Vec<i32>> {
    let mut out = vec![Vec::new(); values.len()];
    for fold in 0..FOLDS {
        let others: Vec<usize> = (0..values.len()).filter(|i| folds[*i] != fold).collect();
        let of = |list: &[Vec<i32>]| others.iter().map(|i| list[*i].clone()).collect::<Vec<_>>();
        let held: Vec<Vec<bool>> = others.iter().map(|i| holds[*i].clone()).collect();
        let second = second(&of(values), &held, scopes);
        for at in (0..values.len()).filter(|i| folds[*i] == fold) {
            out[at] = margins(&second, &values[at]);
        }
    }
    out
}

/// The threshold that agrees best with the labels: of F1 over thresholds, smoothed, the place of the largest.
fn threshold(margins: &[Vec<i32>], holds: &[Vec<bool>], label: usize) -> i32 {
    let f1 = |threshold: i32| {
        let (mut right, mut other) = (0.0, 0.0);
        for (row, held) in margins.iter().zip(holds) {
            match (row[label] >= threshold, held[label]) {
                (true, true) => right += 2.0,
                (false, false) => {}
                _ => other += 1.0,
            }
        }
        if right > 0.0 { right / (right + other) } else { 0.0 }
    };
    let scores: Vec<f64> = (-15..=15).map(|t| f1(t * 10)).collect();
    let smooth = |t: usize| (t - 2..=t + 2).map(|t| scores[t]).sum::<f64>();
    let best = (2..scores.len() - 2).fold(15, |a, b| if smooth(b) > smooth(a) + 1e-9 { b } else { a });
    (best as i32 - 15) * 10
}

/// From which score, and how far below the best of their answer, sentences are best quoted, in answers that the
/// label holds in.
fn quotes(answers: &[&Answer], scores: &[Vec<Vec<i32>>], place: usize, column: usize) -> (i32, i32) {
    let f1 = |least: i32, below: i32| {
        let (mut right, mut other) = (0.0, 0.0);
        for (answer, rows) in answers.iter().zip(scores).filter(|(a, _)| a.holds[place]) {
            let best = rows.iter().map(|row| row[column]).max().unwrap_or(0);
            let least = least.max(best - below);
            for (sentence, row) in answer.sentences.iter().zip(rows) {
                match (row[column] >= least, sentence.holds[place]) {
                    (true, true) => right += 2.0,
                    (false, false) => {}
                    _ => other += 1.0,
                }
            }
        }
        if right > 0.0 { right / (right + other) } else { 0.0 }
    };
    let mut best = (-400, 400);
    for least in (-8..=1).map(|t| t * 50) {
        for below in (2..=16).map(|t| t * 50) {
            if f1(least, below) > f1(best.0, best.1) + 1e-9 {
                best = (least, below);
            }
        }
    }
    best
}
