//! What else is agreed before a mock: a few main choices, and the rest behind one line that sums it up.

use std::sync::Arc;

use leptos::prelude::*;

use super::super::super::components::choice;
use super::super::super::el::{El, el, live, nothing, text};
use super::super::super::format;
use super::super::super::state::AppState;
use super::asked::follow_lens;
use crate::domain::competency::Competency;
use crate::domain::interview::{Course, Face, Mode, PROBE_TIME, Setup, UNTIMED};
use crate::domain::time::Seconds;

/// The times to choose from; 120 s is what most guides ask for.
const TOTALS: [u32; 7] = [60, 90, 120, 150, 180, 240, 300];
const THINK: [u32; 4] = [0, 15, 30, 60];
const REPLY: [u32; 4] = [30, 45, 60, 90];
/// By how much all times can be stretched, in percent.
const STRETCHES: [(u16, &str); 7] = [
    (50, "Half"),
    (100, "As set"),
    (150, "×1.5"),
    (200, "×2"),
    (500, "×5"),
    (1000, "×10"),
    (UNTIMED, "Without limits"),
];
const FACES: [(&str, &str, Face); 3] = [
    ("down", "Counts down", Face::Down),
    ("up", "Counts up", Face::Up),
    ("hidden", "Out of sight", Face::Hidden),
];
/// How many questions in a row: the name in the form, the label, the course.
const ROWS: [(&str, &str, Option<Course>); 4] = [
    ("1", "One question", None),
    ("3", "3 in a row", Some(Course::Loop(3))),
    ("5", "5 in a row", Some(Course::Loop(5))),
    ("ladder", "Compression ladder", Some(Course::Ladder)),
];

/// The set-up as a form changes it.
#[derive(Clone, Copy)]
struct Form(RwSignal<Setup>);

impl Form {
    /// What one choice reads from it.
    fn is(self, read: fn(&Setup) -> String) -> Signal<String> {
        Signal::derive(move || read(&self.0.read()))
    }

    /// What one choice changes in it.
    fn change(self, change: fn(&mut Setup, String)) -> Callback<String> {
        Callback::new(move |value| self.0.update(|setup| change(setup, value)))
    }
}

/// How it is answered.
fn way(form: Form) -> El {
    let ways = vec![(String::new(), "Type it".into()), ("spoken".into(), "Speak it".into())];
    let is = form.is(|s| if s.mode == Some(Mode::Spoken) { "spoken".into() } else { String::new() });
    let set = form.change(|s, v| s.mode = Some(if v.is_empty() { Mode::Written } else { Mode::Spoken }));
    let note = "Spoken, it is recorded on this device alone, and you write down what you said afterwards.";
    el("div").class("stack-s").child(choice("How you answer", "mode", ways, is, set)).child(text(
        "p",
        "small muted",
        note,
    ))
}

/// All choices but the question.
pub(super) fn choices(app: AppState, c: &Arc<Competency>, setup: RwSignal<Setup>) -> Vec<El> {
    let form = Form(setup);
    let levels = c.levels.iter().map(|l| (l.id.clone(), l.name.clone())).collect();
    let level = form.is(|s| s.level.clone());
    let set = Callback::new(move |level: String| {
        setup.update(|s| s.level.clone_from(&level));
        app.set_level(level);
    });
    let mut fields = vec![choice("Level", "level", levels, level, set)];
    fields.extend(company(app, c, form));
    fields.push(rows(form));
    fields.push(way(form));
    let is_ladder = Memo::new(move |_| setup.read().course == Some(Course::Ladder));
    // The rungs of a ladder have times of their own, and no probes.
    fields.push(live(move || if is_ladder.get() { nothing() } else { total(form) }));
    fields.push(more(form, is_ladder));
    fields
}

fn company(app: AppState, c: &Arc<Competency>, form: Form) -> Option<El> {
    let mut lenses = vec![(String::new(), "Any company".to_string())];
    lenses.extend(c.lenses.iter().map(|l| (l.id.clone(), l.company.clone())));
    let competency = c.clone();
    let set = Callback::new(move |lens: String| {
        form.0.update(|s| s.lens = Some(lens.clone()).filter(|lens| !lens.is_empty()));
        app.set_lens(lens);
        follow_lens(app, &competency, form.0);
    });
    let chosen = form.is(|s| s.lens.clone().unwrap_or_default());
    (lenses.len() > 1).then(|| choice("Company", "lens", lenses, chosen, set))
}

fn rows(form: Form) -> El {
    let options = ROWS.map(|(id, label, _)| (id.to_string(), label.to_string()));
    let chosen = form.is(|s| match s.course {
        None => "1".into(),
        Some(Course::Loop(questions)) => questions.to_string(),
        Some(Course::Ladder) => "ladder".into(),
    });
    let set =
        form.change(|s, v| s.course = ROWS.iter().find(|(id, ..)| *id == v).and_then(|(_, _, row)| *row));
    let note = move || match form.0.read().course {
        None => "",
        Some(Course::Loop(_)) => "No report between them; at the end a debrief of all.",
        Some(Course::Ladder) => {
            "One story in 180, 90, 60 and 30 seconds. What you cut shows what carries it."
        }
    };
    el("div")
        .class("stack-s")
        .child(choice("How many", "row", options.into(), chosen, set))
        .child(el("p").class("small muted").live_text(move || note().to_string()))
}

