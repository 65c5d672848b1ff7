//! Trains the reader on the labelled answers and writes its weights beside the rules:
//! `cargo run --release --example train --no-default-features`
//!
//! With `--check`, nothing is written, and it fails where the weights are not what training gives.

#[expect(dead_code, reason = "what is trained is not loaded")]
#[path = "support/load.rs"]
mod load;
#[expect(dead_code, reason = "training needs the labels, and no figures")]
#[path = "support/measuring.rs"]
mod measuring;
#[expect(dead_code, reason = "measuring needs more of it")]
#[path = "support/training/mod.rs"]
mod training;

use std::fs;

use load::{Problem, untrained};
use starling::scoring::print_weights;
use training::{Answer, Corpus, FILES, train};

const COMPETENCY: &str = "customer-obsession";

fn main() -> Result<(), Problem> {
    let check = std::env::args().any(|a| a == "--check");
    let (reader, _) = untrained(COMPETENCY)?;
    let files: Vec<String> = FILES.iter().map(|f| format!("tests/answers/{f}.jsonl")).collect();
    let corpus = Corpus::load(&files, &reader)?;
    let answers: Vec<&Answer> = corpus.answers.iter().collect();
    println!("{} answers by {} writers", answers.len(), corpus.writers.len());
    let trained = train(&corpus, &answers, COMPETENCY);
    let places = [
        ("content/language/en.weights.json".to_string(), &trained.language),
        (format!("content/competencies/{COMPETENCY}.weights.json"), &trained.competency),
    ];
    for (path, weights) in places {
        let text = print_weights(weights);
        if check {
            if fs::read_to_string(&path)? != text {
                return Err(
                    format!("expected {path} to be what training gives; run `cargo xtask train`").into()
                );
            }
        } else {
            fs::write(&path, text)?;
        }
        println!(
            "{path}: {} features of a sentence, {} of an answer",
            weights.sentence.len(),
            weights.answer.len()
        );
    }
    Ok(())
}
