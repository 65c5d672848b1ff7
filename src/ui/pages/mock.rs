//! A mock to set up. The address always holds the set-up as it stands, so it can be sent to somebody.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{choice, fact, loaded, page_head};
use super::super::el::{El, all, button, el, text};
use super::super::format;
use super::super::page;
use super::super::route::{Limit, MockLink, Route};
use super::super::state::{self, AppState, use_app};
use crate::domain::competency::{Competency, Question, QuestionKind};
use crate::domain::interview::{Interview, Mode, Setup};
use crate::domain::progress::{Progress, Setting};
use crate::domain::time::Seconds;

/// The times to choose from; 120 s is what most guides ask for.
const TOTALS: [u32; 7] = [60, 90, 120, 150, 180, 240, 300];
const THINK: [u32; 4] = [0, 15, 30, 60];
const DEFAULT_TOTAL: Seconds = Seconds(120);
const DEFAULT_THINK: Seconds = Seconds(30);
const DEFAULT_PROBES: u8 = 2;

/// The set-up of a mock; what `link` leaves open, the last choice fills in.
pub(in crate::ui) fn mock(link: MockLink) -> El {
    let app = use_app();
    let id = link.competency.clone().unwrap_or_else(|| app.competency().get_untracked());
    let Some(entry) = app.library.entry(&id) else { return super::nowhere() };
    let text = app.library.competency(&id);
    let lead = "One question, answered against the clock. Nobody cuts you off.";
    all([
        page_head(&entry.title, "Mock interview", lead),
        loaded(text, move |competency| form(app, competency, &link)),
    ])
}

/// What the link, the last mock and the settings agree on.
fn proposed(app: AppState, c: &Competency, link: &MockLink) -> Setup {
    let last = app.keeper.with_untracked(|k| k.progress().settings().last_setup.clone());
    let last = last.filter(|setup| setup.competency == c.id);
    let question = link.question.clone().filter(|id| c.question(id).is_some());
    let level = link.level.clone().filter(|id| c.level(id).is_some());
    let lens = link.lens.clone().map(|id| Some(id).filter(|id| c.lens(id).is_some()));
    let kept_lens = || Some(app.lens_of(&c.id).get_untracked()).filter(|id| !id.is_empty());
    let total = link.total.map(|limit| match limit {
        Limit::None => None,
        Limit::Total(seconds) => Some(seconds),
    });
    let total = total.unwrap_or_else(|| last.as_ref().map_or(Some(DEFAULT_TOTAL), |setup| setup.total));
    // Meters chosen for an answer without a limit were not chosen for one against the clock.
    let metered = last.as_ref().filter(|setup| total.is_none() || setup.total.is_some());
    Setup {
        competency: c.id.clone(),
        question: question.unwrap_or_else(|| app.keeper.with_untracked(|k| draw(c, k.progress(), None))),
        level: level.unwrap_or_else(|| app.level_of(&c.id).get_untracked()),
        lens: lens.unwrap_or_else(kept_lens),
        total,
        think: link.think.unwrap_or_else(|| last.as_ref().map_or(DEFAULT_THINK, |setup| setup.think)),
        probes: link.probes.unwrap_or_else(|| last.as_ref().map_or(DEFAULT_PROBES, |setup| setup.probes)),
        meters: metered.and_then(|setup| setup.meters),
        mode: link.mode.or_else(|| last.as_ref().and_then(|setup| setup.mode)),
        ..Setup::default()
    }
}

/// The question answered least lately, in the competency's order; never `but`, where there is another.
fn draw(c: &Competency, progress: &Progress, but: Option<&str>) -> String {
    let lately = |id: &str| progress.attempts_at(&c.id, id).next_back().map(|kept| kept.value.started);
    let others = c.questions.iter().filter(|q| Some(q.id.as_str()) != but);
    let drawn = others.min_by_key(|q| lately(&q.id)).or(c.questions.first());
    drawn.map(|q| q.id.clone()).unwrap_or_default()
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
    }
}

fn form(app: AppState, c: Arc<Competency>, link: &MockLink) -> El {
    let setup = RwSignal::new(proposed(app, &c, link));
    Effect::new(move || page::show_address(&Route::Mock(link_to(&setup.read()))));
    let start = move || {
        let setup = setup.get_untracked();
        app.set(Setting::LastSetup(setup.clone()));
        let id = format!("m{:x}", state::random());
        let interview = Interview::start(id.clone(), setup, clock::now());
        app.save_draft(&interview);
        app.go(Route::Interview { id });
    };
    let fields = el("div").class("stack mock-options").children(options(&c, setup));
    let question = question_of(app, c.clone(), setup);
    let begin = el("div")
        .class("stack mock-start")
        .live(move || plan(&c, &setup.read()))
        .child(button("button big", "Start the mock", start))
        .children(copy_link(setup));
    el("div").class("mock").child(question).child(begin).child(fields)
}

