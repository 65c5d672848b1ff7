//! The pattern language: token patterns, parsed and compiled once.
//!
//! Every literal, alternation and class becomes a set of words with a number, so that matching only compares
//! numbers (`vocabulary` looks a text up, `matcher` runs the patterns).

use super::inflect::{Form, Irregulars};
use super::intern::Interner;
use super::vocabulary::Vocabulary;
use crate::order;

/// The number of a set of words.
pub(crate) type SetId = u16;

/// One step of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// A member of the set.
    Set(SetId),
    /// A member of the set, or nothing.
    Maybe(SetId),
    /// Up to so many tokens of the same clause, none of them a negator.
    Gap(u8),
    /// A sentence begins here.
    Start,
}

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    pub(crate) steps: Vec<Step>,
}

/// The longest pattern, in steps: longer ones memorise a phrase.
const LONGEST: usize = 12;
/// The largest gap; matching stays linear in practice.
const WIDEST: u8 = 10;

/// Sets that the reader fills itself.
pub(crate) const BUILT_IN: [&str; 10] =
    ["num", "pct", "money", "dur", "ratio", "year", "quantity", "acronym", "name", "any"];

#[derive(Debug, Default)]
struct Set {
    /// Words by number; some may stand here twice.
    words: Vec<u32>,
    /// Phrases: sets of single words in a row.
    phrases: Vec<Vec<SetId>>,
    suffixes: Vec<String>,
    excluded: Vec<String>,
}

/// Collects sets while patterns are parsed.
#[derive(Debug)]
pub(crate) struct Builder<'a> {
    classes: Vec<(&'a str, &'a str)>,
    irregulars: &'a Irregulars,
    words: Interner,
    sets: Vec<Set>,
    /// What each set was made from, and the set.
    sources: Interner,
    by_source: Vec<SetId>,
    depth: u8,
}

