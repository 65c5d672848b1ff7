//! The scorer as the page calls it: a program of its own (`src/scorer.rs`), fetched when something is first
//! scored.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::content::catalogue::Program;
use crate::json;
use crate::scoring::report::{Examples, Reading};

thread_local! {
    /// The scorers made so far. They stay where they are made, so that a handle is a plain number, which
    /// signals can hold.
    static SCORERS: RefCell<Vec<Made>> = const { RefCell::new(Vec::new()) };
}

struct Made {
    scorer: JsValue,
    /// The text read last, and what was read in it: an answer is read ahead while it is written, then for its
    /// probes, its score and its report.
    last: Option<(String, Reading)>,
}

/// A scorer of answers to one competency.
#[derive(Clone, Copy, Debug)]
pub struct Scorer(usize);

/// Fetches and starts the program; `None` where it does not come. The boot script does it, because only
/// JavaScript can import a module whose name is not known beforehand.
pub async fn load(program: &Program) -> Option<JsValue> {
    let start = Reflect::get(&window(), &"starlingProgram".into()).ok()?.dyn_into::<Function>().ok()?;
    let started =
        start.call2(&JsValue::NULL, &program.script.as_str().into(), &program.wasm.as_str().into()).ok()?;
    JsFuture::from(started.dyn_into::<Promise>().ok()?).await.ok()
}

/// A scorer with the rules in these texts; `None` where they do not fit this version.
pub fn compile(module: &JsValue, language: &str, rules: &str) -> Option<Scorer> {
    let class = Reflect::get(module, &"Scorer".into()).ok()?.dyn_into::<Function>().ok()?;
    let scorer = Reflect::construct(&class, &Array::of2(&language.into(), &rules.into())).ok()?;
    Some(SCORERS.with_borrow_mut(|scorers| {
        scorers.push(Made { scorer, last: None });
        Scorer(scorers.len() - 1)
    }))
}

impl Scorer {
    /// Reads an answer, or a reply to a probe.
    pub fn read(&self, text: &str) -> Reading {
        SCORERS
            .with_borrow_mut(|scorers| {
                let made = scorers.get_mut(self.0)?;
                if made.last.as_ref().is_none_or(|(last, _)| last != text) {
                    made.last =
                        Some((text.to_string(), json::from_str(&call(&made.scorer, "read", text)?).ok()?));
                }
                made.last.as_ref().map(|(_, reading)| reading.clone())
            })
            // The scorer answers every text, and with JSON that this version writes; if it ever does not, there is
            // nothing to judge by.
            .unwrap_or(Reading { too_little: true, ..Reading::default() })
    }

    /// What the rule with this id reads and what not; nothing where no rule of that name reads.
    pub fn rule(&self, id: &str) -> Examples {
        SCORERS
            .with_borrow(|scorers| json::from_str(&call(&scorers.get(self.0)?.scorer, "rule", id)?).ok())
            .unwrap_or_default()
    }
}

fn call(scorer: &JsValue, method: &str, text: &str) -> Option<String> {
    let method = Reflect::get(scorer, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    method.call1(scorer, &text.into()).ok()?.as_string()
}
