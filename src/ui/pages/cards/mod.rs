//! A competency's cards: one at a time, flipped and rated; all of them, to look through; the plan for the day of
//! the interview.

mod editor;
mod ending;
mod face;
mod keyhelp;
mod list;
mod plan;
mod sitting;

use std::sync::Arc;

use leptos::prelude::*;

use super::super::components::{loaded, page_head};
use super::super::el::{El, all, live};
use super::super::state::{AppState, use_app};
use crate::domain::card::{self, Card};
use crate::domain::competency::Competency;
use crate::domain::progress::Tracks;

/// The cards of the competency with this id.
pub(in crate::ui) fn cards(competency: &str) -> El {
    page(competency, "Cards", "", |table| all([plan::plan(table), sitting::sitting(table)]))
}

/// All cards of the competency with this id, to look through, change and add to.
pub(in crate::ui) fn deck(competency: &str) -> El {
    let lead = "Look them through, set some aside, and write your own.";
    page(competency, "All cards", lead, list::list)
}

fn page(competency: &str, title: &str, lead: &str, show: fn(Table) -> El) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(competency) else { return super::nowhere() };
    let loading = app.library.competency(competency);
    let shown = loaded(loading, move |competency| {
        let table = Table::new(app, competency);
        // What changes on the page follows its own signals.
        live(move || untrack(|| show(table)))
    });
    all([page_head(&entry.title, title, lead), shown])
}

/// What is on the table: the cards of one competency, somebody's own among them.
#[derive(Clone, Copy)]
struct Table {
    app: AppState,
    competency: StoredValue<Arc<Competency>>,
    deck: Memo<Arc<Vec<Card>>>,
}

impl Table {
    fn new(app: AppState, competency: Arc<Competency>) -> Table {
        let id = competency.id.clone();
        let wording = Memo::new(move |_| app.progress(|p| p.cards(&id).map(Tracks::wording)));
        let of = competency.clone();
        let deck = Memo::new(move |_| {
            // Own cards are many at most, and change seldom.
            wording.read();
            app.keeper.with_untracked(|keeper| {
                let own = keeper.progress().cards(&of.id).into_iter().flat_map(Tracks::own);
                Arc::new(card::deck_with(&of, own))
            })
        });
        Table { app, competency: StoredValue::new(competency), deck }
    }

    /// The competency's id.
    fn id(self) -> String {
        self.competency.with_value(|competency| competency.id.clone())
    }

    /// The competency.
    fn competency(self) -> Arc<Competency> {
        self.competency.get_value()
    }

    /// The card with this id.
    fn card(self, id: &str) -> Option<Card> {
        self.deck.read_untracked().iter().find(|card| card.id == id).cloned()
    }
}
