//! From the rule files to a reader: every pattern parsed, every name checked, all problems reported at once.

use super::aside;
use super::ends::Ends;
use super::inflect::{Form, Irregulars};
use super::linear::{Class, NO_CLASS, Owner, Ways};
use super::parts;
use super::pattern::{Builder, Pattern};
use super::quantity::Reckoner;
use super::reader::Reader;
use super::rules::{Extent, Language, Modality, Polarity, Rule, RuleError, Rules, Weighing};
use super::text::Lexicon;
use crate::order;

/// A compiled rule.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) id: String,
    pub(crate) fact: u16,
    pub(crate) patterns: Vec<Pattern>,
    pub(crate) unless: Vec<Pattern>,
    pub(crate) parts: [bool; 4],
    pub(crate) from: u8,
    pub(crate) to: u8,
    pub(crate) polarity: Polarity,
    pub(crate) modality: Modality,
    pub(crate) min_count: u8,
    pub(crate) evidence: Extent,
}

/// The class of words like "the" and "was".
const FUNCTION: &str = "function";

fn sorted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut list: Vec<String> = words.map(str::to_string).collect();
    order::sort(&mut list);
    list
}

fn listed(words: &str) -> Vec<String> {
    sorted(words.split_whitespace())
}

fn expansions(map: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let mut list = Vec::with_capacity(map.len());
    for (word, words) in map {
        list.push((word.clone(), words.split_whitespace().map(str::to_string).collect()));
    }
    order::sort(&mut list);
    list
}

fn lexicon(language: &Language, irregulars: &Irregulars) -> Lexicon {
    let function = language.classes.iter().find(|(name, _)| name == FUNCTION).map_or("", |(_, words)| words);
    Lexicon {
        expand: expansions(&language.words),
        expand_before_verb: expansions(&language.before_verb),
        abbreviations: listed(&language.abbreviations),
        fillers: listed(&language.fillers),
        stops: listed(&language.stops),
        openers: listed(&language.openers),
        subjects: listed(&language.subjects),
        connectives: listed(&language.connectives),
        participles: sorted(irregulars.participles()),
        bases: sorted(irregulars.bases()),
        function: sorted(function.split('|')),
        pasts: sorted(irregulars.simple_pasts()),
        ends: Ends::default(),
    }
}

fn part_letters(letters: Option<&str>) -> Result<[bool; 4], String> {
    let Some(letters) = letters else { return Ok([true; 4]) };
    let mut parts = [false; 4];
    for letter in letters.chars() {
        let at = "STAR".find(letter).ok_or_else(|| format!("expected S, T, A or R, found {letter}"))?;
        parts[at] = true;
    }
    Ok(parts)
}

/// Compiles the patterns of one file into the builder's sets.
struct Compiler<'a, 'b> {
    builder: &'b mut Builder<'a>,
    facts: Vec<String>,
    errors: Vec<RuleError>,
    file: String,
}

impl Compiler<'_, '_> {
    fn error(&mut self, rule: &str, position: usize, reason: String) {
        self.errors.push(RuleError { file: self.file.clone(), rule: rule.to_string(), position, reason });
    }

    fn patterns(&mut self, rule: &str, sources: &[String]) -> Vec<Pattern> {
        let mut patterns = Vec::with_capacity(sources.len());
        for (position, source) in sources.iter().enumerate() {
            match self.builder.pattern(source) {
                Ok(mut parsed) => patterns.append(&mut parsed),
                Err(reason) => self.error(rule, position, format!("{reason} in \"{source}\"")),
            }
        }
        patterns
    }

    fn fact(&mut self, name: &str) -> u16 {
        if let Some(at) = self.facts.iter().position(|f| f == name) {
            return at as u16;
        }
        self.facts.push(name.to_string());
        (self.facts.len() - 1) as u16
    }

    fn rule(&mut self, rule: &Rule) -> Compiled {
        let parts = match part_letters(rule.section.as_deref()) {
            Ok(parts) => parts,
            Err(reason) => {
                self.error(&rule.id, 0, reason);
                [true; 4]
            }
        };
        Compiled {
            id: rule.id.clone(),
            fact: self.fact(&rule.fact),
            patterns: self.patterns(&rule.id, &rule.any),
            unless: self.patterns(&rule.id, &rule.unless),
            parts,
            from: rule.from,
            to: rule.to,
            polarity: rule.polarity,
            modality: rule.modality,
            min_count: rule.min_count,
            evidence: rule.evidence,
        }
    }
}

