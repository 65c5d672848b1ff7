//! A sitting: card after card, by the schedule or beside it.

use std::time::Duration;

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::components::fact;
use super::super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::super::format;
use super::super::super::keys;
use super::super::super::route::Route;
use super::Table;
use super::editor::{self, Editing};
use super::{face, keyhelp};
use crate::domain::mark::Mark;
use crate::domain::practice::Practice;
use crate::domain::queue::{self, Limits, Next, Queue, Why};
use crate::domain::review::{self, Interval, Rating};
use crate::domain::time::Timestamp;

/// Everything is derived from the deck, the progress and the time; only the hands' doings are state.
#[derive(Clone, Copy)]
pub(super) struct Sitting {
    pub(super) table: Table,
    pub(super) queue: Memo<Queue>,
    /// The card shown, if any is left.
    pub(super) shown: Memo<Option<Next>>,
    /// The id of the card that is turned.
    flipped: RwSignal<Option<String>>,
    /// What was typed on the card shown.
    pub(super) typed: RwSignal<String>,
    /// What is being written.
    pub(super) editing: RwSignal<Option<Editing>>,
    /// What was undone, or done, last: read out.
    pub(super) said: RwSignal<String>,
    /// Practice beside the schedule, where that is what goes on.
    pub(super) practice: RwSignal<Option<Practice>>,
    is_help_open: RwSignal<bool>,
    /// Where a finger went down.
    touched: StoredValue<Option<(i32, i32)>>,
}

/// A finger has to go this far, in pixels, to have swiped.
const SWIPE: i32 = 60;

pub(super) fn sitting(table: Table) -> El {
    // Learning cards come back after minutes, so the queue looks at the clock from time to time.
    let now = clock::ticking(Duration::from_secs(20));
    let queue = Memo::new(move |_| queue_of(table, now));
    let practice: RwSignal<Option<Practice>> = RwSignal::new(None);
    let shown = Memo::new(move |_| {
        let practice = practice.read();
        let Some(practice) = practice.as_ref() else { return queue.read().next.clone() };
        let card = table.card(practice.card()?)?;
        let (memory, marks) = table.app.progress(|progress| {
            let cards = progress.cards(&table.id());
            let memory = cards.and_then(|cards| cards.track(&card.id)).map(|track| track.memory);
            (memory.unwrap_or_default(), cards.map(|cards| cards.marks(&card.id).clone()).unwrap_or_default())
        });
        Some(Next { card, memory, marks, why: Why::Ahead })
    });
    let sitting = Sitting {
        table,
        queue,
        shown,
        flipped: RwSignal::new(None),
        typed: RwSignal::new(String::new()),
        editing: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        practice,
        is_help_open: RwSignal::new(false),
        touched: StoredValue::new(None),
    };
    keys::listen(move |key| sitting.press(key));
    let has_card = Memo::new(move |_| sitting.shown.read().is_some());
    all([
        sitting.head(),
        text("p", "deed", "").attr("role", "status").live_text(move || sitting.said.get()),
        live(move || if sitting.is_help_open.get() { keyhelp::help(sitting) } else { nothing() }),
        live(move || if has_card.get() { sitting.place() } else { sitting.finished() }),
    ])
}

fn queue_of(table: Table, now: RwSignal<Timestamp>) -> Queue {
    now.track();
    let deck = table.deck.read();
    table.competency.with_value(|competency| {
        table.app.progress(|progress| {
            let limits = Limits::of(progress.settings());
            queue::queue(&deck, progress, &competency.id, clock::now(), clock::utc_offset(), limits)
        })
    })
}

impl Sitting {
    /// Whether cards are rated by four buttons.
    pub(super) fn is_by_four(self) -> bool {
        self.table.app.settings(|settings| settings.four_buttons)
    }

    fn is_flipped(self) -> bool {
        let shown = self.shown.read();
        shown.as_ref().is_some_and(|next| self.flipped.read().as_deref() == Some(&*next.card.id))
    }

