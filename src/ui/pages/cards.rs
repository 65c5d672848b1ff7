//! A competency's cards: one at a time, flipped and rated.

use std::time::Duration;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{fact, loaded, page_head};
use super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::format;
use super::super::keys;
use super::super::route::{MockLink, Route};
use super::super::state::{AppState, use_app};
use crate::domain::card::{self, Card};
use crate::domain::competency::Competency;
use crate::domain::queue::{self, Limits, Next, Queue};
use crate::domain::review::{self, Rating};
use crate::domain::time::Timestamp;

/// The cards of the competency with this id.
pub(in crate::ui) fn cards(competency: &str) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(competency) else { return super::nowhere() };
    let loading = app.library.competency(competency);
    all([page_head(&entry.title, "Cards", ""), loaded(loading, move |competency| sitting(app, &competency))])
}

/// A sitting: everything is derived from the deck, the progress and the time; only the flip is state.
#[derive(Clone, Copy)]
struct Sitting {
    app: AppState,
    table: StoredValue<Table>,
    /// Learning cards come back after minutes, so the queue looks at the clock from time to time.
    now: RwSignal<Timestamp>,
    /// The card shown, if any is left.
    card_id: Memo<Option<String>>,
    is_flipped: RwSignal<bool>,
}

/// What is on the table.
struct Table {
    competency: String,
    deck: Vec<Card>,
}

fn sitting(app: AppState, competency: &Competency) -> El {
    let table = Table { competency: competency.id.clone(), deck: card::deck(competency) };
    let (table, now) = (StoredValue::new(table), clock::ticking(Duration::from_secs(20)));
    let next = move |_: Option<&Option<String>>| queue_of(app, table, now).next.map(|next| next.card.id);
    let card_id = Memo::new(next);
    let sitting = Sitting { app, table, now, card_id, is_flipped: RwSignal::new(false) };
    keys::listen(move |key| sitting.press(key));
    let has_card = Memo::new(move |_| sitting.card_id.read().is_some());
    all([sitting.head(), live(move || if has_card.get() { sitting.table() } else { sitting.finished() })])
}

fn queue_of(app: AppState, table: StoredValue<Table>, now: RwSignal<Timestamp>) -> Queue {
    now.track();
    let table = table.read_value();
    app.progress(|progress| {
        let limits = Limits::of(progress.settings());
        queue::queue(&table.deck, progress, &table.competency, clock::now(), clock::utc_offset(), limits)
    })
}

impl Sitting {
    /// What is to be done; follows progress and time.
    fn queue(self) -> Queue {
        queue_of(self.app, self.table, self.now)
    }

    fn press(self, key: &str) -> bool {
        if !self.app.keeper.with_untracked(|k| k.progress().settings().shortcuts) {
            return false;
        }
        let flipped = self.is_flipped.get_untracked();
        match key {
            " " | "Enter" if !flipped => self.is_flipped.set(true),
            " " | "Enter" => self.rate(Rating::Good),
            "1" | "2" | "3" | "4" if flipped => {
                let index = usize::from(key.as_bytes()[0] - b'1');
                self.rate(Rating::ALL[index]);
            }
            // Like the button: earlier days stay as they are.
            "z" | "Z" if untrack(|| self.queue()).done > 0 => self.undo(),
            _ => return false,
        }
        true
    }

    fn rate(self, rating: Rating) {
        let Some(card) = self.card_id.get_untracked() else { return };
        self.is_flipped.set(false);
        self.app.review(&self.table.read_value().competency, &card, rating);
    }

    fn undo(self) {
        self.is_flipped.set(false);
        self.app.undo_review(&self.table.read_value().competency);
    }

    fn head(self) -> El {
        let share = move || {
            let queue = self.queue();
            let left = queue.due + queue.new + queue.learning;
            format::percent(queue.done as u32, (queue.done + left) as u32)
        };
        let has_done = Memo::new(move |_| self.queue().done > 0);
        let undo = move || match has_done.get() {
            true => button("button quiet", "Undo ", move || self.undo()).child(text("kbd", "", "Z")),
            false => nothing(),
        };
        let bar = el("div")
            .class("bar")
            .attr("role", "img")
            .live_attr("aria-label", move || Some(format!("{}% of today's cards done", share())))
            .child(el("span").live_style("width", move || format!("{}%", share())));
        // Apart from the counts, so that the bar can grow and the button keeps the focus while they change.
        el("div").class("sitting-head").live(move || self.counts()).child(bar).live(undo)
    }

