//! The browser's storage: the only file that reaches it.

use gloo_storage::{LocalStorage, Storage as _};
use wasm_bindgen::{JsCast, JsValue};

use super::keep::Keeping;
use super::memory::MemoryStore;
use super::{Store, StoreError};

/// The browser's `localStorage`.
#[derive(Clone, Copy, Debug)]
pub struct BrowserStore(());

/// The browser's storage where it lets us keep anything, otherwise a store in memory with the reason.
pub fn open() -> (Box<dyn Store>, Keeping) {
    match reach() {
        Ok(_) => (Box::new(BrowserStore(())), Keeping::Durable),
        Err(error) => (Box::new(MemoryStore::new()), Keeping::MemoryOnly(error)),
    }
}

/// The storage itself. It may be blocked at any time, and gloo panics where it is: so each call asks first.
/// Values are texts already; gloo's typed calls would wrap them in JSON once more, a quarter longer.
fn reach() -> Result<web_sys::Storage, StoreError> {
    let window = web_sys::window().ok_or(StoreError::Denied)?;
    #[expect(clippy::disallowed_methods, reason = "this is the file through which storage is reached")]
    let storage = window.local_storage().map_err(|error| reason(&error))?;
    storage.map(|_| LocalStorage::raw()).ok_or(StoreError::Denied)
}

impl Store for BrowserStore {
    fn keys(&self) -> Result<Vec<String>, StoreError> {
        let storage = reach()?;
        let length = storage.length().map_err(|error| reason(&error))?;
        // A key that another tab removed meanwhile is none.
        (0..length).filter_map(|i| storage.key(i).map_err(|error| reason(&error)).transpose()).collect()
    }

    fn get(&self, key: &str) -> Result<Option<String>, StoreError> {
        reach()?.get_item(key).map_err(|error| reason(&error))
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StoreError> {
        reach()?.set_item(key, value).map_err(|error| reason(&error))
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        reach()?.remove_item(key).map_err(|error| reason(&error))
    }
}

/// What an exception means. Browsers name a full store differently; the codes are those from before names.
pub fn reason(error: &JsValue) -> StoreError {
    let Some(exception) = error.dyn_ref::<web_sys::DomException>() else { return StoreError::Failed };
    match (exception.name().as_str(), exception.code()) {
        ("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED", _) | (_, 22 | 1014) => StoreError::Full,
        ("SecurityError", _) | (_, 18) => StoreError::Denied,
        _ => StoreError::Failed,
    }
}
