//! The trained reader: a sum of weights over what a sentence shows, for each label; then a sum of weights over what
//! the answer shows, the scores of its sentences among it. Nothing in it is looked up elsewhere, guessed or random.

mod answer;
mod chain;
mod evidence;
mod features;
mod table;
mod weights;

pub use answer::{aggregate, aggregate_names};
pub use weights::{Chain, Ends, KINDS, Weights, code, parse_weights, print_weights};

pub(crate) use chain::label as chain_labels;
pub(crate) use evidence::{Judged, judge, read_features};
pub(crate) use features::{Class, NO_CLASS, Owner, Source, Ways, key_of};
pub(crate) use table::{Rows, Table};
pub(crate) use weights::weights as weights_of;

use super::report::Span;

/// What a sentence shows, for training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenSentence {
    /// Where it stands.
    pub span: Span,
    /// Features that the language file makes, each once, in alphabetical order.
    pub language: Vec<String>,
    /// Features that only the competency's file makes.
    pub competency: Vec<String>,
    /// Whether it only lists or claims; its scores do not count then.
    pub idle: bool,
    /// Its middle, in tokens, and the answer's length: its place.
    pub place: (usize, usize),
}

/// What an answer shows, for training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenAnswer {
    /// Its sentences, in order.
    pub sentences: Vec<SeenSentence>,
    /// Features of the whole answer, in hundredths, under the names that weights go by: the language's own first.
    pub whole: Vec<(String, i32)>,
    /// How many of `whole` the language makes.
    pub of_language: usize,
}

/// A gap between two words, for training.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenGap {
    /// Its features.
    pub features: Vec<String>,
    /// Whether a sentence ends there.
    pub ends: bool,
}

/// What an answer shows, by the same code as it is read by.
pub(crate) fn seen(source: &Source<'_>) -> SeenAnswer {
    let text = source.text;
    let mut sentences = Vec::with_capacity(text.sentences.len());
    for (at, (start, end)) in text.sentences.iter().enumerate() {
        let (mut language, mut competency) = (Vec::new(), Vec::new());
        source.sentence(at, &mut |owner, words, _, _| {
            let list = if owner == Owner::Language { &mut language } else { &mut competency };
            list.push(Source::spelt(words));
        });
        for list in [&mut language, &mut competency] {
            list.sort();
            list.dedup();
        }
        let first = text.tokens.get(*start).map_or(0, |t| t.span.start);
        let last = text.tokens.get(end.saturating_sub(1)).map_or(first, |t| t.span.end);
        sentences.push(SeenSentence {
            span: Span { start: first, end: last },
            language,
            competency,
            idle: source.idle.get(at).copied().unwrap_or(false),
            place: ((start + end) / 2, text.tokens.len()),
        });
    }
    let (names, of_language) = answer::whole_names(source.reader);
    let whole = names.into_iter().zip(answer::whole(source)).collect();
    SeenAnswer { sentences, whole, of_language }
}
