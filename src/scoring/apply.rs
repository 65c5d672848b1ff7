//! Where the rules hold in a text, and which words to show for it.

use super::compile::Compiled;
use super::matcher::{Hit, Matcher};
use super::reader::{FEW_WORDS, Match, Reader};
use super::report::{Part, Span};
use super::rules::{Extent, Modality, Polarity};
use super::text::{self, Text};
use crate::order;

/// Whether a rule's place in the answer is left out of account, as for one sentence by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anywhere {
    Yes,
    No,
}

/// A text too short to hold a whole story, such as a reply to a probe, has no places in it either.
pub(super) fn anywhere(text: &Text) -> Anywhere {
    if text.words < FEW_WORDS { Anywhere::Yes } else { Anywhere::No }
}

impl Reader {
    /// For each sentence, whether it tells of a condition or a habit.
    pub(super) fn unreal(&self, matcher: &Matcher<'_>) -> Vec<bool> {
        let mut unreal = vec![false; matcher.text.sentences.len()];
        for rule in &self.rules {
            if self.facts.get(rule.fact as usize).is_some_and(|f| f == "unreal") {
                for hit in self.matches(rule, matcher, &[], Anywhere::No) {
                    if let Some(token) = matcher.text.tokens.get(hit.from) {
                        unreal[token.sentence as usize] = true;
                    }
                }
            }
        }
        unreal
    }

    /// The matches of one rule that stand, wherever in the story.
    pub(super) fn matches(
        &self,
        rule: &Compiled,
        matcher: &Matcher<'_>,
        unreal: &[bool],
        anywhere: Anywhere,
    ) -> Vec<Hit> {
        let mut hits = Vec::new();
        let across = rule.polarity == Polarity::Any;
        for pattern in &rule.patterns {
            matcher.find(pattern, across, &mut hits);
        }
        if hits.is_empty() {
            return hits;
        }
        let mut undone = Vec::new();
        for pattern in &rule.unless {
            matcher.find(pattern, true, &mut undone);
        }
        let tokens = &matcher.text.tokens;
        let sentence = |at: usize| tokens.get(at).map_or(0, |t| t.sentence);
        let mut undone: Vec<u32> = undone.into_iter().map(|hit| sentence(hit.from)).collect();
        order::sort(&mut undone);
        let total = tokens.len().max(1);
        hits.retain(|hit| {
            let percent = hit.from * 100 / total;
            let real = rule.modality == Modality::Any
                || !unreal.get(sentence(hit.from) as usize).copied().unwrap_or(false);
            let within = (usize::from(rule.from)..=usize::from(rule.to)).contains(&percent);
            real && (within || anywhere == Anywhere::Yes)
                && undone.binary_search(&sentence(hit.from)).is_err()
                && (across || !self.negated(matcher, *hit))
        });
        order::sort(&mut hits);
        let mut kept: Vec<Hit> = Vec::with_capacity(hits.len());
        for hit in hits {
            match kept.last_mut() {
                Some(last) if hit.from < last.to => last.to = last.to.max(hit.to),
                _ => kept.push(hit),
            }
        }
        if rule.min_count > 1 {
            return dense(&kept, rule.min_count, &sentence);
        }
        kept
    }

    /// Whether a negator stands before a match, in its clause, at most 5 tokens away. A match that begins with
    /// its own subject is not reached by what stands before it.
    fn negated(&self, matcher: &Matcher<'_>, hit: Hit) -> bool {
        let tokens = &matcher.text.tokens;
        let Some(first) = tokens.get(hit.from) else { return false };
        if text::has(&self.lexicon.subjects, &first.word) {
            return false;
        }
        for at in (hit.from.saturating_sub(5)..hit.from).rev() {
            if tokens.get(at + 1).is_some_and(|t| t.comma)
                || tokens.get(at).is_none_or(|t| t.clause != first.clause)
            {
                return false;
            }
            if matcher.lookup.is(at, self.negator) {
                return true;
            }
        }
        false
    }

