//! Single keys that act. They are ignored where somebody types, and can be turned off (WCAG 2.1.4).

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// The chord of [`on_chord`] as buttons name it.
pub const CHORD: &str = "Alt+Enter";

/// Calls `act` when Alt and Enter are pressed together, while somebody types too, until the owner goes: no browser or
/// screen reader means anything else by it. It is no single key, and stays where those are turned off.
pub fn on_chord(act: impl Fn() + 'static) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let is_alone = !event.ctrl_key() && !event.meta_key() && !event.shift_key();
        if event.key() == "Enter" && event.alt_key() && is_alone && !event.is_composing() {
            event.prevent_default();
            if !event.repeat() {
                act();
            }
        }
    });
    on_cleanup(move || handle.remove());
}

/// Calls `on_key` with each key pressed outside of text fields and without modifiers, until the owner goes.
/// It says whether it took the key; a key taken does nothing else.
pub fn listen(on_key: impl Fn(&str) -> bool + 'static) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key()
            || event.meta_key()
            || event.alt_key()
            || event.is_composing()
            || event.default_prevented()
        {
            return;
        }
        let key = event.key();
        let element = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        let tag = element.map(|e| e.tag_name().to_ascii_lowercase()).unwrap_or_default();
        let typing = matches!(tag.as_str(), "input" | "textarea" | "select");
        // Space and Enter belong to the button, link or summary that has the focus.
        let pressing =
            matches!(key.as_str(), " " | "Enter") && matches!(tag.as_str(), "button" | "a" | "summary");
        if !typing && !pressing && on_key(&key) {
            event.prevent_default();
        }
    });
    on_cleanup(move || handle.remove());
}
