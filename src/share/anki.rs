//! Cards as Anki's text files have them, and as spreadsheets write them (CSV): out, and in again.
//!
//! A card keeps its id on the way, so that a file that was edited elsewhere changes words and no schedule. Whatever
//! is wrong with a file is found before anything of it is taken.

use std::fmt;

use super::header::{Header, HeaderError, header};
use super::table::{self, Row, TableError};
use crate::domain::card::Card;
use crate::domain::chance::mixed;
use crate::order;

/// The largest text that is read, in bytes: twenty times a competency's cards.
pub const LARGEST: usize = 2_000_000;
/// The most cards that one file brings.
pub const MOST_CARDS: usize = 5_000;
/// The most characters on one side of a card.
pub const LONGEST: usize = 4_000;
/// The most tags of a card that are taken.
const MOST_TAGS: usize = 20;
/// What the ids of own cards begin with.
const OWN: &str = "own/";
/// … of cards made from an attempt.
const SAID: &str = "said/";
/// What the tag begins with that names what a card is about.
const ABOUT: &str = "about::";

/// A card as text has it: with all that one has to see on each side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainCard {
    /// Its id within its competency.
    pub id: String,
    /// What is shown first.
    pub front: String,
    /// What is shown when it is turned.
    pub back: String,
    /// Words without a space.
    pub tags: Vec<String>,
}

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Cards that are not here yet.
    pub new: Vec<PlainCard>,
    /// Cards that are here with other words: only these words, without the instruction that goes with them.
    pub changed: Vec<PlainCard>,
    /// How many are here as they are.
    pub same: usize,
}

/// Why a file brings no cards. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportError {
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It holds more than [`MOST_CARDS`] cards.
    TooMany,
    /// There is no card in it.
    Empty,
    /// A line (counted from 1) is not as it has to be.
    Line(usize, Wrong),
}

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is no row of a table.
    Table(TableError),
    /// It says something of the file that is not known.
    Header(HeaderError),
    /// It has more or fewer columns than the file's first lines say.
    Columns {
        /// Columns that are named, or that the first row has.
        expected: usize,
        /// Columns here.
        found: usize,
    },
    /// There is nothing on this side of the card: `front` or `back`.
    Blank(&'static str),
    /// There is too much on this side.
    TooLong(&'static str),
    /// It has the id of a card on an earlier line.
    Twice(usize),
    /// It is a card of another competency (its id).
    Foreign(String),
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(f, "expected a file of {} MB at most", LARGEST / 1_000_000),
            Self::TooMany => write!(f, "expected {MOST_CARDS} cards at most"),
            Self::Empty => f.write_str("expected at least one card: a front and a back on one line"),
            Self::Line(line, wrong) => write!(f, "line {line}: {wrong}"),
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(error) => error.fmt(f),
            Self::Header(HeaderError::Separator) => {
                f.write_str("expected tab, comma, semicolon, pipe, colon or space as the separator")
            }
            Self::Header(HeaderError::Html) => f.write_str("expected true or false after #html:"),
            Self::Header(HeaderError::Column) => f.write_str("expected the number of a column, from 1"),
            Self::Columns { expected, found } => {
                write!(f, "expected {expected} columns, found {found}")
            }
            Self::Blank(side) => write!(f, "expected something on the {side}"),
            Self::TooLong(side) => write!(f, "expected {LONGEST} characters at most on the {side}"),
            Self::Twice(first) => write!(f, "expected each card once; this one is on line {first} as well"),
            Self::Foreign(of) => write!(f, "expected a card of this competency, found one of {of}"),
        }
    }
}

impl std::error::Error for ImportError {}

impl PlainCard {
    /// A card of the deck. Its instruction goes along, since another program knows no kinds of card; own cards say
    /// themselves what they ask.
    pub fn of(card: &Card) -> PlainCard {
        let text = cleaned(&card.front.text);
        let front = match (is_own(&card.id), card.kind.is_spoken()) {
            (true, _) => text,
            (false, true) => format!("{}“{text}”", asked(card)),
            (false, false) => format!("{}{text}", asked(card)),
        };
        let kind = card.kind.label().to_lowercase().replace(' ', "-");
        let tags = vec![format!("starling::{kind}"), format!("{ABOUT}{}", card.source)];
        PlainCard { id: card.id.clone(), front, back: back(card), tags }
    }

    /// The card's own words, where it is `card` as text has it: without what stands around them there.
    fn words(&self, card: &Card) -> (&str, &str) {
        if is_own(&card.id) {
            return (&self.front, &self.back);
        }
        let front = self.front.strip_prefix(asked(card).as_str()).unwrap_or(&self.front);
        let quoted = front.strip_prefix('“').and_then(|front| front.strip_suffix('”'));
        (quoted.filter(|_| card.kind.is_spoken()).unwrap_or(front), &self.back)
    }

