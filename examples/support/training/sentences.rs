//! The first stage: weights for what a sentence shows.

use starling::scoring::KINDS;

use super::chain::{self, BINS, Fitted, Story};
use super::corpus::{Answer, Corpus, Sentence};
use super::logistic::{self, Examples, Model};

/// How the first stage is fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings {
    /// Features that occur in fewer sentences are left out.
    pub(crate) least: u32,
    /// So many features are kept.
    pub(crate) most: usize,
    /// The variance that weights may have.
    pub(crate) looseness: f64,
    /// The same, of the chain.
    pub(crate) chain_looseness: f64,
    /// Rounds of descent.
    pub(crate) rounds: usize,
}

/// Whose labels are learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// The language's: its labels from its features, and the chain of parts.
    Language,
    /// The competency's, from all features.
    Competency,
}

/// Weights as they are written: whole numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stage {
    /// Features of the corpus, ascending.
    pub(crate) features: Vec<u32>,
    /// Feature by feature.
    pub(crate) codes: Vec<i8>,
    pub(crate) base: Vec<i32>,
    pub(crate) unit: Vec<i32>,
    pub(crate) chain: Option<Fitted>,
    /// For each feature of the corpus, its place here plus one.
    place: Vec<u32>,
}

/// The largest weight, in units.
pub(crate) const LARGEST: f64 = 26.0;
/// Weights of so few units are left out.
const NEGLIGIBLE: i8 = 1;

fn row(sentence: &Sentence, whose: Whose) -> &[u32] {
    if whose == Whose::Language { &sentence.language } else { &sentence.all }
}

/// Rows of features, renumbered to those that are kept.
struct Kept {
    features: Vec<u32>,
    rows: Vec<Vec<u32>>,
}

/// The sentences that are learned from.
fn learned<'a>(answers: &[&'a Answer]) -> impl Iterator<Item = &'a Sentence> {
    answers.iter().flat_map(|a| &a.sentences).filter(|s| !s.again)
}

fn keep(answers: &[&Answer], whose: Whose, features: Vec<u32>, of: usize) -> Kept {
    let mut new = vec![u32::MAX; of];
    for (at, feature) in features.iter().enumerate() {
        new[*feature as usize] = at as u32;
    }
    let mut rows = Vec::new();
    for sentence in answers.iter().flat_map(|a| &a.sentences) {
        let kept = row(sentence, whose).iter().map(|f| new[*f as usize]).filter(|f| *f != u32::MAX);
        rows.push(kept.collect());
    }
    Kept { features, rows }
}

/// Fits the first stage for `labels`, places among all labels.
pub(crate) fn fit(
    corpus: &Corpus,
    answers: &[&Answer],
    whose: Whose,
    labels: &[usize],
    settings: Settings,
) -> Stage {
    let of = if whose == Whose::Language { corpus.of_language } else { corpus.features.len() };
    let mut times = vec![0u32; of];
    for feature in learned(answers).flat_map(|s| row(s, whose)) {
        times[*feature as usize] += 1;
    }
    let common = (0..of as u32).filter(|f| times[*f as usize] >= settings.least).collect();
    let kept = keep(answers, whose, common, of);
    // Enough to tell which features matter.
    let few = Settings { rounds: settings.rounds * 2 / 5, ..settings };
    let rough = once(answers, whose, labels, &kept, few);
    // What a feature changes in all: its largest weight, and how often it does.
    let mut worth: Vec<(f64, u32)> = Vec::with_capacity(kept.features.len());
    for (at, feature) in kept.features.iter().enumerate() {
        let largest = rough.row(at).iter().fold(0.0, |a: f64, b| a.max(b.abs()));
        worth.push((largest * f64::from(times[*feature as usize]).sqrt(), *feature));
    }
    worth.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    worth.truncate(settings.most);
    let mut best: Vec<u32> = worth.into_iter().map(|(_, feature)| feature).collect();
    best.sort_unstable();
    let kept = keep(answers, whose, best, of);
    once(answers, whose, labels, &kept, settings).rounded(kept.features, of)
}

/// Weights before they are rounded.
struct Rough {
    model: Model,
    chain: Option<Fitted>,
}

