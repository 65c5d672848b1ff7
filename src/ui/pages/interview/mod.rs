//! A running interview: think, answer, be probed, against a clock that only informs.

mod ahead;
mod course;
mod face;
mod hints;
mod rate;
mod reading;
mod speaking;
mod tabs;
mod track;
mod writing;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use self::speaking::Speaking;
use self::tabs::Hold;
use super::super::clock;
use super::super::components::{loaded, page_head};
use super::super::el::{El, all, button, el, link, nothing, text};
use super::super::library::Load;
use super::super::page;
use super::super::route::{MockLink, Route};
use super::super::scorer::Scorer;
use super::super::state::{AppState, use_app};
use super::meters::Meter;
use crate::domain::competency::Competency;
use crate::domain::interview::{Event, Interview, Mode, Stage};
use crate::domain::recording::Piece;
use crate::domain::time::Timestamp;

/// A draft is written this long after the first key that is not in it yet.
const DRAFT_AFTER: Duration = Duration::from_millis(1000);
/// How often the clock is read.
const TICK: Duration = Duration::from_millis(250);

/// The interview with this id, as far as it has come.
pub(in crate::ui) fn running(id: String) -> El {
    let app = use_app();
    let draft = untrack(|| app.drafts()).into_iter().find(|draft| draft.id == id);
    let Some(interview) = draft else {
        let kept = app.keeper.with_untracked(|k| k.progress().attempt(&id).is_some());
        return gone(kept.then_some(Route::Report { attempt: id }));
    };
    let Some(entry) = app.library.entry(&interview.setup.competency) else { return super::nowhere() };
    let loading = app.library.competency(&entry.id);
    let reader = app.library.reader(&entry.id);
    let known = RwSignal::new(interview.clone());
    let interview = RwSignal::new(interview);
    let now = clock::ticking(TICK);
    let hold = RwSignal::new(Hold::Here);
    let room = Room {
        app,
        known,
        interview,
        now,
        anchor: RwSignal::new(clock::Anchor::drop()),
        reader,
        is_over: RwSignal::new(false),
        hold,
        renewed: RwSignal::new(()),
        is_unsaved: RwSignal::new(false),
        is_ahead: RwSignal::new(false),
        is_resting: RwSignal::new(false),
        typed_at: RwSignal::new(clock::now()),
        meter: RwSignal::new(Meter::default()),
        speaking: Speaking::new(app, interview, now, hold),
    };
    room.keep_up();
    loaded(loading, move |competency| room.view(competency))
}

fn gone(report: Option<Route>) -> El {
    let (lead, route, label) = match report {
        Some(report) => ("It is finished, and its report is kept.", report, "See the report"),
        None => (
            "It was given up, or it runs in another browser: a mock stays on the device it began on.",
            Route::Mock(MockLink::default()),
            "Set up a new one",
        ),
    };
    all([
        page_head("Mock interview", "This mock is not running here", lead),
        el("p").child(link("button", &route.href(), label)),
    ])
}

#[derive(Clone, Copy)]
struct Room {
    app: AppState,
    interview: RwSignal<Interview>,
    /// The draft as this tab read or wrote it last.
    known: RwSignal<Interview>,
    now: RwSignal<Timestamp>,
    /// Both clocks as they were read last.
    anchor: RwSignal<clock::Anchor>,
    reader: Load<Scorer>,
    /// Whether it was given up, or is kept as an attempt: then no draft is kept any more.
    is_over: RwSignal<bool>,
    /// Whether this tab is the one in which it goes on.
    hold: RwSignal<Hold>,
    /// Notified when the words were read again from the draft.
    renewed: RwSignal<()>,
    /// Whether a timer will write what is not in the draft yet.
    is_unsaved: RwSignal<bool>,
    /// Whether a report is drawn ahead, see [`Room::ahead`].
    is_ahead: RwSignal<bool>,
    /// Whether a timer waits for the hands to rest.
    is_resting: RwSignal<bool>,
    /// When the last key was pressed.
    typed_at: RwSignal<Timestamp>,
    meter: RwSignal<Meter>,
    /// What listens, where the mock is spoken.
    speaking: Speaking,
}

impl Room {
    /// Writes what is not written yet when the page is left in any way, and follows the clock and the other tabs.
    fn keep_up(self) {
        let save = move || {
            if self.is_unsaved.try_get_untracked() == Some(true) {
                self.save();
            }
        };
        // Another window may be where the mock goes on: what was typed here is there by then.
        let leaving = ["pagehide", "visibilitychange", "blur"]
            .map(|event| window_event_listener_untyped(event, move |_| save()));
        on_cleanup(move || {
            leaving.into_iter().for_each(leptos::leptos_dom::helpers::WindowListenerHandle::remove);
            save();
        });
        Effect::new(move || {
            self.now.track();
            self.moment();
        });
        self.heed_other_tabs();
    }

    /// This moment. Where the clock was set back since it was read last, no time is lost by it.
    fn moment(self) -> Timestamp {
        let now = clock::now();
        if let Some(expected) = self.anchor.get_untracked().had_it_not_been_set() {
            let looked = self.interview.get_untracked().apply(Event::Look, expected);
            self.interview.set(looked.apply(Event::Look, now));
            // By the draft alone, a reload would not know of it.
            self.save();
        }
        self.anchor.set(clock::Anchor::drop());
        now
    }

    /// Goes on by `event`: to what follows the mock where that was its last stage, and what reads the answer is here.
    fn apply(self, event: Event, c: &Competency) {
        if matches!(event, Event::Finish(_) | Event::Next) {
            self.speaking.conclude();
        }
        let now = self.moment();
        let next = self.interview.get_untracked().apply(event, now);
        match untrack(|| self.reader.ready()) {
            Some(reader) if next.stage == Stage::Done => self.close(&next, &reader, c),
            _ => {
                self.interview.set(next);
                self.save();
            }
        }
    }

