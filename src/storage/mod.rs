//! Everything kept: an append-only log of small immutable records with unique ids.
//!
//! Nothing is ever read, changed and written back, so two tabs cannot overwrite each other; merging two stores,
//! or reading a backup, is a union. What the log comes to ([`crate::domain::progress`]) is a fold over it.
//!
//! `record` says what is kept, `codec`, `bundle` and `migrate` how it is written, `log` what it comes to, `keep` puts it
//! into a [`Store`]; `undo` takes back what a visit put there; `memory` and `browser` are stores; `backup` is a file of
//! all records.

use std::fmt;

pub mod backup;
#[cfg(feature = "ui")]
pub mod browser;
pub mod bundle;
pub mod codec;
pub mod keep;
pub mod log;
pub mod memory;
pub mod migrate;
mod names;
pub mod record;
pub mod undo;

/// A place that keeps texts under keys.
pub trait Store: Send + Sync {
    /// All keys, in any order.
    fn keys(&self) -> Result<Vec<String>, StoreError>;
    /// The text under `key`, if there is one.
    fn get(&self, key: &str) -> Result<Option<String>, StoreError>;
    /// Keeps `value` under `key`, in place of what was there. On an error, what was there stays.
    fn set(&self, key: &str, value: &str) -> Result<(), StoreError>;
    /// Removes what is under `key`, if anything.
    fn remove(&self, key: &str) -> Result<(), StoreError>;
}

/// Why a store did not do what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreError {
    /// The browser does not let this page keep anything.
    Denied,
    /// There is no room left.
    Full,
    /// Anything else the browser reports.
    Failed,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Denied => "expected to be allowed to keep data on this device",
            Self::Full => "expected room for more data on this device",
            Self::Failed => "expected the browser to keep data",
        })
    }
}

impl std::error::Error for StoreError {}
