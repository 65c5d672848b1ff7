//! Reading several kept answers without holding anybody up.

use std::time::Duration;

use leptos::prelude::*;

use super::super::library::Load;
use super::super::scorer::Scorer;
use super::super::state::AppState;
use crate::domain::competency::Competency;
use crate::domain::interview::Attempt;
use crate::scoring;
use crate::scoring::report::{Rating, Reading};

/// The room between two answers, in which the browser draws, and answers to whoever uses it.
const PAUSE: Duration = Duration::from_millis(8);

/// A kept answer as it is read now, and as its speaker corrected it.
#[derive(Clone, Debug)]
pub(super) struct Reread {
    pub(super) attempt: Attempt,
    /// What the rules read.
    pub(super) reading: Reading,
    /// The same with what its speaker corrected.
    pub(super) corrected: Reading,
    /// What that comes to.
    pub(super) rating: Rating,
}

impl Reread {
    /// Reads an answer by the rules of today.
    pub(super) fn new(app: AppState, reader: Scorer, c: &Competency, attempt: Attempt) -> Reread {
        let reading = reader.read(&attempt.answer);
        let corrected = app.keeper.with_untracked(|keeper| {
            let corrections = keeper.progress().corrections(&attempt.id).iter().map(|kept| &kept.value);
            scoring::corrected(&reading, corrections, c)
        });
        let rating = scoring::rate(&corrected, c, &attempt.setup.level);
        Reread { attempt, reading, corrected, rating }
    }

    /// The rating, where there was enough to judge.
    pub(super) fn score(&self) -> Option<u8> {
        match self.rating {
            Rating::TooLittle => None,
            Rating::Rated { value, .. } => Some(value),
        }
    }
}

/// Does a step at a time, with room between, as long as it says that there is more.
pub(super) fn by_and_by(mut step: Box<dyn FnMut() -> bool>) {
    let next = move || {
        if step() {
            by_and_by(step);
        }
    };
    set_timeout(next, PAUSE);
}

/// These attempts, read one by one once what reads them is here; `None` until all are. Those of a competency that does not
/// come are left out.
pub(super) fn read_all(app: AppState, attempts: Vec<Attempt>) -> RwSignal<Option<Vec<Reread>>> {
    let all = RwSignal::new(None);
    let load = |attempt: Attempt| {
        let competency = app.library.competency(&attempt.setup.competency);
        let reader = app.library.reader(&attempt.setup.competency);
        (attempt, competency, reader)
    };
    let waiting: Vec<(Attempt, Load<Competency>, Load<Scorer>)> = attempts.into_iter().map(load).collect();
    Effect::new(move |begun: Option<bool>| {
        let is_here = waiting.iter().all(|(_, c, reader)| c.get().is_some() && reader.get().is_some());
        if begun == Some(true) || !is_here {
            return begun == Some(true);
        }
        let (mut left, mut read) = (waiting.clone().into_iter(), Vec::new());
        by_and_by(Box::new(move || {
            // The page may be gone by then.
            if all.is_disposed() {
                return false;
            }
            let Some((attempt, c, reader)) = left.next() else {
                all.set(Some(std::mem::take(&mut read)));
                return false;
            };
            if let (Some(c), Some(reader)) = (untrack(|| c.ready()), untrack(|| reader.ready())) {
                read.push(Reread::new(app, *reader, &c, attempt));
            }
            true
        }));
        true
    });
    all
}
