//! How somebody rates their own answers, beside what the rules read in them.

use super::rate::found;
use super::report::{Confidence, Rating, Reading};
use crate::domain::interview::{SelfRating, Shown};
use crate::order::sort_by_key;

/// So many answers tell something of how somebody rates themselves; fewer may be chance.
pub const ENOUGH: usize = 5;
/// So many ratings of one signal do.
const ENOUGH_OF_ONE: usize = 3;
/// A mean difference of so many tenths is no chance any more: every second answer is a whole step off.
const LEANS: i32 = 5;

/// The same, as its speaker says and as the rules read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides<T> {
    /// What the speaker said of it.
    pub own: T,
    /// What the rules read.
    pub rules: T,
}

/// What somebody said of one answer, beside what the rules read in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guess {
    /// The whole answer, 1 to 5; `None` where nothing was said of it, or there was too little to judge.
    pub overall: Option<Sides<u8>>,
    /// The signals (ids) of which something was said, in the order in which the competency has them.
    pub signals: Vec<(String, Sides<Shown>)>,
}

/// How far a reading shows a signal (an id). Where there is too little to judge, none is shown.
pub fn shown(reading: &Reading, signal: &str) -> Shown {
    match found(reading, signal).filter(|_| !reading.too_little) {
        None => Shown::Not,
        Some(finding) if finding.confidence == Confidence::Possible => Shown::Partly,
        Some(_) => Shown::Clearly,
    }
}

/// What somebody said of an answer beside its reading and rating; `signals` are the competency's (ids).
pub fn guess<'a>(
    own: &SelfRating,
    reading: &Reading,
    rating: &Rating,
    signals: impl IntoIterator<Item = &'a str>,
) -> Guess {
    let overall = match (own.overall, rating) {
        (Some(own), Rating::Rated { value, .. }) => Some(Sides { own, rules: *value }),
        _ => None,
    };
    let said = |id: &str| own.signals.iter().find(|(of, _)| of == id).map(|(_, shown)| *shown);
    let signals = signals
        .into_iter()
        .filter_map(|id| Some((id.to_string(), Sides { own: said(id)?, rules: shown(reading, id) })));
    Guess { overall, signals: signals.collect() }
}

/// Whether somebody rates themselves higher than the rules do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lean {
    /// Higher.
    Over,
    /// Lower.
    Under,
    /// Much as the rules do.
    Even,
}

/// What several guesses at the same thing come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tendency {
    /// How many guesses there were.
    pub of: usize,
    /// By how much they are above the rules on average, in tenths of a step.
    pub tenths: i32,
    /// What that says.
    pub lean: Lean,
}

/// How somebody rates themselves over several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calibration {
    /// The whole answers; `None` where too few were rated as a whole.
    pub overall: Option<Tendency>,
    /// The signals (ids) that were rated often enough, the one that is furthest off first.
    pub signals: Vec<(String, Tendency)>,
}

/// What the guesses come to; `None` where there are fewer than [`ENOUGH`].
pub fn calibration(guesses: &[Guess]) -> Option<Calibration> {
    if guesses.len() < ENOUGH {
        return None;
    }
    let overall: Vec<i32> = guesses
        .iter()
        .filter_map(|guess| guess.overall)
        .map(|sides| i32::from(sides.own) - i32::from(sides.rules))
        .collect();
    let mut signals: Vec<(String, Vec<i32>)> = Vec::new();
    for (id, sides) in guesses.iter().flat_map(|guess| &guess.signals) {
        let off = sides.own as i32 - sides.rules as i32;
        match signals.iter_mut().find(|(known, _)| known == id) {
            Some((_, offs)) => offs.push(off),
            None => signals.push((id.clone(), vec![off])),
        }
    }
    let often = signals.into_iter().filter_map(|(id, offs)| Some((id, tendency(&offs, ENOUGH_OF_ONE)?)));
    let mut often: Vec<(usize, (String, Tendency))> = often.enumerate().collect();
    sort_by_key(&mut often, |(at, (_, tendency))| (-tendency.tenths.abs(), *at));
    Some(Calibration {
        overall: tendency(&overall, ENOUGH),
        signals: often.into_iter().map(|(_, signal)| signal).collect(),
    })
}

