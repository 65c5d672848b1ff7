//! From one mock of a course to the next.

use leptos::prelude::*;

use super::clock;
use super::route::Route;
use super::state::{self, AppState};
use crate::domain::competency::Competency;
use crate::domain::draw;
use crate::domain::interview::{Attempt, Interview};

impl AppState {
    /// Goes on with the course of `attempt`: to the mock of it that is under way on this device (its tab may have
    /// been closed), or else to a new one after the last that was kept, whichever of its attempts `attempt` is. The
    /// new one's draft is kept before it is shown. Does nothing, and says `false`, where the course is over.
    ///
    /// `c`: the competency of the course.
    pub fn go_on(self, attempt: &Attempt, c: &Competency) -> bool {
        let Some(id) = untrack(|| self.under_way(attempt).or_else(|| self.begin_next(attempt, c))) else {
            return false;
        };
        self.go(Route::Interview { id });
        true
    }

    fn under_way(self, attempt: &Attempt) -> Option<String> {
        let course = &attempt.round.as_ref()?.course;
        let is_of = |draft: &Interview| draft.round.as_ref().is_some_and(|round| round.course == *course);
        self.drafts().into_iter().find(is_of).map(|draft| draft.id)
    }

    fn begin_next(self, attempt: &Attempt, c: &Competency) -> Option<String> {
        let course = &attempt.round.as_ref()?.course;
        let next = self.keeper.with_untracked(|keeper| {
            let progress = keeper.progress();
            let last = progress.course(course).pop().map_or(attempt, |kept| &kept.value);
            last.following(new_id(), draw::next_question(progress, c, last), clock::now())
        })?;
        self.save_draft(&next);
        Some(next.id)
    }
}

/// An id for a mock.
pub fn new_id() -> String {
    format!("m{:x}", state::random())
}
