//! How far readings are from labels: the figures that `tests/answers/GUIDE.md` names, as `measure` prints them.

use std::collections::BTreeMap;

use serde::Deserialize;
use starling::domain::competency::Competency;
use starling::scoring::report::{Part, Rating, Reading, Span};
use starling::scoring::{Reader, rate};

use super::load::Problem;

/// The groups of ids in which figures are averaged.
pub(crate) const GROUPS: [(&str, [&str; 5]); 3] = [
    (
        "signals",
        ["self-initiated", "end-to-end-ownership", "quantified-impact", "root-cause-fix", "customer-empathy"],
    ),
    (
        "content flags",
        ["manager-assigned", "escalation-only", "symptom-fix", "no-customer-impact", "team-only-scope"],
    ),
    ("delivery flags", ["passive-voice", "vague-ownership", "jargon", "no-quantification", "story-drift"]),
];

/// A piece of a labelled answer.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Segment {
    pub(crate) part: String,
    pub(crate) text: String,
}

/// A labelled answer.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) level: String,
    pub(crate) register: String,
    pub(crate) segments: Vec<Segment>,
    pub(crate) signals: BTreeMap<String, Vec<String>>,
    pub(crate) flags: BTreeMap<String, Vec<String>>,
    pub(crate) rating: u8,
}

impl Labelled {
    /// The answer's text.
    pub(crate) fn text(&self) -> String {
        self.segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The quotes of a label, where it holds.
    pub(crate) fn quotes(&self, id: &str) -> Option<&Vec<String>> {
        self.signals.get(id).or_else(|| self.flags.get(id))
    }
}

/// The labelled answers of a file.
pub(crate) fn labelled(path: &str) -> Result<Vec<Labelled>, Problem> {
    let text = std::fs::read_to_string(path)?;
    let lines = text.lines().filter(|l| !l.trim().is_empty());
    lines.map(|l| serde_json::from_str(l).map_err(|e| format!("{path}: {e}").into())).collect()
}

/// Found, wrongly found, missed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    right: u32,
    wrong: u32,
    missed: u32,
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

impl Counts {
    /// Counts one answer.
    pub(crate) fn count(&mut self, found: bool, held: bool) {
        match (found, held) {
            (true, true) => self.right += 1,
            (true, false) => self.wrong += 1,
            (false, true) => self.missed += 1,
            (false, false) => {}
        }
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }

    /// Precision, recall and F1. Nothing to find and nothing found is 1.
    pub(crate) fn figures(self) -> (f64, f64, f64) {
        let (right, wrong, missed) = (f64::from(self.right), f64::from(self.wrong), f64::from(self.missed));
        let precision = match (self.right + self.wrong, self.missed) {
            (0, 0) => 1.0,
            _ => ratio(right, right + wrong),
        };
        let recall = if self.right + self.missed == 0 { 1.0 } else { right / (right + missed) };
        (precision, recall, ratio(2.0 * precision * recall, precision + recall))
    }

    /// How many answers the label holds in.
    pub(crate) fn labelled(self) -> u32 {
        self.right + self.missed
    }
}

/// All figures of a set of answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Measured {
    /// By id: was it found in the right answers?
    pub(crate) presence: BTreeMap<String, Counts>,
    /// By id: does each piece of evidence meet a quote, is each quote met?
    pub(crate) place: BTreeMap<String, Counts>,
    /// By answer: its id, the labels that hold, the labels that were found.
    pub(crate) answers: Vec<(String, Vec<String>, Vec<String>)>,
    gold: Vec<f64>,
    score: Vec<f64>,
    words: Vec<f64>,
    digits: Vec<f64>,
    right_words: u32,
    all_words: u32,
    share_errors: Vec<f64>,
}

impl Measured {
    /// The mean F1 of a group of ids.
    pub(crate) fn macro_f1(&self, counts: &BTreeMap<String, Counts>, ids: &[&str]) -> f64 {
        mean(ids.iter().map(|id| counts.get(*id).copied().unwrap_or_default().figures().2))
    }

    /// Rank agreement of the ratings, of the word counts and of the digit counts with the labels.
    pub(crate) fn spearman(&self) -> [f64; 3] {
        [&self.score, &self.words, &self.digits].map(|s| correlation(&ranks(s), &ranks(&self.gold)))
    }

