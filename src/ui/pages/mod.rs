//! One page, one file: a function from the app's state to a view.
//!
//! The first screen is in the program that starts; all other pages come after it, in one file: see [`later`].

use super::components::page_head;
use super::el::{El, all, el, link};
use super::route::Route;

mod cards;
mod cheat;
mod data;
mod debrief;
mod exchange;
mod history;
mod home;
mod interview;
pub mod later;
mod learn;
mod meters;
mod mock;
mod own;
mod progress;
mod quiz;
mod reading;
mod report;

pub(super) use home::home;

/// What an address shows that leads nowhere.
pub(super) fn nowhere() -> El {
    let lead = "The link may be cut short, or from a newer version. Nothing of yours has changed.";
    all([
        page_head("Nothing here", "This address leads nowhere", lead),
        el("p").child(link("button", &Route::Home.href(), "Go to the start")),
    ])
}
