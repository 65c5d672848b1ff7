//! What reading costs: the rules opened, an answer of 300 words read, each stage of that, and a text 100 times as
//! long. `cargo bench --no-default-features`

#![expect(clippy::unwrap_used, reason = "a bench that cannot load its rules has failed")]

use std::sync::OnceLock;

use divan::Bencher;
use starling::domain::competency::Competency;
use starling::scoring::stages::Stage;
use starling::scoring::{Reader, parse_language, parse_rules, rate};

#[allow(dead_code, reason = "the examples use the rest")]
#[path = "../examples/support/load.rs"]
mod load;

const LANGUAGE: &str = include_str!("../content/language/en.json");
const RULES: &str = include_str!("../content/competencies/customer-obsession.rules.json");

/// A spoken answer of about 300 words.
const ANSWER: &str = include_str!("answer.txt");

fn main() {
    divan::main();
}

fn loaded() -> &'static (Reader, Competency) {
    static LOADED: OnceLock<(Reader, Competency)> = OnceLock::new();
    LOADED.get_or_init(|| load::load("customer-obsession").unwrap())
}

#[divan::bench]
fn rules_parsed() -> usize {
    parse_language(LANGUAGE).unwrap().rules.len() + parse_rules(RULES).unwrap().rules.len()
}

#[divan::bench]
fn rules_compiled(bencher: Bencher<'_, '_>) {
    let (language, rules) = (parse_language(LANGUAGE).unwrap(), parse_rules(RULES).unwrap());
    bencher.bench(|| Reader::compile(&language, &rules).is_ok());
}

#[divan::bench(args = Stage::ALL)]
fn read_until(bencher: Bencher<'_, '_>, stage: Stage) {
    let (reader, _) = loaded();
    bencher.bench(|| reader.read_until(divan::black_box(ANSWER), stage));
}

#[divan::bench]
fn read_and_rated(bencher: Bencher<'_, '_>) {
    let (reader, competency) = loaded();
    bencher.bench(|| rate(&reader.read(divan::black_box(ANSWER)), competency, "senior"));
}

/// One answer after another, as often as the figure says, past the limit of what is read of one answer.
#[divan::bench(args = [1, 10, 100], sample_count = 20)]
fn read_times(bencher: Bencher<'_, '_>, times: usize) {
    let (reader, _) = loaded();
    let text = [ANSWER, "\n"].concat().repeat(times);
    bencher.bench(|| reader.read_until(divan::black_box(&text), Stage::Findings));
}
