//! A reading as its speaker corrects it.

use super::report::{Confidence, Evidence, Finding, FindingKind, Part, Reading, Section, Span};
use crate::domain::answer::Correction;
use crate::domain::competency::{Competency, FlagKind};

/// The rule that evidence carries where the speaker claimed it.
pub const CLAIMED: &str = "claimed";

/// What `reading` becomes by the corrections, in their order: findings go and come, sentences change their part.
///
/// A claim is taken at its word: it is clear, and its words are its evidence. What the competency does not know,
/// or no word stands at, changes nothing; so does any correction of how much there is to judge.
pub fn corrected<'a>(
    reading: &Reading,
    corrections: impl IntoIterator<Item = &'a Correction>,
    competency: &Competency,
) -> Reading {
    let mut reading = reading.clone();
    for correction in corrections {
        match correction {
            Correction::SetAside(id) => reading.findings.retain(|f| f.id != *id),
            Correction::Claimed { finding, span } => claim(&mut reading, finding, *span, competency),
            Correction::Moved { span, part } => reading.sections = moved(&reading.sections, *span, *part),
        }
    }
    reading
}

fn kind(id: &str, competency: &Competency) -> Option<FindingKind> {
    let flag = competency.flag(id).map(|flag| match flag.kind {
        FlagKind::Content => FindingKind::ContentFlag,
        FlagKind::Delivery => FindingKind::DeliveryFlag,
    });
    competency.signal(id).map(|_| FindingKind::Signal).or(flag)
}

/// Where a finding stands among those of the competency: signals first.
fn place(id: &str, competency: &Competency) -> usize {
    let ids = competency.signals.iter().map(|s| &s.id).chain(competency.flags.iter().map(|f| &f.id));
    ids.into_iter().position(|known| known == id).unwrap_or(usize::MAX)
}

fn claim(reading: &mut Reading, id: &str, span: Span, competency: &Competency) {
    let Some(kind) = kind(id, competency) else { return };
    if span.start >= span.end {
        return;
    }
    let evidence = Evidence { span, rule: CLAIMED.to_string(), says: String::new() };
    if let Some(found) = reading.findings.iter_mut().find(|f| f.id == id) {
        found.confidence = Confidence::Clear;
        let at = found.evidence.iter().position(|e| e.span > span).unwrap_or(found.evidence.len());
        found.evidence.insert(at, evidence);
        return;
    }
    let order = place(id, competency);
    let at = reading.findings.iter().position(|f| place(&f.id, competency) > order);
    let finding =
        Finding { id: id.to_string(), kind, confidence: Confidence::Clear, evidence: vec![evidence] };
    reading.findings.insert(at.unwrap_or(reading.findings.len()), finding);
}

