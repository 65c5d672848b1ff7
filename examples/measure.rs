//! Measures the reader against labelled answers.
//!
//! `cargo run --release --example measure --no-default-features`, or `cargo xtask measure`, leaves out one writer after the
//! other, trains on the rest, measures on the one left out, and writes ACCURACY.md: some minutes.
//!
//! With files as arguments it measures the reader as it is on these. With `--examination` it does so on the sealed
//! answers, and prints nothing but sums.

#[path = "support/load.rs"]
mod load;
#[path = "support/measuring.rs"]
mod measuring;
#[path = "support/plain.rs"]
mod plain;
#[path = "support/rewriting.rs"]
mod rewriting;
#[path = "support/tables.rs"]
mod tables;
#[path = "support/training/mod.rs"]
mod training;

use std::fs;

use load::{Problem, load, untrained};
use measuring::{GROUPS, Labelled, Measured, labelled, measure};
use starling::domain::competency::Competency;
use starling::scoring::Reader;
use tables::{Findings, Run};
use training::{Answer, Corpus, FILES, train};

const COMPETENCY: &str = "customer-obsession";
const TEMPLATE: &str = "tests/answers/ACCURACY.template.md";
const TABLE: &str = "tests/answers/measured.json";
const SEALED: &str = "tests/answers/dev-d.jsonl";

fn main() -> Result<(), Problem> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [] => unseen_writers(),
        [flag] if flag == "--examination" => examination(),
        files => on_files(files),
    }
}

/// The reader as it is, on files.
fn on_files(files: &[String]) -> Result<(), Problem> {
    let (reader, competency) = load(COMPETENCY)?;
    for file in files {
        let answers = labelled(file)?;
        println!("\n{file}");
        let all: Vec<&Labelled> = answers.iter().collect();
        tables::print("all", &measure(&all, &reader, &competency), true);
        for register in tables::REGISTERS {
            let some: Vec<&Labelled> = answers.iter().filter(|a| a.register == register).collect();
            if !some.is_empty() {
                tables::print(register, &measure(&some, &reader, &competency), false);
            }
        }
    }
    tables::print_speed(&reader)
}

/// The reader as it is, on the sealed answers: sums only, so that nobody learns from them.
fn examination() -> Result<(), Problem> {
    let (reader, competency) = load(COMPETENCY)?;
    let answers = labelled(SEALED)?;
    let all: Vec<&Labelled> = answers.iter().collect();
    tables::print("examination", &measure(&all, &reader, &competency), false);
    Ok(())
}

/// Leaves out one writer after the other.
fn unseen_writers() -> Result<(), Problem> {
    let (mut reader, competency) = untrained(COMPETENCY)?;
    let files: Vec<String> = FILES.iter().map(|f| format!("tests/answers/{f}.jsonl")).collect();
    let corpus = Corpus::load(&files, &reader)?;
    let mut run = Run::default();
    for (writer, name) in corpus.writers.iter().enumerate() {
        eprintln!("without {name} …");
        learn_from(&corpus, &mut reader, &|answer, _| answer.writer != writer);
        let own: Vec<&Labelled> = of_writer(&corpus, writer);
        run.writers.push((name.clone(), measure(&own, &reader, &competency)));
        for (place, register) in tables::REGISTERS.iter().enumerate() {
            let some: Vec<&Labelled> = own.iter().copied().filter(|a| a.register == *register).collect();
            run.registers[place].add(&measure(&some, &reader, &competency));
        }
        run.rewritten(&own, &reader, &competency);
        run.add_plain(&plain::measure(&corpus, writer));
    }
    run.curve = curve(&corpus, &mut reader, &competency, &run.writers);
    let (rules, _) = untrained(COMPETENCY)?;
    let everything: Vec<&Labelled> = corpus.answers.iter().map(|a| &a.labelled).collect();
    let honest: Vec<&Labelled> = corpus
        .answers
        .iter()
        .filter(|a| corpus.writers[a.writer].starts_with("voices"))
        .map(|a| &a.labelled)
        .collect();
    run.rules = [measure(&everything, &rules, &competency), measure(&honest, &rules, &competency)];
    let template = fs::read_to_string(TEMPLATE)?;
    fs::write("ACCURACY.md", run.fill(&template))?;
    fs::write(TABLE, run.figures().print(&load::fingerprint(COMPETENCY)?))?;
    println!("{}", run.text());
    Ok(())
}

fn of_writer(corpus: &Corpus, writer: usize) -> Vec<&Labelled> {
    corpus.answers.iter().filter(|a| a.writer == writer).map(|a| &a.labelled).collect()
}

fn learn_from(corpus: &Corpus, reader: &mut Reader, chosen: &dyn Fn(&Answer, usize) -> bool) -> usize {
    let answers: Vec<&Answer> =
        corpus.answers.iter().enumerate().filter(|(at, a)| chosen(a, *at)).map(|(_, a)| a).collect();
    let trained = train(corpus, &answers, COMPETENCY);
    reader.learn(trained.language);
    reader.learn(trained.competency);
    answers.len()
}

/// Writers on whom the learning curve is measured, and the share of the others' answers that is learned from.
const CURVE_WRITERS: [&str; 4] = ["dev-b", "dev-c", "voices-4", "voices-8"];
const CURVE_STEPS: [(usize, usize); 3] = [(1, 8), (1, 4), (1, 2)];

/// The last step, all of the others' answers, is what `writers` already holds.
fn curve(
    corpus: &Corpus,
    reader: &mut Reader,
    competency: &Competency,
    writers: &[(String, Measured)],
) -> Vec<(usize, Findings)> {
    let mut curve = Vec::new();
    for (some, of) in CURVE_STEPS {
        let mut measured = Measured::default();
        let mut answers = 0;
        for name in CURVE_WRITERS {
            let Some(writer) = corpus.writers.iter().position(|w| w == name) else { continue };
            eprintln!("{some}/{of} of the answers, without {name} …");
            answers += learn_from(corpus, reader, &|a, at| a.writer != writer && at * some % of == 0);
            measured.add(&measure(&of_writer(corpus, writer), reader, competency));
        }
        curve.push((answers / CURVE_WRITERS.len(), Findings::of(&measured)));
    }
    let mut measured = Measured::default();
    let mut answers = 0;
    for (name, of_writer) in writers.iter().filter(|(name, _)| CURVE_WRITERS.contains(&name.as_str())) {
        measured.add(of_writer);
        answers += corpus.answers.iter().filter(|a| corpus.writers[a.writer] != *name).count();
    }
    curve.push((answers / CURVE_WRITERS.len(), Findings::of(&measured)));
    curve
}

/// The groups' names.
pub(crate) fn groups() -> impl Iterator<Item = (usize, &'static str)> {
    GROUPS.iter().map(|(name, _)| *name).enumerate()
}
