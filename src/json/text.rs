//! JSON text (RFC 8259) to a tree. serde_json would bring the exact reading of floats along, which nothing here
//! needs; a test compares the two.

use super::Node;

/// A text is not JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The byte at which it stops being that.
    pub at: usize,
}

/// How deep lists and objects may nest: as in serde_json.
const DEEPEST: u8 = 127;

/// Reads a JSON text as a tree.
///
/// # Errors
/// Where it is not JSON.
pub fn parse(text: &str) -> Result<Node, NotJson> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.value(0).filter(|_| {
        reader.space();
        reader.at == text.len()
    });
    node.ok_or(NotJson { at: reader.at })
}

/// What is read, and how far. Every method gives `None` where the text is not JSON, and stops there.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Whether this comes next; then it is read.
    fn eats(&mut self, word: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        let comes = rest.is_some_and(|rest| rest.starts_with(word.as_bytes()));
        self.at += if comes { word.len() } else { 0 };
        comes
    }

    fn expect(&mut self, word: &str) -> Option<()> {
        self.eats(word).then_some(())
    }

    fn value(&mut self, depth: u8) -> Option<Node> {
        self.space();
        match self.peek()? {
            b'n' => self.expect("null").map(|()| Node::Null),
            b't' => self.expect("true").map(|()| Node::Bool(true)),
            b'f' => self.expect("false").map(|()| Node::Bool(false)),
            b'"' => self.string().map(Node::Text),
            b'[' if depth < DEEPEST => self.list(depth + 1),
            b'{' if depth < DEEPEST => self.map(depth + 1),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: u8) -> Option<Node> {
        let mut items = Vec::new();
        while self.goes_on(items.is_empty(), "[", "]")? {
            items.push(self.value(depth)?);
        }
        Some(Node::List(items))
    }

    fn map(&mut self, depth: u8) -> Option<Node> {
        let mut entries = Vec::new();
        while self.goes_on(entries.is_empty(), "{", "}")? {
            self.space();
            let key = self.string()?;
            self.space();
            self.expect(":")?;
            entries.push((key, self.value(depth)?));
        }
        Some(Node::Map(entries))
    }

    /// Reads what stands before an item: the opening bracket or a comma. `false` where the closing bracket comes
    /// instead.
    fn goes_on(&mut self, is_first: bool, open: &str, close: &str) -> Option<bool> {
        self.space();
        if is_first {
            self.expect(open)?;
            self.space();
            return Some(!self.eats(close));
        }
        if self.eats(close) {
            return Some(false);
        }
        self.expect(",").map(|()| true)
    }

    fn string(&mut self) -> Option<String> {
        self.expect("\"")?;
        let mut string = String::new();
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..0x20) {
                self.at += 1;
            }
            string.push_str(self.text.get(start..self.at)?);
            if self.eats("\"") {
                return Some(string);
            }
            self.expect("\\")?;
            string.push(self.escape()?);
        }
    }

    /// What follows a backslash.
    fn escape(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += 1;
        Some(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                // A character beyond the first 65 536 is written as a pair of surrogates.
                if !(0xD800..0xDC00).contains(&first) {
                    return char::from_u32(first);
                }
                self.expect("\\u")?;
                let second = self.hex().filter(|second| (0xDC00..0xE000).contains(second))?;
                return char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00));
            }
            _ => return None,
        })
    }

    /// Four hex digits.
    fn hex(&mut self) -> Option<u32> {
        let mut value = 0;
        for _ in 0..4 {
            value = value * 16 + char::from(self.peek()?).to_digit(16)?;
            self.at += 1;
        }
        Some(value)
    }

    fn number(&mut self) -> Option<Node> {
        let start = self.at;
        self.eats("-");
        if !self.eats("0") {
            self.digits()?;
        }
        let whole = self.at;
        if self.eats(".") {
            self.digits()?;
        }
        if self.eats("e") || self.eats("E") {
            let _ = self.eats("+") || self.eats("-");
            self.digits()?;
        }
        let is_whole = self.at == whole;
        let number = self.text.get(start..whole)?.parse().ok().filter(|_| is_whole);
        Some(number.map_or(Node::Fraction, Node::Number))
    }

    /// One digit or more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn is_same(node: &Node, value: &Value) -> bool {
        match (node, value) {
            (Node::Null, Value::Null) => true,
            (Node::Bool(ours), Value::Bool(theirs)) => ours == theirs,
            (Node::Number(ours), Value::Number(theirs)) => theirs.as_i64().unwrap_or(0) == *ours,
            (Node::Fraction, Value::Number(theirs)) => theirs.as_i64().is_none(),
            (Node::Text(ours), Value::String(theirs)) => ours == theirs,
            (Node::List(ours), Value::Array(theirs)) => {
                ours.len() == theirs.len()
                    && ours.iter().zip(theirs).all(|(ours, theirs)| is_same(ours, theirs))
            }
            (Node::Map(ours), Value::Object(theirs)) => {
                ours.iter().all(|(key, _)| theirs.contains_key(key))
                    // serde_json keeps the last of two with one name.
                    && theirs.iter().all(|(key, value)| {
                        ours.iter().rev().find(|(k, _)| k == key).is_some_and(|(_, node)| is_same(node, value))
                    })
            }
            _ => false,
        }
    }

    fn agrees(text: &str) {
        match (parse(text), serde_json::from_str::<Value>(text)) {
            (Ok(ours), Ok(theirs)) => assert!(is_same(&ours, &theirs), "{text}: {ours:?}, {theirs}"),
            (Err(_), Err(_)) => {}
            // serde_json refuses what is too large for a float.
            (Ok(_), Err(error)) if error.to_string().starts_with("number out of range") => {}
            (ours, theirs) => panic!("{text}: {ours:?}, {theirs:?}"),
        }
    }

    #[test]
    fn texts_at_the_edge_are_read_as_serde_json_reads_them() {
        let deep = |n: usize| "[".repeat(n) + &"]".repeat(n);
        for text in [
            "",
            " ",
            "nul",
            "nulll",
            "null ",
            "tru",
            "-",
            "-0",
            "00",
            "01",
            "1.",
            ".5",
            "1e",
            "1e+",
            "1e+5",
            "-1.5E-3",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "+1",
            "1 2",
            "[",
            "[]",
            "[,]",
            "[1,]",
            "[1 2]",
            "[ 1 , 2 ]",
            "{",
            "{}",
            "{,}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{ "a" : 1 , "b" : [ ] }"#,
            r#"{"a":1,"a":2}"#,
            "{1:2}",
            "[}",
            r#"""#,
            r#""\"#,
            r#""\x""#,
            r#""\u12""#,
            r#""\u00e9\ud83d\ude00""#,
            r#""\ud83d""#,
            r#""\ud83d\n""#,
            r#""\ude00""#,
            r#""\ud83d\ud83d""#,
            r#""\"\\\/\b\f\n\r\t""#,
            "\"\t\"",
            "\"\u{7f}ü€😀\"",
            "\u{feff}1",
            "[1]x",
            "\u{a0}1",
            r#""\u+123""#,
        ] {
            agrees(text);
        }
        for n in [126, 127, 128, 5000] {
            agrees(&deep(n));
        }
    }

    #[test]
    fn the_error_says_where() {
        let cases = [("", 0), ("[1, x]", 4), (r#"{"a": 1"#, 7), ("[1] 2", 4), (r#"["\x"]"#, 4)];
        for (text, at) in cases {
            assert_eq!(parse(text), Err(NotJson { at }), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_looks_like_json_is_read_as_serde_json_reads_it(text in r#"[\[\]{}:,"\\u0-9a-f.eE+\- tnrl]{0,24}"#) {
            agrees(&text);
        }

        #[test]
        fn nothing_that_is_cut_or_damaged_is_read_otherwise(cut in 0usize..3000, with in ".{0,3}") {
            let text = include_str!("../../tests/fixtures/ownership-lite.json");
            let cut = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            let (before, after) = text.split_at(cut);
            agrees(&[before, &with, after].concat());
            agrees(before);
        }
    }
}
