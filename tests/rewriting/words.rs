//! A text as words and what stands between them, so that words can be put in another's place.

/// A word, and what follows it up to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) after: String,
}

impl Word {
    /// Lower case, with a straight apostrophe.
    pub(crate) fn plain(&self) -> String {
        self.text.to_lowercase().replace('’', "'")
    }

    /// Whether the next word follows after nothing but a space.
    pub(crate) fn runs_on(&self) -> bool {
        self.after == " "
    }
}

/// A text in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    before: String,
    pub(crate) words: Vec<Word>,
}

impl Words {
    pub(crate) fn new(text: &str) -> Words {
        let chars: Vec<char> = text.chars().collect();
        let mut words = Words::default();
        for (at, c) in chars.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
            let next = chars.get(at + 1).copied().unwrap_or(' ');
            let inner = match c {
                '\'' | '’' => before.is_alphanumeric() && next.is_alphabetic(),
                '.' | ',' | ':' | '/' => before.is_ascii_digit() && next.is_ascii_digit(),
                '%' => before.is_ascii_digit(),
                '$' | '£' | '€' | '₹' => next.is_ascii_digit(),
                _ => c.is_alphanumeric(),
            };
            match words.words.last_mut() {
                Some(last) if inner && last.after.is_empty() => last.text.push(*c),
                _ if inner => words.words.push(Word { text: c.to_string(), after: String::new() }),
                Some(last) => last.after.push(*c),
                None => words.before.push(*c),
            }
        }
        words
    }

    /// The word at `at`, lower case; empty where there is none.
    pub(crate) fn plain(&self, at: usize) -> String {
        self.words.get(at).map(Word::plain).unwrap_or_default()
    }

    /// Puts `text` in the place of `count` words from `at` on, with a capital where there was one.
    pub(crate) fn replace(&mut self, at: usize, count: usize, text: &str) {
        let after = self.words.get(at + count - 1).map(|w| w.after.clone()).unwrap_or_default();
        let was = &self.words[at].text;
        let capital = was.starts_with(char::is_uppercase) && was != "I" || was.starts_with("I'") && at == 0;
        let mut text = text.to_string();
        if capital && let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        if was.starts_with('I')
            && text.starts_with("i")
            && text.get(1..2).is_none_or(|c| c == " " || c == "'")
        {
            text.replace_range(..1, "I");
        }
        self.words.splice(at..at + count, [Word { text, after }]);
    }
}

impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.before)?;
        self.words.iter().try_for_each(|w| write!(f, "{}{}", w.text, w.after))
    }
}
