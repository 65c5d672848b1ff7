//! Signals and red flags, found or not: the words, why they matter here, the rule that read them, what to say
//! instead, and a way to say that this is wrong.

use leptos::prelude::*;

use super::super::super::components::{labelled, quoted, section};
use super::super::super::el::{El, all, button, el, nothing, text};
use super::super::super::scorer::Scorer;
use super::Case;
use super::claim;
use super::desk::Desk;
use crate::domain::answer::Correction;
use crate::domain::competency::{Competency, Flag, FlagKind, Signal as CompetencySignal};
use crate::domain::progress::RecordId;
use crate::scoring::correct::CLAIMED;
use crate::scoring::report::{Confidence, Finding};

/// So many quotes are shown; all words are marked in the answer.
const QUOTES: usize = 4;

/// What a signal or flag is called.
pub(super) fn name(c: &Competency, id: &str) -> String {
    let signal = c.signal(id).map(|s| &s.name);
    signal.or_else(|| c.flag(id).map(|f| &f.name)).map_or_else(|| id.to_string(), String::clone)
}

/// The findings that count at the level, the ones to mark and to number, in the order in which they are listed.
pub(super) fn held(case: &Case) -> Vec<Finding> {
    let c = &case.told.competency;
    let level = &case.told.attempt.setup.level;
    let counts = |f: &&Finding| c.flag(&f.id).is_none_or(|flag| c.applies(flag, level));
    let found = &case.reading.findings;
    let ids = c.signals.iter().map(|s| &s.id).chain(c.flags.iter().map(|f| &f.id));
    ids.filter_map(|id| found.iter().find(|f| f.id == *id)).filter(counts).cloned().collect()
}

pub(super) fn view(case: &Case, desk: Desk) -> El {
    let c = &case.told.competency;
    let held = held(case);
    let number = |id: &str| held.iter().position(|f| f.id == id);
    let mut signals = section("stack-s", "signals", "Signals");
    for s in &c.signals {
        let item = Item { case, desk, id: &s.id, number: number(&s.id).map(|n| (n, &held[n])) };
        signals = signals.child(item.signal(s));
    }
    let (mut shown, mut clear) = (Vec::new(), Vec::new());
    for f in &c.flags {
        let item = Item { case, desk, id: &f.id, number: number(&f.id).map(|n| (n, &held[n])) };
        if item.number.is_some() || item.set_aside().is_some() {
            shown.push(item.flag(f));
            continue;
        }
        let applies = c.applies(f, &case.told.attempt.setup.level);
        let seen = !applies && case.reading.findings.iter().any(|found| found.id == f.id);
        let note = if seen { ": found, not held against you at this level" } else { "" };
        clear.push(text("li", "", &format!("{}{note}", f.name)));
    }
    if shown.is_empty() {
        shown.push(text("p", "", "None found in these words."));
    }
    let mut flags = section("stack-s", "flags", "Red flags").children(shown);
    if !clear.is_empty() {
        let clear = el("ul").class("ticks").children(clear);
        flags =
            flags.child(el("details").class("clear").child(text("summary", "", "Not found")).child(clear));
    }
    el("div")
        .class("stack-l findings")
        .on_click_event(move |event| desk.choose_finding(&event))
        .child(signals)
        .child(flags)
        .child(claim::form(case, desk))
}

/// One signal or flag in the report.
struct Item<'a> {
    case: &'a Case,
    desk: Desk,
    id: &'a str,
    /// Its number in the text, with what was found; `None` where it was not.
    number: Option<(usize, &'a Finding)>,
}

