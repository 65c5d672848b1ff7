//! The question of a mock: picked, drawn, or the company's own.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::el::{El, button, el, nothing, text};
use super::super::super::state::AppState;
use super::drawn;
use crate::domain::competency::{Competency, Question, QuestionKind};
use crate::domain::draw;
use crate::domain::interview::{Course, Pick, Setup};

/// The question as it stands, and the ways to another one.
pub(super) fn question(app: AppState, c: Arc<Competency>, setup: RwSignal<Setup>) -> El {
    let mut select = el("select").on_change(move |id| {
        setup.update(|s| (s.question, s.pick) = (id, Some(Pick::Chosen)));
    });
    let group = |label: &'static str, wanted: fn(&Question) -> bool| {
        let wanted: Vec<El> = c.questions.iter().filter(|q| wanted(q)).map(|q| option(q, setup)).collect();
        (!wanted.is_empty()).then(|| el("optgroup").attr("label", label).children(wanted))
    };
    select = select
        .children(group("Asked outright", |q| q.lens.is_none() && q.kind == QuestionKind::Direct))
        .children(group("Asked sideways", |q| q.lens.is_none() && q.kind == QuestionKind::Indirect))
        .children(group("A company's own", |q| q.lens.is_some()));
    let same = c.clone();
    let asked =
        move || same.question(&setup.read().question).map(|q| format!("“{}”", q.text)).unwrap_or_default();
    let same = c.clone();
    let another = move || redraw(app, &same, setup, Pick::Drawn);
    let lens = Memo::new(move |_| setup.read().lens.clone());
    let own = move || {
        let lens = lens.get();
        let Some(company) = lens.as_deref().and_then(|id| c.lens(id)) else { return nothing() };
        if !draw::has_own(&c, lens.as_deref()) {
            return nothing();
        }
        let c = c.clone();
        let label = ["A question of ", &company.company, "’s own"].concat();
        button("button quiet", &label, move || redraw(app, &c, setup, Pick::Lens))
    };
    let more = move || match setup.read().course {
        Some(Course::Loop(questions)) => {
            format!("This one comes first; the other {} are drawn as you go.", questions - 1)
        }
        _ => String::new(),
    };
    el("section")
        .class("panel lifted stack")
        .child(el("p").class("statement").attr("aria-live", "polite").live_text(asked))
        .child(el("p").class("small muted following").live_text(more))
        .child(el("label").class("field").child(text("span", "", "Question")).child(select))
        .child(
            el("div")
                .class("row")
                .child(button("button quiet", "Draw one I have not answered lately", another))
                .live(own),
        )
}

/// Draws another question than the one that stands.
fn redraw(app: AppState, c: &Competency, setup: RwSignal<Setup>, pick: Pick) {
    let drawn = setup.with_untracked(|s| drawn(app, c, s.lens.as_deref(), pick, &[&s.question]));
    setup.update(|s| (s.question, s.pick) = (drawn, Some(pick)));
}

/// Another company is chosen: where its own questions are wanted, one of those.
pub(super) fn follow_lens(app: AppState, c: &Competency, setup: RwSignal<Setup>) {
    if setup.with_untracked(|s| s.pick == Some(Pick::Lens)) {
        redraw(app, c, setup, Pick::Lens);
    }
}

fn option(question: &Question, setup: RwSignal<Setup>) -> El {
    let id = question.id.clone();
    text("option", "", &question.text)
        .attr("value", &question.id)
        .live_prop("selected", move || setup.read().question == id)
}
