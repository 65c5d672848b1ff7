//! A player of a recording: play, go back, slow down, jump.

use js_sys::Function;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::HtmlAudioElement;

use super::super::el::{El, all, button, el, nothing, text};
use super::super::format;
use super::super::playback::Track;
use crate::domain::time::{Millis, Seconds};

/// How far one goes back to hear it once more.
const BACK: f64 = 5.0;
/// How fast it can be played, in percent.
const RATES: [u32; 4] = [75, 100, 125, 150];

#[derive(Clone, Copy)]
struct Player {
    audio: StoredValue<Option<HtmlAudioElement>, LocalStorage>,
    is_playing: RwSignal<bool>,
    at: RwSignal<Seconds>,
}

/// A player of `track`. `jumps` name moments of the track. With
/// `has_keys`, Alt with K or J plays and goes back, also while somebody types.
pub fn player(name: &str, track: Track, jumps: Vec<(String, Millis)>, has_keys: bool) -> El {
    let player = Player {
        audio: StoredValue::new_local(HtmlAudioElement::new_with_src(&track.url).ok()),
        is_playing: RwSignal::new(false),
        at: RwSignal::new(Seconds(0)),
    };
    player.follow();
    let length = Seconds(track.length.0.div_ceil(1000));
    on_cleanup(move || player.with(|audio| drop(audio.pause())));
    if has_keys {
        player.listen();
    }
    let key = |key: &'static str| if has_keys { text("kbd", "", key) } else { nothing() };
    let label = move || if player.is_playing.get() { "Pause" } else { "Play" }.to_string();
    let play = button("button", "", move || player.toggle()).live_text(label).child(key("Alt K"));
    let back = button("button quiet", "Back 5 s", move || player.back()).child(key("Alt J"));
    let (play, back) = if has_keys {
        (play.attr("aria-keyshortcuts", "Alt+K"), back.attr("aria-keyshortcuts", "Alt+J"))
    } else {
        (play, back)
    };
    el("div")
        .class("player")
        .attr("role", "group")
        .attr("aria-label", name)
        .child(el("div").class("row").child(play).child(back).child(player.rates()))
        .child(player.bar(length))
        .child(player.jumps(jumps))
}

/// Takes (their addresses) that this browser may play, and can't make a track of: its own players.
pub fn foreign(name: &str, takes: &[String]) -> El {
    all(takes.iter().map(|url| el("audio").attr("controls", "").attr("src", url).attr("aria-label", name)))
}

impl Player {
    fn with(self, act: impl FnOnce(&HtmlAudioElement)) {
        self.audio.try_with_value(|audio| audio.as_ref().map(act));
    }

    fn toggle(self) {
        self.with(|audio| {
            if audio.paused() {
                if let Ok(playing) = audio.play() {
                    // What keeps it from playing leaves the button as it was.
                    leptos::task::spawn_local(async move {
                        let _ = wasm_bindgen_futures::JsFuture::from(playing).await;
                    });
                }
            } else {
                // OK because what does not play needs no pause.
                let _ = audio.pause();
            }
        });
    }

    fn back(self) {
        self.with(|audio| audio.set_current_time((audio.current_time() - BACK).max(0.0)));
    }

    fn go(self, to: f64) {
        self.with(|audio| audio.set_current_time(to));
    }

    /// Follows what the browser plays, as long as it plays it.
    fn follow(self) {
        let look = move || {
            self.with(|audio| {
                let (is_playing, at) = (!audio.paused(), Seconds(audio.current_time() as u32));
                if self.is_playing.try_get_untracked().is_some_and(|known| known != is_playing) {
                    self.is_playing.set(is_playing);
                }
                if self.at.try_get_untracked().is_some_and(|known| known != at) {
                    self.at.set(at);
                }
            });
        };
        let look: Box<dyn FnMut()> = Box::new(look);
        let look: Function = Closure::wrap(look).into_js_value().unchecked_into();
        self.with(|audio| {
            for event in ["play", "pause", "ended", "timeupdate", "seeked"] {
                // OK because listening fails nowhere.
                let _ = audio.add_event_listener_with_callback(event, &look);
            }
        });
    }

    fn listen(self) {
        let listening = window_event_listener(ev::keydown, move |event| {
            if !event.alt_key() || event.ctrl_key() || event.meta_key() || event.is_composing() {
                return;
            }
            // With Alt, some keyboards write other letters: then the key's place counts.
            match (event.key().to_ascii_lowercase().as_str(), event.code().as_str()) {
                ("k", _) | (_, "KeyK") => self.toggle(),
                ("j", _) | (_, "KeyJ") => self.back(),
                _ => return,
            }
            event.prevent_default();
        });
        on_cleanup(move || listening.remove());
    }

    fn rates(self) -> El {
        let options = RATES.map(|rate| {
            let words = format!("{}.{:02}×", rate / 100, rate % 100);
            let option = text("option", "", &words).attr("value", &rate.to_string());
            if rate == 100 { option.attr("selected", "") } else { option }
        });
        let set = move |rate: String| {
            let rate = rate.parse().unwrap_or(100);
            self.with(|audio| audio.set_playback_rate(f64::from(rate) / 100.0));
        };
        el("select").attr("aria-label", "Speed").on_change(set).children(options)
    }

    fn bar(self, length: Seconds) -> El {
        let told = move || format!("{} of {}", format::clock(self.at.get()), format::clock(length));
        let slider = el("input")
            .attr("type", "range")
            .attr("aria-label", "Place in the recording")
            .attr("min", "0")
            .attr("max", &length.0.to_string())
            .live_value(move || self.at.get().0.to_string())
            .live_attr("aria-valuetext", move || Some(told()))
            .on_input(move |to| self.go(f64::from(to.parse::<u32>().unwrap_or(0))));
        el("div").class("bar-of").child(slider).child(el("span").class("small number").live_text(told))
    }

    fn jumps(self, jumps: Vec<(String, Millis)>) -> El {
        if jumps.is_empty() {
            return nothing();
        }
        let ways = jumps.into_iter().map(|(name, at)| {
            let label = format!("{name} {}", format::clock(Seconds(at.0 / 1000)));
            let go = move || {
                self.go(f64::from(at.0) / 1000.0);
                self.with(|audio| {
                    if audio.paused() {
                        self.toggle();
                    }
                });
            };
            button("button quiet", &label, go)
        });
        el("div")
            .class("row")
            .attr("role", "group")
            .attr("aria-label", "Parts as you marked them")
            .children(ways)
    }
}
