//! Versions of what is kept, and the way from each to the present one.
//!
//! A new version: raise [`VERSION`]; keep the old types in a module `v1` here with `fn up(v1::Record) -> Record`;
//! read version 1 through it; put a log that the last release wrote under `tests/logs/`, where it has to load
//! for ever. Kept values are never rewritten: each is brought up whenever it is read. A field that may be
//! absent needs no new version; a new kind of fact or setting does, because older versions cannot read it.

use serde::de::DeserializeOwned;

use super::codec::CodecError;
use super::record::Record;
use crate::domain::interview::Interview;
use crate::json;

/// The version that this app writes.
///
/// 1: the first. 2: corrections ([`super::record::Fact::Corrected`]), and whether a mock shows meters. 3: mocks that
/// are spoken, paused, rated by their speaker, or come several in a row; what is done with cards besides reviewing them
/// ([`super::record::Fact::Marked`], [`Called`](super::record::Fact::Called),
/// [`Wrote`](super::record::Fact::Wrote)), how an interview went ([`Told`](super::record::Fact::Told)), the settings
/// of its day, of the reviews a day and of the buttons, and many reviews in one value (`bundle`). All that earlier
/// versions wrote reads as it is.
pub const VERSION: u32 = 3;

/// A record that `version` wrote.
pub(super) fn record(version: u32, payload: &str) -> Result<Record, CodecError> {
    match version {
        1..=VERSION => parse(payload),
        other => Err(unread(other)),
    }
}

/// A mock under way that `version` wrote.
pub(super) fn draft(version: u32, payload: &str) -> Result<Interview, CodecError> {
    match version {
        1..=VERSION => parse(payload),
        other => Err(unread(other)),
    }
}

fn parse<T: DeserializeOwned>(payload: &str) -> Result<T, CodecError> {
    json::from_str(payload).map_err(|_| CodecError::Payload)
}

fn unread(version: u32) -> CodecError {
    if version > VERSION { CodecError::Newer(version) } else { CodecError::UnknownVersion(version) }
}
