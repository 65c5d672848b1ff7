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
        let tested = |text: &str| {
            let reading = reader.read(text);
            probe.tests.iter().filter(|id| found(&reading, id)).count()
        };
        if tested(&probe.strong.text) <= tested(&probe.weak.text) {
            let expected = "a reply that shows more of what the probe tests than the weak one does";
            problems.add(format!("$.probes[{at}].strong.text"), expected);
        }
    }
}

fn found(reading: &Reading, id: &str) -> bool {
    reading.findings.iter().any(|finding| finding.id == id)
}
