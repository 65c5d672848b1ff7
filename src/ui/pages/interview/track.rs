//! Where the story stands: its parts as they are best shared out, as they are told, and the move from one to the next.

use leptos::prelude::*;

use super::super::super::components::strip;
use super::super::super::el::{El, all, button, el, nothing, text};
use super::super::super::format;
use super::super::super::keys;
use super::Room;
use crate::domain::answer::Part;
use crate::domain::competency::{Budget, Competency};
use crate::domain::interview::{Event, Face, Interview};
use crate::domain::time::{Seconds, Timestamp};

/// The classes of the parts, by which they are coloured.
const CLASSES: [&str; 4] = ["part s", "part t", "part a", "part r"];

/// How long each part was told so far, in milliseconds; of situation alone where nothing was marked.
fn told(interview: &Interview, now: Timestamp) -> [i64; 4] {
    let mut told = [0; 4];
    let mut from = 0;
    let lasted = interview.lasted(now);
    let marks = interview.marks.iter().map(|mark| i64::from(mark.0)).chain([lasted]);
    for (part, to) in told.iter_mut().zip(marks) {
        *part = (to - from).max(0);
        from = to.max(from);
    }
    told
}

/// The part one is in, in words, against its share of the time.
fn stands(interview: &Interview, now: Timestamp, budget: Option<Budget>) -> String {
    let Some(part) = interview.part() else { return String::new() };
    let told = told(interview, now).map(|millis| millis / 1000);
    if interview.marks.is_empty() {
        return budget.map_or_else(String::new, |budget| by_plan(told[0], budget));
    }
    let (of, spent, planned) = match part {
        Part::Situation => ("Situation", told[0], budget.map(|b| b.setup)),
        Part::Task => ("Situation and task", told[0] + told[1], budget.map(|b| b.setup)),
        Part::Action => (part.name(), told[2], budget.map(|b| b.action)),
        Part::Result => (part.name(), told[3], budget.map(|b| b.result)),
    };
    let spent = [of, ": ", &spent.to_string(), " s"].concat();
    match planned {
        Some(planned) => [&spent, " of about ", &planned.0.to_string(), " s"].concat(),
        None => spent,
    }
}

/// Where somebody is who marks nothing, as the time is best shared out.
fn by_plan(seconds: i64, budget: Budget) -> String {
    let set_up = budget.setup.0;
    let acted = set_up + budget.action.0;
    let until =
        |part: &str, end: u32| ["By the plan: ", part, " until ", &format::clock(Seconds(end))].concat();
    match u32::try_from(seconds).unwrap_or(0) {
        now if now < set_up => until("situation and task", set_up),
        now if now < acted => until("action", acted),
        _ => until("result", acted + budget.result.0),
    }
}

impl Room {
    /// The budgets of the story's parts with what is told of each, and the one button and one key for the next part.
    pub(super) fn track(self, c: &Competency) -> El {
        let (total, face) = self.interview.with_untracked(|i| (i.setup.answer_time(), i.setup.face));
        if face == Some(Face::Hidden) {
            // Nothing that tells the time; the part alone.
            let words = move || self.interview.read().part().map(Part::name).unwrap_or_default().to_string();
            let words = el("p").class("small muted").live_text(words);
            return el("div").class("row apart marking").child(words).child(self.marking());
        }
        let budget = total.map(|total| c.depth.budget(total));
        let bars = match (total, budget) {
            (Some(total), Some(budget)) => self.bars(total, budget),
            _ => nothing(),
        };
        let stands = Memo::new(move |_| stands(&self.interview.read(), self.now.get(), budget));
        let words = el("p").class("small muted number").live_text(move || stands.get());
        all([bars, el("div").class("row apart marking").child(words).child(self.marking())])
    }

    /// The plan, and under it what is told.
    fn bars(self, total: Seconds, budget: Budget) -> El {
        let told = Memo::new(move |_| {
            let (interview, now) = (self.interview.read(), self.now.get());
            let told = told(&interview, now).map(|millis| millis / 250);
            let spent: i64 = told.iter().sum();
            (told, (i64::from(total.0) * 4 - spent).max(0), !interview.marks.is_empty())
        });
        let part = |n: usize| {
            el("li").class(CLASSES[n]).live_style("flex-grow", move || told.read().0[n].to_string())
        };
        let parts = [0, 1, 2, 3].map(part);
        let rest = el("li").live_style("flex-grow", move || told.read().1.to_string());
        let class = move || Some(if told.read().2 { "spent marked" } else { "spent" }.to_string());
        el("div")
            .class("track plan")
            .attr("aria-hidden", "true")
            .child(strip(&[
                ("part s", "Situation + task", budget.setup),
                ("part a", "Action", budget.action),
                ("part r", "Result", budget.result),
            ]))
            .child(el("ol").live_attr("class", class).children(parts).child(rest))
    }

    /// One button, and one key, for the move to the next part; and a way back.
    fn marking(self) -> El {
        let part = Memo::new(move |_| self.interview.read().part());
        let next = move || part.get().and_then(|part| Part::ALL.get(part.index() + 1).copied());
        let mark = move || self.change(Event::Mark);
        keys::on_chord(mark);
        if self.app.keeper.with_untracked(|k| k.progress().settings().shortcuts) {
            keys::listen(move |key| {
                let is_mark = key == "m";
                if is_mark {
                    mark();
                }
                is_mark
            });
        }
        let label = move || match next() {
            Some(next) => [next.name(), " begins"].concat(),
            None => "This is the last part".to_string(),
        };
        let mark = button("button mark", "", mark)
            .attr("aria-keyshortcuts", keys::CHORD)
            .live_attr("aria-disabled", move || next().is_none().then(|| "true".into()))
            .leaving_focus()
            .child(el("span").live_text(label))
            .live(move || if next().is_some() { text("kbd", "", keys::CHORD) } else { nothing() });
        let back = move || match part.get() {
            Some(now) if now != Part::Situation => {
                let label = ["Back to ", &Part::ALL[now.index() - 1].name().to_ascii_lowercase()].concat();
                button("button quiet back", &label, move || self.change(Event::Unmark)).leaving_focus()
            }
            _ => nothing(),
        };
        el("div").class("row").child(mark).live(back)
    }
}
