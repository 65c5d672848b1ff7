//! The parts of the Learn page. Level and lens change what they show.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::components::{labelled, quoted};
use super::super::super::el::{El, all as all_of, el, link, live, nothing, text};
use super::super::super::route::{MockLink, Route, SECTIONS};
use super::super::super::state::AppState;
use crate::domain::competency::{
    Competency, Flag, FlagKind, Lens, Level, Question, QuestionKind, Signal as CompetencySignal, Text,
};
use crate::domain::time::Seconds;

/// Level and lens as the reader has set them; the lens is empty where none is chosen.
#[derive(Clone, Copy)]
struct Seen {
    level: Signal<String>,
    lens: Signal<String>,
}

/// Whether the competency has anything to show in a section.
pub(super) fn has(competency: &Competency, section: &str) -> bool {
    match section {
        "red-flags" => !competency.flags.is_empty(),
        "probes" => !competency.probes.is_empty(),
        "lens" => !competency.lenses.is_empty(),
        "stories" => !competency.stories.is_empty() || !competency.stories_to_avoid.is_empty(),
        "preparation" => !competency.preparation.is_empty(),
        _ => true,
    }
}

/// All sections in order, each under a heading with an address of its own.
pub(super) fn all(app: AppState, c: Arc<Competency>) -> Vec<El> {
    let seen = Seen { level: app.level_of(&c.id), lens: app.lens_of(&c.id) };
    let mut sections = Vec::new();
    for (id, title) in SECTIONS {
        if !has(&c, id) {
            continue;
        }
        let heading = text("h2", "", title).attr("id", id).attr("tabindex", "-1");
        let section = el("section").class("stack").attr("aria-labelledby", id).child(heading);
        sections.push(match id {
            "meaning" => meaning(&c, section),
            "signals" => section.children(c.signals.iter().map(|s| signal(&c, s, seen))),
            "depth" => depth(&c, section),
            "red-flags" => flags(&c, section, seen),
            "questions" => questions(&c, section),
            "probes" => probes(&c, section),
            "lens" => lenses(c.clone(), section, seen),
            "levels" => levels(c.clone(), section, seen),
            "stories" => stories(&c, section),
            _ => section.child(texts(&c.preparation, "ticks")),
        });
    }
    sections
}

fn texts(items: &[Text], class: &'static str) -> El {
    el("ul").class(class).children(items.iter().map(|t| text("li", "", &t.text)))
}

/// A word in bold that a sentence follows.
fn lead_in(class: &'static str, word: &'static str, words: &str) -> El {
    el("p").class(class).child(text("strong", "", word)).text(words)
}

fn meaning(c: &Competency, section: El) -> El {
    let chain = el("ol").class("chain").children(c.chain.iter().map(|step| text("li", "", &step.text)));
    let tested = el("div")
        .class("panel stack")
        .child(labelled("stack-s", "How interviewers test for it", &c.test.text))
        .child(labelled("stack-s", "The question they answer for themselves", &c.core_question.text))
        .child(labelled("stack-s", "How the company looks at it", &c.framing.text));
    section
        .child(text("p", "statement", &c.meaning.text))
        .child(chain)
        .child(tested)
        .children(c.bridge.iter().map(|b| labelled("panel accent stack-s", "Mind the gap", &b.text)))
        .child(text("h3", "", "What it is not"))
        .child(texts(&c.is_not, "crosses"))
}

fn signal(c: &Competency, signal: &CompetencySignal, seen: Seen) -> El {
    let weighed: Vec<(String, String)> = c
        .lenses
        .iter()
        .filter(|l| l.weighs.contains(&signal.id))
        .map(|l| (l.id.clone(), l.company.clone()))
        .collect();
    let weight = live(move || {
        let lens = seen.lens.read();
        let company = weighed.iter().find(|(id, _)| *id == *lens);
        company
            .map_or_else(nothing, |(_, company)| text("span", "tag care", &format!("{company} weighs this")))
    });
    let miss =
        quoted("bad", "Close, and a miss", &signal.miss.text).child(text("p", "small", &signal.miss_why));
    el("div")
        .class("panel stack")
        .child(el("div").class("row apart").child(text("h3", "", &signal.name)).child(weight))
        .child(text("p", "", &signal.shown_when))
        .child(text("p", "muted", &signal.why))
        .child(
            el("div")
                .class("stack-s")
                .child(text("p", "label", "It sounds like"))
                .child(texts(&signal.phrases, "phrases")),
        )
        .child(el("div").class("pair").child(miss).child(labelled("good", "Say it", &signal.advice)))
}

