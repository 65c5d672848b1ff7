//! The project's commands: `cargo xtask` lists them.
//!
//! Each works in a fresh clone: what a command needs and does not find, it installs, or says how to.

mod build;
mod content;
mod counts;
mod failure;
mod files;
mod hash;
mod imports;
mod learning;
mod machine;
mod pack;
mod page;
mod script;
mod serve;
mod shell;
mod size;
mod split;
mod suite;
mod tools;
mod zip;

use std::process::ExitCode;

use failure::Failure;

const HELP: &str = "\
usage: cargo xtask <command>

  serve [--port N] [--base /a/b/]   build the site and serve it as a plain static host does
  serve --dev [--port N]            serve a quick build and rebuild on every change
  test                              everything that has to hold: formatting, lints, tests, content,
                                    documentation, size, browser
  train [--check]                   learn the reader's weights from the labelled answers, or check that they are
                                    what training gives
  measure [FILE … | --examination]  leave out one writer after the other, train on the rest, measure on the one left
                                    out, and write ACCURACY.md: some minutes; FILE: measure the reader as it is
  build [--zip]                     build the site into dist/ and print its sizes; --zip: also target/starling.zip
  size                              print the sizes of dist/ as it is
  pack                              the last step of a build; Trunk runs it
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(problem)) => {
            eprint!("error: {problem}\n\n{HELP}");
            ExitCode::from(2)
        }
        Err(failure) => {
            eprintln!("\nerror: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Failure> {
    match arguments {
        [] | ["help" | "--help" | "-h"] => {
            print!("{HELP}");
            Ok(())
        }
        ["serve", rest @ ..] => serve::serve(&serve::Options::parse(rest)?),
        ["test"] => suite::test(),
        ["train"] => learning::train(&[]),
        ["train", "--check"] => learning::train(&["--check"]),
        ["measure", rest @ ..] => learning::measure(rest),
        ["build"] => build::build(),
        ["build", "--zip"] => build::build_zip(),
        ["size"] => size::print(&shell::Shell::new().dist()),
        ["pack"] => pack::from_hook(),
        [command @ ("test" | "train" | "build" | "size" | "pack"), rest @ ..] => {
            Err(Failure::Usage(format!("`{command}` does not take `{}`", rest.join(" "))))
        }
        [command, ..] => Err(Failure::Usage(format!("there is no command `{command}`"))),
    }
}
