//! Cuts a text at the ends of its evidence, so that overlapping evidence can be marked up piece by piece.

use crate::order;
use crate::scoring::report::{Finding, Span};

/// A piece of text that the same findings point at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands.
    pub span: Span,
    /// The findings (indices) that point at it.
    pub findings: Vec<usize>,
    /// Those of them whose evidence ends here: where their label goes.
    pub ends: Vec<usize>,
    /// Whether the evidence of any of them begins here.
    pub begins: bool,
}

/// Cuts a text of `len` bytes at the evidence of `findings`. The pieces are in order and cover all of it.
pub fn pieces(len: usize, findings: &[Finding]) -> Vec<Piece> {
    let mut spans: Vec<(Span, usize)> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        spans.extend(finding.evidence.iter().map(|evidence| (evidence.span, index)));
    }
    let mut cuts: Vec<usize> = spans.iter().flat_map(|(span, _)| [span.start, span.end]).collect();
    cuts.extend([0, len]);
    cuts.retain(|cut| *cut <= len);
    order::sort(&mut cuts);
    cuts.dedup();
    let distinct = |mut indices: Vec<usize>| {
        order::sort(&mut indices);
        indices.dedup();
        indices
    };
    cuts.windows(2)
        .map(|ends| {
            let span = Span { start: ends[0], end: ends[1] };
            let over = || spans.iter().filter(|(s, _)| s.start <= span.start && span.end <= s.end);
            Piece {
                span,
                findings: distinct(over().map(|(_, index)| *index).collect()),
                ends: distinct(over().filter(|(s, _)| s.end == span.end).map(|(_, index)| *index).collect()),
                begins: over().any(|(s, _)| s.start == span.start),
            }
        })
        .collect()
}

/// The words that a selection touches, as whole words without the space around them; empty where it touches none.
pub fn whole_words(text: &str, selected: Span) -> Span {
    let Some(chosen) = text.get(selected.start..selected.end) else {
        return Span { start: selected.start, end: selected.start };
    };
    let start = selected.start + (chosen.len() - chosen.trim_start().len());
    let chosen = chosen.trim();
    if chosen.is_empty() {
        return Span { start, end: start };
    }
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let before = text.get(..start).unwrap_or_default();
    let after = text.get(start + chosen.len()..).unwrap_or_default();
    // A selection that ends beside a word leaves that word alone.
    let opens = chosen.starts_with(is_word);
    let closes = chosen.ends_with(is_word);
    let back = if opens { before.len() - before.trim_end_matches(is_word).len() } else { 0 };
    let on = if closes { after.len() - after.trim_start_matches(is_word).len() } else { 0 };
    Span { start: start - back, end: start + chosen.len() + on }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::scoring::report::{Confidence, Evidence, FindingKind};

    fn finding(spans: &[(usize, usize)]) -> Finding {
        Finding {
            id: "f".into(),
            kind: FindingKind::Signal,
            confidence: Confidence::Clear,
            evidence: spans
                .iter()
                .map(|(start, end)| Evidence {
                    span: Span { start: *start, end: *end },
                    rule: "r".into(),
                    says: String::new(),
                })
                .collect(),
        }
    }

    #[test]
    fn overlapping_evidence_is_cut_where_it_overlaps() {
        let pieces = pieces(20, &[finding(&[(2, 10)]), finding(&[(5, 12)])]);
        let shape: Vec<_> = pieces
            .iter()
            .map(|p| (p.span.start, p.span.end, p.findings.clone(), p.ends.clone(), p.begins))
            .collect();
        assert_eq!(
            shape,
            [
                (0, 2, vec![], vec![], false),
                (2, 5, vec![0], vec![], true),
                (5, 10, vec![0, 1], vec![0], true),
                (10, 12, vec![1], vec![1], false),
                (12, 20, vec![], vec![], false),
            ]
        );
    }

    #[test]
    fn a_selection_grows_to_whole_words_and_drops_the_space_around_them() {
        let text = "I didn’t ask — it’s 40 % fewer.";
        let cases = [
            ("dn’t as", "didn’t ask"),
            (" ask ", "ask"),
            ("—", "—"),
            ("0 %", "40 %"),
            ("fewer.", "fewer."),
            (" ", ""),
        ];
        for (selected, expected) in cases {
            let start = text.find(selected).unwrap();
            let span = whole_words(text, Span { start, end: start + selected.len() });
            assert_eq!(&text[span.start..span.end], expected, "{selected}");
        }
    }

    proptest! {
        #[test]
        fn whole_words_stay_within_any_text(text in ".{0,40}", a in 0usize..60, b in 0usize..60) {
            let span = whole_words(&text, Span { start: a.min(b), end: a.max(b) });
            prop_assert!(span.start == span.end || text.get(span.start..span.end).is_some());
        }

        #[test]
        fn the_pieces_cover_the_text_in_order(spans in prop::collection::vec((0usize..50, 0usize..50), 0..8)) {
            let spans: Vec<_> = spans.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect();
            let mut at = 0;
            for piece in pieces(50, &[finding(&spans)]) {
                prop_assert_eq!(piece.span.start, at);
                prop_assert!(piece.span.end > at);
                at = piece.span.end;
            }
            prop_assert_eq!(at, 50);
        }
    }
}
