//! What is said of an answer in words, by its speaker and by the rules, and as a mark where there is no room for words.

use super::super::el::{El, el, text};
use crate::domain::interview::Shown;

/// What can be said of a signal.
pub(super) const SHOWN: [Shown; 3] = [Shown::Not, Shown::Partly, Shown::Clearly];

/// What can be said of a signal, in words.
pub(super) fn says(shown: Shown) -> &'static str {
    match shown {
        Shown::Not => "Not",
        Shown::Partly => "Partly",
        Shown::Clearly => "Clearly",
    }
}

/// A rating of the whole answer in a few words; the report says the same at greater length.
pub(super) fn anchor(value: u8) -> &'static str {
    match value {
        5 => "clearly, with impact in numbers",
        4 => "clearly, one thing thin",
        3 => "mixed",
        2 => "a little",
        _ => "not there yet",
    }
}

/// A mark for how far a signal is shown, which a screen reader reads as words.
pub(super) fn mark(shown: Shown) -> El {
    let (class, sign, words) = match shown {
        Shown::Not => ("sign none", "○", "not found"),
        Shown::Partly => ("sign possibly", "◐", "possibly"),
        Shown::Clearly => ("sign found", "●", "found"),
    };
    el("span").class(class).child(text("span", "", sign).attr("aria-hidden", "true")).child(text(
        "span",
        "visually-hidden",
        words,
    ))
}

/// The same for a red flag, which is there or not.
pub(super) fn flag_mark(is_there: bool) -> El {
    let (class, sign, words) =
        if is_there { ("sign flagged", "⚑", "found") } else { ("sign none", "○", "not found") };
    sign_of(class, sign, words)
}

fn sign_of(class: &'static str, sign: &str, words: &str) -> El {
    el("span").class(class).child(text("span", "", sign).attr("aria-hidden", "true")).child(text(
        "span",
        "visually-hidden",
        words,
    ))
}

/// What the marks mean.
pub(super) fn legend() -> El {
    text("p", "small muted", "● found   ◐ possibly   ○ not found").attr("aria-hidden", "true")
}
