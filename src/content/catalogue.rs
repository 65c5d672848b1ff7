//! The index of competencies. The page carries it as JSON, so that the first screen needs no further file.

use serde::{Deserialize, Serialize};

use crate::domain::competency::Competency;
use crate::json::{self, Unfit};

/// All competencies there are, in the order in which they are offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalogue {
    /// Where the language file is, relative to the page.
    pub language: String,
    /// The scorer.
    pub scorer: Program,
    /// One entry each.
    pub competencies: Vec<Entry>,
}

/// A program that is fetched when it is needed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// Where its JavaScript module is, relative to the page.
    pub script: String,
    /// Where its WebAssembly is, relative to the page.
    pub wasm: String,
}

/// What is known of a competency before its file is loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The competency's id.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The set of values that it belongs to.
    pub family: String,
    /// The usual question.
    pub question: String,
    /// One line: what it comes down to.
    pub summary: String,
    /// Its levels, junior first.
    pub levels: Vec<Named>,
    /// Its lenses.
    pub lenses: Vec<Named>,
    /// Where its file is, relative to the page.
    pub text: String,
    /// Where its rules are, relative to the page.
    pub rules: String,
}

/// Something to choose, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

impl Catalogue {
    /// Reads the catalogue that the page carries.
    ///
    /// # Errors
    /// Where it is not one: it was made with another version of the app.
    pub fn parse(text: &str) -> Result<Catalogue, Unfit> {
        json::from_str(text)
    }
}

impl Entry {
    /// The entry of `competency`, whose file and rules are at these addresses.
    pub fn new(competency: &Competency, text: String, rules: String) -> Entry {
        Entry {
            id: competency.id.clone(),
            title: competency.title.clone(),
            family: competency.family.clone(),
            // OK to be empty: the content check wants at least one question.
            question: competency.questions.first().map(|question| question.text.clone()).unwrap_or_default(),
            summary: competency.summary.clone(),
            levels: competency.levels.iter().map(|l| Named::new(&l.id, &l.name)).collect(),
            lenses: competency.lenses.iter().map(|l| Named::new(&l.id, &l.company)).collect(),
            text,
            rules,
        }
    }
}

impl Entry {
    /// The name of the level with this id; the id itself where there is none.
    pub fn level_name(&self, id: &str) -> String {
        Named::of(&self.levels, id)
    }

    /// The company of the lens with this id; the id itself where there is none.
    pub fn lens_name(&self, id: &str) -> String {
        Named::of(&self.lenses, id)
    }
}

impl Named {
    fn new(id: &str, name: &str) -> Named {
        Named { id: id.to_owned(), name: name.to_owned() }
    }

    fn of(all: &[Named], id: &str) -> String {
        all.iter().find(|named| named.id == id).map_or_else(|| id.to_owned(), |named| named.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::parse_competency;

    const LITE: &str = include_str!("../../tests/fixtures/ownership-lite.json");

    #[test]
    fn a_catalogue_survives_being_written_and_read() {
        let competency = parse_competency(LITE).unwrap();
        let entry = Entry::new(&competency, "content/a-1f.json".into(), "content/a.rules-2e.json".into());
        assert_eq!(entry.question, competency.questions[0].text);

        let scorer = Program { script: "scorer-4c.js".into(), wasm: "scorer-5b.wasm".into() };
        let catalogue =
            Catalogue { language: "content/en-3d.json".into(), scorer, competencies: vec![entry] };
        let read = Catalogue::parse(&serde_json::to_string(&catalogue).unwrap()).unwrap();
        assert_eq!(read, catalogue);
    }

    #[test]
    fn a_broken_catalogue_is_none() {
        for text in ["", "{}", r#"{ "language": "en.json", "competencies": [{ "id": 7 }] }"#] {
            assert_eq!(Catalogue::parse(text), Err(Unfit), "{text}");
        }
    }
}
