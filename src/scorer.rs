//! The scorer as a program of its own: the first screen does not wait for what reads answers. The page fetches
//! it when something is first scored, and calls it as any JavaScript module; see `ui/scorer.rs`.

use starling::scoring::report::Examples;
use starling::scoring::rules::Rule;
use starling::scoring::{Reader, parse_language, parse_rules};
use wasm_bindgen::prelude::*;

/// A reader of answers to one competency.
#[wasm_bindgen]
pub struct Scorer {
    reader: Reader,
    /// As written: what a rule reads is explained by its examples.
    rules: Vec<Rule>,
}

#[wasm_bindgen]
impl Scorer {
    /// Compiles the rules in the texts of a language file and of a competency's rule file.
    ///
    /// # Errors
    /// A text that says what is wrong with them.
    #[wasm_bindgen(constructor)]
    pub fn new(language: &str, rules: &str) -> Result<Scorer, JsValue> {
        let mut language = parse_language(language).map_err(|e| JsValue::from(e.reason))?;
        let rules = parse_rules(rules).map_err(|e| JsValue::from(e.reason))?;
        let unfit = || JsValue::from("expected rules that compile");
        let reader = Reader::compile(&language, &rules).map_err(|_| unfit())?;
        language.rules.extend(rules.rules);
        Ok(Scorer { reader, rules: language.rules })
    }

    /// What the rule with this id reads and what not: `Examples` as JSON; empty where there is no such rule.
    pub fn rule(&self, id: &str) -> String {
        let Some(rule) = self.rules.iter().find(|rule| rule.id == id) else { return String::new() };
        let examples = Examples { hits: rule.hits.clone(), misses: rule.misses.clone() };
        // OK because it is made of texts alone: serde_json fails on none of these.
        serde_json::to_string(&examples).unwrap_or_default()
    }

    /// What is read in `text`: a `Reading` as JSON.
    pub fn read(&self, text: &str) -> String {
        // OK because a reading is made of texts, numbers and enums alone: serde_json fails on none of these.
        serde_json::to_string(&self.reader.read(text)).unwrap_or_default()
    }
}

fn main() {}
