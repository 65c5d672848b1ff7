//! From an answer's characters to words: lower-cased, folded, contractions split, fillers and restarts set
//! aside, cut into clauses and sentences. Every word keeps the bytes of the original text that it stands for.

use super::ends::{Ends, SoFar};
use super::linear::SeenGap;
use super::quantity::{Quantity, Reckoner};
use super::report::Span;

/// One word of the answer, or one quantity of several words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// The word, lower case.
    pub(crate) word: String,
    /// Where it stands.
    pub(crate) span: Span,
    /// Sentence, counted from 0.
    pub(crate) sentence: u32,
    /// Clause, counted from 0 through the whole answer.
    pub(crate) clause: u32,
    /// Whether a comma or a bracket stands before it.
    pub(crate) comma: bool,
    /// What is read as a quantity.
    pub(crate) quantity: Option<Quantity>,
    /// Two or more capitals, or letters mixed with digits: a technical name.
    pub(crate) acronym: bool,
    /// A capital inside a sentence: somebody's or something's name.
    pub(crate) name: bool,
}

/// An answer as tokens.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) tokens: Vec<Token>,
    /// Sentences, as ranges of tokens.
    pub(crate) sentences: Vec<(usize, usize)>,
    /// Whether sentence ends are estimated.
    pub(crate) estimated: bool,
    /// Words as a reader counts them.
    pub(crate) words: usize,
    /// How many of them only fill: "um", "like" between commas.
    pub(crate) fillers: usize,
    /// Whether hardly any of them tell anything.
    pub(crate) is_empty: bool,
}

impl Text {
    /// The text as if some sentences had never been said. `raw` is what the text was read from.
    pub(crate) fn without(&self, dropped: &[bool], raw: &str) -> Text {
        let mut words = self.words;
        let mut tokens = Vec::with_capacity(self.tokens.len());
        let mut sentences = Vec::with_capacity(self.sentences.len());
        let mut clauses = 0;
        for ((start, end), dropped) in self.sentences.iter().zip(dropped) {
            let Some(of_sentence) = self.tokens.get(*start..*end) else { continue };
            let (Some(first), Some(last)) = (of_sentence.first(), of_sentence.last()) else { continue };
            if *dropped {
                let text = raw.get(first.span.start..last.span.end).unwrap_or("");
                words = words.saturating_sub(chunks(text).len());
                continue;
            }
            let from = tokens.len();
            for token in of_sentence {
                let clause = token.clause - first.clause + clauses;
                tokens.push(Token { sentence: sentences.len() as u32, clause, ..token.clone() });
            }
            clauses += last.clause - first.clause + 1;
            sentences.push((from, tokens.len()));
        }
        Text { tokens, sentences, words, ..*self }
    }
}

/// What the language file says about single words; every list sorted.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// A word as typed → the words it stands for.
    pub(crate) expand: Vec<(String, Vec<String>)>,
    /// The same, only where a verb or "not" follows.
    pub(crate) expand_before_verb: Vec<(String, Vec<String>)>,
    /// Abbreviations that everybody knows: "mr", "tv".
    pub(crate) abbreviations: Vec<String>,
    /// Words that carry nothing: "um".
    pub(crate) fillers: Vec<String>,
    /// Words that begin a new clause: "but".
    pub(crate) stops: Vec<String>,
    /// Words that a new sentence of unpunctuated speech begins with, if a subject follows.
    pub(crate) openers: Vec<String>,
    /// Subjects: "i", "we", "nobody".
    pub(crate) subjects: Vec<String>,
    /// Words after which a subject continues the clause: "that", "when".
    pub(crate) connectives: Vec<String>,
    /// Words after which "'d" is "had" although no participle is listed, and forms that follow "id", "im".
    pub(crate) participles: Vec<String>,
    /// Base forms, after which "'d" is "would".
    pub(crate) bases: Vec<String>,
    /// Words like "the" and "was".
    pub(crate) function: Vec<String>,
    /// Irregular pasts.
    pub(crate) pasts: Vec<String>,
    /// Where sentences end that nobody punctuated, once that has been learned.
    pub(crate) ends: Ends,
}

