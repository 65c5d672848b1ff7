//! The words of the answer, or of a reply, with their evidence marked.

use leptos::prelude::*;

use super::super::super::components::section;
use super::super::super::el::{El, el, text};
use super::super::super::marks;
use super::Case;
use super::claim;
use super::desk::Desk;
use super::findings;
use super::recording::Shelf;
use crate::domain::competency::Competency;
use crate::domain::recording::Piece;
use crate::scoring::report::{Finding, FindingKind};
use crate::scoring::within;

/// A text, as far as it is read, with its evidence marked by underline, colour and number; or that there is none. With a desk, marks can
/// be chosen, and the numbers, which the style sheet shows, are no part of the text.
pub(super) fn marked(c: &Competency, words: &str, shown: &[Finding], desk: Option<Desk>) -> El {
    let words = within(words);
    if words.trim().is_empty() {
        return text("p", "muted", "Nothing was written.");
    }
    let mut marked = el("p").class("answer").attr("dir", "auto");
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

pub(super) fn view(case: &Case, desk: Desk, shelf: Option<Shelf>) -> El {
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
    let heard = shelf.map(|shelf| shelf.view(told, Piece::Answer));
    column.children(heard).child(legend).child(words)
}
