//! What can be said of the words of an answer without reading them: a stretch of them, a part of the story, and
//! what their speaker corrects in how they were read.

use serde::{Deserialize, Serialize};

/// A stretch of the answer's text: byte offsets on character boundaries, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A part of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// Where and when.
    #[serde(rename = "S")]
    Situation,
    /// What had to be achieved, and why it was the speaker's.
    #[serde(rename = "T")]
    Task,
    /// What the speaker did.
    #[serde(rename = "A")]
    Action,
    /// What came of it.
    #[serde(rename = "R")]
    Result,
}

impl Part {
    /// All of them, in the order of a story.
    pub const ALL: [Part; 4] = [Part::Situation, Part::Task, Part::Action, Part::Result];

    /// Its place among [`Part::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        ["Situation", "Task", "Action", "Result"][self.index()]
    }

    /// How labelled answers and narrow places name it.
    pub fn letter(self) -> &'static str {
        ["S", "T", "A", "R"][self.index()]
    }
}

/// What the speaker corrects in how an answer was read. Where two speak of the same, the later one holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Correction {
    /// This finding (the id of a signal or flag) is none.
    SetAside(String),
    /// These words show this signal or flag.
    Claimed {
        /// The id of the signal or flag.
        finding: String,
        /// The words.
        span: Span,
    },
    /// These words belong to this part of the story.
    Moved {
        /// The words: a sentence.
        span: Span,
        /// The part.
        part: Part,
    },
}
