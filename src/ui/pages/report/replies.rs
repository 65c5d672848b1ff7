//! The probes: why each was asked, what the reply shows, and whether it closed the gap.

use std::cmp::Ordering;

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
use crate::scoring::followup::{Because, Outcome, outcome, with_replies};
use crate::scoring::report::{FindingKind, Rating, Reading};

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
    replies.child(together(told))
}

fn one(told: &Told, probe: &Probe, reply: &ProbeAnswer, reading: &Reading, heard: Option<El>) -> El {
    let c = &told.competency;
    let mut shown = reading.findings.clone();
    shown.retain(|f| f.kind == FindingKind::Signal);
    let asked = text("h3", "", probe.wording(told.attempt.turn()));
    let head = el("div").class("row apart").child(asked).child(verdict(told, probe, reading));
    let about = format!("{} · listens for: {}", format::spoken(reply.spent), probe.looks_for);
    let said = el("div")
        .class("said")
        .child(quoted("line good", "A strong reply", probe.strong.text.as_str()))
        .child(labelled("line", "Take along", probe.takeaway.as_str()));
    el("div")
        .class("panel stack")
        .child(head)
        .child(labelled("line", "What was open", &why(told, probe)))
        .children(heard)
        .child(el("div").class("line").child(text("p", "label", "Your reply")).child(answer::marked(
            c,
            &reply.text,
            &shown,
            None,
        )))
        .child(text("p", "small muted", &about))
        .child(said)
}

/// What the reply adds to the answer.
fn verdict(told: &Told, probe: &Probe, reading: &Reading) -> El {
    let name = |id: &str| findings::name(&told.competency, id);
    match outcome(probe, &told.reading, reading) {
        Outcome::Adds(id) => text("span", "tag good", &format!("Now shows: {}", name(id))),
        Outcome::Confirms(id) => text("span", "tag good", &format!("Shows again: {}", name(id))),
        Outcome::AddsNothing => text("span", "tag plain", "Nothing more was found"),
        Outcome::LeavesOpen => text("span", "tag care", "The gap is still open"),
    }
}

/// What the rules would read had the answer said what its replies say; nothing where that is no other rating.
fn together(told: &Told) -> El {
    let c = &told.competency;
    let all = with_replies(&told.reading, &told.replies, c);
    let both = (&told.rating, scoring::rate(&all, c, &told.attempt.setup.level));
    let (Rating::Rated { value: from, .. }, Rating::Rated { value: to, .. }) = both else { return nothing() };
    let said = match to.cmp(from) {
        Ordering::Equal => return nothing(),
        Ordering::Greater => "You had it: with what the replies say, the answer would read",
        Ordering::Less => "The replies raise a doubt: with what they say, the answer would read",
    };
    el("div").class("panel stack-s").child(text("p", "brings", &format!("{said} {from} → {to}."))).child(
        text(
            "p",
            "small muted",
            "The score stays that of the answer. Next time, say it before they have to ask.",
        ),
    )
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
