//! Logistic regression for several labels at once, over features that are there or not, or that have values.

use super::arithmetic::{sigmoid, softplus};
use super::descend::descend;

/// A model: for each feature a weight for each label, and a base for each label.
#[derive(Clone, Debug, Default)]
pub(crate) struct Model {
    pub(crate) labels: usize,
    /// Feature by feature.
    pub(crate) weights: Vec<f64>,
    pub(crate) base: Vec<f64>,
}

/// Examples: the features of each with their values, and for each label whether it holds.
pub(crate) struct Examples<'a> {
    pub(crate) rows: Vec<&'a [u32]>,
    /// Where features have values: as many as features, for each example.
    pub(crate) dense: Option<Vec<Vec<f64>>>,
    pub(crate) holds: Vec<Vec<bool>>,
    pub(crate) features: usize,
    pub(crate) labels: usize,
}

impl Examples<'_> {
    fn add_scores(&self, at: usize, weights: &[f64], scores: &mut [f64]) {
        let labels = self.labels;
        if let Some(dense) = &self.dense {
            for (value, row) in dense[at].iter().zip(weights.chunks_exact(labels)) {
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += value * weight;
                }
            }
            return;
        }
        for feature in self.rows[at] {
            let from = *feature as usize * labels;
            for (score, weight) in scores.iter_mut().zip(&weights[from..from + labels]) {
                *score += weight;
            }
        }
    }

    fn add_slopes(&self, at: usize, slopes: &[f64], gradient: &mut [f64]) {
        let labels = self.labels;
        if let Some(dense) = &self.dense {
            for (value, row) in dense[at].iter().zip(gradient.chunks_exact_mut(labels)) {
                for (sum, slope) in row.iter_mut().zip(slopes) {
                    *sum += value * slope;
                }
            }
            return;
        }
        for feature in self.rows[at] {
            let from = *feature as usize * labels;
            for (sum, slope) in gradient[from..from + labels].iter_mut().zip(slopes) {
                *sum += slope;
            }
        }
    }

    fn len(&self) -> usize {
        self.holds.len()
    }
}

/// Fits a model; `looseness` is the variance that weights may have.
pub(crate) fn fit(examples: &Examples<'_>, looseness: f64, rounds: usize) -> Model {
    let (labels, features) = (examples.labels, examples.features);
    let mut x = vec![0.0; (features + 1) * labels];
    for label in 0..labels {
        let held = examples.holds.iter().filter(|h| h[label]).count() as f64;
        let share = (held / examples.len().max(1) as f64).clamp(1e-3, 1.0 - 1e-3);
        x[features * labels + label] = super::arithmetic::ln(share / (1.0 - share));
    }
    descend(&mut x, rounds, &mut |x, gradient| {
        let (weights, base) = x.split_at(features * labels);
        let mut value = 0.0;
        for (g, w) in gradient.iter_mut().zip(weights) {
            *g = w / looseness;
            value += w * w / (2.0 * looseness);
        }
        gradient[features * labels..].iter_mut().for_each(|g| *g = 0.0);
        let (inner, outer) = gradient.split_at_mut(features * labels);
        let mut scores = vec![0.0; labels];
        for at in 0..examples.len() {
            scores.copy_from_slice(base);
            examples.add_scores(at, weights, &mut scores);
            for (label, score) in scores.iter_mut().enumerate() {
                let sign = if examples.holds[at][label] { 1.0 } else { -1.0 };
                value += softplus(-sign * *score);
                *score = -sign * sigmoid(-sign * *score);
                outer[label] += *score;
            }
            examples.add_slopes(at, &scores, inner);
        }
        value
    });
    let base = x.split_off(features * labels);
    Model { labels, weights: x, base }
}

impl Model {
    /// The scores of an example.
    pub(crate) fn scores(&self, features: &[u32]) -> Vec<f64> {
        let mut scores = self.base.clone();
        for feature in features {
            let from = *feature as usize * self.labels;
            for (score, weight) in scores.iter_mut().zip(&self.weights[from..from + self.labels]) {
                *score += weight;
            }
        }
        scores
    }
}
