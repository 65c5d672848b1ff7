//! Which answers tell the same story, over labelled answers.

#![expect(clippy::unwrap_used, reason = "a test that cannot load its answers has failed")]

use std::fs;

use serde::Deserialize;
use starling::content::parse_competency;
use starling::domain::competency::Competency;
use starling::scoring::story::retold;

fn competency() -> Competency {
    parse_competency(&fs::read_to_string("content/competencies/customer-obsession.json").unwrap()).unwrap()
}

#[derive(Deserialize)]
struct Labelled {
    id: String,
    segments: Vec<Segment>,
}

#[derive(Deserialize)]
struct Segment {
    text: String,
}

fn answers(file: &str) -> Vec<(String, String)> {
    let lines = fs::read_to_string(format!("tests/answers/{file}.jsonl")).unwrap();
    let text =
        |answer: &Labelled| answer.segments.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
    let parsed = lines.lines().map(|line| serde_json::from_str::<Labelled>(line).unwrap());
    parsed.map(|answer| (answer.id.clone(), text(&answer))).collect()
}

/// How many words two answers share, in percent of the shorter one: versions of one another have most.
fn likeness(one: &str, other: &str) -> usize {
    let set = |text: &str| {
        text.split_whitespace().map(str::to_lowercase).collect::<std::collections::BTreeSet<_>>()
    };
    let (one, other) = (set(one), set(other));
    one.intersection(&other).count() * 100 / one.len().min(other.len()).max(1)
}

#[test]
fn stories_of_one_writer_are_told_apart() {
    let c = competency();
    let (mut pairs, mut taken) = (0, Vec::new());
    for file in ["dev-a", "dev-b", "dev-c", "own", "voices-1", "voices-4", "voices-7"] {
        let all = answers(file);
        let texts: Vec<&str> = all.iter().map(|(_, text)| text.as_str()).collect();
        pairs += texts.len() * (texts.len() - 1) / 2;
        for pair in retold(&texts, &c) {
            // The files hold versions of one answer as well, which are the same story indeed.
            if likeness(texts[pair.first], texts[pair.second]) < 60 {
                taken.push((all[pair.first].0.clone(), all[pair.second].0.clone(), pair.words));
            }
        }
    }
    assert!(taken.len() * 2000 <= pairs, "{} of {pairs} pairs: {taken:#?}", taken.len());
}

#[test]
fn versions_of_one_answer_are_the_same_story() {
    let c = competency();
    let all = answers("dev-pairs");
    let story = |id: &str| id.trim_end_matches(char::is_alphabetic).to_string();
    let (mut versions, mut seen, mut mistaken) = (0, 0, 0);
    for (at, (id, text)) in all.iter().enumerate() {
        for (other, same) in all.iter().skip(at + 1) {
            let is_found = !retold(&[text, same], &c).is_empty();
            if story(id) == story(other) {
                versions += 1;
                seen += usize::from(is_found);
            } else {
                mistaken += usize::from(is_found);
            }
        }
    }
    assert_eq!(seen, versions);
    assert!(mistaken <= 2, "{mistaken} pairs of different stories");
}

/// The same story told anew, in other words and at other lengths.
const RETOLD: [[&str; 3]; 2] = [
    [
        "I'm front desk at a hotel near the airport. Every week somebody came down at four in the morning because the wake-up call never came and they had missed the flight. The system kept the wake-up under the old room number when guests moved. I got the phone company on a call and pushed until they changed it, and I wrote a little check for the night list. Missed wake-ups went from six a month to none.",
        "In the hotel, guests who had moved rooms never got their wake-up calls, and some missed flights at the airport. I traced it to the phone company, whose list kept the old room. I had them change it, and now the night desk goes over the list before midnight.",
        "Hotel guests who moved rooms missed their flights because the wake-up call rang in the old room. I got the phone company to change it.",
    ],
    [
        "Our grocery app swaps items that are out of stock, and some people were getting almond milk when they had ordered oat milk. I read two hundred order complaints that weekend. One mother wrote she had thrown away the whole bag because her son reacts to nuts. I traced the bad swaps to a table that treated every plant milk as equal, rewrote the matching with allergens in it, and allergy complaints went from 34 a week to 2.",
        "So in the grocery company I found that the substitutions could be dangerous: a family whose child has a nut allergy got almond milk instead of oat milk. I went through the complaints, saw that plant milk was all one group in the swaps table, split it by allergens and rang the families afterwards.",
        "A boy with a nut allergy got almond milk for oat milk. I split plant milk by allergens in our swaps, and the complaints stopped.",
    ],
];

#[test]
fn a_story_told_anew_is_known_again_and_by_which_words() {
    let c = competency();
    for tellings in &RETOLD {
        let found = retold(tellings, &c);
        let pairs: Vec<(usize, usize)> = found.iter().map(|r| (r.first, r.second)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (1, 2)], "{found:#?}");
    }
    for one in &RETOLD[0] {
        for other in &RETOLD[1] {
            assert_eq!(retold(&[one, other], &c), []);
        }
    }
    assert!(retold(&RETOLD[1], &c)[0].words.contains(&"almond".to_string()));
}

#[test]
fn what_says_too_little_is_no_story() {
    let c = competency();
    assert_eq!(retold(&["", "", "xyz", "xyz xyz", "🙂 مرحبا"], &c), []);
}
