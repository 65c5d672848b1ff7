//! What the browser tests need of the machine: Chromium and Node.

use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::shell::{Shell, run};

/// The oldest Node that Playwright runs on.
const NODE: u32 = 20;

/// The names that Chromium and its relatives go by, in PATH.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where they stand on systems that keep programs out of PATH.
const PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/// Finds Chromium: the one that `CHROMIUM` names, else an installed one, else installs it where that is possible.
pub(crate) fn chromium(shell: &Shell) -> Result<PathBuf, Failure> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        return if named.is_file() {
            Ok(named)
        } else {
            Err(Failure::Missing {
                what: named.display().to_string(),
                remedy: "CHROMIUM has to name the browser's program".to_owned(),
            })
        };
    }
    let installed = || {
        let home = std::env::home_dir().unwrap_or_default();
        let places = PLACES
            .iter()
            .map(PathBuf::from)
            .chain(PLACES.iter().map(|p| home.join(p.trim_start_matches('/'))));
        shell.which(&NAMES).or_else(|| places.into_iter().find(|place| place.is_file()))
    };
    if installed().is_none() && is_debian_root(shell) {
        // The fonts make what is drawn the same everywhere.
        install(shell, &["chromium", "fonts-dejavu"])?;
    }
    installed().ok_or_else(|| Failure::Missing {
        what: "Chromium or Chrome".to_owned(),
        remedy: "install it (Debian: `apt-get install chromium`), or set CHROMIUM to its program".to_owned(),
    })
}

/// Finds Node and npm, or installs them where that is possible.
pub(crate) fn node(shell: &Shell) -> Result<(), Failure> {
    let version = || {
        shell.output("node", &["--version"]).and_then(|said| {
            said.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok())
        })
    };
    let npm = || shell.output(npm(), &["--version"]).is_some();
    if (version().is_none() || !npm()) && is_debian_root(shell) {
        install(shell, &["nodejs", "npm"])?;
    }
    match version() {
        Some(major) if major >= NODE && npm() => Ok(()),
        found => Err(Failure::Missing {
            what: format!("Node {NODE} or newer, with npm"),
            remedy: match found {
                Some(major) => format!("Node {major} is there; see https://nodejs.org"),
                None => "see https://nodejs.org".to_owned(),
            },
        }),
    }
}

/// The name of npm's program.
pub(crate) fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// The name of npx's program.
pub(crate) fn npx() -> &'static str {
    if cfg!(windows) { "npx.cmd" } else { "npx" }
}

/// Installs Debian packages.
fn install(shell: &Shell, packages: &[&str]) -> Result<(), Failure> {
    println!("Installing {} with apt-get.", packages.join(", "));
    let apt = |arguments: &[&str]| {
        run(shell
            .command("apt-get", arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdin(std::process::Stdio::null()))
    };
    apt(&["update", "--quiet"])?;
    apt(&[&["install", "--yes", "--quiet", "--no-install-recommends"], packages].concat())
}

/// Whether this is Debian or a relative, and packages may be installed.
fn is_debian_root(shell: &Shell) -> bool {
    Path::new("/etc/debian_version").exists() && shell.output("id", &["-u"]).is_some_and(|id| id == "0")
}
