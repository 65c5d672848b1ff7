//! All cards: to look through, set aside, and write one's own, from an attempt too.

use leptos::prelude::*;

use super::super::super::clock;
use super::super::super::components::choice;
use super::super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::super::format;
use super::super::super::route::Route;
use super::Table;
use super::{editor, face};
use crate::domain::card::{self, Card};
use crate::domain::mark::{Mark, Marks, OWN, OwnCard, SAID};
use crate::domain::review::{self, Memory, Phase};
use crate::scoring::report::FindingKind;

/// So many cards are shown until more are asked for.
const SHOWN: usize = 40;
/// Cards are made from so many of the latest attempts.
const ATTEMPTS: usize = 3;

/// Which cards are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    All,
    Own,
    Flagged,
    Suspended,
    Slipping,
}

/// Everything there is to do with the cards.
pub(super) fn list(table: Table) -> El {
    let said = RwSignal::new(String::new());
    let head = el("div")
        .class("row")
        .child(link("button", &Route::Cards { competency: table.id() }.href(), "Review cards"))
        .live(move || undo(table, said));
    let status = text("p", "deed", "").attr("role", "status").live_text(move || said.get());
    all([head, status, write(table, said), live(move || suggested(table, said)), cards(table, said)])
}

fn undo(table: Table, said: RwSignal<String>) -> El {
    if table.app.deeds.read().last().is_none() {
        return nothing();
    }
    button("button quiet", "Undo", move || {
        let undone = table.app.undo(&table.id());
        said.set(undone.map_or_else(String::new, |undone| format!("Undone: {undone}.")));
    })
}

/// A new card.
fn write(table: Table, said: RwSignal<String>) -> El {
    let is_open = RwSignal::new(false);
    live(move || {
        if !is_open.get() {
            let open = button("button quiet", "Write a card of your own", move || is_open.set(true));
            return el("div").class("row").child(open);
        }
        let save = move |front: String, back: String| {
            let card = OwnCard { id: editor::new_id(), front, back, about: None };
            table.app.write_card(&table.id(), card, "writing a card".into());
            is_open.set(false);
            said.set("Written: it comes among your new cards.".into());
        };
        let why = "Such as the question that caught you, and the story you would tell now.";
        editor::words("A card of your own", why, "", "", save, move || is_open.set(false))
    })
}

/// Cards that can be made from what the latest attempts lacked.
fn suggested(table: Table, said: RwSignal<String>) -> El {
    let (app, id) = (table.app, table.id());
    let attempts = app.progress(|progress| {
        let of = progress.attempts().iter().rev().filter(|kept| kept.value.setup.competency == id);
        of.take(ATTEMPTS).map(|kept| kept.value.clone()).collect::<Vec<_>>()
    });
    if attempts.is_empty() {
        return nothing();
    }
    let Some(scorer) = app.library.reader(&id).ready() else { return nothing() };
    let competency = table.competency();
    let deck = table.deck.read();
    let mut made = Vec::new();
    for attempt in attempts {
        let reading = scorer.read(&attempt.answer);
        if reading.too_little {
            continue;
        }
        let question = competency.questions.iter().find(|question| question.id == attempt.setup.question);
        let found: Vec<&str> = reading.counted().map(|finding| finding.id.as_str()).collect();
        let missing = competency.signals.iter().map(|signal| signal.id.as_str());
        let missing: Vec<&str> = missing.filter(|id| !found.contains(id)).collect();
        let flags = reading.findings.iter().filter(|finding| finding.kind != FindingKind::Signal);
        let flags: Vec<(&str, &str)> = flags
            .filter_map(|finding| {
                let span = finding.evidence.first()?.span;
                Some((finding.id.as_str(), attempt.answer.get(span.start..span.end)?))
            })
            .collect();
        let question = question.map_or("", |question| &question.text);
        made.extend(card::from_attempt(&competency, &attempt.id, question, &missing, &flags));
    }
    // One a signal or flag, from the latest attempt that lacked it, unless it is there.
    let mut about: Vec<Option<String>> = Vec::new();
    made.retain(|card| {
        let is_first = !about.contains(&card.about);
        about.push(card.about.clone());
        is_first && !deck.iter().any(|there| there.id == card.id)
    });
    if made.is_empty() {
        return nothing();
    }
    let rows = made.into_iter().map(|card| {
        let name = card.about.as_ref().map(|about| name_of(table, about)).unwrap_or_default();
        let row = el("li").class("card-row");
        let words = el("div").class("stack-s").child(text("strong", "", &name));
        let words = words.child(text("span", "muted small", &card.front));
        row.child(words).child(button("button quiet", "Make this card", move || {
            let deed = format!("making a card about “{name}”");
            app.write_card(&table.id(), card.clone(), deed);
            said.set("Made: it comes among your new cards.".into());
        }))
    });
    el("section")
        .class("panel stack")
        .attr("aria-labelledby", "from-answers")
        .child(text("h2", "", "From your answers").attr("id", "from-answers"))
        .child(text("p", "muted", "What your latest mocks lacked, as cards to practise saying it."))
        .child(el("ul").class("card-rows").children(rows))
}

