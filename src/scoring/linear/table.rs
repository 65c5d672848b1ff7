//! Weights made ready: features found by their keys.

use super::answer;
use super::features::{Feature, Owner, key};
use super::weights::Weights;
use crate::order;
use crate::scoring::reader::Reader;

/// Rows of weights, found by their features' keys.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    columns: usize,
    /// Open addressing: the place of a row plus one, 0 where there is none.
    slots: Vec<u32>,
    keys: Vec<u64>,
    rows: Vec<i8>,
}

impl Rows {
    /// Rows of so many columns each.
    pub(crate) fn new(features: &[(String, Vec<i8>)], columns: usize) -> Rows {
        let mut slots = vec![0u32; (features.len() * 2 + 1).next_power_of_two()];
        let mask = slots.len() - 1;
        let mut keys = Vec::with_capacity(features.len());
        let mut rows = Vec::with_capacity(features.len() * columns);
        for (name, row) in features {
            let key = key(name);
            let mut at = spread(key) & mask;
            while slots[at] != 0 {
                at = (at + 1) & mask;
            }
            keys.push(key);
            rows.extend_from_slice(row);
            slots[at] = keys.len() as u32;
        }
        Rows { columns, slots, keys, rows }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The place of a feature's weights, where it has any.
    fn place(&self, key: u64) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = spread(key) & mask;
        loop {
            let place = (self.slots[at] as usize).checked_sub(1)?;
            if self.keys[place] == key {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    fn at(&self, place: usize) -> &[i8] {
        self.rows.get(place * self.columns..(place + 1) * self.columns).unwrap_or(&[])
    }

    /// The weights of a feature, where it has any.
    pub(crate) fn row(&self, key: u64) -> Option<&[i8]> {
        self.place(key).map(|place| self.at(place))
    }
}

/// A file's weights, compiled.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) weights: Weights,
    pub(crate) owner: Owner,
    /// Labels and, of a language, kinds of sentence.
    pub(crate) columns: usize,
    rows: Rows,
    /// For each feature of an answer, in the order of `answer::names`, a weight for each label.
    answer: Vec<i32>,
}

impl Table {
    /// Compiles weights. Features of the answer that this version does not know count for nothing.
    pub(crate) fn new(mut weights: Weights, owner: Owner, reader: &Reader) -> Table {
        let columns = weights.base.len();
        let labels = weights.labels.len();
        let rows = Rows::new(&weights.sentence, columns);
        weights.sentence = Vec::new();
        order::sort(&mut weights.answer);
        let mut answer = Vec::new();
        for name in answer::names(&weights.labels, owner, reader) {
            match order::get(&weights.answer, &name) {
                Some(row) => answer.extend_from_slice(row),
                None => answer.resize(answer.len() + labels, 0),
            }
        }
        weights.answer = Vec::new();
        Table { weights, owner, columns, rows, answer }
    }

    /// The weights of a feature, where it has any.
    pub(crate) fn row(&self, key: u64) -> Option<&[i8]> {
        self.rows.row(key)
    }

    /// A sum of weights as a score.
    pub(crate) fn score(&self, column: usize, sum: i32) -> i32 {
        let of = |list: &[i32]| list.get(column).copied().unwrap_or(0);
        of(&self.weights.base) + sum * of(&self.weights.unit) / 100
    }

    /// The scores of each sentence, by column.
    pub(crate) fn sentences(&self, sentences: &[Vec<Feature>]) -> Vec<Vec<i32>> {
        // The sentence that last showed a feature: the same one twice counts once.
        let mut seen = vec![usize::MAX; self.rows.keys.len()];
        let mut scores = Vec::with_capacity(sentences.len());
        for (at, features) in sentences.iter().enumerate() {
            let mut sums = vec![0i32; self.columns];
            for feature in features.iter().filter(|f| f.owner <= self.owner) {
                let Some(place) = self.rows.place(feature.key) else { continue };
                if std::mem::replace(&mut seen[place], at) != at {
                    for (sum, weight) in sums.iter_mut().zip(self.rows.at(place)) {
                        *sum += i32::from(*weight);
                    }
                }
            }
            for (column, sum) in sums.iter_mut().enumerate() {
                *sum = self.score(column, *sum);
            }
            scores.push(sums);
        }
        scores
    }

    /// The scores of the answer, by label, from the values of its features.
    pub(crate) fn answer(&self, values: &[i32]) -> Vec<i32> {
        let labels = self.weights.labels.len();
        let mut sums = vec![0i64; labels];
        for (value, row) in values.iter().zip(self.answer.chunks_exact(labels.max(1))) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i64::from(*value) * i64::from(*weight);
            }
        }
        sums.iter().zip(&self.weights.answer_base).map(|(sum, base)| base + (sum / 1000) as i32).collect()
    }
}

/// Spreads keys that differ in few bits.
fn spread(key: u64) -> usize {
    (key ^ (key >> 32)) as usize
}
