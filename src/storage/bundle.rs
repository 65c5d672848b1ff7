//! Many reviews in one value: a tenth of the room that they take one by one, and read as fast.
//!
//! A record is never changed: a bundle holds the same records under the same ids, so merging, backups and other
//! tabs see no difference. What the form below cannot hold exactly stays by itself.
//!
//! The payload's lines, each a list separated by tabs: `many`; the authors of ids (`<device>-<tab>`); competencies;
//! cards, each `<competency>:<id>`; the first time; and the records in order of time, each with a comma behind it:
//!
//! - where its id does not follow the last one's: `@<author>.<number>`, or `+<numbers skipped>`;
//! - a review: `<card>`, then `A`, `H`, `G` or `E`; a deletion: `<author>.<number>X`;
//! - the milliseconds since the record before.
//!
//! All numbers but the first time are in base 36, and places in a list count from 0.

use std::sync::Arc;

use super::codec::CodecError;
use super::names;
use super::record::{Fact, Record, RecordId};
use crate::domain::review::Rating;
use crate::domain::time::Timestamp;
use crate::order;

/// A bundle holds no more records than these.
pub const MOST: usize = 8192;
/// What a payload begins with. That of a single record begins with a brace.
const MANY: &str = "many\n";
const RATINGS: [char; 4] = ['A', 'H', 'G', 'E'];

/// Whether a bundle can hold this record exactly.
pub(super) fn fits(record: &Record) -> bool {
    let is_plain = |text: &str| !text.contains(['\t', '\n', '\r']);
    let fact_fits = match &record.fact {
        Fact::Reviewed { competency, card, .. } => {
            is_plain(competency) && is_plain(card) && !competency.is_empty()
        }
        Fact::Deleted(id) => split(id).is_some(),
        _ => false,
    };
    fact_fits && split(&record.id).is_some()
}

/// An id's author and number, if it is made as this app makes them.
fn split(id: &RecordId) -> Option<(&str, u64)> {
    let (author, number) = id.as_str().rsplit_once('-')?;
    let value = u64::from_str_radix(number, 36).ok()?;
    (!author.is_empty() && names::number(value) == number).then_some((author, value))
}

/// A list of texts, each once, found by a sorted list of places.
#[derive(Default)]
struct Names {
    texts: Vec<String>,
    places: Vec<(String, usize)>,
}

impl Names {
    fn place(&mut self, text: &str) -> usize {
        match order::place(&self.places, text) {
            Ok(at) => self.places[at].1,
            Err(at) => {
                let place = self.texts.len();
                self.places.insert(at, (text.to_owned(), place));
                self.texts.push(text.to_owned());
                place
            }
        }
    }
}

/// The payload that holds these records, which all [fit](fits) and are in order of time, then of id.
pub(super) fn payload(records: &[&Record]) -> String {
    let (mut authors, mut competencies, mut cards) = (Names::default(), Names::default(), Names::default());
    let first = records.first().map_or(0, |record| record.at.0);
    let (mut before, mut expected) = (first, (usize::MAX, 0));
    let mut lines = String::new();
    for record in records {
        let Some((author, number)) = split(&record.id) else { continue };
        let author = authors.place(author);
        if author != expected.0 {
            lines.push('@');
            base36(&mut lines, author as u64);
            lines.push('.');
            base36(&mut lines, number);
        } else if number != expected.1 {
            lines.push('+');
            // Should it ever come before, it wraps around here, and back again where it is read.
            base36(&mut lines, number.wrapping_sub(expected.1));
        }
        if number != expected.1 || author != expected.0 {
            lines.push(' ');
        }
        expected = (author, number.wrapping_add(1));
        match &record.fact {
            Fact::Reviewed { competency, card, rating } => {
                let competency = competencies.place(competency);
                base36(&mut lines, cards.place(&format!("{competency}:{card}")) as u64);
                lines.push(RATINGS[*rating as usize]);
            }
            Fact::Deleted(id) => {
                let Some((author, number)) = split(id) else { continue };
                base36(&mut lines, authors.place(author) as u64);
                lines.push('.');
                base36(&mut lines, number);
                lines.push('X');
            }
            _ => continue,
        }
        base36(&mut lines, record.at.0.wrapping_sub(before) as u64);
        before = record.at.0;
        lines.push(',');
    }
    let list = |names: Names| names.texts.join("\t");
    format!("{MANY}{}\n{}\n{}\n{first}\n{lines}", list(authors), list(competencies), list(cards))
}

