//! Elements in the builder syntax, with their types erased.
//!
//! Every `view!` is a type of its own, with code of its own to build, update, move and drop it: for pages as
//! full of text as ours that came to more than half of the program. An [`El`] is one type for all of them, one
//! word wide, and its methods take `&str`, so that a page is little more than its words.
//!
//! A `live` piece that is made again replaces what it made before; nothing is patched.

use leptos::ev::{self, Event};
use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event::on;
use leptos::tachys::html::property::prop;
use leptos::tachys::html::style::style;

/// A piece of a page: an element, or several pieces without one around them.
#[must_use]
pub struct El(Box<Inner>);

struct Inner {
    /// Empty for pieces without an element around them.
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element of this tag, with nothing in it.
pub fn el(tag: &'static str) -> El {
    El(Box::new(Inner { tag, attributes: Vec::new(), children: Vec::new() }))
}

/// An element of this tag and class (none where empty) with a text.
pub fn text(tag: &'static str, class: &'static str, words: &str) -> El {
    let el = el(tag).text(words);
    if class.is_empty() { el } else { el.class(class) }
}

/// A link.
pub fn link(class: &'static str, href: &str, words: &str) -> El {
    text("a", class, words).attr("href", href)
}

/// A button that does something.
pub fn button(class: &'static str, words: &str, on_click: impl Fn() + 'static) -> El {
    text("button", class, words).attr("type", "button").on_click(on_click)
}

/// Several pieces without an element around them.
pub fn all(pieces: impl IntoIterator<Item = El>) -> El {
    nothing().children(pieces)
}

/// Nothing.
pub fn nothing() -> El {
    el("")
}

/// A piece that is made again whenever a signal that it reads changes.
pub fn live(piece: impl Fn() -> El + Send + 'static) -> El {
    let piece: Box<dyn Fn() -> El + Send> = Box::new(piece);
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || piece().into());
    let mut el = nothing();
    el.0.children.push(view.into_any());
    el
}

/// A piece that no method here makes, such as a drawing: those are elements of another namespace.
pub fn view(view: AnyView) -> El {
    let mut el = nothing();
    el.0.children.push(view);
    el
}

impl From<El> for AnyView {
    fn from(el: El) -> AnyView {
        let Inner { tag, attributes, children } = *el.0;
        if tag.is_empty() {
            return children.into_any();
        }
        custom(tag).add_any_attr(attributes).child(children).into_any()
    }
}

impl El {
    /// With this class.
    pub fn class(self, class: &'static str) -> El {
        self.attr("class", class)
    }

    /// With this attribute.
    pub fn attr(mut self, name: &'static str, value: &str) -> El {
        self.0.attributes.push(custom_attribute(name, value.to_string()).into_any_attr());
        self
    }

