//! Two answers to the same question, one after the other: what came, what went, and whether the change that was
//! named then was made.

use super::change::{Step, changes};
use super::rate::{BRIEF, found, rate};
use super::report::{FindingKind, Rating, Reading};
use crate::domain::competency::{Competency, Flag, Signal};

/// What became of a signal or flag from one answer to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is there now, and was not.
    Gained,
    /// It was there, and is not now.
    Lost,
    /// It was there, and still is.
    Kept,
    /// It was not there, nor is it now.
    Absent,
}

/// An answer beside an earlier one to the same question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison<'a> {
    /// The earlier answer's rating.
    pub then: Rating,
    /// This answer's.
    pub now: Rating,
    /// Every signal, in the order of the competency.
    pub signals: Vec<(&'a Signal, Turn)>,
    /// The flags that count at the level and are in one of the answers.
    pub flags: Vec<(&'a Flag, Turn)>,
    /// The change that raises the earlier answer most, and whether it was made; `None` where nothing was missing, or
    /// there was too little to judge.
    pub suggested: Option<(Step, bool)>,
}

/// Holds `now` against the earlier `then`, both at one level (an id) and with one lens: by the same rules and the
/// same bar, so that only the words differ.
pub fn compare<'a>(
    then: &Reading,
    now: &Reading,
    competency: &'a Competency,
    level: &str,
    lens: Option<&str>,
) -> Comparison<'a> {
    let counts = |reading: &Reading, id: &str| {
        found(reading, id).is_some_and(|f| !reading.too_little || f.kind != FindingKind::Signal)
    };
    let turn = |id: &str| match (counts(then, id), counts(now, id)) {
        (false, true) => Turn::Gained,
        (true, false) => Turn::Lost,
        (true, true) => Turn::Kept,
        (false, false) => Turn::Absent,
    };
    let flags = competency.flags.iter().filter(|flag| competency.applies(flag, level));
    let flags = flags.map(|flag| (flag, turn(&flag.id))).filter(|(_, turn)| *turn != Turn::Absent);
    let suggested = changes(then, competency, level, lens).into_iter().next().map(|change| {
        let is_made = !now.too_little
            && match &change.step {
                Step::Show(id) => counts(now, id),
                Step::Mend(id) => !counts(now, id),
                Step::Lengthen => now.words >= BRIEF,
            };
        (change.step, is_made)
    });
    Comparison {
        then: rate(then, competency, level),
        now: rate(now, competency, level),
        signals: competency.signals.iter().map(|signal| (signal, turn(&signal.id))).collect(),
        flags: flags.collect(),
        suggested,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::parse_competency;
    use crate::scoring::report::{Confidence, Finding};

    const S: &str = "self-initiated";
    const E: &str = "end-to-end-ownership";
    const Q: &str = "quantified-impact";
    const R: &str = "root-cause-fix";
    const C: &str = "customer-empathy";
    const ASSIGNED: &str = "manager-assigned";

    fn competency() -> Competency {
        parse_competency(include_str!("../../content/competencies/customer-obsession.json")).unwrap()
    }

    fn reading(words: usize, ids: &[&str]) -> Reading {
        let c = competency();
        let found = |id: &&str| Finding {
            id: (*id).into(),
            kind: if c.flag(id).is_some() { FindingKind::ContentFlag } else { FindingKind::Signal },
            confidence: Confidence::Clear,
            evidence: Vec::new(),
        };
        Reading {
            words,
            too_little: words < 40,
            findings: ids.iter().map(found).collect(),
            ..Reading::default()
        }
    }

    fn value(rating: &Rating) -> Option<u8> {
        match rating {
            Rating::TooLittle => None,
            Rating::Rated { value, .. } => Some(*value),
        }
    }

    #[test]
    fn what_came_and_what_went_is_told_apart_from_what_stayed() {
        let c = competency();
        let then = reading(150, &[S, E, ASSIGNED]);
        let now = reading(180, &[S, Q, "symptom-fix"]);
        let compared = compare(&then, &now, &c, "sde2", None);
        let turns: Vec<(&str, Turn)> = compared.signals.iter().map(|(s, t)| (s.id.as_str(), *t)).collect();
        assert_eq!(
            turns,
            [(S, Turn::Kept), (E, Turn::Lost), (Q, Turn::Gained), (R, Turn::Absent), (C, Turn::Absent)]
        );
        let flags: Vec<(&str, Turn)> = compared.flags.iter().map(|(f, t)| (f.id.as_str(), *t)).collect();
        assert_eq!(flags, [(ASSIGNED, Turn::Lost), ("symptom-fix", Turn::Gained)]);
        assert_eq!((value(&compared.then), value(&compared.now)), (Some(2), Some(3)));
    }

    #[test]
    fn the_change_that_was_named_is_made_or_not() {
        let c = competency();
        for (then, now, step, is_made) in [
            // The next anchor is one signal away.
            (reading(150, &[S, E, Q]), reading(150, &[S, E, Q, R]), Step::Show(R.into()), true),
            (reading(150, &[S, E, Q]), reading(150, &[S, E, Q, C]), Step::Show(R.into()), false),
            // A cap goes first.
            (reading(150, &[S, E, ASSIGNED]), reading(150, &[S, E]), Step::Mend(ASSIGNED.into()), true),
            (
                reading(150, &[S, E, ASSIGNED]),
                reading(150, &[S, ASSIGNED]),
                Step::Mend(ASSIGNED.into()),
                false,
            ),
            // Silence mends nothing.
            (reading(150, &[S, E, ASSIGNED]), reading(3, &[]), Step::Mend(ASSIGNED.into()), false),
            (reading(60, &[S, E, Q]), reading(90, &[S, E, Q]), Step::Lengthen, true),
            (reading(60, &[S, E, Q]), reading(61, &[S, E, Q]), Step::Lengthen, false),
        ] {
            let suggested = compare(&then, &now, &c, "sde2", Some("amazon")).suggested;
            assert_eq!(suggested, Some((step, is_made)));
        }
    }

    #[test]
    fn nothing_was_named_where_nothing_was_missing_or_there_was_too_little_to_judge() {
        let c = competency();
        for then in [reading(150, &[S, E, Q, R, C]), reading(10, &[])] {
            assert_eq!(compare(&then, &reading(150, &[S]), &c, "sde2", None).suggested, None);
        }
    }

    #[test]
    fn a_flag_that_is_not_held_against_the_level_is_no_loss() {
        let c = competency();
        let (then, now) = (reading(150, &[S, "team-only-scope"]), reading(150, &[S]));
        assert_eq!(compare(&then, &now, &c, "sde1", None).flags, []);
        assert_eq!(compare(&then, &now, &c, "senior", None).flags.len(), 1);
    }

    proptest! {
        #[test]
        fn an_answer_beside_itself_gains_and_loses_nothing(
            chosen in prop::collection::vec(any::<bool>(), 15), words in 10usize..300,
        ) {
            let c = competency();
            let all = c.signals.iter().map(|s| s.id.as_str()).chain(c.flags.iter().map(|f| f.id.as_str()));
            let ids: Vec<&str> = all.zip(&chosen).filter(|(_, is)| **is).map(|(id, _)| id).collect();
            let same = reading(words, &ids);
            let compared = compare(&same, &same, &c, "senior", None);
            let is_still = |turn: &Turn| matches!(turn, Turn::Kept | Turn::Absent);
            prop_assert!(compared.signals.iter().all(|(_, turn)| is_still(turn)));
            prop_assert!(compared.flags.iter().all(|(_, turn)| *turn == Turn::Kept));
            prop_assert_eq!(compared.then, compared.now);
            prop_assert!(compared.suggested.is_none_or(|(_, is_made)| !is_made));
        }
    }
}
