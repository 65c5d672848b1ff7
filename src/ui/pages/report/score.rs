//! The score, what holds it down, and the one change that would raise it most; beside the rules' score the
//! speaker's own, where they corrected what was read.

use super::super::super::el::{El, all, button, el, nothing, text};
use super::super::super::format;
use super::Case;
use super::desk::Desk;
use super::{compare, findings, own};
use crate::domain::answer::{Correction, Span};
use crate::domain::competency::Competency;
use crate::scoring::change::{Change, Step};
use crate::scoring::report::{Manner, Rating};
use crate::scoring::{changes, is_cut, laps, within};

/// What an interviewer would write under each rating.
fn anchor(value: u8) -> &'static str {
    match value {
        5 => "Clearly shown, with impact in numbers and no red flag",
        4 => "Shown clearly, with one thing thin",
        3 => "Mixed: some of it is there, some is weak",
        2 => "Little evidence so far, or a red flag that the rest does not outweigh",
        _ => "No evidence of it in these words yet",
    }
}

fn figure(rating: &Rating, whose: Option<&'static str>) -> El {
    let figure = match rating {
        Rating::TooLittle => text("p", "score none", "–").attr("aria-hidden", "true"),
        Rating::Rated { value, .. } => el("p")
            .class("score")
            .child(text("strong", "", &value.to_string()))
            .child(text("span", "", " of 5")),
    };
    let whose = whose.map(|whose| text("p", "small whose", whose));
    el("div").class("figure-of").child(figure).children(whose)
}

pub(super) fn view(case: &Case, desk: Desk) -> El {
    let is_corrected = !case.corrections.is_empty();
    let own = own::figure(case);
    let figures = if is_corrected {
        let rules = figure(&case.told.rating, Some("by the rules"));
        let own = figure(&case.rating, Some("with your corrections"));
        el("div").class("figures two").child(rules).child(own)
    } else {
        let whose = own.is_some().then_some("by the rules");
        el("div").class("figures").child(figure(&case.rating, whose))
    };
    let figures = figures.children(own);
    el("section")
        .class("panel lifted verdict")
        .attr("aria-label", "Score")
        .child(figures)
        .child(said(case))
        .children(notes(case))
        .child(one_change(case, desk))
        .child(compare::hint(desk.app(), case))
        .child(corrections(case, desk))
}

fn said(case: &Case) -> El {
    let told = &case.told;
    let c = &told.competency;
    let said = el("div").class("stack-s");
    let Rating::Rated { value, uncapped, caps } = &case.rating else {
        // 40 words and more without a story in them are a list, or claims without a deed.
        let why = if case.reading.words < 40 {
            "An answer needs about 40 words of a story before it can be read. There is no score for this one, and that is fine: tell it again, longer."
        } else {
            "The words are there, but no story that could be read: what happened to whom, what you did about it, what came of it. There is no score for this one, and that is fine: tell it again, in sentences."
        };
        return said.child(text("h2", "", "Too little to judge")).child(text("p", "", why));
    };
    let level = c.level(&told.attempt.setup.level).map_or("", |l| &l.name);
    let mut said = said.child(text("h2", "", anchor(*value))).child(text(
        "p",
        "muted",
        &format!("At {level}, for {}", c.title),
    ));
    let mut reasons = Vec::new();
    for cap in caps.iter().filter(|cap| cap.at_most < *uncapped) {
        let held = format!("Held at {} by “{}”.", cap.at_most, findings::name(c, &cap.flag));
        reasons.push(text("li", "", &held));
    }
    if !reasons.is_empty() {
        said = said.child(el("ul").class("reasons").children(reasons)).child(text(
            "p",
            "small muted",
            &format!("Without red flags it would be {uncapped}."),
        ));
    }
    said
}

/// How it is told, where it is no story, and that not all of it was read.
fn notes(case: &Case) -> impl Iterator<Item = El> {
    let told = match case.reading.manner {
        Manner::Told => "",
        Manner::Hypothetical => {
            "These words say what you would do. Evidence is what you did: tell one such time."
        }
        Manner::Habitual => {
            "These words say what you always do. Evidence is what you did once: tell that time."
        }
    };
    let cut = if is_cut(&case.told.attempt.answer) {
        "That is more than anybody says in one answer: its first 3,000 words are read and shown. All of it is kept."
    } else {
        ""
    };
    [told, cut].into_iter().filter(|note| !note.is_empty()).map(|note| text("p", "", note))
}

