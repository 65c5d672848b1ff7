//! The page as the browser holds it: title, focus, address.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;

use super::marks;
use super::route::Route;
use crate::domain::answer::Span;

/// Loads the page anew.
pub fn reload() {
    // OK because reloading fails only where the page is being left already.
    let _ = window().location().reload();
}

/// Puts `route` into the address as a new place. Unlike a link, or setting the fragment, it looks for nothing to
/// scroll to, for which the browser would have to lay out a page that is about to go. For the same reason the focus
/// leaves what is about to be removed.
pub fn enter(route: &Route) {
    let focused = document().active_element().and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(focused) = focused {
        // OK because whatever keeps the focus loses it with the page.
        let _ = focused.blur();
    }
    if let Ok(history) = window().history() {
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&route.href()));
    }
}

/// Shows `route` in the address bar without going anywhere, so that the address can be passed on as it is.
pub fn show_address(route: &Route) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&route.href()));
    }
}

/// The address of `route` in full, to be copied.
pub fn address(route: &Route) -> String {
    let location = window().location();
    let here = location.href().unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    format!("{page}{}", route.href())
}

/// Moves the focus to the new page's heading, or to what it marks `data-arrive`, and names the tab after it.
pub fn arrive(is_first: bool) {
    request_animation_frame(move || {
        let Ok(Some(heading)) = document().query_selector("main h1") else { return };
        let title = heading.text_content().unwrap_or_default();
        document().set_title(&if title.is_empty() {
            "Starling".into()
        } else {
            format!("{title} · Starling")
        });
        if !is_first {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus(&first("main [data-arrive]").unwrap_or(heading));
        }
    });
}

/// Moves the focus to the element with this id once it is drawn, with the top of the page in view.
pub fn arrive_at(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id) {
            focus(&element);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    });
}

/// Whether the page has room for two columns now.
pub fn is_wide() -> bool {
    window().inner_width().ok().and_then(|width| width.as_f64()).is_some_and(|width| width >= 832.0)
}

/// Brings the element with this id into view and moves the focus there.
pub fn jump(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
        focus(&element);
    }
}

/// The first element that fits this selector.
pub fn first(selector: &str) -> Option<web_sys::Element> {
    document().query_selector(selector).ok().flatten()
}

/// The element that an event comes from, or the nearest one around it that fits this selector.
pub fn chosen(event: &web_sys::Event, selector: &str) -> Option<web_sys::Element> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    element.closest(selector).ok().flatten()
}

/// Moves the focus to what fits this selector once it is drawn, and brings it into view.
pub fn focus_on(selector: String) {
    request_animation_frame(move || {
        if let Some(element) = first(&selector) {
            focus(&element);
        }
    });
}

/// Opens the details element with this id.
pub fn open(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        // OK because the attribute's name is a plain word.
        let _ = element.set_attribute("open", "");
    }
}

/// Empties the field with this id.
pub fn clear(id: &str) {
    let field = document().get_element_by_id(id);
    if let Some(field) = field.and_then(|field| field.dyn_into::<web_sys::HtmlInputElement>().ok()) {
        field.set_value("");
    }
}

/// Calls `act` whenever another text is selected, until the owner goes.
pub fn on_selection(act: impl FnMut() + 'static) {
    const CHANGED: &str = "selectionchange";
    let act: Box<dyn FnMut()> = Box::new(act);
    let act: js_sys::Function = Closure::wrap(act).into_js_value().unchecked_into();
    // The document's own event, which never reaches the window.
    if document().add_event_listener_with_callback(CHANGED, &act).is_ok() {
        let act = StoredValue::new_local(act);
        on_cleanup(move || {
            // OK because only what was added is removed.
            let _ = act.try_with_value(|act| document().remove_event_listener_with_callback(CHANGED, act));
        });
    }
}

/// The words selected in the text of the element that fits this selector; empty where it is a caret. `None`
/// where the selection begins elsewhere. The element's text is to be `text`.
pub fn selected(selector: &str, text: &str) -> Option<Span> {
    let element = first(selector)?;
    let selection = window().get_selection().ok()??;
    let range = (selection.range_count() > 0).then(|| selection.get_range_at(0).ok())??;
    let begins = range.start_container().ok()?;
    if !element.contains(Some(&begins)) {
        return None;
    }
    let before = range.clone_range();
    before.select_node_contents(&element).ok()?;
    before.set_end(&begins, range.start_offset().ok()?).ok()?;
    // In UTF-8 from here on: what the browser counts in does not matter.
    let start = String::from(before.to_string()).len();
    let words = String::from(range.to_string());
    Some(marks::whole_words(text, Span { start, end: (start + words.len()).min(text.len()) }))
}

fn focus(element: &web_sys::Element) {
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// Opens the browser's print dialogue.
pub fn print() {
    // OK because a browser that cannot print shows nothing, and nothing is lost.
    let _ = window().print();
}

/// Shows the page light or dark, or as the device has it.
pub fn show_theme(name: &str) {
    if let Some(root) = document().document_element() {
        // OK because the attribute's name is a plain word.
        let _ = match name {
            "auto" => root.remove_attribute("data-theme"),
            _ => root.set_attribute("data-theme", name),
        };
    }
}

/// Copies `text`; `copied` then says whether the clipboard has it.
pub fn copy(text: &str, copied: RwSignal<Option<bool>>) {
    let clipboard = window().navigator().clipboard();
    // Browsers have none for pages that came without encryption.
    if clipboard.is_undefined() {
        copied.set(Some(false));
        return;
    }
    let writing = clipboard.write_text(text);
    leptos::task::spawn_local(async move {
        let done = wasm_bindgen_futures::JsFuture::from(writing).await.is_ok();
        // The page may have gone meanwhile.
        copied.try_set(Some(done));
    });
}

/// Where the address says that one is.
pub fn route() -> Route {
    Route::parse(&window().location().hash().unwrap_or_default())
}

/// The path of the site, without the name of a file.
pub fn path() -> String {
    let path = window().location().pathname().unwrap_or_default();
    // Without a slice, whose panic would bring the tables of printable characters with it.
    path.rsplit_once('/').map_or_else(String::new, |(folder, _)| format!("{folder}/"))
}

/// What the boot script says of itself: an attribute of the root that it sets, and the event that announces it.
fn boot_says(attribute: &str, event: &str) -> RwSignal<bool> {
    let is_set = document().document_element().is_some_and(|root| root.has_attribute(attribute));
    let said = RwSignal::new(is_set);
    let listener = window_event_listener_untyped(event, move |_| said.set(true));
    on_cleanup(move || listener.remove());
    said
}

/// Whether everything is kept for use without a connection.
pub fn offline_ready() -> RwSignal<bool> {
    boot_says("data-offline", "starling:offline-ready")
}

/// Whether a new version waits to be accepted, or was accepted in another tab while this one still shows the old.
pub fn update_waits() -> RwSignal<bool> {
    boot_says("data-update", "starling:update-waiting")
}

/// Tells the boot script to load the version that waits.
pub fn accept_update() {
    if let Ok(event) = web_sys::CustomEvent::new("starling:update-accept") {
        let _ = window().dispatch_event(&event);
    }
}
