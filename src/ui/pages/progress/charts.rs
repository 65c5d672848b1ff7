//! What comes and what was, as charts.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::components::chart::{Chart, Series};
use super::super::super::components::{placeholder, section};
use super::super::super::el::{El, el, live, text};
use super::super::super::format;
use super::Standing;
use crate::domain::outlook::{self, Forecast, Retained};
use crate::domain::time::Day;

/// Days looked back on.
const DAYS: u32 = 28;
/// Weeks looked back on.
const WEEKS: u32 = 8;
/// Cards whose reviews are gone through in one turn.
const AT_ONCE: usize = 100;
/// Mocks looked back on.
const MOCKS: usize = 12;

fn labels(days: impl Iterator<Item = Day>) -> Vec<String> {
    days.map(clock::day).collect()
}

/// The cards that come, day by day.
pub(super) fn to_come(standing: &Standing) -> El {
    let unseen = (standing.deck.len() - standing.tracks.len()) as u32;
    let forecast = outlook::forecast(
        standing.tracks(),
        unseen,
        standing.new_per_day,
        standing.now,
        standing.offset,
        standing.until,
    );
    let said = said_of(&forecast, standing.until);
    let chart = Chart {
        over: "Day",
        labels: labels(forecast.days.iter().map(|load| load.day)),
        bars: vec![
            Series::of("Coming back", forecast.days.iter().map(|load| load.due)),
            Series::of("New", forecast.days.iter().map(|load| load.new)),
        ],
        marks: None,
        unit: "",
        most: None,
    };
    let note = "As things stand now: every review moves its card on to a later day.";
    section("panel stack", "to-come", "Cards to come").child(chart.view(&said)).child(text(
        "p",
        "small muted",
        note,
    ))
}

fn said_of(forecast: &Forecast, until: Option<Day>) -> String {
    let all: u32 = forecast.days.iter().map(|load| load.due + load.new).sum();
    let today = forecast.days.first().map_or(0, |load| load.due + load.new);
    let span = match until {
        Some(day) => format!("until {}", clock::day(day)),
        None => format!("in {}", format::count(forecast.days.len() as u32, "day")),
    };
    let mut said = format!("{} today, {all} {span}.", format::count(today, "card"));
    if forecast.later > 0 {
        said = format!("{said} {} come back later still.", forecast.later);
    }
    if forecast.unseen > 0 {
        said = format!("{said} At this pace, {} stay unseen.", forecast.unseen);
    }
    said
}

/// The reviews done, day by day.
pub(super) fn done(standing: &Standing) -> El {
    let done = outlook::by_day(standing.tracks(), standing.now, standing.offset, DAYS);
    let recalled: u32 = done.iter().map(|day| day.recalled).sum();
    let all: u32 = recalled + done.iter().map(|day| day.forgotten).sum::<u32>();
    let said = match all {
        0 => "No reviews in the last four weeks.".to_string(),
        _ => format!(
            "{} in four weeks, {}% recalled.",
            format::count(all, "review"),
            format::percent(recalled, all)
        ),
    };
    let chart = Chart {
        over: "Day",
        labels: labels(done.iter().map(|day| day.day)),
        bars: vec![
            Series::of("Recalled", done.iter().map(|day| day.recalled)),
            Series::of("Not recalled", done.iter().map(|day| day.forgotten)),
        ],
        marks: None,
        unit: "",
        most: None,
    };
    section("panel stack", "done", "Reviews done").child(chart.view(&said))
}

/// What was recalled against what the schedule expected. Every review is gone through again for it, so it follows
/// once the rest is on the screen, a few cards at a time.
pub(super) fn retention(standing: &Arc<Standing>) -> El {
    let found: RwSignal<Option<Retained>> = RwSignal::new(None);
    let nothing = Retained::over(WEEKS, standing.now, standing.offset);
    let standing = standing.clone();
    request_animation_frame(move || step(standing, 0, nothing, found));
    let chart = live(move || match &*found.read() {
        Some(retained) => of_weeks(retained),
        None => placeholder(),
    });
    section("panel stack", "retention", "Recalled, and expected").child(chart)
}

fn step(standing: Arc<Standing>, from: usize, mut so_far: Retained, into: RwSignal<Option<Retained>>) {
    let turn = move || {
        // The page may have gone meanwhile.
        if into.is_disposed() {
            return;
        }
        let rest = standing.tracks.get(from..).unwrap_or_default();
        if rest.is_empty() {
            into.try_set(Some(so_far));
            return;
        }
        rest.iter().take(AT_ONCE).for_each(|(_, track)| so_far.add(track));
        step(standing, from + AT_ONCE, so_far, into);
    };
    set_timeout(turn, Duration::ZERO);
}

fn of_weeks(retained: &Retained) -> El {
    let Retained { weeks, total, .. } = retained;
    let note = "What counts are cards that came back after a day or more. The schedule aims at 90%: it brings a card back when that many of its kind are still recalled.";
    let note = text("p", "small muted", note);
    let (Some(recalled), Some(expected)) = (total.recalled_percent(), total.expected_percent()) else {
        let said = "No card has come back after a day or more in the last eight weeks.";
        return el("div").class("stack").child(text("p", "", said)).child(note);
    };
    let said = format!(
        "{recalled}% recalled where the schedule expected {expected}%, over {}.",
        format::count(total.reviews, "review")
    );
    let chart = Chart {
        over: "Week from",
        labels: labels(weeks.iter().map(|week| week.begins)),
        bars: vec![Series {
            name: "Recalled",
            figures: weeks.iter().map(|week| week.retention.recalled_percent()).collect(),
        }],
        marks: Some(Series {
            name: "Expected",
            figures: weeks.iter().map(|week| week.retention.expected_percent()).collect(),
        }),
        unit: "%",
        most: Some(100),
    };
    el("div").class("stack").child(chart.view(&said)).child(note)
}

/// The scores of the last mocks; nothing where there is none.
pub(super) fn scores(standing: &Standing) -> Option<El> {
    let attempts = &standing.attempts;
    let attempts = attempts.get(attempts.len().saturating_sub(MOCKS)..).unwrap_or_default();
    if attempts.is_empty() {
        return None;
    }
    let chart = Chart {
        over: "Mock of",
        labels: labels(attempts.iter().map(|kept| kept.value.started.day(standing.offset))),
        bars: vec![Series {
            name: "Score, 1 to 5",
            figures: attempts.iter().map(|kept| kept.value.score.map(u32::from)).collect(),
        }],
        marks: None,
        unit: "",
        most: Some(5),
    };
    let said = format!(
        "{}, oldest first, as they were read then. A gap had too little in it to judge.",
        format::count(attempts.len() as u32, "mock")
    );
    Some(section("panel stack", "scores", "Scores of your mocks").child(chart.view(&said)))
}
