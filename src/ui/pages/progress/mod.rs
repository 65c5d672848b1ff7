//! How far one has come with a competency: what is known and said, what comes, what was done. Figures to steer by,
//! none to be ashamed of.

mod charts;
mod strengths;

use std::sync::Arc;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{loaded, page_head};
use super::super::el::{El, all, el, link, nothing, text};
use super::super::route::{MockLink, QuizLink, Route};
use super::super::state::{AppState, use_app};
use crate::domain::card::{self, Card};
use crate::domain::competency::Competency;
use crate::domain::interview::Attempt;
use crate::domain::progress::Kept;
use crate::domain::time::{Day, Timestamp, UtcOffset};
use crate::domain::track::{Track, Tracks};
use crate::order;

/// The progress with the competency of this id.
pub(in crate::ui) fn progress(competency: &str) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(competency) else { return super::nowhere() };
    let loading = app.library.competency(competency);
    let lead = "What you can name, what you say, and what comes next.";
    all([
        page_head(&entry.title, "Progress", lead),
        loaded(loading, move |competency| parts(&Arc::new(Standing::now(app, competency)))),
    ])
}

/// Where somebody stands as they come to the page.
struct Standing {
    app: AppState,
    competency: Arc<Competency>,
    deck: Vec<Card>,
    /// The cards of the deck that were reviewed, sorted by id.
    tracks: Vec<(String, Track)>,
    attempts: Vec<Kept<Attempt>>,
    now: Timestamp,
    offset: UtcOffset,
    new_per_day: u32,
    /// The day of the interview, if there is one.
    until: Option<Day>,
}

impl Standing {
    fn now(app: AppState, competency: Arc<Competency>) -> Standing {
        app.keeper.with_untracked(|keeper| {
            let progress = keeper.progress();
            let own = progress.cards(&competency.id).into_iter().flat_map(Tracks::own);
            let mut deck = card::deck_with(&competency, own);
            // What is set aside neither comes nor counts.
            deck.retain(|card| !progress.marks(&competency.id, &card.id).suspended);
            let mut tracks: Vec<(String, Track)> = Vec::new();
            for card in &deck {
                if let Some(track) = progress.track(&competency.id, &card.id) {
                    order::entry(&mut tracks, &card.id).clone_from(track);
                }
            }
            let of_it = |kept: &&Kept<Attempt>| kept.value.setup.competency == competency.id;
            Standing {
                app,
                tracks,
                attempts: progress.attempts().iter().filter(of_it).cloned().collect(),
                now: clock::now(),
                offset: clock::utc_offset(),
                new_per_day: progress.settings().new_per_day,
                until: progress.settings().interview_day,
                deck,
                competency: competency.clone(),
            }
        })
    }

    fn tracks(&self) -> impl Iterator<Item = &Track> {
        self.tracks.iter().map(|(_, track)| track)
    }

    fn track(&self, card: &str) -> Option<&Track> {
        order::get(&self.tracks, card)
    }

    fn has_nothing(&self) -> bool {
        self.tracks.is_empty() && self.attempts.is_empty()
    }
}

fn parts(standing: &Arc<Standing>) -> El {
    let ways = ways(&standing.competency.id);
    if standing.has_nothing() {
        let said = "After the first cards or the first mock, this page shows what you can name, what you say, and which cards come back when.";
        return el("section")
            .class("panel lifted finished stack")
            .child(text("h2", "", "Nothing to see yet"))
            .child(text("p", "", said))
            .child(ways);
    }
    el("div")
        .class("stack-l")
        .child(strengths::view(standing))
        .child(charts::to_come(standing))
        .child(charts::done(standing))
        .child(charts::retention(standing))
        .child(charts::scores(standing).unwrap_or_else(nothing))
        .child(ways)
}

fn ways(id: &str) -> El {
    let cards = Route::Cards { competency: id.into() };
    let quiz = Route::Quiz(QuizLink { competency: id.into(), ..QuizLink::default() });
    let mock = Route::Mock(MockLink { competency: Some(id.into()), ..MockLink::default() });
    el("div")
        .class("row no-print")
        .child(link("button", &cards.href(), "Practise the cards"))
        .child(link("button quiet", &quiz.href(), "Take a quiz"))
        .child(link("button quiet", &mock.href(), "Take a mock"))
}
