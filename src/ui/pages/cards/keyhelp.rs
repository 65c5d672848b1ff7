//! The keys, listed.

use super::super::super::components::section;
use super::super::super::el::{El, button, el, link, text};
use super::super::super::route::Route;
use super::sitting::Sitting;

/// Which key does what.
pub(super) fn help(sitting: Sitting) -> El {
    let ratings: &[(&str, &str)] = match sitting.is_by_four() {
        true => &[("1", "Again"), ("2", "Hard"), ("3", "Good"), ("4", "Easy")],
        false => &[("1", "Again"), ("2", "Got it")],
    };
    let keys: &[(&str, &str)] = &[("Space or Enter", "Show the answer, then: got it")];
    let more = [
        ("Z", "Undo"),
        ("E", "Edit the card"),
        ("N", "Write a note on it"),
        ("F", "Flag it"),
        ("B", "Bury it until tomorrow"),
        ("S", "Suspend it"),
        ("?", "Show or hide this list"),
        ("Esc", "Close what is open"),
    ];
    let rows =
        keys.iter().chain(ratings).chain(&more).map(|(key, does)| {
            el("div").child(el("dt").child(text("kbd", "", key))).child(text("dd", "", does))
        });
    let off = el("p")
        .class("small muted")
        .text("Keys are ignored where you type. Single keys can be turned off under ")
        .child(link("", &Route::Data.href(), "your data and settings"))
        .text(".");
    section("panel stack", "keys", "Keys")
        .child(el("dl").class("keys").children(rows))
        .child(off)
        .child(el("div").class("row").child(button("button quiet", "Close", move || sitting.close_help())))
}
