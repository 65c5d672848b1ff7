//! What the browser loads after the first screen: the other pages right after it, a competency's text when it is
//! first opened, its rules when something is first scored. All of it is kept by the service worker. The catalogue
//! of competencies stands in the page.

use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::pages::later::{self, Show};
use super::scorer::{self, Scorer};
use crate::content::catalogue::{Catalogue, Entry, Program};
use crate::domain::competency::{Competency, FORMAT};
use crate::json;

/// Why something could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadError {
    /// The file did not come: offline before it was ever kept, or the site is gone.
    Unreachable,
    /// The file came, and is not what this version reads.
    Unreadable,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LoadError::Unreachable => "This part could not be loaded. Check the connection, then try again.",
            LoadError::Unreadable => "This part came in a form that this version can't read. Reload the page to get the newest version.",
        })
    }
}

/// Where loading stands.
#[derive(Clone)]
enum Stand {
    /// Nobody has asked for it.
    Idle,
    /// It is coming.
    Coming,
    /// It is here.
    Here(Arc<dyn Any + Send + Sync>),
    /// It did not come.
    Failed(LoadError),
}

/// Something to load, and where that stands. Whatever it is, one type of signal serves it.
pub struct Load<T> {
    stand: RwSignal<Stand>,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Load<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Load<T> {}

impl<T: Send + Sync + 'static> Load<T> {
    fn new(stand: Stand) -> Load<T> {
        Load { stand: RwSignal::new(stand), of: PhantomData }
    }

    /// It, if it is here; why it did not come, if it did not. Follows the loading.
    pub fn get(self) -> Option<Result<Arc<T>, LoadError>> {
        match self.stand.get() {
            Stand::Idle | Stand::Coming => None,
            Stand::Here(it) => it.downcast().ok().map(Ok),
            Stand::Failed(error) => Some(Err(error)),
        }
    }

    /// It, if it is here. Follows the loading.
    pub fn ready(self) -> Option<Arc<T>> {
        self.get().and_then(Result::ok)
    }

    /// Runs `load` unless it runs or ran already; a failed one is tried again.
    fn begin(self, load: impl Future<Output = Result<T, LoadError>> + 'static) -> Load<T> {
        if !matches!(*self.stand.read_untracked(), Stand::Coming | Stand::Here(_)) {
            self.stand.set(Stand::Coming);
            spawn_local(async move {
                self.stand.set(match load.await {
                    Ok(it) => Stand::Here(Arc::new(it)),
                    Err(error) => Stand::Failed(error),
                });
            });
        }
        self
    }
}

#[derive(Clone)]
struct Shelf {
    entry: Entry,
    text: Load<Competency>,
    reader: Load<Scorer>,
}

/// All competencies, loaded as far as somebody asked for them.
#[derive(Clone, Copy)]
pub struct Library {
    shelves: StoredValue<Vec<Shelf>>,
    language: StoredValue<String>,
    scorer: StoredValue<Program>,
    /// The pages other than the first screen; [`Library::fetch_pages`] fetches them.
    pub pages: Load<Show>,
}

impl Library {
    /// A library of what `catalogue` lists. Belongs to the app, not to a page.
    pub fn new(catalogue: Catalogue) -> Library {
        let shelf = |entry| Shelf { entry, text: Load::new(Stand::Idle), reader: Load::new(Stand::Idle) };
        Library {
            shelves: StoredValue::new(catalogue.competencies.into_iter().map(shelf).collect()),
            language: StoredValue::new(catalogue.language),
            scorer: StoredValue::new(catalogue.scorer),
            pages: Load::new(Stand::Idle),
        }
    }

    /// Fetches the pages other than the first screen where they are not here yet.
    pub fn fetch_pages(self) {
        self.pages.begin(later::fetch());
    }

    /// The catalogue's entries.
    pub fn entries(self) -> Vec<Entry> {
        self.shelves.with_value(|shelves| shelves.iter().map(|s| s.entry.clone()).collect())
    }

    fn shelf(self, id: &str) -> Option<Shelf> {
        self.shelves.with_value(|shelves| shelves.iter().find(|s| s.entry.id == id).cloned())
    }

    /// The catalogue's entry for a competency.
    pub fn entry(self, id: &str) -> Option<Entry> {
        self.shelf(id).map(|s| s.entry)
    }

    /// A competency's text; fetches it where it is not here yet.
    pub fn competency(self, id: &str) -> Load<Competency> {
        let Some(shelf) = self.shelf(id) else { return Load::new(Stand::Failed(LoadError::Unreachable)) };
        let Entry { text: url, .. } = shelf.entry;
        shelf.text.begin(async move {
            let competency: Competency =
                json::from_str(&text(start(&url)).await?).map_err(|_| LoadError::Unreadable)?;
            if competency.format == FORMAT { Ok(competency) } else { Err(LoadError::Unreadable) }
        })
    }

    /// What reads answers to a competency; fetches its rules where they are not here yet.
    pub fn reader(self, id: &str) -> Load<Scorer> {
        let Some(shelf) = self.shelf(id) else { return Load::new(Stand::Failed(LoadError::Unreachable)) };
        let rules = shelf.entry.rules;
        let language = self.language.get_value();
        let program = self.scorer.get_value();
        shelf.reader.begin(async move {
            // The files are on their way while the program is.
            let (language, rules) = (start(&language), start(&rules));
            let module = scorer::load(&program).await.ok_or(LoadError::Unreachable)?;
            scorer::compile(&module, &text(language).await?, &text(rules).await?).ok_or(LoadError::Unreadable)
        })
    }
}

/// Begins to fetch. A future rather than a promise, which would count as a failure that nobody handles where it
/// fails before it is waited for.
fn start(url: &str) -> JsFuture {
    JsFuture::from(window().fetch_with_str(url))
}

async fn text(response: JsFuture) -> Result<String, LoadError> {
    let unreachable = |_: JsValue| LoadError::Unreachable;
    let response = response.await.map_err(unreachable)?;
    let response: web_sys::Response = response.dyn_into().map_err(unreachable)?;
    if !response.ok() {
        return Err(LoadError::Unreachable);
    }
    let text = JsFuture::from(response.text().map_err(unreachable)?).await.map_err(unreachable)?;
    text.as_string().ok_or(LoadError::Unreadable)
}
