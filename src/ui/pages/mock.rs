//! A mock to set up. The address always holds the set-up as it stands, so it can be sent to somebody.

mod asked;
mod choices;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{choice, fact, loaded, page_head, placeholder};
use super::super::course::new_id;
use super::super::el::{El, all, button, el, nothing, text};
use super::super::format;
use super::super::page;
use super::super::route::{Limit, MockLink, Route, Row};
use super::super::state::{AppState, use_app};
use crate::domain::competency::Competency;
use crate::domain::draw;
use crate::domain::interview::{Course, Interview, Pick, RUNGS, Setup};
use crate::domain::progress::Setting;
use crate::domain::time::Seconds;

/// What most guides ask for.
const DEFAULT_TOTAL: Seconds = Seconds(120);
const DEFAULT_THINK: Seconds = Seconds(30);
const DEFAULT_PROBES: u8 = 2;

/// The set-up of a mock; what `link` leaves open, the last choice fills in.
pub(in crate::ui) fn mock(link: MockLink) -> El {
    let app = use_app();
    let id = link.competency.clone().unwrap_or_else(|| app.competency().get_untracked());
    let Some(entry) = app.library.entry(&id) else { return super::nowhere() };
    let text = app.library.competency(&id);
    let lead = "Answered against the clock. Nobody cuts you off.";
    all([
        page_head(&entry.title, "Mock interview", lead),
        other_competencies(app, &entry.id),
        loaded(text, move |competency| {
            if link.start { start_at_once(app, &competency, &link) } else { form(app, competency, &link) }
        }),
    ])
}

/// The other competencies, where there are any.
fn other_competencies(app: AppState, id: &str) -> El {
    let entries = app.library.entries();
    if entries.len() < 2 {
        return nothing();
    }
    let options = entries.into_iter().map(|entry| (entry.id, entry.title)).collect();
    let choose = Callback::new(move |id: String| {
        app.set_competency(id.clone());
        app.go(Route::Mock(MockLink { competency: Some(id), ..MockLink::default() }));
    });
    choice("Competency", "competency", options, Signal::stored(id.to_string()), choose)
}

/// What the link, the last mock and the settings agree on.
fn proposed(app: AppState, c: &Competency, link: &MockLink) -> Setup {
    let last = app.keeper.with_untracked(|k| k.progress().settings().last_setup.clone());
    let last = last.filter(|setup| setup.competency == c.id);
    let level = link.level.clone().filter(|id| c.level(id).is_some());
    let lens = link.lens.clone().map(|id| Some(id).filter(|id| c.lens(id).is_some()));
    let kept_lens = || Some(app.lens_of(&c.id).get_untracked()).filter(|id| !id.is_empty());
    let lens = lens.unwrap_or_else(kept_lens);
    let total = link.total.map(|limit| match limit {
        Limit::None => None,
        Limit::Total(seconds) => Some(seconds),
    });
    let total = total.unwrap_or_else(|| last.as_ref().map_or(Some(DEFAULT_TOTAL), |setup| setup.total));
    // Meters chosen for an answer without a limit were not chosen for one against the clock.
    let metered = last.as_ref().filter(|setup| total.is_none() || setup.total.is_some());
    let pick = last.as_ref().and_then(|setup| setup.pick).unwrap_or_default();
    let course = link.row.map(|row| match row {
        Row::Single => None,
        Row::Course(course) => Some(course),
    });
    let of_last = |read: fn(&Setup) -> Option<Course>| last.as_ref().and_then(read);
    Setup {
        competency: c.id.clone(),
        question: question(app, c, link, lens.as_deref(), pick),
        level: level.unwrap_or_else(|| app.level_of(&c.id).get_untracked()),
        total,
        think: link.think.unwrap_or_else(|| last.as_ref().map_or(DEFAULT_THINK, |setup| setup.think)),
        probes: link.probes.unwrap_or_else(|| last.as_ref().map_or(DEFAULT_PROBES, |setup| setup.probes)),
        meters: metered.and_then(|setup| setup.meters),
        mode: link.mode.or_else(|| last.as_ref().and_then(|setup| setup.mode)),
        course: course.unwrap_or_else(|| of_last(|setup| setup.course)),
        face: link.clock.or_else(|| last.as_ref().and_then(|setup| setup.face)),
        hints: link.hints.or_else(|| last.as_ref().and_then(|setup| setup.hints)),
        probe_time: link.reply.or_else(|| last.as_ref().and_then(|setup| setup.probe_time)),
        stretch: last.as_ref().and_then(|setup| setup.stretch),
        pick: Some(pick),
        lens,
    }
}

/// The question (its id) that the link names, or the one chosen last, or one that is drawn.
fn question(app: AppState, c: &Competency, link: &MockLink, lens: Option<&str>, pick: Pick) -> String {
    let chosen = || {
        let last = app.keeper.with_untracked(|k| k.progress().settings().last_setup.clone());
        last.filter(|_| pick == Pick::Chosen).map(|setup| setup.question)
    };
    let named = link.question.clone().or_else(chosen).filter(|id| c.question(id).is_some());
    named.unwrap_or_else(|| drawn(app, c, lens, pick, &[]))
}

