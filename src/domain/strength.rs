//! How strong one is at each signal and against each red flag: from the cards about it, and from what one's
//! attempts show. To name it is one thing, to say it another.

use super::card::Card;
use super::review::{self, Memory};
use super::time::Timestamp;

/// So many percent of what the cards ask are to be recalled before something counts as known.
const KNOWN: u32 = 70;
/// How many attempts are looked at: the last ones.
pub const ATTEMPTS: usize = 5;

/// How well the cards about something are recalled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recalled {
    /// Cards about it.
    pub cards: u32,
    /// Of these, cards seen at least once.
    pub seen: u32,
    /// The share of all of them that would be recalled now, in percent: a card unseen counts nothing.
    pub percent: u32,
}

/// How many attempts show something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Attempts that show it.
    pub shown: u32,
    /// Attempts looked at.
    pub of: u32,
}

/// What cards and attempts come to together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No card about it was seen, and there is no attempt.
    Unmet,
    /// The cards are being learnt, and there is no attempt.
    Learning,
    /// The cards are known, and there is no attempt.
    Known,
    /// The cards are known, and the attempts are as they should be.
    KnownAndSaid,
    /// The cards are known; the attempts are not as they should be.
    KnownNotSaid,
    /// The attempts are as they should be; the cards are not known.
    SaidNotKnown,
    /// Neither.
    Neither,
}

/// How well the cards of a deck about `about` (a signal or flag's id) are recalled at `now`.
pub fn recalled<'a>(
    deck: &[Card],
    about: &str,
    memory: impl Fn(&str) -> Option<&'a Memory>,
    now: Timestamp,
) -> Recalled {
    let mut all = Recalled::default();
    let mut sum = 0;
    for card in deck.iter().filter(|card| card.source == about) {
        all.cards += 1;
        if let Some(memory) = memory(&card.id) {
            all.seen += 1;
            sum += (review::recall(memory, now) * 100.0 + 0.5) as u32;
        }
    }
    all.percent = (sum + all.cards / 2).checked_div(all.cards).unwrap_or(0);
    all
}

/// Where somebody stands with a signal: it is said where at least every other attempt shows it.
pub fn of_signal(recalled: Recalled, shown: Shown) -> Standing {
    standing(recalled, shown.of, shown.shown * 2 >= shown.of)
}

/// Where somebody stands with a red flag: all is well where no attempt shows it.
pub fn of_flag(recalled: Recalled, shown: Shown) -> Standing {
    standing(recalled, shown.of, shown.shown == 0)
}

fn standing(recalled: Recalled, attempts: u32, is_well: bool) -> Standing {
    let is_known = recalled.percent >= KNOWN;
    match (attempts, is_known, is_well) {
        (0, true, _) => Standing::Known,
        (0, false, _) if recalled.seen == 0 => Standing::Unmet,
        (0, false, _) => Standing::Learning,
        (_, true, true) => Standing::KnownAndSaid,
        (_, true, false) => Standing::KnownNotSaid,
        (_, false, true) => Standing::SaidNotKnown,
        (_, false, false) => Standing::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::{Back, CardKind, Front};
    use crate::domain::review::Rating;

    fn card(id: &str, source: &str) -> Card {
        Card {
            id: id.into(),
            kind: CardKind::Phrase,
            front: Front { instruction: "", context: None, text: String::new() },
            back: Back { headline: String::new(), explanation: String::new() },
            typing: None,
            source: source.into(),
        }
    }

    #[test]
    fn a_card_unseen_counts_nothing_and_one_just_seen_all() {
        let deck = [card("a", "s"), card("b", "s"), card("c", "t")];
        let now = Timestamp(1_700_000_000_000);
        let seen = review::after(&Memory::default(), Rating::Easy, now);
        let memory = |id: &str| (id == "a").then_some(&seen);
        assert_eq!(recalled(&deck, "s", memory, now), Recalled { cards: 2, seen: 1, percent: 50 });
        assert_eq!(recalled(&deck, "t", memory, now), Recalled { cards: 1, seen: 0, percent: 0 });
        assert_eq!(recalled(&deck, "nothing", memory, now), Recalled::default());
        // What is not looked at fades.
        let later = Timestamp(now.0 + 60 * 24 * 3_600_000);
        assert!(recalled(&deck, "s", memory, later).percent < 45);
    }

    #[test]
    fn to_name_it_is_one_thing_and_to_say_it_another() {
        let known = Recalled { cards: 5, seen: 5, percent: 90 };
        let begun = Recalled { cards: 5, seen: 2, percent: 38 };
        let unmet = Recalled { cards: 5, seen: 0, percent: 0 };
        let shown = |shown, of| Shown { shown, of };
        let cases = [
            (unmet, shown(0, 0), Standing::Unmet),
            (begun, shown(0, 0), Standing::Learning),
            (known, shown(0, 0), Standing::Known),
            (known, shown(3, 5), Standing::KnownAndSaid),
            (known, shown(2, 5), Standing::KnownNotSaid),
            (begun, shown(1, 2), Standing::SaidNotKnown),
            (unmet, shown(0, 1), Standing::Neither),
        ];
        for (recalled, shown, expected) in cases {
            assert_eq!(of_signal(recalled, shown), expected, "{recalled:?} {shown:?}");
        }
    }

    #[test]
    fn a_red_flag_is_well_where_no_attempt_shows_it() {
        let known = Recalled { cards: 3, seen: 3, percent: 80 };
        assert_eq!(of_flag(known, Shown { shown: 0, of: 3 }), Standing::KnownAndSaid);
        assert_eq!(of_flag(known, Shown { shown: 1, of: 3 }), Standing::KnownNotSaid);
    }
}
