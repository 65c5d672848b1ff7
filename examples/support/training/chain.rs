//! A linear chain over the sentences of a story (conditional random field): what a sentence shows and where it
//! stands, and which kind of sentence follows which.

use starling::scoring::KINDS;

use super::arithmetic::{exp, ln};
use super::descend::descend;

/// Equal stretches of an answer.
pub(crate) const BINS: usize = 12;

/// A story: for each sentence its features, its stretch, its kind.
pub(crate) struct Story<'a> {
    pub(crate) rows: Vec<&'a [u32]>,
    pub(crate) bins: Vec<usize>,
    pub(crate) kinds: Vec<usize>,
}

/// Everything that is fitted, in one row: features, bins, what comes first, what follows what.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fitted {
    pub(crate) features: usize,
    x: Vec<f64>,
}

struct Layout {
    bins: usize,
    start: usize,
    step: usize,
    all: usize,
}

fn layout(features: usize) -> Layout {
    let bins = features * KINDS;
    let start = bins + BINS * KINDS;
    let step = start + KINDS;
    Layout { bins, start, step, all: step + KINDS * KINDS }
}

fn fits(story: &Story<'_>, x: &[f64], at: &Layout) -> Vec<[f64; KINDS]> {
    let mut fits = Vec::with_capacity(story.rows.len());
    for (row, bin) in story.rows.iter().zip(&story.bins) {
        let mut fit = [0.0; KINDS];
        for (kind, sum) in fit.iter_mut().enumerate() {
            *sum = x[at.bins + bin * KINDS + kind];
        }
        for feature in *row {
            for (kind, sum) in fit.iter_mut().enumerate() {
                *sum += x[*feature as usize * KINDS + kind];
            }
        }
        fits.push(fit);
    }
    fits
}

/// Fits a chain; `looseness` is the variance that weights may have, that of bins and steps a hundred times.
pub(crate) fn fit(stories: &[Story<'_>], features: usize, looseness: f64, rounds: usize) -> Fitted {
    let at = layout(features);
    let mut x = vec![0.0; at.all];
    descend(&mut x, rounds, &mut |x, gradient| {
        let mut value = 0.0;
        for (i, (g, w)) in gradient.iter_mut().zip(x).enumerate() {
            let looseness = if i < at.bins { looseness } else { looseness * 100.0 };
            *g = w / looseness;
            value += w * w / (2.0 * looseness);
        }
        for story in stories.iter().filter(|s| !s.rows.is_empty()) {
            value += add(story, x, gradient, &at);
        }
        value
    });
    Fitted { features, x }
}

/// Adds a story's slopes; returns minus the logarithm of its probability. Forward and backward, scaled.
fn add(story: &Story<'_>, x: &[f64], gradient: &mut [f64], at: &Layout) -> f64 {
    let fits = fits(story, x, at);
    let n = fits.len();
    let mut step = [[0.0; KINDS]; KINDS];
    for (from, row) in step.iter_mut().enumerate() {
        for (to, e) in row.iter_mut().enumerate() {
            *e = exp(x[at.step + from * KINDS + to]);
        }
    }
    let mut value = 0.0;
    let mut emit = Vec::with_capacity(n);
    for fit in &fits {
        let most = fit.iter().fold(f64::MIN, |a, b| a.max(*b));
        value += most;
        emit.push(fit.map(|f| exp(f - most)));
    }
    let mut forward = vec![[0.0; KINDS]; n];
    let mut scale = vec![0.0; n];
    for i in 0..n {
        for to in 0..KINDS {
            let before = if i == 0 {
                exp(x[at.start + to])
            } else {
                (0..KINDS).map(|from| forward[i - 1][from] * step[from][to]).sum()
            };
            forward[i][to] = before * emit[i][to];
        }
        scale[i] = forward[i].iter().sum();
        for f in &mut forward[i] {
            *f /= scale[i];
        }
        value += ln(scale[i]);
    }
    let mut backward = vec![[1.0; KINDS]; n];
    for i in (0..n - 1).rev() {
        for from in 0..KINDS {
            let sum: f64 = (0..KINDS).map(|to| step[from][to] * emit[i + 1][to] * backward[i + 1][to]).sum();
            backward[i][from] = sum / scale[i + 1];
        }
    }
    for i in 0..n {
        let gold = story.kinds[i];
        value -= fits[i][gold];
        for kind in 0..KINDS {
            let slope = forward[i][kind] * backward[i][kind] - f64::from(u8::from(kind == gold));
            gradient[at.bins + story.bins[i] * KINDS + kind] += slope;
            for feature in story.rows[i] {
                gradient[*feature as usize * KINDS + kind] += slope;
            }
            if i == 0 {
                gradient[at.start + kind] += slope;
            }
        }
        if i == 0 {
            value -= x[at.start + gold];
            continue;
        }
        let before = story.kinds[i - 1];
        value -= x[at.step + before * KINDS + gold];
        gradient[at.step + before * KINDS + gold] -= 1.0;
        for from in 0..KINDS {
            for to in 0..KINDS {
                gradient[at.step + from * KINDS + to] +=
                    forward[i - 1][from] * step[from][to] * emit[i][to] * backward[i][to] / scale[i];
            }
        }
    }
    value
}

impl Fitted {
    /// A feature's weights.
    pub(crate) fn feature(&self, feature: usize) -> &[f64] {
        &self.x[feature * KINDS..(feature + 1) * KINDS]
    }

    fn five(&self, from: usize) -> [f64; KINDS] {
        let mut five = [0.0; KINDS];
        five.copy_from_slice(&self.x[from..from + KINDS]);
        five
    }

    /// What a stretch says.
    pub(crate) fn bin(&self, bin: usize) -> [f64; KINDS] {
        self.five(layout(self.features).bins + bin * KINDS)
    }

    /// What comes first.
    pub(crate) fn start(&self) -> [f64; KINDS] {
        self.five(layout(self.features).start)
    }

    /// What follows a kind.
    pub(crate) fn step(&self, from: usize) -> [f64; KINDS] {
        self.five(layout(self.features).step + from * KINDS)
    }
}
