//! What somebody says of their own answer, in words.

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
