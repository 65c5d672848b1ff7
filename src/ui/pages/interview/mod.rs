//! A running interview: think, answer, be probed, against a clock that only informs.

mod rate;
mod speaking;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::super::clock;
use super::super::components::{loaded, page_head, strip};
use super::super::el::{El, all, button, el, link, live, nothing, text};
use super::super::format;
use super::super::library::Load;
use super::super::page;
use super::super::route::{MockLink, Route};
use super::super::scorer::Scorer;
use super::super::state::{AppState, use_app};
use super::meters::{self, Meter};
use crate::domain::competency::Competency;
use crate::domain::interview::{Event, Interview, Mode, Remaining, Setup, Stage};
use crate::domain::recording::Piece;
use crate::domain::time::{Seconds, Timestamp};
use crate::scoring;
use crate::scoring::report::Rating;
use speaking::Speaking;

/// A draft is written this long after the first key that is not in it yet.
const DRAFT_AFTER: Duration = Duration::from_millis(1000);

/// How long hands have to rest, in milliseconds, before the words are read: longer than between two keys.
const REST: i64 = 350;
/// How long a report that is drawn ahead stays: until it surely is drawn.
const AHEAD_FOR: Duration = Duration::from_millis(500);

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
    let interview = RwSignal::new(interview);
    let now = clock::ticking(Duration::from_millis(250));
    let running = Room {
        app,
        interview,
        now,
        speaking: Speaking::new(app, interview, now),
        reader,
        is_over: RwSignal::new(false),
        is_unsaved: RwSignal::new(false),
        is_ahead: RwSignal::new(false),
        is_resting: RwSignal::new(false),
        typed_at: RwSignal::new(clock::now()),
        meter: RwSignal::new(Meter::default()),
    };
    // Leaving the page in any way keeps what was written.
    let hidden = window_event_listener_untyped("pagehide", move |_| running.save());
    let shown = window_event_listener_untyped("visibilitychange", move |_| running.save());
    on_cleanup(move || {
        hidden.remove();
        shown.remove();
        running.save();
    });
    loaded(loading, move |competency| running.view(competency))
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
    now: RwSignal<Timestamp>,
    reader: Load<Scorer>,
    /// Whether it was given up, or is kept as an attempt: then no draft is kept any more.
    is_over: RwSignal<bool>,
    /// Whether a timer will write what is not in the draft yet.
    is_unsaved: RwSignal<bool>,
    /// Whether a report is drawn ahead, see [`Room::ahead`].
    is_ahead: RwSignal<bool>,
    /// Whether a timer waits for the hands to rest.
    is_resting: RwSignal<bool>,
    /// When the last key was pressed.
    typed_at: RwSignal<Timestamp>,
    meter: RwSignal<Meter>,
    speaking: Speaking,
}

impl Room {
    /// Goes on by `event`: to the report where that was the last stage, and what reads the answer is here.
    fn apply(self, event: Event, c: &Competency) {
        if matches!(event, Event::Finish(_) | Event::Next) {
            self.speaking.conclude();
        }
        let next = self.interview.get_untracked().apply(event, clock::now());
        match untrack(|| self.reader.ready()) {
            Some(reader) if next.stage == Stage::Done => self.close(&next, &reader, c),
            _ => {
                self.interview.set(next);
                self.save();
            }
        }
    }

    fn typed(self, text: String, c: &Arc<Competency>) {
        let now = clock::now();
        self.interview.update(|interview| *interview = interview.clone().apply(Event::Type(text), now));
        if !self.is_unsaved.get_untracked() {
            self.is_unsaved.set(true);
            set_timeout(move || self.save(), DRAFT_AFTER);
        }
        self.typed_at.set(now);
        if !self.is_resting.get_untracked() {
            self.is_resting.set(true);
            self.wait(c.clone(), self.rest());
        }
    }

    /// Reads the words so far once the hands have rested and the browser has nothing better to do: never while
    /// somebody types. What is read then is at hand when the answer is finished.
    fn wait(self, c: Arc<Competency>, millis: i64) {
        let wait = Duration::from_millis(millis.max(0) as u64);
        let rested = move || {
            // The room may be gone by then.
            let Some(typed_at) = self.typed_at.try_get_untracked() else { return };
            let left = self.rest() - clock::now().since(typed_at);
            if left > 0 {
                self.wait(c, left);
            } else {
                self.is_resting.set(false);
                request_idle_callback(move || self.read(&c));
            }
        };
        set_timeout(rested, wait);
    }