impl Item<'_> {
    /// The record by which it was set aside, where the rules had found it.
    fn set_aside(&self) -> Option<RecordId> {
        let is_aside = |value: &Correction| matches!(value, Correction::SetAside(id) if id == self.id);
        let kept = self.case.corrections.iter().rev().find(|kept| is_aside(&kept.value))?;
        self.number.is_none().then(|| kept.record.clone())
    }

    /// The record by which it was claimed last.
    fn claimed(&self) -> Option<RecordId> {
        let is_claim =
            |value: &Correction| matches!(value, Correction::Claimed { finding, .. } if finding == self.id);
        let kept = self.case.corrections.iter().rev().find(|kept| is_claim(&kept.value))?;
        self.number.is_some().then(|| kept.record.clone())
    }

    /// The whole of it, shut, under its name.
    fn panel(&self, name: &str, tag: El, body: impl IntoIterator<Item = El>) -> El {
        let mut heading = text("h3", "", name);
        if let Some((number, _)) = self.number {
            heading = heading.child(text("span", "n", &(number + 1).to_string()));
        }
        let details = el("details")
            .class("panel finding")
            .attr("id", &format!("finding-{}", self.id))
            .attr("data-f", self.id)
            .child(el("summary").child(heading).child(tag))
            .child(el("div").class("stack").children(body));
        if *self.desk.chosen.read_untracked() == self.id { details.attr("open", "") } else { details }
    }

    fn signal(&self, signal: &CompetencySignal) -> El {
        let (tag, found) = match self.number {
            Some((_, finding)) if self.claimed().is_some() => {
                (text("span", "tag good", "✓ Claimed by you"), self.quotes(finding))
            }
            Some((_, finding)) if finding.confidence == Confidence::Possible => {
                (text("span", "tag care", "✓ Possibly"), self.quotes(finding))
            }
            Some((_, finding)) => (text("span", "tag good", "✓ Found"), self.quotes(finding)),
            None if self.set_aside().is_some() => (text("span", "tag plain", "Set aside by you"), nothing()),
            None => (
                text("span", "tag care", "Not found"),
                labelled("line", "What is looked for", &signal.shown_when),
            ),
        };
        let mut said = el("div").class("said");
        let is_clear = self.number.is_some_and(|(_, f)| f.confidence == Confidence::Clear);
        if !is_clear {
            said = said.child(labelled("line good", "What to say", &signal.advice));
        }
        let phrase = signal.phrases.first().map(|phrase| {
            let label = if is_clear { "Others say it like this" } else { "It sounds like" };
            quoted("line", label, &phrase.text)
        });
        let body =
            [found, self.why(&signal.why), self.rules(), said.children(phrase), self.wrong(&signal.name)];
        self.panel(&signal.name, tag, body)
    }

    fn flag(&self, flag: &Flag) -> El {
        let kind = match flag.kind {
            FlagKind::Content => "It is about what was done.",
            FlagKind::Delivery => "It is about how it is told.",
        };
        let (tag, found) = match self.number {
            None => (text("span", "tag plain", "Set aside by you"), nothing()),
            Some((_, finding)) => {
                let sure = match finding.confidence {
                    _ if self.claimed().is_some() => "Claimed by you",
                    Confidence::Clear => "Found",
                    Confidence::Possible => "Possibly",
                };
                let words = if finding.evidence.is_empty() {
                    text("p", "small muted", "It is about something missing, so no words are marked.")
                } else {
                    self.quotes(finding)
                };
                let kind = text("p", "small", kind);
                (text("span", "tag bad", &format!("⚑ {sure}")), all([kind, words]))
            }
        };
        let said = el("div")
            .class("said")
            .child(labelled("line good", "What to do", &flag.fix))
            .child(quoted("line", "It could sound like", &flag.mended.text));
        let body = [found, self.why(&flag.why), self.rules(), said, self.wrong(&flag.name)];
        self.panel(&flag.name, tag, body)
    }

    /// The words that show it, each leading to where it stands.
    fn quotes(&self, finding: &Finding) -> El {
        let mut quotes = el("ul").class("phrases quotes");
        for evidence in finding.evidence.iter().take(QUOTES) {
            let words = self.case.told.attempt.answer.get(evidence.span.start..evidence.span.end);
            let Some(words) = words else { continue };
            let show = text("button", "words", words)
                .attr("type", "button")
                .attr("dir", "auto")
                .attr("title", "Show these words in the answer")
                .attr("data-show", &evidence.span.start.to_string());
            let seen = || text("p", "small muted", &["Seen: ", &evidence.says].concat());
            quotes = quotes.child(el("li").child(show).children((!evidence.says.is_empty()).then(seen)));
        }
        let more = finding.evidence.len().saturating_sub(QUOTES);
        let more = (more > 0).then(|| text("p", "small muted", &format!("And {more} more in the answer.")));
        all([quotes]).children(more)
    }

    /// Why it matters, at this level and for this lens.
    fn why(&self, why: &str) -> El {
        let c = &self.case.told.competency;
        let setup = &self.case.told.attempt.setup;
        let mut said =
            el("div").class("line").child(text("p", "label", "Why it matters")).child(text("p", "", why));
        if let Some(lens) = setup.lens.as_deref().and_then(|id| c.lens(id))
            && lens.weighs.iter().any(|id| id == self.id)
        {
            let weighs = format!("{} weighs it among the first: {}", lens.company, lens.signal);
            said = said.child(text("p", "", &weighs));
        }
        let flag = c.flag(self.id);
        if let Some(cap) = flag.and_then(|flag| flag.cap) {
            said = said.child(text("p", "", &format!("Clearly found, it holds the score at {cap}.")));
        }
        if let Some(from) = flag.and_then(|f| f.from_level.as_deref()).and_then(|id| c.level(id)) {
            said = said.child(text("p", "", &format!("It is held against an answer from {} on.", from.name)));
        }
        if let Some(level) = c.level(&setup.level) {
            let expected = format!("At {}: {}", level.name, level.expected);
            said = said.child(text("p", "small muted", &expected));
        }
        said
    }

    /// The rules that read it, by their examples; fetched from the scorer when they are opened.
    fn rules(&self) -> El {
        let Some((_, finding)) = self.number else { return nothing() };
        let mut rules: Vec<String> = Vec::new();
        for evidence in &finding.evidence {
            if evidence.rule != CLAIMED && !rules.contains(&evidence.rule) {
                rules.push(evidence.rule.clone());
            }
        }
        if rules.is_empty() {
            return nothing();
        }
        let reader = self.case.told.reader;
        let is_open = RwSignal::new(false);
        let open = text("summary", "", "The rule that read it").on_click(move || is_open.set(true));
        let shown = move || {
            if is_open.get() { all(rules.iter().map(|rule| explained(reader, rule))) } else { nothing() }
        };
        el("details").class("rule").child(open).live(shown)
    }

    /// The ways to say that this is wrong, and to take that back.
    fn wrong(&self, name: &str) -> El {
        let (desk, id) = (self.desk, self.id.to_string());
        let then = format!("#finding-{} > summary", self.id);
        let back = |record: RecordId, label: &str| {
            let id = self.id.to_string();
            button("button quiet", label, move || {
                desk.chosen.set(id.clone());
                desk.take_back(record.clone(), format!("#finding-{id} > summary, #claim"));
            })
        };
        let way = if let Some(record) = self.claimed() {
            back(record, "Take the claim back")
        } else if let Some(record) = self.set_aside() {
            back(record, "Take it in again")
        } else if self.number.is_some() {
            let aside = button("button quiet", "This is wrong: set it aside", move || {
                desk.chosen.set(id.clone());
                desk.correct(Correction::SetAside(id.clone()), then.clone());
            });
            aside.attr("aria-label", &format!("This is wrong: set it aside ({name})"))
        } else {
            let claim = button("button quiet", "This is wrong: it is there", move || desk.want(&id));
            claim.attr("aria-label", &format!("This is wrong: it is there ({name})"))
        };
        el("p").class("no-print").child(way)
    }
}

/// A rule in plain words: what it reads, and what comes close and is not read.
fn explained(reader: Scorer, id: &str) -> El {
    let examples = reader.rule(id);
    let list = |label: &'static str, sentences: Vec<String>| {
        if sentences.is_empty() {
            return nothing();
        }
        let sentences = sentences.iter().map(|sentence| text("li", "", sentence));
        all([text("p", "label", label), el("ul").class("phrases").children(sentences)])
    };
    // A rule is known by its examples; what has none was learnt.
    let named = if examples.hits.is_empty() {
        "No rule of its own: read by what was learnt from labelled answers.".to_string()
    } else {
        format!("Rule {id}")
    };
    el("div")
        .class("stack-s")
        .child(text("p", "small muted", &named))
        .child(list("It reads sentences such as", examples.hits))
        .child(list("It does not read", examples.misses))
}
