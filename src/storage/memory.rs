//! A store that lasts as long as the page: for tests, and where the browser keeps nothing.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Store, StoreError};
use crate::order;

/// A store in memory. Clones share what they keep, as tabs do.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Sorted by key.
    values: Vec<(String, String)>,
    limit: Option<usize>,
}

impl MemoryStore {
    /// An empty store without a limit.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store with room for this many UTF-16 units, keys included.
    pub fn with_limit(units: usize) -> Self {
        let store = Self::default();
        store.inner().limit = Some(units);
        store
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic while it was held cannot leave it half changed: each change is one call on the list.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The room that a key and its value take, in UTF-16 units, as browsers count it.
pub(super) fn units(key: &str, value: &str) -> usize {
    key.encode_utf16().count() + value.encode_utf16().count()
}

impl Store for MemoryStore {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.inner().values.iter().map(|(key, _)| key.clone()).collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(order::get(&self.inner().values, key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        let mut inner = self.inner();
        if let Some(limit) = inner.limit {
            let others = inner.values.iter().filter(|(k, _)| k != key);
            let used: usize = others.map(|(k, v)| units(k, v)).sum();
            if used + units(key, value) > limit {
                return Err(StoreError::Full);
            }
        }
        *order::entry(&mut inner.values, key) = value.to_owned();
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        self.inner().values.retain(|(k, _)| k != key);
        Ok(())
    }
}
