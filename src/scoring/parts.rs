//! Cuts a story into situation, task, action and result: where a sentence stands, what it shows, and what usually
//! follows what (a linear chain over sentences, Viterbi).

use super::report::{Part, Section, Span};
use super::rules::Chain;
use super::text::Text;

const PARTS: [Part; 4] = [Part::Situation, Part::Task, Part::Action, Part::Result];

/// A fact counts at most so often in one sentence.
const MOST: i32 = 2;

/// A chain with its facts by number.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    pub(crate) chain: Chain,
    /// Weights by fact number; facts that say nothing about parts have none.
    pub(crate) facts: Vec<(u16, [i32; 4])>,
}

/// How well each part fits each sentence. `shown` holds, for each sentence, the facts in it.
fn fits(compiled: &Compiled, text: &Text, shown: &[Vec<u16>]) -> Vec<[i32; 4]> {
    let total = text.tokens.len().max(1);
    let bins = compiled.chain.position.len().max(1);
    let mut fits = Vec::with_capacity(text.sentences.len());
    for (i, (start, end)) in text.sentences.iter().enumerate() {
        let bin = ((start + end) / 2 * bins / total).min(bins - 1);
        let mut fit = compiled.chain.position.get(bin).copied().unwrap_or_default();
        let facts = shown.get(i).map_or(&[][..], Vec::as_slice);
        for (fact, weights) in &compiled.facts {
            let count = (facts.iter().filter(|f| *f == fact).count() as i32).min(MOST);
            for (sum, weight) in fit.iter_mut().zip(weights) {
                *sum += weight * count;
            }
        }
        fits.push(fit);
    }
    fits
}

/// The part of each sentence.
pub(crate) fn label(compiled: &Compiled, text: &Text, shown: &[Vec<u16>]) -> Vec<Part> {
    let chain = &compiled.chain;
    let mut best: Vec<[i32; 4]> = Vec::with_capacity(text.sentences.len());
    let mut from: Vec<[usize; 4]> = Vec::with_capacity(text.sentences.len());
    for fit in fits(compiled, text, shown) {
        let mut scores = [0; 4];
        let mut sources = [0; 4];
        for to in 0..4 {
            let (source, score) = match best.last() {
                None => (to, chain.start[to]),
                Some(previous) => (0..4)
                    .map(|s| (s, previous[s] + chain.step[s][to]))
                    .fold((0, i32::MIN), |a, b| if b.1 > a.1 { b } else { a }),
            };
            scores[to] = score + fit[to];
            sources[to] = source;
        }
        best.push(scores);
        from.push(sources);
    }
    let Some(last) = best.last() else { return Vec::new() };
    let mut state = (0..4).fold(0, |a, b| if last[b] > last[a] { b } else { a });
    let mut labels = vec![Part::Situation; best.len()];
    for i in (0..best.len()).rev() {
        labels[i] = PARTS[state];
        state = from[i][state];
    }
    labels
}

/// Neighbouring sentences of one part as one section; together the sections cover all words.
pub(crate) fn sections(text: &Text, labels: &[Part]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for ((start, end), part) in text.sentences.iter().zip(labels) {
        let (Some(first), Some(last)) = (text.tokens.get(*start), text.tokens.get(end.saturating_sub(1)))
        else {
            continue;
        };
        let span = Span { start: first.span.start, end: last.span.end };
        match sections.last_mut() {
            Some(previous) if previous.part == *part => previous.span.end = span.end,
            _ => sections.push(Section { part: *part, span }),
        }
    }
    sections
}
