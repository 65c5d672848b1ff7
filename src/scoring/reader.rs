//! The reader: rules compiled once, then any number of answers.

use super::apply::{Anywhere, anywhere};
use super::aside;
use super::compile::Compiled;
use super::detect;
use super::ends::Ends;
use super::intern::Interner;
use super::length::within;
use super::linear::{self, Class, Owner, SeenAnswer, SeenGap, Source, Table, Ways, Weights};
use super::manner;
use super::matcher::{Hit, Matcher};
use super::parts;
use super::pattern::SetId;
use super::quantity::Reckoner;
use super::report::{Manner, Part, Reading, Span};
use super::rules::{Kind, Language, Modality, RuleError, Rules, Weighing};
use super::text::{self, Lexicon, Text};
use super::vocabulary::{Lookup, Vocabulary};

/// What a file of weights calls the language.
const LANGUAGE: &str = "language";
/// Words under which there is too little to judge.
pub(super) const FEW_WORDS: usize = 40;
/// Under so many words a text holds no whole story, as a reply to a probe does not: it is read by patterns alone. Few of
/// the answers that the weights were learned from are shorter.
const STORY: usize = 60;
/// A text of which less than this percentage are words like "the" and "was" is a list of keywords.
///
/// On the development answers lists have at most 18 %, the most technical story has 40 %.
const FUNCTION_WORDS: usize = 28;
/// Sentences of so few words on average, without a single number, claim and do not tell.
const CLAIM_WORDS: usize = 7;

/// A fact that the answer shows, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What is shown.
    pub name: String,
    /// The rule that read it.
    pub rule: String,
    /// The words that show it.
    pub span: Span,
}

/// A match of a rule, in tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Match {
    // First, because matches are ordered by it.
    pub(crate) span: Span,
    pub(crate) rule: u16,
    pub(crate) fact: u16,
}

/// Compiled rules.
#[derive(Debug)]
pub struct Reader {
    pub(crate) lexicon: Lexicon,
    pub(crate) reckoner: Reckoner,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) negator: SetId,
    pub(crate) function: SetId,
    /// Verbs in the past.
    pub(crate) past: SetId,
    /// Sentences that anybody may repeat.
    pub(crate) examples: Interner,
    /// The word classes of both files, the language's first.
    pub(crate) classes: Vec<Class>,
    /// For each set, its place among the classes.
    pub(crate) class_of: Vec<u16>,
    /// Irregular forms and their bases.
    pub(crate) bases: Vec<(String, String)>,
    /// The language's rules come first, and so do its facts.
    pub(crate) rules: Vec<Compiled>,
    pub(crate) facts: Vec<String>,
    pub(crate) language_facts: usize,
    pub(crate) findings: Vec<Weighing>,
    /// For each finding, what its evidence may be.
    pub(crate) ways: Vec<Ways>,
    pub(crate) parts: parts::Compiled,
    /// What training found out, where it did.
    pub(crate) language_table: Option<Table>,
    pub(crate) competency_table: Option<Table>,
}

/// An answer as far as it is read before findings are made.
struct Opened {
    text: Text,
    parts: Vec<Part>,
    matches: Vec<Match>,
    function_words: usize,
    manner: Manner,
    judged: Vec<linear::Judged>,
}

/// Where the sentences stand.
fn spans(text: &Text) -> Vec<Span> {
    let span = |(start, end): &(usize, usize)| {
        let last = text.tokens.get(end.saturating_sub(1)).map_or(0, |t| t.span.end);
        Span { start: text.tokens.get(*start).map_or(0, |t| t.span.start), end: last }
    };
    text.sentences.iter().map(span).collect()
}

impl Reader {
    /// Runs the `hits` and `misses` beside every rule: what does not hold.
    pub fn check(&self, language: &Language, rules: &Rules) -> Vec<RuleError> {
        let mut errors = Vec::new();
        let all = language.rules.iter().map(|r| ("language", r));
        let all = all.chain(rules.rules.iter().map(|r| (rules.competency.as_str(), r)));
        for ((file, rule), compiled) in all.zip(&self.rules) {
            let examples = rule.hits.iter().map(|h| (h, true)).chain(rule.misses.iter().map(|m| (m, false)));
            for (position, (example, expected)) in examples.enumerate() {
                if self.shows(compiled, example) != expected {
                    let verb = if expected { "a match" } else { "no match" };
                    let reason = format!("expected {verb} in \"{example}\"");
                    errors.push(RuleError { file: file.into(), rule: rule.id.clone(), position, reason });
                }
            }
        }
        errors
    }

