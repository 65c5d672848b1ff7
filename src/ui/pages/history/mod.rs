//! All attempts.

mod calibration;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::page_head;
use super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::format;
use super::super::page;
use super::super::route::{MockLink, Route};
use super::super::state::{AppState, use_app};
use super::debrief;
use crate::domain::interview::{Attempt, Course};
use crate::domain::progress::Kept;

/// The attempts, newest first.
pub(in crate::ui) fn history() -> El {
    let app = use_app();
    let undo = move || {
        if app.last_deleted.read().is_none() {
            return nothing();
        }
        let undo = button("button quiet", "Undo", move || app.undelete()).attr("id", "undo");
        el("div").class("banner").child(text("p", "", "The attempt is deleted.")).child(undo)
    };
    let attempts = move || {
        let keeper = app.keeper.read();
        let attempts = keeper.progress().attempts();
        if attempts.is_empty() {
            return empty();
        }
        let mut rows = el("ul").class("stack");
        let mut courses: Vec<&str> = Vec::new();
        for kept in attempts.iter().rev() {
            let Some((kind, round)) = kept.value.setup.course.zip(kept.value.round.as_ref()) else {
                rows = rows.child(row("panel attempt", app, kept));
                continue;
            };
            // A course stands where its last mock does, with all of them.
            if !courses.contains(&round.course.as_str()) {
                courses.push(&round.course);
                rows = rows.child(course(app, kind, &round.course, &keeper.progress().course(&round.course)));
            }
        }
        rows
    };
    let competency = app.competency();
    let progress = text("a", "button quiet", "See your progress")
        .live_attr("href", move || Some(Route::Progress { competency: competency.get() }.href()));
    let progress = el("p").class("no-print").child(progress);
    all([
        page_head("Your mocks", "History", ""),
        progress,
        el("div").attr("role", "status").live(undo),
        calibration::view(app),
        live(attempts),
    ])
}

fn empty() -> El {
    let why = "Take one, and its report is kept here, on this device alone. The first one is for finding out, not for shining.";
    let mock = link("button", &Route::Mock(MockLink::default()).href(), "Take your first mock");
    el("section")
        .class("panel finished stack")
        .child(text("h2", "", "No mock yet"))
        .child(text("p", "", why))
        .child(el("p").child(mock))
}

/// Several mocks in a row, with the way to what they come to.
fn course(app: AppState, kind: Course, id: &str, mocks: &[&Kept<Attempt>]) -> El {
    let route = Route::Debrief { course: id.to_string() };
    let mut title = debrief::title(kind);
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let to = link("button quiet", &route.href(), "Debrief").attr("aria-label", &format!("Debrief: {title}"));
    let head = el("div")
        .class("row apart")
        .child(el("div").class("stack-s").child(text("h2", "", &title)).child(text(
            "p",
            "small muted",
            &debrief::lead(kind, mocks.len()),
        )))
        .child(to);
    let rows = mocks.iter().map(|kept| row("attempt", app, kept));
    el("li").class("panel stack course").child(head).child(el("ol").class("stack").children(rows))
}

fn row(class: &'static str, app: AppState, kept: &Kept<Attempt>) -> El {
    let (attempt, record) = (&kept.value, kept.record.clone());
    let href = Route::Report { attempt: attempt.id.clone() }.href();
    let entry = app.library.entry(&attempt.setup.competency);
    let loading = app.library.competency(&attempt.setup.competency);
    let question = attempt.setup.question.clone();
    let fallback = entry.as_ref().map(|e| e.title.clone()).unwrap_or_default();
    let title = move || {
        let asked = loading.ready().and_then(|c| c.question(&question).map(|q| q.text.clone()));
        asked.unwrap_or_else(|| fallback.clone())
    };
    let when = clock::written(attempt.started);
    let label = format!("Delete the attempt of {when}");
    let mut about = vec![when];
    if let Some(entry) = entry {
        let level = entry.level_name(&attempt.setup.level);
        if !level.is_empty() {
            about.push(level);
        }
        if let Some(lens) = &attempt.setup.lens {
            about.push(entry.lens_name(lens));
        }
    }
    about.push(format::spoken(attempt.answer_seconds));
    if app.keeper.with_untracked(|k| !k.progress().corrections(&attempt.id).is_empty()) {
        about.push("corrected by you".into());
    }
    let score = attempt.score.map_or("–".to_string(), |s| s.to_string());
    let delete = button("button quiet", "Delete", move || {
        app.delete(record.clone());
        // The button that had the focus is gone.
        page::arrive_at("undo");
    });
    let what = el("div")
        .class("stack-s")
        .child(el("p").child(el("a").attr("href", &href).live_text(title)))
        .child(text("p", "small muted", &about.join(" · ")));
    el("li")
        .class(class)
        .child(text("p", "score-small", &score).attr("aria-label", &score_in_words(attempt.score)))
        .child(what)
        .child(delete.attr("aria-label", &label))
}

fn score_in_words(score: Option<u8>) -> String {
    score.map_or("Too little to judge".to_string(), |score| format!("Score {score} of 5"))
}
