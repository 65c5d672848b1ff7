//! Contractions, made and undone, where only one reading is possible.

use super::words::Words;

const PRONOUNS: [&str; 11] = ["i", "you", "he", "she", "it", "we", "they", "who", "there", "that", "what"];

/// Participles that are not "ed", and no base form as well ("put", "run"), so that "'d" before them is "had".
const PARTICIPLES: [&str; 60] = [
    "been",
    "gone",
    "done",
    "seen",
    "found",
    "told",
    "made",
    "taken",
    "given",
    "written",
    "known",
    "broken",
    "built",
    "sent",
    "left",
    "heard",
    "thought",
    "brought",
    "bought",
    "caught",
    "taught",
    "sold",
    "spent",
    "kept",
    "lost",
    "felt",
    "met",
    "paid",
    "said",
    "held",
    "begun",
    "forgotten",
    "gotten",
    "got",
    "grown",
    "shown",
    "spoken",
    "stuck",
    "understood",
    "worn",
    "chosen",
    "driven",
    "eaten",
    "fallen",
    "flown",
    "hidden",
    "ridden",
    "risen",
    "drawn",
    "slept",
    "swept",
    "swum",
    "stood",
    "thrown",
    "won",
    "rung",
    "sat",
    "dealt",
    "meant",
    "led",
];
/// Words that may be either, before which "'d" stays.
const EITHER: [&str; 14] = [
    "put", "cut", "set", "read", "let", "come", "become", "run", "hit", "quit", "shut", "spread", "cost",
    "better",
];
/// Words that may stand between an auxiliary and its verb.
const BETWEEN: [&str; 12] = [
    "never", "already", "just", "always", "only", "also", "even", "not", "still", "really", "probably",
    "actually",
];

fn participle(word: &str) -> bool {
    word.ends_with("ed")
        && !matches!(word, "need" | "feed" | "seed" | "speed" | "proceed" | "exceed" | "shed" | "bed")
        || PARTICIPLES.contains(&word)
}

/// The verb that follows the word at `at`.
fn verb_after(words: &Words, at: usize) -> String {
    let mut next = at + 1;
    while BETWEEN.contains(&words.plain(next).as_str()) {
        next += 1;
    }
    words.plain(next)
}

fn undone(words: &Words, at: usize) -> Option<String> {
    let word = words.plain(at);
    let next = words.plain(at + 1);
    // "Isn't it?" is not "is not it?".
    let asks = PRONOUNS.contains(&next.as_str());
    match word.as_str() {
        "can't" if !asks => return Some("cannot".into()),
        "won't" if !asks => return Some("will not".into()),
        "let's" => return Some("let us".into()),
        "ain't" | "shan't" => return None,
        _ => {}
    }
    let (head, tail) = word.rsplit_once('\'')?;
    let verb = verb_after(words, at);
    Some(match tail {
        "t" if !asks => format!("{} not", head.strip_suffix('n')?),
        "m" => format!("{head} am"),
        "re" => format!("{head} are"),
        "ll" => format!("{head} will"),
        "ve" => format!("{head} have"),
        "d" if !PRONOUNS.contains(&head) || EITHER.contains(&verb.as_str()) => return None,
        "d" if participle(&verb) => format!("{head} had"),
        "d" => format!("{head} would"),
        "s" if !PRONOUNS.contains(&head) => return None,
        "s" if verb == "been" || verb == "got" => format!("{head} has"),
        "s" if participle(&verb) => return None,
        "s" => format!("{head} is"),
        _ => return None,
    })
}

/// "didn't" → "did not", "I'd seen" → "I had seen".
pub(crate) fn expanded(text: &str) -> String {
    let mut words = Words::new(text);
    for at in 0..words.words.len() {
        if let Some(long) = undone(&words, at) {
            words.replace(at, 1, &long);
        }
    }
    words.to_string()
}

fn made(words: &Words, at: usize) -> Option<String> {
    let (first, second, third) = (words.plain(at), words.plain(at + 1), words.plain(at + 2));
    if first == "cannot" {
        return Some("can't".into());
    }
    // Nobody contracts at a clause's end: "more than I had."
    let runs_on = words.words.get(at).is_some_and(|w| w.runs_on());
    if !runs_on || !words.words.get(at + 1).is_some_and(|w| w.runs_on()) {
        return None;
    }
    if second == "not" {
        return Some(match first.as_str() {
            "will" => "won't".into(),
            "can" => "can't".into(),
            "do" | "does" | "did" | "is" | "are" | "was" | "were" | "has" | "have" | "had" | "could"
            | "would" | "should" => format!("{first}n't"),
            _ => return None,
        });
    }
    let plural = matches!(first.as_str(), "i" | "you" | "we" | "they");
    let single = matches!(first.as_str(), "it" | "he" | "she" | "that" | "there");
    let verb = verb_after(words, at + 1);
    Some(match second.as_str() {
        "am" if first == "i" => "i'm".into(),
        "are" if plural && first != "i" => format!("{first}'re"),
        "have" if plural && participle(&verb) => format!("{first}'ve"),
        "had" if (plural || single) && first != "that" && participle(&verb) => format!("{first}'d"),
        "would"
            if (plural || single)
                && first != "that"
                && !participle(&verb)
                && !EITHER.contains(&verb.as_str()) =>
        {
            format!("{first}'d")
        }
        "will" if plural => format!("{first}'ll"),
        "is" if single && !participle(&verb) && third != "not" => format!("{first}'s"),
        _ => return None,
    })
}

/// "did not" → "didn't", "I had seen" → "I'd seen".
pub(crate) fn contracted(text: &str) -> String {
    let mut words = Words::new(text);
    let mut at = 0;
    while at < words.words.len() {
        if let Some(short) = made(&words, at) {
            let count = if words.plain(at) == "cannot" { 1 } else { 2 };
            words.replace(at, count, &short);
        }
        at += 1;
    }
    words.to_string()
}