/// The one change that would raise this answer most: every single one was tried.
fn one_change(case: &Case, desk: Desk) -> El {
    let setup = &case.told.attempt.setup;
    let c = &case.told.competency;
    if case.rating == Rating::TooLittle {
        return nothing();
    }
    let label = text("p", "label", "One change for next time");
    let change = el("div").class("change").child(label);
    let Some(best) = changes(&case.reading, c, &setup.level, setup.lens.as_deref()).into_iter().next() else {
        return change.child(text("p", "", &polish(case)));
    };
    let (id, advice) = match &best.step {
        Step::Show(id) => (id.as_str(), c.signal(id).map_or("", |s| &s.advice)),
        Step::Mend(id) => (id.as_str(), c.flag(id).map_or("", |f| &f.fix)),
        Step::Lengthen => (
            "",
            "Tell the whole story: who was hurt, what you saw, what you did step by step, what came of it.",
        ),
    };
    let mut change = change.child(text("p", "brings", &brings(case, &best))).child(text("p", "", advice));
    if !id.is_empty() {
        let id = id.to_string();
        let open = button("button quiet no-print", "See why", move || desk.reveal(&id));
        change = change.child(el("p").child(open));
    }
    change
}

/// What a change is, in words.
pub(super) fn step(c: &Competency, step: &Step) -> String {
    match step {
        Step::Show(id) => format!("Show {}", findings::name(c, id)),
        Step::Mend(id) => format!("Get rid of “{}”", findings::name(c, id)),
        Step::Lengthen => "Say more".to_string(),
    }
}

/// What a change brings, in words.
fn brings(case: &Case, change: &Change) -> String {
    let c = &case.told.competency;
    let Change { step: of, from, to, then } = change;
    let what = step(c, of);
    if to > from {
        format!("{what}: {from} → {to}")
    } else if then > from {
        format!("{what} first: with one change more, {from} → {then}")
    } else {
        format!("{what} first: it takes more than two changes to leave the {from}")
    }
}

/// What is left where nothing is missing.
fn polish(case: &Case) -> String {
    let told = &case.told;
    let spent =
        laps(&case.reading, within(&told.attempt.answer), told.attempt.pace).last().map_or(0, |lap| lap.to.0);
    let allowed = told.attempt.setup.answer_time().map_or(u32::MAX, |total| total.0);
    if spent > allowed {
        format!("Everything it looks for is there. It takes {spent} s of {allowed} s: tell it in less.")
    } else {
        "Everything it looks for is there. Tell it aloud now, without looking.".into()
    }
}

/// What the speaker corrected, each to be taken back.
fn corrections(case: &Case, desk: Desk) -> El {
    if case.corrections.is_empty() {
        return nothing();
    }
    let c = &case.told.competency;
    let words =
        |span: &Span| format::brief(case.told.attempt.answer.get(span.start..span.end).unwrap_or_default());
    let mut list = el("ul").class("corrections");
    for kept in &case.corrections {
        let what = match &kept.value {
            Correction::SetAside(id) => format!("Set aside: {}", findings::name(c, id)),
            Correction::Claimed { finding, span } => {
                format!("Claimed: {} in “{}”", findings::name(c, finding), words(span))
            }
            Correction::Moved { span, part } => {
                format!("“{}” counts as {}", words(span), part.name())
            }
        };
        let record = kept.record.clone();
        let label = format!("Take back: {what}");
        let back = button("button quiet", "Take back", move || {
            desk.take_back(record.clone(), "#own, #claim".to_string());
        });
        list = list.child(el("li").child(text("span", "", &what)).child(back.attr("aria-label", &label)));
    }
    let head = text("h3", "", "Your corrections").attr("id", "own").attr("tabindex", "-1");
    let kept =
        "Kept on this device beside the answer, and in every backup. The rules' own score stays as it is.";
    el("div").class("own").child(all([head, list, text("p", "small muted", kept)]))
}