    /// Of the pairs whose labels lie two apart, the share in the right order: ratings, words, digits.
    pub(crate) fn pairs(&self) -> [f64; 3] {
        [&self.score, &self.words, &self.digits].map(|s| in_order(s, &self.gold))
    }

    /// The share of ratings at most one from the label.
    pub(crate) fn within_one(&self) -> f64 {
        mean(self.score.iter().zip(&self.gold).map(|(a, b)| f64::from(u8::from((a - b).abs() <= 1.0))))
    }

    /// The share of words in the right part of the story, and the mean error of the action's share.
    pub(crate) fn parts(&self) -> (f64, f64) {
        (
            ratio(f64::from(self.right_words), f64::from(self.all_words)),
            mean(self.share_errors.iter().copied()),
        )
    }

    /// Adds what was measured elsewhere.
    pub(crate) fn add(&mut self, other: &Measured) {
        for (own, others) in [(&mut self.presence, &other.presence), (&mut self.place, &other.place)] {
            for (id, counts) in others {
                own.entry(id.clone()).or_default().add(*counts);
            }
        }
        for (own, others) in [
            (&mut self.gold, &other.gold),
            (&mut self.score, &other.score),
            (&mut self.words, &other.words),
            (&mut self.digits, &other.digits),
            (&mut self.share_errors, &other.share_errors),
        ] {
            own.extend_from_slice(others);
        }
        self.answers.extend_from_slice(&other.answers);
        self.right_words += other.right_words;
        self.all_words += other.all_words;
    }

    /// Contrast pairs, answers that differ in one clause: the share of labels that were changed and of which the
    /// reader sees the change, the share of the others that stay as they were, and how many labels were changed.
    pub(crate) fn contrasts(&self) -> (f64, f64, u32) {
        let (mut seen, mut changed, mut stayed, mut others) = (0, 0, 0, 0);
        for (id, held, found) in &self.answers {
            let Some(base) = base_of(id) else { continue };
            let Some((_, base_held, base_found)) = self.answers.iter().find(|a| a.0 == base) else {
                continue;
            };
            for label in GROUPS.iter().flat_map(|(_, ids)| ids) {
                let has = |list: &Vec<String>| list.iter().any(|l| l == label);
                if has(held) == has(base_held) {
                    others += 1;
                    stayed += u32::from(has(found) == has(base_found));
                } else {
                    changed += 1;
                    seen += u32::from(has(found) == has(held) && has(base_found) == has(base_held));
                }
            }
        }
        let share = |part, whole| ratio(f64::from(part), f64::from(whole));
        (share(seen, changed), share(stayed, others), changed)
    }

    /// How many answers were measured.
    pub(crate) fn len(&self) -> usize {
        self.gold.len()
    }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for value in values {
        sum += value;
        count += 1.0;
    }
    ratio(sum, count)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let below = |v: f64| values.iter().filter(|w| **w < v).count() as f64;
    let equal = |v: f64| values.iter().filter(|w| **w == v).count() as f64;
    values.iter().map(|v| below(*v) + (equal(*v) - 1.0) / 2.0).collect()
}

fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let (mx, my) = (mean(x.iter().copied()), mean(y.iter().copied()));
    let covariance: f64 = x.iter().zip(y).map(|(a, b)| (a - mx) * (b - my)).sum();
    let spread = |v: &[f64], m: f64| v.iter().map(|a| (a - m).powi(2)).sum::<f64>().sqrt();
    ratio(covariance, spread(x, mx) * spread(y, my))
}

fn in_order(score: &[f64], gold: &[f64]) -> f64 {
    let (mut right, mut total) = (0.0, 0.0);
    for (a, higher) in gold.iter().enumerate() {
        for (b, lower) in gold.iter().enumerate() {
            if higher - lower >= 2.0 {
                total += 1.0;
                right += if score[a] > score[b] {
                    1.0
                } else if score[a] == score[b] {
                    0.5
                } else {
                    0.0
                };
            }
        }
    }
    ratio(right, total)
}

/// The answer that a variant is a variant of: "w1-p2c" of "w1-p2a".
fn base_of(id: &str) -> Option<String> {
    let stem = id.strip_suffix(['b', 'c', 'd', 'e'])?;
    id.contains("-p").then(|| format!("{stem}a"))
}

