//! What is written in a mock: notes, the answer, replies; and the ways on from there.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::el::{El, button, el, nothing, text};
use super::super::super::format;
use super::super::super::page;
use super::super::super::route::Route;
use super::super::meters;
use super::Room;
use crate::domain::competency::Competency;
use crate::domain::interview::Event;
use crate::scoring;

impl Room {
    /// Thinking, with notes.
    pub(super) fn thinking(self, c: Arc<Competency>) -> El {
        let lead = "Pick one story, and note a word or two for each part of it. Your notes stay beside the answer; nobody reads them but you.";
        let notes = self.interview.with_untracked(|interview| interview.notes.clone());
        let field = el("textarea")
            .class("notes-field")
            .attr("dir", "auto")
            .value(notes)
            .on_input(move |notes| self.write(Event::Note(notes)));
        let hints = self.hints(&c);
        let begin = button("button big", "Start answering", move || self.apply(Event::Begin, &c));
        el("div")
            .class("stack")
            .child(text("p", "muted measure", lead))
            .child(el("label").class("field").child(text("span", "", "Notes")).child(field))
            .children(hints)
            .child(self.microphone_ahead())
            .child(self.ways(begin))
    }

    /// Answering in writing.
    pub(super) fn answering(self, c: Arc<Competency>) -> El {
        let competency = c.clone();
        let is_asked = RwSignal::new(false);
        let is_empty = Memo::new(move |_| self.interview.read().answer.trim().is_empty());
        let done = button("button big", "Finish the answer", move || {
            if is_empty.get_untracked() {
                is_asked.set(true);
            } else {
                self.finish(&competency);
            }
        });
        let competency = c.clone();
        let empty = move || {
            if !is_asked.get() || !is_empty.get() {
                return nothing();
            }
            let competency = competency.clone();
            el("div")
                .class("banner")
                .attr("role", "alert")
                .child(text("p", "", "Nothing is written yet. Without an answer there is nothing to read."))
                .child(button("button quiet", "Finish without an answer", move || self.finish(&competency)))
        };
        let (metered, total) = self.interview.with_untracked(|interview| {
            (interview.setup.meters == Some(true), interview.setup.answer_time())
        });
        let meters = metered.then(|| meters::view(c.clone(), self.meter, total));
        let track = self.track(&c);
        let writing = self.writing(c.clone(), "Your answer, as you would say it", done);
        let writing = writing.live(empty).children(meters);
        el("div").class("stack").child(track).child(self.beside(c, writing))
    }

    /// A field for what is written in this stage, and the way on.
    pub(super) fn writing(self, c: Arc<Competency>, label: &'static str, done: El) -> El {
        let written = self.interview.with_untracked(|i| i.text(clock::now()).to_string());
        let field = el("textarea")
            .attr("id", "field")
            .attr("dir", "auto")
            .attr("data-arrive", "")
            .attr("aria-describedby", "asked")
            .value(written)
            .on_input(move |text| self.typed(text, &c));
        let kept = move || {
            let interview = self.interview.read();
            let written = interview.text(clock::now());
            // Counted as far as it is read: somebody may paste a book.
            let words = scoring::within(written).split_whitespace().count();
            let words = format::count(words as u32, "word");
            let so_far = if scoring::is_cut(written) {
                ["the first ", &words, " will be read"].concat()
            } else {
                words
            };
            format!("{so_far} · kept on this device as you type")
        };
        let foot = el("div")
            .class("row apart")
            .child(self.ways(done))
            .child(el("p").class("small muted number").live_text(kept));
        el("div")
            .class("stack")
            .child(el("label").class("field").child(text("span", "", label)).child(field))
            .child(foot)
    }

    /// The ways on: what the stage leads to, or giving up, which is asked back. In a course what was answered before
    /// stays.
    pub(super) fn ways(self, on: El) -> El {
        let asked = RwSignal::new(false);
        let answered_before = self.answered_before();
        let (offer, question, yes) = match answered_before {
            Some(_) => ("End here", "Leave this one out and see the debrief?", "Yes, end here"),
            None => ("Give up", "Throw this mock away?", "Yes, throw it away"),
        };
        let leave = move || {
            self.is_over.set(true);
            let course = self.interview.with_untracked(|interview| {
                self.speaking.throw_away(interview);
                self.app.drop_draft(&interview.id);
                interview.round.as_ref().map(|round| round.course.clone())
            });
            self.app.go(match course.filter(|_| answered_before.is_some()) {
                Some(course) => Route::Debrief { course },
                None => Route::Home,
            });
        };
        let give_up = move || {
            if !asked.get() {
                return button("button quiet", offer, move || asked.set(true));
            }
            el("span")
                .class("row")
                .child(text("span", "small", question))
                .child(button("button danger", yes, leave))
                .child(button("button quiet", "No, go on", move || asked.set(false)))
        };
        el("div").class("row").child(on).live(give_up)
    }

    /// What is at hand while writing, beside it: one's notes, the words of the rung before, hints.
    pub(super) fn beside(self, c: Arc<Competency>, writing: El) -> El {
        let notes = self.notes();
        let before = self.rung_before();
        let hints = self.hints_here(&c);
        if notes.is_none() && before.is_none() && hints.is_none() {
            return writing;
        }
        let aside = el("aside").class("stack-s").attr("aria-label", "At hand");
        let aside = aside.children(notes).children(before).children(hints);
        el("div").class("beside").child(aside).child(writing)
    }

    fn notes(self) -> Option<El> {
        // As far as an answer is read: somebody may paste a book.
        let notes = self.interview.with_untracked(|i| scoring::within(i.notes.trim()).to_string());
        let notes = (!notes.is_empty()).then(|| at_hand("Your notes", &notes))?;
        // Where there is room beside the field, they lie open.
        Some(if page::is_wide() { notes.attr("open", "") } else { notes })
    }
}

/// Words to be looked at, which can be folded away.
pub(super) fn at_hand(title: &str, words: &str) -> El {
    let words = text("div", "words", words).attr("dir", "auto").attr("tabindex", "0");
    el("details").class("at-hand").child(text("summary", "", title)).child(words)
}
