//! How somebody rates their own answers beside what the rules read in them, over the last ones.

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::components::section;
use super::super::super::el::{El, all, el, live, nothing, text};
use super::super::super::format;
use super::super::super::state::AppState;
use super::super::reading::{Reread, read_all};
use crate::domain::interview::Attempt;
use crate::order;
use crate::scoring::calibration::{Calibration, ENOUGH, Guess, Lean, Sides, Tendency, calibration, guess};
use crate::scoring::rate;

/// So many answers are looked at, the last ones: habits change.
const LAST: usize = 20;
/// So many signals are told, the ones that are furthest off.
const SIGNALS: usize = 6;

/// The chart, once there is enough for one; until then, what is missing; nothing for who never rated themselves.
pub(super) fn view(app: AppState) -> El {
    // Reads again where another answer is rated, or one is deleted, and nowhere else.
    let rated = Memo::new(move |_| {
        app.progress(|progress| {
            let is_rated = |attempt: &&Attempt| attempt.self_rating.is_some();
            let all = progress.attempts().iter().map(|kept| &kept.value).filter(is_rated);
            let ids: Vec<String> = all.map(|attempt| attempt.id.clone()).collect();
            ids.get(ids.len().saturating_sub(LAST)..).unwrap_or_default().to_vec()
        })
    });
    live(move || {
        let ids = rated.get();
        if ids.is_empty() {
            return nothing();
        }
        if ids.len() < ENOUGH {
            let missing = format::count((ENOUGH - ids.len()) as u32, "more mock");
            let said =
                format!("Rate yourself in {missing}, and this page says how you hear your own answers.");
            return text("p", "small muted measure", &said);
        }
        let attempts = app.keeper.with_untracked(|keeper| {
            let kept = |id: &String| keeper.progress().attempt(id).map(|kept| kept.value.clone());
            ids.iter().filter_map(kept).collect::<Vec<_>>()
        });
        let read = untrack(|| read_all(app, attempts));
        let shown = move || match &*read.read() {
            Some(read) => chart(app, read),
            None => text("p", "muted", "Reading your answers again …").attr("aria-busy", "true"),
        };
        section("panel stack calibration", "calibration", "How you hear your own answers").live(shown)
    })
}

fn chart(app: AppState, read: &[Reread]) -> El {
    let of = |read: &Reread| {
        let competency = untrack(|| app.library.competency(&read.attempt.setup.competency).ready())?;
        // The rules' own reading: what was corrected was corrected in sight of it.
        let rating = rate(&read.reading, &competency, &read.attempt.setup.level);
        let signals = competency.signals.iter().map(|signal| signal.id.as_str());
        let own = read.attempt.self_rating.as_ref()?;
        let names = competency.signals.iter().map(|signal| (signal.id.clone(), signal.name.clone()));
        Some((guess(own, &read.reading, &rating, signals), names.collect::<Vec<_>>()))
    };
    let (mut guesses, mut names) = (Vec::new(), Vec::new());
    let mut whens = Vec::new();
    for one in read {
        let Some((guess, named)) = of(one) else { continue };
        for (id, name) in named {
            *order::entry(&mut names, &id) = name;
        }
        whens.push(clock::written(one.attempt.started));
        guesses.push(guess);
    }
    let Some(found) = calibration(&guesses) else {
        return text(
            "p",
            "muted",
            "Some of the answers can't be read just now. Try again when you are online.",
        );
    };
    let name = |id: &str| order::get(&names, id).cloned().unwrap_or_else(|| id.to_string());
    all([
        el("div").class("stack-s measure").children(in_words(&found, &name)),
        over_time(&guesses),
        leans(&found, &name),
        table(&guesses, &whens),
    ])
}

/// A number of tenths as it is read: `1.2`.
fn tenths(tenths: i32) -> String {
    format!("{}.{}", tenths.abs() / 10, tenths.abs() % 10)
}

