//! What holds of every reading, whatever was written.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its rules has failed")]

#[allow(dead_code, reason = "the examples use the rest")]
#[path = "../examples/support/load.rs"]
mod load;
#[allow(dead_code, reason = "the examples use the rest")]
#[path = "../examples/support/measuring.rs"]
mod measuring;

use std::sync::OnceLock;

use measuring::{Labelled, labelled};
use proptest::prelude::*;
use starling::domain::competency::Competency;
use starling::scoring::report::{FindingKind, Rating};
use starling::scoring::stages::Stage;
use starling::scoring::{Fact, Reader, rate};
use starling::ui::marks;

fn loaded() -> &'static (Reader, Competency) {
    static LOADED: OnceLock<(Reader, Competency)> = OnceLock::new();
    LOADED.get_or_init(|| load::load("customer-obsession").unwrap())
}

/// Every labelled answer but the sealed ones.
fn answers() -> Vec<Labelled> {
    let entries = std::fs::read_dir("tests/answers").unwrap();
    let names = entries.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|n| n.ends_with(".jsonl") && n != "dev-d.jsonl").collect();
    names.sort();
    names.iter().flat_map(|name| labelled(&format!("tests/answers/{name}")).unwrap()).collect()
}

/// Their texts, read from the files once.
fn all_answers() -> &'static [String] {
    static ANSWERS: OnceLock<Vec<String>> = OnceLock::new();
    ANSWERS.get_or_init(|| answers().iter().map(Labelled::text).collect())
}

fn value(text: &str, level: &str) -> u8 {
    let (reader, competency) = loaded();
    match rate(&reader.read(text), competency, level) {
        Rating::TooLittle => 0,
        Rating::Rated { value, .. } => value,
    }
}

/// What adds no story: keywords, principles, numbers.
const PADDING: [&str; 6] = [
    "Ownership, root cause, monitoring, alerts, end to end, customer pain, proactive, impact, dive deep, retention, \
     churn, latency, empathy, feedback, metrics, five whys, NPS, bias for action, prevention.",
    "ownership monitoring alerting runbooks prevention metrics dashboards retention churn empathy feedback impact",
    "I believe in customer obsession, ownership, dive deep, bias for action, insist on the highest standards, earn \
     trust and deliver results. Customer obsession is the most important principle to me. I am customer obsessed, I \
     take end-to-end ownership, and I always look for the root cause.",
    "Ownership is what I live by. We value working backwards.",
    "40%. 40 percent. 40%, 40%, 38%, from 40 to 2, $8K, 12,000, 99.9%, three weeks, 2 lakh. 40%.",
    "Forty percent. Forty percent. From forty to two.",
];

#[test]
fn padding_raises_no_score() {
    let (_, competency) = loaded();
    let phrases = competency.signals.iter().flat_map(|s| &s.phrases).map(|p| p.text.as_str());
    let phrases = phrases.collect::<Vec<_>>().join(" ");
    assert_eq!(value(&phrases, "senior"), 0, "examples without a story");
    for padding in PADDING.iter().chain([&phrases.as_str()]) {
        for answer in answers() {
            let text = answer.text();
            let (before, after) =
                (value(&text, &answer.level), value(&format!("{text}\n{padding}"), &answer.level));
            assert!(after <= before, "{before} → {after}: {text}\n{padding}");
        }
    }
}

#[test]
fn what_adds_to_a_score_has_words_and_goes_with_them() {
    let (reader, _) = loaded();
    let (mut gone, mut all) = (0, 0);
    for answer in answers() {
        let text = answer.text();
        let reading = reader.read(&text);
        for finding in reading.findings.iter().filter(|f| f.kind == FindingKind::Signal) {
            assert!(!finding.evidence.is_empty(), "{}: {text}", finding.id);
            let mut left = text.clone();
            for evidence in finding.evidence.iter().rev() {
                left.replace_range(evidence.span.start..evidence.span.end, "");
            }
            all += 1;
            let again = reader.read(&left);
            let still = again.findings.iter().find(|f| f.id == finding.id);
            gone += usize::from(still.is_none());
        }
    }
    // Where a signal stays, other words show it as well: the trained reader adds up much that it does not quote.
    assert!(gone * 100 >= all * 40, "{gone} of {all}");
}