    /// The id of the content that the card is about, where a tag names one.
    pub fn about(&self) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix(ABOUT))
    }
}

/// What is asked of a card's text, and what it belongs to: a line each.
fn asked(card: &Card) -> String {
    let lines = [Some(card.front.instruction), card.front.context.as_deref()];
    lines.into_iter().flatten().filter(|line| !line.is_empty()).map(|line| cleaned(line) + "\n").collect()
}

/// The back of a card: what it comes to on the first line, why on the next.
fn back(card: &Card) -> String {
    cleaned(&format!("{}\n{}", card.back.headline, card.back.explanation))
}

/// The cards of a competency as a text file for Anki: ids first, then deck, front, back and tags.
pub fn write(competency: &str, title: &str, cards: &[PlainCard]) -> String {
    let mut text =
        String::from("#separator:tab\n#html:false\n#guid column:1\n#deck column:2\n#tags column:5\n");
    text.push_str("#columns:ID\tDeck\tFront\tBack\tTags\n");
    let deck = format!("Starling::{title}");
    for card in cards {
        let id = format!("{competency}/{}", card.id);
        let fields = [&id, &deck, &card.front, &card.back, &card.tags.join(" ")];
        let fields = fields.map(|field| table::written(field, '\t'));
        text.push_str(&fields.join("\t"));
        text.push('\n');
    }
    text
}

/// Where the columns of a file are.
struct Columns {
    id: Option<usize>,
    front: usize,
    back: usize,
    tags: Option<usize>,
    /// How many there are.
    count: usize,
}

