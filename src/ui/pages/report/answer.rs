//! The words of the answer and of the replies, with their evidence marked.

use super::super::super::components::{labelled, quoted, section};
use super::super::super::el::{El, el, nothing, text};
use super::super::super::format;
use super::super::super::marks;
use super::Case;
use super::findings;
use crate::domain::competency::Competency;
use crate::scoring::report::{Finding, FindingKind};
use crate::scoring::within;

/// A text, as far as it is read, with its evidence marked by underline, colour and number; or that there is none.
fn marked(c: &Competency, words: &str, shown: &[Finding]) -> El {
    let words = within(words);
    if words.trim().is_empty() {
        return text("p", "muted", "Nothing was written.");
    }
    let mut marked = el("p").class("answer");
    for piece in marks::pieces(words.len(), shown) {
        let Some(words) = words.get(piece.span.start..piece.span.end) else { continue };
        if piece.findings.is_empty() {
            marked = marked.text(words);
            continue;
        }
        let (mut is_signal, mut is_flag) = (false, false);
        let mut names = Vec::new();
        for i in piece.findings {
            match shown[i].kind {
                FindingKind::Signal => is_signal = true,
                _ => is_flag = true,
            }
            names.push(findings::name(c, &shown[i]));
        }
        let class = match (is_signal, is_flag) {
            (true, true) => "signal flag",
            (true, false) => "signal",
            _ => "flag",
        };
        let mut mark = text("mark", class, words).attr("title", &names.join(", "));
        for i in piece.ends {
            mark = mark.child(text("sup", "", &(i + 1).to_string()));
        }
        marked = marked.child(mark);
    }
    marked
}

pub(super) fn view(case: &Case) -> El {
    let legend = el("p")
        .class("small muted legend")
        .child(text("mark", "signal", "Signals"))
        .text(" are underlined, ")
        .child(text("mark", "flag", "red flags"))
        .text(" have a wavy line. The numbers lead to the findings below.");
    let words = marked(&case.competency, &case.attempt.answer, &findings::held(case));
    section("stack", "answer", "Your answer").child(legend).child(el("div").class("panel").child(words))
}

/// Each probe with its reply, and whether the reply closed the gap that it was asked for.
pub(super) fn replies(case: &Case) -> El {
    if case.attempt.probes.is_empty() {
        return nothing();
    }
    let c = &case.competency;
    let mut replies = section("stack", "probes", "Probes");
    for (reply, reading) in case.attempt.probes.iter().zip(&case.replies) {
        let Some(probe) = c.probe(&reply.probe) else { continue };
        let mut shown = reading.findings.clone();
        shown.retain(|f| f.kind == FindingKind::Signal);
        let verdict = match shown.iter().find(|f| probe.tests.contains(&f.id)) {
            Some(closed) => text("span", "tag good", &format!("Now shows: {}", findings::name(c, closed))),
            None => text("span", "tag care", "The gap is still open"),
        };
        let head = el("div")
            .class("row apart")
            .child(text("h3", "", probe.wording(case.attempt.turn())))
            .child(verdict);
        let about = format!("{} · listens for: {}", format::spoken(reply.spent), probe.looks_for);
        let said = el("div")
            .class("said")
            .child(quoted("line good", "A strong reply", probe.strong.text.as_str()))
            .child(labelled("line", "Take along", probe.takeaway.as_str()));
        let panel = el("div")
            .class("panel stack")
            .child(head)
            .child(marked(c, &reply.text, &shown))
            .child(text("p", "small muted", &about))
            .child(said);
        replies = replies.child(panel);
    }
    replies
}
