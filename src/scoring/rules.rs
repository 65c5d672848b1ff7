//! The schema of `content/language/en.json` and `content/competencies/<id>.rules.json`; `content/RULES.md`
//! tells authors how to write them.

use std::fmt;

use super::json::Fields;
use super::linear::{Weights, weights_of};
use crate::json;

/// The format of rule files that this version reads.
pub const FORMAT: i32 = 1;

/// What the reader knows of one language, whatever the competency: word lists, word classes, and the rules for
/// story parts and delivery.
#[derive(Clone, Debug)]
pub struct Language {
    /// Irregular verbs: "see saw seen", alternatives joined by "/".
    pub irregular: Vec<String>,
    /// A word as typed, and the words it stands for: "gonna" is "going to".
    pub words: Vec<(String, String)>,
    /// The same, only where a verb form follows: "im", "id".
    pub before_verb: Vec<(String, String)>,
    /// Abbreviations without a vowel that are no technical terms.
    pub abbreviations: String,
    /// Words that carry nothing.
    pub fillers: String,
    /// Words that begin a new clause.
    pub stops: String,
    /// Words that open a sentence of unpunctuated speech, if a subject follows.
    pub openers: String,
    /// What a subject begins with.
    pub subjects: String,
    /// Words after which a subject goes on with the clause.
    pub connectives: String,
    /// Word classes: a name, and its members as an alternation.
    pub classes: Vec<(String, String)>,
    /// Rules that hold for every competency.
    pub rules: Vec<Rule>,
    /// Findings that hold for every competency: how the story is told.
    pub findings: Vec<Weighing>,
    /// How a story is cut into its parts.
    pub parts: Chain,
    /// What training found out. The file of the language has a file of weights beside it; packed, it holds them.
    pub weights: Option<Weights>,
}

/// How a story is cut into situation, task, action and result, in that order everywhere. All weights are
/// hundredths of a logarithm of likelihood; higher fits better.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// What the place says: the answer in equal stretches of words, each with its weights.
    pub position: Vec<[i32; 4]>,
    /// What comes first.
    pub start: [i32; 4],
    /// From each part to each.
    pub step: [[i32; 4]; 4],
    /// What a fact in a sentence says. Only facts that some rule shows count here.
    pub facts: Vec<(String, [i32; 4])>,
}

/// The rules of one competency.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The competency's id.
    pub competency: String,
    /// Word classes of its own.
    pub classes: Vec<(String, String)>,
    /// Patterns and the facts that they show.
    pub rules: Vec<Rule>,
    /// How facts come to findings.
    pub findings: Vec<Weighing>,
    /// Sentences of the content that anybody may repeat: they show nothing.
    pub examples: Vec<String>,
    /// What training found out; without it, answers are read by their patterns alone.
    pub weights: Option<Weights>,
}

/// Whether a negation before the pattern matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polarity {
    /// What is negated is not shown.
    Affirmed,
    /// Negated or not: the pattern itself says what is meant.
    Any,
}

/// Whether what only would be, or always is, counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Modality {
    /// Sentences of condition or habit show nothing.
    Real,
    /// They count as any other.
    Any,
}

/// How far the evidence of a match goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The words that matched.
    Match,
    /// On to the end of the clause.
    Clause,
    /// On to the end of the sentence.
    Sentence,
}

/// Patterns over words, and the fact of the story that they show.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Unique over both files; evidence names it.
    pub id: String,
    /// What a match shows.
    pub fact: String,
    /// The patterns, any of which matches.
    pub any: Vec<String>,
    /// Patterns which, in the same sentence, undo a match.
    pub unless: Vec<String>,
    /// The story parts in which a match counts, as letters: "ST".
    pub section: Option<String>,
    /// Only from this percentage of the answer on.
    pub from: u8,
    /// Only up to this percentage of the answer.
    pub to: u8,
    /// Negation.
    pub polarity: Polarity,
    /// Condition and habit.
    pub modality: Modality,
    /// Matches needed within one sentence.
    pub min_count: u8,
    /// How far the evidence goes.
    pub evidence: Extent,
    /// Sentences that it must match.
    pub hits: Vec<String>,
    /// Sentences that it must not match.
    pub misses: Vec<String>,
}

