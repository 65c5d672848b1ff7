//! Dictation, only where the browser does it on this device.
//!
//! What a browser offers says little about what it does: so nothing here is waited for longer than [`PATIENCE`], and
//! nothing else waits for what is here. Recognition that might go through somebody's server is never started.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::clock;

/// How long the browser has to answer, in milliseconds.
const PATIENCE: i32 = 3_000;
/// The language that the rules read.
const LANGUAGE: &str = "en-US";
/// Present where recognition can be kept on the device.
const LOCALLY: &str = "processLocally";

/// Where dictation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// This browser has none on the device, or does not say in time.
    None,
    /// The browser is asked.
    Asked,
    /// It could fetch the language.
    Fetchable,
    /// It fetches the language.
    Fetching,
    /// It did not fetch the language.
    NotFetched,
    /// It can begin.
    Ready,
    /// It was told to begin.
    Begins,
    /// It writes down what it hears.
    Writes,
    /// It did not begin, or ended by itself. What it wrote until then stays.
    Stopped,
}

/// Writes down what is said, until the owner goes.
#[derive(Clone, Copy)]
pub struct Dictation {
    /// Where it stands.
    pub stand: RwSignal<Stand>,
    /// What it has heard and may still change.
    hearing: StoredValue<String>,
    /// Whether it wrote anything since it began.
    has_written: StoredValue<bool>,
    /// What takes the words that it is sure of.
    write: Callback<String>,
    recognition: StoredValue<Option<JsValue>, LocalStorage>,
    /// Which beginning this is: what an earlier one still says is not heard.
    turn: StoredValue<u32>,
}

impl Dictation {
    /// Dictation that hands its words to `write`.
    pub fn new(write: Callback<String>) -> Dictation {
        let dictation = Dictation {
            stand: RwSignal::new(Stand::None),
            hearing: StoredValue::new(String::new()),
            has_written: StoredValue::new(false),
            write,
            recognition: StoredValue::new_local(None),
            turn: StoredValue::new(0),
        };
        on_cleanup(move || dictation.end());
        dictation
    }

    /// Asks the browser whether it can, once.
    pub fn look(self) {
        let Some(class) = class().filter(|_| self.stand.get_untracked() == Stand::None) else { return };
        self.stand.set(Stand::Asked);
        spawn_local(async move {
            let answer = ask(&class, "available").await.and_then(|answer| answer.as_string());
            self.stand.try_set(match answer.as_deref() {
                Some("available") => Stand::Ready,
                Some("downloadable" | "downloading") => Stand::Fetchable,
                _ => Stand::None,
            });
        });
    }

    /// Lets the browser fetch the language. That can take its time, and nobody waits for it.
    pub fn fetch(self) {
        let Some(class) = class() else { return };
        self.stand.set(Stand::Fetching);
        spawn_local(async move {
            let fetched = match call(&class, "install", &options()) {
                Some(fetching) => JsFuture::from(fetching).await.is_ok_and(|done| done.is_truthy()),
                None => false,
            };
            self.stand.try_set(if fetched { Stand::Ready } else { Stand::NotFetched });
        });
    }

    /// Begins to write down what is said.
    pub fn begin(self) {
        self.end();
        self.stand.set(Stand::Begins);
        self.has_written.set_value(false);
        let turn = self.turn.get_value();
        let Some(recognition) = class().and_then(|class| self.start(&class, turn)) else {
            self.stand.set(Stand::Stopped);
            return;
        };
        self.recognition.set_value(Some(recognition));
        let late = move || {
            if self.is_turn(turn) && self.stand.get_untracked() == Stand::Begins {
                self.end();
                self.stand.set(Stand::Stopped);
            }
        };
        set_timeout(late, Duration::from_millis(PATIENCE as u64));
    }

    /// Ends it; [`Dictation::begin`] begins anew. It is not waited for: some browsers never say that they have ended.
    pub fn end(self) {
        let hearing = self.hearing.try_update_value(std::mem::take).unwrap_or_default();
        if !hearing.is_empty() {
            self.write.run(hearing);
        }
        self.turn.try_update_value(|turn| *turn += 1);
        if let Some(Some(recognition)) = self.recognition.try_update_value(Option::take) {
            // OK because what is over needs no end.
            let _ = method(&recognition, "abort").and_then(|abort| abort.call0(&recognition).ok());
        }
        if matches!(self.stand.try_get_untracked(), Some(Stand::Begins | Stand::Writes)) {
            self.stand.set(Stand::Ready);
        }
    }

