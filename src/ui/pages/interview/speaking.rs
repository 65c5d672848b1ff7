//! A mock that is spoken: what is recorded when, what one sees meanwhile, and how what was said is written down.

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::super::super::clock;
use super::super::super::components::{foreign, placeholder, player};
use super::super::super::dictation::{Dictation, Stand};
use super::super::super::el::{El, all, button, el, live, nothing, text};
use super::super::super::page;
use super::super::super::playback::{self, Recorded};
use super::super::super::recorder::{Microphone, Recorder, Wanted};
use super::super::super::recordings;
use super::super::super::state::AppState;
use super::{Hold, Room};
use crate::domain::competency::Competency;
use crate::domain::interview::{Event, Interview, Mode, Sound, Stage};
use crate::domain::recording::Piece;
use crate::domain::sound::{self, STEPS};
use crate::domain::time::{Millis, Timestamp};
use crate::scoring::{timing, within};
use crate::storage::StoreError;

/// What a moment of a mock asks of the microphone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    /// Nothing.
    Nothing,
    /// To be at hand.
    Soon,
    /// To record this.
    Record(Piece),
}

impl Need {
    fn of(interview: &Interview, now: Timestamp) -> Need {
        match interview.stage_at(now) {
            _ if interview.mode != Mode::Spoken => Need::Nothing,
            Stage::Think => Need::Soon,
            Stage::Answer => Need::Record(Piece::Answer),
            Stage::Probe(n) => Need::Record(Piece::Reply(n)),
            Stage::Transcript | Stage::ReplyTranscript(_) | Stage::Rate | Stage::Done => Need::Nothing,
        }
    }
}

/// What is not written down by then is not waited for.
const SETTLED_AFTER: Duration = Duration::from_secs(3);

/// The part of the room that listens.
#[derive(Clone, Copy)]
pub(super) struct Speaking {
    recorder: Recorder,
    dictation: Dictation,
    /// Whether dictation is to write along.
    writes_along: RwSignal<bool>,
}

impl Speaking {
    /// Lets the microphone follow what the interview needs, until the owner goes.
    pub(super) fn new(
        app: AppState,
        interview: RwSignal<Interview>,
        now: RwSignal<Timestamp>,
        hold: RwSignal<Hold>,
    ) -> Speaking {
        let dictation = Dictation::new(Callback::new(move |words: String| write(app, interview, &words)));
        if interview.with_untracked(|interview| interview.mode == Mode::Spoken) {
            // Before there is more of it.
            spawn_local(recordings::sweep(app));
            dictation.look();
        }
        let recorder = Recorder::open();
        let need = Memo::new(move |_| match hold.get() {
            Hold::Here => Need::of(&interview.read(), now.get()),
            // Two tabs would record the same.
            Hold::Elsewhere | Hold::Nowhere => Need::Nothing,
        });
        Effect::new(move || match need.get() {
            Need::Nothing => recorder.release(),
            Need::Soon => recorder.warm(),
            Need::Record(piece) => recorder.record(Wanted {
                attempt: interview.with_untracked(|interview| interview.id.clone()),
                piece,
                lasted: Callback::new(move |()| {
                    let lasted = interview.with_untracked(|interview| interview.lasted(clock::now()));
                    Millis(u32::try_from(lasted).unwrap_or_default())
                }),
            }),
        });
        // Who looks at something else while thinking is not listened to.
        let seen = window_event_listener_untyped("visibilitychange", move |_| {
            if need.get_untracked() == Need::Soon {
                if document().hidden() { recorder.release() } else { recorder.warm() }
            }
        });
        on_cleanup(move || seen.remove());
        let is_paused = Memo::new(move |_| interview.read().paused.is_some());
        Effect::new(move || recorder.hold(is_paused.get()));
        let writes_along = RwSignal::new(false);
        let writes = Memo::new(move |_| {
            writes_along.get() && matches!(need.get(), Need::Record(_)) && !is_paused.get()
        });
        Effect::new(move || if writes.get() { dictation.begin() } else { dictation.end() });
        Speaking { recorder, dictation, writes_along }
    }

    /// Lets dictation write down what it has, before the stage is left to which that belongs.
    pub(super) fn conclude(self) {
        self.dictation.end();
    }

