//! What the first lines of Anki's text files say of the rest: `#separator:tab`, `#guid column:1`, …

use super::table;

/// What a file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// What stands between the columns, where it is said.
    pub separator: Option<char>,
    /// Whether fields hold HTML.
    pub html: bool,
    /// How many columns are named.
    pub columns: Option<usize>,
    /// The column (from 0) of the cards' ids.
    pub guid: Option<usize>,
    /// The column of their tags.
    pub tags: Option<usize>,
    /// Columns that are about Anki alone: deck and note type.
    pub others: Vec<usize>,
    /// Tags that every card gets.
    pub all_tags: Vec<String>,
    /// Whether there was any such line.
    pub is_there: bool,
    /// How many lines it takes.
    pub lines: usize,
}

/// What a line of a header is to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// A separator that is one.
    Separator,
    /// `true` or `false`.
    Html,
    /// The number of a column, from 1.
    Column,
}

/// The header that a text begins with, and what comes after it. Lines of it that say nothing known are passed over.
///
/// # Errors
/// The line, and what it was to say.
pub fn header(text: &str) -> Result<(Header, &str), (usize, HeaderError)> {
    let mut header = Header::default();
    let mut rest = text;
    while rest.starts_with('#') {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        rest = after;
        header.lines += 1;
        let Some((key, value)) = line[1..].trim_end_matches('\r').split_once(':') else { continue };
        let wrong = |error| (header.lines, error);
        let column = || match value.trim().parse::<usize>() {
            Ok(column @ 1..=99) => Ok(column - 1),
            _ => Err(wrong(HeaderError::Column)),
        };
        match key.trim().to_ascii_lowercase().as_str() {
            "separator" => header.separator = Some(separator(value).ok_or(wrong(HeaderError::Separator))?),
            "html" => {
                header.html = match value.trim().to_ascii_lowercase().as_str() {
                    "true" => true,
                    "false" => false,
                    _ => return Err(wrong(HeaderError::Html)),
                }
            }
            "guid column" => header.guid = Some(column()?),
            "tags column" => header.tags = Some(column()?),
            "deck column" | "notetype column" => header.others.push(column()?),
            "tags" => header.all_tags = value.split_whitespace().map(str::to_owned).collect(),
            "columns" => {
                let named = table::rows(value.trim_end_matches('\r'), header.separator.unwrap_or('\t'), 1);
                header.columns = named.ok().and_then(|rows| rows.first().map(|row| row.fields.len()));
            }
            "deck" | "notetype" | "if matches" => {}
            _ => continue,
        }
        header.is_there = true;
    }
    Ok((header, rest))
}

/// A separator by name, or as it is.
fn separator(value: &str) -> Option<char> {
    Some(match value.trim().to_ascii_lowercase().as_str() {
        "tab" | "\\t" => '\t',
        "comma" | "," => ',',
        "semicolon" | ";" => ';',
        "pipe" | "|" => '|',
        "colon" | ":" => ':',
        "space" => ' ',
        "" if value.starts_with('\t') => '\t',
        _ => return None,
    })
}
