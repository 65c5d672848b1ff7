//! This answer beside an earlier one to the same question: what came, what went, and whether the change that was named
//! then was made.

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::super::page;
use super::super::super::route::Route;
use super::super::super::state::AppState;
use super::super::own;
use super::super::reading::{Reread, read_all};
use super::{Case, score};
use crate::domain::competency::Competency;
use crate::domain::interview::Attempt;
use crate::domain::progress::Progress;
use crate::domain::time::Seconds;
use crate::scoring::calibration::shown;
use crate::scoring::compare::{Comparison, Turn, compare};
use crate::scoring::report::{Rating, Reading};
use crate::scoring::{timing, within};

/// The heading, to which the score leads.
const HEADING: &str = "then-and-now";

/// The attempts at the same question before this one, oldest first.
fn before<'a>(progress: &'a Progress, attempt: &'a Attempt) -> impl Iterator<Item = &'a Attempt> {
    let all = progress.attempts_at(&attempt.setup.competency, &attempt.setup.question);
    let others = all.map(|kept| &kept.value).filter(|other| other.id != attempt.id);
    others.filter(|other| other.started < attempt.started)
}

/// That there is an earlier answer to compare with, and the way there; nothing where there is none.
pub(super) fn hint(app: AppState, case: &Case) -> El {
    let attempt = &case.told.attempt;
    let before = app.keeper.with_untracked(|keeper| before(keeper.progress(), attempt).count());
    if before == 0 {
        return nothing();
    }
    let said = match before {
        1 => "Your second answer to this question.".to_string(),
        2 => "Your third answer to this question.".to_string(),
        _ => format!("You have answered this question {} times.", before + 1),
    };
    el("p").class("row hint no-print").child(text("span", "", &said)).child(button(
        "button quiet",
        "See what changed",
        move || page::jump(HEADING),
    ))
}

/// The comparison; nothing for a first answer.
pub(super) fn view(app: AppState, case: &Case) -> El {
    let told = &case.told;
    let earlier: Vec<Attempt> =
        app.keeper.with_untracked(|keeper| before(keeper.progress(), &told.attempt).cloned().collect());
    let Some(last) = earlier.last().map(|attempt| attempt.id.clone()) else { return nothing() };
    let chosen = RwSignal::new(last.clone());
    let now =
        Now { c: told.competency.clone(), attempt: told.attempt.clone(), reading: case.reading.clone() };
    let heading = text("h2", "", "Then and now").attr("id", HEADING).attr("tabindex", "-1");
    let part = el("section").class("stack then-now").attr("aria-labelledby", HEADING).child(heading);
    let part = if earlier.len() > 1 { part.child(choose(&earlier, &last, chosen)) } else { part };
    let side = move || {
        let id = chosen.get();
        let then = earlier.iter().filter(|attempt| attempt.id == id).cloned().collect();
        let read = untrack(|| read_all(app, then));
        let now = now.clone();
        live(move || match read.read().as_deref() {
            Some([then, ..]) => now.beside(then),
            Some([]) => text("p", "muted", "The earlier answer can't be read just now."),
            None => text("p", "muted", "Reading the earlier answer …").attr("aria-busy", "true"),
        })
    };
    part.live(side)
}

/// Which earlier answer to hold beside this one.
fn choose(earlier: &[Attempt], last: &str, chosen: RwSignal<String>) -> El {
    let options = earlier.iter().rev().map(|attempt| {
        let score = attempt.score.map_or("no score".to_string(), |score| format!("score {score}"));
        let label = format!("{} · {score}", clock::written(attempt.started));
        let option = text("option", "", &label).attr("value", &attempt.id);
        if attempt.id == last { option.attr("selected", "") } else { option }
    });
    let select = el("select").on_change(move |id| chosen.set(id)).children(options);
    el("label").class("field no-print").child(text("span", "", "Compare with the answer of")).child(select)
}

/// This answer, as far as it is compared.
#[derive(Clone)]
struct Now {
    c: std::sync::Arc<Competency>,
    attempt: Attempt,
    reading: Reading,
}

impl Now {
    fn beside(&self, then: &Reread) -> El {
        let setup = &self.attempt.setup;
        let found = compare(&then.corrected, &self.reading, &self.c, &setup.level, setup.lens.as_deref());
        let report = Route::Report { attempt: then.attempt.id.clone() };
        let level = self.c.level(&setup.level).map_or("", |level| &level.name);
        let mut basis = format!("Both read by the rules of today, at {level}.");
        if let Some(kept) = then.attempt.score.filter(|kept| Some(*kept) != value(&found.then)) {
            basis = format!("{basis} On the day, the earlier one came to {kept}.");
        }
        all([
            el("div")
                .class("panel lifted stack")
                .child(text("p", "brings", &scores(&found)))
                .child(self.suggested(&found)),
            el("div").class("table-wrap").child(self.findings(then, &found)),
            el("div").class("table-wrap").child(self.times(then)),
            text("p", "small muted measure", &basis),
            el("p").class("no-print").child(link("button quiet", &report.href(), "Open the earlier report")),
        ])
    }

