//! Where one is among several mocks in a row, and what follows a mock that is over.

use leptos::prelude::*;

use super::super::super::el::{El, text};
use super::super::super::route::Route;
use super::super::super::scorer::Scorer;
use super::writing::at_hand;
use super::{Room, speaking};
use crate::domain::competency::Competency;
use crate::domain::interview::{Course, Interview};
use crate::scoring;
use crate::scoring::report::Rating;

impl Room {
    /// "Question 2 of 3", in a course.
    pub(super) fn place_in_course(self) -> Option<El> {
        self.interview.with_untracked(|interview| {
            let (course, round) = (interview.setup.course?, interview.round.as_ref()?);
            let of = format!("{} of {}", round.number, course.rounds());
            let place = match course {
                Course::Loop(_) => format!("Question {of}"),
                Course::Ladder => match interview.setup.answer_time() {
                    Some(time) => format!("Rung {of}: {} seconds", time.0),
                    None => format!("Rung {of}"),
                },
            };
            Some(text("p", "tag plain", &place))
        })
    }

    /// How many mocks of this course were answered; `None` where it is the first, or there is no course.
    pub(super) fn answered_before(self) -> Option<usize> {
        let course = self.interview.with_untracked(|i| i.round.as_ref().map(|round| round.course.clone()))?;
        let before = self.app.keeper.with_untracked(|k| k.progress().course(&course).len());
        (before > 0).then_some(before)
    }

    /// The words of the rung before, in a ladder.
    pub(super) fn rung_before(self) -> Option<El> {
        let course = self.interview.with_untracked(|interview| {
            let round = interview.round.as_ref()?;
            (interview.setup.course == Some(Course::Ladder)).then(|| round.course.clone())
        })?;
        self.app.keeper.with_untracked(|keeper| {
            let before = &keeper.progress().course(&course).pop()?.value;
            let number = before.round.as_ref().map_or(0, |round| round.number);
            let title = format!("Your words on rung {number}");
            (!before.answer.trim().is_empty()).then(|| at_hand(&title, scoring::within(&before.answer)))
        })
    }

    /// Keeps the attempt with its score, and goes to what follows: the next mock of its course, what the course came
    /// to, or the report.
    pub(super) fn close(self, interview: &Interview, reader: &Scorer, c: &Competency) {
        let score = match scoring::rate(&reader.read(&interview.answer), c, &interview.setup.level) {
            Rating::TooLittle => None,
            Rating::Rated { value, .. } => Some(value),
        };
        let pace = speaking::pace(interview)
            .unwrap_or_else(|| self.app.keeper.with_untracked(|k| k.progress().settings().pace));
        let Some(attempt) = interview.attempt(score, pace) else { return };
        self.is_over.set(true);
        self.app.keep_attempt(attempt.clone());
        if !self.app.go_on(&attempt, c) {
            self.app.go(after(interview));
        }
    }
}

/// Where a mock leads that nothing follows.
pub(super) fn after(interview: &Interview) -> Route {
    match &interview.round {
        Some(round) => Route::Debrief { course: round.course.clone() },
        None => Route::Report { attempt: interview.id.clone() },
    }
}
