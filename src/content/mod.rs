//! The content: competencies as JSON files, the catalogue that lists them, the check that keeps them whole.
//!
//! Adding a competency changes no Rust: what [`lint`] accepts, [`parse_competency`] loads.

pub mod catalogue;
// The check is for authors and tests; the browser never runs it.
#[cfg(not(target_arch = "wasm32"))]
pub mod lint;
mod place;

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use crate::domain::competency::{Competency, FORMAT};

/// Why a text could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentError {
    /// It is no JSON, or it breaks off.
    NotJson {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
    },
    /// It is a competency in a format that this version does not read.
    Format {
        /// The format it names.
        found: u32,
    },
    /// It is JSON of another shape.
    Unfit {
        /// Where, as in `$.signals[2].phrases[0].id`.
        path: String,
        /// What is wrong there, and what was expected.
        problem: String,
    },
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { line, column } => {
                write!(f, "expected JSON; it stops being that at line {line}, column {column}")
            }
            Self::Format { found } => write!(f, "expected format {FORMAT}, found {found}"),
            Self::Unfit { path, problem } => write!(f, "{path}: {problem}"),
        }
    }
}

impl std::error::Error for ContentError {}

/// Reads a competency file.
///
/// # Errors
/// Says what was expected, and where. Whether ids are unique and references lead somewhere is not asked here
/// but in [`lint`].
pub fn parse_competency(text: &str) -> Result<Competency, ContentError> {
    let parsed = parse::<Competency>(text);
    // A newer format has fields unknown here, so its number is the better thing to complain about.
    if let Err(ContentError::Unfit { .. }) = parsed
        && let Ok(Head { format }) = parse(text)
        && format != FORMAT
    {
        return Err(ContentError::Format { found: format });
    }
    let competency = parsed?;
    if competency.format != FORMAT {
        return Err(ContentError::Format { found: competency.format });
    }
    Ok(competency)
}

/// As much of a competency file as every format has.
#[derive(serde::Deserialize)]
struct Head {
    format: u32,
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, ContentError> {
    // Some editors put a byte order mark in front.
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str(text).map_err(|error| explain(text, &error))
}

fn explain(text: &str, error: &serde_json::Error) -> ContentError {
    let (line, column) = (error.line(), error.column());
    if error.classify() != Category::Data {
        return ContentError::NotJson { line, column };
    }
    let message = error.to_string();
    // The path says it better than serde's line and column, most of all in a file of a single line.
    let problem = message.rsplit_once(" at line ").map_or(message.as_str(), |(before, _)| before).to_owned();
    ContentError::Unfit { path: place::path_at(text, line, column), problem }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LITE: &str = include_str!("../../tests/fixtures/ownership-lite.json");

    fn error_of(text: &str) -> ContentError {
        parse_competency(text).unwrap_err()
    }

    #[test]
    fn a_competency_loads_with_or_without_a_byte_order_mark() {
        let plain = parse_competency(LITE).unwrap();
        assert_eq!(parse_competency(&format!("\u{feff}{LITE}")), Ok(plain));
    }

    #[test]
    fn a_text_that_is_no_json_is_told_by_line_and_column() {
        assert_eq!(error_of("{\n  \"format\": ?"), ContentError::NotJson { line: 2, column: 13 });
        assert_eq!(error_of(""), ContentError::NotJson { line: 1, column: 0 });
        assert!(matches!(error_of(&LITE[..LITE.len() / 2]), ContentError::NotJson { .. }));
    }

    #[test]
    fn another_format_is_told_whether_or_not_its_fields_are_known() {
        let other = LITE.replacen("\"format\": 1", "\"format\": 2", 1);
        let newer = other.replacen("\"title\"", "\"headline\"", 1);
        for text in [other, newer] {
            assert_eq!(error_of(&text), ContentError::Format { found: 2 });
        }
    }

    #[test]
    fn another_shape_is_told_by_path() {
        let typo = LITE.replacen("\"miss_why\"", "\"mis_why\"", 1);
        let ContentError::Unfit { path, problem } = error_of(&typo) else { panic!("not unfit") };
        assert_eq!(path, "$.signals[0].mis_why");
        assert!(problem.starts_with("unknown field `mis_why`"), "{problem}");

        let gone = LITE.replacen("\"miss_why\": \"And the end?\",", "", 1);
        assert_eq!(error_of(&gone).to_string(), "$.signals[1]: missing field `miss_why`");
    }
}
