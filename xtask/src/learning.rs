//! `cargo xtask train` and `cargo xtask measure`: the reader's weights, and how good it is with them.

use crate::failure::Failure;
use crate::shell::{Shell, run};

/// Learns the weights, or checks that they are what training gives.
pub(crate) fn train(arguments: &[&str]) -> Result<(), Failure> {
    example("train", arguments)
}

/// Measures the reader.
pub(crate) fn measure(arguments: &[&str]) -> Result<(), Failure> {
    example("measure", arguments)
}

fn example(name: &str, arguments: &[&str]) -> Result<(), Failure> {
    let cargo = ["run", "--quiet", "--profile", "learning", "--no-default-features", "--example", name, "--"];
    run(&mut Shell::new().cargo(&[&cargo, arguments].concat()))
}
