//! What is said and tells nothing: lists of keywords, numbers in a row, principles named, and the examples of the
//! content word by word. Such sentences are set aside before anything is read, so that they cannot raise a score:
//! the answer is read as if they were not there.

use super::intern::Interner;
use super::manner::DEEDS;
use super::matcher::Matcher;
use super::reader::{FEW_WORDS, Reader};
use super::text::{self, Text, Token};
use super::vocabulary::Lookup;

/// Rules of this fact read sentences that name what is looked for and tell no deed.
const EMPTY: &str = "empty";
/// A list has so many commas at least, and items of so many words at most, on average.
const COMMAS: usize = 3;
const ITEM: usize = 3;
/// A list that is not punctuated has so many words at least.
const LONG: usize = 10;
/// Of a list's words, at most this percentage are words like "the" and "was"; unpunctuated, at most that.
const FUNCTION_WORDS: usize = 22;
const FUNCTION_WORDS_BARE: usize = 14;
/// An example is recognised by so many words or more.
const EXAMPLE: usize = 5;

/// A sentence by its words, as examples are kept.
fn words(tokens: &[Token]) -> String {
    tokens.iter().map(|t| t.word.as_str()).collect::<Vec<_>>().join(" ")
}

/// The sentences of the examples.
pub(super) fn examples(
    texts: &[String],
    lexicon: &text::Lexicon,
    reckoner: &super::quantity::Reckoner,
) -> Interner {
    let mut examples = Interner::default();
    for text in texts {
        let text = text::read(text, lexicon, reckoner);
        for (start, end) in &text.sentences {
            let tokens = text.tokens.get(*start..*end).unwrap_or(&[]);
            if tokens.len() >= EXAMPLE {
                examples.intern(&words(tokens));
            }
        }
    }
    examples
}

impl Reader {
    /// Whether every sentence of a text is known as an example, which shows nothing in an answer.
    pub fn knows_example(&self, text: &str) -> bool {
        let text = text::read(text, &self.lexicon, &self.reckoner);
        text.sentences.iter().all(|(start, end)| {
            let tokens = text.tokens.get(*start..*end).unwrap_or(&[]);
            tokens.len() < EXAMPLE || self.examples.get(&words(tokens)).is_some()
        })
    }
}

/// What a sentence is when looked at alone.
struct Look {
    is_list: bool,
    /// Nothing but numbers and what links them.
    is_numbers: bool,
}

fn look(reader: &Reader, lookup: &Lookup, tokens: &[Token], start: usize) -> Look {
    let (mut function, mut told, mut numbers, mut commas) = (0, false, 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        let is_number = token.quantity.is_some();
        numbers += usize::from(is_number);
        function += usize::from(!is_number && lookup.is(start + at, reader.function));
        told |= !is_number && lookup.is(start + at, reader.past);
        commas += usize::from(at > 0 && token.comma);
    }
    let few = |percent: usize| function * 100 <= percent * tokens.len();
    let punctuated = commas >= COMMAS && tokens.len() <= ITEM * (commas + 1) && few(FUNCTION_WORDS);
    let bare = tokens.len() >= LONG && numbers == 0 && few(FUNCTION_WORDS_BARE);
    Look {
        is_list: !told && (punctuated || bare),
        is_numbers: numbers > 0 && numbers + function == tokens.len(),
    }
}

/// Takes out of a text what tells nothing; whether anything was taken. `raw` is what the text was read from.
pub(super) fn set_aside(reader: &Reader, text: &mut Text, lookup: &Lookup, raw: &str) -> bool {
    let mut empty = named(reader, text, lookup);
    let mut numbers = vec![false; text.sentences.len()];
    for (at, (start, end)) in text.sentences.iter().enumerate() {
        let tokens = text.tokens.get(*start..*end).unwrap_or(&[]);
        let look = look(reader, lookup, tokens, *start);
        // A text too short for a story may be an example alone.
        let is_example = text.words >= FEW_WORDS
            && tokens.len() >= EXAMPLE
            && reader.examples.get(&words(tokens)).is_some();
        empty[at] |= look.is_list || is_example;
        numbers[at] = look.is_numbers;
    }
    // One number by itself may answer the sentence before it; several in a row do not.
    for at in 1..numbers.len() {
        if numbers[at] && numbers[at - 1] {
            empty[at] = true;
            empty[at - 1] = true;
        }
    }
    if !empty.contains(&true) {
        return false;
    }
    let told = text.without(&empty, raw);
    // Where next to nothing else is said, what is wrong with it is still worth telling.
    text.is_empty = told.words < FEW_WORDS && text.words >= FEW_WORDS;
    if text.is_empty {
        return false;
    }
    *text = told;
    true
}

/// For each sentence, whether it names what is looked for and tells no deed.
fn named(reader: &Reader, text: &Text, lookup: &Lookup) -> Vec<bool> {
    let matcher = Matcher { text, lookup, negator: reader.negator };
    let mut named = vec![false; text.sentences.len()];
    mark(reader, &matcher, &[EMPTY], &mut named, true);
    if named.contains(&true) {
        mark(reader, &matcher, &DEEDS, &mut named, false);
    }
    named
}

/// Sets what holds of the sentences that show one of the facts.
fn mark(reader: &Reader, matcher: &Matcher<'_>, facts: &[&str], sentences: &mut [bool], to: bool) {
    for rule in &reader.rules {
        if !reader.facts.get(rule.fact as usize).is_some_and(|f| facts.contains(&f.as_str())) {
            continue;
        }
        for hit in reader.hits(rule, matcher) {
            let sentence = matcher.text.tokens.get(hit.from).map_or(0, |t| t.sentence as usize);
            if let Some(marked) = sentences.get_mut(sentence) {
                *marked = to;
            }
        }
    }
}
