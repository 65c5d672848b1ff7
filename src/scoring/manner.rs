//! Whether an answer tells what was done, or what would be, or always is.

use super::matcher::Hit;
use super::reader::Reader;
use super::report::Manner;
use super::text::Text;

/// Rules of this fact read sentences of condition or habit; those whose id ends in `HABIT` of habit.
const UNREAL: &str = "unreal";
const HABIT: &str = "/habit";
/// Facts that tell of a deed.
pub(super) const DEEDS: [&str; 2] = ["i-act", "we-act"];
/// One such sentence is a manner of speaking.
const FEW: usize = 2;

/// How an answer is told: by what most of its sentences that say who did something say. Told as it happened, where
/// in doubt.
pub(super) fn manner(reader: &Reader, text: &Text, found: &[(usize, Vec<Hit>)]) -> Manner {
    // For each sentence: conditional, habitual, done.
    let mut kinds = vec![[false; 3]; text.sentences.len()];
    for (rule, hits) in found {
        let Some(rule) = reader.rules.get(*rule) else { continue };
        let fact = reader.facts.get(rule.fact as usize).map_or("", String::as_str);
        let kind = match fact {
            UNREAL if rule.id.ends_with(HABIT) => 1,
            UNREAL => 0,
            _ if DEEDS.contains(&fact) => 2,
            _ => continue,
        };
        for hit in hits {
            let sentence = text.tokens.get(hit.from).map_or(0, |t| t.sentence as usize);
            if let Some(kinds) = kinds.get_mut(sentence) {
                kinds[kind] = true;
            }
        }
    }
    let count = |holds: fn(&[bool; 3]) -> bool| kinds.iter().filter(|k| holds(k)).count();
    let would = count(|k| k[0]);
    let habit = count(|k| k[1]);
    let unreal = count(|k| k[0] || k[1]);
    let done = count(|k| k[2] && !k[0] && !k[1]);
    if unreal < FEW || unreal <= done {
        Manner::Told
    } else if would > habit {
        Manner::Hypothetical
    } else {
        Manner::Habitual
    }
}
