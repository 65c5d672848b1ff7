//! Both sides of a card.

use leptos::prelude::*;

use super::super::super::el::{El, all, button, el, nothing, text};
use super::super::super::format;
use super::super::super::page;
use super::editor::Editing;
use super::sitting::Sitting;
use crate::domain::card::{Card, Typing};
use crate::domain::queue::{Next, Why};
use crate::domain::review;
use crate::scoring::report::Reading;

/// A few words that name a card.
pub(super) fn brief(card: &Card) -> String {
    let mut words = format::brief(&card.front.text);
    if words.chars().count() > 40
        && let Some((at, _)) = words.char_indices().nth(38)
    {
        words.truncate(at);
        words.push('…');
    }
    words
}

/// The side shown first.
pub(super) fn front(sitting: Sitting, next: Next) -> El {
    let Next { card, memory, marks, why } = next;
    let mut tags = el("div").class("row");
    if marks.flagged {
        tags = tags.child(text("span", "tag care", "⚑ flagged"));
    }
    let tag = match why {
        Why::Called => Some("asked for"),
        Why::LastLook => Some("last look"),
        _ if memory.reps == 0 => Some("new"),
        _ => None,
    };
    tags = tags.children(tag.map(|tag| text("span", "tag plain", tag)));
    let head = el("div").class("row apart").child(text("p", "eyebrow", card.kind.label())).child(tags);
    let mut front = vec![head, text("p", "label", card.front.instruction)];
    if let Some(context) = &card.front.context {
        front.push(text("p", "muted", context));
    }
    front.push(if card.kind.is_spoken() {
        text("p", "front quote", &format!("“{}”", card.front.text))
    } else {
        text("p", "front", &card.front.text)
    });
    if card.typing.is_some() {
        front.push(field(sitting));
    }
    all(front)
}

/// Where an answer may be typed: Enter turns the card.
fn field(sitting: Sitting) -> El {
    let field = el("textarea")
        .attr("rows", "2")
        .attr("id", "typed")
        .attr("autocomplete", "off")
        .value(sitting.typed.get_untracked())
        .on_input(move |words| sitting.typed.set(words))
        .on_key_event(move |event| {
            if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
                event.prevent_default();
                sitting.flip();
                page::focus_on(".card".into());
            }
        });
    el("label").class("field typed").child(text("span", "", "Your words (or say them aloud)")).child(field)
}

/// The side shown when it is turned.
pub(super) fn back(sitting: Sitting, next: Next) -> El {
    let Next { card, memory, marks, .. } = next;
    let mut back = el("div").class("back stack-s");
    if let Some(typing) = card.typing.clone() {
        back = back.live(move || compared(sitting, &typing));
    }
    back = back.child(text("p", "headline", &card.back.headline));
    if !card.back.explanation.is_empty() {
        back = back.child(text("p", "", &card.back.explanation));
    }
    if !marks.note.is_empty() {
        let note = el("div").class("note").child(text("p", "label", "Your note"));
        back = back.child(note.child(text("p", "", &marks.note)));
    }
    if review::is_leech(&memory) {
        back = back.child(leech(sitting, memory.lapses));
    }
    back
}

/// What the reader hears in the words that were typed.
fn compared(sitting: Sitting, typing: &Typing) -> El {
    let typed = sitting.typed.get();
    let typed = typed.trim();
    if typed.is_empty() {
        return nothing();
    }
    let mut said = el("div").class("note").child(text("p", "label", "You said"));
    said = said.child(text("p", "quote", typed));
    let table = sitting.table;
    let heard = match table.app.library.reader(&table.id()).get() {
        None => return said.child(text("p", "muted small", "It is being read …")),
        Some(Err(_)) => {
            return said.child(text("p", "muted small", "It cannot be read just now: compare it yourself."));
        }
        Some(Ok(scorer)) => scorer.read(typed),
    };
    let competency = table.competency();
    let signals = competency.signals.iter().filter(|signal| typing.shows.contains(&signal.id));
    let signals = signals.map(|signal| verdict(&heard, typed, &signal.id, &signal.name, true));
    let flags = competency.flags.iter().filter(|flag| typing.avoids.contains(&flag.id));
    let flags = flags.map(|flag| verdict(&heard, typed, &flag.id, &flag.name, false));
    said.child(el("ul").class("heard-as").children(signals.chain(flags)))
}

/// Whether something is heard, and in which words.
fn verdict(heard: &Reading, typed: &str, id: &str, name: &str, wanted: bool) -> El {
    let finding = heard.findings.iter().find(|finding| finding.id == id);
    let words = finding.and_then(|finding| finding.evidence.first());
    let words = words.and_then(|evidence| typed.get(evidence.span.start..evidence.span.end));
    let (class, said) = match (finding.is_some(), wanted) {
        (true, true) => ("tag good", format!("✓ Heard: {name}")),
        (false, true) => ("tag care", format!("Not heard yet: {name}")),
        (true, false) => ("tag care", format!("Still there: {name}")),
        (false, false) => ("tag good", format!("✓ Gone: {name}")),
    };
    let item = el("li").child(text("span", class, &said));
    item.children(words.map(|words| text("span", "quote", &format!(" “{words}”"))))
}

/// What to do about a card that does not stick.
fn leech(sitting: Sitting, lapses: u32) -> El {
    let said = format!("This one has slipped {lapses} times. Words of your own may stick better.");
    el("div").class("banner").child(text("p", "", &said)).child(button(
        "button quiet",
        "Rewrite it as your own card",
        move || sitting.editing.set(Some(Editing::Rewrite)),
    ))
}
