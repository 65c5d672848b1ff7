//! How long an answer takes, spoken.

use super::report::{Part, Reading, Span, Timing};
use crate::domain::time::Seconds;

/// How long the answer and its parts take at `pace` words a minute. Numbers count as spoken: "$8K" is 3 words.
/// `text` is the text that was read. A pace of 0 is taken as 1.
pub fn timing(reading: &Reading, text: &str, pace: u32) -> Timing {
    let mut words = [0usize; 4];
    for section in &reading.sections {
        let spoken = text.get(section.span.start..section.span.end).map_or(0, spoken_words);
        words[section.part.index()] += spoken;
    }
    let pace = u64::from(pace.max(1));
    let seconds =
        |words: usize| Seconds(((words as u64 * 60 + pace / 2) / pace).min(u64::from(u32::MAX)) as u32);
    Timing {
        total: seconds(spoken_words(text)),
        situation: seconds(words[0]),
        task: seconds(words[1]),
        action: seconds(words[2]),
        result: seconds(words[3]),
    }
}

/// One sentence along the time of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lap {
    /// The sentence.
    pub span: Span,
    /// The part of the story that it belongs to.
    pub part: Part,
    /// When it begins.
    pub from: Seconds,
    /// When it ends.
    pub to: Seconds,
}

/// The sentences along the time, spoken at `pace` words a minute; `text` is the text that was read. The last one
/// ends when the answer does, if nothing but its sentences is spoken.
pub fn laps(reading: &Reading, text: &str, pace: u32) -> Vec<Lap> {
    let pace = u64::from(pace.max(1));
    let at = |words: u64| Seconds(((words * 60 + pace / 2) / pace).min(u64::from(u32::MAX)) as u32);
    let mut sections = reading.sections.iter().peekable();
    let mut words = 0;
    let mut laps = Vec::with_capacity(reading.sentences.len());
    for span in &reading.sentences {
        while sections.peek().is_some_and(|section| section.span.end <= span.start) {
            sections.next();
        }
        let part = sections.peek().map_or(Part::Action, |section| section.part);
        let from = at(words);
        words += text.get(span.start..span.end).map_or(0, spoken_words) as u64;
        laps.push(Lap { span: *span, part, from, to: at(words) });
    }
    laps
}

/// The words that a text takes when spoken.
pub fn spoken_words(text: &str) -> usize {
    text.split(|c: char| c.is_whitespace() || c == '—' || c == '–').map(chunk_words).sum()
}

/// The spoken words of one chunk: a word is one, "thirty-one" two, "$8K" three.
fn chunk_words(chunk: &str) -> usize {
    if !chunk.bytes().any(|b| b.is_ascii_digit()) {
        return chunk.split('-').filter(|p| p.chars().any(char::is_alphanumeric)).count();
    }
    let mut count = 0;
    let mut digits: Vec<u8> = Vec::new();
    let mut letters = 0;
    let mut fraction = false;
    let mut chars = chunk.chars().peekable();
    while let Some(c) = chars.next() {
        let next_digit = chars.peek().is_some_and(char::is_ascii_digit);
        if c.is_ascii_digit() {
            count += usize::from(letters > 0);
            letters = 0;
            digits.push(c as u8 - b'0');
            continue;
        }
        if c == ',' && next_digit && !digits.is_empty() {
            continue;
        }
        count += number_words(&digits, fraction);
        digits.clear();
        fraction = c == '.' && next_digit;
        match c {
            '$' | '€' | '£' | '¥' | '₹' | '%' => count += 1,
            // "point", "slash"
            '.' | '/' if next_digit => count += 1,
            _ if c.is_alphanumeric() => letters += 1,
            _ => {
                count += usize::from(letters > 0);
                letters = 0;
            }
        }
    }
    count + number_words(&digits, fraction) + usize::from(letters > 0)
}

/// The words of a whole number: 1,234 is "one thousand two hundred thirty four"; a fraction is read digit by
/// digit, and so is a number of more than nine digits.
fn number_words(digits: &[u8], fraction: bool) -> usize {
    if fraction || digits.len() > 9 {
        return digits.len();
    }
    let value = digits.iter().fold(0u32, |n, d| n * 10 + u32::from(*d));
    if digits.is_empty() {
        return 0;
    }
    if value == 0 {
        return 1;
    }
    if digits.len() == 4 && (1900..2100).contains(&value) {
        // A year: "twenty nineteen".
        return 2;
    }
    let below_thousand = |n: u32| {
        let tens = n % 100;
        let small = if tens == 0 {
            0
        } else if tens < 20 || tens.is_multiple_of(10) {
            1
        } else {
            2
        };
        small + if n >= 100 { 2 } else { 0 }
    };
    let (millions, thousands, rest) = (value / 1_000_000, value / 1000 % 1000, value % 1000);
    let scaled = |n: u32| if n > 0 { below_thousand(n) + 1 } else { 0 };
    scaled(millions) + scaled(thousands) + below_thousand(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_follow_each_other_along_the_time() {
        use crate::scoring::report::Section;

        let text = "One two three. Four five six seven eight nine. Ten.";
        let span = |start, end| Span { start, end };
        let reading = Reading {
            sentences: vec![span(0, 14), span(15, 46), span(47, 51)],
            sections: vec![
                Section { part: Part::Task, span: span(0, 14) },
                Section { part: Part::Result, span: span(15, 51) },
            ],
            ..Reading::default()
        };
        let laps: Vec<_> = laps(&reading, text, 60).iter().map(|l| (l.part, l.from.0, l.to.0)).collect();
        assert_eq!(laps, [(Part::Task, 0, 3), (Part::Result, 3, 9), (Part::Result, 9, 10)]);
        assert_eq!(timing(&reading, text, 60).total, Seconds(10));
    }

    #[test]
    fn numbers_count_as_they_are_spoken() {
        let cases = [
            ("$8K", 3),
            ("31%", 3),
            ("140", 3),
            ("1,234", 6),
            ("0.3%", 4),
            ("2019", 2),
            ("word", 1),
            ("thirty-one", 2),
            ("it's", 1),
            ("...", 0),
            ("", 0),
            ("p99", 3),
            ("99999999999999999999", 20),
        ];
        for (text, words) in cases {
            assert_eq!(spoken_words(text), words, "{text}");
        }
    }
}
