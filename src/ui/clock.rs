//! The clock, and everything that waits for it. No other file reads the time.

use std::time::Duration;

use leptos::prelude::*;

use crate::domain::time::{Timestamp, UtcOffset};

/// This moment.
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// How far local time is ahead of UTC at this moment.
pub fn utc_offset() -> UtcOffset {
    UtcOffset(-(js_sys::Date::new_0().get_timezone_offset() as i32))
}

/// A moment as local date and time: `2 Mar 2026, 20:05`. Written here, because the browser takes 10 ms to
/// get its own formats ready.
pub fn written(at: Timestamp) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
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
