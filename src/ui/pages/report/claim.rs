//! Something was missed: words are claimed for a signal or a flag. The words are those selected in the answer, or a
//! sentence picked from a list, which needs no pointer.

use leptos::prelude::*;

use super::super::super::el::{El, all, button, el, nothing, text};
use super::super::super::format;
use super::super::super::page;
use super::Case;
use super::desk::Desk;
use crate::domain::answer::{Correction, Span};

/// The value of the selected words among the sentences.
const PICKED: &str = "picked";

/// What is offered for the words that are selected.
pub(super) fn offer(case: &Case, desk: Desk) -> impl Fn() -> El + Send + 'static {
    let answer = case.told.attempt.answer.clone();
    move || {
        if desk.is_claiming.get() {
            return nothing();
        }
        let Some(words) = desk.picked.get().and_then(|span| answer.get(span.start..span.end)) else {
            return nothing();
        };
        let claim = button("button", "Claim these words", move || {
            desk.is_claiming.set(true);
            page::focus_on("#claim-finding".to_string());
        });
        el("div")
            .class("offer no-print")
            .child(text("p", "small", &format!("“{}”", format::brief(words))))
            .child(claim)
    }
}

/// The form in which words are claimed.
pub(super) fn form(case: &Case, desk: Desk) -> El {
    let told = case.told.clone();
    let sentences = case.reading.sentences.clone();
    let fields = move || {
        if !desk.is_claiming.get() {
            return nothing();
        }
        let answer = told.attempt.answer.as_str();
        let at = RwSignal::new(if desk.picked.get().is_some() { PICKED.to_string() } else { "0".into() });
        let mut words = el("select").attr("id", "claim-words").on_change(move |value| at.set(value));
        if let Some(picked) = desk.picked.get().and_then(|span| answer.get(span.start..span.end)) {
            words = words.child(
                text("option", "", &format!("Selected: “{}”", format::brief(picked))).attr("value", PICKED),
            );
        }
        for (n, span) in sentences.iter().enumerate() {
            let sentence = answer.get(span.start..span.end).unwrap_or_default();
            let option = text("option", "", &format!("{}. {}", n + 1, format::brief(sentence)));
            words = words.child(option.attr("value", &n.to_string()));
        }
        let c = &told.competency;
        let first = c.signals.first().map(|s| s.id.clone()).unwrap_or_default();
        let wanted =
            move || Some(desk.wanted.get_untracked()).filter(|id| !id.is_empty()).unwrap_or(first.clone());
        let is = wanted();
        let option = |id: &str, name: &str| {
            let option = text("option", "", name).attr("value", id);
            if id == is { option.attr("selected", "") } else { option }
        };
        let signals = c.signals.iter().map(|s| option(&s.id, &s.name));
        let flags = c.flags.iter().map(|f| option(&f.id, &f.name));
        let shows = el("select")
            .attr("id", "claim-finding")
            .on_change(move |id| desk.wanted.set(id))
            .child(el("optgroup").attr("label", "A signal").children(signals))
            .child(el("optgroup").attr("label", "A red flag").children(flags));
        let sentences = sentences.clone();
        let claim = move || {
            let sentence =
                || at.get_untracked().parse::<usize>().ok().and_then(|n| sentences.get(n).copied());
            let span = if at.get_untracked() == PICKED { desk.picked.get_untracked() } else { sentence() };
            if let Some(span) = span {
                keep(desk, wanted(), span);
            }
        };
        let leave = move || {
            desk.is_claiming.set(false);
            page::focus_on("#claim".to_string());
        };
        el("div")
            .class("panel stack claim")
            .child(text(
                "p",
                "",
                "Which words show what? Your score is worked out again, and the rules' own stays beside it.",
            ))
            .child(el("label").class("field").child(text("span", "", "These words")).child(words))
            .child(el("label").class("field").child(text("span", "", "show")).child(shows))
            .child(el("div").class("row").child(button("button", "Claim it", claim)).child(button(
                "button quiet",
                "Leave it",
                leave,
            )))
    };
    let open = button("button quiet", "Something was missed", move || {
        desk.is_claiming.set(true);
        page::focus_on("#claim-words".to_string());
    });
    let hint = "Select words in the answer, or pick a sentence from the list.";
    all([
        el("div").class("row no-print").child(open.attr("id", "claim")).child(text("p", "small muted", hint)),
        el("div").class("no-print").live(fields),
    ])
}

fn keep(desk: Desk, finding: String, span: Span) {
    desk.is_claiming.set(false);
    desk.picked.set(None);
    desk.wanted.set(String::new());
    desk.chosen.set(finding.clone());
    let then = format!("#finding-{finding} > summary");
    desk.correct(Correction::Claimed { finding, span }, then);
}
