//! Where sentences end that nobody punctuated: learned from those that somebody did.

use std::collections::BTreeMap;

use starling::scoring::{Ends, Reader};

use super::logistic::{self, Examples};
use super::sentences::LARGEST;
use crate::measuring::Labelled;

/// Features that occur less often are left out.
const LEAST: u32 = 4;
/// So many features are kept.
const MOST: usize = 1200;
/// The variance that weights may have.
const LOOSENESS: f64 = 0.3;
/// A sentence is taken to end where that is only this likely, in hundredths of a logit: one end too many costs less than
/// one too few.
const EASE: i32 = 100;

/// A gap between two words: its features by number, and whether a sentence ends there.
type Gap = (Vec<u32>, bool);

/// The gaps of every answer.
#[derive(Default)]
pub(crate) struct Gaps {
    names: BTreeMap<String, u32>,
    answers: Vec<Vec<Gap>>,
}

impl Gaps {
    /// Adds an answer. Where it is not punctuated, its labelled pieces stand for sentences.
    pub(crate) fn add(&mut self, labelled: &Labelled, reader: &Reader) {
        let mut begins = Vec::with_capacity(labelled.segments.len());
        let mut at = 0;
        for segment in &labelled.segments {
            begins.push(at);
            at += segment.text.len() + 1;
        }
        let mut gaps = Vec::new();
        for gap in reader.gaps(&labelled.text(), &begins) {
            let mut features = Vec::with_capacity(gap.features.len());
            for name in gap.features {
                let next = self.names.len() as u32;
                features.push(*self.names.entry(name).or_insert(next));
            }
            gaps.push((features, gap.ends));
        }
        self.answers.push(gaps);
    }

    /// Learns from the answers at these places.
    pub(crate) fn fit(&self, answers: &[usize]) -> Ends {
        let gaps: Vec<&Gap> = answers.iter().flat_map(|at| &self.answers[*at]).collect();
        let mut times = vec![0u32; self.names.len()];
        for feature in gaps.iter().flat_map(|(features, _)| features) {
            times[*feature as usize] += 1;
        }
        let all = self.names.iter().map(|(name, feature)| (name.as_str(), *feature));
        let common: Vec<(&str, u32)> = all.filter(|(_, f)| times[*f as usize] >= LEAST).collect();
        // Enough to tell which features matter.
        let (rough, _) = self.weights(&gaps, &common, 16);
        let mut worth: Vec<(f64, usize)> = Vec::with_capacity(common.len());
        for (at, (weight, (_, feature))) in rough.iter().zip(&common).enumerate() {
            worth.push((weight.abs() * f64::from(times[*feature as usize]).sqrt(), at));
        }
        worth.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        worth.truncate(MOST);
        let mut best: Vec<usize> = worth.into_iter().map(|(_, at)| at).collect();
        best.sort_unstable();
        let kept: Vec<(&str, u32)> = best.into_iter().map(|at| common[at]).collect();
        let (weights, base) = self.weights(&gaps, &kept, 40);
        let largest = weights.iter().fold(0.0, |a: f64, w| a.max(w.abs()));
        let unit = (largest * 10_000.0 / LARGEST).round().max(1.0);
        let mut gap = Vec::with_capacity(kept.len());
        for ((name, _), weight) in kept.iter().zip(&weights) {
            let code = (weight * 10_000.0 / unit).round() as i8;
            if code != 0 {
                gap.push(((*name).to_string(), vec![code]));
            }
        }
        Ends { base: (base * 100.0).round() as i32 + EASE, unit: unit as i32, gap }
    }

    /// A weight for each of the features that are kept, and the base.
    fn weights(&self, gaps: &[&Gap], kept: &[(&str, u32)], rounds: usize) -> (Vec<f64>, f64) {
        let mut new = vec![u32::MAX; self.names.len()];
        for (at, (_, feature)) in kept.iter().enumerate() {
            new[*feature as usize] = at as u32;
        }
        let mut rows: Vec<Vec<u32>> = Vec::with_capacity(gaps.len());
        for (features, _) in gaps {
            rows.push(features.iter().map(|f| new[*f as usize]).filter(|f| *f != u32::MAX).collect());
        }
        let examples = Examples {
            rows: rows.iter().map(Vec::as_slice).collect(),
            dense: None,
            holds: gaps.iter().map(|(_, ends)| vec![*ends]).collect(),
            features: kept.len(),
            labels: 1,
        };
        let model = logistic::fit(&examples, LOOSENESS, rounds);
        (model.weights, model.base[0])
    }
}
