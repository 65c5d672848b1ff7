//! The schema of `*.weights.json`: what training found out from labelled answers. Nobody writes these files by
//! hand; `cargo xtask train` does.

use super::super::json::Fields;
use super::super::rules::{ParseError, tree};

/// How much each feature of a sentence, and then each feature of the answer, speaks for each label. All scores
/// are hundredths of a logit: 0 is as likely as not, 100 is 73 %.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weights {
    /// The competency's id, or `language`.
    pub of: String,
    /// Signals and flags.
    pub labels: Vec<String>,
    /// For each label, and then for each part of the story, the score of a sentence without any known feature.
    pub base: Vec<i32>,
    /// What one unit of a feature's weight adds, in hundredths of a score: by label, then by part.
    pub unit: Vec<i32>,
    /// Features of a sentence and their weights: by label, then by part.
    pub sentence: Vec<(String, Vec<i8>)>,
    /// For each label, what the answer's score starts from.
    pub answer_base: Vec<i32>,
    /// Features of the answer and what each adds, by label: thousandths of a score for each hundredth.
    pub answer: Vec<(String, Vec<i32>)>,
    /// From which score of a sentence it is quoted as evidence, by label.
    pub quoted: Vec<i32>,
    /// How far below the best sentence of the answer another one may score to be quoted too, by label.
    pub within: Vec<i32>,
    /// From which score a finding is clear, by label.
    pub clear: Vec<i32>,
    /// How sentences follow each other; of a language alone.
    pub chain: Option<Chain>,
    /// Where sentences end that nobody punctuated; of a language alone.
    pub ends: Option<Ends>,
}

/// Where a sentence probably ends in speech without punctuation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// What a gap between two words starts from, in hundredths of a logit.
    pub base: i32,
    /// What one unit of a feature's weight adds, in hundredths of a score.
    pub unit: i32,
    /// Features of a gap and their weights.
    pub gap: Vec<(String, Vec<i8>)>,
}

/// How a story goes on, for the five kinds of sentence: situation, task, action, result, anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain {
    /// What a place in the answer says: equal stretches of words.
    pub position: Vec<[i32; KINDS]>,
    /// What comes first.
    pub start: [i32; KINDS],
    /// From each kind to each.
    pub step: [[i32; KINDS]; KINDS],
}

/// Situation, task, action, result, anything else.
pub const KINDS: usize = 5;

/// A weight as one character: nothing is `.`, a to z are 1 to 26, A to Z −1 to −26.
pub fn code(weight: i8) -> char {
    match weight {
        1..=26 => char::from(b'a' + (weight - 1) as u8),
        -26..=-1 => char::from(b'A' + (-weight - 1) as u8),
        _ => '.',
    }
}

/// The weight that a character stands for.
fn decode(code: u8) -> Option<i8> {
    match code {
        b'.' => Some(0),
        b'a'..=b'z' => Some((code - b'a') as i8 + 1),
        b'A'..=b'Z' => Some(-((code - b'A') as i8 + 1)),
        _ => None,
    }
}

fn wrong(expected: &str) -> ParseError {
    ParseError { reason: ["expected ", expected].concat() }
}

fn row(line: &str, columns: usize) -> Option<(String, Vec<i8>)> {
    let (name, codes) = line.rsplit_once(' ')?;
    let weights: Option<Vec<i8>> = codes.bytes().map(decode).collect();
    weights.filter(|w| w.len() == columns).map(|w| (name.to_string(), w))
}

fn five(numbers: &[i32]) -> Result<[i32; KINDS], ParseError> {
    numbers.try_into().map_err(|_| wrong("five numbers a row in chain"))
}

/// Reads a file of weights.
///
/// # Errors
/// Where it is not JSON of the shape of [`Weights`], or of another format.
pub fn parse_weights(text: &str) -> Result<Weights, ParseError> {
    weights(tree(text)?)
}

/// Reads weights that stand in another file.
pub(crate) fn weights(mut fields: Fields) -> Result<Weights, ParseError> {
    let mut weights = Weights {
        of: fields.text("of")?,
        labels: fields.texts("labels")?,
        base: fields.numbers("base")?,
        unit: fields.numbers("unit")?,
        answer_base: fields.numbers("answer_base")?,
        quoted: fields.numbers("quoted")?,
        within: fields.numbers("within")?,
        clear: fields.numbers("clear")?,
        ..Weights::default()
    };
    if let Some(node) = fields.take("chain") {
        weights.chain = Some(chain(node.fields("chain")?)?);
    }
    let labels = weights.labels.len();
    let columns = labels + weights.chain.as_ref().map_or(0, |_| KINDS);
    if let Some(node) = fields.take("ends") {
        weights.ends = Some(ends(node.fields("ends")?)?);
    }
    for line in fields.texts("sentence")? {
        let row =
            row(&line, columns).ok_or_else(|| wrong("a feature and a letter for each column in sentence"));
        weights.sentence.push(row?);
    }
    for (name, numbers) in fields.map_of_lists("answer")? {
        if numbers.len() != labels {
            return Err(wrong("a number for each label in answer"));
        }
        weights.answer.push((name, numbers));
    }
    let fit = weights.base.len() == columns
        && weights.unit.len() == columns
        && [&weights.answer_base, &weights.quoted, &weights.within, &weights.clear]
            .iter()
            .all(|list| list.len() == labels);
    fields.end()?;
    if fit {
        Ok(weights)
    } else {
        Err(wrong("a number for each label in base, unit, answer_base, quoted, within and clear"))
    }
}

