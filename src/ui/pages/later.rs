//! All pages but the first screen.
//!
//! A release build puts them, and whatever only they use, into a file of its own, which the packer cuts off the
//! program (`xtask/src/split.rs`). A development build leaves all in one piece.

use std::time::Duration;

use leptos::prelude::*;

use super::super::el::El;
use super::super::library::LoadError;
use super::super::route::Route;
use super::super::state::use_app;

/// Shows the page of a route; the second is the route as it changes, for a page with places of its own.
pub type Show = fn(Route, RwSignal<Route>) -> El;

/// Fetches the pages.
///
/// # Errors
/// [`LoadError::Unreachable`] where they do not come; they can be fetched again.
pub async fn fetch() -> Result<Show, LoadError> {
    #[cfg(debug_assertions)]
    return Ok(show);
    #[cfg(not(debug_assertions))]
    split::pages().await
}

#[cfg(not(debug_assertions))]
mod split {
    use leptos::wasm_split::{self, SplitLoaderError, wasm_split};

    use super::{LoadError, Show, show};

    impl From<SplitLoaderError> for LoadError {
        fn from(_: SplitLoaderError) -> LoadError {
            LoadError::Unreachable
        }
    }

    /// What this leads to and the program that starts does not is what is split off.
    #[wasm_split(pages, wasm_split_path = wasm_split, fallible)]
    pub(super) fn pages() -> Result<Show, LoadError> {
        Ok(show)
    }
}

fn show(shown: Route, route: RwSignal<Route>) -> El {
    // Not by the first screen, whose program need not know how.
    let app = use_app();
    request_animation_frame(move || set_timeout(move || app.tidy(), Duration::ZERO));
    match shown {
        Route::Learn { competency, .. } => {
            let section = Signal::derive(move || match route.get() {
                Route::Learn { section, .. } => section,
                _ => None,
            });
            super::learn::learn(&competency, section)
        }
        Route::Cheat { competency } => super::cheat::cheat(&competency),
        Route::Cards { competency } => super::cards::cards(&competency),
        Route::Quiz(link) => super::quiz::quiz(link),
        Route::Progress { competency } => super::progress::progress(&competency),
        Route::Deck { competency } => super::cards::deck(&competency),
        Route::Mock(link) => super::mock::mock(link),
        Route::Interview { id } => super::interview::running(id),
        Route::Report { attempt } => super::report::report_page(attempt),
        Route::Debrief { course } => super::debrief::debrief(&course),
        Route::History => super::history::history(),
        Route::Data => super::data::data(),
        Route::Home | Route::Unknown => super::nowhere(),
    }
}