fn depth(c: &Competency, section: El) -> El {
    let d = &c.depth;
    let rows = [90, 120, 180, 240].map(|total| {
        let b = d.budget(Seconds(total));
        let mut row = el("tr").child(text("th", "", &format!("{total} s")).attr("scope", "row"));
        for part in [b.setup, b.action, b.result] {
            row = row.child(text("td", "", &format!("{} s", part.0)));
        }
        row
    });
    let table = table(&["In all", "Situation + task", "Action", "Result"], rows.into());
    let table = table.child(text("caption", "label", "How the seconds are best shared out"));
    let thresholds = el("div")
        .class("grid")
        .child(threshold(&format!("{}%", d.action_percent), "of the answer is action", &d.action_why))
        .child(threshold(
            &format!("≤ {} s", d.setup_at_most.0),
            "for situation and task together",
            &d.setup_why,
        ))
        .child(threshold(&format!("≥ {}", d.i_sentences), "sentences open with “I”", &d.i_why));
    section.child(thresholds).child(el("div").class("table-wrap").child(table))
}

/// A table with a head and rows.
fn table(heads: &[&'static str], rows: Vec<El>) -> El {
    let heads = heads.iter().map(|head| text("th", "", head).attr("scope", "col"));
    el("table").child(el("thead").child(el("tr").children(heads))).child(el("tbody").children(rows))
}

fn threshold(figure: &str, of: &'static str, why: &Text) -> El {
    el("div")
        .class("panel stack-s")
        .child(text("p", "figure", figure))
        .child(text("p", "label", of))
        .child(text("p", "", &why.text))
}

fn flags(c: &Competency, section: El, seen: Seen) -> El {
    let of_kind =
        |kind| c.flags.iter().filter(move |flag| flag.kind == kind).map(|flag| one_flag(c, flag, seen));
    let about = "A red flag of content is about what was done: it decides, however well the story is told. A red \
                 flag of delivery is about the telling, and can be mended tonight.";
    section
        .child(text("p", "measure", about))
        .child(text("h3", "", "In what was done"))
        .children(of_kind(FlagKind::Content))
        .child(text("h3", "", "In how it is told"))
        .children(of_kind(FlagKind::Delivery))
}

fn one_flag(c: &Competency, flag: &Flag, seen: Seen) -> El {
    let mut tags = el("div").class("row");
    if let Some(from) = flag.from_level.as_deref().and_then(|id| c.level(id)) {
        let from = from.name.clone();
        let below: Vec<String> =
            c.levels.iter().filter(|l| !c.applies(flag, &l.id)).map(|l| l.id.clone()).collect();
        tags = tags.live(move || {
            if below.contains(&*seen.level.read()) {
                text("span", "tag plain", &format!("Only from {from} up"))
            } else {
                text("span", "tag bad", "Held against your level")
            }
        });
    }
    let cap = flag.cap.map(|cap| text("span", "tag bad", &format!("Rates {cap} at most")));
    let pair = el("div").class("pair").child(quoted("bad", "Said", &flag.example.text)).child(quoted(
        "good",
        "Say this instead",
        &flag.mended.text,
    ));
    el("div")
        .class("panel stack")
        .child(el("div").class("row apart").child(text("h4", "", &flag.name)).child(tags.children(cap)))
        .child(pair)
        .child(lead_in("", "Why it fails. ", &flag.why))
        .child(lead_in("", "How to mend it. ", &flag.fix))
        .children(flag.detection.iter().map(|ask| lead_in("muted", "Ask yourself. ", &ask.text)))
}

fn question(c: &Competency, q: &Question) -> El {
    let company = q.lens.as_deref().and_then(|id| c.lens(id));
    let link_to = MockLink {
        competency: Some(c.id.clone()),
        question: Some(q.id.clone()),
        lens: q.lens.clone(),
        ..MockLink::default()
    };
    el("li")
        .child(link("", &Route::Mock(link_to).href(), &q.text))
        .children(company.map(|l| text("span", "small muted", &format!(" {}", l.company))))
}

fn questions(c: &Competency, section: El) -> El {
    let list = |wanted: fn(&Question) -> bool| {
        el("ul").class("questions").children(c.questions.iter().filter(|q| wanted(q)).map(|q| question(c, q)))
    };
    let mut section = section
        .child(text("p", "", "Choose one to answer it against the clock."))
        .child(text("h3", "", "Asked outright"))
        .child(list(|q| q.lens.is_none() && q.kind == QuestionKind::Direct))
        .child(text("h3", "", "Asked sideways"))
        .child(list(|q| q.lens.is_none() && q.kind == QuestionKind::Indirect));
    if c.questions.iter().any(|q| q.lens.is_some()) {
        section = section.child(text("h3", "", "A company's own")).child(list(|q| q.lens.is_some()));
    }
    section = section.child(text("h3", "", "Words that give it away")).child(texts(&c.keywords, "chips"));
    if c.confusables.is_empty() {
        return section;
    }
    let rows = c.confusables.iter().map(|other| {
        el("tr")
            .child(text("th", "", &other.name).attr("scope", "row"))
            .child(text("td", "", &other.centre))
            .child(text("td", "", &other.contrast))
    });
    let table = table(&["Competency", "Is about", "This one instead"], rows.collect());
    section.child(text("h3", "", "Easily confused with")).child(el("div").class("table-wrap").child(table))
}

fn probes(c: &Competency, section: El) -> El {
    section.children(c.probes.iter().map(|probe| {
        let weak = quoted("bad", "Weak", &probe.weak.text).child(text("p", "small", &probe.weak_why));
        let strong = quoted("good", "Strong", &probe.strong.text).child(text("p", "small", &probe.takeaway));
        el("div")
            .class("panel stack")
            .child(text("h3", "", &probe.asks))
            .child(text("p", "muted", &format!("Listens for: {}", probe.looks_for)))
            .child(el("div").class("pair").child(weak).child(strong))
    }))
}

fn lenses(c: Arc<Competency>, section: El, seen: Seen) -> El {
    let shown = live(move || {
        let chosen = seen.lens.read();
        let lenses = c.lenses.iter().filter(|l| chosen.is_empty() || l.id == *chosen);
        all_of(lenses.map(|l| one_lens(&c, l)))
    });
    let note = "Starling is not affiliated with any company named here.";
    section.child(shown).child(text("p", "small muted", note))
}

fn one_lens(c: &Competency, lens: &Lens) -> El {
    let question = c.questions.iter().find(|q| q.lens.as_deref() == Some(&lens.id));
    let name = el("div").child(text("p", "eyebrow", &lens.company)).child(text("h3", "", &lens.value));
    el("div")
        .class("panel stack")
        .child(name)
        .child(text("p", "", &lens.guidance))
        .child(labelled("stack-s", "What shows it", &lens.signal))
        .child(labelled("stack-s", "What lifts an answer", &lens.lift))
        .children(question.map(|q| labelled("stack-s", "They may ask", &q.text)))
}

fn levels(c: Arc<Competency>, section: El, seen: Seen) -> El {
    section.live(move || {
        let chosen = seen.level.read();
        all_of(c.levels.iter().map(|l| one_level(l, l.id == *chosen)))
    })
}

fn one_level(level: &Level, is_yours: bool) -> El {
    let yours = is_yours.then(|| text("span", "tag good", "Your level"));
    el("div")
        .class(if is_yours { "panel stack accent" } else { "panel stack" })
        .child(el("div").class("row apart").child(text("h3", "", &level.name)).children(yours))
        .child(text("p", "", &level.expected))
        .child(labelled("line bad", "Falls short", &level.anti_pattern))
}

fn stories(c: &Competency, section: El) -> El {
    let good = c.stories.iter().map(|story| {
        let also = story.also_covers.join(", ");
        el("div")
            .class("panel stack")
            .child(text("h3", "", &story.title))
            .child(text("p", "", &story.why))
            .child(labelled("stack-s", "For example", &story.example))
            .children((!also.is_empty()).then(|| text("p", "small muted", &format!("Also covers {also}"))))
    });
    let section = section.children(good);
    if c.stories_to_avoid.is_empty() {
        return section;
    }
    let avoid = c
        .stories_to_avoid
        .iter()
        .map(|s| el("li").child(text("strong", "", &format!("{}. ", s.title))).text(&s.why));
    section.child(text("h3", "", "Leave at home")).child(el("ul").class("crosses").children(avoid))
}
