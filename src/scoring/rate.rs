//! From a reading to a rating at a level, and to the probes that follow.

use super::report::{Cap, Confidence, Finding, FindingKind, Rating, Reading};
use crate::domain::competency::{Competency, Flag};
use crate::order::sort;

/// Under so many words the rating is at most 2: half a minute of speech, at 150 words a minute, has no room for a
/// whole story. No labelled answer so brief is rated higher.
pub(super) const BRIEF: usize = 75;

/// Rates a reading at a level (an id of the competency's levels): an anchor by the share of the signals that are
/// shown, then the caps of the content flags that are clear and held against an answer at this level.
///
/// The anchors: all signals and a clean telling is 5; four fifths 4; two fifths 3; any 2; none 1. An answer too
/// brief for a whole story stays below them (`BRIEF`).
pub fn rate(reading: &Reading, competency: &Competency, level: &str) -> Rating {
    if reading.too_little {
        return Rating::TooLittle;
    }
    let all = competency.signals.len().max(1);
    let shown = competency.signals.iter().filter(|s| found(reading, &s.id).is_some()).count();
    let clean = !reading
        .findings
        .iter()
        .any(|f| f.kind == FindingKind::DeliveryFlag && f.confidence == Confidence::Clear);
    let uncapped = match shown * 5 / all {
        0 if shown == 0 => 1,
        0 | 1 => 2,
        2 | 3 => 3,
        5 if clean => 5,
        _ => 4,
    };
    let uncapped = if reading.words < BRIEF { uncapped.min(2) } else { uncapped };
    let few = shown * 5 < all * 2;
    let mut caps: Vec<Cap> = Vec::new();
    for flag in competency.flags.iter().filter(|flag| holds(reading, competency, flag, level)) {
        let Some(cap) = flag.cap else { continue };
        let at_most = lowered(cap, few);
        let place = caps.iter().position(|c| c.at_most > at_most).unwrap_or(caps.len());
        caps.insert(place, Cap { flag: flag.id.clone(), at_most });
    }
    let value = caps.first().map_or(uncapped, |c| uncapped.min(c.at_most));
    Rating::Rated { value, uncapped, caps }
}

/// A cap of 2 leaves a 2 only where two fifths of the signals are shown in spite of it.
fn lowered(cap: u8, few: bool) -> u8 {
    if cap <= 2 && few { 1 } else { cap }
}

fn found<'a>(reading: &'a Reading, id: &str) -> Option<&'a Finding> {
    reading.findings.iter().find(|f| f.id == id)
}

fn holds(reading: &Reading, competency: &Competency, flag: &Flag, level: &str) -> bool {
    competency.applies(flag, level)
        && found(reading, &flag.id).is_some_and(|f| f.confidence == Confidence::Clear)
}

/// How weakly a signal is shown: not at all 0, possibly 1, clearly 2, clearly and more than once 3.
fn strength(reading: &Reading, signal: &str) -> u8 {
    match found(reading, signal) {
        None => 0,
        Some(f) if f.confidence == Confidence::Possible => 1,
        Some(f) if f.evidence.len() < 2 => 2,
        Some(_) => 3,
    }
}

/// The ids of at most `n` probes that ask after the weakest signals, none twice; where two signals are equally
/// weak, one that the lens weighs comes first, then the order of the competency.
pub fn probes(reading: &Reading, competency: &Competency, lens: Option<&str>, n: usize) -> Vec<String> {
    let weighed = lens.and_then(|id| competency.lens(id)).map_or(&[][..], |l| l.weighs.as_slice());
    let mut order: Vec<(u8, bool, usize)> = competency
        .signals
        .iter()
        .enumerate()
        .map(|(at, s)| (strength(reading, &s.id), !weighed.contains(&s.id), at))
        .collect();
    sort(&mut order);
    let mut chosen: Vec<String> = Vec::new();
    for (_, _, at) in order {
        let Some(signal) = competency.signals.get(at) else { continue };
        let place = |tests: &[String]| tests.iter().position(|t| *t == signal.id);
        let free = competency.probes.iter().filter(|p| !chosen.contains(&p.id));
        let best = free.filter_map(|p| place(&p.tests).map(|at| (at, p))).min_by_key(|(at, _)| *at);
        if let Some((_, probe)) = best {
            chosen.push(probe.id.clone());
        }
    }
    let rest = competency.probes.iter().map(|p| &p.id);
    let rest: Vec<String> = rest.filter(|id| !chosen.contains(id)).cloned().collect();
    chosen.extend(rest);
    chosen.truncate(n);
    chosen
}