    fn shows(&self, rule: &Compiled, example: &str) -> bool {
        let text = text::read(example, &self.lexicon, &self.reckoner);
        let lookup = self.vocabulary.look_up(&text);
        let matcher = Matcher { text: &text, lookup: &lookup, negator: self.negator };
        let unreal = if rule.modality == Modality::Real { self.unreal(&matcher) } else { Vec::new() };
        !self.matches(rule, &matcher, &unreal, Anywhere::Yes).is_empty()
    }

    /// Reads an answer, or a reply to a probe: a text too short to rate has findings all the same. One that is far
    /// too long is read as far as [`super::within`] says.
    pub fn read(&self, text: &str) -> Reading {
        self.read_whole(within(text))
    }

    /// Reads a text, however long.
    pub(super) fn read_whole(&self, text: &str) -> Reading {
        let opened = self.open(text);
        let words = opened.text.words;
        let tokens = opened.text.tokens.len().max(1);
        let numbers = opened.text.tokens.iter().any(|t| t.quantity.is_some());
        // One terse sentence with a number in it, such as a reply to a probe, is no list.
        let terse = words < FEW_WORDS && numbers;
        let keywords =
            opened.text.is_empty || opened.function_words * 100 < FUNCTION_WORDS * tokens && !terse;
        let claims = tokens <= CLAIM_WORDS * opened.text.sentences.len() && !numbers;
        let too_little = words < FEW_WORDS || keywords || claims;
        let sections = parts::sections(&opened.text, &opened.parts);
        let opens_with_i = |(start, end): &(usize, usize)| {
            let first = opened.text.tokens.get(*start..*end).unwrap_or(&[]);
            first
                .iter()
                .find(|t| !matches!(t.word.as_str(), "so" | "and" | "then" | "but"))
                .is_some_and(|t| t.word == "i")
        };
        Reading {
            words,
            fillers: opened.text.fillers,
            too_little,
            sections,
            sentences: spans(&opened.text),
            i_sentences: opened.text.sentences.iter().filter(|s| opens_with_i(s)).count(),
            estimated: opened.text.estimated,
            manner: opened.manner,
            trained: self.competency_table.is_some(),
            findings: detect::findings(
                self,
                &opened.matches,
                &opened.judged,
                keywords || claims || opened.manner != Manner::Told,
            ),
        }
    }

    /// The facts that an answer shows: for authors of rules, to see what fires.
    pub fn facts(&self, text: &str) -> Vec<Fact> {
        let opened = self.open(text);
        let name = |m: &Match| self.facts.get(m.fact as usize).cloned().unwrap_or_default();
        let rule = |m: &Match| self.rules.get(m.rule as usize).map(|r| r.id.clone()).unwrap_or_default();
        opened.matches.iter().map(|m| Fact { name: name(m), rule: rule(m), span: m.span }).collect()
    }

    /// The sentences of an answer, and the facts in each before its part of the story is known: what the parts
    /// are read from.
    pub fn sentences(&self, text: &str) -> Vec<(Span, Vec<String>)> {
        let (text, lookup) = self.look(text);
        let found = self.find(&Matcher { text: &text, lookup: &lookup, negator: self.negator });
        let shown = self.shown(&text, &found);
        let names =
            |facts: &Vec<u16>| facts.iter().filter_map(|f| self.facts.get(*f as usize).cloned()).collect();
        spans(&text).into_iter().zip(&shown).map(|(span, facts)| (span, names(facts))).collect()
    }