/// What the figures say.
fn in_words(found: &Calibration, name: &dyn Fn(&str) -> String) -> Vec<El> {
    let mut said = Vec::new();
    if let Some(overall) = found.overall {
        let last = format!("Over your last {} rated answers you", overall.of);
        said.push(text(
            "p",
            "brings",
            &match overall.lean {
                Lean::Over => format!(
                    "{last} give yourself {} points more than the rules do, on average.",
                    tenths(overall.tenths)
                ),
                Lean::Under => format!(
                    "{last} give yourself {} points less than the rules do, on average.",
                    tenths(overall.tenths)
                ),
                Lean::Even => format!("{last} rate yourself much as the rules do."),
            },
        ));
    }
    let of = |lean: Lean| {
        let names: Vec<String> =
            found.signals.iter().filter(|(_, t)| t.lean == lean).map(|(id, _)| name(id)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    if let Some(names) = of(Lean::Over) {
        let said_of = format!(
            "You hear more than the words show on: {names}. Before you say “clearly”, think of the sentence that an interviewer could quote."
        );
        said.push(text("p", "", &said_of));
    }
    if let Some(names) = of(Lean::Under) {
        said.push(text("p", "", &format!("You show more than you hear on: {names}. It is in your words already; tell it with the same calm as the rest.")));
    }
    if !found.signals.is_empty() && found.signals.iter().all(|(_, t)| t.lean == Lean::Even) {
        said.push(text("p", "", "On no single signal are you far off."));
    }
    said
}

/// Answer by answer, the oldest first: what its speaker gave, and what the rules gave.
fn over_time(guesses: &[Guess]) -> El {
    let overall: Vec<Sides<u8>> = guesses.iter().filter_map(|guess| guess.overall).collect();
    if overall.is_empty() {
        return nothing();
    }
    let place = |value: u8| format!("{}%", (u32::from(value.clamp(1, 5)) - 1) * 25);
    let columns = overall.iter().map(|Sides { own, rules }| {
        let (low, high) = if own < rules { (*own, *rules) } else { (*rules, *own) };
        let between = el("span")
            .class(if own > rules { "between over" } else { "between" })
            .style("bottom", &place(low))
            .style("height", &format!("{}%", u32::from(high - low) * 25));
        el("li")
            .child(between)
            .child(el("span").class("dot rules").style("bottom", &place(*rules)))
            .child(el("span").class("dot you").style("bottom", &place(*own)))
    });
    let marks = (1..=5u8).rev().map(|value| text("span", "small muted number", &value.to_string()));
    let legend = el("p")
        .class("small muted row legend-dots")
        .child(el("span").class("dot you"))
        .child(text("span", "", "you"))
        .child(el("span").class("dot rules"))
        .child(text("span", "", "the rules"))
        .child(text("span", "", "oldest answer first"));
    el("div")
        .class("stack-s")
        .attr("aria-hidden", "true")
        .child(
            el("div")
                .class("dumbbells")
                .child(el("div").class("scale").children(marks))
                .child(el("ol").children(columns)),
        )
        .child(legend)
}

/// Signal by signal: to the left where less is heard than shown, to the right where more is.
fn leans(found: &Calibration, name: &dyn Fn(&str) -> String) -> El {
    if found.signals.is_empty() {
        return nothing();
    }
    let rows = found.signals.iter().take(SIGNALS).map(|(id, tendency)| {
        let Tendency { of, tenths: off, lean } = *tendency;
        let words = match lean {
            Lean::Over => "you hear more",
            Lean::Under => "you hear less",
            Lean::Even => "about even",
        };
        let width = format!("{}%", off.unsigned_abs().min(20) * 100 / 40);
        let fill = el("span").class(if off > 0 { "fill over" } else { "fill under" }).style("width", &width);
        el("li")
            .child(text("span", "", &name(id)))
            .child(el("span").class("lean").attr("aria-hidden", "true").child(fill))
            .child(text("span", "small muted", &format!("{words}, {}", format::count(of as u32, "answer"))))
    });
    el("ul").class("leans").attr("aria-label", "Signal by signal").children(rows)
}

/// The same in numbers.
fn table(guesses: &[Guess], whens: &[String]) -> El {
    let mut heads = el("tr");
    for head in ["Answer", "You", "The rules"] {
        heads = heads.child(text("th", "", head).attr("scope", "col"));
    }
    let rows = guesses.iter().zip(whens).filter_map(|(guess, when)| {
        let Sides { own, rules } = guess.overall?;
        let row = el("tr")
            .child(text("th", "", when).attr("scope", "row"))
            .child(text("td", "number", &own.to_string()))
            .child(text("td", "number", &rules.to_string()));
        Some(row)
    });
    let table = el("table").child(el("thead").child(heads)).child(el("tbody").children(rows));
    el("details")
        .class("clear")
        .child(text("summary", "", "The same as a table"))
        .child(el("div").class("table-wrap").child(table))
}
