//! Cards in somebody's own words: new ones, other wordings of the content's, and those made from an attempt.

use super::{Back, Card, CardKind, Front, Typing};
use crate::domain::competency::Competency;
use crate::domain::mark::{OwnCard, SAID};

/// The content's cards and somebody's own: another wording of a card takes its place and keeps its schedule, new
/// ones come last, as they were written.
pub fn deck_with<'a>(competency: &Competency, own: impl IntoIterator<Item = &'a OwnCard>) -> Vec<Card> {
    let mut deck = super::deck(competency);
    let content = deck.len();
    for card in own {
        let there = deck.iter_mut().take(content).find(|there| there.id == card.id);
        if let Some(there) = there {
            there.front.text.clone_from(&card.front);
            // The first line is what it comes to; more lines, where there are any, say why.
            let (headline, why) = card.back.split_once('\n').unwrap_or((&card.back, ""));
            headline.clone_into(&mut there.back.headline);
            if !why.is_empty() {
                why.clone_into(&mut there.back.explanation);
            }
        } else {
            deck.push(new(competency, card));
        }
    }
    deck
}

fn new(competency: &Competency, own: &OwnCard) -> Card {
    let about = own.about.as_deref();
    let signal = about.and_then(|id| competency.signals.iter().find(|signal| signal.id == id));
    let flag = about.and_then(|id| competency.flags.iter().find(|flag| flag.id == id));
    let kind = if own.id.starts_with(SAID) { CardKind::Said } else { CardKind::Own };
    let instruction = match (kind, signal, flag) {
        (CardKind::Said, Some(_), _) => "This was missing in an answer of yours. How do you say it?",
        (CardKind::Said, _, Some(_)) => "You said this once. How do you say it without the red flag?",
        _ => "Your own card",
    };
    let typing = match (signal, flag) {
        (Some(signal), _) => Some(Typing { shows: vec![signal.id.clone()], avoids: Vec::new() }),
        (_, Some(flag)) => Some(Typing { shows: Vec::new(), avoids: vec![flag.id.clone()] }),
        _ => None,
    };
    let context = signal.map(|signal| signal.name.clone()).or(flag.map(|flag| flag.name.clone()));
    Card {
        id: own.id.clone(),
        kind,
        front: Front { instruction, context, text: own.front.clone() },
        back: Back { headline: own.back.clone(), explanation: String::new() },
        source: own.about.clone().unwrap_or_else(|| own.id.clone()),
        typing: typing.filter(|_| kind == CardKind::Said),
    }
}

/// Cards from an attempt: one for each signal (its id) that its answer lacked, and one for each red flag (its id)
/// with the words that show it. The same attempt gives cards of the same ids.
pub fn from_attempt(
    competency: &Competency,
    attempt: &str,
    question: &str,
    missing: &[&str],
    flagged: &[(&str, &str)],
) -> Vec<OwnCard> {
    let id = |about: &str| format!("{SAID}{attempt}/{about}");
    let signals = competency.signals.iter().filter(|signal| missing.contains(&&*signal.id)).map(|signal| {
        let example = signal.phrases.first().map_or("", |phrase| &phrase.text);
        OwnCard {
            id: id(&signal.id),
            front: format!("“{question}” {}", signal.advice),
            back: format!("For example: “{example}”"),
            about: Some(signal.id.clone()),
        }
    });
    let flags = flagged.iter().filter_map(|(flag, words)| {
        let flag = competency.flags.iter().find(|f| f.id == *flag)?;
        let front = if words.is_empty() { flag.example.text.clone() } else { format!("“{words}”") };
        Some(OwnCard { id: id(&flag.id), front, back: flag.fix.clone(), about: Some(flag.id.clone()) })
    });
    signals.chain(flags).collect()
}
