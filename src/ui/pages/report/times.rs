//! The answer along its time: planned and told, part by part and sentence by sentence.

use leptos::prelude::*;

use super::super::super::components::section;
use super::super::super::el::{El, all, el, nothing, text};
use super::super::super::format;
use super::Case;
use super::desk::Desk;
use super::recording;
use crate::domain::answer::{Correction, Part};
use crate::domain::competency::Budget;
use crate::domain::time::Seconds;
use crate::scoring;
use crate::scoring::timing::Lap;

fn class(part: Part) -> &'static str {
    match part {
        Part::Situation => "part s",
        Part::Task => "part t",
        Part::Action => "part a",
        Part::Result => "part r",
    }
}

pub(super) fn view(case: &Case, desk: Desk) -> El {
    let attempt = &case.told.attempt;
    let t = scoring::timing(&case.reading, scoring::within(&attempt.answer), attempt.pace);
    if t.total.0 == 0 {
        return nothing();
    }
    // Without a limit, the answer's own length is what its parts are held against.
    let total = attempt.setup.answer_time().unwrap_or(t.total);
    let budget = case.told.competency.depth.budget(total);
    let laps = scoring::laps(&case.reading, scoring::within(&attempt.answer), attempt.pace);
    section("stack", "times", "Time")
        .child(strips(&laps, &budget, total))
        .child(el("div").class("table-wrap").child(table(case, t, &budget)))
        .child(recording::basis(attempt, attempt.pace))
        .child(sentences(case, desk, laps))
}

/// What was planned over what was told, on one scale. The table says the same.
fn strips(laps: &[Lap], budget: &Budget, total: Seconds) -> El {
    let told = laps.last().map_or(0, |lap| lap.to.0);
    let scale = told.max(total.0);
    let rest = |used: u32| {
        let rest = scale - used.min(scale);
        (rest > 0).then(|| el("li").class("rest").style("flex-grow", &rest.to_string()))
    };
    let planned = [
        ("part s", "Situation + task", "S, T", budget.setup),
        ("part a", "Action", "A", budget.action),
        ("part r", "Result", "R", budget.result),
    ];
    let planned = planned.map(|(class, name, letter, seconds)| {
        let name = if seconds.0 * 100 >= scale * 12 { name } else { letter };
        let label = label(name, seconds.0, scale);
        el("li").class(class).style("flex-grow", &seconds.0.to_string()).children(label)
    });
    let planned = el("ol").children(planned).children(rest(total.0));
    let mut runs: Vec<(Part, Vec<&Lap>)> = Vec::new();
    for lap in laps {
        match runs.last_mut() {
            Some((part, run)) if *part == lap.part => run.push(lap),
            _ => runs.push((lap.part, vec![lap])),
        }
    }
    let runs = runs.into_iter().map(|(part, run)| {
        let seconds = |lap: &Lap| lap.to.0 - lap.from.0;
        let all: u32 = run.iter().map(|lap| seconds(lap)).sum();
        let cells = run.iter().map(|lap| el("i").style("flex-grow", &seconds(lap).to_string()));
        let name = if all * 100 >= scale * 20 { part.name() } else { part.letter() };
        el("li")
            .class(class(part))
            .style("flex-grow", &all.to_string())
            .child(el("span").class("cells").children(cells))
            .children(label(name, all, scale))
    });
    let told = el("ol").class("told").children(runs).children(rest(told));
    el("div")
        .class("strips")
        .attr("aria-hidden", "true")
        .child(text("p", "label", "Planned"))
        .child(planned)
        .child(text("p", "label", "Yours, sentence by sentence"))
        .child(told)
}

/// A label as long as there is room for on a phone, on a strip of `scale` seconds.
fn label(name: &str, seconds: u32, scale: u32) -> [El; 2] {
    let fits = |percent: u32| seconds * 100 >= scale * percent;
    let name = if fits(3) { text("span", "", name) } else { nothing() };
    let number = if fits(9) { text("span", "number", &format!("{seconds} s")) } else { nothing() };
    [name, number]
}

