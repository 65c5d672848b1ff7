//! The words of the answer and of the replies, with their evidence marked.

use leptos::prelude::*;

use super::super::super::components::{labelled, quoted, section};
use super::super::super::el::{El, el, nothing, text};
use super::super::super::format;
use super::super::super::marks;
use super::Case;
use super::claim;
use super::desk::Desk;
use super::findings;
use crate::domain::competency::Competency;
use crate::scoring::report::{Finding, FindingKind};

/// A text with its evidence marked by underline, colour and number; or that there is none. With a desk, marks can
/// be chosen, and the numbers, which the style sheet shows, are no part of the text.
fn marked(c: &Competency, words: &str, shown: &[Finding], desk: Option<Desk>) -> El {
    if words.trim().is_empty() {
        return text("p", "muted", "Nothing was written.");
    }
    let mut marked = el("p").class("answer");
    let chosen = desk.map(|desk| desk.chosen.get_untracked()).unwrap_or_default();
    for piece in marks::pieces(words.len(), shown) {
        let Some(words) = words.get(piece.span.start..piece.span.end) else { continue };
        if piece.findings.is_empty() {
            marked = marked.text(words);
            continue;
        }
        let (mut is_signal, mut is_flag, mut is_lit) = (false, false, false);
        let (mut names, mut ids) = (String::new(), String::new());
        for i in piece.findings {
            match shown[i].kind {
                FindingKind::Signal => is_signal = true,
                _ => is_flag = true,
            }
            is_lit |= shown[i].id == chosen;
            add(&mut names, ", ", &findings::name(c, &shown[i].id));
            add(&mut ids, " ", &shown[i].id);
        }
        let class = match (is_signal, is_flag) {
            (true, true) => "signal flag",
            (true, false) => "signal",
            _ => "flag",
        };
        let mut mark = text("mark", class, words).attr("title", &names);
        if desk.is_some() {
            if !piece.ends.is_empty() {
                let mut numbers = String::new();
                for i in &piece.ends {
                    add(&mut numbers, " ", &(i + 1).to_string());
                }
                mark = mark.attr("data-n", &numbers);
            }
            mark = mark.attr("data-f", &ids);
            // Whoever goes by key comes to each evidence once, however many pieces it is cut into.
            if piece.begins {
                mark = mark
                    .attr("data-from", &piece.span.start.to_string())
                    .attr("role", "button")
                    .attr("tabindex", "0");
            }
            if is_lit {
                mark = mark.attr("data-lit", "");
            }
        }
        marked = marked.child(mark);
    }
    if !chosen.is_empty() {
        marked = marked.attr("data-lit", "");
    }
    match desk {
        Some(desk) => marked
            .attr("id", "words")
            .on_click_event(move |event| desk.choose_words(&event))
            .on_key_event(move |event| desk.press_words(&event)),
        None => marked,
    }
}

fn add(list: &mut String, between: &str, item: &str) {
    if !list.is_empty() {
        list.push_str(between);
    }
    list.push_str(item);
}

pub(super) fn view(case: &Case, desk: Desk) -> El {
    let told = &case.told;
    let legend = el("p")
        .class("small muted legend")
        .child(text("mark", "signal", "Signals"))
        .text(" are underlined, ")
        .child(text("mark", "flag", "red flags"))
        .text(" have a wavy line. Choose marked words, and what they show opens; the numbers name it.");
    let words = marked(&told.competency, &told.attempt.answer, &findings::held(case), Some(desk));
    let words = el("div").class("panel").child(words).live(claim::offer(case, desk));
    let column = section("stack answer-column", "answer", "Your answer").attr("tabindex", "0");
    column.child(legend).child(words)
}

/// Each probe with its reply, and whether the reply closed the gap that it was asked for.
pub(super) fn replies(case: &Case) -> El {
    let told = &case.told;
    if told.attempt.probes.is_empty() {
        return nothing();
    }
    let c = &told.competency;
    let mut replies = section("stack", "probes", "Probes");
    for (reply, reading) in told.attempt.probes.iter().zip(&told.replies) {
        let Some(probe) = c.probe(&reply.probe) else { continue };
        let mut shown = reading.findings.clone();
        shown.retain(|f| f.kind == FindingKind::Signal);
        let verdict = match shown.iter().find(|f| probe.tests.contains(&f.id)) {
            Some(closed) => {
                text("span", "tag good", &format!("Now shows: {}", findings::name(c, &closed.id)))
            }
            None => text("span", "tag care", "The gap is still open"),
        };
        let head = el("div")
            .class("row apart")
            .child(text("h3", "", probe.wording(told.attempt.turn())))
            .child(verdict);
        let about = format!("{} · listens for: {}", format::spoken(reply.spent), probe.looks_for);
        let said = el("div")
            .class("said")
            .child(quoted("line good", "A strong reply", probe.strong.text.as_str()))
            .child(labelled("line", "Take along", probe.takeaway.as_str()));
        let panel = el("div")
            .class("panel stack")
            .child(head)
            .child(marked(c, &reply.text, &shown, None))
            .child(text("p", "small muted", &about))
            .child(said);
        replies = replies.child(panel);
    }
    replies
}
