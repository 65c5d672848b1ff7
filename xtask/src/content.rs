//! The content files and the catalogue of them that the page carries.

use std::path::{Path, PathBuf};

use starling::content::catalogue::{Catalogue, Entry, Program};
use starling::content::parse_competency;

use crate::failure::Failure;
use crate::hash;

/// A file of the site, named by its content, and where it goes.
struct ContentFile {
    url: String,
    text: String,
}

/// Writes every content file below `staging` and returns the catalogue of them and of the scorer.
///
/// Whether the content is any good is the content check's business; this asks for what the catalogue needs.
pub(crate) fn write(root: &Path, staging: &Path, scorer: Program) -> Result<String, Failure> {
    let folder = staging.join("content");
    std::fs::create_dir_all(&folder).map_err(Failure::file("making", &folder))?;

    let language = ContentFile::with_weights(&root.join("content/language/en.json"))?;
    language.write(staging)?;
    let mut competencies = Vec::new();
    for path in competency_files(root)? {
        let text = ContentFile::read(&path)?;
        let rules = ContentFile::with_weights(&path.with_extension("rules.json"))?;
        text.write(staging)?;
        rules.write(staging)?;
        let competency = parse_competency(&text.text)
            .map_err(|error| Failure::Content { path: path.clone(), problem: error.to_string() })?;
        competencies.push(Entry::new(&competency, text.url, rules.url));
    }
    let catalogue = Catalogue { language: language.url, scorer, competencies };
    serde_json::to_string(&catalogue)
        .map_err(|error| Failure::Content { path: folder, problem: error.to_string() })
}

/// All competency files, by name.
fn competency_files(root: &Path) -> Result<Vec<PathBuf>, Failure> {
    let folder = root.join("content/competencies");
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(Failure::file("reading", &folder))? {
        let path = entry.map_err(Failure::file("reading", &folder))?.path();
        let name = path.to_string_lossy();
        if name.ends_with(".json") && !name.ends_with(".rules.json") && !name.ends_with(".weights.json") {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

impl ContentFile {
    /// Reads a JSON file; its white space goes.
    fn read(path: &Path) -> Result<ContentFile, Failure> {
        Ok(ContentFile::named(path, minified(path)?))
    }

    /// Reads a file of rules, and puts the weights into it that stand beside it, if any do: what is read together
    /// is fetched together.
    fn with_weights(path: &Path) -> Result<ContentFile, Failure> {
        let mut text = minified(path)?;
        let name = path.to_string_lossy();
        let stem = name.strip_suffix(".rules.json").or_else(|| name.strip_suffix(".json")).unwrap_or(&name);
        let beside = PathBuf::from(format!("{stem}.weights.json"));
        if beside.is_file() {
            let weights = minified(&beside)?;
            if text.pop() != Some('}') {
                let problem = "expected an object".to_owned();
                return Err(Failure::Content { path: path.to_owned(), problem });
            }
            text = format!("{text},\"weights\":{weights}}}");
        }
        Ok(ContentFile::named(path, text))
    }

    fn named(path: &Path, text: String) -> ContentFile {
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let url = format!("content/{name}-{}.json", hash::short(text.as_bytes()));
        ContentFile { url, text }
    }

    fn write(&self, staging: &Path) -> Result<(), Failure> {
        let path = staging.join(&self.url);
        std::fs::write(&path, &self.text).map_err(Failure::file("writing", &path))
    }
}

/// The text of a JSON file without its white space.
fn minified(path: &Path) -> Result<String, Failure> {
    let text = std::fs::read_to_string(path).map_err(Failure::file("reading", path))?;
    // Better a build that stops at a slip than an app that does.
    serde_json::from_str::<serde_json::Value>(&text)
        .map_err(|error| Failure::Content { path: path.to_owned(), problem: error.to_string() })?;
    Ok(without_white_space(&text))
}

/// JSON without the white space between its tokens; order and numbers stay as written.
fn without_white_space(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string || !c.is_ascii_whitespace() {
            text.push(c);
        }
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = in_string,
            '"' => in_string = !in_string,
            _ => {}
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_goes_and_texts_stay() {
        let cases = [
            ("{ \"a\" : [ 1 , 2.50 ] }\n", "{\"a\":[1,2.50]}"),
            ("\" a\\\" b \" ", "\" a\\\" b \""),
            ("[ \"\\\\\" , \" x \" ]", "[\"\\\\\",\" x \"]"),
        ];
        for (json, expected) in cases {
            assert_eq!(without_white_space(json), expected);
        }
    }
}
