//! Finds Trunk and wasm-bindgen in the versions the project names, or installs them.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::shell::{Shell, run};

const TARGET: &str = "wasm32-unknown-unknown";

/// A build tool, in the one version that fits.
struct Tool {
    /// The package on crates.io.
    package: &'static str,
    /// The program in it.
    program: &'static str,
    version: String,
    /// How long building it takes on two cores.
    minutes: u32,
}

/// Sees to it that the site can be built; returns Trunk, and has `shell` find wasm-bindgen.
pub(crate) fn provide(shell: &mut Shell) -> Result<PathBuf, Failure> {
    provide_target(shell)?;
    if let Some(folder) = wasm_bindgen(shell)?.parent() {
        // Trunk looks there before it would download one.
        shell.prefer(folder);
    }
    Tool {
        package: "trunk",
        program: "trunk",
        version: pinned(shell.root(), "Trunk.toml", "trunk-version = \"=")?,
        minutes: 7,
    }
    .provide(shell)
}

/// wasm-bindgen.
pub(crate) fn wasm_bindgen(shell: &Shell) -> Result<PathBuf, Failure> {
    Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: pinned(shell.root(), "Cargo.toml", "wasm-bindgen = { version = \"=")?,
        minutes: 2,
    }
    .provide(shell)
}

/// Reads a version from where it is stated: after `before`, up to the next quote.
fn pinned(root: &Path, file: &str, before: &str) -> Result<String, Failure> {
    let path = root.join(file);
    let text = std::fs::read_to_string(&path).map_err(Failure::file("reading", &path))?;
    text.split_once(before)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(version, _)| version.to_owned())
        .ok_or_else(|| Failure::Missing {
            what: format!("`{before}…\"`"),
            remedy: format!("state it in {file}"),
        })
}

/// The standard library for WebAssembly.
fn provide_target(shell: &Shell) -> Result<(), Failure> {
    let installed = || {
        shell
            .output("rustc", &["--print", "sysroot"])
            .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir())
    };
    if installed() {
        return Ok(());
    }
    if shell.which(&["rustup"]).is_some() {
        run(&mut shell.command("rustup", &["target", "add", TARGET]))?;
    }
    if installed() {
        return Ok(());
    }
    Err(Failure::Missing {
        what: format!("Rust's target {TARGET}"),
        remedy: "install Rust through https://rustup.rs, which reads rust-toolchain.toml".to_owned(),
    })
}

impl Tool {
    /// The tool from PATH where the version fits, else from the cache, else newly installed there.
    fn provide(&self, shell: &Shell) -> Result<PathBuf, Failure> {
        if let Some(path) = shell.which(&[self.program]).filter(|path| self.fits(shell, path)) {
            return Ok(path);
        }
        let folder = cache()?.join(format!("{}-{}", self.program, self.version));
        let path = folder.join("bin").join(format!("{}{}", self.program, std::env::consts::EXE_SUFFIX));
        if !self.fits(shell, &path) {
            self.install(shell, &folder)?;
        }
        if self.fits(shell, &path) {
            return Ok(path);
        }
        Err(Failure::Missing {
            what: format!("{} {}", self.program, self.version),
            remedy: format!("`cargo install --locked {}@{}`", self.package, self.version),
        })
    }

    /// Whether the program says that it is of the right version.
    fn fits(&self, shell: &Shell, path: &Path) -> bool {
        // "wasm-bindgen 0.2.128 (abc…)"
        shell
            .output(path, &["--version"])
            .is_some_and(|said| said.split_whitespace().nth(1) == Some(self.version.as_str()))
    }

    fn install(&self, shell: &Shell, folder: &Path) -> Result<(), Failure> {
        let package = format!("{}@{}", self.package, self.version);
        let root = folder.to_string_lossy();
        println!("{} {} is not here yet: installing it into {root}, once.", self.program, self.version);
        if shell.output("cargo", &["binstall", "-V"]).is_some() {
            let arguments = ["binstall", "--no-confirm", "--root", &root, &package];
            if run(&mut shell.command("cargo", &arguments)).is_ok() {
                return Ok(());
            }
        }
        println!("Building it takes about {} minutes on two cores.", self.minutes);
        run(&mut shell.command("cargo", &["install", "--locked", "--root", &root, &package]))
    }
}

/// Where tools are kept between builds and clones.
fn cache() -> Result<PathBuf, Failure> {
    let home = || std::env::home_dir().filter(|home| !home.as_os_str().is_empty());
    let folder = if cfg!(windows) {
        std::env::var_os("LOCALAPPDATA").map(PathBuf::from)
    } else if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Caches"))
    } else {
        let named = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
        named.or_else(|| home().map(|home| home.join(".cache")))
    };
    folder.map(|folder| folder.join("starling/tools")).ok_or_else(|| Failure::Missing {
        what: "a home folder".to_owned(),
        remedy: "set HOME, or install the tools by hand".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_where_they_are_looked_for() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        for (file, before) in
            [("Cargo.toml", "wasm-bindgen = { version = \"="), ("Trunk.toml", "trunk-version = \"=")]
        {
            let version = pinned(root, file, before).unwrap();
            assert!(version.chars().all(|c| c.is_ascii_digit() || c == '.'), "{version}");
        }
        assert!(pinned(root, "Trunk.toml", "no such line").is_err());
    }
}
