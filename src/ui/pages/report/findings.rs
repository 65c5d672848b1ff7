//! Signals and red flags, found or not, each with its words and with what to do about it.

use super::super::super::components::{labelled, quoted, section};
use super::super::super::el::{El, all, el, nothing, text};
use super::Case;
use crate::domain::competency::{Competency, Flag, FlagKind, Signal as CompetencySignal};
use crate::scoring::report::{Confidence, Finding, FindingKind, Rating};

/// What a finding is called.
pub(super) fn name(c: &Competency, finding: &Finding) -> String {
    let signal = c.signal(&finding.id).map(|s| s.name.clone());
    signal.or_else(|| c.flag(&finding.id).map(|f| f.name.clone())).unwrap_or_else(|| finding.id.clone())
}

/// The findings that count at the level: the ones to mark and to number, signals first.
pub(super) fn held(case: &Case) -> Vec<Finding> {
    let c = &case.competency;
    let counts = |f: &&Finding| c.flag(&f.id).is_none_or(|flag| c.applies(flag, &case.attempt.setup.level));
    let found = &case.reading.findings;
    let signals = found.iter().filter(|f| f.kind == FindingKind::Signal);
    let flags = found.iter().filter(|f| f.kind != FindingKind::Signal);
    signals.chain(flags.filter(counts)).cloned().collect()
}

/// The one change that this answer needs first: what caps it, else the missing signal that weighs most.
pub(super) fn one_change(case: &Case) -> El {
    let c = &case.competency;
    let capped = match &case.rating {
        Rating::Rated { caps, .. } => {
            caps.first().and_then(|cap| c.flag(&cap.flag)).map(|flag| flag.fix.clone())
        }
        Rating::TooLittle => return nothing(),
    };
    let weighs = case.attempt.setup.lens.as_deref().and_then(|id| c.lens(id)).map(|l| l.weighs.clone());
    let missing = |s: &&CompetencySignal| !case.reading.findings.iter().any(|f| f.id == s.id);
    let weighed = |s: &CompetencySignal| weighs.as_ref().is_some_and(|weighs| weighs.contains(&s.id));
    let signal = c.signals.iter().filter(missing).max_by_key(|s| weighed(s));
    let delivery = || {
        let flagged = case.reading.findings.iter().find(|f| f.kind == FindingKind::DeliveryFlag);
        flagged.and_then(|f| c.flag(&f.id)).map(|flag| flag.fix.clone())
    };
    let change = capped.or_else(|| signal.map(|s| s.advice.clone())).or_else(delivery);
    let change =
        change.unwrap_or_else(|| "Everything it looks for is there. Now tell it in less time.".into());
    labelled("change", "One change for next time", &change)
}

pub(super) fn view(case: &Case) -> El {
    let c = &case.competency;
    let held = held(case);
    let number = |id: &str| held.iter().position(|f| f.id == id);
    let mut signals = section("stack", "signals", "Signals");
    for s in &c.signals {
        signals = signals.child(match number(&s.id) {
            Some(n) => found_signal(case, s, n, &held[n]),
            None => missing_signal(s),
        });
    }
    let (mut found, mut clear) = (Vec::new(), Vec::new());
    for f in &c.flags {
        if let Some(n) = number(&f.id) {
            found.push(flag(case, f, n, &held[n]));
            continue;
        }
        let applies = c.applies(f, &case.attempt.setup.level);
        let seen = !applies && case.reading.findings.iter().any(|found| found.id == f.id);
        let note = if seen { ": found, not held against you at this level" } else { "" };
        clear.push(text("li", "", &format!("{}{note}", f.name)));
    }
    if found.is_empty() {
        found.push(text("p", "", "None found in these words."));
    }
    let mut flags = section("stack", "flags", "Red flags").children(found);
    if !clear.is_empty() {
        let clear = el("ul").class("ticks").children(clear);
        flags = flags.child(el("details").child(text("summary", "", "Not found")).child(clear));
    }
    all([signals, flags])
}

fn quotes(words: &str, finding: &Finding) -> El {
    let mut quotes = el("ul").class("phrases");
    for evidence in &finding.evidence {
        if let Some(quote) = words.get(evidence.span.start..evidence.span.end) {
            quotes = quotes.child(text("li", "", quote));
        }
    }
    quotes
}

/// A finding's name and its number in the text.
fn numbered(name: &str, number: usize) -> El {
    text("h3", "", &format!("{name} ")).child(text("sup", "", &(number + 1).to_string()))
}

/// The panel of a finding, begun with its heading and a tag.
fn panel(heading: El, tag: El) -> El {
    let head = el("div").class("row apart").child(heading).child(tag);
    el("div").class("panel stack finding").child(head)
}

fn found_signal(case: &Case, signal: &CompetencySignal, number: usize, finding: &Finding) -> El {
    panel(numbered(&signal.name, number), text("span", "tag good", "✓ Found"))
        .child(quotes(&case.attempt.answer, finding))
        .child(text("p", "small muted", signal.why.as_str()))
}

fn missing_signal(signal: &CompetencySignal) -> El {
    let mut said =
        el("div").class("said").child(labelled("line good", "What to add", signal.advice.as_str()));
    if let Some(phrase) = signal.phrases.first() {
        said = said.child(quoted("line", "It sounds like", phrase.text.as_str()));
    }
    panel(text("h3", "", signal.name.as_str()), text("span", "tag care", "Not found"))
        .child(text("p", "", signal.shown_when.as_str()))
        .child(said)
}

fn flag(case: &Case, flag: &Flag, number: usize, finding: &Finding) -> El {
    let sure = match finding.confidence {
        Confidence::Clear => "Found",
        Confidence::Possible => "Possibly",
    };
    let kind = match flag.kind {
        FlagKind::Content => "in what was done",
        FlagKind::Delivery => "in how it is told",
    };
    let evidence = if finding.evidence.is_empty() {
        text("p", "small muted", "It is about something missing, so no words are marked.")
    } else {
        quotes(&case.attempt.answer, finding)
    };
    let said = el("div")
        .class("said")
        .child(labelled("line bad", "Why it fails", flag.why.as_str()))
        .child(labelled("line good", "What to do", flag.fix.as_str()))
        .child(quoted("line", "It could sound like", flag.mended.text.as_str()));
    panel(numbered(&flag.name, number), text("span", "tag bad", &format!("⚑ {sure}, {kind}")))
        .child(evidence)
        .child(said)
}