    /// How long hands have to rest before the words are read, in milliseconds: longer where reading is slow.
    fn rest(self) -> i64 {
        (REST + self.meter.with_untracked(|meter| meter.took) * 20).min(REST * 8)
    }

    fn read(self, c: &Competency) {
        let Some(interview) = self.interview.try_get_untracked() else { return };
        let Some(reader) = untrack(|| self.reader.ready()) else { return };
        let from = clock::now();
        let reading = reader.read(interview.text(from));
        if interview.setup.meters == Some(true) && interview.stage_at(from) == Stage::Answer {
            let pace = self.app.keeper.with_untracked(|k| k.progress().settings().pace);
            let meter = Meter::new(&reading, &interview.answer, pace, c);
            if !self.meter.read_untracked().shows_as(&meter) {
                self.meter.set(meter);
            }
        }
        let took = clock::now().since(from);
        let _ = self.meter.try_update_untracked(|meter| meter.took = took);
    }

    fn save(self) {
        // The room may be gone when a late timer or a leaving page calls.
        self.is_unsaved.try_set(false);
        if self.is_over.try_get_untracked() == Some(false)
            && let Some(interview) = self.interview.try_get_untracked()
        {
            self.app.save_draft(&interview);
        }
    }

    /// The report of a sample, where nobody sees it, until it is drawn: when the answer is finished, the browser has
    /// compiled what makes a report, and has its fonts. It is drawn before anything is written.
    fn ahead(self, c: Arc<Competency>) -> El {
        let competency = c.clone();
        Effect::new(move || {
            if self.reader.ready().is_none() {
                return;
            }
            let competency = competency.clone();
            request_idle_callback(move || {
                self.is_ahead.try_set(true);
                let competency = competency.clone();
                let drawn = move || {
                    self.is_ahead.try_set(false);
                    // A mock that was resumed has words already.
                    self.read(&competency);
                };
                set_timeout(drawn, AHEAD_FOR);
            });
        });
        let ahead = move || {
            let reader = self.is_ahead.get().then(|| untrack(|| self.reader.ready())).flatten();
            let mut interview = self.interview.read_untracked().clone();
            // Words that have something of everything in them: what was said badly, and the same said well.
            let said = c.flags.iter().flat_map(|flag| [&flag.example.text, &flag.mended.text]);
            interview.answer = said.map(String::as_str).collect::<Vec<_>>().join(" ");
            interview.stage = Stage::Answer;
            let over = interview.apply(Event::Finish(Vec::new()), clock::now());
            match (reader, over.attempt(None, 0)) {
                (Some(reader), Some(attempt)) => super::report::ahead(self.app, c.clone(), *reader, attempt),
                _ => nothing(),
            }
        };
        el("div").class("ahead").attr("inert", "").live(ahead)
    }

    /// Chooses the probes by what the answer left open, and goes on to them.
    fn finish(self, c: &Competency) {
        let interview = self.interview.get_untracked();
        let probes = match untrack(|| self.reader.ready()) {
            Some(reader) => {
                let reading = reader.read(&interview.answer);
                let Setup { level, lens, probes, .. } = &interview.setup;
                let asked = scoring::probes(&reading, c, level, lens.as_deref(), usize::from(*probes));
                asked.into_iter().map(|asked| asked.probe.id.clone()).collect()
            }
            // Without rules nothing tells which probe fits best: the competency's own order then.
            None => c.probes.iter().take(usize::from(interview.setup.probes)).map(|p| p.id.clone()).collect(),
        };
        self.apply(Event::Finish(probes), c);
    }

