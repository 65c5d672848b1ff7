//! `cargo xtask test`: everything that has to hold, quickest first. CI runs exactly this.

use std::net::TcpListener;
use std::path::Path;

use crate::counts::Summary;
use crate::failure::Failure;
use crate::shell::{Shell, run, run_and_read};
use crate::{build, learning, machine};

/// Runs every check, stops at the first that fails, and closes on the number of tests.
pub(crate) fn test() -> Result<(), Failure> {
    let shell = Shell::new();

    heading("Formatting");
    run(&mut shell.cargo(&["fmt", "--all", "--check"]))?;

    heading("Lints");
    lints(&shell)?;

    heading("Core tests");
    let mut summary = core_tests(&shell)?;

    heading("Content");
    run(&mut shell.cargo(&["run", "--quiet", "--no-default-features", "--example", "check"]))?;

    heading("Weights");
    learning::train(&["--check"])?;

    heading("Documentation");
    let arguments = ["doc", "--no-deps", "--no-default-features", "--document-private-items"];
    run(shell.cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))?;

    heading("Release build and its size");
    build::build()?;

    heading("Browser tests");
    let browser = browser_tests(&shell)?;
    summary.lines.extend(browser.lines);
    summary.counts = summary.counts.plus(browser.counts);

    heading("Summary");
    close(&summary)
}

/// The core as it is tested, the browser build as it is shipped, and these commands.
fn lints(shell: &Shell) -> Result<(), Failure> {
    let scorer = ["--bin", "scorer", "--no-default-features", "--features", "scorer"];
    let builds: [&[&str]; 4] = [
        &["--no-default-features", "--all-targets"],
        &["--target", "wasm32-unknown-unknown"],
        &[&scorer[..], &["--target", "wasm32-unknown-unknown"]].concat(),
        &["--package", "xtask", "--all-targets"],
    ];
    for build in builds {
        run(&mut shell.cargo(&[&["clippy", "--quiet"], build, &["--", "-D", "warnings"]].concat()))?;
    }
    Ok(())
}

fn core_tests(shell: &Shell) -> Result<Summary, Failure> {
    let nextest = shell.output("cargo", &["nextest", "--version"]).is_some();
    let runner: &[&str] = if nextest { &["nextest", "run"] } else { &["test"] };
    let mut all = Summary::default();
    let packages: [&[&str]; 2] =
        [&["--no-default-features", "--features", "schema"], &["--package", "xtask"]];
    for package in packages {
        let printed = run_and_read(&mut shell.cargo(&[runner, package].concat()))?;
        let summary = Summary::of(&printed);
        all.lines.extend(summary.lines);
        all.counts = all.counts.plus(summary.counts);
    }
    Ok(all)
}

/// Journeys through `dist/` in a real browser.
fn browser_tests(shell: &Shell) -> Result<Summary, Failure> {
    let chromium = machine::chromium(shell)?;
    machine::node(shell)?;
    let folder = shell.root().join("tests/browser");
    if !is_installed(&folder) {
        let mut npm = shell.command(machine::npm(), &["ci", "--no-audit", "--no-fund"]);
        run(npm.current_dir(&folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    }
    let mut playwright = shell.command(machine::npx(), &["playwright", "test"]);
    playwright
        .current_dir(&folder)
        .env("CHROMIUM", chromium)
        .env("STARLING_TEST_PORT", free_port()?.to_string());
    Ok(Summary::of(&run_and_read(&mut playwright)?))
}

/// A port that nobody listens on.
fn free_port() -> Result<u16, Failure> {
    TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .map(|address| address.port())
        .map_err(|error| Failure::Listen { port: 0, problem: error.to_string() })
}

/// Whether `npm ci` has run since the lock file last changed: it leaves a copy of what it installed.
fn is_installed(folder: &Path) -> bool {
    let changed = |name: &str| folder.join(name).metadata().and_then(|data| data.modified()).ok();
    match (changed("package-lock.json"), changed("node_modules/.package-lock.json")) {
        (Some(wanted), Some(installed)) => installed > wanted,
        _ => false,
    }
}

/// Repeats what the runners said, and adds it up on one plain line.
fn close(summary: &Summary) -> Result<(), Failure> {
    let counts = summary.counts;
    for line in &summary.lines {
        println!("{line}");
    }
    if counts.failed > 0 || counts.passed == 0 {
        return Err(Failure::Tests { passed: counts.passed, failed: counts.failed });
    }
    let skipped = if counts.skipped > 0 { format!(", {} skipped", counts.skipped) } else { String::new() };
    println!("\n{} passed, {} failed{skipped}", counts.passed, counts.failed);
    Ok(())
}

fn heading(text: &str) {
    println!("\n== {text} ==");
}
