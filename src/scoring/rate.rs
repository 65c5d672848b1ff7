//! From a reading to a rating at a level.

use super::report::{Cap, Confidence, Finding, FindingKind, Rating, Reading};
use crate::domain::competency::{Competency, Flag};

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

pub(super) fn found<'a>(reading: &'a Reading, id: &str) -> Option<&'a Finding> {
    reading.findings.iter().find(|f| f.id == id)
}

fn holds(reading: &Reading, competency: &Competency, flag: &Flag, level: &str) -> bool {
    competency.applies(flag, level)
        && found(reading, &flag.id).is_some_and(|f| f.confidence == Confidence::Clear)
}
