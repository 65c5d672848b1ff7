//! Hints, for whom they are allowed and who opens them: how such a story goes, and what is listened for.

use leptos::prelude::*;

use super::super::super::el::{El, all, el, nothing, text};
use super::Room;
use crate::domain::competency::Competency;
use crate::domain::interview::Stage;

impl Room {
    /// The hints of the competency; nothing where they are not allowed.
    pub(super) fn hints(self, c: &Competency) -> Option<El> {
        let allowed = self.interview.with_untracked(|interview| interview.setup.hints != Some(false));
        allowed.then(|| view(c))
    }

    /// The same while the answer is written: what a probe is after is no hint to give.
    pub(super) fn hints_here(self, c: &Competency) -> Option<El> {
        let is_answer = self.interview.with_untracked(|interview| interview.stage == Stage::Answer);
        self.hints(c).filter(|_| is_answer)
    }
}

fn view(c: &Competency) -> El {
    let chain: Vec<String> = c.chain.iter().map(|step| step.text.clone()).collect();
    let signals: Vec<(String, String)> =
        c.signals.iter().map(|signal| (signal.name.clone(), signal.shown_when.clone())).collect();
    let is_open = RwSignal::new(false);
    let open = text("summary", "", "Hints").on_click(move || is_open.set(true));
    let hints = move || {
        if !is_open.get() {
            return nothing();
        }
        let steps = chain.iter().map(|step| text("li", "", step));
        let signals = signals
            .iter()
            .flat_map(|(name, shown_when)| [text("dt", "", name), text("dd", "small muted", shown_when)]);
        all([
            text("p", "label", "How such a story goes"),
            el("ol").class("chain").children(steps),
            text("p", "label", "What is listened for"),
            el("dl").class("listened").children(signals),
        ])
    };
    el("details").class("at-hand").child(open).child(el("div").class("stack-s hints").live(hints))
}
