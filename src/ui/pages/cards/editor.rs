//! Writing: other words for a card, an own card in its place, a note on it.

use leptos::prelude::*;

use super::super::super::el::{El, button, el, nothing, text};
use super::super::super::page;
use super::super::super::state::random;
use super::Table;
use super::face;
use super::sitting::Sitting;
use crate::domain::card::Card;
use crate::domain::mark::{Mark, OWN, OwnCard};

/// What is being written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Editing {
    /// Other words for the card; its schedule stays.
    Words,
    /// An own card in its place.
    Rewrite,
    /// A note on it.
    Note,
}

/// The form for the card shown.
pub(super) fn editor(sitting: Sitting, editing: Editing) -> El {
    // The card is looked up once: what goes on around does not take the form away.
    let Some(next) = sitting.shown.get_untracked() else { return nothing() };
    let table = sitting.table;
    let (card, marks) = (next.card, next.marks);
    let done = move || {
        sitting.editing.set(None);
        page::focus_on(".card".into());
    };
    match editing {
        Editing::Note => {
            let was = marks.note.clone();
            let save = move |note: String| {
                let deed = format!("the note on “{}”", face::brief(&card));
                if note != marks.note {
                    table.app.mark(&table.id(), &card.id, Mark::Note(note), deed);
                }
                done();
            };
            note(was, save, done)
        }
        Editing::Words => {
            let of = card.clone();
            let save = move |front: String, back: String| {
                let own = OwnCard { id: of.id.clone(), front, back, about: about(table, &of) };
                table.app.write_card(&table.id(), own, format!("editing “{}”", face::brief(&of)));
                done();
            };
            let why = "Your words replace the card's; when it comes back stays as it is.";
            words("Edit the card", why, &card.front.text, &card.back.headline, save, done)
        }
        Editing::Rewrite => {
            let of = card.clone();
            let save = move |front: String, back: String| {
                let own = OwnCard { id: new_id(), front, back, about: Some(of.source.clone()) };
                table.app.rewrite_card(&table.id(), &of.id, own, format!("rewriting “{}”", face::brief(&of)));
                done();
            };
            let why = "Your card takes its place from today; the old one is suspended.";
            words("Rewrite it as your own card", why, &card.front.text, &card.back.headline, save, done)
        }
    }
}

/// What an own card that is worded otherwise is about.
pub(super) fn about(table: Table, card: &Card) -> Option<String> {
    table.app.keeper.with_untracked(|keeper| {
        let own = keeper.progress().cards(&table.id())?.own().find(|own| own.id == card.id)?;
        own.about.clone()
    })
}

/// An id that no card has.
pub(super) fn new_id() -> String {
    format!("{OWN}{:012x}", random() >> 16)
}

fn note(was: String, save: impl Fn(String) + Clone + 'static, cancel: impl Fn() + Copy + 'static) -> El {
    let words = RwSignal::new(was.clone());
    let field = area("2", &was, words, cancel);
    let keep = move || save(words.get_untracked().trim().to_string());
    form("A note on this card", "It is shown on the back.")
        .child(el("label").class("field").child(text("span", "", "Note")).child(field))
        .child(ways(keep, cancel))
}

/// A form for both sides of a card; saves where both have words.
pub(super) fn words(
    title: &str,
    why: &str,
    front: &str,
    back: &str,
    save: impl Fn(String, String) + 'static,
    cancel: impl Fn() + Copy + 'static,
) -> El {
    let (a, b) = (RwSignal::new(front.to_string()), RwSignal::new(back.to_string()));
    let is_short = RwSignal::new(false);
    let keep = move || {
        let (front, back) = (a.get_untracked().trim().to_string(), b.get_untracked().trim().to_string());
        is_short.set(front.is_empty() || back.is_empty());
        if !is_short.get_untracked() {
            save(front, back);
        }
    };
    let missing = move || match is_short.get() {
        true => text("p", "small", "Both sides need words."),
        false => nothing(),
    };
    form(title, why)
        .child(el("label").class("field").child(text("span", "", "Front")).child(area("3", front, a, cancel)))
        .child(el("label").class("field").child(text("span", "", "Back")).child(area("3", back, b, cancel)))
        .child(el("div").attr("role", "status").live(missing))
        .child(ways(keep, cancel))
}

fn form(title: &str, why: &str) -> El {
    page::focus_on(".editor textarea".into());
    el("section")
        .class("panel stack editor")
        .attr("aria-labelledby", "editor")
        .child(text("h2", "", title).attr("id", "editor"))
        .child(text("p", "muted small", why))
}

fn area(rows: &str, was: &str, words: RwSignal<String>, cancel: impl Fn() + Copy + 'static) -> El {
    el("textarea").attr("rows", rows).value(was.to_string()).on_input(move |now| words.set(now)).on_key_event(
        move |event| {
            if event.key() == "Escape" {
                cancel();
            }
        },
    )
}

fn ways(keep: impl Fn() + 'static, cancel: impl Fn() + Copy + 'static) -> El {
    el("div").class("row").child(button("button", "Save", keep)).child(button(
        "button quiet",
        "Cancel",
        cancel,
    ))
}
