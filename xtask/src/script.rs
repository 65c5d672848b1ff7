//! Makes scripts smaller without reading them as a language: whole lines of comment, indentation and empty lines go.
//!
//! Every other line stays, line end included, so the program stays the same. (Trunk's own minifier stops at the glue
//! that wasm-bindgen writes; a real one would bring more crates than it saves bytes.)

/// The script without comments that begin a line, and without indentation.
///
/// A template that runs over several lines could hold lines that only look like comments; a script with one is
/// returned as it is.
pub(crate) fn without_comments(script: &str) -> String {
    if script.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return script.to_owned();
    }
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let mut line = line.trim();
        if in_comment || line.starts_with("/*") {
            let from = if in_comment { 0 } else { 2 };
            in_comment = match line[from..].split_once("*/") {
                Some((_, rest)) => {
                    line = rest.trim_start();
                    false
                }
                None => true,
            };
        }
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_code_stays() {
        let cases = [
            ("// one\n  a(); // two\n\n", "a(); // two\n"),
            (
                "/**\n * @returns {number}\n */\n  get a() {\n    return '/* no */';\n  }",
                "get a() {\nreturn '/* no */';\n}\n",
            ),
            ("/* one */ a();\n/*/ two */ b();", "a();\nb();\n"),
            ("x = `\n// not a comment\n`;", "x = `\n// not a comment\n`;"),
            ("x = `a` + `b`;\n  // c", "x = `a` + `b`;\n"),
        ];
        for (script, expected) in cases {
            assert_eq!(without_comments(script), expected);
        }
    }
}