pub(crate) fn has(list: &[String], word: &str) -> bool {
    list.binary_search_by(|w| w.as_str().cmp(word)).is_ok()
}

fn expansion<'a>(list: &'a [(String, Vec<String>)], word: &str) -> Option<&'a [String]> {
    list.binary_search_by(|(w, _)| w.as_str().cmp(word))
        .ok()
        .and_then(|i| list.get(i))
        .map(|(_, e)| e.as_slice())
}

/// A chunk between separators, before it is split into words.
struct Raw {
    word: String,
    span: Span,
    /// 0 nothing, 1 comma, 2 clause stop, 3 sentence end stands before it.
    before: u8,
    upper: usize,
    digits: bool,
}

/// Letters that are folded to ASCII, so that "café" and "cafe" are one word.
fn fold(c: char) -> Option<&'static str> {
    Some(match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => "a",
        'è' | 'é' | 'ê' | 'ë' | 'È' | 'É' | 'Ê' | 'Ë' => "e",
        'ì' | 'í' | 'î' | 'ï' | 'Ì' | 'Í' | 'Î' | 'Ï' => "i",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => "o",
        'ù' | 'ú' | 'û' | 'ü' | 'Ù' | 'Ú' | 'Û' | 'Ü' => "u",
        'ç' | 'Ç' => "c",
        'ñ' | 'Ñ' => "n",
        'ß' => "ss",
        _ => return None,
    })
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ff07}')
}

/// What a word does without: characters of no width, and marks over the letter before them.
fn invisible(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{fe0f}' | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

fn currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₹')
}

/// Cuts the text into chunks.
fn chunks(text: &str) -> Vec<Raw> {
    let mut raws: Vec<Raw> = Vec::with_capacity(text.len() / 5);
    let mut before = 3;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        let sign = matches!(c, '+' | '-') && before != 0 && next.is_some_and(|n| n.is_ascii_digit());
        if !(c.is_alphanumeric()
            || currency(c) && next.is_some_and(|n| n.is_ascii_digit() || n == ' ')
            || sign)
        {
            let weight = match c {
                '.' | '!' | '?' | '\n' | '…' => 3,
                ';' | '—' | '–' => 2,
                ':' => 2,
                '-' if next == Some(' ') => 2,
                ',' | '(' | ')' | '"' | '\u{201c}' | '\u{201d}' => 1,
                _ => 0,
            };
            before = before.max(weight);
            continue;
        }
        let numeric = c.is_ascii_digit() || currency(c) || sign;
        let mut word = String::new();
        let (mut end, mut upper, mut digits) = (start, 0, false);
        let mut current = Some((start, c));
        while let Some((at, c)) = current {
            let keep = c.is_alphanumeric()
                || invisible(c)
                || at == start
                || apostrophe(c) && letter_follows(text, at + c.len_utf8())
                || (numeric || digits) && number_continues(text, at, c);
            if !keep {
                break;
            }
            if !invisible(c) {
                upper += usize::from(c.is_ascii_uppercase());
                digits |= c.is_ascii_digit();
                push_folded(&mut word, c);
            }
            end = at + c.len_utf8();
            if at != start {
                chars.next();
            }
            current = chars.peek().copied();
        }
        raws.push(Raw { word, span: Span { start, end }, before, upper, digits });
        before = 0;
    }
    raws
}

fn push_folded(word: &mut String, c: char) {
    if apostrophe(c) {
        word.push('\'');
    } else if let Some(folded) = fold(c) {
        word.push_str(folded);
    } else {
        word.push(c.to_ascii_lowercase());
    }
}

fn letter_follows(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_alphabetic)
}

/// Whether `c` belongs to the number that stands before it: "1,200", "0.3%", "24/7", "7:30".
fn number_continues(text: &str, at: usize, c: char) -> bool {
    match c {
        '%' | '€' | '£' => true,
        '.' | ',' | '/' | ':' => {
            text.get(at + 1..).and_then(|t| t.chars().next()).is_some_and(|n| n.is_ascii_digit())
        }
        _ => false,
    }
}

