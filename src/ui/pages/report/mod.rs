//! The report of an attempt: what was found, in which words, and what to do about it.

mod answer;
mod findings;
mod times;

use std::sync::Arc;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{loaded, page_head, page_head_live};
use super::super::el::{El, all, button, el, link, nothing, text};
use super::super::page;
use super::super::route::{MockLink, Route};
use super::super::scorer::Scorer;
use super::super::state::{AppState, use_app};
use crate::domain::competency::Competency;
use crate::domain::interview::Attempt;
use crate::domain::progress::RecordId;
use crate::scoring;
use crate::scoring::report::{Manner, Rating, Reading};

/// The report of the attempt with this id.
pub(in crate::ui) fn report_page(attempt: String) -> El {
    let app = use_app();
    let kept = app.keeper.with_untracked(|k| k.progress().attempt(&attempt).cloned());
    let Some(kept) = kept else {
        let lead = "A report stays in the browser that it was made in, until its attempt is deleted.";
        return page_head("Report", "This report is not kept here", lead);
    };
    let (attempt, record) = (kept.value, kept.record);
    let setup = &attempt.setup;
    let Some(entry) = app.library.entry(&setup.competency) else { return super::nowhere() };
    let mut about =
        format!("Report · {} · {}", clock::written(attempt.started), entry.level_name(&setup.level));
    if let Some(lens) = &setup.lens {
        about = format!("{about} · {}", entry.lens_name(lens));
    }
    let loading = app.library.competency(&setup.competency);
    let reader = app.library.reader(&setup.competency);
    let question = setup.question.clone();
    let title = move || {
        let asked = loading.ready().and_then(|c| c.question(&question).map(|q| q.text.clone()));
        asked.unwrap_or_else(|| entry.title.clone())
    };
    let shown = loaded(loading, move |competency| {
        let (attempt, record) = (attempt.clone(), record.clone());
        loaded(reader, move |reader| {
            report(app, Case::new(competency.clone(), &reader, attempt.clone()), record.clone())
        })
    });
    all([page_head_live(&about, title, ""), shown])
}

/// An attempt with everything that was read in it.
struct Case {
    competency: Arc<Competency>,
    attempt: Attempt,
    reading: Reading,
    rating: Rating,
    /// What was read in each probe's reply.
    replies: Vec<Reading>,
}

impl Case {
    fn new(competency: Arc<Competency>, reader: &Scorer, attempt: Attempt) -> Case {
        let reading = reader.read(&attempt.answer);
        let rating = scoring::rate(&reading, &competency, &attempt.setup.level);
        let replies = attempt.probes.iter().map(|probe| reader.read(&probe.text)).collect();
        Case { competency, attempt, reading, rating, replies }
    }
}

/// The report of `attempt`, to be drawn where nobody sees it.
pub(in crate::ui::pages) fn ahead(competency: Arc<Competency>, reader: &Scorer, attempt: Attempt) -> El {
    let case = Case::new(competency, reader, attempt);
    first(&case).child(details(&case))
}

fn report(app: AppState, case: Case, record: RecordId) -> El {
    // The score and the marked words first, the rest with the next frame: nobody waits for what is below.
    let is_whole = RwSignal::new(false);
    request_animation_frame(move || {
        request_animation_frame(move || {
            is_whole.try_set(true);
        });
    });
    first(&case).live(move || if is_whole.get() { rest(app, &case, record.clone()) } else { nothing() })
}

fn first(case: &Case) -> El {
    el("div").class("stack-l report").child(score(case)).child(answer::view(case))
}

fn rest(app: AppState, case: &Case, record: RecordId) -> El {
    let setup = &case.attempt.setup;
    let again = Route::Mock(MockLink {
        competency: Some(setup.competency.clone()),
        question: Some(setup.question.clone()),
        level: Some(setup.level.clone()),
        lens: Some(setup.lens.clone().unwrap_or_else(|| "none".into())),
        ..MockLink::default()
    });
    let cards = Route::Cards { competency: setup.competency.clone() };
    let delete = move || {
        app.delete(record.clone());
        app.go(Route::History);
    };
    let ways = el("div")
        .class("row no-print")
        .child(link("button", &again.href(), "Try it again"))
        .child(link("button quiet", &cards.href(), "Practise the cards"))
        .child(button("button quiet", "Print", page::print))
        .child(button("button danger", "Delete this attempt", delete));
    let limits = "A rehearsal against a published rubric, read by rules on this device. It says what was found in the words, not who you are, and predicts no hiring decision.";
    all([details(case), ways, text("p", "small muted measure", limits)])
}

fn details(case: &Case) -> El {
    all([findings::view(case), times::view(case), answer::replies(case)])
}

/// What an interviewer would write under each rating.
fn anchor(value: u8) -> &'static str {
    match value {
        5 => "Clearly shown, with impact in numbers and no red flag",
        4 => "Shown clearly, with one thing thin",
        3 => "Mixed: some of it is there, some is weak",
        2 => "Little evidence so far, or a red flag that the rest does not outweigh",
        _ => "No evidence of it in these words yet",
    }
}

fn score(case: &Case) -> El {
    let c = &case.competency;
    let level = c.level(&case.attempt.setup.level).map(|l| l.name.clone()).unwrap_or_default();
    let verdict = el("section").class("panel lifted verdict").attr("aria-label", "Score");
    let verdict = match &case.rating {
        Rating::TooLittle => {
            let why = "An answer needs about 40 words of a story before it can be read. There is no score for this one, and that is fine: tell it again, longer.";
            let said = el("div")
                .class("stack-s")
                .child(text("h2", "", "Too little to judge"))
                .child(text("p", "", why));
            verdict.child(text("p", "score none", "–").attr("aria-hidden", "true")).child(said)
        }
        Rating::Rated { value, uncapped, caps } => {
            let mut said = el("div").class("stack-s").child(text("h2", "", anchor(*value))).child(text(
                "p",
                "muted",
                &format!("At {level}, for {}", c.title),
            ));
            let mut reasons = Vec::new();
            for cap in caps.iter().filter(|cap| cap.at_most < *uncapped) {
                let name = c.flag(&cap.flag).map_or(&cap.flag, |flag| &flag.name);
                let held = format!("Held at {} by “{name}”. Without it: {uncapped}.", cap.at_most);
                reasons.push(text("li", "", &held));
            }
            if !reasons.is_empty() {
                said = said.child(el("ul").class("reasons").children(reasons));
            }
            let figure = el("p")
                .class("score")
                .child(text("strong", "", &value.to_string()))
                .child(text("span", "", " of 5"));
            verdict.child(figure).child(said)
        }
    };
    let verdict = verdict.child(findings::one_change(case));
    let told = match case.reading.manner {
        Manner::Told => "",
        Manner::Hypothetical => {
            "These words say what you would do. Evidence is what you did: tell one such time."
        }
        Manner::Habitual => {
            "These words say what you always do. Evidence is what you did once: tell that time."
        }
    };
    let cut = if scoring::is_cut(&case.attempt.answer) {
        "That is more than anybody says in one answer: its first 3,000 words are read and shown. All of it is kept."
    } else {
        ""
    };
    let notes = [told, cut].into_iter().filter(|note| !note.is_empty());
    verdict.children(notes.map(|note| text("p", "", note)))
}
