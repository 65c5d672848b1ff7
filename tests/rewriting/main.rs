//! Saying the same otherwise changes no score: contractions, spelling, hesitation, missing punctuation, quotation
//! marks, and numbers in words or digits.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its rules has failed")]

#[allow(dead_code, reason = "the examples use the rest")]
#[path = "../../examples/support/load.rs"]
mod load;
#[allow(dead_code, reason = "the examples use the rest")]
#[path = "../../examples/support/measuring.rs"]
mod measuring;

mod contractions;
mod numbers;
mod speech;
mod spelling;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use measuring::{GROUPS, Labelled, labelled, measure};
use starling::scoring::rate;
use starling::scoring::report::{Confidence, Rating, Reading};

type Rewriter = fn(&str) -> String;

const REWRITERS: [(&str, Rewriter); 13] = [
    ("contractions expanded", contractions::expanded),
    ("contractions made", contractions::contracted),
    ("American spelling", spelling::american),
    ("British spelling", spelling::british),
    ("fillers", speech::hesitant),
    ("no punctuation", speech::bare),
    ("no punctuation, no apostrophes", speech::hurried),
    ("straight quotes", speech::straight),
    ("curly quotes", speech::curly),
    ("numbers in words", numbers::in_words),
    ("numbers in digits", numbers::in_digits),
    ("lakh in digits", numbers::without_lakh),
    ("digits in lakh", numbers::with_lakh),
];

#[test]
fn words_put_back_are_the_text() {
    for text in ["", "…", "I'd say: “no”, 1,200 (30%) at ₹2 lakh — done.", "  a  ", "don’t’"] {
        assert_eq!(words::Words::new(text).to_string(), text);
    }
}

#[test]
fn rewriters_rewrite() {
    let cases: [(Rewriter, &str, &str); 26] = [
        (contractions::expanded, "I'd seen it and didn't ask.", "I had seen it and did not ask."),
        (contractions::expanded, "It’s ours, I'd fix it. Isn't it?", "It is ours, I would fix it. Isn't it?"),
        (contractions::expanded, "I'd put it off", "I'd put it off"),
        (contractions::expanded, "We've known my manager's view", "We have known my manager's view"),
        (contractions::contracted, "I had seen it and did not ask.", "I'd seen it and didn't ask."),
        (contractions::contracted, "I had a cold. It is ours.", "I had a cold. It's ours."),
        (contractions::contracted, "more than I had.", "more than I had."),
        (contractions::contracted, "We cannot wait", "We can't wait"),
        (
            spelling::american,
            "Our behaviour; we realised we had travelled",
            "Our behavior; we realized we had traveled",
        ),
        (
            spelling::american,
            "an hour to exercise, otherwise analysis",
            "an hour to exercise, otherwise analysis",
        ),
        (spelling::british, "Organized the center's color", "Organised the center's colour"),
        (speech::bare, "“No,” I said — it's 1,200. Done!", "no i said it's 1,200 done"),
        (speech::hurried, "It wasn't", "it wasnt"),
        (speech::straight, "“It’s…”", "\"It's...\""),
        (speech::curly, "\"It's\" 'so'...", "“It’s” ‘so’…"),
        (
            numbers::in_words,
            "from 140 to 2 in 2019, 0.3%",
            "from one hundred and forty to two in 2019, zero point three percent",
        ),
        (numbers::in_words, "$8K, Java 8, 24/7", "eight thousand dollars, Java 8, 24/7"),
        (numbers::in_words, "1,240 rows", "one thousand two hundred and forty rows"),
        (numbers::in_digits, "forty-two percent, one of two hundred and five", "42 percent, one of 205"),
        (numbers::in_digits, "a thousand two hundred, one in nine", "1,200, 1 in 9"),
        (numbers::in_digits, "at five; nine in the morning", "at five; nine in the morning"),
        (numbers::in_digits, "seven two-day trips", "seven 2-day trips"),
        (numbers::without_lakh, "₹1.5 crore and two lakh", "₹15,000,000 and 200,000"),
        (numbers::with_lakh, "₹200,000 of 30,000,000", "₹2 lakh of 3 crore"),
        (
            speech::hesitant,
            "He asked and then we went there to see it. The shop was shut.",
            "He asked and then we went there to see it. Um, the shop was shut.",
        ),
        (spelling::british, "four hours, or more", "four hours, or more"),
    ];
    for (rewrite, text, expected) in cases {
        assert_eq!(rewrite(text), expected, "{text}");
    }
}

/// Every labelled answer but the sealed ones.
fn answers() -> Vec<Labelled> {
    let mut files: Vec<String> = std::fs::read_dir("tests/answers")
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().into_string().ok())
        .filter(|name| name.ends_with(".jsonl") && name != "dev-d.jsonl")
        .map(|name| format!("tests/answers/{name}"))
        .collect();
    files.extend(
        std::env::var("STARLING_MORE_ANSWERS").ok().iter().flat_map(|f| f.split(',')).map(String::from),
    );
    files.sort();
    files.iter().flat_map(|file| labelled(file).unwrap()).collect()
}