    /// The change that was named, and whether it was made.
    fn suggested(&self, found: &Comparison<'_>) -> El {
        let Some((step, is_made)) = &found.suggested else {
            return text("p", "", "Nothing was suggested then that could be looked for now.");
        };
        let verdict = match is_made {
            true => text("span", "tag good", "✓ It happened"),
            false => text("span", "tag care", "Not yet"),
        };
        el("div")
            .class("stack-s")
            .child(text("p", "label", "Suggested then"))
            .child(el("div").class("row").child(text("p", "", &score::step(&self.c, step))).child(verdict))
    }

    fn findings(&self, then: &Reread, found: &Comparison<'_>) -> El {
        let signals = found.signals.iter().map(|(signal, turn)| {
            let marks = [&then.corrected, &self.reading].map(|reading| own::mark(shown(reading, &signal.id)));
            let tag = match turn {
                Turn::Gained => text("span", "tag good", "+ gained"),
                Turn::Lost => text("span", "tag care", "− lost"),
                Turn::Kept => text("span", "tag plain", "kept"),
                Turn::Absent => text("span", "tag plain", "still open"),
            };
            line(&signal.name, marks, tag)
        });
        let flags = found.flags.iter().map(|(flag, turn)| {
            let (before, after) = match turn {
                Turn::Gained => (false, true),
                Turn::Lost => (true, false),
                Turn::Kept | Turn::Absent => (true, true),
            };
            let tag = match turn {
                Turn::Gained => text("span", "tag bad", "⚑ new"),
                Turn::Lost => text("span", "tag good", "✓ gone"),
                Turn::Kept | Turn::Absent => text("span", "tag bad", "⚑ still there"),
            };
            line(&flag.name, [own::flag_mark(before), own::flag_mark(after)], tag)
        });
        table(["Signals and red flags", "Then", "Now", "What came of it"], signals.chain(flags))
    }

    fn times(&self, then: &Reread) -> El {
        let of = |reading: &Reading, attempt: &Attempt| {
            timing(reading, within(&attempt.answer), self.attempt.pace)
        };
        let (before, after) = (of(&then.corrected, &then.attempt), of(&self.reading, &self.attempt));
        let total = self.attempt.setup.total.unwrap_or(after.total);
        let budget = self.c.depth.budget(total);
        let setup = |t: &crate::scoring::report::Timing| Seconds(t.situation.0 + t.task.0);
        let rows = [
            ("The whole answer", before.total, after.total, total),
            ("Situation and task", setup(&before), setup(&after), budget.setup),
            ("Action", before.action, after.action, budget.action),
            ("Result", before.result, after.result, budget.result),
        ];
        let seconds = |seconds: Seconds| text("span", "number", &format!("{} s", seconds.0));
        let rows = rows
            .map(|(name, before, after, room)| line(name, [seconds(before), seconds(after)], seconds(room)));
        table(["Part", "Then", "Now", "Room for"], rows)
    }
}

fn table(heads: [&str; 4], rows: impl IntoIterator<Item = El>) -> El {
    let heads = heads.map(|head| text("th", "", head).attr("scope", "col"));
    el("table")
        .class("sides")
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows))
}

fn line(name: &str, sides: [El; 2], last: El) -> El {
    let sides = sides.map(|side| el("td").child(side));
    el("tr").child(text("th", "", name).attr("scope", "row")).children(sides).child(el("td").child(last))
}

fn value(rating: &Rating) -> Option<u8> {
    match rating {
        Rating::TooLittle => None,
        Rating::Rated { value, .. } => Some(*value),
    }
}

/// The two scores, in words.
fn scores(found: &Comparison<'_>) -> String {
    match (value(&found.then), value(&found.now)) {
        (Some(then), Some(now)) if then == now => format!("{then} then, and {now} now"),
        (Some(then), Some(now)) => format!("{then} then, {now} now"),
        (Some(then), None) => format!("{then} then, too little to judge now"),
        (None, Some(now)) => format!("Too little to judge then, {now} now"),
        (None, None) => "Too little to judge, then and now".into(),
    }
}
