//! A report drawn before there is one, so that the real one comes at once.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::el::{El, el, nothing};
use super::Room;
use crate::domain::competency::Competency;
use crate::domain::interview::{Event, Mode, Stage};

/// How long a report that is drawn ahead stays: until it surely is drawn.
const AHEAD_FOR: Duration = Duration::from_millis(500);

impl Room {
    /// A report where nobody sees it, until it is drawn: when the last button is pressed, the browser has compiled
    /// what makes a report, and has its fonts and words. A sample's is drawn before anything is written, and the
    /// answer's own while its speaker rates it.
    pub(super) fn ahead(self, c: Arc<Competency>, stage: Memo<Stage>) -> El {
        let competency = c.clone();
        let is_rated = Memo::new(move |_| stage.get() == Stage::Rate);
        Effect::new(move || {
            is_rated.track();
            if self.reader.ready().is_none() {
                return;
            }
            let competency = competency.clone();
            request_idle_callback(move || {
                self.is_ahead.try_set(true);
                let competency = competency.clone();
                let drawn = move || {
                    self.is_ahead.try_set(false);
                    // A mock that was resumed has words already.
                    self.read(&competency);
                };
                set_timeout(drawn, AHEAD_FOR);
            });
        });
        let ahead = move || {
            let reader = self.is_ahead.get().then(|| untrack(|| self.reader.ready())).flatten();
            let mut interview = self.interview.read_untracked().clone();
            // No report follows one mock of several.
            let reader = reader.filter(|_| interview.round.is_none());
            let now = clock::now();
            if interview.stage != Stage::Rate {
                // Words that have something of everything in them: what was said badly, and the same said well.
                let said = c.flags.iter().flat_map(|flag| [&flag.example.text, &flag.mended.text]);
                interview.answer = said.map(String::as_str).collect::<Vec<_>>().join(" ");
                (interview.stage, interview.mode) = (Stage::Answer, Mode::Written);
                interview = interview.apply(Event::Finish(Vec::new()), now);
            }
            let over = interview.apply(Event::Next, now);
            match (reader, over.attempt(None, 0)) {
                (Some(reader), Some(attempt)) => {
                    super::super::report::ahead(self.app, c.clone(), *reader, attempt)
                }
                _ => nothing(),
            }
        };
        el("div").class("ahead").attr("inert", "").live(ahead)
    }
}
