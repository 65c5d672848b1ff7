//! What a linear reader sees in a sentence: stems alone and up to three in a row, the word classes that occur, and
//! the facts that rules read there. Each knows the words that it was seen in.

use super::super::matcher::Hit;
use super::super::quantity::Quantity;
use super::super::text::{Text, Token};
use super::super::vocabulary::Lookup;
use super::super::{pattern::SetId, reader::Reader};

/// Whose a feature is: what the language file makes is read for every competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Owner {
    /// Words, and what the language file knows of them.
    Language,
    /// What only the competency's own file knows.
    Competency,
}

/// One feature: its key, and the words that it was seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Feature {
    pub(crate) key: u64,
    pub(crate) owner: Owner,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// A word class that features name.
#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub(crate) name: String,
    pub(crate) set: SetId,
    pub(crate) owner: Owner,
}

/// Where the hash of a text begins (FNV-1a, 64 bits).
const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(seed: u64, text: &str) -> u64 {
    text.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The key of a feature's text.
pub(crate) fn key(text: &str) -> u64 {
    hash(EMPTY, text)
}

/// Endings that a stem does without, and what takes their place.
const ENDINGS: [(&str, &str); 7] =
    [("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("ly", "")];

/// The stem of a word: irregular verbs by their base, others without their ending. It need not be a word.
pub(crate) fn stem(word: &str, bases: &[(String, String)], function: bool) -> String {
    if let Ok(at) = bases.binary_search_by(|(form, _)| form.as_str().cmp(word)) {
        return bases.get(at).map(|(_, base)| base.clone()).unwrap_or_default();
    }
    if function || word.len() <= 3 || !word.is_ascii() {
        return word.to_string();
    }
    for (ending, instead) in ENDINGS {
        let Some(head) = word.strip_suffix(ending) else { continue };
        if head.len() < 3 || word.ends_with("ss") {
            continue;
        }
        let mut stem = [head, instead].concat();
        let bytes = stem.as_bytes();
        if let [.., a, b] = bytes
            && bytes.len() > 3
            && a == b
            && !matches!(b, b'l' | b's' | b'e')
        {
            stem.pop();
        }
        if stem.ends_with('e') {
            stem.pop();
        }
        return stem;
    }
    word.strip_suffix('e').unwrap_or(word).to_string()
}

/// The form of a word that features are made of.
fn form(token: &Token, reader: &Reader, function: bool) -> String {
    match token.quantity {
        Some(Quantity::Name) => "<year>".into(),
        Some(Quantity::Percent) => "<pct>".into(),
        Some(Quantity::Money) => "<money>".into(),
        Some(Quantity::Duration) => "<dur>".into(),
        Some(Quantity::Ratio) => "<ratio>".into(),
        Some(Quantity::Number) => "<num>".into(),
        None => stem(&token.word, &reader.bases, function),
    }
}

/// Receives a feature as the words that its text consists of, in order and with one space between them.
pub(crate) type Sink<'a> = dyn FnMut(Owner, &[&str], usize, usize) + 'a;

/// What the features of an answer are made from.
pub(crate) struct Source<'a> {
    pub(crate) reader: &'a Reader,
    pub(crate) text: &'a Text,
    pub(crate) forms: Vec<String>,
    /// Classes, by token, as places in the reader's list.
    classes: Vec<Vec<(u16, u8)>>,
    /// The matches of rules, the rule's place and where, in the order of the text.
    pub(crate) hits: Vec<(usize, Hit)>,
    /// Sentences that claim or list, and tell nothing.
    pub(crate) idle: Vec<bool>,
    /// For each sentence, the tokens before it in sentences that tell something; one more at the end, for all.
    before: Vec<usize>,
}

/// A sentence with so few words like "the" and "was", in percent, is a list. Of eight thousand sentences of stories
/// one in two hundred has fewer.
const FUNCTION_WORDS: usize = 12;
/// A sentence of fewer words that tells of a deed may do without such words: "Ninety minutes became ten".
const LIST: usize = 6;
/// What a sentence shows that merely names principles.
const CLAIM: &str = "claim";
/// The class of past forms.
const PAST: &str = "past";

/// Which sentences only list or claim.
fn idle(source: &Source<'_>, lookup: &Lookup) -> Vec<bool> {
    let reader = source.reader;
    let past = reader.classes.iter().position(|c| c.name == PAST);
    let mut idle = Vec::with_capacity(source.text.sentences.len());
    for (start, end) in &source.text.sentences {
        let words = end - start;
        let function = (*start..*end).filter(|at| lookup.is(*at, reader.function)).count();
        let told = source.classes.get(*start..*end).unwrap_or(&[]).iter().flatten();
        let told = told.into_iter().any(|(class, _)| Some(usize::from(*class)) == past);
        idle.push(function * 100 < FUNCTION_WORDS * words && (words >= LIST || !told));
    }
    for (rule, hit) in &source.hits {
        if source.fact(*rule) == CLAIM
            && let Some(token) = source.text.tokens.get(hit.from)
            && let Some(idle) = idle.get_mut(token.sentence as usize)
        {
            *idle = true;
        }
    }
    idle
}

impl<'a> Source<'a> {
    pub(crate) fn new(
        reader: &'a Reader,
        text: &'a Text,
        lookup: &Lookup,
        found: &[(usize, Vec<Hit>)],
    ) -> Source<'a> {
        let mut forms = Vec::with_capacity(text.tokens.len());
        let mut classes = Vec::with_capacity(text.tokens.len());
        for (at, token) in text.tokens.iter().enumerate() {
            forms.push(form(token, reader, lookup.is(at, reader.function)));
            let mut here = Vec::new();
            for (set, length) in lookup.at(at) {
                let class = reader.class_of.get(*set as usize).copied().unwrap_or(NO_CLASS);
                if class != NO_CLASS {
                    here.push((class, *length));
                }
            }
            classes.push(here);
        }
        let mut hits = Vec::new();
        for (rule, of_rule) in found {
            hits.extend(of_rule.iter().map(|hit| (*rule, *hit)));
        }
        hits.sort_unstable_by_key(|(rule, hit)| (hit.from, *rule, hit.to));
        let mut source = Source { reader, text, forms, classes, hits, idle: Vec::new(), before: vec![0] };
        source.idle = idle(&source, lookup);
        let Source { hits, idle, before, .. } = &mut source;
        for ((start, end), idle) in text.sentences.iter().zip(&*idle) {
            let so_far = before.last().copied().unwrap_or(0);
            before.push(so_far + if *idle { 0 } else { end - start });
        }
        let sentence = |hit: &Hit| text.tokens.get(hit.from).map_or(0, |t| t.sentence as usize);
        hits.retain(|(_, hit)| !idle.get(sentence(hit)).copied().unwrap_or(false));
        source
    }

    /// Hands out every feature of a sentence, some more than once.
    pub(crate) fn sentence(&self, sentence: usize, sink: &mut Sink<'_>) {
        let Some((start, end)) = self.text.sentences.get(sentence).copied() else { return };
        if self.idle.get(sentence).copied().unwrap_or(false) {
            return;
        }
        let form = |at: usize| self.forms.get(at).map_or("", String::as_str);
        // "^" and "$" stand for the sentence's ends.
        let around = |at: isize| match usize::try_from(at) {
            Ok(at) if at >= start && at < end => form(at),
            _ if at < start as isize => "^",
            _ => "$",
        };
        let middle = self.before.get(sentence).copied().unwrap_or(0) + (end - start) / 2;
        let place = (middle * PLACES.len() / self.told()).min(PLACES.len() - 1);
        sink(Owner::Language, &["@", PLACES[place]], start, end);
        for at in start..end {
            sink(Owner::Language, &[form(at)], at, at + 1);
        }
        for first in start as isize - 1..end as isize {
            for length in 2..=3isize {
                let last = first + length - 1;
                if last > end as isize {
                    break;
                }
                let words = [around(first), around(first + 1), around(last)];
                let words = if length == 2 { &words[..2] } else { &words[..] };
                let from = first.max(start as isize) as usize;
                let to = (last + 1).min(end as isize) as usize;
                sink(Owner::Language, words, from, to);
            }
        }
        for at in start..end {
            for (class, length) in self.classes.get(at).map_or(&[][..], Vec::as_slice) {
                if let Some(class) = self.reader.classes.get(*class as usize) {
                    sink(class.owner, &["{", &class.name, "}"], at, at + usize::from(*length));
                }
            }
        }
        // Facts are words that the files share: whoever's rule shows one, the language may weigh it.
        for (rule, hit) in self.hits_of(Some(sentence)) {
            sink(Owner::Language, &[":", self.fact(*rule)], hit.from, hit.to);
        }
        for (mark, around) in [("-", sentence.checked_sub(1)), ("+", Some(sentence + 1))] {
            for (rule, _) in self.hits_of(around) {
                sink(Owner::Language, &[mark, self.fact(*rule)], start, end);
            }
        }
    }

    /// The matches in a sentence, if there is one.
    fn hits_of(&self, sentence: Option<usize>) -> &[(usize, Hit)] {
        let Some((start, end)) = sentence.and_then(|s| self.text.sentences.get(s)) else { return &[] };
        let from = self.hits.partition_point(|(_, hit)| hit.from < *start);
        let to = self.hits.partition_point(|(_, hit)| hit.from < *end);
        self.hits.get(from..to).unwrap_or(&[])
    }

    /// The tokens in sentences that tell something, at least 1.
    pub(crate) fn told(&self) -> usize {
        self.before.last().copied().unwrap_or(0).max(1)
    }

    /// Whether a token stands in a sentence that tells something.
    pub(crate) fn tells(&self, token: &Token) -> bool {
        !self.idle.get(token.sentence as usize).copied().unwrap_or(false)
    }

    pub(crate) fn fact(&self, rule: usize) -> &str {
        let fact = self.reader.rules.get(rule).map_or(u16::MAX, |r| r.fact);
        self.reader.facts.get(fact as usize).map_or("", String::as_str)
    }

    /// The features of a sentence, some more than once.
    pub(crate) fn features(&self, sentence: usize) -> Vec<Feature> {
        let mut features = Vec::with_capacity(96);
        self.sentence(sentence, &mut |owner, words, from, to| {
            features.push(Feature { key: key_of(words), owner, from: from as u32, to: to as u32 });
        });
        features
    }

    /// How many tokens of the answer belong to each class.
    pub(crate) fn class_counts(&self) -> Vec<i32> {
        let mut counts = vec![0; self.reader.classes.len()];
        let told = self.classes.iter().zip(&self.text.tokens).filter(|(_, token)| self.tells(token));
        for (class, _) in told.flat_map(|(classes, _)| classes) {
            if let Some(count) = counts.get_mut(*class as usize) {
                *count += 1;
            }
        }
        counts
    }

    /// The text of a feature.
    pub(crate) fn spelt(words: &[&str]) -> String {
        if is_marked(words) { words.concat() } else { words.join(" ") }
    }
}

/// Where in the answer a sentence stands.
const PLACES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

/// No class.
pub(crate) const NO_CLASS: u16 = u16::MAX;

/// Classes, facts and places are written without spaces.
fn is_marked(words: &[&str]) -> bool {
    matches!(words.first(), Some(&"{" | &":" | &"@" | &"-" | &"+")) && words.len() > 1
}

/// The key of a feature from its words.
pub(crate) fn key_of(words: &[&str]) -> u64 {
    let spaced = !is_marked(words);
    words
        .iter()
        .enumerate()
        .fold(EMPTY, |h, (i, word)| hash(if i > 0 && spaced { hash(h, " ") } else { h }, word))
}

/// What evidence may be, in plain words, and the keys of the features that say so.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ways(Vec<(String, Vec<u64>)>);

impl Ways {
    /// Compiles the ways of a finding.
    pub(crate) fn new(ways: &[(String, String)]) -> Ways {
        let keys = |features: &String| features.split('|').map(key).collect();
        Ways(ways.iter().map(|(says, features)| (says.clone(), keys(features))).collect())
    }

    /// The way that carries most: `carries` tells what a feature does, 0 where it is not there.
    pub(crate) fn told(&self, carries: &dyn Fn(u64) -> i32) -> String {
        let mut best = (0, "");
        for (says, keys) in &self.0 {
            let sum = keys.iter().map(|key| carries(*key)).sum();
            if sum > best.0 {
                best = (sum, says);
            }
        }
        best.1.to_string()
    }

    /// The way of a fact.
    pub(crate) fn of_fact(&self, fact: &str) -> String {
        let fact = key(&[":", fact].concat());
        self.told(&|key| i32::from(key == fact))
    }
}
