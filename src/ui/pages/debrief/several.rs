//! The debrief of a loop: what its answers show together, and the one thing to work on.

use super::super::super::components::section;
use super::super::super::el::{El, all, button, el, link, nothing, text};
use super::super::super::format;
use super::super::super::route::Route;
use super::super::own;
use super::{Debrief, row, score};
use crate::domain::interview::Shown;
use crate::domain::training::training;
use crate::scoring::change::Step;
use crate::scoring::debrief::{Focus, coverage, focus};
use crate::scoring::report::Reading;
use crate::scoring::story::{Retold, retold};
use crate::scoring::within;

/// So many of the words that two answers share are named.
const WORDS: usize = 5;

impl Debrief {
    /// What a loop comes to.
    pub(super) fn several(&self) -> El {
        let readings: Vec<Reading> = self.read.iter().map(|read| read.corrected.clone()).collect();
        all([self.one_thing(&readings), self.answers(), self.covered(&readings), self.stories()])
    }

    /// What to work on, and what trains it.
    fn one_thing(&self, readings: &[Reading]) -> El {
        let setup = self.read.last().map(|read| read.attempt.setup.clone()).unwrap_or_default();
        let found = focus(readings, &self.c, &setup.level, setup.lens.as_deref());
        let panel = section("panel lifted stack", "one-thing", "The one thing to work on");
        let Some(found) = found else {
            let words = if self.read.iter().all(|read| read.score().is_none()) {
                "There was too little to judge in these answers, and that is fine: tell each as a whole story, and this page says what to work on."
            } else {
                "Everything it looks for is in every answer. Tell them aloud now, without looking."
            };
            return panel.child(text("p", "", words));
        };
        let (what, advice, gap) = self.in_words(&found);
        let cards = gap.map(|id| training(&self.c, &[&id])).unwrap_or_default();
        let mut panel = panel.child(text("p", "brings", &what)).child(text("p", "measure", advice));
        if !cards.is_empty() {
            let (app, competency) = (self.app, self.c.id.clone());
            let called: Vec<String> = cards.iter().map(|card| card.id.clone()).collect();
            let practise = move || {
                app.call_cards(&competency, called.clone());
                app.go(Route::Cards { competency: competency.clone() });
            };
            let trained = format!(
                "{} it.",
                if cards.len() == 1 {
                    "1 card trains".to_string()
                } else {
                    format!("{} cards train", cards.len())
                }
            );
            panel = panel.child(
                el("div")
                    .class("row no-print")
                    .child(button("button", "Practise these cards", practise))
                    .child(text("p", "small muted", &trained)),
            );
        }
        panel
    }

    /// What to do, how, and for which signal or flag.
    fn in_words(&self, found: &Focus) -> (String, &str, Option<String>) {
        let all = self.read.len();
        let place = if found.answers == all {
            if all == 1 { "your answer".to_string() } else { "every answer".to_string() }
        } else {
            format!("{} of {all} answers", found.answers)
        };
        match &found.step {
            Step::Show(id) => {
                let signal = self.c.signal(id);
                let name = signal.map_or(id.as_str(), |s| &s.name);
                let what = format!("Show {name}: it is missing in {place}");
                (what, signal.map_or("", |s| &s.advice), Some(id.clone()))
            }
            Step::Mend(id) => {
                let flag = self.c.flag(id);
                let name = flag.map_or(id.as_str(), |f| &f.name);
                let what = format!("Get rid of “{name}”: it is in {place}");
                (what, flag.map_or("", |f| &f.fix), Some(id.clone()))
            }
            Step::Lengthen => (
                format!("Say more: {place} stopped before the story was told"),
                "Tell the whole story: who was hurt, what you saw, what you did step by step, what came of it.",
                None,
            ),
        }
    }