    fn view(self, c: Arc<Competency>) -> El {
        // Where the competency had to be loaded, there was no heading to arrive at.
        page::arrive(false);
        let stage = Memo::new(move |_| self.interview.read().stage_at(self.now.get()));
        let mode = Memo::new(move |_| self.interview.read().mode);
        let competency = c.clone();
        let question = move || {
            let interview = self.interview.read();
            let probe = match stage.get() {
                Stage::Probe(n) => {
                    interview.probes.get(usize::from(n)).and_then(|p| competency.probe(&p.probe))
                }
                _ => None,
            };
            let asked = probe.map(|p| p.wording(interview.turn()).to_string());
            asked
                .or_else(|| competency.question(&interview.setup.question).map(|q| q.text.clone()))
                .unwrap_or_default()
        };
        let eyebrow = move || {
            let probes = self.interview.read().probes.len();
            match stage.get() {
                Stage::Think => "Think first".to_string(),
                Stage::Answer => "Your answer".to_string(),
                Stage::Probe(n) => format!("Probe {} of {probes}", n + 1),
                Stage::Transcript | Stage::ReplyTranscript(_) => "Write it down".to_string(),
                Stage::Rate => "How did it go?".to_string(),
                Stage::Done => "Reading your answer".to_string(),
            }
        };
        Effect::new(move |before: Option<Stage>| {
            let stage = stage.get();
            if before.is_some_and(|before| before != stage) {
                // Where there is something to write, writing can begin at once; the question describes the field.
                let writes =
                    matches!(stage, Stage::Answer | Stage::Probe(_)) && mode.get_untracked() == Mode::Written;
                page::arrive_at(if writes { "field" } else { "asked" });
            }
            stage
        });
        let competency = c.clone();
        Effect::new(move || {
            if stage.get() == Stage::Done
                && let Some(reader) = self.reader.ready()
            {
                self.close(&self.interview.get_untracked(), &reader, &competency);
            }
        });
        let asked = el("h1").attr("tabindex", "-1").attr("id", "asked").class("asked").live_text(question);
        let head =
            el("header").class("page-head").child(el("p").class("eyebrow").live_text(eyebrow)).child(asked);
        let ahead = self.ahead(c.clone());
        el("div")
            .class("room")
            .child(head)
            .child(self.clock(c.clone(), stage))
            // Follows stage and mode alone: the text field must stay while somebody types in it.
            .live(move || self.stage(c.clone(), stage.get(), mode.get()))
            .child(ahead)
    }

    fn clock(self, c: Arc<Competency>, stage: Memo<Stage>) -> El {
        let remaining = move || self.interview.read().remaining(self.now.get());
        let figure = move || match remaining() {
            Remaining::Left(seconds) => format::clock(seconds),
            Remaining::Over(seconds) => format!("+{}", format::clock(seconds)),
            Remaining::Unlimited => format::clock(self.elapsed()),
        };
        let words = move || match remaining() {
            Remaining::Left(_) => "left".to_string(),
            Remaining::Over(_) => "over, go on".to_string(),
            Remaining::Unlimited => "so far".to_string(),
        };
        let class = move || {
            let is_over = matches!(remaining(), Remaining::Over(_));
            Some(if is_over { "clock over" } else { "clock" }.to_string())
        };
        let said = move || match self.interview.read().milestone(self.now.get()) {
            Some(Seconds(0)) => "Time is up. Take the time you need.".to_string(),
            Some(left) => format!("{} left", format::spoken(left)),
            None => String::new(),
        };
        let shown = move || {
            let stage = stage.get();
            if stage == Stage::Done {
                return nothing();
            }
            let clock = el("div")
                .live_attr("class", class)
                .attr("role", "timer")
                .attr("aria-live", "off")
                .child(el("span").class("figure").live_text(figure))
                .child(el("span").class("muted").live_text(words));
            let track = if stage == Stage::Answer { self.track(&c) } else { nothing() };
            all([clock, track])
        };
        let status = el("p").class("visually-hidden").attr("role", "status").live_text(said);
        all([live(shown), status])
    }

    fn elapsed(self) -> Seconds {
        self.interview.read().elapsed(self.now.get())
    }

    /// The budgets of the story's parts along the time, with a hand where one is.
    fn track(self, c: &Competency) -> El {
        let Some(total) = self.interview.read_untracked().setup.total else { return nothing() };
        let budget = c.depth.budget(total);
        let strip = strip(&[
            ("part s", "Situation + task", budget.setup),
            ("part a", "Action", budget.action),
            ("part r", "Result", budget.result),
        ]);
        let hand = move || format!("{}%", (self.elapsed().0 * 100 / total.0.max(1)).min(100));
        el("div")
            .class("track")
            .attr("aria-hidden", "true")
            .child(strip)
            .child(el("span").class("hand").live_style("left", hand))
    }

