//! Loads the rules and the competency, for the examples and the tests.

use starling::domain::competency::Competency;
use starling::scoring::{Language, Reader, Rules, parse_language, parse_rules, parse_weights};

/// Why something could not be loaded.
pub(crate) type Problem = Box<dyn std::error::Error>;

/// The rules of the language and of a competency, each with the weights beside it, if there are any.
pub(crate) fn rules(competency: &str) -> Result<(Language, Rules), Problem> {
    let read = |path: &str| std::fs::read_to_string(path);
    let mut language = parse_language(&read("content/language/en.json")?)?;
    let mut rules = parse_rules(&read(&format!("content/competencies/{competency}.rules.json"))?)?;
    let weights = |path: String| read(&path).ok().map(|text| parse_weights(&text)).transpose();
    language.weights = weights("content/language/en.weights.json".into())?;
    rules.weights = weights(format!("content/competencies/{competency}.weights.json"))?;
    Ok((language, rules))
}

/// The reader of a competency's rules, and the competency that ratings come from. Where the competency's own
/// file is not there, a bare one with the same signals and flags stands in.
pub(crate) fn load(competency: &str) -> Result<(Reader, Competency), Problem> {
    let (language, rules) = rules(competency)?;
    let reader = Reader::compile(&language, &rules)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let file = format!("content/competencies/{competency}.json");
    let text = std::fs::read_to_string(file)
        .or_else(|_| std::fs::read_to_string("tests/answers/competency.json"))?;
    Ok((reader, serde_json::from_str(&text)?))
}
