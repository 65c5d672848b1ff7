//! What somebody says of their own answer before its score is shown.

use std::sync::Arc;

use super::super::super::el::{El, button, el, text};
use super::Room;
use crate::domain::competency::Competency;
use crate::domain::interview::Event;

/// The self-rating; it can be left out.
pub(super) fn view(room: Room, c: Arc<Competency>) -> El {
    let skip = button("button big", "See the report", move || room.apply(Event::Next, &c));
    el("div")
        .class("stack")
        .child(text("p", "muted measure", "Before you see the score."))
        .child(el("p").child(skip))
}
