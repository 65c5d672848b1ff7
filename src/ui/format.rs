//! Figures as people read them.

use crate::domain::review::Interval;
use crate::domain::time::Seconds;

/// Minutes and seconds as a clock shows them: `2:05`.
pub fn clock(seconds: Seconds) -> String {
    format!("{}:{:02}", seconds.0 / 60, seconds.0 % 60)
}

/// A length of time in words: `45 seconds`, `2 minutes`, `2 minutes 30 seconds`.
pub fn spoken(seconds: Seconds) -> String {
    let (minutes, rest) = (seconds.0 / 60, seconds.0 % 60);
    match (minutes, rest) {
        (0, _) => count(rest, "second"),
        (_, 0) => count(minutes, "minute"),
        _ => format!("{} {}", count(minutes, "minute"), count(rest, "second")),
    }
}

/// A number with its noun: `1 card`, `3 cards`.
pub fn count(n: u32, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

/// How long until a card comes back, as short as a button needs it.
pub fn interval(interval: Interval) -> String {
    match interval {
        Interval::Minutes(0) => "now".into(),
        Interval::Minutes(minutes) if minutes < 60 => format!("{minutes} min"),
        Interval::Minutes(minutes) => format!("{} h", minutes / 60),
        Interval::Days(days) if days < 60 => format!("{days} d"),
        Interval::Days(days) if days < 730 => format!("{} mo", days / 30),
        Interval::Days(days) => format!("{} y", days / 365),
    }
}

/// A size in bytes, rounded for reading.
pub fn size(bytes: usize) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        _ => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
    }
}

/// The beginning of some words, on one line and short enough for a list.
pub fn brief(words: &str) -> String {
    let mut brief = String::new();
    for word in words.split_whitespace() {
        if brief.len() + word.len() > 64 {
            return brief + " …";
        }
        if !brief.is_empty() {
            brief.push(' ');
        }
        brief.push_str(word);
    }
    brief
}

/// `part` of `whole` in percent, 0 where there is no whole.
pub fn percent(part: u32, whole: u32) -> u32 {
    (part * 100 + whole / 2).checked_div(whole).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_read_as_words() {
        let cases = [(1, "1 second"), (45, "45 seconds"), (60, "1 minute"), (150, "2 minutes 30 seconds")];
        for (seconds, words) in cases {
            assert_eq!(spoken(Seconds(seconds)), words);
        }
    }

    #[test]
    fn intervals_are_short_enough_for_a_button() {
        let cases = [
            (Interval::Minutes(10), "10 min"),
            (Interval::Minutes(120), "2 h"),
            (Interval::Days(4), "4 d"),
            (Interval::Days(136), "4 mo"),
            (Interval::Days(800), "2 y"),
        ];
        for (interval, words) in cases {
            assert_eq!(super::interval(interval), words);
        }
    }

    #[test]
    fn what_is_brief_stays_and_what_is_long_ends_between_words() {
        assert_eq!(brief(" I saw\n it "), "I saw it");
        let long = brief(&"word ".repeat(40));
        assert!(long.len() < 70 && long.ends_with("word …"), "{long}");
        assert_eq!(brief(""), "");
    }

    #[test]
    fn a_share_of_nothing_is_zero() {
        assert_eq!(percent(1, 0), 0);
        assert_eq!(percent(2, 3), 67);
    }

    #[test]
    fn sizes_are_rounded_for_reading() {
        let cases = [(999, "999 bytes"), (12_345, "12 kB"), (2_340_000, "2.3 MB")];
        for (bytes, words) in cases {
            assert_eq!(size(bytes), words);
        }
    }
}