    fn press(self, key: &str) -> bool {
        if !untrack(|| self.table.app.settings(|settings| settings.shortcuts)) {
            return false;
        }
        let (flipped, by_four) = untrack(|| (self.is_flipped(), self.is_by_four()));
        let is_writing = self.editing.read_untracked().is_some();
        match key {
            "Escape" if self.is_help_open.get_untracked() => self.is_help_open.set(false),
            "Escape" if is_writing => self.editing.set(None),
            "?" => self.is_help_open.update(|open| *open = !*open),
            // Like the button: earlier days stay as they are.
            "z" | "Z" if untrack(|| self.can_undo()) => self.undo(),
            _ if is_writing || self.shown.read_untracked().is_none() => return false,
            " " | "Enter" if !flipped => self.flip(),
            " " | "Enter" => self.rate(Rating::Good),
            "1" if flipped => self.rate(Rating::Again),
            // Whoever comes from four buttons has 3 in the hands.
            "2" | "3" if flipped && !by_four => self.rate(Rating::Good),
            "2" | "3" | "4" if flipped && by_four => {
                self.rate(Rating::ALL[usize::from(key.as_bytes()[0] - b'1')]);
            }
            "e" | "E" => self.edit(),
            "n" | "N" => self.editing.set(Some(Editing::Note)),
            "s" | "S" => self.suspend(),
            "b" | "B" => self.bury(),
            "f" | "F" => self.flag(),
            _ => return false,
        }
        true
    }

    /// Turns the card.
    pub(super) fn flip(self) {
        let id = self.shown.with_untracked(|next| next.as_ref().map(|next| next.card.id.clone()));
        self.said.set(String::new());
        self.flipped.set(id);
    }

    fn rate(self, rating: Rating) {
        let Some(card) = self.shown.with_untracked(|next| next.as_ref().map(|next| next.card.clone())) else {
            return;
        };
        self.settle();
        if self.practice.read_untracked().is_some() {
            self.practice.update(|practice| practice.iter_mut().for_each(|p| p.rate(rating.recalled())));
            return;
        }
        let said = format!("“{}” on “{}”", name(rating, untrack(|| self.is_by_four())), face::brief(&card));
        self.table.app.review(&self.table.id(), &card.id, rating, said);
    }

    /// Whatever hands were at with the last card is over.
    pub(super) fn settle(self) {
        if self.editing.read_untracked().is_some() {
            self.editing.set(None);
        }
        self.flipped.set(None);
        if !self.typed.read_untracked().is_empty() {
            self.typed.set(String::new());
        }
        if !self.said.read_untracked().is_empty() {
            self.said.set(String::new());
        }
    }

    fn can_undo(self) -> bool {
        let in_practice = self.practice.read().as_ref().is_some_and(Practice::can_undo);
        in_practice || self.table.app.deeds.read().last().is_some() || self.queue.read().done > 0
    }

    pub(super) fn undo(self) {
        self.settle();
        let mut in_practice = false;
        if self.practice.read_untracked().as_ref().is_some_and(Practice::can_undo) {
            self.practice.update(|practice| in_practice = practice.as_mut().is_some_and(Practice::undo));
        }
        let undone = match in_practice {
            true => Some("the last rating of this practice".to_string()),
            false => self.table.app.undo(&self.table.id()),
        };
        self.said.set(undone.map_or_else(String::new, |undone| format!("Undone: {undone}.")));
    }

    /// Puts a mark on the card shown, and says so.
    fn mark(self, make: impl FnOnce(&Next) -> (Mark, &'static str, &'static str)) {
        let Some(next) = self.shown.get_untracked() else { return };
        let (mark, done, said) = make(&next);
        let leaves = matches!(mark, Mark::Suspended(true) | Mark::Buried);
        if leaves {
            self.settle();
        }
        let deed = format!("{done} “{}”", face::brief(&next.card));
        self.table.app.mark(&self.table.id(), &next.card.id, mark, deed);
        if leaves && self.practice.read_untracked().is_some() {
            self.practice.update(|practice| practice.iter_mut().for_each(|p| p.leave_out(&next.card.id)));
        }
        self.said.set(said.into());
    }