    /// With an attribute that follows the signals it reads; `None`: without it.
    pub fn live_attr(
        mut self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> El {
        self.0.attributes.push(custom_attribute(name, Signal::derive(value)).into_any_attr());
        self
    }

    /// With a property (not an attribute) that follows the signals it reads: `checked`.
    pub fn live_prop(mut self, name: &'static str, value: impl Fn() -> bool + Send + Sync + 'static) -> El {
        let value = Signal::derive(value);
        self.0.attributes.push(prop(name, value).into_any_attr());
        self
    }

    /// With this text in its `value` to begin with: for text fields.
    pub fn value(mut self, value: String) -> El {
        self.0.attributes.push(prop("value", value).into_any_attr());
        self
    }

    /// With this in its `value`, following the signals it reads: for sliders.
    pub fn live_value(mut self, value: impl Fn() -> String + Send + Sync + 'static) -> El {
        self.0.attributes.push(prop("value", Signal::derive(value)).into_any_attr());
        self
    }

    /// Does this when clicked, or pressed by key.
    pub fn on_click(mut self, act: impl Fn() + 'static) -> El {
        let act: Box<dyn FnMut(ev::MouseEvent)> = Box::new(move |_| act());
        self.0.attributes.push(on(ev::click, act).into_any_attr());
        self
    }

    /// Without taking the focus when pressed with a pointer: whoever writes goes on writing.
    pub fn leaving_focus(mut self) -> El {
        let stay: Box<dyn FnMut(ev::MouseEvent)> = Box::new(|event| event.prevent_default());
        self.0.attributes.push(on(ev::mousedown, stay).into_any_attr());
        self
    }

    /// Does this with the event of a click on anything in it: one listener for many things to choose from.
    pub fn on_click_event(mut self, act: impl Fn(ev::MouseEvent) + 'static) -> El {
        let act: Box<dyn FnMut(ev::MouseEvent)> = Box::new(act);
        self.0.attributes.push(on(ev::click, act).into_any_attr());
        self
    }

    /// Does this with the event of a key pressed on anything in it.
    pub fn on_key_event(mut self, act: impl Fn(ev::KeyboardEvent) + 'static) -> El {
        let act: Box<dyn FnMut(ev::KeyboardEvent)> = Box::new(act);
        self.0.attributes.push(on(ev::keydown, act).into_any_attr());
        self
    }

    /// Does this when a finger or a pointer touches it, and when it lets go.
    pub fn on_pointer(
        mut self,
        down: impl Fn(ev::PointerEvent) + 'static,
        up: impl Fn(ev::PointerEvent) + 'static,
    ) -> El {
        let down: Box<dyn FnMut(ev::PointerEvent)> = Box::new(down);
        let up: Box<dyn FnMut(ev::PointerEvent)> = Box::new(up);
        self.0.attributes.push(on(ev::pointerdown, down).into_any_attr());
        self.0.attributes.push(on(ev::pointerup, up).into_any_attr());
        self
    }

    /// Does this with the field's value when it has changed.
    pub fn on_change(self, act: impl Fn(String) + 'static) -> El {
        self.on_change_event(move |event| act(value_of(&event)))
    }

    /// Does this with the event when the field has changed.
    pub fn on_change_event(mut self, act: impl Fn(Event) + 'static) -> El {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        self.0.attributes.push(on(ev::change, act).into_any_attr());
        self
    }

    /// Does this with the field's value at every key.
    pub fn on_input(mut self, act: impl Fn(String) + 'static) -> El {
        let act: Box<dyn FnMut(Event)> = Box::new(move |event| act(value_of(&event)));
        self.0.attributes.push(on(ev::input, act).into_any_attr());
        self
    }

    /// With a style property. It is set through the CSSOM, since our security policy blocks style attributes.
    pub fn style(self, name: &'static str, value: &str) -> El {
        self.styled(name, Signal::stored(value.to_string()))
    }

    /// With a style property that follows the signals it reads.
    pub fn live_style(self, name: &'static str, value: impl Fn() -> String + Send + Sync + 'static) -> El {
        self.styled(name, Signal::derive(value))
    }

    fn styled(mut self, name: &'static str, value: Signal<String>) -> El {
        self.0.attributes.push(style((name, value)).into_any_attr());
        self
    }

    /// With these words in it.
    pub fn text(mut self, words: &str) -> El {
        self.0.children.push(words.to_string().into_any());
        self
    }

    /// With words in it that follow the signals they read.
    pub fn live_text(mut self, words: impl Fn() -> String + Send + 'static) -> El {
        let words: Box<dyn FnMut() -> String + Send> = Box::new(words);
        self.0.children.push(words.into_any());
        self
    }

    /// With this in it.
    pub fn child(mut self, mut child: El) -> El {
        if child.0.tag.is_empty() {
            self.0.children.append(&mut child.0.children);
        } else {
            self.0.children.push(child.into());
        }
        self
    }

    /// With these in it: a list, or something that may be absent.
    pub fn children(self, children: impl IntoIterator<Item = El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// With a piece in it that is made again whenever a signal that it reads changes.
    pub fn live(self, piece: impl Fn() -> El + Send + 'static) -> El {
        self.child(live(piece))
    }
}

/// The value of the field that an event comes from.
fn value_of(event: &Event) -> String {
    let field = event.target().map(wasm_bindgen::JsValue::from).unwrap_or_default();
    js_sys::Reflect::get(&field, &"value".into()).ok().and_then(|value| value.as_string()).unwrap_or_default()
}
