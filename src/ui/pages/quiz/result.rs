//! What a quiz came to: how many were right, and each question with its answer and its reason.

use leptos::prelude::*;

use super::super::super::components::labelled;
use super::super::super::el::{El, button, el, link, text};
use super::super::super::format;
use super::super::super::page;
use super::super::super::route::Route;
use super::{Taking, another};
use crate::domain::quiz::{self, Item};

/// The result, once all questions are answered.
pub(super) fn result(taking: Taking) -> El {
    let items = taking.items();
    let chosen = taking.chosen.get_untracked();
    let score = quiz::score(&items, &chosen);
    let missed = quiz::missed(&items, &chosen);
    let (quiz_link, difficulty) = taking.quiz.with_value(|quiz| (quiz.link.clone(), quiz.difficulty));
    let cards = Route::Cards { competency: quiz_link.competency.clone() };
    let said = match (score, items.len()) {
        (score, of) if score == of => {
            "All of them. A harder one, or a mock, has more to teach you now.".to_string()
        }
        _ => {
            let cards = format::count(missed.len() as u32, "card");
            let train = if missed.len() == 1 { "that trains it is" } else { "that train it are" };
            format!(
                "What you missed comes back: {cards} {train} due now. Below is every question with its reason."
            )
        }
    };
    let again = move || taking.app.go(another(&quiz_link, difficulty));
    let ways = el("div")
        .class("row no-print")
        .child(button("button", "Another quiz", again))
        .child(link("button quiet", &cards.href(), "Practise the cards"))
        .children(taking.copy_link());
    let head = el("section")
        .class("panel lifted finished stack")
        .attr("aria-labelledby", "result")
        .child(
            text("h2", "", &format!("{score} of {} right", items.len()))
                .attr("id", "result")
                .attr("tabindex", "-1"),
        )
        .child(text("p", "", &said))
        .child(ways);
    let answers = items.iter().zip(&chosen).enumerate().map(|(i, (item, chosen))| answer(i, item, *chosen));
    let print = button("button quiet", "Print", page::print);
    el("div")
        .class("stack-l")
        .child(head)
        .child(el("ol").class("stack answers").children(answers))
        .child(el("div").class("row no-print").child(print))
}

/// One question with what was chosen, what is right, and why.
fn answer(i: usize, item: &Item, chosen: usize) -> El {
    let is_right = item.right == chosen;
    let option = |at: usize| {
        let option = item.options.get(at).map(String::as_str).unwrap_or_default();
        if item.form.offers_speech() { format!("“{option}”") } else { option.to_string() }
    };
    let tag =
        if is_right { text("span", "tag good", "✓ right") } else { text("span", "tag bad", "✕ missed") };
    let head = el("div")
        .class("row apart")
        .child(text("h3", "eyebrow", &format!("{} · {}", i + 1, item.form.kind().label())))
        .child(tag);
    let mut answer = el("li")
        .class("panel stack-s")
        .child(head)
        .child(text("p", "label", item.form.instruction()))
        .children(item.context.as_ref().map(|context| text("p", "muted", context)))
        .child(super::shown(item));
    if !is_right {
        answer = answer.child(labelled("line bad", "You chose", &option(chosen)));
    }
    let right = if is_right { "You chose, rightly" } else { "Right is" };
    answer.child(labelled("line good", right, &option(item.right))).child(labelled("line", "Why", &item.why))
}
