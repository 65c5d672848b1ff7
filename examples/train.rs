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
use training::{all, train};

const COMPETENCY: &str = "customer-obsession";

fn main() -> Result<(), Problem> {
    let check = std::env::args().any(|a| a == "--check");
    let (mut reader, _) = untrained(COMPETENCY)?;
    let answers = all(&reader)?;
    println!("{} answers by {} writers", answers.all.len(), answers.writers.len());
    let trained = train(&answers, &answers.places(&|_, _| true), &mut reader, COMPETENCY);
    let files = [
        ("content/language/en.weights.json".to_string(), &trained.language),
        (format!("content/competencies/{COMPETENCY}.weights.json"), &trained.competency),
    ];
    for (path, weights) in files {
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
