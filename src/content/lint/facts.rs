//! What a schema cannot say: ids are unique, references lead somewhere, texts are clean, numbers make sense.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Problems, SIZE_AT_MOST};
use crate::domain::competency::FORMAT;

/// Fields that name an item, the ids they may name, and what such an item is called.
const REFERENCES: [(&str, &str, &str); 5] = [
    ("signals[*].overlaps[*]", "signals[*].phrases[*].id", "phrase"),
    ("flags[*].settled_by", "signals[*].id", "signal"),
    ("lenses[*].weighs[*]", "signals[*].id", "signal"),
    ("flags[*].from_level", "levels[*].id", "level"),
    ("questions[*].lens", "lenses[*].id", "lens"),
];

/// Numbers and the range they make sense in.
const RANGES: [(&str, u64, u64); 3] = [
    // A rating.
    ("flags[*].cap", 1, 5),
    // A percentage of the answer; without action there is no story.
    ("depth.action_percent", 1, 100),
    // Longer than that is a lecture, not a set-up.
    ("depth.setup_at_most", 1, 600),
];

/// Lists without which there is nothing to learn, ask or rate.
const NOT_EMPTY: [&str; 4] = ["signals", "signals[*].phrases", "questions", "levels"];

pub(super) fn check(value: &Value, problems: &mut Problems<'_>) {
    check_head(value, problems);
    check_ids(value, problems);
    check_texts(value, "$", problems);
    check_tables(value, problems);
    check_flags(value, problems);
}

fn check_head(value: &Value, problems: &mut Problems<'_>) {
    if let Some(format) = value["format"].as_u64()
        && format != u64::from(FORMAT)
    {
        problems.add("$.format", format!("{FORMAT}, found {format}"));
    }
    let name = problems.file.rsplit('/').next().unwrap_or_default();
    let stem = name.strip_suffix(".json").unwrap_or(name).to_owned();
    if let Some(id) = value["id"].as_str()
        && id != stem
    {
        problems.add("$.id", format!("the file's name, `{stem}`, found `{id}`"));
    }
    let size = value.to_string().len();
    if size > SIZE_AT_MOST {
        problems.add("$", format!("at most {SIZE_AT_MOST} bytes without white space, found {size}"));
    }
}

/// Ids are unique in the whole file, and fit for a link.
fn check_ids(value: &Value, problems: &mut Problems<'_>) {
    let mut first_at = BTreeMap::new();
    for (path, id) in ids(value) {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        if !id.chars().all(fits) || !id.starts_with(|c: char| c.is_ascii_lowercase()) {
            problems.add(&path, format!("an id of a-z, 0-9, `-` and `.`, a letter first, found `{id}`"));
        }
        if let Some(first) = first_at.get(id) {
            problems.add(&path, format!("an id of its own; `{id}` is that of {first}"));
        } else {
            first_at.insert(id, path.strip_suffix(".id").unwrap_or(&path).to_owned());
        }
    }
}

/// All ids in the file with their paths.
fn ids(value: &Value) -> Vec<(String, &str)> {
    fn gather<'a>(value: &'a Value, path: &str, ids: &mut Vec<(String, &'a str)>) {
        if let Some(id) = value.get("id").and_then(Value::as_str) {
            ids.push((format!("{path}.id"), id));
        }
        for (path, child) in children(value, path) {
            gather(child, &path, ids);
        }
    }
    let mut all = Vec::new();
    gather(value, "$", &mut all);
    all
}

/// Texts say something, and nothing that cannot be seen.
fn check_texts(value: &Value, path: &str, problems: &mut Problems<'_>) {
    if let Value::String(text) = value {
        if text.trim().is_empty() {
            problems.add(path, "a text, found none");
        } else if text.trim() != text {
            problems.add(path, "a text without white space around it");
        } else if text.chars().any(char::is_control) || text.contains("  ") {
            problems.add(path, "a text on one line, its words one space apart");
        }
    }
    for (path, child) in children(value, path) {
        check_texts(child, &path, problems);
    }
}

fn check_tables(value: &Value, problems: &mut Problems<'_>) {
    for (from, to, kind) in REFERENCES {
        let known = select(value, to);
        for (path, reference) in select(value, from) {
            if let Some(id) = reference.as_str()
                && !known.iter().any(|(_, known)| known.as_str() == Some(id))
            {
                problems.add(path, format!("the id of a {kind}, found `{id}`"));
            }
        }
    }
    check_tests(value, problems);
    for (pattern, least, most) in RANGES {
        for (path, number) in select(value, pattern) {
            if let Some(number) = number.as_u64()
                && !(least..=most).contains(&number)
            {
                problems.add(path, format!("a number from {least} to {most}, found {number}"));
            }
        }
    }
    for pattern in NOT_EMPTY {
        for (path, list) in select(value, pattern) {
            if list.as_array().is_some_and(Vec::is_empty) {
                problems.add(path, "at least one item");
            }
        }
    }
}

/// Probes test signals and content flags.
fn check_tests(value: &Value, problems: &mut Problems<'_>) {
    let is_content = |flag: &Value| flag["kind"].as_str() == Some("content");
    let flags = select(value, "flags[*]").into_iter().filter(|(_, flag)| is_content(flag));
    let tested: Vec<_> = select(value, "signals[*]").into_iter().chain(flags).collect();
    for (path, test) in select(value, "probes[*].tests[*]") {
        if let Some(id) = test.as_str()
            && !tested.iter().any(|(_, it)| it["id"].as_str() == Some(id))
        {
            problems.add(path, format!("the id of a signal or a content flag, found `{id}`"));
        }
    }
}

/// A content flag disqualifies, so it says how to detect it and what it caps; a delivery flag does neither.
fn check_flags(value: &Value, problems: &mut Problems<'_>) {
    for (path, flag) in select(value, "flags[*]") {
        for field in ["detection", "cap"] {
            match (flag["kind"].as_str(), flag[field].is_null()) {
                (Some("content"), true) => {
                    problems
                        .add(format!("{path}.{field}"), format!("a {field}, since the flag is of content"));
                }
                (Some("delivery"), false) => {
                    problems.add(format!("{path}.{field}"), "null, since the flag is of delivery");
                }
                _ => {}
            }
        }
    }
}

/// The values that `pattern`, such as `signals[*].phrases[*].id`, leads to, with their paths.
fn select<'a>(value: &'a Value, pattern: &str) -> Vec<(String, &'a Value)> {
    let mut selected = vec![("$".to_owned(), value)];
    for step in pattern.split('.') {
        let (name, each) = step.strip_suffix("[*]").map_or((step, false), |name| (name, true));
        selected = selected
            .into_iter()
            .filter_map(|(path, value)| Some((format!("{path}.{name}"), value.get(name)?)))
            .collect();
        if each {
            selected = selected
                .into_iter()
                .filter(|(_, value)| value.is_array())
                .flat_map(|(path, value)| children(value, &path))
                .collect();
        }
    }
    selected
}

/// The fields or items of `value`, with their paths.
fn children<'a>(value: &'a Value, path: &str) -> Vec<(String, &'a Value)> {
    match value {
        Value::Object(fields) => {
            fields.iter().map(|(name, field)| (format!("{path}.{name}"), field)).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (format!("{path}[{index}]"), item)).collect()
        }
        _ => Vec::new(),
    }
}
