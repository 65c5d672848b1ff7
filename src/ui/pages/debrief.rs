//! What several mocks in a row come to.

use super::super::components::page_head;
use super::super::el::{El, all};

/// The debrief of the course with this id.
pub(in crate::ui) fn debrief(_course: &str) -> El {
    all([page_head("Your mocks", "Debrief", "")])
}