impl Reader {
    /// Compiles a language and a competency's rules.
    ///
    /// # Errors
    /// Every pattern, class or finding that does not hold together, all at once. Examples beside the rules are
    /// not run: see [`Reader::check`].
    pub fn compile(language: &Language, rules: &Rules) -> Result<Reader, Vec<RuleError>> {
        let irregulars = Irregulars::new(&language.irregular);
        let mut builder = Builder::new(&irregulars);
        let mut errors = Vec::new();
        for (file, classes) in [("language", &language.classes), (rules.competency.as_str(), &rules.classes)]
        {
            for (name, body) in classes {
                if !builder.class(name, body) {
                    let reason = "expected a class of this name once".to_string();
                    errors.push(RuleError { file: file.into(), rule: name.clone(), position: 0, reason });
                }
            }
        }
        let mut compiler =
            Compiler { builder: &mut builder, facts: Vec::new(), errors, file: "language".to_string() };
        let mut compiled: Vec<Compiled> = language.rules.iter().map(|r| compiler.rule(r)).collect();
        let language_facts = compiler.facts.len();
        compiler.file = rules.competency.clone();
        compiled.extend(rules.rules.iter().map(|r| compiler.rule(r)));
        let needed = |compiler: &mut Compiler<'_, '_>, name: &str| match compiler.builder.set(name, Form::Any)
        {
            Ok(set) => set,
            Err(reason) => {
                compiler.error(name, 0, reason);
                0
            }
        };
        let negator = needed(&mut compiler, "{negator}");
        let function = needed(&mut compiler, "{function}");
        let past = needed(&mut compiler, "{past}");
        let own = language.classes.iter().map(|(name, _)| (Owner::Language, name));
        let others = rules.classes.iter().map(|(name, _)| (Owner::Competency, name));
        let mut classes = Vec::with_capacity(language.classes.len() + rules.classes.len());
        for (owner, name) in own.chain(others) {
            let set = needed(&mut compiler, &["{", name, "}"].concat());
            classes.push(Class { name: name.clone(), set, owner });
        }
        let findings: Vec<Weighing> = rules.findings.iter().chain(&language.findings).cloned().collect();
        known_names(&findings, &mut compiler);
        let Compiler { facts, errors, .. } = compiler;
        let number = |(name, weights): &(String, [i32; 4])| {
            facts.iter().position(|f| f == name).map(|at| (at as u16, *weights))
        };
        let parts = parts::Compiled {
            facts: language.parts.facts.iter().filter_map(number).collect(),
            chain: language.parts.clone(),
        };
        if !errors.is_empty() {
            return Err(errors);
        }
        let vocabulary = builder.finish();
        let mut class_of = vec![NO_CLASS; vocabulary.count];
        for (at, class) in classes.iter().enumerate() {
            if let Some(place) = class_of.get_mut(class.set as usize) {
                *place = at as u16;
            }
        }
        let (lexicon, reckoner) = (lexicon(language, &irregulars), Reckoner::new());
        let mut reader = Reader {
            examples: aside::examples(&rules.examples, &lexicon, &reckoner),
            lexicon,
            reckoner,
            vocabulary,
            negator,
            function,
            past,
            classes,
            class_of,
            bases: irregulars.by_form(),
            language_facts,
            rules: compiled,
            facts,
            language_table: None,
            competency_table: None,
            ways: findings.iter().map(|f| Ways::new(&f.ways)).collect(),
            findings,
            parts,
        };
        for weights in [&language.weights, &rules.weights].into_iter().flatten() {
            reader.learn(weights.clone());
        }
        Ok(reader)
    }
}

/// Every name that a finding weighs must be a fact of some rule or another finding.
fn known_names(findings: &[Weighing], compiler: &mut Compiler<'_, '_>) {
    for finding in findings {
        let pairs: Vec<String> =
            finding.share.iter().flat_map(|(p, _)| p.split('/')).map(str::to_string).collect();
        let facts =
            finding.sum.iter().chain(&finding.count).map(|(name, _)| name).chain(&finding.unless_after);
        let facts = facts.chain(finding.evidence.iter().flatten()).chain(&pairs);
        let unknown: Vec<String> = facts
            .filter(|f| !compiler.facts.contains(f))
            .chain(
                finding
                    .unless
                    .iter()
                    .filter(|n| !compiler.facts.contains(n) && !findings.iter().any(|f| f.id == **n)),
            )
            .cloned()
            .collect();
        for name in unknown {
            compiler.error(&finding.id, 0, format!("expected a fact that some rule shows, found \"{name}\""));
        }
    }
}
