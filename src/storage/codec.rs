//! How one value is written: `v<version>|<checksum, 8 hex digits>|<payload, JSON>`.
//!
//! The checksum covers version and payload, so that no damage passes for another version. Whatever later
//! versions change, they keep this frame: it is how they are recognised.

use std::fmt;

use super::bundle;
use super::migrate;
use super::record::Record;
use crate::domain::interview::Interview;

/// Why a value could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodecError {
    /// It does not have the form `v<version>|<checksum>|<payload>`.
    Form,
    /// A later version of the app wrote it: it is left as it is.
    Newer(u32),
    /// No version of the app ever wrote this version.
    UnknownVersion(u32),
    /// It is not what was written: some of it was changed or lost.
    Checksum,
    /// The payload is intact, but is not what was expected there.
    Payload,
    /// The record carries another id than the key it is kept under.
    OtherId,
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form => f.write_str("expected v<version>|<checksum>|<payload>"),
            Self::Newer(version) => {
                write!(f, "expected version {} at most, found {version}", migrate::VERSION)
            }
            Self::UnknownVersion(version) => write!(f, "expected a known version, found {version}"),
            Self::Checksum => f.write_str("expected what the checksum was made of"),
            Self::Payload => f.write_str("expected a payload of this version"),
            Self::OtherId => f.write_str("expected the id that the key names"),
        }
    }
}

impl std::error::Error for CodecError {}

/// The record as JSON: a value's payload, and a line of a backup.
pub(super) fn json(record: &Record) -> String {
    // OK because a record is made of texts, numbers and enums alone: serde_json fails on none of these.
    serde_json::to_string(record).unwrap_or_default()
}

/// The record as a value.
pub fn encode(record: &Record) -> String {
    frame(&json(record))
}

/// The record in a value, brought up to the present version.
///
/// # Errors
/// Any [`CodecError`] but `OtherId`, for any text; it never panics.
pub fn decode(value: &str) -> Result<Record, CodecError> {
    let (version, payload) = unframe(value)?;
    migrate::record(version, payload)
}

/// Many reviews as one value; see [`bundle`].
pub(super) fn encode_many(records: &[&Record]) -> String {
    frame(&bundle::payload(records))
}

/// The name of a value that holds many records: it follows from what is in it, so that the same records have the
/// same name in every tab.
pub(super) fn name_of_many(value: &str, count: usize) -> String {
    let checksum = value.split('|').nth(1).unwrap_or_default();
    format!("{}{checksum}-{count}", super::names::MANY)
}

/// The records in a value: one, or many.
///
/// # Errors
/// As [`decode`].
pub fn decode_all(value: &str) -> Result<Vec<Record>, CodecError> {
    let (version, payload) = unframe(value)?;
    if version == migrate::VERSION && bundle::is_bundle(payload) {
        return bundle::records(payload);
    }
    migrate::record(version, payload).map(|record| vec![record])
}

/// The mock under way as a value.
pub(super) fn encode_draft(interview: &Interview) -> String {
    // OK for the same reason as in `json`.
    frame(&serde_json::to_string(interview).unwrap_or_default())
}

/// The mock under way in a value.
pub(super) fn decode_draft(value: &str) -> Result<Interview, CodecError> {
    let (version, payload) = unframe(value)?;
    migrate::draft(version, payload)
}

fn frame(payload: &str) -> String {
    let version = migrate::VERSION;
    format!("v{version}|{:08x}|{payload}", checksum(version, payload))
}

fn unframe(value: &str) -> Result<(u32, &str), CodecError> {
    let (version, rest) = value.strip_prefix('v').and_then(|v| v.split_once('|')).ok_or(CodecError::Form)?;
    let (found, payload) = rest.split_once('|').ok_or(CodecError::Form)?;
    let version: u32 = version.parse().map_err(|_| CodecError::Form)?;
    let found = u32::from_str_radix(found, 16).map_err(|_| CodecError::Form)?;
    if found == checksum(version, payload) { Ok((version, payload)) } else { Err(CodecError::Checksum) }
}

fn checksum(version: u32, payload: &str) -> u32 {
    crc32(&[&version.to_le_bytes(), payload.as_bytes()])
}

/// The CRC-32 (IEEE 802.3, as in zip and PNG) of these bytes, one part after the other.
pub fn crc32(parts: &[&[u8]]) -> u32 {
    let nibble = |crc: u32, low: u32| (crc >> 4) ^ NIBBLES[((crc ^ low) & 15) as usize];
    let byte = |crc: u32, byte: &u8| nibble(nibble(crc, u32::from(*byte)), u32::from(*byte >> 4));
    !parts.iter().copied().flatten().fold(!0, byte)
}

/// What each four bits do to the checksum. The usual table of bytes is twice as fast, but 1 kB to download.
const NIBBLES: [u32; 16] = {
    let mut table = [0; 16];
    let mut i = 0;
    while i < 16 {
        let mut crc = i as u32;
        let mut bit = 0;
        while bit < 4 {
            crc = (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg());
            bit += 1;
        }
        table[i] = crc;
        i += 1;
    }
    table
};

#[cfg(test)]
mod tests {
    use super::migrate::VERSION;
    use super::*;

    #[test]
    fn the_checksum_is_the_well_known_one() {
        assert_eq!(crc32(&[b"123456789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[b"1234", b"56789"]), 0xCBF4_3926);
        assert_eq!(crc32(&[]), 0);
    }

    #[test]
    fn what_no_version_wrote_says_what_was_expected() {
        let framed =
            |version: u32, payload: &str| format!("v{version}|{:08x}|{payload}", checksum(version, payload));
        let cases = [
            (String::new(), CodecError::Form),
            ("{}".into(), CodecError::Form),
            ("v1|00000000".into(), CodecError::Form),
            ("v1|xyz|{}".into(), CodecError::Form),
            ("v-1|00000000|{}".into(), CodecError::Form),
            ("v1|00000000|{}".into(), CodecError::Checksum),
            (framed(1, "{}").replace("v1", "v2"), CodecError::Checksum),
            (framed(0, "{}"), CodecError::UnknownVersion(0)),
            (framed(1, "{}"), CodecError::Payload),
            (framed(VERSION, "{}"), CodecError::Payload),
            (framed(VERSION + 1, "{}"), CodecError::Newer(VERSION + 1)),
            (framed(1, "not JSON"), CodecError::Payload),
        ];
        for (value, expected) in cases {
            assert_eq!(decode(&value), Err(expected), "{value}");
        }
    }
}
