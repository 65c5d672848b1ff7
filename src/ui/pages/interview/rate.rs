//! What somebody says of their own answer before its score is shown.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::components::choice;
use super::super::super::el::{El, button, el, live, nothing, text};
use super::super::own::{self, SHOWN};
use super::Room;
use crate::domain::competency::Competency;
use crate::domain::interview::{Event, Interview, SelfRating};
use crate::scoring;

/// The name of the radio buttons that rate the whole answer.
const OVERALL: &str = "own-overall";

/// The self-rating. It is left out where the button is pressed and nothing is chosen.
pub(super) fn view(room: Room, c: Arc<Competency>) -> El {
    let rating = RwSignal::new(SelfRating::default());
    let signals =
        c.signals.iter().map(|signal| of_signal(rating, signal.id.clone(), &signal.name, &signal.shown_when));
    let signals = el("div").class("own-signals").children(signals);
    let overall = el("div").class("stack-s").child(of_answer(rating));
    let go_on = button("button big", leads_to(&room.interview.read_untracked()), move || {
        let rating = rating.get_untracked();
        let is_empty = rating.overall.is_none() && rating.signals.is_empty();
        room.apply(if is_empty { Event::Next } else { Event::Rate(rating) }, &c);
    });
    // As wide as it will be, so that nothing moves when it comes.
    let clear = live(move || {
        if *rating.read() == SelfRating::default() {
            return text("p", "small muted", "Choose nothing to skip it.");
        }
        button("button quiet", "Clear my choices", move || rating.set(SelfRating::default()))
    });
    let lead = "Before any score: how much of each did your answer show? It changes no score. It teaches you to hear yourself as an interviewer does.";
    el("div")
        .class("stack-l own-rating")
        .child(text("p", "muted measure", lead))
        .child(signals)
        .child(overall)
        .child(words(room))
        .child(el("div").class("row own-ways").child(go_on).child(clear))
}

/// What the button that ends it is called, by what follows.
fn leads_to(interview: &Interview) -> &'static str {
    match interview.setup.course.zip(interview.round.as_ref()) {
        Some((course, round)) if round.number < course.rounds() => "Next question",
        Some(_) => "See the debrief",
        None => "See the report",
    }
}

fn of_signal(rating: RwSignal<SelfRating>, id: String, name: &str, shown_when: &str) -> El {
    let is = id.clone();
    let chosen = Signal::derive(move || {
        let shown = rating.read().signals.iter().find(|(of, _)| *of == is).map(|(_, shown)| *shown);
        shown.map(|shown| own::says(shown).to_string()).unwrap_or_default()
    });
    let options = SHOWN.map(|shown| (own::says(shown).to_string(), own::says(shown).to_string()));
    let group = format!("own-{id}");
    let choose = Callback::new(move |said: String| {
        let Some(shown) = SHOWN.into_iter().find(|shown| own::says(*shown) == said) else { return };
        rating.update(|rating| {
            rating.signals.retain(|(of, _)| *of != id);
            rating.signals.push((id.clone(), shown));
        });
    });
    el("div").class("own-signal").child(choice(name, &group, options.into(), chosen, choose)).child(text(
        "p",
        "small muted",
        shown_when,
    ))
}

fn of_answer(rating: RwSignal<SelfRating>) -> El {
    let chosen =
        Signal::derive(move || rating.read().overall.map(|value| value.to_string()).unwrap_or_default());
    let options = (1..=5u8).map(|value| (value.to_string(), format!("{value} · {}", own::anchor(value))));
    let choose =
        Callback::new(move |value: String| rating.update(|rating| rating.overall = value.parse().ok()));
    choice("The whole answer", OVERALL, options.collect(), chosen, choose)
}

/// The words, to be looked at again; made when they are opened.
fn words(room: Room) -> El {
    let is_open = RwSignal::new(false);
    let open = text("summary", "", "Read my answer again").on_click(move || is_open.set(true));
    let words = move || {
        if !is_open.get() {
            return nothing();
        }
        room.interview.with_untracked(|interview| text("p", "answer", scoring::within(&interview.answer)))
    };
    el("details").class("clear").child(open).live(words)
}
