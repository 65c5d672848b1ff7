//! Going on with a course that is not finished.

use std::sync::Arc;

use super::super::super::el::{El, button, el, link, nothing, text};
use super::super::super::format;
use super::super::super::route::Route;
use super::super::super::state::AppState;
use crate::domain::competency::Competency;
use crate::domain::interview::{Attempt, Course, Interview, RUNGS};

/// The way on from the last mock: to the one that runs, or to the next; nothing where the course is finished.
pub(super) fn ways_on(app: AppState, c: &Arc<Competency>, last: &Attempt, running: Option<&Interview>) -> El {
    let (Some(course), Some(round)) = (last.setup.course, last.round.as_ref()) else { return nothing() };
    let way = if let Some(running) = running {
        let on = Route::Interview { id: running.id.clone() };
        link("button", &on.href(), "Go on with your mock")
    } else if round.number < course.rounds() {
        let (c, last) = (c.clone(), last.clone());
        let label = match course {
            Course::Loop(_) => "Go on with the next question",
            Course::Ladder => "Go on with the next rung",
        };
        button("button", label, move || {
            app.go_on(&last, &c);
        })
    } else {
        return nothing();
    };
    let number = running.and_then(|running| running.round.as_ref()).map_or(round.number + 1, |r| r.number);
    let said = match course {
        Course::Loop(questions) => format!(
            "Question {number} of {questions} comes next. What is below counts what you have answered."
        ),
        Course::Ladder => {
            let time = RUNGS.get(usize::from(number.saturating_sub(1))).copied().unwrap_or_default();
            format!("The same story in {} comes next.", format::spoken(time))
        }
    };
    el("div").class("banner no-print").child(text("p", "", &said)).child(way)
}
