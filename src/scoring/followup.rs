//! From a reading to the probes that follow: what the answer left open is asked.

use super::rate::found;
use super::report::{Confidence, Finding, FindingKind, Reading};
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

/// What the reply to a probe adds to the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome<'a> {
    /// It shows a signal (the id) that the answer did not show: one that the probe asks for, or any where it raises
    /// the bar.
    Adds(&'a str),
    /// It shows again what the answer showed, which is what the probe asks for.
    Confirms(&'a str),
    /// It shows nothing of what the probe asks for.
    LeavesOpen,
    /// The probe raises the bar, and the reply shows nothing that the answer did not show.
    AddsNothing,
}

/// What the reply to `probe` adds to the answer, by what was read in both.
pub fn outcome<'a>(probe: &Probe, answer: &Reading, reply: &'a Reading) -> Outcome<'a> {
    let signals = || reply.findings.iter().filter(|f| f.kind == FindingKind::Signal).map(|f| f.id.as_str());
    let is_new = |id: &&str| answer.too_little || found(answer, id).is_none();
    if probe.tests.is_empty() {
        return signals().find(is_new).map_or(Outcome::AddsNothing, Outcome::Adds);
    }
    let asked = || signals().filter(|id| probe.tests.iter().any(|test| test == id));
    let adds = asked().find(is_new).map(Outcome::Adds);
    adds.or_else(|| asked().next().map(Outcome::Confirms)).unwrap_or(Outcome::LeavesOpen)
}

/// What would have been read had the answer said what its replies say: their signals, which settle the flags about
/// missing ones, and the flags that their words show clearly. That something is missing in a reply says nothing.
pub fn with_replies(answer: &Reading, replies: &[Reading], competency: &Competency) -> Reading {
    let mut all = answer.clone();
    for reply in replies {
        all.words += reply.words;
        for finding in &reply.findings {
            let is_signal = finding.kind == FindingKind::Signal;
            let is_said = !finding.evidence.is_empty() && finding.confidence == Confidence::Clear;
            if found(&all, &finding.id).is_some() || !(is_signal || is_said) {
                continue;
            }
            let settles = |id: &str| {
                competency.flag(id).is_some_and(|flag| flag.settled_by.as_ref() == Some(&finding.id))
            };
            all.findings.retain(|f| !settles(&f.id));
            // Its words stand elsewhere.
            all.findings.push(Finding { evidence: Vec::new(), ..finding.clone() });
        }
    }
    all
}