    fn counts(self) -> El {
        let queue = self.queue();
        el("dl")
            .class("counts")
            .child(fact("Due", &(queue.due + queue.learning).to_string()))
            .child(fact("New", &queue.new.to_string()))
            .child(fact("Done today", &queue.done.to_string()))
    }

    /// The card shown; follows the cards.
    fn next(self) -> Option<Next> {
        // Read, not just tracked: a memo that nobody reads never runs.
        self.card_id.read();
        untrack(|| self.queue()).next
    }

    /// Where card after card is shown. The card's frame stays, so that what changes in it is read out.
    fn table(self) -> El {
        let card = el("article")
            .class("card panel lifted")
            .attr("aria-live", "polite")
            .live(move || self.next().map_or_else(nothing, front))
            .live(move || match self.next() {
                Some(next) if self.is_flipped.get() => back(next),
                _ => nothing(),
            });
        let hands = el("div").class("hands").live(move || match self.next() {
            Some(next) if self.is_flipped.get() => self.ratings(review::next_due(&next.memory, clock::now())),
            _ => button("button big", "Show the answer ", move || self.is_flipped.set(true))
                .child(text("kbd", "", "Space")),
        });
        all([card, hands])
    }

    fn ratings(self, intervals: [review::Interval; 4]) -> El {
        let names = ["Again", "Hard", "Good", "Easy"];
        let mut ratings =
            el("div").class("ratings").attr("role", "group").attr("aria-label", "How well did you know it?");
        for (i, interval) in intervals.into_iter().enumerate() {
            let rating = Rating::ALL[i];
            let class = if i == 0 { "rating again" } else { "rating" };
            let button = button(class, "", move || self.rate(rating))
                .child(text("strong", "", names[i]))
                .child(text("span", "", &format::interval(interval)))
                .child(text("kbd", "", &(i + 1).to_string()));
            ratings = ratings.child(button);
        }
        ratings
    }

    fn finished(self) -> El {
        let queue = untrack(|| self.queue());
        let recalled = format::percent(queue.recalled as u32, queue.done as u32);
        let mock = Route::Mock(MockLink {
            competency: Some(self.table.read_value().competency.clone()),
            ..MockLink::default()
        });
        let said = match queue.done {
            0 => "Nothing is due.".to_string(),
            done => format!("{} today, {recalled}% recalled.", format::count(done as u32, "review")),
        };
        let said = match queue.returns {
            Some(at) => format!("{said} The next card comes back {}.", clock::written(at)),
            None => said,
        };
        let waiting = (queue.unseen > 0).then(|| {
            let cards = format::count(queue.unseen as u32, "new card");
            text("p", "muted", &format!("Still to come on other days: {cards}."))
        });
        let ways = el("div").class("row").child(link("button", &mock.href(), "Take a mock")).child(link(
            "button quiet",
            &Route::Home.href(),
            "Back to the start",
        ));
        el("section")
            .class("panel lifted finished stack")
            .child(text("h2", "", "Done for today"))
            .child(text("p", "", &said))
            .children(waiting)
            .child(ways)
    }
}

fn front(next: Next) -> El {
    let Next { card, memory, .. } = next;
    let mut head = el("div").class("row apart").child(text("p", "eyebrow", card.kind.label()));
    if memory.reps == 0 {
        head = head.child(text("span", "tag plain", "new"));
    }
    let mut front = vec![head, text("p", "label", card.front.instruction)];
    if let Some(context) = card.front.context {
        front.push(text("p", "muted", &context));
    }
    front.push(if card.kind.is_spoken() {
        text("p", "front quote", &format!("“{}”", card.front.text))
    } else {
        text("p", "front", &card.front.text)
    });
    all(front)
}

fn back(next: Next) -> El {
    el("div").class("back stack-s").child(text("p", "headline", &next.card.back.headline)).child(text(
        "p",
        "",
        &next.card.back.explanation,
    ))
}