#[test]
fn a_fact_goes_with_its_words() {
    let (reader, _) = loaded();
    for answer in answers().iter().step_by(5) {
        let text = answer.text();
        let facts = reader.facts(&text);
        for fact in &facts {
            let mut left = text.clone();
            left.replace_range(fact.span.start..fact.span.end, "");
            let words = &text[fact.span.start..fact.span.end];
            let count =
                |facts: &[Fact]| facts.iter().filter(|f| f.name == fact.name && f.span == fact.span).count();
            let same = reader.facts(&left).iter().any(|f| {
                f.rule == fact.rule
                    && f.span.start == fact.span.start
                    && left.get(f.span.start..f.span.end) == Some(words)
            });
            assert!(count(&facts) > 0 && !same, "{fact:?} in {text}");
        }
    }
}

#[test]
fn a_text_read_by_two_readers_comes_to_the_same_bytes() {
    let (first, second) = (loaded(), load::load("customer-obsession").unwrap());
    for answer in answers() {
        let text = answer.text();
        let bytes = |reader: &Reader| serde_json::to_string(&reader.read(&text)).unwrap();
        assert_eq!(bytes(&first.0), bytes(&second.0));
    }
}

/// Whether a page that marks the words of every finding leaves the text whole and every character in one piece.
fn is_markable(text: &str) -> Result<(), TestCaseError> {
    let reading = loaded().0.read(text);
    let pieces = marks::pieces(text.len(), &reading.findings);
    let shown: Option<String> = pieces.iter().map(|p| text.get(p.span.start..p.span.end)).collect();
    prop_assert_eq!(shown.as_deref(), Some(text));
    for piece in &pieces {
        // What belongs to the letter before it is not cut off.
        let next = text[piece.span.end..].chars().next();
        let splits = next.is_some_and(|c| matches!(c, '\u{300}'..='\u{36f}' | '\u{fe0f}' | '\u{200d}'));
        prop_assert!(!splits || piece.findings.is_empty(), "{:?} in {:?}", piece, text);
    }
    // The page counts in UTF-16: where a piece ends there is where it ends here.
    let ends = pieces.iter().scan(0, |at, p| {
        *at += text[p.span.start..p.span.end].encode_utf16().count();
        Some((*at, text[..p.span.end].encode_utf16().count()))
    });
    ends.for_each(|(sum, end)| assert_eq!(sum, end));
    Ok(())
}

const ODD: [&str; 12] = [
    "🦜",
    "👩‍💻",
    "₹2 lakh",
    "“so”",
    "I’d",
    "cafe\u{301}",
    "Zoë",
    "…",
    "❤\u{fe0f}",
    "\u{200b}",
    "नमस्ते",
    "日本語",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn marks_cut_no_character(which in 0usize..300, odd in prop::collection::vec((0usize..400, 0usize..12), 1..40)) {
        let answers = all_answers();
        let mut text = answers[which % answers.len()].clone();
        for (at, what) in odd {
            let at = text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(0);
            text.insert_str(at, ODD[what]);
        }
        is_markable(&text)?;
    }

    #[test]
    fn anything_is_read(text in any::<String>(), times in 1usize..40) {
        is_markable(&text.repeat(times))?;
    }
}

#[test]
fn what_never_ends_is_read() {
    let (reader, _) = loaded();
    for piece in [
        "a",
        "a ",
        "one in ",
        "I noticed that ",
        "not ",
        ", ",
        "'",
        "a'",
        "1",
        "1,",
        "I, I, ",
        "e\u{301}",
        "🦜",
        "\n",
        "so ",
    ] {
        let text = piece.repeat(200_000);
        reader.read(&text);
        reader.read_until(&piece.repeat(20_000), Stage::Findings);
    }
}

/// A text 100 times as long takes at most 120 times as long to read, past every limit.
#[test]
fn long_texts_take_time_in_proportion() {
    let (reader, _) = loaded();
    let answers = all_answers();
    let short = answers.iter().take(4).cloned().collect::<Vec<_>>().join("\n") + "\n";
    for (name, short) in
        [("stories", short.clone()), ("one sentence", short.replace(['.', ',', '\n', '?', ';'], " "))]
    {
        let long = short.repeat(100);
        let time = |text: &str| {
            let start = std::time::Instant::now();
            reader.read_until(text, Stage::Findings);
            start.elapsed().as_secs_f64()
        };
        // Against the short one read 100 times, so that both take as long; the best of several, because other tests
        // share the processor.
        let mut ratio = f64::MAX;
        for _ in 0..20 {
            let many = (0..100).map(|_| time(&short)).sum::<f64>();
            ratio = ratio.min(100.0 * time(&long) / many);
            if ratio <= 120.0 {
                break;
            }
        }
        assert!(ratio <= 120.0, "{name}: a text 100 times as long took {ratio:.0} times as long");
    }
}