/// Speech without punctuation: nobody who uses full stops writes longer sentences, nor so long ones without commas.
/// Of 1200 labelled answers these tell all but 4 right.
const LONGEST_SENTENCE: usize = 75;
const LONGEST_BARE: usize = 40;
/// Without a comma is one that has fewer than one in so many words: speech recognition sets one now and then.
const FEWEST_STOPS: usize = 20;

/// An answer in single words: contractions split, fillers and restarts left out, no quantities yet.
pub(crate) struct Spoken {
    pub(crate) tokens: Vec<Token>,
    marks: Vec<u8>,
    words: usize,
    fillers: usize,
}

/// Cuts a text into single words.
pub(crate) fn speak(text: &str, lexicon: &Lexicon) -> Spoken {
    let raws = chunks(text);
    let words = raws.len();
    let mut tokens = Vec::with_capacity(words + words / 4);
    let mut marks = Vec::with_capacity(words + words / 4);
    for (i, raw) in raws.iter().enumerate() {
        let next = raws.get(i + 1).map_or("", |r| r.word.as_str());
        split(raw, next, lexicon, &mut tokens, &mut marks);
    }
    let all = tokens.len();
    let (tokens, marks) = without_fillers(tokens, marks, lexicon);
    let fillers = all - tokens.len();
    let (tokens, marks) = without_restarts(tokens, marks);
    Spoken { tokens, marks, words, fillers }
}

/// Reads a text.
pub(crate) fn read(text: &str, lexicon: &Lexicon, reckoner: &Reckoner) -> Text {
    let Spoken { tokens, marks, words, fillers } = speak(text, lexicon);
    let (mut tokens, mut marks) = reckoner.gather(tokens, marks);
    let estimated = estimate(&tokens, &mut marks, lexicon);
    let sentences = number(&mut tokens, &marks, lexicon);
    Text { tokens, sentences, estimated, words, fillers, is_empty: false }
}

/// Splits contractions: "wasn't" is "was not", "I'd" is "i had" or "i would" by what follows.
fn split(raw: &Raw, next: &str, lexicon: &Lexicon, tokens: &mut Vec<Token>, marks: &mut Vec<u8>) {
    let word = raw.word.as_str();
    let mut parts: Vec<String> = Vec::new();
    if let Some(parts_of) = expansion(&lexicon.expand, word) {
        parts.extend(parts_of.iter().cloned());
    } else if let Some(parts_of) =
        expansion(&lexicon.expand_before_verb, word).filter(|_| verbal(next, lexicon))
    {
        parts.extend(parts_of.iter().cloned());
    } else if let Some((head, tail)) = word.rsplit_once('\'') {
        match tail {
            "t" if head.ends_with('n') => {
                parts.push(head.trim_end_matches('n').to_string());
                parts.push("not".into());
            }
            "d" => {
                parts.push(head.to_string());
                let had = has(&lexicon.participles, next)
                    || next == "been"
                    || next.ends_with("ed") && !has(&lexicon.bases, next);
                parts.push(if had { "had".into() } else { "would".into() });
            }
            "ve" => parts.extend([head.to_string(), "have".into()]),
            "ll" => parts.extend([head.to_string(), "will".into()]),
            "re" => parts.extend([head.to_string(), "are".into()]),
            "m" => parts.extend([head.to_string(), "am".into()]),
            "s" => parts.extend([head.to_string(), "'s".into()]),
            _ => parts.push(word.replace('\'', "")),
        }
    } else {
        parts.push(word.to_string());
    }
    let letters = word.len();
    let acronym = raw.upper >= 2 && letters >= 2
        || raw.digits && raw.upper >= 1 && letters >= 2
        || unpronounceable(word) && !has(&lexicon.abbreviations, word);
    let name = raw.upper >= 1 && raw.before != 3 && parts.first().is_some_and(|p| p != "i");
    // The original has no letters of its own for each word of "im": all of them stand for the whole.
    let span = raw.span;
    for (i, part) in parts.into_iter().enumerate() {
        marks.push(if i == 0 { raw.before } else { 0 });
        tokens.push(Token {
            word: part,
            span,
            sentence: 0,
            clause: 0,
            comma: i == 0 && raw.before >= 1,
            quantity: None,
            acronym: acronym && i == 0,
            name: name && i == 0,
        });
    }
}

