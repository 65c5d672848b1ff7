//! Reading stopped half-way, so that benches can tell what each stage costs.

use super::matcher::Matcher;
use super::parts;
use super::reader::Reader;
use super::text;

/// How far a text is read. Each stage needs the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Single words: cut, folded, contractions split.
    Words,
    /// Quantities put together, clauses and sentences numbered.
    Quantities,
    /// Every word looked up, and what tells nothing set aside.
    LookedUp,
    /// Every pattern tried.
    Patterns,
    /// The story cut into its parts.
    Parts,
    /// Facts, each where its rule wants it.
    Facts,
    /// Findings: the whole reading.
    Findings,
}

impl Stage {
    /// All of them, in order.
    pub const ALL: [Stage; 7] = [
        Stage::Words,
        Stage::Quantities,
        Stage::LookedUp,
        Stage::Patterns,
        Stage::Parts,
        Stage::Facts,
        Stage::Findings,
    ];
}

impl Reader {
    /// Reads a text up to a stage, and says how many pieces that stage came to.
    pub fn read_until(&self, raw: &str, stage: Stage) -> usize {
        match stage {
            Stage::Words => return text::speak(raw, &self.lexicon).tokens.len(),
            Stage::Facts => return self.facts(raw).len(),
            Stage::Findings => return self.read_whole(raw).findings.len(),
            _ => {}
        }
        if stage == Stage::Quantities {
            return text::read(raw, &self.lexicon, &self.reckoner).sentences.len();
        }
        let (text, lookup) = self.look(raw);
        if stage == Stage::LookedUp {
            return lookup.positions(self.function).len();
        }
        let found = self.find(&Matcher { text: &text, lookup: &lookup, negator: self.negator });
        if stage == Stage::Patterns {
            return found.len();
        }
        parts::label(&self.parts, &text, &self.shown(&text, &found)).len()
    }
}
