//! The debrief of a ladder: one story in less and less time, rung beside rung.

use super::super::super::components::section;
use super::super::super::el::{El, all, el, link, nothing, text};
use super::super::super::format;
use super::super::own;
use super::super::reading::Reread;
use super::{Debrief, row, score};
use crate::domain::competency::Signal;
use crate::domain::interview::{RUNGS, Shown};
use crate::domain::time::Seconds;
use crate::scoring::debrief::coverage;
use crate::scoring::report::{Reading, Timing};
use crate::scoring::{timing, within};

/// A rung that was climbed.
struct Rung<'a> {
    read: &'a Reread,
    allowed: Seconds,
    timing: Timing,
}

impl Rung<'_> {
    /// How long the answer took: as it was spoken, or as it would take.
    fn used(&self) -> Seconds {
        let attempt = &self.read.attempt;
        if attempt.is_spoken() { attempt.answer_seconds } else { self.timing.total }
    }
}

impl Debrief {
    /// What a ladder comes to.
    pub(super) fn ladder(&self) -> El {
        let rungs: Vec<Rung<'_>> = self.read.iter().map(rung).collect();
        // A rung may be too short to be judged as a whole answer, and shows all the same what it says.
        let shown = |read: &Reread| Reading { too_little: false, ..read.corrected.clone() };
        let readings: Vec<Reading> = self.read.iter().map(shown).collect();
        let covered = coverage(&readings, &self.c);
        let asked = self.read.first().and_then(|read| self.c.question(&read.attempt.setup.question));
        let asked = asked.map_or_else(nothing, |q| text("p", "statement", &format!("“{}”", q.text)));
        let table = el("table")
            .class("matrix rungs")
            .child(el("thead").child(self.heads()))
            .child(self.measures(&rungs))
            .child(self.signals(&covered));
        let brief = "Under 75 words the score stays at 2 at most: on the short rungs look at what is still there, not at the number.";
        let times = if self.read.iter().all(|read| read.attempt.is_spoken()) {
            "Times as you spoke them; parts by their words."
        } else {
            "Seconds as if spoken at your pace, where you typed. After the stroke: what that part has room for."
        };
        let side = section("stack", "rungs", "Rung beside rung")
            .child(el("div").class("table-wrap").child(table))
            .child(own::legend())
            .child(text("p", "small muted measure", times))
            .child(text("p", "small muted measure", brief));
        all([asked, self.on_the_way(&covered), side])
    }

    /// What stayed and what was lost on the way down.
    fn on_the_way(&self, covered: &[(&Signal, Vec<Shown>)]) -> El {
        let part = section("panel lifted stack", "one-thing", "What survives the cut");
        if self.read.len() < 2 {
            return part.child(text(
                "p",
                "measure",
                "One rung so far. From the second on, this says what stays and what is lost on the way down.",
            ));
        }
        let kept: Vec<&str> = covered
            .iter()
            .filter(|(_, shown)| shown.iter().all(|shown| *shown != Shown::Not))
            .map(|(signal, _)| signal.name.as_str())
            .collect();
        let mut rows = Vec::new();
        if !kept.is_empty() {
            rows.push(text("li", "", &format!("Kept on every rung: {}.", kept.join(", "))));
        }
        // Where each was told last.
        let last = |shown: &[Shown]| shown.iter().rposition(|shown| *shown != Shown::Not);
        let gone_after = |at: Option<usize>| {
            let names = covered.iter().filter(|(_, shown)| last(shown) == at).map(|(s, _)| s.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let mut is_any_gone = false;
        for at in 0..self.read.len().saturating_sub(1) {
            let names = gone_after(Some(at));
            if let (false, Some(rung)) = (names.is_empty(), RUNGS.get(self.number(at + 1).saturating_sub(1)))
            {
                is_any_gone = true;
                rows.push(text("li", "", &format!("Gone from {} on: {names}.", format::clock(*rung))));
            }
        }
        let never = gone_after(None);
        if !never.is_empty() {
            rows.push(text("li", "", &format!("On no rung: {never}.")));
        }
        let advice = "One sentence of each is worth keeping: cut the setting before you cut what shows them.";
        let advice = is_any_gone.then(|| text("p", "small muted measure", advice));
        part.child(el("ul").class("stack-s measure").children(rows)).children(advice)
    }

    /// All rungs, also those that are still to come.
    fn heads(&self) -> El {
        let heads = RUNGS.iter().enumerate().map(|(n, allowed)| {
            let time = format::clock(*allowed);
            let said = format!("{time}, the report of rung {}", n + 1);
            let head = match self.on_rung(n) {
                Some(at) => link("", &self.report(at), &time).attr("aria-label", &said),
                None => text("span", "", &time),
            };
            el("th").attr("scope", "col").child(head)
        });
        el("tr").child(text("th", "", "Allowed").attr("scope", "col")).children(heads)
    }

    /// Which of the answers was given on this rung, from 0.
    fn on_rung(&self, rung: usize) -> Option<usize> {
        (0..self.read.len()).find(|at| self.number(*at) == rung + 1)
    }

    /// A cell for every rung, by the answer that was given there.
    fn cells(&self, cell: impl Fn(usize) -> Option<El>) -> Vec<El> {
        (0..RUNGS.len()).map(|rung| self.on_rung(rung).and_then(&cell).unwrap_or_else(no_answer)).collect()
    }

    fn measures(&self, rungs: &[Rung<'_>]) -> El {
        let with_rest = |cell: &dyn Fn(&Rung<'_>) -> El| self.cells(|at| rungs.get(at).map(cell));
        let part = |name: &str, of: fn(&Timing) -> u32, budget: fn(&Debrief, Seconds) -> Seconds| {
            let cells = with_rest(&|rung| {
                let (is, room) = (of(&rung.timing), budget(self, rung.allowed).0);
                let said = text("span", "visually-hidden", &format!("{is} seconds, room for {room}"));
                let shown = text("span", "", &format!("{is} / {room}")).attr("aria-hidden", "true");
                el("td").class("number").child(shown).child(said)
            });
            row(text("th", "", name), cells)
        };
        let used = with_rest(&|rung| text("td", "number", &format::clock(rung.used())));
        let words = with_rest(&|rung| text("td", "number", &rung.read.reading.words.to_string()));
        let scores = with_rest(&|rung| score(rung.read));
        el("tbody")
            .child(row(text("th", "", "Yours"), used))
            .child(row(text("th", "", "Words"), words))
            .child(part("S + T", |t| t.situation.0 + t.task.0, |d, total| d.c.depth.budget(total).setup))
            .child(part("Action", |t| t.action.0, |d, total| d.c.depth.budget(total).action))
            .child(part("Result", |t| t.result.0, |d, total| d.c.depth.budget(total).result))
            .child(row(text("th", "", "Score"), scores).class("sum"))
    }

    fn signals(&self, covered: &[(&Signal, Vec<Shown>)]) -> El {
        let rows = covered.iter().map(|(signal, shown)| {
            let mark = |at: usize| shown.get(at).map(|shown| el("td").child(own::mark(*shown)));
            row(text("th", "", &signal.name), self.cells(mark))
        });
        el("tbody").children(rows)
    }
}

fn rung(read: &Reread) -> Rung<'_> {
    let attempt = &read.attempt;
    let total = attempt.setup.total.unwrap_or_default();
    let timing = timing(&read.corrected, within(&attempt.answer), attempt.pace);
    Rung { read, allowed: total, timing }
}

fn no_answer() -> El {
    el("td").child(text("span", "muted", "·").attr("aria-hidden", "true")).child(text(
        "span",
        "visually-hidden",
        "no answer",
    ))
}
