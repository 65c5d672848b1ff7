//! Checks everything in `content/` and prints what is wrong, one problem a line.
//!
//! `cargo run --example check --no-default-features`

use std::path::Path;
use std::process::ExitCode;

use starling::content::lint;

fn main() -> ExitCode {
    let problems = match lint::check_folder(Path::new("content")) {
        Ok(problems) => problems,
        Err(error) => {
            eprintln!("expected a readable folder content/competencies, from the project's root: {error}");
            return ExitCode::FAILURE;
        }
    };
    for problem in &problems {
        println!("{problem}");
    }
    if problems.is_empty() {
        println!("content/ is in order");
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
