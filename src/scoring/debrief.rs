//! What several answers in a row come to: where each signal was shown, and the one thing to work on.

use super::calibration::shown;
use super::change::{Step, changes};
use super::report::Reading;
use crate::domain::competency::{Competency, Signal};
use crate::domain::interview::Shown;
use crate::order::sort_by_key;

/// Every signal in the order of the competency, and how far each of the answers shows it.
pub fn coverage<'a>(readings: &[Reading], competency: &'a Competency) -> Vec<(&'a Signal, Vec<Shown>)> {
    let row =
        |signal: &'a Signal| (signal, readings.iter().map(|reading| shown(reading, &signal.id)).collect());
    competency.signals.iter().map(row).collect()
}

/// The change that would raise several answers most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Focus {
    /// The change.
    pub step: Step,
    /// In how many answers there is room for it.
    pub answers: usize,
    /// By how many points it raises them together, by itself.
    pub raises: u32,
}

/// The one change to work on, for answers at one level (an id) and with one lens: the one that raises most by itself; then
/// the one that raises most together with one change more; then the one for which most answers have room; then the one
/// that comes first for the first of them. `None` where nothing is missing, or there is too little to judge in all.
pub fn focus(
    readings: &[Reading],
    competency: &Competency,
    level: &str,
    lens: Option<&str>,
) -> Option<Focus> {
    // Each with what it brings by itself, and with one change more.
    let mut steps: Vec<(Focus, u32)> = Vec::new();
    for change in readings.iter().flat_map(|reading| changes(reading, competency, level, lens)) {
        let by = |value: u8| u32::from(value.saturating_sub(change.from));
        let (raises, then) = (by(change.to), by(change.then));
        match steps.iter_mut().find(|(focus, _)| focus.step == change.step) {
            Some((focus, together)) => {
                focus.answers += 1;
                focus.raises += raises;
                *together += then;
            }
            None => steps.push((Focus { step: change.step, answers: 1, raises }, then)),
        }
    }
    let mut order: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(at, (focus, then))| {
            ((u32::MAX - focus.raises, u32::MAX - then, usize::MAX - focus.answers, at), at)
        })
        .collect();
    sort_by_key(&mut order, |(key, _)| *key);
    let (_, first) = order.into_iter().next()?;
    steps.into_iter().nth(first).map(|(focus, _)| focus)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::parse_competency;
    use crate::scoring::report::{Confidence, Finding, FindingKind};

    const S: &str = "self-initiated";
    const E: &str = "end-to-end-ownership";
    const Q: &str = "quantified-impact";
    const R: &str = "root-cause-fix";
    const C: &str = "customer-empathy";

    fn competency() -> Competency {
        parse_competency(include_str!("../../content/competencies/customer-obsession.json")).unwrap()
    }

    fn reading(ids: &[&str]) -> Reading {
        let c = competency();
        let found = |id: &&str| Finding {
            id: id.trim_end_matches('?').into(),
            kind: if c.flag(id).is_some() { FindingKind::ContentFlag } else { FindingKind::Signal },
            confidence: if id.ends_with('?') { Confidence::Possible } else { Confidence::Clear },
            evidence: Vec::new(),
        };
        Reading { words: 200, findings: ids.iter().map(found).collect(), ..Reading::default() }
    }

    fn of(answers: &[&[&str]], lens: Option<&str>) -> Option<Focus> {
        let readings: Vec<Reading> = answers.iter().map(|ids| reading(ids)).collect();
        focus(&readings, &competency(), "sde2", lens)
    }

    fn show(id: &str) -> Step {
        Step::Show(id.into())
    }

    #[test]
    fn every_signal_has_a_place_for_every_answer() {
        let c = competency();
        let covered = coverage(&[reading(&[S, "quantified-impact?"]), reading(&[])], &c);
        assert_eq!(covered.len(), 5);
        assert_eq!(covered[0].1, [Shown::Clearly, Shown::Not]);
        assert_eq!(covered[2].1, [Shown::Partly, Shown::Not]);
    }

    #[test]
    fn what_raises_most_over_all_answers_is_the_one_thing_to_work_on() {
        // The first lacks cause and empathy, the others the number alone.
        let answers: [&[&str]; 3] = [&[S, E, Q], &[S, E, R, C], &[S, E, R, C]];
        let one = of(&answers, None).unwrap();
        assert_eq!(one, Focus { step: show(Q), answers: 2, raises: 2 });
        // A cap on two answers weighs more than a signal in one.
        let capped: [&[&str]; 3] =
            [&[S, E, Q, "manager-assigned"], &[S, E, Q, R, "manager-assigned"], &[S, E, Q, R]];
        let one = of(&capped, None).unwrap();
        assert_eq!((one.step, one.answers), (Step::Mend("manager-assigned".into()), 2));
        assert_eq!(one.raises, 3);
    }

    #[test]
    fn among_equals_the_lens_decides() {
        let answers: [&[&str]; 2] = [&[S, E, Q], &[S, E, Q]];
        assert_eq!(of(&answers, Some("google")).unwrap().step, show(C));
        assert_eq!(of(&answers, Some("amazon")).unwrap().step, show(R));
    }

    #[test]
    fn where_nothing_is_missing_there_is_nothing_to_work_on() {
        assert_eq!(of(&[&[S, E, Q, R, C], &[S, E, Q, R, C]], None), None);
        assert_eq!(of(&[], None), None);
        let nothing = Reading { too_little: true, ..Reading::default() };
        assert_eq!(focus(&[nothing], &competency(), "sde2", None), None);
    }
}
