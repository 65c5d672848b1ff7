//! Whether a value has the shape that the JSON Schema describes.
//!
//! The schema is derived from the types in `domain::competency`, so the fields are listed nowhere twice. Only
//! the keywords are understood that schemars makes of those types; a test holds the shipped files and serde
//! against it.

use serde_json::Value;

use super::Problems;

const SCHEMA: &str = include_str!("../../../content/competency.schema.json");

pub(super) fn check(value: &Value, problems: &mut Problems<'_>) {
    match serde_json::from_str(SCHEMA) {
        Ok(schema) => Shape { root: &schema }.check(&schema, value, "$", problems),
        Err(error) => problems.add("$", format!("a JSON Schema to check it by; {error}")),
    }
}

struct Shape<'a> {
    root: &'a Value,
}

impl Shape<'_> {
    fn check(&self, schema: &Value, value: &Value, path: &str, problems: &mut Problems<'_>) {
        let schema = self.resolve(schema);
        if let Some(options) = schema["anyOf"].as_array() {
            self.check_optional(options, value, path, problems);
        } else if let Some(options) = schema["oneOf"].as_array() {
            let names: Vec<&Value> = options.iter().map(|option| &option["const"]).collect();
            if !names.contains(&value) {
                problems.add(path, format!("one of {}, found {}", list(&names), brief(value)));
            }
        } else if !is_of_type(&schema["type"], value) {
            problems.add(path, format!("{}, found {}", type_name(&schema["type"]), brief(value)));
        } else {
            match value {
                Value::Object(_) => self.check_fields(schema, value, path, problems),
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.check(&schema["items"], item, &format!("{path}[{index}]"), problems);
                    }
                }
                Value::Number(_) => check_range(schema, value, path, problems),
                _ => {}
            }
        }
    }

    fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        let target = schema["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
        target.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }

    /// schemars writes an optional object as "that object, or null".
    fn check_optional(&self, options: &[Value], value: &Value, path: &str, problems: &mut Problems<'_>) {
        if value.is_null() {
            return;
        }
        for option in options.iter().filter(|option| option["type"] != "null") {
            self.check(option, value, path, problems);
        }
    }

    fn check_fields(&self, schema: &Value, value: &Value, path: &str, problems: &mut Problems<'_>) {
        let (Some(fields), Some(present)) = (schema["properties"].as_object(), value.as_object()) else {
            return;
        };
        for (name, field) in present {
            let path = format!("{path}.{name}");
            match fields.get(name) {
                Some(field_schema) => self.check(field_schema, field, &path, problems),
                None => {
                    let names: Vec<&str> = fields.keys().map(String::as_str).collect();
                    problems.add(path, format!("one of the fields {}", names.join(", ")));
                }
            }
        }
        for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !present.contains_key(name) {
                problems.add(path, format!("a field `{name}`"));
            }
        }
    }
}

fn check_range(schema: &Value, value: &Value, path: &str, problems: &mut Problems<'_>) {
    let Some(number) = value.as_i64() else { return };
    let least = schema["minimum"].as_i64();
    let most = schema["maximum"].as_i64();
    if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
        let upper = most.map_or(String::new(), |most| format!(" to {most}"));
        problems.add(path, format!("a number from {}{upper}, found {number}", least.unwrap_or_default()));
    }
}

/// Whether `value` is of the type, or of one of the types, that a schema names.
fn is_of_type(types: &Value, value: &Value) -> bool {
    match types {
        Value::Array(types) => types.iter().any(|one| is_of_type(one, value)),
        Value::String(name) => match name.as_str() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "null" => value.is_null(),
            _ => false,
        },
        _ => false,
    }
}

fn type_name(types: &Value) -> &str {
    match types {
        // Of an optional field, the type that it has where it is there.
        Value::Array(types) => types.first().map_or("something else", type_name),
        Value::String(name) => match name.as_str() {
            "object" => "an object",
            "array" => "a list",
            "string" => "a string",
            "integer" => "a whole number",
            other => other,
        },
        _ => "something else",
    }
}

fn list(names: &[&Value]) -> String {
    names.iter().map(|name| brief(name)).collect::<Vec<_>>().join(", ")
}

fn brief(value: &Value) -> String {
    match value {
        Value::Object(_) => "an object".into(),
        Value::Array(_) => "a list".into(),
        Value::String(text) => format!("`{text}`"),
        other => other.to_string(),
    }
}