    fn is_turn(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn start(self, class: &Function, turn: u32) -> Option<JsValue> {
        let recognition = Reflect::construct(class, &Array::new()).ok()?;
        for (name, value) in [
            (LOCALLY, JsValue::TRUE),
            ("continuous", JsValue::TRUE),
            ("interimResults", JsValue::TRUE),
            ("lang", LANGUAGE.into()),
        ] {
            Reflect::set(&recognition, &name.into(), &value).ok()?;
        }
        // Whatever the browser says of itself: what does not stay on the device is not begun.
        if !Reflect::get(&recognition, &LOCALLY.into()).ok()?.is_truthy() {
            return None;
        }
        let writes = move |_| self.stand.set(Stand::Writes);
        // Browsers end it by themselves where nothing is said for a while: then it begins anew, unless it had
        // nothing to show for it.
        let over = move |_| {
            self.end();
            if self.has_written.get_value() { self.begin() } else { self.stand.set(Stand::Stopped) }
        };
        self.on(&recognition, "onstart", turn, writes)?;
        self.on(&recognition, "onresult", turn, move |event| self.hear(&event))?;
        self.on(&recognition, "onerror", turn, over)?;
        self.on(&recognition, "onend", turn, over)?;
        method(&recognition, "start")?.call0(&recognition).ok()?;
        Some(recognition)
    }

    fn on(
        self,
        recognition: &JsValue,
        event: &str,
        turn: u32,
        act: impl Fn(web_sys::Event) + 'static,
    ) -> Option<()> {
        let act: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| {
            if self.is_turn(turn) {
                act(event);
            }
        });
        Reflect::set(recognition, &event.into(), &Closure::wrap(act).into_js_value()).ok().map(drop)
    }

    /// Takes what an event brings: words it is sure of are written down, the others shown.
    fn hear(self, event: &web_sys::Event) {
        let number = |of: &JsValue, name: &str| {
            Reflect::get(of, &name.into()).ok().and_then(|number| number.as_f64()).unwrap_or_default() as u32
        };
        let Ok(results) = Reflect::get(event, &"results".into()) else { return };
        let mut hearing = String::new();
        for at in number(event, "resultIndex")..number(&results, "length") {
            let Ok(result) = Reflect::get_u32(&results, at) else { continue };
            let best =
                Reflect::get_u32(&result, 0).and_then(|best| Reflect::get(&best, &"transcript".into()));
            let words = best.ok().and_then(|words| words.as_string()).unwrap_or_default();
            if Reflect::get(&result, &"isFinal".into()).is_ok_and(|is_final| is_final.is_truthy()) {
                self.has_written.set_value(true);
                self.write.run(words);
            } else {
                hearing.push_str(&words);
            }
        }
        self.hearing.set_value(hearing);
    }
}

/// The browser's class, where it can be told to keep what it hears on the device.
fn class() -> Option<Function> {
    let class: Function = Reflect::get(&window(), &"SpeechRecognition".into()).ok()?.dyn_into().ok()?;
    let prototype = Reflect::get(&class, &"prototype".into()).ok()?;
    let can = Reflect::has(&prototype, &LOCALLY.into()).ok()? && method(&class, "available").is_some();
    can.then_some(class)
}

/// What its static methods are told: the language, and that it stays on the device.
fn options() -> JsValue {
    let options = Object::new();
    // OK because a new object takes every property.
    let _ = Reflect::set(&options, &"langs".into(), &Array::of1(&LANGUAGE.into()));
    let _ = Reflect::set(&options, &LOCALLY.into(), &JsValue::TRUE);
    options.into()
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}

fn call(class: &Function, name: &str, options: &JsValue) -> Option<Promise> {
    method(class, name)?.call1(class, options).ok()?.dyn_into().ok()
}

/// What a static method answers; `None` where it fails, or does not answer in time.
async fn ask(class: &Function, name: &str) -> Option<JsValue> {
    let asked = call(class, name, &options())?;
    let patience = wasm_bindgen_futures::future_to_promise(async {
        clock::wait(PATIENCE).await;
        Ok(JsValue::UNDEFINED)
    });
    JsFuture::from(Promise::race(&Array::of2(&asked, &patience))).await.ok()
}
