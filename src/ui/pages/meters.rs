//! What is shown of an answer while it is written, for who asked for it: parts, seconds, signals found so far.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::components::strip;
use super::super::el::{El, all, el, text};
use super::super::format;
use crate::domain::competency::Competency;
use crate::domain::time::Seconds;
use crate::scoring::report::{Reading, Timing};
use crate::scoring::timing;

/// What the meters show.
#[derive(Debug, Default)]
pub(super) struct Meter {
    timing: Timing,
    /// The ids of the signals found.
    signals: Vec<String>,
    /// How long reading took, in milliseconds.
    pub(super) took: i64,
}

impl Meter {
    /// The meters of an answer as it was read, at a pace in words a minute.
    pub(super) fn new(reading: &Reading, answer: &str, pace: u32, c: &Competency) -> Meter {
        let found = reading.counted().filter(|f| c.signal(&f.id).is_some());
        let signals = found.map(|f| f.id.clone()).collect();
        Meter { timing: timing(reading, answer, pace), signals, took: 0 }
    }

    /// Whether the other one shows the same.
    pub(super) fn shows_as(&self, other: &Meter) -> bool {
        self.timing == other.timing && self.signals == other.signals
    }
}

/// The meters, following `meter`. Nothing is announced: they are there to be looked at, or not.
pub(super) fn view(c: Arc<Competency>, meter: RwSignal<Meter>, allowed: Option<Seconds>) -> El {
    let shown = move || {
        let meter = meter.read();
        let t = meter.timing;
        let of = allowed.map_or(String::new(), |total| format!(" of {}", format::clock(total)));
        let mut parts = vec![
            ("part s", "Situation", t.situation),
            ("part t", "Task", t.task),
            ("part a", "Action", t.action),
            ("part r", "Result", t.result),
        ];
        parts.retain(|(_, _, seconds)| seconds.0 > 0);
        let signals = c.signals.iter().map(|signal| {
            if meter.signals.contains(&signal.id) {
                text("li", "tag good", &format!("✓ {}", signal.name))
            } else {
                text("li", "tag plain", &format!("○ {}", signal.name))
                    .attr("aria-label", &format!("Not yet: {}", signal.name))
            }
        });
        all([
            text("p", "small number", &format!("{}{of} spoken", format::clock(t.total))),
            el("div").class("track").child(strip(&parts)),
            el("ul").class("row").children(signals),
        ])
    };
    el("section").class("panel stack meters").attr("aria-label", "Meters").live(shown)
}