    /// Takes the text of a field, and sees to it that it is kept soon.
    fn write(self, event: Event) {
        let now = self.moment();
        self.interview.update(|interview| *interview = interview.clone().apply(event, now));
        if !self.is_unsaved.get_untracked() {
            self.is_unsaved.set(true);
            set_timeout(move || self.save(), DRAFT_AFTER);
        }
    }

    fn typed(self, text: String, c: &Arc<Competency>) {
        self.write(Event::Type(text));
        self.rest_after_key(c);
    }

    fn save(self) {
        // The room may be gone when a late timer or a leaving page calls.
        self.is_unsaved.try_set(false);
        if self.is_over.try_get_untracked() == Some(false)
            && self.hold.try_get_untracked() == Some(Hold::Here)
            && let Some(interview) = self.interview.try_get_untracked()
        {
            self.app.save_draft(&interview);
            self.known.set(interview);
        }
    }

    fn view(self, c: Arc<Competency>) -> El {
        // Where the competency had to be loaded, there was no heading to arrive at.
        page::arrive(false);
        let stage = Memo::new(move |_| self.interview.read().stage_at(self.now.get()));
        let mode = Memo::new(move |_| self.interview.read().mode);
        Effect::new(move |before: Option<Stage>| {
            let stage = stage.get();
            if before.is_some_and(|before| before != stage) {
                // Where there is something to write, writing can begin at once; the question describes the field.
                let is_written = mode.get_untracked() == Mode::Written;
                page::arrive_at(if is_written && matches!(stage, Stage::Answer | Stage::Probe(_)) {
                    "field"
                } else {
                    "asked"
                });
            }
            stage
        });
        let competency = c.clone();
        Effect::new(move || {
            if stage.get() == Stage::Done
                && self.hold.get() == Hold::Here
                && let Some(reader) = self.reader.ready()
            {
                self.close(&self.interview.get_untracked(), &reader, &competency);
            }
        });
        let ahead = self.ahead(c.clone(), stage);
        let same = c.clone();
        let room = el("div")
            .class("room-body")
            .live_prop("hidden", move || self.hold.get() != Hold::Here)
            .child(self.face(stage))
            // Follows stage and mode alone: the text field must stay while somebody types in it.
            .live(move || {
                self.renewed.track();
                let (stage, mode) = (stage.get(), mode.get());
                untrack(|| self.stage(same.clone(), stage, mode))
            });
        el("div")
            .class("room")
            .child(self.head(c, stage))
            .live(move || self.held_elsewhere())
            .child(room)
            .child(ahead)
    }

    /// What is asked, and where in the mock one is.
    fn head(self, c: Arc<Competency>, stage: Memo<Stage>) -> El {
        let probes = Memo::new(move |_| self.interview.read().probes.len());
        let question = move || {
            // What is asked changes with the stage alone.
            let stage = stage.get();
            probes.track();
            let interview = self.interview.read_untracked();
            let probe = match stage {
                Stage::Probe(n) | Stage::ReplyTranscript(n) => {
                    interview.probes.get(usize::from(n)).and_then(|p| c.probe(&p.probe))
                }
                _ => None,
            };
            let asked = probe.map(|p| p.wording(interview.turn()).to_string());
            asked
                .or_else(|| c.question(&interview.setup.question).map(|q| q.text.clone()))
                .unwrap_or_default()
        };
        let eyebrow = move || match stage.get() {
            Stage::Think => "Think first".to_string(),
            Stage::Answer => "Your answer".to_string(),
            Stage::Probe(n) => format!("Probe {} of {}", n + 1, probes.get()),
            Stage::Transcript | Stage::ReplyTranscript(_) => "Write it down".to_string(),
            Stage::Rate => "How did it go?".to_string(),
            Stage::Done => "Reading your answer".to_string(),
        };
        let asked = el("h1").attr("tabindex", "-1").attr("id", "asked").class("asked").live_text(question);
        let eyebrows = el("div")
            .class("row apart eyebrows")
            .child(el("p").class("eyebrow").live_text(eyebrow))
            .children(self.place_in_course());
        el("header").class("page-head").child(eyebrows).child(asked)
    }

    fn stage(self, c: Arc<Competency>, stage: Stage, mode: Mode) -> El {
        match stage {
            Stage::Think => self.thinking(c),
            Stage::Answer if mode == Mode::Spoken => self.speaking(c),
            Stage::Answer => self.answering(c).child(self.speak_instead()),
            Stage::Transcript => {
                let competency = c.clone();
                let done = button("button big", "Go on", move || self.finish(&competency));
                self.write_down(c, Piece::Answer, done)
            }
            Stage::Rate => rate::view(self, c),
            Stage::Probe(_) | Stage::ReplyTranscript(_) => {
                let competency = c.clone();
                let done = button("button big", "Next", move || self.apply(Event::Next, &competency));
                match (stage, mode) {
                    (Stage::ReplyTranscript(n), _) => self.write_down(c, Piece::Reply(n), done),
                    (_, Mode::Spoken) => self.speak(c, nothing(), done),
                    (_, Mode::Written) => self
                        .beside(c.clone(), self.writing(c, "Your reply", done))
                        .child(self.speak_instead()),
                }
            }
            // Goes on by itself once the scorer is there.
            Stage::Done => loaded(self.reader, |_| text("p", "muted", "A moment.")),
        }
    }
}