fn base36(text: &mut String, mut n: u64) {
    let mut digits = [0_u8; 13];
    let mut at = digits.len();
    while at == digits.len() || n > 0 {
        at -= 1;
        // OK because a remainder by 36 is a place among the digits.
        digits[at] = DIGITS[(n % 36) as usize];
        n /= 36;
    }
    text.extend(digits[at..].iter().map(|digit| char::from(*digit)));
}

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Whether a payload is a bundle.
pub(super) fn is_bundle(payload: &str) -> bool {
    payload.starts_with(MANY)
}

/// The records in a payload.
///
/// # Errors
/// `Payload` where it is no bundle.
pub(super) fn records(payload: &str) -> Result<Vec<Record>, CodecError> {
    read(payload).ok_or(CodecError::Payload)
}

fn read(payload: &str) -> Option<Vec<Record>> {
    let mut lines = payload.strip_prefix(MANY)?.split('\n');
    let authors: Vec<&str> = lines.next()?.split('\t').collect();
    let competencies: Vec<Arc<str>> = lines.next()?.split('\t').map(Arc::from).collect();
    let mut cards: Vec<(Arc<str>, Arc<str>)> = Vec::new();
    for card in lines.next()?.split('\t').filter(|card| !card.is_empty()) {
        let (competency, card) = card.split_once(':')?;
        cards.push((competencies.get(competency.parse::<usize>().ok()?)?.clone(), card.into()));
    }
    let mut at: i64 = lines.next()?.parse().ok()?;
    let mut text = Scanner { bytes: lines.next()?.as_bytes() };
    let mut records = Vec::with_capacity(text.bytes.len() / 8);
    let (mut author, mut number) = (0_usize, 0_u64);
    let mut id = String::new();
    let mut id_of = |author: &str, n: u64| {
        id.clear();
        id.push_str(author);
        id.push('-');
        let start = id.len();
        base36(&mut id, n);
        // As `names::number` writes it.
        while id.len() < start + 4 {
            id.insert(start, '0');
        }
        RecordId::read(&id)
    };
    while !text.bytes.is_empty() {
        match text.bytes.first()? {
            b'@' => {
                text.next();
                author = text.number()? as usize;
                text.expect(b'.')?;
                number = text.number()?;
                text.expect(b' ')?;
            }
            b'+' => {
                text.next();
                number = number.wrapping_add(text.number()?);
                text.expect(b' ')?;
            }
            _ => {}
        }
        let what = text.number()?;
        let fact = match text.next()? {
            b'.' => {
                let deleted = text.number()?;
                text.expect(b'X')?;
                Fact::Deleted(id_of(authors.get(what as usize)?, deleted)?)
            }
            letter => {
                let rating = RATINGS.iter().position(|rating| *rating == char::from(letter))?;
                let (competency, card) = cards.get(what as usize)?.clone();
                Fact::Reviewed { competency, card, rating: Rating::ALL[rating] }
            }
        };
        at = at.wrapping_add(text.number()? as i64);
        text.expect(b',')?;
        records.push(Record { id: id_of(authors.get(author)?, number)?, at: Timestamp(at), fact });
        number = number.wrapping_add(1);
    }
    lines.next().is_none().then_some(records)
}

/// What is left of a text.
struct Scanner<'a> {
    bytes: &'a [u8],
}

impl Scanner<'_> {
    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next()? == byte).then_some(())
    }

    /// A number in base 36, in small letters.
    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        let mut digits = 0;
        while let Some(digit) = self.bytes.first() {
            let digit = match digit {
                b'0'..=b'9' => digit - b'0',
                b'a'..=b'z' => digit - b'a' + 10,
                _ => break,
            };
            value = value.checked_mul(36)?.checked_add(u64::from(digit))?;
            digits += 1;
            self.next();
        }
        (digits > 0).then_some(value)
    }
}