fn chain(mut fields: Fields) -> Result<Chain, ParseError> {
    let mut chain = Chain { start: five(&fields.numbers("start")?)?, ..Chain::default() };
    for node in fields.list("position")? {
        chain.position.push(five(&node.numbers("chain.position")?)?);
    }
    for (to, node) in chain.step.iter_mut().zip(fields.list("step")?) {
        *to = five(&node.numbers("chain.step")?)?;
    }
    fields.end()?;
    Ok(chain)
}

fn ends(mut fields: Fields) -> Result<Ends, ParseError> {
    let mut ends = Ends { base: fields.number("base")?, unit: fields.number("unit")?, gap: Vec::new() };
    for line in fields.texts("gap")? {
        ends.gap.push(row(&line, 1).ok_or_else(|| wrong("a feature and a letter in ends.gap"))?);
    }
    fields.end()?;
    Ok(ends)
}

/// The text of a file of weights; [`parse_weights`] reads it.
pub fn print_weights(weights: &Weights) -> String {
    let list = |numbers: &[i32]| {
        let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        ["[", &texts.join(", "), "]"].concat()
    };
    let lists = |rows: &[[i32; KINDS]]| {
        let texts: Vec<String> = rows.iter().map(|r| list(r)).collect();
        ["[\n      ", &texts.join(",\n      "), "\n    ]"].concat()
    };
    // Names are words, classes and facts: nothing in them needs to be escaped.
    let texts = |names: &mut dyn Iterator<Item = String>, between: &str| {
        names.map(|n| ["\"", &n, "\""].concat()).collect::<Vec<_>>().join(between)
    };
    let row = |(name, codes): &(String, Vec<i8>)| {
        [name.as_str(), " ", &codes.iter().map(|c| code(*c)).collect::<String>()].concat()
    };
    let answer: Vec<String> = weights
        .answer
        .iter()
        .map(|(name, numbers)| ["    \"", name, "\": ", &list(numbers)].concat())
        .collect();
    let chain = weights.chain.as_ref().map_or(String::new(), |chain| {
        [
            "  \"chain\": {\n    \"start\": ",
            &list(&chain.start),
            ",\n    \"position\": ",
            &lists(&chain.position),
            ",\n    \"step\": ",
            &lists(&chain.step),
            "\n  },\n",
        ]
        .concat()
    });
    let ends = weights.ends.as_ref().map_or(String::new(), |ends| {
        [
            "  \"ends\": {\n    \"base\": ",
            &ends.base.to_string(),
            ",\n    \"unit\": ",
            &ends.unit.to_string(),
            ",\n    \"gap\": [\n      ",
            &texts(&mut ends.gap.iter().map(row), ",\n      "),
            "\n    ]\n  },\n",
        ]
        .concat()
    });
    [
        "{\n  \"format\": 1,\n  \"of\": \"",
        &weights.of,
        "\",\n  \"labels\": [",
        &texts(&mut weights.labels.iter().cloned(), ", "),
        "],\n  \"base\": ",
        &list(&weights.base),
        ",\n  \"unit\": ",
        &list(&weights.unit),
        ",\n  \"quoted\": ",
        &list(&weights.quoted),
        ",\n  \"within\": ",
        &list(&weights.within),
        ",\n  \"clear\": ",
        &list(&weights.clear),
        ",\n",
        &chain,
        &ends,
        "  \"answer_base\": ",
        &list(&weights.answer_base),
        ",\n  \"answer\": {\n",
        &answer.join(",\n"),
        "\n  },\n  \"sentence\": [\n    ",
        &texts(&mut weights.sentence.iter().map(row), ",\n    "),
        "\n  ]\n}\n",
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back() {
        let weights = Weights {
            of: "language".into(),
            labels: vec!["jargon".into()],
            base: vec![-5, 1, 2, 3, 4, 5],
            unit: vec![7; 6],
            sentence: vec![("call they".into(), vec![1, -1, 26, -26, 0, 3]), (":noticed".into(), vec![0; 6])],
            answer_base: vec![-120],
            answer: vec![("best jargon".into(), vec![-3])],
            quoted: vec![-50],
            within: vec![300],
            clear: vec![60],
            chain: Some(Chain { position: vec![[1, 2, 3, 4, 5]; 2], ..Chain::default() }),
            ends: Some(Ends { base: -5, unit: 7, gap: vec![("_ so i".into(), vec![3])] }),
        };
        assert_eq!(parse_weights(&print_weights(&weights)), Ok(weights));
    }

    #[test]
    fn every_weight_has_a_letter_of_its_own() {
        for weight in -26..=26 {
            assert_eq!(decode(code(weight) as u8), Some(weight));
        }
    }

    #[test]
    fn a_row_of_another_width_is_told() {
        let text = print_weights(&Weights { sentence: vec![("call".into(), vec![1])], ..Weights::default() });
        assert!(parse_weights(&text).is_err());
    }
}