    /// The questions with their scores, each leading to its report.
    fn answers(&self) -> El {
        let rows = self.read.iter().enumerate().map(|(n, read)| {
            let asked = self.c.question(&read.attempt.setup.question).map_or("", |q| &q.text);
            let own = read.attempt.self_rating.as_ref().and_then(|own| own.overall);
            let mut about = vec![format::spoken(read.attempt.answer_seconds)];
            about.extend(own.map(|own| format!("you gave it a {own}")));
            let (figure, said) = match read.score() {
                Some(value) => (value.to_string(), format!("Score {value} of 5")),
                None => ("–".to_string(), "Too little to judge".to_string()),
            };
            let what = el("div")
                .class("stack-s")
                .child(text("p", "label", &format!("Question {}", self.number(n))))
                .child(el("p").child(link("", &self.report(n), asked)))
                .child(text("p", "small muted", &about.join(" · ")));
            let figure = text("p", "score-small", &figure).attr("role", "img").attr("aria-label", &said);
            el("li").class("panel attempt").child(figure).child(what)
        });
        section("stack", "answers", "Your answers").child(el("ol").class("stack").children(rows))
    }

    /// Which answer shows which signal.
    fn covered(&self, readings: &[Reading]) -> El {
        let covered = coverage(readings, &self.c);
        let mut heads = el("tr").child(text("th", "", "Signal").attr("scope", "col"));
        for n in (0..readings.len()).map(|n| self.number(n)) {
            let head = el("th")
                .attr("scope", "col")
                .child(text("span", "", &format!("Q{n}")).attr("aria-hidden", "true"))
                .child(text("span", "visually-hidden", &format!("Question {n}")));
            heads = heads.child(head);
        }
        let rows = covered.iter().map(|(signal, shown)| {
            let cells = shown.iter().map(|shown| el("td").child(own::mark(*shown)));
            row(text("th", "", &signal.name), cells)
        });
        let scores = row(text("th", "", "Score"), self.read.iter().map(score)).class("sum");
        let table = el("table")
            .class("matrix")
            .child(el("thead").child(heads))
            .child(el("tbody").children(rows).child(scores));
        let mut said = Vec::new();
        let named = |wanted: &dyn Fn(&[Shown]) -> bool| {
            let names = covered.iter().filter(|(_, shown)| wanted(shown)).map(|(s, _)| s.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        let never = named(&|shown| shown.iter().all(|shown| *shown == Shown::Not));
        let always = named(&|shown| shown.iter().all(|shown| *shown == Shown::Clearly));
        if !never.is_empty() {
            said.push(text("p", "measure", &format!("In none of the answers: {never}. An interviewer who holds the others' notes beside yours sees that too.")));
        }
        if !always.is_empty() {
            said.push(text("p", "measure", &format!("In every one: {always}.")));
        }
        section("stack", "coverage", "Signals over the whole loop")
            .child(el("div").class("table-wrap").child(table))
            .child(own::legend())
            .children(said)
    }

    /// Whether a story was told twice.
    fn stories(&self) -> El {
        if self.read.len() < 2 {
            return nothing();
        }
        let answers: Vec<&str> = self.read.iter().map(|read| within(&read.attempt.answer)).collect();
        let found = retold(&answers, &self.c);
        let part = section("stack", "stories", "Stories");
        if found.is_empty() {
            return part.child(text(
                "p",
                "measure",
                "As far as their words tell, each answer brings a story of its own.",
            ));
        }
        let rows = found.iter().map(|Retold { first, second, words }| {
            let words = words.iter().take(WORDS).map(String::as_str).collect::<Vec<_>>().join(", ");
            let said = format!(
                "Questions {} and {} seem to tell the same story: both speak of {words}.",
                self.number(*first),
                self.number(*second)
            );
            text("li", "", &said)
        });
        part.child(el("ul").class("stack-s measure").children(rows)).child(text(
            "p",
            "small muted measure",
            "Interviewers compare notes, and a story heard twice counts once. Bring another one, or show another side of it.",
        ))
    }
}