/// What a finding is about, as rule files name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Evidence for.
    Signal,
    /// Evidence against, in what was done.
    Content,
    /// Evidence against, in how it is told.
    Delivery,
}

/// How facts come to one finding: a sum of weights against two thresholds.
#[derive(Clone, Debug)]
pub struct Weighing {
    /// The signal's or flag's id.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// What the sum starts from.
    pub base: i32,
    /// A fact's weight: the first match counts in full, the second adds 40 %, further ones nothing.
    pub sum: Vec<(String, i32)>,
    /// A fact's weight for each match, up to ten.
    pub count: Vec<(String, i32)>,
    /// A weight for the share of one fact among two: "we-act/i-act" is the part of the deeds that "we" did.
    pub share: Vec<(String, i32)>,
    /// The sum from which the finding is made at all.
    pub possible: i32,
    /// The sum from which it is clear; `possible` where absent.
    pub clear: i32,
    /// Facts and findings beside which it is not made.
    pub unless: Vec<String>,
    /// Facts which, after its last evidence, undo it.
    pub unless_after: Vec<String>,
    /// The facts whose matches are its evidence; those of positive weight where absent.
    pub evidence: Option<Vec<String>>,
    /// What its evidence may be, in plain words, and the features that say so: facts (`:noticed`), classes
    /// (`{boss}`) and stems of words.
    pub ways: Vec<(String, String)>,
}

/// Why a file of rules could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What was expected, and where.
    pub reason: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for ParseError {}

/// What is wrong with one rule, class or finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// `language` or the competency's id.
    pub file: String,
    /// The rule's id, or the class's name.
    pub rule: String,
    /// Which of its patterns or examples, from 0.
    pub position: usize,
    /// What was expected.
    pub reason: String,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} [{}]: {}", self.file, self.rule, self.position, self.reason)
    }
}

impl std::error::Error for RuleError {}

pub(crate) fn tree(text: &str) -> Result<Fields, ParseError> {
    let not_json = |json::NotJson { at }| {
        let line = text.bytes().take(at).filter(|b| *b == b'\n').count() + 1;
        ParseError { reason: ["expected JSON; it stops being that in line ", &line.to_string()].concat() }
    };
    let mut fields = json::parse(text).map_err(not_json)?.fields("the file")?;
    of_this_format(&mut fields)?;
    Ok(fields)
}

fn of_this_format(fields: &mut Fields) -> Result<(), ParseError> {
    if fields.number("format")? == FORMAT {
        return Ok(());
    }
    Err(ParseError { reason: "expected format 1".into() })
}

/// Reads a language file.
///
/// # Errors
/// Where it is not JSON of the shape of [`Language`], or of another format.
pub fn parse_language(text: &str) -> Result<Language, ParseError> {
    let mut fields = tree(text)?;
    let language = Language {
        irregular: fields.texts("irregular")?,
        words: fields.map_of_texts("words")?,
        before_verb: fields.map_of_texts("before_verb")?,
        abbreviations: fields.text("abbreviations")?,
        fillers: fields.text("fillers")?,
        stops: fields.text("stops")?,
        openers: fields.text("openers")?,
        subjects: fields.text("subjects")?,
        connectives: fields.text("connectives")?,
        classes: fields.map_of_texts("classes")?,
        rules: rules(&mut fields)?,
        findings: findings(&mut fields)?,
        parts: chain(&mut fields)?,
        weights: weights(&mut fields)?,
    };
    fields.end()?;
    Ok(language)
}