    fn stage(self, c: Arc<Competency>, stage: Stage, mode: Mode) -> El {
        match stage {
            Stage::Think => {
                let hint = "Pick one story. Who was hurt, what did you see that nobody had given you, what did you change, which number moved?";
                let begin = button("button big", "Start answering", move || self.apply(Event::Begin, &c));
                el("div")
                    .class("stack")
                    .child(text("p", "muted measure", hint))
                    .child(self.speaking.before())
                    .child(self.ways(begin))
            }
            Stage::Answer => {
                let competency = c.clone();
                let done = button("button big", "Finish the answer", move || self.finish(&competency));
                if mode == Mode::Spoken {
                    return speaking::speak(self, done);
                }
                let setup = self.interview.with_untracked(|i| i.setup.clone());
                let meters =
                    (setup.meters == Some(true)).then(|| meters::view(c.clone(), self.meter, setup.total));
                self.writing(c, "Your answer, as you would say it", done)
                    .children(meters)
                    .child(speaking::speak_instead(self))
            }
            Stage::Transcript => {
                let competency = c.clone();
                let done = button("button big", "Go on", move || self.finish(&competency));
                speaking::write_down(self, c, Piece::Answer, done)
            }
            Stage::ReplyTranscript(n) => {
                let competency = c.clone();
                let done = button("button big", "Next", move || self.apply(Event::Next, &competency));
                speaking::write_down(self, c, Piece::Reply(n), done)
            }
            Stage::Rate => rate::view(self, c),
            Stage::Probe(_) => {
                let competency = c.clone();
                let done = button("button big", "Next", move || self.apply(Event::Next, &competency));
                if mode == Mode::Spoken {
                    return speaking::speak(self, done);
                }
                self.writing(c, "Your reply", done).child(speaking::speak_instead(self))
            }
            // Goes on by itself once the scorer is there.
            Stage::Done => loaded(self.reader, |_| text("p", "muted", "A moment.")),
        }
    }

    fn writing(self, c: Arc<Competency>, label: &'static str, done: El) -> El {
        let written = self.interview.with_untracked(|i| i.text(clock::now()).to_string());
        let field = el("textarea")
            .attr("id", "field")
            .attr("aria-describedby", "asked")
            .value(written)
            .on_input(move |text| self.typed(text, &c));
        let kept = move || {
            let interview = self.interview.read();
            let written = interview.text(clock::now());
            // Counted as far as it is read: somebody may paste a book.
            let words = scoring::within(written).split_whitespace().count();
            let words = format::count(words as u32, "word");
            let so_far = if scoring::is_cut(written) {
                ["the first ", &words, " will be read"].concat()
            } else {
                words
            };
            format!("{so_far} · kept on this device as you type")
        };
        let foot = el("div")
            .class("row apart")
            .child(self.ways(done))
            .child(el("p").class("small muted number").live_text(kept));
        el("div")
            .class("stack")
            .child(el("label").class("field").child(text("span", "", label)).child(field))
            .child(foot)
    }

    /// The ways on: what the stage leads to, or giving up, which is asked back.
    fn ways(self, on: El) -> El {
        let asked = RwSignal::new(false);
        let leave = move || {
            self.is_over.set(true);
            self.interview.with_untracked(|interview| {
                self.speaking.throw_away(interview);
                self.app.drop_draft(&interview.id);
            });
            self.app.go(Route::Home);
        };
        let give_up = move || {
            if !asked.get() {
                return button("button quiet", "Give up", move || asked.set(true));
            }
            el("span")
                .class("row")
                .child(text("span", "small", "Throw this mock away?"))
                .child(button("button danger", "Yes, throw it away", leave))
                .child(button("button quiet", "No, go on", move || asked.set(false)))
        };
        el("div").class("row").child(on).live(give_up)
    }

    /// Keeps the attempt with its score, and goes to its report.
    fn close(self, interview: &Interview, reader: &Scorer, c: &Competency) {
        let score = match scoring::rate(&reader.read(&interview.answer), c, &interview.setup.level) {
            Rating::TooLittle => None,
            Rating::Rated { value, .. } => Some(value),
        };
        let pace = self.app.keeper.with_untracked(|k| k.progress().settings().pace);
        if let Some(attempt) = interview.attempt(score, pace) {
            self.is_over.set(true);
            let route = Route::Report { attempt: attempt.id.clone() };
            self.app.keep_attempt(attempt);
            self.app.go(route);
        }
    }
}
