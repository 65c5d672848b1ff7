//! Running other programs from the project's folder.

use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;

/// Where commands run, and where they look for programs.
pub(crate) struct Shell {
    root: PathBuf,
    path: OsString,
}

impl Shell {
    /// A shell in the project's folder with the user's own PATH.
    pub(crate) fn new() -> Shell {
        // Cargo sets the variable when it runs this program; the folder may have moved since it was built.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = manifest.parent().unwrap_or(&manifest).to_owned();
        Shell { root, path: std::env::var_os("PATH").unwrap_or_default() }
    }

    /// The project's folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where the built site goes.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Puts a folder of programs before all others.
    pub(crate) fn prefer(&mut self, folder: &Path) {
        let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&self.path));
        // A folder whose name cannot stand in PATH is left out: the program is then called by its full path.
        if let Ok(path) = std::env::join_paths(folders) {
            self.path = path;
        }
    }

    /// The first of the named programs that PATH has.
    pub(crate) fn which(&self, names: &[&str]) -> Option<PathBuf> {
        let folders: Vec<PathBuf> = std::env::split_paths(&self.path).collect();
        names.iter().find_map(|name| {
            let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
            folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
        })
    }

    /// A command in the project's folder.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).env("PATH", &self.path).args(arguments);
        command
    }

    /// The Cargo that runs this program.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        self.command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), arguments)
    }

    /// What a command prints, if it runs and succeeds.
    pub(crate) fn output(&self, program: impl AsRef<OsStr>, arguments: &[&str]) -> Option<String> {
        let output = self.command(program, arguments).stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// Shows a command and runs it.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    announce(command);
    let status = command.status().map_err(|source| not_started(command, source))?;
    if status.success() { Ok(()) } else { Err(Failure::Program { command: words(command) }) }
}

/// Shows a command and runs it; returns what it printed as well.
pub(crate) fn run_and_read(command: &mut Command) -> Result<String, Failure> {
    announce(command);
    if std::io::stderr().is_terminal() {
        // Through a pipe, both runners would drop their colours.
        command.env("CARGO_TERM_COLOR", "always").env("FORCE_COLOR", "1");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|source| not_started(command, source))?;
    let stderr = child.stderr.take();
    let errors = thread::spawn(move || stderr.map(|pipe| copy(pipe, std::io::stderr())).unwrap_or_default());
    let mut printed = child.stdout.take().map(|pipe| copy(pipe, std::io::stdout())).unwrap_or_default();
    printed.push_str(&errors.join().unwrap_or_default());
    let status = child.wait().map_err(|source| not_started(command, source))?;
    if status.success() { Ok(printed) } else { Err(Failure::Program { command: words(command) }) }
}

/// Passes lines on as they come, and keeps them.
fn copy(from: impl std::io::Read, mut to: impl Write) -> String {
    let mut kept = String::new();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        // Nobody may be listening any more; the command still has to finish.
        let _ = writeln!(to, "{line}");
        kept.push_str(&line);
        kept.push('\n');
    }
    kept
}

fn announce(command: &Command) {
    println!("$ {}", words(command));
}

/// A command as one would type it.
fn words(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_stem().unwrap_or(program.as_os_str());
    let words: Vec<_> = std::iter::once(name).chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    words.join(" ")
}

fn not_started(command: &Command, source: std::io::Error) -> Failure {
    Failure::Start { program: words(command), source }
}
