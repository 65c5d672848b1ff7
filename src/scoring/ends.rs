//! Where sentences probably end in speech without punctuation: a sum of weights over the words around each gap, and
//! over the sentence so far. Learned from answers that somebody punctuated.

use super::linear::{self, Rows, key_of};
use super::text::{Lexicon, Token, has};

/// Weights, made ready; none before they are learned.
#[derive(Debug, Default)]
pub(crate) struct Ends {
    base: i32,
    unit: i32,
    rows: Rows,
}

/// A sentence's lengths that are told apart, each up to so many words.
const LENGTHS: [(usize, &str); 11] = [
    (1, "#1"),
    (2, "#2"),
    (3, "#3"),
    (4, "#4"),
    (6, "#6"),
    (8, "#8"),
    (11, "#11"),
    (15, "#15"),
    (20, "#20"),
    (28, "#28"),
    (usize::MAX, "#"),
];

/// How many finite verbs a sentence has so far; more change nothing.
const VERBS: [&str; 4] = ["!0", "!1", "!2", "!3"];

/// Finite verbs among the words that are their own shapes.
const FINITE: [&str; 16] = [
    "'s", "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "was", "were",
    "will", "would",
];

/// What a word is like: words such as "the" are themselves, others are told by their forms.
fn shape<'a>(token: &'a Token, lexicon: &Lexicon) -> &'a str {
    let word = token.word.as_str();
    let lists = [&lexicon.function, &lexicon.openers, &lexicon.connectives, &lexicon.subjects];
    if token.quantity.is_some() {
        "#"
    } else if lists.iter().any(|list| has(list, word)) {
        word
    } else if has(&lexicon.pasts, word) || word.ends_with("ed") {
        "V"
    } else if has(&lexicon.bases, word) {
        "B"
    } else if word.ends_with("ing") {
        "G"
    } else if word.ends_with("ly") {
        "L"
    } else if word.ends_with('s') {
        "P"
    } else {
        "N"
    }
}

/// A sentence up to a gap.
pub(crate) struct SoFar<'a> {
    tokens: &'a [Token],
    shapes: Vec<&'a str>,
    begins: usize,
    verbs: usize,
}

impl<'a> SoFar<'a> {
    /// The sentence that begins with the first of these tokens.
    pub(crate) fn new(tokens: &'a [Token], lexicon: &Lexicon) -> SoFar<'a> {
        let shapes = tokens.iter().map(|t| shape(t, lexicon)).collect();
        let mut so_far = SoFar { tokens, shapes, begins: 0, verbs: 0 };
        so_far.pass(0, true);
        so_far
    }

    fn word(&self, at: Option<usize>) -> &'a str {
        match at.and_then(|at| self.tokens.get(at)) {
            Some(token) if token.quantity.is_some() => "<num>",
            Some(token) => &token.word,
            None => "^",
        }
    }

    fn shape(&self, at: Option<usize>) -> &'a str {
        at.and_then(|at| self.shapes.get(at)).copied().unwrap_or("^")
    }

    /// Hands out the features of the gap before the token at `at`.
    pub(crate) fn gap(&self, at: usize, sink: &mut dyn FnMut(&[&str])) {
        let length = at - self.begins;
        let length = LENGTHS.iter().find(|(most, _)| length <= *most).map_or("#", |(_, name)| name);
        let verbs = VERBS[self.verbs.min(VERBS.len() - 1)];
        let (z, a) = (self.word(at.checked_sub(2)), self.word(at.checked_sub(1)));
        let (b, c, d) = (self.word(Some(at)), self.word(Some(at + 1)), self.word(Some(at + 2)));
        for words in [&[a, "_"][..], &["_", b], &[z, a, "_"], &["_", b, c], &["_", b, c, d], &[a, "_", b]] {
            sink(words);
        }
        let [y, z, a] = [3, 2, 1].map(|back| self.shape(at.checked_sub(back)));
        let [b, c, d, e] = [0, 1, 2, 3].map(|on| self.shape(Some(at + on)));
        let shapes = [
            &[length][..],
            &[verbs],
            &[verbs, b],
            &["~", a, "_"],
            &["~", z, a, "_"],
            &["~", y, z, a, "_"],
            &["~", "_", b],
            &["~", "_", b, c],
            &["~", "_", b, c, d],
            &["~", "_", b, c, d, e],
            &["~", a, "_", b],
            &["~", a, "_", b, c],
            &["~", z, a, "_", b],
            &["~", z, a, "_", b, c],
            &["~", a, "_", b, c, d],
        ];
        shapes.into_iter().for_each(sink);
    }

    /// Goes on by the token at `at`, with which another sentence begins or not.
    pub(crate) fn pass(&mut self, at: usize, begins: bool) {
        if begins {
            (self.begins, self.verbs) = (at, 0);
        }
        let shape = self.shape(Some(at));
        self.verbs += usize::from(shape == "V" || FINITE.contains(&shape));
    }
}

impl Ends {
    /// Makes weights ready.
    pub(crate) fn new(ends: &linear::Ends) -> Ends {
        Ends { base: ends.base, unit: ends.unit, rows: Rows::new(&ends.gap, 1) }
    }

    /// Whether nothing has been learned.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Sets the marks of the tokens with which sentences probably begin, after the first.
    pub(crate) fn mark(&self, tokens: &[Token], marks: &mut [u8], lexicon: &Lexicon) {
        let mut so_far = SoFar::new(tokens, lexicon);
        for (at, mark) in marks.iter_mut().enumerate().skip(1) {
            let mut sum = 0;
            so_far.gap(at, &mut |words| {
                let weight = self.rows.row(key_of(words)).and_then(|row| row.first());
                sum += weight.map_or(0, |w| i32::from(*w));
            });
            let begins = self.base + sum * self.unit / 100 >= 0;
            if begins {
                *mark = 3;
            }
            so_far.pass(at, begins);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantity::Reckoner;
    use super::super::text;
    use super::*;

    fn lexicon() -> Lexicon {
        let list = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        Lexicon { function: list(&["i", "the", "was"]), pasts: list(&["ran"]), ..Lexicon::default() }
    }

    #[test]
    fn a_gap_knows_its_words_their_shapes_and_the_sentence_so_far() {
        let lexicon = lexicon();
        let text = text::read("the bus was late i ran", &lexicon, &Reckoner::new());
        let mut so_far = SoFar::new(&text.tokens, &lexicon);
        (1..4).for_each(|at| so_far.pass(at, false));
        let mut features = Vec::new();
        so_far.gap(4, &mut |words| features.push(words.join(" ")));
        for expected in ["#4", "!1", "!1 i", "late _", "_ i ran", "~ was N _", "~ _ i V", "~ N _ i V"] {
            assert!(features.iter().any(|f| f == expected), "{expected} in {features:?}");
        }
    }

    #[test]
    fn sentences_end_where_the_weights_say() {
        let mut lexicon = lexicon();
        lexicon.ends =
            Ends::new(&linear::Ends { base: -50, unit: 1000, gap: vec![("_ i".into(), vec![10])] });
        let said = "the bus was late and later i ran home ".repeat(8);
        let text = text::read(&said, &lexicon, &Reckoner::new());
        assert!(text.estimated);
        assert_eq!(text.sentences.len(), 9);
        assert!(text.sentences.iter().skip(1).all(|(start, _)| text.tokens[*start].word == "i"));
    }
}
