//! The report of an attempt: what was found, in which words, and what to do about it; and what its speaker makes
//! of that.

mod answer;
mod claim;
mod compare;
mod desk;
mod findings;
mod own;
mod recording;
mod replies;
mod score;
mod times;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{loaded, page_head, page_head_live};
use super::super::el::{El, all, button, el, link, nothing, text};
use super::super::page;
use super::super::route::{MockLink, Route};
use super::super::scorer::Scorer;
use super::super::state::{AppState, use_app};
use crate::domain::answer::Correction;
use crate::domain::competency::Competency;
use crate::domain::interview::Attempt;
use crate::domain::progress::{Kept, Progress, RecordId};
use crate::scoring;
use crate::scoring::report::{Rating, Reading};
use desk::Desk;
use recording::Shelf;

/// What is below follows this long after the frame that shows the score: two frames.
const REST_AFTER: Duration = Duration::from_millis(32);

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
            report(app, Arc::new(Told::new(competency.clone(), *reader, attempt.clone())), record.clone())
        })
    });
    all([page_head_live(&about, title, ""), shown])
}

/// An attempt with everything that the rules read in it.
struct Told {
    competency: Arc<Competency>,
    attempt: Attempt,
    reader: Scorer,
    reading: Reading,
    rating: Rating,
    /// What was read in each probe's reply.
    replies: Vec<Reading>,
}

impl Told {
    fn new(competency: Arc<Competency>, reader: Scorer, attempt: Attempt) -> Told {
        let replies = attempt.probes.iter().map(|probe| reader.read(&probe.text)).collect();
        // Last, so that it is the one that the scorer has at hand next time.
        let reading = reader.read(&attempt.answer);
        let rating = scoring::rate(&reading, &competency, &attempt.setup.level);
        Told { competency, attempt, reader, reading, rating, replies }
    }
}

/// What was told, as its speaker corrects it.
struct Case {
    told: Arc<Told>,
    corrections: Vec<Kept<Correction>>,
    reading: Reading,
    rating: Rating,
}

impl Case {
    fn new(told: Arc<Told>, corrections: Vec<Kept<Correction>>) -> Case {
        let (reading, rating) = if corrections.is_empty() {
            (told.reading.clone(), told.rating.clone())
        } else {
            let by = corrections.iter().map(|kept| &kept.value);
            let reading = scoring::corrected(&told.reading, by, &told.competency);
            let rating = scoring::rate(&reading, &told.competency, &told.attempt.setup.level);
            (reading, rating)
        };
        Case { told, corrections, reading, rating }
    }
}

/// The report of `attempt`, to be drawn where nobody sees it.
pub(in crate::ui::pages) fn ahead(
    app: AppState,
    competency: Arc<Competency>,
    reader: Scorer,
    attempt: Attempt,
) -> El {
    let case = Case::new(Arc::new(Told::new(competency, reader, attempt)), Vec::new());
    let desk = Desk::new(app, &case.told);
    let answer = answer::view(&case, desk, None);
    let read = el("div").class("reading").child(answer).child(findings::view(&case, desk));
    let rest = all([times::view(&case, desk), replies::view(&case.told, None)]);
    el("div").class("stack-l report").child(score::view(&case, desk)).child(read).child(rest)
}

fn report(app: AppState, told: Arc<Told>, record: RecordId) -> El {
    let desk = Desk::new(app, &told);
    desk.attend(&told);
    let shelf = Shelf::new(&told);
    // The score and the marked words first, the rest once they are on the screen: nobody waits for what is below.
    // A frame by itself would not do: where the first one is late, the browser begins the second before it shows it.
    let is_whole = RwSignal::new(false);
    let whole = move || {
        is_whole.try_set(true);
    };
    request_animation_frame(move || set_timeout(whole, REST_AFTER));
    let id = told.attempt.id.clone();
    // Whatever else is kept meanwhile, the report is drawn anew where its corrections are others.
    let version = Memo::new(move |_| {
        let version = |progress: &Progress| {
            let kept = progress.corrections(&id).iter();
            kept.map(|kept| kept.record.as_str()).collect::<Vec<_>>().concat()
        };
        Some(app.progress(version))
    });
    let ways = ways(app, &told, record);
    let parts = move || {
        version.get();
        let id = &told.attempt.id;
        let corrections = app.keeper.with_untracked(|k| k.progress().corrections(id).to_vec());
        let case = Arc::new(Case::new(told.clone(), corrections));
        let same = case.clone();
        let found = move || if is_whole.get() { findings::view(&case, desk) } else { nothing() };
        let below = {
            let case = same.clone();
            let below = move || {
                all([
                    compare::view(app, &case),
                    times::view(&case, desk),
                    replies::view(&case.told, Some(shelf)),
                ])
            };
            move || if is_whole.get() { below() } else { nothing() }
        };
        // The answer gets a column that stays in view with the rest: a layer of its own costs the first frame time.
        let class = move || Some(if is_whole.get() { "reading whole" } else { "reading" }.to_string());
        let read =
            el("div").live_attr("class", class).child(answer::view(&same, desk, Some(shelf))).live(found);
        el("div")
            .class("stack-l report")
            .child(score::view(&same, desk))
            .child(own::view(&same))
            .child(recording::delivery(&same, shelf))
            .child(read)
            .live(below)
    };
    let limits = "A rehearsal against a published rubric, read by rules on this device. It says what was found in the words, not who you are, and predicts no hiring decision.";
    el("div").class("stack-l").live(parts).child(ways).child(text("p", "small muted measure", limits))
}

fn ways(app: AppState, told: &Told, record: RecordId) -> El {
    let setup = &told.attempt.setup;
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
    let debrief = told.attempt.round.as_ref().map(|round| Route::Debrief { course: round.course.clone() });
    el("div")
        .class("row no-print")
        .child(link("button", &again.href(), "Try it again"))
        .children(debrief.map(|debrief| link("button quiet", &debrief.href(), "See the debrief")))
        .child(link("button quiet", &cards.href(), "Practise the cards"))
        .child(button("button quiet", "Print", page::print))
        .child(button("button danger", "Delete this attempt", delete))
}