fn found(reading: &Reading) -> BTreeSet<(&str, Confidence)> {
    reading.findings.iter().map(|f| (f.id.as_str(), f.confidence)).collect()
}

#[derive(Default)]
struct Share {
    stay: usize,
    of: usize,
}

impl Share {
    fn count(&mut self, stays: bool) {
        self.stay += usize::from(stays);
        self.of += 1;
    }

    fn figure(&self) -> f64 {
        self.stay as f64 / self.of.max(1) as f64
    }
}

#[test]
fn saying_it_otherwise_changes_no_score() {
    let (reader, competency) = load::load("customer-obsession").unwrap();
    let answers = answers();
    let read = |text: &str, level: &str| {
        let reading = reader.read(text);
        let value = match rate(&reading, &competency, level) {
            Rating::TooLittle => 0,
            Rating::Rated { value, .. } => value,
        };
        (reading, value)
    };
    let all_answers = answers.len();
    let before: Vec<_> = answers.iter().map(|a| read(&a.text(), &a.level)).collect();
    let mut report = String::new();
    let mut all = Share::default();
    for (name, rewrite) in REWRITERS {
        let (mut ratings, mut findings) = (Share::default(), Share::default());
        for (answer, (reading, value)) in answers.iter().zip(&before) {
            let (text, other) = (answer.text(), rewrite(&answer.text()));
            if text == other {
                continue;
            }
            let (reread, revalued) = read(&other, &answer.level);
            ratings.count(*value == revalued);
            all.count(*value == revalued);
            let (old, new) = (found(reading), found(&reread));
            old.union(&new).for_each(|f| findings.count(old.contains(f) && new.contains(f)));
            if std::env::var("STARLING_SHOW").is_ok_and(|shown| shown == name) && old != new {
                println!("{value} → {revalued} {:?}", old.symmetric_difference(&new).collect::<Vec<_>>());
                println!("{other}\n");
            }
        }
        let (stay, kept) = (ratings.figure(), findings.figure());
        // Without punctuation, sentences can only be guessed.
        let floor = if name.starts_with("no punctuation") { 0.85 } else { 0.95 };
        // Of a few answers, one is too many to say.
        assert!(ratings.of * 20 < all_answers || stay >= floor, "{name}: {stay:.3} of the ratings stay");
        writeln!(report, "{name:32} {:4} rewritten, ratings {stay:.3}, findings {kept:.3}", ratings.of)
            .unwrap();
    }
    writeln!(report, "all {:.3}", all.figure()).unwrap();
    println!("{report}");
    assert!(all.figure() >= 0.95, "{report}");
}

/// An answer without punctuation, quotes and all.
fn without_punctuation(answer: &Labelled) -> Labelled {
    let mut bare = answer.clone();
    let quotes = bare.signals.values_mut().chain(bare.flags.values_mut()).flatten();
    for text in bare.segments.iter_mut().map(|s| &mut s.text).chain(quotes) {
        *text = speech::bare(text);
    }
    bare
}

/// What is read in answers whose punctuation was taken away is at most so much worse, in any figure.
const WORSE: f64 = 0.06;
/// But for the parts: they are parts of sentences, and where these end has to be guessed.
const WORSE_PARTS: f64 = 0.125;

#[test]
fn without_punctuation_answers_are_read_nearly_as_well() {
    let (reader, competency) = load::load("customer-obsession").unwrap();
    let punctuated: Vec<Labelled> = answers().into_iter().filter(|a| a.register != "raw").collect();
    let bare: Vec<Labelled> = punctuated.iter().map(without_punctuation).collect();
    let [before, after] = [&punctuated, &bare].map(|answers| {
        let measured = measure(&answers.iter().collect::<Vec<_>>(), &reader, &competency);
        let mut figures: Vec<(String, f64)> = Vec::new();
        for (group, ids) in GROUPS {
            figures.push((format!("{group}, presence"), measured.macro_f1(&measured.presence, &ids)));
        }
        let place = measured.macro_f1(&measured.place, &GROUPS[0].1);
        let (parts, share_error) = measured.parts();
        figures.extend([
            ("signals, place".into(), place),
            ("rank".into(), measured.spearman()[0]),
            ("within one".into(), measured.within_one()),
            ("pairs".into(), measured.pairs()[0]),
            ("parts".into(), parts),
            ("action share".into(), 1.0 - share_error),
        ]);
        figures
    });
    for ((figure, before), (_, after)) in before.iter().zip(&after) {
        println!("{figure}: {before:.3}, without punctuation {after:.3}");
        let worse = if ["parts", "action share"].contains(&figure.as_str()) { WORSE_PARTS } else { WORSE };
        assert!(after + worse >= *before, "{figure}: {before:.3}, without punctuation {after:.3}");
    }
}
