//! Measures the reader against labelled answers, and prints the table:
//! `cargo run --release --example measure --no-default-features -- FILE.jsonl …`
//!
//! Presence: was a finding made in the right answers? Place: does each piece of evidence share half of the
//! shorter stretch with a labelled quote, is each quote met? The rating stands beside what a word counter and a
//! digit counter reach.

#[path = "support/load.rs"]
mod load;
#[path = "support/measuring.rs"]
mod measuring;

use load::{Problem, load};
use measuring::{GROUPS, Labelled, Measured, labelled, measure};

fn main() -> Result<(), Problem> {
    let (reader, competency) = load("customer-obsession")?;
    for file in std::env::args().skip(1) {
        let answers = labelled(&file)?;
        println!("\n{file}");
        let all: Vec<&Labelled> = answers.iter().collect();
        print("all", &measure(&all, &reader, &competency), true);
        for register in ["typed", "spoken", "raw", "esl"] {
            let some: Vec<&Labelled> = answers.iter().filter(|a| a.register == register).collect();
            if !some.is_empty() {
                print(register, &measure(&some, &reader, &competency), false);
            }
        }
    }
    print_speed()
}

/// How long compiling the rules and reading an answer of about 400 words take, the best of several runs.
fn print_speed() -> Result<(), Problem> {
    let best = |runs: u32, work: &mut dyn FnMut() -> usize| {
        let times = (0..runs).map(|_| {
            let start = std::time::Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64() * 1000.0
        });
        times.fold(f64::MAX, f64::min)
    };
    let (reader, _) = load("customer-obsession")?;
    let answers = labelled("tests/answers/dev-a.jsonl")?;
    let texts: Vec<String> = answers.iter().map(Labelled::text).collect();
    let long = texts.iter().take(4).cloned().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = long.split_whitespace().take(400).collect();
    let answer = words.join(" ");
    let compile = best(10, &mut || load("customer-obsession").map_or(0, |(r, _)| r.facts("a").len()));
    let read = best(50, &mut || reader.read(&answer).words);
    println!(
        "\nspeed: files read and rules compiled in {compile:.1} ms; {} words read in {read:.2} ms",
        words.len()
    );
    Ok(())
}

fn print(title: &str, measured: &Measured, detail: bool) {
    println!("\n{title}: {} answers", measured.len());
    for (group, ids) in GROUPS {
        for id in ids.iter().filter(|_| detail) {
            let presence = measured.presence.get(*id).copied().unwrap_or_default();
            let place = measured.place.get(*id).copied().unwrap_or_default();
            let ((p, r, f), (pp, pr, pf)) = (presence.figures(), place.figures());
            let n = presence.labelled();
            println!(
                "  {id:22} presence P {p:.2} R {r:.2} F1 {f:.2}   place P {pp:.2} R {pr:.2} F1 {pf:.2}   (n {n})"
            );
        }
        let presence = measured.macro_f1(&measured.presence, &ids);
        let place = measured.macro_f1(&measured.place, &ids);
        println!("  {group:22} presence macro-F1 {presence:.3}   place macro-F1 {place:.3}");
    }
    let ([s, sw, sd], [p, pw, pd], near) = (measured.spearman(), measured.pairs(), measured.within_one());
    println!(
        "  rating: Spearman {s:.3} (words {sw:.3}, digits {sd:.3}); within one {near:.3}; pairs two apart in order \
         {p:.3} (words {pw:.3}, digits {pd:.3})"
    );
    let (right, error) = measured.parts();
    println!("  story parts: words in the right part {right:.3}; mean error of the action share {error:.3}");
}