/// Two to five letters without a vowel are an abbreviation, however they are typed: "dbc", "grpc".
fn unpronounceable(word: &str) -> bool {
    (2..=5).contains(&word.len())
        && word
            .bytes()
            .all(|b| b.is_ascii_lowercase() && !matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y'))
}

fn verbal(next: &str, lexicon: &Lexicon) -> bool {
    has(&lexicon.participles, next)
        || has(&lexicon.bases, next)
        || next.ends_with("ing")
        || next.ends_with("ed")
        || matches!(next, "not" | "been" | "a" | "the" | "in" | "so" | "just" | "never" | "always" | "also")
}

fn without_fillers(tokens: Vec<Token>, marks: Vec<u8>, lexicon: &Lexicon) -> (Vec<Token>, Vec<u8>) {
    let mut kept = Vec::with_capacity(tokens.len());
    let mut kept_marks: Vec<u8> = Vec::with_capacity(tokens.len());
    let mut carried = 0;
    for (i, (token, mark)) in tokens.iter().zip(&marks).enumerate() {
        let next_mark = marks.get(i + 1).copied().unwrap_or(3);
        let previous = kept.last().map_or("", |t: &Token| t.word.as_str());
        let pair_end = matches!((previous, token.word.as_str()), ("you", "know") | ("i", "mean"));
        let aside =
            *mark >= 1 && next_mark >= 1 && matches!(token.word.as_str(), "like" | "so" | "okay" | "right");
        if has(&lexicon.fillers, &token.word) || aside {
            carried = carried.max(*mark);
            continue;
        }
        if pair_end && next_mark >= 1 && kept_marks.last().is_some_and(|m| *m >= 1) {
            kept.pop();
            carried = carried.max(kept_marks.pop().unwrap_or(0)).max(*mark);
            continue;
        }
        kept.push(token.clone());
        kept_marks.push((*mark).max(carried));
        carried = 0;
    }
    (kept, kept_marks)
}

/// Drops the first saying of "I, I" and "it was, it was".
fn without_restarts(tokens: Vec<Token>, marks: Vec<u8>) -> (Vec<Token>, Vec<u8>) {
    let mut drop = vec![false; tokens.len()];
    for start in 0..tokens.len() {
        for length in (1..=3).rev() {
            let again = start + length;
            if again + length > tokens.len() || marks.get(again).is_none_or(|m| *m > 1) {
                continue;
            }
            let spoken = marks.get(again) == Some(&1) || length > 1;
            let same = (0..length).all(|k| tokens[start + k].word == tokens[again + k].word);
            let digits = tokens[start].word.starts_with(|c: char| c.is_ascii_digit());
            if same && spoken && !digits {
                drop[start..again].iter_mut().for_each(|d| *d = true);
                break;
            }
        }
    }
    let mut kept = Vec::with_capacity(tokens.len());
    let mut kept_marks: Vec<u8> = Vec::with_capacity(tokens.len());
    let mut carried = 0;
    for ((token, mark), dropped) in tokens.into_iter().zip(marks).zip(drop) {
        if dropped {
            carried = carried.max(mark);
            continue;
        }
        // What stood before the first saying stands before the second; the comma between them goes.
        kept_marks.push(if carried > 0 { carried } else { mark });
        carried = 0;
        kept.push(token);
    }
    (kept, kept_marks)
}

/// Sets sentence ends where unpunctuated speech probably has them: as it was learned from speech that is punctuated.
///
/// Only where the text has no full stops: what somebody added with them keeps its own. Whether it had to.
fn estimate(tokens: &[Token], marks: &mut [u8], lexicon: &Lexicon) -> bool {
    let (mut from, mut estimated) = (0, false);
    while from < tokens.len() {
        let to = (from + 1..tokens.len()).find(|i| marks[*i] == 3).unwrap_or(tokens.len());
        let stops = marks.get(from + 1..to).unwrap_or(&[]).iter().filter(|mark| **mark > 0).count();
        let bare = stops * FEWEST_STOPS < to - from;
        if to - from > if bare { LONGEST_BARE } else { LONGEST_SENTENCE } {
            match (tokens.get(from..to), marks.get_mut(from..to)) {
                (Some(tokens), Some(marks)) if !lexicon.ends.is_empty() => {
                    lexicon.ends.mark(tokens, marks, lexicon);
                }
                _ => estimate_between(from, to, tokens, marks, lexicon),
            }
            estimated = true;
        }
        from = to;
    }
    estimated
}

/// The same before anything has been learned: at a discourse marker or connective that a subject follows, and where
/// "I" or "we" begins again, after at least 6 words.
fn estimate_between(from: usize, to: usize, tokens: &[Token], marks: &mut [u8], lexicon: &Lexicon) {
    let mut since = 0;
    for i in from + 1..to {
        since += 1;
        let word = tokens[i].word.as_str();
        let previous = tokens[i - 1].word.as_str();
        let next = tokens.get(i + 1).map_or("", |t| t.word.as_str());
        let after = tokens.get(i + 2).map_or("", |t| t.word.as_str());
        let subject = |w: &str| has(&lexicon.subjects, w);
        let opens =
            has(&lexicon.openers, word) && (subject(next) || has(&lexicon.openers, next) && subject(after));
        let again = matches!(word, "i" | "we" | "nobody")
            && !has(&lexicon.openers, previous)
            && !has(&lexicon.connectives, previous)
            && since >= 8;
        if (opens && since >= 5 && !has(&lexicon.openers, previous)) || again {
            marks[i] = 3;
            since = 0;
        }
    }
}

/// Numbers sentences and clauses.
fn number(tokens: &mut [Token], marks: &[u8], lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let mut sentences: Vec<(usize, usize)> = Vec::new();
    let (mut sentence, mut clause) = (0u32, 0u32);
    for i in 0..tokens.len() {
        let mark = marks.get(i).copied().unwrap_or(0);
        let next = tokens.get(i + 1).map_or("", |t| t.word.as_str());
        let stops = has(&lexicon.stops, &tokens[i].word) && !(tokens[i].word == "so" && next == "that");
        if i == 0 {
            sentences.push((0, 0));
        } else if mark == 3 {
            sentence += 1;
            clause += 1;
            if let Some(last) = sentences.last_mut() {
                last.1 = i;
            }
            sentences.push((i, i));
        } else if mark == 2 || stops {
            clause += 1;
        }
        let token = &mut tokens[i];
        token.sentence = sentence;
        token.clause = clause;
        token.comma = mark >= 1;
    }
    if let Some(last) = sentences.last_mut() {
        last.1 = tokens.len();
    }
    sentences
}

/// The gaps between the words of a text, for training. Where nobody punctuated it, a sentence begins with each of the
/// bytes in `begins`, sorted.
pub(crate) fn gaps(text: &str, begins: &[usize], lexicon: &Lexicon, reckoner: &Reckoner) -> Vec<SeenGap> {
    let Spoken { tokens, marks, .. } = speak(text, lexicon);
    let (tokens, marks) = reckoner.gather(tokens, marks);
    let bare = estimate(&tokens, &mut marks.clone(), lexicon);
    let mut so_far = SoFar::new(&tokens, lexicon);
    let mut gaps = Vec::with_capacity(tokens.len());
    for (at, (token, mark)) in tokens.iter().zip(&marks).enumerate().skip(1) {
        let mut features = Vec::new();
        so_far.gap(at, &mut |words| features.push(words.join(" ")));
        let ends = if bare { begins.binary_search(&token.span.start).is_ok() } else { *mark == 3 };
        so_far.pass(at, ends);
        gaps.push(SeenGap { features, ends });
    }
    gaps
}
