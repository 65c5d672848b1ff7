//! The probes: why each was asked, what the reply shows, and whether it closed the gap.

use super::super::super::components::{labelled, quoted, section};
use super::super::super::el::{El, el, nothing, text};
use super::super::super::format;
use super::Told;
use super::recording::Shelf;
use super::{answer, findings};
use crate::domain::competency::Probe;
use crate::domain::interview::ProbeAnswer;
use crate::domain::recording::Piece;
use crate::scoring;
use crate::scoring::followup::Because;
use crate::scoring::report::{Finding, FindingKind, Reading};

/// Each probe with its reply.
pub(super) fn view(told: &Told, shelf: Option<Shelf>) -> El {
    if told.attempt.probes.is_empty() {
        return nothing();
    }
    let mut replies = section("stack", "probes", "Probes");
    for (n, (reply, reading)) in (0..).zip(told.attempt.probes.iter().zip(&told.replies)) {
        if let Some(probe) = told.competency.probe(&reply.probe) {
            replies = replies.child(one(
                told,
                probe,
                reply,
                reading,
                shelf.map(|shelf| shelf.view(told, Piece::Reply(n))),
            ));
        }
    }
    replies
}

fn one(told: &Told, probe: &Probe, reply: &ProbeAnswer, reading: &Reading, heard: Option<El>) -> El {
    let c = &told.competency;
    let mut shown = reading.findings.clone();
    shown.retain(|f| f.kind == FindingKind::Signal);
    let asked = text("h3", "", probe.wording(told.attempt.turn()));
    let head = el("div").class("row apart").child(asked).child(verdict(told, probe, &shown));
    let about = format!("{} · listens for: {}", format::spoken(reply.spent), probe.looks_for);
    let said = el("div")
        .class("said")
        .child(quoted("line good", "A strong reply", probe.strong.text.as_str()))
        .child(labelled("line", "Take along", probe.takeaway.as_str()));
    el("div")
        .class("panel stack")
        .child(head)
        .child(text("p", "", &why(told, probe)))
        .children(heard)
        .child(answer::marked(c, &reply.text, &shown, None))
        .child(text("p", "small muted", &about))
        .child(said)
}

/// What the reply adds to the answer. A probe that raises the bar asks for no one thing, so no gap stays open.
fn verdict(told: &Told, probe: &Probe, shown: &[Finding]) -> El {
    let raises_the_bar = probe.tests.is_empty();
    let closes = |f: &&Finding| raises_the_bar || probe.tests.contains(&f.id);
    match shown.iter().find(closes) {
        Some(f) => {
            let name = findings::name(&told.competency, &f.id);
            text("span", "tag good", &format!("Now shows: {name}"))
        }
        None if raises_the_bar => text("span", "tag plain", "Nothing more was found"),
        None => text("span", "tag care", "The gap is still open"),
    }
}

/// Why the probe was asked, by what is read in the answer now.
fn why(told: &Told, probe: &Probe) -> String {
    let setup = &told.attempt.setup;
    let all = usize::MAX;
    let asked = scoring::probes(&told.reading, &told.competency, &setup.level, setup.lens.as_deref(), all);
    let because = asked.iter().find(|asked| asked.probe.id == probe.id).map(|asked| asked.because);
    match because {
        Some(Because::Missing(signal)) => format!("Asked because the answer did not show {}.", signal.name),
        Some(Because::Thin(signal)) => {
            format!("Asked because {} was shown once at most, or only possibly.", signal.name)
        }
        Some(Because::Doubt(flag)) => {
            format!("Asked because the answer raised a doubt: {}. A reply can settle it.", flag.name)
        }
        Some(Because::Bar) => "Asked to raise the bar.".to_string(),
        // The rules have changed since, and find nothing open there any more.
        None => "Asked by what the rules of that day read in the answer.".to_string(),
    }
}
