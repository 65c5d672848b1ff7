//! Backups: a file of all records, in JSON Lines. The first line says what it is, how many records follow and
//! what their checksum is; then one record a line, in order of time.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::log::Log;
use super::record::{Fact, Record};
use super::{codec, migrate};
use crate::json;

/// The name of the format, in the first line.
pub const FORMAT: &str = "starling-backup";

/// A backup that was read and found to be whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Backup {
    /// Its records, in the order of the file.
    pub records: Vec<Record>,
}

/// What restoring a backup would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preview {
    /// Records that would be added.
    pub new: usize,
    /// Records that are here already.
    pub known: usize,
    /// Records that are here already with another content: what is here stays.
    pub differing: usize,
    /// Of the new ones: reviews.
    pub reviews: usize,
    /// Of the new ones: attempts.
    pub attempts: usize,
}

/// Why a file is no backup that can be restored. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupError {
    /// The first line does not say that this is a backup.
    NotABackup,
    /// A later version of the app wrote it.
    Newer(u32),
    /// A line (counted from 1) is no record.
    Line(usize),
    /// Lines are missing, or there are too many.
    Count {
        /// What the first line says.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// Some of it was changed.
    Checksum,
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotABackup => f.write_str("line 1: expected the first line of a backup"),
            Self::Newer(version) => {
                write!(f, "expected version {} at most, found {version}", migrate::VERSION)
            }
            Self::Line(line) => write!(f, "line {line}: expected a record"),
            Self::Count { expected, found } => write!(f, "expected {expected} records, found {found}"),
            Self::Checksum => f.write_str("expected the records that the checksum was made of"),
        }
    }
}

impl std::error::Error for BackupError {}

/// The first line.
#[derive(Serialize, Deserialize)]
struct Header {
    format: String,
    version: u32,
    count: usize,
    /// The CRC-32 of all records' lines, each with its line feed; 8 hex digits.
    checksum: String,
}

/// The text of a backup of `log`. The same log gives the same text.
pub fn write(log: &Log) -> String {
    let records = log.in_order();
    let lines: Vec<String> = records.into_iter().map(codec::json).collect();
    let header = Header {
        format: FORMAT.to_owned(),
        version: migrate::VERSION,
        count: lines.len(),
        checksum: checksum(lines.iter().map(String::as_str)),
    };
    // OK because a header is made of texts and numbers alone: serde_json fails on none of these.
    let mut text = serde_json::to_string(&header).unwrap_or_default();
    text.push('\n');
    for line in lines {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Reads and verifies the text of a backup. Line ends may have become those of another system, and empty
/// lines at the end do no harm.
///
/// # Errors
/// A [`BackupError`], for any text that is not a whole backup; it never panics.
pub fn read(text: &str) -> Result<Backup, BackupError> {
    // An editor may have put a byte order mark in front.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    let mut lines = text.lines();
    let header = lines.next().and_then(|line| json::from_str::<Header>(line).ok());
    let header = header.filter(|header| header.format == FORMAT).ok_or(BackupError::NotABackup)?;
    if header.version > migrate::VERSION {
        return Err(BackupError::Newer(header.version));
    }
    let read = |(number, line)| migrate::record(header.version, line).map_err(|_| BackupError::Line(number));
    let records: Vec<Record> = (2..).zip(lines.clone()).map(read).collect::<Result<_, _>>()?;
    if records.len() != header.count {
        return Err(BackupError::Count { expected: header.count, found: records.len() });
    }
    if checksum(lines) != header.checksum {
        return Err(BackupError::Checksum);
    }
    Ok(Backup { records })
}

fn checksum<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let parts: Vec<&[u8]> = lines.flat_map(|line| [line.as_bytes(), b"\n"]).collect();
    format!("{:08x}", codec::crc32(&parts))
}

impl Backup {
    /// What restoring it into `log` would do.
    pub fn preview(&self, log: &Log) -> Preview {
        let mut preview = Preview::default();
        // A file put together by hand may hold a record twice.
        let mut added = Log::default();
        for record in &self.records {
            match log.get(&record.id).or_else(|| added.get(&record.id)) {
                Some(here) if here == record => preview.known += 1,
                Some(_) => preview.differing += 1,
                None => {
                    preview.new += 1;
                    preview.reviews += usize::from(matches!(record.fact, Fact::Reviewed { .. }));
                    preview.attempts += usize::from(matches!(record.fact, Fact::Attempted(_)));
                    added.insert(record.clone());
                }
            }
        }
        preview
    }
}
