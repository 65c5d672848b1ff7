//! Pieces that pages are made of: values and callbacks in, never storage or global state.

pub mod chart;
mod player;

use std::sync::Arc;

use leptos::prelude::*;

use super::el::{El, button, el, live, text};
use super::library::Load;
use super::page;
use crate::domain::time::Seconds;

pub use player::{foreign, player};

/// A page's heading: a word of context, the title, one sentence. The title takes the focus after a change of
/// route, so that a screen reader says where one is.
pub fn page_head(eyebrow: &str, title: &str, lead: &str) -> El {
    head(eyebrow.into(), el("h1").text(title), lead)
}

/// The same with a title that is known only once something is loaded.
pub fn page_head_live(eyebrow: &str, title: impl Fn() -> String + Send + 'static, lead: &str) -> El {
    head(eyebrow.into(), el("h1").live_text(title), lead)
}

fn head(eyebrow: String, title: El, lead: &str) -> El {
    el("header")
        .class("page-head")
        .child(text("p", "eyebrow", &eyebrow))
        .child(title.attr("tabindex", "-1"))
        .children((!lead.is_empty()).then(|| text("p", "lead", lead)))
}

/// A section with a heading that names it.
pub fn section(class: &'static str, id: &'static str, title: &'static str) -> El {
    el("section").class(class).attr("aria-labelledby", id).child(text("h2", "", title).attr("id", id))
}

/// A figure with what it counts, in a `dl` of class `facts`.
pub fn fact(of: &str, figure: &str) -> El {
    el("div").child(text("dt", "", of)).child(text("dd", "", figure))
}

/// A small label over a text.
pub fn labelled(class: &'static str, label: &'static str, words: &str) -> El {
    el("div").class(class).child(text("p", "label", label)).child(text("p", "", words))
}

/// A small label over something said.
pub fn quoted(class: &'static str, label: &'static str, words: &str) -> El {
    el("div").class(class).child(text("p", "label", label)).child(text("p", "quote", words))
}

/// The parts of a story along its time, each with its class, name and seconds.
pub fn strip(parts: &[(&'static str, &str, Seconds)]) -> El {
    el("ol").children(parts.iter().map(|(class, name, seconds)| {
        el("li")
            .class(class)
            .style("flex-grow", &seconds.0.to_string())
            .child(text("span", "", name))
            .child(text("span", "number", &format!("{} s", seconds.0)))
    }))
}

/// One of a few, as radio buttons drawn as pills.
pub fn choice(
    legend: &str,
    name: &str,
    options: Vec<(String, String)>,
    chosen: Signal<String>,
    on_choose: Callback<String>,
) -> El {
    let pills = options.into_iter().map(|(id, label)| {
        let is = id.clone();
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .attr("value", &id)
            .live_prop("checked", move || *chosen.read() == is)
            .on_change(move |id| on_choose.run(id));
        el("label").child(radio).child(text("span", "", &label))
    });
    el("fieldset").child(text("legend", "", legend)).child(el("div").class("choice").children(pills))
}

/// Shows what `load` brings, a quiet placeholder until then, and what to do where it fails.
pub fn loaded<T: Send + Sync + 'static>(
    load: Load<T>,
    show: impl Fn(Arc<T>) -> El + Send + Sync + 'static,
) -> El {
    live(move || match load.get() {
        Some(Ok(it)) => show(it),
        None => placeholder(),
        Some(Err(error)) => el("div")
            .class("banner bad")
            .attr("role", "alert")
            .child(text("p", "", &error.to_string()))
            .child(button("button quiet", "Reload", page::reload)),
    })
}

/// What stands in place of something that is coming.
pub fn placeholder() -> El {
    el("div").class("skeleton").attr("aria-busy", "true").child(text("p", "visually-hidden", "Loading"))
}