/// The sections with the words of `span` in `part`.
fn moved(sections: &[Section], span: Span, part: Part) -> Vec<Section> {
    let mut cut: Vec<Section> = Vec::with_capacity(sections.len() + 2);
    // Neighbours of one part are one section, as the reader makes them.
    let mut push = |part: Part, start: usize, end: usize| match cut.last_mut() {
        _ if start >= end => {}
        Some(last) if last.part == part => last.span.end = end,
        _ => cut.push(Section { part, span: Span { start, end } }),
    };
    for section in sections {
        let Span { start, end } = section.span;
        let (from, to) = (span.start.clamp(start, end), span.end.clamp(start, end));
        push(section.part, start, from);
        push(part, from, to);
        push(section.part, to.max(from), end);
    }
    cut
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::content::parse_competency;
    use crate::scoring;
    use crate::scoring::report::Rating;

    const A: &str = "self-initiated";
    const B: &str = "root-cause-fix";

    fn competency() -> Competency {
        parse_competency(include_str!("../../content/competencies/customer-obsession.json")).unwrap()
    }

    fn found(id: &str) -> Finding {
        let c = competency();
        let evidence =
            vec![Evidence { span: Span { start: 4, end: 9 }, rule: "r".into(), says: String::new() }];
        Finding { id: id.into(), kind: kind(id, &c).unwrap(), confidence: Confidence::Clear, evidence }
    }

    fn reading(ids: &[&str]) -> Reading {
        Reading { words: 200, findings: ids.iter().map(|id| found(id)).collect(), ..Reading::default() }
    }

    fn claimed(id: &str, start: usize, end: usize) -> Correction {
        Correction::Claimed { finding: id.into(), span: Span { start, end } }
    }

    fn ids(reading: &Reading) -> Vec<&str> {
        reading.findings.iter().map(|f| f.id.as_str()).collect()
    }

    #[test]
    fn the_later_of_two_corrections_holds() {
        let c = competency();
        let aside = || Correction::SetAside(A.into());
        let cases = [
            (vec![], vec![A]),
            (vec![aside()], vec![]),
            (vec![aside(), claimed(A, 0, 3)], vec![A]),
            (vec![claimed(A, 0, 3), aside()], vec![]),
            (vec![claimed(B, 0, 3)], vec![A, B]),
            (vec![claimed("no-such", 0, 3)], vec![A]),
            (vec![claimed(B, 3, 3)], vec![A]),
        ];
        for (corrections, expected) in cases {
            assert_eq!(ids(&corrected(&reading(&[A]), &corrections, &c)), expected, "{corrections:?}");
        }
    }

    #[test]
    fn a_claim_stands_where_the_competency_has_it_with_its_words_as_evidence() {
        let c = competency();
        let all = corrected(
            &reading(&[B, "symptom-fix"]),
            &[claimed("manager-assigned", 0, 2), claimed(A, 1, 3), claimed(B, 0, 2)],
            &c,
        );
        assert_eq!(ids(&all), [A, B, "manager-assigned", "symptom-fix"]);
        assert_eq!(all.findings[2].kind, FindingKind::ContentFlag);
        assert_eq!(all.findings[1].evidence.iter().map(|e| e.span.start).collect::<Vec<_>>(), [0, 4]);
        assert_eq!(all.findings[0].evidence[0].rule, CLAIMED);
    }

    #[test]
    fn the_rating_follows_the_corrections() {
        let c = competency();
        let rating = |corrections: &[Correction]| {
            let reading = corrected(&reading(&[A, B, "manager-assigned"]), corrections, &c);
            match scoring::rate(&reading, &c, "sde2") {
                Rating::Rated { value, .. } => value,
                Rating::TooLittle => 0,
            }
        };
        assert_eq!(rating(&[]), 2);
        assert_eq!(rating(&[Correction::SetAside("manager-assigned".into())]), 3);
        let more = [
            Correction::SetAside("manager-assigned".into()),
            claimed("quantified-impact", 0, 4),
            claimed("customer-empathy", 0, 4),
        ];
        assert_eq!(rating(&more), 4);
    }

    #[test]
    fn no_correction_makes_too_little_enough() {
        let c = competency();
        let brief = Reading { too_little: true, words: 12, ..Reading::default() };
        let claimed = corrected(&brief, &[claimed(A, 0, 4)], &c);
        assert_eq!(scoring::rate(&claimed, &c, "sde2"), Rating::TooLittle);
    }

    #[test]
    fn a_moved_sentence_is_cut_out_of_its_section() {
        let c = competency();
        let section = |part, start, end| Section { part, span: Span { start, end } };
        let told = Reading {
            sections: vec![section(Part::Situation, 0, 10), section(Part::Action, 11, 40)],
            ..Reading::default()
        };
        let moved = |start, end, part| {
            corrected(&told, &[Correction::Moved { span: Span { start, end }, part }], &c).sections
        };
        assert_eq!(moved(0, 10, Part::Situation), told.sections);
        assert_eq!(
            moved(11, 20, Part::Situation),
            [section(Part::Situation, 0, 20), section(Part::Action, 20, 40)]
        );
        assert_eq!(
            moved(20, 30, Part::Result),
            [
                section(Part::Situation, 0, 10),
                section(Part::Action, 11, 20),
                section(Part::Result, 20, 30),
                section(Part::Action, 30, 40),
            ]
        );
        assert_eq!(moved(50, 60, Part::Result), told.sections);
    }

    proptest! {
        #[test]
        fn moving_words_keeps_the_sections_in_order_and_whole(
            lengths in prop::collection::vec(1usize..20, 1..8),
            moves in prop::collection::vec((0usize..120, 0usize..40, 0usize..4), 0..6),
        ) {
            let mut at = 0;
            let sections: Vec<Section> = lengths.iter().enumerate().map(|(i, length)| {
                let span = Span { start: at, end: at + length };
                at = span.end;
                Section { part: Part::ALL[i % 4], span }
            }).collect();
            let told = Reading { sections, ..Reading::default() };
            let moves: Vec<Correction> = moves.into_iter().map(|(start, length, part)| {
                Correction::Moved { span: Span { start, end: start + length }, part: Part::ALL[part] }
            }).collect();
            let sections = corrected(&told, &moves, &competency()).sections;
            let mut end = 0;
            for section in &sections {
                prop_assert_eq!(section.span.start, end);
                prop_assert!(section.span.end > section.span.start);
                end = section.span.end;
            }
            prop_assert_eq!(end, at);
        }
    }
}
