//! Cuts a story into its parts by the scores of its sentences and by what usually follows what (Viterbi).

use super::Table;
use super::weights::KINDS;
use crate::scoring::report::Part;
use crate::scoring::text::Text;

const PARTS: [Part; 4] = [Part::Situation, Part::Task, Part::Action, Part::Result];

/// The part of each sentence; `scores` are the language's, by sentence. `None` without a chain.
pub(crate) fn label(table: &Table, text: &Text, scores: &[Vec<i32>]) -> Option<Vec<Part>> {
    let chain = table.weights.chain.as_ref()?;
    let labels = table.weights.labels.len();
    let total = text.tokens.len().max(1);
    let bins = chain.position.len().max(1);
    let mut best: Vec<[i32; KINDS]> = Vec::with_capacity(scores.len());
    let mut from: Vec<[usize; KINDS]> = Vec::with_capacity(scores.len());
    for ((start, end), row) in text.sentences.iter().zip(scores) {
        let bin = ((start + end) / 2 * bins / total).min(bins - 1);
        let place = chain.position.get(bin).copied().unwrap_or_default();
        let (mut now, mut source) = ([0; KINDS], [0; KINDS]);
        for to in 0..KINDS {
            let (kind, before) = match best.last() {
                None => (to, chain.start[to]),
                Some(previous) => (0..KINDS)
                    .map(|k| (k, previous[k] + chain.step[k][to]))
                    .fold((0, i32::MIN), |a, b| if b.1 > a.1 { b } else { a }),
            };
            now[to] = before + place[to] + row.get(labels + to).copied().unwrap_or(0);
            source[to] = kind;
        }
        best.push(now);
        from.push(source);
    }
    let mut kinds = vec![0; best.len()];
    let mut kind =
        best.last().map_or(0, |last| (0..KINDS).fold(0, |a, b| if last[b] > last[a] { b } else { a }));
    for at in (0..best.len()).rev() {
        kinds[at] = kind;
        kind = from[at][kind];
    }
    Some(parts(&kinds))
}

/// What is no part of the story goes with what stands before it; at the beginning, with what comes.
fn parts(kinds: &[usize]) -> Vec<Part> {
    let first = kinds.iter().find_map(|k| PARTS.get(*k)).copied().unwrap_or(Part::Situation);
    let mut part = first;
    let mut parts = Vec::with_capacity(kinds.len());
    for kind in kinds {
        part = PARTS.get(*kind).copied().unwrap_or(part);
        parts.push(part);
    }
    parts
}
