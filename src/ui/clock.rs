//! The clock, and everything that waits for it. No other file reads the time.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::time::{Day, Seconds, Timestamp, UtcOffset};

/// This moment.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// How far local time is ahead of UTC at this moment.
pub fn utc_offset() -> UtcOffset {
    UtcOffset(-(js_sys::Date::new_0().get_timezone_offset() as i32))
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A day as a label has it: `2 Mar`.
pub fn day(day: Day) -> String {
    // Its middle, so that an hour more or less in another season makes no difference.
    let noon = day.begins(utc_offset()).plus(Seconds(8 * 3600));
    let date = js_sys::Date::new(&(noon.0 as f64).into());
    format!("{} {}", date.get_date(), MONTHS.get(date.get_month() as usize).unwrap_or(&""))
}

/// A moment as local date and time: `2 Mar 2026, 20:05`. Written here, because the browser takes 10 ms to
/// get its own formats ready.
pub fn written(at: Timestamp) -> String {
    let date = js_sys::Date::new(&(at.0 as f64).into());
    let month = MONTHS.get(date.get_month() as usize).unwrap_or(&"");
    let (hour, minute) = (date.get_hours(), date.get_minutes());
    format!("{} {month} {}, {hour}:{minute:02}", date.get_date(), date.get_full_year())
}

/// This moment, read again every `period` and whenever the tab is shown again, until the owner goes.
///
/// The interval only re-reads the clock: hidden tabs throttle timers, so nothing may count ticks.
pub fn ticking(period: Duration) -> RwSignal<Timestamp> {
    let moment = RwSignal::new(now());
    if let Ok(interval) = set_interval_with_handle(move || moment.set(now()), period) {
        on_cleanup(move || interval.clear());
    }
    let shown = window_event_listener_untyped("visibilitychange", move |_| moment.set(now()));
    on_cleanup(move || shown.remove());
    moment
}

/// Milliseconds since the page began, by a clock that nobody sets. It may stand still while the device sleeps.
fn steady() -> f64 {
    let performance = js_sys::Reflect::get(&js_sys::global(), &"performance".into()).unwrap_or_default();
    let now = js_sys::Reflect::get(&performance, &"now".into()).unwrap_or_default();
    let read = now.dyn_ref::<js_sys::Function>().and_then(|now| now.call0(&performance).ok());
    read.and_then(|read| read.as_f64()).unwrap_or_default()
}

/// Both clocks as they were read at one moment, to tell later whether the one that shows the time was set back.
#[derive(Clone, Copy)]
pub struct Anchor {
    shown: Timestamp,
    steady: f64,
}

/// What is no more than this, in milliseconds, is how clocks are kept right, not set.
const SLACK: i64 = 100;

impl Anchor {
    /// Both clocks at this moment.
    pub fn drop() -> Anchor {
        Anchor { shown: now(), steady: steady() }
    }

    /// What the clock would show at this moment, had it not been set back since; `None` where it was not. One that
    /// was set forward can't be told from a device that slept.
    pub fn had_it_not_been_set(self) -> Option<Timestamp> {
        let passed = (steady() - self.steady).max(0.0) as i64;
        let expected = Timestamp(self.shown.0 + passed);
        (expected.since(now()) > SLACK).then_some(expected)
    }
}

/// Calls `act` once what `watch` reads has not changed for a while, until the owner goes: for what takes longer
/// than a key should.
pub fn at_rest(rest: Duration, watch: impl Fn() + 'static, act: impl Fn() + Copy + 'static) {
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let stop = move || {
        if let Some(Some(handle)) = waiting.try_get_value() {
            handle.clear();
        }
    };
    Effect::new(move |before: Option<()>| {
        watch();
        if before.is_some() {
            stop();
            waiting.set_value(set_timeout_with_handle(act, rest).ok());
        }
    });
    on_cleanup(stop);
}

/// Today as `2026-03-01`, for names of files.
pub fn date() -> String {
    let today = js_sys::Date::new_0();
    format!("{}-{:02}-{:02}", today.get_full_year(), today.get_month() + 1, today.get_date())
}

/// Waits so many milliseconds, while others have their turn.
pub async fn wait(millis: i32) {
    let waited = js_sys::Promise::new(&mut |resolve, _| {
        // OK because a page that has no timers is about to go.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, millis);
    });
    // OK because it never fails.
    let _ = wasm_bindgen_futures::JsFuture::from(waited).await;
}
