//! Loads the rules and the competency, for the examples and the tests.

use starling::domain::competency::Competency;
use starling::scoring::{Language, Reader, Rules, parse_language, parse_rules, parse_weights};

/// Why something could not be loaded.
pub(crate) type Problem = Box<dyn std::error::Error>;

/// The rules of the language and of a competency, without their weights.
fn rules_alone(competency: &str) -> Result<(Language, Rules), Problem> {
    let language = parse_language(&std::fs::read_to_string("content/language/en.json")?)?;
    let path = format!("content/competencies/{competency}.rules.json");
    Ok((language, parse_rules(&std::fs::read_to_string(path)?)?))
}

/// The rules of the language and of a competency, each with the weights beside it, if there are any.
pub(crate) fn rules(competency: &str) -> Result<(Language, Rules), Problem> {
    let (mut language, mut rules) = rules_alone(competency)?;
    let weights = |path: &str| std::fs::read_to_string(path).ok().map(|t| parse_weights(&t)).transpose();
    language.weights = weights("content/language/en.weights.json")?;
    rules.weights = weights(&format!("content/competencies/{competency}.weights.json"))?;
    Ok((language, rules))
}

/// The files that decide what is read, and a number that changes when any of them does (FNV-1a).
pub(crate) fn fingerprint(competency: &str) -> Result<String, Problem> {
    let mut hash = 0xcbf2_9ce4_8422_2325u64;
    let folder = format!("content/competencies/{competency}");
    let files = [
        "content/language/en.json".to_string(),
        "content/language/en.weights.json".to_string(),
        format!("{folder}.rules.json"),
        format!("{folder}.weights.json"),
    ];
    for file in files {
        for byte in std::fs::read(file)? {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    Ok(format!("{hash:016x}"))
}

/// The reader of a competency's rules and weights, and the competency that ratings come from. Where the
/// competency's own file is not there, a bare one with the same signals and flags stands in.
pub(crate) fn load(competency: &str) -> Result<(Reader, Competency), Problem> {
    let (language, rules) = rules(competency)?;
    compiled(competency, &language, &rules)
}

/// The same without weights: a reader by patterns alone, which also is what training begins with.
pub(crate) fn untrained(competency: &str) -> Result<(Reader, Competency), Problem> {
    let (language, rules) = rules_alone(competency)?;
    compiled(competency, &language, &rules)
}

fn compiled(competency: &str, language: &Language, rules: &Rules) -> Result<(Reader, Competency), Problem> {
    let reader = Reader::compile(language, rules)
        .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let file = format!("content/competencies/{competency}.json");
    let text = std::fs::read_to_string(file)
        .or_else(|_| std::fs::read_to_string("tests/answers/competency.json"))?;
    Ok((reader, serde_json::from_str(&text)?))
}
