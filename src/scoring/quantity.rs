//! Quantities: numbers, percentages, amounts of money, durations and ratios, in digits and in words.
//!
//! regex-lite reads the shape of one chunk with digits; words are put together here. What only looks like a
//! number (a year, a time of day, a version, an ordinal) is read as a name and never counts as an impact.

use regex_lite::Regex;

use super::text::Token;

/// What kind of quantity a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quantity {
    /// "1,200", "forty two", "half".
    Number,
    /// "0.3%", "eleven percent".
    Percent,
    /// "$8K", "2 lakh rupees".
    Money,
    /// "nine minutes", "380 ms".
    Duration,
    /// "one in nine", "3x", "a third".
    Ratio,
    /// A year, a date, a time of day, an ordinal, a version: not a quantity.
    Name,
}

/// The shapes of chunks with digits, compiled once.
#[derive(Debug)]
pub(crate) struct Reckoner {
    shapes: Vec<(Regex, Quantity)>,
}

/// Shapes in the order in which they are tried. They only ever see one chunk, lower case.
const SHAPES: [(&str, Quantity); 8] = [
    (r"^[+-]?\d[\d,]*(\.\d+)?%$", Quantity::Percent),
    (r"^[$€£¥₹]\d[\d,]*(\.\d+)?(k|m|mn|bn|b|cr|l)?$|^\d[\d,]*(\.\d+)?[€£]$|^rs\d[\d,]*$", Quantity::Money),
    (r"^\d+(\.\d+)?(ms|s|secs?|mins?|h|hrs?|d)$", Quantity::Duration),
    (r"^\d+(st|nd|rd|th)$|^\d{1,2}[:.]\d\d(am|pm)$|^\d{1,2}(am|pm)$|^\d{1,2}:\d\d$", Quantity::Name),
    (r"^\d+\.\d+\.[\d.]*\d$|^\d+/\d+/\d+$|^24/7$", Quantity::Name),
    (r"^\d+(\.\d+)?x$|^\d+/\d+$", Quantity::Ratio),
    (r"^(19|20)\d\ds?$", Quantity::Name),
    (r"^[+-]?\d[\d,]*(\.\d+)?(k|m|mn|bn)?$", Quantity::Number),
];

const UNITS: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [&str; 12] = [
    "hundred",
    "thousand",
    "million",
    "billion",
    "lakh",
    "lakhs",
    "crore",
    "crores",
    "grand",
    "hundreds",
    "thousands",
    "dozen",
];
const PARTS: [&str; 13] = [
    "half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "sixth", "tenth", "tenths", "twice",
    "double", "triple",
];
const CURRENCIES: [&str; 21] = [
    "dollar", "dollars", "euro", "euros", "pound", "pounds", "rupee", "rupees", "yen", "quid", "bucks",
    "crowns", "zloty", "usd", "eur", "gbp", "inr", "cents", "pence", "francs", "pesos",
];
const SPANS: [&str; 22] = [
    "second",
    "seconds",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "ms",
    "milliseconds",
    "millisecond",
    "s",
    "mins",
    "hrs",
    "engineer",
    "working",
];

const DAYTIMES: [&str; 5] = ["morning", "afternoon", "evening", "night", "mornings"];

fn is(list: &[&str], word: &str) -> bool {
    list.contains(&word)
}

/// A word of a spelt-out number.
fn spelt(word: &str) -> bool {
    is(&UNITS, word) || is(&TENS, word) || is(&SCALES, word) || word == "zero"
}

impl Reckoner {
    /// Compiles the shapes. One that does not compile reads nothing; a test holds that all do.
    pub(crate) fn new() -> Reckoner {
        let shapes =
            SHAPES.iter().filter_map(|(shape, kind)| Regex::new(shape).ok().map(|r| (r, *kind))).collect();
        Reckoner { shapes }
    }

    /// What kind of quantity one chunk with digits is.
    pub(crate) fn shape(&self, chunk: &str) -> Option<Quantity> {
        if !chunk.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        self.shapes.iter().find(|(shape, _)| shape.is_match(chunk)).map(|(_, kind)| *kind)
    }

    /// Puts the words of one quantity together into one token.
    pub(crate) fn gather(&self, tokens: Vec<Token>, marks: Vec<u8>) -> (Vec<Token>, Vec<u8>) {
        let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
        let mut out_marks = Vec::with_capacity(tokens.len());
        let mut i = 0;
        while i < tokens.len() {
            let (length, kind) = self.quantity_at(&tokens, &marks, i);
            let kind = if length > 0 && names(&tokens, i, length, kind) { Quantity::Name } else { kind };
            let mut token = tokens[i].clone();
            if length > 0 {
                token.quantity = Some(kind);
                token.acronym = false;
                token.span.end = tokens[i + length - 1].span.end;
            }
            out.push(token);
            out_marks.push(marks[i]);
            i += length.max(1);
        }
        (out, out_marks)
    }