impl<'a> Builder<'a> {
    pub(crate) fn new(irregulars: &'a Irregulars) -> Builder<'a> {
        let mut builder = Builder {
            classes: Vec::new(),
            irregulars,
            words: Interner::default(),
            sets: Vec::new(),
            sources: Interner::default(),
            by_source: Vec::new(),
            depth: 0,
        };
        for name in BUILT_IN {
            builder.add(&["{", name, "}"].concat(), Set::default());
        }
        for participles in [false, true] {
            let mut set = Set::default();
            let mut take = |word: &str| set.words.push(builder.words.intern(word));
            match participles {
                false => irregulars.simple_pasts().for_each(&mut take),
                true => irregulars.participles().for_each(&mut take),
            }
            builder.add(if participles { "{irregular-pp}" } else { "{irregular-past}" }, set);
        }
        builder
    }

    /// Makes a class known. The first of a name wins; the caller reports doubles.
    pub(crate) fn class(&mut self, name: &'a str, body: &'a str) -> bool {
        let new = !self.classes.iter().any(|(n, _)| *n == name);
        self.classes.push((name, body));
        new
    }

    /// Keeps a set under its source.
    fn add(&mut self, source: &str, set: Set) -> SetId {
        let id = self.sets.len() as SetId;
        self.sets.push(set);
        let at = self.sources.intern(source) as usize;
        match self.by_source.get_mut(at) {
            Some(known) => *known = id,
            None => self.by_source.push(id),
        }
        id
    }

    /// Parses a pattern. "a &4 b" becomes two: in this order and in the other.
    pub(crate) fn pattern(&mut self, source: &str) -> Result<Vec<Pattern>, String> {
        if let Some((left, rest)) = source.split_once('&') {
            let left = left.trim_end();
            let (within, right) = rest.split_once(' ').ok_or("expected \"&n pattern\"")?;
            let first = self.single(&format!("{left} ~{within} {right}"))?;
            let second = self.single(&format!("{right} ~{within} {left}"))?;
            return Ok(vec![first, second]);
        }
        Ok(vec![self.single(source)?])
    }

    fn single(&mut self, source: &str) -> Result<Pattern, String> {
        let mut steps = Vec::new();
        for item in items(source)? {
            let step = if item == "^" {
                Step::Start
            } else if let Some(width) = item.strip_prefix('~') {
                let width: u8 =
                    width.parse().map_err(|_| format!("expected a number after ~ in \"{item}\""))?;
                if width == 0 || width > WIDEST {
                    return Err(format!("expected a gap of 1 to {WIDEST}, found {width}"));
                }
                Step::Gap(width)
            } else if let Some(maybe) = item.strip_suffix('?') {
                Step::Maybe(self.set(maybe, Form::Any)?)
            } else if let Some(maybe) = item.strip_suffix("?}") {
                Step::Maybe(self.set(&format!("{maybe}}}"), Form::Any)?)
            } else {
                Step::Set(self.set(item, Form::Any)?)
            };
            steps.push(step);
        }
        if steps.len() > LONGEST {
            return Err(format!("expected at most {LONGEST} steps, found {}", steps.len()));
        }
        let first = steps.iter().find(|s| !matches!(s, Step::Start));
        if !matches!(first, Some(Step::Set(_))) || matches!(steps.last(), Some(Step::Gap(_) | Step::Start)) {
            return Err("expected a word or class first, and no gap last".into());
        }
        Ok(Pattern { steps })
    }

    /// The set that an atom stands for: `word`, `@lemma`, `{class}`, `{class:past}`, `(a|b)`.
    pub(crate) fn set(&mut self, atom: &str, form: Form) -> Result<SetId, String> {
        let formed;
        let key = match form.name() {
            "" => atom,
            name => {
                formed = [atom, ":", name].concat();
                &formed
            }
        };
        if let Some(set) = self.sources.get(key).and_then(|at| self.by_source.get(at as usize)) {
            return Ok(*set);
        }
        if self.depth > 8 {
            return Err(format!("expected classes nested at most 8 deep at \"{atom}\""));
        }
        self.depth += 1;
        let result = self.new_set(atom, form);
        self.depth -= 1;
        let set = result?;
        if self.sets.len() >= usize::from(SetId::MAX) {
            return Err("expected fewer than 65 535 sets".into());
        }
        Ok(self.add(key, set))
    }

    fn new_set(&mut self, atom: &str, form: Form) -> Result<Set, String> {
        let mut set = Set::default();
        if let Some(inner) = atom.strip_prefix('{').and_then(|a| a.strip_suffix('}')) {
            let (name, form) = match inner.split_once(':') {
                Some((name, form)) => (name, Form::named(form).ok_or_else(|| unknown_form(form))?),
                None => (inner, form),
            };
            let known = self.classes.iter().find(|(n, _)| *n == name);
            let body = known.ok_or_else(|| ["expected a known class, found {", name, "}"].concat())?.1;
            self.alternatives(body, form, &mut set)?;
        } else if let Some(inner) = atom.strip_prefix('(').and_then(|a| a.strip_suffix(')')) {
            self.alternatives(inner, form, &mut set)?;
        } else {
            self.alternatives(atom, form, &mut set)?;
        }
        Ok(set)
    }

    fn alternatives(&mut self, body: &str, form: Form, set: &mut Set) -> Result<(), String> {
        for member in body.split('|').map(str::trim).filter(|m| !m.is_empty()) {
            if let Some(excluded) = member.strip_prefix('!') {
                set.excluded.push(excluded.to_string());
            } else if let Some(suffix) = member.strip_prefix('*') {
                set.suffixes.push(suffix.to_string());
            } else if member.contains(' ') {
                let mut phrase = Vec::new();
                for (i, part) in member.split_whitespace().enumerate() {
                    // Only the first word of "@take it up" is inflected.
                    phrase.push(self.set(part, if i == 0 { form } else { Form::Any })?);
                }
                set.phrases.push(phrase);
            } else if let Some(lemma) = member.strip_prefix('@') {
                let (lemma, form) = match lemma.split_once(':') {
                    Some((lemma, form)) => (lemma, Form::named(form).ok_or_else(|| unknown_form(form))?),
                    None => (lemma, form),
                };
                let words = &mut self.words;
                self.irregulars.forms(lemma, form, &mut |word| set.words.push(words.intern(word)));
            } else if member.starts_with('{') {
                self.include(member, form, set)?;
            } else if member.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'\'') {
                set.words.push(self.words.intern(member));
            } else {
                return Err(format!("expected a word, found \"{member}\""));
            }
        }
        Ok(())
    }

