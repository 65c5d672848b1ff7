//! What the rules read in the content's own examples, held against what the content says of them.

use super::Problems;
use crate::domain::competency::{Competency, Text};
use crate::scoring::Reader;
use crate::scoring::report::Reading;

pub(super) fn check(c: &Competency, reader: &Reader, problems: &mut Problems<'_>) {
    let shows = |text: &str, id: &str| found(&reader.read(text), id);
    for (at, signal) in c.signals.iter().enumerate() {
        let path = format!("$.signals[{at}]");
        for (phrase, Text { text, .. }) in signal.phrases.iter().enumerate() {
            if !shows(text, &signal.id) {
                let path = format!("{path}.phrases[{phrase}].text");
                problems.add(path, format!("a sentence in which the rules find {}", signal.id));
            } else if !reader.knows_example(text) {
                // Else it would raise the score of whoever repeats it.
                let path = format!("{path}.phrases[{phrase}].text");
                problems.add(path, "a sentence that stands among the rules' examples, too");
            }
        }
        if shows(&signal.miss.text, &signal.id) {
            let expected = format!("a sentence in which the rules do not find {}", signal.id);
            problems.add(format!("{path}.miss.text"), expected);
        }
    }
    for (at, flag) in c.flags.iter().enumerate() {
        if !shows(&flag.example.text, &flag.id) {
            let expected = format!("a sentence in which the rules find {}", flag.id);
            problems.add(format!("$.flags[{at}].example.text"), expected);
        }
        if shows(&flag.mended.text, &flag.id) {
            let expected = format!("sentences in which the rules do not find {}", flag.id);
            problems.add(format!("$.flags[{at}].mended.text"), expected);
        }
    }
    for (at, probe) in c.probes.iter().enumerate() {
        // What a reply says for the candidate: the signals it shows, less the red flags. A probe that raises the bar
        // tests nothing by name; there every signal counts.
        let weight = |text: &str| -> i32 {
            let reading = reader.read(text);
            let named = |id: &String| probe.tests.is_empty() || probe.tests.contains(id);
            let signals = c.signals.iter().filter(|s| named(&s.id) && found(&reading, &s.id)).count();
            let flags =
                c.flags.iter().filter(|f| probe.tests.contains(&f.id) && found(&reading, &f.id)).count();
            signals as i32 - flags as i32
        };
        if weight(&probe.strong.text) <= weight(&probe.weak.text) {
            let expected = "a reply that shows more of what the probe tests than the weak one does";
            problems.add(format!("$.probes[{at}].strong.text"), expected);
        }
    }
}

fn found(reading: &Reading, id: &str) -> bool {
    reading.findings.iter().any(|finding| finding.id == id)
}
