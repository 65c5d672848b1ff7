//! The content's own examples, read by its own rules: they hold, and the check says where they do not.

#![expect(clippy::unwrap_used, reason = "a test whose fixture cannot be read has to fail")]

use std::path::Path;

use starling::content::lint::{check_folder, check_scored};
use starling::content::parse_competency;
use starling::domain::competency::Competency;
use starling::scoring::{Reader, parse_language, parse_rules};

/// Where an example goes wrong, and how.
type Slip = (&'static str, fn(&mut Competency));

fn customer_obsession() -> (Competency, Reader) {
    let language = parse_language(include_str!("../content/language/en.json")).unwrap();
    let rules = parse_rules(include_str!("../content/competencies/customer-obsession.rules.json")).unwrap();
    let competency =
        parse_competency(include_str!("../content/competencies/customer-obsession.json")).unwrap();
    (competency, Reader::compile(&language, &rules).unwrap())
}

#[test]
fn all_content_passes_the_check() {
    assert_eq!(check_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")).unwrap(), []);
}

#[test]
fn an_example_that_is_read_otherwise_than_it_is_meant_is_named() {
    let (competency, reader) = customer_obsession();
    let slips: [Slip; 5] = [
        ("$.signals[1].phrases[2].text", |c| c.signals[1].phrases[2].text = c.signals[1].miss.text.clone()),
        ("$.signals[2].miss.text", |c| c.signals[2].miss.text = c.signals[2].phrases[0].text.clone()),
        ("$.flags[0].example.text", |c| c.flags[0].example.text = c.flags[0].mended.text.clone()),
        ("$.flags[3].mended.text", |c| c.flags[3].mended.text = c.flags[3].example.text.clone()),
        ("$.probes[1].strong.text", |c| {
            let probe = &mut c.probes[1];
            std::mem::swap(&mut probe.weak.text, &mut probe.strong.text);
        }),
    ];
    for (path, slip) in slips {
        let mut slipped = competency.clone();
        slip(&mut slipped);
        let problems = check_scored("c.json", &slipped, &reader);
        assert_eq!(problems.iter().map(|p| p.path.as_str()).collect::<Vec<_>>(), [path]);
    }
}
