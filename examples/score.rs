//! Reads a file of answers and prints, one JSON object a line, what was found in each:
//! `cargo run --release --example score --no-default-features -- FILE.jsonl`
//!
//! A line of the file has `id` and either `segments` or `text`, and may have `competency` and `level`. Offsets
//! count code points. With `--facts` before the file, the facts behind the findings are printed as text; with
//! `--sentences`, the facts of each sentence before its part of the story is known.

#[expect(dead_code, reason = "only measuring needs more")]
#[path = "support/load.rs"]
mod load;

use std::collections::BTreeMap;

use load::{Problem, load};
use serde::{Deserialize, Serialize};
use starling::scoring::rate;
use starling::scoring::report::{FindingKind, Part, Rating, Span};

#[derive(Deserialize)]
struct Segment {
    text: String,
}

/// One line of a file of answers: in pieces or in one.
#[derive(Deserialize)]
struct Line {
    id: String,
    competency: Option<String>,
    #[serde(default)]
    level: String,
    #[serde(default)]
    segments: Vec<Segment>,
    #[serde(default)]
    text: String,
}

impl Line {
    fn answer(&self) -> String {
        if self.segments.is_empty() {
            return self.text.clone();
        }
        self.segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

#[derive(Serialize)]
struct Place {
    start: usize,
    end: usize,
}

/// Evidence, and what was seen in it.
#[derive(Serialize)]
struct Seen {
    start: usize,
    end: usize,
    says: String,
}

#[derive(Serialize)]
struct Found {
    id: String,
    evidence: Vec<Seen>,
}

#[derive(Serialize)]
struct PartPlace {
    part: Part,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct Scored {
    id: String,
    rating: Option<u8>,
    signals: Vec<Found>,
    flags: Vec<Found>,
    sections: Vec<PartPlace>,
}

fn main() -> Result<(), Problem> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let facts = files.iter().any(|f| f == "--facts");
    let sentences = files.iter().any(|f| f == "--sentences");
    files.retain(|f| !f.starts_with("--"));
    let mut readers = BTreeMap::new();
    for file in &files {
        for line in std::fs::read_to_string(file)?.lines().filter(|l| !l.trim().is_empty()) {
            let line: Line = serde_json::from_str(line)?;
            let id = line.competency.clone().unwrap_or_else(|| "customer-obsession".into());
            if !readers.contains_key(&id) {
                readers.insert(id.clone(), load(&id)?);
            }
            let Some((reader, competency)) = readers.get(&id) else { continue };
            let text = line.answer();
            if sentences {
                for (span, facts) in reader.sentences(&text) {
                    let Place { start, end } = place(&text, span);
                    println!("{} {start} {end} {}", line.id, facts.join(" "));
                }
                continue;
            }
            if facts {
                println!("## {}", line.id);
                for fact in reader.facts(&text) {
                    let words = text.get(fact.span.start..fact.span.end).unwrap_or("");
                    println!("  {:20} {:24} {words}", fact.name, fact.rule);
                }
                continue;
            }
            let reading = reader.read(&text);
            let rating = match rate(&reading, competency, &line.level) {
                Rating::TooLittle => None,
                Rating::Rated { value, .. } => Some(value),
            };
            let (mut signals, mut flags) = (Vec::new(), Vec::new());
            for finding in reading.counted() {
                let seen = finding.evidence.iter().map(|e| {
                    let Place { start, end } = place(&text, e.span);
                    Seen { start, end, says: e.says.clone() }
                });
                let evidence = seen.collect();
                let list = if finding.kind == FindingKind::Signal { &mut signals } else { &mut flags };
                list.push(Found { id: finding.id.clone(), evidence });
            }
            let sections = reading.sections.iter().map(|s| {
                let Place { start, end } = place(&text, s.span);
                PartPlace { part: s.part, start, end }
            });
            let scored = Scored { id: line.id.clone(), rating, signals, flags, sections: sections.collect() };
            println!("{}", serde_json::to_string(&scored)?);
        }
    }
    Ok(())
}

/// A span counted in code points, as files of labels count.
fn place(text: &str, span: Span) -> Place {
    let count = |to: usize| text.get(..to).map_or(0, |t| t.chars().count());
    Place { start: count(span.start), end: count(span.end) }
}
