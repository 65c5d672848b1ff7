//! Reading the words: while the hands rest, and when the answer is finished.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::super::clock;
use super::super::meters::Meter;
use super::Room;
use crate::domain::competency::Competency;
use crate::domain::interview::{Event, Setup, Stage};
use crate::scoring;

/// How long hands have to rest, in milliseconds, before the words are read: longer than between two keys.
const REST: i64 = 350;

impl Room {
    /// A key was pressed: the words are read once the hands rest.
    pub(super) fn rest_after_key(self, c: &Arc<Competency>) {
        self.typed_at.set(clock::now());
        if !self.is_resting.get_untracked() {
            self.is_resting.set(true);
            self.wait(c.clone(), self.rest());
        }
    }

    /// Reads the words so far once the hands have rested and the browser has nothing better to do: never while
    /// somebody types. What is read then is at hand when the answer is finished.
    fn wait(self, c: Arc<Competency>, millis: i64) {
        let wait = Duration::from_millis(millis.max(0) as u64);
        let rested = move || {
            // The room may be gone by then.
            let Some(typed_at) = self.typed_at.try_get_untracked() else { return };
            let left = self.rest() - clock::now().since(typed_at);
            if left > 0 {
                self.wait(c, left);
            } else {
                self.is_resting.set(false);
                request_idle_callback(move || self.read(&c));
            }
        };
        set_timeout(rested, wait);
    }

    /// How long hands have to rest before the words are read, in milliseconds: longer where reading is slow.
    fn rest(self) -> i64 {
        (REST + self.meter.with_untracked(|meter| meter.took) * 20).min(REST * 8)
    }

    pub(super) fn read(self, c: &Competency) {
        let Some(interview) = self.interview.try_get_untracked() else { return };
        let Some(reader) = untrack(|| self.reader.ready()) else { return };
        let from = clock::now();
        let reading = reader.read(interview.text(from));
        if interview.setup.meters == Some(true) && interview.stage_at(from) == Stage::Answer {
            let pace = self.app.keeper.with_untracked(|k| k.progress().settings().pace);
            let meter = Meter::new(&reading, &interview.answer, pace, c);
            if !self.meter.read_untracked().shows_as(&meter) {
                self.meter.set(meter);
            }
        }
        let took = clock::now().since(from);
        let _ = self.meter.try_update_untracked(|meter| meter.took = took);
    }

    /// Chooses the probes by what the answer left open, and goes on to them.
    pub(super) fn finish(self, c: &Competency) {
        let interview = self.interview.get_untracked();
        let probes = match untrack(|| self.reader.ready()) {
            Some(reader) => {
                let reading = reader.read(&interview.answer);
                let Setup { level, lens, probes, .. } = &interview.setup;
                let asked = scoring::probes(&reading, c, level, lens.as_deref(), usize::from(*probes));
                asked.into_iter().map(|asked| asked.probe.id.clone()).collect()
            }
            // Without rules nothing tells which probe fits best: the competency's own order then.
            None => c.probes.iter().take(usize::from(interview.setup.probes)).map(|p| p.id.clone()).collect(),
        };
        self.apply(Event::Finish(probes), c);
    }
}