    /// What dictation does, or could do: only where the browser does it on this device.
    fn along(self) -> El {
        let dictation = self.dictation;
        live(move || {
            let (words, way) = match dictation.stand.get() {
                Stand::None | Stand::Asked => return nothing(),
                Stand::Fetchable => (
                    "This browser can write along on this device, once it has fetched its English.",
                    button("button quiet", "Fetch it", move || dictation.fetch()),
                ),
                Stand::Fetching => ("The browser fetches its English. Go on meanwhile.", nothing()),
                Stand::NotFetched => (
                    "The browser did not fetch its English. You write down what you said afterwards.",
                    button("button quiet", "Fetch it again", move || dictation.fetch()),
                ),
                Stand::Ready if self.writes_along.get() => {
                    ("It will write along, on this device.", self.not_along())
                }
                Stand::Ready => (
                    "This browser can write along on this device.",
                    button("button quiet", "Write along", move || self.writes_along.set(true)),
                ),
                Stand::Begins => ("Writing along begins.", self.not_along()),
                Stand::Writes => ("Writing along, on this device.", self.not_along()),
                Stand::Stopped => (
                    "Nothing writes along now. What was written is kept; you write down the rest afterwards.",
                    button("button quiet", "Write along again", move || dictation.begin()),
                ),
            };
            el("div").class("row along").child(text("p", "small", words)).child(way)
        })
    }

    fn not_along(self) -> El {
        button("button quiet", "Don’t write along", move || self.writes_along.set(false))
    }

    /// Throws away what was recorded.
    pub(super) fn throw_away(self, interview: &Interview) {
        self.recorder.release();
        let id = interview.id.clone();
        spawn_local(async move {
            // OK because what is not deleted now is swept later.
            let _ = recordings::delete(&id, None).await;
        });
    }

    /// That the microphone is at hand, or why not: what one should know before one speaks.
    pub(super) fn before(self) -> El {
        let recorder = self.recorder;
        let microphone = live(move || match recorder.microphone.get() {
            Microphone::Off => nothing(),
            Microphone::On => el("div")
                .class("row listening")
                .child(text("p", "", "The microphone is ready. Nothing is recorded yet."))
                .child(level(recorder)),
            _ => self.trouble(),
        });
        all([microphone, self.along()])
    }

    /// That it records, how loud it is; or why it does not.
    fn indicator(self) -> El {
        let recorder = self.recorder;
        live(move || {
            if recorder.microphone.get() != Microphone::On {
                return self.trouble();
            }
            let words = move || {
                let is_held = recorder.is_held.get();
                if is_held { "Paused: nothing is recorded" } else { "Recording" }.to_string()
            };
            let class = move || Some(if recorder.is_held.get() { "rec held" } else { "rec" }.to_string());
            el("div")
                .class("row listening")
                .child(el("p").live_attr("class", class).live_text(words))
                .live(move || if recorder.is_held.get() { nothing() } else { level(recorder) })
        })
    }

    /// What goes wrong with the microphone, and what can be done.
    fn trouble(self) -> El {
        let (what, can_try) = match self.recorder.microphone.get() {
            Microphone::Off | Microphone::On => return nothing(),
            Microphone::Asked => (
                "Your browser asks whether Starling may use the microphone. Speak when you are ready: the clock does not wait for it.",
                false,
            ),
            Microphone::Refused => (
                "The browser does not let Starling use the microphone, so nothing is recorded. Speak all the same, or type. To be recorded, allow the microphone beside the address.",
                true,
            ),
            Microphone::Missing => (
                "No microphone can be used: none is plugged in, or another program has it. Speak all the same, or type.",
                true,
            ),
            Microphone::Lost => (
                "The microphone is gone. What you said until then is kept. Go on speaking all the same, or type.",
                true,
            ),
            Microphone::Unable => {
                ("This browser records no sound. Speak all the same, or type: everything else works.", false)
            }
        };
        let again = can_try
            .then(|| button("button quiet", "Try the microphone again", move || self.recorder.try_again()));
        el("div").class("banner").child(text("p", "", what)).children(again)
    }

    /// What is said aloud of the microphone, and nothing that is said every time.
    fn said(self) -> El {
        let recorder = self.recorder;
        let words = move || {
            match (recorder.trouble.get(), recorder.is_silent.get()) {
                (Some(StoreError::Full), _) => "There is no room left on this device: what you say now can be played until you close this tab. Your words and times are kept.",
                (Some(_), _) => "This browser does not keep the recording: it can be played until you close this tab. Your words and times are kept.",
                (None, true) => "No sound so far. Is it the right microphone?",
                (None, false) => "",
            }
            .to_string()
        };
        el("p").class("small").attr("role", "status").live_text(words)
    }
}

/// Writes words of dictation behind what is written already.
fn write(app: AppState, interview: RwSignal<Interview>, words: &str) {
    let now = clock::now();
    let said = interview.try_update(|interview| {
        let mut text = interview.text(now).to_string();
        let words = words.trim();
        if !text.is_empty() && !text.ends_with(char::is_whitespace) && !words.is_empty() {
            text.push(' ');
        }
        text.push_str(words);
        *interview = interview.clone().apply(Event::Type(text), now);
        interview.clone()
    });
    if let Some(said) = said {
        app.save_draft(&said);
    }
}

