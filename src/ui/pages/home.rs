//! What to do now.

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{choice, fact, page_head};
use super::super::el::{El, all, el, link, live, nothing, text};
use super::super::format;
use super::super::route::{MockLink, QuizLink, Route};
use super::super::state::{AppState, use_app};
use crate::content::catalogue::{Entry, Named};

/// The start page.
pub(in crate::ui) fn home() -> El {
    let app = use_app();
    let entries = app.library.entries();
    let competency = app.competency();
    let chosen = move |show: fn(AppState, Entry) -> El| {
        live(move || app.library.entry(&competency.read()).map_or_else(nothing, |entry| show(app, entry)))
    };
    let lead = "Learn what one competency looks for, drill it on cards, answer against the clock, and see the \
                very words that earned your score.";
    let head = page_head("Behavioural interviews", "Rehearse the interview before it counts", lead);
    let mut pieces = vec![el("div").class("home-head").child(head).child(chosen(now))];
    if entries.len() > 1 {
        let options = entries.into_iter().map(|e| (e.id, e.title)).collect();
        let choose = Callback::new(move |id| app.set_competency(id));
        pieces.push(choice("Competency", "competency", options, competency, choose));
    }
    pieces.push(chosen(ways));
    pieces.push(chosen(whom));
    all(pieces)
}

/// Where one stands with a competency, and the one thing to do now.
fn now(app: AppState, entry: Entry) -> El {
    let (id, same) = (entry.id.clone(), entry.id);
    let asked = el("div")
        .class("stack-s")
        .child(text("h2", "eyebrow", "Now").attr("id", "now"))
        .child(text("p", "statement", &format!("“{}”", entry.question)))
        .child(text("p", "muted", &format!("{} · {}", entry.title, entry.family)));
    el("section")
        .class("panel lifted now stack")
        .attr("aria-labelledby", "now")
        .child(asked)
        .live(move || next_step(app, &id))
        .live(move || standing(app, &same))
}

/// The one thing to do now, said in its button.
fn next_step(app: AppState, id: &str) -> El {
    let draft = app.drafts().into_iter().next();
    let keeper = app.keeper.read();
    let progress = keeper.progress();
    let due = progress.due(id, clock::now(), clock::utc_offset());
    let mock = Route::Mock(MockLink { competency: Some(id.into()), ..MockLink::default() });
    let cards = Route::Cards { competency: id.into() };
    let learn = Route::Learn { competency: id.into(), section: None };
    let attempts = progress.attempts().iter().any(|a| a.value.setup.competency == id);
    let reviewed = progress.tracks(id).next().is_some();
    let (route, label) = if let Some(draft) = draft {
        (Route::Interview { id: draft.id }, "Go on with your mock".to_string())
    } else if due > 0 {
        (cards.clone(), format!("Review {}", format::count(due, "card")))
    } else if !attempts && !reviewed {
        (learn, "Start with a ten-minute read".to_string())
    } else if !attempts {
        (mock.clone(), "Take your first mock".to_string())
    } else {
        (mock.clone(), "Take a mock".to_string())
    };
    let other = if route == mock { (cards, "Practise the cards") } else { (mock, "Take a mock") };
    let at_once = MockLink { competency: Some(id.into()), start: true, ..MockLink::default() };
    el("div")
        .class("row")
        .child(link("button big", &route.href(), &label))
        .child(link("button quiet", &other.0.href(), other.1))
        .child(link("button quiet", &Route::Mock(at_once).href(), "Start a mock now"))
}

fn standing(app: AppState, id: &str) -> El {
    let keeper = app.keeper.read();
    let progress = keeper.progress();
    let due = progress.due(id, clock::now(), clock::utc_offset());
    let begun = progress.tracks(id).count();
    let last = progress.attempts().iter().rev().find(|a| a.value.setup.competency == id);
    if begun == 0 && last.is_none() {
        return nothing();
    }
    let today = clock::now().day(clock::utc_offset());
    let left = progress.settings().interview_day.map(|day| day.since(today)).filter(|days| *days >= 0);
    let mut facts = el("dl")
        .class("facts")
        .children(left.map(|days| fact("days to the interview", &days.to_string())))
        .child(fact("cards due", &due.to_string()))
        .child(fact("cards begun", &begun.to_string()));
    if let Some(kept) = last {
        let score = kept.value.score.map_or("–".to_string(), |score| format!("{score} of 5"));
        let href = Route::Report { attempt: kept.value.id.clone() }.href();
        let term = el("dt").child(link("", &href, "last score"));
        facts = facts.child(el("div").child(term).child(text("dd", "", &score)));
    }
    facts
}

fn ways(_: AppState, entry: Entry) -> El {
    let id = entry.id;
    let mock = Route::Mock(MockLink { competency: Some(id.clone()), ..MockLink::default() });
    let learn = Route::Learn { competency: id.clone(), section: None };
    let quiz = Route::Quiz(QuizLink { competency: id.clone(), ..QuizLink::default() });
    let cards = Route::Cards { competency: id };
    el("ul")
        .class("grid ways")
        .child(way(
            learn,
            "Learn",
            "What it means, which sentences show it, and which red flags sink a story.",
        ))
        .child(way(
            cards,
            "Cards",
            "About 150, each coming back before you would forget it, and all of them before your interview.",
        ))
        .child(way(quiz, "Quiz", "Ten questions to find out what sits, alone or with a group by link."))
        .child(way(
            mock,
            "Mock",
            "One question against the clock, follow-up probes, then the evidence in your own words.",
        ))
}

fn way(route: Route, title: &str, about: &str) -> El {
    let way = el("a").class("panel way").attr("href", &route.href());
    el("li").child(way.child(text("strong", "", title)).child(text("span", "", about)))
}

fn whom(app: AppState, entry: Entry) -> El {
    let id = entry.id;
    let options = |all: Vec<Named>| all.into_iter().map(|n| (n.id, n.name)).collect::<Vec<_>>();
    let set_level = Callback::new(move |id| app.set_level(id));
    let mut section = el("section")
        .class("panel stack")
        .child(text("h2", "", "Whom you interview as"))
        .child(choice("Level", "level", options(entry.levels), app.level_of(&id), set_level));
    if !entry.lenses.is_empty() {
        let mut lenses = vec![(String::new(), "Any company".to_string())];
        lenses.extend(options(entry.lenses));
        let set_lens = Callback::new(move |id| app.set_lens(id));
        section = section.child(choice("Company", "lens", lenses, app.lens_of(&id), set_lens));
    }
    let note = "Level and company change what is expected, asked and rated.";
    section.child(text("p", "small muted", note))
}
