//! From a reading to the probes that follow: what the answer left open is asked.

use super::rate::found;
use super::report::{Confidence, Reading};
use crate::domain::competency::{Competency, Flag, FlagKind, Probe, Signal};
use crate::order::sort;

/// Why a probe is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because<'a> {
    /// The signal was not found.
    Missing(&'a Signal),
    /// The signal was found once, or only possibly.
    Thin(&'a Signal),
    /// The content flag was found, clearly or possibly: the reply can settle it.
    Doubt(&'a Flag),
    /// Nothing of what it asks for is missing: it raises the bar.
    Bar,
}

/// A probe, and why it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The probe.
    pub probe: &'a Probe,
    /// Why it is asked.
    pub because: Because<'a>,
}

/// At most `n` probes for what an answer at `level`, read with `lens`, left open; none twice, and none whose
/// question the answer has settled.
///
/// First the signals not found, then those that may be meant, then the content flags that count at the level; a
/// probe that raises the bar comes next, so it comes first where nothing is missing; then the signals found but
/// once, and whatever else raises the bar. Among equals what the lens weighs comes first, then the order of the competency.
pub fn probes<'a>(
    reading: &Reading,
    competency: &'a Competency,
    level: &str,
    lens: Option<&str>,
    n: usize,
) -> Vec<Asked<'a>> {
    let weighed = lens.and_then(|id| competency.lens(id)).map_or(&[][..], |l| l.weighs.as_slice());
    let signals = competency.signals.iter().map(|s| {
        let (rank, because) = match found(reading, &s.id) {
            None => (0, Because::Missing(s)),
            Some(f) if f.confidence == Confidence::Possible => (1, Because::Thin(s)),
            Some(f) if f.evidence.len() < 2 => (4, Because::Thin(s)),
            Some(_) => return None,
        };
        Some((rank, !weighed.contains(&s.id), because))
    });
    let doubts = competency.flags.iter().map(|f| {
        let counts = f.kind == FlagKind::Content && competency.applies(f, level);
        (counts && found(reading, &f.id).is_some()).then_some((2, false, Because::Doubt(f)))
    });
    let bars = competency.probes.iter().filter(|p| p.tests.is_empty()).enumerate();
    let bars = bars.map(|(nth, _)| Some((if nth == 0 { 3 } else { 5 }, false, Because::Bar)));
    let gaps: Vec<_> = signals.chain(doubts).chain(bars).flatten().collect();
    let mut order: Vec<(u8, bool, usize)> =
        gaps.iter().enumerate().map(|(at, (rank, is_light, _))| (*rank, *is_light, at)).collect();
    sort(&mut order);
    let mut chosen: Vec<Asked<'a>> = Vec::new();
    for because in order.into_iter().filter_map(|(_, _, at)| gaps.get(at)).map(|(_, _, because)| *because) {
        let free = competency.probes.iter().filter(|p| !chosen.iter().any(|asked| asked.probe.id == p.id));
        let fitting = free.filter_map(|p| fit(p, because).map(|fit| (fit, p)));
        if let Some((_, probe)) = fitting.min_by_key(|(fit, _)| *fit) {
            chosen.push(Asked { probe, because });
        }
    }
    chosen.truncate(n);
    chosen
}

/// How near a probe is to what is open, 0 the nearest; `None` where it asks for something else.
fn fit(probe: &Probe, because: Because<'_>) -> Option<usize> {
    let place = |id: &str| probe.tests.iter().position(|test| test == id);
    match because {
        Because::Missing(signal) | Because::Thin(signal) => place(&signal.id),
        Because::Doubt(flag) => place(&flag.id),
        Because::Bar => probe.tests.is_empty().then_some(0),
    }
}
