//! The clock as it is shown and said: it informs, and never cuts anybody off. It can be stopped, given more time, or
//! put out of sight.

use leptos::prelude::*;

use super::super::super::el::{El, all, button, el, live, nothing};
use super::super::super::format;
use super::{Hold, Room};
use crate::domain::answer::Part;
use crate::domain::interview::{Event, Face, Interview, Remaining, Stage};
use crate::domain::time::{Seconds, Timestamp};

/// By how much one press extends the time.
const MORE: Seconds = Seconds(30);
/// How often a screen reader is interrupted in one stage at most. The last time is kept for its end.
const MOST_SAID: u8 = 6;

/// What was said last, and what it was said of.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Said {
    stage: Stage,
    milestone: Option<Seconds>,
    part: Option<Part>,
    extra: Seconds,
    count: u8,
    words: String,
}

impl Said {
    /// What is said at `now`, after what was said before.
    fn next(before: Option<&Said>, interview: &Interview, now: Timestamp) -> Said {
        let mut next = Said {
            stage: interview.stage_at(now),
            milestone: interview.milestone(now),
            part: interview.part(),
            extra: interview.extra,
            count: 0,
            words: String::new(),
        };
        // Nothing is said of a stage that one has just come to.
        let Some(before) = before.filter(|before| before.stage == next.stage) else { return next };
        (next.count, next.words) = (before.count, before.words.clone());
        let is_hidden = interview.setup.face == Some(Face::Hidden);
        let words = if next.extra != before.extra {
            next.count = 0;
            left(interview, now).map(|left| ["More time: ", &left].concat())
        } else if next.part != before.part {
            next.part.map(|part| ["Now: ", part.name()].concat())
        } else if next.milestone != before.milestone {
            next.milestone.filter(|left| !is_hidden || left.0 == 0).map(|left| match left {
                Seconds(0) => "Time is up. Take the time you need.".to_string(),
                left => [&format::spoken(left), " left"].concat(),
            })
        } else {
            None
        };
        let most = if next.milestone == Some(Seconds(0)) { MOST_SAID } else { MOST_SAID - 1 };
        if let Some(words) = words.filter(|_| next.count < most) {
            next.count += 1;
            next.words = words;
        }
        next
    }
}

fn left(interview: &Interview, now: Timestamp) -> Option<String> {
    match interview.remaining(now) {
        Remaining::Left(left) => Some([&format::spoken(left), " left"].concat()),
        Remaining::Over(_) | Remaining::Unlimited => None,
    }
}

impl Room {
    /// The clock of the stage, what can be done about it, and where the story stands against it.
    pub(super) fn face(self, stage: Memo<Stage>) -> El {
        let is_paused = Memo::new(move |_| self.interview.read().paused.is_some());
        let shown = move || {
            let stage = stage.get();
            if !stage.is_timed() {
                return nothing();
            }
            untrack(|| {
                // A glance at a clock out of sight lasts until the stage ends.
                let is_peeked = RwSignal::new(false);
                el("div")
                    .class("row apart clock-row")
                    .child(self.figure(is_paused, is_peeked))
                    .child(self.ways_with_time(stage, is_paused, is_peeked))
            })
        };
        let said = Memo::new(move |before: Option<&Said>| {
            Said::next(before, &self.interview.read(), self.now.get())
        });
        let is_here = move || self.hold.get() == Hold::Here;
        let words = move || if is_here() { said.read().words.clone() } else { String::new() };
        let status = el("p").class("visually-hidden").attr("role", "status").live_text(words);
        all([live(shown), status])
    }

    fn figure(self, is_paused: Memo<bool>, is_peeked: RwSignal<bool>) -> El {
        let face = self.interview.with_untracked(|i| i.setup.face.unwrap_or_default());
        let remaining = Memo::new(move |_| self.interview.read().remaining(self.now.get()));
        let is_out_of_sight = move || face == Face::Hidden && !is_peeked.get();
        let figure = move || match (remaining.get(), face) {
            _ if is_out_of_sight() => String::new(),
            (Remaining::Left(left), Face::Down | Face::Hidden) => format::clock(left),
            (Remaining::Over(over), Face::Down | Face::Hidden) => ["+", &format::clock(over)].concat(),
            (Remaining::Unlimited, _) | (_, Face::Up) => format::clock(self.elapsed()),
        };
        let words = move || match remaining.get() {
            _ if is_paused.get() => "paused".to_string(),
            Remaining::Over(_) if is_out_of_sight() => "Time is up, go on".to_string(),
            _ if is_out_of_sight() => "Clock out of sight".to_string(),
            Remaining::Over(over) if face == Face::Up => [&format::clock(over), " over, go on"].concat(),
            Remaining::Over(_) => "over, go on".to_string(),
            Remaining::Left(_) if face == Face::Up => match self.allowed() {
                Some(allowed) => ["of ", &format::clock(allowed)].concat(),
                None => String::new(),
            },
            Remaining::Left(_) => "left".to_string(),
            Remaining::Unlimited => "so far".to_string(),
        };
        let class = move || {
            let is_over = matches!(remaining.get(), Remaining::Over(_));
            let class = match (is_paused.get(), is_over) {
                (true, _) => "clock paused",
                (false, true) => "clock over",
                (false, false) => "clock",
            };
            Some(class.to_string())
        };
        el("div")
            .live_attr("class", class)
            .attr("role", "timer")
            .attr("aria-live", "off")
            .child(el("span").class("figure").live_text(figure))
            .child(el("span").class("muted").live_text(words))
    }

    /// Stopping the clock, more time, a glance at a clock that is out of sight.
    fn ways_with_time(self, stage: Stage, is_paused: Memo<bool>, is_peeked: RwSignal<bool>) -> El {
        let face = self.interview.with_untracked(|i| i.setup.face);
        let pause = move || {
            self.change(if is_paused.get_untracked() { Event::Resume } else { Event::Pause });
        };
        let pause = button("button quiet", "", pause)
            .live_text(move || if is_paused.get() { "Resume" } else { "Pause" }.to_string())
            .leaving_focus();
        let more = move || {
            let over = match self.interview.with_untracked(|i| i.remaining(self.moment())) {
                Remaining::Over(over) => over.0,
                Remaining::Left(_) | Remaining::Unlimited => 0,
            };
            // Whoever is over asks for time from now on.
            self.change(Event::Extend(Seconds(over + MORE.0)));
        };
        let is_limited = self.interview.with_untracked(|i| i.allowed(stage).is_some());
        let more = is_limited.then(|| {
            button("button quiet", "+30 s", more).attr("aria-label", "+30 s, more time").leaving_focus()
        });
        let peek = (face == Some(Face::Hidden)).then(|| {
            button("button quiet", "", move || is_peeked.update(|is| *is = !*is))
                .live_text(move || if is_peeked.get() { "Hide" } else { "Peek" }.to_string())
                .live_attr("aria-label", move || {
                    Some(if is_peeked.get() { "Hide the clock" } else { "Peek at the clock" }.into())
                })
                .leaving_focus()
        });
        el("div").class("row").children(peek).child(pause).children(more)
    }

    /// Changes the clock or the marks, and keeps that at once.
    pub(super) fn change(self, event: Event) {
        let now = self.moment();
        self.interview.update(|interview| *interview = interview.clone().apply(event, now));
        self.now.set(now);
        self.save();
    }

    pub(super) fn elapsed(self) -> Seconds {
        self.interview.read().elapsed(self.now.get())
    }

    fn allowed(self) -> Option<Seconds> {
        let interview = self.interview.read();
        interview.allowed(interview.stage_at(self.now.get()))
    }
}
