//! A competency's cheat card: the last look before the door. Prints on one page.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::components::{fact, loaded, page_head};
use super::super::el::{El, all, button, el, live, nothing, text};
use super::super::page;
use super::super::state::{AppState, use_app};
use crate::domain::competency::{Competency, FlagKind};

/// The cheat card of a competency.
pub(in crate::ui) fn cheat(competency: &str) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(competency) else { return super::nowhere() };
    let text = app.library.competency(competency);
    all([
        page_head("Cheat card", &entry.title, &entry.question),
        loaded(text, move |competency| card(app, competency)),
    ])
}

/// A term and what to remember of it.
fn line(term: &str, words: &str) -> El {
    el("div").child(text("dt", "", term)).child(text("dd", "", words))
}

fn column(title: &str, lines: Vec<El>) -> El {
    el("section").child(text("h2", "", title)).child(el("dl").class("lines").children(lines))
}

fn card(app: AppState, c: Arc<Competency>) -> El {
    let lines = c.cheat_card.lines.iter().map(|l| line(&l.label, &l.text));
    let signals = c.signals.iter().map(|s| {
        let phrase = s.phrases.first().map(|p| format!("“{}”", p.text)).unwrap_or_default();
        line(&s.name, &phrase)
    });
    let content = c.flags.iter().filter(|f| f.kind == FlagKind::Content);
    let flags = content.map(|f| line(&f.name, f.detection.as_ref().map_or("", |ask| &ask.text)));
    let measures = el("dl")
        .class("facts")
        .child(fact("action", &format!("{}%", c.depth.action_percent)))
        .child(fact("situation and task", &format!("≤ {} s", c.depth.setup_at_most.0)))
        .child(fact("sentences open with “I”", &format!("≥ {}", c.depth.i_sentences)));
    let columns = el("div")
        .class("columns")
        .child(column("Let them hear", signals.collect()))
        .child(column("Ask yourself first", flags.collect()));
    let lines = el("dl").class("lines").children(lines);
    let (level, lens) = (app.level_of(&c.id), app.lens_of(&c.id));
    let headline = text("p", "statement", &c.cheat_card.headline);
    let same = c.clone();
    let expected = live(move || {
        let level = c.level(&level.read());
        level.map_or_else(nothing, |l| line(&format!("As {}", l.name), &l.expected))
    });
    let lift = live(move || {
        let lens = same.lens(&lens.read());
        lens.map_or_else(nothing, |l| line(&format!("At {}", l.company), &l.lift))
    });
    let card = el("div")
        .class("cheat panel lifted")
        .child(headline)
        .child(lines.child(expected).child(lift))
        .child(measures)
        .child(columns);
    let print = button("button", "Print on one page", page::print);
    all([card, el("div").class("row no-print").child(print)])
}
