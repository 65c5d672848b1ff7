//! A competency: one interviewed quality with all that is known of it.
//!
//! These types are the schema of `content/competencies/<id>.json`. Every item has an `id` that outlives its
//! wording, because cards, findings and shared links point at it; an id is unique within its file.

use serde::{Deserialize, Serialize};

use super::time::Seconds;

/// The format of competency files that this version reads.
pub const FORMAT: u32 = 1;

/// One competency, as `content/competencies/<id>.json` holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Competency {
    /// Always [`FORMAT`].
    pub format: u32,
    /// The file's name without its ending.
    pub id: String,
    /// The competency's name.
    pub title: String,
    /// The set of values that it belongs to.
    pub family: String,
    /// One line: what it comes down to.
    pub summary: String,
    /// How a good story of it goes, in a few steps.
    pub chain: Vec<Text>,
    /// What it means.
    pub meaning: Text,
    /// How an interviewer tests for it.
    pub test: Text,
    /// The question an interviewer answers with yes or no after hearing the story.
    pub core_question: Text,
    /// How the company that named it looks at it.
    pub framing: Text,
    /// How a story that answers the usual question bridges to what is looked for, if they differ.
    pub bridge: Option<Text>,
    /// What is often taken for it.
    pub is_not: Vec<Text>,
    /// Evidence that it is there.
    pub signals: Vec<Signal>,
    /// What a complete answer weighs up to.
    pub depth: Depth,
    /// Evidence against.
    pub flags: Vec<Flag>,
    /// What the interviewer opens with.
    pub questions: Vec<Question>,
    /// Words in a question that give the competency away.
    pub keywords: Vec<Text>,
    /// Competencies that are easily confused with it.
    pub confusables: Vec<Confusable>,
    /// Follow-up questions.
    pub probes: Vec<Probe>,
    /// What single companies weigh.
    pub lenses: Vec<Lens>,
    /// Whom one interviews as, junior first.
    pub levels: Vec<Level>,
    /// Kinds of story that serve well.
    pub stories: Vec<StoryKind>,
    /// Kinds of story to leave at home.
    pub stories_to_avoid: Vec<StoryToAvoid>,
    /// What to do before the interview.
    pub preparation: Vec<Text>,
    /// The last look before the door.
    pub cheat_card: CheatCard,
}

/// A text with an id that outlives its wording.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Unique within the file.
    pub id: String,
    /// What is shown.
    pub text: String,
}

/// Evidence that the competency is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Signal {
    /// The id that findings carry.
    pub id: String,
    /// Its name.
    pub name: String,
    /// When a listener sees it.
    pub shown_when: String,
    /// Sentences that show it.
    pub phrases: Vec<Text>,
    /// Why it counts.
    pub why: String,
    /// A sentence that comes close and does not show it.
    pub miss: Text,
    /// Why the miss does not show it.
    pub miss_why: String,
    /// What to say where an answer lacks it: one concrete step.
    pub advice: String,
    /// Phrases (ids) of other signals in which this one may be heard as well: a quiz never offers the two against
    /// each other.
    pub overlaps: Option<Vec<String>>,
}

/// Whether a red flag speaks against what was done or against how it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum FlagKind {
    /// Against what was done: it disqualifies.
    Content,
    /// Against how it is told: it can be mended by telling it better.
    Delivery,
}

/// Evidence against the competency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Flag {
    /// The id that findings carry.
    pub id: String,
    /// Content or delivery.
    pub kind: FlagKind,
    /// Its name.
    pub name: String,
    /// A sentence as a candidate says it.
    pub example: Text,
    /// Why it fails.
    pub why: String,
    /// The question that brings it to light; delivery flags have none.
    pub detection: Option<Text>,
    /// What to do about it.
    pub fix: String,
    /// The same candidate, saying it well.
    pub mended: Text,
    /// The rating that an answer with this flag reaches at most, 1 to 5.
    pub cap: Option<u8>,
    /// The signal (an id of `signals`) that settles it once it is told, where the flag is about its absence.
    pub settled_by: Option<String>,
    /// The level (an id of `levels`) from which it is held against an answer; always, where absent.
    pub from_level: Option<String>,
}

/// What a complete answer weighs up to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Depth {
    /// The part of the answer that is action, in percent.
    pub action_percent: u8,
    /// Situation and task together, at most.
    pub setup_at_most: Seconds,
    /// Sentences that open with "I", at least.
    pub i_sentences: u8,
    /// Why, for each threshold in turn: action, set-up, own deeds.
    pub action_why: Text,
    /// Why the set-up stays short.
    pub setup_why: Text,
    /// Why sentences open with "I".
    pub i_why: Text,
}

/// How a question asks for the competency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// It names what it is after.
    Direct,
    /// It asks for something near, and listens for this.
    Indirect,
}

/// What the interviewer opens with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Unique within the file; shared links carry it.
    pub id: String,
    /// Direct or indirect.
    pub kind: QuestionKind,
    /// The question as it is asked.
    pub text: String,
    /// The lens (an id of `lenses`) whose own question this is.
    pub lens: Option<String>,
}

/// Another competency that is easily taken for this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Confusable {
    /// Unique within the file.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub centre: String,
    /// What ours is about instead.
    pub contrast: String,
    /// A question that asks for the other one.
    pub question: Text,
}

