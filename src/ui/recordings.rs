//! Recordings, in the browser's IndexedDB: the only file that reaches it.
//!
//! A chunk is written as it comes, under a key that tells all about it. Nothing is ever changed. What the browser does
//! not take is held in memory, so that it can be listened to as long as the tab is open.

use std::cell::RefCell;

use js_sys::{Array, Promise};
use leptos::prelude::*;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, Event, EventTarget, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest,
    IdbRequest, IdbTransactionMode,
};

use super::page;
use super::state::AppState;
use crate::domain::recording::{Chunk, Piece, left_over, range};
use crate::domain::time::Millis;
use crate::storage::StoreError;
use crate::storage::browser::reason;
use crate::storage::keep::{Keeping, Prefix};

/// The one store of the database: key → `[type, bytes]`.
const CHUNKS: &str = "chunks";

thread_local! {
    /// What the browser did not take.
    static HELD: RefCell<Vec<(Chunk, JsValue)>> = const { RefCell::new(Vec::new()) };
    /// Attempts whose recordings were thrown away: what of them comes late is not kept.
    static THROWN_AWAY: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// What was recorded without a break.
pub struct Take {
    /// When it began, by the stage's own clock.
    pub from: Millis,
    /// The sound, as the browser made it.
    pub sound: Blob,
}

/// Keeps a chunk: `bytes` (an `ArrayBuffer`) of the type `mime`.
///
/// # Errors
/// Why the browser did not take it. It is held in memory then.
pub async fn keep(chunk: Chunk, mime: &str, bytes: JsValue) -> Result<(), StoreError> {
    if THROWN_AWAY.with_borrow(|ids| ids.contains(&chunk.attempt)) {
        return Ok(());
    }
    let value: JsValue = Array::of2(&mime.into(), &bytes).into();
    let kept = write(|store| store.put_with_key(&value, &chunk.key().into()).map(drop)).await;
    if kept.is_err() {
        HELD.with_borrow_mut(|held| held.push((chunk, value)));
    }
    kept
}

/// All chunks there are, of all attempts or of one, in their order.
pub async fn list(attempt: Option<&str>) -> Vec<Chunk> {
    let keys = read(|store| match attempt {
        Some(attempt) => store.get_all_keys_with_key(&within(&range(attempt, None))?),
        None => store.get_all_keys(),
    });
    let keys = Array::from(&keys.await.unwrap_or_else(|_| Array::new().into()));
    let kept = keys.iter().filter_map(|key| Chunk::parse(&key.as_string()?));
    let mut all: Vec<Chunk> = kept.collect();
    let is_wanted = |chunk: &Chunk| attempt.is_none_or(|attempt| chunk.attempt == attempt);
    HELD.with_borrow(|held| all.extend(held.iter().map(|(chunk, _)| chunk.clone()).filter(is_wanted)));
    all
}

/// The takes of one piece, in their order.
pub async fn takes(attempt: &str, piece: Piece) -> Vec<Take> {
    let own = range(attempt, Some(piece));
    let keys = read(|store| store.get_all_keys_with_key(&within(&own)?)).await;
    let values = read(|store| store.get_all_with_key(&within(&own)?)).await;
    let mut chunks: Vec<(Chunk, JsValue)> = Vec::new();
    if let (Ok(keys), Ok(values)) = (keys, values) {
        let values = Array::from(&values);
        // A chunk that is written between the two comes last.
        let pairs = Array::from(&keys).to_vec().into_iter().zip(values.to_vec());
        chunks.extend(pairs.filter_map(|(key, value)| Some((Chunk::parse(&key.as_string()?)?, value))));
    }
    HELD.with_borrow(|held| {
        let own = held.iter().filter(|(chunk, _)| chunk.attempt == attempt && chunk.piece == piece);
        chunks.extend(own.cloned());
    });
    let mut takes: Vec<(Millis, Vec<JsValue>)> = Vec::new();
    for (chunk, value) in chunks {
        match takes.iter_mut().find(|(from, _)| *from == chunk.from) {
            Some((_, values)) => values.push(value),
            None => takes.push((chunk.from, vec![value])),
        }
    }
    takes.iter().filter_map(|(from, values)| Some(Take { from: *from, sound: joined(values)? })).collect()
}

/// Deletes the recordings of an attempt, or of one piece of it. What of a whole attempt comes late is not kept.
///
/// # Errors
/// Why the browser did not.
pub async fn delete(attempt: &str, piece: Option<Piece>) -> Result<(), StoreError> {
    let is_other =
        |chunk: &Chunk| chunk.attempt != attempt || piece.is_some_and(|piece| piece != chunk.piece);
    HELD.with_borrow_mut(|held| held.retain(|(chunk, _)| is_other(chunk)));
    if piece.is_none() {
        THROWN_AWAY.with_borrow_mut(|ids| ids.push(attempt.to_string()));
    }
    let own = range(attempt, piece);
    write(|store| store.delete(&within(&own)?).map(drop)).await
}

/// Deletes all recordings.
///
/// # Errors
/// Why the browser did not.
pub async fn clear() -> Result<(), StoreError> {
    HELD.with_borrow_mut(Vec::clear);
    write(|store| store.clear().map(drop)).await
}

/// Deletes the recordings of attempts that are neither kept nor under way. Where one can still be brought back, or
/// it is not known what else is kept, it deletes none.
pub async fn sweep(app: AppState) {
    let knows_all = app.keeper.with_untracked(|k| k.keeping() == Keeping::Durable && !k.is_read_only());
    if !knows_all || app.last_deleted.with_untracked(Option::is_some) {
        return;
    }
    let chunks = list(None).await;
    let drafts = untrack(|| app.drafts());
    let is_kept = |id: &str| {
        drafts.iter().any(|draft| draft.id == id)
            || app.keeper.with_untracked(|k| k.progress().attempt(id).is_some())
    };
    for attempt in left_over(&chunks, is_kept) {
        // OK because what is not deleted now is left over next time.
        let _ = delete(attempt, None).await;
    }
}

/// The sound of chunks that follow each other.
fn joined(values: &[JsValue]) -> Option<Blob> {
    let parts = Array::new();
    let mut mime = String::new();
    for value in values {
        let value = value.dyn_ref::<Array>()?;
        mime = value.get(0).as_string()?;
        parts.push(&value.get(1));
    }
    let options = BlobPropertyBag::new();
    options.set_type(&mime);
    Blob::new_with_str_sequence_and_options(&parts, &options).ok()
}

fn within(range: &(String, String)) -> Result<JsValue, JsValue> {
    let (from, to) = (JsValue::from(range.0.as_str()), JsValue::from(range.1.as_str()));
    IdbKeyRange::bound_with_lower_open_and_upper_open(&from, &to, false, true).map(JsValue::from)
}

/// The database, open as long as this lives: an open one would be in the way of others, and may break off.
struct Open(IdbDatabase);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

async fn open() -> Result<Open, JsValue> {
    let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
    let name = [Prefix::new(&page::path()).as_str(), "recordings"].concat();
    let request = factory.open_with_u32(&name, 1)?;
    let make: Box<dyn FnMut(Event)> = Box::new(|event| {
        let request = event.target().and_then(|target| target.dyn_into::<IdbOpenDbRequest>().ok());
        let database = request.and_then(|request| request.result().ok()?.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            // OK because opening fails where this does.
            let _ = database.create_object_store(CHUNKS);
        }
    });
    let make: js_sys::Function = Closure::wrap(make).into_js_value().unchecked_into();
    request.add_event_listener_with_callback("upgradeneeded", &make)?;
    ended(&request, "success", "error").await?;
    Ok(Open(request.result()?.dyn_into()?))
}

async fn read(ask: impl Fn(&IdbObjectStore) -> Result<IdbRequest, JsValue>) -> Result<JsValue, JsValue> {
    let database = open().await?;
    let request = ask(&database.0.transaction_with_str(CHUNKS)?.object_store(CHUNKS)?)?;
    ended(&request, "success", "error").await?;
    request.result()
}

async fn write(act: impl Fn(&IdbObjectStore) -> Result<(), JsValue>) -> Result<(), StoreError> {
    let written = async {
        let database = open().await?;
        let transaction = database.0.transaction_with_str_and_mode(CHUNKS, IdbTransactionMode::Readwrite)?;
        act(&transaction.object_store(CHUNKS)?)?;
        // A full disk is noticed at the end alone.
        let written = ended(&transaction, "complete", "abort").await;
        written.map(drop).map_err(|_| transaction.error().map_or(JsValue::NULL, JsValue::from))
    };
    written.await.map_err(|error: JsValue| reason(&error))
}

/// Waits for an event that says that it is done, or one that says that it is not.
async fn ended(target: &EventTarget, good: &str, bad: &str) -> Result<JsValue, JsValue> {
    let ended = Promise::new(&mut |resolve, reject| {
        // OK because listening fails nowhere.
        let _ = target.add_event_listener_with_callback(good, &resolve);
        let _ = target.add_event_listener_with_callback(bad, &reject);
    });
    JsFuture::from(ended).await
}