/// A question (its id) that is drawn: of the lens's own where that is wanted and there are any. None of `but`.
fn drawn(app: AppState, c: &Competency, lens: Option<&str>, pick: Pick, but: &[&str]) -> String {
    let pick = if draw::has_own(c, lens) { pick } else { Pick::Drawn };
    app.keeper.with_untracked(|keeper| {
        let question = draw::draw(keeper.progress(), c, lens, pick, but).or(c.questions.first());
        question.map(|q| q.id.clone()).unwrap_or_default()
    })
}

fn link_to(setup: &Setup) -> MockLink {
    MockLink {
        competency: Some(setup.competency.clone()),
        question: Some(setup.question.clone()),
        level: Some(setup.level.clone()),
        lens: Some(setup.lens.clone().unwrap_or_else(|| "none".into())),
        total: Some(setup.total.map_or(Limit::None, Limit::Total)),
        think: Some(setup.think),
        probes: Some(setup.probes),
        mode: setup.mode,
        reply: setup.probe_time,
        row: Some(setup.course.map_or(Row::Single, Row::Course)),
        clock: setup.face,
        hints: setup.hints,
        start: false,
    }
}

/// Begins the mock, and remembers what it was agreed on.
fn start(app: AppState, setup: Setup) {
    app.set(Setting::LastSetup(setup.clone()));
    let id = new_id();
    let interview = Interview::start(id.clone(), setup, clock::now());
    app.save_draft(&interview);
    app.go(Route::Interview { id });
}

/// Begins at once, for who followed a link that says so. Going back leads to the set-up.
fn start_at_once(app: AppState, c: &Competency, link: &MockLink) -> El {
    let setup = proposed(app, c, link);
    set_timeout(
        move || {
            page::show_address(&Route::Mock(link_to(&setup)));
            start(app, setup.clone());
        },
        Duration::ZERO,
    );
    placeholder()
}

fn form(app: AppState, c: Arc<Competency>, link: &MockLink) -> El {
    let setup = RwSignal::new(proposed(app, &c, link));
    Effect::new(move || page::show_address(&Route::Mock(link_to(&setup.read()))));
    let fields = el("div").class("stack mock-options").children(choices::choices(app, &c, setup));
    let question = asked::question(app, c.clone(), setup);
    let begin = el("div")
        .class("stack mock-start")
        .live(move || plan(&c, &setup.read()))
        .child(button("button big", "Start the mock", move || start(app, setup.get_untracked())))
        .children(copy_link(setup));
    el("div").class("mock").child(question).child(begin).child(fields)
}

/// How the chosen time is best shared out, and how long it all takes.
fn plan(c: &Competency, setup: &Setup) -> El {
    let long = text("p", "small muted", &length(setup));
    if setup.course == Some(Course::Ladder) {
        let rungs = RUNGS.map(|rung| format::clock(setup.stretched(rung))).join(" → ");
        return all([
            text("p", "label", "One story, told four times"),
            text("p", "rungs number", &rungs),
            long,
        ]);
    }
    let Some(total) = setup.answer_time() else {
        let words = "No limit: take the time you need. The clock only counts up.";
        return text("p", "muted", words);
    };
    let b = c.depth.budget(total);
    let facts = el("dl")
        .class("facts")
        .child(fact("situation + task", &format!("{} s", b.setup.0)))
        .child(fact("action", &format!("{} s", b.action.0)))
        .child(fact("result", &format!("{} s", b.result.0)));
    el("div").class("stack-s").child(text("p", "label", "Share it out like this")).child(facts).child(long)
}

/// How long it takes if every clock runs out.
fn length(setup: &Setup) -> String {
    let think = setup.stretched(setup.think).0;
    let seconds = match setup.course {
        _ if setup.is_untimed() => return "As long as you like.".into(),
        Some(Course::Ladder) => RUNGS.iter().map(|rung| think + setup.stretched(*rung).0).sum(),
        course => {
            let one = think
                + setup.answer_time().map_or(0, |total| total.0)
                + setup.reply_time().0 * u32::from(setup.probes);
            one * u32::from(course.map_or(1, Course::rounds))
        }
    };
    format!("About {} in all.", format::count(seconds.div_ceil(60), "minute"))
}

fn copy_link(setup: RwSignal<Setup>) -> [El; 2] {
    let copied = RwSignal::new(None);
    let copy = move || page::copy(&page::address(&Route::Mock(link_to(&setup.read_untracked()))), copied);
    let said = move || {
        let said = match copied.get() {
            Some(true) => {
                "Copied. Whoever opens it is offered exactly this mock; nothing you write is in it."
            }
            Some(false) => "Not copied. The address of this page is the same link.",
            None => "",
        };
        said.to_string()
    };
    [
        button("button quiet", "Copy a link to this mock", copy),
        el("p").class("small muted").attr("role", "status").live_text(said),
    ]
}