/// Reads a file of cards for `competency`. `known` are its cards as they stand: a row that has no id is the card
/// with the same front, as in Anki. `others` are the ids of all other competencies, whose cards are refused.
///
/// # Errors
/// An [`ImportError`] for any text that is not wholly made of cards; it never panics.
pub fn read(
    text: &str,
    competency: &str,
    known: &[Card],
    others: &[String],
) -> Result<Vec<PlainCard>, ImportError> {
    if text.len() > LARGEST {
        return Err(ImportError::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (header, rest) =
        header(text).map_err(|(line, error)| ImportError::Line(line, Wrong::Header(error)))?;
    let separator = header.separator.unwrap_or_else(|| likely_separator(rest));
    let rows = table::rows(rest, separator, header.lines + 1)
        .map_err(|(line, error)| ImportError::Line(line, Wrong::Table(error)))?;
    let Some(first) = rows.first() else { return Err(ImportError::Empty) };
    let (columns, is_named) = columns(&header, first)?;
    let rows = rows.get(usize::from(is_named)..).unwrap_or_default();
    if rows.is_empty() {
        return Err(ImportError::Empty);
    }
    if rows.len() > MOST_CARDS {
        return Err(ImportError::TooMany);
    }
    let mut cards = Vec::with_capacity(rows.len());
    let mut lines: Vec<(String, usize)> = Vec::new();
    for row in rows {
        let wrong = |wrong| ImportError::Line(row.line, wrong);
        let mut card = card(row, &columns, &header).map_err(wrong)?;
        card.id = id(&card, competency, known, others).map_err(wrong)?;
        match order::place(&lines, &card.id) {
            Ok(at) => return Err(wrong(Wrong::Twice(lines[at].1))),
            Err(at) => lines.insert(at, (card.id.clone(), row.line)),
        }
        cards.push(card);
    }
    Ok(cards)
}

/// A tab where the first line has one; else whichever of semicolon and comma it has more of.
fn likely_separator(text: &str) -> char {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark| line.matches(mark).count();
    match () {
        () if count('\t') > 0 => '\t',
        () if count(';') > count(',') => ';',
        () => ',',
    }
}

/// Where the columns are, and whether the first row names them.
fn columns(header: &Header, first: &Row) -> Result<(Columns, bool), ImportError> {
    let count = header.columns.unwrap_or(first.fields.len());
    let names: Vec<String> = first.fields.iter().map(|name| name.trim().to_lowercase()).collect();
    let named = |of: &[&str]| names.iter().position(|name| of.contains(&name.as_str()));
    let sides = named(&["front", "question"]).zip(named(&["back", "answer"]));
    if let Some((front, back)) = sides {
        let id = header.guid.or(named(&["id", "guid"]));
        return Ok((Columns { id, front, back, tags: header.tags.or(named(&["tags"])), count }, true));
    }
    let is_side =
        |at: &usize| Some(*at) != header.guid && Some(*at) != header.tags && !header.others.contains(at);
    let mut sides = (0..count).filter(is_side);
    let (Some(front), Some(back)) = (sides.next(), sides.next()) else {
        let expected = 2 + count - (0..count).filter(is_side).count();
        return Err(ImportError::Line(first.line, Wrong::Columns { expected, found: count }));
    };
    // Without a word on the columns, tags are what comes third.
    let tags = if header.is_there { header.tags } else { sides.next() };
    Ok((Columns { id: header.guid, front, back, tags, count }, false))
}

/// The card of a row, with its id as the row has it.
fn card(row: &Row, columns: &Columns, header: &Header) -> Result<PlainCard, Wrong> {
    if row.fields.len() != columns.count {
        return Err(Wrong::Columns { expected: columns.count, found: row.fields.len() });
    }
    let field = |at: usize| row.fields.get(at).map(String::as_str).unwrap_or_default();
    let side = |at: usize, side: &'static str| {
        let words = field(at);
        let words = cleaned(&if header.html { without_html(words) } else { words.to_owned() });
        match words.chars().count() {
            0 => Err(Wrong::Blank(side)),
            1..=LONGEST => Ok(words),
            _ => Err(Wrong::TooLong(side)),
        }
    };
    let own = columns.tags.map(field).unwrap_or_default();
    let tags = header.all_tags.iter().map(String::as_str).chain(own.split_whitespace());
    Ok(PlainCard {
        id: columns.id.map(field).unwrap_or_default().trim().to_owned(),
        front: side(columns.front, "front")?,
        back: side(columns.back, "back")?,
        tags: tags.take(MOST_TAGS).map(str::to_owned).collect(),
    })
}

/// The id under which a card is kept: the one that it went out with, or that of the card with the same front, or
/// one made of what its file knows it by, so that the same file brings the same cards.
fn id(card: &PlainCard, competency: &str, known: &[Card], others: &[String]) -> Result<String, Wrong> {
    let is_known = |id: &str| known.iter().any(|other| other.id == id);
    let own = card.id.strip_prefix(competency).and_then(|rest| rest.strip_prefix('/'));
    let id = own.unwrap_or(&card.id);
    if is_known(id) || own.is_some() && is_own(id) {
        return Ok(id.to_owned());
    }
    if let Some(of) = others.iter().find(|of| is_of(&card.id, of)) {
        return Err(Wrong::Foreign(of.clone()));
    }
    if card.id.is_empty() {
        let same = known.iter().find(|other| PlainCard::of(other).front == card.front);
        return Ok(same.map_or_else(|| made(&card.front), |other| other.id.clone()));
    }
    Ok(made(&card.id))
}

/// Whether an id as it went out belongs to a competency.
fn is_of(id: &str, competency: &str) -> bool {
    id.strip_prefix(competency).is_some_and(|rest| rest.starts_with('/'))
}

/// Whether it is the id of an own card, such as this app makes.
fn is_own(id: &str) -> bool {
    let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-/".contains(&b);
    let rest = id.strip_prefix(OWN).or(id.strip_prefix(SAID));
    rest.is_some_and(|rest| (1..=120).contains(&rest.len()) && rest.bytes().all(fits))
}

/// An own card's id out of what it is known by.
fn made(of: &str) -> String {
    // FNV-1a, spread: two cards out of a million have the same one about once in thirty million files.
    let hash = of.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{OWN}{:016x}", mixed(hash))
}

/// Without characters that nobody sees, and without white space at either end.
fn cleaned(words: &str) -> String {
    let seen = words.chars().filter_map(|c| match c {
        '\t' => Some(' '),
        '\n' => Some('\n'),
        c if c.is_control() => None,
        c => Some(c),
    });
    seen.collect::<String>().trim().to_owned()
}

/// The words of a piece of HTML, with its line breaks.
fn without_html(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, found) = rest.split_at(at);
        words.push_str(before);
        let end =
            if found.starts_with('<') { found.find('>') } else { found.find(';').filter(|at| *at <= 8) };
        let Some(end) = end else {
            // Neither a tag nor an entity.
            words.push_str(&found[..1]);
            rest = &found[1..];
            continue;
        };
        let inside = &found[1..end];
        if found.starts_with('<') {
            let name = inside.trim_end_matches('/').trim().to_ascii_lowercase();
            if matches!(name.as_str(), "br" | "/div" | "/p" | "/li") {
                words.push('\n');
            }
        } else {
            match entity(inside) {
                Some(character) => words.push(character),
                None => words.push_str(&found[..=end]),
            }
        }
        rest = &found[end + 1..];
    }
    words.push_str(rest);
    words
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}

/// What taking in `cards` would change among those `known`. Tags are no change: they are not shown.
pub fn preview(known: &[Card], cards: Vec<PlainCard>) -> Preview {
    let mut preview = Preview::default();
    for card in cards {
        let Some(other) = known.iter().find(|other| other.id == card.id) else {
            preview.new.push(card);
            continue;
        };
        let (front, back_words) = card.words(other);
        if front == cleaned(&other.front.text) && back_words == back(other) {
            preview.same += 1;
        } else {
            let (front, back) = (front.to_owned(), back_words.to_owned());
            preview.changed.push(PlainCard { front, back, ..card });
        }
    }
    preview
}
