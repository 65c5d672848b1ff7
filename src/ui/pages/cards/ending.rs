//! What there is when no card is left, and practice beside the schedule.

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::el::{El, button, el, link, text};
use super::super::super::format;
use super::super::super::page;
use super::super::super::route::{MockLink, QuizLink, Route};
use super::sitting::Sitting;
use crate::domain::practice::{Practice, Scope};

impl Sitting {
    /// That what is done here changes nothing, and the way back.
    pub(super) fn practising(self) -> El {
        let said = "Practice: your schedule stays as it is.";
        el("div").class("banner").child(text("p", "", said)).child(button(
            "button quiet",
            "Back to the schedule",
            move || self.stop(),
        ))
    }

    fn stop(self) {
        self.settle();
        self.practice.set(None);
    }

    fn practise(self, scope: Scope) {
        self.settle();
        let deck = self.table.deck.get_untracked();
        let practice = self.table.app.keeper.with_untracked(|keeper| {
            let progress = keeper.progress();
            Practice::begin(scope, &deck, progress, &self.table.id(), clock::now(), clock::utc_offset())
        });
        if practice.total == 0 {
            self.said.set("There is no such card yet.".into());
        } else {
            self.practice.set(Some(practice));
            page::focus_on(".card".into());
        }
    }

    pub(super) fn finished(self) -> El {
        if let Some(practice) = self.practice.get() {
            let again = match practice.missed {
                0 => String::new(),
                missed => format!(" {missed} had to come again."),
            };
            let cards = format::count(practice.total as u32, "card");
            let said = format!("{cards} gone through.{again} Your schedule is as it was.");
            return el("section")
                .class("panel lifted finished stack")
                .child(text("h2", "", "Practice done"))
                .child(text("p", "", &said))
                .child(
                    el("div")
                        .class("row")
                        .child(button("button", "Back to the schedule", move || self.stop())),
                );
        }
        let queue = self.queue.read();
        let recalled = format::percent(queue.recalled as u32, queue.done as u32);
        let mock = Route::Mock(MockLink { competency: Some(self.table.id()), ..MockLink::default() });
        let said = match queue.done {
            0 => "Nothing is due.".to_string(),
            done => format!("{} today, {recalled}% recalled.", format::count(done as u32, "review")),
        };
        let said = match queue.returns {
            Some(at) => format!("{said} The next card comes back {}.", clock::written(at)),
            None => said,
        };
        let mut waiting = Vec::new();
        if queue.waiting > 0 {
            let cards = format::count(queue.waiting as u32, "card");
            waiting
                .push(format!("{cards} more can wait: they come in over the next days, within your limit."));
        }
        if queue.unseen > 0 {
            let cards = format::count(queue.unseen as u32, "new card");
            waiting.push(format!("Still to come on other days: {cards}."));
        }
        let ways = el("div").class("row").child(link("button", &mock.href(), "Take a mock")).child(link(
            "button quiet",
            &Route::Home.href(),
            "Back to the start",
        ));
        let practise =
            |words: &str, scope: Scope| button("button quiet", words, move || self.practise(scope));
        let quiz = Route::Quiz(QuizLink { competency: self.table.id(), ..QuizLink::default() });
        let progress = Route::Progress { competency: self.table.id() };
        let more = el("div")
            .class("stack-s")
            .child(text("h3", "", "More today?"))
            .child(text("p", "muted small", "Practice leaves your schedule as it is."))
            .child(
                el("div")
                    .class("row")
                    .child(practise("Study ahead", Scope::Ahead))
                    .child(practise("Cram all cards", Scope::All))
                    .child(practise("The flagged ones", Scope::Flagged))
                    .child(link(
                        "button quiet",
                        &Route::Deck { competency: self.table.id() }.href(),
                        "All cards",
                    ))
                    .child(link("button quiet", &quiz.href(), "Take a quiz"))
                    .child(link("button quiet", &progress.href(), "See your progress")),
            );
        el("section")
            .class("panel lifted finished stack")
            .child(text("h2", "", "Done for today"))
            .child(text("p", "", &said))
            .children(waiting.iter().map(|words| text("p", "muted", words)))
            .child(ways)
            .child(more)
    }
}
