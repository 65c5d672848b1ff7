//! What speech, and what writes it down, does to a text.

use super::words::Words;

/// Without capitals and punctuation, as speech recognition writes: apostrophes and what belongs to numbers stay.
pub(crate) fn bare(text: &str) -> String {
    let mut words = Words::new(text);
    for word in &mut words.words {
        word.text = word.plain();
        word.after = " ".into();
    }
    words.to_string().trim().trim_start_matches(['"', '“', '‘', '(', '\'']).to_string()
}

/// The same without apostrophes, as hurried fingers write.
pub(crate) fn hurried(text: &str) -> String {
    bare(text).replace('\'', "")
}

const OPENING: [&str; 6] = ["So,", "Um,", "Basically,", "You know,", "Okay so", "I mean,"];
const INSIDE: [&str; 7] = [", um,", ", you know,", " uh", ", like,", " um", ", I mean,", ", basically,"];
/// Where one hesitates: after these.
const HINGES: [&str; 14] =
    ["and", "but", "because", "that", "which", "when", "with", "was", "were", "to", "a", "the", "i", "we"];

/// With what people say while they think: about one in twelve words.
pub(crate) fn hesitant(text: &str) -> String {
    let mut words = Words::new(text);
    let (mut since, mut turn) = (0, 0);
    for at in 0..words.words.len() {
        since += 1;
        let ends = words.words[at].after.starts_with(['.', '!', '?']);
        let next_capital = words.words.get(at + 1).is_some_and(|w| w.text.starts_with(char::is_uppercase));
        if ends && since >= 8 && next_capital {
            turn += 1;
            since = 0;
            let opening = OPENING[turn % OPENING.len()];
            words.words[at].after = format!("{}{opening} ", words.words[at].after);
            lower_next(&mut words, at + 1);
        } else if since >= 12 && words.words[at].runs_on() && HINGES.contains(&words.plain(at).as_str()) {
            turn += 1;
            since = 0;
            words.words[at].after = format!("{} ", INSIDE[turn % INSIDE.len()]);
        }
    }
    words.to_string()
}

/// Takes the capital of a sentence's first word, where it is no name.
fn lower_next(words: &mut Words, at: usize) {
    const STARTS: [&str; 24] = [
        "The", "It", "We", "They", "He", "She", "That", "This", "There", "When", "After", "One", "My", "Our",
        "A", "In", "On", "At", "So", "And", "But", "Then", "Nobody", "What",
    ];
    if let Some(word) = words.words.get_mut(at)
        && STARTS.contains(&word.text.as_str())
    {
        word.text = word.text.to_lowercase();
    }
}

/// Straight marks for curly ones.
pub(crate) fn straight(text: &str) -> String {
    text.replace(['’', '‘'], "'").replace(['“', '”'], "\"").replace('…', "...")
}

/// Curly marks for straight ones.
pub(crate) fn curly(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let opens = before.is_whitespace() || before == '(';
        out.push(match c {
            '\'' if opens => '‘',
            '\'' => '’',
            '"' if opens => '“',
            '"' => '”',
            _ => c,
        });
        before = c;
    }
    out.replace("...", "…")
}