impl Rough {
    fn row(&self, feature: usize) -> Vec<f64> {
        let labels = self.model.labels;
        let mut row = self.model.weights[feature * labels..(feature + 1) * labels].to_vec();
        if let Some(chain) = &self.chain {
            row.extend_from_slice(chain.feature(feature));
        }
        row
    }

    fn rounded(self, features: Vec<u32>, of: usize) -> Stage {
        let columns = self.model.labels + self.chain.as_ref().map_or(0, |_| KINDS);
        let rows: Vec<Vec<f64>> = (0..features.len()).map(|f| self.row(f)).collect();
        let mut stage = Stage { place: vec![0; of], ..Stage::default() };
        for column in 0..columns {
            let largest = rows.iter().map(|r| r[column].abs()).fold(0.0, f64::max);
            // A unit in hundredths of a hundredth of a logit.
            stage.unit.push(((largest * 10_000.0 / LARGEST).round() as i32).max(1));
            stage.base.push(self.model.base.get(column).map_or(0, |b| (b * 100.0).round() as i32));
        }
        for (feature, row) in features.into_iter().zip(&rows) {
            let codes: Vec<i8> = row
                .iter()
                .zip(&stage.unit)
                .map(|(w, unit)| (w * 10_000.0 / f64::from(*unit)).round().clamp(-LARGEST, LARGEST) as i8)
                .map(|c| if c.abs() <= NEGLIGIBLE { 0 } else { c })
                .collect();
            stage.features.push(feature);
            stage.place[feature as usize] = stage.features.len() as u32;
            stage.codes.extend(codes);
        }
        stage.chain = self.chain;
        stage
    }
}

fn once(answers: &[&Answer], whose: Whose, labels: &[usize], kept: &Kept, settings: Settings) -> Rough {
    let mut holds = Vec::with_capacity(kept.rows.len());
    for sentence in learned(answers) {
        holds.push(labels.iter().map(|l| sentence.holds[*l]).collect());
    }
    let rows = answers.iter().flat_map(|a| &a.sentences).zip(&kept.rows);
    let examples = Examples {
        rows: rows.filter(|(s, _)| !s.again).map(|(_, row)| row.as_slice()).collect(),
        dense: None,
        holds,
        features: kept.features.len(),
        labels: labels.len(),
    };
    let model = logistic::fit(&examples, settings.looseness, settings.rounds);
    let chain = (whose == Whose::Language).then(|| {
        let stories = stories(answers, kept);
        chain::fit(&stories, kept.features.len(), settings.chain_looseness, settings.rounds)
    });
    Rough { model, chain }
}

fn stories<'a>(answers: &[&Answer], kept: &'a Kept) -> Vec<Story<'a>> {
    let mut at = 0;
    let mut stories = Vec::with_capacity(answers.len());
    for answer in answers {
        let n = answer.sentences.len();
        let bin = |(middle, all): (usize, usize)| (middle * BINS / all.max(1)).min(BINS - 1);
        stories.push(Story {
            rows: kept.rows[at..at + n].iter().map(Vec::as_slice).collect(),
            bins: answer.sentences.iter().map(|s| bin(s.place)).collect(),
            kinds: answer.sentences.iter().map(|s| s.kind).collect(),
        });
        at += n;
    }
    stories
}

impl Stage {
    /// The scores of an answer's sentences, as the reader will have them.
    pub(crate) fn scores(&self, answer: &Answer, whose: Whose) -> Vec<Vec<i32>> {
        let columns = self.base.len();
        let mut scores = Vec::with_capacity(answer.sentences.len());
        for sentence in &answer.sentences {
            let mut sums = vec![0i32; columns];
            for feature in row(sentence, whose) {
                let Some(place) = (self.place[*feature as usize] as usize).checked_sub(1) else { continue };
                let codes = &self.codes[place * columns..(place + 1) * columns];
                for (sum, code) in sums.iter_mut().zip(codes) {
                    *sum += i32::from(*code);
                }
            }
            let score = |(column, sum): (usize, i32)| self.base[column] + sum * self.unit[column] / 100;
            scores.push(sums.into_iter().enumerate().map(score).collect());
        }
        scores
    }
}
