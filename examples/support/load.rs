//! Loads the rules and the competency, for the examples and the tests.

use starling::domain::competency::Competency;
use starling::scoring::{Reader, parse_language, parse_rules};

/// Why something could not be loaded.
pub(crate) type Problem = Box<dyn std::error::Error>;

/// The reader of a competency's rules, and the competency that ratings come from. Where the competency's own
/// file is not there, a bare one with the same signals and flags stands in.
pub(crate) fn load(competency: &str) -> Result<(Reader, Competency), Problem> {
    let language = parse_language(&std::fs::read_to_string("content/language/en.json")?)?;
    let rules =
        parse_rules(&std::fs::read_to_string(format!("content/competencies/{competency}.rules.json"))?)?;
    let reader = Reader::compile(&language, &rules)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let file = format!("content/competencies/{competency}.json");
    let text = std::fs::read_to_string(file)
        .or_else(|_| std::fs::read_to_string("tests/answers/competency.json"))?;
    Ok((reader, serde_json::from_str(&text)?))
}
