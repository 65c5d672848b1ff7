//! What would raise an answer most: every single change is tried, and the rating is worked out anew.

use super::rate::{BRIEF, rate};
use super::report::{Confidence, Finding, FindingKind, Rating, Reading};
use crate::domain::competency::Competency;
use crate::order::sort_by_key;

/// One change of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// It shows this signal (an id), which it does not show yet.
    Show(String),
    /// It is free of this flag (an id), which is found.
    Mend(String),
    /// It is long enough for a whole story.
    Lengthen,
}

/// What one change brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The change.
    pub step: Step,
    /// The rating as it is, 1 to 5.
    pub from: u8,
    /// The rating with the change.
    pub to: u8,
    /// The best rating that one change more would lead to.
    pub then: u8,
}

/// Every single change, the one that brings most first. Where several bring as much, it is the one after which
/// one change more brings most; then the one that leaves fewer caps; then what the lens (an id) weighs; then
/// flags before signals, in the order of the competency. Without a rating there is none.
pub fn changes(reading: &Reading, competency: &Competency, level: &str, lens: Option<&str>) -> Vec<Change> {
    // Evidence and sections say nothing to the rating: without them a copy is cheap.
    let bare = bare(reading);
    let Some(now) = standing(&bare, competency, level) else { return Vec::new() };
    let weighs = lens.and_then(|id| competency.lens(id)).map_or(&[][..], |lens| lens.weighs.as_slice());
    let mut tried = Vec::new();
    for step in steps(&bare, competency, level) {
        let with = apply(&bare, &step, competency);
        let Some(after) = standing(&with, competency, level) else { continue };
        let next = steps(&with, competency, level).into_iter();
        let next = next.filter_map(|step| standing(&apply(&with, &step, competency), competency, level));
        let then = next.map(|s| s.value).max().unwrap_or(after.value).max(after.value);
        let weighed = matches!(&step, Step::Show(id) if weighs.contains(id));
        // Negative where more is better: the list is sorted upwards.
        let key = (
            -i32::from(after.value),
            -i32::from(then),
            after.caps,
            -i32::from(after.uncapped),
            !weighed,
            tried.len(),
        );
        tried.push((key, Change { step, from: now.value, to: after.value, then }));
    }
    sort_by_key(&mut tried, |(key, _)| *key);
    tried.into_iter().map(|(_, change)| change).collect()
}

struct Standing {
    value: u8,
    uncapped: u8,
    /// The caps that hold it down.
    caps: usize,
}

fn standing(reading: &Reading, competency: &Competency, level: &str) -> Option<Standing> {
    match rate(reading, competency, level) {
        Rating::TooLittle => None,
        Rating::Rated { value, uncapped, caps } => {
            let caps = caps.iter().filter(|cap| cap.at_most < uncapped).count();
            Some(Standing { value, uncapped, caps })
        }
    }
}

fn bare(reading: &Reading) -> Reading {
    let without = |f: &Finding| Finding { id: f.id.clone(), evidence: Vec::new(), ..*f };
    Reading {
        words: reading.words,
        too_little: reading.too_little,
        findings: reading.findings.iter().map(without).collect(),
        ..Reading::default()
    }
}

/// The changes that can be made: flags before signals.
fn steps(reading: &Reading, competency: &Competency, level: &str) -> Vec<Step> {
    let is_found = |id: &str| reading.findings.iter().any(|f| f.id == id);
    let mut steps = Vec::new();
    if reading.words < BRIEF {
        steps.push(Step::Lengthen);
    }
    let flags = competency.flags.iter().filter(|flag| competency.applies(flag, level) && is_found(&flag.id));
    steps.extend(flags.map(|flag| Step::Mend(flag.id.clone())));
    let missing = competency.signals.iter().filter(|signal| !is_found(&signal.id));
    steps.extend(missing.map(|signal| Step::Show(signal.id.clone())));
    steps
}

