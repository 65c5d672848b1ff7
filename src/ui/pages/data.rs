//! What is kept, and where: backup, restore, erase, settings.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::super::clock;
use super::super::components::{choice, fact, page_head, section};
use super::super::el::{El, all, button, el, nothing, text};
use super::super::file;
use super::super::format;
use super::super::recordings;
use super::super::state::{AppState, use_app};
use crate::domain::progress::{Setting, Theme};
use crate::storage::backup::{self, Backup};
use crate::storage::keep::Keeping;

/// Kept data and settings.
pub(in crate::ui) fn data() -> El {
    let app = use_app();
    let lead = "Everything you write stays in this browser's storage. Nothing is sent anywhere; there is no account and no server.";
    let parts = el("div")
        .class("stack-l")
        .live(move || kept(app))
        .child(recorded(app))
        .child(restore(app))
        .child(super::exchange::exchange(app))
        .child(settings(app))
        .child(erase(app));
    all([page_head("On this device", "Your data", lead), parts])
}

fn kept(app: AppState) -> El {
    let keeper = app.keeper.read();
    let progress = keeper.progress();
    let attempts = progress.attempts().len();
    let mut reviews = 0;
    for entry in app.library.entries() {
        for (_, track) in progress.tracks(&entry.id) {
            reviews += track.reviews.len();
        }
    }
    let usage = keeper.usage().unwrap_or_default();
    let place = match keeper.keeping() {
        Keeping::Durable => "In this browser's storage",
        Keeping::MemoryOnly(_) => "In this tab alone, until it closes",
    };
    let download = move || {
        let text = app.keeper.with_untracked(|k| k.backup());
        file::download(&format!("starling-{}.jsonl", clock::date()), &text);
    };
    let facts = el("dl")
        .class("facts")
        .child(fact("card reviews", &reviews.to_string()))
        .child(fact("attempts", &attempts.to_string()))
        // Browsers keep text as UTF-16: two bytes a unit.
        .child(fact("of storage used", &format::size(usage.ours * 2)))
        .child(fact("of the room taken", &format!("{}%", usage.percent())));
    let how = format!(
        "{place}. Browsers may clear it: Safari does after seven days without a visit, unless Starling is on the home screen. A backup is a file that is yours."
    );
    let mut kept =
        section("panel stack", "kept", "What is kept").child(facts).child(text("p", "muted", &how));
    let aside = keeper.set_aside().len();
    if aside > 0 {
        let records = format::count(aside as u32, "record");
        let was = if aside == 1 { "was" } else { "were" };
        let said = format!(
            "{records} could not be read and {was} set aside. Everything else is here, and nothing was deleted."
        );
        kept = kept.child(banner("banner", &said));
    }
    kept.child(el("div").class("row").child(button("button", "Download a backup", download)))
}

fn banner(class: &'static str, words: &str) -> El {
    el("div").class(class).child(text("p", "", words))
}

/// Where restoring a backup stands.
#[derive(Clone)]
enum Restoring {
    Nothing,
    Refused(String),
    Offered(Backup),
    Done(usize),
}

/// What was recorded, which is in no backup: how much it is, and the way to be rid of it.
fn recorded(app: AppState) -> El {
    let total: RwSignal<Option<(u32, usize)>> = RwSignal::new(None);
    let is_asked = RwSignal::new(false);
    let count = move || {
        leptos::task::spawn_local(async move {
            let chunks = recordings::list(None).await;
            let mut pieces: Vec<_> = chunks.iter().map(|chunk| (&chunk.attempt, chunk.piece)).collect();
            pieces.dedup();
            let bytes = chunks.iter().map(|chunk| chunk.size as usize).sum();
            total.try_set(Some((pieces.len() as u32, bytes)));
        });
    };
    leptos::task::spawn_local(async move {
        recordings::sweep(app).await;
        count();
    });
    let delete = move || {
        is_asked.set(false);
        leptos::task::spawn_local(async move {
            // OK because what is not deleted is still counted.
            let _ = recordings::clear().await;
            count();
        });
    };
    let told = move || match total.get() {
        None => text("p", "muted", "Counting."),
        Some((0, _)) => text(
            "p",
            "muted",
            "Nothing is recorded. Mocks that you speak are recorded here, on this device alone.",
        ),
        Some((pieces, bytes)) => all([
            el("dl")
                .class("facts")
                .child(fact("answers and replies", &pieces.to_string()))
                .child(fact("of storage used", &format::size(bytes))),
            text("p", "muted", "They are in no backup. Each goes with its attempt, or from its report."),
        ]),
    };
    let hand = move || {
        if total.get().is_none_or(|(pieces, _)| pieces == 0) {
            return nothing();
        }
        if !is_asked.get() {
            let ask = move || is_asked.set(true);
            return el("div").child(button("button quiet", "Delete all recordings…", ask));
        }
        let ways = el("div")
            .class("row")
            .child(button("button danger", "Yes, delete all recordings", delete))
            .child(button("button quiet", "No, keep them", move || is_asked.set(false)));
        banner("banner bad", "Words, times and scores stay. The sound can't be brought back.")
            .attr("role", "alert")
            .child(ways)
    };
    section("panel stack", "recordings", "Recordings")
        .child(el("div").class("stack").attr("role", "status").live(told))
        .live(hand)
}

