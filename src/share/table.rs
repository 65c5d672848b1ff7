//! Tables as text: fields between separators, in quotation marks where they hold one, a line end or such a mark
//! (RFC 4180, with any separator).

use std::fmt;

/// One row, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its fields, at least one.
    pub fields: Vec<String>,
}

/// Why a text is no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableError {
    /// A quotation mark that begins a field has no end.
    Unclosed,
    /// Something other than a separator follows the quotation mark that ends a field.
    AfterQuote,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unclosed => "expected a second quotation mark to end the field that begins with one",
            Self::AfterQuote => {
                "expected nothing between a closing quotation mark and the next column (write \"\" for a quotation mark inside of one)"
            }
        })
    }
}

/// Reads the rows of a text whose first line is line `first`. Empty lines and lines that begin with `#` are none.
///
/// # Errors
/// The line, and what is wrong there.
pub fn rows(text: &str, separator: char, first: usize) -> Result<Vec<Row>, (usize, TableError)> {
    let mut rows = Vec::new();
    let mut rest = text;
    let mut line = first;
    while !rest.is_empty() {
        let (this, after) = rest.split_once('\n').unwrap_or((rest, ""));
        if this.trim_end_matches('\r').is_empty() || this.starts_with('#') {
            rest = after;
            line += 1;
            continue;
        }
        let begins = line;
        let mut fields = Vec::new();
        loop {
            let (field, ended) = field(&mut rest, &mut line, separator)?;
            fields.push(field);
            if ended {
                break;
            }
        }
        rows.push(Row { line: begins, fields });
    }
    Ok(rows)
}

/// Takes one field off the text, and whether its row ends with it.
fn field(rest: &mut &str, line: &mut usize, separator: char) -> Result<(String, bool), (usize, TableError)> {
    let Some(quoted) = rest.strip_prefix('"') else {
        let end = rest.find([separator, '\n']).unwrap_or(rest.len());
        let (field, after) = rest.split_at(end);
        *rest = after;
        let ended = ends(rest, line, separator);
        let field = if ended { field.strip_suffix('\r').unwrap_or(field) } else { field };
        return Ok((field.to_owned(), ended));
    };
    let opened = *line;
    let mut field = String::new();
    *rest = quoted;
    loop {
        let Some((inside, after)) = rest.split_once('"') else { return Err((opened, TableError::Unclosed)) };
        *line += inside.matches('\n').count();
        field.push_str(inside);
        *rest = after;
        // Two stand for one.
        match rest.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                *rest = after;
            }
            None => break,
        }
    }
    if rest.starts_with("\r\n") || *rest == "\r" {
        *rest = &rest[1..];
    }
    if !(rest.is_empty() || rest.starts_with([separator, '\n'])) {
        return Err((*line, TableError::AfterQuote));
    }
    Ok((field.replace("\r\n", "\n"), ends(rest, line, separator)))
}

/// Takes a separator or a line end off the text; whether a row ends there.
fn ends(rest: &mut &str, line: &mut usize, separator: char) -> bool {
    if let Some(after) = rest.strip_prefix(separator) {
        *rest = after;
        return false;
    }
    if let Some(after) = rest.strip_prefix('\n') {
        *rest = after;
        *line += 1;
    }
    true
}

/// A field as it is written.
pub fn written(field: &str, separator: char) -> String {
    let is_plain = !field.contains([separator, '"', '\n', '\r']) && !field.starts_with('#');
    if is_plain { field.to_owned() } else { format!("\"{}\"", field.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fields(text: &str) -> Vec<Vec<String>> {
        rows(text, ',', 1).unwrap().into_iter().map(|row| row.fields).collect()
    }

    #[test]
    fn quotation_marks_hold_separators_line_ends_and_marks() {
        assert_eq!(fields("a,\"b,\r\nc\",\"d\"\"e\"\r\nf,,\r\n"), [["a", "b,\nc", "d\"e"], ["f", "", ""]]);
        assert_eq!(fields("say \"so\",b"), [["say \"so\"", "b"]]);
    }

    #[test]
    fn a_row_knows_the_line_it_begins_on() {
        let lines: Vec<usize> =
            rows("\n#no\na,\"b\nc\"\n\nd,e", ',', 5).unwrap().iter().map(|row| row.line).collect();
        assert_eq!(lines, [7, 10]);
    }

    #[test]
    fn what_is_wrong_is_told_by_its_line() {
        assert_eq!(rows("a,b\nc,\"d\ne", ',', 1), Err((2, TableError::Unclosed)));
        assert_eq!(rows("a,b\n\"c\nd\" e,f", ',', 1), Err((3, TableError::AfterQuote)));
    }

    proptest! {
        #[test]
        fn whatever_is_written_is_read(
            table in prop::collection::vec(prop::collection::vec("[a-z\"#,;\t\n ]{0,6}", 2..4), 1..6),
            separator in prop_oneof![Just(','), Just(';'), Just('\t')],
        ) {
            let row = |row: &Vec<String>| {
                let fields: Vec<String> = row.iter().map(|field| written(field, separator)).collect();
                fields.join(&separator.to_string()) + "\n"
            };
            let text: String = table.iter().map(row).collect();
            let read: Vec<Vec<String>> =
                rows(&text, separator, 1).unwrap().into_iter().map(|row| row.fields).collect();
            prop_assert_eq!(read, table);
        }

        #[test]
        fn no_text_is_too_odd(text in any::<String>(), separator in prop_oneof![Just(','), Just('\t')]) {
            let lines = text.matches('\n').count() + 1;
            match rows(&text, separator, 1) {
                Ok(rows) => prop_assert!(rows.iter().all(|row| row.line <= lines && !row.fields.is_empty())),
                Err((line, _)) => prop_assert!((1..=lines).contains(&line)),
            }
        }
    }
}
