//! The shell around every page: header, banners, the page of the route, footer.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::components::{page_head, placeholder};
use super::el::{El, all, button, el, link, live, nothing, text};
use super::page;
use super::pages;
use super::route::{MockLink, Route};
use super::state::{AppState, Notice};

/// The whole app over its state.
pub fn app(state: AppState) -> El {
    provide_context(state);
    let route = state.route;
    let gone = window_event_listener(ev::hashchange, move |_| state.follow_address());
    let written = window_event_listener(ev::storage, move |event| {
        state.absorb(event.key().as_deref(), event.new_value().as_deref());
    });
    on_cleanup(move || {
        gone.remove();
        written.remove();
    });
    let shown = Memo::new(move |_| route.get().page());
    Effect::new(move |arrived: Option<bool>| {
        let arrived = arrived == Some(true);
        if !is_on_screen(state, &shown.read()) {
            return arrived;
        }
        page::arrive(!arrived);
        true
    });
    // Once the first screen is drawn, the other pages are fetched, so that going there takes no time.
    request_animation_frame(move || set_timeout(move || state.library.fetch_pages(), Duration::ZERO));
    let main = el("main")
        .attr("id", "main")
        .live_attr("class", move || Some(if is_slim(&shown.read()) { "page slim" } else { "page" }.into()))
        .child(banners(state, shown))
        .live(move || {
            let shown = shown.get();
            // A page is made once; what changes in it follows its own signals.
            untrack(|| show(state, shown))
        });
    all([header(state, shown), main, footer()])
}

fn show(state: AppState, shown: Route) -> El {
    match shown {
        Route::Home => pages::home(),
        Route::Unknown => pages::nowhere(),
        shown => {
            state.library.fetch_pages();
            live(move || match state.library.pages.get() {
                Some(Ok(show)) => untrack(|| show(shown.clone(), state.route)),
                Some(Err(_)) => not_loaded(state),
                None => placeholder(),
            })
        }
    }
}

/// Whether what there is to show of a route is on the screen: its page, or that it could not be loaded.
fn is_on_screen(state: AppState, shown: &Route) -> bool {
    matches!(shown, Route::Home | Route::Unknown) || state.library.pages.get().is_some()
}

/// In place of a page that did not come.
fn not_loaded(state: AppState) -> El {
    let lead =
        "Check the connection, then try again. If that does not help, reload: there may be a new version.";
    let again = button("button", "Try again", move || state.library.fetch_pages());
    let reload = button("button quiet", "Reload", page::reload);
    all([
        page_head("Starling", "This page could not be loaded", lead),
        el("div").class("row").child(again).child(reload),
    ])
}

/// The main places, and the cheat card, one tap away everywhere.
fn header(state: AppState, shown: Memo<Route>) -> El {
    // Everything that is kept moves the signal; the header moves with the competency alone.
    let chosen = state.competency();
    let competency = Memo::new(move |_| chosen.get());
    let places = ["Learn", "Cards", "Mock", "History"].map(|name| {
        let place = move || {
            let competency = competency.get();
            match name {
                "Learn" => Route::Learn { competency, section: None },
                "Cards" => Route::Cards { competency },
                "Mock" => Route::Mock(MockLink { competency: Some(competency), ..MockLink::default() }),
                _ => Route::History,
            }
        };
        let to = text("a", "", name)
            .live_attr("href", move || Some(place().href()))
            .live_attr("aria-current", move || is_within(&shown.read(), &place()).then(|| "page".into()));
        el("li").child(to)
    });
    let cheat = text("a", "button quiet cheat-link", "Cheat card")
        .live_attr("href", move || Some(Route::Cheat { competency: competency.get() }.href()));
    let nav = el("nav").class("places").attr("aria-label", "Main").child(el("ul").children(places));
    let inner = el("div").class("top-inner");
    let inner = inner.child(link("brand", &Route::Home.href(), "Starling")).child(nav).child(cheat);
    el("header").class("top").child(inner)
}

/// Whether a page is one column of text.
fn is_slim(shown: &Route) -> bool {
    !matches!(shown, Route::Home | Route::Learn { .. } | Route::Mock(_) | Route::Report { .. })
}

/// Whether the page shown belongs to a place of the header.
fn is_within(shown: &Route, place: &Route) -> bool {
    match (shown, place) {
        (Route::Mock(_) | Route::Interview { .. }, Route::Mock(_)) => true,
        (Route::Report { .. } | Route::Debrief { .. } | Route::Progress { .. }, Route::History)
        | (Route::Quiz(_) | Route::Deck { .. }, Route::Cards { .. }) => true,
        _ => shown == place,
    }
}

/// What is wrong with keeping, and a new version where it is no disturbance.
fn banners(state: AppState, shown: Memo<Route>) -> El {
    let update_waits = page::update_waits();
    let notice = live(move || {
        let Some(notice) = state.notice.get() else { return nothing() };
        let action = match notice {
            Notice::Newer => button("button quiet", "Reload", page::reload),
            _ => link("button quiet", &Route::Data.href(), "Back up"),
        };
        banner("banner bad", "alert", &notice.to_string(), action)
    });
    let update = live(move || {
        // Never in the middle of a mock.
        let calm =
            matches!(*shown.read(), Route::Home | Route::Report { .. } | Route::Debrief { .. } | Route::Data);
        if !calm || !update_waits.get() {
            return nothing();
        }
        let said = "A new version of Starling is ready. Your data stays as it is.";
        banner("banner", "status", said, button("button quiet", "Update now", page::accept_update))
    });
    el("div").class("banners no-print").child(notice).child(update)
}

fn banner(class: &'static str, role: &str, said: &str, action: El) -> El {
    el("div").class(class).attr("role", role).child(text("p", "", said)).child(action)
}

fn footer() -> El {
    let ready = page::offline_ready();
    let offline = el("p")
        .attr("role", "status")
        .live_text(move || if ready.get() { "✓ Ready offline".into() } else { String::new() });
    let affiliated = "Not affiliated with any company named here. Nothing you write leaves this device.";
    el("footer")
        .class("foot no-print")
        .child(offline)
        .child(el("p").child(link("", &Route::Data.href(), "Your data and settings")))
        .child(text("p", "muted", affiliated))
}
