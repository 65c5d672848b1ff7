//! How much of a text is read at all. Nobody answers for twenty minutes; a text beyond that was pasted by mistake,
//! and must not make the page wait.

/// Words that are read at most: twenty minutes of speech.
pub const MOST_WORDS: usize = 3000;
/// Bytes that are read at most, for texts whose words never end: ten for each word.
const MOST_BYTES: usize = 10 * MOST_WORDS;

/// The part of a text that is read: all of it, but for what is far too long. What it costs does not depend on how
/// long the text is.
pub fn within(text: &str) -> &str {
    let mut end = text.len().min(MOST_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or("");
    let (mut words, mut in_word) = (0, false);
    for (at, c) in head.char_indices() {
        let begins = !c.is_whitespace() && !in_word;
        in_word = !c.is_whitespace();
        words += usize::from(begins);
        if words > MOST_WORDS {
            return head.get(..at).unwrap_or(head);
        }
    }
    head
}

/// Whether some words of a text are left unread.
pub fn is_cut(text: &str) -> bool {
    let read = within(text).len();
    text.get(read..).is_some_and(|rest| !rest.trim_start().is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_somebody_says_is_read_to_the_end() {
        let spoken = "word ".repeat(MOST_WORDS);
        for text in ["", "a", "  a  ", &spoken] {
            assert_eq!(within(text), text);
            assert!(!is_cut(text));
        }
    }

    #[test]
    fn what_is_far_too_long_is_read_up_to_a_word() {
        let long = "word ".repeat(MOST_WORDS + 1);
        assert_eq!(within(&long), "word ".repeat(MOST_WORDS));
        assert!(is_cut(&long));
        let endless = "₹".repeat(MOST_BYTES);
        assert_eq!(within(&endless).len(), MOST_BYTES);
        assert!(is_cut(&endless));
    }

    proptest! {
        #[test]
        fn it_is_the_beginning_of_the_text(text in "(\\PC{0,9} {1,2}){0,40}", times in 1usize..200) {
            let text = text.repeat(times);
            prop_assert!(text.starts_with(within(&text)));
            prop_assert!(within(&text).split_whitespace().count() <= MOST_WORDS);
        }
    }
}
