//! Cards out to Anki and spreadsheets, and in again.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::clock;
use super::super::components::section;
use super::super::el::{El, all, button, el, nothing, text};
use super::super::file;
use super::super::format;
use super::super::state::AppState;
use crate::domain::card::{self, Card};
use crate::domain::competency::Competency;
use crate::domain::mark::OwnCard;
use crate::domain::track::Tracks;
use crate::share::anki::{self, PlainCard, Preview};

/// So many cards of each sort are named before they are taken in.
const NAMED: usize = 5;

/// The cards of the competency worked on, to take along and to bring back.
pub(in crate::ui) fn exchange(app: AppState) -> El {
    let id = app.competency().get_untracked();
    let loading = app.library.competency(&id);
    let what = "Cards are plain text in Anki's format: an id each, then front, back and tags. Importing the file there again changes words and leaves Anki's schedule as it is.";
    let back = "A file that comes back, edited, does the same here; so does a table from a spreadsheet.";
    section("panel stack", "exchange", "Cards for Anki and spreadsheets")
        .child(text("p", "muted", what))
        .child(text("p", "muted", back))
        .live(move || match loading.get() {
            Some(Ok(competency)) => all([take_along(app, Some(competency.clone())), bring(app, competency)]),
            Some(Err(error)) => text("p", "", &error.to_string()),
            // Nobody waits for it: it is here before anyone has read what it does.
            None => take_along(app, None),
        })
}

/// The competency's cards, somebody's own among them.
fn known(app: AppState, c: &Competency) -> Vec<Card> {
    app.keeper.with_untracked(|keeper| {
        card::deck_with(c, keeper.progress().cards(&c.id).into_iter().flat_map(Tracks::own))
    })
}

/// Keeps cards that came in, new ones and others with new words, as somebody's own.
fn keep(app: AppState, c: &Competency, cards: &[PlainCard]) {
    let is_known = |id: &&str| c.signal(id).is_some() || c.flag(id).is_some();
    let own = cards.iter().map(|card| OwnCard {
        id: card.id.clone(),
        front: card.front.clone(),
        back: card.back.clone(),
        about: card.about().filter(is_known).map(String::from),
    });
    let said = format!("Taking in {}", format::count(cards.len() as u32, "card"));
    app.write_cards(&c.id, own, said);
}

fn take_along(app: AppState, c: Option<Arc<Competency>>) -> El {
    const LABEL: &str = "Download the cards for Anki";
    let button = match c {
        Some(c) => button("button", LABEL, move || download(app, &c)),
        None => text("button", "button", LABEL).attr("type", "button").attr("disabled", ""),
    };
    el("div").class("stack").child(el("div").class("row").child(button))
}

fn download(app: AppState, c: &Competency) {
    let name = format!("starling-{}-{}.txt", c.id, clock::date());
    let cards: Vec<PlainCard> = known(app, c).iter().map(PlainCard::of).collect();
    file::download(&name, &anki::write(&c.id, &c.title, &cards));
}

/// Where bringing cards in stands.
#[derive(Clone)]
enum Bringing {
    Nothing,
    Refused(String),
    Offered(Preview),
    Done(usize),
}

fn bring(app: AppState, c: Arc<Competency>) -> El {
    let state = RwSignal::new(Bringing::Nothing);
    let same = c.clone();
    let chosen = move |input: web_sys::HtmlInputElement| {
        let c = same.clone();
        file::read(&input, move |text| {
            let offered = match text {
                Ok(text) => offered(app, &c, &text),
                Err(error) => Bringing::Refused(error.to_string()),
            };
            // The page may have gone meanwhile.
            state.try_set(offered);
        });
        // So that choosing the same file again is noticed.
        input.set_value("");
    };
    let field = el("input").attr("type", "file").attr("accept", ".txt,.csv,.tsv,text/plain,text/csv");
    let field = field.on_change_event(move |event| {
        if let Some(input) = event.target().and_then(|t| t.dyn_into().ok()) {
            chosen(input);
        }
    });
    let how = "Front and back in two columns are enough; a third holds tags. You see first what a file would change.";
    all([
        el("label").class("field file").child(text("span", "", "Text or CSV file with cards")).child(field),
        text("p", "small muted", how),
        el("div").attr("role", "status").live(move || bringing(app, &c, state)),
    ])
}

fn offered(app: AppState, c: &Competency, text: &str) -> Bringing {
    let known = known(app, c);
    let others: Vec<String> = app.library.entries().into_iter().map(|entry| entry.id).collect();
    let others: Vec<String> = others.into_iter().filter(|id| *id != c.id).collect();
    match anki::read(text, &c.id, &known, &others) {
        Ok(cards) => Bringing::Offered(anki::preview(&known, cards)),
        Err(error) => {
            Bringing::Refused(format!("These cards were not taken in ({error}). Nothing has changed."))
        }
    }
}

fn banner(class: &'static str, words: &str) -> El {
    el("div").class(class).child(text("p", "", words))
}

fn bringing(app: AppState, c: &Arc<Competency>, state: RwSignal<Bringing>) -> El {
    let Preview { new, changed, same } = match state.get() {
        Bringing::Nothing => return nothing(),
        Bringing::Refused(why) => return banner("banner bad", &why),
        Bringing::Done(taken) => {
            return banner("banner good", &format!("{} taken in.", format::count(taken as u32, "card")));
        }
        Bringing::Offered(preview) => preview,
    };
    let taken = new.len() + changed.len();
    if taken == 0 {
        return banner("banner", "Every card in this file is here as it is. There is nothing to change.");
    }
    let count = |cards: &[PlainCard]| format::count(cards.len() as u32, "card");
    let mut said = match (new.is_empty(), changed.is_empty()) {
        (false, true) => format!("It would add {}.", count(&new)),
        (true, _) => format!("It would change the words of {}.", count(&changed)),
        (false, false) => {
            format!("It would add {} and change the words of {}.", count(&new), count(&changed))
        }
    };
    if same > 0 {
        said = format!("{said} {} here as they are.", format::count(same as u32, "other"));
    }
    let lists = all([named("New", &new), named("Changed", &changed)]);
    let c = c.clone();
    let cards: Vec<PlainCard> = new.into_iter().chain(changed).collect();
    let take = move || {
        keep(app, &c, &cards);
        state.set(Bringing::Done(taken));
    };
    let cancel = move || state.set(Bringing::Nothing);
    let ways = el("div").class("row").child(button("button", "Take them in", take)).child(button(
        "button quiet",
        "Cancel",
        cancel,
    ));
    el("div")
        .class("banner")
        .child(el("div").class("stack").child(text("p", "", &said)).child(lists).child(ways))
}

/// The first of some cards, by their fronts.
fn named(title: &'static str, cards: &[PlainCard]) -> El {
    if cards.is_empty() {
        return nothing();
    }
    let more = cards.len().saturating_sub(NAMED);
    let fronts = cards.iter().take(NAMED).map(|card| text("li", "", &format::brief(&card.front)));
    el("div")
        .class("stack-s")
        .child(text("p", "label", title))
        .child(el("ul").class("ticks plain").children(fronts))
        .children(
            (more > 0).then(|| text("p", "small", &format!("and {}", format::count(more as u32, "other")))),
        )
}
