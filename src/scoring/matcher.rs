//! Runs a pattern over a text that was looked up. A pattern costs nothing where one of its words does not occur.

use super::pattern::{Pattern, SetId, Step};
use super::text::Text;
use super::vocabulary::Lookup;

/// A match: a range of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// What matching needs.
pub(crate) struct Matcher<'a> {
    pub(crate) text: &'a Text,
    pub(crate) lookup: &'a Lookup,
    /// The set of negators, which no gap crosses.
    pub(crate) negator: SetId,
}

impl Matcher<'_> {
    /// All matches, leftmost first, none overlapping another. `across` lets gaps cross negators.
    pub(crate) fn find(&self, pattern: &Pattern, across: bool, out: &mut Vec<Hit>) {
        let needed =
            pattern.steps.iter().filter_map(|s| if let Step::Set(set) = s { Some(*set) } else { None });
        if needed.clone().any(|set| self.lookup.positions(set).is_empty()) {
            return;
        }
        let Some(first) = needed.clone().next() else { return };
        let mut free = 0;
        for position in self.lookup.positions(first) {
            let from = *position as usize;
            if from < free {
                continue;
            }
            if let Some(to) = self.step(pattern, 0, from, from, across) {
                out.push(Hit { from, to });
                free = to;
            }
        }
    }

    /// Matches the steps from `step` on at token `at`; the end of the match.
    fn step(&self, pattern: &Pattern, step: usize, start: usize, at: usize, across: bool) -> Option<usize> {
        let Some(op) = pattern.steps.get(step) else { return Some(at) };
        match op {
            Step::Start => {
                let opens = at == 0
                    || self.text.tokens.get(at).map(|t| t.sentence)
                        != self.text.tokens.get(at - 1).map(|t| t.sentence);
                if opens { self.step(pattern, step + 1, start, at, across) } else { None }
            }
            Step::Set(set) => self.take(pattern, step, start, at, *set, across),
            Step::Maybe(set) => self
                .take(pattern, step, start, at, *set, across)
                .or_else(|| self.step(pattern, step + 1, start, at, across)),
            Step::Gap(width) => {
                for skipped in 0..=usize::from(*width) {
                    if let Some(end) = self.step(pattern, step + 1, start, at + skipped, across) {
                        return Some(end);
                    }
                    let token = self.text.tokens.get(at + skipped)?;
                    let previous = self.text.tokens.get((at + skipped).saturating_sub(1))?;
                    let negator = !across && self.lookup.is(at + skipped, self.negator);
                    if negator || token.clause != previous.clause && at + skipped > start {
                        return None;
                    }
                }
                None
            }
        }
    }

    fn take(
        &self,
        pattern: &Pattern,
        step: usize,
        start: usize,
        at: usize,
        set: SetId,
        across: bool,
    ) -> Option<usize> {
        let token = self.text.tokens.get(at)?;
        // A match stays within one sentence.
        if token.sentence != self.text.tokens.get(start)?.sentence {
            return None;
        }
        let entries = self.lookup.at(at);
        let from = entries.partition_point(|(s, _)| *s < set);
        let here = entries.get(from..).unwrap_or(&[]);
        let same = here.partition_point(|(s, _)| *s == set);
        // Longest first: "no one else" before "no one".
        let ends = here.get(..same).unwrap_or(&[]).iter().rev();
        ends.map(|(_, length)| at + usize::from(*length))
            .find_map(|next| self.step(pattern, step + 1, start, next, across))
    }
}