fn question_of(app: AppState, c: Arc<Competency>, setup: RwSignal<Setup>) -> El {
    let mut select = el("select").on_change(move |id| setup.update(|s| s.question = id));
    let group = |label: &'static str, wanted: fn(&Question) -> bool| {
        let wanted: Vec<El> = c.questions.iter().filter(|q| wanted(q)).map(|q| option(q, setup)).collect();
        (!wanted.is_empty()).then(|| el("optgroup").attr("label", label).children(wanted))
    };
    select = select
        .children(group("Asked outright", |q| q.lens.is_none() && q.kind == QuestionKind::Direct))
        .children(group("Asked sideways", |q| q.lens.is_none() && q.kind == QuestionKind::Indirect))
        .children(group("A company's own", |q| q.lens.is_some()));
    let same = c.clone();
    let another = move || {
        let now = setup.read_untracked().question.clone();
        let drawn = app.keeper.with_untracked(|k| draw(&same, k.progress(), Some(&now)));
        setup.update(|s| s.question = drawn);
    };
    let asked =
        move || c.question(&setup.read().question).map(|q| format!("“{}”", q.text)).unwrap_or_default();
    el("section")
        .class("panel lifted stack")
        .child(el("p").class("statement").attr("aria-live", "polite").live_text(asked))
        .child(el("label").class("field").child(text("span", "", "Question")).child(select))
        .child(el("div").child(button("button quiet", "Draw one I have not answered lately", another)))
}

fn option(question: &Question, setup: RwSignal<Setup>) -> El {
    let id = question.id.clone();
    text("option", "", &question.text)
        .attr("value", &question.id)
        .live_prop("selected", move || setup.read().question == id)
}

fn options(c: &Competency, setup: RwSignal<Setup>) -> Vec<El> {
    let levels = c.levels.iter().map(|l| (l.id.clone(), l.name.clone())).collect();
    let mut lenses = vec![(String::new(), "Any company".to_string())];
    lenses.extend(c.lenses.iter().map(|l| (l.id.clone(), l.company.clone())));
    let mut totals: Vec<_> = TOTALS.map(|s| (s.to_string(), format::clock(Seconds(s)))).into();
    totals.push((String::new(), "No limit".into()));
    let think = THINK.map(|s| (s.to_string(), if s == 0 { "None".into() } else { format!("{s} s") })).into();
    let probes =
        (0..=4u8).map(|n| (n.to_string(), if n == 0 { "None".into() } else { n.to_string() })).collect();

    let is = |read: fn(&Setup) -> String| Signal::derive(move || read(&setup.read()));
    let change =
        |change: fn(&mut Setup, String)| Callback::new(move |value| setup.update(|s| change(s, value)));
    let mut fields =
        vec![choice("Level", "level", levels, is(|s| s.level.clone()), change(|s, v| s.level = v))];
    if lenses.len() > 1 {
        let set = change(|s, v| s.lens = Some(v).filter(|v| !v.is_empty()));
        fields.push(choice("Company", "lens", lenses, is(|s| s.lens.clone().unwrap_or_default()), set));
    }
    let modes = vec![(String::new(), "Type it".into()), ("spoken".into(), "Speak it".into())];
    let spoken = is(|s| if s.mode == Some(Mode::Spoken) { "spoken".into() } else { String::new() });
    let set = change(|s, v| s.mode = Some(if v.is_empty() { Mode::Written } else { Mode::Spoken }));
    let note = "Spoken, it is recorded on this device alone, and you write down what you said afterwards.";
    fields.push(
        el("div").class("stack-s").child(choice("How you answer", "mode", modes, spoken, set)).child(text(
            "p",
            "small muted",
            note,
        )),
    );
    let total = is(|s| s.total.map(|s| s.0.to_string()).unwrap_or_default());
    let set = change(|s, v| {
        let total = v.parse().ok().map(Seconds);
        if s.total.is_none() && total.is_some() {
            s.meters = None;
        }
        s.total = total;
    });
    fields.push(choice("Time for the answer", "total", totals, total, set));
    let set = change(|s, v| s.think = Seconds(v.parse().unwrap_or(0)));
    fields.push(choice("Time to think first", "think", think, is(|s| s.think.0.to_string()), set));
    let set = change(|s, v| s.probes = v.parse().unwrap_or(0));
    fields.push(choice("Follow-up probes", "probes", probes, is(|s| s.probes.to_string()), set));
    let meters = vec![(String::new(), "Hidden".into()), ("on".into(), "Shown".into())];
    let on = is(|s| if s.meters == Some(true) { "on".into() } else { String::new() });
    let set = change(|s, v| s.meters = Some(!v.is_empty()));
    let note = "Parts, seconds and signals found so far. In an interview nobody shows you these.";
    fields.push(
        el("div")
            .class("stack-s")
            .child(choice("Meters while I write", "meters", meters, on, set))
            .child(text("p", "small muted", note)),
    );
    fields
}

/// How the chosen time is best shared out.
fn plan(c: &Competency, setup: &Setup) -> El {
    let Some(total) = setup.total else {
        let words = "No limit: take the time you need. The clock only counts up.";
        return text("p", "muted", words);
    };
    let b = c.depth.budget(total);
    let facts = el("dl")
        .class("facts")
        .child(fact("situation + task", &format!("{} s", b.setup.0)))
        .child(fact("action", &format!("{} s", b.action.0)))
        .child(fact("result", &format!("{} s", b.result.0)));
    el("div").class("stack-s").child(text("p", "label", "Share it out like this")).child(facts)
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