    /// For each sentence, the facts that it shows, wherever in the story it may stand.
    pub(super) fn shown(&self, text: &Text, found: &[(usize, Vec<Hit>)]) -> Vec<Vec<u16>> {
        let mut shown = vec![Vec::new(); text.sentences.len()];
        for (rule, hits) in found {
            let Some(fact) = self.rules.get(*rule).map(|r| r.fact) else { continue };
            for hit in hits {
                let sentence = text.tokens.get(hit.from).map_or(0, |t| t.sentence as usize);
                if let Some(facts) = shown.get_mut(sentence) {
                    facts.push(fact);
                }
            }
        }
        shown
    }

    /// The words to show for a match, in tokens: back to where its clause or phrase begins, and on to where it
    /// ends, or as far as the rule says; so that a person reads a phrase and no scrap of one.
    fn quote(text: &Text, rule: &Compiled, hit: Hit) -> Hit {
        let tokens = &text.tokens;
        let Some(last) = tokens.get(hit.to.saturating_sub(1)) else { return hit };
        let mut from = hit.from;
        while from > 0 && hit.from - from < FARTHEST_BACK {
            let (Some(first), Some(before)) = (tokens.get(from), tokens.get(from - 1)) else { break };
            if first.comma || before.clause != first.clause {
                break;
            }
            from -= 1;
        }
        let link = |at: usize| tokens.get(at).is_some_and(|t| is_link(&t.word));
        while from < hit.from && link(from) {
            from += 1;
        }
        let (mut to, mut phrase) = (hit.to, hit.to);
        let enough = if rule.evidence == Extent::Match { 0 } else { ENOUGH };
        while let Some(next) = tokens.get(to) {
            let within = match rule.evidence {
                Extent::Match | Extent::Clause => next.clause == last.clause,
                Extent::Sentence => next.sentence == last.sentence,
            };
            if next.comma {
                phrase = to;
            }
            if !within || next.comma && to - hit.from >= enough {
                break;
            }
            if to - hit.to >= FARTHEST {
                return Hit { from, to: if phrase > hit.to { phrase } else { to } };
            }
            to += 1;
        }
        Hit { from, to }
    }

    /// The matches that stand in a part of the story where their rule looks, in order.
    pub(super) fn placed(&self, text: &Text, parts: &[Part], found: Vec<(usize, Vec<Hit>)>) -> Vec<Match> {
        let mut matches = Vec::new();
        for (at, hits) in found {
            let Some(rule) = self.rules.get(at) else { continue };
            for hit in hits {
                let (Some(first), Some(last)) =
                    (text.tokens.get(hit.from), text.tokens.get(hit.to.saturating_sub(1)))
                else {
                    continue;
                };
                let part = parts.get(first.sentence as usize).copied().unwrap_or(Part::Action);
                if rule.parts[part.index()] || anywhere(text) == Anywhere::Yes {
                    let quote = Self::quote(text, rule, hit);
                    let start = text.tokens.get(quote.from).map_or(first.span.start, |t| t.span.start);
                    let end =
                        text.tokens.get(quote.to.saturating_sub(1)).map_or(last.span.end, |t| t.span.end);
                    let span = Span { start, end: end.max(first.span.end) };
                    matches.push(Match { span, rule: at as u16, fact: rule.fact });
                }
            }
        }
        order::sort(&mut matches);
        matches
    }
}

/// Evidence goes on for at most so many tokens, and back for so many.
const FARTHEST: usize = 24;
const FARTHEST_BACK: usize = 16;
/// A quote to a clause's or sentence's end stops at a comma once it has so many tokens.
const ENOUGH: usize = 8;
/// Words with which no quote begins.
const LINKS: [&str; 8] = ["and", "so", "then", "but", "because", "well", "okay", "also"];

/// Whether no quote begins with a word.
pub(crate) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

/// Sentences with at least `count` matches, each as one match from the first to the last.
fn dense(hits: &[Hit], count: u8, sentence: &dyn Fn(usize) -> u32) -> Vec<Hit> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < hits.len() {
        let mut j = i;
        while j + 1 < hits.len() && sentence(hits[j + 1].from) == sentence(hits[i].from) {
            j += 1;
        }
        if j + 1 - i >= usize::from(count) {
            out.push(Hit { from: hits[i].from, to: hits[j].to });
        }
        i = j + 1;
    }
    out
}