fn apply(reading: &Reading, step: &Step, competency: &Competency) -> Reading {
    let mut reading = reading.clone();
    match step {
        Step::Lengthen => reading.words = BRIEF,
        Step::Mend(id) => reading.findings.retain(|f| f.id != *id),
        Step::Show(id) => {
            let settled =
                |f: &Finding| competency.flag(&f.id).is_some_and(|flag| flag.settled_by.as_ref() == Some(id));
            reading.findings.retain(|f| !settled(f));
            reading.findings.push(Finding {
                id: id.clone(),
                kind: FindingKind::Signal,
                confidence: Confidence::Clear,
                evidence: Vec::new(),
            });
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::parse_competency;

    fn competency() -> Competency {
        parse_competency(include_str!("../../content/competencies/customer-obsession.json")).unwrap()
    }

    fn reading(words: usize, ids: &[&str]) -> Reading {
        let c = competency();
        let found = |id: &&str| Finding {
            id: (*id).into(),
            kind: match c.flag(id) {
                None => FindingKind::Signal,
                Some(flag) if flag.cap.is_some() => FindingKind::ContentFlag,
                Some(_) => FindingKind::DeliveryFlag,
            },
            confidence: Confidence::Clear,
            evidence: Vec::new(),
        };
        Reading { words, findings: ids.iter().map(found).collect(), ..Reading::default() }
    }

    fn best(words: usize, ids: &[&str], level: &str, lens: Option<&str>) -> Option<Change> {
        changes(&reading(words, ids), &competency(), level, lens).into_iter().next()
    }

    const S: &str = "self-initiated";
    const E: &str = "end-to-end-ownership";
    const Q: &str = "quantified-impact";
    const R: &str = "root-cause-fix";
    const C: &str = "customer-empathy";

    #[test]
    fn the_change_that_brings_most_comes_first() {
        let show = |id: &str| Step::Show(id.into());
        let mend = |id: &str| Step::Mend(id.into());
        let cases = [
            // One signal from the next anchor, whichever it is: the lens decides, then the competency's order.
            (&[S, E, Q, R][..], None, (show(C), 4, 5)),
            (&[S, E, Q], None, (show(R), 3, 4)),
            (&[S, E, Q], Some("google"), (show(C), 3, 4)),
            (&[S, E, Q], Some("amazon"), (show(R), 3, 4)),
            // A cap goes before anything that it holds down.
            (&[S, E, Q, "manager-assigned"], None, (mend("manager-assigned"), 2, 3)),
            // What settles a flag by being told brings both.
            (&[S, E, R, C, "no-quantification"], None, (show(Q), 4, 5)),
            (&[S, E, Q, C, "symptom-fix"], None, (show(R), 3, 5)),
            // Only the telling is left.
            (&[S, E, Q, R, C, "jargon"], None, (mend("jargon"), 4, 5)),
        ];
        for (ids, lens, (step, from, to)) in cases {
            let best = best(200, ids, "sde2", lens).unwrap();
            assert_eq!((best.step, best.from, best.to), (step, from, to), "{ids:?}, {lens:?}");
        }
    }

    #[test]
    fn where_no_single_change_raises_it_the_first_of_two_is_named() {
        let change = best(200, &[S, E, Q, "manager-assigned", "no-customer-impact"], "sde2", None).unwrap();
        assert_eq!((change.from, change.to, change.then), (2, 2, 3));
        assert_eq!(change.step, Step::Mend("manager-assigned".into()));
    }

    #[test]
    fn a_flag_that_is_not_held_against_the_level_is_no_change() {
        let c = competency();
        let ids = [S, E, Q, R, C, "team-only-scope"];
        assert_eq!(changes(&reading(200, &ids), &c, "sde2", None), []);
        let senior = best(200, &ids, "senior", None).unwrap();
        assert_eq!((senior.step, senior.from, senior.to), (Step::Mend("team-only-scope".into()), 3, 5));
    }

    #[test]
    fn a_brief_answer_is_told_to_say_more_before_anything_else() {
        let change = best(60, &[S, E, Q], "sde2", None).unwrap();
        assert_eq!((change.step, change.from, change.to), (Step::Lengthen, 2, 3));
    }

    #[test]
    fn nothing_is_to_change_in_a_whole_answer_nor_in_one_too_little_to_judge() {
        assert_eq!(best(200, &[S, E, Q, R, C], "staff", Some("meta")), None);
        let c = competency();
        assert_eq!(changes(&Reading { too_little: true, ..Reading::default() }, &c, "sde1", None), []);
    }

    proptest! {
        #[test]
        fn no_change_lowers_the_rating_and_the_first_raises_it_most(
            chosen in prop::collection::vec(any::<bool>(), 15), words in 40usize..300, level in 0usize..4,
        ) {
            let c = competency();
            let all = c.signals.iter().map(|s| s.id.as_str()).chain(c.flags.iter().map(|f| f.id.as_str()));
            let ids: Vec<&str> = all.zip(&chosen).filter(|(_, is)| **is).map(|(id, _)| id).collect();
            let changes = changes(&reading(words, &ids), &c, &c.levels[level].id, Some("amazon"));
            for change in &changes {
                prop_assert!(change.to >= change.from && change.then >= change.to);
                prop_assert!(change.to <= changes[0].to);
            }
        }
    }
}