    pub(super) fn suspend(self) {
        let said = "Suspended: it stays away until you take it in again, among all cards.";
        self.mark(|_| (Mark::Suspended(true), "suspending", said));
    }

    pub(super) fn bury(self) {
        self.mark(|_| (Mark::Buried, "burying", "Buried: it comes back tomorrow."));
    }

    pub(super) fn flag(self) {
        self.mark(|next| match next.marks.flagged {
            true => (Mark::Flagged(false), "taking the flag off", "The flag is off."),
            false => (Mark::Flagged(true), "flagging", "Flagged."),
        });
    }

    pub(super) fn close_help(self) {
        self.is_help_open.set(false);
    }

    pub(super) fn edit(self) {
        self.editing.set(Some(Editing::Words));
    }

    fn head(self) -> El {
        let share = move || {
            if let Some(practice) = self.practice.read().as_ref() {
                return format::percent(practice.recalled as u32, practice.total as u32);
            }
            let queue = self.queue.read();
            let left = queue.due + queue.new + queue.learning;
            format::percent(queue.done as u32, (queue.done + left) as u32)
        };
        let can_undo = Memo::new(move |_| self.can_undo());
        let undo = move || match can_undo.get() {
            true => button("button quiet", "Undo ", move || self.undo()).child(text("kbd", "", "Z")),
            false => nothing(),
        };
        let bar = el("div")
            .class("bar")
            .attr("role", "img")
            .live_attr("aria-label", move || Some(format!("{}% of today's cards done", share())))
            .child(el("span").live_style("width", move || format!("{}%", share())));
        let help = button("button quiet keys-button", "Keys ", move || {
            self.is_help_open.update(|open| *open = !*open)
        })
        .live_attr("aria-expanded", move || Some(self.is_help_open.get().to_string()))
        .child(text("kbd", "", "?"));
        // Apart from the counts, so that the bar can grow and the button keeps the focus while they change.
        el("div").class("sitting-head").live(move || self.counts()).child(bar).live(undo).child(help)
    }

    fn counts(self) -> El {
        let counts = el("dl").class("counts");
        if let Some(practice) = self.practice.read().as_ref() {
            return counts
                .child(fact("Left", &practice.left().to_string()))
                .child(fact("Recalled", &practice.recalled.to_string()))
                .child(fact("Missed", &practice.missed.to_string()));
        }
        let queue = self.queue.read();
        counts
            .child(fact("Due", &(queue.due + queue.learning).to_string()))
            .child(fact("New", &queue.new.to_string()))
            .child(fact("Done today", &queue.done.to_string()))
    }

    /// Where card after card is shown. The card's frame stays, so that what changes in it is read out.
    fn place(self) -> El {
        let card = el("article")
            .live_attr("class", move || {
                Some(if self.is_flipped() { "card panel lifted turned" } else { "card panel lifted" }.into())
            })
            .attr("aria-live", "polite")
            .attr("tabindex", "-1")
            .on_pointer(move |event| self.touch(&event), move |event| self.swipe(&event))
            .live(move || self.shown.get().map_or_else(nothing, |next| face::front(self, next)))
            .live(move || match self.is_flipped() {
                true => self.shown.get().map_or_else(nothing, |next| face::back(self, next)),
                false => nothing(),
            });
        let hands = el("div").class("hands").live(move || {
            if self.editing.read().is_some() {
                return nothing();
            }
            match self.shown.read().as_ref() {
                Some(next) if self.is_flipped() => self.ratings(next),
                _ => button("button big", "Show the answer ", move || self.flip())
                    .child(text("kbd", "", "Space")),
            }
        });
        let below = move || match self.editing.get() {
            Some(editing) => editor::editor(self, editing),
            None => self.tools(),
        };
        let ends = live(move || if self.practice.read().is_some() { self.practising() } else { nothing() });
        all([ends, card, hands, live(below)])
    }

