//! The scorer as a program of its own: the first screen does not wait for what reads answers. The page fetches
//! it when something is first scored, and calls it as any JavaScript module; see `ui/scorer.rs`.

use starling::scoring::{Reader, parse_language, parse_rules};
use wasm_bindgen::prelude::*;

/// A reader of answers to one competency.
#[wasm_bindgen]
pub struct Scorer(Reader);

#[wasm_bindgen]
impl Scorer {
    /// Compiles the rules in the texts of a language file and of a competency's rule file.
    ///
    /// # Errors
    /// A text that says what is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(language: &str, rules: &str) -> Result<Scorer, JsValue> {
        let language = parse_language(language).map_err(|e| JsValue::from(e.reason))?;
        let rules = parse_rules(rules).map_err(|e| JsValue::from(e.reason))?;
        let unfit = || JsValue::from("expected rules that compile");
        Reader::compile(&language, &rules).map(Scorer).map_err(|_| unfit())
    }

    /// What is read in `text`: a `Reading` as JSON.
    pub fn read(&self, text: &str) -> String {
        // OK because a reading is made of texts, numbers and enums alone: serde_json fails on none of these.
        serde_json::to_string(&self.0.read(text)).unwrap_or_default()
    }
}

fn main() {}
