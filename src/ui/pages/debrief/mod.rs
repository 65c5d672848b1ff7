//! What several mocks in a row come to.

mod ladder;
mod next;
mod several;

use std::sync::Arc;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{loaded, page_head, placeholder};
use super::super::el::{El, all, button, el, link, live, text};
use super::super::format;
use super::super::page;
use super::super::route::{MockLink, Route};
use super::super::state::{AppState, use_app};
use super::reading::{Reread, read_all};
use crate::domain::competency::Competency;
use crate::domain::interview::{Attempt, Course, Interview};

/// The debrief of the course with this id.
pub(in crate::ui) fn debrief(course: &str) -> El {
    let app = use_app();
    let attempts: Vec<Attempt> = app.keeper.with_untracked(|keeper| {
        keeper.progress().course(course).into_iter().map(|kept| kept.value.clone()).collect()
    });
    let running = untrack(|| app.drafts()).into_iter().find(|draft| is_of(draft, course));
    let Some(last) = attempts.last().cloned() else { return nothing_yet(running) };
    let Some(kind) = last.setup.course else { return super::nowhere() };
    let Some(entry) = app.library.entry(&last.setup.competency) else { return super::nowhere() };
    let when = attempts.first().map(|first| clock::written(first.started)).unwrap_or_default();
    let mut about = format!("Debrief · {when} · {}", entry.level_name(&last.setup.level));
    if let Some(lens) = &last.setup.lens {
        about = format!("{about} · {}", entry.lens_name(lens));
    }
    let lead = lead(kind, attempts.len());
    let read = read_all(app, attempts);
    let reader = app.library.reader(&last.setup.competency);
    let shown = loaded(app.library.competency(&last.setup.competency), move |c| {
        let (last, running) = (last.clone(), running.clone());
        let whole = move || match read.get() {
            Some(read) => {
                let ways_on = next::ways_on(app, &c, &last, running.as_ref());
                Debrief { app, c: c.clone(), kind, read }.view(ways_on)
            }
            None => placeholder(),
        };
        // What reads the answers may not come.
        loaded(reader, move |_| live(whole.clone()))
    });
    all([page_head(&about, &format!("{}: {}", entry.title, title(kind)), &lead), shown])
}

fn is_of(draft: &Interview, course: &str) -> bool {
    draft.round.as_ref().is_some_and(|round| round.course == course)
}

/// What a course is called.
pub(in crate::ui::pages) fn title(kind: Course) -> String {
    match kind {
        Course::Loop(questions) => format!("loop of {}", format::count(questions.into(), "question")),
        Course::Ladder => "one story, shorter each time".to_string(),
    }
}

/// How far a course has come.
pub(in crate::ui::pages) fn lead(kind: Course, done: usize) -> String {
    let all = kind.rounds();
    let what = match kind {
        Course::Loop(_) => "question",
        Course::Ladder => "rung",
    };
    if done >= usize::from(all) {
        match kind {
            Course::Loop(_) => format!("All {} answered.", format::count(all.into(), what)),
            Course::Ladder => format!("All {} climbed down.", format::count(all.into(), what)),
        }
    } else {
        format!("{done} of {} so far.", format::count(all.into(), what))
    }
}

/// Where no mock of the course is kept: it is under way, or it was somewhere else.
fn nothing_yet(running: Option<Interview>) -> El {
    let Some(running) = running else {
        let lead = "A debrief stays in the browser that its mocks were answered in, until they are deleted.";
        return all([
            page_head("Debrief", "This debrief is not kept here", lead),
            el("p").child(link("button", &Route::History.href(), "See what is kept")),
        ]);
    };
    let lead = "Its first mock is still under way. What you say in it comes here when it is finished.";
    let on = Route::Interview { id: running.id };
    all([
        page_head("Debrief", "Nothing is answered yet", lead),
        el("p").child(link("button", &on.href(), "Go on with your mock")),
    ])
}

/// A course with everything that is read in its answers.
struct Debrief {
    app: AppState,
    c: Arc<Competency>,
    kind: Course,
    /// Its mocks so far, in their order.
    read: Vec<Reread>,
}

impl Debrief {
    fn view(&self, ways_on: El) -> El {
        let whole = match self.kind {
            Course::Loop(_) => self.several(),
            Course::Ladder => self.ladder(),
        };
        let limits = "A rehearsal, read by rules on this device. It says what was found in the words, not who you are, and predicts no hiring decision.";
        el("div").class("stack-l debrief").child(ways_on).child(whole).child(self.ways()).child(text(
            "p",
            "small muted measure",
            limits,
        ))
    }

    fn ways(&self) -> El {
        let mock = Route::Mock(MockLink { competency: Some(self.c.id.clone()), ..MockLink::default() });
        el("div")
            .class("row no-print")
            .child(link("button quiet", &mock.href(), "Take another mock"))
            .child(button("button quiet", "Print", page::print))
            .child(link("button quiet", &Route::History.href(), "All mocks"))
    }

    /// Which mock of the course an answer is, from 1: one before it may be deleted.
    fn number(&self, n: usize) -> usize {
        let round = self.read.get(n).and_then(|read| read.attempt.round.as_ref());
        round.map_or(n + 1, |round| usize::from(round.number))
    }

    fn report(&self, n: usize) -> String {
        self.read
            .get(n)
            .map(|read| Route::Report { attempt: read.attempt.id.clone() }.href())
            .unwrap_or_default()
    }
}

/// A row of a table: its name, then its cells.
fn row(name: El, cells: impl IntoIterator<Item = El>) -> El {
    el("tr").child(name.attr("scope", "row")).children(cells)
}

/// A score as a cell shows it.
fn score(read: &Reread) -> El {
    match read.score() {
        Some(value) => text("td", "number", &value.to_string()),
        None => el("td").child(text("span", "", "–").attr("aria-hidden", "true")).child(text(
            "span",
            "visually-hidden",
            "too little to judge",
        )),
    }
}