fn name_of(table: Table, id: &str) -> String {
    table.competency.with_value(|competency| {
        let signal = competency.signals.iter().find(|signal| signal.id == id).map(|signal| &signal.name);
        let flag = || competency.flags.iter().find(|flag| flag.id == id).map(|flag| &flag.name);
        signal.or_else(flag).cloned().unwrap_or_default()
    })
}

fn cards(table: Table, said: RwSignal<String>) -> El {
    let (which, words, shown) =
        (RwSignal::new(Which::All), RwSignal::new(String::new()), RwSignal::new(SHOWN));
    let name = |which: Which| match which {
        Which::All => "all",
        Which::Own => "own",
        Which::Flagged => "flagged",
        Which::Suspended => "suspended",
        Which::Slipping => "slipping",
    };
    let options = [
        ("all", "All"),
        ("own", "Your own"),
        ("flagged", "Flagged"),
        ("suspended", "Suspended"),
        ("slipping", "Slipping"),
    ];
    let options = options.map(|(id, label)| (id.to_string(), label.to_string())).to_vec();
    let choose = Callback::new(move |id: String| {
        let all = [Which::All, Which::Own, Which::Flagged, Which::Suspended, Which::Slipping];
        which.set(all.into_iter().find(|which| name(*which) == id).unwrap_or(Which::All));
        shown.set(SHOWN);
    });
    let search = el("input").attr("type", "search").on_input(move |typed| {
        words.set(typed.to_lowercase());
        shown.set(SHOWN);
    });
    let chosen = Signal::derive(move || name(which.get()).to_string());
    el("section")
        .class("panel stack")
        .attr("aria-labelledby", "all-cards")
        .child(text("h2", "", "Cards").attr("id", "all-cards"))
        .child(choice("Show", "which", options, chosen, choose))
        .child(el("label").class("field").child(text("span", "", "With these words")).child(search))
        .live(move || rows(table, said, (which.get(), &words.read(), shown)))
}

