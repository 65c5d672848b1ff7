//! Shortens the names by which a program calls its glue.
//!
//! wasm-bindgen names each import with a hash of 16 digits. No compressor can make those smaller, and they stand
//! in both files: 4 kB of the first load.

use crate::failure::Failure;

/// The number of the section of a WebAssembly module that lists its imports.
const IMPORTS: u8 = 2;

/// A program and its glue, with every import called by a short name instead of its own.
pub(crate) fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String), Failure> {
    let expected = |what: &str| Failure::Built { expected: what.to_owned() };
    let (head, mut rest) = wasm.split_at_checked(8).ok_or_else(|| expected("the head of a module"))?;
    let (mut short_wasm, mut short_glue) = (head.to_vec(), glue.to_owned());
    while let Some((&id, after)) = rest.split_first() {
        let mut reader = Reader(after);
        let mut body = reader.bytes().ok_or_else(|| expected("a section of the length it names"))?.to_vec();
        rest = reader.0;
        if id == IMPORTS {
            let (shorter, names) =
                rename(&body).ok_or_else(|| expected("imports as wasm-bindgen writes them"))?;
            body = shorter;
            for (name, short) in names {
                // Each name is a property of the object of imports, and stands nowhere else.
                let property = format!("{name}: function");
                if short_glue.matches(&property).count() != 1 {
                    return Err(Failure::Built { expected: format!("`{property}` in the glue, once") });
                }
                short_glue = short_glue.replace(&property, &format!("{short}: function"));
            }
        }
        short_wasm.push(id);
        push_number(&mut short_wasm, body.len());
        short_wasm.extend(body);
    }
    Ok((short_wasm, short_glue))
}

/// Names, and what they became.
type Renamed = Vec<(String, String)>;

/// The section of imports with short names; `None` where it is not what wasm-bindgen writes: functions alone.
fn rename(section: &[u8]) -> Option<(Vec<u8>, Renamed)> {
    let mut reader = Reader(section);
    let count = reader.number()?;
    let mut names = Renamed::new();
    let mut renamed = Vec::new();
    push_number(&mut renamed, count);
    for _ in 0..count {
        let module = reader.bytes()?;
        let name = std::str::from_utf8(reader.bytes()?).ok()?;
        let (&kind, after) = reader.0.split_first()?;
        reader.0 = after;
        let signature = reader.number()?;
        // 0: a function.
        if kind != 0 {
            return None;
        }
        // One function may be imported by several signatures.
        let short = names.iter().find(|(known, _)| known == name).map(|(_, short)| short.clone());
        let short = short.unwrap_or_else(|| {
            let short = format!("i{}", names.len());
            names.push((name.to_owned(), short.clone()));
            short
        });
        for bytes in [module, short.as_bytes()] {
            push_number(&mut renamed, bytes.len());
            renamed.extend(bytes);
        }
        renamed.push(kind);
        push_number(&mut renamed, signature);
    }
    Some((renamed, names))
}

/// Reads numbers and byte strings off the front of some bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    /// A number as WebAssembly writes it: seven bits a byte, the lowest first (LEB128).
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// Bytes after their number.
    fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with a custom section, imports, and a section that stays.
    fn module(imports: &[(&str, &str, u8)]) -> Vec<u8> {
        let mut section = Vec::new();
        push_number(&mut section, imports.len());
        for (module, name, signature) in imports {
            for text in [module, name] {
                push_number(&mut section, text.len());
                section.extend(text.as_bytes());
            }
            section.push(0);
            push_number(&mut section, usize::from(*signature));
        }
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.extend([0, 2, 1, b'n', IMPORTS]);
        push_number(&mut bytes, section.len());
        bytes.extend(section);
        bytes.extend([10, 1, 0]);
        bytes
    }

    #[test]
    fn both_sides_get_the_same_short_names() {
        let long = "__wbg_log_0123456789abcdef".repeat(6);
        let wasm = module(&[
            ("./app_bg.js", &long, 3),
            ("./app_bg.js", "__wbg_now_1", 200),
            ("./app_bg.js", &long, 4),
        ]);
        let glue = format!("const i = {{ {long}: function(a) {{}}, __wbg_now_1: function() {{}} }};");
        let (wasm, glue) = shorten(&wasm, &glue).unwrap();
        assert_eq!(
            wasm,
            module(&[("./app_bg.js", "i0", 3), ("./app_bg.js", "i1", 200), ("./app_bg.js", "i0", 4)])
        );
        assert_eq!(glue, "const i = { i0: function(a) {}, i1: function() {} };");
    }

    #[test]
    fn what_is_not_as_expected_is_refused() {
        let wasm = module(&[("./app_bg.js", "__wbg_now_1", 3)]);
        assert!(shorten(&wasm, "const i = {};").is_err(), "the glue lacks the name");
        assert!(shorten(&wasm[..wasm.len() - 1], "__wbg_now_1: function").is_err(), "cut short");
        assert!(shorten(b"\0asm", "").is_err(), "no head");
    }
}
