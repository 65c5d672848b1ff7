//! Which cards train what an answer lacks.

use super::card::{Card, CardKind, deck};
use super::competency::Competency;

/// The cards that train these signals and flags (ids), in the order of the deck: what is known of each, and the probes that
/// ask for it.
pub fn training(competency: &Competency, gaps: &[&str]) -> Vec<Card> {
    let is_gap = |id: &str| gaps.contains(&id);
    let asks = |probe: &str| {
        competency.probe(probe).is_some_and(|probe| probe.tests.first().is_some_and(|test| is_gap(test)))
    };
    let trains = |card: &Card| match card.kind {
        CardKind::Probe | CardKind::Reply => asks(&card.source),
        _ => is_gap(&card.source),
    };
    deck(competency).into_iter().filter(trains).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::parse_competency;

    fn competency() -> Competency {
        parse_competency(include_str!("../../content/competencies/customer-obsession.json")).unwrap()
    }

    #[test]
    fn every_signal_and_every_flag_has_cards_that_train_it() {
        let c = competency();
        for signal in &c.signals {
            let kinds: Vec<CardKind> = training(&c, &[&signal.id]).iter().map(|card| card.kind).collect();
            for kind in [CardKind::Signal, CardKind::Phrase, CardKind::NearMiss, CardKind::Probe] {
                assert!(kinds.contains(&kind), "{}: {kind:?}", signal.id);
            }
            assert!((5..=16).contains(&kinds.len()), "{}: {}", signal.id, kinds.len());
        }
        for flag in &c.flags {
            let cards = training(&c, &[&flag.id]);
            assert!(cards.iter().any(|card| card.kind == CardKind::Fix), "{}", flag.id);
        }
    }

    #[test]
    fn no_card_comes_twice_and_none_of_something_else() {
        let c = competency();
        let cards = training(&c, &["quantified-impact", "no-quantification", "quantified-impact"]);
        for (at, card) in cards.iter().enumerate() {
            assert!(cards.iter().skip(at + 1).all(|other| other.id != card.id), "{}", card.id);
            let is_of_it = matches!(
                card.source.as_str(),
                "quantified-impact" | "no-quantification" | "measurable-impact"
            );
            assert!(is_of_it, "{}", card.source);
        }
        assert_eq!(training(&c, &["no-such"]), []);
        assert_eq!(training(&c, &[]), []);
    }
}