fn rows(table: Table, said: RwSignal<String>, (which, words, shown): (Which, &str, RwSignal<usize>)) -> El {
    let deck = table.deck.read();
    let id = table.id();
    let mut listed = Vec::new();
    table.app.progress(|progress| {
        let cards = progress.cards(&id);
        for card in deck.iter() {
            let marks = cards.map(|cards| cards.marks(&card.id).clone()).unwrap_or_default();
            let track = cards.and_then(|cards| cards.track(&card.id));
            let memory = track.map(|track| track.memory).unwrap_or_default();
            let fits = match which {
                Which::All => true,
                Which::Own => is_own(card),
                Which::Flagged => marks.flagged,
                Which::Suspended => marks.suspended,
                Which::Slipping => review::is_leech(&memory),
            };
            let has_words = || {
                let texts = [&card.front.text, &card.back.headline, &card.back.explanation, &marks.note];
                words.is_empty() || texts.iter().any(|text| text.to_lowercase().contains(words))
            };
            if fits && has_words() {
                listed.push((card.clone(), marks, memory));
            }
        }
    });
    if listed.is_empty() {
        return text("p", "muted", "There is no such card.");
    }
    let count = listed.len();
    let more = count.saturating_sub(shown.get());
    listed.truncate(shown.get());
    let rows = listed.into_iter().map(|(card, marks, memory)| row(table, said, card, &marks, &memory));
    let more = (more > 0).then(|| {
        let words = format!("Show {} more", more.min(SHOWN));
        button("button quiet", &words, move || shown.update(|shown| *shown += SHOWN))
    });
    let count = text("p", "small muted", &format::count(count as u32, "card"));
    all([count, el("ul").class("card-rows").children(rows)]
        .into_iter()
        .chain(more.map(|more| el("div").class("row").child(more))))
}

fn is_own(card: &Card) -> bool {
    card.id.starts_with(OWN) || card.id.starts_with(SAID)
}

fn row(table: Table, said: RwSignal<String>, card: Card, marks: &Marks, memory: &Memory) -> El {
    let mut tags = el("div").class("row").child(text("span", "eyebrow", card.kind.label()));
    for (is, tag) in
        [(marks.flagged, "⚑ flagged"), (marks.suspended, "suspended"), (review::is_leech(memory), "slipping")]
    {
        if is {
            tags = tags.child(text("span", "tag care", tag));
        }
    }
    let stands = match memory.phase {
        Phase::New => "not seen yet".to_string(),
        Phase::Learning | Phase::Relearning => "being learnt".into(),
        Phase::Reviewing => format!("comes back {}", clock::written(memory.due)),
    };
    let words = el("div")
        .class("stack-s")
        .child(tags)
        .child(text("span", "", &card.front.text))
        .child(text("span", "muted small", &card.back.headline))
        .children((!marks.note.is_empty()).then(|| text("span", "small", &format!("Note: {}", marks.note))))
        .child(text("span", "muted small", &stands));
    let brief = face::brief(&card);
    let (id, app) = (card.id.clone(), table.app);
    let act = |words: &'static str, deed: &str, done: &'static str, act: Box<dyn Fn(String)>| {
        let deed = format!("{deed} “{brief}”");
        button("button quiet", words, move || {
            act(deed.clone());
            said.set(done.into());
        })
        .attr("aria-label", &format!("{words}: {brief}"))
    };
    let mark = |mark: Mark| -> Box<dyn Fn(String)> {
        let id = id.clone();
        Box::new(move |deed| app.mark(&table.id(), &id, mark.clone(), deed))
    };
    let suspend = match marks.suspended {
        true => act("Take in again", "taking in", "Taken in again.", mark(Mark::Suspended(false))),
        false => act("Suspend", "suspending", "Suspended.", mark(Mark::Suspended(true))),
    };
    let called = id.clone();
    let call = move |_| app.call_cards(&table.id(), vec![called.clone()]);
    let due = act("Due now", "making due", "It comes first now.", Box::new(call));
    let is_worded = app.keeper.with_untracked(|keeper| {
        keeper.progress().cards(&table.id()).is_some_and(|cards| cards.wordings(&id).next().is_some())
    });
    let delete = is_worded.then(|| {
        let id = id.clone();
        let delete = Box::new(move |deed| app.unwrite_card(&table.id(), &id, deed));
        match is_own(&card) {
            true => act("Delete", "deleting", "Deleted.", delete),
            false => act("Original words", "going back to the words of", "Its own words are back.", delete),
        }
    });
    let hands = el("div").class("row").child(suspend).child(due).children(delete);
    el("li").class("card-row").child(words).child(hands)
}
