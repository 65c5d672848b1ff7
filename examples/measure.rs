//! Measures the reader against labelled answers.
//!
//! `cargo run --release --example measure --no-default-features`, or `cargo xtask measure`, leaves out one writer after the
//! other, trains on the rest, measures on the one left out, and writes ACCURACY.md: some minutes.
//!
//! With files as arguments it measures the reader as it is on these. With `--examination` it does so on the sealed
//! answers, and prints nothing but sums.

#[path = "support/abreast.rs"]
mod abreast;
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

use abreast::abreast;
use load::{Problem, load, untrained};
use measuring::{GROUPS, Labelled, Measured, labelled, measure};
use starling::domain::competency::Competency;
use starling::scoring::Reader;
use tables::{Findings, Run};
use training::{Answers, Corpus, FILES, VOICES, all, train};

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
    let (rules, competency) = untrained(COMPETENCY)?;
    let answers = all(&rules)?;
    let corpus = Corpus::read(&answers, &answers.places(&|_, _| true), &rules);
    let mut run = Run::default();
    for one in abreast(FILES.len(), &|writer| without(writer, &answers, &corpus, &competency)) {
        run.add(one?);
    }
    run.curve = curve(&answers, &competency, &run.writers)?;
    let of = |some: &[&str]| -> Vec<&Labelled> {
        let writers = (0..FILES.len()).filter(|w| some.contains(&FILES[*w]));
        writers.flat_map(|writer| of_writer(&answers, writer)).collect()
    };
    let (everything, honest) = (of(&FILES), of(&FILES[VOICES..]));
    run.rules = [measure(&everything, &rules, &competency), measure(&honest, &rules, &competency)];
    let template = fs::read_to_string(TEMPLATE)?;
    fs::write("ACCURACY.md", run.fill(&template))?;
    fs::write(TABLE, run.figures().print(&load::fingerprint(COMPETENCY)?))?;
    println!("{}", run.text());
    Ok(())
}

/// Learns from all writers but one, and measures on that one.
fn without(
    writer: usize,
    answers: &Answers,
    corpus: &Corpus,
    competency: &Competency,
) -> Result<Run, String> {
    let mut run = Run::default();
    let (reader, _) = learned_from(answers, &|of, _| of != writer)?;
    let own = of_writer(answers, writer);
    run.writers.push((FILES[writer].to_string(), measure(&own, &reader, competency)));
    for (place, register) in tables::REGISTERS.iter().enumerate() {
        let some: Vec<&Labelled> = own.iter().copied().filter(|a| a.register == *register).collect();
        run.registers[place].add(&measure(&some, &reader, competency));
    }
    run.rewritten(&own, &reader, competency);
    run.add_plain(&plain::measure(corpus, writer));
    eprintln!("without {} …", FILES[writer]);
    Ok(run)
}

fn of_writer(answers: &Answers, writer: usize) -> Vec<&Labelled> {
    answers.all.iter().filter(|(of, _)| *of == writer).map(|(_, answer)| answer).collect()
}

/// A reader that has learned from the answers that `chosen` holds for, and how many these are.
fn learned_from(answers: &Answers, chosen: &dyn Fn(usize, usize) -> bool) -> Result<(Reader, usize), String> {
    let (mut reader, _) = untrained(COMPETENCY).map_err(|e| e.to_string())?;
    let places = answers.places(chosen);
    let trained = train(answers, &places, &mut reader, COMPETENCY);
    reader.learn(trained.language);
    reader.learn(trained.competency);
    Ok((reader, places.len()))
}

/// Writers on whom the learning curve is measured, and the share of the others' answers that is learned from.
const CURVE_WRITERS: [&str; 4] = ["dev-b", "dev-c", "voices-4", "voices-8"];
const CURVE_STEPS: [(usize, usize); 3] = [(1, 8), (1, 4), (1, 2)];

/// The last step, all of the others' answers, is what `writers` already holds.
fn curve(
    all: &Answers,
    competency: &Competency,
    writers: &[(String, Measured)],
) -> Result<Vec<(usize, Findings)>, Problem> {
    let with = CURVE_WRITERS.len();
    let parts = abreast(CURVE_STEPS.len() * with, &|at| {
        let ((some, of), name) = (CURVE_STEPS[at / with], CURVE_WRITERS[at % with]);
        let writer = FILES.iter().position(|w| *w == name).unwrap_or_default();
        let chosen = |of_answer: usize, at: usize| of_answer != writer && (at * some).is_multiple_of(of);
        let (reader, answers) = learned_from(all, &chosen)?;
        eprintln!("{some}/{of} of the answers, without {name} …");
        Ok::<_, String>((answers, measure(&of_writer(all, writer), &reader, competency)))
    });
    let mut steps = vec![(0, Measured::default()); CURVE_STEPS.len() + 1];
    for (at, part) in parts.into_iter().enumerate() {
        let (answers, measured) = part?;
        steps[at / with].0 += answers;
        steps[at / with].1.add(&measured);
    }
    let (answers, measured) = &mut steps[CURVE_STEPS.len()];
    for (name, of_writer) in writers.iter().filter(|(name, _)| CURVE_WRITERS.contains(&name.as_str())) {
        measured.add(of_writer);
        *answers += all.places(&|writer, _| all.writers[writer] != *name).len();
    }
    Ok(steps.iter().map(|(answers, measured)| (answers / with, Findings::of(measured))).collect())
}

/// The groups' names.
pub(crate) fn groups() -> impl Iterator<Item = (usize, &'static str)> {
    GROUPS.iter().map(|(name, _)| *name).enumerate()
}
