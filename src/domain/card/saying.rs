//! Cards that ask for more than recalling: to say it oneself, to mend, to tell apart.

use super::{Card, CardKind, Typing, card, second_half_first, weave};
use crate::domain::competency::{Competency, Flag, Signal, Text};

/// A sentence of one's own for a signal.
pub(super) fn say(s: &Signal) -> Card {
    let examples: Vec<String> = s.phrases.iter().rev().take(2).map(|p| format!("“{}”", p.text)).collect();
    let card = card(
        CardKind::Say,
        ("say", &s.id),
        &s.id,
        ("Say a sentence of your own that shows this.", None, &s.name),
        (&s.shown_when, &format!("For example: {}", examples.join(" Or: "))),
    );
    Card { typing: Some(Typing { shows: vec![s.id.clone()], avoids: Vec::new() }), ..card }
}

/// Which flag, and the same without it.
pub(super) fn mend(f: &Flag) -> Card {
    let card = card(
        CardKind::Mend,
        ("mend", &f.id),
        &f.id,
        ("Spot the red flag, and say it without.", None, &f.example.text),
        (&f.name, &f.mended.text),
    );
    Card { typing: Some(Typing { shows: Vec::new(), avoids: vec![f.id.clone()] }), ..card }
}

/// Each signal's near miss and its last phrase, told apart.
pub(super) fn judge(c: &Competency) -> Vec<Card> {
    let card = |s: &Signal, text: &Text, verdict: &str, why: &str| {
        let instruction = "Does this show the signal, or does it only come close?";
        card(
            CardKind::Judge,
            ("judge", &text.id),
            &s.id,
            (instruction, Some(&s.name), &text.text),
            (verdict, why),
        )
    };
    let misses = c.signals.iter().map(|s| card(s, &s.miss, "It only comes close.", &s.miss_why));
    let shown = c.signals.iter().filter_map(|s| Some((s, s.phrases.last()?)));
    let shown = shown.map(|(s, text)| card(s, text, "It shows the signal.", &s.shown_when));
    weave(vec![misses.collect(), second_half_first(shown.collect())])
}