    /// A class inside a class.
    fn include(&mut self, member: &str, form: Form, set: &mut Set) -> Result<(), String> {
        let id = self.set(member, form)?;
        let other = self.sets.get(id as usize).ok_or("expected a known class")?;
        if (id as usize) < BUILT_IN.len() {
            set.phrases.push(vec![id]);
            return Ok(());
        }
        set.words.extend_from_slice(&other.words);
        set.phrases.extend(other.phrases.iter().cloned());
        set.suffixes.extend(other.suffixes.iter().cloned());
        set.excluded.extend(other.excluded.iter().cloned());
        Ok(())
    }

    /// All words with the sets that they belong to.
    pub(crate) fn finish(self) -> Vocabulary {
        let count = self.sets.len();
        // Each word's sets in ascending order: counted, then put in place. A word that a set has twice counts once.
        let mut starts: Vec<u32> = vec![0; self.words.len() + 1];
        let mut sets: Vec<SetId> = Vec::new();
        for round in [false, true] {
            let mut latest: Vec<SetId> = vec![SetId::MAX; self.words.len()];
            let mut next = starts.clone();
            for (id, set) in self.sets.iter().enumerate() {
                let id = id as SetId;
                for word in &set.words {
                    let at = *word as usize;
                    if latest[at] == id || set.excluded.iter().any(|e| e == self.words.text(*word)) {
                        continue;
                    }
                    latest[at] = id;
                    match round {
                        false => starts[at + 1] += 1,
                        true => sets[next[at] as usize] = id,
                    }
                    next[at] += 1;
                }
            }
            if !round {
                for at in 1..starts.len() {
                    starts[at] += starts[at - 1];
                }
                sets = vec![0; starts.last().copied().unwrap_or(0) as usize];
            }
        }
        let mut suffixes = Vec::new();
        let mut phrases = Vec::new();
        for (id, set) in self.sets.into_iter().enumerate() {
            phrases.extend(set.phrases.into_iter().map(|p| (p, id as SetId)));
            suffixes.extend(set.suffixes.into_iter().map(|s| (s, set.excluded.clone(), id as SetId)));
        }
        // Indexed by the first set of each phrase.
        order::sort(&mut phrases);
        let mut phrase_starts: Vec<u32> = vec![0; count + 1];
        for first in phrases.iter().filter_map(|(phrase, _)| phrase.first()) {
            phrase_starts[*first as usize + 1] += 1;
        }
        for at in 1..phrase_starts.len() {
            phrase_starts[at] += phrase_starts[at - 1];
        }
        Vocabulary { words: self.words, starts, sets, suffixes, phrases, phrase_starts, count }
    }
}

fn unknown_form(form: &str) -> String {
    format!("expected base, s, past, pp, ing or did, found \"{form}\"")
}

/// Splits a pattern at spaces outside of parentheses.
fn items(source: &str) -> Result<Vec<&str>, String> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0i32, None);
    for (i, b) in source.bytes().enumerate() {
        match b {
            b'(' | b'{' => depth += 1,
            b')' | b'}' => depth -= 1,
            _ => {}
        }
        if !(0..=2).contains(&depth) {
            return Err("expected balanced brackets".into());
        }
        if b == b' ' && depth == 0 {
            if let Some(s) = start.take() {
                out.push(&source[s..i]);
            }
        } else if start.is_none() {
            start = Some(i);
        }
    }
    if depth != 0 {
        return Err("expected balanced brackets".into());
    }
    if let Some(s) = start {
        out.push(&source[s..]);
    }
    Ok(out)
}