    /// The matches of every rule.
    pub(super) fn find(&self, matcher: &Matcher<'_>) -> Vec<(usize, Vec<Hit>)> {
        let anywhere = anywhere(matcher.text);
        let unreal = self.unreal(matcher);
        let mut found: Vec<(usize, Vec<Hit>)> = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let hits = self.matches(rule, matcher, &unreal, anywhere);
            if !hits.is_empty() {
                found.push((at, hits));
            }
        }
        found
    }

    /// A text and its words looked up, without what tells nothing.
    pub(super) fn look(&self, raw: &str) -> (Text, Lookup) {
        let mut text = text::read(raw, &self.lexicon, &self.reckoner);
        let lookup = self.vocabulary.look_up(&text);
        if aside::set_aside(self, &mut text, &lookup, raw) {
            let lookup = self.vocabulary.look_up(&text);
            return (text, lookup);
        }
        (text, lookup)
    }

    /// The matches of a rule, wherever and however they are said.
    pub(super) fn hits(&self, rule: &Compiled, matcher: &Matcher<'_>) -> Vec<Hit> {
        self.matches(rule, matcher, &[], Anywhere::Yes)
    }

    fn open(&self, text: &str) -> Opened {
        let (text, lookup) = self.look(text);
        let found = self.find(&Matcher { text: &text, lookup: &lookup, negator: self.negator });
        let function_words = lookup.positions(self.function).len();
        let trained = text.words >= STORY;
        let source = Source::new(self, &text, &lookup, &found);
        let (parts, judged) = if trained { self.judge(&source) } else { (None, Vec::new()) };
        let parts = parts.unwrap_or_else(|| parts::label(&self.parts, &text, &self.shown(&text, &found)));
        let manner = manner::manner(self, &text, &found);
        let matches = self.placed(&text, &parts, found);
        Opened { text, parts, matches, function_words, manner, judged }
    }

    /// What the trained reader makes of an answer: its parts, and the labels that it judges.
    fn judge(&self, source: &Source<'_>) -> (Option<Vec<Part>>, Vec<linear::Judged>) {
        let (mut parts, mut judged) = (None, Vec::new());
        if self.language_table.is_none() && self.competency_table.is_none() {
            return (parts, judged);
        }
        let (features, whole) = linear::read_features(source);
        if let Some(table) = &self.competency_table {
            judged = linear::judge(table, source, &features, &whole).judged;
        }
        if let Some(table) = &self.language_table {
            let read = linear::judge(table, source, &features, &whole);
            parts = linear::chain_labels(table, source.text, &read.scores);
            judged.extend(read.judged);
        }
        (parts, judged)
    }

    /// Takes over what training found out, for the language or for the competency. Without it, a reader works
    /// from its patterns.
    pub fn learn(&mut self, mut weights: Weights) {
        if let Some(ends) = weights.ends.take() {
            self.learn_ends(&ends);
        }
        let owner = if weights.of == LANGUAGE { Owner::Language } else { Owner::Competency };
        let table = Table::new(weights, owner, self);
        *(if owner == Owner::Language { &mut self.language_table } else { &mut self.competency_table }) =
            Some(table);
    }

    /// What the trained reader scores an answer for each label that it judges, in hundredths of a logit: a finding
    /// is made from 0 on.
    pub fn scores(&self, text: &str) -> Vec<(String, i32)> {
        self.open(text).judged.into_iter().map(|j| (j.label, j.score)).collect()
    }

    /// Takes over where sentences end that nobody punctuated.
    pub fn learn_ends(&mut self, ends: &linear::Ends) {
        self.lexicon.ends = Ends::new(ends);
    }

    /// The gaps between the words of a text, for training. Where nobody punctuated it, a sentence begins with each of
    /// the bytes in `begins`, sorted.
    pub fn gaps(&self, text: &str, begins: &[usize]) -> Vec<SeenGap> {
        text::gaps(text, begins, &self.lexicon, &self.reckoner)
    }

    /// What an answer shows, for training.
    pub fn seen(&self, text: &str) -> SeenAnswer {
        let (text, lookup) = self.look(text);
        let found = self.find(&Matcher { text: &text, lookup: &lookup, negator: self.negator });
        linear::seen(&Source::new(self, &text, &lookup, &found))
    }

    /// Whether a finding is a signal.
    pub(crate) fn is_signal(&self, finding: &str) -> bool {
        self.findings.iter().any(|f| f.id == finding && f.kind == Kind::Signal)
    }

    /// What the evidence of a finding may be.
    pub(crate) fn ways_of(&self, finding: &str) -> Option<&Ways> {
        self.ways.get(self.findings.iter().position(|f| f.id == finding)?)
    }

    /// The facts that the rules of one file show, and their places.
    pub(crate) fn facts_of(&self, owner: Owner) -> impl Iterator<Item = (&str, usize)> {
        let facts = self.facts.iter().enumerate();
        let own = move |at: &usize| (*at < self.language_facts) == (owner == Owner::Language);
        facts.map(|(at, fact)| (fact.as_str(), at)).filter(move |(_, at)| own(at))
    }
}
