//! What can go wrong in a command, in words that say what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line was not understood.
    Usage(String),
    /// A file or folder could not be read or written.
    File { doing: &'static str, path: PathBuf, source: io::Error },
    /// A program could not be started.
    Start { program: String, source: io::Error },
    /// A program ran and reported failure.
    Program { command: String },
    /// Something has to be installed by hand.
    Missing { what: String, remedy: String },
    /// A content file is not what the catalogue needs.
    Content { path: PathBuf, problem: String },
    /// The built page is not what the packer expects.
    Page { expected: String },
    /// A built program or its glue is not what the packer expects.
    Built { expected: String },
    /// The first load is above its limit.
    TooLarge { bytes: usize, limit: usize },
    /// The test runners reported failures, or no test at all.
    Tests { passed: u64, failed: u64 },
    /// The server could not listen.
    Listen { port: u16, problem: String },
}

impl Failure {
    /// Turns an error of the file system into one that names the file.
    pub(crate) fn file(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Failure {
        let path = path.to_owned();
        move |source| Failure::File { doing, path, source }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(problem) => f.write_str(problem),
            Failure::File { doing, path, source } => write!(f, "{doing} {}: {source}", path.display()),
            Failure::Start { program, source } => write!(f, "starting {program}: {source}"),
            Failure::Program { command } => write!(f, "`{command}` failed"),
            Failure::Missing { what, remedy } => write!(f, "{what} is needed and was not found: {remedy}"),
            Failure::Content { path, problem } => write!(f, "{}: {problem}", path.display()),
            Failure::Page { expected } => write!(f, "the built page is not as expected: {expected}"),
            Failure::Built { expected } => write!(f, "the built program is not as expected: {expected}"),
            Failure::TooLarge { bytes, limit } => write!(
                f,
                "the first load is {} bytes over its limit of {limit} (brotli)",
                bytes.saturating_sub(*limit)
            ),
            Failure::Tests { passed: 0, failed: 0 } => f.write_str("the test runners ran no test"),
            Failure::Tests { passed, failed } => write!(f, "{failed} of {} tests failed", passed + failed),
            Failure::Listen { port, problem } => {
                write!(f, "listening on port {port}: {problem} (another one: `--port N`)")
            }
        }
    }
}
