//! One mock in several tabs: it goes on in the one that wrote last, and the others say so.

use leptos::prelude::*;

use super::super::super::el::{El, button, el, link, nothing, text};
use super::super::super::page;
use super::super::super::route::{MockLink, Route};
use super::Room;
use super::course::after;
use crate::domain::interview::{Event, Interview, Stage};

/// Where a mock goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    /// Here.
    Here,
    /// In another tab: nothing is written here.
    Elsewhere,
    /// Nowhere: another tab gave it up.
    Nowhere,
}

impl Room {
    /// Follows what other tabs do with this mock.
    pub(super) fn heed_other_tabs(self) {
        let app = self.app;
        // What was done before this tab opened it is in the draft it opened.
        app.touched_elsewhere.set(None);
        let id = self.interview.with_untracked(|interview| interview.id.clone());
        let same = id.clone();
        Effect::new(move || {
            if app.progress(|progress| progress.is_kept(&same)) && !self.is_over.get_untracked() {
                self.is_over.set(true);
                app.go(self.interview.with_untracked(after));
            }
        });
        Effect::new(move || {
            if app.touched_elsewhere.get().as_ref() != Some(&id) || self.is_over.get_untracked() {
                return;
            }
            match self.draft() {
                // What this page wrote before it was reloaded comes as if another tab had.
                Some(draft) if draft == *self.known.read_untracked() => {}
                Some(_) => self.hold.set(Hold::Elsewhere),
                None => self.hold.set(Hold::Nowhere),
            }
        });
    }

    fn draft(self) -> Option<Interview> {
        let drafts = untrack(|| self.app.drafts());
        self.interview.with_untracked(|here| drafts.into_iter().find(|draft| draft.id == here.id))
    }

    /// Goes on here with what was written there, which the other tab is told by the draft.
    fn take_over(self) {
        let Some(draft) = self.draft() else {
            self.hold.set(Hold::Nowhere);
            return;
        };
        let now = self.moment();
        let draft = draft.apply(Event::Look, now);
        let is_written = matches!(draft.stage, Stage::Answer | Stage::Probe(_));
        self.interview.set(draft);
        self.now.set(now);
        self.hold.set(Hold::Here);
        self.renewed.notify();
        self.save();
        page::arrive_at(if is_written { "field" } else { "asked" });
    }

    /// What stands in place of the mock where it does not go on here.
    pub(super) fn held_elsewhere(self) -> El {
        let notice = |words: &'static str, way: El| {
            el("div").class("banner").attr("role", "alert").child(text("p", "", words)).child(way)
        };
        match self.hold.get() {
            Hold::Here => nothing(),
            Hold::Elsewhere => notice(
                "This mock goes on in another tab. What is written there is kept; nothing is written here.",
                button("button", "Go on here instead", move || self.take_over()),
            ),
            Hold::Nowhere => notice(
                "This mock was given up in another tab.",
                link("button", &Route::Mock(MockLink::default()).href(), "Set up a new one"),
            ),
        }
    }
}
