//! The baseline that any reader has to beat: a plain bag of stems, alone and up to three in a row, with a logistic
//! regression for each label.

use crate::measuring::Counts;
use crate::training::{Answer, Corpus, logistic};

/// Learns from all answers but those of `writer`, and counts on these, by label.
pub(crate) fn measure(corpus: &Corpus, writer: usize) -> Vec<Counts> {
    let is_plain = |feature: u32| {
        corpus.features.get(feature as usize).is_some_and(|name| !name.starts_with([':', '{', '@', '-', '+']))
    };
    let mut times = vec![0u32; corpus.of_language];
    let mut bags: Vec<Vec<u32>> = Vec::with_capacity(corpus.answers.len());
    for answer in &corpus.answers {
        let mut bag: Vec<u32> =
            answer.sentences.iter().flat_map(|s| &s.language).copied().filter(|f| is_plain(*f)).collect();
        bag.sort_unstable();
        bag.dedup();
        if answer.writer != writer {
            bag.iter().for_each(|feature| times[*feature as usize] += 1);
        }
        bags.push(bag);
    }
    let of_others = |answer: &&Answer| answer.writer != writer;
    for bag in &mut bags {
        bag.retain(|feature| times[*feature as usize] >= 2);
    }
    let mut rows = Vec::new();
    let mut holds = Vec::new();
    for (answer, bag) in corpus.answers.iter().zip(&bags).filter(|(a, _)| of_others(a)) {
        rows.push(bag.as_slice());
        holds.push(answer.holds.clone());
    }
    let labels = corpus.answers.first().map_or(0, |a| a.holds.len());
    let examples = logistic::Examples { rows, dense: None, holds, features: corpus.of_language, labels };
    let model = logistic::fit(&examples, 0.1, 30);
    let mut counts = vec![Counts::default(); labels];
    for (answer, bag) in corpus.answers.iter().zip(&bags).filter(|(a, _)| a.writer == writer) {
        for (label, score) in model.scores(bag).into_iter().enumerate() {
            counts[label].count(score >= 0.0, answer.holds[label]);
        }
    }
    counts
}
