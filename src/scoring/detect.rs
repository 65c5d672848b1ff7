//! From facts to findings: each finding sums the weights of the facts that the answer shows.

use super::reader::{Match, Reader};
use super::report::{Confidence, Evidence, Finding, FindingKind, Span};
use super::rules::{Kind, Weighing};

/// A fact's matches beyond these change nothing.
const MOST: i32 = 10;
/// What the second match of a fact adds, in percent of the first.
const SECOND: i32 = 40;

/// The findings of a text, in the order of the rule files. One that tells of nothing that was done, such as a list
/// of keywords, shows no signal.
pub(crate) fn findings(reader: &Reader, matches: &[Match], empty: bool) -> Vec<Finding> {
    let counts = counts(reader, matches);
    let count = |name: &str| reader.facts.iter().position(|f| f == name).and_then(|i| counts.get(i)).copied();
    let mut sums: Vec<Option<i32>> = reader
        .findings
        .iter()
        .map(|finding| {
            let sum = weigh(finding, &|name| count(name).unwrap_or(0));
            let shown = sum >= finding.possible && !(empty && finding.kind == Kind::Signal);
            shown.then_some(sum).filter(|_| !undone_after(reader, finding, matches))
        })
        .collect();
    for i in 0..reader.findings.len() {
        let Some(finding) = reader.findings.get(i) else { continue };
        let beside = finding.unless.iter().any(|name| {
            let found = reader.findings.iter().position(|f| f.id == *name);
            count(name).unwrap_or(0) > 0 || found.and_then(|at| sums.get(at)).is_some_and(Option::is_some)
        });
        if beside {
            sums[i] = None;
        }
    }
    let shown = reader.findings.iter().zip(sums).filter_map(|(finding, sum)| sum.map(|s| (finding, s)));
    shown.map(|(finding, sum)| make(reader, finding, sum, matches)).collect()
}

fn counts(reader: &Reader, matches: &[Match]) -> Vec<i32> {
    let mut counts = vec![0; reader.facts.len()];
    for m in matches {
        if let Some(count) = counts.get_mut(m.fact as usize) {
            *count += 1;
        }
    }
    counts
}

fn weigh(finding: &Weighing, count: &dyn Fn(&str) -> i32) -> i32 {
    let saturating = finding.sum.iter().map(|(fact, weight)| match count(fact) {
        0 => 0,
        1 => *weight,
        _ => weight + weight * SECOND / 100,
    });
    let linear = finding.count.iter().map(|(fact, weight)| weight * count(fact).min(MOST));
    let shares = finding.share.iter().map(|(pair, weight)| {
        let (part, other) = pair.split_once('/').unwrap_or((pair, ""));
        let (part, other) = (count(part), count(other));
        weight * part / (part + other).max(1)
    });
    finding.base + saturating.sum::<i32>() + linear.sum::<i32>() + shares.sum::<i32>()
}

fn is_named(reader: &Reader, m: &Match, names: &[String]) -> bool {
    reader.facts.get(m.fact as usize).is_some_and(|fact| names.contains(fact))
}

/// Whether a match is evidence for the finding.
fn is_evidence(reader: &Reader, finding: &Weighing, m: &Match) -> bool {
    match &finding.evidence {
        Some(names) => is_named(reader, m, names),
        None => is_weighed(reader, finding, m),
    }
}

/// Whether a match speaks for the finding.
fn is_weighed(reader: &Reader, finding: &Weighing, m: &Match) -> bool {
    let Some(fact) = reader.facts.get(m.fact as usize) else { return false };
    finding.sum.iter().chain(&finding.count).any(|(name, weight)| name == fact && *weight > 0)
}

fn undone_after(reader: &Reader, finding: &Weighing, matches: &[Match]) -> bool {
    if finding.unless_after.is_empty() {
        return false;
    }
    let last = matches.iter().rev().find(|m| is_evidence(reader, finding, m));
    last.is_some_and(|last| {
        matches.iter().any(|m| m.span.start >= last.span.end && is_named(reader, m, &finding.unless_after))
    })
}

fn make(reader: &Reader, finding: &Weighing, sum: i32, matches: &[Match]) -> Finding {
    let mut evidence: Vec<Evidence> = Vec::new();
    let mut telling: Vec<&Match> = matches.iter().filter(|m| is_evidence(reader, finding, m)).collect();
    if telling.is_empty() {
        // What usually only supports the finding is all there is.
        telling.extend(matches.iter().filter(|m| is_weighed(reader, finding, m)));
    }
    for m in telling {
        let rule = reader.rules.get(m.rule as usize).map(|r| r.id.clone()).unwrap_or_default();
        match evidence.last_mut() {
            Some(last) if m.span.start < last.span.end => last.span.end = last.span.end.max(m.span.end),
            _ => evidence.push(Evidence { span: Span { ..m.span }, rule }),
        }
    }
    Finding {
        id: finding.id.clone(),
        kind: match finding.kind {
            Kind::Signal => FindingKind::Signal,
            Kind::Content => FindingKind::ContentFlag,
            Kind::Delivery => FindingKind::DeliveryFlag,
        },
        confidence: if sum >= finding.clear { Confidence::Clear } else { Confidence::Possible },
        evidence,
    }
}
