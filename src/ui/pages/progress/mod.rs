//! How far one has come with a competency.

use super::super::components::page_head;
use super::super::el::El;
use super::super::state::use_app;

/// The progress with the competency of this id.
pub(in crate::ui) fn progress(competency: &str) -> El {
    let app = use_app();
    let Some(entry) = app.library.entry(competency) else { return super::nowhere() };
    page_head(&entry.title, "Progress", "")
}