/// Whether two stretches share at least half of the shorter one.
pub(crate) fn meet(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared > 0 && shared * 2 >= (a.end - a.start).min(b.end - b.start)
}

/// Where a quote stands in a text.
pub(crate) fn places(text: &str, quote: &str) -> Vec<Span> {
    text.match_indices(quote).map(|(start, _)| Span { start, end: start + quote.len() }).collect()
}

/// Reads and rates every answer, and compares.
pub(crate) fn measure(answers: &[&Labelled], reader: &Reader, competency: &Competency) -> Measured {
    let mut measured = Measured::default();
    for answer in answers {
        let text = answer.text();
        let reading = reader.read(&text);
        compare_findings(&mut measured, answer, &text, &reading);
        let ids = || GROUPS.iter().flat_map(|(_, ids)| ids).map(|id| (*id).to_string());
        let held = ids().filter(|id| answer.quotes(id).is_some()).collect();
        let found = ids().filter(|id| reading.counted().any(|f| f.id == *id)).collect();
        measured.answers.push((answer.id.clone(), held, found));
        let rating = match rate(&reading, competency, &answer.level) {
            Rating::TooLittle => 1,
            Rating::Rated { value, .. } => value,
        };
        measured.gold.push(f64::from(answer.rating));
        measured.score.push(f64::from(rating));
        measured.words.push(text.split_whitespace().count() as f64);
        measured.digits.push(numbers(&text));
        compare_parts(&mut measured, answer, &reading);
    }
    measured
}

/// The runs of digits in a text.
fn numbers(text: &str) -> f64 {
    let mut inside = false;
    let mut count = 0.0;
    for c in text.chars() {
        let belongs = c.is_ascii_digit() || inside && (c == '.' || c == ',');
        count += f64::from(u8::from(belongs && !inside));
        inside = belongs;
    }
    count
}

fn compare_findings(measured: &mut Measured, answer: &Labelled, text: &str, reading: &Reading) {
    for id in GROUPS.iter().flat_map(|(_, ids)| ids) {
        let found = reading.counted().find(|f| f.id == *id);
        let quotes = answer.quotes(id);
        let presence = measured.presence.entry((*id).to_string()).or_default();
        match (found, quotes) {
            (Some(_), Some(_)) => presence.right += 1,
            (Some(_), None) => presence.wrong += 1,
            (None, Some(_)) => presence.missed += 1,
            (None, None) => continue,
        }
        let quoted: Vec<Vec<Span>> =
            quotes.map_or(&[][..], Vec::as_slice).iter().map(|q| places(text, q)).collect();
        let spans: Vec<Span> =
            found.map_or(&[][..], |f| f.evidence.as_slice()).iter().map(|e| e.span).collect();
        let place = measured.place.entry((*id).to_string()).or_default();
        for span in &spans {
            let hit = quoted.iter().flatten().any(|q| meet(*span, *q));
            if hit {
                place.right += 1;
            } else if !quoted.is_empty() || quotes.is_none() {
                place.wrong += 1;
            }
        }
        let missed = quoted.iter().filter(|q| !q.iter().any(|q| spans.iter().any(|s| meet(*s, *q))));
        place.missed += missed.count() as u32;
    }
}

fn compare_parts(measured: &mut Measured, answer: &Labelled, reading: &Reading) {
    let (mut at, mut words, mut action, mut guessed) = (0, 0u32, 0u32, 0u32);
    for segment in &answer.segments {
        let mut from = 0;
        for word in segment.text.split_whitespace() {
            let start = segment.text.get(from..).and_then(|t| t.find(word)).map_or(from, |f| from + f);
            from = start + word.len();
            if segment.part == "X" {
                continue;
            }
            let here = at + start;
            let part =
                reading.sections.iter().find(|s| s.span.start <= here && here < s.span.end).map(|s| s.part);
            words += 1;
            measured.right_words += u32::from(part.map(Part::letter) == Some(segment.part.as_str()));
            action += u32::from(segment.part == "A");
            guessed += u32::from(part == Some(Part::Action));
        }
        at += segment.text.len() + 1;
    }
    measured.all_words += words;
    if words > 0 {
        measured.share_errors.push(f64::from(action.abs_diff(guessed)) / f64::from(words));
    }
}