/// What the differences come to, where there are at least so many.
fn tendency(offs: &[i32], least: usize) -> Option<Tendency> {
    if offs.len() < least {
        return None;
    }
    let (sum, of) = (offs.iter().sum::<i32>(), offs.len() as i32);
    // To the nearest tenth, away from zero where it lies between two.
    let tenths = (sum.abs() * 20 + of) / (2 * of) * sum.signum();
    let lean = match tenths {
        _ if tenths.abs() < LEANS => Lean::Even,
        1.. => Lean::Over,
        _ => Lean::Under,
    };
    Some(Tendency { of: offs.len(), tenths, lean })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scoring::report::{Finding, FindingKind};

    const ALL: [Shown; 3] = [Shown::Not, Shown::Partly, Shown::Clearly];

    fn reading(found: &[(&str, Confidence)]) -> Reading {
        let finding = |(id, confidence): &(&str, Confidence)| Finding {
            id: (*id).into(),
            kind: FindingKind::Signal,
            confidence: *confidence,
            evidence: Vec::new(),
        };
        Reading { words: 200, findings: found.iter().map(finding).collect(), ..Reading::default() }
    }

    fn rated(value: u8) -> Rating {
        Rating::Rated { value, uncapped: value, caps: Vec::new() }
    }

    fn said(overall: u8, rules: u8, own: Shown, read: Shown) -> Guess {
        Guess {
            overall: Some(Sides { own: overall, rules }),
            signals: vec![("a".into(), Sides { own, rules: read })],
        }
    }

    #[test]
    fn what_was_said_stands_beside_what_was_read() {
        let own = SelfRating {
            overall: Some(4),
            signals: vec![
                ("c".into(), Shown::Clearly),
                ("a".into(), Shown::Not),
                ("gone".into(), Shown::Not),
            ],
        };
        let read = reading(&[("a", Confidence::Clear), ("c", Confidence::Possible)]);
        let guess = guess(&own, &read, &rated(2), ["a", "b", "c"]);
        assert_eq!(guess.overall, Some(Sides { own: 4, rules: 2 }));
        // Nothing was said of b, and the competency knows no other.
        assert_eq!(
            guess.signals,
            [
                ("a".to_string(), Sides { own: Shown::Not, rules: Shown::Clearly }),
                ("c".to_string(), Sides { own: Shown::Clearly, rules: Shown::Partly }),
            ]
        );
    }

    #[test]
    fn where_there_is_too_little_to_judge_nothing_is_shown_and_no_number_compared() {
        let own = SelfRating { overall: Some(3), signals: vec![("a".into(), Shown::Clearly)] };
        let read = Reading { too_little: true, ..reading(&[("a", Confidence::Clear)]) };
        let guess = guess(&own, &read, &Rating::TooLittle, ["a"]);
        assert_eq!(guess.overall, None);
        assert_eq!(guess.signals[0].1.rules, Shown::Not);
    }

    #[test]
    fn whoever_says_more_than_the_rules_in_every_second_answer_leans_over() {
        use Lean::{Even, Over, Under};
        for (offs, tenths, lean) in [
            (&[1, 0, 1, 0, 1, 0][..], 5, Over),
            (&[1, 0, 1, 0, 0], 4, Even),
            (&[2, 1, 1, 2, 1], 14, Over),
            (&[-1, -1, 0, -1, 0], -6, Under),
            (&[3, -3, 3, -3, 0], 0, Even),
            (&[-2, 1, -2, 1, -1], -6, Under),
        ] {
            let guesses: Vec<Guess> = offs
                .iter()
                .map(|off| said((3 + off) as u8, 3, Shown::Partly, Shown::Partly))
                .map(|mut guess| {
                    guess.signals.clear();
                    guess
                })
                .collect();
            let overall = calibration(&guesses).unwrap().overall;
            assert_eq!(overall, Some(Tendency { of: offs.len(), tenths, lean }), "{offs:?}");
        }
    }

    #[test]
    fn fewer_than_five_answers_tell_nothing() {
        let four = vec![said(5, 1, Shown::Clearly, Shown::Not); 4];
        assert_eq!(calibration(&four), None);
        let mut five = four.clone();
        five.push(Guess::default());
        let calibration = calibration(&five).unwrap();
        assert_eq!(calibration.overall, None, "four of the five were rated as a whole");
        assert_eq!(calibration.signals[0].1, Tendency { of: 4, tenths: 20, lean: Lean::Over });
    }

    #[test]
    fn the_signal_that_is_furthest_off_comes_first() {
        let sides = |own: Shown, rules: Shown| Sides { own, rules };
        let guess = Guess {
            overall: None,
            signals: vec![
                ("even".into(), sides(Shown::Clearly, Shown::Clearly)),
                ("under".into(), sides(Shown::Not, Shown::Clearly)),
                ("over".into(), sides(Shown::Clearly, Shown::Partly)),
            ],
        };
        let calibration = calibration(&vec![guess; 5]).unwrap();
        let names: Vec<&str> = calibration.signals.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(names, ["under", "over", "even"]);
        let leans: Vec<Lean> = calibration.signals.iter().map(|(_, t)| t.lean).collect();
        assert_eq!(leans, [Lean::Under, Lean::Over, Lean::Even]);
    }

    proptest! {
        #[test]
        fn who_always_says_what_the_rules_read_never_leans(
            values in prop::collection::vec((1u8..=5, 0usize..3), 5..30),
        ) {
            let guesses: Vec<Guess> =
                values.iter().map(|(value, at)| said(*value, *value, ALL[*at], ALL[*at])).collect();
            let calibration = calibration(&guesses).unwrap();
            prop_assert_eq!(calibration.overall.unwrap().lean, Lean::Even);
            prop_assert_eq!(calibration.signals[0].1.tenths, 0);
        }

        #[test]
        fn turning_the_sides_turns_the_lean(
            values in prop::collection::vec((1u8..=5, 1u8..=5, 0usize..3, 0usize..3), 5..30),
        ) {
            let make = |turned: bool| {
                let one = |(a, b, s, t): &(u8, u8, usize, usize)| {
                    if turned { said(*b, *a, ALL[*t], ALL[*s]) } else { said(*a, *b, ALL[*s], ALL[*t]) }
                };
                calibration(&values.iter().map(one).collect::<Vec<_>>()).unwrap()
            };
            let (straight, turned) = (make(false), make(true));
            prop_assert_eq!(straight.overall.unwrap().tenths, -turned.overall.unwrap().tenths);
            prop_assert_eq!(straight.signals[0].1.tenths, -turned.signals[0].1.tenths);
        }
    }
}