fn restore(app: AppState) -> El {
    let state = RwSignal::new(Restoring::Nothing);
    let chosen = move |input: web_sys::HtmlInputElement| {
        file::read(&input, move |text| {
            let offered = match text {
                Ok(text) => match backup::read(&text) {
                    Ok(backup) => Restoring::Offered(backup),
                    Err(error) => Restoring::Refused(format!(
                        "This file is not a whole Starling backup ({error}). Nothing has changed."
                    )),
                },
                Err(error) => Restoring::Refused(error.to_string()),
            };
            // The page may have gone meanwhile.
            state.try_set(offered);
        });
        // So that choosing the same file again is noticed.
        input.set_value("");
    };
    let field = el("input")
        .attr("type", "file")
        .attr("accept", ".jsonl,application/jsonl,text/plain")
        .on_change_event(move |event| {
            if let Some(input) = event.target().and_then(|t| t.dyn_into().ok()) {
                chosen(input);
            }
        });
    let how =
        "You see first what it would add. What is here already stays, and restoring twice changes nothing.";
    section("panel stack", "restore", "Restore a backup")
        .child(text("p", "muted", how))
        .child(el("label").class("field file").child(text("span", "", "Backup file")).child(field))
        .child(el("div").attr("role", "status").live(move || restoring(app, state)))
}

fn restoring(app: AppState, state: RwSignal<Restoring>) -> El {
    let backup = match state.get() {
        Restoring::Nothing => return nothing(),
        Restoring::Refused(why) => return banner("banner bad", &why),
        Restoring::Done(new) => {
            let said = format!("Restored: {} added.", format::count(new as u32, "record"));
            return banner("banner good", &said);
        }
        Restoring::Offered(backup) => backup,
    };
    let preview = app.keeper.with_untracked(|k| backup.preview(k.log()));
    if preview.new == 0 {
        let said = "Everything in this backup is here already. There is nothing to add.";
        return banner("banner good", said);
    }
    let said = format!(
        "It would add {}: {} and {} among them. {} here already.",
        format::count(preview.new as u32, "record"),
        format::count(preview.reviews as u32, "review"),
        format::count(preview.attempts as u32, "attempt"),
        preview.known,
    );
    let add = move || {
        app.restore(&backup);
        state.set(Restoring::Done(preview.new));
    };
    let ways = el("div").class("row").child(button("button", "Add them", add)).child(button(
        "button quiet",
        "Cancel",
        move || state.set(Restoring::Nothing),
    ));
    banner("banner", &said).child(ways)
}

fn settings(app: AppState) -> El {
    let options = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(id, label)| (id.to_string(), label.to_string())).collect()
    };
    let theme = Signal::derive(move || app.settings(|s| s.theme.name().to_string()));
    let set_theme = Callback::new(move |id: String| {
        app.set_theme(match id.as_str() {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::Auto,
        });
    });
    let pace = Signal::derive(move || app.settings(|s| s.pace.to_string()));
    let set_pace = Callback::new(move |id: String| {
        if let Ok(pace) = id.parse() {
            app.set(Setting::Pace(pace));
        }
    });
    let new = Signal::derive(move || app.settings(|s| s.new_per_day.to_string()));
    let set_new = Callback::new(move |id: String| {
        if let Ok(new) = id.parse() {
            app.set(Setting::NewPerDay(new));
        }
    });
    let keys = Signal::derive(move || app.settings(|s| if s.shortcuts { "on" } else { "off" }).to_string());
    let set_keys = Callback::new(move |id: String| app.set(Setting::Shortcuts(id == "on")));
    let themes = options(&[("auto", "As the device"), ("light", "Light"), ("dark", "Dark")]);
    let news = options(&[("5", "5"), ("10", "10"), ("20", "20"), ("40", "40"), ("200", "All")]);
    let paces = options(&[("130", "130"), ("140", "140"), ("150", "150"), ("160", "160"), ("170", "170")]);
    let on_off = options(&[("on", "On"), ("off", "Off")]);
    section("panel stack", "settings", "Settings")
        .child(choice("Colours", "theme", themes, theme, set_theme))
        .child(choice("New cards a day", "new", news, new, set_new))
        .child(choice("Pace of speaking, in words a minute", "pace", paces, pace, set_pace))
        .child(choice(
            "Single keys (Space, 1–4, Z, E, S, B on cards and in quizzes; M in a mock)",
            "keys",
            on_off,
            keys,
            set_keys,
        ))
}

fn erase(app: AppState) -> El {
    let asked = RwSignal::new(false);
    let outcome: RwSignal<Option<bool>> = RwSignal::new(None);
    let erase = move || {
        asked.set(false);
        let is_erased = app.erase();
        leptos::task::spawn_local(async move {
            let is_cleared = recordings::clear().await.is_ok();
            outcome.try_set(Some(is_erased && is_cleared));
        });
    };
    let ask = move || {
        outcome.set(None);
        asked.set(true);
    };
    let said = move || match outcome.get() {
        Some(true) => banner("banner good", "Everything is erased."),
        Some(false) => banner(
            "banner bad",
            "The browser did not let everything be erased. Try again, or clear this site's data in the browser's settings.",
        ),
        None => nothing(),
    };
    let hand = move || {
        if !asked.get() {
            return el("div").child(button("button danger", "Erase everything…", ask));
        }
        let ways = el("div")
            .class("row")
            .child(button("button danger", "Yes, erase everything", erase))
            .child(button("button quiet", "No, keep it", move || asked.set(false)));
        let warning = "This cannot be undone, unless you have a backup. Erase everything?";
        banner("banner bad", warning).attr("role", "alert").child(ways)
    };
    let what = "Removes all reviews, attempts, drafts, recordings and settings of Starling from this device. Other apps of this site are not touched.";
    section("panel stack", "erase", "Erase everything")
        .child(text("p", "muted", what))
        .child(el("div").attr("role", "status").live(said))
        .live(hand)
}
