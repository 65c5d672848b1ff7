//! A competency as a page to read.

mod sections;

use std::sync::Arc;

use leptos::prelude::*;

use super::super::components::{choice, loaded, page_head};
use super::super::el::{El, all, el, link, text};
use super::super::page;
use super::super::route::{MockLink, Route, SECTIONS};
use super::super::state::{AppState, use_app};
use crate::domain::competency::Competency;

/// The Learn page of a competency; `section` is the part that the address points at.
pub(in crate::ui) fn learn(competency: &str, section: Signal<Option<String>>) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(competency) else { return super::nowhere() };
    let text = app.library.competency(competency);
    all([
        page_head(&entry.family, &entry.title, &entry.summary),
        loaded(text, move |competency| article(app, competency, section)),
    ])
}

fn article(app: AppState, c: Arc<Competency>, section: Signal<Option<String>>) -> El {
    Effect::new(move || {
        if let Some(section) = section.get() {
            request_animation_frame(move || page::jump(&section));
        }
    });
    let cards = Route::Cards { competency: c.id.clone() };
    let cheat = Route::Cheat { competency: c.id.clone() };
    let mock = Route::Mock(MockLink { competency: Some(c.id.clone()), ..MockLink::default() });
    let actions = el("div")
        .class("row")
        .child(link("button", &mock.href(), "Start a mock"))
        .child(link("button quiet", &cards.href(), "Practise the cards"))
        .child(link("button quiet", &cheat.href(), "Cheat card"));
    let aside = el("aside").class("stack").child(contents(&c)).child(switches(app, &c));
    let article = el("article").class("stack-l").children(sections::all(app, c));
    all([actions, el("div").class("learn").child(aside).child(article)])
}

fn contents(c: &Competency) -> El {
    let sections = SECTIONS.iter().filter(|(section, _)| sections::has(c, section));
    let links = sections.map(|(section, title)| {
        let route = Route::Learn { competency: c.id.clone(), section: Some((*section).into()) };
        // The address stays when the same link is followed again, so the click itself jumps.
        el("li").child(link("", &route.href(), title).on_click(|| page::jump(section)))
    });
    el("nav")
        .attr("aria-label", "On this page")
        .child(text("p", "label", "On this page"))
        .child(el("ol").children(links))
}

/// The level and lens switches, which change what the page shows.
fn switches(app: AppState, c: &Competency) -> El {
    let levels = c.levels.iter().map(|l| (l.id.clone(), l.name.clone())).collect();
    let set_level = Callback::new(move |id| app.set_level(id));
    let level = choice("You interview as", "level", levels, app.level_of(&c.id), set_level);
    let switches = el("div").class("switches stack").child(level);
    if c.lenses.is_empty() {
        return switches;
    }
    let mut lenses = vec![(String::new(), "Any company".to_string())];
    lenses.extend(c.lenses.iter().map(|l| (l.id.clone(), l.company.clone())));
    let set_lens = Callback::new(move |id| app.set_lens(id));
    switches.child(choice("At", "lens", lenses, app.lens_of(&c.id), set_lens))
}
