//! Harmless rewriting: what changes how an answer is typed, and not what it says.

/// A way of rewriting, and its name.
pub(crate) type Rewriting = (&'static str, fn(&str) -> String);

/// All ways.
pub(crate) const REWRITINGS: [Rewriting; 5] = [
    ("contractions drawn apart", contractions),
    ("American spelling", american),
    ("curly quotes and dashes", curly),
    ("fillers", fillers),
    ("no punctuation, no capitals", bare),
];

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

fn contractions(text: &str) -> String {
    let pairs = [
        ("I'm ", "I am "),
        ("I've ", "I have "),
        ("I'll ", "I will "),
        ("can't", "cannot"),
        ("won't", "will not"),
        ("n't ", " not "),
        ("they're ", "they are "),
        ("we're ", "we are "),
        ("we've ", "we have "),
    ];
    replaced(text, &pairs)
}

fn american(text: &str) -> String {
    let pairs = [
        ("isation", "ization"),
        ("realise", "realize"),
        ("organise", "organize"),
        ("apologise", "apologize"),
        ("colour", "color"),
        ("favour", "favor"),
        ("behaviour", "behavior"),
        ("cheque", "check"),
        ("centre", "center"),
        ("travell", "travel"),
        ("cancell", "cancel"),
        ("programme", "program"),
    ];
    replaced(text, &pairs)
}

fn curly(text: &str) -> String {
    replaced(text, &[("'", "\u{2019}"), (" - ", " \u{2014} "), ("...", "\u{2026}")])
}

fn fillers(text: &str) -> String {
    replaced(
        text,
        &[(". I ", ". Um, I "), (". The ", ". Uh, the "), (", and ", ", um, and "), (". So ", ". So, uh, ")],
    )
}

fn bare(text: &str) -> String {
    let kept: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    for (at, c) in kept.iter().enumerate() {
        let digit = |at: usize| kept.get(at).is_some_and(char::is_ascii_digit);
        let inside = at > 0 && digit(at - 1) && digit(at + 1);
        match c {
            '.' | ',' | ':' if inside => out.push(*c),
            '.' | ',' | ';' | ':' | '!' | '?' | '"' | '(' | ')' | '\u{201c}' | '\u{201d}' => {}
            '\u{2014}' | '\u{2013}' => out.push(' '),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
