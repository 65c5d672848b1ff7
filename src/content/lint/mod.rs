//! The content check: everything that is wrong with the content, all at once, each with its place.
//!
//! It runs in two passes over the JSON as it stands, so that one slip does not hide the next: its shape against
//! the JSON Schema, then what a schema cannot say. What passes both is also loaded, as the app would load it, and
//! its examples are read by its rules, which have to hold on examples of their own.

mod facts;
mod scored;
mod shape;

use std::collections::BTreeSet;
use std::path::Path;
use std::{fmt, fs, io};

use serde_json::Value;

use super::{ContentError, parse, parse_competency};
use crate::domain::competency::Competency;
use crate::scoring::{
    Language, Reader, RuleError, Rules, Weights, parse_language, parse_rules, parse_weights,
};

/// The largest competency file, in bytes without white space: about 15 kB as brotli sends it.
const SIZE_AT_MOST: usize = 48_000;

/// Something that is wrong with a content file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the check was told to find it.
    pub file: String,
    /// Where in it, as in `$.signals[2].phrases[0].id`; `$` is the whole file.
    pub path: String,
    /// What was expected there.
    pub expected: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: expected {}", self.file, self.path, self.expected)
    }
}

/// The problems of one file, while they are being gathered.
struct Problems<'a> {
    file: &'a str,
    found: Vec<Problem>,
}

impl Problems<'_> {
    fn add(&mut self, path: impl Into<String>, expected: impl Into<String>) {
        self.found.push(Problem { file: self.file.to_owned(), path: path.into(), expected: expected.into() });
    }
}

/// Checks the whole content folder: each competency, its rules, and that no file is missing beside it.
///
/// # Errors
/// Where a folder or file cannot be read.
pub fn check_folder(content: &Path) -> io::Result<Vec<Problem>> {
    let folder = content.join("competencies");
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(&folder)? {
        names.insert(entry?.file_name().to_string_lossy().into_owned());
    }

    let mut all = Vec::new();
    let language = check_language(&content.join("language").join("en.json"), &mut all);
    for name in &names {
        let file = format!("{}/{name}", folder.display());
        let mut problems = Problems { file: &file, found: Vec::new() };
        if let Some(id) = name.strip_suffix(".rules.json") {
            if !names.contains(&format!("{id}.json")) {
                problems.add("$", format!("the competency of these rules beside it, {id}.json"));
            }
        } else if let Some(id) = name.strip_suffix(".weights.json") {
            if !names.contains(&format!("{id}.rules.json")) {
                problems.add("$", format!("the rules of these weights beside it, {id}.rules.json"));
            }
        } else if let Some(id) = name.strip_suffix(".json") {
            let text = fs::read_to_string(folder.join(name))?;
            problems.found = check_competency(&file, &text);
            let rules = format!("{id}.rules.json");
            if !names.contains(&rules) {
                problems.add("$", format!("its rules beside it, {rules}"));
            } else if let Some(language) = &language {
                let path = format!("{}/{rules}", folder.display());
                let reader = check_rules(&path, &fs::read_to_string(&path)?, language, &mut all);
                if let (Some(reader), Ok(competency)) = (reader, parse_competency(&text)) {
                    problems.found.extend(check_scored(&file, &competency, &reader));
                }
            }
        } else {
            problems.add("$", "a name that ends in .json");
        }
        all.append(&mut problems.found);
    }
    all.sort_by(|one, other| one.file.cmp(&other.file));
    Ok(all)
}

/// The language, if it can be read.
fn check_language(path: &Path, all: &mut Vec<Problem>) -> Option<Language> {
    let file = path.display().to_string();
    let mut problems = Problems { file: &file, found: Vec::new() };
    let weights = check_weights(&path.with_extension("weights.json"), "language", all);
    let language = match fs::read_to_string(path).map(|text| parse_language(&text)) {
        Ok(Ok(language)) => Some(Language { weights, ..language }),
        Ok(Err(error)) => {
            problems.add("$", without_expected(&error.reason));
            None
        }
        Err(_) => {
            problems.add("$", "a file of word classes");
            None
        }
    };
    all.append(&mut problems.found);
    language
}

/// The weights in a file, if there is one; they have to be of what it stands beside.
fn check_weights(path: &Path, of: &str, all: &mut Vec<Problem>) -> Option<Weights> {
    let text = fs::read_to_string(path).ok()?;
    let file = path.display().to_string();
    let mut problems = Problems { file: &file, found: Vec::new() };
    let weights = match parse_weights(&text) {
        Ok(weights) if weights.of == of => Some(weights),
        Ok(weights) => {
            problems.add("$.of", format!("{of}, found {}", weights.of));
            None
        }
        Err(error) => {
            problems.add("$", without_expected(&error.reason));
            None
        }
    };
    all.append(&mut problems.found);
    weights
}

/// The rules' reader, if they compile; their `hits` and `misses` have to hold.
fn check_rules(file: &str, text: &str, language: &Language, all: &mut Vec<Problem>) -> Option<Reader> {
    let stem = file.strip_suffix(".rules.json").unwrap_or(file);
    let id = stem.rsplit('/').next().unwrap_or(stem);
    let weights = check_weights(Path::new(&format!("{stem}.weights.json")), id, all);
    let mut problems = Problems { file, found: Vec::new() };
    let mut tell = |errors: &[RuleError]| {
        for error in errors {
            problems.add(format!("{}[{}]", error.rule, error.position), without_expected(&error.reason));
        }
    };
    let reader = match parse_rules(text) {
        Err(error) => {
            problems.add("$", without_expected(&error.reason));
            None
        }
        Ok(rules) => match Reader::compile(language, &Rules { weights, ..rules.clone() }) {
            Ok(reader) => {
                tell(&reader.check(language, &rules));
                Some(reader)
            }
            Err(errors) => {
                tell(&errors);
                None
            }
        },
    };
    all.append(&mut problems.found);
    reader
}

/// A problem says "expected" itself.
fn without_expected(reason: &str) -> &str {
    reason.strip_prefix("expected ").unwrap_or(reason)
}

/// Reads the examples of a competency by its rules: each phrase shows its signal and no near miss does, each flag
/// is found in its example and not where it is mended, and no weak reply outranks its strong twin.
pub fn check_scored(file: &str, competency: &Competency, reader: &Reader) -> Vec<Problem> {
    let mut problems = Problems { file, found: Vec::new() };
    scored::check(competency, reader, &mut problems);
    problems.found
}

/// Checks the text of one competency file. `file` is where it stands; its name has to be the competency's id.
pub fn check_competency(file: &str, text: &str) -> Vec<Problem> {
    let mut problems = Problems { file, found: Vec::new() };
    match parse::<Value>(text) {
        Ok(value) => {
            shape::check(&value, &mut problems);
            facts::check(&value, &mut problems);
            // Saves the reader of a long list from a second telling of its first line.
            if problems.found.is_empty()
                && let Err(error) = parse_competency(text)
            {
                let (path, expected) = told(&error);
                problems.add(path, expected);
            }
        }
        Err(error) => {
            let (path, expected) = told(&error);
            problems.add(path, expected);
        }
    }
    problems.found
}

/// A loading error as a problem's path and expectation.
fn told(error: &ContentError) -> (String, String) {
    match error {
        ContentError::NotJson { line, column } => {
            ("$".into(), format!("JSON; it stops being that at line {line}, column {column}"))
        }
        ContentError::Format { found } => ("$.format".into(), format!("a known format, found {found}")),
        ContentError::Unfit { path, problem } => (path.clone(), format!("something else: {problem}")),
    }
}
