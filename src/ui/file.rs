//! Files that come in and go out.

use std::fmt;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The largest file that is read: storage itself holds less.
const LARGEST: f64 = 20_000_000.0;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is larger than any backup or deck.
    TooLarge,
    /// The browser could not read it.
    Unreadable,
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileError::TooLarge => {
                "This file is larger than any that is read here (20 MB). Nothing has changed."
            }
            FileError::Unreadable => "The browser could not read this file. Nothing has changed.",
        })
    }
}

/// Offers `text` as a file to download.
pub fn download(name: &str, text: &str) {
    // OK because each step fails only where the browser has no files at all; then nothing is offered.
    let _ = try_download(name, text);
}

fn try_download(name: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(if name.ends_with(".txt") { "text/plain" } else { "application/jsonl" });
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // By then the download has begun, and with it the browser's own copy.
    set_timeout(
        move || {
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        std::time::Duration::from_secs(10),
    );
    Some(())
}

/// Reads the file chosen in `input`, if one is, and hands its text on.
pub fn read(input: &web_sys::HtmlInputElement, on_read: impl FnOnce(Result<String, FileError>) + 'static) {
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    if file.size() > LARGEST {
        on_read(Err(FileError::TooLarge));
        return;
    }
    leptos::task::spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string());
        on_read(text.ok_or(FileError::Unreadable));
    });
}