fn table(case: &Case, t: scoring::report::Timing, budget: &Budget) -> El {
    let attempt = &case.told.attempt;
    let depth = &case.told.competency.depth;
    // Measured, where it was spoken; its parts are estimated all the same.
    let whole = if attempt.is_spoken() { attempt.answer_seconds } else { t.total };
    let setup = Seconds(t.situation.0 + t.task.0);
    let share = format::percent(t.action.0, t.total.0);
    let goal = u32::from(depth.action_percent);
    let i_goal = usize::from(depth.i_sentences);
    let i_found = case.reading.i_sentences;
    let estimated = if case.reading.estimated { " (estimated: the text has no full stops)" } else { "" };
    // Published strong answers lie well under the target, so coming near it is good enough.
    let action_ok = share + 15 >= goal;
    // A result is told in a few sentences; twice the time for it is still one.
    let rows = [
        (
            "The whole answer".to_string(),
            format!("{} s", whole.0),
            attempt.setup.answer_time().map_or("no limit".into(), |s| format!("{} s", s.0)),
            attempt.setup.answer_time().is_none_or(|s| whole <= s),
        ),
        (
            "Situation and task".to_string(),
            format!("{} s", setup.0),
            format!("{} s at most", budget.setup.0),
            setup <= budget.setup,
        ),
        ("Action".to_string(), format!("{} s, {share}%", t.action.0), format!("about {goal}%"), action_ok),
        (
            "Result".to_string(),
            format!("{} s", t.result.0),
            format!("about {} s", budget.result.0),
            t.result.0 > 0 && t.result.0 <= budget.result.0.max(10) * 2,
        ),
        (
            format!("Sentences that open with “I”{estimated}"),
            i_found.to_string(),
            format!("{i_goal} or more"),
            i_found >= i_goal,
        ),
    ];
    let mut body = el("tbody");
    for (what, is, target, fits) in rows {
        let verdict = match fits {
            true => text("span", "tag good", "✓ fits"),
            false => text("span", "tag care", "to work on"),
        };
        let row = el("tr")
            .child(text("th", "", &what).attr("scope", "row"))
            .child(text("td", "number", &is))
            .child(text("td", "number", &target))
            .child(el("td").child(verdict));
        body = body.child(row);
    }
    let mut heads = el("tr");
    for head in ["Part", "Yours", "Target"] {
        heads = heads.child(text("th", "", head).attr("scope", "col"));
    }
    let verdict = text("span", "visually-hidden", "How it fits");
    let heads = heads.child(el("th").attr("scope", "col").child(verdict));
    el("table").child(el("thead").child(heads)).child(body)
}

/// Every sentence with its time and its part, which can be put right.
fn sentences(case: &Case, desk: Desk, laps: Vec<Lap>) -> El {
    let told = case.told.clone();
    let list = move || {
        if !desk.is_listing.get() {
            return nothing();
        }
        let rows = laps.iter().enumerate().map(|(n, lap)| {
            let Lap { span, part, from, .. } = *lap;
            let options = Part::ALL.map(|other| {
                let option = text("option", "", other.name()).attr("value", other.name());
                if other == part { option.attr("selected", "") } else { option }
            });
            let id = format!("part-{}", n + 1);
            let then = format!("#{id}");
            let select = el("select")
                .attr("id", &id)
                .attr("aria-label", &format!("Part of sentence {}", n + 1))
                .on_change(move |chosen| {
                    if let Some(part) = Part::ALL.into_iter().find(|part| part.name() == chosen) {
                        desk.correct(Correction::Moved { span, part }, then.clone());
                    }
                })
                .children(options);
            let words = told.attempt.answer.get(span.start..span.end).unwrap_or_default();
            el("li")
                .class(class(part))
                .child(text("span", "small muted number", &format::clock(from)))
                .child(text("p", "", words))
                .child(select)
        });
        el("ol").class("laps").children(rows)
    };
    let open = text("summary", "", "Sentence by sentence: put a part right")
        .on_click(move || desk.is_listing.update(|is| *is = !*is));
    let details = el("details").class("sentences");
    let details = if desk.is_listing.get_untracked() { details.attr("open", "") } else { details };
    all([details.child(open).live(list)])
}