fn total(form: Form) -> El {
    let mut totals: Vec<_> = TOTALS.map(|s| (s.to_string(), format::clock(Seconds(s)))).into();
    totals.push((String::new(), "No limit".into()));
    let total = form.is(|s| s.total.map(|s| s.0.to_string()).unwrap_or_default());
    let set = form.change(|s, v| {
        let total = v.parse().ok().map(Seconds);
        if s.total.is_none() && total.is_some() {
            s.meters = None;
        }
        s.total = total;
    });
    choice("Time for the answer", "total", totals, total, set)
}

/// The rest, folded away.
fn more(form: Form, is_ladder: Memo<bool>) -> El {
    let summary = text("summary", "", "More settings")
        .child(el("span").class("small muted").live_text(move || summed_up(&form.0.read())));
    let probes = move || if is_ladder.get() { nothing() } else { probes(form) };
    let fields =
        el("div").class("stack").child(think(form)).live(probes).child(face(form)).child(hints(form));
    el("details")
        .class("panel more-settings")
        .child(summary)
        .child(fields.child(stretch(form)).child(meters(form)))
}

/// What is set behind it, on one line.
fn summed_up(setup: &Setup) -> String {
    let mut parts = vec![match setup.think {
        Seconds(0) => "no time to think".to_string(),
        think => format!("{} s to think", think.0),
    }];
    if setup.course != Some(Course::Ladder) {
        parts.push(match setup.probes {
            0 => "no probes".to_string(),
            probes => format!(
                "{} of {} s",
                format::count(probes.into(), "probe"),
                setup.probe_time.unwrap_or(PROBE_TIME).0
            ),
        });
    }
    parts.push(match setup.face.unwrap_or_default() {
        Face::Down => "clock counts down".into(),
        Face::Up => "clock counts up".into(),
        Face::Hidden => "clock out of sight".into(),
    });
    parts.push(if setup.hints == Some(false) { "no hints" } else { "hints on demand" }.into());
    let stretch = STRETCHES.iter().find(|(percent, _)| *percent != 100 && Some(*percent) == setup.stretch);
    parts.extend(stretch.map(|(percent, label)| match *percent {
        UNTIMED => "without limits".to_string(),
        50 => "half of all times".to_string(),
        _ => ["all times ", label].concat(),
    }));
    if setup.meters == Some(true) {
        parts.push("meters".into());
    }
    parts.join(" · ")
}

fn think(form: Form) -> El {
    let think = THINK.map(|s| (s.to_string(), if s == 0 { "None".into() } else { format!("{s} s") })).into();
    let set = form.change(|s, v| s.think = Seconds(v.parse().unwrap_or(0)));
    choice("Time to think first", "think", think, form.is(|s| s.think.0.to_string()), set)
}

fn probes(form: Form) -> El {
    let probes =
        (0..=4u8).map(|n| (n.to_string(), if n == 0 { "None".into() } else { n.to_string() })).collect();
    let set = form.change(|s, v| s.probes = v.parse().unwrap_or(0));
    let probes = choice("Follow-up probes", "probes", probes, form.is(|s| s.probes.to_string()), set);
    let times = REPLY.map(|s| (s.to_string(), format!("{s} s"))).into();
    let time = form.is(|s| s.probe_time.unwrap_or(PROBE_TIME).0.to_string());
    let set = form.change(|s, v| s.probe_time = v.parse().ok().map(Seconds));
    el("div").class("stack").child(probes).child(choice("Time for each probe", "reply", times, time, set))
}

fn face(form: Form) -> El {
    let faces = FACES.map(|(id, label, _)| (id.to_string(), label.to_string())).into();
    let chosen = form.is(|s| {
        let face = s.face.unwrap_or_default();
        FACES.iter().find(|(.., is)| *is == face).map(|(id, ..)| (*id).to_string()).unwrap_or_default()
    });
    let set = form.change(|s, v| s.face = FACES.iter().find(|(id, ..)| *id == v).map(|(.., face)| *face));
    choice("Clock", "clock", faces, chosen, set)
}

fn hints(form: Form) -> El {
    let options = vec![("on".into(), "On demand".into()), ("off".into(), "Not at all".into())];
    let chosen = form.is(|s| if s.hints == Some(false) { "off".into() } else { "on".into() });
    choice("Hints", "hints", options, chosen, form.change(|s, v| s.hints = Some(v == "on")))
}

fn stretch(form: Form) -> El {
    let options = STRETCHES.map(|(percent, label)| (percent.to_string(), label.to_string())).into();
    let chosen = form.is(|s| s.stretch.unwrap_or(100).to_string());
    let set = form.change(|s, v| s.stretch = v.parse().ok());
    let note = "For thinking, answer and probes alike. No link carries it.";
    el("div").class("stack-s").child(choice("All times", "stretch", options, chosen, set)).child(text(
        "p",
        "small muted",
        note,
    ))
}

fn meters(form: Form) -> El {
    let options = vec![(String::new(), "Hidden".into()), ("on".into(), "Shown".into())];
    let on = form.is(|s| if s.meters == Some(true) { "on".into() } else { String::new() });
    let set = form.change(|s, v| s.meters = Some(!v.is_empty()));
    let note = "Parts, seconds and signals found so far. In an interview nobody shows you these.";
    el("div").class("stack-s").child(choice("Meters while I write", "meters", options, on, set)).child(text(
        "p",
        "small muted",
        note,
    ))
}