    fn touch(self, event: &web_sys::PointerEvent) {
        let is_finger = event.pointer_type() != "mouse";
        self.touched.set_value(is_finger.then(|| (event.client_x(), event.client_y())));
    }

    /// To the right: recalled; to the left: not. A card that is not turned yet is turned by either.
    fn swipe(self, event: &web_sys::PointerEvent) {
        let Some((x, y)) = self.touched.get_value() else { return };
        self.touched.set_value(None);
        let (across, along) = (event.client_x() - x, event.client_y() - y);
        if across.abs() < SWIPE || across.abs() < 2 * along.abs() || self.editing.read_untracked().is_some() {
            return;
        }
        match untrack(|| self.is_flipped()) {
            false => self.flip(),
            true => self.rate(if across > 0 { Rating::Good } else { Rating::Again }),
        }
    }

    fn ratings(self, next: &Next) -> El {
        let by_four = self.is_by_four();
        let class = if by_four { "ratings" } else { "ratings two" };
        let mut ratings =
            el("div").class(class).attr("role", "group").attr("aria-label", "How well did you know it?");
        let in_practice = self.practice.read().is_some();
        let (now, offset) = (clock::now(), clock::utc_offset());
        let horizon = self.table.app.settings(Limits::of).horizon(now, offset);
        let intervals = review::next_due(&next.memory, now).map(|interval| horizon.within(interval));
        let mut key = 0;
        for (rating, interval) in Rating::ALL.into_iter().zip(intervals) {
            if !by_four && !matches!(rating, Rating::Again | Rating::Good) {
                continue;
            }
            key += 1;
            let class = if rating == Rating::Again { "rating again" } else { "rating" };
            let button = button(class, "", move || self.rate(rating))
                .child(text("strong", "", name(rating, by_four)))
                .children((!in_practice).then(|| text("span", "", &said(interval))))
                .child(text("kbd", "", &key.to_string()));
            ratings = ratings.child(button);
        }
        let hint = text("p", "small muted swipe-hint", "Or swipe: left for again, right for got it.");
        all([ratings, hint])
    }

    fn tools(self) -> El {
        let tool = |words: &str, key: &str, act: fn(Sitting)| {
            button("tool", words, move || act(self)).child(text("kbd", "", key))
        };
        let flag = live(move || {
            let flagged = self.shown.read().as_ref().is_some_and(|next| next.marks.flagged);
            let words = if flagged { "Take the flag off " } else { "Flag " };
            button("tool", words, move || self.flag()).child(text("kbd", "", "F"))
        });
        let all_cards = Route::Deck { competency: self.table.id() }.href();
        el("div")
            .class("tools")
            .attr("role", "group")
            .attr("aria-label", "With this card")
            .child(tool("Edit ", "E", Sitting::edit))
            .child(tool("Note ", "N", |sitting| sitting.editing.set(Some(Editing::Note))))
            .child(flag)
            .child(tool("Bury ", "B", Sitting::bury))
            .child(tool("Suspend ", "S", Sitting::suspend))
            .child(link("tool", &all_cards, "All cards"))
    }
}

fn name(rating: Rating, by_four: bool) -> &'static str {
    match rating {
        Rating::Again => "Again",
        Rating::Hard => "Hard",
        Rating::Good if by_four => "Good",
        Rating::Good => "Got it",
        Rating::Easy => "Easy",
    }
}

fn said(interval: Interval) -> String {
    match interval {
        Interval::Days(1) => "tomorrow".into(),
        other => format::interval(other),
    }
}
