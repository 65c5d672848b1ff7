//! Builds the site into `dist/`, measures it, and wraps it up.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::shell::{Shell, run};
use crate::{size, tools, zip};

/// Builds the site and holds it against its size limit.
pub(crate) fn build() -> Result<(), Failure> {
    let mut shell = Shell::new();
    let mut trunk = trunk(&mut shell, &["build", "--release"])?;
    if let Some(flags) = without_own_paths(&shell) {
        trunk.env(FLAGS, flags);
    }
    run(&mut trunk)?;
    size::print(&shell.dist())
}

/// Builds the site and puts it into one file.
pub(crate) fn build_zip() -> Result<(), Failure> {
    build()?;
    let shell = Shell::new();
    let path = shell.root().join("target/starling.zip");
    let archive = zip::archive(&shell.dist())?;
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))
        .map_err(Failure::file("making", &path))?;
    std::fs::write(&path, &archive).map_err(Failure::file("writing", &path))?;
    println!(
        "target/starling.zip: {} bytes. Unpack it where a static host looks.",
        size::grouped(archive.len())
    );
    Ok(())
}

/// Serves a development build, and rebuilds on every change.
pub(crate) fn watch(port: u16) -> Result<(), Failure> {
    run(&mut trunk(&mut Shell::new(), &["serve", "--port", &port.to_string()])?)
}

/// Trunk, which is installed first where it is missing.
fn trunk(shell: &mut Shell, arguments: &[&str]) -> Result<Command, Failure> {
    let trunk = tools::provide(shell)?;
    let mut command = shell.command(trunk, arguments);
    command.env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads NO_COLOR as a flag and stops at what it does not take for one, such as "1".
    command.env_remove("NO_COLOR");
    Ok(command)
}

/// Cargo adds what this variable holds to the flags of the configuration.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Compiler flags that keep the builder's own folders out of the program, which else names the source files of
/// its dependencies by their full paths: private, and different on every machine.
fn without_own_paths(shell: &Shell) -> Option<String> {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cargo")))?;
    let sysroot = shell.output("rustc", &["--print", "sysroot"])?;
    let flags = format!(
        "{} --remap-path-prefix={}=/cargo --remap-path-prefix={sysroot}/lib/rustlib/src/rust=/rust",
        std::env::var(FLAGS).unwrap_or_default(),
        home.display()
    );
    // The variable is split at spaces, so a folder with one in its name cannot stand in it.
    let folders = [home.to_string_lossy(), sysroot.as_str().into()];
    folders.iter().all(|folder| !folder.contains(' ')).then_some(flags)
}