    /// How many tokens from `at` on are one quantity, and its kind; 0 where none begins.
    fn quantity_at(&self, tokens: &[Token], marks: &[u8], at: usize) -> (usize, Quantity) {
        let word = |k: usize| tokens.get(at + k).map_or("", |t| t.word.as_str());
        let joined = |k: usize| k == 0 || marks.get(at + k).is_some_and(|m| *m == 0);
        let rupees = is(&["rs", "inr", "usd", "eur"], word(0)) && self.shape(word(1)).is_some();
        let first = usize::from(rupees);
        let mut kind = match self.shape(word(first)) {
            Some(kind) => kind,
            None => return self.spelt_at(tokens, marks, at),
        };
        let mut length = first + 1;
        if rupees {
            kind = Quantity::Money;
        }
        while joined(length) && is(&SCALES, word(length)) {
            if kind == Quantity::Name {
                kind = Quantity::Number;
            }
            length += 1;
        }
        let ratio = kind == Quantity::Number && word(length) == "in" && joined(length);
        if ratio && word(0) == "1" && self.shape(word(length + 1)) == Some(Quantity::Number) {
            return (length + 2, Quantity::Ratio);
        }
        unit(kind, length, &|k| if joined(k) { word(k) } else { "" })
    }

    /// The same for numbers in words: "about four hundred", "eleven percent", "one in nine", "two thirds".
    fn spelt_at(&self, tokens: &[Token], marks: &[u8], at: usize) -> (usize, Quantity) {
        let word = |k: usize| {
            let joined = k == 0 || marks.get(at + k).is_some_and(|m| *m == 0);
            if joined { tokens.get(at + k).map_or("", |t| t.word.as_str()) } else { "" }
        };
        let article = is(&["a", "an"], word(0));
        if article
            && (is(&PARTS, word(1)) && word(1) != "double" || is(&SCALES, word(1)))
            && word(1) != "second"
        {
            let kind = if is(&SCALES, word(1)) { Quantity::Number } else { Quantity::Ratio };
            return if kind == Quantity::Number { unit(kind, 2, &word) } else { (2, kind) };
        }
        let mut length = 0;
        while spelt(word(length))
            || length > 0 && word(length) == "and" && spelt(word(length + 1)) && is(&SCALES, word(length - 1))
        {
            length += 1;
        }
        if length > 0 && is(&PARTS, word(length)) && word(length) != "twice" {
            return (length + 1, Quantity::Ratio);
        }
        if word(length) == "point" && (spelt(word(length + 1))) {
            length += 1;
            while spelt(word(length)) {
                length += 1;
            }
        }
        if length == 0 {
            return match word(0) {
                "half" | "twice" | "halves" => (1, Quantity::Ratio),
                _ => (0, Quantity::Number),
            };
        }
        if is(&["odd", "something", "ish"], word(length)) {
            length += 1;
        }
        if word(length) == "in" && (spelt(word(length + 1)) || word(length + 1) == "a") && length <= 2 {
            let (more, _) = self.spelt_at(tokens, marks, at + length + 1);
            if more > 0 {
                return (length + 1 + more, Quantity::Ratio);
            }
        }
        // "one" alone is a word like any other: "one woman", "one of them".
        let (with_unit, kind) = unit(Quantity::Number, length, &word);
        if with_unit == 1 && word(0) == "one" { (0, Quantity::Number) } else { (with_unit, kind) }
    }
}

/// Whether a number only names something: "at five", "six in the morning", "Java 8".
fn names(tokens: &[Token], at: usize, length: usize, kind: Quantity) -> bool {
    let word = |k: usize| tokens.get(k).map_or("", |t| t.word.as_str());
    let before = at.checked_sub(1);
    let clock = before.is_some_and(|b| word(b) == "at")
        || word(at + length) == "o'clock"
        || word(at + length) == "in"
            && word(at + length + 1) == "the"
            && is(&DAYTIMES, word(at + length + 2));
    let numbered = before.and_then(|b| tokens.get(b)).is_some_and(|t| t.name && !t.comma)
        && tokens.get(at).is_some_and(|t| t.word.starts_with(|c: char| c.is_ascii_digit()));
    kind == Quantity::Number && (clock || numbered)
}

/// The unit after a number.
fn unit<'a>(kind: Quantity, length: usize, word: &dyn Fn(usize) -> &'a str) -> (usize, Quantity) {
    let next = word(length);
    if is(&["percent", "pct"], next) {
        return (length + 1, Quantity::Percent);
    }
    if next == "per" && word(length + 1) == "cent" {
        return (length + 2, Quantity::Percent);
    }
    if is(&CURRENCIES, next) {
        return (length + 1, Quantity::Money);
    }
    if kind == Quantity::Number && is(&["times", "x"], next) {
        return (length + 1, Quantity::Ratio);
    }
    if kind == Quantity::Number && is(&SPANS, next) && !is(&["engineer", "working"], next) {
        return (length + 1, Quantity::Duration);
    }
    (length, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_compiles() {
        assert_eq!(Reckoner::new().shapes.len(), SHAPES.len());
    }

    #[test]
    fn chunks_with_digits_are_read_by_their_shape() {
        let cases = [
            ("1,200", Some(Quantity::Number)),
            ("0.3%", Some(Quantity::Percent)),
            ("+37%", Some(Quantity::Percent)),
            ("$8k", Some(Quantity::Money)),
            ("€1.9m", Some(Quantity::Money)),
            ("380ms", Some(Quantity::Duration)),
            ("3x", Some(Quantity::Ratio)),
            ("2019", Some(Quantity::Name)),
            ("24/7", Some(Quantity::Name)),
            ("7:30", Some(Quantity::Name)),
            ("1st", Some(Quantity::Name)),
            ("1.2.3", Some(Quantity::Name)),
            ("2.3m", Some(Quantity::Number)),
            ("p99", None),
            ("s3", None),
            ("word", None),
        ];
        let reckoner = Reckoner::new();
        for (chunk, expected) in cases {
            assert_eq!(reckoner.shape(chunk), expected, "{chunk}");
        }
    }
}