/// Reads a competency's rules.
///
/// # Errors
/// Where it is not JSON of the shape of [`Rules`], or of another format.
pub fn parse_rules(text: &str) -> Result<Rules, ParseError> {
    let mut fields = tree(text)?;
    let rules = Rules {
        competency: fields.text("competency")?,
        classes: fields.map_of_texts("classes")?,
        rules: rules(&mut fields)?,
        findings: findings(&mut fields)?,
        examples: fields.maybe_texts("examples")?.unwrap_or_default(),
        weights: weights(&mut fields)?,
    };
    fields.end()?;
    Ok(rules)
}

fn weights(fields: &mut Fields) -> Result<Option<Weights>, ParseError> {
    let Some(node) = fields.take("weights") else { return Ok(None) };
    let mut fields = node.fields("weights")?;
    of_this_format(&mut fields)?;
    weights_of(fields).map(Some)
}

fn rules(fields: &mut Fields) -> Result<Vec<Rule>, ParseError> {
    let mut rules = Vec::new();
    for node in fields.list("rules")? {
        rules.push(rule(node.fields("rules")?)?);
    }
    Ok(rules)
}

fn rule(mut fields: Fields) -> Result<Rule, ParseError> {
    let id = fields.text("id")?;
    fields.name(&id);
    let byte = |number: i32| u8::try_from(number.clamp(0, 100)).unwrap_or(100);
    let rule = Rule {
        id,
        fact: fields.text("fact")?,
        any: fields.texts("any")?,
        unless: fields.maybe_texts("unless")?.unwrap_or_default(),
        section: fields.maybe_text("section")?,
        from: byte(fields.number_or("from", 0)?),
        to: byte(fields.number_or("to", 100)?),
        polarity: [Polarity::Affirmed, Polarity::Any][fields.one_of("polarity", &["affirmed", "any"])?],
        modality: [Modality::Real, Modality::Any][fields.one_of("modality", &["real", "any"])?],
        min_count: byte(fields.number_or("min_count", 1)?),
        evidence: [Extent::Match, Extent::Clause, Extent::Sentence]
            [fields.one_of("evidence", &["match", "clause", "sentence"])?],
        hits: fields.texts("hits")?,
        misses: fields.texts("misses")?,
    };
    fields.end()?;
    Ok(rule)
}

fn findings(fields: &mut Fields) -> Result<Vec<Weighing>, ParseError> {
    let mut findings = Vec::new();
    for node in fields.list("findings")? {
        findings.push(weighing(node.fields("findings")?)?);
    }
    Ok(findings)
}

fn weighing(mut fields: Fields) -> Result<Weighing, ParseError> {
    let id = fields.text("id")?;
    fields.name(&id);
    let possible = fields.number("possible")?;
    let weighing = Weighing {
        id,
        kind: [Kind::Signal, Kind::Content, Kind::Delivery]
            [fields.one_of("kind", &["signal", "content", "delivery"])?],
        base: fields.number_or("base", 0)?,
        sum: fields.map_of_numbers("sum")?,
        count: fields.map_of_numbers("count")?,
        share: fields.map_of_numbers("share")?,
        possible,
        clear: fields.number_or("clear", possible)?,
        unless: fields.maybe_texts("unless")?.unwrap_or_default(),
        unless_after: fields.maybe_texts("unless_after")?.unwrap_or_default(),
        evidence: fields.maybe_texts("evidence")?,
        ways: fields.maybe_map_of_texts("ways")?,
    };
    fields.end()?;
    Ok(weighing)
}

fn chain(fields: &mut Fields) -> Result<Chain, ParseError> {
    let node = fields.take("parts").ok_or_else(|| ParseError { reason: "expected parts".into() })?;
    let mut fields = node.fields("parts")?;
    let mut position = Vec::new();
    for node in fields.list("position")? {
        position.push(node.four("parts.position")?);
    }
    let mut step = [[0; 4]; 4];
    for (to, node) in step.iter_mut().zip(fields.list("step")?) {
        *to = node.four("parts.step")?;
    }
    let start = fields.take("start").map_or(Ok([0; 4]), |n| n.four("parts.start"))?;
    let chain = Chain { position, start, step, facts: fields.map_of_fours("facts")? };
    fields.end()?;
    Ok(chain)
}
