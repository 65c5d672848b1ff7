//! The browser part: pages compose components, components take values and callbacks. `route`, `format` and
//! `marks` are pure and build with the core, so that their tests run natively.

pub mod format;
pub mod marks;
pub mod route;

#[cfg(feature = "ui")]
pub mod app;
#[cfg(feature = "ui")]
pub mod clock;
#[cfg(feature = "ui")]
pub mod components;
#[cfg(feature = "ui")]
pub mod course;
#[cfg(feature = "ui")]
pub mod dictation;
#[cfg(feature = "ui")]
pub mod el;
#[cfg(feature = "ui")]
pub mod file;
#[cfg(feature = "ui")]
pub mod keys;
#[cfg(feature = "ui")]
pub mod library;
#[cfg(feature = "ui")]
pub mod page;
#[cfg(feature = "ui")]
pub mod pages;
#[cfg(feature = "ui")]
pub mod playback;
#[cfg(feature = "ui")]
pub mod recorder;
#[cfg(feature = "ui")]
pub mod recordings;
#[cfg(feature = "ui")]
pub mod scorer;
#[cfg(feature = "ui")]
pub mod state;

#[cfg(feature = "ui")]
pub use start::start;

#[cfg(feature = "ui")]
mod start {
    use leptos::prelude::*;
    use wasm_bindgen::JsCast;

    use super::app::app;
    use super::library::Library;
    use super::page;
    use super::state::{self, AppState};
    use crate::content::catalogue::Catalogue;
    use crate::storage::keep::{Keeper, Prefix};

    /// Starts the app in the page's `#app`, in place of the shell that stood there.
    pub fn start() {
        let Some(root) = document().get_element_by_id("app") else { return };
        let Ok(root) = root.dyn_into::<web_sys::HtmlElement>() else { return };
        let catalogue = document().get_element_by_id("catalogue").and_then(|data| data.text_content());
        let Ok(catalogue) = Catalogue::parse(&catalogue.unwrap_or_default()) else {
            // The boot script catches it and shows the recovery block.
            wasm_bindgen::throw_str("expected the catalogue that belongs to this version");
        };
        let (store, keeping) = crate::storage::browser::open();
        let keeper = Keeper::open(store, keeping, Prefix::new(&page::path()), state::random());
        root.set_text_content(None);
        leptos::mount::mount_to(root, move || {
            AnyView::from(app(AppState::new(Library::new(catalogue), keeper)))
        })
        .forget();
    }
}