/// A follow-up question, with what weak and strong answers look like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Probe {
    /// Unique within the file.
    pub id: String,
    /// The question.
    pub asks: String,
    /// The same question in other words, so that a second mock does not sound like the first.
    pub variants: Vec<String>,
    /// What the interviewer listens for.
    pub looks_for: String,
    /// The signals whose absence calls for it and the content flags (ids) whose presence does, the most telling
    /// first; empty for one that raises the bar where nothing is missing.
    pub tests: Vec<String>,
    /// A reply that does not hold.
    pub weak: Text,
    /// Why it does not.
    pub weak_why: String,
    /// A reply that does.
    pub strong: Text,
    /// What to take along.
    pub takeaway: String,
}

impl Probe {
    /// The question in one of its wordings, the same one for the same `turn`.
    pub fn wording(&self, turn: usize) -> &str {
        match turn % (self.variants.len() + 1) {
            0 => &self.asks,
            n => self.variants.get(n - 1).unwrap_or(&self.asks),
        }
    }
}

/// What one company weighs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lens {
    /// Unique within the file; shared links carry it.
    pub id: String,
    /// The company.
    pub company: String,
    /// The company's own name for the value.
    pub value: String,
    /// How to tell the story there.
    pub guidance: String,
    /// What shows there that the competency is present.
    pub signal: String,
    /// What lifts an answer there.
    pub lift: String,
    /// The signals (ids of `signals`) that weigh most there.
    pub weighs: Vec<String>,
}

/// Whom one interviews as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Unique within the file; shared links carry it.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is expected.
    pub expected: String,
    /// What falls short of it.
    pub anti_pattern: String,
}

/// A kind of story that serves well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StoryKind {
    /// Unique within the file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it serves.
    pub why: String,
    /// One such story in a few sentences.
    pub example: String,
    /// Other competencies that it covers, by name.
    pub also_covers: Vec<String>,
}

/// A kind of story to leave at home.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StoryToAvoid {
    /// Unique within the file.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Why it fails.
    pub why: String,
}

/// The last look before the door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheatCard {
    /// The competency in one line.
    pub headline: String,
    /// A label and a line each.
    pub lines: Vec<CheatLine>,
}

/// One line of a cheat card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CheatLine {
    /// Unique within the file.
    pub id: String,
    /// What the line is about.
    pub label: String,
    /// What to remember.
    pub text: String,
}

impl Competency {
    /// Where `level` stands among the levels, junior first; `None` if there is no such level.
    pub fn rank(&self, level: &str) -> Option<usize> {
        self.levels.iter().position(|l| l.id == level)
    }

    /// Whether `flag` is held against an answer at `level`. An unknown level counts as the most junior.
    pub fn applies(&self, flag: &Flag, level: &str) -> bool {
        let from = flag.from_level.as_deref().and_then(|id| self.rank(id)).unwrap_or(0);
        self.rank(level).unwrap_or(0) >= from
    }

    /// The signal with this id.
    pub fn signal(&self, id: &str) -> Option<&Signal> {
        self.signals.iter().find(|s| s.id == id)
    }

    /// The flag with this id.
    pub fn flag(&self, id: &str) -> Option<&Flag> {
        self.flags.iter().find(|f| f.id == id)
    }

    /// The question with this id.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|q| q.id == id)
    }

    /// The probe with this id.
    pub fn probe(&self, id: &str) -> Option<&Probe> {
        self.probes.iter().find(|p| p.id == id)
    }

    /// The level with this id.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|l| l.id == id)
    }

    /// The lens with this id.
    pub fn lens(&self, id: &str) -> Option<&Lens> {
        self.lenses.iter().find(|l| l.id == id)
    }
}

/// How an answer's seconds are best shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Situation and task together.
    pub setup: Seconds,
    /// Action.
    pub action: Seconds,
    /// Result.
    pub result: Seconds,
}

impl Depth {
    /// Shares out `total`. Action takes its percentage; of the rest the result takes an eighth of the total,
    /// 15 s at most, and the set-up what is left up to its own limit; what then remains goes to the result.
    /// At 120 s that is 21, 84 and 15 seconds; both thresholds are used up at 233 s (50, 163, 20).
    pub fn budget(&self, total: Seconds) -> Budget {
        let action = total.0 * u32::from(self.action_percent) / 100;
        let rest = total.0 - action.min(total.0);
        let result = (total.0 / 8).min(15).min(rest);
        let setup = (rest - result).min(self.setup_at_most.0);
        Budget { setup: Seconds(setup), action: Seconds(action), result: Seconds(rest - setup) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth() -> Depth {
        let text = || Text { id: "t".into(), text: "t".into() };
        Depth {
            action_percent: 70,
            setup_at_most: Seconds(50),
            i_sentences: 3,
            action_why: text(),
            setup_why: text(),
            i_why: text(),
        }
    }

    #[test]
    fn budgets_reconcile_the_action_share_with_the_set_up_limit() {
        let cases = [(60, 11, 42, 7), (120, 21, 84, 15), (180, 39, 126, 15), (233, 50, 163, 20)];
        for (total, setup, action, result) in cases {
            let expected = Budget { setup: Seconds(setup), action: Seconds(action), result: Seconds(result) };
            assert_eq!(depth().budget(Seconds(total)), expected, "{total} s");
        }
    }

    #[test]
    fn a_budget_always_sums_to_the_total() {
        for total in 0..2000 {
            let b = depth().budget(Seconds(total));
            assert_eq!(b.setup.0 + b.action.0 + b.result.0, total);
        }
    }
}
