//! From facts to findings: each finding sums the weights of the facts that the answer shows.

use super::linear::Judged;
use super::reader::{Match, Reader};
use super::report::{Confidence, Evidence, Finding, FindingKind};
use super::rules::{Kind, Weighing};

/// A fact's matches beyond these change nothing.
const MOST: i32 = 10;
/// What the second match of a fact adds, in percent of the first.
const SECOND: i32 = 40;

/// A finding while it is being decided.
enum Shown<'a> {
    /// By the weights of rules.
    Weighed(i32),
    /// By the trained reader.
    Judged(&'a Judged),
}

/// The findings of a text, in the order of the rule files. What the trained reader has judged, it has decided; the
/// rest is weighed by rules. One that tells of nothing that was
/// done, such as a list of keywords, shows no signal.
pub(crate) fn findings(
    reader: &Reader,
    matches: &[Match],
    judged: &[Judged],
    keywords: bool,
) -> Vec<Finding> {
    let counts = counts(reader, matches);
    let count = |name: &str| reader.facts.iter().position(|f| f == name).and_then(|i| counts.get(i)).copied();
    let mut shown: Vec<Option<Shown<'_>>> = Vec::with_capacity(reader.findings.len());
    for finding in &reader.findings {
        let no_signal = keywords && finding.kind == Kind::Signal;
        shown.push(match judged.iter().find(|j| j.label == finding.id) {
            _ if no_signal => None,
            Some(judged) => Some(Shown::Judged(judged)).filter(|_| judged.score >= 0),
            None => {
                let sum = weigh(finding, &|name| count(name).unwrap_or(0));
                let holds = sum >= finding.possible && !undone_after(reader, finding, matches);
                holds.then_some(Shown::Weighed(sum))
            }
        });
    }
    for i in 0..reader.findings.len() {
        let Some(finding) = reader.findings.get(i) else { continue };
        if matches!(shown[i], Some(Shown::Judged(_))) {
            continue;
        }
        let beside = finding.unless.iter().any(|name| {
            let found = reader.findings.iter().position(|f| f.id == *name);
            count(name).unwrap_or(0) > 0 || found.and_then(|at| shown.get(at)).is_some_and(Option::is_some)
        });
        if beside {
            shown[i] = None;
        }
    }
    let mut findings = Vec::new();
    for (finding, shown) in reader.findings.iter().zip(shown) {
        match shown {
            None => {}
            Some(Shown::Weighed(sum)) => findings.push(make(reader, finding, sum, matches)),
            Some(Shown::Judged(judged)) => findings.push(told(reader, finding, judged, matches)),
        }
    }
    findings
}

/// A finding of the trained reader. Where a rule that speaks for it read some of the words, too, it is named.
fn told(reader: &Reader, finding: &Weighing, judged: &Judged, matches: &[Match]) -> Finding {
    let mut evidence = Vec::with_capacity(judged.quotes.len());
    for quote in &judged.quotes {
        let within = |m: &&Match| m.span.start < quote.span.end && quote.span.start < m.span.end;
        let read = matches.iter().filter(within).find(|m| is_weighed(reader, finding, m));
        let rule = read.and_then(|m| reader.rules.get(m.rule as usize)).map(|r| r.id.clone());
        let rule = rule.unwrap_or_else(|| ["trained/", &finding.id].concat());
        evidence.push(Evidence { span: quote.span, rule, says: quote.says.clone() });
    }
    Finding { evidence, ..empty(finding, judged.clear) }
}

fn empty(finding: &Weighing, clear: bool) -> Finding {
    Finding {
        id: finding.id.clone(),
        kind: match finding.kind {
            Kind::Signal => FindingKind::Signal,
            Kind::Content => FindingKind::ContentFlag,
            Kind::Delivery => FindingKind::DeliveryFlag,
        },
        confidence: if clear { Confidence::Clear } else { Confidence::Possible },
        evidence: Vec::new(),
    }
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
            _ => {
                let ways = reader.ways_of(&finding.id);
                let fact = reader.facts.get(m.fact as usize).map_or("", String::as_str);
                let says = ways.map(|w| w.of_fact(fact)).unwrap_or_default();
                evidence.push(Evidence { span: m.span, rule, says });
            }
        }
    }
    Finding { evidence, ..empty(finding, sum >= finding.clear) }
}
