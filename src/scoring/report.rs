//! What a reading of an answer comes to.

use serde::{Deserialize, Serialize};

pub use crate::domain::answer::{Part, Span};
use crate::domain::time::Seconds;

/// A stretch of the answer that is one part of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Which part.
    pub part: Part,
    /// Where.
    pub span: Span,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FindingKind {
    /// Evidence for the competency.
    Signal,
    /// Evidence against, in what was done.
    ContentFlag,
    /// Evidence against, in how it is told.
    DeliveryFlag,
}

/// How sure a finding is. Only a clear flag caps the rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// It may be meant so.
    Possible,
    /// It is said so.
    Clear,
}

/// The words that show a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where they stand.
    pub span: Span,
    /// The id of the rule that read them; `trained/<finding>` where the trained reader did.
    pub rule: String,
    /// What was seen in them, in plain words; empty where there are none for it.
    #[serde(default)]
    pub says: String,
}

/// What a rule reads and what not, by example.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examples {
    /// Sentences that it reads.
    pub hits: Vec<String>,
    /// Sentences that come close, and that it does not read.
    pub misses: Vec<String>,
}

/// One signal or flag that an answer shows. What an answer does not show has no finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The signal's or flag's id.
    pub id: String,
    /// Signal, content flag or delivery flag.
    pub kind: FindingKind,
    /// How sure it is.
    pub confidence: Confidence,
    /// The words that show it, in order; empty where it is about something missing.
    pub evidence: Vec<Evidence>,
}

/// A cap that a flag puts on the rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cap {
    /// The flag's id.
    pub flag: String,
    /// The rating reached at most.
    pub at_most: u8,
}

/// The anchored rating of an answer at a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rating {
    /// Too little in it to judge: under about 40 words, gibberish, a list of keywords.
    TooLittle,
    /// 1 to 5.
    Rated {
        /// What it comes to.
        value: u8,
        /// What it would come to without caps.
        uncapped: u8,
        /// The caps that hold, lowest first.
        caps: Vec<Cap>,
    },
}

/// The seconds that an answer takes, spoken at a pace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// The whole answer.
    pub total: Seconds,
    /// Situation.
    pub situation: Seconds,
    /// Task.
    pub task: Seconds,
    /// Action.
    pub action: Seconds,
    /// Result.
    pub result: Seconds,
}

/// Whether an answer tells of something that was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Manner {
    /// As it happened once.
    #[default]
    Told,
    /// As it would be: "I would ask them".
    Hypothetical,
    /// As it always is: "I always ask them".
    Habitual,
}

/// Everything that was read in one answer, whoever tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Words.
    pub words: usize,
    /// Words that only fill ("um", "like" between commas); no rule reads them, and no score depends on them.
    #[serde(default)]
    pub fillers: usize,
    /// Whether there is too little in it to judge.
    pub too_little: bool,
    /// Whether it tells of something that was done; what would be, or always is, shows no signal.
    pub manner: Manner,
    /// The story's parts in order; together they cover all words.
    pub sections: Vec<Section>,
    /// The sentences in order; together they cover all words.
    pub sentences: Vec<Span>,
    /// Sentences that open with "I".
    pub i_sentences: usize,
    /// Whether sentence ends are estimated, because the text has no punctuation.
    pub estimated: bool,
    /// Whether a reader trained on labelled answers read it, and not patterns alone.
    #[serde(default)]
    pub trained: bool,
    /// Findings, in the order of the competency.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// The findings that count for the answer as a whole: where there is too little to judge, no signal does.
    pub fn counted(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|f| !self.too_little || f.kind != FindingKind::Signal)
    }
}
