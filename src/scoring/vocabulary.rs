//! Looks a text up: at each token, the sets of words that begin there and how many tokens they take.

use super::intern::Interner;
use super::pattern::{BUILT_IN, SetId};
use super::quantity::Quantity;
use super::text::{Text, Token};
use crate::order;

/// All words that any rule knows, and the sets each belongs to.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    pub(crate) words: Interner,
    /// For each word, where its sets begin in `sets`; one more at the end.
    pub(crate) starts: Vec<u32>,
    /// The sets of all words.
    pub(crate) sets: Vec<SetId>,
    /// Endings, the words excepted, and the set: "*ly".
    pub(crate) suffixes: Vec<(String, Vec<String>, SetId)>,
    /// Phrases as sets of single words, and the set each phrase belongs to; sorted.
    pub(crate) phrases: Vec<(Vec<SetId>, SetId)>,
    /// For each set, where the phrases begin that begin with it; one more at the end.
    pub(crate) phrase_starts: Vec<u32>,
    /// How many sets there are.
    pub(crate) count: usize,
}

/// A text looked up: which sets begin at which token.
#[derive(Debug, Default)]
pub(crate) struct Lookup {
    /// For each token, where its entries begin; one more at the end.
    starts: Vec<u32>,
    /// Sets and how many tokens they take.
    entries: Vec<(SetId, u8)>,
    /// For each set, where its positions begin in `positions`; one more at the end.
    set_starts: Vec<u32>,
    positions: Vec<u32>,
}

impl Vocabulary {
    fn sets_of(&self, word: &str) -> &[SetId] {
        let Some(at) = self.words.get(word).map(|at| at as usize) else { return &[] };
        let (Some(from), Some(to)) = (self.starts.get(at), self.starts.get(at + 1)) else { return &[] };
        self.sets.get(*from as usize..*to as usize).unwrap_or(&[])
    }

    /// The sets of the other spelling of a word.
    fn respelt(&self, word: &str) -> Option<&[SetId]> {
        const SPELLINGS: [(&str, &str); 6] =
            [("z", "s"), ("s", "z"), ("or", "our"), ("our", "or"), ("ll", "l"), ("l", "ll")];
        SPELLINGS.iter().find_map(|(from, to)| {
            let at = word.as_bytes().windows(from.len()).position(|w| w == from.as_bytes())?;
            let other = [word.get(..at)?, to, word.get(at + from.len()..)?].concat();
            Some(self.sets_of(&other)).filter(|sets| !sets.is_empty())
        })
    }

    fn word_sets(&self, token: &Token, out: &mut Vec<(SetId, u8)>) {
        let word = token.word.as_str();
        // The sets that have the lowest numbers first, so that little is left to sort.
        let built_in = |name: &str| (BUILT_IN.iter().position(|b| *b == name).unwrap_or(0) as SetId, 1);
        match token.quantity {
            Some(Quantity::Name) => out.push(built_in("year")),
            Some(kind) => {
                out.push(built_in("quantity"));
                out.push(built_in(match kind {
                    Quantity::Percent => "pct",
                    Quantity::Money => "money",
                    Quantity::Duration => "dur",
                    Quantity::Ratio => "ratio",
                    _ => "num",
                }));
            }
            None => {}
        }
        if token.acronym {
            out.push(built_in("acronym"));
        }
        if token.name {
            out.push(built_in("name"));
        }
        out.push(built_in("any"));
        let direct = self.sets_of(word);
        out.extend(direct.iter().map(|s| (*s, 1)));
        if direct.is_empty() && word.len() > 4 {
            // American and British spellings are one word.
            if let Some(other) = self.respelt(word) {
                out.extend(other.iter().map(|s| (*s, 1)));
            }
        }
        if token.quantity.is_none() {
            for (suffix, excluded, set) in &self.suffixes {
                let long = word.len() > suffix.len() + 2;
                if long && word.ends_with(suffix.as_str()) && !excluded.iter().any(|e| e == word) {
                    out.push((*set, 1));
                }
            }
        }
    }

    /// The phrases that begin with a set.
    fn phrases_from(&self, first: SetId) -> &[(Vec<SetId>, SetId)] {
        let at = first as usize;
        let (Some(from), Some(to)) = (self.phrase_starts.get(at), self.phrase_starts.get(at + 1)) else {
            return &[];
        };
        self.phrases.get(*from as usize..*to as usize).unwrap_or(&[])
    }

    /// Looks a text up.
    pub(crate) fn look_up(&self, text: &Text) -> Lookup {
        let mut words: Vec<Vec<(SetId, u8)>> = Vec::with_capacity(text.tokens.len());
        for token in &text.tokens {
            let mut entries = Vec::new();
            self.word_sets(token, &mut entries);
            order::settle(&mut entries);
            entries.dedup();
            words.push(entries);
        }
        let mut lookup = Lookup { starts: vec![0], ..Lookup::default() };
        let mut phrases_here = Vec::new();
        for at in 0..words.len() {
            phrases_here.clear();
            for (first, _) in &words[at] {
                for (phrase, set) in self.phrases_from(*first) {
                    let holds = phrase.iter().enumerate().skip(1).all(|(k, s)| {
                        words.get(at + k).is_some_and(|w| w.binary_search(&(*s, 1)).is_ok())
                            && text.tokens[at + k].sentence == text.tokens[at].sentence
                    });
                    if holds {
                        phrases_here.push((*set, phrase.len() as u8));
                    }
                }
            }
            lookup.entries.extend(words[at].iter().copied());
            let begin = lookup.starts.last().copied().unwrap_or(0) as usize;
            lookup.entries.extend(phrases_here.iter().copied());
            if let Some(here) = lookup.entries.get_mut(begin..) {
                order::settle(here);
            }
            lookup.starts.push(lookup.entries.len() as u32);
        }
        lookup.index(self.count);
        lookup
    }
}

impl Lookup {
    /// The entries of one token, sorted by set.
    pub(crate) fn at(&self, token: usize) -> &[(SetId, u8)] {
        let (Some(from), Some(to)) = (self.starts.get(token), self.starts.get(token + 1)) else { return &[] };
        self.entries.get(*from as usize..*to as usize).unwrap_or(&[])
    }

    /// Whether the token alone belongs to the set.
    pub(crate) fn is(&self, token: usize, set: SetId) -> bool {
        self.at(token).binary_search(&(set, 1)).is_ok()
    }

    /// Turns the table around: where does each set begin?
    fn index(&mut self, sets: usize) {
        let mut counts = vec![0u32; sets + 1];
        for (set, _) in &self.entries {
            counts[*set as usize + 1] += 1;
        }
        for i in 1..counts.len() {
            counts[i] += counts[i - 1];
        }
        let mut next = counts.clone();
        self.positions = vec![0; self.entries.len()];
        for token in 0..self.starts.len().saturating_sub(1) {
            for k in self.starts[token]..self.starts[token + 1] {
                let set = self.entries[k as usize].0 as usize;
                self.positions[next[set] as usize] = token as u32;
                next[set] += 1;
            }
        }
        self.set_starts = counts;
    }

    /// The tokens at which a set begins.
    pub(crate) fn positions(&self, set: SetId) -> &[u32] {
        let at = set as usize;
        let (Some(from), Some(to)) = (self.set_starts.get(at), self.set_starts.get(at + 1)) else {
            return &[];
        };
        self.positions.get(*from as usize..*to as usize).unwrap_or(&[])
    }
}