/// The pace at which the answer was spoken, if it was and if all of it is written down.
pub(super) fn pace(interview: &Interview) -> Option<u32> {
    let is_spoken = interview.answered == Some(Mode::Spoken);
    let spoken = sound::spoken(interview.sound, interview.answer_spent);
    let words = timing::spoken_words(within(&interview.answer));
    sound::pace(words, spoken).filter(|_| is_spoken)
}

/// How loud it is. Who does not see it is told when there is nothing to hear.
fn level(recorder: Recorder) -> El {
    let steps = (1..=STEPS).map(|step| {
        let is_lit = move || Some(if recorder.level.get() >= step { "on" } else { "" }.to_string());
        el("i").live_attr("class", is_lit)
    });
    el("span").class("level").attr("aria-hidden", "true").children(steps)
}

impl Room {
    /// An answer that is spoken.
    pub(super) fn speaking(self, c: Arc<Competency>) -> El {
        let competency = c.clone();
        let done = button("button big", "Finish the answer", move || self.finish(&competency));
        let track = self.track(&c);
        self.speak(c, track, done)
    }

    /// The screen of an answer, or of a reply, that is spoken: that it is heard, where one is in it, the ways on, and
    /// only then what else is at hand.
    pub(super) fn speak(self, c: Arc<Competency>, track: El, done: El) -> El {
        let type_instead = move || {
            self.switch(Mode::Written);
            page::arrive_at("field");
        };
        let type_instead = button("button quiet", "Type instead", type_instead);
        let ways =
            el("div").class("stack").child(self.ways(all([done, type_instead]))).child(self.speaking.along());
        el("div")
            .class("stack speaking")
            .child(self.speaking.indicator())
            .child(self.speaking.said())
            .child(track)
            .child(self.beside(c, ways))
    }

    /// The way back for whoever meant to speak and types now.
    pub(super) fn speak_instead(self) -> El {
        let meant_to = self.interview.with_untracked(|i| i.setup.mode == Some(Mode::Spoken));
        if !meant_to {
            return nothing();
        }
        let back = move || {
            self.switch(Mode::Spoken);
            page::arrive_at("asked");
        };
        el("div").child(button("button quiet", "Speak instead", back))
    }

    /// That the microphone is at hand, or why not: what one should know before one speaks.
    pub(super) fn microphone_ahead(self) -> El {
        self.speaking.before()
    }

    /// What was said is written down, while one listens to it; `done` ends it.
    pub(super) fn write_down(self, c: Arc<Competency>, piece: Piece, done: El) -> El {
        const NAME: &str = "Recording of what you said";
        let recorded = self.recorded(piece);
        let listen = move || match recorded.get() {
            None => placeholder(),
            Some(Recorded::Nothing) => text("p", "", "Nothing was recorded. Write down what you remember."),
            Some(Recorded::Track(track)) => player(NAME, track, Vec::new(), true),
            Some(Recorded::Foreign(takes)) => foreign(NAME, &takes),
        };
        let hint = "Write what you said, as you said it: type or paste it, or leave it empty. Only written words are read for signals; the recording is kept in any case.";
        all([
            el("div").class("panel stack").live(listen),
            text("p", "muted measure", hint),
            self.writing(c, "What you said", done),
        ])
    }

    /// What was recorded of a piece, once all of it is written down; `None` until then.
    fn recorded(self, piece: Piece) -> RwSignal<Option<Recorded>> {
        let recorded: RwSignal<Option<Recorded>> = RwSignal::new(None);
        let is_late = RwSignal::new(false);
        let late = move || {
            is_late.try_set(true);
        };
        set_timeout(late, SETTLED_AFTER);
        Effect::new(move |was_ready: Option<bool>| {
            let is_ready = self.speaking.recorder.is_settled() || is_late.get();
            if is_ready && was_ready != Some(true) {
                let id = self.interview.with_untracked(|interview| interview.id.clone());
                spawn_local(async move {
                    let ready = playback::ready(&id, piece).await;
                    if let (Recorded::Track(track), Piece::Answer) = (&ready, piece) {
                        self.heard(track.sound);
                    }
                    // Somebody may have gone on meanwhile.
                    if let Some(Some(late)) = recorded.try_set(Some(ready)) {
                        late.drop_files();
                    }
                });
            }
            is_ready || was_ready == Some(true)
        });
        on_cleanup(move || {
            recorded.with_untracked(|recorded| recorded.iter().for_each(Recorded::drop_files));
        });
        recorded
    }

    /// Answers this way from now on. What was said and typed stays.
    fn switch(self, mode: Mode) {
        self.speaking.conclude();
        self.change(Event::Switch(mode));
    }

    /// Keeps what was measured in the sound of the answer.
    fn heard(self, sound: Option<Sound>) {
        let known = self.interview.try_with_untracked(|interview| interview.sound);
        if let Some(sound) = sound.filter(|_| known == Some(None)) {
            self.change(Event::Heard(sound));
        }
    }
}
