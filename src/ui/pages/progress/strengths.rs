//! Each signal and red flag: what the cards say of it, and what the last mocks do.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::super::components::chart::gauge;
use super::super::super::components::section;
use super::super::super::el::{El, el, live, text};
use super::super::super::format;
use super::super::super::scorer::Scorer;
use super::Standing;
use crate::domain::interview::Attempt;
use crate::domain::progress::Kept;
use crate::domain::strength::{self, ATTEMPTS, Recalled, Shown};
use crate::scoring;

/// What the last attempts show: how many were read, and how many show each signal or flag.
#[derive(Clone, Default)]
struct Tally {
    of: u32,
    shown: Vec<(String, u32)>,
}

impl Tally {
    fn of(&self, id: &str) -> Shown {
        let shown = self.shown.iter().find(|(other, _)| other == id).map_or(0, |(_, n)| *n);
        Shown { shown, of: self.of }
    }
}

/// Signals and red flags, each with its gauges and a word on them.
pub(super) fn view(standing: &Arc<Standing>) -> El {
    let last = standing.attempts.len().saturating_sub(ATTEMPTS);
    let attempts: Vec<Kept<Attempt>> = standing.attempts.get(last..).unwrap_or_default().to_vec();
    // Nothing to read is read at once.
    let tally = RwSignal::new(attempts.is_empty().then(Tally::default));
    if !attempts.is_empty() {
        read(standing.clone(), attempts, tally);
    }
    let same = standing.clone();
    let signals = live(move || table(&same, tally.get().as_ref(), true));
    let same = standing.clone();
    let flags = live(move || table(&same, tally.get().as_ref(), false));
    let note = format!(
        "Cards: what you would recall now, unseen cards counted as not. Mocks: the last {ATTEMPTS} at most, read by today's rules and your corrections."
    );
    section("panel stack", "strengths", "What you can name, and what you say")
        .child(signals)
        .child(flags)
        .child(text("p", "small muted", &note))
}

/// Reads the attempts one after another, each in a turn of its own, so that the page stays at hand.
fn read(standing: Arc<Standing>, attempts: Vec<Kept<Attempt>>, into: RwSignal<Option<Tally>>) {
    let reader = standing.app.library.reader(&standing.competency.id);
    let begun = StoredValue::new(false);
    Effect::new(move || {
        if let Some(reader) = reader.ready()
            && !begun.get_value()
        {
            begun.set_value(true);
            step(standing.clone(), *reader, attempts.clone(), Tally::default(), into);
        }
    });
}

fn step(
    standing: Arc<Standing>,
    reader: Scorer,
    mut rest: Vec<Kept<Attempt>>,
    mut tally: Tally,
    into: RwSignal<Option<Tally>>,
) {
    let turn = move || {
        // The page may have gone meanwhile.
        if into.is_disposed() {
            return;
        }
        match rest.pop() {
            Some(attempt) => {
                count(&standing, reader, &attempt.value, &mut tally);
                step(standing, reader, rest, tally, into);
            }
            None => {
                into.try_set(Some(tally));
            }
        }
    };
    set_timeout(turn, Duration::ZERO);
}

fn count(standing: &Standing, reader: Scorer, attempt: &Attempt, tally: &mut Tally) {
    let c = &standing.competency;
    let corrections = standing.app.keeper.with_untracked(|k| k.progress().corrections(&attempt.id).to_vec());
    let reading = reader.read(&attempt.answer);
    let reading = if corrections.is_empty() {
        reading
    } else {
        scoring::corrected(&reading, corrections.iter().map(|kept| &kept.value), c)
    };
    if reading.too_little {
        return;
    }
    tally.of += 1;
    for finding in reading.counted() {
        // A flag that does not count at the attempt's level is none.
        if c.flag(&finding.id).is_some_and(|flag| !c.applies(flag, &attempt.setup.level)) {
            continue;
        }
        match tally.shown.iter_mut().find(|(id, _)| *id == finding.id) {
            Some((_, n)) => *n += 1,
            None => tally.shown.push((finding.id.clone(), 1)),
        }
    }
}

fn table(standing: &Standing, tally: Option<&Tally>, of_signals: bool) -> El {
    let c = &standing.competency;
    let named: Vec<(&str, &str)> = if of_signals {
        c.signals.iter().map(|s| (s.id.as_str(), s.name.as_str())).collect()
    } else {
        c.flags.iter().map(|f| (f.id.as_str(), f.name.as_str())).collect()
    };
    let rows = named.into_iter().map(|(id, name)| {
        let memory = |card: &str| standing.track(card).map(|track| &track.memory);
        let recalled = strength::recalled(&standing.deck, id, memory, standing.now);
        row(name, recalled, tally.map(|tally| tally.of(id)), of_signals)
    });
    let (caption, first) = if of_signals { ("Signals", "Signal") } else { ("Red flags", "Red flag") };
    let heads = [first, "Cards", "Mocks"];
    let heads = heads.map(|head| text("th", "", head).attr("scope", "col"));
    el("table")
        .class("strengths")
        .child(text("caption", "", caption))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows))
}

fn row(name: &str, recalled: Recalled, shown: Option<Shown>, is_signal: bool) -> El {
    let cards = format!("{}%, {} of {} seen", recalled.percent, recalled.seen, recalled.cards);
    let (share, mocks, verdict) = match shown {
        None => (0, "being read …".to_string(), String::new()),
        Some(shown) => {
            let mocks = match (shown.of, is_signal) {
                (0, _) => "none yet".to_string(),
                (of, _) if shown.shown == 0 => format!("in none of {of}"),
                (of, true) => format!("shown in {} of {of}", shown.shown),
                (of, false) => format!("found in {} of {of}", shown.shown),
            };
            (format::percent(shown.shown, shown.of), mocks, verdict(recalled, shown, is_signal).to_string())
        }
    };
    let what = text("th", "", "")
        .attr("scope", "row")
        .child(text("strong", "", name))
        .child(text("span", "muted", &verdict));
    el("tr")
        .child(what)
        .child(el("td").child(gauge("Cards", recalled.percent, &cards)))
        .child(el("td").child(gauge("Mocks", share, &mocks)))
}

fn verdict(recalled: Recalled, shown: Shown, is_signal: bool) -> &'static str {
    use strength::Standing::{Known, KnownAndSaid, KnownNotSaid, Learning, Neither, SaidNotKnown, Unmet};
    let standing =
        if is_signal { strength::of_signal(recalled, shown) } else { strength::of_flag(recalled, shown) };
    match (standing, is_signal) {
        (Unmet, _) => "Not met yet.",
        (Learning, _) => "Being learnt.",
        (Known, true) => "You can name it. A mock shows whether you say it.",
        (Known, false) => "You can spot it. A mock shows whether you keep clear of it.",
        (KnownAndSaid, true) => "You can name it, and you say it.",
        (KnownAndSaid, false) => "You can spot it, and you keep clear of it.",
        (KnownNotSaid, true) => "You can name it; you don't yet say it.",
        (KnownNotSaid, false) => "You can spot it; it still slips in.",
        (SaidNotKnown, true) => "You say it; the cards about it are not settled yet.",
        (SaidNotKnown, false) => "You keep clear of it; the cards about it are not settled yet.",
        (Neither, true) => "Not yet settled on the cards, nor said in your mocks.",
        (Neither, false) => "It slips in, and the cards about it are not settled yet.",
    }
}
