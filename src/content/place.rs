//! Turns serde's line and column into a path, so that an author sees which item is meant.

/// What surrounds a byte of a JSON text.
enum Frame<'a> {
    Object { key: Option<&'a str>, expects_key: bool },
    Array { index: usize },
}

/// The path, as in `$.signals[2].id`, of what stands just before `line` (from 1) and `column` (in bytes) of
/// `json`. A closing bracket stands for what it closes: that is where serde misses a field.
pub(super) fn path_at(json: &str, line: usize, column: usize) -> String {
    let before: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let end = (before + column).min(json.len());
    let bytes = &json.as_bytes()[..end];

    let mut frames: Vec<Frame<'_>> = Vec::new();
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'{' => frames.push(Frame::Object { key: None, expects_key: true }),
            b'[' => frames.push(Frame::Array { index: 0 }),
            b'}' | b']' => {
                frames.pop();
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object { expects_key, .. }) => *expects_key = true,
                Some(Frame::Array { index }) => *index += 1,
                None => {}
            },
            b'"' => {
                let close = end_of_string(bytes, at + 1);
                if let Some(Frame::Object { key, expects_key: expects @ true }) = frames.last_mut() {
                    *key = json.get(at + 1..close);
                    *expects = false;
                }
                at = close;
            }
            _ => {}
        }
        at += 1;
    }
    print(&frames)
}

/// Where the string that begins at `at` has its closing quote; the end of `bytes` if it has none.
fn end_of_string(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    at.min(bytes.len())
}

fn print(frames: &[Frame<'_>]) -> String {
    let mut path = String::from("$");
    for frame in frames {
        match frame {
            Frame::Object { key: Some(key), .. } => {
                path.push('.');
                path.push_str(key);
            }
            Frame::Object { key: None, .. } => {}
            Frame::Array { index } => {
                path.push('[');
                path.push_str(&index.to_string());
                path.push(']');
            }
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_names_what_stands_before_the_mark() {
        let cases = [
            ("^", "$"),
            ("{^", "$"),
            (r#"{"a"^: 1}"#, "$.a"),
            (r#"{"a": {"b": 1}^}"#, "$.a"),
            (r#"{"a": 1, "b"^: 2}"#, "$.b"),
            (r#"{"a": [{"b": 1}, {"b": 2^}]}"#, "$.a[1].b"),
            (r#"{"a": [{"b": 1}, {"b": 2}^]}"#, "$.a[1]"),
            (r#"{"a": [1, [2, ^3]]}"#, "$.a[1][1]"),
            (r#"{"a": ",]}{[", "b\"": ["x", "y"^]}"#, r#"$.b\"[1]"#),
            ("{\n  \"ä\": [\n    \"é\",\n    1^", "$.ä[1]"),
        ];
        for (marked, path) in cases {
            let mark = marked.find('^').unwrap();
            let line = marked[..mark].matches('\n').count() + 1;
            let column = mark - marked[..mark].rfind('\n').map_or(0, |newline| newline + 1);
            assert_eq!(path_at(&marked.replace('^', ""), line, column), path, "{marked}");
        }
    }

    #[test]
    fn no_text_and_no_place_is_too_odd() {
        for text in ["", "\"", "\"\\", "}]", "[[[", "{\"é"] {
            for line in 0..4 {
                for column in 0..12 {
                    path_at(text, line, column);
                }
            }
        }
    }
}
